"""Roles in chat: who gives and takes them, and who is named where somebody may not."""

from __future__ import annotations

import pytest

from domain.ports import Store
from tests.talk import talks
from tests.usecases.test_story_acting_for import mention
from tests.usecases.test_story_claims import GRACE, administrator, stranger
from tests.usecases.test_story_who_may import newcomer


def test_a_coordinator_gives_and_takes_roles_of_their_plan(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    ann = newcomer(shared_store, town, "Ann Hall")
    assert ann.say("done 1").outcome == "refused"
    assert boss.say(f"role {mention(ann)} coordinator of NRP").text == "Ann Hall is now coordinator of NRP."
    assert ann.say("done 1").outcome == "ok"
    assert boss.press("Undo").text == "Undone: you made Ann Hall coordinator. Ann Hall is no longer coordinator of NRP."
    assert ann.say("done 5").outcome == "refused"
    assert boss.say("role Ann Hall viewer").text == "Ann Hall is now viewer of NRP."
    assert boss.say("role remove Ann Hall viewer").text == "Ann Hall is no longer viewer of NRP."
    assert "nothing to take" in boss.say("role remove Ann Hall viewer NRP").text


def test_a_viewer_sees_a_restricted_plan_until_the_role_is_taken(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    ann = newcomer(shared_store, town, "Ann Hall")
    boss.say("plan NRP")
    boss.press("Settings")
    boss.fill_in({"restricted": "yes"})
    assert ann.say("show 1").outcome == "not_found"
    boss.say("role Ann Hall viewer")
    assert ann.say("show 1").outcome == "ok"
    assert ann.say("done 1").outcome == "refused"
    boss.say("role remove Ann Hall viewer")
    assert ann.say("show 1").outcome == "not_found"


@pytest.mark.parametrize("line", ["role me coordinator", "role me administrator", "role Tobias Wren viewer of NRP"])
def test_nobody_else_may_and_hears_who_can_help(shared_store: Store, line: str) -> None:
    _, lead, town = talks(shared_store, actions=8)
    administrator(shared_store, town)
    assert lead.say(line).outcome == "refused"
    assert "Please ask Tobias Wren." in lead.last.text or "Please ask Ada Lund." in lead.last.text


def test_an_administrator_gives_every_role_but_never_the_last_one_away(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    admin = administrator(shared_store, town)
    assert boss.say("role me administrator").outcome == "refused"
    assert admin.say("role Tobias Wren administrator").text == "Tobias Wren is now administrator of the organisation."
    assert admin.say("role remove Ada Lund administrator").outcome == "ok"
    assert boss.say("role remove me administrator").outcome == "invalid"
    assert "only administrator" in boss.last.text
    assert boss.say("role remove Tobias Wren coordinator NRP").outcome == "invalid"


@pytest.mark.parametrize("line", ["role", "role me", "role me lead of NRP", "role me king of NRP", "role coordinator"])
def test_what_is_no_role_is_said_so(shared_store: Store, line: str) -> None:
    boss, _, _ = talks(shared_store, actions=8)
    assert boss.say(line).outcome == "invalid", line


def test_an_account_is_taken_from_somebody_and_asked_anew(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=8)
    assert lead.say(f"unlink {mention(boss)}").outcome == "refused"
    assert boss.say(f"unlink {mention(lead)}").text.endswith("is no longer Imogen Vale's.")
    assert lead.say("mine").outcome == "refused"
    assert lead.say("mine").text.startswith("I don't know yet who you are")


def test_a_role_is_given_to_an_account_that_nobody_has_linked(shared_store: Store) -> None:
    """Who only looks is no lead of any plan, so they could not say who they are either."""
    boss, _, town = talks(shared_store)
    new = stranger(town, shared_store)
    assert new.say("mine").outcome == "refused"
    boss.others = {new.account.external_id: GRACE}
    named = f"⟦{new.account.external_id}|Zoe Hart⟧"
    new.clock = boss.clock
    assert boss.say(f"role remove {named} viewer of NRP").outcome == "not_found"
    said = boss.say(f"role {named} viewer of NRP").text
    assert said == "Rowan Ashdown is now viewer of NRP. Rowan Ashdown is new to me."
    assert new.say("whoami").text == "You are Rowan Ashdown. Viewer of NRP."
