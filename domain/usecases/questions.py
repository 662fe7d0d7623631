"""The questions that a document left, answered one at a time, on a draft or a live plan.

How it is used, from chat, the terminal or a check sheet alike (every message is sent through the bus):

* `Questions(plan=CODE)` answers with the next open question: its place, what was printed, what is suggested, how many
  are open, and a button for each answer at hand. `Questions(question=ID)` shows that one.
* `AnswerQuestion(question=ID, take=True)` takes the suggestion, `AnswerQuestion(question=ID, answer=WORDS)` gives
  another answer. The value is put right with an event in the same transaction, the question is closed, and the reply
  says what was done (with **Undo**) and shows the next. Words that can't be read are answered with a kind sentence
  (outcome `invalid`, `asked` with a button for each reading, or `field_errors` in the form), and the question stays.
* `OpenAnswer(question=ID)` is the form for typed words; it sends `AnswerQuestion`.
* `LeaveQuestion(question=ID)` leaves it open; it comes last. `AnswerAlike(question=ID)` takes every suggestion of the
  same kind at once; with `answer=WORDS` it gives that answer to all that ask the same of the same printed words.
* `AcceptDraft(plan=CODE)` is **Import good rows**: it takes the suggestions that are sure (`domain.importing.sure`)
  and leaves the rest open. It invents nothing: no lead and no date that the draft does not have already.

Nothing is kept in between: whoever comes back tomorrow sends `Questions(plan=CODE)` again. A stored question is a
`domain.plans.Question`; `uow.questions` finds them, and `domain.usecases.asking` draws them.
"""

from __future__ import annotations

import re

from domain import policy
from domain.asking import OVERTAKEN
from domain.context import Context
from domain.errors import Asked, FieldErrors, Invalid, NotFound, Stale
from domain.events import ChangeUndone, PlanSettled
from domain.ids import QuestionId
from domain.language.questions_said import say_question
from domain.messages import (
    AcceptDraft,
    AnswerAlike,
    AnswerQuestion,
    GoLive,
    LeaveQuestion,
    Message,
    OpenAnswer,
    Questions,
)
from domain.plans import Plan, PlanState, Question
from domain.presenters import first_words
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.answered import Answered
from domain.usecases.answering import Answerer
from domain.usecases.answering_many import AnsweredMany, answer_many
from domain.usecases.asking import (
    MONTH_FIRST,
    alike,
    done_elements,
    either_way,
    same_words,
    show_all_left,
    show_next,
    show_question,
    undo_button,
)
from domain.usecases.finding import find_plan
from domain.usecases.uploaded import privately
from domain.usecases.ways_back import Back, overtaken, way_back
from domain.views import Button, Buttons, Element, Form, Paragraph, Reply, TextField

_WHAT = marked("answer questions on its document")
_NUMBERED = re.compile(
    r"(?:(?P<plan>[A-Za-z]{2,12})[\s-]*)?#?(?P<number>\d{1,6})(?:\s*[:,]\s*|\s+|$)(?P<rest>.*)", re.S
)
_TAKE = frozenset({"take", "take it", "take the suggestion", "as suggested", "suggestion"})
_LATER = frozenset({"later", "leave", "leave open", "leave it open", "skip"})


def parse_questions(word: str, rest: str) -> Questions:
    """`questions`, `questions TSP`."""
    return Questions(plan=rest.strip())


@registry.handles(
    Questions,
    verb="questions",
    aliases=("doubts",),
    usage="questions [PLAN]",
    summary=marked("The next open question on a plan's document (coordinators)"),
    parse=parse_questions,
)
def questions(query: Questions, ctx: Context) -> Reply:
    """One question at a time, the next first."""
    if query.question:
        question, plan = _find(query.question, ctx)
    else:
        plan = _plan(query.plan, ctx, query)
        if not query.number:
            return show_next(plan, ctx)
        question = _numbered(plan, query.number, ctx)
    waiting = ctx.uow.questions.open(plan.id)
    if question.answered_at is not None:
        said = tr(
            "Question {number} is answered: “{words}”.", number=question.number, words=first_words(question.answer, 100)
        )
        if question.about.get(OVERTAKEN):
            said = tr("Question {number} is closed: {answer}.", number=question.number, answer=question.answer)
        return show_next(plan, ctx, before=(Paragraph(text=said),))
    return show_question(question, plan, ctx, waiting)


