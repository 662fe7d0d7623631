"""Titles with a line below each that says who and until when, in the same words every time.

`Review the rota`, and below it `Ada Brook will lead on this. It should be finished by 30 June 2026.` What all of those
lines have in common says nothing of what is to be done: that is the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_records import Record
from adapters.documents.pasted_sentence import Sentence
from domain.importing.dates import find_dates
from domain.importing.lists import starts_inside

_FEWEST = 3  # of the like, so that what they share is no accident
_LONGEST = 200  # characters of the line below
_WORDS = 14  # of a title
_MOST = 8  # lines of a block
_NAME = 6  # words of one or two names, or of a post
_SOME_DAY = date(2000, 1, 1)
_SAID = re.compile(r"[A-Za-z]{2}")
_BEFORE = re.compile(r"(?:(?:the )?(?:end|start|middle) of |mid[- ]|early |late |w/c )$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A title, and the line below it around its date."""

    title: Line
    below: tuple[Line, ...]
    before: str
    when: str
    after: str


def find_below(lines: Sequence[Line]) -> list[Record]:
    """A record for each title, if the lines below all of them differ in nothing but a name and a date."""
    pairs = [pair for block in _blocks(lines) if (pair := _pair(block)) is not None]
    if len(pairs) < _FEWEST or any(":" in pair.after for pair in pairs):
        return []
    starts, ends = (
        [_words(part) for part in parts] for parts in ([one.before for one in pairs], [one.after for one in pairs])
    )
    first, last = _shared(starts), _shared([one[::-1] for one in starts])
    names = [words[first : len(words) - last] for words in starts]
    if len({tuple(words) for words in ends}) > 1 or not all(map(_is_name, names)):
        return []
    return [_record(pair, " ".join(name).strip(" ,.;:")) for pair, name in zip(pairs, names, strict=True)]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines between blank ones; below a heading that is marked as one, all lines up to the next."""
    block: list[Line] = []
    for line in lines:
        headed = bool(block) and _is_marked(block[0])
        if block and (_is_marked(line) or (line.is_blank and not headed)):
            yield block
            block = []
        if line.is_open:
            block.append(line)
    if block:
        yield block


def _is_marked(line: Line) -> bool:
    return line.laid.startswith("#")


def _pair(block: Sequence[Line]) -> _Pair | None:
    """The first line of a block as a title, and what the lines below it say in one sentence or two with one date."""
    if (
        not 1 < len(block) < _MOST
        or len(block[0].text.split()) > _WORDS
        or block[0].text.endswith((".", ":", ";", ","))
    ):
        return None
    if find_dates(block[0].text, _SOME_DAY):
        return None
    for count in range(1, len(block)):
        lines = block[-count:]
        text = " ".join(line.text for line in lines)
        dates = find_dates(text, _SOME_DAY)
        if not dates or starts_inside(text) or not _SAID.search(text[: dates[-1].start]) or text[:1].isdecimal():
            continue  # the rest of a line that was too long
        if len(dates) != 1 or len(text) > _LONGEST:
            return None
        start = dates[0].start
        if match := _BEFORE.search(text[:start]):
            start = match.start()
        after = text[dates[0].end :].strip()
        return _Pair(block[0], tuple(lines), text[:start].strip(), text[start : dates[0].end], after)
    return None


def _words(text: str) -> list[str]:
    return text.split()


def _shared(several: Sequence[Sequence[str]]) -> int:
    """How many words all of them begin with."""
    return next(
        (at for at, words in enumerate(zip(*several, strict=False)) if len(set(words)) > 1), min(map(len, several))
    )


def _is_name(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _NAME and words[0][:1].isupper() and bool(re.search(r"[A-Za-z]", words[0]))


def _record(pair: _Pair, who: str) -> Record:
    text = pair.title.text.lstrip("# ")
    made = Record(pair.title.number, title=text, ref=pair.title.label, flagged=True)
    made.said = Sentence(text, who, pair.when)
    made.lines = [line.number for line in (pair.title, *pair.below)]
    made.below = " ".join(line.text for line in pair.below)
    return made
