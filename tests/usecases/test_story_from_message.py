"""A message of a conversation becomes a progress note, after a look."""

from __future__ import annotations

from typing import Any

from domain.ports import Store
from tests import builders
from tests.talk import talks
from tests.usecases.test_story_changing import notes

PICKED: dict[str, Any] = {
    "do": "open_log",
    "with": {"text": "Board agreed the terms", "evidence": "https://x.slack.com/archives/C1/p1"},
}


def test_its_words_and_the_link_are_kept_with_an_action_of_mine(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=8)
    lead._send(pressed=PICKED)
    form = lead.form()
    assert [value for value, _ in form.fields[0].options] == ["NRP-4", "NRP-8"]  # type: ignore[union-attr]  # a choice
    assert lead.fill_in({"text": ""}).field_errors == {"ref": "Please choose the action, or give its reference."}
    assert lead.fill_in({"action": "NRP-4"}).text.startswith("Progress noted on NRP-4.")
    assert notes(shared_store, town, "NRP-4") == ["Board agreed the terms"]
    assert "https://x.slack.com/archives/C1/p1" in lead.say("show 4").text
    lead.say("undo")
    assert notes(shared_store, town, "NRP-4") == []


def test_another_action_is_named_and_only_by_who_may_change_it(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    boss._send(pressed=PICKED)
    assert boss.fill_in({"ref": "1"}).outcome == "ok"
    assert notes(shared_store, town, "NRP-1") == ["Board agreed the terms"]
    lead._send(pressed=PICKED)
    assert "You chose NRP-4 and named 1." in lead.fill_in({"action": "NRP-4", "ref": "1"}).field_errors["ref"]
    assert lead.fill_in({"action": "", "ref": "1"}).outcome == "refused"


def test_what_looks_like_a_case_is_warned_of_first(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    lead._send(pressed={"do": "open_log", "with": {"text": "Letter to 943 476 5919"}})
    lead.fill_in({"action": "NRP-4"})
    assert "an NHS number" in lead.form().intro
    assert notes(shared_store, town, "NRP-4") == []


def test_words_are_looked_for_and_what_has_them_is_offered(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=8)
    boss.say("edit 8 to Mend the bridge over the mill brook")
    lead._send(pressed=PICKED)
    nothing = lead.fill_in({"ref": "zebra crossing"})
    assert "I found no action with “zebra crossing”" in nothing.field_errors["ref"]
    lead._send(pressed=PICKED)
    lead.fill_in({"ref": "mill brook"})
    form = lead.form()
    assert [value for value, _ in form.fields[0].options] == ["NRP-8"]  # type: ignore[union-attr]  # a choice
    assert "1 action has “mill brook”" in form.intro
    assert notes(shared_store, town, "NRP-8") == [], "it is offered, and not guessed"
    assert lead.fill_in({}).text.startswith("Progress noted on NRP-8.")
    assert notes(shared_store, town, "NRP-8") == ["Board agreed the terms"]


def test_what_is_found_and_is_somebody_else_s_can_t_be_changed(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=8)
    boss.say("edit 1 to Mend the bridge over the mill brook")
    lead._send(pressed=PICKED)
    lead.fill_in({"ref": "mill brook"})
    assert lead.fill_in({"action": "NRP-1"}).outcome == "refused"
    assert notes(shared_store, town, "NRP-1") == []


def test_a_reference_that_is_nearly_right_or_fits_twice_keeps_the_form_open(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    builders.add_plan(shared_store, builders.plan(town.organisation, "QUA"), town.coordinator)
    boss._send(pressed=PICKED)
    for ref, said, offered in (
        ("NRP-88", "I couldn't find NRP-88. Did you mean NRP-8", "NRP-8"),
        ("2", "2 is in more than one plan. Which do you mean?", "QUA-2"),
    ):
        boss.fill_in({"action": "", "ref": ref})
        form = boss.form()
        assert form.intro.startswith(said)
        assert offered in [value for value, _ in form.fields[0].options]  # type: ignore[union-attr]  # a choice
        assert [one.value for one in form.fields[2:]] == list(PICKED["with"].values())
    assert boss.fill_in({"action": "", "ref": "ZZZ-500"}).field_errors["ref"].startswith("I couldn't find ZZZ-500.")
    assert boss.fill_in({"action": "QUA-2", "ref": ""}).text.startswith("Progress noted on QUA-2.")
