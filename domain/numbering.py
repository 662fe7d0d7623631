"""The next free number in a plan, in the plan's own style: after `TSP-8.2` comes `TSP-8.3`, after `SHR-1b` `SHR-1c`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_LAST = re.compile(r"(?P<head>.*?)(?P<run>\d+|[A-Za-z])(?P<tail>\)?)", re.S)
_MOST = 10_000


def next_key(home: str, siblings: Sequence[str], others: Iterable[str]) -> str:
    """A key for a further action of the recommendation `home` (its key), which has `siblings`; `others` are all keys of
    the plan, of actions and of recommendations, in its order. The key is taken by none of them, whatever its case.
    """
    known = list(others)
    taken = {key.casefold() for key in (*known, *siblings, home)}
    inside = [key for key in siblings if key.casefold() != home.casefold()]
    if not siblings and home.casefold() not in {key.casefold() for key in known}:
        return home
    if inside and all(_is_within(key, home) for key in inside):
        return _after(inside, taken)
    if inside:  # the plan numbers its actions through, whatever they stand under
        style = _head(inside[-1])
        through = [key for key in known if _head(key) == style and _kind(key) == _kind(inside[-1])]
        return _after(through or inside, taken)
    return _first_within(home, known, taken)


def _is_within(key: str, home: str) -> bool:
    return key.casefold().startswith(home.casefold()) and not key[len(home) : len(home) + 1].isdecimal()


def _head(key: str) -> str:
    match = _LAST.fullmatch(key)
    return match["head"] if match else key


def _kind(key: str) -> str:
    match = _LAST.fullmatch(key)
    return "" if match is None else ("digit" if match["run"].isdecimal() else "letter") + match["tail"]


def _after(keys: Sequence[str], taken: set[str]) -> str:
    """One more than the greatest of the commonest style among the keys."""
    parted = [match for key in keys if (match := _LAST.fullmatch(key))]
    if not parted:
        return _free(f"{keys[-1]}.", 2, taken)
    styles = Counter((match["head"], match["run"].isdecimal(), match["tail"]) for match in parted)
    (head, numbers, tail), _ = max(styles.items(), key=lambda one: one[1])
    runs = [
        match["run"]
        for match in parted
        if (match["head"], match["run"].isdecimal(), match["tail"]) == (head, numbers, tail)
    ]
    if numbers:
        width = len(runs[-1]) if runs[-1].startswith("0") else 0
        return _free(head, max(map(int, runs)) + 1, taken, tail=tail, width=width)
    last = max(runs, key=str.casefold)
    for letter in map(chr, range(ord(last) + 1, ord("Z" if last.isupper() else "z") + 1)):
        if f"{head}{letter}{tail}".casefold() not in taken:
            return f"{head}{letter}{tail}"
    return _free(f"{head}{last}{tail}.", 2, taken)


def _first_within(home: str, known: Sequence[str], taken: set[str]) -> str:
    """The second action of a recommendation that had one, numbered as the plan numbers them elsewhere."""
    for key in known:
        for other in known:
            rest = key[len(other) :]
            if key != other and _is_within(key, other) and re.fullmatch(r"[.(]?(?:\d{1,3}|[A-Za-z])\)?", rest):
                if rest.strip(".()").isdecimal():
                    opening, closing = rest[: rest.index(rest.strip(".()"))], rest[len(rest.rstrip(")")) :]
                    return _free(f"{home}{opening}", 2, taken, tail=closing)
                return _after([f"{home}{rest[:1] if not rest[:1].isalpha() else ''}a"], taken)
    return _free(f"{home}.", 2, taken)


def _free(head: str, start: int, taken: set[str], *, tail: str = "", width: int = 0) -> str:
    for number in range(start, start + _MOST):
        key = f"{head}{str(number).zfill(width)}{tail}"
        if key.casefold() not in taken:
            return key
    raise ValueError("no number is free")
