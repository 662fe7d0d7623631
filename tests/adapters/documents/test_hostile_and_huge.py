"""Hostile and huge files through the real process: read or refused in time, with a sentence that says what to do."""

from __future__ import annotations

import itertools
import re
import sys
import zipfile
from collections.abc import Callable

import pytest

from adapters.documents import read_document
from adapters.documents.safely import Limits, read_plan_safely
from domain.importing import DraftPlan, UnreadableDocument
from domain.uploads import ReaderBroke
from tests.adapters.documents import hostile, hostile_pdfs
from tests.adapters.documents.hostile import DTD, LAUGHS, OUTSIDE, in_excel, in_word

Make = Callable[[], bytes]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ADVICE = re.compile(r"\b(?:try again|try again\.|ask for|import|Save|Copy|Open|Paste|Unpack|Export)\b")

# Each with words of the sentence with which it is refused.
REFUSED: dict[str, tuple[Make, str]] = {
    "zip bomb": (hostile.zip_bomb, "unpacks to far more"),
    "overlapping zip": (hostile.overlapping_zip, "unpacks to far more"),
    "lying zip": (hostile.lying_zip, "damaged"),
    "crowded zip": (hostile.crowded_zip, "unpacks to far more"),
    "bzip2 bomb": (hostile.oddly_packed_zip(zipfile.ZIP_BZIP2), "unpacks to far more"),
    "lzma bomb": (hostile.oddly_packed_zip(zipfile.ZIP_LZMA), "unpacks to far more"),
    "locked zip": (hostile.locked_zip, "password"),
    "entity bomb": (in_word(LAUGHS), "definitions"),
    "entity bomb in UTF-16": (in_word(LAUGHS, "utf-16"), "definitions"),
    "entity bomb in UTF-32": (in_word(LAUGHS, "utf-32"), "damaged"),
    "entity bomb in EBCDIC": (in_word(LAUGHS, "cp037"), "damaged"),
    "external entity": (in_word(OUTSIDE), "definitions"),
    "external DTD": (in_word(DTD), "definitions"),
    "entity bomb in a sheet": (in_excel(SHEET, LAUGHS), "definitions"),
    "entity bomb in a sheet, EBCDIC": (in_excel(SHEET, LAUGHS, "cp037"), "damaged"),
    "external entity in strings": (in_excel(STRINGS, OUTSIDE), "definitions"),
    "locked Office file": (lambda: hostile.old_office("EncryptedPackage"), "password"),
    "locked PDF": (hostile_pdfs.locked_pdf, "password"),
    "100 MB": (lambda: bytes(100_000_000), "larger than 25 MB"),
    "100,000 rows of CSV": (hostile.long_csv, "rows, and a plan"),
    "100,000 rows of Excel": (hostile.long_workbook, "too many cells"),
    "30,000 rows of Word": (hostile.long_word, "rows, and a plan"),
    "a million empty cells": (hostile.empty_cells, "unpacks to far more"),
    "a row without end": (hostile.endless_row, "too many cells"),
    "a million unknown tags": (hostile.unknown_tags, "too many cells"),
    "350,000 styles": (hostile.many_styles, "unpacks to far more"),
    "100,000 rules": (hostile.many_rules, "unpacks to far more"),
    "huge cell of CSV": (hostile.one_huge_cell, "longer than 1,000,000 letters"),
    "huge cell of Excel": (hostile.huge_cell_in_excel, "unpacks to far more"),
    "huge cell of Word": (hostile.huge_cell_in_word, "unpacks to far more"),
    "big cell of a web page": (hostile.big_cell_in_html, "more than 100,000 letters"),
    "one line of commas": (hostile.one_line(b","), "longer than 1,000,000 letters"),
    "one line of pipes": (hostile.one_line(b"|"), "longer than 1,000,000 letters"),
    "one line of tabs": (hostile.one_line(b"\t"), "longer than 1,000,000 letters"),
    "a quote that never ends": (hostile.open_quote, "rows"),
    "deep web page": (hostile.deep_page("div", 100_000), "nested too deeply"),
    "deep tables in a web page": (hostile.deep_page("table><tr><td", 100_000), "nested too deeply"),
    "spans without end": (hostile.wide_spans, "too many cells"),
    "two million tags": (hostile.many_tags, "tags"),
    "less deep tables in Word": (hostile.deep_tables(150), "nested too deeply"),
    "deep tables in Word": (hostile.deep_tables(100_000), "unpacks to far more"),
    "Flate bomb": (hostile_pdfs.flate_bomb, "unpacks to far more"),
    "LZW bomb": (hostile_pdfs.lzw_bomb, "no words"),
    "Flate in hexadecimal": (hostile_pdfs.hex_bomb, "more memory"),
    "circle of pages": (hostile_pdfs.circle_of_pages, "500 pages"),
    "tree that doubles": (hostile_pdfs.doubling_pages, "damaged"),
    "deep tree of pages": (hostile_pdfs.deep_pages, "damaged"),
    "100,000 pages": (hostile_pdfs.many_pages, "500 pages"),
    "drawing in itself": (hostile_pdfs.form_in_itself, "more memory"),
    "drawings that double": (hostile_pdfs.doubling_forms, "more memory"),
}

