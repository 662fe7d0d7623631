"""What later versions of a plan's document need of the store: what each version said, and the parts of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from domain.actions import Action
from domain.ids import ActionId, PlanId, RecommendationId
from domain.plans import Lead, Plan, PlanVersion, Recommendation, Section


class Versions(Protocol):
    """The versions of plans within the organisation, and within sight."""

    def all(self, plan_id: PlanId) -> Sequence[PlanVersion]:
        """Every document that was imported as this plan, oldest first, without what it said."""
        ...

    def latest(self, plan_id: PlanId) -> PlanVersion | None:
        """The newest, with the newest that was said of each action: where it no longer names one, an older one's."""
        ...

    def add(self, version: PlanVersion) -> None:
        """Keep what a document said."""
        ...

    def named(self, plan_id: PlanId) -> frozenset[ActionId]:
        """The actions that the newest version names."""
        ...

    def say(self, plan_id: PlanId, action_id: ActionId, said: Mapping[str, Any]) -> None:
        """The newest version says this of a further action, as somebody decided."""
        ...

    def actions(self, plan_id: PlanId) -> Sequence[Action]:
        """All actions of a plan, in its order; locked until the end in a writing unit of work."""
        ...

    def recommendations(self, plan_id: PlanId) -> Sequence[Recommendation]:
        """All recommendations, likewise."""
        ...

    def sections(self, plan_id: PlanId) -> Sequence[Section]:
        """All sections, likewise."""
        ...

    def add_parts(
        self,
        plan: Plan,
        *,
        sections: Sequence[Section] = (),
        recommendations: Sequence[Recommendation] = (),
        leads: Sequence[Lead] = (),
        actions: Sequence[Action] = (),
    ) -> None:
        """Parts that are new in a plan."""
        ...

    def renew(self, recommendations: Sequence[Recommendation], sections: Sequence[Section]) -> None:
        """Write what the document now says of these parts; their keys stay."""
        ...

    def name_leads(self, leads: Sequence[Lead]) -> None:
        """Write whom the plan's own key now names behind these leads: a proposal, which links nobody."""
        ...

    def place(self, places: Mapping[ActionId, tuple[str, int | None, int]]) -> None:
        """Where actions now stand in the document: page or sheet, row, and position in the plan."""
        ...

    def move(self, homes: Mapping[ActionId, RecommendationId]) -> None:
        """Under which recommendations actions stand now."""
        ...

    def remove(self, plan_id: PlanId, actions: Sequence[ActionId]) -> None:
        """Take actions out of a draft that was read again, and what then belongs to none: recommendations, and leads
        that nobody is linked to. What happened to them stays in history.
        """
        ...

    def rename(self, plan: Plan, code: str) -> None:
        """Give a draft another code: its actions, recommendations, links and questions take it over.

        Raises:
            StaleWrite: the code is taken.
        """
        ...

    def rekey(self, plan: Plan, keys: Mapping[str, str]) -> None:
        """Give actions and recommendations of a plan other keys; links and questions take them over.

        Raises:
            StaleWrite: a key is taken.
        """
        ...
