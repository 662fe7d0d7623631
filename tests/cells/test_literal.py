"""What a draft takes without a question stands, letter for letter, in the cell that it says it came from."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftAction
from domain.importing.raw import RawDocument
from tests.cells.cells import PEOPLE, WORK
from tests.cells.test_laws import CELLS
from tests.corpus.check import document, draft_of, makers

HEADINGS = {
    "ref": ("Ref", "No."),
    "text": ("Action", "Agreed action", "What will be done"),
    "leads": ("Lead", "Responsible officer", "By whom", "Owner"),
    "due": ("Target date", "By when", "Timescale", "Deadline"),
    "rag": ("RAG", "RAG rating", "Status"),
}
POOLS = {
    "text": st.sampled_from([*WORK, "Agreed", "", "Noted"]),
    "leads": st.one_of(st.sampled_from([*CELLS["leads"], ""]), st.sampled_from(PEOPLE)),
    "due": st.one_of(st.sampled_from([*CELLS["dates"], ""]), st.dates().map(lambda day: f"{day:%d/%m/%Y}")),
    "rag": st.sampled_from([*CELLS["rags"], "", "Green", "Amber", "R"]),
}
Row = dict[str, str]


@st.composite
def plans(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[str, str], list[Row]]:
    """A plan: the order of its columns, their headings, and its rows, some cells of which changed places."""
    order = ("ref", *draw(st.permutations(list(POOLS))))
    headings = {name: draw(st.sampled_from(HEADINGS[name])) for name in order}
    rows = []
    for number in range(draw(st.integers(3, 8))):
        row = {name: draw(POOLS[name]) for name in POOLS} | {"ref": str(number + 1)}
        if draw(st.integers(0, 9)) == 0:
            one, two = draw(st.permutations(list(POOLS)))[:2]
            row[one], row[two] = row[two], row[one]
        rows.append(row)
    return order, headings, rows


def written(order: tuple[str, ...], headings: dict[str, str], rows: list[Row]) -> bytes:
    out = io.StringIO()
    table = [[headings[name] for name in order], *([row[name] for name in order] for row in rows)]
    csv.writer(out).writerows([["Parks improvement plan"], ["Version 2 – 3 March 2025"], *table])
    return out.getvalue().encode()


def taken(action: DraftAction) -> dict[str, list[str]]:
    """What the draft took for each field, as it is printed."""
    return {"leads": [lead.name for lead in action.leads], "due": [action.due.text], "rag": [action.rag.text]}


def asked(draft: DraftPlan, action: DraftAction, field: str) -> bool:
    """Is a person asked about this field of the action, its column or the whole layout?"""
    fields = {field, "columns", "layout", "document", "status" if field == "rag" else field}
    return any(
        one.field in fields and (one.key in {action.key, ""} or action.key in one.keys) for one in draft.questions
    )


def letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@settings(max_examples=25, deadline=None)
@given(plans())
def test_nothing_is_taken_silently_that_its_cell_does_not_say(
    plan: tuple[tuple[str, ...], dict[str, str], list[Row]],
) -> None:
    order, headings, rows = plan
    draft = read_plan(read_document(written(order, headings, rows), "plan.csv"), plan_code="ABC")
    first = 4  # title, version, headings, and lines count from 1
    for action in draft.actions:
        row = rows[action.source.row - first]
        for field, values in taken(action).items():
            if not asked(draft, action, field):
                cell = " ".join(row[field].split())
                for value in values:
                    assert letters(value) in letters(cell), (field, value, cell)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


def printed_in(found: RawDocument) -> set[str]:
    """All words of a document; a value may be put together from two cells, such as a month and a year."""
    cells = [text for table in found.tables() for row in table.rows for text in row.texts]
    return words_of(" ".join([*cells, *(one.text for one in found.paragraphs())]))


@pytest.mark.parametrize("name", sorted(makers())[::3])
def test_a_plan_of_the_corpus_gives_no_name_date_or_colour_that_it_does_not_print(name: str) -> None:
    draft, said = draft_of(name), printed_in(document(name))
    for action in draft.actions:
        for field, values in taken(action).items():
            if not asked(draft, action, field):
                assert [value for value in values if not words_of(value) <= said] == []
