"""The board's paper as one sheet: an Excel workbook, or CSV. What begins like a formula is text, and stays text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from adapters.documents.paper_word import FILLS, column_widths
from adapters.documents.written_cells import FORMULA, put_text
from domain.rag import say_colour
from domain.reporting.paper import Holds, Paper, Part
from domain.speech import tr

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDE = 190  # characters of a landscape page, about
_DATE = "d mmmm yyyy"


def write_excel(paper: Paper) -> bytes:
    """A workbook with one sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:  # a fresh workbook always has one
        raise ValueError("no sheet")
    sheet.title = paper.code[:31]
    top = Alignment(wrap_text=True, vertical="top")
    put_text(sheet, 1, 1, paper.title).font = Font(bold=True, size=14)
    put_text(sheet, 2, 1, paper.as_at)
    row = 3
    for line in paper.opening:
        put_text(sheet, row, 1, line)
        row += 1
    if paper.key:
        put_text(sheet, row, 1, tr("What the colours mean")).font = Font(bold=True)
        row += 1
    for value, words in paper.key:
        cell = put_text(sheet, row, 1, f"{say_colour(value)}: {words}")
        cell.fill = PatternFill("solid", fgColor=FILLS.get(value, "FFFFFF"))
        row += 1
    head = row + 1
    for place, (column, width) in enumerate(zip(paper.columns, column_widths(paper, _WIDE), strict=True), 1):
        cell = put_text(sheet, head, place, column.heading)
        cell.font, cell.alignment = Font(bold=True), top
        cell.fill = PatternFill("solid", fgColor="E7EDF3")
        sheet.column_dimensions[get_column_letter(place)].width = max(8, width)
    row = head
    tall: dict[int, int] = {}  # where the cells begin that reach down, by column
    for part in paper.parts:
        tall.clear()
        if part.title:
            row += 1
            put_text(sheet, row, 1, f"{part.title}\n{part.words}" if part.words else part.title).font = Font(bold=True)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(paper.columns))
        for each in part.rows:
            row += 1
            for place, said in enumerate(each, 1):
                if not said.goes_on:
                    tall[place] = row
                elif place in tall:
                    continue
                cell = put_text(sheet, row, place, said.text)
                cell.alignment = top
                if said.day is not None:
                    cell.value, cell.number_format, cell.quotePrefix = said.day, _DATE, False
                if said.rag is not None and said.rag in FILLS:
                    cell.fill = PatternFill("solid", fgColor=FILLS[said.rag])
        _reach_down(sheet, part, row - len(part.rows) + 1)
    for number, (printed, name) in enumerate(paper.foot, row + 2):
        put_text(sheet, number, 1, f"{printed}: {name}")
    sheet.freeze_panes = f"A{head + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def _reach_down(sheet: Worksheet, part: Part, first: int) -> None:
    """Merge what stands once for several rows, which begin in row `first`."""
    for place in range(len(part.rows[0])):
        begin = 0
        for number in range(1, len(part.rows) + 1):
            if number < len(part.rows) and part.rows[number][place].goes_on:
                continue
            if number - begin > 1:
                sheet.merge_cells(
                    start_row=first + begin, end_row=first + number - 1, start_column=place + 1, end_column=place + 1
                )
            begin = number


def write_csv(paper: Paper) -> bytes:
    """The table alone, with the title above it and sections in a column; UTF-8 with a mark, as Excel wants it."""
    from domain.reporting.layout import PLAIN

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    sections = [tr(PLAIN[Holds.SECTION])] if paper.has_titles else []
    writer.writerow([_neutral(paper.title)])
    writer.writerow([paper.as_at])
    writer.writerows([line] for line in paper.opening)
    writer.writerows([f"{say_colour(value)}: {words}"] for value, words in paper.key)
    writer.writerow([])
    writer.writerow([_neutral(each) for each in (*sections, *(column.heading for column in paper.columns))])
    for part in paper.parts:
        title = [part.title] if paper.has_titles else []
        writer.writerows([_neutral(text) for text in (*title, *(cell.text for cell in row))] for row in part.rows)
    return out.getvalue().encode("utf-8-sig")


def _neutral(text: str) -> str:
    """An apostrophe keeps a spreadsheet from calculating what begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
