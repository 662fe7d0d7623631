"""Lists inside a cell: numbered, lettered, roman and bulleted marks, and which of them are no marks at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.importing.raw import PieceKind, RawPiece
from domain.importing.remembered import remembered

_OPEN_END = re.compile(r"(?i)(?:\b(?:a|an|the|and|or|of|to|for|with|in|on|at|by|from|all|each|every|that|who)|[,–-])$")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LABEL = r"(?:\d{1,2}(?:[a-z]|i{1,3})?|[a-h]|x?(?:ix|iv|v?i{1,3}|v|x))"
# One mark, or several that share what follows: `3)`, `(a)`, `3)&4)`, `1) to 3)`, `1, 2 & 4)`.
_MARK = re.compile(
    rf"(?<![\w(/.])\(?(?P<first>{_LABEL})(?P<close>\)\.?|\.\)|\.(?=\s|[A-Z]))"
    rf"(?P<more>(?:\s?(?:&|and|,|to|-|–)\s?\(?{_LABEL}\)\.?){{0,6}})"
    rf"|(?<![\w(/.])(?P<bare>\d{{1,2}})(?P<tail>\s?(?:&|and|to|-|–)\s?\d{{1,2}})\)(?=\s)",
)
_PART = re.compile(rf"(?P<join>&|and|,|to|-|–)?\s?\(?(?P<label>{_LABEL})(?!\w)\)?\.?")
_BULLET = re.compile(r"(?:^|(?<=\s))(?P<mark>[•·▪◦‣∙➢►✓➤○]|[-–—*](?=\s)|o(?=\s+[A-Z]))\s*")
_SIGNS = frozenset("○●◔◑◐◕◒◓■□")  # alone in a cell they say how far something is
_NOT_BEFORE_MARK = re.compile(
    r"\b(?:phase|stage|section|sections|part|level|tier|item|items|rec|recs|recommendation|recommendations|action|actions|objective"
    r"|priority|no|number|flowchart|step|appendix|table|annex|page|paragraph|para|chapter|grade|band|quarter|term|week|day|month"
    r"|team|unit|version|of|than|least|with|point|and|or|form|standard|theme|year|see|schedule|article|regulation|element|strand"
    r"|question|figure|in|by|at|to|for|until|under|over|about|around|only)\.?\s*$",
    re.IGNORECASE,
)
_DATE_AHEAD = re.compile(
    r"\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s-]*(?:\d|$)", re.IGNORECASE
)


class ItemKind(StrEnum):
    """How an item of a cell is set off from its neighbours."""

    TEXT = "text"
    NUMBER = "number"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a cell: its text without mark, the labels of its mark (`3)&4)` has two), and the row of the page it
    began in (0 for the first, 1 for what a page break carried over)."""

    kind: ItemKind
    text: str
    labels: tuple[str, ...] = ()
    row: int = 0
    own_paragraph: bool = False
    implied: bool = False  # the number is not printed, it is the place in a numbered list


RowPiece = tuple[int, RawPiece]
RunSplitter = Callable[[str], list[str]]


def read_items(pieces: Iterable[RowPiece], split_run: RunSplitter | None = None, *, dashes: bool = True) -> list[Item]:
    """The items of a cell. `split_run` parts a numbered list whose items ran together and lost their numbers.

    `dashes` says whether ` - ` may open an item: not where a dash stands between two people or two dates.
    """
    items: list[Item] = []
    previous_row = 0
    ordinal = 0
    pieces = list(pieces)
    if numbered := _below_one_number([piece for _, piece in pieces]):
        return [
            Item(ItemKind.NUMBER, text, (label,), row, own_paragraph=True)
            for (row, _), (label, text) in zip(pieces, numbered, strict=True)
        ]
    for row, piece in pieces:
        carried = row != previous_row
        previous_row = row
        new = _items_of(piece, row, ordinal, split_run, dashes)
        if carried and new and items and _continues(new[0], items[-1]):
            items[-1] = replace(items[-1], text=f"{items[-1].text} {new[0].text}")
            del new[0]
        items.extend(new)
        ordinal = max((ordinal, *(label_value(label) for item in new for label in item.labels)))
    return items


