"""The demonstration's people: invented, with accounts on both pretend platforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.ids import OrganisationId, PersonId, new_id
from domain.importing.draft import DraftPlan
from domain.people import EVERYTHING, Organisation, Person, Platform, Role, Signature
from domain.ports import Store
from domain.usecases.import_plan import store_draft
from domain.usecases.linking import AccountRef, give_role, link, set_up
from domain.usecases.workspaces import add_workspace

SLACK_TEAM = "T0AMBER001"
TEAMS_TENANT = "4a6f3f0e-5f0c-4c1e-9d6a-0a3b6c1d2e30"
ADMINISTRATOR = "Grace Dunn"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody one can be in the demonstration. `leads` are the printed names that are theirs in the sample plan."""

    name: str
    post: str
    slack: str
    teams: str
    leads: tuple[str, ...] = ()
    guest: bool = False
    known: bool = True


PEOPLE = (
    DemoPerson(
        ADMINISTRATOR,
        "Partnership coordinator",
        "U0GRACE001",
        "0e1c7a52-1111-4a6b-8d51-6a8f0c1a0001",
        ("Partnership Office",),
    ),
    DemoPerson("Mary Khan", "Head of safeguarding", "U0MARY0002", "0e1c7a52-2222-4a6b-8d51-6a8f0c1a0002", ("MK",)),
    DemoPerson("Rosa Okafor", "NHS lead nurse", "U0ROSA0003", "0e1c7a52-3333-4a6b-8d51-6a8f0c1a0003", ("RO",)),
    DemoPerson("Tom Bell", "Engagement officer", "U0TOM00004", "0e1c7a52-4444-4a6b-8d51-6a8f0c1a0004", ("TB",)),
    DemoPerson(
        "Priya Nair",
        "Principal social worker",
        "U0PRIYA005",
        "0e1c7a52-5555-4a6b-8d51-6a8f0c1a0005",
        ("Practice Lead", "Data Team"),
    ),
    DemoPerson("Dev Shah", "Director", "U0DEV00006", "0e1c7a52-6666-4a6b-8d51-6a8f0c1a0006"),
    DemoPerson(
        "Sam Reid (guest)",
        "Contractor, a guest account",
        "U0SAM00007",
        "0e1c7a52-7777-4a6b-8d51-6a8f0c1a0007",
        guest=True,
        known=False,
    ),
)


def furnish(store: Store, draft: DraftPlan, *, now: datetime, source: str, sha256: str) -> Organisation:
    """Make the demonstration's organisation, import its plan, and link its people.

    In a plan that is not the sample, the leads with the most actions are given to the demonstration's people.
    """
    organisation = Organisation(OrganisationId(new_id()), "Ambermere Council", demonstration=True)
    administrator = set_up(
        store, organisation, ADMINISTRATOR, by=Signature(None, "Demonstration", Platform.CONSOLE), at=now
    )
    add_workspace(store, organisation.id, Platform.SLACK, SLACK_TEAM, "Ambermere (pretend Slack)", at=now)
    add_workspace(store, organisation.id, Platform.TEAMS, TEAMS_TENANT, "Ambermere (pretend Teams)", at=now)
    by = Signature(administrator.id, administrator.name, Platform.CONSOLE)
    with store.writing(organisation.id) as uow:
        uow.see_with(EVERYTHING)
        plan = store_draft(uow, draft, coordinator=administrator, by=by, at=now, source=source, sha256=sha256)
        names = _who_leads(draft)
        for person in PEOPLE:
            if not person.known:
                continue
            accounts = (
                AccountRef(Platform.SLACK, SLACK_TEAM, person.slack),
                AccountRef(Platform.TEAMS, TEAMS_TENANT, person.teams),
            )
            if not uow.people.named(person.name):
                uow.people.add(Person(PersonId(new_id()), organisation.id, person.name))
            for printed in names.get(person.name, ()) or (person.name,):
                link(uow, printed, accounts=accounts, person_name=person.name, plan=plan, by=by, at=now)
        director = uow.people.named("Dev Shah")[0]
        give_role(uow, director, Role.VIEWER, plan, by=by, at=now)
    return organisation


def _who_leads(draft: DraftPlan) -> Mapping[str, tuple[str, ...]]:
    counts: dict[str, int] = {}
    for action in draft.actions:
        for lead in action.leads:
            counts[lead.name] = counts.get(lead.name, 0) + 1
    ours = {person.name: tuple(name for name in person.leads if name in counts) for person in PEOPLE}
    if any(ours.values()):
        return ours
    busiest = sorted(counts, key=lambda name: (-counts[name], name))
    leading = [person.name for person in PEOPLE if person.leads]
    return {name: tuple(busiest[index :: len(leading)][:1]) for index, name in enumerate(leading)}
