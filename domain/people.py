"""Who takes part: the organisation, its workspaces, people, their accounts, and what each may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.calendar import WorkingDays
from domain.ids import AccountId, OrganisationId, PersonId, PlanId, StandInId, WorkspaceId
from domain.speech import ENGLISH, tr


class Platform(StrEnum):
    """Where somebody speaks from."""

    SLACK = "slack"
    TEAMS = "teams"
    CONSOLE = "console"
    SYSTEM = "system"
    EMAIL = "email"


class Role(StrEnum):
    """What somebody is, in a plan or (administrator) in the whole organisation."""

    VIEWER = "viewer"
    LEAD = "lead"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The tenant: a council or partnership. Every row belongs to one, and no query crosses it. `case_words` are its own
    words and patterns that a progress note should not hold (see `domain.language.case_data`). `language` is a tag of
    `domain.speech.LANGUAGES`: channels are told in it, and people who chose no other.
    """

    id: OrganisationId
    name: str
    timezone: str = "Europe/London"
    announce_hour: int = 9
    holidays: str = "ENG"
    quarter_start_month: int = 4
    demonstration: bool = False
    case_words: tuple[str, ...] = ()
    closed_days: tuple[date, ...] = ()
    language: str = ENGLISH.tag

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.timezone)

    @property
    def working_days(self) -> WorkingDays:
        """The days on which its people work."""
        return WorkingDays(self.holidays, frozenset(self.closed_days))


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack team (`T...`), a Teams tenant (its GUID) or the console of an organisation."""

    id: WorkspaceId
    organisation_id: OrganisationId
    platform: Platform
    external_id: str
    name: str = ""


class PersonKind(StrEnum):
    """What a lead can be: one person; a post that somebody holds, and later somebody else; or a team."""

    PERSON = "person"
    ROLE = "role"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on plans, whichever accounts they speak from. A role or a team stands in the same place: it
    has no account, and those act for it who hold it or belong to it (`StandIn`). `left_at`: they have left.
    """

    id: PersonId
    organisation_id: OrganisationId
    name: str
    email: str | None = None
    kind: PersonKind = PersonKind.PERSON
    left_at: datetime | None = None


class StandInKind(StrEnum):
    """Why somebody may act for another: they hold that role, belong to that team, or are named as a deputy."""

    HOLDER = "holder"
    MEMBER = "member"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody (`person_id`) who acts for a role, a team or a person (`for_id`): from the day `since` to the day
    `until`, both included; without `until` as long as nobody ends it (`ended_at`).
    """

    id: StandInId
    organisation_id: OrganisationId
    kind: StandInKind
    for_id: PersonId
    person_id: PersonId
    since: date
    until: date | None = None
    ended_at: datetime | None = None
    for_name: str = ""

    def counts_on(self, day: date) -> bool:
        """Does it hold on this day?"""
        return self.ended_at is None and self.since <= day and (self.until is None or day <= self.until)

    @property
    def is_post(self) -> bool:
        """Do they act for a role that they hold or a team that they are in, and for no other person?"""
        return self.kind is not StandInKind.DEPUTY


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a person in a workspace, with what the platform says of it (checked at `checked_at`). `email` is
    the one of its verified profile.
    """

    id: AccountId
    organisation_id: OrganisationId
    workspace_id: WorkspaceId
    platform: Platform
    external_id: str
    person_id: PersonId | None = None
    display_name: str = ""
    is_guest: bool = False
    is_bot: bool = False
    is_deactivated: bool = False
    is_outside: bool = False
    checked_at: datetime | None = None
    email: str = ""

    @property
    def barred(self) -> str | None:
        """Why the platform's own word bars this account, or `None`."""
        if self.is_bot:
            return "bot"
        if self.is_deactivated:
            return "deactivated"
        if self.is_outside:
            return "outside"
        return "guest" if self.is_guest else None


