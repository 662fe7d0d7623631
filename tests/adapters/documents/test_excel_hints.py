"""What a workbook says beside its cells: rules that colour, lists to choose from, comments, boxes, copies."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from adapters.documents import read_document
from domain.importing import read_plan
from domain.importing.draft import DraftAction, DraftPlan
from tests.adapters.documents.office import repacked

HEAD = ("Ref", "Action", "Lead", "Due date", "Status")
ROWS: tuple[tuple[str, ...], ...] = (
    ("1", "Clear the drains in Mill Lane", "Ann Fell", "May 2027", "On track"),
    ("2", "Paint the crossing by the school", "Bob Marsh", "June 2027", "Delayed"),
    ("3", "Count the lamp posts in the park", "Cara Holt", "July 2027", "On hold"),
)
GREEN, RED = (PatternFill(bgColor=colour, fill_type="solid") for colour in ("FF92D050", "FFFF0000"))


def rule_of(kind: Any, formula: str, fill: PatternFill, **more: Any) -> Rule:
    rule = Rule(type=kind, dxf=DifferentialStyle(fill=fill), **more)
    rule.formula = [formula]
    return rule


def book_of(*rows: Sequence[Any], title: str = "Plan") -> tuple[Workbook, Any]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def data_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def draft_of(book: Workbook | bytes) -> DraftPlan:
    return read_plan(read_document(book if isinstance(book, bytes) else data_of(book), "plan.xlsx"), plan_code="MI")


def actions(draft: DraftPlan) -> list[DraftAction]:
    return [action for one in draft.recommendations for action in one.actions]


def asked(draft: DraftPlan) -> str:
    return "\n".join(question.message for question in draft.questions)


def test_a_rule_that_colours_words_is_a_hint_with_a_question() -> None:
    book, sheet = book_of(HEAD, *ROWS)
    search = 'NOT(ISERROR(SEARCH("delay",E2)))'
    contains = rule_of("containsText", search, RED, operator="containsText", text="delay")
    sheet.conditional_formatting.add("E2:E90", rule_of("cellIs", '"On track"', GREEN, operator="equal"))
    sheet.conditional_formatting.add("E2:E90", contains)
    sheet.conditional_formatting.add("D2:D90", rule_of("expression", "D2<TODAY()", RED))
    draft = draft_of(book)
    assert [(one.rag.value, one.rag.text) for one in actions(draft)] == [
        ("green", "On track"),
        ("red", "Delayed"),
        ("none", "On hold"),
    ]
    assert "a rule colours words: “On track” green, “Delayed” red" in asked(draft)
    (hint,) = (question.message for question in draft.questions if "a rule colours words" in question.message)
    assert "“On hold”" not in hint
    assert any("by a formula or a scale were not used: “Plan”" in note for note in draft.notes)


def test_a_rule_that_colours_red_red_needs_no_question() -> None:
    book, sheet = book_of(HEAD, *((*row[:4], "Red") for row in ROWS))
    sheet.conditional_formatting.add("E2:E90", rule_of("cellIs", '"Red"', RED, operator="equal"))
    draft = draft_of(book)
    assert {one.rag.value for one in actions(draft)} == {"red"}
    assert "rule" not in asked(draft)


def test_a_list_to_choose_from_is_told() -> None:
    book, sheet = book_of(HEAD, *ROWS)
    choice = DataValidation(type="list", formula1='"On track,Delayed,On hold,Done"')
    choice.add("E2:E90")
    sheet.add_data_validation(choice)
    assert "“Status” in “Plan” is chosen from a list: On track, Delayed, On hold, Done." in draft_of(book).notes


def test_comments_on_cells_are_kept_and_reported() -> None:
    book, sheet = book_of(HEAD, *ROWS)
    sheet["C3"].comment = Comment("Bob retires in March", "Officer")
    draft = draft_of(book)
    assert "Comment on C3: Bob retires in March" in draft.leftover
    assert "Comments on cells were kept with what found no place: 1." in draft.notes


THREAD = (
    b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    b'<threadedComment ref="C3" id="{1}"><text>Who takes over?</text></threadedComment>'
    b'<threadedComment ref="C3" id="{2}" parentId="{1}"><text>Dee Lowe does.</text></threadedComment>'
    b"</ThreadedComments>"
)
DRAWING = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:row>8</xdr:row>'
    b"</xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>Reviewed by the </a:t></a:r><a:r><a:t>parks board</a:t></a:r></a:p>"
    b"</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def with_parts(data: bytes, **parts: tuple[str, bytes]) -> bytes:
    """The workbook with more parts that hang on its first sheet, each with its kind of relation."""
    links = "".join(
        f'<Relationship Id="x{place}" Type="http://x/{kind}" Target="/{path}"/>'
        for place, (path, (kind, _)) in enumerate(parts.items())
    )
    more = {path: content for path, (_, content) in parts.items()}
    more["xl/worksheets/_rels/sheet1.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>'.encode()
    return repacked(data, lambda _name, content: content, **more)


def test_threads_and_text_boxes_are_kept_and_pivots_named() -> None:
    data = with_parts(
        data_of(book_of(("Streets action plan",), HEAD, *ROWS)[0]),
        **{
            "xl/threadedComments/threadedComment1.xml": ("threadedComment", THREAD),
            "xl/drawings/drawing1.xml": ("drawing", DRAWING),
            "xl/pivotTables/pivotTable1.xml": ("pivotTable", b"<pivotTableDefinition/>"),
        },
    )
    draft = draft_of(data)
    assert {"Comment on C3: Who takes over?", "Comment on C3: Dee Lowe does."} <= set(draft.leftover)
    assert "Reviewed by the parks board" in draft.leftover
    assert "Pivot tables only sum up other sheets, so they are no actions: “Plan”." in draft.notes
    assert len(actions(draft)) == 3


@pytest.mark.parametrize("broken", [b"<wsDr", b"\x00\x01", b""])
def test_a_broken_drawing_does_not_cost_the_plan(broken: bytes) -> None:
    data = with_parts(data_of(book_of(HEAD, *ROWS)[0]), **{"xl/drawings/drawing1.xml": ("drawing", broken)})
    draft = draft_of(data)
    assert len(actions(draft)) == 3
    assert "Some comments or drawings of this workbook could not be read." in draft.notes


def test_the_newest_of_the_quarters_is_the_plan() -> None:
    book, _ = book_of(HEAD, *ROWS, title="Q3 2026-27")
    for title, status in (("Q1 2026-27", "Not started"), ("Q4 2025-26", "Not started"), ("Q2 2026-27", "In progress")):
        sheet = book.create_sheet(title)
        for row in (HEAD, *((*row[:4], status) for row in ROWS)):
            sheet.append(list(row))
    draft = draft_of(book)
    assert [one.rag.text for one in actions(draft)] == ["On track", "Delayed", "On hold"]
    assert "I read “Q3 2026-27” as the current one" in asked(draft)
    assert any("In progress" in text for text in draft.leftover)  # kept, and not read as actions


def test_quarters_with_plans_of_their_own_are_all_read() -> None:
    book, _ = book_of(HEAD, *ROWS, title="Q1")
    sheet = book.create_sheet("Q2")
    for row in (HEAD, ("4", "Mow the verges twice a month", "Ann Fell", "May 2027", "Done")):
        sheet.append(list(row))
    draft = draft_of(book)
    assert len(actions(draft)) == 4
    assert "2 sheets hold tables" in asked(draft)


def test_dates_since_1904_are_the_days_that_are_shown() -> None:
    book, sheet = book_of(
        HEAD, ("1", "Clear the drains", "Ann Fell", 44975, "Red"), ("2", "Mow", "Bo Ray", 44976, "Red")
    )
    book.epoch = CALENDAR_MAC_1904
    for cell in ("D2", "D3"):
        sheet[cell].number_format = "dd/mm/yyyy"
    assert [str(one.due.latest) for one in actions(draft_of(book))] == ["2027-02-19", "2027-02-20"]


def test_a_key_on_a_sheet_of_its_own_is_the_plans_key() -> None:
    book, _ = book_of(HEAD, *((*row[:4], colour) for row, colour in zip(ROWS, ("Blue", "Green", "Red"), strict=True)))
    key = book.create_sheet("Key")
    for line in (
        ("Colour", "Meaning"),
        ("Blue", "Complete and evidenced"),
        ("Green", "On track"),
        ("Red", "Off track"),
    ):
        key.append(list(line))
    draft = draft_of(book)
    assert [one.status.value for one in actions(draft)] == ["complete", "open", "open"]
    assert "sheets hold tables" not in asked(draft)


def test_an_error_in_a_cell_is_asked_about() -> None:
    book, sheet = book_of(HEAD, *ROWS)
    sheet["C3"] = "#REF!"
    sheet["C3"].data_type = "e"
    assert "An error such as #REF! is shown in 1 cell of “Plan”" in asked(draft_of(book))
