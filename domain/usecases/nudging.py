"""What a lead hears: the actions that need a word from them, in one message with working buttons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.actions import ActionRow, Status
from domain.context import Context
from domain.due import Precision, say_date
from domain.ids import ActionId, PersonId, PlanId
from domain.messages import Mine
from domain.people import Platform, Sight, StandInKind
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import PAGE, done_line, item, page_line, pager, row_item, ways_back
from domain.registry import registry
from domain.reminder_messages import OpenLater, OpenMySettings, Reminder, pack_keys, unpack_keys
from domain.reminders.hearing import Task, Told, hear_today
from domain.reminders.records import PutOff
from domain.reminders.steps import Step, steps
from domain.reminders.wishes import Rhythm, Wishes
from domain.speech import marked, tr, trn
from domain.views import Button, Buttons, Element, Heading, Item, Paragraph, Reply, SmallPrint
from domain.waiting import SIGN_OFF

SOON = timedelta(days=14)
"""How far the weekly list looks ahead."""
FAR = timedelta(days=60)
"""What is due later than that is not said to be coming up: somebody may just have been given it."""
NEAR = timedelta(days=4)
"""An action that is told of within so many days of the weekly list is no reason for one."""

_GROUPS = (
    marked("Overdue"),
    marked("Due today"),
    marked("Coming up"),
    marked("Later"),
    marked("Ongoing"),
    marked("No date"),
    marked("Done"),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person has to do, as far as reminders go: their open actions in live plans, and what was told."""

    rows: Mapping[ActionId, ActionRow]
    tasks: Sequence[Task]
    told: frozenset[Told]
    put_off: Mapping[ActionId, PutOff]
    plans: Mapping[PlanId, Plan]


NOTHING_TO_DO = Desk({}, (), frozenset(), {}, {})


def eyes_of(uow: UnitOfWork, person_id: PersonId, day: date) -> Sight:
    """What a person may see on this day, for a message that they are to get."""
    chats = [one for one in uow.people.accounts_of(person_id) if one.platform is not Platform.CONSOLE]
    acting = [one for one in uow.people.acted_for(person_id) if one.counts_on(day)]
    if chats and all(one.is_guest for one in chats):  # of the plans they were let into, their own actions
        own = frozenset().union(*(uow.people.guest_plans(one.id) for one in chats))
        return Sight(own=own, guest=frozenset({person_id, *(one.for_id for one in acting if one.is_post)}))
    whose = [person_id, *(one.for_id for one in acting)]
    roles = [role for each in whose for role in uow.people.memberships(each)]
    return Sight(own=frozenset(one.plan_id for one in roles if one.plan_id is not None), live=True)


def changes_of_hands(uow: UnitOfWork, person_id: PersonId, after: date) -> list[date]:
    """The days later than this one on which somebody begins or ceases to act for this person, or they for somebody."""
    days = []
    for one in (*uow.people.acted_for(person_id), *uow.people.acting_for(person_id)):
        if one.ended_at is None:
            days += [one.since] + ([one.until + timedelta(days=1)] if one.until else [])
    return [day for day in days if day > after]


def desk_of(uow: UnitOfWork, person_id: PersonId, rhythm: Rhythm, day: date) -> Desk:
    """Read what a person leads on this day, or has to see to for a role, a team or somebody whose deputy they are;
    while somebody is their own deputy, that one is reminded instead. What a newer version of its plan no longer has is
    left out: nobody is reminded of what may be no more.
    """
    also = [one.for_id for one in uow.people.acted_for(person_id) if one.counts_on(day)]
    deputies = [
        one for one in uow.people.acting_for(person_id) if one.kind is StandInKind.DEPUTY and one.counts_on(day)
    ]
    whose = [*also, *([] if deputies else [person_id])]
    if not whose:
        return NOTHING_TO_DO
    found = uow.actions.of_person(whose[-1], statuses=frozenset({Status.OPEN.value}), also=whose[:-1])
    plans = {plan_id: uow.plans.by_id(plan_id) for plan_id in {row.plan_id for row in found}}
    live = {name: plan for name, plan in plans.items() if plan is not None and plan.state is PlanState.LIVE}
    rows = {row.id: row for row in found if row.plan_id in live and not row.not_in and not _waits(row)}
    if not rows:
        return NOTHING_TO_DO
    put_off = {
        one.action_id: one
        for one in uow.reminders.put_offs(person_id=person_id)
        if one.action_id in rows and one.holds_for(rows[one.action_id].due)
    }
    ongoing = [row.id for row in rows.values() if row.due.precision is Precision.ONGOING]
    heard = uow.reminders.heard_of(ongoing) if ongoing else {}
    tasks = tuple(
        _task(row, live[row.plan_id], heard.get(row.id), put_off.get(row.id), rhythm) for row in rows.values()
    )
    return Desk(rows, tasks, uow.reminders.told(person_id, list(rows)), put_off, live)


