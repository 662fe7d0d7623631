"""A pretend Slack and the real adapter with a bus that does as it is told: for what happens before and after the bus."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_state import SlackMessage
from domain.context import Inbound
from domain.views import Reply, say
from tests.adapters.slack.office import Running, config_for

DONE = say("Done.")


@dataclass
class ToldBus:
    """Answers as told, and remembers what it was asked."""

    answer: Callable[[Inbound], Reply] = lambda inbound: DONE
    asked: list[Inbound] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def receive(self, inbound: Inbound) -> Reply:
        with self.lock:
            self.asked.append(inbound)
        return self.answer(inbound)

    @property
    def lines(self) -> list[str | None]:
        return [inbound.said for inbound in self.asked]


@dataclass
class Desk:
    slack: PretendSlack
    bus: ToldBus
    running: Running
    ann: str
    channel: str

    @property
    def direct(self) -> str:
        return self.slack.direct(self.ann).id

    def seen(self, channel: str = "") -> list[SlackMessage]:
        """What Ann sees of the bot in a place."""
        self.running.settle()
        place = channel or self.channel
        return [each for each in self.slack.messages(place, as_user=self.ann) if each.user == self.slack.bot_user]


@contextmanager
def opened(*, budget: float = 2.4, socket_mode: bool = False) -> Iterator[Desk]:
    bus = ToldBus()
    with PretendSlack() as slack:
        ann = slack.add_user("ann", "Ann Okoro")
        channel = slack.add_channel("plans", [ann.id])
        with Running(config_for(slack, socket_mode=socket_mode), bus, budget=budget) as running:
            slack.deliver_to(None if socket_mode else running.url)
            yield Desk(slack, bus, running, ann.id, channel.id)
            running.settle()
        slack.check()
