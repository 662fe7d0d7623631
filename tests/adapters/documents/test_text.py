"""Plain text with tables in it, as extractors, spreadsheets and offices leave it."""

from __future__ import annotations

from adapters.documents import read_document
from domain.importing.raw import PieceKind, RawBreak, RawParagraph, RawTable


def cells(text: str) -> list[list[str]]:
    return [list(row.texts) for table in read_document(text.encode()).tables() for row in table.rows]


def test_tabs_make_rows_and_the_line_is_remembered() -> None:
    document = read_document(b"A Plan\n\nRef\tAction\n1\tDo it\n\nNext page\nRef\tAction\n2\tDo that\n", "plan.txt")
    kinds = [type(block) for block in document.blocks]
    assert kinds[:5] == [RawParagraph, RawTable, RawBreak, RawParagraph, RawTable]
    assert [row.number for table in document.tables() for row in table.rows] == [3, 4, 7, 8]


def test_tags_become_one_blank_and_only_real_tags() -> None:
    assert cells("x\t1<sup>st</sup> of <b>May</b>&nbsp;&amp; on\ty") == [["x", "1 st of May & on", "y"]]
    assert cells("x\tin <5 days, <name of chair>\ty") == [["x", "in <5 days, <name of chair>", "y"]]


def test_paragraphs_and_lists_inside_a_cell_stay_apart() -> None:
    document = read_document(b"<p>One</p> <p>Two</p> <ol style='x'> Three Four\t<ul><li>A</li><li>B</li></ul>\n")
    first, second = next(document.tables()).rows[0].cells
    assert [(piece.text, piece.kind) for piece in first.pieces] == [
        ("One", PieceKind.PARAGRAPH),
        ("Two", PieceKind.PARAGRAPH),
        ("Three Four", PieceKind.RUN),
    ]
    assert first.pieces[2].ordered
    assert [(piece.text, piece.kind) for piece in second.pieces] == [("A", PieceKind.ITEM), ("B", PieceKind.ITEM)]


def test_a_quoted_cell_runs_over_lines_and_stray_quotes_do_not() -> None:
    assert cells('a\t"one\ntwo"\tc\nd\te\tf') == [["a", "one two", "c"], ["d", "e", "f"]]
    assert cells('a\t"you said\tc\nd\te\tf') == [["a", '"you said', "c"], ["d", "e", "f"]]


def test_pipes_and_separated_values() -> None:
    assert cells("| A | B |\n|---|---|\n| 1 | x \\| y |\n") == [["A", "B"], ["1", "x | y"]]
    assert cells('A,B,C\n1,"x, y",z\n') == [["A", "B", "C"], ["1", "x, y", "z"]]
    assert cells("A;B;C\n1;x, y;z\n") == [["A", "B", "C"], ["1", "x, y", "z"]]
