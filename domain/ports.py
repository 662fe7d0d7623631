"""What the domain asks of the world: the store (one unit of work for each request) and the platforms' posters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.actions import Action, ActionRow, ProgressNote
from domain.asking import Questions
from domain.claims import Claims
from domain.events import ActionEvent, Event, WorkspaceRemoved
from domain.happened import History
from domain.home_tabs import HomeTabs
from domain.ids import (
    AccountId,
    ActionId,
    FollowId,
    LeadId,
    OrganisationId,
    PersonId,
    PlanId,
    WorkspaceId,
)
from domain.outcomes import Done
from domain.outgoing import Jobs, KnownConversation, Outbox
from domain.people import (
    Account,
    Membership,
    Organisation,
    Person,
    Platform,
    Refusal,
    Role,
    Sight,
    Speaker,
    StandIn,
    Workspace,
)
from domain.plan_counts import PlanCounts
from domain.plans import Follow, Lead, Plan, Question, Recommendation, Section
from domain.queues import Queues
from domain.reminders.records import Reminders
from domain.searching import Searches
from domain.uploads import Uploads
from domain.versions import Versions
from domain.views import Reply


@dataclass(frozen=True, slots=True)
class PlanContents:
    """A plan with all of its parts, as an import stores them in one transaction."""

    plan: Plan
    sections: Sequence[Section] = ()
    recommendations: Sequence[Recommendation] = ()
    leads: Sequence[Lead] = ()
    actions: Sequence[Action] = ()
    questions: Sequence[Question] = ()


class Actions(Searches, Protocol):
    """Actions within the organisation, and within sight."""

    def by_key(self, key: str) -> Action | None:
        """The action called `TSP-8`, whatever its case; locked until the end in a writing unit of work."""
        ...

    def by_id(self, action_id: ActionId) -> Action | None:
        """Likewise by id."""
        ...

    def by_local_ref(self, local: str, plan_id: PlanId | None = None) -> Sequence[ActionRow]:
        """Every action whose key ends in this after the plan's code (`8`), at most 20."""
        ...

    def keys(self, plan_id: PlanId | None = None, limit: int = 5000) -> Sequence[str]:
        """Keys, for "did you mean"."""
        ...

    def of_person(
        self, person_id: PersonId, *, statuses: frozenset[str], also: Collection[PersonId] = ()
    ) -> Sequence[ActionRow]:
        """Actions with a lead linked to this person (or to one of `also`, for whom they act), in live plans (in closed
        ones too, where not only open ones are wanted), by due date (none last), then key.
        """
        ...

    def overdue(
        self, today: date, *, plan_id: PlanId | None = None, limit: int = 10, offset: int = 0
    ) -> tuple[Sequence[ActionRow], int]:
        """Open actions past their date, longest first, and how many there are in all."""
        ...

    def due_between(
        self, first: date, last: date, *, plan_id: PlanId | None = None, limit: int = 10, offset: int = 0
    ) -> tuple[Sequence[ActionRow], int]:
        """Open actions whose last day lies in the span (inclusive), soonest first, and how many in all."""
        ...

    def waiting(self, plan_id: PlanId | None = None, limit: int = 200) -> Sequence[Action]:
        """Open actions on which a request waits for a coordinator, by key."""
        ...

    def rows(self, ids: Sequence[ActionId]) -> Sequence[ActionRow]:
        """These actions, in the order asked for."""
        ...

    def rows_by_key(self, keys: Sequence[str]) -> Sequence[ActionRow]:
        """The actions with these keys, likewise."""
        ...

    def save(self, action: Action, *, because: ActionEvent) -> Action:
        """Write the state, its history row, and an outbox row for each posted card that shows it; gives the action with
        its new version. A change of date, status or leads keeps the sweep's marks right.

        Raises:
            StaleWrite: somebody wrote it since it was read.
        """
        ...

    def add_note(self, note: ProgressNote) -> None:
        """Keep a progress note."""
        ...

    def withdraw_note(self, note_id: str, *, withdrawn: bool = True) -> None:
        """Mark a note as taken back, or no longer."""
        ...

    def notes(self, action_id: ActionId, limit: int = 20) -> Sequence[ProgressNote]:
        """Progress notes, newest first, without those taken back."""
        ...

    def newly_overdue(self, follow: Follow, today: date, limit: int = 1000) -> tuple[Sequence[ActionRow], int]:
        """Late actions of a live plan whose missed date this channel has not heard of, and how many in all."""
        ...

    def announce(
        self, follow: Follow, rows: Sequence[ActionRow], *, at: datetime, quietly: bool = False
    ) -> Sequence[ActionRow]:
        """Enter these missed dates in the ledger (action, date, channel); gives the rows that were not in it yet.

        Each gets a history event, unless `quietly` (they were summarised, not announced row by row). The action's
        version stays. An action is done with when every channel that follows its plan has it.
        """
        ...


