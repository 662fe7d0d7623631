"""Does a name that a plan prints fit a person's own? `GD` and `G. Dunn` fit Grace Dunn, but may be others too."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Fit = Literal["", "initials", "name"]

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "revd", "cllr"}
    | {"councillor", "ch", "insp", "inspector", "supt", "sgt", "pc", "dc", "ds", "di", "dci", "acc"}
)
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


LONGEST_NAME = 100
_NOBODY = frozenset(
    {"nobody", "none", "no one", "no-one", "noone", "nobody yet", "vacant", "tbc", "tba", "n/a", "-", "?"}
)


def is_nobody(name: str) -> bool:
    """Does it say that there is nobody: `nobody`, `vacant`, `TBC`?"""
    return " ".join(name.split()).casefold() in _NOBODY


def can_be_a_name(name: str) -> bool:
    """Could somebody be called so? Two letters at least, and no more than fits into a row."""
    return sum(map(str.isalpha, name)) >= 2 and len(name) <= LONGEST_NAME and not is_nobody(name)


def fits(printed: str, name: str) -> Fit:
    """Why a printed name may be this person: the whole `name` (titles, middle names and the order `Dunn, Grace` aside),
    their `initials` (`GD`, `G Dunn`), or not at all.
    """
    ours, theirs = _words(name), _words(printed)
    if len(ours) < 2 or not theirs:
        return ""
    if len(theirs) > 1 and (theirs[0], theirs[-1]) == (ours[0], ours[-1]):
        middle = (theirs[1:-1], ours[1:-1])
        return "name" if not all(middle) or middle[0] == middle[1] else ""
    if len(theirs) > 1 and len(theirs[0]) == 1 and theirs[-1] == ours[-1] and theirs[0] == ours[0][0]:
        return "initials"
    letters = "".join(theirs) if all(len(word) == 1 for word in theirs) else _capitals(printed)
    return "initials" if letters and letters in _initials(ours) else ""


def _words(name: str) -> tuple[str, ...]:
    name = _BRACKETS.sub(" ", name)
    surname, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        name = f"{first} {surname}"
    words = tuple(_plain(word) for word in _WORD.findall(name))
    return tuple(word for word in words if word not in _TITLES) if len(words) > 1 else words


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _capitals(printed: str) -> str:
    """`GD`, `G.D.`, `g/d` are no words: letters of a code of two to four capitals, else nothing."""
    bare = re.sub(r"[.\s]", "", _BRACKETS.sub("", printed))
    return _plain(bare) if 2 <= len(bare) <= 4 and bare.isalpha() and bare.isupper() else ""


def _initials(words: tuple[str, ...]) -> frozenset[str]:
    """Of all words, of the first and last alone, and with each part of a double name."""
    parted = tuple(part for word in words for part in word.split("-"))
    return frozenset("".join(word[0] for word in some) for some in (words, (words[0], words[-1]), parted))
