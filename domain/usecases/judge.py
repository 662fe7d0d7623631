"""`rag`: what people judge an action to be. Neither its status nor its date moves."""

from __future__ import annotations

import re

from domain.actions import Action, Status
from domain.context import Context
from domain.errors import Asked, FieldErrors
from domain.events import RagChanged
from domain.form_messages import OpenRag
from domain.language.because import split_because
from domain.language.not_yet import says_done
from domain.language.on_behalf import part_behalf
from domain.language.rag_words import is_colour_word, read_rag, take_rag
from domain.language.refs import take_ref
from domain.messages import ChangeRag, Complete, Update
from domain.plans import Plan
from domain.presenters import changed, first_words, rag_before, say_due
from domain.rag import Rag, RagValue, say_colour
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.behalf import act_on_behalf, behalf_field, hear_behalf
from domain.usecases.checking import in_form, keep_form_if_changed, overridden
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.usecases.note_offers import already
from domain.views import Button, ChoiceField, Form, Reply, TextField

COLOURS = ("red", "amber", "green", "blue")
_NO_REASON = re.compile(r"(?:again|already|now|today|still|at the moment|for now|at present|atm)[\s.!]*", re.I)
_BETWEEN = re.compile(r"(?:(?:rag|status|on|for|to)\s+)+(?=\S)", re.I)


def _ref_first(rest: str) -> str:
    """`amber 8 because survey late` as `8 amber because survey late`; of a colour alone, nothing."""
    colour, _, tail = _BETWEEN.sub("", rest, count=1).partition(" ")
    if take_ref(rest)[0] is not None or not is_colour_word(colour):
        return rest
    tail = _BETWEEN.sub("", tail.lstrip(), count=1)
    ref, words = take_ref(tail)
    if ref is None:
        return tail and rest
    return f"{ref} {colour} {words}"


def parse(word: str, rest: str) -> ChangeRag:
    """`rag 8 amber because survey late`, `rag 8 amber on behalf of GD because survey late`, `amber 8`, `rag 8`,
    `rag amber 8`.
    """
    said = word.casefold() if is_colour_word(word) else "rag"
    ref, words = take_action_ref(_ref_first(rest), said)
    behalf, words = part_behalf(words)
    rag, reason = take_rag(words)
    if rag is None:
        head, why = split_because(words)
        if not head:
            return ChangeRag(ref=ref, reason=why, behalf=behalf)  # `rag 8 because survey late`: the colour is asked for
        return ChangeRag(ref=ref, rag=words.strip()[:80], behalf=behalf)
    command = ChangeRag(ref=ref, rag=rag.text or rag.value.value, reason=reason, behalf=behalf)
    if said != "rag" and reason and words.strip().casefold() == f"{command.rag} {reason}".casefold():
        if _NO_REASON.fullmatch(reason):
            return command.model_copy(update={"reason": ""})
        raise _or_a_note(command, words.strip())
    return command


def _or_a_note(command: ChangeRag, words: str) -> Asked:
    """`8 is red hot topic at the board`: nothing parts the colour from the words behind it, so it may be none."""
    noting = Update(ref=command.ref, text=words, behalf=command.behalf)
    rag = Rag.of(typed.value).describe() if (typed := read_rag(command.rag)) else command.rag
    return Asked(
        tr(
            "“{words}”: shall I change the RAG of {ref}, or note these words? I have changed nothing.",
            words=words[:200],
            ref=command.ref,
        ),
        buttons=(
            Button(label=tr("Change it to {rag}", rag=rag)[:70], sends=command),
            Button(label=tr("Note it on {ref}", ref=command.ref)[:70], sends=noting),
        ),
    )


