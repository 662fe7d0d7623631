"""Five plans shaped like published ones, as text, Word, Excel, PDF and web page: the drafts agree, and are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest

from adapters.documents import read_document
from domain.due import Precision
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftAction, QuestionKind
from tests.corpus.alike import green_objectives, highway_themes, housing_inspection, leisure_log, youth_partnership
from tests.corpus.alike.render import FORMATS, Page
from tests.corpus.check import facts_of

PLANS: dict[str, Sequence[Page]] = {
    "leisure": leisure_log.PAGES,
    "highways": highway_themes.PAGES,
    "youth": youth_partnership.PAGES,
    "green": green_objectives.PAGES,
    "housing": housing_inspection.PAGES,
}
# Counted by hand: recommendations, actions, leads, sections, milestones, then dates:
# day, month, range, ongoing, event, to check, none.
COUNTS = {
    "leisure": (11, 15, 6, 3, 2, 8, 5, 0, 1, 0, 0, 1),
    "highways": (11, 32, 6, 4, 0, 0, 29, 0, 1, 2, 0, 0),
    "youth": (26, 26, 7, 5, 23, 22, 0, 0, 0, 0, 4, 0),
    # “Streets and Parks managers” counts as two leads, which is asked.
    "green": (29, 90, 30, 5, 2, 7, 68, 1, 1, 0, 0, 13),
    "housing": (11, 18, 11, 0, 20, 0, 16, 0, 1, 1, 0, 0),
}
BOTH = [(plan, kind) for plan in PLANS for kind in FORMATS]


@cache
def draft(plan: str, kind: str) -> DraftPlan:
    return read_plan(read_document(FORMATS[kind](PLANS[plan]), f"plan.{kind}"), plan_code="ABC")


def actions(plan: str) -> dict[str, DraftAction]:
    return {action.key: action for action in draft(plan, "txt").actions}


@pytest.mark.parametrize(("plan", "kind"), BOTH)
def test_a_plan_has_what_a_person_counts_in_it(plan: str, kind: str) -> None:
    found = draft(plan, kind)
    dates = Counter("check" if one.due.needs_check else one.due.precision.value for one in found.actions)
    assert COUNTS[plan] == (
        len(found.recommendations),
        len(found.actions),
        len({lead.name for one in found.actions for lead in one.leads}),
        len(found.sections),
        sum(len(one.milestones) for one in found.actions),
        *(dates[name] for name in ("day", "month", "range", "ongoing", "event", "check", "none")),
    )


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "txt"])
@pytest.mark.parametrize("plan", PLANS)
def test_the_drafts_of_all_formats_agree(plan: str, kind: str) -> None:
    def told(found: DraftPlan) -> list[dict[str, object]]:
        # The dash of a bullet is printed in a text, and drawn by the program elsewhere.
        return [
            {name: str(value).replace(" - ", " ") for name, value in facts.items() if name != "ref"}
            for facts, _ in facts_of(found)
        ]

    def asked(found: DraftPlan) -> set[tuple[str, str, str]]:
        # A list that ran together when the text was made is asked about there and nowhere else; a column that a sheet
        # leaves out where it is blank is asked about in the sheet.
        shape = {QuestionKind.SPLIT, QuestionKind.COLUMNS}
        return {(one.kind, one.key, one.field) for one in found.questions if one.kind not in shape}

    text, other = draft(plan, "txt"), draft(plan, kind)
    assert told(other) == told(text)
    assert asked(other) == asked(text)
    assert (other.title, other.as_at) == (text.title, text.as_at)


def test_lettered_actions_two_dates_in_a_sentence_and_blank_actions() -> None:
    found = actions("leisure")
    assert list(found)[:6] == ["ABC-1.a", "ABC-1.b", "ABC-1.c", "ABC-2.a", "ABC-2.b", "ABC-2.c"]
    assert found["ABC-1.a"].due.latest == date(2020, 1, 31)
    assert [part.due.latest for part in found["ABC-1.a"].milestones] == [date(2019, 12, 31)]
    assert found["ABC-1.c"].due.latest == date(2020, 4, 30)
    assert found["ABC-5"].leads == ()
    assert [lead.name for lead in found["ABC-10"].leads] == ["HB", "EK"]
    unwritten = [one.key for one in draft("leisure", "txt").questions if one.kind is QuestionKind.NO_ACTION]
    assert unwritten == ["ABC-7", "ABC-8", "ABC-9", "ABC-11"]


def test_numbers_that_begin_again_and_lists_of_unlike_length() -> None:
    found = draft("highways", "txt")
    assert [len(one.actions) for one in found.recommendations] == [7, 2, 1, 4, 2, 3, 3, 3, 5, 1, 1]
    assert "ABC-T3.2.5" in actions("highways")
    assert actions("highways")["ABC-T1.1.1"].due.precision is Precision.ONGOING
    assert actions("highways")["ABC-T1.1.2"].due.latest == date(2012, 10, 31)
    assert [lead.name for lead in actions("highways")["ABC-T3.2.1"].leads] == [
        "Head of Highway Upkeep", "Heads of Depot", "Skills Manager",
    ]  # fmt: skip
    assert found.recommendations[3].text == "Develop one training package in street works for use across all services"


def test_glued_refs_a_day_that_does_not_exist_and_links() -> None:
    found = actions("youth")
    assert list(found) == [f"ABC-{number}" for number in range(1, 27)]
    colours = Counter((one.rag.text, one.rag.value.value) for one in found.values())
    assert colours == {("Green", "green"): 1, ("Red", "red"): 4, ("Yellow", "amber"): 4, ("", "none"): 17}
    assert found["ABC-8"].due.latest == date(2021, 4, 30)
    assert set(found["ABC-21"].links) == {"ABC-5", "ABC-17"}


def test_objectives_with_targets_and_parallel_lists() -> None:
    found = actions("green")
    assert [section.due.latest for section in draft("green", "txt").sections] == [
        date(2011, 3, 31), date(2011, 3, 31), date(2010, 9, 30), date(2011, 9, 30), date(2011, 10, 31),
    ]  # fmt: skip
    assert found["ABC-1b.2"].text == "Training is given so that crews can use the software."
    assert found["ABC-3a.1"].due.latest == date(2010, 7, 31)
    assert found["ABC-4a.4"].due.latest == date(2010, 8, 31)
    assert found["ABC-4b.3"].due.latest == date(2010, 9, 30)
    assert [(lead.name, lead.role.value) for lead in found["ABC-1e.3"].leads] == [
        ("MO", "accountable"), ("PT", "accountable"), ("SB", "responsible"), ("VL", "responsible"),
    ]  # fmt: skip
    assert found["ABC-1c.3"].links == ("ABC-1b.4",)


def test_names_under_progress_and_rows_cut_by_pages() -> None:
    found = actions("housing")
    assert [lead.name for lead in found["ABC-3.u2"].leads] == ["May Thorne", "Celia Drummond"]
    assert found["ABC-3.u2"].text.startswith("Review the conference protocol and ways of working")
    assert found["ABC-10"].due.precision is Precision.EVENT
    assert found["ABC-10"].rag.text == "?????"
    assert any(one.kind is QuestionKind.COLUMNS for one in draft("housing", "txt").questions)