_BELOW_ONE = re.compile(r"(?P<whole>\d{1,2})\.(?P<part>\d{1,2})[.):]?\s+(?P<text>(?!\d{1,2}\.\d).+)", re.DOTALL)


def _below_one_number(pieces: Sequence[RawPiece]) -> list[tuple[str, str]]:
    """`4.1 Write the guide`, `4.2 Train the team` as lines of one cell: a list below 4, with its numbers as labels."""
    found = [_BELOW_ONE.fullmatch(piece.text.strip()) for piece in pieces]
    marks = [match for match in found if match]
    parts = [int(match["part"]) for match in marks]
    first = 1 if found and found[0] else 2  # the number of the first may stand in the column of references
    if not marks or len(pieces) < 2 or parts != list(range(first, len(pieces) + 1)):
        return []
    if len({match["whole"] for match in marks}) > 1:
        return []
    return [(match["part"], match["text"]) if match else ("1", pieces[0].text) for match in found]


def _continues(new: Item, last: Item) -> bool:
    if new.kind is not ItemKind.TEXT:
        return False
    return starts_inside(new.text) or last.text.rstrip().endswith(("-", "–", "&", "/", ",", " and", " of", " the"))


def ends_open(text: str) -> bool:
    """Does a text break off where more has to follow: behind `and`, `of`, a comma?"""
    return bool(_OPEN_END.search(text))


def starts_inside(text: str) -> bool:
    """Does the text begin in the middle of a sentence?"""
    if re.match(r"\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[).]", text):
        return False  # a mark: the next item, not the rest of a sentence
    first = text.lstrip("“\"'‘*")[:1]
    return first.islower() or (bool(first) and first in "(&%)/;:,")


def _items_of(piece: RawPiece, row: int, ordinal: int, split_run: RunSplitter | None, dashes: bool) -> list[Item]:
    paragraph = piece.kind is PieceKind.PARAGRAPH
    if piece.text.strip() in _SIGNS:
        return [Item(ItemKind.TEXT, piece.text.strip(), (), row, paragraph)]
    if piece.label or piece.kind is PieceKind.ITEM:
        label = piece.label.strip("().: ").lower()
        if piece.ordered or label_value(label):
            known = label if label_value(label) else str(ordinal + 1)
            return [Item(ItemKind.NUMBER, piece.text, (known,), row, implied=known != label)]
        return [Item(ItemKind.BULLET, piece.text, (), row)]
    listed = piece.kind is PieceKind.RUN
    items = split_marks(piece.text, row, paragraph=paragraph, listed=listed, last=ordinal, dashes=dashes)
    if piece.kind is PieceKind.RUN and len(items) == 1 and items[0].kind is ItemKind.TEXT:
        if not piece.ordered:
            return [Item(ItemKind.BULLET, piece.text, (), row)]
        parts = split_run(piece.text) if split_run else [piece.text]
        return [
            Item(ItemKind.NUMBER, part, (str(ordinal + number),), row, implied=True)
            for number, part in enumerate(parts, 1)
        ]
    return items


def split_marks(
    text: str, row: int = 0, *, paragraph: bool = False, listed: bool = False, last: int = 0, dashes: bool = True
) -> list[Item]:
    """The items of one run of text, told apart by the marks in it; `last` is the number that the list had reached."""
    return list(_split(text, row, paragraph, listed, last, dashes))


@remembered
def _split(text: str, row: int, paragraph: bool, listed: bool, last: int, dashes: bool) -> tuple[Item, ...]:
    cuts = _number_marks(text, last)
    if not cuts:
        cuts = _bullet_marks(text, listed=listed, dashes=dashes)
    items: list[Item] = []
    head = text[: cuts[0][0]] if cuts else text
    if head.strip(" ;"):
        items.append(Item(ItemKind.TEXT, head.strip(), (), row, paragraph))
    for index, (_, end, labels) in enumerate(cuts):
        stop = cuts[index + 1][0] if index + 1 < len(cuts) else len(text)
        body = text[end:stop].strip()
        kind = ItemKind.NUMBER if labels else ItemKind.BULLET
        if body or labels:
            items.append(Item(kind, body, labels, row, paragraph and not index))
    return tuple(items)


