"""Workbooks: titles above, headers out of the corner, dates of all kinds, fills, hidden things, sheets, formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.corpus.make.fixed import same_zip

STAMP = datetime(2026, 3, 2, 9, 0, 0)  # noqa: DTZ001 - openpyxl writes times without a zone


def started(title: str) -> tuple[Workbook, Any]:
    """A workbook and its first sheet."""
    book = Workbook()
    book.properties.created = book.properties.modified = STAMP
    sheet: Any = book.active
    sheet.title = title
    return book, sheet


def put(sheet: Any, top: int, left: int, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows with their corner at a place; blank texts leave cells alone."""
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value != "":
                sheet.cell(top + down, left + across, value)


def fill(sheet: Any, cell: str, colour: str) -> None:
    """Give a cell a background."""
    sheet[cell].fill = PatternFill("solid", fgColor=colour)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, always the same."""
    out = io.BytesIO()
    book.save(out)
    return same_zip(out.getvalue())


def title_rows_and_dates() -> bytes:
    """Three title rows, the header at C6, real dates with day and month formats beside typed ones."""
    book, sheet = started("Action plan")
    sheet["C2"] = "Brackenholt Council"
    sheet["C3"] = "Adult Social Care Improvement Plan"
    sheet["C4"] = "Position as at"
    sheet["D4"] = date(2026, 2, 27)
    put(sheet, 6, 3, [
        ["Ref", "Recommendation", "Action", "Lead Officer", "Target Date", "RAG", "Latest position"],
        [1, "Cut the waiting list", "Triage all cases each Monday", "Yusra Hale", date(2026, 4, 30), "G",
         "Triage began in January"],
        [2, "Pay providers on time", "Move to the new ledger", "Finance Manager", date(2026, 6, 1), "A", ""],
        [3, "Support carers", "Offer every carer a review", "Yusra Hale / Ged Tolland", "31/04/2026", "R", ""],
        [4, "Hear from residents", "Hold two listening events", "Ged Tolland", "Summer 2026", "A", ""],
        [5, "Keep good staff", "Agree a career grade", "HR", date(2026, 9, 15), "G", ""],
        [6, "Measure outcomes", "Publish a yearly account", "Yusra Hale", 2027, "", ""],
    ])  # fmt: skip
    for row, pattern in ((7, "dd/mm/yyyy"), (8, "mmm-yy"), (11, "d mmmm yyyy")):
        sheet.cell(row, 7).number_format = pattern
    sheet["D4"].number_format = "d mmmm yyyy"
    return saved(book)


def fills_rules_and_hidden() -> bytes:
    """RAG as fills, as a rule that colours by word, a list of allowed words, a hidden row and a hidden column."""
    book, sheet = started("Tracker")
    put(sheet, 1, 1, [
        ["Markfleet Council Youth Justice Inspection Plan"],
        [],
        ["No", "Finding", "What will we do?", "Who", "By when", "Cost code", "RAG", "Status"],
        ["1", "Plans are thin", "Write one plan per child", "Ros Ede", date(2026, 5, 29), "X1", "", "Open"],
        ["2", "Victims are not heard", "Ring each victim within a week", "Ros Ede", date(2026, 3, 31), "X2", "",
         "Open"],
        ["3", "Court reports are late", "Plan reports a month ahead", "Colm Barrow", date(2026, 7, 31), "X3", "",
         "Open"],
        ["4", "Girls are few", "Set up a girls' group", "Colm Barrow", date(2026, 8, 31), "X4", "", "Closed"],
        ["5", "Old finding", "Buy a van", "Colm Barrow", date(2025, 8, 31), "X5", "", "Closed"],
    ])  # fmt: skip
    for row in range(4, 9):
        sheet.cell(row, 5).number_format = "dd-mmm-yy"
    for row, colour in ((4, "FFC000"), (5, "FF0000"), (6, "00B050"), (7, "00B050"), (8, "00B050")):
        fill(sheet, f"G{row}", colour)
    sheet.conditional_formatting.add(
        "G4:G8", CellIsRule("equal", ['"Red"'], fill=PatternFill("solid", bgColor="FF0000"))
    )
    words = DataValidation(type="list", formula1='"Open,Closed"')
    words.add("H4:H8")
    sheet.add_data_validation(words)
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["F"].hidden = True
    return saved(book)


def several_sheets() -> bytes:
    """A cover, one sheet per theme, a sheet of lists, a hidden sheet and an archive."""
    book, cover = started("Cover")
    put(cover, 2, 2, [["Oxley Vale Council"], ["Climate Action Plan 2026-2030"], ["Version 2, March 2026"]])
    head = ["Ref", "Action", "Owner", "Due", "BRAG", "Update"]
    themes = {
        "Buildings": [
            ["B1", "Insulate the civic centre", "Property Services", "Q3 2026/27", "Amber", "Survey done"],
            [
                "B2",
                "Switch to heat pumps in four schools",
                "Property Services / Schools Energy Officer",
                "2028",
                "Red",
                "",
            ],
        ],
        "Travel": [
            ["T1", "Build three cycle routes", "Neve Olding", "31.03.2027", "Green", "Route 1 open"],
            ["T2", "Electric vehicles for the whole fleet", "Fleet Manager", "2026-2030", "Amber", ""],
            ["T3", "A bus every ten minutes", "Neve Olding", "Subject to government funding", "", ""],
        ],
    }
    for name, rows in themes.items():
        put(book.create_sheet(name), 1, 1, [head, *rows])
    put(book.create_sheet("Lists"), 1, 1, [["BRAG"], ["Blue"], ["Red"], ["Amber"], ["Green"]])
    hidden: Any = book.create_sheet("Old")
    put(hidden, 1, 1, [head, ["B0", "Draw up a baseline", "Property Services", "31/03/2025", "Blue", "Done"]])
    hidden.sheet_state = "hidden"
    return saved(book)


def formulas_and_quarters() -> bytes:
    """Original and revised dates, progress by quarter, and dates and words that formulas work out."""
    book, sheet = started("Plan")
    put(sheet, 1, 1, [
        ["Dunmarsh Borough: Scrutiny Recommendations Tracker"],
        ["Rec no.", "Recommendation", "Responsible officer", "Original date", "Revised date", "Q1 progress",
         "Q2 progress", "Q3 progress", "RAG"],
        ["R1", "Publish a forward plan", "Democratic Services Manager", date(2025, 9, 30), date(2026, 3, 31),
         "Template drawn", "Consulted members", "", "Amber"],
        ["R2", "Film every meeting", "Hari Voss", date(2025, 12, 31), "", "Cameras ordered", "", "", "Red"],
        ["R3", "Train new members", "Democratic Services Manager", "=DATE(2026,5,31)", "n/a", "", "", "Booked",
         '=IF(1=1,"Green","Red")'],
    ])  # fmt: skip
    for row in (3, 4, 5):
        for column in (4, 5):
            sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return cached(saved(book), {"D5": "46173", "I5": "Green"})


def cached(data: bytes, values: dict[str, str]) -> bytes:
    """The workbook with the values that a spreadsheet program had worked out for its formulas."""

    def with_values(content: str) -> str:
        for cell, value in values.items():
            kind = "" if value.replace(".", "").isdigit() else ' t="str"'

            def filled(match: re.Match[str], value: str = value, kind: str = kind) -> str:
                return f"{match[1]}{kind}>{match[2]}<v>{value}</v></c>"

            content = re.sub(rf'(<c r="{cell}"[^>]*?)>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>', filled, content)
        return content

    return _changed(data, lambda name, text: with_values(text) if name.startswith("xl/worksheets/") else text)


def _changed(data: bytes, change: Callable[[str, str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            new.writestr(name, content)
    return same_zip(out.getvalue())


def merged_with_sections() -> bytes:
    """Recommendations merged over their actions, and themes in rows merged right across, with macros in the file."""
    book, sheet = started("Sheet1")
    put(sheet, 1, 1, [
        ["Coldwater Council Peer Challenge Response"],
        ["#", "Peer team said", "We will", "Accountable", "Responsible", "Deadline", "RAG"],
        ["Leadership"],
        [1, "Set a clear vision", "Hold a workshop with all members", "Leader", "Policy Manager", "May 2026", "Green"],
        ["", "", "Write the vision on one page", "", "Policy Manager", "July 2026", "Amber"],
        [2, "Work with partners", "Join the county board", "Chief Executive", "Ines Tarn", "by end of Sept 2026",
         "Amber"],
        ["Money"],
        [3, "Close the gap", "Sell the depot", "Section 151 Officer", "Head of Property", "31 March 2027", "Red"],
        ["", "", "Raise fees by 3%", "Section 151 Officer", "Head of Finance", "1/4/2026", "Green"],
    ])  # fmt: skip
    for merged in ("A1:G1", "A3:G3", "A7:G7", "A4:A5", "B4:B5", "D4:D5", "A8:A9", "B8:B9"):
        sheet.merge_cells(merged)
    data = saved(book)
    parts = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no program at all"}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(kind.encode(), b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                bins = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                content = content.replace(b"</Types>", bins + b"</Types>")
            new.writestr(name, content)
        for name, content in parts.items():
            new.writestr(name, content)
    return same_zip(out.getvalue())


FILES: dict[str, Callable[[], bytes]] = {
    "excel-title-rows-and-dates.xlsx": title_rows_and_dates,
    "excel-fills-rules-and-hidden.xlsx": fills_rules_and_hidden,
    "excel-several-sheets.xlsx": several_sheets,
    "excel-formulas-and-quarters.xlsx": formulas_and_quarters,
    "excel-merged-with-macros.xlsm": merged_with_sections,
}
