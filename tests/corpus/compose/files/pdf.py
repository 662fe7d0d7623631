"""A composed plan as a PDF, as offices print it: with and without lines, over as many pages as it needs."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from tests.corpus.compose.files.paper import Box, Grid, Line, Paper

_MANNERS = {
    "header repeated": 0.6, "page foot": 0.5, "running head": 0.25, "small pages": 0.3, "set in the middle": 0.15,
    "dark header": 0.4, "striped rows": 0.15, "lines between rows only": 0.15, "rows split over pages": 0.6,
    "narrow columns": 0.3, "header in bold": 0.6, "tight": 0.3,
}  # fmt: skip
_SIGNS = {"🔴": "FF0000", "🟠": "FFC000", "🟢": "00B050", "🔵": "0070C0"}


def as_pdf(paper: Paper, *, ruled: bool = True) -> bytes:
    """The bytes of a PDF."""
    return _Pdf(paper, ruled).bytes()


class _Pdf:
    def __init__(self, paper: Paper, ruled: bool) -> None:
        self.paper, self.rng, self.ruled = paper, paper.rng, ruled
        self.has = {name for name, often in _MANNERS.items() if paper.chance(name, often)}
        self.size = self.rng.choice((7.0, 8.0, 9.0))
        columns = max(grid.width for grid in paper.grids())
        self.page: tuple[float, float] = landscape(A3 if columns > 12 else A4)
        if "small pages" in self.has:
            self.page = (self.page[0], self.page[1] * 0.6)

    def bytes(self) -> bytes:
        file = io.BytesIO()
        document = SimpleDocTemplate(
            file, pagesize=self.page, leftMargin=36, rightMargin=36, topMargin=45, bottomMargin=45, invariant=1
        )
        story: list[Any] = []
        for block in self.paper.blocks:
            if isinstance(block, Line):
                size = {1: 15.0, 2: 12.0}.get(block.level, self.size + 1)
                font = "Helvetica-Bold" if block.level else "Helvetica"
                style = ParagraphStyle("line", fontName=font, fontSize=size, leading=size * 1.3, spaceAfter=5)
                story.append(Paragraph(escape(block.text), style))
            else:
                story += [Spacer(1, 8), self._table(block), Spacer(1, 14)]
        document.build(story, onFirstPage=self._margins, onLaterPages=self._margins)
        return file.getvalue()

    def _margins(self, canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 7)
        if "page foot" in self.has:
            canvas.drawString(36, 22, f"Official. Page {canvas.getPageNumber()}")
        if "running head" in self.has:
            canvas.drawString(36, self.page[1] - 25, "Improvement programme office, September 2026")

    def _table(self, grid: Grid) -> LongTable:
        rows, looks = [], []
        for down, row in enumerate(grid.rows):
            line: list[Any] = [""] * grid.width
            bold = row.kind == "head" and "header in bold" in self.has
            dark = row.kind == "head" and "dark header" in self.has and not grid.beside
            for place, box in row.boxes.items():
                line[place] = self._inside(box, bold=bold or dark, pale=dark)
                end = (place + box.across - 1, down + box.down - 1)
                if (box.across > 1 or box.down > 1) and (self.ruled or box.across > 1):
                    looks.append(("SPAN", (place, down), end))
                if fill := box.fill or _SIGNS.get(box.text, ""):
                    looks.append(("BACKGROUND", (place, down), end, HexColor(f"#{fill}")))
            if dark:
                looks.append(("BACKGROUND", (0, down), (-1, down), HexColor("#1F3864")))
            elif row.kind == "data" and down % 2 and "striped rows" in self.has:
                looks.insert(0, ("BACKGROUND", (0, down), (-1, down), HexColor("#F2F2F2")))
            rows.append(line)
        if self.ruled and "lines between rows only" in self.has:
            looks += [("LINEBELOW", (0, 0), (-1, -1), 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, black)]
        elif self.ruled:
            looks.append(("GRID", (0, 0), (-1, -1), 0.5, black))
        padding = 1.5 if "tight" in self.has else 3
        beside = 3 if "tight" in self.has else 5.4  # as Word has it
        middle = "MIDDLE" if "set in the middle" in self.has else "TOP"
        spanned = any(look[0] == "SPAN" and look[2][1] > look[1][1] for look in looks)
        split = "rows split over pages" in self.has and not spanned
        table = LongTable(
            rows,
            colWidths=self._widths(grid),
            repeatRows=grid.heads if "header repeated" in self.has else 0,
            splitInRow=int(split),
        )
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), middle),
                    ("TOPPADDING", (0, 0), (-1, -1), padding),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
                    ("LEFTPADDING", (0, 0), (-1, -1), beside),
                    ("RIGHTPADDING", (0, 0), (-1, -1), beside),
                    *looks,
                ]
            )
        )
        return table

    def _widths(self, grid: Grid) -> list[float]:
        """Wide enough for the longest word of each column, the rest by how much stands in it."""
        least, wanted = [20.0] * grid.width, [20.0] * grid.width
        for row in grid.rows:
            for place, box in row.boxes.items():
                if box.across == 1:
                    for line in box.lines:
                        longest = max(stringWidth(word, "Helvetica-Bold", self.size) for word in line.split() or [""])
                        least[place] = max(least[place], longest + 12)
                        most = 90 if "narrow columns" in self.has else 190
                        wanted[place] = max(
                            wanted[place], min(stringWidth(line, "Helvetica-Bold", self.size) + 12, most)
                        )
        room = self.page[0] - 72
        free = room - sum(least)
        more = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
        share = min(1.0, free / sum(more)) if free > 0 and sum(more) else 0.0
        return [need + share * one for need, one in zip(least, more, strict=True)]

    def _inside(self, box: Box, *, bold: bool, pale: bool) -> Any:
        style = ParagraphStyle(
            "cell",
            fontName="Helvetica-Bold" if bold else "Helvetica",
            fontSize=self.size,
            leading=self.size * 1.2,
            textColor=white if pale else black,
        )
        shown = [] if box.text in _SIGNS else box.lines  # no font has them: the cell is coloured instead
        lines = [f"• {line}" if box.items else line for line in shown]
        return Paragraph("<br/>".join(escape(line) for line in lines), style)
