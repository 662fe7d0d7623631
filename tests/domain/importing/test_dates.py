"""Dates as plans print them, and what nobody may read into them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.due import Precision
from domain.importing.dates import find_dates
from domain.importing.draft import DraftStatus
from domain.importing.duedates import is_date_like, read_due, split_dates

AS_AT = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("15.09.2025", "day", "2025-09-15", "2025-09-15"),
        ("29.11.25", "day", "2025-11-29", "2025-11-29"),
        ("01/06/2026", "day", "2026-06-01", "2026-06-01"),
        ("1 st Oct 25", "day", "2025-10-01", "2025-10-01"),
        ("Tuesday 30th of June, 2026", "day", "2026-06-30", "2026-06-30"),
        ("2026-03-31", "day", "2026-03-31", "2026-03-31"),
        ("June 30, 2026", "day", "2026-06-30", "2026-06-30"),
        ("Apr-26", "month", "2026-04-01", "2026-04-30"),
        ("Jun 26", "month", "2026-06-01", "2026-06-30"),
        ("Sept’ 25", "month", "2025-09-01", "2025-09-30"),
        ("October 2025", "month", "2025-10-01", "2025-10-31"),
        ("04/2026", "month", "2026-04-01", "2026-04-30"),
        ("2026-04", "month", "2026-04-01", "2026-04-30"),
        ("February - 2026", "month", "2026-02-01", "2026-02-28"),
        ("mid Oct 2025", "range", "2025-10-11", "2025-10-20"),
        ("early January 2026", "range", "2026-01-01", "2026-01-10"),
        ("late Nov 25", "range", "2025-11-21", "2025-11-30"),
        ("By end of Sept 2025", "day", "2025-09-30", "2025-09-30"),
        ("w/c 7 October 2025", "range", "2025-10-06", "2025-10-12"),
        ("w/b 6 Oct 2025", "range", "2025-10-06", "2025-10-12"),
        ("w.c. 06/10/25", "range", "2025-10-06", "2025-10-12"),
        ("wk of 6 October 2025", "range", "2025-10-06", "2025-10-12"),
        ("week ending 5 June 2026", "day", "2026-06-05", "2026-06-05"),
        ("Q1 2026/27", "quarter", "2026-04-01", "2026-06-30"),
        ("Quarter 4 (2025/26)", "quarter", "2026-01-01", "2026-03-31"),
        ("2026/27 Q2", "quarter", "2026-07-01", "2026-09-30"),
        ("Autumn term 2025", "season", "2025-09-01", "2025-12-31"),
        ("Spring 2026", "season", "2026-03-01", "2026-05-31"),
        ("Winter 2025/26", "season", "2025-12-01", "2026-02-28"),
        ("FY 2026/27", "year", "2026-04-01", "2027-03-31"),
        ("2026", "year", "2026-01-01", "2026-12-31"),
        ("2025-2028", "range", "2025-01-01", "2028-12-31"),
        ("April – June 2026", "range", "2026-04-01", "2026-06-30"),
        ("Nov to Feb 2026", "range", "2025-11-01", "2026-02-28"),
        ("1-5 June 2026", "range", "2026-06-01", "2026-06-05"),
        ("1/4/26 - 30/6/26", "range", "2026-04-01", "2026-06-30"),
    ],
)
def test_a_date_is_read_as_it_is_printed(text: str, precision: str, earliest: str, latest: str) -> None:
    reading = read_due(text, AS_AT)
    found = (reading.due.text, reading.due.precision, str(reading.due.earliest), str(reading.due.latest))
    assert found == (text, precision, earliest, latest)
    assert not reading.due.needs_check


@pytest.mark.parametrize("text", ["tbc", "ASAP", "?", "n/a", "To be confirmed", "-"])
def test_words_instead_of_a_date_are_none_and_asked(text: str) -> None:
    reading = read_due(text, AS_AT)
    assert (reading.due.precision, reading.due.text) == (Precision.NONE, text)
    assert reading.doubts


def test_a_blank_is_none() -> None:
    assert read_due("  ").due.precision is Precision.NONE


@pytest.mark.parametrize(
    ("text", "earliest"),
    [("Ongoing", None), ("on-going", None), ("Ongoing from October 2025", date(2025, 10, 1)),
     ("Sept onwards", date(2025, 9, 1)), ("Quarterly", None), ("Bi–annual", None), ("Half‑yearly", None)],
)  # fmt: skip
def test_ongoing_is_never_late(text: str, earliest: date | None) -> None:
    due = read_due(text, AS_AT).due
    assert (due.precision, due.earliest, due.latest) == (Precision.ONGOING, earliest, None)


@pytest.mark.parametrize(
    "text", ["Phase 2 of the new contract", "To be agreed with the Health Board", "within 6 weeks"]
)
def test_an_event_keeps_its_words_and_is_asked(text: str) -> None:
    reading = read_due(text, AS_AT)
    assert (reading.due.precision, reading.due.text) == (Precision.EVENT, text)
    assert reading.doubts


def test_a_day_that_does_not_exist_is_its_month_and_asked() -> None:
    reading = read_due("31/04/2026")
    assert (reading.due.text, reading.due.latest, reading.due.needs_check) == ("31/04/2026", date(2026, 4, 30), True)
    assert reading.doubts[0].suggestion == "30 April 2026"


def test_a_month_first_date_is_not_turned_round_in_silence() -> None:
    reading = read_due("04/13/2026")
    assert reading.due.latest is None
    assert reading.due.needs_check
    assert reading.doubts[0].suggestion == "13 April 2026"


def test_a_missing_year_comes_from_the_plan_and_never_from_today() -> None:
    assert read_due("30 Sept", date(2010, 7, 13)).due.latest == date(2010, 9, 30)
    assert read_due("30 Sept").due.latest is None
    before = read_due("March", date(2010, 7, 13))
    assert before.due.latest == date(2011, 3, 31)
    assert before.due.needs_check


def test_a_number_after_a_month_that_may_be_a_day_is_asked() -> None:
    assert read_due("Jun 30", date(2010, 7, 13)).due.needs_check
    assert not read_due("Jun 10", date(2010, 7, 13)).due.needs_check


def test_the_last_of_two_dates_governs_and_the_first_is_a_step() -> None:
    reading = read_due("Draft to committee in Dec 25. Adoption Jan 2026")
    assert reading.due.latest == date(2026, 1, 31)
    assert [(step.text, step.due.latest) for step in reading.milestones] == [
        ("Draft to committee in Dec 25.", date(2025, 12, 31))
    ]


@pytest.mark.parametrize(
    "text", ["30/06/2025 revised to 30/09/2025", "30/06/2025 (now 30/09/2025)", "30/09/2025 (was 30/06/2025)"]
)
def test_a_revised_date_governs_and_the_first_is_kept(text: str) -> None:
    reading = read_due(text)
    assert reading.due.latest == date(2025, 9, 30)
    assert reading.original is not None
    assert reading.original.latest == date(2025, 6, 30)


def test_completed_where_a_date_should_be_is_a_status_and_asked() -> None:
    reading = read_due("Completed 3 March 2025")
    assert (reading.status, reading.completed_on) == (DraftStatus.COMPLETE, date(2025, 3, 3))
    assert read_due("To be completed by March 2026").status is None
    assert read_due("Not yet complete").status is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Started May 2025; review November 2025", "when it is reviewed"),
        ("To be reviewed in March 2026", "when it is reviewed"),
        ("In place. Next review 1 Feb 2026", "when it is reviewed"),
        ("Began 3 June 2025", "when it began"),
        ("Paused until April 2026", "when it goes on"),
        ("mid-year 2025/26", "the middle"),
        ("Autumn 1 2025", "names 2 dates"),
        ("6 months from publication (published 2 May 2025)", "depends on something else"),
    ],
)
def test_a_date_that_may_be_no_deadline_is_asked_about(text: str, said: str) -> None:
    assert [said in doubt.message for doubt in read_due(text, AS_AT).doubts] == [True]


@pytest.mark.parametrize("text", ["Commenced April 2025, complete by Dec 2025", "Start: 01/04/2025 End: 31/03/2026"])
def test_the_end_of_something_that_began_is_its_deadline(text: str) -> None:
    assert not read_due(text, AS_AT).doubts


def test_what_was_wanted_and_when_it_was_done_are_told_apart() -> None:
    found = read_due("Target: 30 June 2025. Achieved: 12 June 2025", AS_AT)
    assert (found.due.latest, found.completed_on) == (date(2025, 6, 30), date(2025, 6, 12))


@pytest.mark.parametrize(
    "text", ["April Holt", "MAR", "May Lindqvist", "June", "JAN", "Section 151 Officer", "Sat Kaur"]
)
def test_names_are_no_dates(text: str) -> None:
    assert not is_date_like(text)


def test_dates_in_a_row_are_told_apart() -> None:
    assert split_dates("Ongoing from October 2025 March 2026") == ["Ongoing from October 2025", "March 2026"]
    assert split_dates("after the review in May 2026") == ["after the review in May 2026"]


def test_in_prose_a_verb_is_no_month() -> None:
    assert find_dates("Members may 20 times; March 20 people; it may be in May", prose=True) == []


@given(st.text(max_size=300))
def test_no_text_breaks_the_grammar(text: str) -> None:
    reading = read_due(text, AS_AT)
    assert reading.due.text == " ".join(text.split())
    for found in find_dates(text, AS_AT):
        assert 0 <= found.start < found.end <= len(text)


@given(st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_every_day_is_read_day_first(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        assert read_due(text, date(day.year, 1, 1)).due.latest == day
