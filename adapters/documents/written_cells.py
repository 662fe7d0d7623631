"""Cells of the workbooks that we write: people's words stay words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would calculate."""
_LONGEST = 32_000  # characters that a cell of Excel holds


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """Text as text: whatever it begins with, it is no formula, and stays none when somebody edits it."""
    cell: Any = sheet.cell(row, column)
    clean = "".join(char for char in text if char in "\n\t" or char.isprintable())[:_LONGEST]
    if clean:
        cell.value = clean
        cell.data_type = "s"
    cell.number_format = "@"  # what is typed stays as typed: 3/4/27 is for us to read, day first
    cell.quotePrefix = clean.startswith(FORMULA)
    return cell
