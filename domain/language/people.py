"""Names and mentions as people type them: `@Grace Dunn and Audit Group, KE & JG`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.language.folding import plain, squeeze, trim
from domain.mentions import MENTION, Mention, without_mention_marks

_JOINER = re.compile(r"(?:[,;\n&+]|(?<!\w)and(?!\w))\s*", re.I)
# A plan prints `KE & JG – RD / HG`: between names, not within one that nobody knows (`Service Manager - North`).
_GAP = re.compile(rf"\s+|{_JOINER.pattern}|/|-(?=\s)", re.I)
_LEAD_IN = re.compile(r"\s*(?:to\b|->|=|:)?\s*", re.I)
_ME = frozenset({"me", "myself", "i"})


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name typed as words; `is_me` where the person named themselves."""

    name: str

    @property
    def is_me(self) -> bool:
        """Did the person write `me`?"""
        return self.name.lower() in _ME


def parted(value: str) -> tuple[tuple[Mention, ...], str]:
    """What a `PersonField` holds: who was picked, and the names that were typed, as they stand."""
    picked = tuple(Mention(found["id"], found["name"]) for found in MENTION.finditer(value))
    rest = (piece.strip(" ,\n") for piece in MENTION.split(value)[::3])
    return picked, ", ".join(piece for piece in rest if piece)


def joined(picked: Iterable[Mention], typed: str = "") -> str:
    """The value of a `PersonField` of these."""
    parts = [*dict.fromkeys(mention.token() for mention in picked), without_mention_marks(typed).strip(" ,\n")]
    return ", ".join(part for part in parts if part)


def split_names(text: str, known_names: Iterable[str] = ()) -> tuple[Mention | TypedName, ...]:
    """The people named in `text`, in order, each once.

    Joiners are comma, semicolon, `&`, `+`, `and` and a new line. A quoted name is kept whole, and so is a name of
    `known_names` (any case, longest first), joiners and all: `Head of Safeguarding and Quality`.
    """
    text = text[_lead(text) :]
    known = sorted({squeeze(name).lower() for name in known_names if squeeze(name)}, key=len, reverse=True)
    found: list[Mention | TypedName] = []
    shadow = _plain_lines(text)
    position = 0
    while position < len(text):
        if gap := _GAP.match(shadow, position):
            position = gap.end()
            continue
        item, position = _next_name(text, shadow, position, known)
        if item is not None and item not in found:
            found.append(item)
    return tuple(found)


def _plain_lines(text: str) -> str:
    """`plain` text of the same length that keeps its line ends, since a new line parts names."""
    return "".join("\n" if was in "\r\n" else now for was, now in zip(text, plain(text), strict=True))


def _lead(text: str) -> int:
    match = _LEAD_IN.match(plain(text))
    return match.end() if match else 0


def _next_name(text: str, shadow: str, position: int, known: list[str]) -> tuple[Mention | TypedName | None, int]:
    if mention := MENTION.match(text, position):
        return Mention(mention["id"], mention["name"]), mention.end()
    if shadow[position] == '"' and (close := shadow.find('"', position + 1)) > 0:
        return _typed(text[position + 1 : close]), close + 1
    for name in known:
        if end := _known_end(shadow, position, name):
            return _typed(text[position:end]), end
    stop = len(text)
    for pattern in (_JOINER, MENTION):
        if match := pattern.search(shadow, position + 1):
            stop = min(stop, match.start())
    return _typed(text[position:stop]), max(stop, position + 1)


def _known_end(shadow: str, position: int, name: str) -> int:
    """Where the known name that starts at `position` ends (0: it doesn't stand there); blanks may differ."""
    words = r"\s+".join(re.escape(word) for word in name.split(" "))
    match = re.compile(rf"@?{words}(?=$|\s|[,;&+./])", re.I).match(shadow, position)
    return match.end() if match else 0


def _typed(words: str) -> TypedName | None:
    name = re.sub(r"\s+", " ", trim(words)).lstrip("@").rstrip(".").strip("'\" ")
    return TypedName(name) if name else None
