"""What a plan's own key of initials says is a proposal for who leads: it is shown and offered, and links nobody."""

from __future__ import annotations

from domain.importing import read_plan
from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.people import EVERYTHING
from domain.views import Item
from storage.store import SqlStore
from tests import builders
from tests.usecases.reading import coordinator, stored

ROWS = (
    ("Ref", "Action", "Lead", "Due"),
    ("1", "Train every warden", "AB", "30 June 2027"),
    ("2", "Buy ten radios", "PMU", "31 July 2027"),
)


def plan_with_a_key() -> RawDocument:
    rows = [RawRow(tuple(map(RawCell.of, texts, range(4))), number) for number, texts in enumerate(ROWS, 3)]
    return RawDocument(
        "plan.docx",
        (
            RawParagraph("Harbour Learning Plan", "", 1, 1),
            RawParagraph("Key: AB = Ada Brook, PMU = Programme Unit", "", 2),
            RawTable(tuple(rows), "table 1"),
        ),
    )


def test_the_key_of_a_plan_names_persons_and_no_teams() -> None:
    assert read_plan(plan_with_a_key(), plan_code="HLP").full_names == (("AB", "Ada Brook"),)


def test_whom_the_key_names_is_shown_and_offered_and_linked_only_by_a_press(shared_store: SqlStore) -> None:
    town = builders.town(shared_store, code="OLD")
    stored(shared_store, town, read_plan(plan_with_a_key(), plan_code="HLP"))
    talk = coordinator(shared_store, town)
    rows = {one.key: one for one in talk.say("people HLP").elements if isinstance(one, Item)}
    assert rows["AB"].facts == ("Ada Brook, says the plan's key",)
    assert rows["PMU"].facts == ()
    assert [button.label for button in rows["AB"].buttons] == ["It is Ada Brook", "Link"]
    with shared_store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert [lead.person_id for lead in uow.plans.leads() if lead.name == "AB"] == [None]
