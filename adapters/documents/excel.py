"""Excel workbooks (.xlsx, .xlsm) as tables: nothing is run, nothing is calculated, no link is followed."""

from __future__ import annotations

import re
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from adapters.documents.archives import open_archive
from adapters.documents.excel_beside import side_by_side
from adapters.documents.excel_book import TOO_MANY, open_book
from adapters.documents.excel_choices import find_choices
from adapters.documents.excel_copies import find_copies
from adapters.documents.excel_extras import read_extras
from adapters.documents.excel_said import doubts_of, notes_of
from adapters.documents.package import Package
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable, UnreadableDocument
from domain.speech import marked

if TYPE_CHECKING:
    from adapters.documents.excel_sheet import Sheet

MAX_VISITED = 1_500_000  # cells and rows that are looked at, empty ones included
MAX_FILLED = 200_000  # cells that are kept
# Excel itself allows 64,000 styles; what openpyxl loads whole must stay small.
_MAX_TAGS = {
    "xl/styles": 400_000,
    "xl/workbook": 50_000,
    "xl/theme": 20_000,
    "xl/sharedStrings": 2_500_000,
    "[Content_Types]": 10_000,
    "xl/_rels": 10_000,
    "docProps": 5_000,
}
_THEME = re.compile(
    r"\W*(?:theme|strand|priority|pillar|objective|work ?stream|goal|aim|outcome|domain|chapter|part)\b"
)
_WORDS = re.compile(r"\w+")
_DAMAGED = marked("This Excel file is damaged or incomplete. Open it in Excel, save it again, and try again.")


def read_excel(data: bytes, name: str) -> RawDocument:
    """The sheets of a workbook. Title rows are paragraphs, the rest of a sheet is one table; what is hidden stands
    apart, marked as hidden. Raises `UnreadableDocument`."""
    archive = open_archive(data, _MAX_TAGS)
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise UnreadableDocument(marked("This is a binary Excel file (.xlsb). Save it as .xlsx, and try again."))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of parts it does not keep; we keep none
        try:
            sheets = _read_sheets(archive)
        except UnreadableDocument:
            raise
        except RecursionError as error:
            raise UnreadableDocument(_DAMAGED) from error
        except Exception as error:  # whatever a broken part makes openpyxl raise
            raise UnreadableDocument(_DAMAGED) from error
    return document_of(sheets, name, tuple(_notes(names)))


def document_of(sheets: Sequence[Sheet], name: str, notes: Sequence[str] = ()) -> RawDocument:
    """Sheets, however they were read, as a document. Raises `UnreadableDocument` where no words are in them."""
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableDocument(
            marked("There are no words in this workbook. Open it to see, and send the one with the plan.")
        )
    find_choices(sheets)
    copies = find_copies([sheet for sheet in sheets if not sheet.hidden and _is_tabled(sheet)])
    blocks = tuple(_blocks(sheets, copies.older if copies else ()))
    doubts = (*_doubts(sheets, blocks), *doubts_of(sheets, copies))
    return RawDocument(name=name, blocks=blocks, notes=(*notes, *notes_of(sheets)), doubts=doubts)


def _read_sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    from adapters.documents.excel_sheet import Styles, read_sheet

    if b"purl.oclc.org/ooxml" in archive.read("xl/workbook.xml"):
        raise UnreadableDocument(
            marked(
                "This workbook is saved as “Strict Open XML”. Save it as an ordinary Excel "
                "workbook (.xlsx), and try again."
            )
        )
    book = open_book(archive)
    visited = kept = 0

    def spend(met: int, filled: int) -> None:
        nonlocal visited, kept
        visited += met
        kept += filled
        if visited > MAX_VISITED or kept > MAX_FILLED:
            raise UnreadableDocument(TOO_MANY)

    styles = Styles(book)
    sheets = [read_sheet(book, part, styles, spend) for part in book.sheets]
    package = Package(archive, frozenset(archive.namelist()))
    for sheet, part in zip(sheets, book.sheets, strict=True):
        sheet.extras = read_extras(package, part.path.lstrip("/"))
        _hang_notes(sheet)
    return sheets


def _hang_notes(sheet: Sheet) -> None:
    """Give each cell what its comments say."""
    from adapters.documents.excel_sheet import column_of

    for place, text in sheet.extras.comments:
        letters = place.rstrip("0123456789")
        number, column = int(place[len(letters) :] or 0), column_of(letters)
        cell = sheet.rows.get(number, {}).get(column)
        if cell is not None:
            sheet.rows[number][column] = replace(cell, note=f"{cell.note} {text}".strip())


