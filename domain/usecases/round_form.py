"""The one form of an update round: a line and a colour for each of my actions."""

from __future__ import annotations

from collections.abc import Sequence

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.due import say_date_with_weekday
from domain.errors import DomainError, FieldErrors, Invalid, NotFound
from domain.ids import ActionId, EventId
from domain.language.rag_words import read_rag
from domain.messages import Mine, Undo
from domain.plans import Plan, PlanState
from domain.presenters import first_words, join_names, say_due
from domain.rag import Rag, RagValue
from domain.registry import registry
from domain.reminder_messages import AnswerRound, OpenRoundForm
from domain.reminders.records import Round
from domain.speech import tr, trn
from domain.usecases.checking import overridden
from domain.usecases.judge import COLOURS
from domain.usecases.rounds import progress_of
from domain.views import Button, Buttons, ChoiceField, Form, FormField, Paragraph, Reply, TextField

PAGE = 8
"""Actions in one form: more would be a wall on a phone, and too much for a card."""


@registry.handles(OpenRoundForm)
def open_round_form(query: OpenRoundForm, ctx: Context) -> Reply:
    """The form, with what is left to answer."""
    opened, plan, left = _mine(query.round, ctx)
    if plan.state is PlanState.CLOSED:
        raise Invalid(
            tr("The plan {code} is closed, so its round has ended: there is nothing left to answer.", code=plan.code),
            buttons=(Button(label=tr("My actions"), sends=Mine()),),
        )
    if not left:
        return Reply(
            elements=(Paragraph(text=tr("You have answered all of it. Thank you for {code}.", code=plan.code)),),
            replaces=True,
        )
    return Reply(form=_form(opened, plan, _whole(left[:PAGE], ctx), len(left), ctx))


def _mine(round_id: str, ctx: Context) -> tuple[Round, Plan, list[ActionId]]:
    opened = ctx.uow.reminders.round(round_id)
    plan = None if opened is None else ctx.uow.plans.by_id(opened.plan_id)
    if opened is None or plan is None:
        raise NotFound(tr("I couldn't find this round."), buttons=(Button(label=tr("My actions"), sends=Mine()),))
    if opened.closed_at is not None:
        raise Invalid(
            tr("This round of {code} has ended. Updates are welcome at any time.", code=plan.code),
            buttons=(Button(label=tr("My actions"), sends=Mine()),),
        )
    left = progress_of(ctx.uow, opened).left(ctx.actor.id)
    open_still = {row.id for row in ctx.uow.actions.rows(left) if row.completed_at is None}
    return opened, plan, [each for each in left if each in open_still]


def _whole(ids: Sequence[ActionId], ctx: Context) -> list[Action]:
    found = (ctx.uow.actions.by_id(each) for each in ids)
    return [action for action in found if action is not None and action.is_open]


def _form(
    opened: Round, plan: Plan, actions: Sequence[Action], left: int, ctx: Context, typed: AnswerRound | None = None
) -> Form:
    fields: list[FormField] = []
    for number, action in enumerate(actions, 1):
        fields += _fields(number, action, ctx, typed)
    more = (
        tr(" These are {count} of {left}; the others come after it.", count=len(actions), left=left)
        if left > len(actions)
        else ""
    )
    return Form(
        title=tr("Round of {code}", code=plan.code)[:24],
        intro=tr(
            "By {date}. A line is enough; what is empty stays as it is.{more}",
            date=say_date_with_weekday(opened.deadline),
            more=more,
        ),
        sends=AnswerRound(
            round=opened.id,
            keys=tuple(action.key for action in actions),
            versions=tuple(str(action.version) for action in actions),
        ),
        fields=tuple(fields),
    )


def _fields(number: int, action: Action, ctx: Context, typed: AnswerRound | None) -> list[FormField]:
    options = [(colour, Rag.of(RagValue(colour)).describe()) for colour in COLOURS]
    if action.rag.value is RagValue.NONE:
        options.insert(0, ("none", Rag().describe()))
    said = typed.text(number) if typed else ""
    chosen = read_rag(typed.rag(number)) if typed else None
    return [
        TextField(
            name=f"text_{number}",
            label=f"{action.key}: {first_words(action.text, 80)}",
            value=said,
            hint=tr("{due}. What has happened?", due=say_due(action.due, ctx.today)),
            long=True,
        ),
        ChoiceField(
            name=f"rag_{number}",
            label=tr("RAG of {key}", key=action.key),
            options=tuple(options),
            value=(chosen or action.rag).value.value,
        ),
    ]


