"""`actionlog people`, `link`, `unlink`, `role` and `refused` as a person runs them at a terminal."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.people import EVERYTHING, Platform, Refusal
from storage.store import SqlStore
from tests import builders
from tests.bot.test_talking import Ran, Shell

LIST = """Lead,Name,E-mail
Rowan Ashdown,Rowan Ashdown,rowan.ashdown@brackenford.example
Head of Parks,Bree Calder,bree.calder@brackenford.example
Estates Grp,Sol Winter,sol.winter@brackenford.example
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A set-up organisation with a live plan, NRP, whose leads nobody has linked yet."""
    shell = Shell(tmp_path_factory.mktemp("made"))
    assert shell.run("setup", "--organisation", "Brackenford Council", "--administrator", "Tobias Wren").returncode == 0
    store = SqlStore.open(shell.url)
    (organisation,) = store.organisations()
    with store.reading(organisation.id) as uow:
        uow.see_with(EVERYTHING)
        (person,) = uow.people.named("Tobias Wren")
    builders.add_plan(store, builders.plan(organisation, actions=8, people=[]), person)
    store.close()
    return shell


@pytest.fixture
def shell(made: Shell, tmp_path: Path) -> Shell:
    """A copy of it, for one test."""
    for file in made.folder.iterdir():
        shutil.copy(file, tmp_path)
    return Shell(tmp_path)


def said(ran: Ran) -> str:
    assert (ran.returncode, ran.stderr) == (0, ""), ran
    return ran.stdout


def test_people_are_listed_and_all_of_them(shell: Shell) -> None:
    unknown = said(shell.run("people"))
    assert "People of NRP" in unknown
    assert "not known yet." in unknown
    assert "Head of Parks" in unknown
    said(shell.run("link", "Head of Parks", "--person", "Bree Calder"))
    assert "Head of Parks ·" not in said(shell.run("people", "--plan", "NRP"))
    assert "Head of Parks · 2 open actions · Bree Calder" in said(shell.run("people", "--plan", "NRP", "--all"))
    wrong = shell.run("people", "--plan", "XYZ")
    assert wrong.returncode == 1
    assert "XYZ" in wrong.stdout


def test_a_lead_is_linked_with_accounts_and_unlinked(shell: Shell) -> None:
    linked = said(shell.run("link", "Head of Parks", "--person", "Bree Calder", "--plan", "NRP"))
    assert linked == "Head of Parks is Bree Calder, who is new: 1 lead linked.\n"
    assert "Bree Calder" in said(shell.run("say", "whoami", "--as", "Bree Calder"))
    assert "nobody in particular now (was Bree Calder)" in said(shell.run("unlink", "Head of Parks", "--plan", "NRP"))
    again = shell.run("unlink", "Head of Parks")
    assert again.returncode == 1
    assert "is linked to nobody" in again.stdout
    nobody = shell.run("link", "Nobody Printed")
    assert nobody.returncode == 2
    assert "No plan has a lead called Nobody Printed" in nobody.stderr
    assert "Did you mean" not in nobody.stderr
    odd = shell.run("link", "Head of Parks", "--slack", "U0456")
    assert odd.returncode == 2
    assert "It looks like T0123/U0456" in odd.stderr


def test_an_account_is_linked_to_its_workspace_only(shell: Shell) -> None:
    strange = shell.run("link", "Head of Parks", "--slack", "T0123/U0456")
    assert strange.returncode == 2
    said(shell.run("workspace", "add", "slack", "T0123"))
    linked = said(shell.run("link", "Head of Parks", "--slack", "T0123/U0456"))
    assert linked == "Head of Parks, who is new: 1 lead and 1 account linked.\n"
    assert "(Slack)" in said(shell.run("people", "--all"))
    gone = said(shell.run("workspace", "remove", "slack", "T0123", "--yes"))
    assert gone.startswith("Slack T0123 may no longer talk with Action Log.\n")
    assert said(shell.run("workspace", "list")) == ""
    assert "(Slack)" not in said(shell.run("people", "--all"))
    assert "is not let in" in shell.run("workspace", "remove", "slack", "T0123", "--yes").stderr
    said(shell.run("workspace", "add", "slack", "T0123"))
    assert "(Slack)" in said(shell.run("people", "--all"))


def test_roles_are_given_and_taken(shell: Shell) -> None:
    assert (
        said(shell.run("role", "Bree Calder", "viewer", "--plan", "NRP"))
        == "Bree Calder is now viewer of NRP. They are new.\n"
    )
    assert "Viewers: Bree Calder" in said(shell.run("people", "--all"))
    gone = said(shell.run("role", "Bree Calder", "viewer", "--plan", "NRP", "--remove"))
    assert gone == "Bree Calder is no longer viewer of NRP.\n"
    assert "Viewers: nobody" in said(shell.run("people", "--all"))
    assert said(shell.run("role", "Bree Calder", "administrator")) == "Bree Calder is now administrator.\n"
    assert shell.run("role", "Bree Calder", "emperor").returncode == 2
    assert shell.run("role", "Bree Calder", "viewer", "--plan", "XYZ").returncode == 2


def test_a_list_is_shown_and_its_sure_rows_are_taken(shell: Shell) -> None:
    (shell.folder / "leads.csv").write_text(LIST, encoding="utf-8")
    shown = said(shell.run("people", "load", "leads.csv", "--plan", "NRP"))
    assert "I read 3 rows: 2 fit a lead of NRP, 1 is doubtful. Nothing is stored yet." in shown
    assert "Bree Calder" not in said(shell.run("people", "--all"))
    taken = said(shell.run("people", "load", "leads.csv", "--yes"))
    assert "2 people are stored, and 2 leads linked." in taken
    assert "Head of Parks · 2 open actions · Bree Calder (by e-mail only)" in said(shell.run("people", "--all"))
    assert "The list is taken back: 2 leads are as before." in said(shell.run("say", "undo"))
    assert "Bree Calder" not in said(shell.run("people", "--all"))


def test_what_is_no_list_is_said_kindly(shell: Shell) -> None:
    (shell.folder / "other.csv").write_text("Colour,Size\nred,1\n", encoding="utf-8")
    wrong = shell.run("people", "load", "other.csv")
    assert wrong.returncode == 2
    assert "is no list of people" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    missing = shell.run("people", "load", "nowhere.csv")
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr


def test_somebody_who_leaves_is_named_at_the_terminal_too(shell: Shell) -> None:
    said(shell.run("link", "Head of Parks", "--person", "Bree Calder"))
    left = shell.run("say", "people leave Bree Calder", "--set", "who=Sol Winter", "--set", "gone=yes")
    assert "2 actions of Bree Calder go to Sol Winter" in said(left)
    refused = shell.run("say", "mine", "--as", "Bree Calder")
    assert refused.returncode == 1
    assert "you have left" in refused.stdout


def test_who_was_turned_away_is_listed_also_from_elsewhere(shell: Shell) -> None:
    assert "Nobody was turned away." in said(shell.run("refused"))
    store = SqlStore.open(shell.url)
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    store.note_refusal(Refusal(None, Platform.SLACK, "T0OTHER", "U1", "workspace", now, now, 3))
    store.close()
    shown = said(shell.run("refused"))
    assert "Slack workspace T0OTHER is not set up: 3 times, last on 20 November 2026" in shown


@pytest.mark.parametrize("command", [["people"], ["unlink", "Head of Parks"]])
def test_who_may_not_is_refused(shell: Shell, command: list[str]) -> None:
    said(shell.run("role", "Bree Calder", "viewer", "--plan", "NRP"))
    refused = shell.run(*command, "--as", "Bree Calder")
    assert refused.returncode == 1
    assert "Tobias Wren" in refused.stdout


def test_a_slip_at_the_terminal_makes_nobody(shell: Shell) -> None:
    said(shell.run("role", "Bree Calder", "viewer", "--plan", "NRP"))
    for words in (
        ("link", "Head of Parks", "--person", "Bree Caldr"),
        ("role", "Bree Caldr", "viewer", "--plan", "NRP"),
        ("role", "Bree Caldr", "viewer", "--plan", "NRP", "--remove"),
        ("say", "mine", "--as", "Bree Caldr"),
    ):
        refused = shell.run(*words)
        assert refused.returncode == 2, words
        assert "I know nobody called Bree Caldr. Did you mean Bree Calder?" in refused.stderr
    new = said(shell.run("link", "Head of Parks", "--person", "Bree Caldr", "--new"))
    assert new == "Head of Parks is Bree Caldr, who is new: 1 lead linked.\n"


def test_who_linked_whom_is_read_at_the_terminal(shell: Shell) -> None:
    said(shell.run("link", "Head of Parks", "--person", "Bree Calder", "--plan", "NRP"))
    assert "linked the lead Head of Parks to Bree Calder" in said(shell.run("people", "history", "NRP"))
    assert shell.run("people", "history", "XYZ").returncode == 1


def test_a_post_that_no_platform_can_take_waits_and_it_is_said_why(shell: Shell) -> None:
    said(shell.run("workspace", "add", "slack", "T0123ABC"))
    said(shell.run("channel", "follow", "NRP", "--slack", "T0123ABC/C1"))
    swept = said(shell.run("sweep"))
    assert "announced, counted once for each channel; 0 messages delivered, 1 waiting.\nNeither Slack nor" in swept
    ill = shell.run("doctor")
    assert ill.returncode == 1
    assert (
        "✘ Outbox: 1 message waiting.\n✘ Outbox: 1 message can't be delivered from here. Slack is not set up here; "
        "it says above what is missing. If nothing is to be sent there, run: "
        "actionlog workspace remove slack T0123ABC\n"
    ) in ill.stdout
    said(shell.run("workspace", "remove", "slack", "T0123ABC", "--yes"))
    assert "✔ Outbox: 0 messages waiting." in shell.run("doctor").stdout
