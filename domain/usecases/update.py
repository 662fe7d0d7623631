"""`update`: how it goes, and with it a colour and a date if they changed. The monthly job, in one form."""

from __future__ import annotations

from dataclasses import dataclass

from domain.actions import Action
from domain.context import Context
from domain.due import Due
from domain.errors import Faults, FieldErrors
from domain.events import DueMoved, RagChanged
from domain.language.on_behalf import take_behalf
from domain.language.rag_words import read_rag
from domain.messages import Message, OpenUpdate, Update
from domain.plans import Plan
from domain.presenters import as_row, changed, first_words, rag_before, say_due
from domain.rag import Rag, RagValue
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.behalf import act_on_behalf, behalf_field, hear_behalf
from domain.usecases.checking import keep_form_if_changed, overridden, read_link
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.usecases.judge import COLOURS, contradiction, still_complete
from domain.usecases.move_date import understand
from domain.usecases.move_words import echo, same
from domain.usecases.note_offers import offers
from domain.usecases.requesting import ask, granted, must_ask
from domain.views import ChoiceField, DateField, Form, Reply, TextField
from domain.waiting import Wanted, speak_waits


def parse(word: str, rest: str) -> Message:
    """`update 8 survey sent out`, `update 8 on behalf of GD: survey sent out`; `update 8` opens the form."""
    ref, words = take_action_ref(rest, "update")
    behalf, text = take_behalf(words)
    return Update(ref=ref, text=text, behalf=behalf) if text.strip() or behalf else OpenUpdate(ref=ref)


@registry.handles(OpenUpdate)
def open_update(query: OpenUpdate, ctx: Context) -> Reply:
    """The form: what happened, the RAG as it is, and a new date with its reason."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    act_on_behalf(ctx, action, plan, query.behalf)
    return Reply(form=update_form(action, plan, ctx, query))


def update_form(action: Action, plan: Plan, ctx: Context, typed: OpenUpdate | Update) -> Form:
    """The form in which a lead says how an action goes, with what was typed already."""
    options = [(colour, Rag.of(RagValue(colour)).describe()) for colour in COLOURS]
    if action.rag.value is RagValue.NONE:
        options.insert(0, ("none", Rag().describe()))
    waits = f"\n{_upper(speak_waits(row.waits))}." if (row := as_row(action)).waits else ""
    chosen = read_rag(typed.rag) if typed.rag else None
    as_shown = isinstance(typed, Update) and typed.rag == typed.shown_rag
    return Form(
        title=tr("Update {key}", key=action.key)[:24],
        intro=f"{first_words(action.text)}\n{_upper(say_due(action.due, ctx.today))}.{waits}",
        sends=Update(ref=action.key, seen_version=action.version, shown_rag=action.rag.value.value),
        fields=(
            TextField(
                name="text",
                label=tr("What has happened?"),
                long=True,
                hint=tr("A line or two is enough."),
                value=typed.text,
            ),
            ChoiceField(
                name="rag",
                label=tr("RAG"),
                options=tuple(options),
                value=action.rag.value.value if chosen is None or as_shown else chosen.value.value,
            ),
            DateField(name="date", label=tr("New date, if it moves"), value=typed.date),
            TextField(name="reason", label=tr("Why does the date move?"), max_length=1000, value=typed.reason),
            TextField(
                name="evidence",
                label=tr("Link to the evidence"),
                hint=tr("For example: https://council.sharepoint.com/minutes.docx"),
                max_length=2000,
                value=typed.evidence,
            ),
            *behalf_field(ctx, action, plan),
        ),
    )


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


@registry.handles(
    Update,
    verb="update",
    aliases=("note", "comment", "progress", "log progress", "diweddaru"),
    usage="update REF TEXT",
    summary=marked("Say how an action goes"),
    detail=marked(
        "Without a text, a form opens: what happened, RAG, a new date with its reason, a link "
        "to the evidence. Coordinators write down what others say with “update 8 on behalf of "
        "GD: ...”."
    ),
    parse=parse,
)
def update(command: Update, ctx: Context) -> Reply:
    """Keep the words; change the colour and the date where they differ; all of it or nothing."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    command = hear_behalf(ctx, action, plan, command, "text")
    act_on_behalf(ctx, action, plan, command.behalf)
    if ctx.inbound.said is not None and not command.text.strip():  # all of it was a name: `update 8 on behalf of GD`
        return Reply(form=update_form(action, plan, ctx, command))
    faults = Faults()
    rag = faults.read(lambda: _new_rag(command, action, plan), None)
    due = faults.read(lambda: _new_due(command, action, ctx), None)
    evidence = faults.read(lambda: read_link(command.evidence, ctx), "")
    faults.refuse()
    text, reason = command.text.strip(), command.reason.strip()
    if not text and not evidence and rag is None and due is None:
        raise FieldErrors({"text": tr("Please say what has happened, or change the RAG or the date.")})
    touches = (RagChanged.touches if rag else frozenset()) | (DueMoved.touches if due else frozenset())

    def form() -> Form:
        return update_form(action, plan, ctx, command)

    keep_form_if_changed(ctx, action, command.seen_version, touches, lambda v: command.with_(seen_version=v), form)
    edit = OpenUpdate(
        ref=action.key,
        text=text,
        rag=command.rag,
        date=command.date,
        reason=reason,
        evidence=evidence,
        behalf=command.behalf,
    )
    warned = overridden(ctx, command, "\n".join((text, reason, evidence)), edit=edit, form=form)
    return _save(ctx, action, plan, _Said(text, evidence, rag, due, reason, warned))


