"""Actions by their words and by what they are like: what a person may see is decided in the same query."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    cast,
    column,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from domain.actions import Status
from domain.ids import ActionId
from domain.language.search_rank import fit
from domain.language.search_words import Match, Term
from domain.searching import MOST_FOUND, Found, Texts, Wanted
from storage.mapping import NO_DATE
from storage.repositories.action_lists import ActionLists
from storage.repositories.action_rows import ROW_COLUMNS
from storage.repositories.scope import ORGANISATION, Count, Rows, View, in_view
from storage.schema import IS_OPEN, NAMES_NO_DAY, action_leads, actions, history, search_words, searches
from storage.searching import id_word, texts_of
from storage.text import fold_key

_FTS = table("searches_fts", column("rowid"))
_FIRST_DAY = date(1, 1, 1)
_NOT_BY_PEOPLE = "overdue_announced"
_MOST_ALIKE = 20_000
_MOST_IDS = 50


def _changed_since(name: str) -> ColumnElement[bool]:
    return exists().where(
        history.c.organisation_id == actions.c.organisation_id,
        history.c.action_id == actions.c.id,
        history.c.at >= bindparam(name),
        history.c.kind != literal_column(f"'{_NOT_BY_PEOPLE}'"),
    )


def _a_list(of: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return of.in_(bindparam(name, expanding=True))


_HAS_LEAD = exists().where(
    action_leads.c.organisation_id == actions.c.organisation_id, action_leads.c.action_id == actions.c.id
)
_LED_BY = actions.c.id.in_(
    select(action_leads.c.action_id).where(
        action_leads.c.organisation_id == ORGANISATION, _a_list(action_leads.c.lead_id, "its_leads")
    )
)
_CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    "colours": _a_list(actions.c.rag_value, "colours"),
    "meanings": _a_list(actions.c.plan_id.concat(literal_column("' '")).concat(actions.c.rag_value), "meanings"),
    "statuses": _a_list(actions.c.status, "statuses"),
    "due": actions.c.due_sort.between(bindparam("due_from"), bindparam("due_to")),
    "open": IS_OPEN,
    "no_date": NAMES_NO_DAY,
    "no_lead": not_(_HAS_LEAD),
    "leads": _LED_BY,
    "plans": _a_list(actions.c.plan_id, "its_plans"),
    "since": _changed_since("since"),
    "still_since": not_(_changed_since("still_since")),
}


def _asked(wanted: Wanted) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Which conditions are to hold, and their values."""
    values: dict[str, Any] = {}
    names = []
    if wanted.colours:
        names.append("colours")
        values["colours"] = sorted(each.value for each in wanted.colours)
    if wanted.meanings:
        names.append("meanings")
        values["meanings"] = sorted(f"{plan} {colour.value}" for plan, colour in wanted.meanings)
    if wanted.statuses == {Status.OPEN}:
        names.append("open")  # in so many words, that an index of what is open serves
    elif wanted.statuses:
        names.append("statuses")
        values["statuses"] = sorted(each.value for each in wanted.statuses)
    if wanted.due_from or wanted.due_to:
        names.append("due")
        values["due_from"] = wanted.due_from or _FIRST_DAY
        values["due_to"] = min(wanted.due_to or NO_DATE, NO_DATE - timedelta(days=1))
    if wanted.leads is not None:
        names.append("leads")
        values["its_leads"] = sorted(wanted.leads) or [""]
    if wanted.plans:
        names.append("plans")
        values["its_plans"] = sorted(wanted.plans)
    names += [name for name in ("no_date", "no_lead") if getattr(wanted, name)]
    for name in ("since", "still_since"):
        if (moment := getattr(wanted, name)) is not None:
            names.append(name)
            values[name] = moment
    if names and wanted.keep:
        names.append("keep")
        values["kept_keys"] = [fold_key(key) for key in wanted.keep]
    return tuple(names), values


def _where(view: View, names: Sequence[str]) -> ColumnElement[bool]:
    asked: ColumnElement[bool] = and_(true(), *(_CONDITIONS[name] for name in names if name != "keep"))
    if "keep" in names:
        asked = or_(asked, _a_list(actions.c.key_folded, "kept_keys"))
    parts = [asked] if names else []
    return and_(actions.c.organisation_id == ORGANISATION, *parts, in_view(actions, view))


@cache
def like_this(view: View, names: tuple[str, ...]) -> tuple[Rows, Count]:
    """A page of the actions that are as asked, in the order of lists, and the count."""
    where = _where(view, names)
    rows = select(*ROW_COLUMNS).where(where).order_by(actions.c.due_sort, actions.c.key_sort)
    return (
        rows.limit(bindparam("size")).offset(bindparam("skipped")),
        select(func.count()).select_from(actions).where(where),
    )


