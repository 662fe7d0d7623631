"""`update`: how it goes, and with it a colour and a date if they changed. The monthly job, in one form."""

from __future__ import annotations

from domain.actions import Action
from domain.context import Context
from domain.due import Due
from domain.errors import FieldErrors, Stale
from domain.events import DueMoved, RagChanged
from domain.language.rag_words import read_rag
from domain.messages import Message, OpenUpdate, Update
from domain.plans import Plan
from domain.presenters import changed, first_words, rag_before, say_due
from domain.rag import Rag, RagValue
from domain.registry import registry
from domain.usecases.finding import find_action, refuse_if_changed, require_update, take_action_ref
from domain.usecases.judge import COLOURS, contradiction
from domain.usecases.move_date import echo, same, understand
from domain.views import ChoiceField, DateField, Form, Reply, TextField


def parse(word: str, rest: str) -> Message:
    """`update 8 survey sent out`; `update 8` opens the form."""
    ref, text = take_action_ref(rest, "update")
    return Update(ref=ref, text=text) if text.strip() else OpenUpdate(ref=ref)


@registry.handles(OpenUpdate)
def open_update(query: OpenUpdate, ctx: Context) -> Reply:
    """The form: what happened, the RAG as it is, and a new date with its reason."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    return Reply(form=update_form(action, ctx))


def update_form(action: Action, ctx: Context) -> Form:
    """The form in which a lead says how an action goes."""
    options = [(colour, Rag.of(RagValue(colour)).describe()) for colour in COLOURS]
    if action.rag.value is RagValue.NONE:
        options.insert(0, ("none", Rag().describe()))
    return Form(
        title=f"Update {action.key}"[:24],
        intro=f"{first_words(action.text)}\n{_upper(say_due(action.due, ctx.today))}.",
        sends=Update(ref=action.key, seen_version=action.version),
        fields=(
            TextField(name="text", label="What has happened?", long=True, hint="A line or two is enough."),
            ChoiceField(name="rag", label="RAG", options=tuple(options), value=action.rag.value.value),
            DateField(name="date", label="New date, if it moves"),
            TextField(name="reason", label="Why does the date move?", max_length=1000),
        ),
    )


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


@registry.handles(
    Update,
    verb="update",
    aliases=("note", "progress", "log progress"),
    usage="update REF TEXT",
    summary="Say how an action goes",
    parse=parse,
)
def update(command: Update, ctx: Context) -> Reply:
    """Keep the words; change the colour and the date where they differ; all of it or nothing."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    rag = _new_rag(command, action, plan)
    due = _new_due(command, action, ctx)
    text = command.text.strip()
    if not text and rag is None and due is None:
        raise FieldErrors({"text": "Please say what has happened, or change the RAG or the date."})
    touches = (RagChanged.touches if rag else frozenset()) | (DueMoved.touches if due else frozenset())
    try:
        refuse_if_changed(ctx, action, command.seen_version, touches, lambda v: command.with_(seen_version=v))
    except Stale as stale:
        if ctx.inbound.fields:  # the form stays open with what was typed
            raise FieldErrors({"rag" if rag else "date": stale.message}) from None
        raise
    me = ctx.actor.signature
    said: list[str] = []
    first = together = ""
    if text:
        note, noted = action.note(text, by=me, at=ctx.now)
        first = together = noted.id
        ctx.uow.actions.add_note(note)
        action = ctx.uow.actions.save(action, because=noted.model_copy(update={"together": together}))
        said.append(f"Progress noted on {action.key}.")
    if rag is not None:
        action, judged = action.judge(rag, by=me, at=ctx.now, reason="")
        first, together = first or judged.id, together or judged.id
        action = ctx.uow.actions.save(action, because=judged.model_copy(update={"together": together}))
        said.append(f"{action.key} is now {rag.describe()} (was {rag_before(judged.before)}).")
    if due is not None:
        action, moved = action.move(due, by=me, at=ctx.now, reason=command.reason.strip())
        first, together = first or moved.id, together or moved.id
        action = ctx.uow.actions.save(action, because=moved.model_copy(update={"together": together}))
        said.append(echo(action, moved))
    return changed(" ".join(said) + contradiction(action, ctx), action, ctx, undo=first)


def _new_rag(command: Update, action: Action, plan: Plan) -> Rag | None:
    if not command.rag.strip():
        return None
    typed = read_rag(command.rag)
    if typed is None:
        raise FieldErrors({"rag": "Please choose red, amber, green or blue."})
    rag = Rag.of(typed.value)
    if rag.value is action.rag.value:
        return None
    if rag.value is plan.colour_key.complete and action.is_open:
        raise FieldErrors(
            {"rag": f"In {plan.code} {rag.value.value} means complete: please use “Mark complete” for that."}
        )
    return rag


def _new_due(command: Update, action: Action, ctx: Context) -> Due | None:
    if not command.date.strip():
        if command.reason.strip():
            raise FieldErrors({"date": "You gave a reason, but no new date."})
        return None
    due = understand(command.date, ctx, command, confirmed=command.confirmed, in_form=bool(ctx.inbound.fields))
    if same(due, action.due):
        return None
    if not command.reason.strip():
        raise FieldErrors({"reason": "Please say in a few words why the date moves."})
    return due