@dataclass(frozen=True, slots=True)
class Membership:
    """A role that a person holds: in one plan, or with `plan_id=None` in the organisation."""

    person_id: PersonId
    role: Role
    plan_id: PlanId | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks from an account: nobody yet, or a person with the roles they hold and those they act for. A guest's
    account has `guest_plans` that an administrator named for it. `language` is the one they chose, if they did.
    """

    account: Account
    person: Person | None = None
    memberships: tuple[Membership, ...] = ()
    stands_in: tuple[StandIn, ...] = ()
    guest_plans: frozenset[PlanId] = frozenset()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody who was turned away at the door, `times` times on a day. `reason` is a word of ours; no organisation is
    named where the workspace is not set up.
    """

    organisation_id: OrganisationId | None
    platform: Platform
    workspace: str
    account: str
    reason: str
    first_at: datetime
    last_at: datetime
    times: int = 1


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something, as history keeps it: the name at that time stays, whatever becomes of the person. A deputy
    acts for somebody (`deputy_for`), and a coordinator may write down what somebody without an account said
    (`on_behalf_of`).
    """

    person_id: PersonId | None
    name: str
    platform: Platform
    account_id: AccountId | None = None
    deputy_for: str = ""
    on_behalf_of: str = ""

    @property
    def spoken(self) -> str:
        """`Ann Hall`, `Ann Hall for GD`, `Tobias Wren on behalf of GD`."""
        return self.name + self.spoken_for

    @property
    def spoken_for(self) -> str:
        """` for GD`, ` on behalf of GD`, or nothing."""
        if self.on_behalf_of:
            return tr(" on behalf of {on_behalf_of}", on_behalf_of=self.on_behalf_of)
        return tr(" for {deputy_for}", deputy_for=self.deputy_for) if self.deputy_for else ""


SYSTEM = Signature(person_id=None, name="Action Log", platform=Platform.SYSTEM)


@dataclass(frozen=True, slots=True)
class Actor:
    """The verified person behind a request, with the roles they hold and those they act for today. `guest_plans`: the
    account is a guest's, who sees only their own actions there. `deputy_for` and `on_behalf_of` are what their
    signature says in this request. A newcomer, whose person has no id, is nobody yet, sees nothing, and may only say
    who they are.
    """

    person: Person
    account: Account
    memberships: tuple[Membership, ...] = ()
    stands_in: tuple[StandIn, ...] = ()
    guest_plans: frozenset[PlanId] | None = None
    deputy_for: str = ""
    on_behalf_of: str = ""
    language: str = ""

    @property
    def id(self) -> PersonId:
        """The person's id."""
        return self.person.id

    @property
    def is_known(self) -> bool:
        """Has anybody said who they are?"""
        return bool(self.person.id)

    @classmethod
    def newcomer(cls, account: Account) -> Actor:
        """Somebody with a good account, but nobody yet."""
        return cls(Person(PersonId(""), account.organisation_id, account.display_name or "Somebody new"), account)

    @property
    def ids(self) -> tuple[PersonId, ...]:
        """Theirs, and those of everybody they act for: whose actions are theirs to change."""
        return tuple(dict.fromkeys((self.id, *(each.for_id for each in self.stands_in))))

    @property
    def signature(self) -> Signature:
        """What history writes down."""
        return Signature(
            self.person.id or None,
            self.person.name,
            self.account.platform,
            self.account.id,
            deputy_for=self.deputy_for,
            on_behalf_of=self.on_behalf_of,
        )

    @property
    def is_administrator(self) -> bool:
        """May they run the organisation?"""
        return any(m.role is Role.ADMINISTRATOR and m.plan_id is None for m in self.memberships)

    @property
    def coordinated(self) -> frozenset[PlanId]:
        """The plans that they coordinate."""
        return frozenset(m.plan_id for m in self.memberships if m.role is Role.COORDINATOR and m.plan_id is not None)

    @property
    def own_plans(self) -> frozenset[PlanId]:
        """The plans in which they have a role, or lead something."""
        return frozenset(m.plan_id for m in self.memberships if m.plan_id is not None)

    def coordinates(self, plan_id: PlanId) -> bool:
        """Do they coordinate this plan?"""
        return plan_id in self.coordinated


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes a unit of work reads with. Live and closed plans of the organisation are open to all of its people,
    but a restricted one only where it is among their `own`; a draft only to those who coordinate it. `everything` is
    for the process itself (sweeps, imports), never a person. A guest sees, of their `own` plans alone, what is led by
    `guest`: by them, or by a role that they hold or a team that they are in.
    """

    drafts: frozenset[PlanId] = frozenset()
    own: frozenset[PlanId] = frozenset()
    live: bool = False
    everything: bool = False
    guest: frozenset[PersonId] | None = None

    @classmethod
    def of(cls, actor: Actor, *, here: Iterable[PlanId] = ()) -> Sight:
        """What this person may see; `here` are the plans that the channel follows in which they ask."""
        if actor.guest_plans is not None:
            return cls(own=actor.guest_plans, guest=frozenset(actor.ids))
        return cls(drafts=actor.coordinated, own=actor.own_plans.union(here), live=True)


NOTHING = Sight()
EVERYTHING = Sight(everything=True)
