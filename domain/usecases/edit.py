"""`edit`: another wording of an action, with the one before kept and shown."""

from __future__ import annotations

import re

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.errors import FieldErrors, Invalid
from domain.events import ActionReworded
from domain.form_messages import Edit, OpenEdit
from domain.messages import Message
from domain.presenters import changed, first_words
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.checking import in_form, keep_form_if_changed, overridden
from domain.usecases.finding import find_action, take_action_ref
from domain.views import Form, Quote, Reply, SmallPrint, TextField

_WHAT = marked("change the wording of an action")
_FITS = 3_000
"""Characters that every platform takes into a box of a form."""


_SO_THAT = re.compile(r"(?:to (?:say|read)\b|so (?:that )?it (?:says|reads)\b)[: ]*", re.I)
"""How the new wording is led in: it is no part of it."""


def parse(word: str, rest: str) -> Message:
    """`edit 8: Agree the dataset with partners`; `edit 8` opens the form."""
    ref, text = take_action_ref(rest, "edit")
    text = _SO_THAT.sub("", text)
    return Edit(ref=ref, text=text) if text.strip() else OpenEdit(ref=ref)


@registry.handles(OpenEdit)
def open_edit(query: OpenEdit, ctx: Context) -> Reply:
    """The form with the wording as it is."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if len(query.text or action.text) > _FITS:
        raise Invalid(
            tr(
                "The wording of {key} is too long for a form, which would lose its end. Please type "
                "“edit {key}” and the whole new wording.",
                key=action.key,
            )
        )
    return Reply(form=_form(query, action))


def _form(query: OpenEdit, action: Action) -> Form:
    return Form(
        title=tr("Wording of {key}", key=action.key)[:24],
        intro=tr("The wording before is kept in its history."),
        sends=Edit(ref=action.key, seen_version=action.version),
        fields=(
            TextField(
                name="text",
                label=tr("What is to be done?"),
                value=query.text or action.text,
                long=True,
                required=True,
            ),
        ),
    )


@registry.handles(
    Edit,
    verb="edit",
    aliases=("reword", "rewrite"),
    usage="edit REF TEXT",
    summary=marked("Change the wording of an action; both are kept (coordinators)"),
    parse=parse,
)
def edit(command: Edit, ctx: Context) -> Reply:
    """Give it the new wording, and show what it was."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    text = command.text.strip()
    if not text:
        raise FieldErrors({"text": tr("Please say what is to be done.")})
    if text == action.text.strip():
        words = tr("That is its wording already.")
        raise FieldErrors({"text": words}) if in_form(ctx) else Invalid(words)
    again = OpenEdit(ref=action.key, text=text)

    def form() -> Form:
        return _form(again, action)

    keep_form_if_changed(
        ctx, action, command.seen_version, ActionReworded.touches, lambda v: command.with_(seen_version=v), form
    )
    warned = overridden(ctx, command, text, edit=again, form=form)
    reworded, event = action.reword(text, by=ctx.actor.signature, at=ctx.now)
    reworded = ctx.uow.actions.save(reworded, because=event.model_copy(update={"warned": warned}))
    was = Quote(text=first_words(event.before, 600) or tr("(no wording)"), by=tr("before"))
    now = Quote(text=first_words(event.after, 600), by=tr("now"))
    return changed(
        tr("{key} has another wording now.", key=reworded.key),
        reworded,
        ctx,
        undo=event.id,
        also=(was, now, SmallPrint(text=tr("“history {key}” keeps both in full.", key=reworded.key))),
    )
