"""Tables that a web page draws without a table: rows of boxes, or one box after the other in so many columns.

`draw_tables` turns them into tables before the page is read. A grid is known by its first row, which must read as the
header of a plan; what is no such grid stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml import etree

from adapters.documents.markup import fold
from domain.importing.headers import is_header
from domain.importing.headings import is_heading

_BOXES = {"div", "section", "article", "ul", "ol", "li", "span", "p", "header", "a", "dl", "dt", "dd", "main"}
_FEWEST, _MOST = 3, 16  # columns
_LONGEST = 60  # characters of a heading
_MOST_ROWS = 5_000
_MOST_PARTS = 40  # runs of text in a heading: what has more is none


def draw_tables(root: etree._Element) -> None:
    """Put a table in the place of each grid of boxes."""
    for element in [one for one in root.iter(*_BOXES) if len(one) >= _FEWEST]:
        above = element.getparent()
        if above is None or above.tag == "dl" or next(element.iterancestors("table"), None) is not None:
            continue  # in a list of terms a box holds one term and what describes it
        texts = _headings(element)
        if not texts:
            continue
        if len(element) > len(texts):
            _lay_in_rows(element, len(texts))
        elif is_header(texts):
            _gather_rows(element)


def _boxes(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _text(element: etree._Element, most: int | None = None) -> str:
    return fold(" ".join(str(text) for text in islice(element.itertext(), most)))


def _headings(element: etree._Element) -> list[str]:
    """The texts of the boxes with which an element begins, as far as they are headings."""
    boxes = _boxes(element)
    if len(boxes) < _FEWEST or any(box.tag not in _BOXES for box in boxes) or (element.text or "").strip():
        return []
    some = [_text(box, _MOST_PARTS) for box in boxes[:_MOST]]
    if any(len(text) > _LONGEST for text in some[:_FEWEST]):
        return []
    known = list(takewhile(lambda text: len(text) <= _LONGEST and is_heading(text), some))
    if len(boxes) <= _MOST and len(known) < len(boxes) and is_header(some) and not _is_laid(boxes, known):
        return some  # a row with a heading or two that are nobody's
    return known if len(known) >= _FEWEST and is_header(known) else []


def _is_laid(boxes: Sequence[etree._Element], known: Sequence[str]) -> bool:
    """Are these boxes a header and the rows below it, one after the other?"""
    return len(known) >= _FEWEST and len(boxes) % len(known) == 0 and len(boxes) > len(known)


def _lay_in_rows(element: etree._Element, columns: int) -> None:
    """One box after the other, so many to a row."""
    boxes = _boxes(element)
    if len(boxes) % columns or len(boxes) // columns > _MOST_ROWS:
        return
    table = etree.Element("table")
    for start in range(0, len(boxes), columns):
        _row(table, boxes[start : start + columns])
    element.insert(0, table)


def _gather_rows(header: etree._Element) -> None:
    """A row of boxes with headings, and the rows with as many boxes that follow it."""
    columns = len(_boxes(header))
    rows = [header]
    for element in _following(header):
        boxes = _boxes(element)
        if len(boxes) == columns:
            rows.append(element)
        elif rows[1:] and not boxes and element.tag == header.tag and _text(element):
            rows.append(element)  # a title right across
        elif _text(element):
            break
        if len(rows) > _MOST_ROWS:
            return
    if len(rows) < 2:
        return
    parent = header.getparent()
    if parent is None:
        return
    table = etree.Element("table")
    parent.insert(parent.index(header), table)
    for element in rows:
        boxes = _boxes(element)
        above = element.getparent()
        if boxes:
            _row(table, boxes)
        else:
            cell = etree.SubElement(etree.SubElement(table, "tr"), "td", colspan=str(columns))
            cell.text = _text(element)
        if above is not None:
            _take_out(element, above)


def _following(header: etree._Element) -> Iterator[etree._Element]:
    """The elements beside a row, and those in the next box where the header has one to itself."""
    found = False
    for element in header.itersiblings():
        if isinstance(element.tag, str):
            found = True
            yield element
    parent = header.getparent()
    if not found and parent is not None:
        for group in parent.itersiblings():
            if isinstance(group.tag, str):
                yield from _boxes(group)


def _row(table: etree._Element, boxes: Sequence[etree._Element]) -> None:
    row = etree.SubElement(table, "tr")
    for box in boxes:
        cell = etree.SubElement(row, "td")
        if box.get("style"):
            cell.set("style", box.get("style", ""))
        tail, box.tail = box.tail, None
        cell.append(box)
        if tail and tail.strip():
            box.tail = tail


def _take_out(element: etree._Element, parent: etree._Element) -> None:
    """Remove an element whose boxes stand in the table now; words that stood beside them stay."""
    words = " ".join(filter(None, ((element.text or "").strip(), (element.tail or "").strip())))
    if words:
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {words}"
        else:
            parent.text = f"{parent.text or ''} {words}"
    element.tail = None
    parent.remove(element)
