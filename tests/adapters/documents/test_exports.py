"""Exports of task trackers: what the tracker says is what is read; month-first dates are asked about."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, UnreadableDocument, read_plan
from domain.importing.contract import to_json

EXPORTS = Path(__file__).resolve().parents[2] / "fixtures" / "exports"
FILES = sorted(EXPORTS.iterdir())


def draft_of(name: str) -> DraftPlan:
    return read_plan(read_document(EXPORTS / name), plan_code="HBR")


def of_text(text: str, name: str = "plan.csv") -> DraftPlan:
    return read_plan(read_document(text.encode(), name), plan_code="HBR")


def latest(draft: DraftPlan) -> list[date | None]:
    return [action.due.latest for action in draft.actions]


@pytest.mark.parametrize(
    "name", ["planner.csv", "asana.csv", "jira.csv", "trello.csv", "trello.json", "smartsheet.csv"]
)
def test_every_export_gives_the_same_actions(name: str) -> None:
    draft = draft_of(name)
    assert [action.text.capitalize().replace("the lamps", "lamps") for action in draft.actions] == [
        "Paint the hull",
        "Hang lamps",
        "Order ropes",
    ]
    assert latest(draft)[:2] == [date(2026, 7, 8), date(2026, 6, 20)]
    assert draft.actions[0].leads[0].name == "Ada Prone"
    assert draft.actions[1].leads[0].name == "Cy Nod"
    assert [action.status.value for action in draft.actions] == ["open", "complete", "open"]
    assert [one.section for one in draft.recommendations] == ["Boats", "Quays", "Quays"]


@pytest.mark.parametrize("name", ["planner.csv", "asana.csv", "jira.csv", "trello.csv", "trello.json"])
def test_an_export_names_its_plan(name: str) -> None:
    assert draft_of(name).title == "Harbour works"


@pytest.mark.parametrize("name", ["planner.csv", "asana.csv", "jira.csv"])
def test_the_day_of_completion_is_kept(name: str) -> None:
    assert draft_of(name).actions[1].completed_on == date(2026, 5, 20) if "asana" in name else date(2026, 6, 18)


@pytest.mark.parametrize("name", ["planner.csv", "trello.json"])
def test_checklists_are_milestones(name: str) -> None:
    assert [part.text for part in draft_of(name).actions[0].milestones] == ["Buy paint", "Scrape the hull"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_of_an_export_is_lost(path: Path) -> None:
    said = set(re.findall(r"[^\W_]+", to_json(read_plan(read_document(path), plan_code="HBR")).lower()))
    document = read_document(path)
    texts = [cell.text for table in document.tables() for row in table.rows for cell in row.cells]
    texts += [paragraph.text for paragraph in document.paragraphs()]
    assert [word for text in texts for word in re.findall(r"[^\W_]+", text.lower()) if word not in said] == []


def test_numbers_of_a_machine_are_no_refs_and_mail_addresses_no_leads() -> None:
    asana = draft_of("asana.csv")
    assert [action.key for action in asana.actions] == ["HBR-u1", "HBR-u2", "HBR-u3"]
    assert ("Assignee Email", "ada@ferry.example") in asana.actions[0].other
    smartsheet = draft_of("smartsheet.csv")
    asked = {one.text: one.message for one in smartsheet.questions if one.field == "leads"}
    assert asked == {
        "ben.ot@ferry.example": "“ben.ot@ferry.example” reads like an e-mail address, not like a name. Who leads this?"
    }


def test_month_first_dates_are_asked_about_once_for_each_column() -> None:
    asked = [one for one in draft_of("planner.csv").questions if "month first" in one.message]
    assert [re.findall("“(.*?)”", one.message) for one in asked] == [
        ["Due date", "07/08/2026"],
        ["Completed Date", "06/18/2026"],
    ]
    assert "8 July 2026" in asked[0].message


HEAD = "Ref,Action,Lead,Due date\n"


def test_a_program_writes_every_date_in_the_same_order() -> None:
    head = "Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created By,Created Date,Due Date\n"
    draft = of_text(
        head
        + "a1,Audit the crossings,Schools,In progress,Medium,Lowri Beck,Lowri Beck,05/11/2026,11/30/2026\n"
        + "a2,Repaint the lines,Schools,In progress,Medium,Sol Marsden,Lowri Beck,05/11/2026,06/12/2026\n"
        + "a3,Order the signs,Signs,Not started,Medium,Lowri Beck,Lowri Beck,05/11/2026,01/08/2027\n"
        + "a4,Count the cars,Signs,Not started,Medium,Sol Marsden,Lowri Beck,05/11/2026,\n"
    )
    assert latest(draft) == [date(2026, 11, 30), date(2026, 6, 12), date(2027, 1, 8), None]
    assert [one.heading for one in draft.questions if one.field == "columns"] == ["Due Date"]
    assert not [one for one in draft.questions if one.field == "leads"], "Marsden is no month"


def test_without_evidence_the_day_comes_first() -> None:
    draft = of_text(HEAD + "1,Paint it,Ada Prone,07/08/2026\n2,Hang it,Ben Ot,01/02/2026\n")
    assert latest(draft) == [date(2026, 8, 7), date(2026, 2, 1)]
    assert not [one for one in draft.questions if one.field == "columns"]


def test_a_column_of_both_kinds_asks_about_each_date_that_can_be_read_in_two_ways() -> None:
    draft = of_text(
        HEAD + "1,Paint it,Ada Prone,07/08/2026\n2,Hang it,Ben Ot,06/30/2026\n3,Mend it,Cy Nod,30/06/2026\n"
    )
    assert latest(draft) == [date(2026, 8, 7), None, date(2026, 6, 30)]
    asked = {one.key: one.message for one in draft.questions if one.field == "due"}
    assert set(asked) == {"HBR-1", "HBR-2"}
    assert "7 August 2026 or 8 July 2026" in asked["HBR-1"]
    assert draft.actions[0].due.needs_check


def test_the_same_day_in_another_column_is_evidence() -> None:
    head = "Ref,Action,Lead,Due date,Due (sortable)\n"
    draft = of_text(head + "1,Paint it,Ada Prone,07/08/2026,2026-07-08\n2,Hang it,Ben Ot,01/02/2026,2026-01-02\n")
    assert latest(draft) == [date(2026, 7, 8), date(2026, 1, 2)]


def test_midnight_of_a_summer_day_is_that_day() -> None:
    assert draft_of("trello.csv").actions[0].due.latest == date(2026, 7, 8)
    assert draft_of("trello.json").actions[0].due.text == "8 Jul 2026"


def test_a_board_keeps_what_is_no_column_of_a_plan() -> None:
    draft = draft_of("trello.json")
    first = draft.actions[0]
    assert (first.rag.value.value, first.progress) == ("amber", "5 May 2026, Cy Nod: Paint is ordered")
    assert {("Cost", "£2k"), ("Labels", "Outside")} <= set(first.other)
    assert any("without a name (red)" in one.message for one in draft.questions)


def test_archived_cards_are_no_actions_and_not_lost() -> None:
    draft = draft_of("trello.json")
    assert any("Archived actions" in one.message for one in draft.questions)
    assert any("Sell the old ferry" in text for text in draft.leftover)


def test_lists_that_say_a_status_are_one() -> None:
    board = {
        "name": "Harbour works",
        "lists": [{"id": "1", "name": "To do"}, {"id": "2", "name": "Doing"}, {"id": "3", "name": "Done"}],
        "cards": [{"id": "a", "name": "Paint it", "idList": "3"}, {"id": "b", "name": "Hang it", "idList": "1"}],
    }
    draft = of_text(json.dumps(board), "board.json")
    assert [action.status.value for action in draft.actions] == ["complete", "open"]


@pytest.mark.parametrize(
    "text", ['{"cards": 3}', '{"a": [1, 2', '[{"a": 1}]', '{"cards": [], "lists": []', '{"cards": [[[1]], "x"]}']
)
def test_other_json_is_refused_kindly(text: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"JSON"):
        read_document(text.encode(), "x.json")


def test_a_board_of_nonsense_gives_no_traceback() -> None:
    cards = [{"idList": None, "idMembers": "x", "labels": [1], "customFieldItems": [{"value": {}}], "due": 3}, 4]
    board = {"name": 3, "lists": [1, {"id": 2}], "members": {}, "checklists": [{"checkItems": [3]}], "actions": [{}]}
    board["cards"] = cards
    read_plan(read_document(json.dumps(board).encode(), "x.json"))


def test_a_card_that_was_archived_is_asked_about() -> None:
    draft = of_text(
        "Card Name,List Name,Members,Due Date,Archived\n"
        "Publish the rota for the youth hub,Doing,Priya Nair,2026-09-30,false\n"
        "Agree the lease of the boathouse,Doing,Owen Hart,2026-10-31,true\n"
    )
    about = [(draft.actions[1].key, "It was archived, and nothing says that it is complete. Is it?")]
    assert [(one.key, one.message) for one in draft.questions if one.field == "status"] == about


def test_the_date_of_an_export_puts_the_month_where_its_columns_do() -> None:
    draft = of_text(
        "Plan name,Crossings,,,\nDate of export,10/02/2026,,,\n,,,,\n"
        "Task ID,Task Name,Bucket Name,Assigned To,Due Date\n"
        "a1,Audit the crossings,Schools,Lowri Beck,11/30/2026\n"
        "a2,Repaint the lines,Schools,Sol Marsden,12/31/2026\n"
    )
    assert draft.as_at == date(2026, 10, 2)
    assert "I read “10/02/2026” as 2 October 2026. Is that right?" in [one.message for one in draft.questions]
