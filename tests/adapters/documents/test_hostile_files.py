"""Files that were cut off, packed to harm, locked or given another ending: one sentence, never a traceback."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.raw import UnreadableDocument
from tests.adapters.documents.office import Word, repacked

HEAD = ["Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG"]
SENTENCE = r"^[A-Z][^.]*\.(?:.*\.)?$"


def word_file() -> bytes:
    word = Word("Ferry Service Improvement Plan")
    table = word.table(HEAD, ["1", "Crews are tired", "Write a rota", "Ada Prone", "30/06/2026", "Amber"])
    word.items(table.cell(1, 2), word.lists(("decimal", "%1.")), "Write", "Read")
    return word.bytes()


WORD = word_file()
HTML = b"""<html><body><h1>Plan</h1><table><tr><th rowspan=2>Ref<th>Action<th>Lead</tr><tr><td colspan=2>
<ol><li>one</ol><td style='background:#f00'>x</table></body></html>"""
CSV = b'Ref,Action,Lead\r\n1,"Paint, and\r\nmend",AB\r\n2,Buy,CD\r\n'
MARKDOWN = b"# Plan\n\n| Ref | Action | Lead |\n|---|---|---|\n| 1 | **Paint** \\| `x` | [AB](u) |\n"


def survives(data: bytes, name: str = "") -> None:
    said = ""
    try:
        read_plan(read_document(data, name))
    except UnreadableDocument as error:
        said = str(error)
    assert not said or re.match(SENTENCE, said)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([WORD, HTML, CSV, MARKDOWN]), st.data())
def test_files_with_wrong_bytes_are_read_or_refused(good: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(good)))
    changed = bytearray(good[:cut] if data.draw(st.booleans()) else good)
    for _ in range(data.draw(st.integers(0, 6)) if changed else 0):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(changed), data.draw(st.sampled_from(["", "plan.csv", "plan.md", "plan.docx"])))


TAGS = ["p", "r", "t", "tbl", "tr", "tc", "tcPr", "sdt", "sdtContent", "ins", "del", "br", "pPr", "trPr", "numPr"]
VALUES = ["0", "1", "-1", "99999999999", "x", "restart", "", "é"]


@st.composite
def marked_up(draw: st.DrawFn, depth: int = 5) -> str:
    """Elements of Word in places where Word would never put them."""
    name = draw(st.sampled_from([*TAGS, "vMerge", "gridSpan", "numId", "ilvl", "gridBefore", "tblHeader", "sym"]))
    value = draw(st.sampled_from(VALUES))
    inside = draw(st.lists(marked_up(depth - 1), max_size=3)) if depth else []
    return f'<w:{name} w:val="{value}" w:char="{value}">{"".join(inside)}word</w:{name}>'


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(marked_up(), min_size=1, max_size=4))
def test_mark_up_in_the_wrong_place_is_read_or_refused(elements: list[str]) -> None:
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{"".join(elements)}'
    survives(zipped(**{"word/document.xml": f"{body}</w:body></w:document>".encode()}))


HTML_BITS = [
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=9>",
    "<th colspan=0>",
    "<ol start=x>",
    "<li value=-3>",
    "</ol>",
]
HTML_BITS += [
    "<html>",
    "<br>",
    "<p>",
    "&#xD800;",
    "&amp;",
    "word ",
    "<!--",
    "-->",
    "<style>.a{background:#f}",
    "<![CDATA[",
]
TEXT_BITS = [
    "|",
    "---",
    "\n",
    '"',
    ",",
    ";",
    "\t",
    "\\",
    "`",
    "**",
    "[",
    "](",
    "a",
    "Lead",
    "# ",
    "```",
    "sep=,",
    "=",
    "☑",
]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(HTML_BITS), max_size=40), st.lists(st.sampled_from(TEXT_BITS), max_size=60))
@example(["<table>"], [])
def test_pages_and_texts_of_odd_pieces_are_read_or_refused(tags: list[str], signs: list[str]) -> None:
    survives(f"<html>{''.join(tags)}".encode("utf-8", "replace"))
    for name in ("", "plan.md", "plan.csv"):
        survives("".join(signs).encode(), name)


@pytest.mark.parametrize("piece", ["**", "`", "[", "](", "_a ", "<!--", "\\", "| ", '"', '",', "~~a", "![", "*a "])
def test_no_run_of_signs_holds_the_reader_up(piece: str) -> None:
    begun = time.process_time()
    run = piece * (60_000 // len(piece))
    survives(f"| Ref | Action |\n|---|---|\n| 1 | {run} |\n".encode(), "plan.md")
    survives(f"Ref,Action,Lead\n1,{run},AB\n2,x,CD\n".encode(), "plan.csv")
    assert time.process_time() - begun < 15


def bomb() -> bytes:
    return zipped(**{"word/document.xml": b"<w>" + b" " * 60_000_000 + b"</w>"})


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>&a;&b;</w:p></w:body>
</w:document>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb(), "unpacks to far more"),
        (zipped(**{f"word/{number}": b"" for number in range(2_100)}), "unpacks to far more"),
        (zipped(**{"word/document.xml": ENTITIES}), "definitions"),
        (zipped(**{"word/document.xml": b"<a><b></a>"}), "damaged"),
        (zipped(**{"word/other.xml": b"<a/>"}), "damaged"),
        (zipped(**{"ppt/presentation.xml": b"<a/>"}), "slides"),
        (zipped(**{"mimetype": b"x", "META-INF/manifest.xml": b"<a/>"}), "OpenDocument"),
        (zipped(**{"notes.txt": b"x"}), "ZIP"),
        (WORD[: len(WORD) // 2], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), r"\.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), r"\.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1 x}", "Word document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=SENTENCE) as refused:
        read_document(data, "plan.docx")
    assert re.search(words, str(refused.value))


def test_the_content_counts_not_the_ending() -> None:
    assert [table.rows[1].texts[0] for table in read_document(WORD, "plan.csv").tables()] == ["1"]
    assert next(read_document(CSV, "plan.docx").tables()).rows[1].texts == ("1", "Paint, and mend", "AB")


def test_macros_are_reported_and_nothing_outside_is_fetched() -> None:
    outside = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" '
        b'Target="http://127.0.0.1:9/head.xml" TargetMode="External"/>'
        b'<Relationship Id="rId98" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</Relationships>", outside) if name == "word/_rels/document.xml.rels" else content

    document = read_document(repacked(WORD, change, **{"word/vbaProject.bin": b"x"}))
    assert document.notes == ("This document has macros. They were not run.",)