class Plans(Protocol):
    """Plans within the organisation, and within sight."""

    def by_code(self, code: str) -> Plan | None:
        """The plan with this code, whatever its case."""
        ...

    def by_id(self, plan_id: PlanId) -> Plan | None:
        """Likewise by id."""
        ...

    def all(self) -> Sequence[Plan]:
        """Every plan in sight, by code."""
        ...

    def add(self, contents: PlanContents, *, because: Event) -> None:
        """Store a plan with all of its parts."""
        ...

    def save(self, plan: Plan, *, because: Event) -> None:
        """Write a plan's state, with its history row."""
        ...

    def delete_draft(self, plan_id: PlanId, *, because: Event) -> None:
        """Remove a draft with all of its parts (history stays)."""
        ...

    def recommendation(self, action: Action) -> Recommendation | None:
        """The recommendation an action belongs to."""
        ...

    def section(self, action: Action) -> Section | None:
        """The section it stands in."""
        ...

    def questions(self, plan_id: PlanId) -> Sequence[Question]:
        """The open questions of a plan, in its order."""
        ...

    def counts(self, plan_id: PlanId, today: date) -> PlanCounts:
        """The plan in figures."""
        ...

    def leads(self, plan_id: PlanId | None = None) -> Sequence[Lead]:
        """Printed leads, by name."""
        ...

    def leads_of(self, person_id: PersonId) -> Sequence[Lead]:
        """The printed leads that are this person."""
        ...

    def lead_named(self, plan_id: PlanId, name: str) -> Lead | None:
        """A lead of this plan, whatever its case."""
        ...

    def add_lead(self, lead: Lead) -> None:
        """A further lead of a plan (somebody was assigned who was not printed)."""
        ...

    def link_lead(self, lead_id: LeadId, person_id: PersonId | None, *, because: Event) -> None:
        """Say that a printed lead is this person, role or team; or nobody in particular."""
        ...

    def lead(self, lead_id: LeadId) -> Lead | None:
        """One lead."""
        ...

    def open_by_lead(self, plan_id: PlanId) -> Mapping[LeadId, int]:
        """How many open actions each lead of a plan has; leads without any are not in it."""
        ...

    def follows(self, plan_id: PlanId) -> Sequence[Follow]:
        """The channels that follow a plan."""
        ...

    def followed_in(self, platform: Platform, workspace_id: WorkspaceId, channel: str) -> Sequence[Follow]:
        """What a channel follows."""
        ...

    def follow(self, follow: Follow, *, because: Event) -> None:
        """A channel begins to follow."""
        ...

    def unfollow(self, follow_id: FollowId, *, because: Event) -> None:
        """A channel stops."""
        ...

    def swept(self, follow_id: FollowId, day: date) -> None:
        """Remember that a channel's sweep of this local day is done."""
        ...


class People(Protocol):
    """People, accounts and roles within the organisation."""

    def account(self, workspace_id: WorkspaceId, external_id: str) -> Account | None: ...
    def speaker(
        self, workspace_id: WorkspaceId, external_id: str, on: date | None = None, *, delivery: str | None = None
    ) -> Speaker | None:
        """The account that a platform calls this, who is behind it, if anybody, what they are, and for whom they act on
        this day. With a `delivery` of theirs, `outcome_of` its key (`ACCOUNT:DELIVERY`) is read along in a writing unit
        of work, and costs nothing any more."""
        ...

    def account_by_id(self, account_id: AccountId) -> Account | None: ...
    def save_account(self, account: Account, *, because: Event | None = None, sees_less: bool = False) -> None:
        """Add or renew what is known of an account (`because` where its person changes); what stands in its chat is
        drawn again then, and where it `sees_less`."""
        ...

    def accounts_of(self, person_id: PersonId) -> Sequence[Account]: ...
    def guests(self, workspace_id: WorkspaceId) -> Sequence[Account]:
        """The guests' accounts in a workspace that have spoken to us, or were named."""
        ...

    def person(self, person_id: PersonId) -> Person | None: ...
    def named(self, name: str) -> Sequence[Person]:
        """People of this name, whatever its case."""
        ...

    def by_email(self, email: str) -> Sequence[Person]:
        """People with this e-mail address, whatever its case, who have not left."""
        ...

    def save(self, person: Person, *, because: Event) -> None:
        """Write what is known of a person."""
        ...

    def all(self) -> Sequence[Person]: ...
    def add(self, person: Person) -> None: ...
    def memberships(self, person_id: PersonId) -> Sequence[Membership]:
        """The roles given to them, and `lead` in each plan where they lead something: what they see plans by."""
        ...

    def ties(self, person_id: PersonId) -> Sequence[Membership]:
        """Likewise, with the plans too where a lead is linked to them that has no action (any more): where whoever says
        that they are this person must have a say.
        """
        ...

    def give_role(self, membership: Membership, *, because: Event) -> None: ...
    def take_role(self, membership: Membership, *, because: Event) -> bool:
        """Take a role; `False`, and nothing is written, where they don't have it."""
        ...

    def acting_for(self, person_id: PersonId) -> Sequence[StandIn]:
        """Who acts or acted for this person, role or team, oldest first, also those who no longer do."""
        ...

    def acted_for(self, person_id: PersonId) -> Sequence[StandIn]:
        """For whom this person acts, or will, each with a name. Whether it counts today: `StandIn.counts_on`."""
        ...

    def run_out(self, today: date) -> Sequence[StandIn]:
        """Those whose last day is before this one, and that nobody has ended."""
        ...

    def add_stand_in(self, stand_in: StandIn, *, because: Event) -> None: ...
    def end_stand_in(self, stand_in: StandIn, *, at: datetime, because: Event) -> None:
        """It ends now.

        Raises:
            StaleWrite: it has ended.
        """
        ...

    def guest_plans(self, account_id: AccountId) -> frozenset[PlanId]:
        """The plans that were named for a guest's account."""
        ...

    def admit_guest(self, account_id: AccountId, plans: Collection[PlanId], *, because: Event) -> None:
        """Name them: these and no others."""
        ...

    def refusals(self, limit: int = 50) -> Sequence[Refusal]:
        """Who was turned away at this organisation's door, the latest first."""
        ...

    def holders(self, role: Role, plan_id: PlanId | None) -> Sequence[Person]:
        """Who has this role and has not left: whom to ask."""
        ...


