"""When an action was finished, from the columns that say so: a day, a yes, or a share of completion."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from domain.due import Precision
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole, DraftStatus, QuestionKind
from domain.importing.duedates import read_due
from domain.importing.grouped import ActionRows, Parts
from domain.importing.headings import Shade, counts_shares
from domain.importing.rags import read_rag
from domain.importing.tables import PlanTable
from domain.importing.values import Reading

_R = ColumnRole
_DONE = re.compile(
    r"(?i)\b(?:complet\w*|closed?|done|implemented|achieved|finished|signed off|delivered|actioned|actual|date|on)\b"
)


def read_closed(entry: ActionRows, reading: Reading, key: str, label: str = "") -> tuple[date | None, str]:
    """A date in a column `completed on`; of several columns (`% complete`, `closed on`) one with a day counts first.

    `label` is the number of the action in a list: of lines that name their number, only its own are read.
    """
    said = ""
    for whole in entry.parts(_R.OTHER, Shade.COMPLETED_ON):
        parts = _of_label(whole, label)
        if not parts.text:
            continue
        day = next((cell.day for cell in parts.cells if cell.day), None)
        found = read_due(parts.text, reading.as_at)
        if day or (found.due.precision is Precision.DAY and not found.due.needs_check and _tells_when(parts.text)):
            return day or found.due.latest, parts.text
        first = next(iter(find_dates(parts.text, reading.as_at)), None)
        if (
            first
            and (not first.start or _DONE_ON.fullmatch(parts.text[: first.start]))
            and first.precision is Precision.DAY
            and (parts.text[first.end :][:1] in {".", ":", ";"} or _SIGNED.fullmatch(parts.text[first.end :]))
        ):
            return first.latest, parts.text  # `28 April 2026. Audit shows ...`, `12/05/26 FM`: when, and then more
        if found.status is DraftStatus.COMPLETE or read_rag(parts.text).status is DraftStatus.COMPLETE:
            if found.completed_on:
                return found.completed_on, parts.text
            said = said or parts.text
        elif (
            (found.due.latest is not None and _tells_when(parts.text))
            or _YES.fullmatch(parts.text)
            or (counts_shares(parts.column.heading) and _WHOLE.fullmatch(parts.text))
            or (parts.text in {"1", *_CROSSED} and parts.column.heading in reading.shares)
        ):
            said = said or parts.text
        elif counts_shares(parts.column.heading) and parts.text != "1" and _SHARE.fullmatch(parts.text):
            continue  # a share, and not all of it
        elif not _NOT.fullmatch(parts.text):
            reading.ask(
                QuestionKind.STATUS,
                "status",
                f"“{parts.text}” stands under “{parts.column.heading}”. Is it complete?",
                key,
                parts.text,
            )
    return None, said


_NUMBERED = re.compile(r"(?:\d{1,2}\.)?(?P<label>\d{1,2}|[a-h])(?:[.):]|(?<=\.\d)|(?<=\.\d\d))\s+(?=[A-Z\d])")


def _of_label(parts: Parts, label: str) -> Parts:
    """The lines of a cell that begin with the number of one action of a list, without it; all, if none does."""
    found = [(row, piece, _NUMBERED.match(piece.text)) for row, piece in parts.pieces]
    if not label or not any(mark for _, _, mark in found):
        return parts
    mine = [
        (row, replace(one, text=one.text[mark.end() :])) for row, one, mark in found if mark and mark["label"] == label
    ]
    return Parts(parts.column, mine, [])


# `Sent 20/05/2025; reply awaited`: behind the day it says what is still to come.
_TO_COME = re.compile(r"(?i)\b(?:await\w*|pending|outstanding|still|remain\w*|not yet|to follow|in progress|due)\b")
_DONE_ON = re.compile(r"(?i)(?:complete[d]?|closed|done|achieved|implemented|delivered|finished)(?: on)?[\s:,–—-]+")
_YES = re.compile(r"(?i)(?:y(?:es)?|true|checked|ticked)[.!]*")
_CROSSED, _EMPTY = ("☒", "☑"), ("☐", "□")
_NOT = re.compile(r"(?i)(?:no?|n/?a|[-☐□]|not yet|false|un(?:checked|ticked)|\d{1,2} ?%)[.!]*")
_WHOLE = re.compile(r"1\.0+|100")
_SHARE = re.compile(r"0(?:\.\d+)?|\.\d+|\d{1,2}(?:\.\d+)?")  # under `% complete`
_SIGNED = re.compile(r"[\s,/(–-]+[A-Z]{2,3}\)?")  # the initials of who signed it off


def _tells_when(text: str) -> bool:
    """`12 May 2026`, `Completed on 12 May 2026: ...`; but `Letter sent 12 May 2026` is one step, and maybe not all."""
    first = next(iter(find_dates(text)), None)
    before = text[: first.start] if first else ""
    if first and re.search(r"[a-z]{3}", before) and not _DONE.search(before) and _TO_COME.search(text[first.end :]):
        return False
    return len(before.split()) < 2 or bool(_DONE.search(before)) or not re.search(r"[a-z]{3}", before)


def shares_of(table: PlanTable) -> frozenset[str]:
    """The headings over shares of one (`0.25` stands there, and nothing above 1), and over boxes that are crossed or
    empty."""
    found: set[str] = set()
    for column in table.layout:
        texts = [row.cells[column.place].text for row in table.rows if column.place in row.cells]
        if set(texts) & set(_EMPTY) and set(texts) <= {*_CROSSED, *_EMPTY, ""}:
            found.add(column.heading)
        if not counts_shares(column.heading):
            continue
        shares = [text for text in texts if re.fullmatch(r"(?:0?\.\d+|[01](?:\.0+)?)", text)]
        if len(shares) == len([text for text in texts if text]) and any(text.lstrip("0")[:1] == "." for text in shares):
            found.add(column.heading)
    return frozenset(found)


def ask_if_done(entry: ActionRows, state: str, reading: Reading, key: str) -> None:
    """`In progress` beside a day under `Completion date`: the day may be that of the plan. What is open stays open."""
    for parts in entry.parts(_R.OTHER, Shade.COMPLETED_ON):
        no = _NOT.fullmatch(parts.text) or (counts_shares(parts.column.heading) and _SHARE.fullmatch(parts.text))
        if parts.text and not no:
            message = f"“{parts.text}” stands under “{parts.column.heading}”, and “{state}” beside it. Is it complete?"
            reading.ask(QuestionKind.STATUS, "status", message, key, parts.text)


def ask_of_archived(entry: ActionRows, reading: Reading, key: str) -> None:
    """A card that a tracker has put away may be done, dropped or forgotten: only a person knows."""
    for parts in entry.parts(_R.OTHER, Shade.ARCHIVED):
        if re.fullmatch(r"(?i)(?:y(?:es)?|true|1)[.!]*", parts.text):
            reading.ask(
                QuestionKind.STATUS,
                "status",
                "It was archived, and nothing says that it is complete. Is it?",
                key,
                parts.text,
            )
