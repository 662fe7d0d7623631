"""`find` in the database: by words in any form, whole or begun, the same on both kinds, and the index is always what a
fresh one would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from domain.actions import Action
from domain.language.search_words import term_of
from domain.people import SYSTEM
from domain.searching import Wanted
from storage import searching
from storage.database import make_engine
from storage.schema import search_words, searches
from storage.store import SqlStore
from tests import builders
from tests.builders import NOW, Town
from tests.storage.helpers import looking_for, reading, writing

TEXTS = (
    "Review how organisations share safeguarding audits",
    "Publish the red bag scheme for hospital discharge",
    "Der STRASSE nach, Café’s roof, co-ordinated follow-up",
    "Recruit a programme manager for the centre",
)


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = builders.town(store, actions=4)
    builders.add_plan(store, builders.plan(town.organisation, "FND", actions=4, texts=TEXTS))
    return town


def found(store: SqlStore, town: Town, words: str, **asked: object) -> list[str]:
    with reading(store, town) as uow:
        return [row.key for row in uow.actions.find(looking_for(words, **asked)).rows]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("organization", ["FND-1"]),
        ("organising audit", ["FND-1"]),
        ("SAFEGUARD", ["FND-1"]),
        ("program centers", ["FND-4"]),
        ("coordinate", ["FND-3"]),
        ("co-ordination", ["FND-3"]),
        ("followup", ["FND-3"]),
        ("follow-up", ["FND-3"]),
        ("cafes straße", ["FND-3"]),
        ("fnd-2", ["FND-2"]),
        ("FND2", ["FND-2"]),
        ("the red of bag", ["FND-2"]),
        ("red walrus", []),
        ("safeg", []),
        ("safeg*", ["FND-1"]),
        ("imogen dataset", ["NRP-4"]),
        ("recommendation 2 fnd", ["FND-2", "FND-4"]),
    ],
)
def test_words_are_found_in_any_form(store: SqlStore, town: Town, words: str, keys: Sequence[str]) -> None:
    assert found(store, town, words) == keys


def test_beginnings_are_found_where_they_are_asked_for(store: SqlStore, town: Town) -> None:
    assert found(store, town, "organ audi", begins=True) == ["FND-1"]
    assert found(store, town, "organizat", begins=True) == ["FND-1"]


def test_quoted_words_stand_together(store: SqlStore, town: Town) -> None:
    for words, keys in (("red bags", ["FND-2"]), ("bag red", []), ("for hospital", ["FND-2"])):
        term = term_of(words, quoted=True)
        assert term is not None
        with reading(store, town) as uow:
            assert [row.key for row in uow.actions.find(Wanted(terms=(term,))).rows] == keys, words


def test_notes_are_found_until_they_are_taken_back(store: SqlStore, town: Town) -> None:
    with writing(store, town) as uow:
        action = uow.actions.by_key("FND-4")
        assert action is not None
        first, noted = action.note("Waiting for the QUARRY", by=SYSTEM, at=NOW)
        second, _ = action.note("The quarry's ferries sail", by=SYSTEM, at=NOW)
        for note in (first, second):
            uow.actions.add_note(note)
        uow.actions.save(action, because=noted)
    assert found(store, town, "quarries ferry") == ["FND-4"]
    assert found(store, town, '"quarry the"') == ["FND-4"]
    with writing(store, town) as uow:
        uow.actions.withdraw_note(second.id)
    assert found(store, town, "ferry") == []
    assert found(store, town, "quarry") == ["FND-4"]
    with writing(store, town) as uow:
        uow.actions.withdraw_note(first.id)
    assert found(store, town, "quarry") == []


def test_its_own_text_weighs_more_than_its_plan_and_that_more_than_its_notes(store: SqlStore, town: Town) -> None:
    with writing(store, town) as uow:
        for key, text, leads_text in (
            ("NRP-1", None, "Kingfisher Trust"),
            ("NRP-2", "Count kingfishers", ""),
            ("NRP-3", None, ""),
        ):
            action = uow.actions.by_key(key)
            assert action is not None
            note, event = action.note("A kingfisher was seen" if key == "NRP-3" else "-", by=SYSTEM, at=NOW)
            uow.actions.add_note(note)
            changed = replace(action, text=text or action.text, leads_text=leads_text)
            uow.actions.save(changed, because=event)
    assert found(store, town, "kingfisher") == ["NRP-2", "NRP-1", "NRP-3"]


def kept(connection: Connection) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """The rows of the index, and the words that may be meant."""
    rows = connection.execute(select(searches)).all()
    words = connection.execute(select(search_words.c.word)).scalars()
    return {row.action_id: (row.head, row.body, " ".join(sorted(row.notes.split()))) for row in rows}, set(words)


def check(store: SqlStore, url: str) -> None:
    """The index is what a fresh one would be; of words there may be more."""
    engine = make_engine(url, patient=True)
    try:
        with engine.begin() as connection:
            assert searching.is_whole(connection)
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("INSERT INTO searches_fts (searches_fts) VALUES ('integrity-check')")
            was, words = kept(connection)
            searching.rebuild(connection)
            now, fresh = kept(connection)
            assert was == now
            assert fresh <= words
    finally:
        engine.dispose()


def test_a_draft_that_is_deleted_leaves_nothing(store: SqlStore, town: Town, database_url: str) -> None:
    from domain.events import PlanImported
    from domain.plans import PlanState

    contents = builders.plan(town.organisation, "DRA", actions=3, texts=["Ask the puffin"], state=PlanState.DRAFT)
    builders.add_plan(store, contents)
    assert len(found(store, town, "puffin")) == 3
    with writing(store, town) as uow:
        because = builders.imported(contents)
        assert isinstance(because, PlanImported)
        uow.plans.delete_draft(contents.plan.id, because=because)
    assert found(store, town, "puffin") == []
    check(store, database_url)


def test_many_notes_are_kept_within_bounds(store: SqlStore, town: Town, database_url: str) -> None:
    action: Action | None
    for number in range(14):
        with writing(store, town) as uow:
            action = uow.actions.by_key("NRP-1")
            assert action is not None
            text = f"Note{number} " + " ".join(f"w{number}x{n}" for n in range(1500))
            note, event = action.note(text[:10_000], by=SYSTEM, at=NOW.replace(minute=number))
            uow.actions.add_note(note)
            uow.actions.save(action, because=event)
    assert found(store, town, "note13") == ["NRP-1"]
    check(store, database_url)
