"""A typed line taken apart: what was asked, and the rest in the person's own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.language.folding import plain, trim
from domain.language.rag_words import is_colour_word
from domain.language.refs import take_ref
from domain.mentions import MENTION

_COMMAND = re.compile(r"/?actions?(?:log)?\b[:,]?\s*(?=\S|$)|/actions?(?:log)?\b[:,]?\s*", re.I)
POLITE = re.compile(
    r"(?:(?:please|pls|hi|hello|hey|(?:can|could) (?:you|we)|(?:would|will) you|i want to|i'd like to)"
    r"\b[,!]?\s+)+(?=\S)",
    re.I,
)
# `mark 8 as done`, `set 8 to amber`, `8 is now complete`: the reference stands first, with small words about it.
_HELPER = re.compile(r"(?:mark|set|make|turn|put|change)\s+(?=\S)", re.I)
_FILLER = re.compile(r"(?:(?:is|as|to|now|has been|have been|are|back to)\s+)+(?=\S)", re.I)
_NOTE_OR_NOTHING = re.compile(r"\s*(?:[:.,;!-]|because\b|since\b|as\b|$)", re.I)
_FIRST_WORD = re.compile(r"[^\s:,;]+")
_GAP = re.compile(r"\s*(?:[:,;.!]+(?=\s|$)|:)?\s*")
_NO_SLIPS = frozenset(
    {"how", "set", "more", "not", "change", "remove", "who", "when", "why", "can", "what", "number", "one"}
    | {"incomplete", "rec", "remind", "cancel"}
)
"""Good words that are one letter from a command."""
_MIN_MISSPELT = 3
_LONG_WORD = 6
_MAX_WORD = 20


@dataclass(frozen=True, slots=True)
class VerbMatch:
    """What a line asks for.

    `verb` is the verb that a word of the line stands for, or `None`. `rest` is everything else, unchanged (the whole
    line where there is no verb). `suggestion` is a verb that a word nearly is: to be offered, never carried out.
    `swapped` says that the reference came first (`8 done`). `word` is the word as typed;
    `near` the word that a suggestion was taken from (`amber` for `8 ambre`). `ties` are the words of several commands
    that a word is equally near to (`done` and `due` for `dne`); then there is no single suggestion.
    """

    verb: str | None
    rest: str
    suggestion: str | None = None
    swapped: bool = False
    word: str = ""
    near: str = ""
    ties: tuple[str, ...] = ()


def clean_line(text: str, *, bots: Collection[str] = ()) -> str:
    """The line without `/actions`, mentions of the bot (account ids in `bots`) at its ends, and blanks around it."""
    start, end = 0, len(text)
    shadow = plain(text)
    while start < end:
        if shadow[start].isspace() or (start and shadow[start] in ",:"):
            start += 1
        elif shadow[end - 1].isspace():
            end -= 1
        elif (mention := MENTION.match(text, start)) and mention["id"] in bots and mention.end() <= end:
            start = mention.end()
        elif (mention := MENTION.fullmatch(text, max(text.rfind("⟦", 0, end), 0), end)) and mention["id"] in bots:
            end = mention.start()
        else:
            break
    line = text[start:end]
    if command := _COMMAND.match(plain(line)):
        line = trim(line[command.end() :])
    return line


def split_verb(
    line: str, verbs: Mapping[str, str], *, bots: Collection[str] = (), codes: Collection[str] | None = None
) -> VerbMatch:
    """Find the verb of a line. `verbs` maps every word (or words: `go live`) that may be typed to its verb.

    The first word counts, or the first after a reference (`8 done`, `TSP-8 complete: note`, `mark 8 as done`); then
    `rest` starts with the reference, as if it had been typed second. A colour word that is a key of `verbs` stays in
    `rest`, behind the reference (`amber 8` gives `8 amber`). `codes` as in `take_ref`.
    """
    line = clean_line(line, bots=bots)
    shadow = plain(line).lower()
    shadow = shadow if len(shadow) == len(line) else plain(line)
    start = polite.end() if (polite := POLITE.match(shadow)) else 0
    for begin in dict.fromkeys((0, start)):
        if (found := _verb_at(shadow, begin, verbs)) is not None:
            verb, end = found
            word, rest = line[begin:end], _after(line, end)
            if is_colour_word(word):
                rest = _colour_after_ref(word, rest, codes)
            return VerbMatch(verb, rest, word=word)
    if helper := _HELPER.match(shadow, start):
        start = helper.end()
    ref, tail = take_ref(line[start:], codes=codes)
    if ref is not None and tail:
        reference = line[start : len(line) - len(tail)]
        spot = len(line) - len(tail)
        filler = _FILLER.match(shadow, spot)
        spot = filler.end() if filler else spot
        typed_ref = trim(reference).rstrip(" :,;-–—")
        if (found := _verb_at(shadow, spot, verbs)) is not None:
            verb, end = found
            word = line[spot:end]
            after = line[spot:] if is_colour_word(word) else line[end:]
            if filler and not is_colour_word(word) and not _NOTE_OR_NOTHING.match(shadow, end):
                return VerbMatch(None, line, suggestion=verb, swapped=True)  # `8 is done by Friday` is not done yet
            glue = "" if after[:1] in set(":.,;!?") | {""} or after[:1].isspace() else " "
            return VerbMatch(verb, trim(f"{typed_ref}{glue}{after}"), swapped=True, word=word)
        if nearest := _near_verbs(shadow, spot, verbs):
            return _nearly(line, nearest, verbs, swapped=True)
    return _nearly(line, _near_verbs(shadow, start, verbs), verbs)


def _nearly(line: str, nearest: tuple[str, ...], verbs: Mapping[str, str], *, swapped: bool = False) -> VerbMatch:
    if len(nearest) == 1:
        return VerbMatch(None, line, suggestion=verbs[nearest[0]], swapped=swapped, near=nearest[0])
    return VerbMatch(None, line, swapped=swapped, ties=nearest)


def _verb_at(shadow: str, start: int, verbs: Mapping[str, str]) -> tuple[str, int] | None:
    """The longest key of `verbs` that stands at `start` and ends where a word ends: its verb and its end."""
    best: tuple[str, int] | None = None
    initial = shadow[start : start + 1]
    for key, verb in verbs.items():
        if key[:1].lower() != initial:  # every line passes here, and nearly every key
            continue
        end = start + len(key)
        if shadow.startswith(key.lower(), start) and (best is None or end > best[1]):
            following = shadow[end : end + 1]
            if not following or following.isspace() or following in ":,;.!?" or not key[-1].isalnum():
                best = (verb, end)
    return best


def _near_verbs(shadow: str, start: int, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """The words that the word at `start` is nearest to, one for each verb."""
    match = _FIRST_WORD.match(shadow, start)
    if (
        match is None
        or match.group() in _NO_SLIPS
        or not _MIN_MISSPELT <= len(match.group()) <= _MAX_WORD
        or not match.group().isalpha()
    ):
        return ()
    from rapidfuzz.distance import OSA  # heavy, and needed only after a miss

    typed = match.group()
    allowed = 1 if len(typed) < _LONG_WORD else 2
    nearest: dict[str, tuple[int, str]] = {}
    for key, verb in verbs.items():
        if len(key) >= _MIN_MISSPELT:
            distance = OSA.distance(typed, key.lower(), score_cutoff=allowed)
            if distance <= allowed:
                nearest[verb] = min((distance, key), nearest.get(verb, (distance, key)))
    least = min((distance for distance, _ in nearest.values()), default=0)
    return tuple(key for distance, key in nearest.values() if distance == least)


def _after(line: str, end: int) -> str:
    gap = _GAP.match(plain(line), end)
    return trim(line[gap.end() if gap else end :])


def _colour_after_ref(word: str, rest: str, codes: Collection[str] | None) -> str:
    ref, tail = take_ref(rest, codes=codes)
    if ref is None:
        return f"{word} {rest}".strip()
    typed_ref = trim(rest[: len(rest) - len(tail)]).rstrip(" :,;-–—")
    return f"{typed_ref} {word} {tail}".strip()