@cache
def with_words(kind: str, view: View, names: tuple[str, ...]) -> Rows:
    """The newest actions that hold the words and are as asked, with their words."""
    its = and_(searches.c.organisation_id == actions.c.organisation_id, searches.c.action_id == actions.c.id)
    statement = select(actions.c.id, actions.c.key_sort, searches.c.head, searches.c.body, searches.c.notes)
    if kind == "sqlite":
        statement = statement.select_from(_FTS).join(searches, searches.c.sequence == _FTS.c.rowid).join(actions, its)
        holds = literal_column("searches_fts").op("MATCH", is_comparison=True)(bindparam("words", type_=Text()))
        newest = _FTS.c.rowid.desc()
    else:
        statement = statement.select_from(searches).join(actions, its)
        query = cast(bindparam("words", type_=Text()), TSQUERY)
        holds = literal_column("searches.vector").op("@@", is_comparison=True)(query)
        newest = searches.c.sequence.desc()
    where = and_(holds, searches.c.organisation_id == ORGANISATION, _where(view, names))
    return statement.where(where).order_by(newest).limit(bindparam("size")).execution_options(planned_anew=True)


_WORDS_OF_LENGTH = (
    select(search_words.c.word)
    .where(
        search_words.c.organisation_id == ORGANISATION,
        search_words.c.length.between(bindparam("shortest"), bindparam("longest")),
    )
    .limit(_MOST_ALIKE)
)


def query_of(terms: Sequence[Term], kind: str, *, begins: bool = False, ids: Sequence[Collection[str]] = ()) -> str:
    """The terms in the words of a database; they hold letters and digits only. Of each collection of ids, one must be
    there: the conditions say so too, but the index is quicker.
    """
    write = _for_fts5 if kind == "sqlite" else _for_tsquery
    joiner, either = (" AND ", " OR ") if kind == "sqlite" else (" & ", " | ")
    asked = [term.matches(begins=begins) for term in terms]
    asked += [tuple(Match((id_word(each),)) for each in sorted(some)) for some in ids if 0 < len(some) <= _MOST_IDS]
    return joiner.join(f"({either.join(map(write, matches))})" for matches in asked)


def _for_fts5(match: Match) -> str:
    return f'"{" ".join(match.words)}"{" *" if match.begins else ""}'


def _for_tsquery(match: Match) -> str:
    text = " <-> ".join(f"'{word}'" for word in match.words)
    return f"{text}:*" if match.begins else f"({text})"


class Searches(ActionLists):
    """The part of `domain.ports.Actions` that searches."""

    def find(self, wanted: Wanted, *, limit: int = 10, offset: int = 0) -> Found:
        """Actions that are as wanted: those that fit its terms best first, without terms by date."""
        names, values = _asked(wanted)
        if not wanted.terms:
            rows, total = self._page(like_this(self._scope.view, names), limit, offset, **values)
            return Found(rows, total)
        found = self._holding(wanted, names, values, MOST_FOUND + 1)
        newest = found[:MOST_FOUND]
        ranked = sorted(
            newest,
            key=lambda row: (-fit(wanted.terms, row.head, row.body, row.notes, begins=wanted.begins), row.key_sort),
        )
        ids = [ActionId(row.id) for row in ranked[offset : offset + limit]]
        return Found(self.rows(ids), len(ranked), more=len(found) > MOST_FOUND)

    def texts(self, ids: Sequence[ActionId]) -> Mapping[ActionId, Texts]:
        """The texts of some actions that were found, to show where it was."""
        seen = {row.id for row in self.rows(list(ids))}
        return {
            ActionId(one): texts for one, texts in texts_of(self._scope, [each for each in ids if each in seen]).items()
        }

    def holds_any(self, wanted: Wanted) -> bool:
        """Is there at least one?"""
        names, values = _asked(wanted)
        if wanted.terms:
            # PostgreSQL looks for one row by going through all of them, newest first: a great loss where there is none.
            some = 1 if self._scope.connection.dialect.name == "sqlite" else MOST_FOUND + 1
            return bool(self._holding(wanted, names, values, some))
        page, _ = like_this(self._scope.view, names)
        return bool(self._scope.all(page, size=1, skipped=0, **values))

    def words_of_length(self, shortest: int, longest: int) -> Sequence[str]:
        """Words of the organisation's actions, whoever may see them: show none before `holds_any` found it."""
        rows = self._scope.all(_WORDS_OF_LENGTH, shortest=shortest, longest=longest)
        return [row.word for row in rows]

    def _holding(self, wanted: Wanted, names: tuple[str, ...], values: dict[str, Any], size: int) -> Sequence[Any]:
        kind = self._scope.connection.dialect.name
        words = query_of(wanted.terms, kind, begins=wanted.begins, ids=(wanted.plans, wanted.leads or ()))
        return self._scope.all(with_words(kind, self._scope.view, names), words=words, size=size, **values)