def parse_answer(word: str, rest: str) -> Message:
    """`answer TSP 5 30 June 2026`, `answer TSP 5 take`, `answer TSP 5` (which shows it)."""
    found = _NUMBERED.fullmatch(rest.strip())
    if found is None:
        raise Invalid(
            tr("Which question? For example: answer TSP 5 30 June 2027, or answer TSP 5 take. See “questions”.")
        )
    plan, number, words = found["plan"] or "", int(found["number"]), found["rest"].strip()
    if not words:
        return Questions(plan=plan, number=number)
    if words.casefold() in _TAKE:
        return AnswerQuestion(plan=plan, number=number, take=True)
    return AnswerQuestion(plan=plan, number=number, answer=words)


@registry.handles(
    AnswerQuestion,
    verb="answer",
    usage="answer PLAN NUMBER ANSWER",
    summary=marked("Answer a question on a plan's document (coordinators)"),
    detail=(
        marked(
            "“questions TSP” shows the next one with its number. ANSWER is a date, names, a colour, "
            "yes or no, as the question asks; “take” takes the suggestion, “later” leaves it open."
        )
    ),
    parse=parse_answer,
)
def answer(command: AnswerQuestion, ctx: Context) -> Reply:
    """Put right what is in doubt, close the question, and show the next."""
    if command.question:
        question, plan = _find(command.question, ctx)
    else:
        plan = _plan(command.plan, ctx, command)
        question = _numbered(plan, command.number, ctx)
    if not command.take and command.answer.strip().casefold() in _LATER:
        return leave(LeaveQuestion(question=question.id), ctx)
    take = command.take or (bool(question.suggestion) and command.answer.strip().casefold() in _TAKE)
    try:
        done = answerer_for(plan, ctx).answer(question, command.answer, take=take)
    except Stale as error:
        return show_next(plan, ctx, before=(Paragraph(text=error.message),))
    except (Invalid, NotFound) as error:
        if "answer" in ctx.inbound.fields:
            raise FieldErrors({"answer": error.message}) from None
        raise type(error)(error.message, buttons=(*error.buttons, *_again(question))) from None
    except Asked as error:
        if "answer" in ctx.inbound.fields and question.field != "leads":  # a name has buttons: it can't be written out
            ways = tr(" or ").join(button.label for button in error.buttons)
            raise FieldErrors({"answer": tr("This can mean {ways}. Please write it out.", ways=ways)}) from None
        raise
    more: tuple[Element, ...] = ()
    twins = same_words(question, ctx.uow.questions.open(plan.id))
    if twins and not command.take:
        label = trn("The same for {count:,} more row", "The same for {count:,} more rows", len(twins))
        sends = AnswerAlike(question=question.id, answer=command.answer)
        words = trn(
            "“{words}” is printed for {count:,} more row.",
            "“{words}” is printed for {count:,} more rows.",
            len(twins),
            words=first_words(question.text, 60),
        )
        if not question.text:
            words = trn("{count:,} more row asks the same.", "{count:,} more rows ask the same.", len(twins))
        more = (Paragraph(text=words), Buttons(buttons=(Button(label=label, sends=sends),)))
    renamed = ctx.uow.plans.by_id(plan.id) or plan
    said = (*done_elements(done), *more)
    waiting = ctx.uow.questions.open(plan.id)
    if waiting and question.left_at is None and all(one.left_at is not None for one in waiting):
        return show_all_left(renamed, waiting, before=said)  # what comes next was looked at already
    return show_next(renamed, ctx, before=said)


