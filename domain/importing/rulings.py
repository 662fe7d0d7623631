"""What was said once about a whole document, applied to what is read in it: signs, the order of dates, its sheets.

A question that was answered so for one version of a plan is not asked again about the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from domain.due import Due, Precision
from domain.importing.colourkeys import fold_sign
from domain.importing.draft import ColumnRole, DraftAction, DraftPlan, DraftSection, DraftStatus, Question, Source
from domain.importing.given import fold_heading
from domain.importing.monthfirst import DAY_FIRST, numeric
from domain.importing.tables import PlanTable
from domain.rag import Rag, RagValue

if TYPE_CHECKING:  # whoever only reads a document needs no actions with their history
    from domain.actions import Action
    from domain.plans import Rulings

SHEETS = "Are they all parts of one plan?"
"""How the question ends that is asked where several sheets hold tables."""
ONE_PLAN, SECTIONS, NO_SECTIONS, ONLY = "one plan", "sections", "no sections", "only:"
_TITLE = re.compile(r"“([^”]+)”")


def sheets_of(message: str) -> tuple[str, ...]:
    """The titles of the sheets that the question names."""
    return tuple(_TITLE.findall(message)) if message.endswith(SHEETS) else ()


def with_rulings(draft: DraftPlan, rulings: Rulings) -> DraftPlan:
    """The draft as those rulings have it, without the questions that they answer."""
    changed: dict[str, DraftAction] = {one.key: one for one in draft.actions}
    asked: list[Question] = []
    for question in draft.questions:
        if question.sign and (means := rulings.signs.get(fold_sign(question.sign))):
            _each(changed, question.keys or (question.key,), partial(_meant, means))
        elif question.heading and (order := _order(rulings.orders, question.heading)):
            if order == DAY_FIRST:
                role = dict(draft.roles).get(question.heading)
                _each(changed, question.keys, partial(_day_first, question.heading, role))
        elif not (rulings.sheets and sheets_of(question.message)):
            asked.append(question)
    only = rulings.sheets.removeprefix(ONLY).strip() if rulings.sheets.startswith(ONLY) else ""
    if only and any(one.source.sheet_or_page == only for one in draft.actions):
        others = [key for key, one in changed.items() if one.source.sheet_or_page != only]
        _each(changed, others, lambda one: replace(one, status=DraftStatus.WITHDRAWN))
    turned = replace(
        draft,
        questions=tuple(asked),
        recommendations=tuple(
            replace(one, actions=tuple(changed[action.key] for action in one.actions)) for one in draft.recommendations
        ),
    )
    if rulings.sheets == NO_SECTIONS:
        return _flat(turned)
    return _by_sheet(turned) if rulings.sheets == SECTIONS else turned


def day_first(action: DraftAction | Action, heading: str, role: ColumnRole | None) -> dict[str, Any]:
    """What changes of an action where the dates under `heading` have the day first; nothing where they can't have it.
    A column of dates that mean nothing else here may be the day on which it was completed.
    """
    original, other = action.due_original, dict(action.other)
    match role:
        case ColumnRole.DUE | ColumnRole.DUE_ORIGINAL:
            changes: dict[str, Any] = {}
            same = original is not None and original.text == action.due.text
            if original is not None and (same or role is ColumnRole.DUE_ORIGINAL):
                changes["due_original"] = turned(original)
            if same or role is ColumnRole.DUE or original is None:
                changes["due"] = turned(action.due)
            return {name: value for name, value in changes.items() if getattr(action, name) != value}
        case _:
            value = numeric(other.get(heading, ""))
            if value is None or not value.is_open or action.completed_on != value.month_first:
                return {}
            return {"completed_on": value.day_first}


def turned(due: Due) -> Due:
    """A date of three numbers with the day first; any other date as it is."""
    value = numeric(due.text)
    if value is None or not value.is_open or due.precision is not Precision.DAY or value.day_first is None:
        return due
    return replace(due, earliest=value.day_first, latest=value.day_first)


def with_dated_rows(
    questions: Iterable[Question], tables: Sequence[PlanTable], places: Mapping[tuple[str, str], Source]
) -> list[Question]:
    """Questions on the order of a column's dates, with the actions whose date stands in that column."""
    columns = {column.name: column for table in tables for column in table.layout}
    dated = {key: source.column for (key, name), source in places.items() if name == "due"}
    found = []
    for one in questions:
        column = columns.get(one.heading)
        if column is not None and column.role is ColumnRole.DUE:
            keys = tuple(key for key, at in dated.items() if at == column.place + 1)
        else:  # what it holds governs nothing, or says when something was completed: any action may have it
            keys = tuple(key for key, name in places if not name)
        found.append(replace(one, keys=keys))
    return found


def _each(changed: dict[str, DraftAction], keys: Iterable[str], change: Callable[[DraftAction], DraftAction]) -> None:
    for key in keys:
        if key in changed:
            changed[key] = change(changed[key])


def _day_first(heading: str, role: ColumnRole | None, action: DraftAction) -> DraftAction:
    return replace(action, **day_first(action, heading, role))


def _meant(means: str, action: DraftAction) -> DraftAction:
    if means in set(DraftStatus):
        return replace(action, status=DraftStatus(means))
    return replace(action, rag=Rag(RagValue(means), action.rag.text))


def _order(orders: Mapping[str, str], heading: str) -> str:
    return next((order for name, order in orders.items() if fold_heading(name) == fold_heading(heading)), "")


def _by_sheet(draft: DraftPlan) -> DraftPlan:
    """Recommendations without a section stand in the section that is called like their sheet."""
    recommendations = tuple(
        one if one.section or not one.source.sheet_or_page else replace(one, section=one.source.sheet_or_page)
        for one in draft.recommendations
    )
    known = {section.title for section in draft.sections}
    new = dict.fromkeys(one.section for one in recommendations if one.section and one.section not in known)
    return replace(
        draft, recommendations=recommendations, sections=(*draft.sections, *(DraftSection(title) for title in new))
    )


def _flat(draft: DraftPlan) -> DraftPlan:
    """Recommendations that stand in a section only because of their sheet stand in none."""
    recommendations = tuple(
        replace(one, section="") if one.section == one.source.sheet_or_page else one for one in draft.recommendations
    )
    used = {one.section for one in recommendations}
    sheets = {one.source.sheet_or_page for one in recommendations}
    sections = tuple(one for one in draft.sections if one.title in used or one.title not in sheets)
    return replace(draft, recommendations=recommendations, sections=sections)
