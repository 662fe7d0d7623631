"""The paper for a board: what stands in it after a plan was worked on; and our own reader reads it as that plan."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from adapters.documents import read_document
from adapters.documents.paper_sheets import write_csv, write_excel
from adapters.documents.paper_word import write_word
from bot.playground.demo import read_demo_plan
from domain.errors import Invalid
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftAction
from domain.paper_messages import Report
from domain.people import EVERYTHING
from domain.plans import Plan
from domain.reporting.paper import Cell, Column, Holds, Paper, Part
from domain.usecases.comparing import Comparison, compare
from domain.usecases.paper import paper_of
from domain.usecases.paper_file import parse, read_since
from storage.store import SqlStore
from tests import builders
from tests.talk import StoppedClock, Talk
from tests.usecases.reading import coordinator, stored

TODAY = date(2026, 11, 22)
SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
PLANS = Path(__file__).parents[1] / "fixtures" / "plans"
OURS = (
    "02-no-header", "04-numbers-restart-under-themes", "09-completed-on-and-closed-appendix",
    "13-own-action-refs-and-blank-leading-cells", "19-cabinet-tracker-two-lead-columns",
)  # fmt: skip
WRITERS = {"docx": write_word, "xlsx": write_excel}


def paper(store: SqlStore, town: builders.Town, plan: Plan, *, since: date | None = None) -> Paper:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        return paper_of(uow, uow.plans.by_id(plan.id) or plan, today=TODAY, since=since)


def beside(store: SqlStore, town: builders.Town, plan: Plan, draft: DraftPlan) -> Comparison:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        return compare(uow, uow.plans.by_id(plan.id) or plan, draft)


def facts(actions: Sequence[DraftAction]) -> list[object]:
    """What must come back: wording, leads, date, colour and status."""
    return [
        (
            one.text,
            sorted(lead.name for lead in one.leads),
            (one.due.precision, one.due.earliest, one.due.latest),
            one.rag.value,
            one.status,
        )
        for one in actions
    ]


def row(made: Paper, ref: str) -> dict[str, Cell]:
    """The first row with this reference, by heading."""
    names = [column.heading for column in made.columns]
    place = next(index for index, column in enumerate(made.columns) if column.holds is Holds.REF)
    found = next(each for part in made.parts for each in part.rows if each[place].text == ref)
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("name", ["sample", *OURS])
def test_a_paper_is_read_as_the_plan_it_was_made_of(shared_store: SqlStore, name: str) -> None:
    draft = read_demo_plan(None) if name == "sample" else read_plan(read_document(PLANS / f"{name}.txt"))
    town = builders.town(shared_store)
    plan = stored(shared_store, town, draft)
    made = paper(shared_store, town, plan)
    for kind, write in WRITERS.items():
        again = read_plan(read_document(write(made), f"paper.{kind}"), plan_code=draft.code)
        assert facts(again.actions) == facts(draft.actions)
        assert again.title == draft.title
        if draft.colour_key.meanings:
            assert again.colour_key == draft.colour_key
        found = beside(shared_store, town, plan, again)
        assert (found.new, found.gone, found.changed, found.conflicts, dict(found.unclear)) == ((), (), (), 0, {})


@pytest.mark.parametrize("seed", SEEDS or [pytest.param(None, marks=pytest.mark.skip("the seeds are not here"))])
def test_so_are_papers_of_real_plans(shared_store: SqlStore, seed: Path) -> None:
    town = builders.town(shared_store)
    draft = read_plan(read_document(seed), plan_code="HLP")
    plan = stored(shared_store, town, draft)
    made = paper(shared_store, town, plan)
    printed = [column for column in made.columns if column.heading in draft.columns]
    assert [column.heading for column in printed] == [
        one for one in draft.columns if one in {c.heading for c in printed}
    ]
    pairs = sum("do not pair" in one.message for one in draft.questions)
    for kind, write in WRITERS.items():
        again = read_plan(read_document(write(made), f"paper.{kind}"), plan_code="HLP")
        both = zip(facts(draft.actions), facts(again.actions), strict=True)
        wrong = [(before, after) for before, after in both if before != after]
        assert len(wrong) <= pairs, wrong


@pytest.mark.parametrize(
    ("typed", "plan", "since", "kind"),
    [
        ("", "", "", "docx"),
        ("TSP", "TSP", "", "docx"),
        ("TSP since 1 June", "TSP", "1 June", "docx"),
        ("of TSP as excel", "TSP", "", "xlsx"),
        ("TSP as word since 1 June", "TSP", "1 June", "docx"),
        ("TSP since 1 June in a Word file", "TSP", "1 June", "docx"),
        ("TSP csv", "TSP", "", "csv"),
        ("WORD", "WORD", "", "docx"),
        ("since March as a spreadsheet", "", "March", "xlsx"),
    ],
)
def test_what_is_typed_behind_report(typed: str, plan: str, since: str, kind: str) -> None:
    assert parse("report", typed) == Report.model_validate({"plan": plan, "since": since, "kind": kind})


def test_since_is_the_last_such_day() -> None:
    assert read_since("1 June", TODAY, 4) == date(2026, 6, 1)
    assert read_since("1 December", TODAY, 4) == date(2025, 12, 1)
    assert read_since("", TODAY, 4) is None
    for wrong in ("1 June 2031", "when the cows come home"):
        with pytest.raises(Invalid):
            read_since(wrong, TODAY, 4)


PLAN = """# Hollow Lane Improvement Plan

