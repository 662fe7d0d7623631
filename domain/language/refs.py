"""References to actions as people type them: `TSP-8`, `tsp 8`, `tsp8`, `8`, `#8`, `SHR-1b.3`, `KCC-T2.1.3`.

Only the form is read here. Which stored action is meant, and whether the person may see it, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from domain.due import MONTHS, WEEKDAYS
from domain.language.folding import plain, trim

_CODE = r"[A-Za-z]{2,12}"
_RUN = r"[A-Za-z]{0,3}\d{1,5}[A-Za-z]{0,2}"
_PART = r"(?:[A-Za-z]{0,3}\d{1,5}[A-Za-z]{0,2}|[A-Za-z])"
_LOCAL = rf"{_RUN}(?:\.{_PART}|\(\s?[A-Za-z0-9]{{1,3}}\s?\)|(?<=[A-Za-z])\d{{1,3}})*"
_LETTER = r"(?:[A-Za-z]|[ivxIVX]{1,5})"
_LETTERED = r"[A-Za-z]{1,3}(?:[.-]\d{1,5}[A-Za-z]{0,2})+"
# A reference ends where a word ends; `1:1`, `30%`, `30/6`, `8-10` and `£8` are not references.
_END = r"(?=$|\s|[.,;:!?)\]'\"]+(?:\s|$)|:(?!\d))"

_JOINED = re.compile(
    rf"(?P<code>{_CODE})(?:\s?[-#/_.]\s?|(?=\d))(?P<local>{_LOCAL}(?:-{_PART})*|(?<=-)(?:{_LETTERED}|{_LETTER})){_END}"
)
_SPACED = re.compile(rf"(?P<code>{_CODE})\s+(?:(?:action|number|no\.?|item)\s+)?#?(?P<local>{_LOCAL}){_END}")
_BARE = re.compile(rf"#?\s?(?P<local>{_LOCAL}){_END}")
_NOUN = re.compile(
    r"(?:action|recommendation|rec|number|no|ref|reference|item)\b\.?\s*(?=#?[A-Za-z]{0,12}[-\s]?\d)", re.I
)
_NO_LOCAL = re.compile(r"\d+(?:st|nd|rd|th|am|pm|k|m|hrs?|yrs?|x)", re.I)
# `8 :tada:` ends in an emoji as Slack writes it, and its colon parts nothing.
_SEPARATOR = re.compile(r"\s*(?:(?<!\s):|:(?![\w+-]+:)|-(?=\s)|,(?=\s)|;(?=\s))?\s*")
_AND = re.compile(r"(?:and\b|&|\+(?=\s))\s*(?=\S)", re.I)  # `date 8 +14` names no action 14
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_MIN_LIKENESS = 60.0
_MOST_REFS = 50

_CALENDAR = frozenset(word[:n].upper() for word in (*MONTHS, *WEEKDAYS) for n in (3, 4, 5, len(word)))
# Words that stand before a number in ordinary sentences: `update on 8 visits` names no plan called ON.
_PROSE = frozenset(
    """
    ABOUT ADDED AFTER AGREED ALL ALMOST ALSO AMBER AND ANOTHER APPROX ARE AROUND AS ASKED ASSIGN AT BECAUSE BEEN BEFORE
    BLUE BRING CHANGE CLOSE COMPLETE COMPLETED DELAY EXTEND FINISH FINISHED GIVE HAND MAKE MARK MARKED MOVE PASS PLEASE
    PLS PULL PUSH PUT RE REASSIGN REGARDING REMIND REOPEN SNOOZE TICK TURN UPDATED UPDATES UPDATING
    BUT BY CHASED CLOSED DATE DONE DUE DURING END EVERY FIRST FOR FOUND FROM GOT GREEN HAD HAS HAVE HELD HIRED IN INTO
    IS IT JUST LAST LEAST MADE MEET MET MID MORE MOST MOVED NEARLY NEED NEEDS NEXT NOT NOW OF OFF ON ONLY OPEN OR OUT
    OVER PAGE PHASE QUARTER RAG RAN RED ROOM SAME SAW SECTION SEE SEEN SENT SET SHOW SINCE SOME STAGE STEP TERM THAN
    THAT THE THEN THESE THIS TO TOOK TOP UNDER UNTIL UP UPDATE US VERSION WAS WE WEEK WENT WERE WITH WITHIN
    YEAR YELLOW YET
    """.split()  # noqa: SIM905 - a hundred quoted words are harder to read
)


NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
"""Numbers as a telephone writes what it hears. They are no references, and may be offered as some."""
_SPELT = re.compile(
    rf"(?:(?:for|on|of|to)\s+)?(?:(?:action|number|no\.?|item)\s+)?(?P<number>{'|'.join(NUMBER_WORDS)})(?=[\s:.,!]|$)[:.,]?\s*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference as typed: the plan's code in capitals, if one was given, and the part within the plan as written."""

    code: str | None
    local: str

    @property
    def folded(self) -> str:
        """The form for comparing: small letters, no blanks (`tsp-8`, `1b.3`); equals `fold_key` of the stored key."""
        local = "".join(self.local.split()).lower()
        return f"{self.code.lower()}-{local}" if self.code else local

    @property
    def loose(self) -> str:
        """The form that also ignores dots, brackets and leading noughts: `SHR-1b3` meets `SHR-1b.3`, `08` meets `8`."""
        return loose_key(self.folded)

    def __str__(self) -> str:
        return f"{self.code}-{self.local}" if self.code else self.local


def fold_key(key: str) -> str:
    """A stored key in the form of `Ref.folded`."""
    return "".join(plain(key).split()).lower()


