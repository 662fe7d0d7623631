"""Colours as people type them: words, letters, emoji, and the reason that follows."""

from __future__ import annotations

import re

from domain.language.because import split_because
from domain.language.folding import plain, squeeze, trim
from domain.rag import Rag, RagValue

_WORDS: dict[str, RagValue] = {
    **dict.fromkeys(("red", "coch", "r", "🔴", "🟥", ":red_circle:", ":large_red_square:", "▲"), RagValue.RED),
    **dict.fromkeys(
        (
            "amber",
            "ambr",
            "oren",
            "a",
            "yellow",
            "y",
            "orange",
            "🟠",
            "🟡",
            "🟧",
            "🟨",
            ":large_orange_circle:",
            ":orange_circle:",
            ":large_yellow_circle:",
            ":yellow_circle:",
            ":large_orange_square:",
            ":large_yellow_square:",
            "●",
        ),
        RagValue.AMBER,
    ),
    **dict.fromkeys(
        ("green", "gwyrdd", "g", "🟢", "🟩", ":large_green_circle:", ":green_circle:", ":large_green_square:", "✔"),
        RagValue.GREEN,
    ),
    **dict.fromkeys(
        ("blue", "glas", "b", "🔵", "🟦", ":large_blue_circle:", ":blue_circle:", ":large_blue_square:", "◆"),
        RagValue.BLUE,
    ),
    **dict.fromkeys(
        (
            "none",
            "clear",
            "blank",
            "empty",
            "remove",
            "no rag",
            "no colour",
            "no color",
            "no rating",
            "not rated",
            "unrated",
            "n/a",
            "na",
            "-",
            "⚪",
            "⬜",
            ":white_circle:",
            ":white_large_square:",
            "○",
        ),
        RagValue.NONE,
    ),
}
_LONGEST = max(len(word) for word in _WORDS)
_LEAD_IN = re.compile(r"(?:(?:rag|status|colour|color|rating)\b\s*)?(?:(?:is|to|as|now|=)\b\s*|=\s*)*", re.I)
_TAIL = re.compile(r"\s*(?:rag|status|please|thanks|now)?[.!]*", re.I)
_VARIATION = "\ufe0f\ufe0e"
# `red to amber`, `amber/green`, `red or amber`: two colours are a question, never the first of them.
_JOINER = re.compile(r"\s*(?:[/\\+&>,|]|->|=>|→|-|\b(?:to|or|and|then|not)\b)\s*|\s+", re.I)


def read_rag(text: str) -> Rag | None:
    """The colour that the whole text names, with the typed word kept; `None` if it names none or more than one.

    `none`, `clear` and `blank` are a colour here: no judgement. Blank text is not.
    """
    rag, rest = take_rag(text)
    return rag if rag is not None and _TAIL.fullmatch(plain(rest)) else None


def take_rag(text: str) -> tuple[Rag | None, str]:
    """Read a colour at the start of `text`; give it and the reason after it in the person's own words.

    `amber because survey late` gives amber and `survey late`. `(None, text)` where no colour stands first, where a
    second colour follows (`red to amber`), or where a single letter is just the first word of a sentence.
    """
    shadow = plain(text).lower()
    shadow = shadow if len(shadow) == len(text) else plain(text)
    start = len(shadow) - len(shadow.lstrip())
    for begin in dict.fromkeys((_lead_in_end(shadow, start), start)):
        word, end = _colour_at(shadow, begin)
        if word is None:
            continue
        rest = shadow[end:]
        if joiner := _JOINER.match(rest):
            second, _ = _colour_at(rest, joiner.end())
            mark = joiner.group().strip()
            if second is not None and not mark:  # `red amber` is one too many, `amber none of them came` is not
                second = second if _WORDS[second] not in {_WORDS[word], RagValue.NONE} else None
            if second is not None and (len(second) > 1 or mark in {"/", "to", "or", "->", "→"}):
                return None, text
        head, reason = split_because("." + text[end:])
        if head != ".":
            if len(word) == 1 and word.isalpha() and trim(rest):
                return None, text
            reason = text[end:]
        return Rag(_WORDS[word], trim(text[begin:end]).strip(_VARIATION)), _without_lead(reason)
    return None, text


def _lead_in_end(shadow: str, start: int) -> int:
    match = _LEAD_IN.match(shadow, start)
    return match.end() if match else start


def _colour_at(shadow: str, start: int) -> tuple[str | None, int]:
    """The longest colour word that starts at `start` and ends where a word ends, and its end."""
    for size in range(min(_LONGEST, len(shadow) - start), 0, -1):
        word = squeeze(shadow[start : start + size]) if size > 1 else shadow[start : start + 1]
        if word not in _WORDS or len(word) != size:
            continue
        end = start + size
        while end < len(shadow) and shadow[end] in _VARIATION:
            end += 1
        following = shadow[end : end + 1]
        if word[-1].isalnum() and (following.isalnum() or following in {"'", "_"} or shadow[end : end + 2] == "&d"):
            continue
        return word, end
    return None, start


def _without_lead(reason: str) -> str:
    """The reason without blanks and the one mark (`:`, `,`, `-`) that parted it from the colour."""
    shadow = plain(reason)
    gap = re.match(r"\s*(?:[:;,.]+|-+(?=\s))?\s*", shadow)
    return trim(reason[gap.end() if gap else 0 :])


def is_colour_word(word: str) -> bool:
    """Is this one word a colour (`amber`, an emoji)? Single letters are not: they may be anything."""
    rag = read_rag(word)
    return (
        rag is not None and rag.value is not RagValue.NONE and not (len(word.strip()) == 1 and word.strip().isalpha())
    )
