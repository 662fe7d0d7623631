"""Keys of our own: unique in the plan, stable, close to what is printed (`TSP-8`, `SHR-1b.3`, `KCC-T2.1.3`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.importing.grouped import Group
from domain.importing.refs import key_part

_CALENDAR = frozenset(
    [
        "MON",
        "TUE",
        "TUES",
        "WED",
        "THU",
        "THUR",
        "THURS",
        "FRI",
        "SAT",
        "SUN",
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUNE",
        "JUL",
        "JULY",
        "AUG",
        "SEP",
        "SEPT",
        "OCT",
        "NOV",
        "DEC",
        "MARCH",
        "APRIL",
    ]
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "appendix",
        "as",
        "at",
        "by",
        "draft",
        "final",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "update",
        "updated",
        "v",
        "version",
        "with",
    ]
)
_SECTION_NUMBER = re.compile(r"^\W*(?:[A-Za-z]+\s+)?(?P<number>\d{1,2})\b")


class InvalidPlanCode(ValueError):
    """The code can't be used. The message is one plain sentence that says why."""


def check_plan_code(code: str) -> str:
    """The code in capitals, if it is 2 to 5 letters that are no weekday and no month; else `InvalidPlanCode`."""
    bare = code.strip().upper()
    if not re.fullmatch(r"[A-Z]{2,5}", bare):
        raise InvalidPlanCode("A plan's code is 2 to 5 letters without digits, such as TSP.")
    if bare in _CALENDAR:
        raise InvalidPlanCode(f"{bare} reads as a day or a month. Choose other letters.")
    return bare


def propose_plan_code(title: str) -> str:
    """Letters for a plan from its title; `PLAN` where the title gives none."""
    words = [
        word for word in re.findall(r"[^\W\d_]+", title) if word.lower() not in _SMALL and word.upper() not in _CALENDAR
    ]
    letters = [word[0].upper() for word in words if word[0].isascii()][:5]
    for count in (len(letters), len(letters) - 1):
        code = "".join(letters[:count])
        if 2 <= len(code) <= 5 and code not in _CALENDAR:
            return code
    return "PLAN"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the recommendations, in order, and what is doubtful about their refs."""

    keys: tuple[str, ...]
    restarts: bool
    repeated: tuple[int, ...]


def number_groups(groups: Sequence[Group], sections: Sequence[str], code: str) -> Keys:
    """A key for every recommendation; where refs restart under each section, with the number of the section."""
    refs = [group.ref.lower() for group in groups if group.ref]
    twice = {ref for ref, count in Counter(refs).items() if count > 1}
    scoped = Counter((group.section, group.ref.lower()) for group in groups if group.ref)
    restarts = bool(twice) and all(group.section for group in groups if group.ref.lower() in twice)
    restarts = restarts and sum(1 for count in scoped.values() if count > 1) * 2 <= len(twice)
    numbers = _section_numbers(sections)
    bare = bare_refs((group.ref for group in groups), code)
    taken: set[str] = set()
    keys: list[str] = []
    repeated: list[int] = []
    unnumbered: Counter[str] = Counter()
    for index, group in enumerate(groups):
        scope = f"T{numbers.get(group.section, 0)}." if restarts and group.section else ""
        if group.ref:
            part = key_part(bare[group.ref])
        else:
            unnumbered[scope] += 1
            part = f"u{unnumbered[scope]}"
        key = unique(f"{code}-{scope}{part}", taken)
        if key != f"{code}-{scope}{part}":
            repeated.append(index)
        keys.append(key)
    return Keys(tuple(keys), restarts, tuple(repeated))


def without_code(ref: str, code: str) -> str:
    """`DQ-1` is `1` in plan DQ, whose keys would say DQ twice; any other ref as it is."""
    return re.sub(rf"(?i)^{re.escape(code)}[-./ ]?(?=\d)", "", ref)


def bare_refs(refs: Iterable[str], code: str) -> dict[str, str]:
    """Each ref as keys name it: without the code of the plan, unless one were then called like another."""
    bare = {ref: without_code(ref, code) for ref in refs}
    alike = len({ref.lower() for ref in bare.values()}) < len({ref.lower() for ref in bare})
    return {ref: ref for ref in bare} if alike else bare


def unique(key: str, taken: set[str]) -> str:
    """The key, or the key with `.d2`, `.d3` behind it when it is taken; remembers what it gave."""
    found = key
    if key.lower() in taken:
        # In leaps, then halves: a file may hold one number thousands of times.
        used, free = 1, 2
        while f"{key}.d{free}".lower() in taken:
            used, free = free, 2 * free
        while free - used > 1:
            middle = (used + free) // 2
            used, free = (middle, free) if f"{key}.d{middle}".lower() in taken else (used, middle)
        found = f"{key}.d{free}"
    taken.add(found.lower())
    return found


def next_number(key: str, taken: Iterable[str]) -> str:
    """The key with the number after the highest one of its kind: `HLP-7` for `HLP-1` where there are six, `HLP-1b.3`
    for `HLP-1b.1`; a key that ends in no number gets one.
    """
    found = re.fullmatch(r"(?P<stem>.*?)(?P<number>\d+)", key)
    stem = found["stem"] if found else f"{key}."
    numbers = [
        int(other[len(stem) :])
        for other in (each.lower() for each in (*taken, key))
        if other.startswith(stem.lower()) and other[len(stem) :].isdecimal()
    ]
    return f"{stem}{max(numbers, default=1) + 1}"


def _section_numbers(sections: Sequence[str]) -> dict[str, int]:
    printed = {title: int(match["number"]) for title in sections if (match := _SECTION_NUMBER.match(title))}
    if len(printed) == len(sections) and len(set(printed.values())) == len(sections):
        return printed
    return {title: number for number, title in enumerate(sections, 1)}
