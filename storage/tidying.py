"""What is no longer needed goes, after a stated time and in small batches (docs/operating.md says when).

Never: history, plans, the ledgers that keep "once for ever" (announced dates, steps that somebody was told of), and
messages that never arrived, which wait for a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    Column,
    Delete,
    Table,
    Text,
    Update,
    bindparam,
    exists,
    literal_column,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.sql.elements import ColumnElement

from domain.messages import Find
from domain.uploads import KEPT
from storage.repositories.refreshes import EDITED_FOR
from storage.schema import UNFINISHED, cards, deliveries, homes, jobs, notices, outbox, paces, refusals, uploads

BATCH = 500
MOST_BATCHES = 20
"""Of each kind at a time: what is left goes an hour later."""

_A_DAY = timedelta(days=1)
_BEFORE: BindParameter[datetime] = bindparam("before")


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of this kind go after so long, a batch at a time; or what should go of them."""

    what: str
    after: timedelta
    statement: Delete | Update


def _rule(what: str, after: timedelta, table: Table, *conditions: ColumnElement[bool]) -> Rule:
    keys: list[Column[object]] = list(table.primary_key.columns)
    old = select(*keys).where(*conditions).limit(BATCH)
    where = keys[0].in_(old) if len(keys) == 1 else tuple_(*keys).in_(old)
    return Rule(what, after, table.delete().where(where))


_IN_HAND = exists().where(
    outbox.c.organisation_id == cards.c.organisation_id, outbox.c.card_id == cards.c.id, UNFINISHED
)
_QUERY = type_coerce(cards.c.query, Text)
_LOOKED_FOR = select(cards.c.organisation_id, cards.c.id).where(
    cards.c.shown_at < _BEFORE,
    _QUERY.like(literal_column("""'%"find"%'""")),
    _QUERY.like(literal_column("""'%"words"%'""")),
)
WORDS_KEPT = _A_DAY
"""How long the words stay that somebody looked for: they may name anybody, and are needed as long as somebody goes from
page to page. What was found is shown on after that, without them.
"""
RULES = (
    Rule(
        "words that somebody looked for",
        WORDS_KEPT,
        cards.update()
        .where(tuple_(cards.c.organisation_id, cards.c.id).in_(_LOOKED_FOR.limit(BATCH)))
        .values(query=Find().encode()),
    ),
    _rule("answers kept for repeated deliveries", KEPT, deliveries, deliveries.c.at < _BEFORE),
    _rule("documents that nobody decided about", KEPT, uploads, uploads.c.created_at < _BEFORE),
    _rule(
        "edits that were made",
        KEPT,
        outbox,
        outbox.c.kind == literal_column("'refresh'"),
        outbox.c.state != literal_column("'dead'"),
        outbox.c.finished_at < _BEFORE,
    ),
    _rule("jobs that were done", KEPT, jobs, jobs.c.state == literal_column("'done'"), jobs.c.finished_at < _BEFORE),
    _rule(
        "messages that were sent",
        30 * _A_DAY,
        outbox,
        outbox.c.state.in_((literal_column("'sent'"), literal_column("'skipped'"))),
        outbox.c.finished_at < _BEFORE,
    ),
    _rule(
        "news that was told",
        90 * _A_DAY,
        notices,
        notices.c.told_at < _BEFORE,
        notices.c.key.not_like("silent:%"),  # told once for ever
        notices.c.kind.not_like("round%"),  # who was asked in a round, for as long as the round is kept
    ),
    _rule(
        "that a private message is edited",
        EDITED_FOR,
        cards,
        cards.c.account != literal_column("''"),
        cards.c.shown_at < _BEFORE,
        ~_IN_HAND,
    ),
    _rule("home tabs that were looked at", _A_DAY, homes, homes.c.shown_at < _BEFORE),
    _rule("how fast a place was written to", _A_DAY, paces, paces.c.full_at < _BEFORE),
    _rule("who was turned away", 90 * _A_DAY, refusals, refusals.c.last_at < _BEFORE),
)
