"""`mine page 2`, `page 2 of overdue TSP`, `next page`: which page of a list somebody types."""

from __future__ import annotations

import re

from domain.language.courtesy import without_courtesy
from domain.language.folding import plain
from domain.language.refs import NUMBER_WORDS

_MOST = 200
_NUMBER = rf"(?P<number>[1-9]\d{{0,3}}|{'|'.join(NUMBER_WORDS)})"
_LAST = re.compile(rf"(?P<list>.*[^\s,])[\s,]+\(?(?:(?:page|tudalen)\s*|p\.?\s?(?=\d)){_NUMBER}\)?", re.I)
_FIRST = re.compile(
    rf"(?:(?:show|see|open|give)\s+(?:me\s+)?)?(?:page|tudalen)\s+{_NUMBER}\s+(?:(?:of|o)\s+)?(?P<list>\S.*)", re.I
)
_ALONE = re.compile(
    rf"(?:(?:please|show|see|open|give|go to|me|the)\s+)*"
    rf"(?:(?:the\s+)?(?:next|more|another)(?:\s+(?:pages?|ones?|rows?|actions?))?|(?:page|tudalen)\s*{_NUMBER}"
    r"|tudalen nesaf)",
    re.I,
)


def take_page(line: str) -> tuple[str, int] | None:
    """The list that a line asks for and the page of it, where the line ends or begins with one."""
    if len(line) > _MOST:
        return None
    bare = without_courtesy(line).rstrip("?!. ")
    shadow = plain(bare)
    if len(shadow) != len(bare):
        return None
    found = _LAST.fullmatch(shadow) or _FIRST.fullmatch(shadow)
    if found is None:
        return None
    number = found["number"].casefold()
    return bare[slice(*found.span("list"))], NUMBER_WORDS.get(number) or int(number)


def is_page_alone(line: str) -> bool:
    """`next page`, `page 2`, `more`: a page, and no list."""
    return len(line) <= _MOST and _ALONE.fullmatch(plain(without_courtesy(line)).strip("?!. ")) is not None
