"""Dates typed in Welsh, on Wednesday 18 November 2026: read like English ones, and asked back where a word is two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import offer_languages
from domain.due import Precision
from domain.language.dates import Ambiguous, DateReading, NotADate, Read, read_date
from domain.speech import language, speaking
from tests.domain.language.date_phrases import ASKED, READ

TODAY = date(2026, 11, 18)
WELSH = "cy"


@pytest.fixture(autouse=True)
def in_welsh() -> Iterator[None]:
    offer_languages()
    with speaking(WELSH):
        yield


def read(text: str) -> DateReading:
    return read_date(text, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "latest"),
    [
        ("30 Mehefin 2027", "2027-06-30"),
        ("30 Mehefin", "2027-06-30"),
        ("30ain o Fehefin 2027", "2027-06-30"),
        ("1af o Fai", "2027-05-01"),
        ("3 Mawrth 2027", "2027-03-03"),
        ("30 Meh 2027", "2027-06-30"),
        ("Dydd Mercher, 30 Mehefin 2027", "2027-06-30"),
        ("dydd Mawrth 2 Mawrth 2027", "2027-03-02"),
        ("diwedd mis nesaf", "2026-12-31"),
        ("diwedd y mis nesaf", "2026-12-31"),
        ("erbyn diwedd Rhagfyr", "2026-12-31"),
        ("ddiwedd mis Mehefin 2027", "2027-06-30"),
        ("diwedd y flwyddyn ariannol", "2027-03-31"),
        ("diwedd y mis", "2026-11-30"),
        ("dydd Gwener", "2026-11-20"),
        ("ddydd Mawrth", "2026-11-24"),
        ("dydd Sul", "2026-11-22"),
        ("dydd Gwener olaf ym mis Mai", "2027-05-28"),
        ("heddiw", "2026-11-18"),
        ("yfory", "2026-11-19"),
        ("mewn pythefnos", "2026-12-02"),
        ("ymhen tair wythnos", "2026-12-09"),
        ("o fewn 2 fis", "2027-01-18"),
        ("y Nadolig", "2026-12-25"),
    ],
)
def test_a_day_is_read(typed: str, latest: str) -> None:
    reading = read(typed)
    assert isinstance(reading, Read), reading
    assert (reading.due.precision, str(reading.due.latest)) == (Precision.DAY, latest)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Ebrill 2027", "April 2027"),
        ("mis Hydref", "October 2027"),
        ("mis Mawrth", "March 2027"),
        ("Mawrth 2028", "March 2028"),
        ("y mis nesaf", "December 2026"),
        ("chwarter 1 2027/28", "Q1 2027/28"),
        ("parhaus", "ongoing"),
        ("dim dyddiad", ""),
        ("Mehefin i Awst 2027", "1 June 2027 to 31 August 2027"),
    ],
)
def test_other_dates_are_kept_in_english(typed: str, text: str) -> None:
    reading = read(typed)
    assert isinstance(reading, Read), reading
    assert reading.due.text == text


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("Mawrth", ["Dydd Mawrth 24 Tachwedd 2026", "Mawrth 2027"]),
        ("dydd Gwener nesaf", ["Dydd Gwener 20 Tachwedd 2026", "Dydd Gwener 27 Tachwedd 2026"]),
        ("Mai neu Fehefin 2027", ["Mai 2027", "Mehefin 2027"]),
    ],
)
def test_what_can_be_two_things_is_asked_back(typed: str, labels: list[str]) -> None:
    reading = read(typed)
    assert isinstance(reading, Ambiguous), reading
    assert [choice.label for choice in reading.choices] == labels


def test_hydref_is_october_and_autumn() -> None:
    reading = read("Hydref")
    assert isinstance(reading, Ambiguous)
    assert {choice.due.precision for choice in reading.choices} == {Precision.MONTH, Precision.SEASON}


@pytest.mark.parametrize("typed", ["rhywbryd", "cyn bo hir", "31 Mehefin 2027"])
def test_what_is_no_date_is_not_made_one(typed: str) -> None:
    assert isinstance(read(typed), NotADate)


@pytest.mark.parametrize("typed", [*READ, *ASKED])
def test_english_dates_mean_the_same(typed: str) -> None:
    said = read(typed)
    with speaking("en-GB"):
        english = read(typed)
    assert type(said) is type(english)
    assert getattr(said, "due", None) == getattr(english, "due", None)


@given(st.dates(TODAY, TODAY + timedelta(days=5_000)))
def test_every_day_as_it_is_printed_is_read_again(day: date) -> None:
    with speaking(WELSH):
        month = language(WELSH).months[day.month - 1]
        weekday = language(WELSH).weekdays[day.weekday()]
        for typed in (f"{day.day} {month} {day.year}", f"{weekday} {day.day} {month} {day.year}"):
            reading = read(typed)
            assert isinstance(reading, Read), typed
            assert reading.due.latest == day


@given(st.text(max_size=90))
def test_nothing_breaks_it(text: str) -> None:
    with speaking(WELSH):
        read(text)


def test_without_welsh_its_words_are_no_dates() -> None:
    with speaking("en-GB"):
        assert isinstance(read("30 Mehefin 2027"), NotADate)
