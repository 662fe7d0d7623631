"""What stands on a sheet but in no cell: comments, text boxes, pivot tables, charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from adapters.documents.markup import fold
from adapters.documents.package import Package
from domain.importing.raw import UnreadableDocument

_MOST_BYTES = 4_000_000  # of one part of comments or drawings
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STAND_IN = "[Threaded comment]"  # what Excel writes as a note for programs that know no threads


@dataclass(slots=True)
class Extras:
    """`comments` are (cell, text); `boxes` are (row from 1, lines)."""

    comments: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[int, list[str]]] = field(default_factory=list)
    pivots: int = 0
    charts: int = 0
    pictures: int = 0
    unread: int = 0


def read_extras(package: Package, part: str) -> Extras:
    """What hangs on the part of a sheet (`xl/worksheets/sheet1.xml`)."""
    extras = Extras()
    try:
        related = package.related(part)
    except UnreadableDocument:
        return Extras(unread=1)
    extras.pivots = len(related.get("pivotTable", []))
    threads = related.get("threadedComment", [])
    threaded: set[str] = set()
    for path in threads:
        root = _root(package, path, extras)
        for one in root.iter(f"{_THREADS}threadedComment") if root is not None else ():
            text = fold("".join(str(part) for part in one.itertext()))
            if text:
                extras.comments.append((one.get("ref", ""), text))
                threaded.add(one.get("ref", ""))
    for path in related.get("comments", []):
        root = _root(package, path, extras)
        for one in root.iter(f"{_SPREADSHEET}comment") if root is not None else ():
            text = fold("".join(str(part.text or "") for part in one.iter(f"{_SPREADSHEET}t")))
            if text and not (one.get("ref", "") in threaded and text.startswith(_STAND_IN)):
                extras.comments.append((one.get("ref", ""), text))
    for path in related.get("drawing", []):
        root = _root(package, path, extras)
        if root is not None:
            extras.boxes += _boxes(root)
            extras.pictures += sum(1 for _ in root.iter(f"{_PLACED}pic"))
            extras.charts += sum(1 for _ in root.iter(f"{_PLACED}graphicFrame"))
    return extras


def _root(package: Package, path: str, extras: Extras) -> etree._Element | None:
    if package.archive.getinfo(path).file_size > _MOST_BYTES:
        extras.unread += 1
        return None
    try:
        return package.xml(path)
    except UnreadableDocument:  # the plan itself stands in the cells
        extras.unread += 1
        return None


def _boxes(root: etree._Element) -> Iterator[tuple[int, list[str]]]:
    for anchor in root:
        row = anchor.findtext(f"{_PLACED}from/{_PLACED}row", "0")
        for shape in anchor.iter(f"{_PLACED}sp"):
            lines = [
                text
                for paragraph in shape.iter(f"{_DRAWN}p")
                if (text := fold("".join(part.text or "" for part in paragraph.iter(f"{_DRAWN}t"))))
            ]
            if lines:
                yield (int(row) if row.isdecimal() else 0) + 1, lines
