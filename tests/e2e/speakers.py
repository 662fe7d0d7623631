"""One person who speaks on one platform, over real HTTP: the same three gestures on Slack, Teams and the console."""

from __future__ import annotations

import html
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping

from rich.console import Console

from adapters.console.session import ConsoleSession
from bot import bootstrap
from bot.playground.slack_state import SlackMessage
from bot.playground.teams_state import TeamsActivity
from bot.playground.world import World
from domain.context import Inbound
from domain.people import Platform
from domain.views import Button

_TIME = re.compile(r"\b\d\d:\d\d\b")
_PLATFORM = re.compile(r"in Slack|in Teams|in the console")
_DRAWN = str.maketrans("·“”", "   ")


def folded(words: str) -> str:
    """Words without what platforms draw differently (line breaks, separators, quotation marks), without times of day,
    and without the platform's name, which history gives.
    """
    return " ".join(_PLATFORM.sub("HERE", _TIME.sub("HH:MM", words)).translate(_DRAWN).split())


class Speaker(ABC):
    """Somebody on a platform. Each gesture gives the words of the answer."""

    platform = ""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name

    @abstractmethod
    def say(self, line: str) -> str:
        """Type a line."""

    @abstractmethod
    def press(self, label: str, key: str = "") -> str:
        """Press a button of the last answer; `key` names the row."""

    @abstractmethod
    def fill_in(self, label: str, key: str, values: Mapping[str, str]) -> str:
        """Press a button that opens a form, fill it in by the labels of its fields, and save."""


class SlackSpeaker(Speaker):
    """In the plan's channel, with slash commands."""

    platform = "slack"

    @property
    def _user(self) -> str:
        return self.world.person(self.name).slack

    def _seen(self) -> SlackMessage:
        return self.world.slack.last(self.world.slack_channel, as_user=self._user)

    def _after(self, before: SlackMessage | None) -> str:
        def new() -> SlackMessage | None:
            messages = self.world.slack.messages(self.world.slack_channel, as_user=self._user)
            return messages[-1] if messages and messages[-1] != before else None

        found: SlackMessage = self.world.slack.wait_for(new, what="an answer")
        return html.unescape(found.text)  # the fallback text is escaped, as Slack wants it

    def _before(self) -> SlackMessage | None:
        messages = self.world.slack.messages(self.world.slack_channel, as_user=self._user)
        return messages[-1] if messages else None

    def say(self, line: str) -> str:
        before = self._before()
        exchange = self.world.slack.command(line, user=self._user, channel=self.world.slack_channel)
        assert exchange.status == 200
        return self._after(before)

    def press(self, label: str, key: str = "") -> str:
        before = self._before()
        exchange = self.world.slack.press(label.format(key=key), user=self._user, on=self._seen())
        assert exchange.status == 200
        return self._after(before)

    def fill_in(self, label: str, key: str, values: Mapping[str, str]) -> str:
        before = self._before()
        self.world.slack.press(label.format(key=key), user=self._user, on=self._seen())
        view = self.world.slack.modal(self._user)
        assert view is not None
        assert self.world.slack.submit(view, values).status == 200
        return self._after(before)


class TeamsSpeaker(Speaker):
    """In the personal chat with the bot."""

    platform = "teams"

    @property
    def _user(self) -> str:
        return self.world.teams_users[self.name]

    @property
    def _chat(self) -> str:
        return self.world.teams.personal(self._user).id

    def _cards(self) -> list[TeamsActivity]:
        return [
            one for one in self.world.teams.messages(self._chat) if one.buttons(self._user) or one.words(self._user)
        ]

    def _words(self) -> list[str]:
        return [one.words(self._user) for one in self._cards()]

    def _after(self, before: list[str]) -> str:
        words: list[str] = self.world.teams.wait_for(lambda: (now := self._words()) != before and now, what="an answer")
        return next((new for new, old in zip(words, before, strict=False) if new != old), words[-1])

    def say(self, line: str) -> str:
        exchange = self.world.teams.say(line, user=self._user)
        assert exchange.status in {200, 201, 202}
        before = self._words()
        if before[-1] == line:
            return self._after(before)
        return before[-1]

    def press(self, label: str, key: str = "") -> str:
        before = self._words()
        exchange = self.world.teams.press(label.format(key=key), user=self._user, on=self._cards()[-1])
        assert exchange.status == 200
        return self._after(before)

    def fill_in(self, label: str, key: str, values: Mapping[str, str]) -> str:
        self.press(label, key)
        before = self._words()
        assert self.world.teams.press("Save", user=self._user, on=self._cards()[-1], inputs=values).status == 200
        return self._after(before)


class ConsoleSpeaker(Speaker):
    """At a terminal."""

    platform = "console"

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        operator = bootstrap.choose_operator(world.store, None, name)
        self.typed: list[str] = []
        self.session = ConsoleSession(
            bootstrap.make_bus(world.store, world.clock),
            operator.console.external_id,
            operator.person.id,
            Console(file=io.StringIO(), width=200),
            lambda question: self.typed.pop(0) if self.typed else "",
        )

    def say(self, line: str) -> str:
        return self.session.say(line).text

    def press(self, label: str, key: str = "") -> str:
        wanted = label.format(key=key)
        button = next(one for one in self.session.buttons if wanted in {one.label, one.describe})
        return self.session.press(button).text

    def fill_in(self, label: str, key: str, values: Mapping[str, str]) -> str:
        wanted = label.format(key=key)
        button = next(one for one in self.session.buttons if wanted in {one.label, one.describe})
        form = self.session.bus.receive(self.session_inbound(button)).form
        assert form is not None
        self.typed = [values.get(one.label, "") for one in form.fields]
        return self.session.press(button).text

    def session_inbound(self, button: Button) -> Inbound:
        """The envelope in which the console sends a press."""
        return Inbound(
            platform=Platform.CONSOLE,
            workspace=self.session.workspace,
            account=self.session.account,
            conversation="console",
            pressed=button.sends.encode(),
        )
