"""The job that reads a plan given in chat: fetch the file, read it elsewhere, keep what was found, tell the person."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import TypeVar

from bot.worker import Later
from domain.errors import DomainError
from domain.ids import QuestionId
from domain.importing import DraftPlan, InvalidColumn, InvalidPlanCode, UnreadableDocument
from domain.importing.transfer import draft_to_json
from domain.outgoing import Job
from domain.people import EVERYTHING, Platform
from domain.ports import Clock, Store, UnitOfWork
from domain.posting import Poster, PostingDelayed
from domain.sending import job_kind as sending_kind
from domain.speech import speaking
from domain.uploads import (
    NO_CORRECTIONS,
    CheckSheetGiven,
    FetchDelayed,
    FetchRefused,
    FileFetcher,
    PeopleGiven,
    PlanReader,
    ReaderBroke,
    Upload,
    UploadState,
    job_kind,
)
from domain.usecases import roster, taking_in
from domain.usecases.check_sheet import SheetAnswer
from domain.usecases.direct import language_of
from domain.usecases.remembering import fitting, with_notes
from domain.usecases.rereading import AskedAgain
from domain.usecases.sheet_file import take_answers
from domain.views import Reply, in_its_language, say

log = logging.getLogger("actionlog.reading")
T = TypeVar("T")

_FAILED = (
    "Something went wrong on my side while I read it, more than once. Please send it again, and if that does not help, "
    "tell your IT team."
)
_NOT_FETCHED = "I could not get it from {platform}. Please send it again in a few minutes."


def kinds_for(
    store: Store, posters: Mapping[Platform, Poster], executor: Executor
) -> Callable[[], Awaitable[Sequence[str]]]:
    """Which jobs are for this process: those of the workspaces that it can write to and fetch from."""

    async def kinds() -> Sequence[str]:
        found = []
        for platform, poster in posters.items():
            try:
                names = await poster.workspaces()
            except PostingDelayed:
                continue
            if names is None:  # a local client without tokens: whatever workspace it says it is in
                names = await asyncio.get_running_loop().run_in_executor(executor, _workspaces, store, platform)
            for name in names:
                found += [job_kind(platform.value, name), sending_kind(platform.value, name)]
        return found

    return kinds


def _workspaces(store: Store, platform: Platform) -> Collection[str]:
    found = set()
    for organisation in store.organisations():
        with store.reading(organisation.id) as uow:
            found |= {one.external_id for one in uow.workspaces() if one.platform is platform}
    return found


async def read_elsewhere(
    content: bytes, name: str, *, code: str = "", corrections: Mapping[str, str] = NO_CORRECTIONS
) -> DraftPlan:
    """`domain.uploads.PlanReader`: in a process of its own, which can be killed."""
    from adapters.documents.safely import read_plan_aside

    return await read_plan_aside(content, name, plan_code=code or None, columns=corrections or None)


def _question(job: Job) -> QuestionId | None:
    again = AskedAgain.of(job.payload)
    return again.question if again else None


class ReadingJob:
    """Does the jobs of kind `read_plan`. Each step can be taken twice: what was stored once is not stored again."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        executor: Executor,
        fetchers: Mapping[Platform, FileFetcher],
        reader: PlanReader,
        after_commit: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._executor = executor
        self._fetchers = fetchers
        self._reader = reader
        self._after_commit = after_commit

    async def do(self, job: Job, still_ours: Callable[[], Awaitable[None]]) -> None:
        """Read it.

        Raises:
            Later: the platform can't be reached just now.
            Lost: another process does it.
        """
        upload, content = await self._call(lambda: self._load(job))
        if upload is None or upload.state is not UploadState.READING or upload.job_key != job.key:
            return  # it was read, or dropped, meanwhile
        if content is None:
            try:
                content = await self._fetch(upload)
            except FetchRefused as refused:
                log.info("upload %s can't be fetched: %s", upload.id, refused.reason)
                why = refused.sentence
                await self._conclude(job, still_ours, lambda uow, one: taking_in.has_failed(uow, one, why))
                return
            fetched = content
            await self._call(lambda: self._fill(job, upload, fetched))
        try:
            draft = await self._read(content, upload)
        except CheckSheetGiven as sheet:
            answers = [SheetAnswer(row, mark, text) for row, mark, text in sheet.answers]
            now = self._clock.now()
            await self._conclude(job, still_ours, lambda uow, one: take_answers(uow, one, answers, at=now))
            return
        except PeopleGiven as given:
            people = given.people
            await self._conclude(job, still_ours, lambda uow, one: roster.offer(uow, one, people))
            return
        except ReaderBroke as broke:
            log.error("the reader broke on upload %s of %d bytes: %s", upload.id, len(content), broke.place)
            ours = broke.sentence_with(upload.id)
            await self._conclude(
                job, still_ours, lambda uow, one: taking_in.has_failed(uow, one, ours, question=_question(job))
            )
            return
        except (UnreadableDocument, InvalidPlanCode, InvalidColumn) as error:
            sentence = str(error)
            await self._conclude(
                job, still_ours, lambda uow, one: taking_in.has_failed(uow, one, sentence, question=_question(job))
            )
            return
        text = draft_to_json(draft).decode()
        digest = hashlib.sha256(content).hexdigest()
        now = self._clock.now()
        again = AskedAgain.of(job.payload)
        await self._conclude(
            job,
            still_ours,
            lambda uow, one: taking_in.has_read(
                uow, one, draft, text, sha256=digest, at=now, by=again.by if again else None, question=_question(job)
            ),
        )

    async def give_up(self, job: Job) -> None:
        """Tell the person that it could not be read."""
        upload, content = await self._call(lambda: self._load(job))
        if upload is None:
            return
        platform = upload.destination.platform.value.title()
        sentence = _FAILED if content is not None else _NOT_FETCHED.format(platform=platform)
        await self._call(
            lambda: self._write(job, lambda uow, one: taking_in.has_failed(uow, one, sentence, question=_question(job)))
        )

    def _load(self, job: Job) -> tuple[Upload | None, bytes | None]:
        with self._store.reading(job.organisation_id) as uow:
            upload = uow.uploads.by_id(str(job.payload.get("upload", "")))
            return upload, uow.uploads.content(upload.id) if upload else None

    async def _fetch(self, upload: Upload) -> bytes:
        fetcher = self._fetchers.get(upload.destination.platform)
        if fetcher is None:
            raise Later("platform not set up", seconds=60.0)
        try:
            return await fetcher.fetch(upload.source)
        except FetchDelayed as delayed:
            raise Later(delayed.reason, seconds=delayed.seconds) from None

    def _fill(self, job: Job, upload: Upload, content: bytes) -> None:
        with self._store.writing(job.organisation_id) as uow:
            uow.uploads.fill(upload.id, content)

    async def _read(self, content: bytes, upload: Upload) -> DraftPlan:
        try:
            return await self._reader(content, upload.name, code=upload.code, corrections=upload.corrections)
        except InvalidColumn:
            if upload.plan_id is not None:  # somebody has just said it, and is told why it can't be
                raise
        # It was remembered of an earlier version, and this one doesn't have all of its columns.
        draft = await self._reader(content, upload.name, code=upload.code)
        there = fitting(upload.corrections, draft)
        if there:
            with suppress(InvalidColumn):
                draft = await self._reader(content, upload.name, code=upload.code, corrections=there)
        return with_notes(draft, upload.corrections)

    async def _conclude(
        self, job: Job, still_ours: Callable[[], Awaitable[None]], tell: Callable[[UnitOfWork, Upload], Reply]
    ) -> None:
        await still_ours()
        await self._call(lambda: self._write(job, tell))

    def _write(self, job: Job, tell: Callable[[UnitOfWork, Upload], Reply]) -> None:
        """What came of it, and the message that says so, in one transaction."""
        with self._store.writing(job.organisation_id) as uow:
            uow.see_with(EVERYTHING)
            upload = uow.uploads.by_id(str(job.payload.get("upload", "")))
            if upload is None or upload.state is not UploadState.READING or upload.job_key != job.key:
                return
            with speaking(language_of(uow, upload.person_id)):
                try:
                    reply = tell(uow, upload)
                except DomainError as error:
                    taking_in.has_failed(uow, upload, error.message, question=_question(job))
                    reply = say(error.message, outcome="invalid")
                reply = in_its_language(reply.model_copy(update={"replaces": False}))
            again = AskedAgain.of(job.payload)
            where = (again and again.told) or upload.destination
            if where.platform is not Platform.CONSOLE:  # nobody waits at a terminal to be written to
                uow.outbox.put(key=f"{job.key}:said", destination=where, reply=reply)
        self._after_commit()

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