Cut = tuple[int, int, tuple[str, ...]]


def _number_marks(text: str, last: int) -> list[Cut]:
    cuts: list[Cut] = []
    begun = last > 0
    depth = position = 0
    for match in _MARK.finditer(text):
        if "(" not in match.group()[:1]:
            depth = max(0, depth + text.count("(", position, match.start()) - text.count(")", position, match.start()))
        position = match.end()
        labels = _labels(match)
        value = label_value(labels[0]) if labels else 0
        if not value or (depth and not match.group().startswith("(")) or _is_no_mark(text, match, value, last):
            depth = max(0, depth - match.group().count(")")) if depth else 0
            continue
        cuts.append((match.start(), match.end(), labels))
        last = max(label_value(label) for label in labels)
    return cuts if begun or not _only_stray(text, cuts) else []


def _is_no_mark(text: str, match: re.Match[str], value: int, last: int) -> bool:
    if match.start() < 8 and not text[: match.start()].strip():
        return False
    label = match["first"] or match["bare"]
    dotted = match["close"] is not None and match["close"].startswith(".")
    if value <= last or value > last + 10:
        return True
    if label.isdecimal() and not dotted and last and value == last + 1:
        return False
    if _NOT_BEFORE_MARK.search(text[max(0, match.start() - 24) : match.start()]):
        return True
    if label.isdecimal() and not dotted:
        return False
    # `2.`, `b)` and `ii)` in the middle of words must carry on a list that has begun.
    return value != last + 1 or (value == 1 and dotted)


def _only_stray(text: str, cuts: list[Cut]) -> bool:
    """A single `2.` or `i)` somewhere in a sentence opens no list."""
    return len(cuts) == 1 and cuts[0][0] > 0 and not text[cuts[0][0]].isdecimal()


def _labels(match: re.Match[str]) -> tuple[str, ...]:
    if match["bare"]:
        numbers = [int(number) for number in re.findall(r"\d+", match.group())]
        if re.search(r"to|-|–", match["tail"]):
            return tuple(str(number) for number in range(numbers[0], min(numbers[1], numbers[0] + 30) + 1))
        return tuple(str(number) for number in numbers)
    labels = [match["first"]]
    for part in _PART.finditer(match["more"] or ""):
        if part["join"] in {"to", "-", "–"}:
            labels.extend(_between(labels[-1], part["label"]))
        labels.append(part["label"])
    return tuple(re.sub(r"(?<=\d)[a-z]+$", "", label) for label in labels)


def _between(first: str, last: str) -> list[str]:
    start, stop = label_value(first), label_value(last)
    return [str(number) for number in range(start + 1, min(stop, start + 30))]


def _bullet_marks(text: str, *, listed: bool, dashes: bool) -> list[Cut]:
    found: list[Cut] = []
    for match in _BULLET.finditer(text):
        mark = match["mark"]
        if mark in "-–—" and not dashes and match.start() > 0:
            continue
        if mark in "-–—*o" and match.start() > 0:
            after = text[match.end() : match.end() + 14]
            if not after[:1].isupper() or _DATE_AHEAD.match(after) or mark == "*":
                continue
        found.append((match.start(), match.end(), ()))
    firm = listed or any(text[start] in "•·▪◦‣∙➢►✓➤○" for start, _, _ in found)
    opens = bool(found) and found[0][0] == 0
    return found if firm or opens or len(found) > 1 else []


def label_value(label: str) -> int:
    """The place of a label in its list: `3` and `iii` and `c` are 3; 0 for what is no label."""
    label = label.lower()
    if label.isdecimal():
        return int(label)
    if label in _ROMANS:
        return _ROMANS.index(label) + 1
    return ord(label) - 96 if len(label) == 1 and "a" <= label <= "z" else 0


def without_mark(text: str) -> str:
    """The text without the bullet, or the lonely number, that it begins with."""
    if text.strip() in _SIGNS:
        return text.strip()
    items = split_marks(text)
    if len(items) == 1 and items[0].kind is not ItemKind.TEXT:
        return items[0].text
    return re.sub(r"^(?:[•·▪◦‣∙➢►✓➤○]|[-–—](?=\s))\s*", "", text)
