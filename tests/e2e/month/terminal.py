"""A real terminal for a test: the program runs in a process of its own, on a pseudo-terminal.

What is run is `actionlog`, from its argument line on. Two things are the test's: the clock, which is as far ahead as a
file says, and a mark before each question, so that whoever reads along knows when to type. All terminals come from one
process that has loaded the program once.
"""

from __future__ import annotations

import builtins
import importlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[3]
ASKS = "\x05"
_TIMEOUT = 60.0
_LOADED = ("bot.cli", "adapters.console.session", "domain.usecases", "storage.store")
_BUTTON = re.compile(r"\[(\d+)\] (.+?)(?=  \[\d+\] |\s*$)")
_ROW = re.compile(r"([A-Z][A-Z0-9]*(?:-\S+?)?)(?: · |: )")


class Terminals:
    """Where terminals come from; with ``with``. Their files are in `folder`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        known = {name: value for name, value in os.environ.items() if not name.startswith("ACTIONLOG_")}
        shown = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "dumb", "COLUMNS": "200"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.month.terminal", str(folder / "ahead")],
            cwd=folder,
            env={**known, **environment, **shown},
            stdin=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Terminals:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=_TIMEOUT)

    def set_ahead(self, ahead: timedelta) -> None:
        """By how much the terminals' clock is ahead of the machine's."""
        new = self.folder / "ahead.new"
        new.write_text(str(ahead.total_seconds()))
        new.replace(self.folder / "ahead")

    def open(self, *words: str) -> Terminal:
        """`actionlog` with these words, in a new window."""
        master, slave = os.openpty()
        quiet = termios.tcgetattr(slave)
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, quiet)
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([os.ttyname(slave), *words]) + "\n")
        self._process.stdin.flush()
        return Terminal(master, slave)


class Terminal:
    """One window. `shown` is what came between the last line that was typed and the question after it."""

    def __init__(self, master: int, slave: int) -> None:
        self._master = master
        self._slave: int | None = slave
        self._bytes = b""
        self.shown = ""

    def asked(self) -> str:
        """Wait until it asks for a line, or ends; gives the question, or how it ended: “exit 0”."""
        until = time.monotonic() + _TIMEOUT
        while ASKS.encode() not in self._bytes:
            ready, _, _ = select.select([self._master], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise AssertionError(f"the terminal is silent after {self._bytes.decode(errors='replace')!r}")
            self._bytes += os.read(self._master, 65536)
            self._let_go()
        before, _, self._bytes = self._bytes.partition(ASKS.encode())
        self.shown, _, question = before.decode("utf-8").replace("\r\n", "\n").rpartition("\n")
        return question

    def _let_go(self) -> None:
        """The program holds its end by now."""
        if self._slave is not None:
            os.close(self._slave)
            self._slave = None

    def type(self, line: str) -> None:
        """Type a line, and Enter."""
        os.write(self._master, f"{line}\n".encode())

    def close(self) -> None:
        """Shut the window."""
        self._let_go()
        os.close(self._master)


def buttons(shown: str) -> list[tuple[str, str, str]]:
    """The buttons of what was shown: number, label, and the key that stands before them."""
    found, row = [], ""
    for line in shown.splitlines():
        if begins := _ROW.match(line):
            row = begins[1]
        if line.strip().startswith("["):
            found += [(number, label.strip(), row) for number, label in _BUTTON.findall(line)]
    return found


def words(shown: str) -> str:
    """What was shown without its buttons."""
    return "\n".join(line for line in shown.splitlines() if not re.match(r"\s*\[\d+\] ", line)).strip()


# --- the process at the other end


def _asking(question: object = "") -> str:
    sys.stdout.write(f"{question}{ASKS}")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _become(terminal: str, arguments: Sequence[str]) -> NoReturn:
    """Be `actionlog` in this window, and say at the end how it ended."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        there = os.open(terminal, os.O_RDWR)
        for number in range(3):
            os.dup2(there, number)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        sys.argv = ["actionlog", *arguments]
        from bot.cli import main

        main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        sys.stdout.write(f"\nexit {code}{ASKS}")
        sys.stdout.flush()
        os._exit(code)


def _serve(ahead: Path) -> None:
    """Load the program once, and fork it for each window that is wanted."""
    import bot.clock

    for name in _LOADED:
        importlib.import_module(name)

    def now(_: object) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))

    builtins.input = _asking
    bot.clock.SystemClock.now = now  # type: ignore[method-assign,assignment]  # the month is not this one
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        terminal, *arguments = json.loads(line)
        if os.fork() == 0:
            _become(terminal, arguments)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
