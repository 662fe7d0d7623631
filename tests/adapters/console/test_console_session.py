"""The third platform: typed lines, numbers for buttons, and forms field by field, in a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from rich.console import Console

from adapters.console.render import clean, print_reply
from adapters.console.session import ConsoleSession
from domain.bus import Bus
from domain.people import EVERYTHING, Platform
from domain.ports import Store
from domain.usecases import registry
from domain.usecases.linking import console_account
from domain.views import Button, Facts, Heading, Item, Paragraph, Quote, Reply, SmallPrint
from tests import builders
from tests.talk import StoppedClock


@dataclass
class Terminal:
    """Somebody at a terminal: what they type when asked, and what they see."""

    store: Store
    town: builders.Town
    session: ConsoleSession
    out: io.StringIO
    asked: list[str] = field(default_factory=list)
    answers: list[str | None] = field(default_factory=list)

    def answer(self, *lines: str | None) -> None:
        self.answers = list(lines)

    def say(self, line: str) -> str:
        self.out.seek(0)
        self.out.truncate()
        self.session.say(line)
        return self.out.getvalue()

    def press(self, label: str) -> str:
        labels = [button.label for button in self.session.buttons]
        return self.say(f"{labels.index(label) + 1}")


@pytest.fixture
def terminal(emptied_store: Store) -> Terminal:
    town = builders.town(emptied_store, actions=12, platform=Platform.CONSOLE)
    with emptied_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        account = console_account(uow, town.lead, town.workspace)
    out = io.StringIO()
    console = Console(file=out, highlight=False, markup=False, soft_wrap=True, width=200, color_system=None)
    bus = Bus(store=emptied_store, clock=StoppedClock(), registry=registry)
    made: Terminal

    def ask(question: str) -> str | None:
        made.asked.append(question)
        return made.answers.pop(0) if made.answers else None

    session = ConsoleSession(bus, town.workspace.external_id, account.external_id, console, ask)
    made = Terminal(emptied_store, town, session, out)
    return made


def test_a_list_is_printed_with_a_number_for_each_button(terminal: Terminal) -> None:
    printed = terminal.say("mine")
    assert printed.startswith("Your actions: 3 open, 3 overdue.\nOverdue\n")
    assert (
        "NRP-4 · Agree the dataset for the nature recovery report (4) · due 4 November 2026 (17 days late)" in printed
    )
    assert "[1] Mark complete  [2] Update  [3] Show all of it" in printed


def test_a_number_presses_a_button_and_the_row_stays(terminal: Terminal) -> None:
    terminal.say("mine")
    printed = terminal.press("Mark complete")
    assert printed.startswith("NRP-4: completed by you, 10:30.\nYour actions: 2 open")
    assert "  Completed by you, 10:30\n  [1] Undo" in printed
    assert "Undone on NRP-4: you marked it complete." in terminal.say("1")


def test_a_number_that_no_button_has_is_a_line(terminal: Terminal) -> None:
    terminal.say("help")
    assert terminal.say("8").startswith("NRP-8 · ")


def test_a_form_is_asked_field_by_field(terminal: Terminal) -> None:
    terminal.answer("survey sent out", "red", "", "", "")
    printed = terminal.say("update 4")
    assert terminal.asked == [
        "What has happened? ",
        "RAG (none, red, amber, green, blue) [none]: ",
        "New date, if it moves: ",
        "Why does the date move? ",
        "Link to the evidence: ",
    ]
    assert "Progress noted on NRP-4. NRP-4 is now ▲ Red (was ○ No RAG)." in printed


def test_what_can_not_be_taken_is_asked_again_and_the_rest_is_kept(terminal: Terminal) -> None:
    terminal.answer("survey sent out", "mauve", "", "", "", "", "green")
    printed = terminal.say("update 4")
    assert "  Please choose red, amber, green or blue." in printed
    assert "Progress noted on NRP-4. NRP-4 is now ✔ Green" in printed
    assert "“survey sent out”" in terminal.say("show 4")


@pytest.mark.parametrize(
    "answers", [[None], ["x", "mauve", "", "", "", "stop"], ["x", "mauve", "", "", "", None], ["x", None]]
)
def test_a_form_can_be_left_and_ends_where_nobody_answers(terminal: Terminal, answers: Iterable[str | None]) -> None:
    terminal.answer(*answers)
    assert "Nothing was saved." in terminal.say("update 4")
    assert "Nothing has changed" in terminal.say("history 4")


def test_the_console_has_no_channels(terminal: Terminal) -> None:
    assert terminal.say("channel follow NRP").startswith("The console has no channels.")


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\a", "back\b\b", "\u202egnirts", "a\rb"]
)
def test_words_can_not_drive_the_terminal(text: str) -> None:
    assert not set(clean(text)) & set("\x1b\a\b\r\u202e")
    out = io.StringIO()
    console = Console(file=out, highlight=False, markup=False, soft_wrap=True, color_system=None)
    reply = Reply(
        elements=(
            *(kind(text=text) for kind in (Heading, Paragraph, SmallPrint)),
            Quote(text=text, by=text),
            Facts(pairs=((text, text),)),
            Item(key=text, text=text, facts=(text,), note=text),
        )
    )
    print_reply(reply, console)
    assert not set(out.getvalue()) & set("\x1b\a\b\r\u202e")


def test_words_are_no_markup(terminal: Terminal) -> None:
    terminal.say("update 4 [bold]not bold[/bold] [link=https://evil.example]x[/link]")
    assert "[bold]not bold[/bold] [link=https://evil.example]x[/link]" in terminal.say("show 4")


def test_every_button_gets_a_number() -> None:
    from domain.messages import Help

    button = Button(label="Go", sends=Help())
    out = io.StringIO()
    reply = Reply(elements=(Item(key="NRP-1", text="x", buttons=(button,), more=(button,)),))
    assert len(print_reply(reply, Console(file=out))) == 2
