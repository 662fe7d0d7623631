"""A verified request of Slack's as a request of ours: who, where, what, and how to answer.

Who somebody is comes from the envelope that Slack signed, never from a value of ours that came back in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from adapters.slack import files, forms
from adapters.slack.blocks import POST
from adapters.slack.config import Installation
from adapters.slack.forms import Origin
from adapters.slack.picked import words_of
from adapters.slack.values import decode, decode_line
from adapters.slack.web_api import account_facts
from adapters.slack.words import heard, shorten
from domain.context import AccountFacts, Inbound, delivery_named
from domain.mentions import MENTION
from domain.people import Platform
from domain.place_messages import Home

Kind = Literal["command", "button", "submission", "message", "mention", "home", "profile"]
Standing = Literal["ours", "outside", "doubtful", "elsewhere"]
"""Where an account belongs, as far as the envelope says: to our workspace; to another one (Slack Connect); perhaps to
another of our organisation (Grid), so that Slack must be asked; or the request is from a workspace that isn't ours."""

_DOMAIN = re.compile(r"[a-z0-9-]{1,80}")
_ID = re.compile(r"[\w.-]{1,100}", re.ASCII)
_TS = re.compile(r"\d{1,12}\.\d{1,8}")
_TYPED = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""The subtypes of messages that somebody has just typed."""
_NAMELESS = frozenset({"directmessage", "privategroup"})


@dataclass(frozen=True, slots=True)
class Envelope:
    """A request, and what its answer needs. `source` is the list in which a button stood, as its block's id has it."""

    kind: Kind
    standing: Standing
    inbound: Inbound
    origin: Origin
    trigger_id: str = ""
    source: str = ""
    inputs: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """What was typed; nothing where a button was pressed."""
        return self.inbound.said or ""


