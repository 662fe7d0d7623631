"""What a channel hears: the post on newly overdue actions, and the one summary when a plan or a channel starts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from domain.actions import ActionRow, Status
from domain.audience import is_gone, say_reason, say_remedy
from domain.due import say_date, say_weekday
from domain.errors import StaleWrite
from domain.events import PlanClosed, PlanReopened
from domain.ids import ActionId, CardId, new_id
from domain.people import Organisation, Platform
from domain.plan_counts import PlanCounts
from domain.plans import Follow, Plan, PlanVersion
from domain.ports import UnitOfWork
from domain.posting import Card, Destination, Posting
from domain.presenters import PAGE, item
from domain.speech import speaking, tr, trn
from domain.usecases.direct import let_coordinators_know
from domain.views import Heading, Paragraph, Reply, SmallPrint, in_its_language

OVERDUE_POST = "overdue_post"
CLOSED_POST = "closed:"
"""Begins the key of the post that says that a plan was closed: the only one that holds once it is."""
P = ParamSpec("P")
T = TypeVar("T")


def _to_channels(work: Callable[Concatenate[UnitOfWork, P], T]) -> Callable[Concatenate[UnitOfWork, P], T]:
    """What channels are told is said in the organisation's language, whoever made the change."""

    @wraps(work)
    def told(uow: UnitOfWork, /, *args: P.args, **given: P.kwargs) -> T:
        with speaking(uow.organisation.language):
            return work(uow, *args, **given)

    return told


def destination(uow: UnitOfWork, follow: Follow) -> Destination:
    """Where the messages of a channel go."""
    workspace = next((one for one in uow.workspaces() if one.id == follow.workspace_id), None)
    if workspace is None:
        raise StaleWrite("its workspace was shut out meanwhile")
    known = uow.conversation(follow.platform, workspace.external_id, follow.channel)
    return Destination(
        platform=follow.platform,
        workspace=workspace.external_id,
        conversation=follow.channel,
        address=known.address if known else {},
    )


def overdue_post(card: Card, rows: Sequence[ActionRow], plan: Plan, organisation: Organisation, now: datetime) -> Reply:
    """The post as it stands now: its sentence, its rows as they are, and how many more there are."""
    today = now.astimezone(organisation.zone).date()
    elements = [
        Heading(text=card.intro),
        *(item(row, today=today, leads=True, done=_done(row, organisation)) for row in rows),
    ]
    if card.more:
        elements.append(
            SmallPrint(
                text=tr(
                    "{count:,} more: {ask} overdue {code}", count=card.more, ask=_ask(card.platform), code=plan.code
                )
            )
        )
    return in_its_language(Reply(elements=tuple(elements)))


def _ask(platform: Platform) -> str:
    """How one begins to speak with the bot in a channel."""
    return "/actions" if platform is Platform.SLACK else "@Action Log"


def _done(row: ActionRow, organisation: Organisation) -> str:
    """The same words for everybody: a post has no "you"."""
    if row.status is Status.OPEN:
        return ""
    if row.status is Status.WITHDRAWN:
        return tr("Withdrawn")
    if row.completed_at is None or row.completed_by is None:
        return tr("Completed")
    local = row.completed_at.astimezone(organisation.zone)
    return tr(
        "Completed by {completed_by} on {date}, {time}",
        completed_by=row.completed_by.spoken,
        date=say_date(local.date()),
        time=f"{local:%H:%M}",
    )


