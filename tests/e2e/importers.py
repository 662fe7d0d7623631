"""Somebody who gives a plan to the bot in a direct message, with the same gestures on Slack and on Teams."""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping

from bot.playground.slack_state import SlackMessage
from bot.playground.teams_state import TeamsActivity
from bot.playground.wire import Exchange
from bot.playground.world import World

PLAN = """Harbour Street Renewal Plan

Ref\tAction\tLead\tDue date\tRAG\tProgress
1\tAgree the survey of the quay wall with the engineers\tJo Marsh\t30 June 2030\tGreen\tSurvey booked
2\tWrite to every shop about the works\tPriya Nair\t31 March 2031\tAmber\tDraft letter
3\tFind a new place for the Saturday market\tDev Shah\tsoon\tRed\tTwo places looked at
4\tPublish the drawings\t\t14 May 2031\t\t
5\tReplace the lamps along the steps\tJo Marsh\t1 December 2020\tRed\tNot begun
"""
READING = "I'm reading"


class Importer(ABC):
    """Gestures; `wait` waits until the newest words of the bot match, and `find` until any do."""

    platform = ""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name
        self.found: int | None = None

    @abstractmethod
    def give(self, name: str, content: bytes, text: str = "") -> Exchange | None:
        """Send a file."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Type, or paste."""

    @abstractmethod
    def press(self, label: str, values: Mapping[str, str] | None = None) -> None:
        """Press a button of the newest message; with `values` fill in the form that it opens."""

    @abstractmethod
    def all_words(self) -> list[str]:
        """What the bot has said, oldest first."""

    @abstractmethod
    def labels(self) -> list[str]:
        """The buttons of the newest message, or of the one that was found."""

    @property
    def at_hand(self) -> int:
        """Which message is looked at and pressed: the newest, or the one that was found."""
        return -1 if self.found is None else self.found

    def find(self, pattern: str) -> str:
        """The newest words that match, wherever they stand: reminders may arrive in between."""

        def look() -> int | None:
            said = self.all_words()
            return next((i + 1 for i in reversed(range(len(said))) if re.search(pattern, said[i])), None)

        place: int = self.pretend.wait_for(look, timeout=30, what=f"words that match {pattern!r}")  # type: ignore[attr-defined]  # each has its own
        self.found = place - 1
        return self.all_words()[self.found]

    def wait(self, pattern: str) -> str:
        """The newest words of the bot, once they match."""

        def look() -> str | None:
            said = self.all_words()
            return said[-1] if said and re.search(pattern, said[-1]) else None

        try:
            found: str = self.pretend.wait_for(look, timeout=30, what=f"words that match {pattern!r}")  # type: ignore[attr-defined]  # each has its own
        except AssertionError as error:
            raise AssertionError(f"{error}; there is {self.all_words()[-1:]}") from None
        self.found = None
        return found

    def hear(self, pattern: str) -> None:
        """Wait until the bot says this, in a message or (on Teams) in passing."""

        def look() -> bool:
            return bool(re.search(pattern, "\n".join((*self.all_words()[-2:], self.in_passing()))))

        self.pretend.wait_for(look, timeout=30, what=f"words that match {pattern!r}")  # type: ignore[attr-defined]  # each has its own

    def in_passing(self) -> str:
        """What the platform shows for a moment, and keeps nowhere."""
        return ""


class OnSlack(Importer):
    platform = "slack"

    @property
    def pretend(self) -> object:
        return self.world.slack

    @property
    def user(self) -> str:
        return self.world.person(self.name).slack

    @property
    def chat(self) -> str:
        return self.world.slack.direct(self.user).id

    def give(self, name: str, content: bytes, text: str = "") -> Exchange | None:
        return self.world.slack.upload(name, content, user=self.user, channel=self.chat, text=text)

    def say(self, text: str) -> None:
        exchange = self.world.slack.say(text, user=self.user, channel=self.chat)
        assert exchange is not None
        assert exchange.status == 200

    def _messages(self) -> list[SlackMessage]:
        return [one for one in self.world.slack.messages(self.chat) if one.user == self.world.slack.bot_user]

    def all_words(self) -> list[str]:
        return [html.unescape(one.text) for one in self._messages()]

    def labels(self) -> list[str]:
        return self._messages()[self.at_hand].buttons

    def press(self, label: str, values: Mapping[str, str] | None = None) -> None:
        exchange = self.world.slack.press(label, user=self.user, on=self._messages()[self.at_hand])
        assert exchange.status == 200
        if values is not None:
            view = self.world.slack.wait_for(lambda: self.world.slack.modal(self.user), what="a form")
            assert self.world.slack.submit(view, values).status == 200


class OnTeams(Importer):
    platform = "teams"

    @property
    def pretend(self) -> object:
        return self.world.teams

    @property
    def user(self) -> str:
        return self.world.teams_users[self.name]

    @property
    def chat(self) -> str:
        return self.world.teams.personal(self.user).id

    def give(self, name: str, content: bytes, text: str = "") -> Exchange | None:
        return self.world.teams.upload(name, content, user=self.user, text=text)

    def say(self, text: str) -> None:
        exchange = self.world.teams.say(text, user=self.user)
        assert exchange is not None
        assert exchange.ok

    def _messages(self) -> list[TeamsActivity]:
        return [one for one in self.world.teams.messages(self.chat) if one.sender != self.user]

    def all_words(self) -> list[str]:
        return [one.words(self.user) for one in self._messages()]

    def labels(self) -> list[str]:
        return self._messages()[self.at_hand].buttons(self.user)

    def in_passing(self) -> str:
        return self.world.teams.notice(self.user) or ""

    def press(self, label: str, values: Mapping[str, str] | None = None) -> None:
        exchange = self.world.teams.press(label, user=self.user, on=self._messages()[self.at_hand])
        assert exchange.status == 200, exchange
        if values is not None:
            button = self.world.teams.wait_for(
                lambda: next((one for one in self.labels() if one in ("Save", "Read again")), None), what="a form"
            )
            card = self._messages()[self.at_hand]
            assert self.world.teams.press(button, user=self.user, on=card, inputs=values).status == 200


ALL = (OnSlack, OnTeams)
