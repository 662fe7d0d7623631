"""The first words of somebody whom nobody knows: what they are asked, who confirms it, and what they see until then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from domain.context import AccountFacts, Inbound
from domain.events import PlanSettingsChanged, RoleGiven
from domain.ids import AccountId, PersonId, new_id
from domain.people import EVERYTHING, SYSTEM, Account, Membership, Person, Role
from domain.people_messages import ClaimByName
from domain.ports import Store
from domain.views import Button, Reply
from tests import builders
from tests.letters import to_be_told
from tests.talk import Talk, talks

GRACE = AccountFacts(display_name="Rowan Ashdown", email="rowan.ashdown@brackenford.example")
HIDDEN = ("NRP-", "dataset", "overdue", "Head of Parks")


@dataclass
class Post:
    """What waits in the outbox for one account."""

    store: Store
    town: builders.Town
    sent: list[tuple[str, Reply]] = field(default_factory=list)

    def to(self, account: Account) -> list[Reply]:
        self.sent += to_be_told(self.store, self.town)
        while postings := self.store.claim("test", lease_seconds=60, limit=50, organisation_id=self.town.id):
            for posting in postings:
                self.sent.append((posting.destination.conversation, posting.reply))
                assert self.store.sent(posting, "test", new_id())
        found = [reply for where, reply in self.sent if where == account.external_id]
        self.sent = [(where, reply) for where, reply in self.sent if where != account.external_id]
        return found


def stranger(town: builders.Town, store: Store, facts: AccountFacts = GRACE) -> Talk:
    """Somebody with a good account that nobody has linked."""
    account = Account(AccountId(new_id()), town.id, town.workspace.id, town.workspace.platform, f"U{new_id()}")
    return Talk(store, town.workspace, account, facts=facts)


def administrator(store: Store, town: builders.Town, name: str = "Ada Lund") -> Talk:
    with store.writing(town.id) as uow:
        person = builders.person(town.organisation, name)
        account = builders.account(person, town.workspace)
        uow.people.add(person)
        uow.people.save_account(account)
        because = RoleGiven(at=builders.NOW, by=SYSTEM, person=name, role="administrator")
        uow.people.give_role(Membership(person.id, Role.ADMINISTRATOR), because=because)
    return Talk(store, town.workspace, account)


def press(talk: Talk, button: Button) -> Reply:
    return talk._send(pressed=button.sends.encode())


def settings(store: Store, town: builders.Town, **changes: bool) -> None:
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(town.plan.id)
        assert plan is not None
        because = PlanSettingsChanged(at=builders.NOW, by=SYSTEM, plan_id=plan.id, before={}, after=changes)
        uow.plans.save(replace(plan, settings=replace(plan.settings, **changes)), because=because)


def one(replies: list[Reply]) -> Reply:
    assert len(replies) == 1, [reply.text for reply in replies]
    return replies[0]


@pytest.mark.parametrize("line", ["mine", "show 4", "done 4", "nonsense", "help", "overdue", ""])
def test_whoever_is_unknown_is_asked_whether_they_are_a_lead_of_their_name(shared_store: Store, line: str) -> None:
    _, _, town = talks(shared_store, actions=8)
    new = stranger(town, shared_store)
    reply = new.say(line)
    assert reply.outcome == "refused"
    assert reply.text == (
        "I don't know yet who you are in the action plans, so I can't show you anything.\n"
        "Is this you? Rowan Ashdown, 2 actions in NRP"
    )
    assert new.labels() == ["Yes", "No", "Somebody else"]


def test_a_coordinator_confirms_and_from_then_on_their_actions_are_theirs(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    post, new = Post(shared_store, town), stranger(town, shared_store)
    new.say("mine")
    assert "I have asked Tobias Wren to confirm it; until then I can't show you anything." in new.press("Yes").text
    for line in ("mine", "show 2", "done 2", "find dataset", "plans", "history 2", "nonsense"):
        reply = new.say(line)
        assert reply.outcome == "refused"
        assert reply.text.startswith("You said that you are “Rowan Ashdown” in the plans.")
        assert not any(word in reply.text for word in HIDDEN)
    asked = one(post.to(town.coordinator_account))
    assert (
        "Rowan Ashdown (Slack, rowan.ashdown@brackenford.example) says: I am “Rowan Ashdown” in NRP (2 open actions)"
        in (asked.text)
    )
    boss.last = asked
    assert "is now Rowan Ashdown" in boss.press("Confirm").text
    assert boss.labels() == ["Undo"]
    undo = boss.button("Undo")
    told = one(post.to(new.account))
    assert told.text == "Tobias Wren has confirmed who you are: Rowan Ashdown. Here is what you lead."
    assert new.say("mine").outcome == "ok"
    assert new.rows() == ["NRP-2", "NRP-6"]
    assert new.say("done 2").outcome == "ok"
    assert press(boss, undo).outcome == "ok"
    assert new.say("mine").outcome == "refused"


def test_who_was_refused_is_told_so_and_sees_nothing(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    post, new = Post(shared_store, town), stranger(town, shared_store)
    new.say("mine")
    new.press("Yes")
    boss.last = one(post.to(town.coordinator_account))
    assert boss.press("Not them").text.endswith("was not linked to “Rowan Ashdown”.")
    assert "Tobias Wren says that you are not “Rowan Ashdown”" in one(post.to(new.account)).text
    assert new.say("mine").text.startswith("I don't know yet who you are")
    boss.last = Reply(elements=boss.last.elements)
    assert press(boss, Button(label="x", sends=asked_again(boss, post, new))).outcome == "stale"


def asked_again(boss: Talk, post: Post, new: Talk) -> object:
    """The confirm button of a claim that was made, and taken back before anybody looked."""
    new.say("mine")
    new.press("Yes")
    boss.last = one(post.to(boss.account))
    new.press("That was a mistake")
    return boss.button("Confirm").sends


def test_only_those_who_run_the_plan_may_confirm(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=8)
    post, new = Post(shared_store, town), stranger(town, shared_store)
    new.say("mine")
    new.press("Yes")
    boss.last = one(post.to(town.coordinator_account))
    yes = boss.button("Confirm")
    for talk in (lead, stranger(town, shared_store), new):
        assert press(talk, yes).outcome == "refused"
    assert new.say("mine").outcome == "refused"
    assert press(administrator(shared_store, town), yes).outcome == "ok"
    assert press(boss, yes).outcome == "stale"


def test_a_work_email_proposes_the_person_and_is_never_a_silent_match(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        uow.people.add(Person(PersonId(new_id()), town.id, "Otto Birch", "Otto.Birch@brackenford.example"))
    post = Post(shared_store, town)
    admin = administrator(shared_store, town)
    facts = AccountFacts(display_name="O. B.", email="otto.birch@Brackenford.example")
    new = stranger(town, shared_store, facts)
    assert new.say("mine").text.endswith("Is this you? Otto Birch")
    new.press("Yes")
    assert new.say("mine").outcome == "refused"
    admin.last = one(post.to(admin.account))
    assert "The work e-mail address is the one we have for them." in admin.last.text
    assert admin.press("Confirm").outcome == "ok"
    assert new.say("mine").text.startswith("You are not the lead of any action yet.")
    assert boss.say("people").outcome == "ok"


def test_initials_fit_and_no_leads_on_to_the_next(shared_store: Store) -> None:
    def with_initials(contents: object) -> object:
        plan = contents
        leads = [replace(one, name="RA" if one.name == "Rowan Ashdown" else one.name) for one in plan.leads]  # type: ignore[attr-defined]  # the builder's plan
        return replace(plan, leads=leads)  # type: ignore[type-var]  # the builder's plan

    _, _, town = talks(shared_store, actions=8, edit=with_initials)
    new = stranger(town, shared_store)
    assert new.say("mine").text.endswith("Is this you? RA, 2 actions in NRP")
    assert "say by which name or initials the plan calls you" in new.press("No").text
    assert new.labels() == ["Say who I am"]


@pytest.mark.parametrize("said", ["Head of Parks", "Nobody At All", "imogen vale", "<b>x</b> ' -- ⟦U1|x⟧"])
def test_a_typed_name_is_answered_alike_whether_it_is_there_or_not(shared_store: Store, said: str) -> None:
    _, _, town = talks(shared_store, actions=8)
    new = stranger(town, shared_store)
    new.say("mine")
    new.press("Somebody else")
    reply = new.fill_in({"said": said})
    shown = " ".join(said.split()).replace("⟦U1|x⟧", "x")
    assert reply.text == (
        f"Thank you. You say that you are “{shown}”. It has to be confirmed; until then I can't show you anything."
    )


def test_who_can_not_be_placed_is_placed_by_an_administrator(shared_store: Store) -> None:
    _, _, town = talks(shared_store, actions=8)
    admin, post, new = administrator(shared_store, town), Post(shared_store, town), stranger(town, shared_store)
    new.say("mine")
    new.press("Somebody else")
    new.fill_in({"said": "the parks one"})
    admin.last = one(post.to(admin.account))
    assert "No plan has this name for somebody unknown." in admin.last.text
    admin.press("Say who it is")
    assert admin.fill_in({"who": "Head of Barks"}).field_errors
    assert admin.fill_in({"who": "head of parks"}).outcome == "ok"
    assert new.say("mine").outcome == "ok"
    assert new.rows() == ["NRP-1", "NRP-5"]


def test_nothing_of_a_restricted_plan_is_named_before_it_is_confirmed(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    settings(shared_store, town, restricted=True)
    new, post = stranger(town, shared_store), Post(shared_store, town)
    assert "NRP" not in new.say("mine").text
    assert new.labels() == ["Say who I am"]
    new.press("Say who I am")
    new.fill_in({"said": "Rowan Ashdown"})
    boss.last = one(post.to(town.coordinator_account))
    assert boss.press("Confirm").outcome == "ok"
    assert new.say("mine").outcome == "ok"
    assert new.rows() == ["NRP-2", "NRP-6"]


def test_a_plan_may_waive_it_for_a_full_name_or_an_email_but_not_for_initials(shared_store: Store) -> None:
    _, _, town = talks(shared_store, actions=8)
    settings(shared_store, town, claims_waived=True)
    post, new = Post(shared_store, town), stranger(town, shared_store)
    new.say("mine")
    assert new.press("Yes").text == "Thank you. You are Rowan Ashdown: your actions are here from now on."
    told = one(post.to(town.coordinator_account))
    assert "was linked at once" in told.text
    assert [button.label for button in told.buttons()] == ["Undo"]
    assert new.say("mine").outcome == "ok"


def test_who_runs_the_organisation_can_not_be_claimed_past_its_administrators(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    settings(shared_store, town, claims_waived=True)
    admin, post = administrator(shared_store, town), Post(shared_store, town)
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        second = Person(PersonId(new_id()), town.id, "Nell Carr", "nell@brackenford.example")
        uow.people.add(second)
        because = RoleGiven(at=builders.NOW, by=SYSTEM, person=second.name, role="administrator")
        uow.people.give_role(Membership(second.id, Role.ADMINISTRATOR), because=because)
    new = stranger(town, shared_store, AccountFacts(display_name="Nell Carr", email="nell@brackenford.example"))
    new.say("mine")
    assert "I have asked Ada Lund" in new.press("Yes").text
    admin.last = one(post.to(admin.account))
    yes = admin.button("Confirm")
    assert press(boss, yes).outcome == "refused"
    assert press(admin, yes).outcome == "ok"


def test_a_flood_of_claims_ends(shared_store: Store) -> None:
    _, _, town = talks(shared_store, actions=8)
    new = stranger(town, shared_store)
    for number in range(12):
        new.say("whoami")
        if "That was a mistake" in new.labels():
            new.press("That was a mistake")
        new._send(pressed={"do": "claim_name", "with": {"said": f"name {number}"}})
    assert "several times today" in new.last.text


def test_two_organisations_never_meet(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    their_boss, _, other = talks(shared_store, name="Elsewhere Council", code="ELS", actions=8)
    new, post, there = stranger(town, shared_store), Post(shared_store, town), Post(shared_store, other)
    new.say("mine")
    new.press("Yes")
    assert there.to(other.coordinator_account) == []
    boss.last = one(post.to(town.coordinator_account))
    assert press(their_boss, boss.button("Confirm")).outcome == "not_found"
    assert "ELS" not in new.say("mine").text


def test_who_claims_a_lead_that_is_another_by_now_can_still_be_placed(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    first, second = stranger(town, shared_store), stranger(town, shared_store)
    for new in (first, second):
        new.say("mine")
        new.press("Yes")
    boss.say("waiting")
    both = boss.last
    boss.press("Confirm")
    assert "But “Rowan Ashdown” is Rowan Ashdown by now." in boss.say("waiting").text
    assert boss.labels() == ["Say who it is", "Not them"]
    boss.last = both
    late = [one for one in both.buttons() if one.label == "Confirm"][1]
    assert press(boss, late).outcome == "stale"
    assert boss.labels() == ["Say who it is", "Not them"]
    boss.press("Say who it is")
    assert boss.fill_in({"who": "Head of Parks"}).outcome == "ok"
    assert boss.say("waiting").text == "Nothing waits for an answer."
    assert second.say("mine").outcome == "ok"
    assert second.rows() == ["NRP-1", "NRP-5"]


def two_who_say_the_same(store: Store) -> tuple[Talk, Talk, Talk, builders.Town]:
    boss, _, town = talks(store, actions=8)
    first = stranger(town, store)
    second = stranger(town, store, AccountFacts(display_name="Roz Ashdown", email="roz@brackenford.example"))
    first.say("mine")
    first.press("Yes")
    second.say("mine")
    second.send(Button(label="x", sends=ClaimByName(said="Rowan Ashdown")))
    boss.say("waiting")
    boss.press("Confirm")
    return boss, first, second, town


def test_two_who_say_the_same_never_become_one_person(shared_store: Store) -> None:
    boss, first, second, _ = two_who_say_the_same(shared_store)
    boss.say("waiting")
    assert "But “Rowan Ashdown” is Rowan Ashdown by now." in boss.last.text
    boss.press("Say who it is")
    assert boss.form().fields[0].value == ""
    refused = boss.fill_in({"who": "Rowan Ashdown"})
    assert "speaks from another Slack account" in refused.field_errors["who"]
    assert first.say("mine").outcome == "ok"
    assert second.say("mine").outcome == "refused"
    assert boss.fill_in({"who": "Head of Parks"}).outcome == "ok"
    assert second.say("whoami").text == "You are Roz Ashdown. Lead of NRP."


def test_an_account_in_the_place_of_a_closed_one_is_offered_its_person(shared_store: Store) -> None:
    boss, first, _, town = two_who_say_the_same(shared_store)
    first.clock.pass_(hours=2)
    first.facts = replace(GRACE, is_deactivated=True)
    assert first.say("mine").outcome == "refused"
    third = stranger(town, shared_store)
    third.clock = first.clock
    assert third.say("mine").text.endswith("Is this you? Rowan Ashdown, 2 actions in NRP")
    third.press("Yes")
    boss.say("waiting")
    boss.press("Confirm")
    assert third.say("mine").outcome == "ok"
    assert third.rows() == ["NRP-2", "NRP-6"]


def test_a_role_is_nobodys_account(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    new = stranger(town, shared_store)
    new.say("mine")
    new.press("Somebody else")
    new.fill_in({"said": "Head of Parks"})
    boss.say("waiting")
    asked = boss.last
    boss.say("link Head of Parks to role Imogen Vale")
    boss.last = asked
    assert boss.press("Confirm").outcome == "stale"
    boss.press("Say who it is")
    assert "is a role" in boss.fill_in({"who": "Head of Parks"}).field_errors["who"]
    assert new.say("mine").outcome == "refused"


def test_who_is_gone_before_it_is_confirmed_is_not_linked(shared_store: Store) -> None:
    boss, _, town = talks(shared_store, actions=8)
    new = stranger(town, shared_store)
    new.say("mine")
    new.press("Yes")
    boss.say("waiting")
    asked = boss.last
    new.clock.pass_(hours=2)
    new.facts = replace(GRACE, is_deactivated=True)
    new.say("mine")
    boss.last = asked
    reply = boss.press("Confirm")
    assert (reply.outcome, reply.text.split(". ", 1)[-1]) == ("stale", "That account is no longer active.")
    assert boss.say("waiting").text == "Nothing waits for an answer."
    boss.last = asked
    assert boss.press("Not them").outcome == "ok"


def test_an_answer_in_a_list_keeps_its_way_back(shared_store: Store) -> None:
    """The list in which it was pressed is drawn by the answer alone: an edit would sweep the Undo away."""
    boss, _, town = talks(shared_store, actions=8)
    post, new = Post(shared_store, town), stranger(town, shared_store)
    new.say("mine")
    new.press("Yes")
    post.to(town.coordinator_account)
    mine = boss.account
    said = Inbound(mine.platform, town.workspace.external_id, mine.external_id, "D1", said="waiting")
    shown = boss.say("waiting")
    for message in ("m1", "m2"):
        boss.bus.stands(said, shown, message)
    reply = boss.bus.receive(replace(said, said=None, pressed=boss.payload("Confirm"), on="m1"))
    assert "Undo" in [button.label for button in reply.buttons()]
    refreshed = [
        one.card.external_id
        for one in shared_store.claim("test", lease_seconds=60, limit=50, organisation_id=town.id)
        if one.card is not None and one.card.account == mine.external_id
    ]
    assert refreshed == ["m2"]
