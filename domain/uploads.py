"""A plan that somebody gives in chat: a file or pasted text, from the moment it is offered until it is a draft plan.

Its bytes are sensitive. They are kept in the database only as long as they are needed: until the plan goes live (so
that it can be read again when somebody says what a column means) or is discarded, and `KEPT` at the longest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.ids import OrganisationId, PersonId, PlanId, UploadId
from domain.importing.draft import DraftPlan
from domain.importing.raw import UnreadableDocument
from domain.importing.roster import ListedPerson
from domain.posting import Destination
from domain.speech import tr

MAX_FILE_BYTES = 25_000_000
"""What a plan may weigh; a longer file is not fetched."""
MAX_FILES = 5
"""How many files of one message are read."""
KEPT = timedelta(days=14)
"""How long a plan waits for an answer before its bytes are removed."""
JOB_KIND = "read_plan"


def job_kind(platform: str, workspace: str) -> str:
    """The kind of the jobs that read what was given there. Each workspace has its own, since only a process that has
    its token can fetch a file from it.
    """
    return f"{JOB_KIND}:{platform}:{workspace.lower()}"


OF_PEOPLE = "people:"
"""How the key begins of what was given as a list of people."""
NO_CORRECTIONS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file in a message. `key` is the platform's name of it, `source` what its fetcher needs; `size` is what the
    platform says, or 0. `source` may hold an address that lets whoever has it read the file: it is never logged.
    """

    key: str
    name: str
    size: int = 0
    is_picture: bool = False
    source: Mapping[str, str] = field(default_factory=dict, repr=False)


class UploadState(StrEnum):
    """Where it stands. `OFFERED` waits for a yes, `READING` for the worker, `READ` for a decision of the person;
    `STORED` is a draft plan that waits for **Import good rows**, `TAKEN` one that waits to go live. `DONE` and `FAILED`
    are ends.
    """

    OFFERED = "offered"
    READING = "reading"
    READ = "read"
    STORED = "stored"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Upload:
    """What was given, by whom and where. `round` counts how often it was read; `draft` is what was read last, as
    text (`domain.importing.transfer`). `corrections` say what columns mean, by heading. The bytes are fetched apart.
    """

    id: UploadId
    organisation_id: OrganisationId
    person_id: PersonId
    key: str
    name: str
    destination: Destination
    state: UploadState
    created_at: datetime
    source: Mapping[str, str] = field(default_factory=dict, repr=False)
    code: str = ""
    corrections: Mapping[str, str] = field(default_factory=dict, repr=False)
    round: int = 1
    sha256: str = ""
    draft: str = field(default="", repr=False)
    plan_id: PlanId | None = None

    @property
    def job_key(self) -> str:
        """The name of the work to read it, once for each round."""
        return f"{JOB_KIND}:{self.id}:{self.round}"


class Uploads(Protocol):
    """What was given within the organisation."""

    def add(self, upload: Upload, content: bytes | None = None) -> bool:
        """Keep it, with its bytes where they are known; `False` if that very file (`key`) is there already."""
        ...

    def by_id(self, upload_id: str) -> Upload | None:
        """Without its bytes; locked until the end in a writing unit of work."""
        ...

    def by_key(self, key: str) -> Upload | None:
        """Likewise by the platform's name of it."""
        ...

    def of_person(self, person_id: PersonId) -> list[Upload]:
        """What somebody has not finished with, newest first."""
        ...

    def of_plan(self, plan_id: PlanId) -> Upload | None:
        """The document of which a draft was made, as long as it is kept."""
        ...

    def content(self, upload_id: UploadId) -> bytes | None:
        """Its bytes, if they are there."""
        ...

    def save(self, upload: Upload) -> None:
        """Write where it stands."""
        ...

    def fill(self, upload_id: UploadId, content: bytes) -> None:
        """Keep its bytes; the address they came from is forgotten."""
        ...

    def finish(self, plan_id: PlanId) -> None:
        """The draft that was made of it went live: the document has served."""
        ...

    def remove(self, upload_id: UploadId) -> None:
        """Forget it, bytes and all."""
        ...


class CheckSheetGiven(UnreadableDocument):
    """It is no plan but a check sheet: its `answers` are the row, the mark and the text of each."""

    def __init__(self, answers: Sequence[tuple[int, str, str]]) -> None:
        super().__init__(
            tr("This is a check sheet, not a plan. To have its answers taken, use “actionlog answers FILE”.")
        )
        self.answers = tuple(answers)


class ReaderBroke(UnreadableDocument):
    """A defect of ours, or what a file did to a library: its reader ended without an answer. `place` is where in the
    code, for the log; nothing of the file is in it.
    """

    def __init__(self, place: str) -> None:
        super().__init__(self.sentence_with(""))
        self.place = place

    @staticmethod
    def sentence_with(number: str) -> str:
        """What to tell the person; `number` is what the log calls their file."""
        words = tr(
            "I made a mistake while I read it: the fault is mine, not yours, and your file may well be in order. "
            "Nothing was stored or changed. Please try it saved in another format, for example Word as PDF or "
            "Excel as CSV."
        )
        if number:
            told = tr("Tell your IT team the number {number}, with which my log names this file.", number=number)
        else:
            told = tr("Tell your IT team, too: my log says where it happened.")
        return f"{words} {told}"


class PeopleGiven(UnreadableDocument):
    """It is no plan but a list of people."""

    def __init__(self, people: Sequence[ListedPerson]) -> None:
        super().__init__(
            tr("This is a list of people, not a plan. To have it taken in, use “actionlog people load FILE”.")
        )
        self.people = tuple(people)


class FetchRefused(Exception):
    """It can't be fetched. `sentence` tells the person what to do, `reason` is a word for the log."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(reason)
        self.sentence = sentence
        self.reason = reason


class FetchDelayed(Exception):
    """The platform can't be reached, or asks to wait."""

    def __init__(self, reason: str, *, seconds: float = 5.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class FileFetcher(Protocol):
    """Gets the bytes of an offered file from its platform. Implementations go nowhere but to the platform's hosts."""

    async def fetch(self, source: Mapping[str, str]) -> bytes:
        """The bytes, `MAX_FILE_BYTES` at most.

        Raises:
            FetchRefused, FetchDelayed
        """
        ...


class PlanReader(Protocol):
    """Reads a document as a plan, within bounded time and memory, and stops when nobody waits any more."""

    async def __call__(
        self, content: bytes, name: str, *, code: str = "", corrections: Mapping[str, str] = NO_CORRECTIONS
    ) -> DraftPlan:
        """The draft. `code` is the plan's, or empty for one made from its title; `corrections` say what columns mean.

        Raises:
            UnreadableDocument, InvalidPlanCode: with a sentence for the person.
            CheckSheetGiven, PeopleGiven: it is no plan.
        """
        ...
