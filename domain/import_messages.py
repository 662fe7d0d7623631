"""What people ask when they give a plan in chat. As of every message, names and fields are a public contract.

The file or the pasted words never travel in a button: a button names an upload that is stored.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from domain.messages import Command, FormQuery, Need, Query

MAX_PASTED = 100_000
"""Characters of a plan that was pasted into a message."""

UploadRef = Field(min_length=1, max_length=40)
Code = Field(default="", max_length=20)


class ImportPlan(Command):
    """Read what was given: the files of the message, or the words after the command. With neither, say how it is done
    and what is under way. `people`: they are said to be a list of people, so they are never read as a plan.
    """

    name = "import"
    needs = Need.COORDINATE
    plan: str = Code
    text: str = Field(default="", max_length=MAX_PASTED)
    people: bool = False


class OfferPaste(Command):
    """A table was pasted without a word: ask whether it is a plan."""

    name = "offer_paste"
    needs = Need.COORDINATE
    text: str = Field(default="", max_length=MAX_PASTED)


class ReadPaste(Command):
    """Yes, it is."""

    name = "read_paste"
    needs = Need.COORDINATE
    upload: str = UploadRef


class DropImport(Command):
    """Forget what was given, and the draft that was made of it; `sure` once the person said so."""

    name = "drop_import"
    needs = Need.COORDINATE
    upload: str = UploadRef
    sure: bool = False


class DiscardDraft(Command):
    """Stop an import, or throw a draft away, named by its plan's code; `sure` once the person said so."""

    name = "discard"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)
    sure: bool = False


class ShowImport(Command):
    """Where it stands, to go on from there: what could be done meanwhile is done."""

    name = "show_import"
    needs = Need.COORDINATE
    upload: str = UploadRef


class OpenCode(FormQuery):
    """The form for the plan's code."""

    name = "open_code"
    needs = Need.COORDINATE
    upload: str = UploadRef


class SetCode(Command):
    """The plan's code."""

    name = "set_code"
    needs = Need.COORDINATE
    upload: str = UploadRef
    plan: str = Code


class TakeVersion(Command):
    """Take what was read into the plan that has its code; `certain`: it is that plan's, however little is the same."""

    name = "take_version"
    needs = Need.COORDINATE
    upload: str = UploadRef
    certain: bool = False


class ShowVersion(Command):
    """What a newer version would change, row by row: the list `part` (`new`, `changed`, `gone`, `asked`, `same`). What
    could be done meanwhile is done.
    """

    name = "show_version"
    needs = Need.COORDINATE
    upload: str = UploadRef
    part: str = Field(default="changed", max_length=10)
    page: int = Field(default=1, ge=1, le=10_000)


class OpenColumns(FormQuery):
    """The form that says what a column means."""

    name = "open_columns"
    needs = Need.COORDINATE
    upload: str = UploadRef


class SetColumn(Command):
    """What a column means: its heading, and the name of what it holds."""

    name = "set_column"
    needs = Need.COORDINATE
    upload: str = UploadRef
    heading: str = Field(default="", max_length=500)
    role: str = Field(default="", max_length=40)


class TakeImport(Command):
    """Import good rows: what is sure is taken, and what is not stays an open question."""

    name = "take_import"
    needs = Need.COORDINATE
    upload: str = UploadRef


class PauseQuestions(Query):
    """Enough questions for now."""

    name = "pause_questions"
    needs = Need.COORDINATE
    plan: str = Code


class SendCheckSheet(Command):
    """Send the doubtful rows of a plan as a workbook."""

    name = "check_sheet"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=20)


class TakeFile(Command):
    """Yes, put the check sheet among my files: the answer to a question that the platform asked in our name. The
    address for it comes beside the message, never in it. `offer` names the question, `until` when it lapses.
    """

    name = "take_file"
    needs = Need.COORDINATE
    plan: str = UploadRef
    person: str = UploadRef
    offer: str = UploadRef
    until: datetime


class LeaveFile(TakeFile):
    """No, don't."""

    name = "leave_file"
