"""How a question on a document looks: what was printed and where, what is suggested, and the answers at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.actions import Action
from domain.context import Context
from domain.due import Precision
from domain.import_messages import PauseQuestions
from domain.importing.draft import QuestionKind
from domain.language.questions_said import say_question
from domain.messages import AnswerAlike, AnswerQuestion, GoLive, LeaveQuestion, OpenAnswer, Questions, Undo
from domain.plans import Plan, PlanState, Question
from domain.presenters import first_words, join_names, say_due, say_value
from domain.speech import marked, tr, trn
from domain.usecases.answered import Answered
from domain.usecases.deciding import choices_of
from domain.usecases.renumbering import is_about_a_number
from domain.usecases.rereading import choices_for_column, is_about_columns
from domain.usecases.rereading import say_suggestion as say_columns
from domain.usecases.whole_plan import choices_for_all, holds_for_all
from domain.views import Button, Buttons, Element, Facts, Heading, Paragraph, Reply, SmallPrint

_K = QuestionKind
_RIGHT = (marked("That is right"), "yes")
_CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    _K.STATUS: ((marked("Yes, complete"), "yes"), (marked("No, still open"), "no")),
    _K.DUPLICATE: ((marked("Yes, the same: withdraw it"), "yes"), (marked("No, keep both"), "no")),
    _K.OFFERED: ((marked("Yes, it is an action"), "yes"), (marked("No: withdraw it"), "no")),
    _K.RAG: (
        (marked("Red"), "red"),
        (marked("Amber"), "amber"),
        (marked("Green"), "green"),
        (marked("No RAG"), "none"),
    ),
    _K.NO_DATE: ((marked("No date"), "no date"),),
    _K.NO_LEAD: ((marked("No lead"), "no lead"),),
    _K.SPLIT: (_RIGHT,),
    _K.REFS: (_RIGHT,),
    _K.DOCUMENT: ((marked("Noted"), "noted"),),
    _K.LINK: ((marked("No link"), "none"),),
}
_EITHER = re.compile(r"\b(?:Is it|can be) (\d{1,2} \w+ \d{4}) or (\d{1,2} \w+ \d{4})\b")
_BOTH_KINDS = "its column has dates of both kinds"
_ONE_OR_TWO = "two leads, or one name in two lines?"
_NOTHING_READ = ("When is this due?", "When should this be done?", "Which date is meant?", "Who leads this?")
MONTH_FIRST = "the month first"
"""The answer to all dates of columns of both kinds that can be read either way."""
_ONE_NAME = 120
PRINTED = 300
"""Characters of what was printed that a question shows."""


def choices(question: Question) -> tuple[tuple[str, str], ...]:
    """Answers at hand besides the suggestion: what a button says, and what it answers."""
    if question.kind in {_K.CONFLICT, _K.MISSING, _K.MATCH}:
        return choices_of(question, question.about)
    if holds_for_all(question):
        return choices_for_all(question)
    if is_about_a_number(question):
        return ()
    if is_about_columns(question):
        return choices_for_column(question)
    if question.field == "due" and (named := _EITHER.search(question.message)):
        return tuple((day, day) for day in named.groups() if day != question.suggestion)
    if question.kind == _K.LEAD and question.message.endswith("a person or a team?"):
        return ((tr("A person"), "a person"), (tr("A team"), "a team"))
    if question.kind == _K.LEAD and question.message.endswith(_ONE_OR_TWO):
        return ((tr("They are two leads"), "keep"),)
    if question.kind == _K.LEAD and question.text and question.suggestion and len(question.text) <= _ONE_NAME:
        whole = f"{question.text.replace(';', ',')};"  # the semicolon keeps joiners in a name
        return ((tr("One lead, as printed"), whole),) if question.suggestion != question.text else ()
    if question.kind == _K.DATE_ORDER or question.message.endswith(("Is the date right?", "belong here?")):
        return ((tr("Keep it as it is"), "keep"),)
    if question.kind == _K.DOCUMENT and question.message.endswith("Is that right?"):
        no = (tr("No, it is not"), "no")
        return (no,) if question.suggestion else ((tr(_RIGHT[0]), _RIGHT[1]), no)
    found = tuple((tr(label), answer) for label, answer in _CHOICES.get(question.kind, ()))
    if question.kind == _K.DUPLICATE or (question.kind == _K.STATUS and question.suggestion == "complete"):
        return found[1:]  # the suggestion says the first already
    if question.suggestion and _CHOICES.get(question.kind) == (_RIGHT,):
        return ()
    return found if found or question.suggestion else _without_a_suggestion(question)


def _without_a_suggestion(question: Question) -> tuple[tuple[str, str], ...]:
    """There is a button for the likely answer even where the reader has nothing to suggest."""
    kind = {"due": _K.NO_DATE, "leads": _K.NO_LEAD}.get(question.field)
    if kind is None:
        return ()
    found = _CHOICES[kind] if question.message.endswith(_NOTHING_READ) else ((marked("Keep it as it is"), "keep"),)
    return tuple((tr(label), answer) for label, answer in found)


def show_question(
    question: Question, plan: Plan, ctx: Context, waiting: Sequence[Question], *, before: Sequence[Element] = ()
) -> Reply:
    """The question with its answers as buttons; `waiting` are all that are open, `before` what to say first."""
    action = ctx.uow.actions.by_key(question.key) if question.key else None
    named = ", ".join(part for part in (question.key, question.place) if part)
    elements: list[Element] = [
        *before,
        Heading(
            text=tr("{code}: question {number} · {left}", code=plan.code, number=question.number, left=_left(waiting))
        ),
        Paragraph(text=f"{named}: {say_question(question.message)}" if named else say_question(question.message)),
        *_about(question, action, ctx),
        Buttons(buttons=_buttons(question, waiting)),
        Buttons(buttons=(Button(label=tr("Stop for now"), sends=PauseQuestions(plan=plan.code)),)),
    ]
    return Reply(elements=tuple(elements), replaces=True)


def show_next(plan: Plan, ctx: Context, *, before: Sequence[Element] = ()) -> Reply:
    """The next open question of a plan, or that there is none."""
    waiting = ctx.uow.questions.open(plan.id)
    if waiting:
        return show_question(waiting[0], plan, ctx, waiting, before=before)
    elements: list[Element] = [*before, Paragraph(text=tr("No question on {code} is open.", code=plan.code))]
    if plan.state is PlanState.DRAFT:
        elements.append(Paragraph(text=tr("It is still a draft: only its coordinators see it until it goes live.")))
        elements.append(Buttons(buttons=(Button(label=tr("Go live"), sends=GoLive(plan=plan.code), style="primary"),)))
    return Reply(elements=tuple(elements), replaces=True)


def show_all_left(plan: Plan, waiting: Sequence[Question], *, before: Sequence[Element] = ()) -> Reply:
    """Somebody has looked at every question, and left what is open: there is an end to it."""
    stay = trn("{count:,} question is", "{count:,} questions are", len(waiting))
    buttons = [Button(label=tr("Go through them again"), sends=Questions(plan=plan.code))]
    if plan.state is PlanState.DRAFT:
        buttons.append(Button(label=tr("Go live"), sends=GoLive(plan=plan.code)))
    words = tr("You have seen all of them: {stay} left for later, and all stays as printed until then.", stay=stay)
    return Reply(elements=(*before, Paragraph(text=words), Buttons(buttons=tuple(buttons))), replaces=True)


def done_elements(done: Answered) -> tuple[Element, ...]:
    """What an answer did, with a way back."""
    said: tuple[Element, ...] = (Paragraph(text=done.sentence),)
    event = done.event or done.settled
    buttons = done.ways
    if event is not None:
        ref = done.action.key if done.action and done.event else ""
        buttons = (*buttons, undo_button(event, done.sentence, ref=ref))
    return (*said, Buttons(buttons=buttons)) if buttons else said


def undo_button(event: str, what: str, *, ref: str = "") -> Button:
    """The way back from an answer."""
    return Button(label=tr("Undo"), sends=Undo(ref=ref, event=event), describe=tr("Undo: {what}", what=what))


def alike(question: Question, waiting: Sequence[Question]) -> list[Question]:
    """The open questions of the same kind on the same sort of value that have a suggestion, this one too; none beside
    one that holds for the whole plan anyhow.
    """
    if holds_for_all(question) or is_about_a_number(question) or question.kind == _K.DUPLICATE:
        return []  # twins are looked at one by one: to withdraw them unseen could lose work
    return [
        one
        for one in waiting
        if one.suggestion
        and not (holds_for_all(one) or is_about_a_number(one))
        and (one.kind, one.field) == (question.kind, question.field)
    ]


def either_way(waiting: Sequence[Question]) -> dict[str, str]:
    """The open questions on dates of columns of both kinds, by id, with the date if the month stands first."""
    found = {}
    for one in waiting:
        if one.field == "due" and _BOTH_KINDS in one.message and (named := _EITHER.search(one.message)):
            found[str(one.id)] = named[2]
    return found


def same_words(question: Question, waiting: Sequence[Question]) -> list[Question]:
    """The open questions that ask the same of the same printed words, without this one."""
    return [
        one
        for one in waiting
        if one.id != question.id
        and (one.kind, one.field, one.text, one.message)
        == (question.kind, question.field, question.text, question.message)
    ]


def _left(waiting: Sequence[Question]) -> str:
    left = sum(one.left_at is not None for one in waiting)
    later = tr(", {count:,} of them left for later", count=left) if left else ""
    return tr("{count:,} open{later}", count=len(waiting), later=later)


def _about(question: Question, action: Action | None, ctx: Context) -> list[Element]:
    elements: list[Element] = []
    if action is not None and action.text and question.field != "text":
        elements.append(SmallPrint(text=first_words(action.text, 160)))
    pairs = []
    twin = ctx.uow.actions.by_key(question.suggestion) if question.kind == _K.DUPLICATE else None
    if action is not None and twin is not None:
        pairs = [(one.key, _in_one_line(one, ctx)) for one in (action, twin)]
        return [SmallPrint(text=first_words(action.text, 160)), Facts(pairs=tuple(pairs))]
    if question.text:
        pairs.append((tr("Printed"), first_words(question.text, PRINTED)))
    if action is not None:
        now = _now(question, action, ctx)
        if now:
            pairs.append((tr("Now"), now))
    if question.suggestion and question.suggestion != _RIGHT[1]:
        pairs.append((tr("Suggested"), first_words(say_suggestion(question), PRINTED)))
    if pairs:
        elements.append(Facts(pairs=tuple(pairs)))
    return elements


def _in_one_line(action: Action, ctx: Context) -> str:
    """`Head of Estates; due 14 May 2031; ✔ Green`: what tells two actions with the same words apart."""
    leads = join_names([lead.name for lead in action.leads]) or tr("no lead")
    due = say_due(action.due, ctx.today, is_open=action.is_open)
    return "; ".join((leads, due, action.rag.describe(), say_value(action.status)))


def _now(question: Question, action: Action, ctx: Context) -> str:
    match question.field:
        case "due":
            due = action.due
            if due.latest is None and due.earliest is None:
                return tr("no date") if due.precision in {Precision.NONE, Precision.EVENT} else say_value(due.precision)
            return due.describe()
        case "leads":
            return join_names([lead.name for lead in action.leads]) or tr("no lead")
        case "rag":
            return action.rag.describe()
        case "status":
            return say_value(action.status)
        case "text":
            return first_words(action.text, PRINTED)
    return ""


def say_suggestion(question: Question) -> str:
    """What is suggested, as people say it."""
    if question.kind == _K.DUPLICATE:
        return tr("the same as {key}: withdraw this one", key=question.suggestion)
    return say_columns(question) if is_about_columns(question) else question.suggestion


def _take_label(question: Question) -> str:
    if is_about_columns(question):
        return (
            tr("Yes, it holds {say_columns}", say_columns=say_columns(question))
            if question.text
            else tr("That is right")
        )
    if question.kind == _K.STATUS and question.suggestion == "complete":
        return tr("Yes, complete")
    if question.kind == _K.DOCUMENT and question.suggestion == _RIGHT[1]:
        return tr("Yes, this is right")
    if question.kind == _K.DUPLICATE:
        return tr("Yes, the same: withdraw {key}", key=question.key)
    suggestion = first_words(question.suggestion, 50)
    return (
        tr("Yes, {suggestion}", suggestion=suggestion)
        if holds_for_all(question) or is_about_a_number(question)
        else tr("Take “{suggestion}”", suggestion=suggestion)
    )


def _buttons(question: Question, waiting: Sequence[Question]) -> tuple[Button, ...]:
    which = question.id
    buttons: list[Button] = []
    if question.suggestion:
        buttons.append(
            Button(
                label=_take_label(question),
                sends=AnswerQuestion(question=which, take=True),
                style="default" if question.kind == _K.DUPLICATE else "primary",
                describe=tr("Take the suggestion: {words}", words=first_words(say_suggestion(question), 120)),
            )
        )
    buttons += [
        Button(label=first_words(label, 70), sends=AnswerQuestion(question=which, answer=answer))
        for label, answer in choices(question)
    ]
    buttons.append(Button(label=tr("Type an answer"), sends=OpenAnswer(question=which)))
    buttons.append(Button(label=tr("Leave open"), sends=LeaveQuestion(question=which)))
    many = alike(question, waiting)
    if question.suggestion and len(many) > 1:
        label = trn(
            "Take all {count:,} suggestion of this kind", "Take all {count:,} suggestions of this kind", len(many)
        )
        buttons.append(Button(label=label, sends=AnswerAlike(question=which)))
    turned = either_way(waiting)
    if which in turned and len(turned) > 1:
        label = tr("The month first in all {count:,}", count=len(turned))
        buttons.append(Button(label=label, sends=AnswerAlike(question=which, answer=MONTH_FIRST)))
    return tuple(buttons)