Key: Red = off track. Amber = at risk. Green = on track. Blue = complete.

| No. | What we will do | Owner | By when | Status | Cost | How it is going |
|---|---|---|---|---|---|---|
| 1 | Agree the list of paths to be mended | Rowan Ashdown | end of April 2026 | Amber | nil | List drafted |
| 2 | =HYPERLINK("x") for every parish council | Imogen Vale | 30/06/2027 | Red | | |
| 3 | Train the wardens in first aid | Head of Parks | tbc | Green | £400 | Two wardens trained |
| 4 | Paint the gate by the pond | Head of Parks | March 2027 | Green | | |
| 5 | Count the bats under the bridge | Rowan Ashdown | 1 May 2027 | Amber | | |
"""


@pytest.fixture
def worked(store: SqlStore) -> tuple[builders.Town, Plan, Talk]:
    """A live plan on which people worked for some months, with a round before a meeting."""
    town = builders.town(store)
    plan = stored(store, town, read_plan(read_document(PLAN.encode(), "plan.md"), plan_code="HLP"))
    talk = replace(coordinator(store, town), clock=StoppedClock(datetime(2026, 6, 2, 9, tzinfo=UTC)))
    for line in ("golive HLP", "link Imogen Vale to Imogen Vale in HLP", "update HLP-1 The wardens walked them all"):
        talk.say(line)
    talk.say("date HLP-1 30 June 2026 because the snow came late")
    talk.say("done HLP-4 two coats of green")
    talk.say("rag HLP-5 red because nobody has counted")
    return town, plan, talk


def test_what_was_done_since_stands_in_the_plans_own_columns(
    store: SqlStore, worked: tuple[builders.Town, Plan, Talk]
) -> None:
    town, plan, _ = worked
    made = paper(store, town, plan)
    assert [column.heading for column in made.columns] == [
        "No.", "What we will do", "Owner", "By when", "Status", "Cost", "How it is going",
    ]  # fmt: skip
    assert made.as_at == "As at 22 November 2026"
    assert row(made, "1")["By when"].text == "30 June 2026 (was end of April 2026)"
    assert row(made, "1")["How it is going"].text == (
        f"List drafted\n2 June 2026, {town.coordinator.name}: The wardens walked them all"
    )
    assert row(made, "2")["By when"].day == date(2027, 6, 30)
    assert row(made, "3")["By when"].text == "tbc"
    assert row(made, "3")["Cost"].text == "£400"
    assert "Complete, 2 June 2026" in row(made, "4")["Status"].text
    assert row(made, "5")["Status"].text == "Red"
    assert paper(store, town, plan, since=date(2026, 6, 3)).opening
    assert row(paper(store, town, plan, since=date(2026, 6, 3)), "1")["How it is going"].text == "List drafted"


@pytest.mark.parametrize("kind", WRITERS)
def test_answers_for_a_meeting_come_first_and_are_no_news_when_they_come_back(
    store: SqlStore, worked: tuple[builders.Town, Plan, Talk], kind: str
) -> None:
    town, plan, talk = worked
    talk.say("link Rowan Ashdown to Imogen Vale in HLP")
    talk.clock.time = datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert "asked about" in talk.say("round HLP by Thursday").text
    talk.say("update HLP-1 Two paths are mended")
    made = paper(store, town, plan)
    assert "Updates for the meeting of 19 November 2026 stand first" in made.opening[0]
    name = town.coordinator.name
    assert row(made, "1")["How it is going"].text.splitlines() == [
        "For the meeting of 19 November 2026:",
        f"16 November 2026, {name}: Two paths are mended",
        "List drafted",
        f"2 June 2026, {name}: The wardens walked them all",
    ]
    assert row(made, "5")["How it is going"].text == "No update for this meeting (19 November 2026)"
    assert row(made, "3")["How it is going"].text == "Two wardens trained"
    assert dict(made.foot)["Rowan Ashdown"] == "Imogen Vale"
    again = read_plan(read_document(WRITERS[kind](made), f"p.{kind}"), plan_code="HLP")
    assert [line for one in beside(store, town, plan, again).changed for line in one.lines()] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_the_paper_as_the_next_version_says_nothing_new(
    store: SqlStore, worked: tuple[builders.Town, Plan, Talk], kind: str
) -> None:
    town, plan, _ = worked
    content = WRITERS[kind](paper(store, town, plan))
    found = beside(store, town, plan, read_plan(read_document(content, f"p.{kind}"), plan_code="HLP"))
    assert [line for one in found.changed for line in one.lines()] == []
    assert (found.new, found.gone, found.conflicts) == ((), (), 0)


def test_formulas_stay_text_and_days_are_days(store: SqlStore, worked: tuple[builders.Town, Plan, Talk]) -> None:
    town, plan, _ = worked
    made = paper(store, town, plan)
    sheet = load_workbook(io.BytesIO(write_excel(made))).active
    assert sheet is not None
    cells = [cell for each in sheet.iter_rows() for cell in each if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert date(2027, 6, 30) in [cell.value.date() for cell in cells if isinstance(cell.value, datetime)]
    assert b"'=HYPERLINK" in write_csv(made)
    assert sheet.freeze_panes is not None


def test_a_word_paper_lies_on_its_side_with_a_header_that_repeats(
    store: SqlStore, worked: tuple[builders.Town, Plan, Talk]
) -> None:
    town, plan, _ = worked
    document = Document(io.BytesIO(write_word(paper(store, town, plan))))
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert page.page_width > page.page_height
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    xml = document.tables[-1].rows[0]._tr.xml
    assert "<w:tblHeader/>" in xml
    assert all("<w:cantSplit/>" in each._tr.xml for each in document.tables[-1].rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=2, max_size=2))
def test_whatever_people_wrote_can_be_written(words: list[str]) -> None:
    columns = (Column("Ref", Holds.REF), Column("Action", Holds.ACTION))
    made = Paper("HLP", words[0], "As at 1 May 2026", columns, (Part("", ((Cell("1"), Cell(words[1])),)),))
    Document(io.BytesIO(write_word(made)))
    assert load_workbook(io.BytesIO(write_excel(made))).active is not None
    assert write_csv(made)
