"""From a document that was read to a draft plan, with the person asked wherever it takes a decision.

Used when the worker has read a document, and again whenever a person decides; each step says where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain.errors import Invalid
from domain.events import PlanDeleted
from domain.import_messages import DropImport, OpenCode, OpenColumns, SetCode, TakeImport, TakeVersion
from domain.importing.draft import DraftPlan, QuestionKind
from domain.importing.transfer import draft_from_json
from domain.messages import GoLive, Questions
from domain.people import Person, Role, Signature
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import first_words, join_names, plural
from domain.rag import RagValue
from domain.uploads import Upload, UploadState, job_kind
from domain.usecases.comparing import Comparison
from domain.usecases.import_plan import before, take_in
from domain.views import Button, Buttons, Element, Paragraph, Reply, SmallPrint, say

ONLY_YOU = "Only you see it. Nothing is announced, and nobody is reminded, before you go live."
GONE = "I no longer have that document. Please send it to me again."
_NOTES = 3
_LINES = 6


def begin(uow: UnitOfWork, upload: Upload) -> None:
    """Queue the reading of this round."""
    where = upload.destination
    kind = job_kind(where.platform.value, where.workspace)
    uow.jobs.put(key=upload.job_key, kind=kind, payload={"upload": upload.id})


def read_again(uow: UnitOfWork, upload: Upload) -> Reply:
    """Read it anew, with another code or another meaning of its columns."""
    again = replace(upload, state=UploadState.READING, round=upload.round + 1, draft="")
    uow.uploads.save(again)
    begin(uow, again)
    return reading(again)


def reading(upload: Upload) -> Reply:
    """That it has begun."""
    return say(f"I'm reading {called(upload)}. This takes a few seconds.")


def called(upload: Upload) -> str:
    """What to call it to the person who gave it."""
    return "what you pasted" if upload.key.startswith("paste:") else first_words(upload.name, 60)


def has_read(uow: UnitOfWork, upload: Upload, draft: DraftPlan, text: str, *, sha256: str, at: datetime) -> Reply:
    """What the worker found, kept; gives what to tell the person. `text` is the draft as it is stored."""
    if not draft.actions:
        notes = " ".join(draft.notes[:_NOTES])
        return has_failed(
            uow,
            upload,
            f"I found no action in {called(upload)}. {notes} An action plan has a table or a list with actions, who "
            "leads them and by when. If it is a picture of one, please send the Word, Excel or PDF file it came from.",
        )
    upload = replace(upload, state=UploadState.READ, sha256=sha256, draft=text)
    return settle(uow, upload, draft, at=at)


def has_failed(uow: UnitOfWork, upload: Upload, sentence: str) -> Reply:
    """It can't be read, or not be fetched; the sentence says why and what to do."""
    uow.uploads.save(replace(upload, state=UploadState.FAILED))
    words = f"I couldn't take in {called(upload)}. {sentence}" if called(upload) not in sentence else sentence
    return say(" ".join(words.split()), outcome="invalid")


def settle(uow: UnitOfWork, upload: Upload, draft: DraftPlan, *, at: datetime) -> Reply:
    """Store it as a draft plan where its code is known and free; else ask."""
    person = uow.people.person(upload.person_id)
    if person is None:
        raise Invalid(GONE)
    if upload.code != draft.code:
        uow.uploads.save(upload)
        return which_code(uow, upload, draft)
    try:
        known = before(uow, draft, person, sha256=upload.sha256)
    except Invalid:
        uow.uploads.save(upload)
        return _taken(upload, draft)
    if known is not None and known.same:
        uow.uploads.save(replace(upload, state=UploadState.DONE))
        return say(f"This document says nothing that {known.plan.code} doesn't have already. Nothing was changed.")
    if known is not None and known.found is not None:
        uow.uploads.save(upload)
        return _next_version(upload, known.found)
    return store(uow, upload, draft, person, at=at)


def store(
    uow: UnitOfWork, upload: Upload, draft: DraftPlan, person: Person, *, at: datetime, certain: bool = False
) -> Reply:
    """Make it the draft plan of this person, or the next version of a plan that they coordinate."""
    by = Signature(person.id, person.name, upload.destination.platform)
    taken = take_in(
        uow, draft, coordinator=person, by=by, at=at, source=upload.name, sha256=upload.sha256, certain=certain
    )
    plan = taken.plan
    if taken.found is None:
        stored = replace(upload, state=UploadState.STORED, plan_id=plan.id)
        uow.uploads.save(stored)
        return found(uow, stored, draft, plan, at=at)
    uow.uploads.save(replace(upload, state=UploadState.DONE))
    questions = len(uow.questions.open(plan.id))
    words = f"{plan.code} now has what this version says: {taken.found.sentence()}"
    if questions:
        words += f" {plural(questions, 'question is', 'questions are')} open."
    buttons = answer_buttons(plan, questions)
    if plan.state is PlanState.DRAFT:
        buttons = (*buttons, Button(label="Go live", sends=GoLive(plan=plan.code)))
    elements: list[Element] = [Paragraph(text=words)]
    if buttons:
        elements.append(Buttons(buttons=buttons))
    return Reply(elements=tuple(elements), replaces=True)