def _waits(row: ActionRow) -> bool:
    """Did its lead say that it is done, and a coordinator has yet to agree?"""
    return SIGN_OFF in row.waits


def _task(row: ActionRow, plan: Plan, heard: datetime | None, put_off: PutOff | None, rhythm: Rhythm) -> Task:
    since = heard or plan.live_at or plan.created_at
    return Task(
        id=row.id,
        due=row.due,
        heard_of=since.astimezone(rhythm.zone).date() if since else date.min,
        review_days=plan.settings.review_days,
        put_off=put_off.until if put_off else None,
    )


def nudges(desk: Desk, wishes: Wishes, rhythm: Rhythm, day: date) -> tuple[Told, ...]:
    """What is to be told on this day."""
    return hear_today(desk.tasks, desk.told, wishes, rhythm, day)


def for_the_week(desk: Desk, wishes: Wishes, rhythm: Rhythm, day: date) -> list[ActionRow]:
    """What the weekly list shows: what is late, and what is due in the next two weeks; not what was put off. Nothing,
    where all of it has been heard of in the last days or will be in the next: a list that repeats is soon muted. Steps
    that they don't wish to hear of are none: for whoever wants the list alone, it is all that there is.
    """
    rows = [
        row
        for row in desk.rows.values()
        if row.due.latest is not None
        and row.due.latest <= day + SOON
        and not (row.id in desk.put_off and desk.put_off[row.id].until > day)
    ]
    near = [
        any(abs(on - day) <= NEAR and wishes.wants(step) for on, step in steps(row.due, rhythm.days)) for row in rows
    ]
    return [] if all(near) else rows


def personal_message(
    rows: Collection[ActionRow],
    day: date,
    *,
    intro: str,
    asked: Collection[ActionId] = (),
    above: Sequence[Element] = (),
) -> Reply:
    """One message with these actions in groups, the late ones first. `asked` are those of which somebody asked to be
    reminded on this day. What does not fit is a page further.
    """
    ordered = [row for _, members in _grouped(rows, day) for row in members]
    of, count = pack_keys(row.key for row in ordered)
    query, left = Reminder(of=of), len(ordered) - count
    return Reply(
        elements=(
            *above,
            *([Paragraph(text=intro)] if intro else []),
            *_page(ordered[:count], day, 1, asked=asked),
            *([SmallPrint(text=tr("{left} more: say “mine”.", left=left))] if left else []),
            *([SmallPrint(text=tr(_LONG_LATE))] if _are_long_late(rows, day) else []),
            *pager(query, page=1, total=count),
            Buttons(
                buttons=(
                    Button(label=tr("All my actions"), sends=Mine()),
                    Button(label=tr("Settings"), sends=OpenMySettings(), describe=tr("What I am told, and when")),
                )
            ),
        ),
        source=query,
    )


_LONG_LATE = marked(
    "Where a date no longer holds, move it and say why (“Change date”); where you wait for something, press “Later”."
)


def _are_long_late(rows: Iterable[ActionRow], day: date) -> bool:
    return any(row.due.days_late(day) > 30 for row in rows)


def say_counts(rows: Collection[ActionRow], day: date) -> str:
    """`NRP-1 is due today.`; `Of your actions, 2 are overdue, 1 is due today.` It is what a notification shows."""
    groups = _grouped(rows, day)
    if len(rows) == 1:
        (title, (row,)), *_ = groups
        return "" if title == "Later" else tr(_ONE.get(title, _HOW), key=row.key)
    parts = [_SOME[title](len(members)) for title, members in groups if title in _SOME]
    return tr("Of your actions, {parts}.", parts=", ".join(parts)) if parts else ""


