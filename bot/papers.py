"""The board's paper as a file: which writer makes which format, and what is said of it on its way."""

from __future__ import annotations

from domain.plans import Plan
from domain.reporting.paper import Paper
from domain.sending import OutgoingFile
from domain.speech import marked, tr

LAPSED = marked(
    "The paper of {code} could not be put among your files: the permission for it is no longer good. If it is not "
    "there, say “report {code}” once more."
)
REFUSED = marked(
    "The paper of {code} could not be sent. Say “report {code}” to try once more, and if that does not help, tell your "
    "IT team."
)
THERE = marked("The paper of {code} is among your files now.")
_WORDS = marked("{code} for the meeting, {date}. It is the plan as it is now; what is changed later is not in it.")


def write(paper: Paper, kind: str) -> bytes:
    """The paper in this format: `docx`, `xlsx` or `csv`."""
    if kind == "docx":
        from adapters.documents.paper_word import write_word

        return write_word(paper)
    from adapters.documents.paper_sheets import write_csv, write_excel

    return write_csv(paper) if kind == "csv" else write_excel(paper)


def file_of(plan: Plan, paper: Paper, kind: str) -> OutgoingFile:
    """The file with its name."""
    words = tr(_WORDS, code=plan.code, date=paper.as_at[:1].lower() + paper.as_at[1:])
    return OutgoingFile(f"{plan.code} paper.{kind}", words, write(paper, kind))
