"""Direct messages: how a person is reached on Slack or Teams, and what becomes of a message that can't reach them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from domain.actions import ActionRow
from domain.ids import AccountId, PersonId, PlanId, WorkspaceId
from domain.people import Account, Person, Platform, Role, Workspace
from domain.people_messages import DecideClaim, OpenClaimant
from domain.ports import UnitOfWork
from domain.posting import Card, Destination, Posting
from domain.presenters import join_names
from domain.reminders.records import News, Notice, Recall, Silence
from domain.speech import speaking, tr, trn
from domain.standing import chat_card, keys_on
from domain.views import Heading, Item, Paragraph, Reply, in_its_language

CHATS = (Platform.SLACK, Platform.TEAMS)
"""Where people can be written to; at the console nobody waits."""

TOGETHER = timedelta(minutes=5)
"""How long news waits for more, so that ten of them are one message."""

TRIED_AGAIN = timedelta(days=1)
"""For how long somebody's other account is written to, before the one that they chose is tried again."""

MOST_NAMED = 20
"""References that an e-mail names."""

NO_ACCOUNT = "no_account"
"""The reason where somebody has no account that we know."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody is written to, or why they can't be: a word such as `no_account` or `deactivated`."""

    destination: Destination | None
    reason: str = ""
    account: str = ""
    is_silent: bool = False
    """Did messages not reach them there of late, as on all of their accounts?"""


