"""`outbox`: what waits to be delivered, what could not be, and trying again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from bot import bootstrap
from bot.commands.common import As, Desk, Organisation, open_desk
from bot.settings import BadSettings
from domain.people import Role
from domain.posting import Letter, Traffic
from domain.presenters import plural

_MOST_LETTERS = 20
_MEANT = {
    "channel_not_found": "The channel is gone, or Action Log is not in it.",
    "not_in_channel": "Action Log is not in the channel. Invite it.",
    "is_archived": "The channel is archived.",
    "externally_shared": "The channel is shared with another organisation, so nothing is posted there.",
    "sensitive:public": "The plan is sensitive, and everybody in the organisation can read that channel.",
    "sensitive:team": "The plan is sensitive, and that is a standard channel of a team. Use a private one.",
    "sensitive:unknown": "The plan is sensitive, and the platform doesn't say who can read there.",
    "account_inactive": "The account, or the bot itself, was switched off.",
    "invalid_auth": "The platform no longer takes the bot's token.",
    "token_revoked": "The platform no longer takes the bot's token.",
    "user_not_found": "The person has no account there any more.",
    "in doubt for too long": "Nobody knows whether it arrived. Look in the channel before you send it again.",
    "too many attempts": "The platform could not be reached for about a day.",
    "restricted_action": "Who may write in the channel is restricted there, and Action Log may not.",
    "msg_too_long": "The platform takes no message of that length. Please report it.",
    "invalid_blocks": "The platform can't draw the message. Please report it.",
    "ratelimited": "The platform asked to wait.",
    "can't be reached": "The platform could not be reached from here: the network, a proxy, or an outage.",
    "sign-in": "Microsoft gives no token just now. “actionlog doctor” says more.",
    "waits for their hours": "It is late, and waits for the hours in which people are told things.",
    "its plan is gone": "Its plan was deleted.",
}
"""What the platforms' words mean for the person who reads them here."""


def add_to(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(outbox)


def outbox(
    again: Annotated[
        str | None, typer.Option("--again", metavar="ID", help="Try a message again that was given up; or: all.")
    ] = None,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Show what waits to be delivered and what could not be; try it again."""
    desk = open_desk(as_, organisation)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        if desk.operator.person.id not in {one.id for one in uow.people.holders(Role.ADMINISTRATOR, None)}:
            raise BadSettings("Only an administrator can look into the outbox.")
    if again is not None:
        _send_again(desk, again)
        return
    with desk.store.reading(desk.operator.organisation.id) as uow:
        letters, in_all = uow.outbox.undelivered(_MOST_LETTERS)
        traffic, waited = uow.outbox.traffic(), uow.outbox.longest_wait()
    again_and_again = f", {traffic.sent_again:,} of them after more than one attempt" if traffic.sent_again else ""
    typer.echo(f"{plural(traffic.sent, 'message')} sent in the last 30 days{again_and_again}.")
    if not letters:
        typer.echo("Everything is delivered.")
        return
    typer.echo(f"{plural(in_all, 'message')} not delivered yet: {_stand(traffic, waited)}.")
    for letter in letters:
        typer.echo(f"  {_line(letter)}")
    if in_all > len(letters):
        typer.echo(f"  and {in_all - len(letters)} more")
    if any(letter.state == "dead" for letter in letters):
        typer.echo("To try one again: actionlog outbox --again ID (or: --again all)")


def _stand(traffic: Traffic, waited: timedelta) -> str:
    parts = []
    if traffic.waiting:
        more = [f"the oldest for {_span(waited)}"]
        more += [f"{traffic.tried:,} tried before"] if traffic.tried else []
        more += [f"{traffic.unclear:,} may have arrived"] if traffic.unclear else []
        parts.append(f"{traffic.waiting:,} waiting ({', '.join(more)})")
    if traffic.dead:
        parts.append(f"{traffic.dead:,} given up")
    return ", ".join(parts)


def age(since: datetime) -> str:
    """How long ago, in the largest unit that fits. By the machine's clock, which need not be the database's."""
    return _span(datetime.now(UTC) - since)


def _span(passed: timedelta) -> str:
    minutes = max(0, int(passed.total_seconds() // 60))
    for unit, size in (("day", 60 * 24), ("hour", 60)):
        if minutes >= size:
            return plural(minutes // size, unit)
    return plural(minutes, "minute")


def _line(letter: Letter) -> str:
    where = f"{letter.destination.platform.value.title()} {letter.destination.conversation}"
    if letter.state == "dead":
        return f"{letter.id}: given up after {plural(letter.attempts, 'attempt')}, for {where}. {_why(letter.reason)}"
    tried = f" Tried {plural(letter.attempts, 'time')}. {_why(letter.reason)}" if letter.attempts else ""
    unclear = " It may have arrived." if letter.maybe_sent else ""
    return f"{letter.id}: waiting for {age(letter.created_at)}, for {where}.{tried}{unclear}"


def _why(reason: str) -> str:
    meant = next((words for word, words in _MEANT.items() if word in reason), "")
    return f"{meant} ({reason})" if meant else f"The platform's word: {reason or 'none'}."


def _send_again(desk: Desk, again: str) -> None:
    from domain.events import MessageSentAgain

    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        letters = [one for one in uow.outbox.undelivered(10_000)[0] if one.state == "dead"]
        chosen = letters if again == "all" else [one for one in letters if one.id == again]
        if again != "all" and not chosen:
            raise BadSettings("There is no message of that id that was given up. “actionlog outbox” shows them.")
        for letter in chosen:
            uow.outbox.send_again(
                letter.id,
                because=MessageSentAgain(
                    at=desk.now(), by=desk.signature, message=letter.id, platform=letter.destination.platform.value
                ),
            )
    if not chosen:
        typer.echo("No message was given up.")
    else:
        typer.echo(f"{plural(len(chosen), 'message')} will be tried again while “actionlog serve” runs.")
