"""OpenDocument files, as LibreOffice writes them: the same plan as from Word and Excel, and bombs refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from adapters.documents import read_document
from domain.due import Precision
from domain.importing import read_plan
from domain.importing.draft import DraftAction, DraftPlan
from domain.importing.raw import UnreadableDocument

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("number", "datastyle"),
    )
)  # fmt: skip
STYLES = """<office:automatic-styles>
<number:date-style style:name="M"><number:month number:textual="true"/><number:year/></number:date-style>
<style:style style:name="red"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>
<style:style style:name="month" style:data-style-name="M"/>
<style:style style:name="away"><style:table-properties table:display="false"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>
</office:automatic-styles>"""


def opened(kind: str, body: str, styles: str = STYLES, **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        whole = f"<office:document-content {SPACES}>{styles}<office:body>{body}</office:body></office:document-content>"
        file.writestr("content.xml", whole)
        for name, text in more.items():
            file.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def cell(text: str = "", attributes: str = "", inside: str = "") -> str:
    words = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n") if line)
    return f"<table:table-cell {attributes}>{inside}{words}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    written = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {attributes}>{written}</table:table-row>"


def sheet(*rows: str, name: str = "Plan", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def sheets(*tables: str, **more: str) -> bytes:
    return opened("spreadsheet", f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>", **more)


def words(body: str) -> bytes:
    return opened("text", f"<office:text>{body}</office:text>")


def draft_of(data: bytes) -> DraftPlan:
    return read_plan(read_document(data, "plan"), plan_code="PP")


def actions(draft: DraftPlan) -> list[DraftAction]:
    return [action for one in draft.recommendations for action in one.actions]


HEAD = row("Ref", "Action", "Lead", "By when", "RAG")
MONTH = 'office:value-type="date" office:date-value="2027-05-01" table:style-name="month"'
COMMENT = "<office:annotation><text:p>Ask Bo</text:p></office:annotation>"
EMPTY_END = '<table:table-cell table:number-columns-repeated="16379"/>'


def test_a_spreadsheet_is_read_like_a_workbook() -> None:
    draft = draft_of(
        sheets(
            sheet(
                row("Pier action plan"),
                row(attributes='table:number-rows-repeated="3"'),
                HEAD,
                row("1", "Mend the pier", cell("Ada Prone", inside=COMMENT), cell("May 27", MONTH),
                    cell(attributes='table:style-name="red"'), EMPTY_END),
                row("2", "Paint it", "Bo Ray", "3 June 2027", "Green"),
                row("3", "Sell it", "Cy Tor", "July 2027", "Green", attributes='table:visibility="filter"'),
                row(EMPTY_END, attributes='table:number-rows-repeated="1048000"'),
            )
        )
    )  # fmt: skip
    assert draft.title == "Pier action plan"
    first, second = actions(draft)
    assert (first.text, first.leads_text, first.rag.value, first.due.precision) == (
        "Mend the pier",
        "Ada Prone",
        "red",
        Precision.MONTH,
    )
    assert (first.source.sheet_or_page, first.source.row) == ("Plan", 6)
    assert str(second.due.latest) == "2027-06-03"
    assert "Comment on C6: Ask Bo" in draft.leftover
    assert any("Cy Tor" in text for text in draft.leftover)
    assert any("A filter is set in “Plan”" in one.message for one in draft.questions)


def test_spans_and_hidden_sheets_hold() -> None:
    spanned = cell("Theme: Sea", 'table:number-rows-spanned="2"')
    covered = "<table:covered-table-cell/>"
    draft = draft_of(
        sheets(
            sheet(row("Theme", "Ref", "Action", "Lead", "By when"),
                  row(spanned, "1", "Mend the pier", "Ada Prone", "May 2027"),
                  row(covered, "2", "Paint it", "Bo Ray", "June 2027"),
                  row("Land", "3", "Mow it", "Cy Tor", "July 2027")),
            sheet(row("Notes", "Old"), name="Old", attributes='table:style-name="away"'),
        )
    )  # fmt: skip
    assert [one.section for one in draft.recommendations] == ["Theme: Sea", "Theme: Sea", "Land"]
    assert any("“Old”" in one.message and "hidden" in one.message for one in draft.questions)


@pytest.mark.parametrize(
    "bomb",
    [
        row(cell("x"), attributes='table:number-rows-repeated="9999999"'),
        "".join(row(cell("x", 'table:number-columns-repeated="16000"')) for _ in range(20)),
    ],
)
def test_what_is_repeated_without_end_is_refused(bomb: str) -> None:
    with pytest.raises(UnreadableDocument, match="too many cells"):
        read_document(sheets(sheet(HEAD, bomb)), "bomb.ods")


def test_a_locked_file_says_so() -> None:
    locked = sheets(sheet(HEAD), **{"META-INF__manifest.xml": "<m><encryption-data/></m>"})
    with pytest.raises(UnreadableDocument, match="password"):
        read_document(locked, "plan.ods")


def test_an_entity_is_refused() -> None:
    data = opened("spreadsheet", "")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", old.read("mimetype"))
        new.writestr("content.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(UnreadableDocument, match="definitions"):
        read_document(out.getvalue(), "plan.ods")


def test_a_text_has_headings_lists_and_tables() -> None:
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    items = item.format("Ask builders") + item.format("Choose one")
    listed = f'<text:list text:style-name="L">{items}</text:list>'
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>If dry.</text:p></text:note-body></text:note>"
    )
    draft = draft_of(
        words(
            '<text:h text:outline-level="1">Pier improvement plan</text:h>'
            '<text:h text:outline-level="2">Sea wall</text:h>'
            + sheet(HEAD, row("1", f"<table:table-cell>{listed}</table:table-cell>", "Ada<text:s/>Prone",
                              f"May 2027{note}",
                              cell(attributes='table:style-name="red"')))
            + '<text:h text:outline-level="2">Promenade</text:h>'
            + sheet(HEAD, row("2", "Sweep it", "Bo Ray", "June 2027", "Green"))
        )
    )  # fmt: skip
    assert draft.title == "Pier improvement plan"
    assert [one.section for one in draft.recommendations] == ["Sea wall", "Promenade"]
    read = actions(draft)
    assert {"Ask builders", "Choose one"} <= {one.text for one in read} | {
        part.text for one in read for part in one.milestones
    }
    assert (read[0].leads_text, read[0].due.text, read[0].rag.value) == ("Ada Prone", "May 2027", "red")
    assert "If dry." in draft.leftover


def test_a_text_without_tables_is_read_by_its_labels() -> None:
    parts = "".join(
        f'<text:h text:outline-level="2">Recommendation {number}: {text}</text:h><text:p>Lead: {lead}</text:p>'
        "<text:p>Timescale: June 2027</text:p>"
        for number, text, lead in ((1, "Mend the pier", "Ada Prone"), (2, "Paint it", "Bo Ray"))
    )
    draft = draft_of(words(f'<text:h text:outline-level="1">Pier plan</text:h>{parts}'))
    assert [(one.ref, one.text, one.actions[0].leads_text) for one in draft.recommendations] == [
        ("1", "Mend the pier", "Ada Prone"),
        ("2", "Paint it", "Bo Ray"),
    ]
