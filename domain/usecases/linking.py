"""Who is who: the organisation and its workspaces, the person behind a printed lead, their accounts and roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import Invalid, NotFound
from domain.events import AccountLinked, LeadLinked, PersonChanged, RoleGiven, RoleTaken
from domain.ids import AccountId, PersonId, WorkspaceId, new_id
from domain.language.likeness import near
from domain.language.naming import can_be_a_name
from domain.people import (
    EVERYTHING,
    Account,
    Membership,
    Organisation,
    Person,
    PersonKind,
    Platform,
    Role,
    Signature,
    Workspace,
)
from domain.plans import Lead, Plan
from domain.ports import Store, UnitOfWork
from domain.presenters import join_names, say_value
from domain.speech import tr
from domain.usecases.handing_on import hand_on, no_longer_coordinates

_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def plain_id(given: str) -> str:
    """An id as the platforms' adapters give it: GUIDs mean the same in capitals, and are kept in small letters."""
    return given.lower() if _GUID.fullmatch(given) else given


def is_guid(given: str) -> bool:
    """Is it written as Microsoft writes the ids of tenants, apps and accounts?"""
    return _GUID.fullmatch(given) is not None


def workspace_id(platform: Platform, given: str) -> str:
    """A Slack team's or Teams tenant's id as the platform spells it.

    Raises:
        Invalid: it can't be one.
    """
    given = given.strip()
    if platform is Platform.SLACK and not re.fullmatch(r"[TE][A-Z0-9]+", given):
        raise Invalid(
            tr(
                "“{given}” is no Slack workspace. Its id looks like T0123ABC; it is in the address of Slack.",
                given=given,
            )
        )
    if platform is Platform.TEAMS and not re.fullmatch(r"[^\s/,]+", given):
        raise Invalid(
            tr(
                "“{given}” is no Teams tenant. Its Directory (tenant) ID looks like "
                "00000000-0000-4000-8000-000000000000.",
                given=given,
            )
        )
    return plain_id(given)


@dataclass(frozen=True, slots=True)
class AccountRef:
    """An account as an administrator gives it: `T1/U1` on Slack, `TENANT/OBJECT-ID` on Teams."""

    platform: Platform
    workspace: str
    external_id: str

    @classmethod
    def parse(cls, platform: Platform, text: str) -> AccountRef:
        """Read `WORKSPACE/ACCOUNT`.

        Raises:
            Invalid: it has not this form.
        """
        workspace, slash, account = text.strip().partition("/")
        if not (workspace and slash and account) or "/" in account:
            shape = "T0123/U0456" if platform is Platform.SLACK else "TENANT-ID/OBJECT-ID"
            raise Invalid(
                tr(
                    "“{text}” is no {platform} account. It looks like {shape}.",
                    text=text,
                    platform=platform.value.title(),
                    shape=shape,
                )
            )
        return cls(platform, plain_id(workspace), plain_id(account))


def set_up(store: Store, organisation: Organisation, administrator: str, *, by: Signature, at: datetime) -> Person:
    """Make an organisation, its console, and its first administrator: all of it or nothing, so that a setup that was
    cut off can be run again.
    """
    with store.founding(organisation) as uow:
        uow.see_with(EVERYTHING)
        person = Person(PersonId(new_id()), organisation.id, administrator)
        uow.people.add(person)
        uow.people.give_role(
            Membership(person.id, Role.ADMINISTRATOR),
            because=RoleGiven(at=at, by=by, person=person.name, role=Role.ADMINISTRATOR.value, person_id=person.id),
        )
        uow.add_workspace(
            Workspace(WorkspaceId(new_id()), organisation.id, Platform.CONSOLE, organisation.id, "Console")
        )
    return person


def console_account(uow: UnitOfWork, person: Person, workspace: Workspace) -> Account:
    """The account under which somebody speaks at the console: whoever runs it holds the database anyway."""
    account = uow.people.account(workspace.id, person.id)
    if account is None:
        account = Account(
            id=AccountId(new_id()),
            organisation_id=person.organisation_id,
            workspace_id=workspace.id,
            platform=Platform.CONSOLE,
            external_id=person.id,
            person_id=person.id,
            display_name=person.name,
        )
        uow.people.save_account(account)
    return account


def one_person(uow: UnitOfWork, name: str) -> Person:
    """The person of this name, or of this e-mail address.

    Raises:
        NotFound, Invalid: there is none, or more than one.
    """
    found = [one for one in uow.people.named(name) if one.kind is PersonKind.PERSON]
    found = found or [one for one in uow.people.by_email(name) if one.kind is PersonKind.PERSON]
    if not found:
        raise _not_known(uow, name)
    if len(found) > 1:
        raise _several(found, name)
    return found[0]


