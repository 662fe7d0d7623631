"""The month in chat: on the pretend Slack with signed requests, on the pretend Teams with signed tokens, over HTTP."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.playground.slack_state import SlackMessage, SlackView
from bot.playground.teams_cards import actions_of
from bot.playground.teams_state import TeamsActivity
from bot.playground.wire import Exchange
from bot.playground.world import World
from tests.e2e.month.turns import Fill, Give, Hear, Press, Say, Turn, Who

_SECONDS = 30.0
Message = TypeVar("Message", SlackMessage, TeamsActivity)


class InChat(ABC, Generic[Message]):
    """Everybody on one platform. `do` has a turn, and gives the words of its answer, and the buttons in it."""

    platform = ""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self._on: dict[str, Message] = {}
        self._heard: set[tuple[str, str, str]] = set()
        self.opened: Callable[[Turn], None] = lambda turn: None
        """Called with a turn once its form is open."""

    def pass_time(self) -> None:
        """Nothing: the platforms have the world's clock."""

    def close(self) -> None:
        """Everybody has been polite."""
        self.world.slack.check()
        self.world.teams.check()

    def do(self, turn: Turn) -> tuple[str, tuple[str, ...]]:
        """Have a turn: what answers it is new or changed, and says what is expected."""
        before = self._seen(turn)
        gesture: dict[type[Turn], Callable[[Any], None]] = {
            Say: self.say,
            Press: self.press,
            Fill: self.fill_in,
            Give: self.give,
            Hear: lambda _: None,
        }
        gesture[type(turn)](turn)

        def answered() -> tuple[str, Message, str] | None:
            now = self._seen(turn)
            for key, (one, said) in reversed(now.items()):
                if isinstance(turn, Hear):  # it may have come before anybody listened
                    new = (turn.who, key, said) not in self._heard
                else:
                    new = key not in before or before[key][1] != said
                if new and turn.says in said:
                    return key, one, said
            return None

        try:
            key, message, said = self._wait(answered, turn.says)
        except AssertionError as error:
            raise AssertionError(
                f"{turn}: {error}\nThere is {[said for _, said in self._seen(turn).values()][-2:]}"
            ) from None
        self._on[turn.who] = message
        self._heard.add((turn.who, key, said))
        return said.strip(), tuple(self._buttons(turn.who, message))

    @abstractmethod
    def say(self, turn: Say) -> None:
        """Type a line."""

    @abstractmethod
    def press(self, turn: Press) -> None:
        """Press a button of the last answer."""

    @abstractmethod
    def fill_in(self, turn: Fill) -> None:
        """Press a button, and send the form off that it opens."""

    @abstractmethod
    def give(self, turn: Give) -> None:
        """Send a file."""

    @abstractmethod
    def _seen(self, turn: Turn) -> dict[str, tuple[Message, str]]:
        """What the bot has said where the turn is had, by id, oldest first, with its words."""

    @abstractmethod
    def _buttons(self, name: str, message: Message) -> list[str]:
        """What can be pressed on it."""

    @abstractmethod
    def _wait(self, condition: Callable[[], Any], what: str) -> Any:
        """Wait until it is so."""


class OnSlack(InChat[SlackMessage]):
    """Direct messages with the bot, and slash commands in the plan's channel."""

    platform = "slack"

    def user(self, name: str) -> str:
        """Somebody's account; who is new gets one."""
        known = next((one.id for one in self.world.slack.state.users.values() if one.real_name == name), None)
        if known is not None:
            return known
        mail = f"{name.lower().replace(' ', '.')}@council.example"
        return self.world.slack.add_user(name.split()[0].lower(), name, email=mail).id

    def say(self, turn: Say) -> None:
        user = self.user(turn.who)
        if turn.channel:
            assert self.world.slack.command(turn.line, user=user, channel=self.world.slack_channel).ok
        else:
            _took(self.world.slack.say(turn.line, user=user, channel=self.world.slack.direct(user).id))

    def give(self, turn: Give) -> None:
        user = self.user(turn.who)
        direct = self.world.slack.direct(user).id
        content = turn.content.encode()
        _took(self.world.slack.upload(turn.name, content, user=user, channel=direct, text=turn.line))

    def press(self, turn: Press) -> None:
        on = self._on[turn.who]
        if not on.ephemeral:
            on = self.world.slack.message(on.channel, on.ts)
        _took(self.world.slack.press(turn.named, user=self.user(turn.who), on=on))

    def fill_in(self, turn: Fill) -> None:
        user = self.user(turn.who)
        if turn.line:
            assert self.world.slack.command(turn.line, user=user, channel=self.world.slack_channel).ok
        else:
            self.press(turn)
        self._form(user)
        self.opened(turn)
        if turn.first:
            self.world.slack.submit(self._form(user), turn.first)
            assert turn.error in self._form(user).errors.values(), self._form(user).errors
        assert self.world.slack.submit(self._form(user), self._values({**turn.first, **turn.values})).ok
        left = self.world.slack.modal(user)
        assert left is None or not left.errors, left

    def _form(self, user: str) -> SlackView:
        found: SlackView = self._wait(lambda: self.world.slack.modal(user), "a form")
        return found

    def _values(self, values: Mapping[str, str | Who]) -> dict[str, Any]:
        return {label: [self.user(value.name)] if isinstance(value, Who) else value for label, value in values.items()}

    def _seen(self, turn: Turn) -> dict[str, tuple[SlackMessage, str]]:
        slack, user = self.world.slack, self.user(turn.who)
        posts = [one for one in slack.messages(self.world.slack_channel, as_user=user) if one.user == slack.bot_user]
        if isinstance(turn, Hear) and turn.channel:
            found = [one for one in posts if not one.ephemeral]
        else:  # what only they see of the channel, and what the bot told them directly
            direct = slack.messages(slack.direct(user).id, as_user=user)
            found = [one for one in posts if one.ephemeral] + [one for one in direct if one.user == slack.bot_user]
        found.sort(key=lambda one: one.ts)
        return {f"{one.channel} {one.ts}": (one, html.unescape(one.text)) for one in found}

    def _buttons(self, name: str, message: SlackMessage) -> list[str]:
        return message.buttons

    def _wait(self, condition: Callable[[], Any], what: str) -> Any:
        return self.world.slack.wait_for(condition, timeout=_SECONDS, what=what)


