"""The steps towards and past a date: on which days somebody hears of an action."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import WorkingDays
from domain.due import Due, Precision

BEFORE = timedelta(days=7)
LATE_AFTER = (1, 3, 7, 14)
"""Working days past a date on which its lead hears of it; after the last of them, only in the weekly list."""


class Step(StrEnum):
    """Why somebody hears of an action. Stored in the ledger: a name never changes its meaning."""

    MONTH = "month"
    SOON = "soon"
    TODAY = "today"
    LATE_1 = "late_1"
    LATE_3 = "late_3"
    LATE_7 = "late_7"
    LATE_14 = "late_14"
    REVIEW = "review"
    LATER = "later"
    ESCALATED = "escalated"

    @property
    def is_late(self) -> bool:
        """Is its date past by then?"""
        return self in _LATE


_LATE = (Step.LATE_1, Step.LATE_3, Step.LATE_7, Step.LATE_14)
_TOO_FAR = date.max - timedelta(days=400)


def steps(due: Due, days: WorkingDays) -> tuple[tuple[date, Step], ...]:
    """The days on which the lead of an action with this date hears of it, in their order; none without a last day.

    A week before and on the day; where that is no working day, on the one before it, since afterwards would be too
    late. A month is told on its first working day and its last. Then 1, 3, 7 and 14 working days late.
    """
    if due.latest is None or due.earliest is None or due.latest > _TOO_FAR:
        return ()
    by = days.until(due.latest)
    if due.precision is Precision.MONTH:
        first = days.since(due.earliest)
        before = [(first, Step.MONTH)] if first < by else []
    else:
        soon = days.until(due.latest - BEFORE)
        before = [(soon, Step.SOON)] if soon < by else []
    late = []
    day, past = due.latest, 0
    for count, step in zip(LATE_AFTER, _LATE, strict=True):
        day, past = days.after(day, count - past), count
        late.append((day, step))
    return (*before, (by, Step.TODAY), *late)
