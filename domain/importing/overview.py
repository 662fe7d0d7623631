"""Questions about the plan as a whole: its tables, its columns, its numbers; and what found no place in the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from domain.importing.columns import Column
from domain.importing.confidence import is_low
from domain.importing.draft import ColumnRole, DraftSection, Question, QuestionKind, Source
from domain.importing.grouped import Group, Grouped
from domain.importing.headings import Shade
from domain.importing.tables import Laid, PlanTable, TableRow
from domain.importing.titles import Targets, is_closed_list

_R = ColumnRole
_RANGE = re.compile(r"\W*\d+\s?[-–—]\s?\d+\W*")


def about_tables(plan: Sequence[PlanTable], aside: Sequence[PlanTable], laid: Laid) -> list[Question]:
    """What is doubtful about which tables hold actions, and about their columns."""
    questions = []
    if not plan:
        message = "I found no table of actions in this document. Is it the right file?"
        return [Question(QuestionKind.DOCUMENT, "document", message)]
    columns = {column.heading: (column, table) for table in reversed(plan) for column in table.layout if column.heading}
    for surprise in dict.fromkeys(surprise for table in plan for surprise in table.surprises):
        heading, role = next(
            ((one.heading, one.role.value) for one, _ in columns.values() if one.surprise == surprise), ("", "")
        )
        message = f"In this plan {surprise}. I went by what the cells hold."
        questions.append(Question(QuestionKind.COLUMNS, "columns", message, text=heading, suggestion=role))
    for column, table in reversed(columns.values()):
        if is_asked(column):
            questions.append(ask_of_column(column, table))
    for heading, beside in dict.fromkeys(pair for table in plan for pair in oversight_of(table)):
        message = (
            f"“{heading}” stands beside “{beside}”. I took its people as accountable. Do they lead too, or is it only "
            "to be kept, as a column of something else?"
        )
        questions.append(
            Question(QuestionKind.COLUMNS, "columns", message, text=heading, suggestion=ColumnRole.LEAD.value)
        )
    for table in plan:
        if not any(table.headings):
            roles = ", ".join(f"column {column.place + 1}: {column.role.value}" for column in table.layout)
            said = ", ".join(f"column {column.place + 1}: {_HOLDS[column.role]}" for column in table.layout)
            message = f"A table has no headings. I took its columns as {said}. Is that right?"
            questions.append(Question(QuestionKind.COLUMNS, "columns", message, suggestion=roles))
        for role, what in ((_R.LEAD, "lead"), (_R.DUE, "date")):
            if not table.has(role):
                message = f"A table of actions has no column for the {what}. Does one of its columns hold it?"
                questions.append(Question(QuestionKind.COLUMNS, "columns", message))
    for table in aside:
        if is_closed_list(table) and table.rows:
            title, count = table.before[-1], len(table.rows)
            one = f"“{title}” was not imported: 1 row. Should it be?"
            message = one if count == 1 else f"“{title}” was not imported: {count} rows. Should it be?"
            questions.append(Question(QuestionKind.DOCUMENT, "document", message, text=table.before[-1]))
    for table in aside:
        wide = [row for row in table.rows if len(row.filled) > 3]
        if len(wide) > 2 and not is_closed_list(table):
            name = " | ".join(filter(None, table.headings)) or "no headings"
            message = f"A table of {len(table.rows)} rows ({name}) was not read as actions. Is that right?"
            where = Source(wide[0].sheet_or_page, wide[0].number)
            questions.append(Question(QuestionKind.DOCUMENT, "document", message, text=name, source=where))
    hidden = sum(row.hidden for table in laid.tables for row in table.rows) + sum(table.hidden for table in laid.tables)
    if hidden:
        message = f"{hidden} hidden rows or sheets were read too. Do they belong to the plan?"
        questions.append(Question(QuestionKind.DOCUMENT, "document", message))
    return questions


def is_asked(column: Column) -> bool:
    """Is a person asked about the column for its own sake?"""
    return column.unsure or is_low(column)


def ask_of_column(column: Column, table: PlanTable) -> Question:
    """What does a column hold? With some of its cells, and what it was taken for."""
    cells = _samples(column, table)
    message = f"What stands under “{column.name}”, such as {cells}? I took it for the {_SAID[column.role]}."
    return Question(QuestionKind.COLUMNS, "columns", message, text=column.name, suggestion=column.role.value)


def oversight_of(table: PlanTable) -> list[tuple[str, str]]:
    """Columns of those who oversee the work and do not act, each with the column of leads that it stands beside."""
    leads = [column for column in table.layout if column.role is _R.LEAD]
    acting = [column.heading for column in leads if column.shade is not Shade.OVERSIGHT]
    overseeing = [column for column in leads if column.shade is Shade.OVERSIGHT and not column.given]
    return [(column.heading, acting[0]) for column in overseeing if acting]


_SAID = {role: role.value.replace("_", " ") for role in ColumnRole} | {
    _R.DUE: "date",
    _R.RAG: "colour or status",
    _R.OTHER: "column of something else",
}
_HOLDS = _SAID | {_R.REF: "number", _R.OTHER: "something else"}
_LABEL = re.compile(
    r"(?i)\b(?:lead|owner|by whom|responsible(?: officer| person)?|timescale|by when|due(?: date)?)\s*:"
)

_PROMISE = re.compile(
    r"(?i)\W{0,3}(?:(?:recommendation|action|response)?\s*\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-z]|[ivx]{1,4})[.):]\s"
    r".*?\b(?:will|shall|should|must|recommend(?:s|ed)?|agree[sd]? to|undertakes? to)\b"
)
"""A numbered paragraph that says what somebody will or should do."""
_FEW_LINES = 3
_FEW_GAPS = 2


def _samples(column: Column, table: PlanTable) -> str:
    texts = [row.cells[column.place].text for row in table.rows if column.place in row.cells]
    some = list(dict.fromkeys(text for text in texts if text))[:3]
    return ", ".join(f"“{text if len(text) < 50 else text[:47].rstrip() + '...'}”" for text in some)


def about_lines(laid: Laid) -> list[Question]:
    """Lines outside the tables that read like an action: `Lead: ... Timescale: ...`, `2. The Council will ...`."""
    message = "This stands outside the tables and was not read as an action. Should it be one?"
    labelled = [one for one in laid.paragraphs if len(_LABEL.findall(one.text)) > 1]
    promised = [one for one in laid.paragraphs if one not in labelled and _PROMISE.match(one.text)]
    questions = [
        Question(
            QuestionKind.DOCUMENT, "document", message, text=one.text, source=Source(one.sheet_or_page, one.number)
        )
        for one in (*labelled, *(promised if len(promised) <= _FEW_LINES else ()))
    ]
    if len(promised) > _FEW_LINES:
        first = promised[0]
        many = f"{len(promised)} paragraphs such as this one were not read as actions. Should they be?"
        where = Source(first.sheet_or_page, first.number)
        questions.append(Question(QuestionKind.DOCUMENT, "document", many, text=first.text, source=where))
    return questions


def about_refs(groups: Sequence[Group], keys: Sequence[str], restarts: bool, repeated: Sequence[int]) -> list[Question]:
    """What is doubtful about the numbers that the plan prints."""
    questions = []
    if restarts:
        message = "The numbers begin again under each section, so each reference names its section first (T1, T2 ...)."
        questions.append(Question(QuestionKind.REFS, "ref", message))
    for index in repeated:
        message = f"The number {groups[index].printed_ref} is printed more than once."
        questions.append(Question(QuestionKind.REFS, "ref", message, keys[index], groups[index].printed_ref))
    gaps = []
    if any(_RANGE.fullmatch(one.printed_ref) for one in groups):
        return questions  # `14-15`: the paragraphs of another document, which are not counted here
    for (before, one), key in zip(pairwise(groups), keys[1:], strict=False):
        jump = before.ref.isdecimal() and one.ref.isdecimal() and before.section == one.section
        if jump and int(one.ref) > int(before.ref) + 1:
            message = f"After {before.printed_ref} comes {one.printed_ref}. Is something missing between them?"
            gaps.append(Question(QuestionKind.REFS, "ref", message, key, one.printed_ref))
    if len(gaps) > _FEW_GAPS:  # a log in which only the open ones are left
        said = "; ".join(one.message.split(".")[0] for one in gaps[:_FEW_GAPS])
        message = f"Numbers are left out in {len(gaps)} places ({said} ...). Is something missing?"
        gaps = [Question(QuestionKind.REFS, "ref", message, keys=tuple(one.key for one in gaps))]
    questions += gaps
    return questions


def leftover(
    laid: Laid,
    grouped: Sequence[Grouped],
    targets: Targets,
    aside: Sequence[PlanTable],
    used: set[str],
    sections: Sequence[DraftSection],
) -> tuple[str, ...]:
    """Every text of the document that found no place in the draft, in reading order, once."""
    known = used | {section.title for section in sections}
    texts: dict[str, None] = {}
    for paragraph in laid.paragraphs:
        if paragraph.text not in known:
            texts[paragraph.text] = None
    for text in (*targets.leftover, *(text for one in grouped for text in one.leftover)):
        if text not in known:
            texts[text] = None
    for one in grouped:
        dropped = {group.section for group in one.groups}
        texts.update({title: None for title in one.sections.values() if title not in dropped and title not in known})
    for table in aside:
        if any(table.headings):
            texts[" | ".join(filter(None, table.headings))] = None
        for item in table.items:
            text = (
                " | ".join(item.cells[place].text for place in item.filled) if isinstance(item, TableRow) else item.text
            )
            if text and text not in known:
                texts[text] = None
    return tuple(texts)
