"""A composed plan as a workbook, laid out as officers do."""

from __future__ import annotations

from random import Random
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.corpus.compose import texts
from tests.corpus.compose.files.paper import Box, Grid, Line, Paper, Row, real_day
from tests.corpus.make.excel import saved, started

_MANNERS = {
    "not in the corner": 0.35, "title merged across": 0.3, "blank row below the titles": 0.5, "real days": 0.6,
    "some days typed": 0.25, "real numbers": 0.6, "blank columns": 0.12, "a hidden row": 0.12, "a hidden column": 0.15,
    "a sheet of lists": 0.2, "a sheet of guidance": 0.25, "a sheet for each table": 0.5, "comments": 0.15,
    "filter": 0.3, "table object": 0.1, "blank shaded rows below": 0.25, "shaded header": 0.5, "striped rows": 0.15,
    "choices": 0.3, "bullets typed as signs": 0.6, "blanks at the ends": 0.2, "blank row below the header": 0.06,
    "blank rows between": 0.06, "text everywhere": 0.1, "struck out row": 0.05, "hidden sheet": 0.1,
}  # fmt: skip
_GUIDANCE = (
    ("How to use this workbook",), ("Leads update columns H to J by the 5th of each month.",),
    ("Do not delete rows. Closed actions move to the archive.",),
)  # fmt: skip
_LISTS = (
    ("RAG", "Red", "Amber", "Green", "Blue"), ("Status", "Not started", "In progress", "Complete"),
    ("Team", "Housing", "Finance", "Legal", "HR", "Policy", "Audit"),
)  # fmt: skip


def as_excel(paper: Paper) -> bytes:
    """The bytes of an .xlsx."""
    return _Excel(paper).bytes()