def one_or_new(uow: UnitOfWork, name: str, *, new: bool, by: Signature, at: datetime) -> tuple[Person, bool]:
    """The person of this name or e-mail address; somebody new where nobody is called nearly so, or `new` says it.
    Says too whether they are new.

    Raises:
        NotFound, Invalid: it may be a slip, or more than one is called so.
    """
    found = [one for one in uow.people.named(name) if one.kind is PersonKind.PERSON and one.left_at is None]
    found = found or [one for one in uow.people.by_email(name) if one.kind is PersonKind.PERSON]
    if len(found) > 1 and not new:
        raise _several(found, name)
    if found and not new:
        return found[0], False
    if not new and _alike(uow, name):
        raise _not_known(uow, name, may_be_new=True)
    name = " ".join(name.split())
    if not can_be_a_name(name):
        raise Invalid(tr("“{name}” is no name of a person.", name=name[:60]))
    made = Person(PersonId(new_id()), uow.organisation.id, name)
    uow.people.add(made)
    uow.history.add(PersonChanged(at=at, by=by, person=made.name, what="added"))
    return made, True


def _alike(uow: UnitOfWork, name: str) -> list[str]:
    return near(name, [one.name for one in uow.people.all() if one.kind is PersonKind.PERSON])


def _not_known(uow: UnitOfWork, name: str, *, may_be_new: bool = False) -> NotFound:
    said = tr("I know nobody called {name}.", name=name)
    if alike := _alike(uow, name):
        said += " " + tr("Did you mean {names}?", names=join_names(alike, "or"))
        return NotFound(said + (" " + tr("If it is somebody new, please add --new.") if may_be_new else ""))
    everybody = (person.name for person in uow.people.all() if person.kind is PersonKind.PERSON)
    known = ", ".join(sorted(everybody)[:8])
    return NotFound(f"{said} {tr('I know {known}.', known=known or tr('nobody yet'))}")


def _several(people: Sequence[Person], name: str) -> Invalid:
    said = tr("There are {count} people called {name}.", count=len(people), name=name)
    emails = [one.email for one in people if one.email]
    if not emails:
        return Invalid(said)
    return Invalid(f"{said} {tr('Please say which by their address: {emails}.', emails=join_names(emails, 'or'))}")


def link(
    uow: UnitOfWork,
    printed: str,
    *,
    accounts: tuple[AccountRef, ...],
    person_name: str | None,
    plan: Plan | None,
    by: Signature,
    at: datetime,
    new: bool = False,
) -> tuple[Person, int, bool]:
    """Say that a printed lead is a person, and that these accounts are theirs; gives the person, how many leads, and
    whether nobody knew them before. `new` says that a name is somebody new's, though it is like another.

    Without `plan` every plan's lead of that name is linked. Without `person_name` it is the person whose account or
    lead it is already; else one who is called like the lead, else a new one. With it, an account may change hands.

    Raises:
        NotFound, Invalid: no such lead or workspace, or the lead and the accounts are different people's already.
    """
    wanted = printed.strip().casefold()
    leads = [lead for lead in uow.plans.leads(plan.id if plan else None) if lead.name.casefold() == wanted]
    workspaces = {ref: _workspace(uow, ref) for ref in accounts}
    known = {one.id for one in uow.people.all()}
    person = _who(uow, printed, leads, workspaces, person_name, new=new, by=by, at=at)
    for lead in leads:
        if lead.person_id == person.id:
            continue
        join(uow, lead, person, by=by, at=at)
    for ref, workspace in workspaces.items():
        _link_account(uow, ref, workspace, person, by=by, at=at)
    return person, len(leads), person.id not in known


def join(uow: UnitOfWork, lead: Lead, person: Person, *, by: Signature, at: datetime) -> LeadLinked:
    """A printed lead is this person from now on; gives what was written down of it."""
    before = uow.people.person(lead.person_id) if lead.person_id else None
    linked = LeadLinked(
        at=at,
        by=by,
        plan_id=lead.plan_id,
        lead=lead.name,
        before=before.name if before else None,
        after=person.name,
        lead_id=lead.id,
        before_id=before.id if before else "",
        after_id=person.id,
        what=person.kind.value,
    )
    uow.plans.link_lead(lead.id, person.id, because=linked)
    return linked


