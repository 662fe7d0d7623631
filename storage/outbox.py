"""The outbox from the relay's side: rows are claimed with a lease, and finished only by who still holds them.

All times are the database's, so that replicas whose clocks differ agree on who holds what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Update, and_, bindparam, case, false, func, literal_column, or_, select, true

from domain.ids import ActionId, CardId, OrganisationId, OutboxId, PersonId, PlanId
from domain.pacing import LONGEST_WAIT, Rates
from domain.people import Platform
from domain.posting import Card, Claimed, Destination, Posting, Served
from domain.views import Reply
from storage.clock import database_now
from storage.mapping import AnyRow, Values
from storage.pacing import Buckets, hold, workspace_of
from storage.prepared import execute, execute_each
from storage.repositories.notices import note_out_of_reach
from storage.repositories.scope import Rows, Scope
from storage.schema import UNFINISHED, card_actions, cards, outbox, silences, unreached

_REASON_CHARACTERS = 500

_other = outbox.alias("other")


def _candidates(*, one_organisation: bool, some_places: bool, but_some: bool = False) -> Rows:
    """Due rows that nothing of the same destination stands before, and none of it is in somebody's hands. `but_some`:
    but not those of workspaces that have been written to as fast as they bear.
    """
    place = outbox.c.platform.concat(" ").concat(func.lower(outbox.c.workspace))
    reachable = or_(
        outbox.c.platform.in_(bindparam("whole_platforms", expanding=True)),
        place.in_(bindparam("places", expanding=True)),
    )
    same_destination = and_(
        _other.c.organisation_id == outbox.c.organisation_id,
        _other.c.platform == outbox.c.platform,
        _other.c.workspace == outbox.c.workspace,
        _other.c.conversation == outbox.c.conversation,
        _other.c.due_at.is_not(None),
    )
    # Asked for each row, in this order, and never as a join: a server whose statistics say that nothing is unfinished
    # (as it mostly is when they are taken) would compare each row with each other, for seconds where thousands wait.
    first = select(_other.c.sequence).where(same_destination).order_by(_other.c.sequence).limit(1).scalar_subquery()
    in_hands = (
        select(func.count())
        .select_from(_other)
        .where(
            same_destination,
            _other.c.sequence != outbox.c.sequence,
            _other.c.state == literal_column("'claimed'"),
            _other.c.due_at > bindparam("now"),
        )
        .scalar_subquery()
    )
    its_turn = case((outbox.c.sequence == first, in_hands == 0), else_=false())
    return (
        select(outbox)
        .where(
            UNFINISHED,
            outbox.c.due_at <= bindparam("now"),
            its_turn,
            outbox.c.organisation_id == bindparam("organisation") if one_organisation else true(),
            reachable if some_places else true(),
            place.not_in(bindparam("but", expanding=True)) if but_some else true(),
        )
        .order_by(outbox.c.sequence)
        .limit(bindparam("size"))
        .with_for_update(of=outbox, skip_locked=True)
    )


CANDIDATES = {
    (one, some): _candidates(one_organisation=one, some_places=some) for one in (False, True) for some in (False, True)
}
"""By whether it is of one organisation only, and whether of some platforms and workspaces only."""
_BUT_SOME = {
    (one, some): _candidates(one_organisation=one, some_places=some, but_some=True)
    for one in (False, True)
    for some in (False, True)
}
_TAKE = outbox.update().where(outbox.c.sequence == bindparam("of_row"))
_FORWARD = outbox.update().where(UNFINISHED, outbox.c.due_at > bindparam("latest")).values(due_at=bindparam("again"))
_MINE: Update = outbox.update().where(
    outbox.c.organisation_id == bindparam("organisation"),
    outbox.c.id == bindparam("row_id"),
    outbox.c.state == literal_column("'claimed'"),
    outbox.c.owner == bindparam("of_owner"),
    outbox.c.fence == bindparam("of_fence"),
)
_CARDS = (
    select(cards, card_actions.c.action_id)
    .outerjoin(
        card_actions,
        and_(card_actions.c.organisation_id == cards.c.organisation_id, card_actions.c.card_id == cards.c.id),
    )
    .where(cards.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(cards.c.id, card_actions.c.position)
)
_POSTED = cards.update().where(cards.c.organisation_id == bindparam("organisation"), cards.c.id == bindparam("of_card"))
_FIRST = select(outbox.c.organisation_id, outbox.c.card_id, outbox.c.reply).where(
    outbox.c.card_id.in_(bindparam("ids", expanding=True)),
    outbox.c.kind == literal_column("'post'"),
    outbox.c.reply.is_not(None),
)
_ON_CARD = and_(
    card_actions.c.organisation_id == bindparam("organisation"), card_actions.c.card_id == bindparam("of_card")
)
_SHOWN = select(card_actions.c.action_id).where(_ON_CARD).order_by(card_actions.c.position)
_QUERY = select(cards.c.query).where(
    cards.c.organisation_id == bindparam("organisation"), cards.c.id == bindparam("of_card")
)
_SHOWN_NO_MORE = card_actions.delete().where(_ON_CARD)
_REACHED = unreached.delete().where(
    unreached.c.organisation_id == bindparam("organisation"), unreached.c.person_id == bindparam("of_person")
)
_HEARD = silences.delete().where(
    silences.c.organisation_id == bindparam("organisation"),
    silences.c.person_id == bindparam("of_person"),
    silences.c.platform == bindparam("of_platform"),
    silences.c.workspace == bindparam("of_workspace"),
)
_OLDEST = select(func.min(outbox.c.created_at)).where(UNFINISHED)
_BY_STATE = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)
_BY_PLACE = (
    select(outbox.c.platform, outbox.c.workspace, func.count().label("rows"))
    .where(UNFINISHED)
    .group_by(outbox.c.platform, outbox.c.workspace)
    .order_by(outbox.c.platform, outbox.c.workspace)
)


def claim(
    connection: Connection,
    owner: str,
    *,
    lease_seconds: float,
    limit: int,
    organisation_id: OrganisationId | None,
    served: Served | None = None,
    rates: Mapping[Platform, Rates] | None = None,
) -> Claimed:
    """Take up due rows, at most one of each destination, and no faster than `rates` allow."""
    claimed = Claimed()
    if served is not None and not served:
        return claimed
    now = database_now(connection, turn="outbox")
    values: dict[str, object] = {"now": now, "size": limit, "organisation": organisation_id}
    if served is not None:
        values["whole_platforms"] = [platform.value for platform, names in served.items() if names is None]
        values["places"] = [
            f"{platform.value} {name.lower()}" for platform, names in served.items() for name in names or ()
        ]
    which = (organisation_id is not None, served is not None)
    full: set[str] = set()
    while len(claimed) < limit:
        statement = _BUT_SOME[which] if full else CANDIDATES[which]
        but = {"but": sorted(full)} if full else {}
        rows = execute(connection, statement, values | but | {"size": limit - len(claimed)}).all()
        claimed += _take(
            connection, _in_turn(connection, rows, rates or {}, now, full, claimed), owner, now, lease_seconds
        )
        if not rows or (claimed and not full):
            break
    return claimed


def bring_forward(connection: Connection) -> None:
    """Let no message wait longer than one ever does: what was to come later was put off by a clock that was ahead."""
    now = database_now(connection)
    latest, again = now + timedelta(seconds=LONGEST_WAIT), now + timedelta(minutes=1)
    connection.execute(_FORWARD, {"latest": latest, "again": again})


def _in_turn(
    connection: Connection,
    rows: Sequence[AnyRow],
    rates: Mapping[Platform, Rates],
    now: datetime,
    full: set[str],
    claimed: Claimed,
) -> Sequence[AnyRow]:
    """Those of the rows that may go now. The others of a conversation that is full come due when it is not; those of a
    workspace stay as they are, and it is added to `full`.
    """
    if not rates:
        return rows
    buckets = Buckets(connection, rows, rates, now)
    going = []
    for row in rows:
        workspace = workspace_of(row)
        free_at = max(buckets.workspace_free_at(row), buckets.conversation_free_at(row))
        if free_at <= now:
            buckets.take(row)
            going.append(row)
            continue
        seconds = (free_at - now).total_seconds()
        claimed.again_in = seconds if claimed.again_in is None else min(seconds, claimed.again_in)
        if buckets.workspace_free_at(row) > now:
            full.add(workspace)
        else:
            connection.execute(_TAKE, {"of_row": row.sequence, "due_at": free_at})
    buckets.keep()
    return going


def _take(
    connection: Connection, rows: Sequence[AnyRow], owner: str, now: datetime, lease_seconds: float
) -> Sequence[Posting]:
    shown = _cards(connection, [row.card_id for row in rows if row.card_id is not None])
    first = _first_written(connection, [card for card in shown.values() if card.account and card.query is None])
    postings = []
    taken: list[Values] = []
    for row in rows:
        card = shown.get((row.organisation_id, row.card_id))
        if row.kind == "refresh" and (card is None or card.external_id is None):
            # Its first post never arrived: there is nothing to edit.
            taken.append({"of_row": row.sequence, "state": "skipped", "due_at": None, "finished_at": now})
            continue
        maybe_sent = row.maybe_sent or row.state == "claimed"
        taken.append(
            {
                "of_row": row.sequence,
                "state": "claimed",
                "owner": owner,
                "fence": row.fence + 1,
                "attempts": row.attempts + 1,
                "due_at": now + timedelta(seconds=lease_seconds),
                "maybe_sent": maybe_sent,
                "claimed_since": row.claimed_since or now,
            }
        )
        postings.append(
            Posting(
                id=OutboxId(row.id),
                organisation_id=OrganisationId(row.organisation_id),
                key=row.key,
                destination=Destination(Platform(row.platform), row.workspace, row.conversation, row.address),
                reply=_reply(row.reply or first.get((row.organisation_id, row.card_id))),
                card=card,
                replaces=card.external_id if card is not None and row.kind == "refresh" else None,
                maybe_sent=bool(maybe_sent),
                attempts=row.attempts + 1,
                claimed_since=row.claimed_since or now,
                claimed_for=now - (row.claimed_since or now),
                fence=row.fence + 1,
                person_id=None if row.person_id is None else PersonId(row.person_id),
                plan_id=(
                    card.plan_id if card is not None and not card.account else row.plan_id and PlanId(row.plan_id)
                ),
                age=now - row.created_at,
                recall=row.recall,
            )
        )
    execute_each(connection, _TAKE, taken)
    return postings


def sent(connection: Connection, posting: Posting, owner: str, external_id: str) -> bool:
    """It arrived, and the platform calls it this. `False`: it is in other hands by now."""
    now = database_now(connection)
    if not _finish(connection, posting, owner, state="sent", external_id=external_id, due_at=None, finished_at=now):
        return False
    if posting.card is not None and posting.replaces is None:
        where = {"organisation": posting.organisation_id, "of_card": posting.card.id}
        connection.execute(_POSTED, where | {"external_id": external_id})
    elif posting.card is not None and posting.card.account:
        _keep_shown(connection, posting.card)
    if posting.person_id is not None:
        of_person = {"organisation": posting.organisation_id, "of_person": posting.person_id}
        execute(connection, _REACHED, of_person)
        place = posting.destination
        there = {"of_platform": place.platform.value, "of_workspace": place.workspace}
        execute(connection, _HEARD, of_person | there)
    return True


def put_back(
    connection: Connection,
    posting: Posting,
    owner: str,
    *,
    seconds: float,
    reason: str,
    maybe_sent: bool,
    held: bool = False,
) -> bool:
    """It is to be tried again, so many seconds from now. `held`: the platform asked so, for all that goes there."""
    now = database_now(connection)
    if held:
        hold(connection, posting, now + timedelta(seconds=seconds), now)
    return _finish(
        connection,
        posting,
        owner,
        state="waiting",
        owner_after=None,
        due_at=now + timedelta(seconds=seconds),
        reason=reason[:_REASON_CHARACTERS],
        maybe_sent=maybe_sent,
        claimed_since=posting.claimed_since if maybe_sent else None,
    )


def give_up(connection: Connection, posting: Posting, owner: str, *, reason: str) -> bool:
    """It will never arrive: a dead letter, for a person to see."""
    now = database_now(connection)
    reason = reason[:_REASON_CHARACTERS]
    # What somebody did away with in their own chat need not be edited, and nobody need look into it.
    is_gone = posting.replaces is not None and posting.card is not None and bool(posting.card.account)
    state = "skipped" if is_gone else "dead"
    if not _finish(connection, posting, owner, state=state, due_at=None, finished_at=now, reason=reason):
        return False
    if posting.card is not None and (is_gone or posting.replaces is None):
        connection.execute(_POSTED, {"organisation": posting.organisation_id, "of_card": posting.card.id, "gone": True})
    if posting.person_id is not None:
        note_out_of_reach(Scope(connection, posting.organisation_id, True), posting.person_id, reason, now)
    return True


def waiting(connection: Connection) -> Mapping[str, int]:
    """Rows by state, with 0 for what there is none of."""
    counts = dict.fromkeys(("waiting", "claimed", "sent", "dead", "skipped"), 0)
    return counts | {row.state: row.rows for row in connection.execute(_BY_STATE)}


def oldest_waiting(connection: Connection) -> datetime | None:
    """When the message was queued that has waited longest."""
    found: datetime | None = connection.execute(_OLDEST).scalar()
    return found


def waiting_by_place(connection: Connection) -> Mapping[tuple[Platform, str], int]:
    """How many messages are still to be delivered, by platform and workspace."""
    return {(Platform(row.platform), row.workspace): row.rows for row in connection.execute(_BY_PLACE)}


def _finish(connection: Connection, posting: Posting, owner: str, **values: object) -> bool:
    mine = {
        "organisation": posting.organisation_id,
        "row_id": posting.id,
        "of_owner": owner,
        "of_fence": posting.fence,
    }
    if "owner_after" in values:
        values["owner"] = values.pop("owner_after")
    return execute(connection, _MINE, mine | values).rowcount == 1


def _cards(connection: Connection, ids: Sequence[str]) -> Mapping[tuple[str, str], Card]:
    if not ids:
        return {}
    found: dict[tuple[str, str], list[AnyRow]] = {}
    for row in connection.execute(_CARDS, {"ids": list(ids)}):
        found.setdefault((row.organisation_id, row.id), []).append(row)
    return {name: _card_from(rows) for name, rows in found.items()}


def _reply(stored: str | None) -> Reply:
    return Reply() if stored is None else Reply.model_validate_json(stored)


def _first_written(connection: Connection, without_query: Sequence[Card]) -> Mapping[tuple[str, str], str]:
    """What was written at first on cards that have no query."""
    if not without_query:
        return {}
    rows = connection.execute(_FIRST, {"ids": [card.id for card in without_query]})
    return {(row.organisation_id, row.card_id): row.reply for row in rows}


def _keep_shown(connection: Connection, card: Card) -> None:
    """A list that was drawn again may show other actions than before."""
    where = {"organisation": card.organisation_id, "of_card": card.id}
    before = tuple(connection.execute(_SHOWN, where).scalars())
    if before == card.action_ids or connection.execute(_QUERY, where).scalar() != card.query:
        return  # nothing new; or somebody turned the page meanwhile
    connection.execute(_SHOWN_NO_MORE, where)
    rows = [
        {"organisation_id": card.organisation_id, "card_id": card.id, "position": position, "action_id": action_id}
        for position, action_id in enumerate(card.action_ids)
    ]
    if rows:
        connection.execute(card_actions.insert(), rows)


def _card_from(rows: Sequence[AnyRow]) -> Card:
    first = rows[0]
    return Card(
        id=CardId(first.id),
        organisation_id=OrganisationId(first.organisation_id),
        platform=Platform(first.platform),
        workspace=first.workspace,
        conversation=first.conversation,
        kind=first.kind,
        plan_id=None if first.plan_id is None else PlanId(first.plan_id),
        intro=first.intro,
        action_ids=tuple(ActionId(row.action_id) for row in rows if row.action_id is not None),
        more=first.more,
        external_id=first.external_id,
        account=first.account,
        query=first.query,
    )
