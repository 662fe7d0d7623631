"""A pretend Slack and the real adapter with a bus that does as it is told: for what happens around the bus."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.playground.pretend_slack import PretendSlack
from bot.playground.slack_state import SlackMessage
from domain.bus import Answer
from domain.context import AccountFacts, Inbound
from domain.messages import Complete, Mine, MoveDate, OpenUpdate, Show
from domain.views import Button, Form, Item, Paragraph, Reply, TextField, say
from tests.adapters.slack.office import Running, config_for

DONE = say("Done.")


@dataclass
class ToldBus:
    """Answers as told, and remembers what it was asked."""

    answer: Callable[[Inbound], Reply] = lambda inbound: DONE
    asked: list[Inbound] = field(default_factory=list)
    turned_away: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, inbound: Inbound) -> Answer:
        with self.lock:
            self.asked.append(inbound)
        return Answer(self.answer(inbound))

    def stands(self, inbound: Inbound, reply: Reply, message: str) -> None:
        """Nothing here is edited later."""

    def heard_of(self, inbound: Inbound, facts: AccountFacts) -> None:
        """Nothing here needs it."""

    def turn_away(self, inbound: Inbound, reason: str) -> None:
        with self.lock:
            self.turned_away.append((inbound.account, reason))

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

    @contextmanager
    def in_haste(self) -> Iterator[threading.Event]:
        """What the bus answers meanwhile is late: it waits for the event that is given, and nobody for it."""
        gate, answer, entrance = threading.Event(), self.bus.answer, self.running.entrance

        def slowly(inbound: Inbound) -> Reply:
            gate.wait(60)
            return answer(inbound)

        self.bus.answer = slowly
        patience, entrance._answers._budget = entrance._answers._budget, 0.15
        try:
            yield gate
        finally:
            gate.set()
            self.running.settle()
            self.bus.answer, entrance._answers._budget = answer, patience

    def seen(self, channel: str = "") -> list[SlackMessage]:
        """What Ann sees of the bot in a place."""
        self.running.settle()
        place = channel or self.channel
        return [each for each in self.slack.messages(place, as_user=self.ann) if each.user == self.slack.bot_user]


@contextmanager
def opened(*, socket_mode: bool = False) -> Iterator[Desk]:
    bus = ToldBus()
    with PretendSlack() as slack:
        ann = slack.add_user("ann", "Ann Okoro")
        channel = slack.add_channel("plans", [ann.id])
        with Running(config_for(slack, socket_mode=socket_mode), bus) as running:
            slack.deliver_to(None if socket_mode else running.url)
            yield Desk(slack, bus, running, ann.id, channel.id)
            running.settle()
        slack.check()


ROW = Item(
    key="NRP-4",
    text="Agree the dataset",
    facts=("due 4 November 2026 (17 days late)", "● Amber"),
    buttons=(
        Button(label="Mark complete", sends=Complete(ref="NRP-4", seen_version=3), style="primary"),
        Button(label="Update", sends=OpenUpdate(ref="NRP-4"), opens_form=True),
    ),
    more=(Button(label="Show all of it", sends=Show(ref="NRP-4")), Button(label="History", sends=Mine())),
)
LIST = Reply(elements=(Paragraph(text="1 open"), ROW), replaces=True, source=Mine(which="overdue"))
FORM = Form(
    title="Date of NRP-4",
    sends=MoveDate(ref="NRP-4", seen_version=3),
    fields=(
        TextField(name="date", label="New date", required=True),
        TextField(name="reason", label="Why does it move?", long=True, required=True),
    ),
)


def answers(**by: Reply) -> Any:
    """The list to what is typed, and for each message that is pressed its own answer."""

    def answer(inbound: Inbound) -> Reply:
        return by.get(str((inbound.pressed or {}).get("do")), DONE) if inbound.pressed else by.get("said", LIST)

    return answer


def pressed(desk: Desk) -> dict[str, Any]:
    found = desk.bus.asked[-1].pressed
    assert found is not None
    return dict(found)


def replace_text(reply: Reply, words: str) -> Reply:
    return reply.model_copy(update={"elements": (Paragraph(text=words), *reply.elements[1:])})


def open_form(desk: Desk, *, where: str = "") -> None:
    desk.bus.answer = answers(
        said=LIST, open_update=Reply(form=FORM), date=say("Moved to Tuesday 30 June 2026."), complete=DONE
    )
    if where:
        desk.slack.say("mine", user=desk.ann, channel=where)
    else:
        desk.slack.command("mine", user=desk.ann, channel=desk.channel)
    desk.slack.press("Update", user=desk.ann, on=desk.seen(where)[-1])


def form_of(desk: Desk) -> Any:
    view = desk.slack.modal(desk.ann)
    assert view is not None, "no form is open"
    return view
