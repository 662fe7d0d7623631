"""Who leads what, and who is who, in the words that people type on a phone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.ports import Store
from storage import schema
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_acting_for import account_of, mention


@pytest.fixture
def house(shared_store: Store) -> tuple[Talk, Talk, Talk, builders.Town]:
    """A coordinator, Imogen Vale who leads NRP-4 and with Head of Parks NRP-1, Ann Hall, and the town."""
    boss, imogen, town = talks(shared_store, actions=8)
    ann = account_of(shared_store, town, "Ann Hall")
    assert boss.say("assign 1 to Head of Parks and Imogen Vale").outcome == "ok"
    return boss, imogen, ann, town


def led_by(boss: Talk, ref: int) -> str:
    (line,) = [line for line in boss.say(f"show {ref}").text.splitlines() if line.startswith("Lead: ")]
    return line.removeprefix("Lead: ")


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("assign 1 to Ann Hall instead of Imogen", "Head of Parks and Ann Hall"),
        ("assign 1 from Imogen Vale to Ann Hall", "Head of Parks and Ann Hall"),
        ("reassign 1 to Ann Hall, not Imogen", "Head of Parks and Ann Hall"),
        ("assign Ann Hall instead of IV to 1", "Head of Parks and Ann Hall"),
        ("swap Imogen for Ann Hall on 1", "Head of Parks and Ann Hall"),
        ("please replace Head of Parks with Ann Hall on NRP-1", "Ann Hall and Imogen Vale"),
        ("hand over 1 from imogen to Ann Hall", "Head of Parks and Ann Hall"),
        ("add Ann Hall to 1", "Head of Parks, Imogen Vale and Ann Hall"),
        ("put Ann Hall on 1 as well", "Head of Parks, Imogen Vale and Ann Hall"),
        ("assign 1 also to Ann Hall", "Head of Parks, Imogen Vale and Ann Hall"),
        ("assign 1 to Ann Hall too", "Head of Parks, Imogen Vale and Ann Hall"),
        ("take Imogen off 1", "Head of Parks"),
        ("remove Head of Parks from 1", "Imogen Vale"),
        ("assign 1 without Imogen", "Head of Parks"),
        ("give 1 to Ann Hall and Estates Group", "Ann Hall and Estates Group"),
        ("change the lead of 1 to Ann Hall", "Ann Hall"),
        ("assign 1 to Ann Hall instead", "Ann Hall"),
    ],
)
def test_leads_change_as_it_was_said_and_back(
    house: tuple[Talk, Talk, Talk, builders.Town], line: str, leads: str
) -> None:
    boss, _, _, _ = house
    assert boss.say(line).outcome == "ok", boss.last.text
    assert led_by(boss, 1) == leads
    assert boss.say("undo 1").outcome == "ok"
    assert led_by(boss, 1) == "Head of Parks and Imogen Vale"


@pytest.mark.parametrize(
    "line",
    [
        "assign 3 to Ann Hall instead of Imogen",
        "take Imogen off 3",
        "assign 1 without Head of Parks and Imogen Vale",
        "add the date to 1",
        "take it off 1",
        "add Nobody Known to 1",
        "remove deadline from 1",
        "assign 1 from Ann Hall to Estates Group",
    ],
)
def test_what_can_not_be_so_changes_nothing_and_is_said(
    house: tuple[Talk, Talk, Talk, builders.Town], line: str
) -> None:
    boss, _, _, _ = house
    assert boss.say(line).outcome != "ok" or boss.last.form is not None
    assert led_by(boss, 1) == "Head of Parks and Imogen Vale"
    assert led_by(boss, 3) == "Estates Group"


def test_whom_it_is_taken_from_can_be_left_out_with_a_press(house: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    boss, _, _, _ = house
    boss.say("assign 3 to Ann Hall instead of Imogen")
    assert "is led by Estates Group, so I can't tell whom you mean by “Imogen”" in boss.last.text
    boss.press("Give it to Ann Hall alone")
    assert led_by(boss, 3) == "Ann Hall"


def test_somebody_picked_with_an_at_is_swapped_too(house: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    boss, imogen, ann, _ = house
    assert boss.say(f"assign 1 to {mention(ann)} instead of {mention(imogen)}").outcome == "ok"
    assert led_by(boss, 1) == "Head of Parks and Ann Hall"


def test_a_name_that_nobody_has_stands_at_its_field_and_the_form_stays(
    house: tuple[Talk, Talk, Talk, builders.Town],
) -> None:
    boss, _, _, _ = house
    boss.say("assign 3")
    reply = boss.fill_in({"who": "Estates Group, Anne Hal"})
    assert reply.form is None
    assert "no lead called “Anne Hal”. Did you mean Ann Hall?" in reply.field_errors["who"]
    assert "write “new: Anne Hal”" in reply.field_errors["who"]
    assert led_by(boss, 3) == "Estates Group"
    boss.say("assign 3")
    assert boss.fill_in({"who": "Estates Group, new: Anne Hal"}).outcome == "ok"
    assert led_by(boss, 3) == "Estates Group and Anne Hal"


def test_a_lead_may_not_however_it_is_said(house: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    boss, imogen, _, _ = house
    for line in ("take Imogen off 4", "add Ann Hall to 4", "assign 4 from Imogen to Ann Hall"):
        assert imogen.say(line).outcome == "refused", line
    assert led_by(boss, 4) == "Imogen Vale"


@pytest.mark.parametrize("line", ["who is IV", "who's Imogen Vale?", "whos imogen", "who is Imogen"])
def test_who_somebody_is_in_the_plans_in_sight(house: tuple[Talk, Talk, Talk, builders.Town], line: str) -> None:
    _, _, ann, _ = house
    assert ann.say(line).text.startswith("“Imogen Vale” in NRP is Imogen Vale. 3 open actions.")
    ann.press("Their actions")
    assert ann.rows() == ["NRP-1", "NRP-4", "NRP-8"]


def test_who_coordinates_is_said_and_who_is_nowhere_is_not_there(
    house: tuple[Talk, Talk, Talk, builders.Town], shared_store: Store
) -> None:
    boss, imogen, ann, town = house
    assert imogen.say("who is Tobias Wren").text == "Tobias Wren coordinates NRP."
    other = builders.plan(town.organisation, "WEL", actions=4)
    builders.add_plan(shared_store, other, town.coordinator)
    boss.say("plan WEL")
    boss.press("Settings")
    boss.fill_in({"restricted": "yes"})
    account_of(shared_store, town, "Odd Name")
    boss.say("link Rowan Ashdown to Odd Name in WEL")
    nobody = ann.say("who is Quite Unheard").text.replace("Quite Unheard", "NAME")
    assert ann.say("who is Odd Name").text.replace("Odd Name", "NAME") == nobody
    assert "WEL" not in ann.say("who is Rowan Ashdown").text
    assert "WEL" not in ann.say("who is Tobias Wren").text


def test_a_number_in_words_is_asked_about(house: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    _, imogen, _, _ = house
    assert imogen.say("done four").text.startswith("Do you mean action 4? I have changed nothing.")
    assert imogen.press("Yes: done 4").outcome == "ok"


def test_how_another_wording_is_led_in_is_no_part_of_it(house: tuple[Talk, Talk, Talk, builders.Town]) -> None:
    boss, _, _, _ = house
    boss.say("edit 3 to say Count the hedges twice a year")
    assert boss.row("NRP-3").text == "Count the hedges twice a year"


def test_a_paper_that_is_asked_for_in_a_channel_comes_in_ones_own_chat(
    house: tuple[Talk, Talk, Talk, builders.Town], shared_store: Store
) -> None:
    boss, _, _, town = house
    boss.private, boss.conversation = False, "C1"
    assert boss.say("report NRP").text.endswith("It comes in a moment, in our direct messages.")
    jobs = schema.jobs
    asked = select(jobs.c.payload).where(jobs.c.organisation_id == town.id)
    with shared_store._database._reader.connect() as line:  # type: ignore[attr-defined]  # the real store's own
        made = [str(row.payload) for row in line.execute(asked)]
    assert boss.account.external_id in made[-1]
    assert "C1" not in made[-1].replace(boss.account.external_id, "")
