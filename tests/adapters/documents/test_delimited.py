"""Separated values as spreadsheets save them, whichever separator, quotation marks and encoding they choose."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import read_plan

ROWS = [
    ["Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG"],
    ["1", "Café boats leak; badly", "Paint the “hull”, twice", "Zoë Prone", "30/06/2026", "Red"],
    ["2", "Nets tear", "Buy rope\nTie knots", "Cy Nod", "July 2026", "Green"],
]


def written(delimiter: str) -> str:
    quoted = [[f'"{cell}"' if set(cell) & set(f'{delimiter}\n"') else cell for cell in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_separator_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    document = read_document(written(delimiter).encode(encoding))
    (table,) = document.tables()

    assert [list(row.texts) for row in table.rows] == [[" ".join(c.split()) for c in r] for r in ROWS]
    assert [row.number for row in table.rows] == [1, 2, 3]
    assert [piece.text for piece in table.rows[2].cells[2].pieces] == ["Buy rope", "Tie knots"]
    assert read_plan(document, plan_code="QUA").actions[0].leads_text == "Zoë Prone"


def test_the_line_that_names_the_separator_is_no_row() -> None:
    (table,) = read_document(b"sep=;\r\nRef;Action, all of it;Lead\r\n1;Paint;AB\r\n").tables()
    assert [row.texts for row in table.rows] == [("Ref", "Action, all of it", "Lead"), ("1", "Paint", "AB")]
    assert [row.number for row in table.rows] == [2, 3]


def test_two_columns_are_a_table_where_the_name_says_so() -> None:
    (table,) = read_document(b'Action,Lead\n="007",AB\nMend,CD\n', "plan.csv").tables()
    assert [row.texts for row in table.rows] == [("Action", "Lead"), ("007", "AB"), ("Mend", "CD")]


def test_a_quotation_mark_that_never_closes_swallows_nothing() -> None:
    document = read_document(b'Ref,Action,Lead\n1,"Paint,AB\n2,Mend,CD\n3,Scrape,EF\n')
    (table,) = document.tables()

    assert [row.cells[0].text for row in table.rows] == ["Ref", "1", "2", "3"]
    assert "line 2" in document.doubts[0]


def test_blank_rows_and_titles_above_do_not_hide_the_header() -> None:
    text = "Quay Improvement Plan,,,,,\n,,,,,\n" + written(",")
    draft = read_plan(read_document(text.encode()), plan_code="QUA")
    assert draft.title == "Quay Improvement Plan"
    assert draft.actions[0].key == "QUA-1"


def test_a_letter_of_another_encoding_spoils_no_other() -> None:
    data = "Ref,Action,Lead\n1,Café – crème – brûlée,AB\n2,Naïve,CD\n".encode() + b"3,Caf\xe9,EF\n"
    (table,) = read_document(data).tables()
    assert [row.cells[1].text for row in table.rows] == ["Action", "Café – crème – brûlée", "Naïve", "Café"]


def test_a_ref_in_mixed_letters_is_one_and_a_footnote_in_its_column_joins_no_action() -> None:
    text = (
        "CoC ref;Our commitment;Lead;Date\nCoC1.1;Visit every farm;Ada Obi;30/09/2026\n"
        "CoC1.2;Recruit nine inspectors;Ben Ot;30/06/2026\n;;;\n* dates were agreed by the Authority on 9 July;;;\n"
    )
    draft = read_plan(read_document(text.encode(), "register.csv"), plan_code="ABC")
    assert [(one.ref, one.text) for one in draft.recommendations] == [
        ("CoC1.1", "Visit every farm"),
        ("CoC1.2", "Recruit nine inspectors"),
    ]
    assert "* dates were agreed by the Authority on 9 July" in draft.leftover


def test_facts_about_the_document_below_a_wide_table_are_no_actions() -> None:
    facts = [["Document owner", "Head of Performance"], ["Circulation", "Board members and partners"]]
    rows = [["Harbour plan"], *ROWS, [], *facts]
    text = "\r\n".join(",".join([*(f'"{cell}"' for cell in row), *[""] * (6 - len(row))]) for row in rows)
    draft = read_plan(read_document(text.encode(), "plan.csv"), plan_code="QUA")

    assert [action.text for action in draft.actions] == ["Paint the “hull”, twice", "Buy rope Tie knots"]
    assert "Document owner: Head of Performance" in draft.leftover


def test_tables_of_several_widths_are_one_file() -> None:
    plan = [
        ["Ref", "Action", "Lead", "Deadline"],
        *([f"{at}", "Paint it", "Zoë Prone", "June 2026"] for at in range(3)),
    ]
    rows = [*plan, *[["Seen by", "Cy", "Nod"]] * 3, *[["Owner", "Di"]] * 2]
    (table,) = read_document("\n".join(";".join(row) for row in rows).encode(), "plan.csv").tables()
    assert table.rows[1].texts == ("0", "Paint it", "Zoë Prone", "June 2026")
