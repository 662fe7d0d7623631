"""Typed dates: a table of British phrases on Wednesday 18 November 2026, and laws that hold for any text."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.due import MONTHS, WEEKDAYS, Due, Precision, say_date, say_date_with_weekday
from domain.language.date_explicit import FIRST_YEAR, YEARS_AHEAD
from domain.language.dates import Ambiguous, DateReading, InThePast, NotADate, Read, read_date
from tests.domain.language.date_phrases import ASKED, PAST, READ
from tests.domain.language.no_date_phrases import NO_DATES

TODAY = date(2026, 11, 18)


def spoken(due: Due) -> str:
    """A due in one line of the table: `2027-06-30`, or `month 2027-06-01..2027-06-30`."""
    if due.precision is Precision.DAY:
        return f"{due.latest}"
    span = f" {due.earliest}..{due.latest}" if due.latest else f" {due.earliest}" if due.earliest else ""
    return f"{due.precision}{span}"


@pytest.mark.parametrize(("typed", "expected"), READ.items())
def test_a_clear_date_is_read(typed: str, expected: str) -> None:
    reading = read_date(typed, today=TODAY)
    assert isinstance(reading, Read), reading
    assert spoken(reading.due) == expected


@pytest.mark.parametrize(("typed", "labels"), ASKED.items())
def test_what_can_be_read_two_ways_is_asked_back(typed: str, labels: list[str]) -> None:
    reading = read_date(typed, today=TODAY)
    assert isinstance(reading, Ambiguous), reading
    assert [choice.label for choice in reading.choices] == labels


@pytest.mark.parametrize(("typed", "expected", "suggested"), PAST)
def test_a_date_that_is_over_is_asked_back_with_a_suggestion(typed: str, expected: str, suggested: str | None) -> None:
    reading = read_date(typed, today=TODAY)
    assert isinstance(reading, InThePast), reading
    assert spoken(reading.due) == expected
    assert (spoken(reading.suggestion) if reading.suggestion else None) == suggested


@pytest.mark.parametrize(("typed", "hint"), NO_DATES.items())
def test_what_is_no_date_is_answered_with_what_to_type(typed: str, hint: str) -> None:
    reading = read_date(typed, today=TODAY)
    assert isinstance(reading, NotADate), reading
    assert hint in reading.hint
    assert "type " in reading.hint.lower()


def test_a_weekday_typed_on_that_day_is_asked_back() -> None:
    reading = read_date("Saturday", today=date(2026, 11, 21))
    assert isinstance(reading, Ambiguous)
    assert [choice.label for choice in reading.choices] == ["Saturday 21 November 2026", "Saturday 28 November 2026"]


def test_the_end_of_the_week_said_at_the_weekend_is_asked_back() -> None:
    reading = read_date("end of the week", today=date(2026, 11, 21))
    assert isinstance(reading, Ambiguous)
    assert [choice.label for choice in reading.choices] == ["Sunday 22 November 2026", "Friday 27 November 2026"]


def test_next_june_in_spring_may_be_this_years_or_next_years() -> None:
    reading = read_date("next June", today=date(2026, 3, 1))
    assert isinstance(reading, Ambiguous)
    assert [choice.label for choice in reading.choices] == ["June 2026", "June 2027"]


@pytest.mark.parametrize(
    ("quarter_start", "prefer", "expected"),
    [
        (4, "council", "quarter 2026-10-01..2026-12-31"),
        (4, "calendar", "quarter 2027-07-01..2027-09-30"),
        (1, "ask", "quarter 2027-07-01..2027-09-30"),
    ],
)
def test_a_plan_can_say_which_quarters_it_means(quarter_start: int, prefer: str, expected: str) -> None:
    reading = read_date("Q3", today=TODAY, quarter_start_month=quarter_start, prefer=prefer)  # type: ignore[arg-type]  # parametrised
    assert isinstance(reading, Read)
    assert spoken(reading.due) == expected


def dues_of(reading: DateReading) -> list[Due]:
    match reading:
        case Read(due):
            return [due]
        case Ambiguous(_, choices):
            return [choice.due for choice in choices]
        case InThePast(due, suggestion):
            return [due] + ([suggestion] if suggestion else [])
    return []


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(2041, 12, 31))
TODAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
FORMS = (
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: f"{day:%d %m %Y}",
    lambda day: day.isoformat(),
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%d%m%Y}",
    say_date,
    say_date_with_weekday,
    lambda day: f"{WEEKDAYS[day.weekday()][:3]}, {day.day} {MONTHS[day.month - 1][:3]}. {day.year}",
    lambda day: f"{day.day}th of {MONTHS[day.month - 1].upper()}, {day.year}",
    lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day}-{MONTHS[day.month - 1][:3]}-{day.year}",
    lambda day: f"{day.day}{MONTHS[day.month - 1][:3]}{day.year}",
    lambda day: f"by 5pm on the {day.day} {MONTHS[day.month - 1]} {day.year} please",
)


@given(DAYS, st.sampled_from(FORMS), TODAYS)
def test_every_date_written_out_reads_back_as_itself(day: date, form: object, today: date) -> None:
    text = form(day)  # type: ignore[operator]  # one of FORMS
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        assert isinstance(read_date(text, today=today), NotADate)
        return
    if text.isdigit() and isinstance(reading := read_date(text, today=today), Ambiguous):
        assert day in [choice.due.latest for choice in reading.choices]  # 20102010 and its like
        return
    reading = read_date(text, today=today)
    assert isinstance(reading, Read if day >= today else InThePast), (text, reading)
    assert dues_of(reading)[0] == Due.on(day)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2000, 2041), st.sampled_from("/.-"))
def test_numbers_are_never_read_month_first(day: int, month: int, year: int, mark: str) -> None:
    for shown in (f"{year}", f"{year % 100:02d}"):
        reading = read_date(f"{day}{mark}{month}{mark}{shown}", today=TODAY)
        assert dues_of(reading)[0].latest == date(year, month, day)
    reading = read_date(f"{day:02d}{mark}{month:02d}", today=TODAY)
    assert isinstance(reading, Read)
    assert (reading.due.latest.day, reading.due.latest.month) == (day, month) if reading.due.latest else False


@given(st.integers(1, 12), st.integers(13, 99), st.integers(2000, 2041))
def test_a_month_beyond_twelve_is_never_taken_for_the_day(month: int, day: int, year: int) -> None:
    assert isinstance(read_date(f"{month}/{day}/{year}", today=TODAY), NotADate)
    assert not isinstance(read_date(f"{month}/{day}", today=TODAY), Read) or day > 31


PIECES = st.sampled_from(
    """
    0 1 3 8 12 13 27 30 31 2026 2027 99 1b % £ - / . , : ' to or of the in on and by next last this end start mid early
    late week month year quarter Q3 FY 2026/27 fortnight day days weeks working before after from w/c ago Friday Mon may
    June Apr-27 Feb spring term Easter tomorrow today noon 5pm ongoing onwards tbc st nd th second half winter H1 eoy
    """.split()  # noqa: SIM905 - a hundred quoted words are harder to read
)
TEXTS = st.one_of(
    st.text(max_size=90), st.lists(PIECES, max_size=9).map(" ".join), st.lists(PIECES, max_size=6).map("".join)
)


@given(TEXTS, st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from((1, 4, 9)))
@settings(max_examples=600, deadline=None)
def test_no_text_raises_or_leaves_the_window(text: str, today: date, quarter_start: int) -> None:
    reading = read_date(text, today=today, quarter_start_month=quarter_start)
    for due in dues_of(reading):
        for day in (due.earliest, due.latest):
            assert day is None or FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD
    match reading:
        case Read(due):
            assert due.latest is None or due.latest >= today
        case Ambiguous(_, choices):
            assert 2 <= len(choices) <= 4
            assert len({choice.label for choice in choices}) == len(choices)
            assert all(len(choice.label) <= 75 for choice in choices)
        case InThePast(due, suggestion):
            assert due.latest is not None
            assert due.latest < today
            assert suggestion is None or (suggestion.latest is not None and suggestion.latest >= today)
        case NotADate(_, hint):
            assert hint


@given(TEXTS, st.sampled_from((1, 4)))
@settings(max_examples=600, deadline=None)
def test_what_was_read_reads_back_as_the_same_date(text: str, quarter_start: int) -> None:
    for due in dues_of(read_date(text, today=TODAY, quarter_start_month=quarter_start)):
        if due.text:
            again = read_date(due.text, today=TODAY, quarter_start_month=quarter_start)
            assert isinstance(again, Read | InThePast), (due, again)
            assert (again.due.earliest, again.due.latest) == (due.earliest, due.latest)


@pytest.mark.parametrize(
    "text",
    [
        " or ".join(["may"] * 20),
        "end of " * 11 + "June",
        "monday " * 11,
        "a week on " * 7 + "Friday",
        "1-" * 39,
        "the " * 19 + "1st",
        "from 1 to " * 8,
        "last friday of " * 5 + "may",
        "next year " * 8,
        "friday before " * 5 + "easter",
        "x" * 100_000,
        " " * 100_000,
        "1/" * 50_000,
        "\u200b" * 50_000 + "Friday",
    ],
)
def test_hostile_text_is_answered_at_once(text: str) -> None:
    read_date("Friday", today=TODAY)  # whatever loads late has loaded
    begun = time.thread_time()  # the work, however busy the machine is
    read_date(text, today=TODAY)
    assert time.thread_time() - begun < 0.5


def test_the_sweep_of_a_year_never_reads_a_weekday_wrongly() -> None:
    for ahead in range(366):
        today = TODAY + timedelta(days=ahead)
        for number, weekday in enumerate(WEEKDAYS):
            for due in dues_of(read_date(weekday, today=today)):
                assert due.latest is not None
                assert due.latest.weekday() == number
                assert 0 <= (due.latest - today).days <= 7