def where_it_stands(uow: UnitOfWork, upload: Upload, *, at: datetime) -> Reply:
    """The same again, for somebody who comes back to it."""
    if upload.state is UploadState.READING:
        return reading(upload)
    if upload.state is UploadState.OFFERED:
        raise Invalid(GONE)
    if upload.state is UploadState.READ:
        return settle(uow, upload, draft_of(upload), at=at)
    plan = uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if plan is None:
        raise Invalid(GONE)
    return ready(uow, plan, at=at, upload=upload)


def draft_of(upload: Upload) -> DraftPlan:
    """What was read.

    Raises:
        Invalid: it is gone, or an older version of the program kept it.
    """
    try:
        return draft_from_json(upload.draft)
    except ValueError:
        raise Invalid(GONE) from None


def drop(uow: UnitOfWork, upload: Upload, *, by: Signature, at: datetime) -> None:
    """Forget it, and the draft plan that was made of it."""
    plan = uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if plan is not None and plan.state is PlanState.DRAFT:
        uow.plans.delete_draft(
            plan.id, because=PlanDeleted(at=at, by=by, plan_id=plan.id, code=plan.code, title=plan.title)
        )
    uow.uploads.remove(upload.id)


def which_code(uow: UnitOfWork, upload: Upload, draft: DraftPlan) -> Reply:
    """Ask for the code, with one to take; and whether it is a plan that is there already."""
    same = [
        plan
        for plan in uow.plans.all()
        if plan.title and plan.title.casefold() == draft.title.casefold() and _coordinates(uow, upload, plan)
    ]
    buttons = [
        Button(label=f"It is {plan.code} again", sends=SetCode(upload=upload.id, plan=plan.code), style="primary")
        for plan in same[:2]
    ]
    if uow.plans.by_code(draft.code) is None:
        style = "default" if buttons else "primary"
        buttons.append(
            Button(label=f"Call it {draft.code}", sends=SetCode(upload=upload.id, plan=draft.code), style=style)
        )
    buttons += [
        Button(label="Another code", sends=OpenCode(upload=upload.id)),
        Button(label="Discard", sends=DropImport(upload=upload.id)),
    ]
    return Reply(
        elements=(
            Paragraph(text=f"{_summary(draft)}"),
            Paragraph(
                text="Which short code shall the plan have? Its actions are called by it: "
                f"{first_words(draft.actions[0].key, 20)}, for example."
            ),
            Buttons(buttons=tuple(buttons)),
            SmallPrint(text="Nothing is stored yet."),
        ),
        replaces=True,
        outcome="asked",
    )


def _taken(upload: Upload, draft: DraftPlan) -> Reply:
    """Its code belongs to a plan that is closed, or somebody else's."""
    return Reply(
        elements=(
            Paragraph(text=_summary(draft)),
            Paragraph(text=f"The code {draft.code} is taken. Please give this plan another one."),
            Buttons(buttons=_another_code(upload)),
        ),
        replaces=True,
        outcome="asked",
    )


def _next_version(upload: Upload, compared: Comparison) -> Reply:
    """What the document would change in the plan that has its code."""
    code = compared.plan.code
    elements: list[Element] = [Paragraph(text=f"I have read this as the next version of {code}: {compared.sentence()}")]
    if compared.is_doubtful:
        elements.append(Paragraph(text=f"So little of it is the same that it may be another plan than {code}."))
    lines = compared.lines(_LINES)
    if lines:
        elements.append(Paragraph(text="\n".join(line.strip() for line in lines)))
    label = f"It is {code} all the same" if compared.is_doubtful else f"Take it into {code}"
    take = Button(
        label=label,
        sends=TakeVersion(upload=upload.id, certain=compared.is_doubtful),
        style="default" if compared.is_doubtful else "primary",
    )
    elements.append(
        SmallPrint(text="Nothing is changed yet, and what was changed here since is never overwritten unasked.")
    )
    elements.append(Buttons(buttons=(take, *_another_code(upload))))
    return Reply(elements=tuple(elements), replaces=True, outcome="asked")


def _another_code(upload: Upload) -> tuple[Button, ...]:
    return (
        Button(label="Another code", sends=OpenCode(upload=upload.id)),
        Button(label="Discard", sends=DropImport(upload=upload.id)),
    )


def _coordinates(uow: UnitOfWork, upload: Upload, plan: Plan) -> bool:
    return any(one.id == upload.person_id for one in uow.people.holders(Role.COORDINATOR, plan.id))


