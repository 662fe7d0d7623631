"""Who may what, who is refused, and what a refusal says; and that no text of anybody does harm."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.bus import FACTS_LAST, Bus
from domain.context import AccountFacts, Inbound, NeedFacts
from domain.errors import StaleWrite, Unavailable
from domain.events import RoleGiven
from domain.ids import PlanId
from domain.people import EVERYTHING, SYSTEM, Account, Membership, Person, Platform, Role
from domain.plans import PlanState
from domain.ports import Store
from domain.registry import Registry
from domain.usecases import registry
from domain.views import Reply
from tests import builders
from tests.talk import StoppedClock, Talk, talks

CHANGES = ["done 4", "update 4 hello", "rag 4 red", "date 4 1 March 2027 because x", "update 4", "date 4", "rag 4"]


def newcomer(
    store: Store,
    town: builders.Town,
    name: str = "Perpetua Marsh",
    role: Role | None = None,
    plan: PlanId | None = None,
) -> Talk:
    """Somebody else of the organisation, with a role."""
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        person = builders.person(town.organisation, name)
        account = builders.account(person, town.workspace)
        uow.people.add(person)
        uow.people.save_account(account)
        if role is not None:
            because = RoleGiven(at=builders.NOW, by=SYSTEM, plan_id=plan, person=name, role=role.value)
            uow.people.give_role(Membership(person.id, role, plan), because=because)
    return Talk(store, town.workspace, account)


class TestRoles:
    @pytest.mark.parametrize("line", CHANGES)
    def test_who_does_not_lead_it_is_told_who_does_and_who_helps(self, shared_store: Store, line: str) -> None:
        _, _, town = talks(shared_store, actions=4)
        for role in (None, Role.VIEWER, Role.ADMINISTRATOR):
            talk = newcomer(
                shared_store, town, f"Somebody {role}", role, None if role is Role.ADMINISTRATOR else town.plan.id
            )
            reply = talk.say(line)
            assert reply.outcome == "refused", role
            assert reply.text == (
                "You can look at NRP-4, but not change it. It is led by Imogen Vale. Please ask Tobias Wren."
            )
            assert talk.say("show 4").outcome == "ok"
            assert "Nothing has changed" in talk.say("history 4").text

    @pytest.mark.parametrize("line", CHANGES)
    def test_leads_change_their_own_and_coordinators_all_of_their_plan(self, shared_store: Store, line: str) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        assert lead.say(line).outcome in {"ok", "asked"}
        lead.say("undo")
        assert boss.say(line).outcome in {"ok", "asked"}
        assert lead.say(line.replace("4", "1", 1)).outcome == "refused"
        other = newcomer(shared_store, town, "Ottoline Birch")
        contents = builders.plan(town.organisation, "WEL", actions=4)
        builders.add_plan(shared_store, contents, _person(shared_store, town, other))
        assert boss.say(line.replace("4", "WEL-4", 1)).outcome == "refused"
        assert "Please ask Ottoline Birch." in boss.last.text

    def test_a_plan_without_a_coordinator_names_the_administrator(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        newcomer(shared_store, town, "Ada Lund", Role.ADMINISTRATOR)
        builders.add_plan(shared_store, builders.plan(town.organisation, "WEL", actions=1))
        assert lead.say("done WEL-1").text.endswith("The plan has no coordinator yet: please ask Ada Lund.")

    def test_a_lead_of_a_draft_does_not_see_it_yet(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4, state=PlanState.DRAFT)
        assert lead.say("done 4").outcome == "not_found"
        assert boss.say("done 4").outcome == "ok"
        assert lead.say("mine").outcome == "ok"
        assert lead.rows() == []


def _person(store: Store, town: builders.Town, talk: Talk) -> Person:
    with store.reading(town.id) as uow:
        person = uow.people.person(talk.account.person_id) if talk.account.person_id else None
    assert person is not None
    return person


class TestStrangers:
    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            (AccountFacts(is_guest=True), "Guest accounts can't use Action Log here yet."),
            (AccountFacts(is_outside=True), "I can only talk with people of this organisation"),
            (AccountFacts(is_bot=True), "I only talk with people, not with other bots."),
            (AccountFacts(is_deactivated=True), "This account is no longer active here"),
        ],
    )
    @pytest.mark.parametrize("line", ["", "show 4", "done 4", "help", "nonsense", "show NRP-999"])
    def test_are_refused_on_every_request_in_the_same_words(
        self, shared_store: Store, facts: AccountFacts, sentence: str, line: str
    ) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.facts = facts
        lead.clock.time += FACTS_LAST + timedelta(seconds=1)
        reply = lead.say(line)
        assert reply.outcome == "refused"
        assert reply.text.startswith(sentence)
        assert not list(reply.buttons())
        assert "NRP" not in reply.text

    def test_what_the_platform_says_is_asked_again_after_an_hour(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.facts = AccountFacts(is_deactivated=True)
        assert lead.say("mine").outcome == "ok"
        lead.clock.time += FACTS_LAST + timedelta(seconds=1)
        assert lead.say("mine").outcome == "refused"
        lead.facts = AccountFacts()
        assert lead.say("mine").outcome == "refused", "believed for an hour"
        lead.clock.time += FACTS_LAST + timedelta(seconds=1)
        assert lead.say("mine").outcome == "ok"

    def test_an_account_that_nobody_linked_is_told_who_can(self, shared_store: Store) -> None:
        _, _, town = talks(shared_store, actions=4)
        newcomer(shared_store, town, "Ada Lund", Role.ADMINISTRATOR)
        unknown = replace(town.lead_account, external_id="U0UNKNOWN")
        talk = Talk(shared_store, town.workspace, unknown)
        for line in ("mine", "show 4", "done 4", "nonsense", "show 4000"):
            assert talk.say(line).text == (
                "I don't know yet who you are in the action plans, so I can't show you anything. "
                "Please say by which name or initials the plan calls you, or ask Ada Lund to link your account "
                "(Slack U0UNKNOWN)."
            )
            assert talk.last.outcome == "refused"

    def test_a_workspace_that_is_not_set_up_learns_nothing(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        talk = Talk(shared_store, replace(town.workspace, external_id="T0NOWHERE"), lead.account)
        assert talk.say("mine").text.startswith("Action Log is not set up for this workspace.")
        assert talk.last.outcome == "refused"

    def test_an_account_of_another_workspace_is_a_stranger_in_this_one(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        _, _, elsewhere = talks(shared_store, name="Elsewhere Council", code="ELS", actions=4)
        talk = Talk(shared_store, elsewhere.workspace, lead.account)
        assert talk.say("show ELS-4").outcome == "refused"

    def test_two_first_requests_at_once_both_get_an_answer(self, shared_store: Store) -> None:
        _, _, town = talks(shared_store, actions=4)
        newcomer(shared_store, town, "Ada Lund", Role.ADMINISTRATOR)
        unknown = replace(town.lead_account, external_id="U0FRESH")
        gate, answers = threading.Barrier(6), []

        def speak() -> None:
            gate.wait(10)
            talk = Talk(shared_store, town.workspace, unknown)
            answers.append(talk.say("mine").outcome)

        threads = [threading.Thread(target=speak) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert answers == ["refused"] * 6


class Stub:
    """A store that answers as it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Callable[..., object]:
        def fail(*args: object, **kwargs: object) -> object:
            raise self.error

        return fail


