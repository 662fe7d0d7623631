"""Does the reading explain the layout? Where cells do not fit what they were taken for, a person is asked.

A question names the place, what does not fit, what was taken, and the actions that it puts in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.importing.draft import DraftAction, DraftRecommendation, Question, QuestionKind, Source
from domain.importing.grouped import Grouped
from domain.importing.layout_doubts import Doubt, Keys, keys_of
from domain.importing.odd_rows import joined_rows
from domain.importing.signs import SIGNS, no_work, odd_sections
from domain.importing.tables import PlanTable

FIELD = "layout"


def about_layout(
    tables: Sequence[PlanTable], grouped: Sequence[Grouped], recommendations: Sequence[DraftRecommendation]
) -> list[Question]:
    """One question for each table whose layout is not explained by what it was taken for."""
    places: dict[tuple[str, int], list[str]] = {}
    actions: dict[str, DraftAction] = {}
    for one in recommendations:
        for action in one.actions:
            places.setdefault((action.source.sheet_or_page, action.source.row), []).append(action.key)
            actions[action.key] = action
    keys = {place: tuple(found) for place, found in places.items()}
    questions = []
    for table, groups in zip(tables, grouped, strict=True):
        rows = table.rows
        if not rows:
            continue
        doubt = Doubt()
        for sign in SIGNS:
            sign(table, keys, actions, doubt)
        odd_sections(table, groups, doubt)
        joined_rows(table, keys, groups, doubt)
        no_work(table, keys, actions, doubt)
        if doubt.sentences:
            questions.append(_asked(table, keys, doubt))
    return questions


def _asked(table: PlanTable, keys: Keys, doubt: Doubt) -> Question:
    first = table.rows[0]
    all_keys = list(dict.fromkeys(key for row in table.rows for key in keys_of(row, keys)))
    about = all_keys if doubt.whole or not doubt.keys else list(doubt.keys)
    where = Source(first.sheet_or_page, doubt.row or first.number)
    said = " ".join(doubt.sentences)
    count = "1 action" if len(all_keys) == 1 else f"{len(all_keys)} actions"
    message = (
        f"I may not have understood the layout of a table ({where.describe()}). {said} I took {count} from it. "
        "Please check them against the document. Is that right?"
    )
    heading = " | ".join(filter(None, table.headings))
    return Question(QuestionKind.DOCUMENT, FIELD, message, text=heading[:200], source=where, keys=tuple(about))
