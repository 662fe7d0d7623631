"""The words of OpenDocument files (.odt, .ods), and what their styles say: shared by both readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from adapters.documents.archives import read_part
from adapters.documents.markup import fold
from adapters.documents.package import Package, open_package
from domain.due import Precision
from domain.importing.raw import UnreadableDocument
from domain.speech import marked

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_LOCKED = marked("This file is protected with a password. Save a copy without the password, and try again.")
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_NOT_HERE = {f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}tracked-changes", f"{TEXT}ruby-text"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says that matters to a plan."""

    fill: str = ""
    struck: bool = False
    precision: Precision = Precision.DAY
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a file by name."""

    looks: dict[str, Look] = field(default_factory=dict)
    numbered: set[tuple[str, int]] = field(default_factory=set)  # list styles and levels that draw numbers

    def of(self, name: str | None) -> Look:
        """The look of a style; plain for one that is not there."""
        return self.looks.get(name or "", Look())


@dataclass(slots=True)
class Aside:
    """What was met inside the text and stands apart from it."""

    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0


def open_text(data: bytes) -> tuple[Package, etree._Element, Styles]:
    """The file, its body and its styles. Raises `UnreadableDocument`."""
    package = open_package(data)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in read_part(
        package.archive, "META-INF/manifest.xml"
    ):
        raise UnreadableDocument(_LOCKED)
    root = package.xml("content.xml")
    parts = [package.xml("styles.xml")] if "styles.xml" in package.names else []
    return package, root, _styles([*parts, root])


def _styles(roots: list[etree._Element]) -> Styles:
    styles = Styles()
    dates = {
        one.get(f"{STYLE}name", ""): Precision.DAY
        if one.find(f"{_NUMBER}day") is not None
        else Precision.MONTH
        if one.find(f"{_NUMBER}month") is not None
        else Precision.YEAR
        for root in roots
        for one in root.iter(f"{_NUMBER}date-style")
    }
    for root in roots:
        for one in root.iter(f"{STYLE}style"):
            above = styles.of(one.get(f"{STYLE}parent-style-name"))
            fill, struck, hidden = above.fill, above.struck, False
            for part in one:
                colour = part.get(f"{_FO}background-color")
                if colour is not None and part.tag != f"{STYLE}table-properties":
                    match = _COLOUR.fullmatch(colour)
                    fill = match[1].upper() if match and match[1].upper() != "FFFFFF" else ""
                struck = struck or part.get(f"{STYLE}text-line-through-style", "none") != "none"
                hidden = hidden or part.get(f"{TABLE}display") == "false" or part.get(f"{TEXT}display") == "none"
            precision = dates.get(one.get(f"{STYLE}data-style-name", ""), above.precision)
            styles.looks[one.get(f"{STYLE}name", "")] = Look(fill, struck, precision, hidden)
        for one in root.iter(f"{TEXT}list-level-style-number"):
            listed = one.getparent()
            if listed is not None and one.get(f"{STYLE}num-format"):
                level = one.get(f"{TEXT}level", "1")
                styles.numbered.add((listed.get(f"{STYLE}name", ""), int(level) if level.isdecimal() else 1))
    return styles


def lines_of(paragraph: etree._Element, aside: Aside) -> list[str]:
    """The lines of a paragraph; comments, notes and text boxes in it go aside."""
    lines = [""]
    _read(paragraph, lines, aside)
    return [text for line in lines if (text := fold(line))]


def _read(element: etree._Element, lines: list[str], aside: Aside) -> None:
    lines[-1] += element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            lines[-1] += " "
        elif child.tag == f"{TEXT}tab":
            lines[-1] += "\t"
        elif child.tag == f"{TEXT}line-break":
            lines.append("")
        elif child.tag == f"{DRAW}frame":
            boxes = list(child.iter(f"{DRAW}text-box"))
            aside.boxes += boxes
            aside.pictures += not boxes
        elif child.tag in _NOT_HERE:
            _put_aside(child, aside)
        elif isinstance(child.tag, str):
            _read(child, lines, aside)
        lines[-1] += child.tail or ""


def _put_aside(element: etree._Element, aside: Aside) -> None:
    body = element.find(f"{TEXT}note-body") if element.tag == f"{TEXT}note" else element
    said = " ".join(plain_lines(body)) if body is not None else ""
    if said and element.tag == f"{OFFICE}annotation":
        aside.comments.append(said)
    elif said and element.tag == f"{TEXT}note":
        aside.notes.append(said)


def plain_lines(element: etree._Element) -> Iterator[str]:
    """The paragraphs inside an element, each in one line."""
    for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h"):
        if text := fold("".join(str(part) for part in paragraph.itertext())):
            yield text


def count_of(element: etree._Element, name: str) -> int:
    """How often something is repeated or how far it spans, at least once."""
    text = element.get(f"{TABLE}{name}", "1")
    return max(1, int(text)) if re.fullmatch(r"\d{1,7}", text) else 1
