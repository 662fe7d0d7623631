"""Tables that lost their tabs: a line of headings, and rows in which only the looks of words part the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.documents.pasted_fields import KNOWN
from adapters.documents.pasted_grid import Grid
from adapters.documents.pasted_lines import Line
from adapters.documents.pasted_sentence import is_when, is_who
from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.leadwords import NO_LEAD
from domain.importing.profiles import is_ref_like
from domain.importing.rags import is_rag_like

_R = ColumnRole
_TEXTS = {_R.ACTION, _R.RECOMMENDATION}
_TAIL = {_R.LEAD, _R.DUE, _R.RAG}
_MOST_WORDS = 7  # of a lead or a date


def find_loose(lines: Sequence[Line]) -> Grid | None:
    """The table, if there is a line of headings with a text and a lead or date, and most lines under it suit it."""
    for index, line in enumerate(lines):
        heads = _headings(line.text.split()) if line.is_open and len(line.text) < 120 else []
        roles = [meanings(head)[0].role for head in heads]
        if len(heads) < 3 or sum(role in _TEXTS for role in roles) != 1 or not set(roles) & {_R.LEAD, _R.DUE}:
            continue
        place = next(at for at, role in enumerate(roles) if role in _TEXTS)
        if any(role is not _R.REF for role in roles[:place]) or any(role not in _TAIL for role in roles[place + 1 :]):
            continue
        rows: list[tuple[int, tuple[str, ...]]] = []
        unsure: list[int] = []
        for below in lines[index + 1 :]:
            if not below.is_open:
                continue
            cells, sure = _cells(f"{below.label} {below.text}".split(), roles)
            if sum(bool(cell) for cell, role in zip(cells, roles, strict=True) if role in _TAIL) == 0:
                break
            rows.append((below.number, tuple(cells)))
            unsure += [] if sure else [below.number]
        if len(rows) > 1:
            where = f" I am least sure about line {unsure[0]}." if unsure else ""
            doubt = (
                "The cells of this table ran together when it was pasted. I parted them by what their words look like."
                f"{where} Please check leads and dates, or paste the table with its tabs."
            )
            used = frozenset({line.number, *(number for number, _ in rows)})
            return Grid(((line.number, tuple(heads)), *rows), used, 0.65, True, doubt)
    return None


def _headings(words: Sequence[str]) -> list[str]:
    """The words as known headings, the longest first; nothing if a word is left."""
    found: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in (4, 3, 2, 1) if at + n <= len(words) and _is_heading(words[at : at + n])), 0)
        if not size:
            return []
        found.append(" ".join(words[at : at + size]))
        at += size
    return found


def _is_heading(words: Sequence[str]) -> bool:
    text = " ".join(words)
    if len(words) == 2 and words[0].lower() in {"action", "task"} and words[1].lower() in {"lead", "owner", "by"}:
        return False  # two headings side by side
    return text[:1].isupper() and bool(KNOWN.fullmatch(text)) and bool(meanings(text))


def _cells(words: list[str], roles: Sequence[ColumnRole]) -> tuple[list[str], bool]:
    """The cells of a row, peeled off from both ends; whether each end of a lead was clear."""
    cells = [""] * len(roles)
    sure = True
    start, stop = 0, len(words)
    for at, role in enumerate(roles):
        if role in _TEXTS:
            break
        if start < stop and is_ref_like(words[start]):
            cells[at] = words[start]
            start += 1
    for at in range(len(roles) - 1, -1, -1):
        role = roles[at]
        if role in _TEXTS:
            cells[at] = " ".join(words[start:stop])
            break
        sizes = [n for n in range(1, min(_MOST_WORDS, stop - start - 1) + 1) if _suits(words[stop - n : stop], role)]
        if sizes:
            sure = sure and (role is not _R.LEAD or len(sizes) == 1)
            cells[at] = " ".join(words[stop - sizes[-1] : stop])
            stop -= sizes[-1]
    return cells, sure


def _suits(words: Sequence[str], role: ColumnRole) -> bool:
    text = " ".join(words)
    if role is _R.RAG:
        return len(words) <= 3 and is_rag_like(text) and not any(map(str.isdigit, text))
    if role is _R.DUE:
        return (is_when(text) and not re.match(r"(?:by|in|at|of|the)\b", text)) or bool(NO_LEAD.fullmatch(text))
    return text[:1].isupper() and (is_who(text) or bool(NO_LEAD.fullmatch(text)))
