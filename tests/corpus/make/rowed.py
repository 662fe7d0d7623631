"""Plans written down as rows: `> ` before a line of text, `= ` before a row right across, ` | ` between cells.

In a cell ` // ` begins a new line, `~~words~~` are struck out, `^` is merged with the cell above and `@2025-03-31` is a day.
"""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import saved, started
from tests.corpus.make.fixed import same_zip

Row = list[str] | str  # its cells, or the text that stands right across


def _blocks(text: str) -> list[str | list[Row]]:
    """Lines of text, and tables."""
    found: list[str | list[Row]] = [[]]
    for line in text.strip("\n").split("\n"):
        if line.startswith("> "):
            found.append(line[2:])
        elif not line.strip():
            found.append([])
        elif isinstance(found[-1], list):
            cells = [cell.strip().replace(" // ", "\n") for cell in f" {line} ".split(" | ")]
            found[-1].append(line[2:] if line.startswith("= ") else cells)
    return [block for block in found if block]


def _width(rows: list[Row]) -> int:
    return max(len(row) for row in rows if not isinstance(row, str))


def _runs(text: str) -> list[tuple[str, bool]]:
    """Pieces of a cell, and whether each is struck out."""
    return [(piece, bool(place % 2)) for place, piece in enumerate(text.split("~~")) if piece]


def word(text: str) -> bytes:
    """A Word document."""
    first, *rest = _blocks(text)
    made = Word(str(first))
    for block in rest:
        if isinstance(block, str):
            made.doc.add_paragraph(block)
            continue
        table = made.doc.add_table(rows=0, cols=_width(block))
        for number, row in enumerate(block):
            cells = table.add_row().cells
            if isinstance(row, str):
                cells[0].merge(cells[-1]).text = row
                continue
            for place, cell in enumerate(row):
                if cell == "^":
                    table.cell(number - 1, place).merge(cells[place])
                    continue
                for piece, struck in _runs(cell):
                    cells[place].paragraphs[0].add_run(piece).font.strike = struck
    return same_zip(made.bytes())


def workbook(text: str) -> bytes:
    """A workbook of one sheet."""
    book, sheet = started("Plan")
    for block in _blocks(text):
        if isinstance(block, str):
            sheet.append([block])
            continue
        for row in block:
            sheet.append([row] if isinstance(row, str) else [_value(cell) for cell in row])
            if isinstance(row, str):
                sheet.merge_cells(
                    start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=_width(block)
                )
    return saved(book)


def sheets(text: str) -> bytes:
    """A workbook of several sheets, each below a line `# its name`."""
    book, first = started("Plan")
    book.remove(first)
    parts = re.split(r"(?m)^# (.+)$", text)
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        sheet = book.create_sheet(name)
        for block in _blocks(body):
            for row in [[block]] if isinstance(block, str) else block:
                sheet.append([row] if isinstance(row, str) else [_value(cell) for cell in row])
    return saved(book)


def _value(cell: str) -> Any:
    if cell.startswith("@"):
        return date.fromisoformat(cell[1:])
    if "~~" not in cell:
        return cell or None
    return CellRichText(*(TextBlock(InlineFont(strike=True), one) if struck else one for one, struck in _runs(cell)))


def separated(text: str) -> bytes:
    """Values with commas between them."""
    out = io.StringIO()
    writer = csv.writer(out)
    for block in _blocks(text):
        writer.writerows([block] if isinstance(block, str) else [list(row) for row in block])
    return out.getvalue().encode("utf-8-sig")


def page(text: str) -> bytes:
    """A page of the web, whose first line is its title."""
    first, *rest = _blocks(text)
    parts = [f"<html><head><title>{html.escape(str(first))}</title></head><body><h1>{html.escape(str(first))}</h1>"]
    for block in rest:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        parts.append("<table>")
        for number, row in enumerate(block):
            name = "td" if number else "th"
            span = f' colspan="{_width(block)}"' if isinstance(row, str) else ""
            cells = [row] if isinstance(row, str) else row
            parts.append("<tr>" + "".join(f"<{name}{span}>{_marked(cell)}</{name}>" for cell in cells) + "</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def _marked(cell: str) -> str:
    return re.sub(r"~~(.*?)~~", r"<s>\1</s>", html.escape(cell)).replace("\n", "<br>")
