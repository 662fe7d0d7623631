"""Rows of the outbox as a person may see them: where to and how they stand, never what they say."""

from __future__ import annotations

from domain.ids import OutboxId, PersonId
from domain.people import Platform
from domain.posting import Destination, Letter
from storage.mapping import AnyRow
from storage.schema import outbox

OF_A_MESSAGE = (
    outbox.c.id,
    outbox.c.platform,
    outbox.c.workspace,
    outbox.c.conversation,
    outbox.c.person_id,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.reason,
    outbox.c.created_at,
    outbox.c.finished_at,
    outbox.c.maybe_sent,
)


def letter_from(row: AnyRow) -> Letter:
    """One of them."""
    return Letter(
        id=OutboxId(row.id),
        destination=Destination(Platform(row.platform), row.workspace, row.conversation),
        state=row.state,
        attempts=row.attempts,
        reason=row.reason,
        created_at=row.created_at,
        finished_at=row.finished_at,
        maybe_sent=row.maybe_sent,
        person_id=None if row.person_id is None else PersonId(row.person_id),
    )
