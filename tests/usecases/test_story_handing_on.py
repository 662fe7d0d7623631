"""What waits for a coordinator outlives them: it goes to another one, or it is said that nobody can answer it."""

from __future__ import annotations

from domain.context import AccountFacts, Inbound
from domain.people import Platform
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_claims import Post, administrator
from tests.usecases.test_story_who_may import newcomer


def asked(store: Store) -> tuple[Talk, Talk, builders.Town]:
    """A lead has asked the only coordinator to sign something off."""
    boss, lead, town = talks(store, actions=8)
    boss._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", "sign_off": "yes"}})
    assert (
        lead.say("done 4 all agreed").text.endswith("Tobias Wren can answer it.") or "can answer it" in lead.last.text
    )
    return boss, lead, town


def told(store: Store, town: builders.Town, talk: Talk) -> str:
    return "\n".join(reply.text for reply in Post(store, town).to(talk.account))


def test_a_new_coordinator_hears_of_what_waits(shared_store: Store) -> None:
    boss, _, town = asked(shared_store)
    ann = newcomer(shared_store, town, "Ann Hall")
    boss.say("role Ann Hall coordinator of NRP")
    said = told(shared_store, town, ann)
    assert "Tobias Wren has made you coordinator of NRP." in said
    assert "NRP-4: Imogen Vale asks you to sign the completion off" in said
    assert boss.say("role remove me coordinator of NRP").outcome == "ok"
    assert "NRP-4" not in told(shared_store, town, boss), "it is no longer theirs to answer"
    assert boss.say("approve 4").outcome == "refused"
    assert "Ann Hall" in boss.last.text
    assert ann.say("approve 4").text.startswith("NRP-4 is signed off")


def test_where_nobody_is_left_it_is_said_and_an_administrator_mends_it(shared_store: Store) -> None:
    _, lead, town = asked(shared_store)
    admin = administrator(shared_store, town)
    ann = newcomer(shared_store, town, "Ann Hall")
    admin.say("people leave Tobias Wren")
    reply = admin.fill_in({"gone": "yes"})
    assert "NRP has no coordinator now. Nobody can answer the 1 request that waits." in reply.text
    assert "has no coordinator just now, so nobody can answer it yet. Please ask Ada Lund." in lead.say("done 8").text
    assert "role NAME coordinator of NRP" in told(shared_store, town, admin)
    assert admin.say("role Ann Hall coordinator of NRP").outcome == "ok"
    assert told(shared_store, town, ann).count("asks you to sign the completion off") == 2
    ann.say("waiting")
    assert ann.labels().count("Sign off") == 2


def test_a_plan_for_few_is_not_left_without_anybody(shared_store: Store) -> None:
    boss, _, town = asked(shared_store)
    boss._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", "restricted": "yes"}})
    admin = administrator(shared_store, town)
    ann = newcomer(shared_store, town, "Ann Hall")
    assert admin.say("role Ann Hall coordinator of NRP").outcome == "not_found", "it has one, and is not theirs to see"
    admin.say("people leave Tobias Wren")
    admin.fill_in({"gone": "yes"})
    assert admin.say("role Ann Hall coordinator of NRP").outcome == "ok"
    assert ann.say("waiting").outcome == "ok"
    assert "Sign off" in ann.labels()


def test_who_comes_back_hears_of_what_was_asked_meanwhile(shared_store: Store) -> None:
    boss, lead, town = asked(shared_store)
    admin = administrator(shared_store, town)
    admin.say("people leave Tobias Wren")
    admin.fill_in({"gone": "yes"})
    back = admin.last
    lead.say("done 8")
    told(shared_store, town, boss)
    admin.last = back
    assert admin.press("They have not left").text.startswith("Tobias Wren is back.")
    assert "NRP-8: Imogen Vale asks you to sign the completion off" in told(shared_store, town, boss)


def test_the_closed_account_of_an_only_coordinator_is_told_to_administrators(shared_store: Store) -> None:
    boss, _, town = asked(shared_store)
    admin = administrator(shared_store, town)
    inbound = Inbound(Platform.SLACK, town.workspace.external_id, town.coordinator_account.external_id, "")
    boss.bus.heard_of(inbound, AccountFacts(display_name="Tobias Wren", is_deactivated=True))
    said = told(shared_store, town, admin)
    assert "Tobias Wren's Slack account was deactivated. They are the only coordinator of NRP." in said
    assert "Nobody can answer the 1 request that waits." in said


def test_an_account_that_is_active_again_is_said_to_those_who_heard_that_it_was_not(shared_store: Store) -> None:
    boss, lead, town = asked(shared_store)
    inbound = Inbound(Platform.SLACK, town.workspace.external_id, town.lead_account.external_id, "")

    def is_(deactivated: bool) -> None:
        lead.clock.pass_(seconds=5)
        boss.bus.heard_of(inbound, AccountFacts(display_name="Imogen Vale", is_deactivated=deactivated))

    is_(True)
    is_(False)
    assert "Imogen Vale's Slack account" not in told(shared_store, town, boss), "it was over before it was told"
    is_(True)
    assert "Imogen Vale's Slack account was deactivated." in told(shared_store, town, boss)
    is_(False)
    said = told(shared_store, town, boss)
    assert "Imogen Vale's Slack account is active again." in said
    assert "NRP-4" in lead.say("mine").text


def test_who_asked_may_take_it_back_though_they_no_longer_lead_it(shared_store: Store) -> None:
    boss, lead, _ = asked(shared_store)
    boss.say("unlink Imogen Vale")
    lead.say("waiting")
    assert lead.press("Take it back").text.startswith("NRP-4: your request is taken back.")
    assert lead.say("update 4 all the same").outcome == "refused"
    assert boss.say("waiting").text == "Nothing waits for an answer."
