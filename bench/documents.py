"""Reading plans of size against the bare library on the same file: seconds and peak memory, each in a fresh process.

The bare reading is what a plain script does: python-docx asks every cell of every table for its text; pypdfium2 takes
the text of every page and the place of every letter; openpyxl, read-only, looks at every cell's value.
"""

from __future__ import annotations

import io
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.stopwatch import table

WANTED = 2.0
HEAD = ("Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG", "Progress")
_PROGRESS = (
    "The group met twice and agreed what is needed at pier {0}. Crew {0} told the harbour office, and {0} others. "
)


def _row(number: int) -> tuple[str, ...]:
    due = f"{number % 28 + 1:02}/{number % 12 + 1:02}/2027"
    words = f"Write the rota for pier {number}, agree it with the crews, and publish it on the notice board"
    return (
        str(number),
        f"Crews of pier {number} are tired",
        words,
        "Ada Prone",
        due,
        "Amber",
        _PROGRESS.format(number),
    )


def word(rows: int = 350) -> bytes:
    """About 50 pages of Word."""
    from docx import Document

    document = Document()
    document.add_paragraph("Ferry Service Improvement Plan")
    made = document.add_table(rows=rows + 1, cols=len(HEAD))
    cells = [cell for row in made._tbl.tr_lst for cell in row.tc_lst]  # its own way is quadratic
    texts = [text for texts in (HEAD, *map(_row, range(1, rows + 1))) for text in texts]
    for cell, text in zip(cells, texts, strict=True):
        cell.p_lst[0].add_r().text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(rows: int = 350) -> bytes:
    """About 50 pages of PDF."""
    from reportlab.lib.colors import black
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=11)
    out = io.BytesIO()
    cells = [[Paragraph(text, plain) for text in row] for row in (HEAD, *map(_row, range(1, rows + 1)))]
    made = LongTable(cells, colWidths=[30, 80, 110, 60, 65, 45, 110], repeatRows=1)
    made.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(out, pagesize=A4).build([Paragraph("Ferry Service Improvement Plan", plain), made])
    return out.getvalue()


def excel(rows: int = 5_000) -> bytes:
    """A workbook of 5,000 rows, its texts in one shared table as Excel itself keeps them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.create_sheet("Plan", 0)
    for row in (HEAD, *map(_row, range(1, rows + 1))):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bare_word(content: bytes) -> int:
    from docx import Document

    return sum(
        len(cell.text) for made in Document(io.BytesIO(content)).tables for row in made.rows for cell in row.cells
    )


def _bare_pdf(content: bytes) -> int:
    import pypdfium2

    letters = 0
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        letters += len(text.get_text_range())
        for place in range(text.count_chars()):
            text.get_charbox(place)
    return letters


def _bare_excel(content: bytes) -> int:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(len(str(value)) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def _document(content: bytes) -> int:
    from adapters.documents import read_document

    return len(read_document(content, "plan").blocks)


def _draft(content: bytes) -> int:
    from adapters.documents import read_document
    from domain.importing import read_plan

    return len(read_plan(read_document(content, "plan")).actions)


FILES: dict[str, tuple[Callable[[], bytes], Callable[[bytes], int]]] = {
    "Word, 50 pages": (word, _bare_word),
    "PDF, 50 pages": (pdf, _bare_pdf),
    "Excel, 5,000 rows": (excel, _bare_excel),
}


def _taken(read: Callable[[bytes], int], content: bytes) -> tuple[float, float]:
    """Seconds of the processor, and megabytes at the peak, of this fresh process; imports are not counted."""
    began = time.process_time()
    read(content)
    first = time.process_time() - began
    began = time.process_time()
    read(content)
    return min(first, time.process_time() - began), _peak()


def _peak() -> float:
    """The most memory that this process has held. `ru_maxrss` won't do: on Linux a child begins with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM:"))
        return int(held.split()[1]) / 1024
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _fresh(read: Callable[[bytes], int], content: bytes) -> tuple[float, float]:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_taken, read, content).result()


def measure(rounds: int = 3) -> str:
    """Each file read by the bare library and by us in turns, as a table."""
    rows: list[tuple[str, ...]] = []
    for name, (make, bare) in FILES.items():
        content = make()
        ways = {"bare library": bare, "to document": _document, "to draft": _draft}
        taken: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, read in ways.items():
                taken[way].append(_fresh(read, content))
        times = {way: statistics.median(seconds for seconds, _ in laps) for way, laps in taken.items()}
        peaks = {way: max(peak for _, peak in laps) for way, laps in taken.items()}
        for way in ways:
            ratios = times[way] / times["bare library"], peaks[way] / peaks["bare library"]
            held = f"{WANTED:.0f}: {'yes' if max(ratios) < WANTED else 'NO'}" if way == "to document" else ""
            rows.append(
                (
                    name if way == "bare library" else "",
                    way,
                    f"{times[way]:.2f}",
                    f"{ratios[0]:.1f}",
                    f"{peaks[way]:.0f}",
                    f"{ratios[1]:.1f}",
                    held,
                )
            )
    headings = ("", "", "seconds", "times bare", "peak MB", "times bare", "wanted below")
    return f"Reading plans of size\n{table(headings, rows)}\n"


if __name__ == "__main__":
    print(measure())
