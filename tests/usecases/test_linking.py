"""Who is who, as an administrator says it at the terminal."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from domain.errors import Invalid, NotFound
from domain.people import EVERYTHING, SYSTEM, Organisation, Platform, Workspace
from domain.ports import Store
from domain.usecases.linking import AccountRef, link, set_up
from tests import builders

TENANT, PERSON = "4A6F3F0E-5F0C-4C1E-9D6A-0A3B6C1D2E30", "0E1C7A52-1111-4A6B-8D51-6A8F0C1A0001"


def test_ids_of_teams_are_the_same_in_capitals() -> None:
    ref = AccountRef.parse(Platform.TEAMS, f"{TENANT}/{PERSON}")
    assert (ref.workspace, ref.external_id) == (TENANT.lower(), PERSON.lower())


def test_ids_that_are_no_guid_are_kept_as_given() -> None:
    assert AccountRef.parse(Platform.SLACK, "T0AB/U0cD").external_id == "U0cD"
    assert AccountRef.parse(Platform.TEAMS, "local/29:AbC").external_id == "29:AbC"


@pytest.mark.parametrize("text", ["", "U1", "T1/", "/U1", "T1/U1/x"])
def test_an_account_without_its_workspace_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match="It looks like T0123/U0456"):
        AccountRef.parse(Platform.SLACK, text)


@dataclass
class Desk:
    """An administrator at the terminal, with two plans whose leads nobody has linked yet."""

    store: Store
    organisation: Organisation
    workspace: Workspace

    @classmethod
    def open(cls, store: Store) -> Desk:
        organisation = builders.organisation()
        workspace = builders.workspace(organisation)
        with store.founding(organisation) as uow:
            uow.see_with(EVERYTHING)
            uow.add_workspace(workspace)
            for code in ("NRP", "HSP"):
                contents = builders.plan(organisation, code)
                uow.plans.add(contents, because=builders.imported(contents))
        return cls(store, organisation, workspace)

    def link(self, lead: str, *users: str, person: str | None = None, plan: str | None = None) -> str:
        """Link a lead, and give the person's name."""
        refs = tuple(AccountRef(Platform.SLACK, self.workspace.external_id, user) for user in users)
        with self.store.writing(self.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            found = uow.plans.by_code(plan) if plan else None
            by = builders.signature(builders.person(self.organisation))
            who, _, _ = link(uow, lead, accounts=refs, person_name=person, plan=found, by=by, at=builders.NOW)
        return who.name

    def people(self) -> list[str]:
        with self.store.reading(self.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            return sorted(person.name for person in uow.people.all())

    def owner(self, user: str) -> str:
        with self.store.reading(self.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            account = uow.people.account(self.workspace.id, user)
            person = uow.people.person(account.person_id) if account and account.person_id else None
            return person.name if person else ""


def test_a_second_lead_with_the_same_account_is_the_same_person(shared_store: Store) -> None:
    desk = Desk.open(shared_store)
    desk.link("Rowan Ashdown", "U1", person="Rowan Ash")
    assert desk.link("Head of Parks", "U1") == "Rowan Ash"
    assert desk.people() == ["Rowan Ash"]


def test_a_linked_lead_gets_another_account_without_its_persons_name(shared_store: Store) -> None:
    desk = Desk.open(shared_store)
    desk.link("Head of Parks", "U1", person="Rowan Ash")
    assert desk.link("Head of Parks", "U2") == "Rowan Ash"
    assert desk.owner("U1") == desk.owner("U2") == "Rowan Ash"


def test_an_account_is_not_taken_from_somebody_unless_their_heir_is_named(shared_store: Store) -> None:
    desk = Desk.open(shared_store)
    desk.link("Head of Parks", "U1", person="Rowan Ash")
    desk.link("Imogen Vale", "U2")
    with pytest.raises(Invalid, match=r"different people already: “Imogen Vale” and “Rowan Ash”.*--person NAME"):
        desk.link("Imogen Vale", "U1")
    assert desk.owner("U1") == "Rowan Ash"
    assert desk.link("Imogen Vale", "U1", person="Imogen Vale") == "Imogen Vale"
    assert desk.owner("U1") == "Imogen Vale"


def test_the_same_initials_in_two_plans_can_be_two_people(shared_store: Store) -> None:
    desk = Desk.open(shared_store)
    desk.link("Head of Parks", person="Rowan Ash", plan="NRP")
    desk.link("Head of Parks", person="Sorrel Lane", plan="HSP")
    with pytest.raises(Invalid, match="--plan CODE"):
        desk.link("Head of Parks", "U1")
    assert desk.link("Head of Parks", "U1", plan="HSP") == "Sorrel Lane"


def test_an_account_of_somebody_says_nothing_of_a_name_that_no_plan_has(shared_store: Store) -> None:
    desk = Desk.open(shared_store)
    desk.link("Head of Parks", "U1", person="Rowan Ash")
    with pytest.raises(NotFound, match=r"No plan has a lead called Head of Park, .*Did you mean Head of Parks"):
        desk.link("Head of Park", "U1")


def test_a_setup_that_is_cut_off_leaves_nothing_behind_and_can_be_run_again(store: Store) -> None:
    council = builders.organisation("Brackenford Council")

    class CutOff(Exception):
        pass

    def begin_and_stop() -> None:
        with store.founding(council) as uow:
            uow.see_with(EVERYTHING)
            uow.people.add(builders.person(council, "Tobias Wren"))
            raise CutOff

    with pytest.raises(CutOff):
        begin_and_stop()
    assert council.name not in [one.name for one in store.organisations()]
    set_up(store, council, "Tobias Wren", by=SYSTEM, at=builders.NOW)
    with store.reading(council.id) as uow:
        uow.see_with(EVERYTHING)
        assert [one.name for one in uow.people.named("Tobias Wren")] == ["Tobias Wren"]
