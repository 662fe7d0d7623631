"""How well an action fits what somebody looks for, worked out from its words alone: the same on every database."""

from __future__ import annotations

from collections.abc import Sequence

from domain.language.search_words import SEPARATOR, Match, Term

_HEAD, _BODY, _NOTES = 4.0, 2.0, 1.0
_BEGINNING = 0.5
_AS_WRITTEN = 1.2
_TOGETHER = 1.5
_SATURATION = 1.2
_ORDINARY_LENGTH = 40


def fit(terms: Sequence[Term], head: str, body: str, notes: str, *, begins: bool = False) -> float:
    """A number that is greater the better an action fits: its own text weighs more than what stands around it in the
    plan, and that more than its notes; whole words more than beginnings, and terms side by side more than apart.
    """
    columns = [(weight, f" {words} ") for weight, words in ((_HEAD, head), (_BODY, body), (_NOTES, notes)) if words]
    wanted = [(term, term.matches(begins=begins)) for term in terms]
    score = sum(
        max((_of_term(term, ways, weight, words) for weight, words in columns), default=0) for term, ways in wanted
    )
    if len(terms) > 1:
        side_by_side = " " + " ".join(word.stem for term in terms for word in term.parts) + " "
        score += max((weight * _TOGETHER for weight, words in columns if side_by_side in words), default=0)
    return score


def _of_term(term: Term, ways: Sequence[Match], weight: float, words: str) -> float:
    best = 0.0
    for way in ways:
        text = " ".join(way.words)
        times = words.count(f" {text}" if way.begins else f" {text} ")
        if not times:
            continue
        length = words.count(" ") - words.count(SEPARATOR)
        common = times / (times + _SATURATION * (0.5 + 0.5 * length / _ORDINARY_LENGTH))
        worth = weight * (_BEGINNING if way.begins else 1.0) * (0.6 + 0.4 * common)
        if not way.begins and all(f" {word.form} " in words for word in term.parts):
            worth *= _AS_WRITTEN
        best = max(best, worth)
    return best
