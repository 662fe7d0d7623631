"""The same plan as text, Word, web page, CSV and Markdown gives the same draft; only where things stand differs."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import Source
from tests.adapters.documents.office import Word

TITLE = "Ferry Service Improvement Plan"
AS_AT = "Position at 1 May 2026"
HEAD = ["Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG", "Progress", "Cost"]
Cell = str | list[str]  # a list is numbered
ROWS: list[list[Cell]] = [
    ["Theme 1: Crews"],
    ["1", "Crews are tired", "Write a fair rota", "Ada Prone", "30/06/2026", "Amber", "Draft shared", "£2k"],
    ["2", "Nobody is trained", ["Map the skills", "Train the mates", "Test all"], "Head of Crews",
     ["June 2026", "Sept 2026", "31/11/2026"], "Red", ["Mapped", "Two mates trained"], ""],
    ["Theme 2: Boats & quays"],
    ["3", "Boats leak", "Paint the hull <twice>", "Ben Ot / Cy Nod", "Ongoing", "", "", "nil"],
    ["4", "Quays are dark", "Hang lamps | lanterns", "", "tbc", "Green", "Complete", "£9,000"],
]  # fmt: skip


def lined(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "\n".join(f"{place}. {item}" for place, item in enumerate(cell, 1))


def quoted(cell: Cell, separator: str) -> str:
    text = lined(cell)
    return f'"{text}"' if set(text) & {separator, "\n"} else text


def separated(separator: str) -> bytes:
    lines = [[TITLE], [AS_AT], [], [*HEAD], *ROWS]
    return "\n".join(
        separator.join(quoted(cell, separator) for cell in [*row, *[""] * (len(HEAD) - len(row))]) for row in lines
    ).encode()


def as_text() -> bytes:
    rows = ["\t".join(quoted(cell, "\t") for cell in [*row, *[""] * (len(HEAD) - len(row))]) for row in [HEAD, *ROWS]]
    return "\n".join([TITLE, AS_AT, "", *rows]).encode()


def as_word() -> bytes:
    word = Word(TITLE)
    word.doc.add_paragraph(AS_AT)
    table = word.table(HEAD)
    listed = word.lists(("decimal", "%1."))
    for row in ROWS:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            if isinstance(text, str):
                cell.text = text
            else:
                word.items(cell, word.lists(like=listed, start=1), *text)
        if len(row) == 1:
            cells[0].merge(cells[-1])
    return word.bytes()


def as_html() -> bytes:
    def cell(text: Cell) -> str:
        if isinstance(text, str):
            return f"<td>{html.escape(text)}</td>"
        return f"<td><ol>{''.join(f'<li>{html.escape(item)}</li>' for item in text)}</ol></td>"

    rows = [
        f"<tr><td colspan=8>{html.escape(str(row[0]))}</td></tr>"
        if len(row) == 1
        else f"<tr>{''.join(map(cell, row))}</tr>"
        for row in ROWS
    ]
    head = "".join(f"<th>{text}</th>" for text in HEAD)
    return f"<!doctype html><h1>{TITLE}</h1><p>{AS_AT}<table><tr>{head}</tr>{''.join(rows)}</table>".encode()


def as_markdown() -> bytes:
    def cell(text: Cell) -> str:
        return lined(text).replace("|", "\\|").replace("\n", "<br>")

    rows = [f"| {' | '.join(map(cell, [*row, *[''] * (len(HEAD) - len(row))]))} |" for row in ROWS]
    rule = f"|{'---|' * len(HEAD)}"
    return "\n".join([f"# {TITLE}", "", AS_AT, "", f"| {' | '.join(HEAD)} |", rule, *rows, ""]).encode()


def without_sources(data: bytes) -> DraftPlan:
    draft = read_plan(read_document(data), plan_code="FSI")
    return replace(
        draft,
        notes=(),
        questions=tuple(replace(one, source=Source()) for one in draft.questions),
        recommendations=tuple(
            replace(one, source=Source(), actions=tuple(replace(action, source=Source()) for action in one.actions))
            for one in draft.recommendations
        ),
    )


@pytest.mark.parametrize(
    "written",
    [as_word, as_html, as_markdown, lambda: separated(","), lambda: separated(";")],
    ids=["word", "html", "markdown", "comma", "semicolon"],
)
def test_the_same_plan_in_every_format_is_the_same_draft(written: Callable[[], bytes]) -> None:
    assert without_sources(written()) == without_sources(as_text())


def test_the_draft_is_what_the_plan_says() -> None:
    draft = without_sources(as_word())
    assert [(one.key, one.text, one.leads_text, one.due.text, one.rag.value.value) for one in draft.actions] == [
        ("FSI-1", "Write a fair rota", "Ada Prone", "30/06/2026", "amber"),
        ("FSI-2.1", "Map the skills", "Head of Crews", "June 2026", "red"),
        ("FSI-2.2", "Train the mates", "Head of Crews", "Sept 2026", "red"),
        ("FSI-2.3", "Test all", "Head of Crews", "31/11/2026", "red"),
        ("FSI-3", "Paint the hull <twice>", "Ben Ot / Cy Nod", "Ongoing", "none"),
        ("FSI-4", "Hang lamps | lanterns", "", "tbc", "green"),
    ]
    assert [one.section for one in draft.recommendations] == ["Theme 1: Crews"] * 2 + ["Theme 2: Boats & quays"] * 2
    assert draft.actions[3].due.needs_check