@_to_channels
def announce_newly_overdue(uow: UnitOfWork, follow: Follow, plan: Plan, *, now: datetime) -> int:
    """Queue one post on every date of the plan that was missed and that this channel has not heard of.

    Enters each in the ledger in the same transaction, so that it is announced once, whatever crashes. Gives how many.
    """
    today = now.astimezone(uow.organisation.zone).date()
    fresh = _enter(uow, follow, today, now=now, quietly=False)
    if not fresh:
        return 0
    where = destination(uow, follow)
    shown = fresh[:PAGE]
    card = Card(
        id=CardId(new_id()),
        organisation_id=uow.organisation.id,
        platform=follow.platform,
        workspace=where.workspace,
        conversation=follow.channel,
        kind=OVERDUE_POST,
        plan_id=plan.id,
        intro=trn(
            "{code}: {count:,} action became overdue{since}",
            "{code}: {count:,} actions became overdue{since}",
            len(fresh),
            code=plan.code,
            since=_since(follow.last_swept, today),
        ),
        action_ids=tuple(row.id for row in shown),
        more=len(fresh) - len(shown),
    )
    uow.outbox.put(
        key=f"overdue:{card.id}",
        destination=where,
        reply=overdue_post(card, shown, plan, uow.organisation, now),
        card=card,
    )
    return len(fresh)


def _enter(uow: UnitOfWork, follow: Follow, today: date, *, now: datetime, quietly: bool) -> list[ActionRow]:
    """Enter every date that was missed and that this channel has not heard of; gives those actions."""
    fresh: list[ActionRow] = []
    while True:
        rows, total = uow.actions.newly_overdue(follow, today)
        entered = uow.actions.announce(follow, rows, at=now, quietly=quietly) if rows else ()
        fresh += entered
        if total <= len(rows) or not entered:
            return fresh


def _since(last: date | None, today: date) -> str:
    """` since Tuesday`, or with the date where that is a week or more ago."""
    if last is None or last >= today:
        return ""
    return (
        tr(" since {weekday}", weekday=say_weekday(last))
        if (today - last).days < 7
        else tr(" since {date}", date=say_date(last))
    )


@_to_channels
def summarise_start(uow: UnitOfWork, follow: Follow, plan: Plan, *, now: datetime) -> int:
    """Tell a channel in one message what is already overdue, and enter it in the ledger: it is no news later. Gives
    how many actions are overdue, also those that the channel heard of when it followed the plan before.
    """
    today = now.astimezone(uow.organisation.zone).date()
    _enter(uow, follow, today, now=now, quietly=True)
    counts = uow.plans.counts(plan.id, today)
    words = _how_it_stands(counts, plan, _ask(follow.platform))
    digest = hashlib.sha256(f"{follow.id}:{plan.id}".encode()).hexdigest()[:16]
    uow.outbox.put(
        key=f"start:{digest}",
        destination=destination(uow, follow),
        plan_id=plan.id,
        reply=in_its_language(
            Reply(
                elements=(
                    Heading(text=tr("This channel follows {code}: {title}", code=plan.code, title=plan.title)[:150]),
                    Paragraph(
                        text=tr(
                            "{words}.\nFrom now on, what becomes overdue is posted here on working days.", words=words
                        )
                    ),
                )
            )
        ),
    )
    return counts.overdue


@_to_channels
def summarise_version(
    uow: UnitOfWork,
    follow: Follow,
    plan: Plan,
    version: PlanVersion,
    sentence: Callable[[], str],
    new: Sequence[ActionId],
    *,
    now: datetime,
) -> None:
    """Tell a channel in one message that a newer version of the plan was taken in. What is new and late already is
    counted there and entered in the ledger: it is no news later.
    """
    today = now.astimezone(uow.organisation.zone).date()
    late = [row for row in uow.actions.rows(new) if row.is_late(today)]
    if late:
        uow.actions.announce(follow, late, at=now, quietly=True)
    words = sentence()
    words = words[:1].upper() + words[1:]
    if late:
        ask = tr("{ask} overdue {code}", ask=_ask(follow.platform), code=plan.code)
        words += trn(
            "\n{count:,} new action is overdue already: {ask}",
            "\n{count:,} new actions are overdue already: {ask}",
            len(late),
            ask=ask,
        )
    uow.outbox.put(
        key=f"version:{version.id}:{follow.id}",
        destination=destination(uow, follow),
        plan_id=plan.id,
        reply=in_its_language(
            Reply(
                elements=(
                    Heading(text=tr("{code}: {name} was taken in", code=plan.code, name=version.name)),
                    Paragraph(text=words),
                ),
            )
        ),
    )