@way_back(PlanSettled)
def _back(event: PlanSettled, ctx: Context) -> Back:
    """Ask the question again."""
    question = ctx.uow.questions.by_id(QuestionId(event.question))
    plan = ctx.uow.plans.by_id(question.plan_id) if question is not None else None
    if question is None or plan is None or question.answered_at != event.at:
        raise overtaken(tr("the question was settled otherwise"))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    undone = ChangeUndone(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, undid=event.id, what=event.kind, fields=()
    )
    ctx.uow.questions.reopen(question.id)
    ctx.uow.history.add(undone)
    again = Button(label=tr("The question again"), sends=Questions(question=question.id))
    return Back(tr("The question is open again."), undone, (again,), for_good=True)


@registry.handles(AnswerAlike)
def answer_alike(command: AnswerAlike, ctx: Context) -> Reply:
    """Answer those like it; what can't be answered so stays open."""
    question, plan = _find(command.question, ctx)
    waiting = ctx.uow.questions.open(plan.id)
    answerer = answerer_for(plan, ctx)
    if command.answer == MONTH_FIRST and (turned := either_way(waiting)):
        done = answer_many(answerer, [one for one in waiting if one.id in turned], lambda one: turned[one.id])
        return show_next(plan, ctx, before=done_elements(Answered(done.sentence(), None, done.event)))
    chosen = same_words(question, waiting) if command.answer else alike(question, waiting)
    if command.answer and question.answered_at is None:
        chosen.insert(0, question)
    if not chosen:
        return show_next(plan, ctx, before=(Paragraph(text=tr("These questions are answered already.")),))
    done = answer_many(answerer, chosen, command.answer)
    return show_next(plan, ctx, before=done_elements(Answered(done.sentence(), None, done.event)))


@registry.handles(LeaveQuestion)
def leave(command: LeaveQuestion, ctx: Context) -> Reply:
    """Put it last."""
    question, plan = _find(command.question, ctx)
    if question.answered_at is None:
        ctx.uow.questions.leave(question.id, at=ctx.now)
    waiting = ctx.uow.questions.open(plan.id)
    if question.left_at is None and all(one.left_at is not None for one in waiting):
        said = tr("Left open: question {number}.", number=question.number)
        return show_all_left(plan, waiting, before=(Paragraph(text=said),))
    said = tr("Left open: question {number}. It comes again after the others.", number=question.number)
    return show_next(plan, ctx, before=(Paragraph(text=said),))


@registry.handles(OpenAnswer)
def open_answer(query: OpenAnswer, ctx: Context) -> Reply:
    """The form in which an answer is typed."""
    question, plan = _find(query.question, ctx)
    if question.answered_at is not None:
        return show_next(plan, ctx, before=(Paragraph(text=tr("That question is answered already.")),))
    named = ", ".join(part for part in (question.key, question.place) if part)
    printed = tr("\nPrinted: {words}", words=first_words(question.text, 300)) if question.text else ""
    return Reply(
        form=Form(
            title=tr("{code}: question {number}", code=plan.code, number=question.number)[:24],
            intro=(f"{named}: " if named else "") + say_question(question.message) + printed,
            sends=AnswerQuestion(question=question.id),
            fields=(
                TextField(
                    name="answer",
                    label=tr("Your answer"),
                    value=question.suggestion,
                    hint=tr(_HINTS.get(question.field, "")),
                    long=question.field == "text",
                    required=True,
                ),
            ),
            submit=tr("Save"),
        )
    )


_HINTS = {
    "due": marked("For example: 30 June 2027, end of May 2027, Q1 2026/27, ongoing, or: no date"),
    "leads": marked("Names with commas between them, or: no lead. A name that nobody has yet: new: Ann Lee"),
    "rag": marked("Red, amber, green, blue or none"),
    "status": marked("Yes, no, withdrawn, or: complete on 30 June 2026"),
    "code": marked("2 to 5 letters, such as TSP"),
    "links": marked("References with commas between them, or: none"),
}


