"""What the pretend Teams remembers: people, conversations, activities, private states of cards, open dialogs.

Plain data behind one lock; no network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.playground.teams_cards import CARD, actions_of, text_of

ConversationKind = Literal["personal", "groupChat", "channel"]
Clock = Callable[[], float]


class TeamsError(Exception):
    """A refusal of the connector: an HTTP status, a code and words."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(f"{code}: {message or code}")
        self.status = status
        self.code = code
        self.message = message or code

    def body(self) -> dict[str, Any]:
        """The JSON answer that carries it."""
        return {"error": {"code": self.code, "message": self.message}}


@dataclass(frozen=True, slots=True)
class TeamsUser:
    """Somebody with an account. ``id`` is what the bot sees (``29:…``), ``object_id`` the one of the directory.

    ``installed`` says whether they have the app in a personal chat; ``blocked`` that they have blocked it.
    """

    id: str
    object_id: str
    name: str
    email: str
    tenant_id: str
    installed: bool = True
    blocked: bool = False
    guest: bool = False


@dataclass(frozen=True, slots=True)
class TeamsConversation:
    """A chat or a channel. ``members`` are user ids; ``bot`` says whether the app is installed there."""

    id: str
    kind: ConversationKind
    name: str
    members: frozenset[str]
    bot: bool = True
    team_id: str | None = None
    team_name: str | None = None
    channel_type: str = "standard"


@dataclass(frozen=True, slots=True)
class TeamsActivity:
    """A message as it stands now. ``only_for`` is the one reader of a targeted one.

    ``private_cards`` are states that only one person sees, by user id: what the bot returned to their button.
    """

    id: str
    conversation: str
    sender: str
    text: str
    attachments: tuple[dict[str, Any], ...] = ()
    at: float = 0.0
    thread: str | None = None
    only_for: str | None = None
    edited: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict)
    private_cards: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def card(self, user_id: str | None = None) -> dict[str, Any] | None:
        """The Adaptive Card, as one person sees it; None where there is none."""
        if user_id is not None and user_id in self.private_cards:
            return self.private_cards[user_id]
        return next((each["content"] for each in self.attachments if each.get("contentType") == CARD), None)

    def words(self, user_id: str | None = None) -> str:
        """Everything a person can read on it, for tests."""
        card = self.card(user_id)
        return "\n".join(part for part in (self.text, text_of(card) if card else "") if part)

    def buttons(self, user_id: str | None = None) -> list[str]:
        """The titles of its buttons, in reading order."""
        card = self.card(user_id)
        return [str(action.get("title", "")) for action in actions_of(card)] if card else []


@dataclass(frozen=True, slots=True)
class TeamsDialog:
    """A dialog somebody has open: a card, and where it was opened."""

    user: str
    conversation: str
    title: str
    card: dict[str, Any]
    reply_to: str | None = None


class TeamsState:
    """One tenant with one bot. ``changed`` is called after each change."""

    def __init__(self, *, tenant_id: str, app_id: str, bot_name: str, clock: Clock) -> None:
        self.tenant_id = tenant_id
        self.app_id = app_id
        self.bot_id = f"28:{app_id}"
        self.bot_name = bot_name
        self.clock = clock
        self.lock = threading.RLock()
        self.users: dict[str, TeamsUser] = {}
        self.conversations: dict[str, TeamsConversation] = {}
        self.activities: list[TeamsActivity] = []
        self.dialogs: dict[str, TeamsDialog] = {}
        self.notices: dict[str, str] = {}
        self.listeners: list[Callable[[], None]] = []
        self._serial = 0
        self._last_id = 0

    def changed(self) -> None:
        """Tell whoever watches that something is different now."""
        for listener in tuple(self.listeners):
            listener()

    def serial(self) -> int:
        """A number nobody has yet."""
        with self.lock:
            self._serial += 1
            return self._serial

    def new_activity_id(self) -> str:
        """An activity id by the clock, in milliseconds as Teams has them, later than every earlier one."""
        with self.lock:
            self._last_id = max(self._last_id + 1, int(self.clock() * 1000))
            return str(self._last_id)

    def user(self, user_id: str) -> TeamsUser:
        """Somebody by id or directory id; TeamsError 404."""
        with self.lock:
            if user_id in self.users:
                return self.users[user_id]
            for user in self.users.values():
                if user.object_id == user_id:
                    return user
        raise TeamsError(404, "MemberNotFoundInConversation", "Member not found in conversation.")

    def conversation(self, conversation_id: str) -> TeamsConversation:
        """A conversation by id, with or without the part that names a thread; TeamsError 404."""
        root = conversation_id.partition(";")[0]
        with self.lock:
            if root not in self.conversations:
                raise TeamsError(404, "ConversationNotFound", "Conversation not found.")
            return self.conversations[root]

    def put_user(self, user: TeamsUser) -> TeamsUser:
        """Add somebody, or replace what was known of them."""
        with self.lock:
            self.users[user.id] = user
        self.changed()
        return user

    def put_conversation(self, conversation: TeamsConversation) -> TeamsConversation:
        """Add a conversation, or replace what was known of it."""
        with self.lock:
            self.conversations[conversation.id] = conversation
        self.changed()
        return conversation

    def personal(self, user_id: str) -> TeamsConversation:
        """The personal chat of the bot with somebody, made if need be."""
        with self.lock:
            user = self.user(user_id)
            for conversation in self.conversations.values():
                if conversation.kind == "personal" and user.id in conversation.members:
                    return conversation
            conversation_id = f"a:1-{user.object_id}"
            return self.put_conversation(
                TeamsConversation(conversation_id, "personal", "", frozenset({user.id}), bot=user.installed)
            )

    def store(self, activity: TeamsActivity) -> TeamsActivity:
        """Append an activity, or put a newer state in place of the one with its id."""
        with self.lock:
            activity = replace(activity, at=activity.at or self.clock())
            for index, known in enumerate(self.activities):
                if known.id == activity.id and known.conversation == activity.conversation:
                    self.activities[index] = activity
                    break
            else:
                self.activities.append(activity)
        self.changed()
        return activity

    def activity(self, conversation_id: str, activity_id: str) -> TeamsActivity:
        """One activity; TeamsError 404."""
        root = conversation_id.partition(";")[0]
        with self.lock:
            for activity in self.activities:
                if activity.conversation == root and activity.id == activity_id:
                    return activity
        raise TeamsError(404, "ActivityNotFoundInConversation", "Activity not found in conversation.")

    def remove(self, activity: TeamsActivity) -> None:
        """Take an activity away."""
        with self.lock:
            self.activities = [each for each in self.activities if each.id != activity.id]
        self.changed()

    def seen_in(self, conversation_id: str, user_id: str | None = None) -> list[TeamsActivity]:
        """The activities of a conversation, oldest first, as one person sees them (None: without targeted ones)."""
        root = conversation_id.partition(";")[0]
        with self.lock:
            return [a for a in self.activities if a.conversation == root and a.only_for in (None, user_id)]

    def set_dialog(self, user_id: str, dialog: TeamsDialog | None) -> None:
        """Open or close somebody's dialog."""
        with self.lock:
            if dialog is None:
                self.dialogs.pop(user_id, None)
            else:
                self.dialogs[user_id] = dialog
        self.changed()

    def set_notice(self, user_id: str, words: str | None) -> None:
        """What Teams itself tells somebody in passing, such as "Unable to reach app"."""
        with self.lock:
            if words is None:
                self.notices.pop(user_id, None)
            else:
                self.notices[user_id] = words
        self.changed()
