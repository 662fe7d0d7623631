"""The last look: every word of the document must be in the draft, or stand among what found no place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from domain.importing.draft import DraftPlan
from domain.importing.raw import RawDocument

_WORD = re.compile(r"[^\W_]+")
_FEW = 4  # words
_MARK = re.compile(r"\d{0,2}[ivx]{0,4}[a-z]?")  # numbers and letters of list items, which the pieces lose


def lost_texts(document: RawDocument, draft: DraftPlan, labels: Iterable[str] = ()) -> tuple[str, ...]:
    """The texts of cells and paragraphs that have a word which is nowhere in the draft, nor in a label of values."""
    said = {word for text in (*_texts(draft), *labels) for word in _WORD.findall(text.lower())}
    lost: dict[str, None] = {}
    for table in document.tables():
        for row in table.rows:
            if table.hidden:  # nothing of it was read: its rows stay together
                lost[" | ".join(text for text in row.texts if text)] = None
                continue
            for text in row.texts:
                if not _is_said(text, said):
                    lost[text] = None
    for paragraph in document.paragraphs():
        if not _is_said(paragraph.text, said):
            lost[paragraph.text] = None
    lost.pop("", None)
    return tuple(lost)


def _is_said(text: str, said: set[str]) -> bool:
    words = _WORD.findall(text.lower())
    strict = 1 < len(words) < _FEW  # a date such as 31/08/25 consists of what could be marks
    return all(word in said or (not strict and _MARK.fullmatch(word)) for word in words)


def _texts(value: object) -> Iterator[str]:
    """Every text inside a value of the draft, in no particular order."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple | list):
            waiting.extend(one)
        elif one is not None and (names := _fields_of(type(one))):  # type: ignore[arg-type]  # a class is hashable
            waiting.extend([getattr(one, name) for name in names])


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
