"""Where in a text something that is looked for stands: the words around it, as they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.language.folding import plain
from domain.language.search_words import Match, Term, Word, words_of

_RUN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
BEFORE, AFTER = 50, 90
"""Characters of the words around it."""
_LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word of a text, and where it stands."""

    start: int
    end: int
    word: Word


def holds(text: str, term: Term, *, begins: bool = False) -> bool:
    """Does the text hold it?"""
    return _first(_words(text), term.matches(begins=begins)) is not None


def words_around(text: str, terms: Sequence[Term], *, begins: bool = False) -> str:
    """`…first meeting of the risk panel is on Monday…`: the words around the first of the terms that the text holds,
    on one line; empty where it holds none.
    """
    seen = _words(text)
    places = [place for term in terms if (place := _first(seen, term.matches(begins=begins))) is not None]
    if not places:
        return ""
    start, end = min(places)
    begin = _at_a_word(seen, max(0, start - BEFORE), start)
    stop = len(text) if end + AFTER >= len(text) else _after_a_word(seen, end, end + AFTER)
    words = " ".join(text[begin:stop].split()).strip(" ,;:–-")
    return f"{'…' if begin > 0 else ''}{words}{'…' if stop < len(text.rstrip()) else ''}"


def words_found(texts: Sequence[str], terms: Sequence[Term], *, begins: bool = False) -> tuple[str, ...]:
    """Every spelling in which the texts hold one of the terms, as written there, each once and the longest first."""
    found: dict[str, None] = {}
    for text in texts:
        seen = _words(text)
        for term in terms:
            for way in term.matches(begins=begins):
                at = 0
                while (place := _place(seen[at:], way)) is not None:
                    found[text[place[0] : place[1]]] = None
                    at = next(number for number, one in enumerate(seen) if one.end >= place[1]) + 1
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


def _words(text: str) -> list[_Seen]:
    found: list[_Seen] = []
    for match in _RUN.finditer(text[:_LOOKED_THROUGH]):
        found += [_Seen(match.start(), match.end(), word) for word in words_of(plain(match.group()))]
    return found


def _first(seen: Sequence[_Seen], ways: Sequence[Match]) -> tuple[int, int] | None:
    """Where one of the ways stands first."""
    places = [place for way in ways if (place := _place(seen, way)) is not None]
    return min(places, default=None)


def _place(seen: Sequence[_Seen], way: Match) -> tuple[int, int] | None:
    length = len(way.words)
    for at in range(len(seen) - length + 1):
        if all(_is(seen[at + step].word, word, way.begins) for step, word in enumerate(way.words)):
            return seen[at].start, seen[at + length - 1].end
        if length == 1 and _is_joined(seen[at : at + 2], way.words[0]):
            return seen[at].start, seen[at + 1].end
    return None


def _is_joined(two: Sequence[_Seen], wanted: str) -> bool:
    """Are they `follow-up`, which is looked for as one word, too?"""
    if len(two) < 2 or two[1].start - two[0].end != 1:
        return False
    return two[0].word.form + two[1].word.form == wanted


def _is(word: Word, wanted: str, begins: bool) -> bool:
    if begins:
        return word.form.startswith(wanted) or word.stem.startswith(wanted)
    return wanted in (word.stem, word.form)


def _at_a_word(seen: Sequence[_Seen], at: int, latest: int) -> int:
    """The start of the first word that begins at or after this place."""
    return 0 if at == 0 else next((one.start for one in seen if one.start >= at), latest)


def _after_a_word(seen: Sequence[_Seen], earliest: int, at: int) -> int:
    """The end of the last word that ends at or before this place."""
    ends = [one.end for one in seen if earliest <= one.end <= at]
    return max(ends, default=earliest)