class OnTeams(InChat[TeamsActivity]):
    """Personal chats with the bot, and mentions of it in the plan's channel, which it answers in private."""

    platform = "teams"

    def user(self, name: str) -> str:
        """Somebody's account; who is new gets one."""
        known = next((one.id for one in self.world.teams.state.users.values() if one.name == name), None)
        return known or self.world.teams.add_user(name).id

    def say(self, turn: Say) -> None:
        user = self.user(turn.who)
        if turn.channel:
            line, where = f"@Action Log {turn.line}", self.world.teams_channel
            done = self.world.teams.say(line, user=user, conversation=where)
        else:
            done = self.world.teams.say(turn.line, user=user)
        _took(done)

    def give(self, turn: Give) -> None:
        user = self.user(turn.who)
        _took(self.world.teams.upload(turn.name, turn.content.encode(), user=user, text=turn.line))

    def press(self, turn: Press) -> None:
        on = self._now(turn.who)
        assert self.world.teams.press(turn.named, user=self.user(turn.who), on=on).ok

    def _now(self, name: str) -> TeamsActivity:
        on = self._on[name]
        return self.world.teams.message(on.conversation, on.id)

    def fill_in(self, turn: Fill) -> None:
        user = self.user(turn.who)
        before = {key: said for key, (_, said) in self._seen(turn).items()}
        if turn.line:
            _took(self.world.teams.say(turn.line, user=user))
        else:
            self.press(turn)

        def form() -> TeamsActivity | None:
            now = self._seen(turn).items()
            new = [one for key, (one, said) in now if before.get(key) != said]
            return next((one for one in reversed(new) if "Input." in str(one.card(user))), None)

        card = self._wait(form, "a form")
        self.opened(turn)
        if turn.first:
            before = {key: said for key, (_, said) in self._seen(turn).items()}
            self._submit(user, card, turn.first)
            card = self._wait(form, "the form again")
            assert turn.error in card.words(user), card.words(user)
        self._submit(user, card, {**turn.first, **turn.values})

    def _submit(self, user: str, form: TeamsActivity, values: Mapping[str, str | Who]) -> None:
        save = actions_of(form.card(user) or {})[0]["title"]
        assert self.world.teams.press(save, user=user, on=form, inputs=self._values(values)).ok

    def _values(self, values: Mapping[str, str | Who]) -> dict[str, Any]:
        users = self.world.teams.state.users
        return {
            label: users[self.user(value.name)].object_id if isinstance(value, Who) else value
            for label, value in values.items()
        }

    def _seen(self, turn: Turn) -> dict[str, tuple[TeamsActivity, str]]:
        teams, user = self.world.teams, self.user(turn.who)
        channel = isinstance(turn, Hear) and turn.channel
        place = self.world.teams_channel if channel else teams.personal(user).id
        found = [one for one in teams.messages(place, as_user=user) if one.sender == teams.state.bot_id]
        return {one.id: (one, one.words(user)) for one in found}

    def _buttons(self, name: str, message: TeamsActivity) -> list[str]:
        return message.buttons(self.user(name))

    def _wait(self, condition: Callable[[], Any], what: str) -> Any:
        return self.world.teams.wait_for(condition, timeout=_SECONDS, what=what)


def _took(done: Exchange | None) -> None:
    """The bot heard it. On a busy machine its HTTP answer may come too late; what it then says is waited for."""
    assert done is not None, "the bot did not hear it"
    assert done.ok or done.status is None, done