def read(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    """The request in a payload; `None` where it is nothing for us (somebody's edit, a bot, an event we don't need)."""
    envelope = _read(body, us)
    if envelope is None or envelope.standing == "ours":
        return envelope
    return replace(envelope, inbound=replace(envelope.inbound, comes_from=_comes_from(body, us)))


def _comes_from(body: Mapping[str, Any], us: Installation) -> str:
    """The workspace of somebody's account, where it isn't ours; empty where the payload doesn't say."""
    event, user = _part(body, "event"), _part(body, "user")
    named = (
        _id(user, "team_id"),
        *(_id(event, name) for name in ("user_team", "source_team", "team")),
        _id(_part(body, "team"), "id"),
        _id(body, "team_id"),
    )
    return next((one for one in named if one and one != us.team_id), "")


def _read(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    if isinstance(body.get("command"), str):
        return _command(body, us)
    match body.get("type"):
        case "block_actions":
            return _button(body, us)
        case "view_submission":
            return _submission(body, us)
        case "message_action":
            return _of_message(body, us)
        case "event_callback":
            return _event(body, us)
    return None


def _command(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    user, channel = _id(body, "user_id"), _id(body, "channel_id")
    if not user:
        return None
    return Envelope(
        kind="command",
        standing=_of_team(_word(body, "team_id"), _word(body, "enterprise_id"), us),
        inbound=_inbound(
            us,
            user=user,
            name=_word(body, "user_name"),
            channel=channel,
            channel_name=_word(body, "channel_name"),
            delivery=_id(body, "trigger_id"),
            said=heard(_word(body, "text"), us.bot_user_id),
        ),
        origin=Origin(response_url=_word(body, "response_url"), channel=channel),
        trigger_id=_id(body, "trigger_id"),
    )


def _button(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else None
    user = _part(body, "user")
    if action is None or not _id(user, "id"):
        return None
    container, channel = _part(body, "container"), _part(body, "channel")
    place = _id(container, "channel_id") or _id(channel, "id")
    block_id = _word(action, "block_id")
    ephemeral = container.get("is_ephemeral") is True
    origin = Origin(
        response_url=_word(body, "response_url"),
        channel=place,
        thread=_id(container, "thread_ts"),
        ts=_id(container, "message_ts"),
        ephemeral=ephemeral,
        own=ephemeral or (place.startswith("D") and not block_id.startswith(POST)),
        home=_word(_part(body, "view"), "type") == "home",
    )
    value = _word(_part(action, "selected_option"), "value") or _word(action, "value")
    source = block_id.partition(" ")[2]
    line = decode_line(value)
    pressed = decode(value) if line is None else None
    if pressed is not None and source:
        pressed["in"] = decode(source)
    inbound = _inbound(
        us,
        user=_id(user, "id"),
        name=_word(user, "name"),
        channel=place,
        channel_name=_word(channel, "name"),
        delivery=_id(body, "trigger_id"),
        said=line,
        content=value,
        pressed=pressed,
        on=_own_message(origin),
    )
    return Envelope(
        kind="button",
        standing=_of_person(user, body, us),
        inbound=inbound,
        origin=origin,
        trigger_id=_id(body, "trigger_id"),
        source=source,
    )


FROM_MESSAGE = {"log_progress": "open_log", "create_action": "open_add"}
"""The entries in the menu of a message, and the form that each opens."""
_MOST_OF_MESSAGE = 2_900


def _of_message(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    """Somebody picked a message: its words go into a form, and for a progress note the link to it."""
    user, message, channel = _part(body, "user"), _part(body, "message"), _id(_part(body, "channel"), "id")
    wanted = FROM_MESSAGE.get(_word(body, "callback_id"))
    if wanted is None or not _id(user, "id"):
        return None
    words = MENTION.sub(lambda mention: mention["name"], heard(words_of(message), us.bot_user_id))
    given = {"text": shorten(words, _MOST_OF_MESSAGE)}
    if wanted == "open_log":
        ts = _id(body, "message_ts") or _id(message, "ts")
        given["evidence"] = _link_to(body, channel, ts, _id(message, "thread_ts"))
    inbound = _inbound(
        us,
        user=_id(user, "id"),
        name=_word(user, "name"),
        channel=channel,
        channel_name=_word(_part(body, "channel"), "name"),
        delivery=_id(body, "trigger_id"),
        content=f"{wanted} {words}",
    )
    return Envelope(
        kind="button",
        standing=_of_person(user, body, us),
        inbound=replace(inbound, pressed={"do": wanted, "with": given}),
        origin=Origin(response_url=_word(body, "response_url"), channel=channel),
        trigger_id=_id(body, "trigger_id"),
    )


def _link_to(body: Mapping[str, Any], channel: str, ts: str, thread: str) -> str:
    """The address at which Slack shows a message, within its thread if it has one; empty where the payload doesn't say
    enough.
    """
    domain = _word(_part(body, "team"), "domain")
    if not (_DOMAIN.fullmatch(domain) and channel.isalnum() and _TS.fullmatch(ts)):
        return ""
    inside = f"?thread_ts={thread}&cid={channel}" if thread != ts and _TS.fullmatch(thread) else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{inside}"


def _submission(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    user, view = _part(body, "user"), _part(body, "view")
    if not _id(user, "id") or view.get("type") != "modal" or view.get("callback_id") != forms.CALLBACK:
        return None
    sent = forms.read(view)
    inbound = _inbound(
        us,
        user=_id(user, "id"),
        name=_word(user, "name"),
        channel=sent.origin.channel,
        delivery=sent.delivery,
    )
    return Envelope(
        kind="submission",
        standing=_of_person(user, body, us),
        inbound=replace(inbound, pressed=sent.pressed, fields=sent.fields, on=_own_message(sent.origin)),
        origin=sent.origin,
        trigger_id=_id(body, "trigger_id"),
        inputs=sent.inputs,
        source=sent.source,
    )


def _own_message(origin: Origin) -> str:
    """The message in somebody's conversation with us that the answer will take the place of."""
    return origin.ts if origin.own and not origin.ephemeral else ""


def _event(body: Mapping[str, Any], us: Installation) -> Envelope | None:
    event = _part(body, "event")
    if event.get("type") == "user_change":
        return _profile(_part(event, "user"), body, us)
    kind = _kind(event)
    user, channel = _id(event, "user"), _id(event, "channel")
    if kind is None or not user or user == us.bot_user_id or not _for_us(body, us):
        return None
    teams = {_word(event, name) for name in ("user_team", "source_team", "team")} - {"", us.team_id}
    inbound = _inbound(
        us,
        user=user,
        channel=channel,
        delivery=_id(body, "event_id"),
        said=None if kind == "home" else heard(_word(event, "text"), us.bot_user_id),
    )
    if kind == "home":
        inbound = replace(inbound, pressed=Home().encode())
    else:
        inbound = replace(inbound, files=files.offered(event), pasted=files.pasted_table(event))
    return Envelope(
        kind=kind,
        standing=("doubtful" if us.enterprise_id else "outside") if teams else "ours",
        inbound=inbound,
        origin=Origin(channel=channel, thread=_id(event, "thread_ts"), home=kind == "home"),
    )


def _profile(user: Mapping[str, Any], body: Mapping[str, Any], us: Installation) -> Envelope | None:
    """Somebody's profile was changed, or their account deactivated."""
    account = _id(user, "id")
    if not account or not _for_us(body, us):
        return None
    inbound = _inbound(us, user=account, channel="", delivery=_id(body, "event_id"))
    return Envelope(
        kind="profile", standing="ours", inbound=replace(inbound, facts=account_facts(user, us)), origin=Origin()
    )


def _kind(event: Mapping[str, Any]) -> Literal["message", "mention", "home"] | None:
    """Only what a person has just typed: no edits, no hidden messages, no bots."""
    subtype = event.get("subtype")
    if not (subtype is None or isinstance(subtype, str)) or subtype not in _TYPED:
        return None
    if any(event.get(one) for one in ("hidden", "bot_id", "bot_profile", "edited")):
        return None
    if event.get("type") == "app_mention":
        return "mention"
    if event.get("type") == "app_home_opened":
        return "home" if event.get("tab") == "home" else None
    return "message" if event.get("type") == "message" and event.get("channel_type") == "im" else None


def _for_us(body: Mapping[str, Any], us: Installation) -> bool:
    """Events of shared channels name the workspace where they happened; who they are for stands beside."""
    teams = {_word(body, "team_id")}
    authorizations = body.get("authorizations")
    for each in authorizations if isinstance(authorizations, list) else ():
        if isinstance(each, dict):
            teams.add(_word(each, "team_id"))
    return us.team_id in teams


def _of_team(team: str, enterprise: str, us: Installation) -> Standing:
    if team == us.team_id:
        return "ours"
    return "doubtful" if us.enterprise_id and enterprise == us.enterprise_id else "elsewhere"


def _of_person(user: Mapping[str, Any], body: Mapping[str, Any], us: Installation) -> Standing:
    """The payload of an outsider's press names OUR workspace as its team; only `user.team_id` tells them apart."""
    team = _word(_part(body, "team"), "id") or _word(user, "team_id")
    where = _of_team(team, _word(_part(body, "enterprise"), "id"), us)
    if where == "elsewhere":
        return where
    if _word(user, "team_id") == us.team_id:
        return "ours"
    return "doubtful" if us.enterprise_id else "outside"


def _inbound(
    us: Installation,
    *,
    user: str,
    channel: str,
    delivery: str,
    name: str = "",
    channel_name: str = "",
    said: str | None = None,
    content: str = "",
    pressed: Mapping[str, Any] | None = None,
    on: str = "",
) -> Inbound:
    return Inbound(
        platform=Platform.SLACK,
        workspace=us.team_id,
        account=user,
        conversation=channel,
        private=not channel or channel.startswith("D"),
        display_name=name,
        said=said,
        delivery=delivery_named(delivery, content or said or ""),
        pressed=pressed,
        on=on,
        conversation_name="" if channel_name in _NAMELESS else channel_name,
    )


OUTSIDER = AccountFacts(is_outside=True)
"""What is known of somebody from another workspace, without asking."""


def _word(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _id(given: Mapping[str, Any], name: str) -> str:
    """A name that Slack gives. What no platform would call anything is none: it would go into addresses and logs."""
    value = _word(given, name)
    return value if _ID.fullmatch(value) else ""


def _part(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = given.get(name)
    return value if isinstance(value, dict) else {}