def reach(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Reach:
    """The chat with a person: on the platform they chose, else where they were seen last. Where a message could not
    reach them in the last day, and nothing was heard of them since, another account of theirs comes first.
    """
    workspaces = {one.id: one for one in uow.workspaces()}
    chats = [one for one in uow.people.accounts_of(person_id) if one.platform in CHATS]
    accounts = [one for one in chats if one.workspace_id in workspaces]
    good = [one for one in accounts if one.barred is None or _was_let_in(uow, one)]
    if not good:
        return Reach(None, next((one.barred for one in accounts if one.barred), NO_ACCOUNT))
    chosen = uow.reminders.wishes(person_id).where
    silent = _silent(uow, person_id, good, workspaces, now) if len(good) > 1 else frozenset()
    best = max(good, key=lambda one: (one.id not in silent, one.platform is chosen, *_seen(one), one.id))
    where = _destination(uow, best, workspaces[best.workspace_id])
    return Reach(where, account=best.external_id, is_silent=best.id in silent)


def _was_let_in(uow: UnitOfWork, account: Account) -> bool:
    """Is it a guest's, whom an administrator let into plans?"""
    return account.barred == "guest" and bool(uow.people.guest_plans(account.id))


def _seen(account: Account) -> tuple[bool, float]:
    at = account.checked_at
    return (at is not None, at.timestamp() if at else 0.0)


def _silent(
    uow: UnitOfWork,
    person_id: PersonId,
    accounts: Iterable[Account],
    workspaces: Mapping[WorkspaceId, Workspace],
    now: datetime,
) -> frozenset[AccountId]:
    """Those of somebody's accounts that are not worth a try just now."""
    at = {
        (one.platform, one.workspace.lower()): one.at
        for one in uow.reminders.silences(person_id)
        if now - one.at < TRIED_AGAIN
    }
    found = set()
    for one in accounts:
        team = workspaces[one.workspace_id].external_id
        since = at.get((one.platform, team.lower()))
        known = uow.conversation_with(one.platform, team, one.external_id) if since is not None else None
        heard = (one.checked_at, known.seen_at if known and known.person_external_id else None)
        if since is not None and not any(each is not None and each > since for each in heard):
            found.add(one.id)
    return frozenset(found)


def by_another_way(uow: UnitOfWork, posting: Posting, owner: str, reason: str, now: datetime) -> bool:
    """A message did not reach somebody there: is there another account of theirs? Then it goes to that one, drawn anew
    where it can be, and no coordinator is told. What was refused for what it says goes nowhere else.
    """
    where, person_id = posting.destination, posting.person_id
    if person_id is None or where.platform not in CHATS or posting.maybe_sent or is_about_contents(reason):
        return False
    uow.reminders.silent_at(Silence(where.platform, where.workspace, reason, now), person_id)
    way = reach(uow, person_id, now)
    other = way.destination
    if other is None or way.is_silent or place_of(other) == place_of(where):
        return False
    said = f"{reason}; sent to {other.platform.value} instead"
    if posting.recall is not None:
        return uow.outbox.take_back(posting, owner, reason=said, at=now)
    if not uow.outbox.leave(posting, owner, reason=said):
        return True
    key = f"{posting.key}:{other.platform.value}"
    return uow.outbox.put(key=key, destination=other, reply=posting.reply, person_id=person_id)


def place_of(where: Destination) -> tuple[Platform, str]:
    """The workspace it goes to."""
    return where.platform, where.workspace.lower()


def is_about_contents(reason: str) -> bool:
    """Was a message refused for what it says, rather than for whom it was for?"""
    return reason.startswith("invalid_") or reason in _CONTENTS


_CONTENTS = frozenset(
    {
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "too_many_attachments",
        "metadata_too_large",
        "metadata_must_be_sent_from_app",
        "too-big",
        "http-400",
        "http-413",
        "BadArgument",
        "BadSyntax",
        "MessageSizeTooBig",
        "ActivityRequestBodyTooLarge",
    }
)


def _destination(uow: UnitOfWork, account: Account, workspace: Workspace) -> Destination:
    conversation = account.external_id  # the platform opens the chat with whoever is called this
    known = uow.conversation_with(account.platform, workspace.external_id, account.external_id)
    address = dict(known.address) if known else {}
    if known and known.person_external_id and account.platform is Platform.TEAMS:
        conversation = known.conversation
    elif known:
        address = {name: address[name] for name in ("serviceUrl", "botId") if name in address}
    return Destination(account.platform, workspace.external_id, conversation, address)


Said: TypeAlias = Reply | Callable[[], Reply]
"""A message to somebody: as it is, or what makes it in the language of whoever is told."""


def _made(said: Said) -> Reply:
    return said if isinstance(said, Reply) else in_its_language(said())


def language_of(uow: UnitOfWork, person_id: PersonId | None) -> str:
    """The tag of the language in which somebody is told things: theirs, else the organisation's."""
    own = uow.reminders.wishes(person_id).language if person_id else ""
    return own or uow.organisation.language


def let_know(
    uow: UnitOfWork,
    person_id: PersonId,
    said: Said | None = None,
    *,
    key: str,
    now: datetime,
    kind: News = News.WORD,
    about: Mapping[str, str] | None = None,
) -> bool:
    """Let somebody know what another did or asks, in the next message of their own hours; `False` if they are to know
    already. Buttons work in it. What is not `said` now is drawn from `about` when it is told.
    """
    given: dict[str, object] = dict(about or {})
    if said is not None:
        with speaking(language_of(uow, person_id)):
            given["reply"] = _made(said).model_dump(mode="json")
    return uow.reminders.notify(Notice(key, person_id, kind, given, now + TOGETHER))


def tell(
    uow: UnitOfWork, person_id: PersonId, said: Said, *, key: str, now: datetime, recall: Recall | None = None
) -> bool:
    """Queue a direct message to one person now, once for each key: for whoever keeps their hours and counts their
    messages (`domain.usecases.turns`); others `let_know`. `False` if that key was queued before, or they can't be
    reached. Then their coordinators are told so, once.

    Buttons in it work as in any answer. What changes in a list stays in the list if `reply.source` says which it is;
    without one it is answered below, so that nothing else that was said goes away with it. `recall` is what it tells:
    where it can't go at once, it may be taken back and told anew.
    """
    with speaking(language_of(uow, person_id)):
        return _tell(uow, person_id, _made(said), key=key, now=now, recall=recall)


def _tell(
    uow: UnitOfWork, person_id: PersonId, reply: Reply, *, key: str, now: datetime, recall: Recall | None
) -> bool:
    way = reach(uow, person_id, now)
    if way.destination is None:
        uow.reminders.out_of_reach(person_id, way.reason, now)
        return mail(uow, person_id, [reply], key=key)
    if reply.source is None:
        reply = reply.model_copy(update={"stays": True})
    keys = keys_on(reply)
    rows = uow.actions.rows_by_key(keys) if keys else ()
    card = _card(uow, way, reply, rows)
    told = None if recall is None else replace(recall, versions={row.id: row.version for row in rows}).packed()
    where = way.destination
    if not uow.outbox.put(key=key, destination=where, reply=reply, person_id=person_id, card=card, recall=told):
        return False
    if uow.reminders.reasons([person_id]):  # the last one did not arrive, and this one may not either
        mail(uow, person_id, [reply], key=f"mail:{key}")
    return True


def _card(uow: UnitOfWork, way: Reach, reply: Reply, rows: Sequence[ActionRow]) -> Card | None:
    """What is kept of a message so that it is edited when an action on it changes."""
    where = way.destination
    asks = any(isinstance(button.sends, DecideClaim | OpenClaimant) for button in reply.buttons())
    if not (rows or asks) or where is None:
        return None
    query = None if reply.source is None else reply.source.encode()
    return chat_card(uow, where, rows, account=way.account, query=query)


def mail(uow: UnitOfWork, person_id: PersonId, replies: Iterable[Reply], *, key: str) -> bool:
    """Tell somebody by e-mail that there is something for them, where the organisation set e-mail up and their address
    is known; `False` where not. References and a sentence, never what a plan says: mail is read in too many places.
    """
    way = next((one for one in uow.workspaces() if one.platform is Platform.EMAIL), None)
    person = uow.people.person(person_id)
    if way is None or person is None or not person.email:
        return False
    keys = dict.fromkeys(one.key for reply in replies for one in reply.elements if isinstance(one, Item))
    named = f": {join_names(list(keys)[:MOST_NAMED])}" if keys else ""
    more = tr(" and {count} more", count=len(keys) - MOST_NAMED) if len(keys) > MOST_NAMED else ""
    count = tr("something") if not keys else trn("{count:,} action", "{count:,} actions", len(keys))
    words = tr(
        "Action Log has {count} for you{named}{more}.\n\nI could not reach you on Slack or "
        "Teams. Please open Action Log there and say “mine”, or ask the coordinator of the plan. "
        "What it is about is not written here, since e-mail is read in many places.",
        count=count,
        named=named,
        more=more,
    )
    return uow.outbox.put(
        key=key,
        destination=Destination(Platform.EMAIL, way.external_id, person.email),
        reply=in_its_language(
            Reply(elements=(Heading(text=tr("Action Log: {count} for you", count=count)), Paragraph(text=words)))
        ),
    )


def let_coordinators_know(
    uow: UnitOfWork,
    plan_id: PlanId,
    said: Said | None = None,
    *,
    key: str,
    now: datetime,
    but: Iterable[PersonId | None] = (),
    kind: News = News.WORD,
    about: Mapping[str, str] | None = None,
) -> int:
    """Let everybody who coordinates a plan know, but not whoever did it; gives how many they are."""
    left_out = set(but)
    return sum(
        let_know(uow, person.id, said, key=f"{key}:{person.id}", now=now, kind=kind, about=about)
        for person in uow.people.holders(Role.COORDINATOR, plan_id)
        if person.id not in left_out
    )


def responsible_for(uow: UnitOfWork, person_id: PersonId) -> list[Person]:
    """Who must know that a person is out of reach: the coordinators of the plans in which they lead something or have a
    role, without themselves; where there are none, the administrators.
    """
    plans = {one.plan_id for one in uow.people.ties(person_id) if one.plan_id is not None}
    found = {person.id: person for plan_id in plans for person in uow.people.holders(Role.COORDINATOR, plan_id)}
    found.pop(person_id, None)
    if not found:
        found = {person.id: person for person in uow.people.holders(Role.ADMINISTRATOR, None) if person.id != person_id}
    return sorted(found.values(), key=lambda person: (person.name.casefold(), person.id))


def tell_account(uow: UnitOfWork, account: Account, said: Said, *, key: str) -> bool:
    """Queue a direct message to an account, also one that is nobody's: whoever said who they are is told what became
    of it, at once, since they can do nothing until they know. `False`: that key was queued before, or it is no chat.
    """
    if account.platform not in CHATS or account.barred not in {None, "guest"}:
        return False
    workspace = next((one for one in uow.workspaces() if one.id == account.workspace_id), None)
    if workspace is None:
        return False
    with speaking(language_of(uow, account.person_id)):
        reply = _made(said)
    return uow.outbox.put(key=key, destination=_destination(uow, account, workspace), reply=reply)