@registry.handles(
    ChangeRag,
    verb="rag",
    aliases=("status", *COLOURS, "yellow", "lliw"),
    usage="rag REF COLOUR [because REASON]",
    summary=marked("Change the RAG: red, amber, green or blue"),
    detail=marked("Coordinators do it for others with “rag 8 amber on behalf of GD because ...”."),
    parse=parse,
)
def change_rag(command: ChangeRag, ctx: Context) -> Reply:
    """Give it another colour; ask first where the plan's own key says that this colour means complete."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    command = hear_behalf(ctx, action, plan, command, "reason")
    act_on_behalf(ctx, action, plan, command.behalf)
    typed = read_rag(command.rag)
    if typed is None:
        raise _which(command, action)
    rag = Rag.of(typed.value)
    if rag.value is action.rag.value and in_form(ctx):
        raise FieldErrors({"rag": tr("{key} is {rag} already.", key=action.key, rag=action.rag.describe())})
    if rag.value is action.rag.value:
        raise already(
            tr("{key} is {rag} already.", key=action.key, rag=action.rag.describe()),
            action,
            command.reason,
            command.behalf,
        )
    if plan.colour_key.complete is rag.value and action.is_open and not command.confirmed:
        raise _complete_instead(command, action, plan, rag)
    edit = OpenRag(ref=action.key, rag=command.rag, reason=command.reason, behalf=command.behalf)

    def form() -> Form:
        return rag_form(edit, action, plan, ctx)

    keep_form_if_changed(
        ctx, action, command.seen_version, RagChanged.touches, lambda v: command.with_(seen_version=v), form
    )
    warned = overridden(ctx, command, command.reason, edit=edit, form=form)
    judged, event = action.judge(rag, by=ctx.actor.signature, at=ctx.now, reason=command.reason.strip())
    judged = ctx.uow.actions.save(judged, because=event.model_copy(update={"warned": warned}))
    sentence = tr("{key} is now {rag} (was {rag2}).", key=judged.key, rag=rag.describe(), rag2=rag_before(event.before))
    return changed(sentence + contradiction(judged, ctx) + still_complete(judged, plan), judged, ctx, undo=event.id)


@registry.handles(OpenRag)
def open_rag(query: OpenRag, ctx: Context) -> Reply:
    """The form: the colours, and why."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    act_on_behalf(ctx, action, plan, query.behalf)
    return Reply(form=rag_form(query, action, plan, ctx))


def rag_form(query: OpenRag, action: Action, plan: Plan, ctx: Context) -> Form:
    """The form, with what was chosen already."""
    chosen = read_rag(query.rag) if query.rag else None
    now = action.rag.value.value if action.rag.value is not RagValue.NONE else ""
    return Form(
        title=tr("RAG of {key}", key=action.key)[:24],
        intro=tr(
            "{words}\nNow {rag}, {due}.",
            words=first_words(action.text),
            rag=action.rag.describe(),
            due=say_due(action.due, ctx.today),
        ),
        sends=ChangeRag(ref=action.key, seen_version=action.version),
        fields=(
            ChoiceField(
                name="rag",
                label=tr("RAG"),
                options=tuple((colour, Rag.of(RagValue(colour)).describe()) for colour in COLOURS),
                value=chosen.value.value if chosen else now,
                required=True,
            ),
            TextField(name="reason", label=tr("Why?"), value=query.reason, long=True),
            *behalf_field(ctx, action, plan),
        ),
    )


def still_complete(action: Action, plan: Plan) -> str:
    """Another colour than the one that means complete opens nothing again."""
    if action.status is not Status.COMPLETE or plan.colour_key.complete in {None, action.rag.value}:
        return ""
    return tr(" Please note: it is still complete; “reopen {key}” opens it again.", key=action.key)


def contradiction(action: Action, ctx: Context) -> str:
    """What does not go together, said and not forbidden."""
    if action.is_late(ctx.today) and action.rag.value in {RagValue.GREEN, RagValue.BLUE}:
        late = trn("{count:,} day", "{count:,} days", action.due.days_late(ctx.today))
        return tr(" Please note: {rag}, but {late} past its date.", rag=say_colour(action.rag.value), late=late)
    return ""


def _which(command: ChangeRag, action: Action) -> Asked:
    said = tr("“{words}” is not a colour that I know. ", words=first_words(command.rag, 30)) if command.rag else ""
    done = Complete(ref=action.key, note=command.reason, behalf=command.behalf)
    return Asked(
        tr("{said}{key} is {rag} now. Which RAG should it have?", said=said, key=action.key, rag=action.rag.describe()),
        buttons=(
            *([Button(label=tr("Mark complete"), sends=done)] if action.is_open and says_done(command.rag) else []),
            *(Button(label=Rag.of(RagValue(colour)).describe(), sends=command.with_(rag=colour)) for colour in COLOURS),
            Button(label=tr("With a reason"), sends=OpenRag(ref=action.key, behalf=command.behalf)),
        ),
    )


def _complete_instead(command: ChangeRag, action: Action, plan: Plan, rag: Rag) -> Asked:
    meaning = plan.colour_key.meanings.get(rag.value, "complete")
    return Asked(
        tr(
            "In {code}, {rag} means “{meaning}”. Mark {key} complete?",
            code=plan.code,
            rag=say_colour(rag.value).casefold(),
            meaning=meaning,
            key=action.key,
        ),
        buttons=(
            Button(
                label=tr("Mark complete"),
                sends=Complete(
                    ref=action.key, note=command.reason, seen_version=command.seen_version, behalf=command.behalf
                ),
                style="primary",
            ),
            Button(label=tr("Only change the RAG"), sends=command.with_(confirmed=True)),
        ),
    )
