"""What the pretend Slack remembers: people, conversations, messages, views, triggers and response addresses.

Plain data behind one lock; no network. Ids look like Slack's, timestamps are strings such as "1795251600.000100".
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Clock = Callable[[], float]
ChannelKind = Literal["channel", "private", "im"]

TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60.0


class SlackError(Exception):
    """A refusal in Slack's words: an error code, and what else belongs into the answer."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more

    def body(self) -> dict[str, Any]:
        """The JSON answer that carries it."""
        return {"ok": False, "error": self.code, **self.more}


@dataclass(frozen=True, slots=True)
class SlackUser:
    """Somebody, or something, with an account.

    ``guest`` is a multi-channel guest, ``single_channel_guest`` the narrower sort; both count as restricted. An
    external user (Slack Connect) has another ``team_id`` than the workspace.
    """

    id: str
    name: str
    real_name: str
    team_id: str
    email: str | None = None
    is_bot: bool = False
    deleted: bool = False
    guest: bool = False
    single_channel_guest: bool = False
    is_admin: bool = False
    tz: str = "Europe/London"


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A conversation. ``members`` are user ids; the bot is in it when its user id is among them."""

    id: str
    name: str
    kind: ChannelKind
    members: frozenset[str]
    is_ext_shared: bool = False
    is_archived: bool = False
    topic: str = ""
    created: int = 0


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """A message in a conversation. ``only_for`` is the one reader of an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[dict[str, Any], ...] = ()
    metadata: Mapping[str, Any] | None = None
    thread_ts: str | None = None
    only_for: str | None = None
    bot_id: str | None = None
    edited_ts: str | None = None
    attachments: tuple[dict[str, Any], ...] = ()
    files: tuple[dict[str, Any], ...] = ()
    client_msg_id: str | None = None
    stored_at: float = 0.0
    unfurl: bool = True

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.only_for is not None

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [element["text"]["text"] for _, element in elements_of(self.blocks) if element.get("type") == "button"]


@dataclass(frozen=True, slots=True)
class SlackFile:
    """A file with its content; ``content`` is None until it has been uploaded."""

    id: str
    name: str
    title: str
    user: str
    content: bytes | None = None
    created: int = 0


