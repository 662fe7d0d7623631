"""What a person must hear today, as a table of cases: the one function that decides it, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkingDays
from domain.due import Due, Precision
from domain.ids import ActionId
from domain.reminders.hearing import Task, Told, hear_today, list_day, next_day, next_list
from domain.reminders.steps import Step, steps
from domain.reminders.wishes import Rhythm, Wishes

A = ActionId("a")
LONDON = ZoneInfo("Europe/London")
ENGLAND = WorkingDays("ENG")
USUAL = Rhythm(ENGLAND, LONDON, hour=9, quiet_from=18)
CLOSED = WorkingDays("ENG", frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}))


def month(year: int, number: int) -> Due:
    first = date(year, number, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Due(f"{first:%B %Y}", Precision.MONTH, first, last)


# Of June 2026: Monday 1, Saturday 6, Monday 8, Tuesday 30. Bank holidays nearby: 25 May, 31 August (England).
STEPS = [
    # due, working days, what is heard when
    (
        Due.on(date(2026, 6, 17)),
        ENGLAND,
        {
            Step.SOON: date(2026, 6, 10),
            Step.TODAY: date(2026, 6, 17),
            Step.LATE_1: date(2026, 6, 18),
            Step.LATE_3: date(2026, 6, 22),
            Step.LATE_7: date(2026, 6, 26),
            Step.LATE_14: date(2026, 7, 7),
        },
    ),
    # on a Saturday: heard on Friday, since Monday would be too late; Monday is one working day late
    (
        Due.on(date(2026, 6, 20)),
        ENGLAND,
        {
            Step.SOON: date(2026, 6, 12),
            Step.TODAY: date(2026, 6, 19),
            Step.LATE_1: date(2026, 6, 22),
            Step.LATE_3: date(2026, 6, 24),
            Step.LATE_7: date(2026, 6, 30),
            Step.LATE_14: date(2026, 7, 9),
        },
    ),
    # a month: on its first working day and its last; 31 August is a bank holiday in England, 3 August in Scotland
    (
        month(2026, 8),
        ENGLAND,
        {Step.MONTH: date(2026, 8, 3), Step.TODAY: date(2026, 8, 28), Step.LATE_1: date(2026, 9, 1)},
    ),
    (
        month(2026, 8),
        WorkingDays("SCT"),
        {Step.MONTH: date(2026, 8, 4), Step.TODAY: date(2026, 8, 31), Step.LATE_1: date(2026, 9, 1)},
    ),
    # St Andrew's day in Scotland, the Battle of the Boyne in Northern Ireland
    (Due.on(date(2026, 11, 30)), WorkingDays("SCT"), {Step.TODAY: date(2026, 11, 27), Step.LATE_1: date(2026, 12, 1)}),
    (Due.on(date(2026, 11, 30)), WorkingDays("WLS"), {Step.TODAY: date(2026, 11, 30), Step.LATE_1: date(2026, 12, 1)}),
    (Due.on(date(2026, 7, 13)), WorkingDays("NIR"), {Step.TODAY: date(2026, 7, 10), Step.LATE_1: date(2026, 7, 14)}),
    # over Christmas, when the council is closed between the years
    (
        Due.on(date(2026, 12, 29)),
        CLOSED,
        {Step.SOON: date(2026, 12, 22), Step.TODAY: date(2026, 12, 24), Step.LATE_1: date(2027, 1, 4)},
    ),
    # other spans count from their last day
    (
        Due("Q1 2026/27", Precision.QUARTER, date(2026, 4, 1), date(2026, 6, 30)),
        ENGLAND,
        {Step.SOON: date(2026, 6, 23), Step.TODAY: date(2026, 6, 30)},
    ),
]


@pytest.mark.parametrize(("due", "days", "expected"), STEPS)
def test_the_days_on_which_a_lead_hears_of_a_date(due: Due, days: WorkingDays, expected: dict[Step, date]) -> None:
    found = {step: on for on, step in steps(due, days)}
    assert {step: found.get(step) for step in expected} == expected
    assert all(on in days for on in found.values())


@pytest.mark.parametrize("due", [Due.none(), Due("when the review reports", Precision.EVENT), Due.on(date.max)])
def test_what_has_no_day_in_sight_has_no_steps(due: Due) -> None:
    assert steps(due, ENGLAND) == ()


IN_JUNE = Due.on(date(2026, 6, 17))


def dated(due: Due = IN_JUNE, **changes: object) -> Task:
    return Task(A, due, date(2026, 1, 1), **changes)  # type: ignore[arg-type]  # any field, by its name


def told(*steps_: Step, on: date = date(2026, 6, 17)) -> frozenset[Told]:
    return frozenset(Told(A, on, step) for step in steps_)


ONGOING = Task(A, Due("ongoing", Precision.ONGOING), date(2026, 3, 2), review_days=90)

TODAY_CASES = [
    # name, task, what was told, wishes, the day, what is heard
    ("nothing yet", dated(), told(), Wishes(), date(2026, 6, 9), ()),
    ("a week before", dated(), told(), Wishes(), date(2026, 6, 10), (Step.SOON,)),
    ("told already", dated(), told(Step.SOON), Wishes(), date(2026, 6, 10), ()),
    ("on the day", dated(), told(Step.SOON), Wishes(), date(2026, 6, 17), (Step.TODAY,)),
    ("not wanted before", dated(), told(), Wishes(before=False), date(2026, 6, 10), ()),
    ("not wanted on the day", dated(), told(), Wishes(on_the_day=False), date(2026, 6, 17), ()),
    ("not wanted when late", dated(), told(), Wishes(late=False), date(2026, 6, 26), ()),
    ("one day late", dated(), told(Step.TODAY), Wishes(), date(2026, 6, 18), (Step.LATE_1,)),
    ("two days late", dated(), told(Step.LATE_1), Wishes(), date(2026, 6, 19), ()),
    ("after a silence only the latest", dated(), told(Step.SOON), Wishes(), date(2026, 6, 29), (Step.LATE_7,)),
    ("a late start", dated(), told(), Wishes(), date(2026, 9, 1), (Step.LATE_14,)),
    ("then only the weekly list", dated(), told(Step.LATE_14), Wishes(), date(2026, 9, 1), ()),
    (
        "another date is news",
        dated(Due.on(date(2026, 7, 1))),
        told(Step.LATE_14),
        Wishes(),
        date(2026, 7, 1),
        (Step.TODAY,),
    ),
    ("put off", dated(put_off=date(2026, 7, 1)), told(), Wishes(), date(2026, 6, 18), ()),
    ("put off until today", dated(put_off=date(2026, 7, 1)), told(), Wishes(), date(2026, 7, 1), (Step.LATER,)),
    (
        "as they asked, although nothing else is wanted",
        dated(put_off=date(2026, 7, 1)),
        told(),
        Wishes(before=False, on_the_day=False, late=False),
        date(2026, 7, 2),
        (Step.LATER,),
    ),
    (
        "reminded as asked, and then as usual",
        dated(put_off=date(2026, 7, 1)),
        frozenset({Told(A, date(2026, 7, 1), Step.LATER)}),
        Wishes(),
        date(2026, 7, 7),
        (Step.LATE_14,),
    ),
    ("ongoing, not yet", ONGOING, told(), Wishes(), date(2026, 5, 29), ()),
    ("ongoing, 90 days after the last word", ONGOING, told(), Wishes(), date(2026, 6, 1), (Step.REVIEW,)),
    ("ongoing, never", Task(A, ONGOING.due, date(2026, 3, 2), review_days=0), told(), Wishes(), date(2027, 6, 1), ()),
    (
        "ongoing, asked and not answered",
        ONGOING,
        told(Step.REVIEW, on=date(2026, 6, 1)),
        Wishes(),
        date(2026, 7, 1),
        (),
    ),
    (
        "ongoing, asked again",
        ONGOING,
        told(Step.REVIEW, on=date(2026, 6, 1)),
        Wishes(),
        date(2026, 9, 1),
        (Step.REVIEW,),
    ),
]


@pytest.mark.parametrize(
    ("task", "before", "wishes", "day", "expected"),
    [case[1:] for case in TODAY_CASES],
    ids=[case[0] for case in TODAY_CASES],
)
def test_what_is_heard_today(
    task: Task, before: frozenset[Told], wishes: Wishes, day: date, expected: tuple[Step, ...]
) -> None:
    heard = hear_today([task], before, wishes, USUAL, day)
    assert tuple(one.step for one in heard) == expected


def test_the_weekly_list_comes_on_the_first_working_day_of_the_week() -> None:
    assert list_day(USUAL, date(2026, 6, 18)) == date(2026, 6, 15)
    assert list_day(USUAL, date(2026, 5, 27)) == date(2026, 5, 26), "Monday 25 May is a bank holiday"
    assert next_list(USUAL, date(2026, 6, 15)) == date(2026, 6, 22)
    away = Rhythm(ENGLAND, LONDON, 9, 18, back_on=date(2026, 6, 25))
    assert next_list(away, date(2026, 6, 15)) == date(2026, 6, 25), "the first day back"


dues = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(Due.on)
tasks = st.lists(
    st.builds(
        lambda number, due, off: Task(ActionId(str(number)), due, date(2025, 12, 1), 90, off),
        st.integers(0, 4),
        st.one_of(dues, st.just(ONGOING.due), st.builds(month, st.just(2026), st.integers(1, 12))),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    max_size=5,
    unique_by=lambda task: task.id,
)
wishes_ = st.builds(Wishes, before=st.booleans(), on_the_day=st.booleans(), late=st.booleans())


@settings(deadline=None)
@given(tasks, wishes_, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_looking_only_on_the_next_day_misses_nothing(found: list[Task], wishes: Wishes, start: date) -> None:
    """A look on every working day tells the same on the same days as looks on the days that were foretold."""

    def walk(*, every_day: bool) -> list[tuple[date, Told]]:
        heard: list[tuple[date, Told]] = []
        entries: frozenset[Told] = frozenset()
        day: date | None = USUAL.first_day(start)
        while day is not None and day < date(2027, 3, 1):
            new = hear_today(found, entries, wishes, USUAL, day)
            heard += [(day, one) for one in new]
            entries |= frozenset(new)
            foretold = next_day(found, entries, wishes, USUAL, day, weekly=False)
            day = ENGLAND.after(day) if every_day else foretold
        return heard

    assert walk(every_day=True) == walk(every_day=False)