@registry.handles(AnswerRound)
def answer_round(command: AnswerRound, ctx: Context) -> Reply:
    """Keep every line and every colour that differs, or nothing where something is wrong. They are ordinary updates,
    marked as answers to the round.
    """
    opened, plan, _ = _mine(command.round, ctx)
    found = [ctx.uow.actions.by_key(key) for key in command.keys]
    actions = [action for action in found if action is not None]
    if len(actions) != len(command.keys) or any(action.plan_id != plan.id for action in actions):
        raise NotFound(
            tr("I couldn't find one of these actions any more."),
            buttons=(Button(label=tr("My actions"), sends=Mine()),),
        )
    errors: dict[str, str] = {}
    changes: list[tuple[Action, str, Rag | None]] = []
    for number, action in enumerate(actions, 1):
        text = command.text(number)
        rag = _new_rag(command, number, action, plan, errors)
        if text or rag is not None:
            changes.append((action, text, rag))
            _may(action, plan, number, ctx, errors)
    if errors:
        raise FieldErrors(errors)
    if not changes:
        raise FieldErrors({"text_1": tr("Please say a line on at least one of them, or change its colour.")})
    warned = overridden(
        ctx,
        command,
        "\n".join(text for _, text, _ in changes),
        edit=OpenRoundForm(round=opened.id),
        form=lambda: _form(opened, plan, actions, len(actions), ctx, command),
    )
    saved = [_save(action, text, rag, opened, warned, ctx) for action, text, rag in changes]
    return _thanks(opened, plan, [action.key for action, _, _ in changes], saved[-1], ctx)


def _new_rag(command: AnswerRound, number: int, action: Action, plan: Plan, errors: dict[str, str]) -> Rag | None:
    given = command.rag(number)
    if not given or given == "none":
        return None
    typed = read_rag(given)
    if typed is None:
        errors[f"rag_{number}"] = tr("Please choose red, amber, green or blue.")
        return None
    if typed.value is action.rag.value:
        return None
    if not command.saw(number, action.version) and not command.text(number):
        return None  # the colour was changed meanwhile, and this one is only the one that the form showed
    if typed.value is plan.colour_key.complete and action.is_open:
        errors[f"rag_{number}"] = tr(
            "In {code} {typed} means complete: please use “Mark complete” for that.",
            code=plan.code,
            typed=typed.value.value,
        )
        return None
    return Rag.of(typed.value)


def _may(action: Action, plan: Plan, number: int, ctx: Context, errors: dict[str, str]) -> None:
    if not action.is_open:
        errors[f"text_{number}"] = tr("{key} is complete by now. Please leave this empty.", key=action.key)
        return
    try:
        policy.require_update(ctx.actor, action, plan, ctx.uow.people)
    except DomainError as error:
        errors[f"text_{number}"] = error.message


def _save(action: Action, text: str, rag: Rag | None, opened: Round, warned: tuple[str, ...], ctx: Context) -> EventId:
    me = ctx.actor.signature
    together, written = "", EventId("")
    if text:
        note, noted = action.note(text, by=me, at=ctx.now)
        together = noted.id
        mark = {"together": together, "round": opened.id, "warned": warned}
        ctx.uow.actions.add_note(note)
        action = ctx.uow.actions.save(action, because=noted.model_copy(update=mark))
        written = noted.id
    if rag is not None:
        _, judged = action.judge(rag, by=me, at=ctx.now)
        mark = {"together": together or judged.id, "round": opened.id}
        judged = judged.model_copy(update=mark)
        action, _ = action.judge(rag, by=me, at=ctx.now)
        ctx.uow.actions.save(action, because=judged)
        written = judged.id
    return written


def _thanks(opened: Round, plan: Plan, keys: Sequence[str], saved: EventId, ctx: Context) -> Reply:
    left = progress_of(ctx.uow, opened).left(ctx.actor.id)
    lines = [tr("Saved: {names}. Thank you.", names=join_names(keys))]
    buttons = []
    if left:
        lines.append(
            trn(
                "{count:,} action of yours in {code} is left.",
                "{count:,} actions of yours in {code} are left.",
                len(left),
                code=plan.code,
            )
        )
        buttons.append(Button(label=tr("Go on"), sends=OpenRoundForm(round=opened.id), style="primary"))
    buttons.append(Button(label=tr("All my actions"), sends=Mine()))
    back = Undo(event=saved, whole=True)
    buttons.append(Button(label=tr("Undo"), sends=back, describe=tr("Undo: {sentence}", sentence=lines[0])))
    return Reply(elements=(Paragraph(text="\n".join(lines)), Buttons(buttons=tuple(buttons))), replaces=True)
