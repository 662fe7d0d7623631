"""What a plan means by `short term` is suggested from its own key and date; it is never taken without being asked."""

from __future__ import annotations

from datetime import date

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.timescales import Timescale, find_timescales

KEY = "Timescales: Immediate = within 1 month; Short term = within 3 months; Long term (L) – 1 to 2 years"
ROWS = "No\tAction\tLead\tTimescale\n1\tPaint the quay\tAda Brook\tShort-term\n2\tMend the rail\tCy Nod\tImmediate\n"


def draft(*lines: str) -> DraftPlan:
    return read_plan(read_document("\n".join([*lines, "", ROWS]).encode(), "plan.txt"), plan_code="HBR")


def test_the_plans_own_key_suggests_the_date() -> None:
    plan = draft("Harbour plan", "Agreed 30 November 2026", KEY)
    asked = {one.key: one for one in plan.questions if one.field == "due"}
    assert asked["HBR-1"].suggestion == "28 February 2027"
    assert asked["HBR-2"].suggestion == "30 December 2026"
    assert "within 3 months" in asked["HBR-1"].message
    assert [action.due.latest for action in plan.actions] == [None, None]


def test_a_key_that_names_the_days_needs_no_date_of_the_plan() -> None:
    plan = draft("Harbour plan", "Timescale: Immediate = by 31 May 2026; Short = by March 2028; Short-term = by 2029")
    asked = {one.key: (one.message, one.suggestion) for one in plan.questions if one.field == "due"}
    assert asked["HBR-2"] == ("“Immediate” means by 31 May 2026, the plan says. Is that 31 May 2026?", "31 May 2026")
    assert asked["HBR-1"][1] == "31 December 2029"


def test_without_a_date_of_the_plan_nothing_is_suggested() -> None:
    asked = [one for one in draft("Harbour plan", KEY).questions if one.field == "due"]
    assert len(asked) == 2
    assert {one.suggestion for one in asked} == {""}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Short term = within 3 months", {}),
        ("Staff are on short term contracts: 3 months; medium sized teams", {}),
        ("Immediate: 2 weeks, Medium term: 6-12 months", {"immediate": 14, "medium term": 12}),
        ("Priority 1 = within one month, Priority 2 = within six months", {"priority 1": 1, "priority 2": 6}),
    ],
)
def test_only_a_key_of_two_or_more_is_one(line: str, found: dict[str, int]) -> None:
    assert {name: one.days or one.months for name, one in find_timescales([line]).items()} == found


def test_months_end_on_the_last_day_there_is() -> None:
    assert Timescale("within 3 months", months=3).ends(date(2026, 11, 30)) == date(2027, 2, 28)
    assert Timescale("within 2 weeks", days=14).ends(date(2026, 12, 24)) == date(2027, 1, 7)
