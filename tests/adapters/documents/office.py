"""Word documents for tests, made by a writer of its own, with the mark-up that offices leave in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from adapters.documents import read_document
from domain.importing.raw import RawDocument, RawTable

W = nsdecls("w")


class Word:
    """A Word document in the making."""

    def __init__(self, title: str = "") -> None:
        self.doc: Any = Document()
        self._numbers = 100
        if title:
            self.doc.add_paragraph(title)

    def table(self, *rows: list[str], widths: list[int] | None = None) -> Any:
        table = self.doc.add_table(rows=0, cols=max(map(len, rows)))
        for texts in rows:
            for cell, text in zip(table.add_row().cells, texts, strict=False):
                cell.text = text
        for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths or [], strict=False):
            column.set(qn("w:w"), str(width))
        return table

    def lists(self, *levels: tuple[str, str], like: str = "", start: int | None = None) -> str:
        """The number of a new list with levels of (form, pattern), or of one more that counts `like` another."""
        numbering = self.doc.part.numbering_part.element
        self._numbers += 1
        name = str(self._numbers)
        if not like:
            parts = "".join(
                f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
                "</w:lvl>"
                for place, (form, pattern) in enumerate(levels)
            )
            abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{name}">{parts}</w:abstractNum>')
            numbering.insert(0, abstract)
        restart = (
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start is not None else ""
        )
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{name}"><w:abstractNumId w:val="{like or name}"/>{restart}</w:num>')
        )
        return name

    def items(self, cell: Any, number: str, *texts: str | tuple[int, str]) -> None:
        """Put a list that Word numbers into a cell."""
        for place, one in enumerate(texts):
            level, text = one if isinstance(one, tuple) else (0, one)
            paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
            paragraph.text = text
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))

    def add(self, parent: Any, xml: str) -> Any:
        """Append mark-up (names as `w:...`) to a paragraph, cell or row."""
        name = re.match(r"<([\w:]+)", xml)[1]  # type: ignore[index] # the tests write it well formed
        element = parse_xml(xml.replace(f"<{name}", f"<{name} {W}", 1))
        getattr(parent, "_element", parent).append(element)
        return element

    def shade(self, cell: Any, fill: str) -> None:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="{fill}"/>'))

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def read(self) -> RawDocument:
        return read_document(self.bytes(), "plan.docx")

    def one_table(self) -> RawTable:
        (table,) = self.read().tables()
        return table


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The same zip with some parts changed (none: left out) and more parts, whose names may be paths."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()
