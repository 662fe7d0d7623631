"""Changes of leads in words: `to Tom instead of Mary`, `from Mary to Tom`, `also to Dev`, `without Mary`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.language.folding import plain

_FROM = re.compile(r"(?:away )?(?:from|off) (?P<old>.+?) (?:on)?to (?P<new>\S.*)")
_INSTEAD = re.compile(
    r"(?:to )?(?P<new>.+?),? (?:instead of|in place of|rather than|replacing|taking over from) (?P<old>\S.*)"
)
_NOT = re.compile(r"(?:to )?(?P<new>\S+(?: \S+){0,3}?)(?:,| and|) not (?P<old>\S+(?: \S+)?)")
_ALSO = re.compile(r"(?:also|too)(?: to)? (?P<new>\S.*)")
_AS_WELL = re.compile(r"(?:to )?(?P<new>.+?),? (?:as well|too|also)[.!]?")
_WITHOUT = re.compile(r"(?:without|minus|away from|off) (?P<old>\S.*)")
_ALONE = re.compile(r"(?:to )?(?P<new>.+?),? instead[.!]?")
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Who is to lead (`new`, as typed), who no longer (`old`), and whether all others stay."""

    new: str
    old: str = ""
    others_stay: bool = False


def read_handed_on(words: str) -> HandedOn:
    """What the words after `assign 8` say. A name in quotation marks is never read as more than a name."""
    shadow = plain(words).lower()
    if len(shadow) != len(words) or any(mark in words for mark in _QUOTES):
        return HandedOn(words)
    for pattern in (_FROM, _INSTEAD, _WITHOUT, _ALSO, _AS_WELL, _NOT):
        if match := pattern.fullmatch(shadow):
            found = {name: words[slice(*match.span(name))].strip(" ,") for name in match.groupdict()}
            return HandedOn(found.get("new", ""), found.get("old", ""), others_stay=True)
    if match := _ALONE.fullmatch(shadow):
        return HandedOn(words[slice(*match.span("new"))].strip(" ,"))
    return HandedOn(words)