class _Excel:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.rng = paper, paper.rng
        self.has = {name for name, often in _MANNERS.items() if paper.chance(name, often)}
        self.left = self.rng.randrange(2, 4) if "not in the corner" in self.has else 1
        self.top = self.rng.randrange(2, 5) if "not in the corner" in self.has else 1
        self.real = set[str]()
        if "text everywhere" not in self.has and "real days" in self.has:
            self.real = {part for part in paper.plan.columns if self.rng.random() < 0.85}

    def bytes(self) -> bytes:
        book, sheet = started(self.rng.choice(("Action plan", "Sheet1", "Tracker", "Plan 2026-27")))
        own = [block for block in self.paper.blocks if isinstance(block, Grid) and not block.beside]
        apart = len(own) > 1 and "a sheet for each table" in self.has
        row, width = self.top, max(grid.width for grid in own)
        title, begun = "", 0
        for block in self.paper.blocks:
            if isinstance(block, Line):
                title = block.text if block.level == 2 else title
                if apart and block.level == 2:
                    continue
                row = self._line(sheet, row, block, width)
                continue
            if apart and not block.beside:
                begun += 1
                if begun == 1:
                    sheet.title = title[:31] or "Plan"
                else:
                    sheet, row = book.create_sheet(title[:31]), self.top
            if "blank row below the titles" in self.has:
                row += 1
            row = self._grid(sheet, row, block) + 1
        if "a sheet of guidance" in self.has:
            beside = book.create_sheet("Guidance", self.rng.choice((0, 1)))
            for at, line in enumerate(_GUIDANCE, 1):
                beside.cell(at, 1, line[0])
        if "a sheet of lists" in self.has:
            beside = book.create_sheet("Lists")
            for across, words in enumerate(_LISTS, 1):
                for at, word in enumerate(words, 1):
                    beside.cell(at, across, word)
            if self.rng.random() < 0.5:
                beside.sheet_state = "hidden"
        if "hidden sheet" in self.has:
            beside = book.create_sheet("Old")
            for at, line in enumerate(
                (("Action", "Lead", "Due"), ("An action of last year", "Somebody", "March 2024"))
            ):
                for across, text in enumerate(line, 1):
                    beside.cell(at + 1, across, text)
            beside.sheet_state = "hidden"
        return saved(book)

    def _line(self, sheet: Any, row: int, line: Line, width: int) -> int:
        if line.text:
            sheet.cell(row, self.left, line.text).font = Font(bold=bool(line.level))
            if "title merged across" in self.has and width > 1:
                sheet.merge_cells(start_row=row, end_row=row, start_column=self.left, end_column=self.left + width - 1)
        return row + 1

    def _grid(self, sheet: Any, row: int, grid: Grid) -> int:
        rng = self.rng
        gap = rng.randrange(1, grid.width) if "blank columns" in self.has and not grid.beside else grid.width
        spread = [self.left + at + (at >= gap) for at in range(grid.width + 1)]
        begin = row
        hidden = rng.randrange(grid.heads + 1, len(grid.rows) + 1) if "a hidden row" in self.has else 0
        for at, one in enumerate(grid.rows):
            if (
                hidden == at
                and at
                and not grid.beside
                and all(len(each.boxes) == grid.width for each in grid.rows[at : at + 1])
            ):
                self._hidden_row(sheet, row, grid, spread)
                row += 1
            for place, box in one.boxes.items():
                self._put(sheet, row, spread, place, box, one, at)
            row += 1
            if (at + 1 == grid.heads and "blank row below the header" in self.has and not grid.beside) or (
                one.kind == "data"
                and "blank rows between" in self.has
                and all(box.down == 1 for box in one.boxes.values())
                and len(one.boxes) == grid.width
                and rng.random() < 0.5
                and at + 1 < len(grid.rows)
                and len(grid.rows[at + 1].boxes) == grid.width
            ):
                row += 1
        if not grid.beside:
            self._beside(sheet, begin, row, grid, spread)
        return row

    def _hidden_row(self, sheet: Any, row: int, grid: Grid, spread: list[int]) -> None:
        for place, part in enumerate(self.paper.plan.columns[: grid.width]):
            text = {"lead": "Somebody Else", "due": "March 2025", "ref": "99"}.get(part, f"Withdrawn: {part}")
            sheet.cell(row, spread[place], text)
        sheet.row_dimensions[row].hidden = True

    def _put(self, sheet: Any, row: int, spread: list[int], place: int, box: Box, one: Row, at: int) -> None:
        rng, column = self.rng, spread[place]
        cell = sheet.cell(row, column)
        value, number_format = self._value(box)
        if value is not None:
            cell.value = value
        if isinstance(value, str):
            cell.number_format = "@" if "text everywhere" in self.has else "General"
            cell.alignment = Alignment(wrap_text=True)
        if number_format:
            cell.number_format = number_format
        fill = box.fill or ("D9E2F3" if one.kind == "head" and "shaded header" in self.has else "")
        if not fill and one.kind == "data" and at % 2 and "striped rows" in self.has:
            fill = "F2F2F2"
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if one.kind == "head":
            cell.font = Font(bold=True)
        if box.across > 1 or box.down > 1:
            sheet.merge_cells(
                start_row=row,
                end_row=row + box.down - 1,
                start_column=column,
                end_column=spread[place + box.across - 1],
            )
        if "comments" in self.has and one.kind == "data" and value is not None and rng.random() < 0.03:
            cell.comment = Comment(f"Checked with finance, {texts.comment(rng).lower()}", "Ann")

    def _value(self, box: Box) -> tuple[Any, str]:
        if not box.lines:
            return None, ""
        text = box.text
        if box.items:
            mark = "• " if "bullets typed as signs" in self.has else "- "
            return "\n".join(f"{mark}{line}" for line in box.lines), ""
        if box.part in self.real and not ("some days typed" in self.has and self.rng.random() < 0.3):
            if box.day:
                return box.day, "dd/mm/yyyy"
            if found := real_day(text):
                day, shown = found
                if shown in {"mmm-yy", "mmmm yyyy"}:
                    day = day.replace(day=self.rng.randrange(1, 29))
                return day, shown
        if "real numbers" in self.has and "text everywhere" not in self.has:
            if box.part in {"ref", "priority", "risk"} and text.replace(".", "", 1).isdecimal():
                return (float(text) if "." in text else int(text)), ""
            if box.part == "percent" and text[:-1].isdecimal():
                return int(text[:-1]) / 100, "0%"
        more = " " if "blanks at the ends" in self.has and self.rng.random() < 0.3 else ""
        return "\n".join(box.lines) + more, ""

    def _beside(self, sheet: Any, begin: int, end: int, grid: Grid, spread: list[int]) -> None:
        """What hangs on a table: filters, choices, hidden columns, shaded rows that nobody filled in."""
        from openpyxl.utils import get_column_letter

        rng, columns = self.rng, self.paper.plan.columns
        first, last = get_column_letter(spread[0]), get_column_letter(spread[grid.width - 1])
        heads = grid.heads
        flat = heads == 1 and len(spread) and spread[grid.width - 1] - spread[0] == grid.width - 1
        plain = flat and len({box.text for box in grid.rows[0].boxes.values()}) == grid.width
        if "table object" in self.has and plain and not sheet.merged_cells.ranges and not sheet.tables:
            sheet.add_table(
                Table(displayName=f"Table{begin}_{len(sheet.parent.sheetnames)}", ref=f"{first}{begin}:{last}{end - 1}")
            )
        elif "filter" in self.has and heads:
            sheet.auto_filter.ref = f"{first}{begin + heads - 1}:{last}{end - 1}"
        if grid.width != len(columns):
            return
        letters = {part: get_column_letter(spread[at]) for at, part in enumerate(columns)}
        if "choices" in self.has:
            for part, words in (("rag", "Red,Amber,Green,Blue"), ("status", "Open,Closed,In progress,Complete")):
                if part in letters:
                    choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
                    sheet.add_data_validation(choice)
                    choice.add(f"{letters[part]}{begin + heads}:{letters[part]}{end + 20}")
        if "a hidden column" in self.has:
            free = [part for part in columns if part in {"cost", "comments", "source", "evidence", "raised"}]
            if free:
                sheet.column_dimensions[letters[_any(rng, free)]].hidden = True
        if "blank shaded rows below" in self.has:
            for row in range(end, end + 4):
                for at in range(grid.width):
                    sheet.cell(row, spread[at]).fill = PatternFill("solid", fgColor="F2F2F2")


def _any(rng: Random, things: list[str]) -> str:
    return rng.choice(things)
