"""At a terminal: a draft's document is kept, and read again at once when somebody says what a column holds."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import bootstrap
from domain.errors import DomainError
from domain.ids import UploadId, new_id
from domain.importing import DraftPlan, InvalidColumn, InvalidPlanCode, UnreadableDocument
from domain.importing.transfer import draft_to_json
from domain.outgoing import Job
from domain.people import Platform
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.posting import Destination
from domain.uploads import MAX_FILE_BYTES, ReaderBroke, Upload, UploadState, job_kind
from domain.usecases import taking_in
from domain.usecases.rereading import AskedAgain
from domain.views import Paragraph, Reply

if TYPE_CHECKING:
    from bot.commands.common import Desk

log = logging.getLogger("actionlog.reading")

_OWNER = "console"
_LEASE = 120.0


def told_at(desk: Desk) -> Destination:
    """Who is told at this terminal."""
    person = desk.operator.person
    return Destination(Platform.CONSOLE, desk.operator.console.external_id, f"console:{person.id}")


def keep(desk: Desk, uow: UnitOfWork, plan: Plan, draft: DraftPlan, name: str, content: bytes) -> None:
    """Keep the document of a draft until the plan goes live, so that it can be read again."""
    uow.uploads.finish(plan.id)
    if plan.state is not PlanState.DRAFT or len(content) > MAX_FILE_BYTES:
        return
    upload = Upload(
        id=UploadId(new_id()),
        organisation_id=plan.organisation_id,
        person_id=desk.operator.person.id,
        key=f"console:{new_id()}",
        name=name,
        destination=told_at(desk),
        state=UploadState.TAKEN,
        created_at=desk.now(),
        code=plan.code,
        corrections={heading: role.value for heading, role in draft.given},
        sha256=hashlib.sha256(content).hexdigest(),
        draft=draft_to_json(draft).decode(),
        plan_id=plan.id,
    )
    uow.uploads.add(upload, content)


def read_again(desk: Desk, tell: Callable[[str], None]) -> None:
    """Read what was asked for here, and say what came of it."""
    kind = job_kind(Platform.CONSOLE.value, desk.operator.console.external_id)
    for job in desk.store.claim_jobs(_OWNER, kinds=(kind,), lease_seconds=_LEASE, limit=5):
        reply = _read(desk, job)
        desk.store.finish_job(job, _OWNER)
        for element in reply.elements if reply else ():
            if isinstance(element, Paragraph):
                tell(element.text)


def _read(desk: Desk, job: Job) -> Reply | None:
    from adapters.documents.safely import read_plan_safely

    with desk.store.reading(job.organisation_id) as uow:
        upload = uow.uploads.by_id(str(job.payload.get("upload", "")))
        content = uow.uploads.content(upload.id) if upload else None
    if upload is None or content is None or not _is_current(upload, job):
        return None
    again = AskedAgain.of(job.payload)
    question = again.question if again else None
    try:
        draft = read_plan_safely(content, upload.name, plan_code=upload.code, columns=upload.corrections)
    except ReaderBroke as broke:
        log.error("the reader broke on upload %s of %d bytes: %s", upload.id, len(content), broke.place)
        ours = broke.sentence_with(upload.id)
        return _conclude(desk, job, lambda uow, one: taking_in.has_failed(uow, one, ours, question=question))
    except (UnreadableDocument, InvalidPlanCode, InvalidColumn) as error:
        sentence = str(error)
        return _conclude(desk, job, lambda uow, one: taking_in.has_failed(uow, one, sentence, question=question))
    text, digest, now = draft_to_json(draft).decode(), hashlib.sha256(content).hexdigest(), desk.now()
    by = again.by if again else desk.signature
    return _conclude(
        desk,
        job,
        lambda uow, one: taking_in.has_read(uow, one, draft, text, sha256=digest, at=now, by=by, question=question),
    )


def _is_current(upload: Upload, job: Job) -> bool:
    return upload.state is UploadState.READING and upload.job_key == job.key


def _conclude(desk: Desk, job: Job, tell: Callable[[UnitOfWork, Upload], Reply]) -> Reply | None:
    with bootstrap.all_seeing(desk.store, job.organisation_id) as uow:
        upload = uow.uploads.by_id(str(job.payload.get("upload", "")))
        if upload is None or not _is_current(upload, job):
            return None
        try:
            return tell(uow, upload)
        except DomainError as error:
            return taking_in.has_failed(uow, upload, error.message)
