"""One plan in the five formats in which councils publish: the same cells, pages and headings in each."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment

from tests.adapters.documents.office import Word
from tests.adapters.documents.pdfs import sheets
from tests.corpus.make.excel import saved, started
from tests.corpus.make.fixed import same_zip


@dataclass(frozen=True)
class Paras:
    """Paragraphs of a cell."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """A list that the word processor numbers."""

    items: tuple[str, ...]
    start: int = 1


@dataclass(frozen=True)
class Bullets:
    """A list with bullets; `before` stands above it."""

    items: tuple[str, ...]
    before: str = ""


Cell = str | Paras | Numbers | Bullets
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """A header (none where the table goes on without one) and rows."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


Page = Sequence[str | Table]  # lines and tables


def paras(*items: str) -> Paras:
    """Paragraphs."""
    return Paras(items)


def numbers(*items: str, start: int = 1) -> Numbers:
    """A numbered list."""
    return Numbers(items, start)


def bullets(*items: str, before: str = "") -> Bullets:
    """A bulleted list."""
    return Bullets(items, before)


def lines_of(cell: Cell) -> list[str]:
    """What a reader of the page sees, line by line."""
    match cell:
        case str():
            return [cell] if cell else []
        case Paras():
            return list(cell.items)
        case Numbers():
            return [f"{place}. {item}" for place, item in enumerate(cell.items, cell.start)]
        case Bullets():
            return [*([cell.before] if cell.before else []), *(f"- {item}" for item in cell.items)]


def as_text(pages: Sequence[Page]) -> bytes:
    """Tab-separated, with the leftovers of HTML that an extraction from PDF leaves in the cells."""

    def one(cell: Cell) -> str:
        match cell:
            case str():
                return cell
            case Paras():
                return "".join(f"<p>{item}</p>" for item in cell.items)
            case Numbers():
                if cell.start > 1 and len(cell.items) == 1:
                    return lines_of(cell)[0]
                return f'<ol style="list-style-type: none"> {" ".join(cell.items)}</ol>'
            case Bullets():
                inner = " ".join(f"- {item}" for item in cell.items)
                return f'{cell.before} <ul style="list-style-type: none"> {inner} </ul>'.strip()

    found = []
    for page in pages:
        parts = []
        for part in page:
            rows = [part] if isinstance(part, str) else None
            if isinstance(part, Table):
                texts = [[*part.head], *([one(cell) for cell in row] for row in part.rows)]
                rows = ["\t".join(row) for row in texts if row]
            parts.append("\n".join(rows or []))
        found.append("\n\n".join(parts))
    return ("\n\n" + "\n\n".join(found)).encode()


def as_word(pages: Sequence[Page]) -> bytes:
    """Lists numbered by Word, a table for each page, page breaks between."""
    word = Word()
    shapes = word.lists(("decimal", "%1.")), word.lists(("bullet", "-"))
    for index, page in enumerate(pages):
        if index:
            word.doc.add_page_break()
        for part in page:
            if isinstance(part, str):
                word.doc.add_paragraph(part)
                continue
            rows = [row for row in (part.head, *part.rows) if row]
            table = word.doc.add_table(rows=0, cols=max(map(len, rows)))
            for row in rows:
                for place, cell in zip(table.add_row().cells, row, strict=False):
                    _put(word, place, cell, shapes)
            word.doc.add_paragraph("")
    return same_zip(word.bytes())


def _put(word: Word, place: object, cell: Cell, shapes: tuple[str, str]) -> None:
    match cell:
        case str():
            place.text = cell  # type: ignore[attr-defined] # python-docx ships no types
        case Paras():
            place.text = cell.items[0]  # type: ignore[attr-defined] # as above
            for item in cell.items[1:]:
                place.add_paragraph(item)  # type: ignore[attr-defined] # as above
        case Numbers():
            word.items(place, word.lists(like=shapes[0], start=cell.start), *cell.items)
        case Bullets():
            if cell.before:
                place.text = cell.before  # type: ignore[attr-defined] # as above
                place.add_paragraph("")  # type: ignore[attr-defined] # as above
            word.items(_After(place) if cell.before else place, shapes[1], *cell.items)


class _After:
    """A cell whose first paragraph is taken."""

    def __init__(self, place: object) -> None:
        self.paragraphs = place.paragraphs[1:]  # type: ignore[attr-defined] # python-docx ships no types
        self.add_paragraph = place.add_paragraph  # type: ignore[attr-defined] # as above


def as_excel(pages: Sequence[Page]) -> bytes:
    """One sheet, the pages below each other, lists as lines in a cell."""
    book, sheet = started("Action plan")
    down = 1
    for page in pages:
        for part in page:
            rows: list[Row] = [[part]] if isinstance(part, str) else [row for row in (part.head, *part.rows) if row]
            for row in rows:
                for across, cell in enumerate(row, 1):
                    if text := "\n".join(lines_of(cell)):
                        place = sheet.cell(down, across, text)
                        place.number_format = "@"
                        place.alignment = Alignment(wrap_text=True)
                down += 1
            down += 1
    return saved(book)


def as_html(pages: Sequence[Page]) -> bytes:
    """A web page with a table for each page."""

    def one(cell: Cell) -> str:
        match cell:
            case str():
                return html.escape(cell)
            case Paras():
                return "".join(f"<p>{html.escape(item)}</p>" for item in cell.items)
            case Numbers():
                items = "".join(f"<li>{html.escape(item)}</li>" for item in cell.items)
                return f'<ol start="{cell.start}">{items}</ol>'
            case Bullets():
                items = "".join(f"<li>{html.escape(item)}</li>" for item in cell.items)
                return f"{html.escape(cell.before)}<ul>{items}</ul>"

    parts = ["<!doctype html><html><body>"]
    for index, page in enumerate(pages):
        parts += ['<div style="page-break-before: always"></div>'] if index else []
        for part in page:
            if isinstance(part, str):
                parts.append(f"<p>{html.escape(part)}</p>")
                continue
            head = "".join(f"<th>{html.escape(text)}</th>" for text in part.head)
            rows = "".join(f"<tr>{''.join(f'<td>{one(cell)}</td>' for cell in row)}</tr>\n" for row in part.rows)
            parts.append(f"<table>{f'<tr>{head}</tr>' if head else ''}{rows}</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def as_pdf(pages: Sequence[Page]) -> bytes:
    """Ruled tables, as Word prints them: one page of the file for each page."""
    found = []
    for page in pages:
        parts: list[str | list[list[str]]] = []
        for part in page:
            if isinstance(part, str):
                parts.append(part)
                continue
            rows = [row for row in (part.head, *part.rows) if row]
            parts.append([["\n".join(lines_of(cell)) for cell in row] for row in rows])
        found.append(parts)
    return sheets(found)


FORMATS: dict[str, Callable[[Sequence[Page]], bytes]] = {
    "txt": as_text,
    "docx": as_word,
    "xlsx": as_excel,
    "pdf": as_pdf,
    "html": as_html,
}