def parse_accept(word: str, rest: str) -> AcceptDraft:
    """`accept TSP`."""
    return AcceptDraft(plan=rest.strip())


@registry.handles(
    AcceptDraft,
    verb="accept",
    usage="accept PLAN",
    summary=marked("Take the sure suggestions of a draft, leave the rest open (coordinators)"),
    parse=parse_accept,
)
def accept_draft(command: AcceptDraft, ctx: Context) -> Reply:
    """Import good rows."""
    plan = _plan(command.plan, ctx, command)
    done = take_sure(answerer_for(plan, ctx))
    taken = done.taken
    plan = ctx.uow.plans.by_id(plan.id) or plan
    left = len(ctx.uow.questions.open(plan.id))
    said = trn("{count:,} sure suggestion is taken. ", "{count:,} sure suggestions are taken. ", taken) if taken else ""
    said += trn(
        "{count:,} question stays open; the values stay as the plan prints them.",
        "{count:,} questions stay open; the values stay as the plan prints them.",
        left,
    )
    buttons = [Button(label=tr("Answer questions"), sends=Questions(plan=plan.code), style="primary")] if left else []
    if plan.state is PlanState.DRAFT:
        buttons.append(Button(label=tr("Go live"), sends=GoLive(plan=plan.code)))
    if done.event:
        buttons.append(undo_button(done.event, tr("take the sure suggestions")))
    elements: tuple[Element, ...] = (
        Paragraph(text=said if left or taken else tr("No question on {code} is open.", code=plan.code)),
    )
    return Reply(elements=(*elements, Buttons(buttons=tuple(buttons))) if buttons else elements, replaces=True)


def take_sure(answerer: Answerer) -> AnsweredMany:
    """Take every suggestion that is sure."""
    return answer_many(answerer, [one for one in answerer.uow.questions.open(answerer.plan.id) if one.sure])


def answerer_for(plan: Plan, ctx: Context) -> Answerer:
    """Whoever speaks, to answer questions on this plan."""
    return Answerer(
        ctx.uow,
        plan,
        ctx.actor.signature,
        ctx.now,
        ctx.today,
        workspace_id=ctx.workspace.id,
        me=ctx.actor.id,
        told=privately(ctx),
    )


def _again(question: Question) -> tuple[Button, ...]:
    return (
        Button(label=tr("Type an answer"), sends=OpenAnswer(question=question.id)),
        Button(label=tr("Leave open"), sends=LeaveQuestion(question=question.id)),
    )


def _plan(code: str, ctx: Context, again: Questions | AnswerQuestion | AcceptDraft) -> Plan:
    plan = find_plan(
        ctx,
        code,
        lambda found: again.with_(plan=found),
        fits=lambda one: policy.may_coordinate(ctx.actor, one) and bool(ctx.uow.questions.open(one.id)),
        none=tr("No question on a plan of yours is open."),
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    return plan


def _find(question_id: str, ctx: Context) -> tuple[Question, Plan]:
    question = ctx.uow.questions.by_id(QuestionId(question_id))
    plan = ctx.uow.plans.by_id(question.plan_id) if question else None
    if question is None or plan is None:
        raise NotFound(
            tr(
                "I couldn't find that question. A newer version of the plan may have settled it, or "
                "its draft was discarded."
            )
        )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    return question, plan


def _numbered(plan: Plan, number: int, ctx: Context) -> Question:
    for question in ctx.uow.questions.all(plan.id):
        if question.number == number:
            return question
    raise NotFound(
        tr(
            "There is no question {number} on {code}. “questions {code}” shows the next one.",
            number=number,
            code=plan.code,
        )
    )
