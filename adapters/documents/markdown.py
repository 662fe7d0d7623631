"""Markdown: tables of pipes, headings, and words without the marks that make them bold or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from adapters.documents.grid import CellCount
from adapters.documents.markup import read_cell
from adapters.documents.outline import without_title_level
from domain.importing.labels import label_of
from domain.importing.raw import RawBlock, RawBreak, RawCell, RawDocument, RawParagraph, RawRow, RawTable

_WHERE = "text"
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:\s+(?P<text>.*?))?\s*#*\s*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,})\s*")
_LINE_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_BULLET = re.compile(r"\s*[-*+]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+(?=\S)")
_TASK = re.compile(r"^\[(?P<done>[ xX])\]\s+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_KEPT = 0xE000  # a private character stands for an escaped one while marks are taken away
# Applied in this order; bounded, so that no line holds the reader up.
_STRUCK = re.compile(r"~~([^~]{1,2000})~~")
_MARKS = (
    (re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,1000})\](?:\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)|\[[^\[\]]{0,200}\])"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"``?([^`]{1,2000})``?"), r"\1"),
    (re.compile(r"(?<![*\w])\*(?![\s*])([^*]{1,2000})(?<!\s)\*(?![*\w])"), r"\1"),
    (re.compile(r"\*\*(?!\s)([^*]{1,2000})\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__?(?!\s)([^_]{1,2000})(?<!\s)__?(?!\w)"), r"\1"),
    (_STRUCK, r"\1"),
)
_SHORT = re.compile(r":(?:(?:large_)?(red|orange|yellow|green|blue)_(circle|square)|(white|heavy)_check_mark):")
_SIGNS = {
    "circle": {"red": "🔴", "orange": "🟠", "yellow": "🟡", "green": "🟢", "blue": "🔵"},
    "square": {"red": "🟥", "orange": "🟧", "yellow": "🟨", "green": "🟩", "blue": "🟦"},
}

_WRAPPED = re.compile(r"(?: {2,}|\t)\s*[a-z][^:|]*[^:|\s]\s*")
_BOLD_LABEL = re.compile(r"\s*(?P<mark>\*\*|__)(?P<label>[A-Z][\w /-]{1,40}?)(?P=mark)\s+(?=[^\s:–-])")


def is_markdown(text: str, name: str = "") -> bool:
    """Is there a table of pipes under its rule, or does the name of the file say so?"""
    if name.lower().endswith((".md", ".markdown")):
        return True
    before = ""
    for line in text.split("\n"):
        if "|" in before and "-" in line and "|" in line and _RULE.fullmatch(line):
            return True
        before = line
    return False


def read_markdown(text: str, name: str) -> RawDocument:
    """Read Markdown; rows and paragraphs know their line (from 1)."""
    kept_lines = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    blocks = without_title_level(_blocks(kept_lines.split("\n")))
    gone = [
        cell.gone for one in blocks if isinstance(one, RawTable) for row in one.rows for cell in row.cells if cell.gone
    ]
    last = kept_lines.count("\n") + 1
    aside = (RawParagraph(f"Struck out: {text}", "struck words", last) for text in dict.fromkeys(gone))
    return RawDocument(name, (*blocks, *aside))


def _blocks(lines: list[str]) -> Iterator[RawBlock]:
    count = CellCount()
    index = 0
    fenced = ""
    width = 0  # of the table above
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:40]):
        end = next(place for place, line in enumerate(lines) if place and line.strip() == "---")
        facts = [re.sub(r"(?i)^title:\s*[\"']?(.*?)[\"']?\s*$", r"\1", line) for line in lines[1:end]]
        lines = ["", *facts, "", *lines[end + 1 :]]  # facts about the file, between two rules at its top
    while index < len(lines):
        line, number = lines[index], index + 1
        under = lines[index + 1] if index + 1 < len(lines) else ""
        index += 1
        fence = re.match(r"\s*(```|~~~)", line)
        if fence and (not fenced or fenced == fence[1]):
            fenced = "" if fenced else fence[1]
        elif fenced:
            yield from _paragraph(line, number)
        elif "|" in line and "-" in under and _RULE.fullmatch(under) and ("|" in under or line.strip()[:1] == "|"):
            rows = [_row(line, number, count)]
            index += 1
            while index < len(lines) and "|" in lines[index]:
                rows.append(_row(lines[index], index + 1, count))
                index += 1
            width = len(rows[0].cells)
            yield RawTable(tuple(row for row in rows if not row.is_blank), _WHERE, 0 if rows[0].is_blank else 1)
        elif width > 1 and len(_cells(line)) == width and line.count("|") >= width - 1:
            rows = [_row(line, number, count)]  # on the next page the table goes on, without a rule
            while index < len(lines) and len(_cells(lines[index])) == width:
                rows.append(_row(lines[index], index + 1, count))
                index += 1
            yield RawBreak()
            yield RawTable(tuple(row for row in rows if not row.is_blank), _WHERE)
        elif heading := _HEADING.fullmatch(line):
            yield from _paragraph(heading["text"] or "", number, len(heading["marks"]))
        elif line.strip() and _UNDERLINE.fullmatch(under) and not _LINE_RULE.fullmatch(line) and "|" not in line:
            yield from _paragraph(line, number, 1 if "=" in under else 2)
            index += 1
        elif not _LINE_RULE.fullmatch(line):
            while _is_item(line) and index < len(lines) and _WRAPPED.fullmatch(lines[index]):
                line = f"{line.rstrip()} {lines[index].strip()}"
                index += 1
            yield from _paragraph(line, number)


def _paragraph(line: str, number: int, level: int = 0) -> Iterator[RawParagraph]:
    quoted = re.sub(r"^(?: {0,3}> ?)+", "", line)
    lead = quoted.lstrip("> ")
    bullet = _BULLET.match(lead)
    bare = lead[bullet.end() :] if bullet else lead
    named = _BOLD_LABEL.match(bare)
    if named and label_of(named["label"]) is not None:  # `**Owner** Parking Services`: bold stands for the colon
        bare = f"{named['label']}: {bare[named.end() :]}"
    text = read_cell(_plain(bare)).text
    if text:
        indent = len(quoted) - len(quoted.lstrip())
        listed = not level and _is_item(quoted)
        yield RawParagraph(text, _WHERE, number, level, 1 + min(indent // 2, 8) if listed else 0)


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBERED.match(line))


def _row(line: str, number: int, count: CellCount) -> RawRow:
    cells = _cells(line)
    count.add(len(cells))
    return RawRow(tuple(_cell(cell, column) for column, cell in enumerate(cells)), number)


def _cell(text: str, column: int) -> RawCell:
    """A cell; words that were struck out (`~~31 March~~ 30 June`) stand apart where others are left."""
    struck = [found for part in _STRUCK.findall(text) if (found := part.strip())]
    if not struck:
        return read_cell(_plain(text), column)
    kept = _STRUCK.sub(" ", text)
    if not kept.strip():
        return replace(read_cell(_plain(text), column), struck=True)
    return replace(read_cell(_plain(kept), column), gone=" ".join(_plain(one) for one in struck))


def _cells(line: str) -> list[str]:
    """The cells of a row, at pipes that are not escaped; of an escaped pipe only the pipe is left."""
    bare = line.strip().removeprefix("|")
    cells = [part.replace("\0", "|") for part in bare.replace("\\|", "\0").split("|")]
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() and bare.endswith("|") else cells


def _plain(text: str) -> str:
    """The words without the marks of Markdown."""
    text = _ESCAPED.sub(lambda match: chr(_KEPT + ord(match[1])), text)
    task = _TASK.match(text.strip())
    if task:
        text = f"{'☐' if task['done'] == ' ' else '☑'} {text.strip()[task.end() :]}"
    for pattern, instead in _MARKS:
        text = pattern.sub(instead, text)
    text = _SHORT.sub(lambda match: _SIGNS[match[2]][match[1]] if match[1] else "✅", text)
    return "".join(chr(ord(one) - _KEPT) if _KEPT <= ord(one) < _KEPT + 128 else one for one in text)
