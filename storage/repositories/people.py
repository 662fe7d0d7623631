"""People, their accounts and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, literal, select, union

from domain.errors import StaleWrite
from domain.events import Event
from domain.ids import AccountId, OrganisationId, PersonId, PlanId, WorkspaceId
from domain.people import Account, Membership, Person, PersonKind, Platform, Role, Speaker, StandIn
from domain.reminders.wishes import Wishes
from storage.gathered import Gathered, rows_of
from storage.mapping import AnyRow
from storage.prepared import Kept
from storage.repositories.history import log
from storage.repositories.refreshes import queue_refreshes_of_account, queue_refreshes_of_people
from storage.repositories.scope import LEADS_SOMETHING, ORGANISATION, Scope
from storage.repositories.stand_ins import StandIns, acts_for, stand_ins_from
from storage.repositories.waking import add_turn, wake
from storage.schema import accounts, deliveries, leads, memberships, people, preferences, workspaces
from storage.text import fold_key
from storage.types import Words

_PERSON: BindParameter[str] = bindparam("person")
_ACCOUNTS = select(
    *(column for column in accounts.c if column.name != "email"), accounts.c.email.label("email_address")
).where(accounts.c.organisation_id == ORGANISATION)
_BY_EXTERNAL_ID = _ACCOUNTS.where(
    accounts.c.workspace_id == bindparam("workspace"), accounts.c.external_id == bindparam("external")
)
_SPEAKER = _BY_EXTERNAL_ID.add_columns(
    people.c.name,
    people.c.email,
    people.c.left_at,
    select(Gathered(memberships.c.role, memberships.c.plan_id))
    .where(memberships.c.organisation_id == accounts.c.organisation_id, memberships.c.person_id == accounts.c.person_id)
    .scalar_subquery()
    .label("given"),
    select(Gathered(leads.c.plan_id))
    .where(
        leads.c.organisation_id == accounts.c.organisation_id,
        leads.c.person_id == accounts.c.person_id,
        LEADS_SOMETHING,
    )
    .scalar_subquery()
    .label("led"),
    acts_for(accounts.c.organisation_id, accounts.c.person_id).label("stands_in"),
    select(preferences.c.given)
    .where(preferences.c.organisation_id == accounts.c.organisation_id, preferences.c.person_id == accounts.c.person_id)
    .scalar_subquery()
    .label("wishes"),
).outerjoin_from(
    accounts,
    people,
    and_(people.c.organisation_id == accounts.c.organisation_id, people.c.id == accounts.c.person_id),
)
# A request that changes something asks too whether it was answered before: with the same journey.
_SPEAKER_AND_RECEIPT = _SPEAKER.add_columns(
    select(deliveries.c.reply)
    .where(
        deliveries.c.organisation_id == accounts.c.organisation_id,
        deliveries.c.key == accounts.c.id.concat(":").concat(bindparam("delivery", type_=Words())),
    )
    .scalar_subquery()
    .label("answered")
)
_BY_ID = _ACCOUNTS.where(accounts.c.id == bindparam("account"))
_LET_IN = select(workspaces.c.id).where(workspaces.c.organisation_id == ORGANISATION, workspaces.c.removed_at.is_(None))
_OF_PERSON = _ACCOUNTS.where(accounts.c.person_id == _PERSON, accounts.c.workspace_id.in_(_LET_IN)).order_by(
    accounts.c.id
)

_GUESTS = _ACCOUNTS.where(accounts.c.workspace_id == bindparam("workspace"), accounts.c.is_guest).order_by(
    accounts.c.id
)

_PEOPLE = select(people).where(people.c.organisation_id == ORGANISATION)
_ONE_PERSON = _PEOPLE.where(people.c.id == _PERSON)
_BY_EMAIL = _PEOPLE.where(people.c.email == bindparam("address"), people.c.left_at.is_(None)).order_by(people.c.id)
_NAMED = _PEOPLE.where(people.c.name_folded == bindparam("name")).order_by(people.c.id)
_ALL = _PEOPLE.order_by(people.c.name_folded, people.c.id)

_GIVEN = select(memberships.c.role, memberships.c.plan_id).where(
    memberships.c.organisation_id == ORGANISATION, memberships.c.person_id == _PERSON
)
_LINKED = select(literal(Role.LEAD.value), leads.c.plan_id).where(
    leads.c.organisation_id == ORGANISATION, leads.c.person_id == _PERSON
)
_ROLES = union(_GIVEN, _LINKED.where(LEADS_SOMETHING))
_TIES = union(_GIVEN, _LINKED)
_HOLDERS = (
    select(people)
    .join(
        memberships,
        and_(memberships.c.organisation_id == people.c.organisation_id, memberships.c.person_id == people.c.id),
    )
    .where(
        people.c.organisation_id == ORGANISATION,
        memberships.c.role == bindparam("role"),
        memberships.c.scope == bindparam("scope"),
        people.c.left_at.is_(None),
    )
    .order_by(people.c.name_folded, people.c.id)
)
_LEADS_OF_PLAN = _PEOPLE.where(
    people.c.id.in_(
        select(leads.c.person_id).where(leads.c.organisation_id == ORGANISATION, leads.c.plan_id == bindparam("plan"))
    )
).order_by(people.c.name_folded, people.c.id)


_SAVE_PERSON = people.update().where(people.c.organisation_id == ORGANISATION, people.c.id == bindparam("of_person"))
_TAKE_ROLE = memberships.delete().where(
    memberships.c.organisation_id == ORGANISATION,
    memberships.c.person_id == bindparam("of_person"),
    memberships.c.role == bindparam("of_role"),
    memberships.c.scope == bindparam("of_scope"),
)


def plain_email(address: str | None) -> str:
    """An e-mail address as it is kept and compared."""
    return (address or "").strip().casefold()


def _account_from(row: AnyRow) -> Account:
    return Account(
        id=AccountId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        workspace_id=WorkspaceId(row.workspace_id),
        platform=Platform(row.platform),
        external_id=row.external_id,
        person_id=None if row.person_id is None else PersonId(row.person_id),
        display_name=row.display_name,
        is_guest=row.is_guest,
        is_bot=row.is_bot,
        is_deactivated=row.is_deactivated,
        is_outside=row.is_outside,
        checked_at=row.checked_at,
        email=row.email_address,
    )


def _person_from(row: AnyRow) -> Person:
    return Person(
        PersonId(row.id), OrganisationId(row.organisation_id), row.name, row.email, PersonKind(row.kind), row.left_at
    )


def _memberships(person_id: PersonId, roles: Iterable[Sequence[Any]]) -> tuple[Membership, ...]:
    """Each once, in the order of plans; pairs of a role and a plan, or `None` for the organisation."""
    found = {(plan_id or "", role): Membership(person_id, Role(role), plan_id) for role, plan_id in roles}
    return tuple(found[each] for each in sorted(found))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the row of somebody who speaks says of them, on any day."""

    account: Account
    person: Person | None = None
    roles: Sequence[Sequence[Any]] = ()
    memberships: tuple[Membership, ...] = ()
    stands_in: Sequence[StandIn] = ()
    language: str = ""

    @classmethod
    def of(cls, row: AnyRow) -> _Known:
        """From the row."""
        account = _account_from(row)
        if account.person_id is None or row.name is None:
            return cls(account)
        person = Person(account.person_id, account.organisation_id, row.name, row.email, left_at=row.left_at)
        roles = [*rows_of(row.given), *([Role.LEAD.value, plan_id] for (plan_id,) in rows_of(row.led))]
        stands_in = stand_ins_from(row.stands_in, person)
        language = Wishes.unpacked(row.wishes).language if row.wishes else ""
        return cls(account, person, roles, _memberships(person.id, roles), stands_in, language)


