"""What a person must hear today, and when next: one function of their actions, what they were told, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from domain.due import Due, Precision
from domain.ids import ActionId
from domain.reminders.steps import Step, steps
from domain.reminders.wishes import Rhythm, Wishes

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """An open action of somebody's, as far as reminding goes. `heard_of` is the day of its last update (or of the day
    its plan went live), `review_days` how often one that is ongoing is asked about (0: never). `put_off` is the day
    until which they asked not to be reminded.
    """

    id: ActionId
    due: Due
    heard_of: date
    review_days: int = 0
    put_off: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the ledger: this step of this action's date `due_on` was told."""

    action_id: ActionId
    due_on: date
    step: Step


Plan = Sequence[tuple[date, Told]]


def hear_today(tasks: Iterable[Task], told: Set[Told], wishes: Wishes, rhythm: Rhythm, day: date) -> tuple[Told, ...]:
    """What a person must hear on this day, on which they work: of each action the latest step that has come, unless it
    was told. After a silence, however long, that is one entry for each action. An action that was told today is not
    told again.
    """
    found = []
    for task in tasks:
        come = [entry for on, entry in _steps(task, told, rhythm) if on <= day]
        if come and come[-1] not in told and wishes.wants(come[-1].step):
            found.append(come[-1])
    return tuple(found)


def next_day(
    tasks: Iterable[Task], told: Set[Told], wishes: Wishes, rhythm: Rhythm, after: date, *, weekly: bool
) -> date | None:
    """The first working day later than `after` on which there will be something to hear; `None` if nothing is in sight.
    `weekly`: they get a list at the beginning of each week.
    """
    days = []
    for task in tasks:
        entries = list(_steps(task, told, rhythm))
        come = [entry for on, entry in entries if on <= after]
        if come and come[-1] not in told and wishes.wants(come[-1].step):
            days.append(after)  # they could not be told yet
        days += [on for on, entry in entries if on > after and entry not in told and wishes.wants(entry.step)][:1]
    if weekly:
        days.append(next_list(rhythm, after))
    return max(rhythm.first_day(min(days)), rhythm.first_day(after + timedelta(days=1))) if days else None


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def list_day(rhythm: Rhythm, day: date) -> date:
    """The day of the weekly list in the week of this day: the first on which they work, if that week has one."""
    return rhythm.first_day(week_of(day))


def next_list(rhythm: Rhythm, after: date) -> date:
    """The first day of a weekly list later than this day."""
    monday = week_of(after)
    while (found := list_day(rhythm, monday)) <= after:
        monday += WEEK
    return found


def _steps(task: Task, told: Set[Told], rhythm: Rhythm) -> Iterator[tuple[date, Told]]:
    """The steps of an action, the put-off ones left out and the reminder that was asked for put in."""
    regular = (
        list(_review(task, told, rhythm)) if task.due.precision is Precision.ONGOING else list(_dated(task, rhythm))
    )
    if task.put_off is None:
        yield from regular
        return
    until = rhythm.days.since(task.put_off)
    yield until, Told(task.id, task.put_off, Step.LATER)
    yield from ((on, entry) for on, entry in regular if on > until)


def _dated(task: Task, rhythm: Rhythm) -> Iterator[tuple[date, Told]]:
    due_on = task.due.latest
    if due_on is not None:
        yield from ((on, Told(task.id, due_on, step)) for on, step in steps(task.due, rhythm.days))


def _review(task: Task, told: Set[Told], rhythm: Rhythm) -> Iterator[tuple[date, Told]]:
    if task.review_days <= 0:
        return
    asked = [one.due_on for one in told if one.action_id == task.id and one.step is Step.REVIEW]
    since = max([task.heard_of, *asked, *([task.due.earliest] if task.due.earliest else [])])
    due_on = rhythm.days.since(since + timedelta(days=task.review_days))
    yield due_on, Told(task.id, due_on, Step.REVIEW)
