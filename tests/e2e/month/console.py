"""The month at a console: each person in a terminal of their own, with `actionlog chat`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.playground.world import World
from tests.e2e.month.chat import OnSlack
from tests.e2e.month.terminal import Terminal, Terminals, buttons, words
from tests.e2e.month.turns import Fill, Give, Press, Say, Turn, Who

PROMPT = "> "


class AtConsole:
    """Everybody's terminals. `do` has a turn, and gives what was printed, and the buttons in it."""

    platform = "console"

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self._windows: dict[str, Terminal] = {}
        self._channel = OnSlack(world, folder)
        self._terminals = Terminals(folder, {"ACTIONLOG_DATABASE_URL": str(world.settings.database_url)})

    def pass_time(self) -> None:
        """The terminals' clock follows the world's."""
        self._terminals.set_ahead(self.world.clock.now() - datetime.now(UTC))

    def do(self, turn: Turn) -> tuple[str, tuple[str, ...]]:
        """Have a turn."""
        if getattr(turn, "channel", False):  # there is no channel at a console: it is said in one
            return self._channel.do(turn)
        match turn:
            case Give():
                shown = self._run(turn)
            case Say():
                shown = self._typed(turn.who, turn.line)
            case Fill():
                shown = self._filled(turn)
            case Press():
                shown = self._typed(turn.who, self._number(turn))
            case _:
                raise AssertionError(f"a console has no {type(turn).__name__}")
        assert turn.says in words(shown), f"{turn}\n{shown}"
        return words(shown), tuple(label for _, label, _ in buttons(shown))

    def close(self) -> None:
        """Everybody leaves."""
        with self._terminals:
            for window in self._windows.values():
                window.type("quit")
                assert window.asked() == "exit 0", window.shown
                window.close()

    def _window(self, name: str) -> Terminal:
        if name not in self._windows:
            window = self._terminals.open("chat", "--as", name)
            assert window.asked() == PROMPT, window.shown
            assert f"You are {name}." in window.shown
            self._windows[name] = window
        return self._windows[name]

    def _typed(self, name: str, line: str) -> str:
        terminal = self._window(name)
        terminal.type(line)
        assert terminal.asked() == PROMPT, terminal.shown
        return terminal.shown

    def _number(self, turn: Press) -> str:
        shown = self._window(turn.who).shown
        there = buttons(shown)
        found = [number for number, label, key in there if label == turn.label and key == turn.key]
        found = found or [number for number, label, _ in there if label == turn.label]
        assert found, f"no button {turn.label!r} in\n{shown}"
        return found[0]

    def _filled(self, turn: Fill) -> str:
        terminal = self._window(turn.who)
        terminal.type(turn.line or self._number(turn))
        asked, heard = terminal.asked(), ""
        first, values = dict(turn.first), values_typed(turn.values)
        while asked != PROMPT:
            heard += terminal.shown
            left = first if turn.error and turn.error not in heard else values
            label = next((label for label in left if asked.startswith(label)), "")
            terminal.type(left.pop(label, ""))
            asked = terminal.asked()
        assert not values, f"nobody asked for {sorted(values)}"
        assert turn.error in heard, heard
        return terminal.shown

    def _run(self, turn: Give) -> str:
        (self._terminals.folder / turn.name).write_text(turn.content, encoding="utf-8")
        window = self._terminals.open(*turn.command, "--as", turn.who)
        assert window.asked() == "exit 0", window.shown
        window.close()
        return window.shown


def values_typed(values: Mapping[str, str | Who]) -> dict[str, str]:
    """What a form is filled in with, as a person would say it."""
    return {label: value.name if isinstance(value, Who) else value for label, value in values.items()}