@dataclass(frozen=True, slots=True)
class _Said:
    """What an update holds, once it is read and looked at."""

    text: str
    evidence: str
    rag: Rag | None
    due: Due | None
    reason: str
    warned: tuple[str, ...]


def _save(ctx: Context, action: Action, plan: Plan, it: _Said) -> Reply:
    me = ctx.actor.signature
    told: list[str] = []
    first = ""
    if it.text or it.evidence:
        note, noted = action.note(it.text, by=me, at=ctx.now, evidence=it.evidence)
        first = noted.id
        ctx.uow.actions.add_note(note)
        mark = {"together": first, "warned": it.warned}
        action = ctx.uow.actions.save(action, because=noted.model_copy(update=mark))
        told.append(tr("Progress noted on {key}{spoken_for}.", key=action.key, spoken_for=me.spoken_for))
    if it.rag is not None:
        action, judged = action.judge(it.rag, by=me, at=ctx.now, reason="")
        first = first or judged.id
        action = ctx.uow.actions.save(action, because=judged.model_copy(update={"together": first}))
        told.append(
            tr(
                "{key} is now {rag} (was {rag2}).",
                key=action.key,
                rag=it.rag.describe(),
                rag2=rag_before(judged.before),
            )
        )
    if it.due is not None:
        # The reason is part of what was warned of; where there is a note too, that says so already.
        warned = () if it.text or it.evidence else it.warned
        if must_ask(ctx, plan, Wanted.DUE):
            action, asked, sentence = ask(
                ctx, action, plan, Wanted.DUE, words=it.reason, due=it.due, together=first, warned=warned
            )
            first = first or asked.id
            told.append(sentence)
        else:
            action, moved = action.move(it.due, by=me, at=ctx.now, reason=it.reason)
            first = first or moved.id
            moved = moved.model_copy(update={"together": first, "warned": warned})
            action = ctx.uow.actions.save(action, because=moved)
            if moved.asked is not None:
                granted(ctx, action, moved, moved.asked)
            told.append(echo(action, moved))
    remark = contradiction(action, ctx) + (still_complete(action, plan) if it.rag is not None else "")
    # Who typed a line saw no field for the colour and the date that their words name.
    typed = not ctx.inbound.fields and it.rag is None and it.due is None
    also = offers(it.text, action, plan, ctx) if typed else ()
    return changed(" ".join(told) + remark, action, ctx, undo=first, also=also)


def _new_rag(command: Update, action: Action, plan: Plan) -> Rag | None:
    if not command.rag.strip() or command.rag == command.shown_rag:
        return None
    typed = read_rag(command.rag)
    if typed is None:
        raise FieldErrors({"rag": tr("Please choose red, amber, green or blue.")})
    rag = Rag.of(typed.value)
    if rag.value is action.rag.value:
        return None
    if rag.value is plan.colour_key.complete and action.is_open:
        raise FieldErrors(
            {
                "rag": tr(
                    "In {code} {rag} means complete: please use “Mark complete” for that.",
                    code=plan.code,
                    rag=rag.value.value,
                )
            }
        )
    return rag


def _new_due(command: Update, action: Action, ctx: Context) -> Due | None:
    if not command.date.strip():
        if command.reason.strip():
            raise FieldErrors({"date": tr("You gave a reason, but no new date.")})
        return None
    filled = bool(ctx.inbound.fields)
    faults = Faults()
    due = faults.read(
        lambda: understand(command.date, ctx, command, confirmed=command.confirmed, in_form=filled, now=action.due),
        None,
    )
    if due is not None and same(due, action.due):
        return None
    if not command.reason.strip():
        faults.errors["reason"] = tr("Please say in a few words why the date moves.")
    faults.refuse()
    return due
