"""A message that somebody picks becomes a progress note: its words and the link to it, after a look."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import ActionRow
from domain.context import Context
from domain.errors import Asked, DomainError, Faults, FieldErrors, FormAgain, NotFound
from domain.form_messages import LogProgress, OpenLog
from domain.language.refs import parse_ref
from domain.messages import Find, Update
from domain.presenters import first_words
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.checking import in_form, read_link
from domain.usecases.find import find
from domain.usecases.finding import find_action
from domain.usecases.update import update
from domain.views import ChoiceField, Form, FormField, Item, Reply, TextField

_MOST = 90
"""Actions that can be chosen from a menu; another is looked for."""
_LOOK = marked("Please look whether everybody may read it who reads the plan.")


@registry.handles(OpenLog)
def open_log(query: OpenLog, ctx: Context) -> Reply:
    """The form: which action, and the words as they would be kept."""
    mine = ctx.uow.actions.of_person(ctx.actor.id, statuses=frozenset({"open"}))[:_MOST]
    return Reply(form=_form(query, mine, tr("The message becomes a progress note. {look}", look=tr(_LOOK))))


def _form(query: OpenLog, rows: Sequence[ActionRow], intro: str) -> Form:
    fields: list[FormField] = []
    if rows:
        options = tuple((row.key, f"{row.key} · {first_words(row.text, 50)}") for row in rows)
        only = rows[0].key if len(rows) == 1 else ""
        fields.append(
            ChoiceField(name="action", label=tr("Which action?"), options=options, value=query.action or only)
        )
    label = tr("Or its reference, or words of it") if rows else tr("Which action? Its reference, or words of it")
    fields += [
        TextField(
            name="ref", label=label, value=query.ref, hint=tr("For example: TSP-8, or audit schedule"), max_length=80
        ),
        TextField(name="text", label=tr("What has happened?"), value=query.text, long=True, required=True),
        TextField(name="evidence", label=tr("Link to the message"), value=query.evidence, max_length=2000),
    ]
    return Form(title=tr("Log as progress"), intro=intro, sends=LogProgress(), fields=tuple(fields))


@registry.handles(LogProgress)
def log_progress(command: LogProgress, ctx: Context) -> Reply:
    """Keep it as any other update, with all that is looked at before. Words instead of a reference are looked for, and
    what has them is offered: which of them is meant is never guessed.
    """
    faults = Faults()
    ref = faults.read(lambda: _which(command, ctx), "")
    evidence = faults.read(lambda: read_link(command.evidence, ctx), "")
    faults.refuse()
    return update(Update(ref=ref, text=command.text, evidence=evidence), ctx)


def _which(command: LogProgress, ctx: Context) -> str:
    """The reference that was chosen or typed.

    Raises:
        FormAgain: words were typed, or a reference that is not clear; with what it may be.
        FieldErrors: there is none, or there are two.
    """
    chosen, named = command.action.strip(), command.ref.strip()
    if named and parse_ref(named) is None:
        _offer(named, command, ctx)
    if chosen and named and chosen.casefold() != named.casefold():
        raise FieldErrors(
            {
                "ref": tr(
                    "You chose {chosen} and named {words}. Please leave this empty.",
                    chosen=chosen,
                    words=first_words(named, 40),
                )
            }
        )
    if not (chosen or named):
        raise FieldErrors({"ref": tr("Please choose the action, or give its reference.")})
    if in_form(ctx):
        _require_one(named or chosen, command, ctx)
    return named or chosen


def _require_one(ref: str, command: LogProgress, ctx: Context) -> None:
    """
    Raises:
        FormAgain: the reference fits several actions, or is near to some: with these, and what was typed.
        FieldErrors: there is none like it.
    """
    try:
        find_action(ctx, ref, lambda key: command.with_(action=key))
    except (Asked, NotFound) as error:
        near = [one.sends.action for one in error.buttons if isinstance(one.sends, LogProgress)]
        if not near:
            raise FieldErrors({"ref": error.message}) from None
        said = tr("{message} Nothing is saved yet: choose below, and save it.", message=error.message)
        raise FormAgain(said, _again(command, near, ctx)) from None


def _again(command: LogProgress, keys: Sequence[str], ctx: Context) -> Form:
    """The form with these actions to choose from, and what was typed."""
    typed = OpenLog(text=command.text, evidence=command.evidence)
    return _form(typed, ctx.uow.actions.rows_by_key(keys), tr(_LOOK))


def _offer(words: str, command: LogProgress, ctx: Context) -> None:
    """
    Raises:
        FormAgain: with what was found, and what was typed.
        FieldErrors: nothing was.
    """
    try:
        items = [one.key for one in find(Find(words=words), ctx).elements if isinstance(one, Item)]
    except DomainError:
        items = []
    if not items:
        raise FieldErrors(
            {"ref": tr("I found no action with “{words}”. Please try other words.", words=first_words(words, 40))}
        )
    found = trn("{count:,} action has", "{count:,} actions have", len(items))
    raise FormAgain(
        tr(
            "{found} “{words}”. Nothing is saved yet: choose below, and save it.",
            found=found,
            words=first_words(words, 40),
        ),
        _again(command, items, ctx),
    )