def _blocks(sheets: Sequence[Sheet], older: Sequence[Sheet]) -> Iterator[RawBlock]:
    """The sheets in order. Those in `older` are earlier copies of another: kept, and not read as actions."""
    tabled = [sheet for sheet in sheets if not sheet.hidden and _is_tabled(sheet) and sheet not in older]
    for sheet in sheets:
        if sheet.rows and (sheet.hidden or sheet in older):
            yield RawTable(tuple(_rows(sheet, sorted(sheet.rows), hidden=True)), sheet.title, hidden=True)
        elif sheet.rows:
            yield from _shown(sheet, tabled)
        for row, lines in sheet.extras.boxes if not sheet.rows or sheet.hidden else ():
            yield from (RawParagraph(line, sheet.title, row) for line in lines)
        for cell, text in sheet.extras.comments:
            yield RawParagraph(f"Comment on {cell}: {text}", "comments", max(sheet.rows, default=0) + 1)


def _shown(sheet: Sheet, tabled: Sequence[Sheet]) -> Iterator[RawBlock]:
    """The blocks of a sheet that is not hidden, with the text boxes where they stand."""
    parts = side_by_side(sheet)
    blocks = [
        replace(block, apart=True) if isinstance(block, RawTable) and place else block
        for place, part in enumerate(parts)
        for block in _visible(part)
    ]
    first = next((index for index, block in enumerate(blocks) if isinstance(block, RawTable)), None)
    if len(tabled) > 1 and sheet in tabled and first is not None:
        table = blocks[first]
        number = table.rows[0].number if isinstance(table, RawTable) else 0
        named = next((at for at, one in enumerate(blocks[:first]) if _names_sheet(one, sheet.title)), None)
        if named is None:
            blocks.insert(first, RawParagraph(sheet.title, sheet.title, number, level=1))
        elif isinstance(line := blocks[named], RawParagraph):
            blocks[named] = replace(line, level=1)  # `Theme 2: Food` above the table of the sheet “Food”
    for row, lines in sheet.extras.boxes:
        boxed = [RawParagraph(line, sheet.title, row) for line in lines]
        blocks = [*boxed, *blocks] if row <= min(sheet.rows) + 3 else [*blocks, *boxed]
    yield from blocks
    if unseen := _hidden_parts(sheet):
        yield RawTable(tuple(unseen), sheet.title, hidden=True)


def _names_sheet(block: RawBlock, title: str) -> bool:
    """Is this line the heading of a theme that the name of its sheet only shortens?"""
    text = block.text.casefold() if isinstance(block, RawParagraph) else ""
    words = set(_WORDS.findall(title.casefold()))
    return bool(_THEME.match(text)) and len(text) <= 120 and words <= set(_WORDS.findall(text))


def _is_tabled(sheet: Sheet) -> bool:
    return sum(len(_filled(sheet, number)) >= 3 for number in sheet.rows) >= 2


def _filled(sheet: Sheet, number: int) -> list[int]:
    if number in sheet.hidden_rows:
        return []
    return [
        column
        for column, cell in sheet.rows[number].items()
        if not cell.is_blank and not sheet.is_hidden_column(column)
    ]


def _visible(sheet: Sheet) -> Iterator[RawBlock]:
    """Rows of one cell above and below the table are paragraphs; so is a narrow block below it, such as a key."""
    widths = {number: width for number in sorted(sheet.rows) if (width := len(_filled(sheet, number)))}
    numbers = list(widths)
    wide = [number for number in numbers if widths[number] > 1]
    first, last = (wide[0], wide[-1]) if wide else (0, 0)
    widest = max(widths.values(), default=0)
    while widest >= 5 and len(wide) > 2:
        gap = _gap_before(sheet, wide[-1])
        tail = wide[bisect_right(wide, gap) :]
        if not tail or len(tail) == len(wide) or max(widths[number] for number in tail) > 2:
            break
        wide = wide[: -len(tail)]
        last = wide[-1]
    table = [number for number in numbers if first <= number <= last]
    for number in numbers:
        if number < first or number > last:
            yield _paragraph(sheet, number)
        elif number == first and table:
            yield RawTable(tuple(_rows(sheet, table)), sheet.title, offered=tuple(_offered(sheet, table)))


def _gap_before(sheet: Sheet, number: int) -> int:
    """The blank row next above this row (0 if there is none)."""
    while number > 0 and number in sheet.rows:
        number -= 1
    return number


def _paragraph(sheet: Sheet, number: int) -> RawParagraph:
    texts = [sheet.rows[number][column].text for column in sorted(_filled(sheet, number))]
    return RawParagraph(": ".join(texts) if len(texts) == 2 else " ".join(texts), sheet.title, number)


def _rows(sheet: Sheet, numbers: Sequence[int], *, hidden: bool = False) -> Iterator[RawRow]:
    """These rows as rows of a table: columns without any text left out, spans counted in what is left."""
    columns = _columns(sheet, numbers, hidden=hidden)
    place = {column: index for index, column in enumerate(columns)}
    rank = {number: index for index, number in enumerate(numbers)}
    for number in numbers:
        cells = []
        for column, cell in sorted(sheet.rows[number].items()):
            if column not in place:
                continue
            down, across = sheet.spans.get((number, column), (1, 1)) if sheet.spans else (1, 1)
            if (down, across) != (1, 1):
                down = sum(1 for below in numbers[rank[number] : rank[number] + down] if below < number + down)
                across = sum(1 for other in columns[place[column] : place[column] + across] if other < column + across)
            cells.append(_placed(cell, place[column], max(1, across), max(1, down)))
        yield RawRow(tuple(cells), number, hidden)


