"""What `find` looks through is checked by the doctor, and made anew by the command that it names."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from domain.people import EVERYTHING
from storage.search_check import faults, rebuild
from storage.store import SqlStore
from tests import builders
from tests.bot.test_talking import Shell

WELL = "✔ Search: find sees every action."


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    made = Shell(tmp_path_factory.mktemp("found"))
    assert made.run("setup", "--organisation", "Brackenford", "--administrator", "Tobias Wren").returncode == 0
    store = SqlStore.open(made.url)
    (organisation,) = store.organisations()
    with store.reading(organisation.id) as uow:
        uow.see_with(EVERYTHING)
        (person,) = uow.people.named("Tobias Wren")
    builders.add_plan(store, builders.plan(organisation, actions=4, people=[person]), person)
    store.close()
    assert made.run("say", "update 1 the zebra crossing is painted").returncode == 0
    return made


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM searches WHERE sequence = (SELECT min(sequence) FROM searches)", "1 of the newest actions"),
        ("UPDATE searches SET notes = 'nothing'", "4 of the newest actions would be missed or wrongly found."),
        ("UPDATE searches SET edition = 0", "Some actions are not in it."),
        ("INSERT INTO searches_fts (searches_fts) VALUES ('delete-all')", "The index of words itself is damaged."),
    ],
)
def test_what_is_behind_is_named_and_mended(shell: Shell, harm: str, said: str) -> None:
    assert WELL in shell.run("doctor").stdout
    file = Path(shell.url.removeprefix("sqlite:///"))
    with sqlite3.connect(file) as connection:
        connection.execute(harm)
    connection.close()
    ill = shell.run("doctor").stdout
    assert f"✘ Search: {said}" in ill or f" {said}" in ill
    assert "Run: actionlog reindex" in ill
    done = shell.run("reindex")
    assert (done.returncode, done.stdout) == (0, "4 actions can be found by their words again.\n")
    assert WELL in shell.run("doctor").stdout
    assert "NRP-1 ·" in shell.run("say", "find zebra").stdout


def test_looking_changes_nothing_on_either_database(store: SqlStore, database_url: str) -> None:
    builders.town(store, actions=4)
    assert list(faults(database_url)) == []
    assert rebuild(database_url) >= 4
    assert list(faults(database_url)) == []
