"""A newer document on its way into a plan: its recommendations, its new actions, and what it changed of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.actions import Action
from domain.ids import RecommendationId, SectionId
from domain.importing.draft import DraftRecommendation
from domain.importing.keys import unique
from domain.people import Signature
from domain.plans import Plan, PlanState, PlanVersion, Recommendation
from domain.ports import UnitOfWork
from domain.usecases.comparing import Change, Comparison
from domain.usecases.making import action_of, recommendation_of, section_of
from domain.usecases.merging import PRINTED, changes_of

AGAIN = "the document as it is read now"
"""What a draft's own document is called once it was read again."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A document that is being taken in. `again`: it is the one of which the draft was made, read otherwise."""

    uow: UnitOfWork
    found: Comparison
    version: PlanVersion
    by: Signature
    at: datetime
    again: bool = False

    @property
    def label(self) -> str:
        """What to call it to people."""
        return AGAIN if self.again else self.version.name

    @property
    def plan(self) -> Plan:
        """The plan as it was before."""
        return self.found.plan

    def homes(self) -> dict[str, RecommendationId]:
        """Renew the plan's recommendations and sections, add new ones; gives each of the document's its counterpart."""
        found, plan = self.found, self.plan
        folded = {_fold(one.title): one for one in found.sections}
        by_title: dict[str, SectionId] = {}
        renewed_sections, new_sections = [], []
        for position, section in enumerate(found.draft.sections):
            known = folded.get(_fold(section.title))
            if known is None:
                known = section_of(section, plan.id, len(found.sections) + position)
                new_sections.append(known)
            elif (known.ref, known.target, known.due) != (section.ref, section.target, section.due):
                renewed_sections.append(replace(known, ref=section.ref, target=section.target, due=section.due))
            by_title[section.title] = known.id
        stored = {one.id: one for one in found.recommendations}
        same = {(one.key.lower(), _fold(one.text)): one.id for one in found.recommendations}
        taken = {one.key.lower() for one in found.recommendations} | {one.key.lower() for one in found.stored}
        homes: dict[str, RecommendationId] = {}
        renewed: dict[RecommendationId, Recommendation] = {}
        new: list[Recommendation] = []
        for position, one in enumerate(found.draft.recommendations):
            home = self._home(one, set(renewed)) or same.get((one.key.lower(), _fold(one.text)))
            said = recommendation_of(one, plan.id, position, by_title)
            if home is None:
                said = replace(said, key=found.keys.get(one.key) or unique(one.key, taken))
                taken.add(said.key.lower())
                new.append(said)
                homes[one.key] = said.id
                continue
            homes[one.key] = home
            if home not in renewed:
                renewed[home] = replace(said, id=home, key=stored[home].key)
        self.uow.versions.add_parts(plan, sections=new_sections, recommendations=new)
        self.uow.versions.renew([one for one in renewed.values() if one != stored[one.id]], renewed_sections)
        return homes

    def _home(self, one: DraftRecommendation, claimed: set[RecommendationId]) -> RecommendationId | None:
        """The stored recommendation under which most of its actions stand."""
        keys = {self.found.keys[action.key] for action in one.actions if action.key in self.found.keys}
        its = [change.now.recommendation_id for change in self.found.changes if change.now.key in keys]
        its += [
            several[0].recommendation_id
            for action in one.actions
            for several in [self.found.unclear.get(action.key, ())]
            if several
        ]
        free = [home for home in its if home not in claimed] or its
        return max(free, key=free.count) if free else None

    def add_new(self, homes: dict[str, RecommendationId]) -> list[Action]:
        """Actions that are new in the plan."""
        new = {one.key: one for one in self.found.new}
        made, position = [], -1
        for recommendation in self.found.draft.recommendations:
            for action in recommendation.actions:
                position += 1
                if action.key in new:
                    draft = replace(new[action.key], key=self.found.keys[action.key])
                    made.append(action_of(draft, homes[recommendation.key], self.plan, position, self.found.leads))
        self.uow.versions.add_parts(self.plan, actions=made)
        return made

    def rehome(self, homes: Mapping[str, RecommendationId]) -> None:
        """Let actions stand under the recommendations under which the document has them."""
        its = {
            self.found.keys.get(action.key, action.key): homes[one.key]
            for one in self.found.draft.recommendations
            for action in one.actions
        }
        moved = {
            one.now.id: its[one.now.key]
            for one in self.found.changes
            if its.get(one.now.key, one.now.recommendation_id) != one.now.recommendation_id
        }
        self.uow.versions.move(moved)

    def apply(self, change: Change) -> bool:
        """Take over what only the document changed; gives whether the action was written."""
        changes: dict[str, Any] = {}
        for name in change.taken:
            changes |= changes_of(name, change.said)
        for name in PRINTED:
            if getattr(change.now, name) != getattr(change.said, name):
                changes[name] = getattr(change.said, name)
        if change.now.not_in:
            changes["not_in"] = ""
        if change.milestones:
            changes["milestones"] = change.now.with_parts(change.said.milestones)
        if changes:
            self.save(change.now, changes)
        return bool(changes)

    def save(self, action: Action, changes: dict[str, Any]) -> Action:
        """Write it with the event that names the version."""
        revised, event = action.revise(changes, by=self.by, at=self.at, version=self.label)
        if self.plan.state is PlanState.DRAFT:
            revised = replace(revised, due_changes=action.due_changes)  # nobody was promised a draft's dates
        return self.uow.actions.save(revised, because=event)


def _fold(title: str) -> str:
    return " ".join(title.split()).casefold()
