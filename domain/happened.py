"""What happened, as it is read back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.events import Event
from domain.ids import ActionId, EventId, PersonId, PlanId


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of history. `version` is the action's after the change; `undone_by` the event that took it back; `request`
    the mark of everything that was written down with it (empty in what is older than such marks).
    """

    event: Event
    version: int | None = None
    undone_by: EventId | None = None
    request: str = ""


class History(Protocol):
    """What happened."""

    def add(self, event: Event) -> None:
        """Write down something that no other repository writes with its change."""
        ...

    def of_action(self, action_id: ActionId, *, limit: int = 20, offset: int = 0) -> tuple[Sequence[Logged], int]:
        """Newest first, and how many in all."""
        ...

    def beside_actions(
        self, kinds: frozenset[str], *, plan_id: PlanId | None = None, limit: int = 20, offset: int = 0
    ) -> tuple[Sequence[Logged], int]:
        """What happened beside actions, of these kinds and (if given) to this plan: newest first, and how many."""
        ...

    def by_id(self, event_id: EventId) -> Logged | None: ...
    def latest_of(
        self, person_id: PersonId, *, since: datetime, action_id: ActionId | None = None, limit: int = 20
    ) -> Sequence[Logged]:
        """The newest changes that this person made since then, newest first."""
        ...

    def of_plan(self, plan_id: PlanId, *, since: datetime, limit: int) -> Sequence[Logged]:
        """What happened to a plan and its actions since then, newest first."""
        ...

    def of_request(self, request: str, person_id: PersonId) -> Sequence[Logged]:
        """Everything that a request of this person wrote down, oldest first."""
        ...

    def lately(
        self,
        action_ids: Collection[ActionId],
        plan_ids: Collection[PlanId],
        *,
        since: datetime,
        but: PersonId,
        limit: int = 5,
    ) -> Sequence[Logged]:
        """The newest changes since then to these actions, and to those of these plans, by anybody `but` this person;
        what was only announced is left out."""
        ...

    def completions(
        self, action_ids: Sequence[ActionId], person_id: PersonId, *, since: datetime
    ) -> Mapping[ActionId, EventId]:
        """Of each of these actions, the newest completion by this person since then that was not taken back."""
        ...

    def since_version(self, action_id: ActionId, version: int) -> Sequence[Logged]:
        """What changed an action after it had this version, oldest first."""
        ...

    def mark_undone(self, event_id: EventId, by: EventId) -> None: ...
    def mark_redone(self, event_id: EventId, undone_by: EventId) -> None:
        """It counts again: what had taken it back was taken back itself.

        Raises:
            StaleWrite: it counts already, or something else took it back.
        """
        ...
