"""From a document that was read to a draft plan, with the person asked wherever it takes a decision.

Used when the worker has read a document, and again whenever a person decides; each step says where it stands.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.errors import Invalid
from domain.events import PlanDeleted
from domain.ids import QuestionId
from domain.importing.draft import DraftPlan
from domain.importing.recode import with_code
from domain.importing.transfer import draft_from_json
from domain.messages import GoLive
from domain.people import Person, Signature
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import say_value
from domain.speech import tr, trn
from domain.uploads import OF_PEOPLE, Upload, UploadState, job_kind
from domain.usecases.import_plan import before, take_in
from domain.usecases.import_replies import (
    GONE,
    LINES,
    NOTES,
    answer_buttons,
    called,
    code_taken,
    found,
    next_version,
    reading,
    ready,
    ways_on,
    which_code,
)
from domain.usecases.rereading import take_in_again
from domain.views import Button, Buttons, Element, Paragraph, Reply, SmallPrint, say


def begin(uow: UnitOfWork, upload: Upload) -> None:
    """Queue the reading of this round."""
    where = upload.destination
    kind = job_kind(where.platform.value, where.workspace)
    uow.jobs.put(key=upload.job_key, kind=kind, payload={"upload": upload.id})


def read_again(uow: UnitOfWork, upload: Upload) -> Reply:
    """Read it anew, with another code or another meaning of its columns."""
    again = replace(upload, state=UploadState.READING, round=upload.round + 1)
    uow.uploads.save(again)
    begin(uow, again)
    return reading(again)


def has_read(
    uow: UnitOfWork,
    upload: Upload,
    draft: DraftPlan,
    text: str,
    *,
    sha256: str,
    at: datetime,
    by: Signature | None = None,
    question: QuestionId | None = None,
) -> Reply:
    """What the worker found, kept; gives what to tell the person. `text` is the draft as it is stored; `by` had a draft
    read again, with the answer to `question`.
    """
    if upload.key.startswith(OF_PEOPLE):
        return has_failed(
            uow,
            upload,
            tr(
                "I can't read {called} as a list of people. Its first row says what the columns are: Lead, Name and "
                "E-mail, in any order. Where somebody has no address, leave that cell blank.",
                called=called(upload),
            ),
        )
    if not draft.actions and upload.plan_id:
        return has_failed(uow, upload, tr("With that I find no action in it."), question=question)
    if not draft.actions:
        notes = " ".join(draft.notes[:NOTES])
        return has_failed(
            uow,
            upload,
            tr(
                "I found no action in {called}. {notes} An action plan has a table or a list with "
                "actions, who leads them and by when. If it is a picture of one, please send the "
                "Word, Excel or PDF file it came from. A list of who the leads are has a column “E-mail”.",
                called=called(upload),
                notes=notes,
            ),
        )
    upload = replace(upload, state=UploadState.READ, sha256=sha256, draft=text)
    if upload.plan_id:
        return _has_read_again(uow, upload, draft, by, at=at)
    return settle(uow, upload, draft, at=at)


def _has_read_again(uow: UnitOfWork, upload: Upload, draft: DraftPlan, by: Signature | None, *, at: datetime) -> Reply:
    plan = uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    person = uow.people.person(upload.person_id)
    if plan is None or person is None or plan.state is not PlanState.DRAFT:
        uow.uploads.save(replace(upload, state=UploadState.DONE))
        state = tr("gone") if plan is None else say_value(plan.state)
        return say(
            tr(
                "I have read {called} again, but its draft is {state} by now. Nothing was changed.",
                called=called(upload),
                state=state,
            )
        )
    by = by or Signature(person.id, person.name, upload.destination.platform)
    plan, changes = take_in_again(uow, draft, plan, person, by=by, at=at, upload=upload)
    upload = replace(upload, state=UploadState.STORED, plan_id=plan.id)
    uow.uploads.save(upload)
    if changes is None:
        return found(uow, upload, draft, plan, at=at)
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    elements: list[Element] = [
        Paragraph(
            text=tr(
                "I have read {called} again, as {code}: {sentence}",
                called=called(upload),
                code=plan.code,
                sentence=changes.sentence(),
            )
        ),
        SmallPrint(text=tr("What you answered and changed since is kept.")),
    ]
    if lines := changes.lines(LINES):
        elements.append(Paragraph(text="\n".join(line.strip() for line in lines)))
    elements.append(Buttons(buttons=ways_on(plan, counts.questions, upload)))
    return Reply(elements=tuple(elements))


def has_failed(uow: UnitOfWork, upload: Upload, sentence: str, *, question: QuestionId | None = None) -> Reply:
    """It can't be read, or not be fetched; the sentence says why and what to do. A draft that was to be read again
    stays as it is, and so does its document; the `question` whose answer it was is open again.
    """
    sentence = tr(sentence)  # readers only mark what they say: they run where nobody speaks
    plan = uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if plan is not None and plan.state is PlanState.DRAFT:
        before = {heading: role.value for heading, role in draft_of(upload).given}
        uow.uploads.save(replace(upload, state=UploadState.STORED, corrections=before))
        if question:
            uow.questions.reopen(question)
        return say(tr("I left {code} as it is. {sentence}", code=plan.code, sentence=sentence), outcome="invalid")
    uow.uploads.save(replace(upload, state=UploadState.FAILED))
    words = (
        tr("I couldn't take in {called}. {sentence}", called=called(upload), sentence=sentence)
        if called(upload) not in sentence
        else sentence
    )
    return say(" ".join(words.split()), outcome="invalid")


def settle(uow: UnitOfWork, upload: Upload, draft: DraftPlan, *, at: datetime) -> Reply:
    """Store it as a draft plan where its code is known and free; else ask."""
    person = uow.people.person(upload.person_id)
    if person is None:
        raise Invalid(tr(GONE))
    if upload.code != draft.code:
        uow.uploads.save(upload)
        return which_code(uow, upload, draft)
    draft = with_code(draft, upload.code)  # that question is answered
    try:
        known = before(uow, draft, person, sha256=upload.sha256)
    except Invalid:
        uow.uploads.save(upload)
        return code_taken(upload, draft)
    if known is not None and known.same:
        uow.uploads.save(replace(upload, state=UploadState.DONE))
        return say(
            tr(
                "This document says nothing that {code} doesn't have already. Nothing was changed.",
                code=known.plan.code,
            )
        )
    if known is not None and known.found is not None:
        uow.uploads.save(upload)
        return next_version(upload, known.found)
    return store(uow, upload, draft, person, at=at)


def store(
    uow: UnitOfWork, upload: Upload, draft: DraftPlan, person: Person, *, at: datetime, certain: bool = False
) -> Reply:
    """Make it the draft plan of this person, or the next version of a plan that they coordinate."""
    by = Signature(person.id, person.name, upload.destination.platform)
    there = uow.plans.by_code(draft.code)
    taken = take_in(
        uow, draft, coordinator=person, by=by, at=at, source=upload.name, sha256=upload.sha256, certain=certain
    )
    plan = taken.plan
    if taken.found is None:
        if there is not None:
            uow.uploads.finish(there.id)  # the draft in whose place this one is
        stored = replace(upload, state=UploadState.STORED, plan_id=plan.id)
        uow.uploads.save(stored)
        return found(uow, stored, draft, plan, at=at, replaced=taken.replaced)
    keep_document(uow, upload, plan)
    questions = len(uow.questions.open(plan.id))
    words = tr("{code} now has what this version says: {sentence}", code=plan.code, sentence=taken.found.sentence())
    if questions:
        words += trn(" {count:,} question is open.", " {count:,} questions are open.", questions)
    buttons = answer_buttons(plan, questions)
    if plan.state is PlanState.DRAFT:
        buttons = (*buttons, Button(label=tr("Go live"), sends=GoLive(plan=plan.code)))
    elements: list[Element] = [Paragraph(text=words)]
    if buttons:
        elements.append(Buttons(buttons=buttons))
    return Reply(elements=tuple(elements), replaces=True)


def keep_document(uow: UnitOfWork, upload: Upload, plan: Plan) -> None:
    """Its newest document is kept while a plan is a draft, so that it can be read again; once it is live, none is."""
    uow.uploads.finish(plan.id)
    if plan.state is PlanState.DRAFT:
        uow.uploads.save(replace(upload, state=UploadState.TAKEN, plan_id=plan.id))
    else:
        uow.uploads.save(replace(upload, state=UploadState.DONE))


def where_it_stands(uow: UnitOfWork, upload: Upload, *, at: datetime) -> Reply:
    """The same again, for somebody who comes back to it."""
    if upload.state is UploadState.READING:
        return reading(upload)
    if upload.state is UploadState.OFFERED:
        raise Invalid(tr(GONE))
    if upload.state is UploadState.READ:
        return settle(uow, upload, draft_of(upload), at=at)
    plan = uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if plan is None:
        raise Invalid(tr(GONE))
    return ready(uow, plan, at=at, upload=upload)


def draft_of(upload: Upload) -> DraftPlan:
    """What was read.

    Raises:
        Invalid: it is gone, or an older version of the program kept it.
    """
    try:
        return draft_from_json(upload.draft)
    except ValueError:
        raise Invalid(tr(GONE)) from None


def drop(uow: UnitOfWork, upload: Upload, *, by: Signature, at: datetime) -> None:
    """Forget it, and the draft plan that was made of it."""
    plan = uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if plan is not None and plan.state is PlanState.DRAFT:
        uow.plans.delete_draft(
            plan.id, because=PlanDeleted(at=at, by=by, plan_id=plan.id, code=plan.code, title=plan.title)
        )
    uow.uploads.remove(upload.id)
