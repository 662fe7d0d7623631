"""News that begin with their colour: `AMBER – two nurses still to start` under `RAG and commentary`, or `Update`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.importing.draft import ColumnRole
from domain.importing.headings import meanings
from domain.importing.profiles import profile
from domain.importing.rags import EMOJI
from domain.importing.raw import RawCell, RawPiece

_R = ColumnRole
_LED = re.compile(
    rf"(?:b?rag(?: (?:rating|status))?\s?[:=–-]\s?)?(?P<colour>red|amber|yellow|green|blue|[{''.join(EMOJI)}])\ufe0f?"
    r"(?:\s?(?:rated|rag))?(?:\s*$|(?P<mark>\s?[-–—:;,.(]|(?<=[^\w\s])\s)\s*(?P<words>.*))",
    re.IGNORECASE | re.DOTALL,
)
# `A – form with legal`, under a heading that says RAG.
_LETTER = re.compile(r"(?P<colour>[RAGB])(?P<mark>\s?[-–—:;]|\s\(|\s*$)\s*(?P<words>.*)", re.DOTALL)
_TOLD = frozenset({_R.PROGRESS, _R.NOTES})
_MOST = 0.6  # of the cells begin with a colour
_FEW = 3  # cells
_TIMED = re.compile(r"(?i)\b(?:q[1-4]|qtr|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_WORDS = 3  # words behind the colour, in one cell at least: else it is a column of colours


def are_led(heading: str, others: Iterable[str], cells: Sequence[RawCell]) -> bool:
    """Does a column hold news, most of which begin with a colour, where no other column holds the colours?"""
    if not any(meant.role in _TOLD for meant in meanings(heading)):
        return False
    if any(meant.role is _R.RAG for other in others for meant in meanings(other)[:1]):
        return False
    filled = [cell for cell in cells if not cell.is_blank]
    seen = profile(cell.text for cell in filled)
    named = meanings(heading)[0].role is _R.RAG
    if seen.fits(_R.RAG) > (seen.fits(_R.PROGRESS) if named else max(0.0, 10 * seen.fits(_R.PROGRESS))):
        return False  # few words beside each colour: a column of colours
    led = [found for cell in filled if (found := _LED.fullmatch(cell.text))]
    letters = [found for cell in filled if (found := _LETTER.fullmatch(cell.text))]
    if any(meant.role is _R.RAG for meant in meanings(heading)) and len(letters) == len(filled) > 1:
        led = letters
    elif len(letters) > len(led) and len({found["colour"] for found in letters}) > 1:
        # `G: six venues` below `Q1`, where `Not due` may stand too; elsewhere every cell must begin so.
        timed = len(letters) > 1 and _TIMED.search(heading)
        led = letters if timed or len(letters) == len(filled) >= _FEW else led
    told = any(len((found["words"] or "").split()) >= _WORDS for found in led)
    return len(led) > 1 and told and len(led) >= _MOST * len(filled)


def split_colour(cell: RawCell) -> tuple[tuple[RawPiece, ...], list[tuple[RawPiece, ...]]]:
    """What is told in a cell, and its colour; a cell that begins with none stays whole."""
    first, rest = cell.pieces[0], cell.pieces[1:]
    found = _LED.fullmatch(first.text) or _LETTER.fullmatch(first.text)
    if found is None:
        return cell.pieces, [()]
    words = (found["words"] or "").strip()
    if (found["mark"] or "").strip() == "(" and words.count("(") < words.count(")"):
        before, _, behind = words.partition(")")
        words = f"{before}{behind}".strip()
    told = (replace(first, text=words), *rest) if words else rest
    return told, [(RawPiece(found["colour"]),)]


_BEHIND = re.compile(r"(?P<words>.*\S)\s*[(\[](?P<colour>[RAGB]|(?i:red|amber|yellow|green|blue))[)\]]\s*", re.DOTALL)


def colour_behind(heading: str, others: Iterable[str], cells: Sequence[RawCell]) -> bool:
    """Does a colour in brackets end most cells of a column (`30/9/26 (R)`), where no other column holds the colours?"""
    if any(meant.role is _R.RAG for other in others for meant in meanings(other)[:1]):
        return False
    filled = [cell for cell in cells if not cell.is_blank]
    found = [match for cell in filled if (match := _BEHIND.fullmatch(cell.pieces[-1].text))]
    several = len({match["colour"].lower()[0] for match in found}) > 1
    return several and len(found) > 1 and len(found) >= _MOST * len(filled)


def split_behind(cell: RawCell) -> tuple[tuple[RawPiece, ...], list[tuple[RawPiece, ...]]]:
    """What stands in a cell before its colour, and the colour; a cell that ends with none stays whole."""
    before, last = cell.pieces[:-1], cell.pieces[-1]
    found = _BEHIND.fullmatch(last.text)
    if found is None:
        return cell.pieces, [()]
    return (*before, replace(last, text=found["words"])), [(RawPiece(found["colour"]),)]