# Odd, yet to be read.
READ: dict[str, Make] = {
    "zip bomb inside, never opened": hostile.nested_zip_bomb,
    "cells far out": hostile.far_cells,
    "merged everywhere": hostile.merged_everywhere,
    "odd texts": hostile.odd_texts,
    "odd texts in Word": hostile.odd_texts_in_word,
    "odd texts in a web page": hostile.odd_texts_in_html,
    "half letters": hostile.surrogates,
    "spans of two billion": hostile.endless_span,
    "page full of lines": hostile_pdfs.many_lines,
    "page full of cells": hostile_pdfs.grid_of_lines,
}


def tried(content: bytes, name: str = "plan.docx") -> DraftPlan | str:
    """The draft, or the sentence; anything else is a defect."""
    try:
        return read_plan_safely(content, name)
    except ReaderBroke:
        raise
    except UnreadableDocument as refusal:
        sentence = str(refusal)
        assert re.fullmatch(r"[A-Z].{10,300}[.”]", sentence), sentence
        assert "Error" not in sentence
        return sentence


@pytest.fixture(autouse=True)
def no_defect_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR", "actionlog.documents")


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_with_what_to_do(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    make, words = REFUSED[kind]
    said = tried(make(), "plan.csv")
    if sys.platform != "linux" and words == "more memory":  # where memory is watched, time may come first
        return
    assert isinstance(said, str)
    assert words in said
    assert ADVICE.search(said) or words == "no words"
    assert "took longer" not in said
    assert not caplog.records


@pytest.mark.parametrize("kind", READ)
def test_it_is_read(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    assert isinstance(tried(READ[kind]()), DraftPlan)
    assert not caplog.records


@pytest.mark.parametrize("make", [hostile_pdfs.run_length_bomb, hostile_pdfs.heavy_pages, hostile.endless_styles])
def test_what_takes_too_long_is_stopped(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableDocument, match=r"longer than 3 seconds|too crowded|unpacks"):
        read_plan_safely(make(), "plan", limits=Limits(seconds=3))
    assert not caplog.records


@pytest.mark.parametrize(
    ("kind", "make"), list(hostile.cut_short()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_file_that_was_cut_off_is_read_or_refused(kind: str, make: Make, caplog: pytest.LogCaptureFixture) -> None:
    said = tried(make())
    assert isinstance(said, DraftPlan) or ADVICE.search(said)
    assert not caplog.records


GOOD: dict[str, Make] = {
    "docx": hostile.word,
    "xlsx": hostile.workbook,
    "pdf": hostile.pdf,
    "csv": lambda: hostile.CSV,
    "html": lambda: hostile.HTML,
    "md": lambda: hostile.MARKDOWN,
}


@pytest.mark.parametrize(("true", "told"), [pair for pair in itertools.permutations(GOOD, 2) if pair != ("csv", "md")])
def test_the_content_decides_not_the_ending(true: str, told: str) -> None:
    document = read_document(GOOD[true](), f"plan.{told}")
    assert next(document.tables()).rows[1].texts[2] == "Write a rota"


@pytest.mark.parametrize("make", [hostile.word_with_macros, hostile.workbook_with_macros])
def test_macros_are_not_run_and_that_is_said(make: Make) -> None:
    draft = tried(make(), "plan.docm")
    assert isinstance(draft, DraftPlan)
    assert any("macros" in note and "not run" in note for note in draft.notes)


def test_letters_that_deceive_are_left_out_and_that_is_said() -> None:
    draft = tried(hostile.odd_texts_in_word())
    assert isinstance(draft, DraftPlan)
    texts = [action.text for action in draft.actions]
    assert "evil" in texts
    assert not any(letter in "".join(texts) for letter in "\u202e\u202c\u2066\u2069\ufffe")
    assert any("control characters" in note for note in draft.notes)


def test_formulas_stay_words() -> None:
    draft = tried(hostile.odd_texts(), "plan.csv")
    assert isinstance(draft, DraftPlan)
    assert "@SUM(1)" in [action.text for action in draft.actions]
