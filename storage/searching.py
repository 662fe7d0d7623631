"""Keeps the words by which actions are found true to the actions, in the transaction that changes them.

Every way of writing ends here: a note adds its words to its action's row; whatever else changes a text has the rows of
its actions made anew from what is stored. So the rows are always those that `rebuild` would make.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Text, and_, bindparam, cast, delete, exists, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON

from domain.actions import Action, ProgressNote
from domain.ids import OrganisationId, PlanId
from domain.language.search_words import SEPARATOR, indexed, vocabulary
from domain.searching import Texts
from storage.mapping import AnyRow
from storage.repositories.scope import ORGANISATION, Rows, Scope, batches, insert_into
from storage.schema import (
    action_leads,
    actions,
    milestones,
    organisations,
    progress_notes,
    recommendations,
    search_words,
    searches,
    sections,
)

_NO_LETTER = re.compile(r"[^A-Za-z0-9]")

EDITION = 1
"""Of the rules by which words are made. With the next one, `upgrade` makes all rows anew."""

MOST_OF_NOTES = 100_000
"""Characters of an action's notes that are looked through: the newest."""

_TEXTS = (
    select(
        actions.c.id,
        actions.c.plan_id,
        actions.c.key,
        actions.c.ref,
        actions.c.text,
        actions.c.leads_text,
        actions.c.lead_names,
        actions.c.progress,
        actions.c.progress_history,
        actions.c.success_measure,
        recommendations.c.key.label("recommendation_key"),
        recommendations.c.ref.label("recommendation_ref"),
        recommendations.c.text.label("recommendation_text"),
        recommendations.c.outcome,
        sections.c.ref.label("section_ref"),
        sections.c.title,
    )
    .select_from(actions)
    .outerjoin(
        recommendations,
        and_(
            recommendations.c.organisation_id == actions.c.organisation_id,
            recommendations.c.id == actions.c.recommendation_id,
        ),
    )
    .outerjoin(
        sections,
        and_(sections.c.organisation_id == actions.c.organisation_id, sections.c.id == recommendations.c.section_id),
    )
    .where(actions.c.organisation_id == ORGANISATION, actions.c.id.in_(bindparam("ids", expanding=True)))
)
_MILESTONES = (
    select(milestones.c.action_id, milestones.c.text)
    .where(milestones.c.organisation_id == ORGANISATION, milestones.c.action_id.in_(bindparam("ids", expanding=True)))
    .order_by(milestones.c.action_id, milestones.c.position)
)
_LED = (
    select(action_leads.c.action_id, action_leads.c.lead_id)
    .where(
        action_leads.c.organisation_id == ORGANISATION, action_leads.c.action_id.in_(bindparam("ids", expanding=True))
    )
    .order_by(action_leads.c.action_id, action_leads.c.position)
)
_NOTES = (
    select(progress_notes.c.action_id, progress_notes.c.text)
    .where(
        progress_notes.c.organisation_id == ORGANISATION,
        progress_notes.c.action_id.in_(bindparam("ids", expanding=True)),
        ~progress_notes.c.withdrawn,
    )
    .order_by(progress_notes.c.action_id, progress_notes.c.at.desc(), progress_notes.c.id.desc())
)
_OF_PLAN = select(actions.c.id).where(actions.c.organisation_id == ORGANISATION, actions.c.plan_id == bindparam("plan"))
_OF_ALL = select(actions.c.id).where(actions.c.organisation_id == ORGANISATION)
_OF_PARTS = (
    select(actions.c.id)
    .join(
        recommendations,
        and_(
            recommendations.c.organisation_id == actions.c.organisation_id,
            recommendations.c.id == actions.c.recommendation_id,
        ),
    )
    .where(
        actions.c.organisation_id == ORGANISATION,
        recommendations.c.id.in_(bindparam("recommendations", expanding=True))
        | recommendations.c.section_id.in_(bindparam("sections", expanding=True)),
    )
)
_ADD_NOTE = (
    searches.update()
    .where(searches.c.organisation_id == ORGANISATION, searches.c.action_id == bindparam("of_action"))
    .values(notes=func.substr(bindparam("more", type_=Text()).concat(searches.c.notes), 1, MOST_OF_NOTES))
)
_RENEW_NOTES = searches.update().where(
    searches.c.organisation_id == ORGANISATION, searches.c.action_id == bindparam("of_action")
)


@cache
def _more_words(kind: str) -> Insert:
    """Words that are not there yet, of a list in JSON."""
    given: Any = bindparam("words", type_=Text())
    if kind == "sqlite":
        each = func.json_each(given).table_valued("value", name="given")
    else:
        each = func.json_array_elements_text(cast(given, JSON)).table_valued("value", name="given")
    known = exists().where(search_words.c.organisation_id == ORGANISATION, search_words.c.word == each.c.value)
    rows: Rows = select(cast(ORGANISATION, Text()), each.c.value, func.length(each.c.value)).where(
        ~known.correlate_except(search_words)
    )
    return search_words.insert().from_select(["organisation_id", "word", "length"], rows)


def found_by(action: Action) -> Sequence[Any]:
    """What of an action's own columns it is found by."""
    names, said = [lead.name for lead in action.leads], [list(pair) for pair in action.progress_history]
    return (action.ref, action.text, action.leads_text, names, action.progress, said, action.success_measure)


def found_by_row(row: AnyRow) -> Sequence[Any]:
    """The same of its row."""
    names, said = row.lead_names, row.progress_history
    return (row.ref, row.text, row.leads_text, names, row.progress, said, row.success_measure)


def id_word(own_id: str) -> str:
    """An id as a word that nobody types."""
    return f"{SEPARATOR}{re.sub(_NO_LETTER, '', own_id).lower()}"