def _who(
    uow: UnitOfWork,
    printed: str,
    leads: Sequence[Lead],
    workspaces: Mapping[AccountRef, Workspace],
    person_name: str | None,
    *,
    new: bool,
    by: Signature,
    at: datetime,
) -> Person:
    name = (person_name or (leads[0].name if leads else printed)).strip()
    meant: dict[PersonId, Person] = {}
    if not person_name:  # two initials can be one person: nobody is made twice, and no account taken from anybody
        known = [account for ref, at in workspaces.items() if (account := uow.people.account(at.id, ref.external_id))]
        for person_id in (*(account.person_id for account in known), *(lead.person_id for lead in leads)):
            if person_id and (person := uow.people.person(person_id)):
                meant[person.id] = person
    if not meant or not leads:
        named = [one for one in uow.people.named(name) if one.left_at is None]
        named = [] if new else named or [one for one in uow.people.by_email(name) if one.left_at is None]
        if not named and not leads:
            said = tr("No plan has a lead called {printed}, and I know nobody of that name.", printed=printed)
            everybody = [lead.name for lead in uow.plans.leads()] + [one.name for one in uow.people.all()]
            alike = join_names(near(printed, everybody), "or")
            raise NotFound(f"{said} {tr('Did you mean {names}?', names=alike)}" if alike else said)
        if len(named) > 1:
            raise _several(named, name)
        meant |= {person.id: person for person in named}
    if len(meant) > 1:
        names = join_names(sorted(f"“{person.name}”" for person in meant.values()))
        raise Invalid(
            tr(
                "This lead or account is linked to different people already: {names}. Please say who "
                "it is with --person NAME, and add --plan CODE if that holds in one plan only.",
                names=names,
            )
        )
    if meant:
        return next(iter(meant.values()))
    return one_or_new(uow, name, new=new, by=by, at=at)[0]


def _workspace(uow: UnitOfWork, ref: AccountRef) -> Workspace:
    for one in uow.workspaces():
        if (one.platform, one.external_id) == (ref.platform, ref.workspace):
            return one
    raise NotFound(
        tr(
            "The {platform} workspace {workspace} is not set up. Add it with: actionlog workspace "
            "add {platform2} {workspace}",
            platform=ref.platform.value.title(),
            workspace=ref.workspace,
            platform2=ref.platform.value,
        )
    )


def _link_account(
    uow: UnitOfWork, ref: AccountRef, workspace: Workspace, person: Person, *, by: Signature, at: datetime
) -> None:
    account = uow.people.account(workspace.id, ref.external_id)
    before = uow.people.person(account.person_id) if account and account.person_id else None
    if before is not None and before.id == person.id:
        return
    if account is None:
        account = Account(
            id=AccountId(new_id()),
            organisation_id=uow.organisation.id,
            workspace_id=workspace.id,
            platform=ref.platform,
            external_id=ref.external_id,
        )
    uow.people.save_account(
        replace(account, person_id=person.id),
        because=AccountLinked(
            at=at,
            by=by,
            platform=ref.platform.value,
            account=ref.external_id,
            before=before.name if before else None,
            after=person.name,
            account_id=account.id,
            before_id=before.id if before else "",
            after_id=person.id,
        ),
    )


def give_role(uow: UnitOfWork, person: Person, role: Role, plan: Plan | None, *, by: Signature, at: datetime) -> None:
    """Make somebody coordinator or viewer of a plan, or administrator.

    Raises:
        Invalid: the role does not go with (or without) a plan.
    """
    _check(role, plan)
    uow.people.give_role(
        Membership(person.id, role, plan.id if plan else None),
        because=RoleGiven(
            at=at, by=by, plan_id=plan.id if plan else None, person=person.name, role=role.value, person_id=person.id
        ),
    )
    if role is Role.COORDINATOR and plan is not None:
        hand_on(uow, plan.id, now=at)


def take_role(uow: UnitOfWork, person: Person, role: Role, plan: Plan | None, *, by: Signature, at: datetime) -> str:
    """Take it; gives what there is to say beside: that a plan has no coordinator any more.

    Raises:
        Invalid: they don't have it, or are the last administrator.
    """
    _check(role, plan)
    plan_id = plan.id if plan else None
    holders = {one.id for one in uow.people.holders(role, plan_id)}
    if role is Role.ADMINISTRATOR and holders == {person.id}:
        raise Invalid(
            tr("{name} is the only administrator. Please make somebody else administrator first.", name=person.name)
        )
    because = RoleTaken(at=at, by=by, plan_id=plan_id, person=person.name, role=role.value, person_id=person.id)
    if not uow.people.take_role(Membership(person.id, role, plan_id), because=because):
        raise Invalid(
            tr(
                "{name} is not {role}{more}.",
                name=person.name,
                role=say_value(role),
                more=tr(" of {code}", code=plan.code) if plan else "",
            )
        )
    if role is not Role.COORDINATOR or plan is None:
        return ""
    return no_longer_coordinates(uow, person, plan, now=at, sight=EVERYTHING)


def _check(role: Role, plan: Plan | None) -> None:
    if role is Role.LEAD:
        raise Invalid(tr("Leads come from the plan: link the printed name to the person."))
    if (role is Role.ADMINISTRATOR) != (plan is None):
        raise Invalid(tr("An administrator has no plan; every other role needs one, with --plan CODE."))
