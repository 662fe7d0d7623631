"""Notices: what happened that somebody is to hear in their next message, and how each is said."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import ValidationError

from domain.actions import Action, ActionLead, ActionRow
from domain.claims import ClaimState
from domain.ids import ActionId, ClaimId, PersonId
from domain.people import PersonKind, StandInKind
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.reminders.records import News, Notice
from domain.speech import tr, trn
from domain.usecases.direct import TOGETHER, mail, responsible_for
from domain.usecases.plan_digest import say_reason
from domain.views import Element, Heading, Paragraph, Reply

log = logging.getLogger("actionlog.news")


@dataclass(slots=True)
class Said:
    """What notices come to: elements above a list, and actions that belong in it."""

    elements: list[Element] = field(default_factory=list)
    rows: dict[ActionId, ActionRow] = field(default_factory=dict)


def people_behind(uow: UnitOfWork, person_id: PersonId, day: date) -> list[PersonId]:
    """Who is told what is for a person: they, or their deputies on this day; of a role or team those who act for it."""
    person = uow.people.person(person_id)
    if person is None or person.left_at is not None:
        return []
    acting = [one for one in uow.people.acting_for(person_id) if one.counts_on(day)]
    if person.kind is PersonKind.PERSON:
        deputies = [one.person_id for one in acting if one.kind is StandInKind.DEPUTY]
        return deputies or [person_id]
    return [one.person_id for one in acting]


def tell_of_assignment(
    uow: UnitOfWork,
    action: Action,
    plan: Plan,
    before: Collection[ActionLead],
    *,
    by: PersonId,
    name: str,
    now: datetime,
) -> None:
    """Let those who lead an action from now on know, but not whoever did it. Drafts are nobody's business yet."""
    if plan.state is not PlanState.LIVE or not action.is_open:
        return
    had = {lead.person_id for lead in before}
    day = now.astimezone(uow.organisation.zone).date()
    fresh = [lead.person_id for lead in action.leads if lead.person_id is not None and lead.person_id not in had]
    told = dict.fromkeys(each for person_id in fresh for each in people_behind(uow, person_id, day))
    for person_id in told:
        if person_id != by:
            key = f"assigned:{action.id}:{action.version}:{person_id}"
            about = {"action": action.id, "by": name}
            uow.reminders.notify(Notice(key, person_id, News.ASSIGNED, about, now + TOGETHER))


def say_assignments(notices: Iterable[Notice], rows: dict[ActionId, ActionRow]) -> Said:
    """`Tobias Wren made you lead of NRP-1 and NRP-3.` What is no longer theirs, or is done, is left out."""
    said = Said()
    by: dict[str, list[str]] = {}
    for one in notices:
        row = rows.get(ActionId(str(one.about.get("action", ""))))
        if row is not None and row.id not in said.rows:
            said.rows[row.id] = row
            by.setdefault(str(one.about.get("by", "")), []).append(row.key)
    said.elements = [
        Paragraph(text=tr("{name} made you lead of {names}.", name=name, names=join_names(keys)))
        for name, keys in by.items()
    ]
    return said


def say_words(notices: Iterable[Notice]) -> list[Element]:
    """What others did that concerns them, as it was said."""
    elements: list[Element] = []
    for one in notices:
        try:
            elements += Reply.model_validate(one.about.get("reply")).elements
        except ValidationError:  # it was queued by a version that had other buttons
            log.warning("notice %s can't be read any more", one.key)
    return elements


def say_claims(uow: UnitOfWork, notices: Iterable[Notice]) -> list[Element]:
    """Who says that they are somebody in the plans, as far as nobody has decided yet."""
    still = []
    for one in notices:
        claim = uow.claims.by_id(ClaimId(str(one.about.get("claim", ""))))
        if claim is not None and claim.state is ClaimState.OPEN:
            still.append(one)
    return [Heading(text=tr("Who is this?")), *say_words(still)] if still else []


def report_out_of_reach(uow: UnitOfWork, now: datetime) -> int:
    """Tell those responsible whom messages don't reach, once for each reason; gives how many people."""
    found = uow.reminders.unreported()
    for one in found:
        for responsible in responsible_for(uow, one.person_id):
            about = {"person": one.person_id, "reason": one.reason}
            key = f"reach:{one.person_id}:{one.at.isoformat()}:{responsible.id}"
            uow.reminders.notify(Notice(key, responsible.id, News.OUT_OF_REACH, about, now))
        uow.reminders.reported(one.person_id, now)
        if missed := uow.outbox.missed(one.person_id):
            mail(uow, one.person_id, missed, key=f"mail:{one.person_id}:{one.at.isoformat()}")
    return len(found)


def say_out_of_reach(uow: UnitOfWork, notices: Sequence[Notice]) -> list[Element]:
    """`I could not reach 2 people`: who, and why; those who were reached since are left out."""
    about = {PersonId(str(one.about.get("person", ""))): str(one.about.get("reason", "")) for one in notices}
    still = uow.reminders.reasons(list(about))
    lines = []
    for person_id, reason in about.items():
        person = uow.people.person(person_id)
        if person is not None and person_id in still:
            mail = tr("; their e-mail is {email}", email=person.email) if person.email else ""
            lines.append(f"• {person.name}: {say_reason(reason)}{mail}")
    if not lines:
        return []
    who = trn("{count} person", "{count} people", len(lines))
    return [
        Paragraph(
            text="\n".join([tr("My messages do not reach {who}:", who=who), *lines, tr("Please tell them yourself.")])
        )
    ]
