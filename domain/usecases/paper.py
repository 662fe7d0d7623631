"""The board's paper: a plan as it is now, in the columns of its own document (`domain.reporting`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from domain.actions import Action, Status
from domain.ids import ActionId, RecommendationId
from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.headings import Shade, meanings
from domain.plans import Plan
from domain.ports import UnitOfWork
from domain.reporting.cells import AsPrinted, Entry, Meeting, Words, colour_words
from domain.reporting.layout import Source, lay_out
from domain.reporting.paper import Column, Holds, Paper
from domain.usecases.making import unpack
from domain.usecases.rounds import progress_of

_MOST_NOTES = 10_000
_SAME = {
    ColumnRole.SECTION: Holds.SECTION,
    ColumnRole.RECOMMENDATION: Holds.RECOMMENDATION,
    ColumnRole.OUTCOME: Holds.OUTCOME,
    ColumnRole.ACTION: Holds.ACTION,
    ColumnRole.LEAD: Holds.LEAD,
    ColumnRole.DUE: Holds.DUE,
    ColumnRole.DUE_ORIGINAL: Holds.DUE_ORIGINAL,
    ColumnRole.PROGRESS: Holds.PROGRESS,
    ColumnRole.SUCCESS_MEASURE: Holds.MEASURE,
}


def paper_of(uow: UnitOfWork, plan: Plan, *, today: date, since: date | None = None) -> Paper:
    """The paper of a plan, as this unit of work sees it. `since`: of the notes only those from that day on."""
    version = uow.versions.latest(plan.id)
    said = version.said if version is not None else {}
    actions = uow.versions.actions(plan.id)
    found: dict[RecommendationId, list[Entry]] = defaultdict(list)
    for action in sorted(actions, key=lambda one: one.position):
        notes = uow.actions.notes(action.id, _MOST_NOTES)
        found[action.recommendation_id].append(Entry(action, _as_printed(said.get(action.id)), notes))
    entries: Mapping[RecommendationId, list[Entry]] = found
    words = Words(
        zone=uow.organisation.zone,
        colours=colour_words(one for group in entries.values() for one in group),
        meeting=_meeting(uow, plan),
        since=since,
    )
    return lay_out(
        Source(
            plan=plan,
            columns=_columns(plan),
            sections=uow.versions.sections(plan.id),
            recommendations=uow.versions.recommendations(plan.id),
            entries=entries,
            words=words,
            today=today,
            full_names=_full_names(uow, actions),
        )
    )


def _columns(plan: Plan) -> list[Column]:
    return [Column(heading, _holds(heading, plan.roles.get(heading, ""))) for heading in plan.columns]


def _holds(heading: str, role: str) -> Holds:
    known = ColumnRole(role) if role in set(ColumnRole) else ColumnRole.OTHER
    shades = {one.shade for one in meanings(heading) if one.role is known}
    if known is ColumnRole.REF:
        return Holds.ACTION_REF if Shade.ACTION_REF in shades else Holds.REF
    if known is ColumnRole.RAG:
        return Holds.STATUS if Shade.STATUS in shades else Holds.RAG
    return _SAME.get(known, Holds.OTHER)


def _as_printed(said: Mapping[str, object] | None) -> AsPrinted | None:
    if said is None:
        return None
    try:
        read: DraftAction = unpack(said)
    except ValueError:  # an older program kept it
        return None
    return AsPrinted(
        due=read.due,
        rag=read.rag,
        status=Status(read.status.value),
        names=frozenset(lead.name.casefold() for lead in read.leads),
        leads_text=read.leads_text,
        lead_cells=dict(read.lead_cells),
    )


def _meeting(uow: UnitOfWork, plan: Plan) -> Meeting | None:
    newest = next(iter(uow.reminders.rounds(plan.id)), None)
    if newest is None:
        return None
    progress = progress_of(uow, newest)
    return Meeting(newest.deadline, newest.opened_at, frozenset(progress.all), frozenset(progress.answered))


def _full_names(uow: UnitOfWork, actions: Sequence[Action]) -> dict[str, str]:
    """Who is behind the leads that are printed otherwise than they are called."""
    found = {}
    people: dict[ActionId | str, str] = {}
    for lead in (lead for action in actions for lead in action.leads if lead.person_id is not None):
        if lead.person_id is None:
            continue
        if lead.person_id not in people:
            person = uow.people.person(lead.person_id)
            people[lead.person_id] = person.name if person is not None else ""
        name = people[lead.person_id]
        if name and name.casefold() != lead.name.casefold():
            found[lead.name] = name
    return found