def loose_key(key: str) -> str:
    """A stored key, or the part of it within the plan, in the form of `Ref.loose`: its runs of letters and digits."""
    return ".".join(run.lstrip("0") or "0" if run.isdecimal() else run.lower() for run in _RUNS.findall(plain(key)))


def parse_ref(text: str) -> Ref | None:
    """The reference that the whole text is, or `None`."""
    found, rest = take_ref(text)
    return found if found is not None and not rest.strip(" .,;:!?)") else None


def take_ref(
    words: str, *, at: Literal["start", "end"] = "start", codes: Collection[str] | None = None
) -> tuple[Ref | None, str]:
    """Read a reference at the start (or the end) of `words`; give it and the rest, whose characters are untouched.

    Blanks and one separator (`:`, `,`, ` - `) between the reference and the rest are dropped. Where `codes` (the codes
    of the plans that the person can see, any case) is given, a code that stands apart from its number must be one of
    them; without it, ordinary words before a number (`on 8 visits`) are told from codes by a list.
    """
    known = None if codes is None else frozenset(code.upper() for code in codes)
    if at == "end":
        return _take_at_end(words, known)
    shadow = plain(words)
    start = len(shadow) - len(shadow.lstrip(" ("))
    quote = shadow[start : start + 1] if shadow[start : start + 1] in ("'", '"') else ""
    start += len(quote)
    if noun := _NOUN.match(shadow, start):
        start = noun.end()
    for pattern in (_JOINED, _SPACED, _BARE):
        match = pattern.match(shadow, start)
        if match is not None and quote and shadow[match.end() : match.end() + 1] != quote:
            continue  # `"8 people came"` names no action
        ref = None if match is None else _ref(match, known, spaced=pattern is _SPACED)
        if match is not None and ref is not None:
            end = match.end()
            while end < len(shadow) and shadow[end] in ".!?)]'\"":
                end += 1
            gap = _SEPARATOR.match(shadow, end)
            return ref, words[gap.end() if gap else end :]
    return None, words


def _ref(match: re.Match[str], known: frozenset[str] | None, *, spaced: bool) -> Ref | None:
    groups = match.groupdict()
    local, code = groups["local"], (groups.get("code") or "").upper() or None
    if code in _CALENDAR or ((code is None or spaced) and _NO_LOCAL.fullmatch(local)):
        return None
    if spaced and (code not in known if known is not None else code in _PROSE):
        return None
    return Ref(code, local.rstrip("."))


def _take_at_end(words: str, known: frozenset[str] | None) -> tuple[Ref | None, str]:
    shadow = plain(words).rstrip()
    starts = [found.start() for found in re.finditer(r"\S+", shadow)]
    for start in starts[-3:]:
        ref, rest = take_ref(words[start : len(shadow)], codes=known)
        before = shadow[:start].rstrip(" (")
        last = before.rsplit(" ", 1)[-1].strip(".,").upper()
        # A plain number may be a day, a year or a count: `30 June 2026`, `agreed 8`.
        doubtful = shadow[start].isdecimal() and last in _CALENDAR | _PROSE - {"FOR", "ON", "OF", "TO"}
        if ref is None or rest or doubtful:
            continue
        return ref, trim(words[: len(before)])
    return None, words


def spelt_number(words: str) -> tuple[int, str] | None:
    """The number that `words` begin with, spelt out (`number four the survey went out`), and what stands behind it."""
    found = _SPELT.match(words.lstrip())
    return None if found is None else (NUMBER_WORDS[found["number"].casefold()], words.lstrip()[found.end() :])


def take_refs(words: str, *, codes: Collection[str] | None = None) -> tuple[tuple[Ref, ...], str]:
    """Like `take_ref`, for several: `8, 9 and 12: agreed` gives three references and `agreed`.

    A number after a comma counts only where no words follow it (`8, 9 people came` names one action). A code holds for
    the bare references after it: `TSP-8 and 9`.
    """
    ref, rest = take_ref(words, codes=codes)
    if ref is None:
        return (), words
    found, code = [ref], ref.code
    while len(found) < _MOST_REFS:
        between = plain(words)[: len(words) - len(rest)].rstrip()
        joiner = _AND.match(plain(rest))
        if joiner is None and not between.endswith(","):
            return tuple(found), rest
        following, after = take_ref(rest[joiner.end() if joiner else 0 :], codes=codes)
        closed = not after or plain(words)[: len(words) - len(after)].rstrip()[-1] in ":,;" or _AND.match(plain(after))
        if following is None or not (joiner or closed):
            return tuple(found), rest
        code = following.code or code
        found.append(Ref(code, following.local))
        rest = after
    return tuple(found), rest


def closest(ref: Ref, known_keys: Iterable[str], *, limit: int = 3) -> list[str]:
    """The stored keys most like `ref`, best first, for "Did you mean TSP-8?"; none where nothing is near.

    Give only keys that the person may see.
    """
    from rapidfuzz import fuzz  # heavy, and needed only after a miss
    from rapidfuzz.distance import OSA

    wanted = ref.folded
    scored: list[tuple[float, int, str]] = []
    for position, key in enumerate(known_keys):
        folded = fold_key(key)
        if ref.code is None:
            folded = folded.partition("-")[2] or folded
        edits = OSA.distance(wanted, folded)
        likeness = fuzz.ratio(wanted, folded)
        if loose_key(folded) == ref.loose:
            likeness = 100.0
        elif edits > max(1, len(wanted) // 4) or likeness < _MIN_LIKENESS:
            continue
        scored.append((-likeness, position, key))
    return [key for _, _, key in sorted(scored)[:limit]]
