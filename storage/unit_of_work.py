"""One transaction in one organisation, as the domain knows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select

from domain.asking import Questions
from domain.claims import Claims
from domain.errors import StaleWrite
from domain.events import Event, WorkspaceRemoved
from domain.happened import History
from domain.ids import OrganisationId, WorkspaceId
from domain.outcomes import Done
from domain.outgoing import Jobs, KnownConversation, Outbox
from domain.people import Organisation, Platform, Sight, Workspace
from domain.ports import Actions, People, Plans
from domain.reminders.records import Reminders
from domain.uploads import Uploads
from domain.versions import Versions
from domain.views import Reply
from storage.jobs import SqlJobs
from storage.mapping import AnyRow, Values
from storage.repositories.actions import SqlActions
from storage.repositories.claims import SqlClaims
from storage.repositories.history import SqlHistory, log
from storage.repositories.outbox import SqlOutbox
from storage.repositories.people import SqlPeople
from storage.repositories.plans import SqlPlans
from storage.repositories.questions import SqlQuestions
from storage.repositories.recalls import LEFT
from storage.repositories.reminders import SqlReminders
from storage.repositories.scope import ORGANISATION, Scope
from storage.repositories.uploads import SqlUploads
from storage.repositories.versions import SqlVersions
from storage.repositories.waking import wake_all
from storage.schema import UNFINISHED, conversations, deliveries, organisations, outbox, workspaces
from storage.text import pack, pack_model

_WORKSPACES = (
    select(workspaces)
    .where(workspaces.c.organisation_id == ORGANISATION, workspaces.c.removed_at.is_(None))
    .order_by(workspaces.c.id)
)
# Shared: who writes to a workspace has it until what they queue can be seen, and nobody shuts it out meanwhile.
_WORKSPACES_HELD = _WORKSPACES.with_for_update(read=True)
_OURS = workspaces.update().where(workspaces.c.organisation_id == ORGANISATION)
_SHUT_OUT = _OURS.where(workspaces.c.id == bindparam("of_id"))
_LET_IN_AGAIN = _OURS.where(
    workspaces.c.platform == bindparam("of_platform"),
    workspaces.c.external_id == bindparam("of_workspace"),
    workspaces.c.removed_at.is_not(None),
)
_LEAVE_UNSENT = outbox.update().where(
    outbox.c.organisation_id == ORGANISATION,
    outbox.c.platform == bindparam("of_platform"),
    outbox.c.workspace == bindparam("of_workspace"),
    UNFINISHED,
)
_SHUT = "its workspace is let in no more"
_OUTCOME = select(deliveries.c.reply).where(
    deliveries.c.organisation_id == ORGANISATION, deliveries.c.key == bindparam("delivery")
)
_CONVERSATION = select(conversations).where(
    conversations.c.organisation_id == ORGANISATION,
    conversations.c.platform == bindparam("of_platform"),
    conversations.c.workspace == bindparam("of_workspace"),
    conversations.c.conversation == bindparam("of_conversation"),
)
# The person's own before the others, which are there to lend their address; the newest first.
_CONVERSATION_WITH = (
    select(conversations)
    .where(
        conversations.c.organisation_id == ORGANISATION,
        conversations.c.platform == bindparam("of_platform"),
        conversations.c.workspace == bindparam("of_workspace"),
        conversations.c.person_external_id.in_([bindparam("of_account"), literal("")]),
    )
    .order_by(conversations.c.person_external_id.desc(), conversations.c.seen_at.desc())
    .limit(1)
)
_DONE = '{"done":'
"""So begins what is kept of a change; an answer in full begins with its elements."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_STORED_ORGANISATION = select(organisations).where(organisations.c.id == ORGANISATION).with_for_update()
_SAVE_ORGANISATION = organisations.update().where(organisations.c.id == ORGANISATION)


_REPOSITORIES: Mapping[str, Callable[[Scope], Any]] = {
    "actions": SqlActions,
    "plans": SqlPlans,
    "people": SqlPeople,
    "history": SqlHistory,
    "outbox": SqlOutbox,
    "jobs": SqlJobs,
    "uploads": SqlUploads,
    "questions": SqlQuestions,
    "versions": SqlVersions,
    "claims": SqlClaims,
    "reminders": SqlReminders,
}


def organisation_values(organisation: Organisation) -> Values:
    """An organisation's columns."""
    return {
        "id": organisation.id,
        "name": organisation.name,
        "timezone": organisation.timezone,
        "announce_hour": organisation.announce_hour,
        "holidays": organisation.holidays,
        "quarter_start_month": organisation.quarter_start_month,
        "demonstration": organisation.demonstration,
        "case_words": list(organisation.case_words),
        "closed_days": [day.isoformat() for day in organisation.closed_days],
        "language": organisation.language,
    }


def organisation_from(row: AnyRow) -> Organisation:
    """An organisation."""
    return Organisation(
        id=OrganisationId(row.id),
        name=row.name,
        timezone=row.timezone,
        announce_hour=row.announce_hour,
        holidays=row.holidays,
        quarter_start_month=row.quarter_start_month,
        demonstration=row.demonstration,
        case_words=tuple(row.case_words),
        closed_days=tuple(date.fromisoformat(day) for day in row.closed_days),
        language=row.language,
    )


def workspace_from(row: AnyRow) -> Workspace:
    """A workspace."""
    return Workspace(
        WorkspaceId(row.id),
        OrganisationId(row.organisation_id),
        Platform(row.platform),
        row.external_id,
        row.name,
    )


def _packed(outcome: Reply | Done) -> str:
    if isinstance(outcome, Done):
        return pack({"done": (outcome.sentence, outcome.key, outcome.undo)})
    return pack_model(outcome)