_HOW = marked("How does {key} go? A line would help.")
_ONE = {
    "Overdue": marked("{key} is overdue."),
    "Due today": marked("{key} is due today."),
    "Coming up": marked("{key} is coming up."),
}
_SOME: Mapping[str, Callable[[int], str]] = {
    "Overdue": lambda count: trn("{count} is overdue", "{count} are overdue", count),
    "Due today": lambda count: trn("{count} is due today", "{count} are due today", count),
    "Coming up": lambda count: trn("{count} is coming up", "{count} are coming up", count),
    "Ongoing": lambda count: trn(
        "{count} is ongoing, and a line on how it goes would help",
        "{count} are ongoing, and a line on how it goes would help",
        count,
    ),
}


@registry.handles(Reminder)
def reminder(query: Reminder, ctx: Context) -> Reply:
    """The actions of a reminder as they are now, in the same places as far as they can be."""
    rows = list(ctx.uow.actions.rows_by_key(unpack_keys(query.of)))
    if not rows:
        return Reply(
            elements=(
                Paragraph(text=tr("None of these actions is there any more.")),
                Buttons(buttons=(Button(label=tr("All my actions"), sends=Mine()),)),
            ),
            replaces=True,
        )
    if query.plain:
        ways = ways_back(rows, ctx)
        plain = tuple(row_item(row, ctx, undo=ways.get(row.id)) for row in rows[:PAGE])
        return Reply(elements=plain, replaces=True, source=query)
    where = page_line(query.page, len(rows))
    return Reply(
        elements=(
            *_page(rows, ctx.today, query.page, ctx=ctx),
            *([SmallPrint(text=where)] if where else []),
            *pager(query, page=query.page, total=len(rows)),
            Buttons(
                buttons=(
                    Button(label=tr("All my actions"), sends=Mine()),
                    Button(label=tr("Settings"), sends=OpenMySettings(), describe=tr("What I am told, and when")),
                )
            ),
        ),
        replaces=True,
        source=query,
    )


def _page(
    rows: Sequence[ActionRow], day: date, page: int, *, asked: Collection[ActionId] = (), ctx: Context | None = None
) -> list[Element]:
    elements: list[Element] = []
    heading = None
    for row in rows[(page - 1) * PAGE : page * PAGE]:
        title = _group(row, day)
        if title != heading:
            elements.append(Heading(text=tr(title)))
            heading = title
        elements.append(_row(row, day, asked, ctx))
    return elements


def _row(row: ActionRow, day: date, asked: Collection[ActionId], ctx: Context | None) -> Item:
    if row.status is not Status.OPEN:
        done = "" if ctx is None else done_line(row, ctx)
        return item(row, today=day, done=done, undo=None if ctx is None else ways_back([row], ctx).get(row.id))
    shown = item(row, today=day)
    later = Button(
        label=tr("Later"), sends=OpenLater(ref=row.key), describe=tr("Remind me of {key} later", key=row.key)
    )
    note = tr("You asked to be reminded of this on {date}.", date=say_date(day)) if row.id in asked else shown.note
    return shown.model_copy(update={"buttons": (*shown.buttons[:2], later), "note": note})


def _grouped(rows: Iterable[ActionRow], day: date) -> list[tuple[str, list[ActionRow]]]:
    groups: dict[str, list[ActionRow]] = {title: [] for title in _GROUPS}
    for row in rows:
        groups[_group(row, day)].append(row)
    return [(title, members) for title, members in groups.items() if members]


def _group(row: ActionRow, day: date) -> str:
    if row.status is not Status.OPEN:
        return "Done"
    if row.due.precision is Precision.ONGOING:
        return "Ongoing"
    if row.due.latest is None:
        return "No date"
    if row.due.latest < day:
        return "Overdue"
    if row.due.latest == day:
        return "Due today"
    return "Coming up" if row.due.latest <= day + FAR else "Later"


def entries_for(desk: Desk, keys: Collection[str], rhythm: Rhythm, day: date) -> tuple[Told, ...]:
    """What the ledger must say of these actions when they are told of for another reason, so that nobody hears of the
    same thing again the next morning. Whatever they wish: it is told now.
    """
    tasks = [task for task in desk.tasks if desk.rows[task.id].key in keys]
    return hear_today(tasks, desk.told, Wishes(), rhythm, day)


def asked_for(entries: Iterable[Told]) -> frozenset[ActionId]:
    """Of which actions somebody asked to be reminded."""
    return frozenset(entry.action_id for entry in entries if entry.step is Step.LATER)


def with_told(desk: Desk, entries: Iterable[Told]) -> Desk:
    """The same desk after these were told."""
    return replace(desk, told=desk.told | frozenset(entries))
