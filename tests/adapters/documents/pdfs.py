"""PDF files as offices print them: tables with and without lines, over as many pages as they need."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, TableStyle

PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=11)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceAfter=8)


def printed(
    rows: Sequence[Sequence[str]],
    *,
    titles: Sequence[str] = (),
    widths: Sequence[float] | None = None,
    ruled: bool = True,
    styles: Sequence[tuple[Any, ...]] = (),
    padding: float = 3,
    repeat: int = 1,
    size: tuple[float, float] = landscape(A4),
    notes: Sequence[str] = (),
    foot: str = "",
    split: bool = True,
    encrypt: str | None = None,
) -> bytes:
    """A PDF with titles, one table (its first `repeat` rows again on every page), and notes below."""
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=size, leftMargin=40, rightMargin=40, topMargin=50, bottomMargin=50, encrypt=encrypt, invariant=1
    )
    lines = [("GRID", (0, 0), (-1, -1), 0.5, black)] if ruled else []
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
    ]
    cells = [[Paragraph(escape(text).replace("\n", "<br/>"), PLAIN) for text in row] for row in rows]
    table = LongTable(cells, colWidths=widths, repeatRows=repeat, splitInRow=int(split))
    table.setStyle(TableStyle([*style, *lines, *styles]))
    story = [Paragraph(escape(title), TITLE if not index else PLAIN) for index, title in enumerate(titles)]
    story += [Spacer(1, 14), table, Spacer(1, 30), *(Paragraph(escape(note), PLAIN) for note in notes)]

    def draw_foot(canvas: Canvas, _: object) -> None:
        if foot:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(40, 25, f"{foot} Page {canvas.getPageNumber()}")

    document.build(story, onFirstPage=draw_foot, onLaterPages=draw_foot)
    return file.getvalue()


def coloured(row: int, column: int, colour: str) -> tuple[Any, ...]:
    """A cell with a background, for `styles`."""
    return ("BACKGROUND", (column, row), (column, row), HexColor(f"#{colour}"))


def sheets(pages: Sequence[Sequence[str | list[list[str]]]]) -> bytes:
    """A PDF of given pages, each with lines of text and ruled tables; pages are as long as they must be."""
    file = io.BytesIO()
    height = 2400.0
    size = (1600.0, height)
    document = SimpleDocTemplate(
        file, pagesize=size, leftMargin=40, rightMargin=40, topMargin=50, bottomMargin=50, invariant=1
    )
    story: list[Any] = []
    for number, page in enumerate(pages):
        story += [PageBreak()] if number else []
        for part in page:
            if isinstance(part, str):
                story += [Paragraph(escape(part), TITLE if len(story) == 0 else PLAIN), Spacer(1, 10)]
                continue
            width = max(map(len, part))
            rows = [[*row, *[""] * (width - len(row))] for row in part]
            weights = [max(4, *(min(max(len(row[place]), 12), 90) for row in rows)) for place in range(width)]
            widths = [1500 * weight / sum(weights) for weight in weights]
            cells = [[Paragraph(escape(text).replace("\n", "<br/>"), PLAIN) for text in row] for row in rows]
            table = LongTable(cells, colWidths=widths)
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
            story += [table, Spacer(1, 14)]
    document.build(story)
    return file.getvalue()