def note_words(text: str) -> str:
    """A note as its action's row begins with it."""
    words = indexed([text])
    return f"{words} " if words else ""


def add_note(scope: Scope, note: ProgressNote) -> None:
    """A note was written."""
    words = note_words(note.text)
    if words:
        scope.run(_ADD_NOTE, of_action=note.action_id, more=words)
        _add_words(scope, [note.text])


def renew_notes(scope: Scope, action_id: str) -> None:
    """A note was taken back."""
    texts = [row.text for row in scope.all(_NOTES, ids=[action_id])]
    scope.run(_RENEW_NOTES, of_action=action_id, notes=_all_notes(texts))


def reindex(scope: Scope, ids: Sequence[str]) -> None:
    """Texts of these actions changed, or of what stands around them."""
    for some in batches(ids):
        _reindex(scope, list(some))


def reindex_plan(scope: Scope, plan_id: PlanId) -> None:
    """A plan was stored, or all of its keys changed."""
    reindex(scope, [row.id for row in scope.all(_OF_PLAN, plan=plan_id)])


def reindex_parts(scope: Scope, *, recommendations: Iterable[str], sections: Iterable[str]) -> None:
    """Texts of these parts changed: the rows of their actions hold them too."""
    for some in batches(list(recommendations)):
        reindex(scope, [row.id for row in scope.all(_OF_PARTS, recommendations=list(some), sections=[])])
    for some in batches(list(sections)):
        reindex(scope, [row.id for row in scope.all(_OF_PARTS, recommendations=[], sections=list(some))])


def rebuild(connection: Connection) -> int:
    """Make every row anew; gives how many."""
    made = 0
    for row in connection.execute(select(organisations.c.id)).all():
        scope = Scope(connection, OrganisationId(row.id), True)
        for table in (search_words, searches):
            connection.execute(delete(table).where(table.c.organisation_id == row.id))
        ids = [each.id for each in scope.all(_OF_ALL)]
        reindex(scope, ids)
        made += len(ids)
    return made


def is_whole(connection: Connection) -> bool:
    """Is there a row for each action, made by the rules of today?"""
    rows = select(func.count()).select_from(searches).where(searches.c.edition == literal_column(str(EDITION)))
    there = select(func.count()).select_from(actions)
    return bool(connection.execute(rows).scalar_one() == connection.execute(there).scalar_one())


def _reindex(scope: Scope, ids: list[str]) -> None:
    made, said = rows_of(scope, ids)
    if made:
        statement = insert_into(searches, scope.connection.dialect.name)
        renewed = {name: statement.excluded[name] for name in ("head", "body", "notes", "edition")}
        statement = statement.on_conflict_do_update(index_elements=["organisation_id", "action_id"], set_=renewed)
        scope.connection.execute(statement, made)
        _add_words(scope, said)


def rows_of(scope: Scope, ids: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of some actions as they should be, and the texts that they are made of."""
    steps: dict[str, list[str]] = defaultdict(list)
    notes: dict[str, list[str]] = defaultdict(list)
    led: dict[str, list[str]] = defaultdict(list)
    for row in scope.all(_MILESTONES, ids=ids):
        steps[row.action_id].append(row.text)
    for row in scope.all(_NOTES, ids=ids):
        notes[row.action_id].append(row.text)
    for row in scope.all(_LED, ids=ids):
        led[row.action_id].append(row.lead_id)
    made, said = [], []
    for row in scope.all(_TEXTS, ids=ids):
        head, body = _head(row), _body(row, steps[row.id])
        said += [*head, *body, *notes[row.id]]
        made.append(
            {
                "organisation_id": scope.organisation_id,
                "action_id": row.id,
                "head": indexed(head),
                "body": " ".join((indexed(body), *map(id_word, (row.plan_id, *led[row.id])))),
                "notes": _all_notes(notes[row.id]),
                "edition": EDITION,
            }
        )
    return made, said


def texts_of(scope: Scope, ids: Sequence[str]) -> dict[str, Texts]:
    """What is looked through of some actions, as it is written."""
    steps: dict[str, list[str]] = defaultdict(list)
    notes: dict[str, list[str]] = defaultdict(list)
    for row in scope.all(_MILESTONES, ids=list(ids)):
        steps[row.action_id].append(row.text)
    for row in scope.all(_NOTES, ids=list(ids)):
        notes[row.action_id].append(row.text)
    found = {}
    for row in scope.all(_TEXTS, ids=list(ids)):
        printed = (row.progress, *(text for _, text in row.progress_history), row.success_measure)
        found[row.id] = Texts(
            text=row.text,
            milestones=tuple(steps[row.id]),
            notes=tuple(notes[row.id]),
            printed=tuple(text for text in printed if text),
            recommendation=tuple(text for text in (row.recommendation_text, row.outcome) if text),
            section=tuple(text for text in (row.title,) if text),
        )
    return found


def _head(row: AnyRow) -> list[str]:
    return [row.key, row.ref, row.text]


def _body(row: AnyRow, steps: Sequence[str]) -> list[str]:
    plan = (row.recommendation_key, row.recommendation_ref, row.recommendation_text, row.outcome)
    said = (text for _, text in row.progress_history)
    texts = (*plan, row.section_ref, row.title, *row.lead_names, row.leads_text, *steps)
    return [text for text in (*texts, row.success_measure, row.progress, *said) if text]


def _all_notes(texts: Iterable[str]) -> str:
    return "".join(map(note_words, texts))[:MOST_OF_NOTES]


def _add_words(scope: Scope, texts: Iterable[str]) -> None:
    words = sorted(vocabulary(texts))
    if words:
        given = json.dumps(words, ensure_ascii=False)
        scope.run(_more_words(scope.connection.dialect.name), words=given)
