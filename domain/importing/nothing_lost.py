"""The last look: every word of the document must be in the draft, or stand among what found no place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from domain.importing.draft import DraftPlan
from domain.importing.raw import RawDocument

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"\d{0,2}[ivx]{0,4}[a-z]?")  # numbers and letters of list items, which the pieces lose


def lost_texts(document: RawDocument, draft: DraftPlan) -> tuple[str, ...]:
    """The texts of cells and paragraphs that have a word which is nowhere in the draft."""
    said = {word for text in _texts(draft) for word in _WORD.findall(text.lower())}
    lost: dict[str, None] = {}
    for table in document.tables():
        for row in table.rows:
            for text in row.texts:
                if not _is_said(text, said):
                    lost[text] = None
    for paragraph in document.paragraphs():
        if not _is_said(paragraph.text, said):
            lost[paragraph.text] = None
    return tuple(lost)


def _is_said(text: str, said: set[str]) -> bool:
    return all(word in said or _MARK.fullmatch(word) for word in _WORD.findall(text.lower()))


def _texts(value: object) -> Iterator[str]:
    """Every text inside a value of the draft."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
