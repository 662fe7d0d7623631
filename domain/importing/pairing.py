"""Parallel lists: which date, lead or remark in one cell belongs to which action of the list in another.

By number where numbers are printed; by order only where the counts agree; everything else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from domain.importing.lists import Item, ItemKind, label_value

_POINTER = re.compile(r"\((?:for|re)\s(?P<number>\d{1,2})\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """An action that waits for its date or lead: its label (empty for one without number), and the row it began in."""

    label: str
    row: int = 0


@dataclass(slots=True)
class Paired:
    """What belongs to each target, what belongs to none, and whether a person should look at it."""

    own: list[str]
    common: str = ""
    doubtful: list[int] = field(default_factory=list)
    mismatch: bool = False
    torn: tuple[str, str] = ("", "")  # the halves of what may be one name, over two rows


Splitter = Callable[[str], list[str]]


def pair(targets: Sequence[Target], items: Sequence[Item], *, split: Splitter | None = None, spread: bool) -> Paired:
    """Give the items of a cell to the targets.

    `split` parts a text that holds several values in a row. With `spread`, a value without number holds for all targets
    that have none of their own (dates, leads); without it, it stays common (progress, indicators).
    """
    paired = Paired([""] * len(targets))
    if len(targets) == 1 or not items:
        paired.common = " ".join(_printed(item) for item in items)
        return paired
    numbered = [item for item in items if item.kind is ItemKind.NUMBER]
    if not numbered:
        _by_count(targets, items, paired, split, spread=spread)
        return paired
    head: list[Item] = []
    loose: list[Item] = []
    last: Item | None = None
    for item in items:
        if item.kind is ItemKind.NUMBER:
            _give(targets, item, paired)
            last = item
        elif last is None:
            head.append(item)
        elif spread and item.row == last.row:
            _give(targets, Item(item.kind, item.text, last.labels, item.row), paired)
        else:
            loose.append(item)
    missing = [index for index, text in enumerate(paired.own) if not text]
    if head:
        _place_head(head, missing, targets, paired, split, spread=spread)
    for item in loose:
        free = [index for index, text in enumerate(paired.own) if not text and targets[index].row == item.row]
        free = [index for index in free if targets[index].label] or free
        if spread and len(free) == 1:
            paired.own[free[0]] = item.text
            paired.doubtful.append(free[0])
        else:
            paired.common = f"{paired.common} {item.text}".strip()
            paired.mismatch = paired.mismatch or spread
    if spread:
        _follow_pointers(targets, paired, split)
    return paired


def _printed(item: Item) -> str:
    if item.kind is not ItemKind.NUMBER or not item.labels:
        return item.text
    return f"{item.labels[0]}) {item.text}" if len(item.labels) > 1 else item.text


def _give(targets: Sequence[Target], item: Item, paired: Paired) -> None:
    for label in item.labels:
        index = _find(targets, label)
        if index is None:
            paired.common = f"{paired.common} {label}) {item.text}".strip()
            paired.mismatch = True
        else:
            paired.own[index] = f"{paired.own[index]} {item.text}".strip()


def _find(targets: Sequence[Target], label: str) -> int | None:
    exact = next((index for index, target in enumerate(targets) if target.label.lower() == label.lower()), None)
    if exact is not None:
        return exact
    value = label_value(label)
    same = (index for index, target in enumerate(targets) if target.label and label_value(target.label) == value)
    return next(same, None)


def _by_count(
    targets: Sequence[Target], items: Sequence[Item], paired: Paired, split: Splitter | None, *, spread: bool
) -> None:
    whole = " ".join(item.text for item in items)
    values = [item.text for item in items]
    if split is not None:
        values = [value for item in items for value in split(item.text)]
    if len(values) == len(targets) and len(values) > 1 and spread:
        paired.own = values
        return
    if len(values) == 1 or not spread:
        paired.common = whole
        return
    rows = {item.row for item in items}
    if (len(rows) == 1 and max(rows) > 0) or len(rows) > 1:
        per_row = [
            (row, [i for i, t in enumerate(targets) if t.row == row], [item.text for item in items if item.row == row])
            for row in sorted(rows)
        ]
        if all(len(places) == len(texts) for _, places, texts in per_row):
            for _, places, texts in per_row:
                for place, text in zip(places, texts, strict=True):
                    paired.own[place] = text
                    paired.doubtful.append(place)
            return
    paired.common = whole
    paired.mismatch = True


def _place_head(
    head: list[Item],
    missing: list[int],
    targets: Sequence[Target],
    paired: Paired,
    split: Splitter | None,
    *,
    spread: bool,
) -> None:
    """What stands before the first number belongs to the targets that have no number in this cell."""
    texts = [item.text for item in head]
    values = [value for text in texts for value in (split(text) if split else [text])]
    unnumbered = [index for index in missing if not targets[index].label]
    if not spread:
        if len(unnumbered) == 1:
            paired.own[unnumbered[0]] = " ".join(texts)
        else:
            paired.common = f"{' '.join(texts)} {paired.common}".strip()
        return
    if values and len(values) == len(missing):
        for index, value in zip(missing, values, strict=True):
            paired.own[index] = value
        return
    if len(values) == 1 and unnumbered:
        paired.own[unnumbered[0]] = values[0]
        return
    if len(values) == 1:
        for index in missing:
            paired.own[index] = values[0]
            paired.doubtful.append(index)
        return
    paired.common = f"{' '.join(texts)} {paired.common}".strip()
    paired.mismatch = True


def _follow_pointers(targets: Sequence[Target], paired: Paired, split: Splitter | None) -> None:
    """`1) 1 Oct Sept 2010 (for 3) 1 Nov`: the date before the brackets is for 3, what follows is for the next."""
    for index in range(len(targets)):
        match = _POINTER.search(paired.own[index])
        if match is None or split is None:
            continue
        other = _find(targets, match["number"])
        values = split(paired.own[index][: match.start()].strip())
        if other is None or paired.own[other] or other == index:
            continue
        tail = paired.own[index][match.end() :].strip(" ,;")
        if len(values) == 2:
            paired.own[index], paired.own[other] = values[0], f"{values[1]} {match.group()}"
            paired.doubtful.extend((index, other))
            following = other + 1
            if tail and following < len(targets) and not paired.own[following]:
                paired.own[following] = tail
                paired.doubtful.append(following)
            elif tail:
                paired.common = f"{paired.common} {tail}".strip()
                paired.mismatch = True