class UnitOfWork(Protocol):
    """One transaction in one organisation. Reading ones can't write."""

    organisation: Organisation
    actions: Actions
    plans: Plans
    people: People
    history: History
    outbox: Outbox
    jobs: Jobs
    uploads: Uploads
    questions: Questions
    versions: Versions
    reminders: Reminders
    claims: Claims

    def see_with(self, sight: Sight) -> None:
        """Read with these eyes from now on. At first nothing is in sight."""
        ...

    def pressed_on(self, account: str, message: str) -> None:
        """The change was pressed on this message in their own chat: the answer draws it anew, and nobody else does."""

    def workspaces(self) -> Sequence[Workspace]: ...
    def add_workspace(self, workspace: Workspace, *, because: Event | None = None) -> None:
        """A further workspace, or one that was shut out and comes back."""
        ...

    def remove_workspace(self, workspace: Workspace, *, because: WorkspaceRemoved) -> int:
        """Let it in no more: nobody of it is found, and nothing is sent there; gives how many messages that waited for
        it are not sent. Its accounts and what they did stay.
        """
        ...

    def outcome_of(self, delivery: str) -> Reply | Done | None: ...
    def remember_outcome(self, delivery: str, outcome: Reply | Done) -> None: ...
    def remember_conversation(self, known: KnownConversation) -> None: ...
    def conversation(self, platform: Platform, workspace: str, conversation: str) -> KnownConversation | None: ...
    def conversation_with(self, platform: Platform, workspace: str, account: str) -> KnownConversation | None:
        """Somebody's private conversation with us; else one with nobody in particular (`person_external_id` is empty),
        whose address may serve to open it."""
        ...

    def save_organisation(self, organisation: Organisation) -> None: ...


class Store(Queues, Protocol):
    """The database. `reading` and `writing` open a unit of work in an organisation; the rest belongs to the process."""

    def close(self) -> None:
        """Let every connection go. Whoever opened the store closes it."""
        ...

    def reading(self, organisation_id: OrganisationId) -> AbstractContextManager[UnitOfWork]: ...
    def writing(self, organisation_id: OrganisationId) -> AbstractContextManager[UnitOfWork]:
        """Commits at the end of the `with` block; an exception rolls everything back."""

    def organisations(self) -> Sequence[Organisation]: ...
    def founding(self, organisation: Organisation) -> AbstractContextManager[UnitOfWork]:
        """A new organisation, kept together with what the `with` block writes in it, or not at all."""
        ...

    @property
    def home_tabs(self) -> HomeTabs: ...
    def find_workspace(self, platform: Platform, external_id: str) -> Workspace | None: ...
    def follows_to_sweep(self) -> Iterable[tuple[OrganisationId, Follow]]:
        """Every channel that follows a live plan."""
        ...

    def refusals_elsewhere(self, limit: int = 50) -> Sequence[Refusal]:
        """Who came from workspaces that no organisation has, the latest first."""
        ...

    def note_refusal(self, refusal: Refusal) -> None:
        """Count somebody who was turned away; by day and reason, and no more rows a day than a disk can bear."""
        ...

    def forget(self, now: datetime) -> int:
        """Drop what is no longer needed at this moment: answers kept for repeated deliveries, messages that were sent,
        jobs that were done. Gives how many rows went.
        """
        ...


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
