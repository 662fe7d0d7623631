"""Dates of minutes without a year: one question for those that the date of the minutes settles, one for each other."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing import read_plan

MINUTES = """\
Minutes of the Parks Committee, 5 November 2026

Action: Pat Grady to order the chains by 27 November.
Action: Tom Wickes to write to the tenant by 12 December.
Action: Sana Iqbal to measure plot 14 by 30 October.
"""


def test_years_that_the_minutes_settle_are_asked_about_once() -> None:
    draft = read_plan(read_document(MINUTES.encode(), "minutes.txt"), plan_code="PRK")
    assert [str(one.due.latest) for one in draft.actions] == ["2026-11-27", "2026-12-12", "2027-10-30"]
    asked = [(one.key or one.keys, one.message) for one in draft.questions if one.message.startswith("No year")]
    assert [keys for keys, _ in asked] == [("PRK-u1", "PRK-u2"), "PRK-u3"]
    assert asked[0][1] == (
        "No year is printed in 2 dates, such as “27 November”. The plan is of 5 November 2026, so I took "
        "27 November 2026. Is that right?"
    )
