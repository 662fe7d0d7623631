"""What those who run or watch a plan hear: what needs a decision of theirs at once, and once a week how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from domain.actions import ActionRow
from domain.due import Precision, say_date
from domain.ids import ActionId, PersonId, PlanId
from domain.messages import Overdue, ShowPlan
from domain.people import Role
from domain.plan_counts import PlanCounts
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import item, join_names
from domain.rag import Rag, RagValue
from domain.reminder_messages import OpenMySettings
from domain.reminders.hearing import Told
from domain.reminders.records import Figures, PutOff
from domain.reminders.steps import Step
from domain.reminders.wishes import Rhythm
from domain.speech import marked, tr, trn
from domain.views import Button, Buttons, Element, Facts, Heading, Paragraph, SmallPrint

SILENT = timedelta(days=60)
"""How long an open action may be without an update before its coordinators hear so."""
_WEEK = timedelta(days=7)
_SHOWN = 10
_NAMED = 3
_MOST_PLANS = 8


@dataclass(slots=True)
class Digest:
    """What a message on plans says; `entries` are then entered in the ledger."""

    elements: list[Element] = field(default_factory=list)
    entries: list[Told] = field(default_factory=list)


def watched(uow: UnitOfWork, person_id: PersonId) -> Mapping[PlanId, bool]:
    """The plans that a person coordinates (`True`) or was made a viewer of (`False`)."""
    found: dict[PlanId, bool] = {}
    for one in uow.people.memberships(person_id):
        if one.plan_id is not None and one.role in {Role.COORDINATOR, Role.VIEWER}:
            found[one.plan_id] = found.get(one.plan_id, False) or one.role is Role.COORDINATOR
    return found


def escalations(uow: UnitOfWork, person_id: PersonId, plans: Iterable[Plan], rhythm: Rhythm, day: date) -> Digest:
    """Actions that are late by as many working days as their plan's setting says, without a word since: to their
    coordinator alone, and once for each date.
    """
    digest = Digest()
    for plan in plans:
        late = plan.settings.escalate_days
        if late <= 0:
            continue
        found = uow.reminders.to_escalate(plan.id, person_id, _days_before(rhythm, day, late))
        heard = uow.reminders.heard_of([row.id for row in found])
        # A row with a request has had its word, and waits for a coordinator: they see it in `waiting`.
        silent = [row for row in found if not row.waits and not _heard_since(row, heard, rhythm)]
        if not silent:
            continue
        days = trn("{count:,} working day", "{count:,} working days", late)
        digest.elements.append(
            Heading(
                text=trn(
                    "{code}: late by {days} or more without an update ({count:,} action)",
                    "{code}: late by {days} or more without an update ({count:,} actions)",
                    len(silent),
                    code=plan.code,
                    days=days,
                )[:150]
            )
        )
        digest.elements += [item(row, today=day, leads=True) for row in silent[:_SHOWN]]
        if len(silent) > _SHOWN:
            digest.elements.append(
                SmallPrint(text=tr("{count} more: say “overdue {code}”.", count=len(silent) - _SHOWN, code=plan.code))
            )
        digest.entries += [Told(row.id, row.due.latest, Step.ESCALATED) for row in silent if row.due.latest is not None]
    return digest


def _days_before(rhythm: Rhythm, day: date, count: int) -> date:
    """Due before this day means: on `day` late by at least so many working days."""
    day = rhythm.days.until(day)
    for _ in range(count - 1):
        day = rhythm.days.until(day - timedelta(days=1))
    return day


def _heard_since(row: ActionRow, heard: Mapping[ActionId, datetime], rhythm: Rhythm) -> bool:
    at = heard.get(row.id)
    return at is not None and row.due.latest is not None and rhythm.day(at) > row.due.latest


def weekly(uow: UnitOfWork, plans: Mapping[PlanId, bool], rhythm: Rhythm, day: date, now: datetime) -> Digest:
    """How plans stand, once a week: bars and movement for whoever watches one; for its coordinators also what needs
    their hand.
    """
    digest = Digest()
    live = [plan for plan_id in plans if (plan := uow.plans.by_id(plan_id)) and plan.state is PlanState.LIVE]
    live.sort(key=lambda plan: plan.code.casefold())
    for plan in live[:_MOST_PLANS]:
        counts = uow.plans.counts(plan.id, day)
        before = uow.reminders.figures_before(plan.id, day)
        now_figures = Figures(
            day, counts.open, counts.overdue, counts.complete, {value.value: n for value, n in counts.colours.items()}
        )
        uow.reminders.keep_figures(plan.id, now_figures)
        digest.elements.append(Heading(text=(f"{plan.code} · {plan.title}" if plan.title else plan.code)[:150]))
        digest.elements.append(Paragraph(text="\n".join(_stands(counts, now_figures, before))))
        if plans[plan.id]:
            pairs = _needs(uow, plan, counts, rhythm, day, now)
            if pairs:
                digest.elements.append(Facts(pairs=tuple(pairs)))
        digest.elements.append(
            Buttons(
                buttons=(
                    Button(
                        label=tr("What is overdue"),
                        sends=Overdue(plan=plan.code),
                        describe=tr("Overdue in {code}", code=plan.code),
                    ),
                    Button(
                        label=tr("The plan"),
                        sends=ShowPlan(plan=plan.code),
                        describe=tr("The plan {code}", code=plan.code),
                    ),
                )
            )
        )
    if len(live) > _MOST_PLANS:
        digest.elements.append(SmallPrint(text=tr("{count} more plans: say “plans”.", count=len(live) - _MOST_PLANS)))
    return digest


def settings_button() -> Buttons:
    """The way to hear less."""
    return Buttons(
        buttons=(Button(label=tr("Settings"), sends=OpenMySettings(), describe=tr("What I am told, and when")),)
    )


def _stands(counts: PlanCounts, now: Figures, before: Figures | None) -> list[str]:
    bar = [f"{Rag.of(value).describe()} {count:,}" for value, count in counts.colours.items() if count]
    lines = [" · ".join(bar) or tr("Nothing is open.")]
    figures = [
        tr("{count:,} open", count=counts.open),
        tr("{count:,} overdue", count=counts.overdue),
        tr("{count:,} complete", count=counts.complete),
    ]
    lines.append(", ".join(figures))
    if before is not None:
        red = RagValue.RED.value
        moved = [
            _moved(tr("overdue"), now.overdue, before.overdue),
            _moved(tr("complete"), now.complete, before.complete),
            _moved(Rag.of(RagValue.RED).describe(), now.colours.get(red, 0), before.colours.get(red, 0)),
        ]
        told = [words for words in moved if words]
        lines.append(
            tr("Since {date}: {told}.", date=say_date(before.day), told=", ".join(told) or tr("nothing moved"))
        )
    return lines


def _moved(what: str, now: int, before: int) -> str:
    if now == before:
        return ""
    if now > before:
        return tr("{count:,} more {what}", count=now - before, what=what)
    return tr("{count:,} fewer {what}", count=before - now, what=what)


def _needs(
    uow: UnitOfWork, plan: Plan, counts: PlanCounts, rhythm: Rhythm, day: date, now: datetime
) -> list[tuple[str, str]]:
    rows = uow.reminders.open_rows(plan.id)
    heard = uow.reminders.heard_of([row.id for row in rows])
    quiet_since = now - SILENT
    begun = plan.live_at or plan.created_at or now
    red = [row for row in rows if row.rag.value is RagValue.RED]
    turned = uow.reminders.judged_since([row.id for row in red], _start(rhythm, day - _WEEK)) if red else frozenset()
    dues = {row.id: row.due for row in rows}
    put_off = [
        one
        for one in uow.reminders.put_offs(plan_id=plan.id)
        if one.until > day and one.action_id in dues and one.holds_for(dues[one.action_id])
    ]
    found = {
        marked("Overdue"): [row for row in rows if row.is_late(day)],
        marked("Gone red this week"): [row for row in red if row.id in turned],
        marked("No update in 60 days"): [row for row in rows if (heard.get(row.id) or begun) < quiet_since],
        marked("No lead"): [row for row in rows if not row.leads],
        marked("No date"): [row for row in rows if row.due.precision in {Precision.NONE, Precision.EVENT}],
        marked("Colour and date disagree"): [row for row in rows if _disagree(row, plan, day)],
    }
    pairs = [(tr(name), _count(members)) for name, members in found.items() if members]
    if put_off:
        pairs.append((tr("Put off"), _put_off(put_off, {row.id: row for row in rows}, uow)))
    if counts.unlinked_leads:
        pairs.append((tr("Leads not linked to a person"), tr("{count:,}: say “people”", count=counts.unlinked_leads)))
    if counts.questions:
        pairs.append(
            (
                tr("Open questions on the document"),
                tr("{count:,}: say “questions {code}”", count=counts.questions, code=plan.code),
            )
        )
    if failed := uow.outbox.failed(plan.id):
        words = trn("{count:,} message in 30 days", "{count:,} messages in 30 days", failed)
        words += tr(": say “resend {code}”", code=plan.code)
        pairs.append((tr("Not delivered to channels"), words))
    unreached = _unreached(uow, plan)
    if unreached:
        pairs.append((tr("My messages don't reach"), unreached))
    return pairs


def _start(rhythm: Rhythm, day: date) -> datetime:
    return datetime.combine(day, time(), rhythm.zone).astimezone(UTC)


def _disagree(row: ActionRow, plan: Plan, day: date) -> bool:
    """Green though late, or in the colour that means complete though open."""
    if plan.colour_key.complete is row.rag.value and row.rag.value is not RagValue.NONE:
        return True
    return row.is_late(day) and row.rag.value in {RagValue.GREEN, RagValue.BLUE}


def _count(rows: Sequence[ActionRow]) -> str:
    """`12: TSP-1, TSP-2, TSP-3 and 9 more`."""
    keys = [row.key for row in rows[:_NAMED]]
    more = len(rows) - len(keys)
    return (
        tr("{count:,}: {keys} and {more:,} more", count=len(rows), keys=", ".join(keys), more=more)
        if more
        else f"{len(rows):,}: {join_names(keys)}"
    )


def _put_off(entries: Sequence[PutOff], rows: Mapping[ActionId, ActionRow], uow: UnitOfWork) -> str:
    lines = []
    for one in entries:
        row, person = rows.get(one.action_id), uow.people.person(one.person_id)
        if row is not None and person is not None:
            lines.append(
                tr(
                    "{key} until {date} ({name}: {reason})",
                    key=row.key,
                    date=say_date(one.until),
                    name=person.name,
                    reason=one.reason[:120],
                )
            )
    shown = lines[:_NAMED]
    return "\n".join(
        [*shown, tr("and {count} more", count=len(lines) - len(shown))] if len(lines) > len(shown) else shown
    )


def _unreached(uow: UnitOfWork, plan: Plan) -> str:
    people = {lead.person_id: lead.name for lead in uow.plans.leads(plan.id) if lead.person_id is not None}
    reasons = uow.reminders.reasons(list(people))
    return ", ".join(f"{people[each]} ({say_reason(reason)})" for each, reason in reasons.items())


_REASONS = {
    "no_account": marked("no account here that I know"),
    "deactivated": marked("their account is deactivated"),
    "guest": marked("a guest who was not let in"),
    "outside": marked("an account of another organisation"),
    "bot": marked("a bot's account"),
    "user_disabled": marked("their account is deactivated"),
    "account_inactive": marked("their account is deactivated"),
    "user_not_found": marked("their account is gone"),
    "cannot_dm_bot": marked("a bot's account"),
    "ConversationBlockedByUser": marked("they blocked me"),
    "MessageWritesBlocked": marked("they blocked me"),
    "BotNotInConversationRoster": marked("the app is not installed for them"),
    "BotDisabledByAdmin": marked("the app is switched off for them"),
    "ConversationNotFound": marked("the app is not installed for them"),
    "Forbidden": marked("the app is not installed for them"),
}


def say_reason(reason: str) -> str:
    """Why somebody is out of reach, in plain words; the platform's own word where we know no better."""
    known = _REASONS.get(reason)
    return tr(known) if known else tr("the platform says “{reason}”", reason=reason[:60])


def coordinated(uow: UnitOfWork, plans: Mapping[PlanId, bool]) -> list[Plan]:
    """The live plans among these that are coordinated."""
    found = [uow.plans.by_id(plan_id) for plan_id, runs in plans.items() if runs]
    return sorted(
        (plan for plan in found if plan is not None and plan.state is PlanState.LIVE), key=lambda plan: plan.code
    )


def looks_daily(plans: Collection[Plan]) -> bool:
    """Is there a plan whose late actions are escalated?"""
    return any(plan.settings.escalate_days > 0 for plan in plans)
