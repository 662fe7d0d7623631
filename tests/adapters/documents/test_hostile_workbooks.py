"""Files that are broken, or made to do harm: one plain sentence, in good time, and never a traceback."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.raw import UnreadableDocument
from tests.adapters.documents.pdfs import printed

HEADER = ("Ref", "Action", "Lead", "Target date", "RAG")
ROWS = [
    HEADER,
    ("1", "Mend the roof", "Ann Fell", "15/09/2026", "Green"),
    ("2", "Hire", "Bob Marsh", "May 2027", "Red"),
]


def workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WORKBOOK, PRINTED = workbook(), printed(ROWS)


def with_part(name: str, content: bytes) -> bytes:
    """The workbook with one part put in the place of another, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def reads_or_refuses(data: bytes) -> None:
    try:
        read_plan(read_document(data, "plan"))
    except UnreadableDocument as refusal:
        sentence = str(refusal)
        assert re.fullmatch(r"[A-Z].{10,300}[.?]", sentence), sentence
        assert "Error" not in sentence


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([WORKBOOK, PRINTED]), st.data())
def test_no_change_of_a_few_bytes_gives_a_traceback(data: bytes, draw: st.DataObject) -> None:
    broken = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 6))):
        broken[draw.draw(st.integers(0, len(broken) - 1))] = draw.draw(st.integers(0, 255))
    reads_or_refuses(bytes(broken[: draw.draw(st.integers(1, len(broken)))] if draw.draw(st.booleans()) else broken))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"]), st.data()
)
def test_no_change_inside_a_part_gives_a_traceback(name: str, draw: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        part = bytearray(archive.read(name))
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(part) - 1))
        part[at : at + draw.draw(st.integers(0, 9))] = draw.draw(
            st.sampled_from([b"", b"-1", b"9" * 30, b"x", b'"', b"&#1;"])
        )
    reads_or_refuses(with_part(name, bytes(part)))


def test_xml_that_defines_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'
    with pytest.raises(UnreadableDocument, match="definitions"):
        read_document(with_part("xl/sharedStrings.xml", bomb))


def test_what_unpacks_beyond_measure_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="unpacks"):
        read_document(with_part("xl/media/picture.bin", bytes(120_000_000)))
    packed = zlib.compress(bytes(160_000_000), 9)
    with pytest.raises(UnreadableDocument, match="unpacks"):
        read_document(b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj")


def test_a_cell_far_out_costs_nothing() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>far</t></is></c></row>' % (row, row) for row in (1, 1048576)
    )
    name = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (name, rows)
    document = read_document(with_part("xl/worksheets/sheet1.xml", sheet))
    assert [paragraph.number for paragraph in document.paragraphs()] == [1, 1048576]


def test_macros_and_links_to_other_books_are_named_and_left_alone() -> None:
    assert "macros" in read_document(with_part("xl/vbaProject.bin", b"x")).notes[0]
    assert "other workbooks" in read_document(with_part("xl/externalLinks/externalLink1.xml", b"<x/>")).notes[0]


def test_the_name_of_a_file_decides_nothing() -> None:
    assert list(read_document(WORKBOOK, "plan.pdf").tables()) == list(read_document(WORKBOOK, "plan.txt").tables())
    assert list(read_document(PRINTED, "plan.xlsx").tables())