class TestTrouble:
    def inbound(self) -> Inbound:
        return Inbound(Platform.SLACK, "T1", "U1", "D1", said="mine")

    def test_a_database_that_is_away_is_said_so(self) -> None:
        bus = Bus(store=Stub(Unavailable("gone")), clock=StoppedClock(), registry=registry)  # type: ignore[arg-type]  # it fails at once
        reply = bus.receive(self.inbound())
        assert reply.outcome == "failed"
        assert reply.text == "I can't reach my records just now, so nothing was saved. Please try again in a minute."

    def test_who_loses_every_race_is_asked_to_try_again(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        tries = []
        busy = Registry()

        def always_late(message: object, ctx: object) -> Reply:
            tries.append(message)
            raise StaleWrite("actions.version")

        for entry in registry.entries():
            busy.handles(entry.message, verb=entry.verb, aliases=entry.aliases, parse=entry.parse)(always_late)
        bus = Bus(store=shared_store, clock=lead.clock, registry=busy)
        inbound = Inbound(
            lead.account.platform, lead.workspace.external_id, lead.account.external_id, "D1", said="done 4"
        )
        try:
            reply = bus.receive(inbound)
        except NeedFacts:
            reply = bus.receive(replace(inbound, facts=AccountFacts()))
        assert reply.outcome == "stale"
        assert "Nothing was saved; please try again." in reply.text
        assert len(tries) == 4

    def test_two_people_at_once_lose_nothing(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        gate, answers = threading.Barrier(2), []

        def speak(talk: Talk) -> None:
            gate.wait(10)
            answers.append(talk.say("done 4").outcome)

        threads = [threading.Thread(target=speak, args=(talk,)) for talk in (boss, lead)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(answers) == ["ok", "stale"]
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            assert uow.history.of_action(town.actions[3].id)[1] == 1

    def test_the_same_delivery_at_the_same_time_has_one_effect_and_one_answer(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        gate, answers = threading.Barrier(4), []

        def speak() -> None:
            talk = Talk(shared_store, town.workspace, town.lead_account)
            gate.wait(10)
            answers.append(talk.say("update 4 survey sent out", delivery="trigger-1"))

        threads = [threading.Thread(target=speak) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert len({answer.model_dump_json() for answer in answers}) == 1
        assert answers[0].outcome == "ok"
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            assert len(uow.actions.notes(town.actions[3].id)) == 1
        assert lead.say("history 4").text.count("survey sent out") == 1


HOSTILE = [
    "<!channel> <@U1> <https://evil.example|click>",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    "<at>everyone</at> [link](https://evil.example) ![x](y)",
    "<script>alert(1)</script> &amp; &lt;",
    "a\0b",
    "half a pair \ud83d of surrogates",
    "\u202eright to left\u202c",
    "👩\u200d👩\u200d👧\u200d👦" * 50,
    "x" * 9_900,
    "line one\nline two\r\nline three\ttab",
    "'; DROP TABLE actions; --",
    "%s %(x)s {0} ${HOME}",
    "⟦U1|Imogen⟧",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_words_are_kept_as_words_wherever_they_are_said(shared_store: Store, text: str) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    kept = text.replace("\0", "").replace("\ud83d", "\ufffd").replace("⟦U1|Imogen⟧", "Imogen")
    lead.say("update 4")
    assert lead.fill_in({"text": text}).outcome == "ok"
    with shared_store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert [note.text for note in uow.actions.notes(town.actions[3].id)] == [kept.strip()]
    for line in (f"done 4: {text}", f"reopen 4: {text}", f"rag 4 red because {text}"):
        assert lead.say(line).outcome in {"ok", "asked"}, line[:40]
    searched = lead.say(f"find {text[:150]}")
    assert searched.outcome == ("ok" if re.search(r"\w", text[:150]) else "invalid")
    for line in (f"date 4 1 March 2027 because {text}", f"date 4 {text}", f"show {text}", f"mine {text}", text):
        assert lead.say(line).outcome in {"ok", "asked", "invalid", "not_found"}, line[:40]
        assert len(lead.last.text) < 12_000
    assert boss.say(f"assign 4 to {text[:900]}").outcome in {"ok", "asked", "invalid", "not_found"}
    assert lead.say("history 4").outcome == "ok"
    assert lead.say("show 4").outcome == "ok"
    assert lead.say("mine").outcome == "ok"


@pytest.mark.parametrize("line", ["update 4 {}", "done 4: {}", "reopen 4: {}", "find {}", "help {}", "date 4 {}", "{}"])
def test_what_is_far_too_long_is_refused_kindly_and_changes_nothing(shared_store: Store, line: str) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    reply = lead.say(line.format("long " * 3_000))
    assert reply.outcome in {"ok", "invalid"}
    assert len(reply.text) < 500
    assert "Nothing has changed" in lead.say("history 4").text


def test_an_account_is_not_what_a_payload_says(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    payload = {"do": "complete", "with": {"ref": "NRP-1", "actor": town.coordinator.id, "by": "Tobias Wren"}}
    assert lead._send(pressed=payload).outcome == "refused"
    assert (
        lead._send(pressed=payload, fields={"actor": town.coordinator.id, "role": "coordinator"}).outcome == "refused"
    )
    assert isinstance(town.lead_account, Account)
