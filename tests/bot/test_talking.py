"""`actionlog say` and `chat` as a person runs them: a fresh SQLite file, set up, talked with."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from domain.people import EVERYTHING
from storage.store import SqlStore
from tests import builders
from tests.conftest import migrated_sqlite

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


class Shell:
    """Runs `actionlog` with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'actions.db'}"

    def environment(self) -> dict[str, str]:
        return {"ACTIONLOG_DATABASE_URL": self.url, "PYTHONUTF8": "1"}

    def has_tables(self) -> None:
        """As if it had been migrated already, which takes most of a set-up's time."""
        path = self.folder / "actions.db"
        path.touch(0o600)
        path.write_bytes(migrated_sqlite())

    def run(self, *words: str, typed: str = "", at_terminal: bool = False) -> Ran:
        """In this process, which is much faster than in one of its own."""
        out, err, typing = io.StringIO(), io.StringIO(), io.StringIO(typed)
        typing.isatty = lambda: at_terminal  # type: ignore[method-assign]  # it is nobody else's
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name in [name for name in os.environ if name.startswith("ACTIONLOG_")]:
                patch.delenv(name)
            for name, value in self.environment().items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["actionlog", *words])
            patch.setattr(sys, "stdin", typing)
            try:
                main()
            except SystemExit as ended:
                return Ran(int(ended.code or 0), out.getvalue(), err.getvalue())
        return Ran(0, out.getvalue(), err.getvalue())

    def run_apart(self, *words: str, typed: str = "") -> Ran:
        """As a process of its own."""
        known = {name: value for name, value in os.environ.items() if not name.startswith("ACTIONLOG_")}
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *words],
            cwd=self.folder,
            env={**known, **self.environment(), "PYTHONPATH": str(ROOT)},
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A set-up organisation with a live plan that its administrator coordinates."""
    made = Shell(tmp_path_factory.mktemp("shell"))
    done = made.run("setup", "--organisation", "Brackenford Council", "--administrator", "Tobias Wren")
    assert done.returncode == 0, done.stderr
    assert "Brackenford Council is set up, with Tobias Wren as its administrator." in done.stdout
    store = SqlStore.open(made.url)
    (organisation,) = store.organisations()
    with store.reading(organisation.id) as uow:
        uow.see_with(EVERYTHING)
        (person,) = uow.people.named("Tobias Wren")
    contents = builders.plan(organisation, actions=4, people=[person])
    builders.add_plan(store, contents, person)
    store.close()
    return made


def test_say_prints_the_answer(shell: Shell) -> None:
    said = shell.run("say", "show 4")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("NRP-4 · NRP plan\n")


def test_what_could_not_be_done_has_an_exit_code(shell: Shell) -> None:
    said = shell.run("say", "show 400")
    assert said.returncode == 1
    assert said.stdout.startswith("I couldn't find 400.")


def test_somebody_unknown_is_one_sentence(shell: Shell) -> None:
    said = shell.run("say", "mine", "--as", "Nobody Here")
    assert said.returncode == 2
    assert said.stderr == "I know nobody called Nobody Here. I know Tobias Wren.\n"


def test_a_form_without_a_terminal_ends(shell: Shell) -> None:
    said = shell.run("say", "update 4")
    assert said.returncode == 1
    assert "Nothing was saved.\nIn one line: update NRP-4 TEXT\n" in said.stdout
    assert 'Or, at a shell: actionlog say "update 4" [--set text=WORDS] [--set rag=' in said.stdout


@pytest.mark.parametrize("line", ["settings", "reminders NRP"])
def test_a_form_that_has_no_line_of_its_own_says_how_to_fill_it_in(shell: Shell, line: str) -> None:
    said = shell.run("say", line)
    if "Nothing was saved." not in said.stdout:  # it shows them first: the form is behind a button
        chosen = shell.run_apart("chat", typed=f"{line}\n1\nquit\n")
        assert "Nothing was saved." in chosen.stdout
        return
    assert f'Or, at a shell: actionlog say "{line}" [--set ' in said.stdout
    assert "help more" not in said.stdout


def test_a_form_is_filled_in_from_the_command_line(shell: Shell) -> None:
    said = shell.run("say", "update 1", "--set", "text=survey sent out", "--set", "rag=green")
    assert (said.returncode, said.stderr) == (0, "")
    assert "Progress noted on NRP-1." in said.stdout
    assert "✔ Green" in said.stdout
    wrong = shell.run("say", "update 1", "--set", "colour=green")
    assert wrong.returncode == 1
    assert "There is no field called colour here." in wrong.stdout
    assert "[--set rag=red|amber|green|blue]" in wrong.stdout
    refused = shell.run("say", "date 1", "--set", "date=30 June 2030")
    assert refused.returncode == 1
    assert "Please say in a few words why the date moves." in refused.stdout
    assert shell.run("say", "update 1", "--set", "green").returncode == 2


def test_what_looks_like_case_data_is_not_saved_past_its_warning(shell: Shell) -> None:
    said = shell.run("say", "update 3", "--set", "text=letter sent to 943 476 5919")
    assert said.returncode == 1
    assert "NHS number" in said.stdout
    assert "943 476 5919" not in shell.run("say", "show 3").stdout


def test_a_chat_presses_numbers_and_leaves_at_the_end(shell: Shell) -> None:
    said = shell.run_apart("chat", typed="update 2 survey sent out\nhistory 2\nmien\n1\nquit\nnever said\n")
    assert (said.returncode, said.stderr) == (0, "")
    assert "You are Tobias Wren." in said.stdout
    assert "Progress noted on NRP-2." in said.stdout
    assert "You wrote “survey sent out”, in the console" in said.stdout
    assert "Did you mean “mine”?" in said.stdout
    assert said.stdout.count("You are not the lead of any action yet.") == 2
    assert "never" not in said.stdout


def test_going_live_twice_is_said(shell: Shell) -> None:
    said = shell.run("golive", "NRP")
    assert said.returncode == 2
    assert said.stdout == "NRP is live already.\n"


def test_before_setup_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    said = Shell(tmp_path).run("say", "mine")
    assert said.returncode == 2
    assert "Please run “actionlog setup” first." in said.stderr
    assert "Traceback" not in said.stderr
