"""Cards that show an action are edited after it changed: the change and the promise to edit are one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, and_, bindparam, exists, func, literal_column, not_, or_, select
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

from domain.ids import AccountId, ActionId, PersonId, PlanId, new_id
from storage.clock import database_now
from storage.mapping import AnyRow
from storage.repositories.scope import ORGANISATION, Scope, batches, insert_into
from storage.schema import (
    FRESH_REFRESH,
    accounts,
    actions,
    card_actions,
    cards,
    memberships,
    outbox,
    stand_ins,
    workspaces,
)

EDITED_FOR = timedelta(days=30)
"""How long a card in somebody's own chat is kept current. A channel's post is as long as its plan is there."""
MOST_EDITS = 20
"""Cards that one change edits: channels' posts first, then the newest in chats."""

# A card that is not posted yet counts too: its first post comes before the refresh, and shows what is no longer true.
# The card on which the change was pressed does not: whoever answers the press draws it. Nor does one in whose place
# somebody fills in a form: an edit would sweep away what they typed.
_SHOWN_ON = (
    select(cards)
    .join(
        card_actions,
        and_(card_actions.c.organisation_id == cards.c.organisation_id, card_actions.c.card_id == cards.c.id),
    )
    .where(
        cards.c.organisation_id == ORGANISATION,
        card_actions.c.action_id == bindparam("action"),
        ~cards.c.gone,
        or_(cards.c.account == literal_column("''"), cards.c.shown_at >= bindparam("since")),
        or_(cards.c.form_until.is_(None), cards.c.form_until < bindparam("now")),
        not_(
            and_(
                cards.c.account == bindparam("of_account"),
                func.coalesce(cards.c.external_id, "") == bindparam("of_message"),
            )
        ),
    )
    .order_by(cards.c.account != literal_column("''"), cards.c.shown_at.desc(), cards.c.id)
    .limit(MOST_EDITS)
)
_NOWHERE = ("", "-")
_MOST_OF_PLAN = 2_000
_SHOWS_PLAN = (
    select(cards)
    .where(
        cards.c.organisation_id == ORGANISATION,
        cards.c.account != literal_column("''"),
        cards.c.shown_at >= bindparam("since"),
        ~cards.c.gone,
        exists().where(
            card_actions.c.organisation_id == cards.c.organisation_id,
            card_actions.c.card_id == cards.c.id,
            actions.c.organisation_id == cards.c.organisation_id,
            actions.c.id == card_actions.c.action_id,
            actions.c.plan_id == bindparam("plan"),
        ),
    )
    .order_by(cards.c.shown_at.desc())
    .limit(_MOST_OF_PLAN)
)


_OF_ACCOUNTS = (
    select(cards)
    .join(
        workspaces,
        and_(
            workspaces.c.organisation_id == cards.c.organisation_id,
            workspaces.c.platform == cards.c.platform,
            workspaces.c.external_id == cards.c.workspace,
        ),
    )
    .join(
        accounts,
        and_(
            accounts.c.organisation_id == cards.c.organisation_id,
            accounts.c.workspace_id == workspaces.c.id,
            accounts.c.external_id == cards.c.account,
        ),
    )
    .where(
        cards.c.organisation_id == ORGANISATION,
        cards.c.account != literal_column("''"),
        cards.c.shown_at >= bindparam("since"),
        ~cards.c.gone,
    )
    .order_by(cards.c.shown_at.desc())
    .limit(_MOST_OF_PLAN)
)
_SHOWS_NO_ACTION = ~exists().where(
    card_actions.c.organisation_id == cards.c.organisation_id, card_actions.c.card_id == cards.c.id
)
_PEOPLE: BindParameter[str] = bindparam("people", expanding=True)
_ACTING = select(stand_ins.c.person_id).where(
    stand_ins.c.organisation_id == ORGANISATION, stand_ins.c.ended_at.is_(None), stand_ins.c.for_id.in_(_PEOPLE)
)
_OF_PEOPLE = _OF_ACCOUNTS.where(or_(accounts.c.person_id.in_(_PEOPLE), accounts.c.person_id.in_(_ACTING)))
_OF_PEOPLE_IN_PLAN = _OF_PEOPLE.where(
    or_(
        _SHOWS_NO_ACTION,
        exists().where(
            card_actions.c.organisation_id == cards.c.organisation_id,
            card_actions.c.card_id == cards.c.id,
            actions.c.organisation_id == cards.c.organisation_id,
            actions.c.id == card_actions.c.action_id,
            actions.c.plan_id == bindparam("plan"),
        ),
    )
)
_OF_ACCOUNT = _OF_ACCOUNTS.where(accounts.c.id == bindparam("account"))
_OF_DECIDERS = _OF_ACCOUNTS.where(
    accounts.c.person_id.in_(
        select(memberships.c.person_id).where(
            memberships.c.organisation_id == ORGANISATION,
            memberships.c.role.in_((literal_column("'coordinator'"), literal_column("'administrator'"))),
        )
    )
)
_SHOW_CLAIMS = frozenset({"waiting", "home", "people"})