_KNOWN = Kept(_Known.of, size=1024)
"""By the row as it is read at each request: who has another role by now, or none, has another row."""


class SqlPeople(StandIns):
    """`domain.ports.People`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def account(self, workspace_id: WorkspaceId, external_id: str) -> Account | None:
        """The account that a platform calls this, in this workspace."""
        row = self._scope.first(_BY_EXTERNAL_ID, workspace=workspace_id, external=external_id)
        return None if row is None else _account_from(row)

    def speaker(
        self, workspace_id: WorkspaceId, external_id: str, on: date | None = None, *, delivery: str | None = None
    ) -> Speaker | None:
        """The account that a platform calls this, who is behind it, if anybody, what they are, and for whom they act on
        this day: every request begins with it, so it is one statement where they act for nobody else. With a `delivery`
        a writing unit of work knows from then on what was answered to it (`outcome_of`).
        """
        asked = {"workspace": workspace_id, "external": external_id}
        if delivery and self._scope.writing:
            found = self._scope.run(_SPEAKER_AND_RECEIPT, delivery=delivery, **asked)
        else:
            found, delivery = self._scope.run(_SPEAKER, **asked), None
        if not found.given:
            return None
        (known,) = found.made(_KNOWN)
        account, person = known.account, known.person
        if delivery:
            self._scope.answered[f"{account.id}:{delivery}"] = found.given[0][-1]
        if person is None:
            return Speaker(account)
        acting = [] if on is None else [one for one in known.stands_in if one.counts_on(on)]
        stands_in = self._with_their_posts(acting, on) if acting and on else []
        memberships = known.memberships
        if stands_in:
            more = [[Role.LEAD.value, plan_id] for each in stands_in for plan_id in self._led_by(each.for_id)]
            memberships = _memberships(person.id, [*known.roles, *more])
        guest = self.guest_plans(account.id) if account.is_guest else frozenset()
        return Speaker(account, person, memberships, tuple(stands_in), guest, known.language)

    def account_by_id(self, account_id: AccountId) -> Account | None:
        """Likewise by our id."""
        row = self._scope.first(_BY_ID, account=account_id)
        return None if row is None else _account_from(row)

    def save_account(self, account: Account, *, because: Event | None = None, sees_less: bool = False) -> None:
        """Add or renew what is known of an account (`because` where its person changes); what stands in its chat is
        drawn again then, and where it `sees_less`.

        Raises:
            StaleWrite: the same account was added under another id at the same time.
        """
        values = {
            "organisation_id": self._scope.organisation_id,
            "id": account.id,
            "workspace_id": account.workspace_id,
            "platform": account.platform.value,
            "external_id": account.external_id,
            "person_id": account.person_id,
            "display_name": account.display_name,
            "is_guest": account.is_guest,
            "is_bot": account.is_bot,
            "is_deactivated": account.is_deactivated,
            "is_outside": account.is_outside,
            "checked_at": account.checked_at,
            "email": plain_email(account.email),
        }
        self._scope.upsert(accounts, values, key=("organisation_id", "id"))
        if sees_less or because is not None:
            queue_refreshes_of_account(self._scope, account.id)
        if because is not None:
            log(self._scope, because)

    def accounts_of(self, person_id: PersonId) -> Sequence[Account]:
        """Every account of a person, in workspaces that are let in."""
        return [_account_from(row) for row in self._scope.all(_OF_PERSON, person=person_id)]

    def guests(self, workspace_id: WorkspaceId) -> Sequence[Account]:
        """The guests' accounts in a workspace that have spoken to us, or were named."""
        return [_account_from(row) for row in self._scope.all(_GUESTS, workspace=workspace_id)]

    def person(self, person_id: PersonId) -> Person | None:
        """One person."""
        row = self._scope.first(_ONE_PERSON, person=person_id)
        return None if row is None else _person_from(row)

    def named(self, name: str) -> Sequence[Person]:
        """People of this name, whatever its case."""
        return [_person_from(row) for row in self._scope.all(_NAMED, name=fold_key(name))]

    def by_email(self, email: str) -> Sequence[Person]:
        """People with this e-mail address, whatever its case, who have not left."""
        address = plain_email(email)
        return [_person_from(row) for row in self._scope.all(_BY_EMAIL, address=address)] if address else []

    def all(self) -> Sequence[Person]:
        """Everybody, by name."""
        return [_person_from(row) for row in self._scope.all(_ALL)]

    def add(self, person: Person) -> None:
        """Somebody new."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": person.id,
            "name": person.name,
            "name_folded": fold_key(person.name),
            "email": plain_email(person.email) or None,
            "kind": person.kind.value,
            "left_at": person.left_at,
        }
        self._scope.add(people, [row])
        add_turn(self._scope, person.id)

    def save(self, person: Person, *, because: Event) -> None:
        """Write what is known of a person.

        Raises:
            StaleWrite: there is no such person.
        """
        changed = {
            "name": person.name,
            "name_folded": fold_key(person.name),
            "email": plain_email(person.email) or None,
            "left_at": person.left_at,
        }
        if self._scope.run(_SAVE_PERSON, of_person=person.id, **changed).rowcount != 1:
            raise StaleWrite("people")
        if person.left_at is not None:
            queue_refreshes_of_people(self._scope, [person.id])
        log(self._scope, because)

    def memberships(self, person_id: PersonId) -> Sequence[Membership]:
        """The roles given to them, and `lead` in each plan where they lead something."""
        return list(_memberships(person_id, self._scope.all(_ROLES, person=person_id)))

    def ties(self, person_id: PersonId) -> Sequence[Membership]:
        """Likewise, with the plans too where a lead is linked to them that has no action (any more)."""
        return list(_memberships(person_id, self._scope.all(_TIES, person=person_id)))

    def give_role(self, membership: Membership, *, because: Event) -> None:
        """Give a role; giving it twice is giving it once."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "person_id": membership.person_id,
            "role": membership.role.value,
            "scope": membership.plan_id or "",
            "plan_id": membership.plan_id,
        }
        self._scope.connection.execute(
            self._scope.insert(memberships).on_conflict_do_nothing(
                index_elements=["organisation_id", "person_id", "role", "scope"]
            ),
            row,
        )
        wake(self._scope, [membership.person_id], because.at)
        log(self._scope, because)

    def take_role(self, membership: Membership, *, because: Event) -> bool:
        """Take a role; `False`, and nothing is written, where they don't have it."""
        taken = self._scope.run(
            _TAKE_ROLE,
            of_person=membership.person_id,
            of_role=membership.role.value,
            of_scope=membership.plan_id or "",
        )
        if taken.rowcount:
            queue_refreshes_of_people(self._scope, [membership.person_id], membership.plan_id)
            log(self._scope, because)
        return bool(taken.rowcount)

    def holders(self, role: Role, plan_id: PlanId | None) -> Sequence[Person]:
        """Who has this role and has not left: whom to ask."""
        rows = list(self._scope.all(_HOLDERS, role=role.value, scope=plan_id or ""))
        if role is Role.LEAD and plan_id is not None:
            known = {row.id for row in rows}
            rows += [row for row in self._scope.all(_LEADS_OF_PLAN, plan=plan_id) if row.id not in known]
        return [_person_from(row) for row in rows]