@_to_channels
def announce_state(
    uow: UnitOfWork, follow: Follow, plan: Plan, because: PlanClosed | PlanReopened, *, now: datetime
) -> None:
    """Tell a channel in one message that the plan was closed, or opened again."""
    ask = _ask(follow.platform)
    if isinstance(because, PlanClosed):
        key = f"{CLOSED_POST}{because.id}:{follow.id}"
        heading = tr("{code} was closed: {title}", code=plan.code, title=plan.title)
        words = tr(
            "Nothing in it changes any more, and no more of it is posted here. It can still be looked at: "
            "{ask} plan {code}",
            ask=ask,
            code=plan.code,
        )
    else:
        key = f"reopened:{because.id}:{follow.id}"
        heading = tr("{code} was opened again: {title}", code=plan.code, title=plan.title)
        counts = uow.plans.counts(plan.id, now.astimezone(uow.organisation.zone).date())
        words = tr(
            "{words}.\nWhat became overdue meanwhile, and what becomes so from now on, is posted here on working days.",
            words=_how_it_stands(counts, plan, ask),
        )
    uow.outbox.put(
        key=key,
        destination=destination(uow, follow),
        plan_id=plan.id,
        reply=in_its_language(Reply(elements=(Heading(text=heading[:150]), Paragraph(text=words)))),
    )


def _how_it_stands(counts: PlanCounts, plan: Plan, ask: str) -> str:
    """`24 actions open, 20 of them already overdue: /actions overdue TSP`."""
    words = trn("{count:,} action open", "{count:,} actions open", counts.open)
    if not counts.overdue:
        return words + tr(", none overdue")
    look = tr("{ask} overdue {code}", ask=ask, code=plan.code)
    return words + tr(", {count:,} of them already overdue: {ask}", count=counts.overdue, ask=look)


@_to_channels
def card_now(uow: UnitOfWork, card: Card, now: datetime) -> Reply | None:
    """A posted card with its rows as they are now; `None` if its plan is gone."""
    plan = uow.plans.by_id(card.plan_id) if card.plan_id else None
    if plan is None:
        return None
    return overdue_post(card, uow.actions.rows(card.action_ids), plan, uow.organisation, now)


def not_posted(uow: UnitOfWork, posting: Posting, reason: str, now: datetime) -> None:
    """Tell the coordinators of a plan, once for each channel and reason, that it was silent there."""
    plan = uow.plans.by_id(posting.plan_id) if posting.plan_id else None
    if say_reason(reason) is None or plan is None or posting.person_id is not None:
        return
    where = posting.destination
    follow = next((one for one in uow.plans.follows(plan.id) if one.channel == where.conversation), None)
    name = follow.channel_name if follow else ""
    platform = where.platform.value.title()
    digest = hashlib.sha256(f"{plan.id}:{where.platform}:{where.conversation}:{reason}".encode()).hexdigest()[:16]

    def silent() -> Reply:
        words = tr(
            "I posted nothing about {code} in {shown} ({platform}), because {why}.",
            code=plan.code,
            shown=f"#{name.removeprefix('#')}" if name else tr("a channel"),
            platform=platform,
            why=say_reason(reason),
        )
        if is_gone(reason):
            again = tr("I try again when the next action becomes overdue, and tell you this once.")
            return Reply(elements=(Paragraph(text=f"{words} {say_remedy(reason)}"), SmallPrint(text=again)))
        if plan.settings.sensitive:
            words += f" {tr('The plan is sensitive.')} {say_remedy(reason)}"
        ways_on = tr(
            "I ask the platform again before every post, and tell you this once. To end it, say “channel unfollow "
            "{code}” there.",
            code=plan.code,
        )
        return Reply(elements=(Paragraph(text=words), SmallPrint(text=ways_on)))

    let_coordinators_know(uow, plan.id, silent, key=f"silent:{digest}", now=now)