def queue_refreshes_of_people(scope: Scope, people: Collection[PersonId], plan_id: PlanId | None = None) -> None:
    """Likewise for what stands in the chats of these people, and of those who act for them: they may see less from now
    on. With a plan, only what shows actions of it, or none at all (such as the plan in figures).
    """
    since = datetime.now(UTC) - EDITED_FOR
    for some in batches(sorted(set(people))):
        if plan_id is None:
            _queue(scope, scope.all(_OF_PEOPLE, people=list(some), since=since))
        else:
            _queue(scope, scope.all(_OF_PEOPLE_IN_PLAN, people=list(some), plan=plan_id, since=since))


def queue_refreshes_of_account(scope: Scope, account_id: AccountId) -> None:
    """Likewise for what stands in the chat of one account."""
    since = datetime.now(UTC) - EDITED_FOR
    _queue(scope, scope.all(_OF_ACCOUNT, account=account_id, since=since))


def queue_refreshes_of_claims(scope: Scope) -> None:
    """Likewise for where those who may decide on claims see them: what waits, their homes, and messages that ask. A
    list in which the answer was pressed is drawn by that answer, with its way back.
    """
    since = datetime.now(UTC) - EDITED_FOR
    pressed = scope.pressed_on or _NOWHERE
    found = scope.all(_OF_DECIDERS, since=since)
    shown = [one for one in found if one.query is None or one.query.get("do") in _SHOW_CLAIMS]
    _queue(scope, [one for one in shown if one.query is None or (one.account, one.external_id) != pressed])


def queue_refreshes(scope: Scope, action_id: ActionId) -> None:
    """Queue one edit for each card that shows this action; one that is queued and not taken up is enough."""
    account, message = scope.pressed_on or _NOWHERE
    now = datetime.now(UTC)
    scope.later(
        _SHOWN_ON,
        lambda found: _queue(scope, found.all()),
        action=action_id,
        since=now - EDITED_FOR,
        now=now,
        of_account=account,
        of_message=message,
    )


def queue_refreshes_of_plan(scope: Scope, plan_id: PlanId) -> None:
    """Likewise for everything in chats that shows actions of a plan: it is for fewer people from now on."""
    since = datetime.now(UTC) - EDITED_FOR
    _queue(scope, scope.all(_SHOWS_PLAN, plan=plan_id, since=since))


@cache
def _edit_once(dialect: str) -> SqliteInsert | PostgresInsert:
    """DO UPDATE and not DO NOTHING: it locks the queued row until this change is committed, so that nobody takes the
    row up and draws the card as it was before.
    """
    statement = insert_into(outbox, dialect).inline()
    return statement.on_conflict_do_update(
        index_elements=["organisation_id", "card_id"],
        index_where=FRESH_REFRESH,
        set_={"fence": outbox.c.fence},
    )


def _queue(scope: Scope, found: Sequence[AnyRow]) -> None:
    if not found:
        return
    now = database_now(scope.connection)
    rows = []
    for card in sorted(found, key=lambda card: str(card.id)):  # one order for all: nobody waits for one another
        row_id = new_id()
        rows.append(
            {
                "organisation_id": scope.organisation_id,
                "id": row_id,
                "key": f"refresh:{row_id}",
                "kind": "refresh",
                "platform": card.platform,
                "workspace": card.workspace,
                "conversation": card.conversation,
                "address": card.address,
                "card_id": card.id,
                "state": "waiting",
                "due_at": now,
                "fence": 0,
                "attempts": 0,
                "maybe_sent": False,
                "reason": "",
                "created_at": now,
            }
        )
    statement = _edit_once(scope.dialect.name)
    if len(rows) > MOST_EDITS:
        scope.connection.execute(statement, rows)
    else:
        for row in rows:
            scope.later(statement, **row)
