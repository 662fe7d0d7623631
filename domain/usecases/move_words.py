"""A moved date in words."""

from __future__ import annotations

from domain.actions import Action
from domain.due import Due, Precision, say_date_with_weekday
from domain.events import DueMoved
from domain.speech import tr
from domain.usecases.telling import ordinal


def same(due: Due, other: Due) -> bool:
    """Do two dates mean the same span?"""
    return (due.precision, due.earliest, due.latest) == (other.precision, other.earliest, other.latest)


def echo(action: Action, event: DueMoved) -> str:
    """`Moved to Tuesday 30 June 2026 (was end of April 2021, printed 31/04/2021; 1st change).`"""
    before = event.before
    was = governing(before)
    if not before.is_said and before.precision in {Precision.DAY, Precision.MONTH, Precision.RANGE}:
        was += tr(", printed {text}", text=before.text) if event.change == 1 else tr(", typed {text}", text=before.text)
    return tr(
        "Moved to {in_full} (was {was}; {ordinal} change).",
        in_full=in_full(action.due),
        was=was,
        ordinal=ordinal(event.change),
    )


def governing(due: Due) -> str:
    """In words that say which day counts: of a month, its end."""
    return tr("end of {due}", due=due.describe()) if due.precision is Precision.MONTH else due.in_sentence()


def in_full(due: Due) -> str:
    """`Tuesday 30 June 2026`, `end of April 2021`."""
    return say_date_with_weekday(due.latest) if due.precision is Precision.DAY and due.latest else governing(due)


def typed(due: Due) -> str:
    """The date in words that read one way only."""
    return due.latest.isoformat() if due.precision is Precision.DAY and due.latest else due.text