def _conversation_from(row: AnyRow) -> KnownConversation:
    return KnownConversation(
        Platform(row.platform), row.workspace, row.conversation, row.address, row.person_external_id, row.seen_at
    )


class SqlUnitOfWork:
    """`domain.ports.UnitOfWork` over a connection. Nothing is in sight until `see_with`."""

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
    claims: Claims
    reminders: Reminders

    def __init__(self, connection: Connection, organisation: Organisation, *, writing: bool) -> None:
        self._scope = Scope(connection, organisation.id, writing, puts_off=writing)
        self.organisation = organisation

    def __getattr__(self, name: str) -> Any:
        """A repository is made when it is first asked for: a request needs three or four of them."""
        if name not in _REPOSITORIES:
            raise AttributeError(name)
        made = _REPOSITORIES[name](self._scope)
        setattr(self, name, made)
        return made

    def finish(self) -> None:
        """Execute what was put off: the last thing before the end.

        Raises:
            StaleWrite: somebody else was there first.
        """
        self._scope.flush()

    def see_with(self, sight: Sight) -> None:
        """Read with these eyes from now on."""
        self._scope.sight = sight
        self._scope.plans_read.clear()

    def pressed_on(self, account: str, message: str) -> None:
        """The change was pressed on this message in somebody's own chat: whoever answers draws it anew, nobody else."""
        self._scope.pressed_on = (account, message)

    def workspaces(self) -> Sequence[Workspace]:
        """The organisation's workspaces; none is shut out until the end of a writing unit of work."""
        held = _WORKSPACES_HELD if self._scope.writing else _WORKSPACES
        return [workspace_from(row) for row in self._scope.all(held)]

    def add_workspace(self, workspace: Workspace, *, because: Event | None = None) -> None:
        """A further workspace, or one that was shut out and comes back.

        Raises:
            StaleWrite: it belongs to an organisation already.
        """
        if because is not None:
            log(self._scope, because)
        named = {"of_platform": workspace.platform.value, "of_workspace": workspace.external_id}
        if self._scope.run(_LET_IN_AGAIN, **named, removed_at=None).rowcount:
            return
        row = {
            "organisation_id": self.organisation.id,
            "id": workspace.id,
            "platform": workspace.platform.value,
            "external_id": workspace.external_id,
            "name": workspace.name,
        }
        self._scope.add(workspaces, [row])

    def remove_workspace(self, workspace: Workspace, *, because: WorkspaceRemoved) -> int:
        """Let it in no more; gives how many messages that waited for it are not sent."""
        self._scope.run(_SHUT_OUT, of_id=workspace.id, removed_at=because.at)
        named = {"of_platform": workspace.platform.value, "of_workspace": workspace.external_id}
        unsent = self._scope.run(_LEAVE_UNSENT, **named, **LEFT, finished_at=because.at, reason=_SHUT).rowcount
        log(self._scope, because.model_copy(update={"unsent": unsent}))
        return unsent

    def outcome_of(self, delivery: str) -> Reply | Done | None:
        """What was answered to this delivery before, or what was done, if it was."""
        known = self._scope.answered
        stored = known[delivery] if delivery in known else self._scope.run(_OUTCOME, delivery=delivery).scalar()
        if stored is None or not stored.startswith(_DONE):
            return None if stored is None else Reply.model_validate_json(stored)
        return Done(*json.loads(stored)["done"])

    def remember_outcome(self, delivery: str, outcome: Reply | Done) -> None:
        """Keep what was answered or done, in the transaction of what was done.

        Raises:
            StaleWrite: the same delivery was answered at the same time; try again, and give that answer.
        """
        row = {
            "organisation_id": self.organisation.id,
            "key": delivery,
            "reply": _packed(outcome),
            "at": datetime.now(UTC),
        }
        self._scope.add_later(deliveries, row)
        self._scope.answered.pop(delivery, None)

    def remember_conversation(self, known: KnownConversation) -> None:
        """Keep or renew what is needed to write to a conversation."""
        values = {
            "organisation_id": self.organisation.id,
            "platform": known.platform.value,
            "workspace": known.workspace,
            "conversation": known.conversation,
            "address": dict(known.address),
            "person_external_id": known.person_external_id,
            "seen_at": known.seen_at,
        }
        self._scope.upsert(conversations, values, key=("organisation_id", "platform", "workspace", "conversation"))

    def conversation(self, platform: Platform, workspace: str, conversation: str) -> KnownConversation | None:
        """What is known of a conversation."""
        row = self._scope.first(
            _CONVERSATION, of_platform=platform.value, of_workspace=workspace, of_conversation=conversation
        )
        return None if row is None else _conversation_from(row)

    def conversation_with(self, platform: Platform, workspace: str, account: str) -> KnownConversation | None:
        """Somebody's private conversation with us; else one with nobody in particular (`person_external_id` is empty),
        whose address may serve to open it."""
        row = self._scope.first(
            _CONVERSATION_WITH, of_platform=platform.value, of_workspace=workspace, of_account=account
        )
        return None if row is None else _conversation_from(row)

    def save_organisation(self, organisation: Organisation) -> None:
        """Write the organisation's own settings.

        Raises:
            StaleWrite: they are not what they were taken for: somebody else changed them a moment ago.
        """
        stored = self._scope.all(_STORED_ORGANISATION)
        if [organisation_from(row) for row in stored] != [self.organisation]:
            raise StaleWrite("organisations")
        values = organisation_values(organisation)
        del values["id"]
        self._scope.run(_SAVE_ORGANISATION, **values)
        wake_all(self._scope, _LONG_AGO)
        self.organisation = organisation