def _columns(sheet: Sheet, numbers: Sequence[int], *, hidden: bool = False) -> list[int]:
    """The columns with words in these rows, in order."""
    return sorted(
        {
            column
            for number in numbers
            for column, cell in sheet.rows[number].items()
            if not cell.is_blank and (hidden or not sheet.is_hidden_column(column))
        }
    )


def _offered(sheet: Sheet, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    if sheet.offered:
        for place, column in enumerate(_columns(sheet, numbers)):
            if column in sheet.offered:
                yield place, sheet.offered[column]


def _placed(cell: RawCell, column: int, across: int, down: int) -> RawCell:
    """The cell at this place of a table: itself, if it stands there. `replace` takes three times as long."""
    if cell.column == column and cell.column_span == across and cell.row_span == down:
        return cell
    return RawCell(
        cell.pieces, column, across, down, cell.fill, cell.day, cell.day_precision, cell.struck, cell.note, cell.gone
    )


def _hidden_parts(sheet: Sheet) -> list[RawRow]:
    """What stands in hidden rows and columns of a visible sheet."""
    rows = []
    for number in sorted(sheet.rows):
        cells = [
            replace(cell, column=column - 1)
            for column, cell in sorted(sheet.rows[number].items())
            if not cell.is_blank and (number in sheet.hidden_rows or sheet.is_hidden_column(column))
        ]
        if cells:
            rows.append(RawRow(tuple(cells), number, hidden=True))
    return rows


def _doubts(sheets: Sequence[Sheet], blocks: Iterable[RawBlock]) -> Iterator[str]:
    tables = [block for block in blocks if isinstance(block, RawTable) and not block.hidden]
    pivots = {sheet.title for sheet in sheets if sheet.extras.pivots}
    titles = list(
        dict.fromkeys(
            table.sheet_or_page
            for table in tables
            if len(table.rows) > 1 and table.sheet_or_page not in pivots and not _is_narrow(table)
        )
    )
    if len(titles) > 1:
        yield f"{len(titles)} sheets hold tables: {_list(titles)}. Are they all parts of one plan?"
    for sheet in sheets:
        if sheet.hidden and sheet.rows:
            rows_of_it = _count(len(sheet.rows), "row")
            yield f"The sheet “{sheet.title}” ({rows_of_it}) is hidden and was not read as actions. Is that right?"
            continue
        rows = sorted(sheet.hidden_rows & set(sheet.rows))
        if rows:
            yield f"In “{sheet.title}” {_ranges('row', rows)} hidden and not read as actions. Is that right?"
        columns = sorted({column for row in sheet.rows.values() for column in row if sheet.is_hidden_column(column)})
        filled = [
            column
            for column in columns
            if any(not row[column].is_blank for row in sheet.rows.values() if column in row)
        ]
        if filled:
            yield f"In “{sheet.title}” {_ranges('column', filled)} hidden and not read. Is that right?"
        if sheet.uncounted:
            yield (
                f"No result is stored for {_count(sheet.uncounted, 'formula')} in “{sheet.title}”. "
                "Open the workbook in Excel, save it, and import it again."
            )
        if sheet.errors:
            cells = _count(sheet.errors, "cell")
            yield f"An error such as #REF! is shown in {cells} of “{sheet.title}”. What should stand there?"


def _is_narrow(table: RawTable) -> bool:
    """Two columns: a key, a list of names, or facts about the document."""
    return all(sum(not cell.is_blank for cell in row.cells) <= 2 for row in table.rows)


def _notes(names: set[str]) -> Iterator[str]:
    if any(name.endswith("vbaProject.bin") for name in names):
        yield "The workbook holds macros. They were not run."
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield "The workbook points to other workbooks. The values stored in it were read."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _list(titles: Sequence[str]) -> str:
    shown = [f"“{title}”" for title in titles[:8]]
    more = f" and {len(titles) - 8} more" if len(titles) > 8 else ""
    return (", ".join(shown[:-1]) + f" and {shown[-1]}" if len(shown) > 1 and not more else ", ".join(shown)) + more


def _ranges(what: str, numbers: Sequence[int]) -> str:
    from openpyxl.utils import get_column_letter

    say = get_column_letter if what == "column" else str
    runs = []
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append(say(run[0]) if len(run) == 1 else f"{say(run[0])} to {say(run[-1])}")
    shown = ", ".join(runs[:10]) + (f" and {len(runs) - 10} more places" if len(runs) > 10 else "")
    return f"{what} {shown} is" if len(numbers) == 1 else f"{what}s {shown} are"
