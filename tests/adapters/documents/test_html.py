"""Web pages: spans, lists, colours and several tables, as a browser shows them."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.raw import PieceKind, RawDocument, RawTable, UnreadableDocument
from domain.rag import RagValue

HEAD = "<tr><th>Ref<th>Recommendation<th>Action<th>Lead<th>Timescale<th>RAG</tr>"


def page(body: str, head: str = "") -> RawDocument:
    return read_document(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "plan.html")


def one_table(body: str, head: str = "") -> RawTable:
    (table,) = page(body, head).tables()
    return table


def test_spans_put_every_cell_under_its_heading() -> None:
    table = one_table(
        f"<table>{HEAD}<tr><td rowspan=2>1<td rowspan=2>Nets<td>Buy rope<td>Cy Nod<td colspan=2>May 2026</tr>"
        "<tr><td>Tie knots<td>Di Or<td>June 2026<td>Green</tr></table>"
    )

    assert [cell.column for cell in table.rows[2].cells] == [2, 3, 4, 5]
    assert (table.rows[1].cells[0].row_span, table.rows[1].cells[4].column_span) == (2, 2)
    assert table.header_rows == 1


def test_the_title_is_the_plans_and_headings_are_its_sections() -> None:
    document = page(
        f"<h1>Quay Improvement Plan</h1><h2>Theme 1: Boats</h2><table>{HEAD}<tr><td>1<td>Leaks<td>Paint the hull"
        f"<td>Ada Prone<td>May 2026<td>Red</tr></table><h2>Theme 2: Nets</h2><table>{HEAD}<tr><td>2<td>Tears<td>"
        "Buy rope<td>Cy Nod<td>June 2026<td>Green</tr></table>"
    )
    draft = read_plan(document, plan_code="QUA")

    assert draft.title == "Quay Improvement Plan"
    assert [one.title for one in draft.sections] == ["Theme 1: Boats", "Theme 2: Nets"]
    assert [(one.key, one.source.sheet_or_page) for one in draft.actions] == [
        ("QUA-1", "table 1"),
        ("QUA-2", "table 2"),
    ]


def test_lists_are_items_with_the_numbers_that_a_browser_draws() -> None:
    cell = one_table(
        f"<table>{HEAD}<tr><td>1<td>x<td>First:<ol type=a start=2><li>one<li><p>two</p><p>more</p><ul><li>in</ul></ol>"
        "<td>Ada<br>Ben<td>z<td>r</table>"
    ).rows[1]

    assert [(piece.printed, piece.kind, piece.level) for piece in cell.cells[2].pieces] == [
        ("First:", PieceKind.TEXT, 0),
        ("b. one", PieceKind.ITEM, 0),
        ("c. two more", PieceKind.ITEM, 0),
        ("in", PieceKind.ITEM, 1),
    ]
    assert [piece.text for piece in cell.cells[3].pieces] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    "cell",
    [
        "<td style='background: #ff0000'>",
        "<td bgcolor=red>",
        "<td class=late>",
        "<td><span style='background-color:rgb(255, 0, 0)'>&nbsp;</span>",
        "<td><img alt=Red src=r.png>",
        "<td>🔴",
        "<td><select><option>Green<option selected>Red</select>",
    ],
)
def test_a_colour_is_read_however_it_is_shown(cell: str) -> None:
    document = page(
        f"<table>{HEAD}<tr><td>1<td>Leaks<td>Paint the hull<td>Ada Prone<td>May 2026{cell}</table>",
        "<style>.late { background: #F00 } .x{}</style>",
    )
    assert [one.rag.value for one in read_plan(document, plan_code="QUA").actions] == [RagValue.RED]


def test_a_table_that_arranges_the_page_is_looked_through() -> None:
    document = page(
        f"<table><tr><td>Home</td></tr><tr><td><h1>Quay Plan</h1><table>{HEAD}<tr><td>1<td>a<td>b<td>c<td>d<td>e"
        "</table></td></tr></table>"
    )
    assert [[len(row.cells) for row in table.rows] for table in document.tables()] == [[6, 6]]


def test_what_a_page_hides_is_reported() -> None:
    document = page(f"<p style='display:none'>secret</p><table>{HEAD}<tr hidden><td>1<td>a<td>b</tr><tr><td>2</table>")
    (table,) = document.tables()

    assert [row.hidden for row in table.rows] == [False, True, False]
    assert document.notes == ("Parts that the page hides were not read: 1.",)


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "<div>" * 50_000 + "x",
        "<table><tr>" + "<td colspan=1000 rowspan=60000>x" * 3_000 + "</table>",
        "<html><body><p> </p></body></html>",
        "<table>" + "<tr>" * 50_000,
    ],
)
def test_a_hostile_page_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"^[A-Z][^.]*\..*$"):
        read_document(text.encode())


def test_tables_in_tables_are_read_or_refused_never_cut_off() -> None:
    def nested(depth: int) -> bytes:
        return f"<html><body>{'<table><tr><td>' * depth}deep{'</td></tr></table>' * depth}</body></html>".encode()

    assert "deep" in repr(read_document(nested(50)))
    with pytest.raises(UnreadableDocument, match="nested too deeply"):
        read_document(nested(900))


CHANGE = "<dd><a href=#>Change<span> it</span></a></dd></div>"
TERMS = "".join(
    f"<h3>{title}</h3><dl><div><dt>Owner</dt><dd>{lead}</dd>{CHANGE}<div><dt>Deadline</dt><dd>{due}</dd>{CHANGE}"
    f"<div><dt>Latest update</dt><dd></dd>{CHANGE}</dl>"
    for title, lead, due in (("F1. Mend the roof", "Ada Prone", "3 May 2027"), ("F2. Paint it", "Cy Nod", "June 2027"))
)


def test_links_that_change_a_value_are_no_part_of_it_and_an_empty_value_takes_nothing_that_follows() -> None:
    draft = read_plan(page(f"<h1>Roof plan</h1><main>{TERMS}</main><footer><h2>Support links</h2></footer>"))

    assert [(one.text, one.leads[0].name, one.due.text) for one in draft.actions] == [
        ("Mend the roof", "Ada Prone", "3 May 2027"),
        ("Paint it", "Cy Nod", "June 2027"),
    ]
    assert not [one for one in draft.actions if one.progress]
    assert any("Support links" in text for text in draft.leftover)
    assert any("Links beside values" in note for note in draft.notes)


def test_files_to_be_fetched_below_a_plan_are_no_actions() -> None:
    draft = read_plan(
        page(
            "<p><b>Recommendation 1 – Mend the roof</b></p><table><tr><td><b>Action</b><td>Buy slates</tr><tr><td>"
            "<b>Lead</b><td>Ada Prone</tr><tr><td><b>Timescale</b><td>May 2027</tr></table><p>Supporting documents:</p>"
            "<ul><li><a href=a.pdf>Appendix A</a>, item 9. PDF 210 KB<li><a href='b.docx'>Letter to the slater</a></ul>"
        )
    )

    assert [one.text for one in draft.actions] == ["Buy slates"]
    assert any("Letter to the slater" in text for text in draft.leftover)
