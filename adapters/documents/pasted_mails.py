"""Mails with older ones quoted below: of a list that stands in both, the newer counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_records import Record
from adapters.documents.pasted_sentence import read_sentence

_HEAD = re.compile(r"\W*(?:from|sent)\W*:|\W*on\b.{6,80}\bwrote\W*$", re.IGNORECASE)
OLDER = "Older mails below hold the same list. I took the newest, and left out {count} older lines. Is that right?"


def without_older(records: Sequence[Record], lines: Sequence[Line]) -> tuple[list[Record], tuple[str, ...]]:
    """The records without those that an older mail says too, and the question about it."""
    heads = [line.number for line in lines if _HEAD.match(line.laid)]
    seen: dict[str, int] = {}  # what is to be done, and how many heads of mails stood above it
    kept: list[Record] = []
    for record in sorted(records, key=lambda one: one.number):
        above = sum(number < record.number for number in heads)
        text = _text(record)
        if seen.setdefault(text, above) == above or not text:
            kept.append(record)
    left = len(records) - len(kept)
    return kept, (OLDER.format(count=left),) if left else ()


def _text(record: Record) -> str:
    first = record.title or next((value for _, value in record.values.values()), "")
    return " ".join(re.findall(r"\w+", read_sentence(first, flagged=True).text.casefold()))
