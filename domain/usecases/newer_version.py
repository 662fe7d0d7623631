"""Takes in a newer version of a plan's document, in one transaction: see `comparing` for what is compared how.

Nothing is duplicated, nothing is lost: keys of actions stay, notes, history and links of leads to people too; what only
the document changed is applied with an event that names the version; what was changed here as well becomes a question;
an action that the document no longer has stays, marked, until somebody decides about it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.events import PlanRevised
from domain.ids import ActionId
from domain.people import Signature
from domain.plans import Lead, Plan, PlanState
from domain.ports import UnitOfWork
from domain.rag import ColourKey
from domain.usecases.announcing import summarise_version
from domain.usecases.comparing import Comparison, touched_here
from domain.usecases.making import pack, version_of
from domain.usecases.renumbering import questions_on_numbers
from domain.usecases.version_questions import ask_again, close_idle, conflicts, doubts, matches, missing
from domain.usecases.version_taking import Taking


def take_in_version(
    uow: UnitOfWork, found: Comparison, *, by: Signature, at: datetime, source: str, sha256: str, again: bool = False
) -> Plan:
    """Store a newer version of a plan's document; gives the plan as it is now. The caller has let the person see what
    will change, and checked that they may. `again`: it is the document of which the draft was made, read otherwise;
    what was only misread then, and nobody has touched, goes.
    """
    misread: list[ActionId] = []
    if again:
        misread = [one.id for one in (*found.gone, *found.closed) if not touched_here(one, uow)]
        gone, closed = (tuple(one for one in each if one.id not in misread) for each in (found.gone, found.closed))
        found = replace(found, gone=gone, closed=closed)
    said = {one.now.id: one.draft for one in found.changes}
    number = 1 + max((one.number for one in uow.versions.all(found.plan.id)), default=0)
    head = version_of(found.draft, found.plan.id, said, number=number, by=by, at=at, source=source, sha256=sha256)
    taking = Taking(uow, found, head, by, at, again)
    known = {lead.id: lead for lead in uow.plans.leads(found.plan.id)}
    uow.versions.add_parts(found.plan, leads=[lead for lead in found.leads.values() if lead.id not in known])
    uow.versions.name_leads([lead for lead in found.leads.values() if _is_renamed(lead, known.get(lead.id))])
    homes = taking.homes()
    new = taking.add_new(homes)
    by_key = {one.key: one for one in new}
    drafts = {one.key: one for one in found.new}
    head = replace(
        head,
        said=dict(head.said)
        | {by_key[found.keys[key]].id: pack(replace(one, key=found.keys[key])) for key, one in drafts.items()},
    )
    for change in found.changes:
        taking.apply(change)
    for action in found.gone:
        if not action.not_in:
            taking.save(action, {"not_in": taking.label})
    places = {one.now.id: (one.said.source_page, one.said.source_row, one.said.position) for one in found.changes}
    uow.versions.place(places)
    asked = [
        *conflicts(taking),
        *missing(taking),
        *matches(taking),
        *questions_on_numbers(taking),
        *doubts(taking, new),
    ]
    close_idle(taking, asked)
    uow.questions.add(asked)
    ask_again(taking)
    if again:
        taking.rehome(homes)
        uow.versions.remove(found.plan.id, misread)
    uow.versions.add(head)
    plan = replace(
        found.plan,
        title=found.draft.title or found.plan.title,
        as_at=found.draft.as_at or found.plan.as_at,
        as_at_text=found.draft.as_at_text or found.plan.as_at_text,
        columns=found.draft.columns,
        roles={heading: role.value for heading, role in found.draft.roles},
        corrections={**found.plan.corrections, **{heading: role.value for heading, role in found.draft.given}},
        colour_key=_key(found),
        leftover=found.draft.leftover,
        source_name=source,
        source_sha256=sha256,
    )
    because = PlanRevised(
        at=at,
        by=by,
        plan_id=plan.id,
        source=source,
        sha256=sha256,
        version=taking.label,
        new=len(found.new),
        changed=len(found.changed),
        unchanged=len(found.changes) - len(found.changed),
        missing=len(found.gone) + len(found.closed),
        questions=len(asked),
    )
    uow.plans.save(plan, because=because)
    if plan.state is PlanState.LIVE:
        for follow in uow.plans.follows(plan.id):
            summarise_version(uow, follow, plan, head, found.sentence, [one.id for one in new], now=at)
    return plan


def _is_renamed(lead: Lead, now: Lead | None) -> bool:
    """Does a newer key name somebody behind a lead that is linked to nobody?"""
    return now is not None and now.person_id is None and lead.full_name != now.full_name


def _key(found: Comparison) -> ColourKey:
    """What the document prints of its colours, and for the others what was known before."""
    printed, known = found.draft.colour_key, found.plan.colour_key
    return ColourKey({**known.meanings, **printed.meanings}, printed.complete or known.complete)
