"""When something is due: the words that were printed, and the span of days that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.speech import ENGLISH, ENGLISH_MONTHS, ENGLISH_WEEKDAYS, speaking, spoken, tr

MONTHS = ENGLISH_MONTHS
WEEKDAYS = ENGLISH_WEEKDAYS


class Precision(StrEnum):
    """How exactly a plan says when."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    ONGOING = "ongoing"
    EVENT = "event"
    NONE = "none"


_NEVER_LATE = frozenset({Precision.ONGOING, Precision.EVENT, Precision.NONE})


def say_date(day: date) -> str:
    """`30 June 2021`: how every date is written to people, in the language that is spoken."""
    now = spoken()
    return now.date.format(day=day.day, month=now.months[day.month - 1], year=day.year)


def plain_date(day: date) -> str:
    """`30 June 2021` in any language: as it is kept, and as it can be read back."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


_PLAIN_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def speak_date(kept: str) -> str:
    """A `plain_date` within words that were kept, in the language that is spoken."""
    now = spoken()
    if now is ENGLISH:
        return kept
    return _PLAIN_DATE.sub(
        lambda found: now.date.format(day=found[1], month=now.months[MONTHS.index(found[2])], year=found[3]), kept
    )


def say_month(day: date) -> str:
    """`June 2021`."""
    now = spoken()
    return now.month.format(month=now.months[day.month - 1], year=day.year)


def say_weekday(day: date) -> str:
    """`Tuesday`."""
    return spoken().weekdays[day.weekday()]


def say_date_with_weekday(day: date) -> str:
    """`Tuesday 30 June 2026`: the echo of a date that somebody typed."""
    now = spoken()
    return now.weekday.format(weekday=now.weekdays[day.weekday()], date=say_date(day))


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as printed (`text`) and as understood (`earliest` to `latest`, both inclusive).

    `latest` governs: an open action is late from the day after. `needs_check` marks a reading that a person should
    look at, such as 31 April. `note` says in a few words why, or what else the cell said.
    """

    text: str
    precision: Precision
    earliest: date | None = None
    latest: date | None = None
    needs_check: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.precision in _NEVER_LATE:
            if self.latest is not None:
                raise ValueError(f"a due of precision {self.precision} has no latest day")
        elif self.earliest is None or self.latest is None or self.earliest > self.latest:
            raise ValueError(f"a due of precision {self.precision} needs a span of days")

    @classmethod
    def none(cls, text: str = "", *, needs_check: bool = False, note: str = "") -> Due:
        """No date: blank, or words that are none (`tbc`)."""
        return cls(text=text, precision=Precision.NONE, needs_check=needs_check, note=note)

    @classmethod
    def on(cls, day: date, text: str | None = None) -> Due:
        """One exact day."""
        return cls(text=plain_date(day) if text is None else text, precision=Precision.DAY, earliest=day, latest=day)

    @property
    def late_from(self) -> date | None:
        """The first day on which an open action with this date is late; `None` if never."""
        return None if self.latest is None else self.latest + timedelta(days=1)

    def days_late(self, today: date) -> int:
        """How many days past `latest` it is today; 0 when it is not late."""
        return 0 if self.latest is None else max(0, (today - self.latest).days)

    def is_late(self, today: date) -> bool:
        """Is today past `latest`?"""
        return self.latest is not None and today > self.latest

    @property
    def is_said(self) -> bool:
        """Do the words of `describe` hold what was printed already? Then it need not be quoted beside them."""
        with speaking(ENGLISH.tag):
            return self.text in self.describe()

    def describe(self) -> str:
        """The date in plain words: `30 June 2021`, `April 2021`, `ongoing`, `no date`."""
        match self.precision:
            case Precision.DAY if self.latest:
                return say_date(self.latest)
            case Precision.MONTH if self.latest:
                return say_month(self.latest)
            case Precision.YEAR | Precision.QUARTER | Precision.SEASON if self.latest:
                return tr("{text} (by {date})", text=self.text, date=say_date(self.latest))
            case Precision.RANGE if self.latest and self.earliest:
                return tr("{first} to {last}", first=say_date(self.earliest), last=say_date(self.latest))
            case Precision.ONGOING:
                if self.earliest is None:
                    return tr("ongoing")
                return tr("ongoing from {date}", date=say_date(self.earliest))
            case Precision.EVENT:
                return f"“{self.text}”"
        return tr("no date (“{text}”)", text=self.text) if self.text.strip() else tr("no date")

    def in_sentence(self) -> str:
        """The same for a sentence with a “from” or “to” of its own: several days have a dash instead."""
        if self.precision is Precision.RANGE and self.earliest and self.latest:
            return f"{say_date(self.earliest)} – {say_date(self.latest)}"
        return self.describe()
