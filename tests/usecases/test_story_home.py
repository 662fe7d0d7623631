"""`home`: somebody's work at a glance, and for coordinators what needs them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from adapters.teams.cards import render, size
from domain.people import Platform
from domain.ports import Store
from domain.posting import Destination
from domain.views import say
from storage.store import SqlStore
from tests.talk import talks

FAR = Destination(Platform.SLACK, "T-none", "C-none")


def test_a_lead_sees_their_actions_and_what_others_changed(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=8)
    lead.say("update 4 the letters are out")
    assert "What changed lately" not in lead.say("home").text, "what I did myself is no news to me"
    boss.say("rag 4 amber because the data is late")
    boss.say("rag 1 red because nobody has begun")
    said = lead.say("home").text
    assert "Your actions: 2 open" in said
    assert "NRP-4, 10:30: Tobias Wren changed RAG from ○ No RAG to ● Amber" in said
    assert "NRP-1" not in said, "somebody else's action"
    assert "coordinate" not in said
    lead.clock.pass_(days=8)
    assert "What changed lately" not in lead.say("home").text


def test_a_coordinator_sees_what_needs_them_and_gets_there(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=8)
    boss._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", "sign_off": "yes"}})
    lead.say("done 4 all of it is in place")
    boss.say("home")
    said = boss.last.text
    assert "1 request waits for your answer" in said
    assert "leads are linked to nobody" in said
    assert "Imogen Vale asked for the completion to be signed off" in said
    assert "NRP-4" in boss.press("Requests").text
    assert "request waits" not in lead.say("home").text


def test_messages_that_fail_or_wait_are_said_to_those_who_look_after_them(shared_store: SqlStore) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    with shared_store.writing(town.id) as uow:
        uow.outbox.put(key="lost", destination=FAR, reply=say("x"), plan_id=town.plan.id)
    assert "Warning" not in boss.say("home").text, "it was queued a moment ago"
    (posting,) = shared_store.claim("me", lease_seconds=60, organisation_id=town.id)
    shared_store.give_up(posting, "me", reason="channel_not_found")
    assert "1 message to channels could not be delivered" in boss.say("home").text
    assert "delivered" not in lead.say("home").text
    with shared_store.writing(town.id) as uow:
        uow.outbox.put(key="slow", destination=FAR, reply=say("x"))
    made_older(shared_store, minutes=25)
    assert "a message of mine has waited for 25 minutes to be sent" in boss.say("home").text
    assert "Warning" not in lead.say("home").text


def made_older(store: SqlStore, *, minutes: int) -> None:
    """What waits in the outbox was queued so long ago."""
    from storage.schema import outbox

    then = datetime.now(UTC) - timedelta(minutes=minutes, seconds=5)
    with store._database.writing() as connection:
        connection.execute(outbox.update().where(outbox.c.key == "slow").values(created_at=then))


def test_a_change_pressed_there_answers_with_it(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=8)
    lead.say("home")
    said = lead.press("Mark complete", key="NRP-4").text
    assert "Completed by you" in said
    assert "Your actions: 1 open" in said
    assert {"My settings", "Plans", "Help"} <= set(lead.labels())
    assert "Undo" in [button.label for button in lead.row("NRP-4").buttons]


def test_it_fits_on_a_card_for_somebody_who_does_everything(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=48)
    boss.say("role Imogen Vale coordinator of NRP")
    for ref in (4, 8, 12, 16, 20, 24):
        boss.say(f"update {ref} {'the supplier is late and everybody waits for a long word about it ' * 8}")
    lead.say("home")
    assert lead.rows() == ["NRP-4", "NRP-8", "NRP-12", "NRP-16", "NRP-20"]
    card = json.dumps(render(lead.last), ensure_ascii=False)
    for words in ("What changed lately", "Plans that you coordinate", "My settings", "Next"):
        assert words in card
    assert "no room" not in card
    assert '"More"' in card, "nothing had to be folded away for good"
    assert size(render(lead.last)) < 22_000
    lead.press("Next")
    assert lead.rows()[0] == "NRP-24"
    assert "Plans that you coordinate" not in lead.last.text


def test_a_stranger_sees_nothing(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    lead.account = type(lead.account)(lead.account.id, town.id, town.workspace.id, Platform.SLACK, "U-somebody-new")
    said = lead.say("home").text
    assert "who you are" in said
    assert "NRP" not in said
