"""Names that are nearly another: what a slip of the pen may have meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from domain.language.folding import squeeze
from domain.language.naming import fits

_SCORE = 78
"""Of a hundred. `Grace Dun`, `Grcae Dunn` and `Grace Dunne` are like Grace Dunn, `Tobias Dunn` is not."""
_MOST = 3


def near(name: str, known: Iterable[str], *, shorter: bool = True) -> list[str]:
    """The known names that this one may stand for, the likest first: spelt nearly so, or (`shorter`) one of the two
    written shorter (`G Dunn`, `Dunn, Grace`, `Grace`). The very same name is not among them.
    """
    from rapidfuzz import fuzz, process  # heavy, and needed only where a name is nobody's

    wanted = _folded(name)
    folded = {each: _folded(each) for each in dict.fromkeys(known)}
    others = {each: words for each, words in folded.items() if each.casefold() != name.casefold()}
    if not wanted:
        return []
    scores = {each: score for _, score, each in process.extract(wanted, others, scorer=fuzz.ratio, limit=_MOST * 3)}
    for each, words in others.items() if shorter else ():
        if words == wanted or fits(name, each) or fits(each, name) or set(wanted.split()) < set(words.split()):
            scores[each] = max(scores.get(each, 0), _SCORE)
    found = [each for each, score in scores.items() if score >= _SCORE]
    return sorted(found, key=lambda each: -scores[each])[:_MOST]


def name_in(email: str) -> str:
    """The name that an address spells out: `grace.dunn@council.example` is Grace Dunn; `gdunn@...` tells none."""
    parts = re.split(r"[._-]+", email.partition("@")[0])
    words = [re.sub(r"\d+$", "", part) for part in parts]
    if not 2 <= len(words) <= 4 or not all(len(word) > 1 and word.isalpha() for word in words):
        return ""
    return " ".join(word.capitalize() for word in words)


def _folded(name: str) -> str:
    parts = unicodedata.normalize("NFKD", squeeze(name))
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
