"""Versions of plans: what each document said of each action, and the parts of a plan that a newer one changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, exists, literal_column, select
from sqlalchemy.exc import IntegrityError

from domain.actions import Action
from domain.errors import StaleWrite
from domain.ids import ActionId, PlanId, RecommendationId, VersionId
from domain.plans import Lead, Plan, PlanVersion, Recommendation, Section
from storage import schema, searching
from storage.mapping import (
    AnyRow,
    action_from,
    action_lead_values,
    lead_values,
    milestone_values,
    new_action_values,
    recommendation_from,
    recommendation_values,
    section_from,
    section_values,
    signature_from,
    signature_values,
)
from storage.repositories.scope import ORGANISATION, Rows, Scope, View, in_view
from storage.schema import imported_actions, plan_versions
from storage.text import fold_key, sort_key


@cache
def _parts(view: View, table: Table, *, lock: bool) -> Rows:
    statement = (
        select(table)
        .where(table.c.organisation_id == ORGANISATION, table.c.plan_id == bindparam("plan"), in_view(table, view))
        .order_by(table.c.position, table.c.id)
    )
    return statement.with_for_update(of=table) if lock else statement


_LEADS = (
    select(
        schema.action_leads.c.action_id,
        schema.action_leads.c.lead_id,
        schema.action_leads.c.role,
        schema.leads.c.name,
        schema.leads.c.person_id,
    )
    .join(
        schema.leads,
        and_(
            schema.leads.c.organisation_id == schema.action_leads.c.organisation_id,
            schema.leads.c.id == schema.action_leads.c.lead_id,
        ),
    )
    .where(schema.action_leads.c.organisation_id == ORGANISATION, schema.leads.c.plan_id == bindparam("plan"))
    .order_by(schema.action_leads.c.action_id, schema.action_leads.c.position)
)
_MILESTONES = (
    select(schema.milestones)
    .join(
        schema.actions,
        and_(
            schema.actions.c.organisation_id == schema.milestones.c.organisation_id,
            schema.actions.c.id == schema.milestones.c.action_id,
        ),
    )
    .where(schema.milestones.c.organisation_id == ORGANISATION, schema.actions.c.plan_id == bindparam("plan"))
    .order_by(schema.milestones.c.action_id, schema.milestones.c.position)
)


@cache
def _versions(view: View) -> Rows:
    return (
        select(plan_versions)
        .where(
            plan_versions.c.organisation_id == ORGANISATION,
            plan_versions.c.plan_id == bindparam("plan"),
            in_view(plan_versions, view),
        )
        .order_by(plan_versions.c.number)
    )


_SAID = (
    select(imported_actions.c.action_id, imported_actions.c.said)
    .join(
        plan_versions,
        and_(
            plan_versions.c.organisation_id == imported_actions.c.organisation_id,
            plan_versions.c.id == imported_actions.c.version_id,
        ),
    )
    .where(imported_actions.c.organisation_id == ORGANISATION, plan_versions.c.plan_id == bindparam("plan"))
    .order_by(plan_versions.c.number)
)
_NAMED = select(imported_actions.c.action_id).where(
    imported_actions.c.organisation_id == ORGANISATION, imported_actions.c.version_id == bindparam("version")
)


_PLACE = schema.actions.update().where(
    schema.actions.c.organisation_id == ORGANISATION, schema.actions.c.id == bindparam("of_part")
)
_RENEW = schema.recommendations.update().where(
    schema.recommendations.c.organisation_id == ORGANISATION, schema.recommendations.c.id == bindparam("of_part")
)
_RENEW_SECTION = schema.sections.update().where(
    schema.sections.c.organisation_id == ORGANISATION, schema.sections.c.id == bindparam("of_part")
)
_NAME_LEAD = schema.leads.update().where(
    schema.leads.c.organisation_id == ORGANISATION, schema.leads.c.id == bindparam("of_part")
)
_RECODE = schema.plans.update().where(
    schema.plans.c.organisation_id == ORGANISATION, schema.plans.c.id == bindparam("of_part")
)
_OF_DRAFT = select(schema.plans.c.id).where(
    schema.plans.c.organisation_id == ORGANISATION,
    schema.plans.c.id == bindparam("of_plan"),
    schema.plans.c.state == literal_column("'draft'"),
)
_REMOVE_ACTION = schema.actions.delete().where(
    schema.actions.c.organisation_id == ORGANISATION,
    schema.actions.c.id == bindparam("of_part"),
    schema.actions.c.plan_id.in_(_OF_DRAFT),
)
_REMOVE_EMPTY = schema.recommendations.delete().where(
    schema.recommendations.c.organisation_id == ORGANISATION,
    schema.recommendations.c.plan_id.in_(_OF_DRAFT),
    ~exists().where(
        schema.actions.c.organisation_id == schema.recommendations.c.organisation_id,
        schema.actions.c.recommendation_id == schema.recommendations.c.id,
    ),
)
_REMOVE_LEADS = schema.leads.delete().where(
    schema.leads.c.organisation_id == ORGANISATION,
    schema.leads.c.plan_id.in_(_OF_DRAFT),
    schema.leads.c.person_id.is_(None),
    ~exists().where(
        schema.action_leads.c.organisation_id == schema.leads.c.organisation_id,
        schema.action_leads.c.lead_id == schema.leads.c.id,
    ),
)
_RENUMBER = schema.questions.update().where(
    schema.questions.c.organisation_id == ORGANISATION, schema.questions.c.id == bindparam("of_part")
)


class SqlVersions:
    """`domain.versions.Versions`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def all(self, plan_id: PlanId) -> Sequence[PlanVersion]:
        """Every document that was imported as this plan, oldest first, without what it said."""
        return [_version_from(row) for row in self._scope.all(_versions(self._scope.view), plan=plan_id)]

    def latest(self, plan_id: PlanId) -> PlanVersion | None:
        """The newest, with the newest that was said of each action: where it no longer names one, an older one's."""
        versions = self.all(plan_id)
        if not versions:
            return None
        said = {ActionId(row.action_id): row.said for row in self._scope.all(_SAID, plan=plan_id)}
        return replace(versions[-1], said=said)

    def add(self, version: PlanVersion) -> None:
        """Keep what a document said."""
        organisation = self._scope.organisation_id
        row = {
            "organisation_id": organisation,
            "id": version.id,
            "plan_id": version.plan_id,
            "number": version.number,
            "as_at": version.as_at,
            "as_at_text": version.as_at_text,
            "source_name": version.source_name,
            "source_sha256": version.source_sha256,
            "imported_at": version.imported_at,
            "imported_by": signature_values(version.imported_by),
        }
        self._scope.add(plan_versions, [row])
        self._scope.add(
            imported_actions,
            [
                {"organisation_id": organisation, "version_id": version.id, "action_id": action, "said": dict(said)}
                for action, said in version.said.items()
            ],
        )

    def named(self, plan_id: PlanId) -> frozenset[ActionId]:
        """The actions that the newest version names."""
        versions = self.all(plan_id)
        rows = self._scope.all(_NAMED, version=versions[-1].id) if versions else ()
        return frozenset(ActionId(row.action_id) for row in rows)

    def say(self, plan_id: PlanId, action_id: ActionId, said: Mapping[str, Any]) -> None:
        """The newest version says this of a further action, as somebody decided."""
        versions = self.all(plan_id)
        if versions:
            row = {
                "organisation_id": self._scope.organisation_id,
                "version_id": versions[-1].id,
                "action_id": action_id,
                "said": dict(said),
            }
            self._scope.upsert(imported_actions, row, key=("organisation_id", "version_id", "action_id"))

    def actions(self, plan_id: PlanId) -> Sequence[Action]:
        """All actions of a plan, in its order; locked until the end in a writing unit of work."""
        its_leads, its_milestones = defaultdict(list), defaultdict(list)
        rows = self._all(schema.actions, plan_id)
        for row in self._scope.all(_LEADS, plan=plan_id):
            its_leads[row.action_id].append(row)
        for row in self._scope.all(_MILESTONES, plan=plan_id):
            its_milestones[row.action_id].append(row)
        return [action_from(row, its_leads[row.id], its_milestones[row.id]) for row in rows]

    def recommendations(self, plan_id: PlanId) -> Sequence[Recommendation]:
        """All recommendations, likewise."""
        return [recommendation_from(row) for row in self._all(schema.recommendations, plan_id)]

    def sections(self, plan_id: PlanId) -> Sequence[Section]:
        """All sections, likewise."""
        return [section_from(row) for row in self._all(schema.sections, plan_id)]

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
        scope, organisation = self._scope, self._scope.organisation_id
        scope.add(schema.sections, [section_values(each, organisation) for each in sections])
        scope.add(schema.recommendations, [recommendation_values(each, organisation) for each in recommendations])
        scope.add(schema.leads, [lead_values(each, organisation) for each in leads])
        own = {"organisation_id": organisation}
        scope.add(schema.actions, [new_action_values(each, plan.code) | own for each in actions])
        scope.add(schema.action_leads, [row | own for each in actions for row in action_lead_values(each)])
        scope.add(schema.milestones, [row | own for each in actions for row in milestone_values(each)])
        searching.reindex(scope, [each.id for each in actions])

    def renew(self, recommendations: Sequence[Recommendation], sections: Sequence[Section]) -> None:
        """Write what the document now says of these parts; their keys stay."""
        for one in recommendations:
            values = recommendation_values(one, self._scope.organisation_id)
            self._scope.run(_RENEW, of_part=one.id, **_without(values, "organisation_id", "id", "plan_id"))
        for section in sections:
            values = section_values(section, self._scope.organisation_id)
            self._scope.run(_RENEW_SECTION, of_part=section.id, **_without(values, "organisation_id", "id", "plan_id"))
        searching.reindex_parts(
            self._scope, recommendations=[each.id for each in recommendations], sections=[each.id for each in sections]
        )

    def name_leads(self, leads: Sequence[Lead]) -> None:
        """Write whom the plan's own key now names behind these leads: a proposal, which links nobody."""
        for lead in leads:
            self._scope.run(_NAME_LEAD, of_part=lead.id, full_name=lead.full_name or None)

    def place(self, places: Mapping[ActionId, tuple[str, int | None, int]]) -> None:
        """Where actions now stand in the document: page or sheet, row, and position in the plan."""
        for action, (page, row, position) in places.items():
            self._scope.run(_PLACE, of_part=action, source_page=page, source_row=row, position=position)

    def move(self, homes: Mapping[ActionId, RecommendationId]) -> None:
        """Under which recommendations actions stand now."""
        for action, home in homes.items():
            self._scope.run(_PLACE, of_part=action, recommendation_id=home)
        searching.reindex(self._scope, list(homes))

    def remove(self, plan_id: PlanId, actions: Sequence[ActionId]) -> None:
        """Take actions out of a draft that was read again, and what then belongs to none: recommendations, and leads
        that nobody is linked to. What happened to them stays in history.
        """
        for action in actions:
            self._scope.run(_REMOVE_ACTION, of_part=action, of_plan=plan_id)
        self._scope.run(_REMOVE_EMPTY, of_plan=plan_id)
        self._scope.run(_REMOVE_LEADS, of_plan=plan_id)

    def rename(self, plan: Plan, code: str) -> None:
        """Give a draft another code: its actions, recommendations, links and questions take it over.

        Raises:
            StaleWrite: the code is taken.
        """
        before, after = f"{plan.code}-", f"{code}-"
        try:
            self._scope.run(_RECODE, of_part=plan.id, code=code, code_folded=fold_key(code))
            self._rekey(plan, lambda key: after + key[len(before) :] if key.startswith(before) else key)
        except IntegrityError as error:
            raise StaleWrite("plans.code") from error

    def rekey(self, plan: Plan, keys: Mapping[str, str]) -> None:
        """Give actions and recommendations of a plan other keys; links and questions take them over.

        Raises:
            StaleWrite: a key is taken.
        """
        try:
            self._rekey(plan, lambda key: keys.get(key, key))
        except IntegrityError as error:
            raise StaleWrite("actions.key") from error

    def _rekey(self, plan: Plan, renamed: Callable[[str], str]) -> None:
        scope = self._scope
        for action in self.actions(plan.id):
            moved = replace(action, key=renamed(action.key), links=tuple(map(renamed, action.links)))
            if (moved.key, moved.links) == (action.key, action.links):
                continue
            values = {
                "key": moved.key,
                "key_folded": fold_key(moved.key),
                "key_sort": sort_key(moved.key),
                "links": list(moved.links),
            }
            scope.run(_PLACE, of_part=action.id, **values)
        for one in self.recommendations(plan.id):
            if (key := renamed(one.key)) != one.key:
                scope.run(_RENEW, of_part=one.id, key=key)
        searching.reindex_plan(scope, plan.id)
        for row in self._all(schema.questions, plan.id):
            about = {
                name: [renamed(each) for each in value] if name == "keys" else value
                for name, value in row.about.items()
            }
            if (key := renamed(row.key)) != row.key or about != row.about:
                scope.run(_RENUMBER, of_part=row.id, key=key, about=about)

    def _all(self, table: Table, plan_id: PlanId) -> Sequence[AnyRow]:
        return self._scope.all(_parts(self._scope.view, table, lock=self._scope.writing), plan=plan_id)


def _without(values: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in names}


def _version_from(row: AnyRow) -> PlanVersion:
    by = signature_from(row.imported_by)
    if by is None:
        raise ValueError("a version without a signature")
    return PlanVersion(
        id=VersionId(row.id),
        plan_id=PlanId(row.plan_id),
        number=row.number,
        as_at=row.as_at,
        as_at_text=row.as_at_text,
        source_name=row.source_name,
        source_sha256=row.source_sha256,
        imported_at=row.imported_at,
        imported_by=by,
    )
