"""Letters and other prose as people paste it: lines put together to paragraphs with sentences that may be actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.documents.markup import fold
from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_records import Record
from domain.importing.prose import offers_of
from domain.importing.raw import RawParagraph

_WHERE = "text"
_WRAPPED = 50  # a line as long as this was probably broken where the window ended


def prose_of(lines: Sequence[Line], records: Sequence[Record]) -> tuple[RawParagraph, ...] | None:
    """The paragraphs of a text in which sentences say who will do what; nothing where records say it better.

    A record or two that stand inside such paragraphs (`... (Lead: Ada Brook)`) are sentences like the others.
    """
    parts = list(_parts(lines))
    offering = [(numbers, count) for numbers, text in parts if (count := len(offers_of(text)))]
    if not offering or sum(count for _, count in offering) <= len(records):
        return None
    inside = {number for numbers, _ in offering for number in numbers}
    if not all(inside.issuperset(record.lines) for record in records):
        return None
    places = [next((one[0] for one, _ in parts[at:] if one), 0) for at in range(len(parts))]
    return tuple(
        RawParagraph(text, _WHERE, place)
        for place, (_, text) in zip(places, parts, strict=True)
        if any(map(str.isalnum, text))
    )


def _parts(lines: Sequence[Line]) -> Iterator[tuple[list[int], str]]:
    """The paragraphs: the numbers of their lines, and their words."""
    numbers: list[int] = []
    words: list[str] = []
    for line in lines:
        if line.stamp:  # of a message: who sent it, and when
            if words:
                yield numbers, " ".join(words)
            yield [], line.stamp
            numbers, words = [], []
        text = fold(line.laid.strip(" #*>"))
        begins = not text or line.is_item or bool(line.label) or (bool(words) and len(words[-1]) < _WRAPPED)
        if begins and words:
            yield numbers, " ".join(words)
            numbers, words = [], []
        if text:
            numbers.append(line.number)
            words.append(text)
    if words:
        yield numbers, " ".join(words)
