"""Sending files that people asked for: the job makes the file from what is true now, and hands it to the platform."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot import papers
from bot.worker import Later
from domain.errors import DomainError
from domain.ids import PersonId, PlanId
from domain.messages import Message
from domain.outgoing import Job
from domain.people import EVERYTHING, Platform
from domain.ports import Clock, Store, UnitOfWork
from domain.posting import Destination, PostingDelayed, PostingFailed, PostingUnclear
from domain.sending import FileSender, OutgoingFile
from domain.speech import marked, speaking, tr
from domain.usecases.check_sheet import INSTRUCTION
from domain.usecases.direct import language_of
from domain.usecases.paper_file import kind_of, paper_for, paper_offer
from domain.usecases.sheet_file import offer_of, sheet_for
from domain.views import Reply, in_its_language, say

log = logging.getLogger("actionlog.sending")
T = TypeVar("T")

_UNCLEAR_SECONDS = 30.0
_WORDS = marked("The doubtful rows of {code}. Fill in “Your answer”, save it, and send the file to me here.")
_LAPSED = marked(
    "The check sheet of {code} could not be put among your files: the permission for it is no longer good. If it is "
    "not there, say “check sheet {code}” once more."
)
_REFUSED = marked(
    "The check sheet of {code} could not be sent. Say “check sheet {code}” to try once more, and if that does not "
    "help, tell your IT team."
)
_THERE = marked("The check sheet of {code} is among your files now.")


@dataclass(frozen=True, slots=True)
class _Words:
    there: str
    lapsed: str
    refused: str


_OF_SHEET = _Words(_THERE, _LAPSED, _REFUSED)
_OF_PAPER = _Words(papers.THERE, papers.LAPSED, papers.REFUSED)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file, with yes and no to it."""

    code: str
    file: OutgoingFile
    yes: Message
    no: Message


class SendingJob:
    """Does the jobs of kind `send_file`. At worst, after an answer that was lost, a file comes twice."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        executor: Executor,
        senders: Mapping[Platform, FileSender],
        after_commit: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._executor = executor
        self._senders = senders
        self._after_commit = after_commit

    async def do(self, job: Job, still_ours: Callable[[], Awaitable[None]]) -> None:
        """Send it, or ask whether it may be sent.

        Raises:
            Later: the platform can't be reached just now.
            Lost: another process does it.
        """
        to = _destination(job)
        sender = self._senders.get(to.platform)
        if sender is None:
            raise Later("platform not set up", seconds=60.0)
        try:
            made = await self._call(lambda: self._made(job))
        except DomainError as error:
            sentence = error.message
            await self._call(lambda: self._tell(job, lambda: say(sentence, outcome="invalid")))
            return
        file, code = made.file, made.code
        await still_ours()
        address = {str(name): str(value) for name, value in dict(job.payload.get("put") or {}).items()}
        try:
            if address:
                if not await sender.put(to, file, address):
                    await self._call(lambda: self._tell(job, lambda: say(tr(_words_of(job).there, code=code))))
                return
            await sender.send(to, file, yes=made.yes.encode(), no=made.no.encode())
        except PostingFailed as error:
            log.info("the file of job %s was refused: %s", job.id, error.reason)
            words = _words_of(job).lapsed if address else _words_of(job).refused
            await self._call(lambda: self._tell(job, lambda: say(tr(words, code=code), outcome="failed")))
        except PostingDelayed as error:
            raise Later(error.reason, seconds=error.seconds) from None
        except PostingUnclear as error:
            raise Later(str(error), seconds=_UNCLEAR_SECONDS) from None

    async def give_up(self, job: Job) -> None:
        """Tell the person that it could not be sent."""

        def tell() -> None:
            with self._store.reading(job.organisation_id) as uow:
                uow.see_with(EVERYTHING)
                plan = uow.plans.by_id(PlanId(str(job.payload.get("plan", ""))))
            code = plan.code if plan else "the plan"
            self._tell(job, lambda: say(tr(_words_of(job).refused, code=code), outcome="failed"))

        await self._call(tell)

    def _made(self, job: Job) -> _Made:
        with self._store.reading(job.organisation_id) as uow:
            uow.see_with(EVERYTHING)
            with speaking(language_of(uow, _person(job))):
                make = _made_paper if _is_paper(job) else _made_sheet
                return make(uow, job, self._clock.now())

    def _tell(self, job: Job, make: Callable[[], Reply]) -> None:
        with self._store.writing(job.organisation_id) as uow:
            uow.see_with(EVERYTHING)
            person = _person(job)
            with speaking(language_of(uow, person)):
                reply = in_its_language(make())
            uow.outbox.put(key=f"{job.key}:said", destination=_destination(job), reply=reply, person_id=person)
        self._after_commit()

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _person(job: Job) -> PersonId:
    return PersonId(str(job.payload.get("person", "")))


def _destination(job: Job) -> Destination:
    given = job.payload
    address = {str(name): str(value) for name, value in dict(given.get("address") or {}).items()}
    return Destination(
        Platform(str(given.get("platform", ""))),
        str(given.get("workspace", "")),
        str(given.get("conversation", "")),
        address,
    )


def _is_paper(job: Job) -> bool:
    return job.payload.get("what") == "paper"


def _words_of(job: Job) -> _Words:
    return _OF_PAPER if _is_paper(job) else _OF_SHEET


def _made_sheet(uow: UnitOfWork, job: Job, at: datetime) -> _Made:
    from adapters.documents.check_sheet import write_check_sheet

    plan, rows = sheet_for(uow, PlanId(str(job.payload.get("plan", ""))), _person(job))
    cells = [(one.key, one.where, one.printed, one.question, one.suggested, one.mark) for one in rows]
    title = f"{plan.code}: {plan.title}" if plan.title else plan.code
    content = write_check_sheet(title, tr(INSTRUCTION), cells)
    file = OutgoingFile(f"{plan.code} check sheet.xlsx", tr(_WORDS, code=plan.code), content)
    return _Made(plan.code, file, *offer_of(job.key, plan, _person(job), at))


def _made_paper(uow: UnitOfWork, job: Job, at: datetime) -> _Made:
    plan, paper = paper_for(uow, job.payload, at)
    file = papers.file_of(plan, paper, kind_of(job.payload))
    return _Made(plan.code, file, *paper_offer(job.key, job.payload, at))
