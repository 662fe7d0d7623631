"""A composed plan as separated values and as text with tabs."""

from __future__ import annotations

import csv
import io

from tests.corpus.compose.files.paper import Box, Grid, Line, Paper

_CSV = {
    "semicolons": 0.2, "cp1252": 0.25, "UTF-16": 0.12, "byte order mark": 0.3, "all quoted": 0.25,
    "carriage returns": 0.5, "title lines": 0.5, "blank lines": 0.8, "separator line": 0.06, "blank column": 0.15,
    "rows as wide as the table": 0.6, "blank rows at the end": 0.25,
}  # fmt: skip
_TABS = {"cp1252": 0.15, "carriage returns": 0.4, "blank lines": 0.8, "blank column": 0.1, "no blanks at the end": 0.3}


def as_csv(paper: Paper) -> bytes:
    """The bytes of a .csv."""
    has = {name for name, often in _CSV.items() if paper.chance(name, often)}
    if "title lines" not in has:
        kept = {paper.plan.key, "RAG key", "Document control"}
        paper.blocks = [one for one in paper.blocks if isinstance(one, Grid) or one.level == 2 or one.text in kept]
    rows = _rows(paper, has)
    out = io.StringIO()
    end = "\r\n" if "carriage returns" in has else "\n"
    if "separator line" in has:
        out.write(f"sep={';' if 'semicolons' in has else ','}{end}")
    csv.writer(
        out,
        delimiter=";" if "semicolons" in has else ",",
        quoting=csv.QUOTE_ALL if "all quoted" in has else csv.QUOTE_MINIMAL,
        lineterminator=end,
    ).writerows(rows)
    text = out.getvalue()
    if "UTF-16" in has:
        return text.encode("utf-16")
    return _encoded(text, has)


def as_tabs(paper: Paper) -> bytes:
    """The bytes of a .txt, as a table that was copied."""
    has = {name for name, often in _TABS.items() if paper.chance(name, often)}
    rows = [[" ".join(text.split()) for text in row] for row in _rows(paper, has)]
    lines = ["\t".join(row) for row in rows]
    if "no blanks at the end" in has:
        lines = [line.rstrip("\t") for line in lines]
    end = "\r\n" if "carriage returns" in has else "\n"
    return _encoded(end.join(lines) + end, has)


def _encoded(text: str, has: set[str]) -> bytes:
    if "cp1252" in has:
        try:
            return text.encode("cp1252")
        except UnicodeEncodeError:
            return text.encode()
    return text.encode("utf-8-sig" if "byte order mark" in has else "utf-8")


def _rows(paper: Paper, has: set[str]) -> list[list[str]]:
    widest = max(grid.width for grid in paper.grids())
    shift = [""] if "blank column" in has else []
    rows: list[list[str]] = []
    for block in paper.blocks:
        if isinstance(block, Line):
            rows.append([*shift, block.text])
        else:
            rows += [[], *_table(block, shift)] if "blank lines" in has else _table(block, shift)
    if "rows as wide as the table" in has:
        rows = [[*row, *[""] * (widest + len(shift) - len(row))] for row in rows]
    return rows + [[""] * widest] * (3 if "blank rows at the end" in has else 0)


def _table(grid: Grid, shift: list[str]) -> list[list[str]]:
    return [[*shift, *(_said(row.boxes.get(at, Box([]))) for at in range(grid.width))] for row in grid.rows]


def _said(box: Box) -> str:
    return "\n".join(f"- {line}" if box.items else line for line in box.lines)
