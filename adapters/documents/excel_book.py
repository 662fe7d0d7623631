"""A workbook opened for reading: its styles and texts by openpyxl's own steps, its sheets as parts of the archive.

openpyxl's whole way of opening reads every sheet once for its size, charts and the properties of the document too, none
of which a plan needs: that is time, and one more part that may be broken.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from domain.importing.raw import UnreadableDocument
from domain.speech import marked

TOO_MANY = marked("This workbook has too many cells to be a plan. Save only the plan, and try again.")
_CHUNK = 1 << 16
_MAX_BETWEEN = 400_000  # tags; some 60 MB of memory
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT, _RUN, _ITEM = f"{_MAIN}t", f"{_MAIN}r", f"{_MAIN}si"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Where a sheet lies in the archive, and what the workbook says of it."""

    title: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets share. `workbook` is openpyxl's, with the styles and the number formats."""

    archive: zipfile.ZipFile
    workbook: Any
    texts: Sequence[str]
    sheets: tuple[SheetPart, ...]


def open_book(archive: zipfile.ZipFile) -> Book:
    """Open a workbook whose archive was looked at. Raises whatever a broken part makes openpyxl or lxml raise."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    opened: Any = archive.fp  # None only where an archive was closed
    opened.seek(0)
    reader = ExcelReader(opened, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    texts: Sequence[str] = ()
    shared: Any = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]  # openpyxl says no types here
    if shared is not None:
        with archive.open(shared.PartName[1:]) as source:
            texts = list(_shared_texts(source))
    reader.read_workbook()
    reader.read_theme()
    apply_stylesheet(archive, reader.wb)
    names = set(archive.namelist())
    sheets = tuple(
        SheetPart(str(sheet.name), str(relation.target), hidden=sheet.state != "visible")
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in names and "chartsheet" not in relation.Type
    )
    return Book(archive, reader.wb, texts, sheets)


def _shared_texts(source: IO[bytes]) -> Iterator[str]:
    for element in elements(source, _ITEM):
        yield text_of(element).replace("x005F_", "")


def text_of(element: etree._Element) -> str:
    """The text of a `si` or `is`, whole or in runs, without what helps to pronounce it."""
    if len(element) == 1 and element[0].tag == _TEXT:
        return element[0].text or ""
    return "".join(
        one.text or ""
        for part in element
        for one in ((part,) if part.tag == _TEXT else part.iterfind(_TEXT) if part.tag == _RUN else ())
    )


def elements(source: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """The elements with these tags as they end; each, and all before it, is gone when the next one is asked for.

    lxml builds them without telling of every tag in them, which is half of the time of reading a sheet. What stands
    between them is bounded, so that a part is never in memory as a whole. Raises `UnreadableDocument`.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=tags,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    between = 0
    while chunk := source.read(_CHUNK):
        parser.feed(chunk)
        between += chunk.count(b"<")
        for _, element in parser.read_events():
            yield element
            between = 0
            _forget(element)
        if between > _MAX_BETWEEN:
            raise UnreadableDocument(TOO_MANY)
    parser.close()


def _forget(element: etree._Element) -> None:
    element.clear()
    one: etree._Element | None = element
    while one is not None:
        parent = one.getparent()
        while parent is not None and one.getprevious() is not None:
            del parent[0]
        one = parent