@dataclass(frozen=True, slots=True)
class SlackView:
    """A modal or a home tab as one person has it before them. ``payload`` is what the app sent."""

    id: str
    user: str
    kind: Literal["modal", "home"]
    payload: Mapping[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks as the app sent them, with block ids filled in."""
        return list(self.payload.get("blocks", ()))

    @property
    def title(self) -> str:
        """The heading of the modal."""
        return str(self.payload.get("title", {}).get("text", ""))


@dataclass(slots=True)
class ResponseUrl:
    """A response address: who it was made for, and how much of it is left."""

    token: str
    channel: str
    user: str
    message_ts: str | None
    ephemeral: bool
    expires: float
    uses_left: int = RESPONSE_URL_USES


def elements_of(blocks: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Every interactive element with its block, in reading order."""
    found: list[tuple[Mapping[str, Any], dict[str, Any]]] = []
    for block in blocks:
        kind = block.get("type")
        if kind in ("actions", "context_actions"):
            found += [(block, element) for element in block.get("elements", ())]
        elif kind == "section" and isinstance(block.get("accessory"), dict):
            found.append((block, block["accessory"]))
        elif kind == "input" and isinstance(block.get("element"), dict):
            found.append((block, block["element"]))
        elif kind == "card":
            found += [(block, element) for element in block.get("actions", ())]
    return [(block, element) for block, element in found if element.get("type") != "image"]


def filled(blocks: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Blocks with the ids that Slack adds where the app gave none."""
    result = []
    for block in blocks:
        whole: dict[str, Any] = {**block, "block_id": block.get("block_id") or secrets.token_hex(3)}
        for key in ("elements", "actions"):
            if whole.get("type") in ("actions", "context_actions", "card") and key in whole:
                whole[key] = [with_action_id(element) for element in whole[key]]
        for key in ("accessory", "element"):
            if isinstance(whole.get(key), dict) and whole[key].get("type") != "image":
                whole[key] = with_action_id(whole[key])
        result.append(whole)
    return tuple(result)


def with_action_id(element: Mapping[str, Any]) -> dict[str, Any]:
    """An element with the action id that Slack adds where the app gave none."""
    return {**element, "action_id": element.get("action_id") or secrets.token_hex(3)}


class SlackState:
    """The workspace. Every method takes the lock itself; ``changed`` is called after each change."""

    def __init__(self, *, team_id: str, team_name: str, app_id: str, bot_user: str, clock: Clock) -> None:
        self.team_id = team_id
        self.team_name = team_name
        self.team_domain = "".join(letter for letter in team_name.lower() if letter.isalnum()) or "workspace"
        self.app_id = app_id
        self.bot_user = bot_user
        self.bot_id = "B" + bot_user[1:]
        self.clock = clock
        self.lock = threading.RLock()
        self.users: dict[str, SlackUser] = {}
        self.channels: dict[str, SlackChannel] = {}
        self.messages: list[SlackMessage] = []
        self.views: dict[str, SlackView] = {}
        self.homes: dict[str, SlackView] = {}
        self.triggers: dict[str, tuple[str, float, str | None]] = {}
        self.used_triggers: set[str] = set()
        self.response_urls: dict[str, ResponseUrl] = {}
        self.files: dict[str, SlackFile] = {}
        self.origin = ""
        self.history_lag = 0.0
        self.posted: list[Callable[[SlackMessage], None]] = []
        self.listeners: list[Callable[[], None]] = []
        self._last_ts = 0
        self._serial = 0

    def changed(self) -> None:
        """Tell whoever watches that something is different now."""
        for listener in tuple(self.listeners):
            listener()

    def new_id(self, prefix: str) -> str:
        """An id that nobody has yet, such as ``C0000000012``."""
        with self.lock:
            self._serial += 1
            return f"{prefix}{self._serial:010d}"

    def new_ts(self) -> str:
        """A message timestamp by the workspace's clock, later than every earlier one."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # people and conversations

    def user(self, user_id: str) -> SlackUser:
        """Somebody by id; SlackError user_not_found."""
        with self.lock:
            if user_id not in self.users:
                raise SlackError("user_not_found")
            return self.users[user_id]

    def channel(self, channel_id: str) -> SlackChannel:
        """A conversation by id; SlackError channel_not_found."""
        with self.lock:
            if channel_id not in self.channels:
                raise SlackError("channel_not_found")
            return self.channels[channel_id]

    def put_user(self, user: SlackUser) -> SlackUser:
        """Add somebody, or replace what was known of them."""
        with self.lock:
            self.users[user.id] = user
        self.changed()
        return user

    def put_channel(self, channel: SlackChannel) -> SlackChannel:
        """Add a conversation, or replace what was known of it."""
        with self.lock:
            self.channels[channel.id] = channel
        self.changed()
        return channel

    def direct_channel(self, user_id: str) -> SlackChannel:
        """The direct conversation of the bot with somebody, opened if need be."""
        with self.lock:
            user = self.user(user_id)
            for channel in self.channels.values():
                if channel.kind == "im" and channel.members == {user_id, self.bot_user}:
                    return channel
            if user.deleted:
                raise SlackError("user_disabled")
            if user.is_bot:
                raise SlackError("cannot_dm_bot")
            channel_id = "D" + user_id[1:] if "D" + user_id[1:] not in self.channels else self.new_id("D")
            return self.put_channel(
                SlackChannel(channel_id, "", "im", frozenset({user_id, self.bot_user}), created=int(self.clock()))
            )

    # messages

    def store(self, message: SlackMessage) -> SlackMessage:
        """Append a message, or put a newer state in place of the one with its timestamp."""
        with self.lock:
            message = replace(message, stored_at=message.stored_at or time.monotonic())
            for index, known in enumerate(self.messages):
                if known.channel == message.channel and known.ts == message.ts:
                    self.messages[index] = message
                    break
            else:
                self.messages.append(message)
        self.changed()
        return message

    def message(self, channel_id: str, ts: str) -> SlackMessage:
        """One message; SlackError message_not_found."""
        with self.lock:
            for message in self.messages:
                if message.channel == channel_id and message.ts == ts:
                    return message
        raise SlackError("message_not_found")

    def remove(self, channel_id: str, ts: str) -> None:
        """Delete one message; SlackError message_not_found."""
        with self.lock:
            self.messages.remove(self.message(channel_id, ts))
        self.changed()

    def seen_in(self, channel_id: str, user_id: str | None = None) -> list[SlackMessage]:
        """The messages of a conversation, oldest first, as one person sees them (None: without private ones)."""
        with self.lock:
            return [m for m in self.messages if m.channel == channel_id and m.only_for in (None, user_id)]

    # triggers, response addresses, views

    def new_trigger(self, user_id: str, view_id: str | None = None) -> str:
        """A trigger id: good for one use within three seconds."""
        trigger = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        with self.lock:
            self.triggers[trigger] = (user_id, time.monotonic() + TRIGGER_SECONDS, view_id)
        return trigger

    def use_trigger(self, trigger: str) -> tuple[str, str | None]:
        """Spend a trigger: whose it was, and in which view it was made. SlackError where it is no good."""
        with self.lock:
            if trigger in self.used_triggers:
                raise SlackError("exchanged_trigger_id")
            if trigger not in self.triggers:
                raise SlackError("invalid_trigger_id")
            user_id, expires, view_id = self.triggers[trigger]
            if time.monotonic() > expires:
                raise SlackError("expired_trigger_id")
            self.used_triggers.add(trigger)
            return user_id, view_id

    def expire_triggers(self) -> None:
        """Make every trigger that was not used too old, as if three seconds had passed."""
        with self.lock:
            self.triggers = {key: (user, 0.0, view) for key, (user, _, view) in self.triggers.items()}

    def new_response_url(self, channel: str, user: str, message: SlackMessage | None) -> str:
        """The token of a new response address."""
        token = secrets.token_urlsafe(18)
        with self.lock:
            self.response_urls[token] = ResponseUrl(
                token,
                channel,
                user,
                message.ts if message else None,
                message.ephemeral if message else True,
                time.monotonic() + RESPONSE_URL_SECONDS,
            )
        return token

    def expire_response_urls(self) -> None:
        """Make every response address too old, as if half an hour had passed."""
        with self.lock:
            for address in self.response_urls.values():
                address.expires = 0.0

    def stack(self, user_id: str) -> list[SlackView]:
        """The modals somebody has open, the lowest first."""
        with self.lock:
            return [view for view in self.views.values() if view.user == user_id]

    def put_view(self, view: SlackView) -> SlackView:
        """Show a view, or replace the one with its id."""
        with self.lock:
            if view.kind == "home":
                self.homes[view.user] = view
            else:
                self.views[view.id] = view
        self.changed()
        return view

    def close_view(self, view_id: str, *, whole_stack: bool = False) -> None:
        """Take a modal away, or the whole stack it belongs to. An unknown id changes nothing."""
        with self.lock:
            view = self.views.pop(view_id, None)
            if view is not None and whole_stack:
                self.views = {key: other for key, other in self.views.items() if other.user != view.user}
        self.changed()
