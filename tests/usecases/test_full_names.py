"""What a plan's own key of initials says is a proposal for who leads: it is shown and offered, and links nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.importing import read_plan
from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.people import EVERYTHING
from domain.usecases.import_plan import take_in
from domain.views import Item
from storage.store import SqlStore
from tests import builders
from tests.usecases.reading import coordinator, stored

MAY = date(2027, 5, 3)
ROWS = (
    ("Ref", "Action", "Lead", "Due"),
    ("1", "Train every warden", "AB", "30 June 2027"),
    ("2", "Buy ten radios", "PMU", "31 July 2027"),
)


def plan_with_a_key(key: str = "Key: AB = Ada Brook, PMU = Programme Unit") -> RawDocument:
    rows = [RawRow(tuple(map(RawCell.of, texts, range(4))), number) for number, texts in enumerate(ROWS, 3)]
    return RawDocument(
        "plan.docx",
        (
            RawParagraph("Harbour Learning Plan", "", 1, 1),
            RawParagraph(key, "", 2),
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
    assert talk.press("It is Ada Brook", key="AB").text.startswith("“AB” is now Ada Brook.")
    left = sorted(rows.keys() - {"AB"})
    talk.press(f"{len(left)} lead{'s' if len(left) > 1 else ''} to link")
    assert sorted(one.key for one in talk.last.elements if isinstance(one, Item)) == left


def test_a_key_that_a_newer_version_brings_names_the_leads_that_are_stored(shared_store: SqlStore) -> None:
    town = builders.town(shared_store, code="OLD")
    stored(shared_store, town, read_plan(plan_with_a_key("Each lead reports to the board."), plan_code="HLP"))
    talk = coordinator(shared_store, town)

    def lead() -> Item:
        return next(one for one in talk.say("people HLP").elements if isinstance(one, Item) and one.key == "AB")

    assert lead().facts == ()
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        take_in(
            uow,
            replace(read_plan(plan_with_a_key(), plan_code="HLP"), as_at=MAY),
            coordinator=town.coordinator,
            by=builders.signature(town.coordinator),
            at=talk.clock.now(),
            source="plan-may.docx",
            sha256="b" * 64,
        )
    assert lead().facts == ("Ada Brook, says the plan's key",)
    assert [button.label for button in lead().buttons] == ["It is Ada Brook", "Link"]
