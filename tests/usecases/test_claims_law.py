"""The law of claims: no sequence of what strangers say and press gives them sight of an action, unless a coordinator or
an administrator confirmed it (or had said before that it needs no confirming).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from domain.context import AccountFacts
from domain.events import PersonChanged
from domain.ids import AccountId, new_id
from domain.people import EVERYTHING, SYSTEM, Account, Role
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_claims import administrator

NAMES = ["Rowan Ashdown", "Imogen Vale", "Tobias Wren", "Ada Lund", "Head Parks", "Nobody Known", "R A"]
EMAILS = ["", "imogen@brackenford.example", "boss@brackenford.example", "stranger@elsewhere.example"]
SAID = ["RA", "Rowan Ashdown", "Head of Parks", "Imogen Vale", "Tobias Wren", "Ada Lund", "the boss", "NRP-1"]
LINES = [
    *("mine", "mine all", "show NRP-2", "done NRP-2", "overdue", "find dataset", "plans", "people", "refused"),
    *("nonsense", "history NRP-2", "role me administrator", "link Rowan Ashdown to me", "guest me NRP"),
    "deputy me until May",
]


class Strangers(RuleBasedStateMachine):
    """Three accounts that nobody linked say and press what they like, each also what another was offered."""

    store: Store

    @initialize()
    def begin(self) -> None:
        self.boss, _, self.town = talks(self.store, name=f"Council {new_id()}", actions=8)
        administrator(self.store, self.town)
        with self.store.writing(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            for person, email in ((self.town.lead, EMAILS[1]), (self.town.coordinator, EMAILS[2])):
                because = PersonChanged(at=builders.NOW, by=SYSTEM, person=person.name, what="email")
                uow.people.save(replace(person, email=email), because=because)
        self.strangers = [self.stranger(name, EMAILS[0]) for name in NAMES[:3]]
        self.offered: list[dict[str, Any]] = []
        self.confirmed: set[int] = set()

    def stranger(self, name: str, email: str) -> Talk:
        account = Account(
            AccountId(new_id()), self.town.id, self.town.workspace.id, self.town.workspace.platform, f"U{new_id()}"
        )
        facts = AccountFacts(display_name=name, email=email)
        return Talk(self.store, self.town.workspace, account, self.boss.clock, facts=facts)

    def heard(self, talk: Talk) -> None:
        self.offered += [button.sends.encode() for button in talk.last.buttons()]

    @rule(who=st.integers(0, 2), name=st.sampled_from(NAMES), email=st.sampled_from(EMAILS))
    def changes_the_profile(self, who: int, name: str, email: str) -> None:
        self.boss.clock.pass_(minutes=61)
        self.strangers[who].facts = AccountFacts(display_name=name, email=email)

    @rule(who=st.integers(0, 2), line=st.sampled_from(LINES))
    def says(self, who: int, line: str) -> None:
        self.strangers[who].say(line)
        self.heard(self.strangers[who])

    @rule(who=st.integers(0, 2), which=st.integers(0, 200))
    def presses_anything_that_anybody_was_offered(self, who: int, which: int) -> None:
        if self.offered:
            self.strangers[who]._send(pressed=self.offered[which % len(self.offered)])
            self.heard(self.strangers[who])

    @rule(who=st.integers(0, 2), said=st.sampled_from(SAID))
    def says_a_name(self, who: int, said: str) -> None:
        self.strangers[who]._send(pressed={"do": "claim_name", "with": {"said": said}})

    @rule(who=st.integers(0, 2), which=st.integers(0, 50), yes=st.booleans(), place=st.booleans())
    def decides_for_themselves(self, who: int, which: int, yes: bool, place: bool) -> None:
        with self.store.reading(self.town.id) as uow:
            waiting = list(uow.claims.waiting())
        if waiting:
            claim = waiting[which % len(waiting)].id
            message = {"do": "decide_claim", "with": {"claim": claim, "yes": yes}}
            if place:
                message = {"do": "place_claimant", "with": {"claim": claim, "who": "Rowan Ashdown"}}
            self.strangers[who]._send(pressed=message)

    @rule(which=st.integers(0, 50), yes=st.booleans())
    def the_coordinator_decides(self, which: int, yes: bool) -> None:
        with self.store.reading(self.town.id) as uow:
            waiting = list(uow.claims.waiting())
        if not waiting:
            return
        claim = waiting[which % len(waiting)]
        reply = self.boss._send(pressed={"do": "decide_claim", "with": {"claim": claim.id, "yes": yes}})
        if reply.outcome == "ok" and yes:
            self.confirmed |= {n for n, one in enumerate(self.strangers) if self.account(one).id == claim.account_id}

    def account(self, talk: Talk) -> Account:
        with self.store.reading(self.town.id) as uow:
            return uow.people.account(self.town.workspace.id, talk.account.external_id) or talk.account

    @invariant()
    def who_was_not_confirmed_sees_nothing(self) -> None:
        for number, talk in enumerate(getattr(self, "strangers", ())):
            if number in self.confirmed:
                continue
            assert self.account(talk).person_id is None
            reply = talk.say("show NRP-2")
            assert reply.outcome == "refused"
            assert "dataset" not in reply.text

    @invariant()
    def nobody_became_anything_more(self) -> None:
        if hasattr(self, "town"):
            with self.store.reading(self.town.id) as uow:
                assert [one.name for one in uow.people.holders(Role.ADMINISTRATOR, None)] == ["Ada Lund"]
                assert [one.name for one in uow.people.holders(Role.COORDINATOR, self.town.plan.id)] == ["Tobias Wren"]


@pytest.mark.parametrize("shared_store", ["sqlite"], indirect=True)
def test_no_claim_gives_sight_without_somebody_who_may_confirm_it(shared_store: Store) -> None:
    class Here(Strangers):
        store = shared_store

    few = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=few)  # type: ignore[no-untyped-call]  # hypothesis's own
