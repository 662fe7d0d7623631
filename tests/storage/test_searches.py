"""`find` in the database: by words in any form, whole or begun, the same on both kinds, and the index is always what a
fresh one would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from domain.actions import Action, ActionLead, Milestone
from domain.ids import ActionId, EventId, MilestoneId, new_id
from domain.language.search_words import term_of
from domain.people import SYSTEM
from domain.plans import PlanState
from domain.ports import UnitOfWork
from domain.rag import Rag, RagValue
from domain.searching import Wanted
from storage import migrate, searching
from storage.database import make_engine
from storage.repositories.searches import query_of
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
                connection.exec_driver_sql(
                    "INSERT INTO searches_fts (searches_fts, rank) VALUES ('integrity-check', 1)"
                )
            was, words = kept(connection)
            searching.rebuild(connection)
            now, fresh = kept(connection)
            assert was == now
            assert fresh <= words
    finally:
        engine.dispose()


def test_a_draft_that_is_deleted_leaves_nothing(store: SqlStore, town: Town, database_url: str) -> None:
    contents = builders.plan(town.organisation, "DRA", actions=3, texts=["Ask the puffin"], state=PlanState.DRAFT)
    builders.add_plan(store, contents)
    assert len(found(store, town, "puffin")) == 3
    with writing(store, town) as uow:
        uow.plans.delete_draft(contents.plan.id, because=builders.imported(contents))
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


SAID = st.lists(
    st.sampled_from(
        ["survey", "organised", "Café", "co-ordinate", "red bag", "zqz", "🙂", "مراجعة", "x" * 50, "TSP-8", ""]
    ),
    max_size=4,
).map(" ".join)
WORK = st.lists(
    st.tuples(
        st.sampled_from(
            ["note", "take back", "reword", "lead", "colour", "twice", "recommendation", "section", "milestones", "add"]
        ),
        st.integers(0, 3),
        SAID,
    ),
    max_size=12,
)


def work(uow: UnitOfWork, town: Town, what: str, number: int, words: str) -> None:
    """One of the ways in which what an action is found by may change."""
    plan, was = town.plan, town.actions[number]
    action = uow.actions.by_id(was.id)
    assert action is not None
    by, now = SYSTEM, NOW
    note, noted = action.note(words, by=by, at=now)
    match what:
        case "note":
            uow.actions.add_note(note)
            uow.actions.save(action, because=noted)
        case "take back":
            for each in uow.actions.notes(action.id)[:1]:
                uow.actions.withdraw_note(each.id)
        case "reword":
            uow.actions.save(replace(action, text=words, ref=words, progress=words), because=noted)
        case "lead":
            leads = tuple(ActionLead(lead.id, lead.name) for lead in town.contents.leads[: len(words) % 4])
            assigned, event = action.assign(leads, by=by, at=now)
            uow.actions.save(assigned, because=event)
        case "colour":
            judged, told = action.judge(Rag.of(RagValue.RED), by=by, at=now)
            uow.actions.save(judged, because=told)
        case "twice":  # and back: the second save has nothing that differs from what was read
            reworded = uow.actions.save(replace(action, text=words), because=noted)
            again = noted.model_copy(update={"id": EventId(new_id())})
            uow.actions.save(replace(reworded, text=action.text), because=again)
        case "recommendation":
            uow.versions.renew([replace(each, text=words) for each in uow.versions.recommendations(plan.id)], [])
        case "section":
            uow.versions.renew([], [replace(each, title=words) for each in uow.versions.sections(plan.id)])
        case "milestones":
            parts = (Milestone(MilestoneId(new_id()), words),)
            revised, printed = action.revise({"milestones": parts}, by=by, at=now, version="the next one")
            uow.actions.save(revised, because=printed)
        case "add":
            key = f"{plan.code}-{new_id()}"
            uow.versions.add_parts(plan, actions=[replace(was, id=ActionId(new_id()), key=key, text=words)])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jobs=WORK)
def test_after_any_work_the_index_is_what_a_fresh_one_would_be(
    store: SqlStore, town: Town, database_url: str, jobs: list[tuple[str, int, str]]
) -> None:
    for what, number, words in jobs:
        with writing(store, town) as uow:
            work(uow, town, what, number, words)
    check(store, database_url)


def test_a_draft_under_another_code_is_found_by_it(store: SqlStore, town: Town, database_url: str) -> None:
    contents = builders.plan(town.organisation, "OLD", actions=2, state=PlanState.DRAFT)
    builders.add_plan(store, contents)
    with writing(store, town) as uow:
        uow.versions.rename(contents.plan, "NEW")
    assert found(store, town, "new-2") == ["NEW-2"]
    assert found(store, town, "old-2") == []
    check(store, database_url)


def test_an_older_database_is_filled_by_the_upgrade(store: SqlStore, town: Town, database_url: str) -> None:
    engine = make_engine(database_url, patient=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM searches")
    engine.dispose()
    assert found(store, town, "discharge") == []
    migrate.upgrade(database_url)
    assert found(store, town, "discharge") == ["FND-2"]
    check(store, database_url)


def test_the_two_databases_are_asked_the_same(store: SqlStore) -> None:
    terms = [term_of("follow-up"), term_of("red bag", quoted=True), term_of("organ*")]
    known = [term for term in terms if term is not None]
    assert query_of(known, "sqlite", begins=False) == (
        '("follow up" OR "followup") AND ("red bag") AND ("organ" OR "organ" *)'
    )
    assert query_of(known, "postgresql", begins=False) == (
        "(('follow' <-> 'up') | ('followup')) & (('red' <-> 'bag')) & (('organ') | 'organ':*)"
    )
    assert query_of(known[1:2], "sqlite", ids=({"01B", "01A"}, ())) == '("red bag") AND ("zqz01a" OR "zqz01b")'
