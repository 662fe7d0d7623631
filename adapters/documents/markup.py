"""Leftovers of HTML inside a cell of plain text: paragraphs and lists are kept as pieces, other tags become a blank."""

from __future__ import annotations

import html
import re

from domain.importing.raw import PieceKind, RawCell, RawPiece

# Only real tags: `<5 days` and `<name of chair>` are words. Bounded, so that a stray `<` costs nothing.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>p|br|ul|ol|li|div|b|i|u|em|strong|span|sup|sub|font|a|h[1-6]|table|tbody|thead|tr|td|th|small|strike|s|del|ins|hr)"
    r"(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
# `multi-<br>agency`, and not `short-<br>and long-term`: a word that the end of a line has cut at its hyphen.
_CUT = re.compile(r"(?<=[^\W\d_]{2}-)\s?<(?i:br)\s?/?>\s?(?=[a-z])(?!(?:and|or|to)\b)")
_SMALL = re.compile(r"\s*[0-9]{1,2}(?:\s?,\s?[0-9]{1,2})*\s*")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CONTROLS = dict.fromkeys((*range(32), 127, *range(128, 160), 65279, 8203, 65534, 65535), " ")


def fold(text: str) -> str:
    """White space of every kind folded to single blanks, control characters gone, ends trimmed."""
    return " ".join(text.translate(_CONTROLS).split())


def raised(text: str | None) -> str:
    """A small raised number in signs of its own, so that `2026` with footnote 1 does not become 20261: `2026¹`."""
    return text.translate(_RAISED) if text and _SMALL.fullmatch(text) else text or ""


def read_cell(text: str, column: int = 0) -> RawCell:
    """A cell from its text: tags read, entities resolved, pieces told apart."""
    if "<" not in text and "\n" not in text:
        folded = fold(html.unescape(text)) if "&" in text else fold(text)
        return RawCell(pieces=(RawPiece(folded),) if folded else (), column=column)
    return RawCell(pieces=tuple(_pieces(text)), column=column)


def _pieces(text: str) -> list[RawPiece]:
    text = _CUT.sub("", text)
    found: list[RawPiece] = []
    words: list[str] = []
    lists: list[bool] = []  # open lists, True for numbered ones
    kind = PieceKind.TEXT

    def finish() -> None:
        folded = fold(html.unescape(" ".join(words)))
        words.clear()
        if folded:
            ordered = bool(lists) and lists[-1]
            found.append(RawPiece(folded, kind, ordered=ordered, level=max(0, len(lists) - 1)))

    position = 0
    for tag in _TAG.finditer(text):
        _add_lines(text[position : tag.start()], words, finish)
        position = tag.end()
        name, closing = tag["name"].lower(), bool(tag["close"])
        if name not in _BLOCKS:
            continue
        finish()
        if name in {"ul", "ol"}:
            if closing:
                del lists[-1:]
            else:
                lists.append(name == "ol")
            kind = PieceKind.RUN if lists else PieceKind.TEXT
        elif name == "li":
            kind = PieceKind.RUN if closing and lists else PieceKind.ITEM if not closing else PieceKind.TEXT
        elif name == "br" or closing:
            kind = PieceKind.PARAGRAPH if name == "br" else PieceKind.RUN if lists else PieceKind.TEXT
        else:
            lists.clear()  # a paragraph ends a list that was never closed
            kind = PieceKind.PARAGRAPH
    _add_lines(text[position:], words, finish)
    finish()
    return _lines_are_paragraphs(found, text)


def _add_lines(text: str, words: list[str], finish: object) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and callable(finish):
            finish()
        words.append(line)


def _lines_are_paragraphs(pieces: list[RawPiece], text: str) -> list[RawPiece]:
    """Lines inside a cell, as spreadsheets paste them, stand apart like paragraphs."""
    if "\n" not in text or len(pieces) < 2:
        return pieces
    return [RawPiece(piece.text, PieceKind.PARAGRAPH) if piece.kind is PieceKind.TEXT else piece for piece in pieces]
