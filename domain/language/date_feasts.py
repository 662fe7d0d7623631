"""Feasts and bank holidays by the names that people give them, as days of a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from domain.language.spans import easter, last_day, shift


def _monday(year: int, *, month_number: int, last: bool) -> date:
    """The first or the last Monday of a month, where most of Britain's bank holidays lie."""
    if last:
        end = last_day(date(year, month_number, 1))
        return shift(end, -end.weekday())
    first = date(year, month_number, 1)
    return shift(first, -first.weekday() % 7)


FEASTS: dict[str, Callable[[int], date]] = {
    "easter": easter,
    "easter sunday": easter,
    "good friday": lambda year: shift(easter(year), -2),
    "easter monday": lambda year: shift(easter(year), 1),
    "christmas": lambda year: date(year, 12, 25),
    "christmas day": lambda year: date(year, 12, 25),
    "christmas eve": lambda year: date(year, 12, 24),
    "boxing day": lambda year: date(year, 12, 26),
    "new year": lambda year: date(year, 1, 1),
    "new year's day": lambda year: date(year, 1, 1),
    "new years day": lambda year: date(year, 1, 1),
    "new year's eve": lambda year: date(year, 12, 31),
    "new years eve": lambda year: date(year, 12, 31),
    "st david's day": lambda year: date(year, 3, 1),
    "st davids day": lambda year: date(year, 3, 1),
    "st patrick's day": lambda year: date(year, 3, 17),
    "st patricks day": lambda year: date(year, 3, 17),
    "st george's day": lambda year: date(year, 4, 23),
    "st georges day": lambda year: date(year, 4, 23),
    "st andrew's day": lambda year: date(year, 11, 30),
    "st andrews day": lambda year: date(year, 11, 30),
}
HOLIDAYS: dict[str, tuple[Callable[[int], date], ...]] = {
    "early may": (partial(_monday, month_number=5, last=False),),
    "spring": (partial(_monday, month_number=5, last=True),),
    "may": (partial(_monday, month_number=5, last=False), partial(_monday, month_number=5, last=True)),
    "august": (partial(_monday, month_number=8, last=True),),
    "easter": (FEASTS["good friday"], FEASTS["easter monday"]),
}
HOLIDAYS |= {"late may": HOLIDAYS["spring"], "whitsun": HOLIDAYS["spring"], "may day": HOLIDAYS["early may"]}
HOLIDAYS |= {"summer": HOLIDAYS["august"], "late summer": HOLIDAYS["august"], "late august": HOLIDAYS["august"]}
HOLIDAYS[""] = (FEASTS["easter monday"], *HOLIDAYS["may"], *HOLIDAYS["august"])
"""Bank holidays of England and Wales by what stands before these words; several where people mean one of several."""