def found(uow: UnitOfWork, upload: Upload, draft: DraftPlan, plan: Plan, *, at: datetime) -> Reply:
    """`I found 26 actions. 4 dates need checking, 7 leads are not linked, RAG is missing on 17.`"""
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    elements: list[Element] = [Paragraph(text=_summary(draft, unlinked=counts.unlinked_leads))]
    elements += [SmallPrint(text=first_words(note, 300)) for note in draft.notes[:_NOTES]]
    elements.append(SmallPrint(text=f"It is the draft {plan.code}. {ONLY_YOU}"))
    elements.append(Buttons(buttons=_ways_on(plan, counts.questions, upload)))
    return Reply(elements=tuple(elements), replaces=True)


def _ways_on(plan: Plan, questions: int, upload: Upload | None) -> tuple[Button, ...]:
    """What can be done with a draft: while its document is there, import or discard it; then, go live."""
    answer = answer_buttons(plan, questions)
    if upload is None or upload.state is not UploadState.STORED:
        plain = tuple(one.model_copy(update={"style": "default"}) for one in answer)
        return (Button(label="Go live", sends=GoLive(plan=plan.code), style="primary"), *plain)
    style = "default" if questions else "primary"
    return (
        *answer,
        Button(label="Import good rows", sends=TakeImport(upload=upload.id), style=style),
        Button(label="A column is wrong", sends=OpenColumns(upload=upload.id)),
        Button(label="Discard", sends=DropImport(upload=upload.id)),
    )


def ready(uow: UnitOfWork, plan: Plan, *, at: datetime, taken: int = 0, upload: Upload | None = None) -> Reply:
    """What the draft holds, and the ways on; `taken` suggestions were sure."""
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    whole = plural(counts.open + counts.complete, "action is", "actions are")
    lines = [f"{whole} in the draft {plan.code}."]
    if taken:
        lines.append(f"{plural(taken, 'sure suggestion is', 'sure suggestions are')} taken.")
    if counts.questions:
        stays = plural(counts.questions, "question stays", "questions stay")
        lines.append(f"{stays} open; until they are answered, all stays as printed.")
    if counts.overdue:
        late = plural(counts.overdue, "action is", "actions are")
        lines.append(f"{late} overdue by its dates: when you go live, each channel hears of that once, as a summary.")
    return Reply(
        elements=(
            Paragraph(text=" ".join(lines)),
            SmallPrint(text=ONLY_YOU),
            Buttons(buttons=_ways_on(plan, counts.questions, upload)),
        ),
        replaces=True,
    )


def answer_buttons(plan: Plan, questions: int) -> tuple[Button, ...]:
    """The way to the questions, one at a time."""
    if not questions:
        return ()
    label = f"Answer {plural(questions, 'question')}"
    return (Button(label=label, sends=Questions(plan=plan.code), style="primary"),)


def _summary(draft: DraftPlan, *, unlinked: int = 0) -> str:
    """`I found 26 actions in “...”. 4 dates need checking, 7 leads are not linked, RAG is missing on 17.`"""
    named = f" in “{first_words(draft.title, 80)}”" if draft.title else ""
    said = f"I found {plural(len(draft.actions), 'action')}{named}."
    doubts = join_names(list(_doubts(draft, unlinked)))
    return f"{said} {doubts[0].upper()}{doubts[1:]}." if doubts else f"{said} I have no doubts about it."


def _doubts(draft: DraftPlan, unlinked: int) -> Iterator[str]:
    def count(*kinds: QuestionKind) -> int:
        return sum(question.kind in kinds for question in draft.questions)

    dates = count(QuestionKind.DATE, QuestionKind.DATE_ORDER)
    if dates:
        yield plural(dates, "date needs checking", "dates need checking")
    undated = count(QuestionKind.NO_DATE)
    if undated:
        yield plural(undated, "action has no date", "actions have no date")
    leads = count(QuestionKind.LEAD, QuestionKind.NO_LEAD)
    if leads:
        yield plural(leads, "question is about leads", "questions are about leads")
    if unlinked:
        yield plural(unlinked, "lead is not linked to a person", "leads are not linked to people")
    colourless = sum(action.rag.value is RagValue.NONE for action in draft.actions)
    if 0 < colourless < len(draft.actions) or count(QuestionKind.RAG):
        yield f"RAG is missing on {colourless or count(QuestionKind.RAG)}"
    asked = (
        QuestionKind.DATE,
        QuestionKind.DATE_ORDER,
        QuestionKind.NO_DATE,
        QuestionKind.LEAD,
        QuestionKind.NO_LEAD,
        QuestionKind.RAG,
        QuestionKind.PLAN_CODE,
    )
    rest = sum(question.kind not in asked for question in draft.questions)
    if rest:
        yield plural(rest, "other question is open", "other questions are open")
