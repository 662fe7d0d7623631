"""Whatever somebody types goes in and comes out, or finds nothing; it never gives an error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ids import OrganisationId, PlanId
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.posting import Destination
from domain.views import say
from storage.store import SqlStore
from storage.text import clean, fold, like, pack, sort_key
from tests import builders
from tests.builders import NOW, TODAY, Town
from tests.storage.helpers import looking_for, reading, writing

ANY = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    ["\0", "\ud800", "a\0b\udfffc", "%", "_", "\\", "'; DROP TABLE actions; --", '"', "NRP-1\0", "😀", "\u202e"]
)
KEPT = "Robert'); DROP TABLE actions;-- 100% _ \\ “quoted” 😀 \u202e <b>&amp;</b> @channel"


@pytest.fixture
def town(store: SqlStore) -> Town:
    return builders.town(store)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ANY)
def test_any_text_may_be_asked_for(store: SqlStore, town: Town, words: str) -> None:
    with reading(store, town) as uow:
        uow.actions.by_key(words)
        uow.actions.by_local_ref(words)
        assert uow.actions.find(looking_for(words)).total >= 0
        uow.plans.by_code(words)
        uow.plans.by_id(PlanId(words))
        uow.plans.lead_named(town.plan.id, words)
        uow.people.named(words)
        uow.people.account(town.workspace.id, words)
        uow.outcome_of(words)
        uow.conversation(Platform.SLACK, words, words)
        uow.actions.overdue(TODAY, plan_id=PlanId(words))
    store.find_workspace(Platform.SLACK, words)
    assert [each for each in [store.claim(words, lease_seconds=1)] if each] == []
    assert OrganisationId(words) != town.id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ANY)
def test_any_text_may_be_kept(store: SqlStore, town: Town, words: str) -> None:
    with writing(store, town) as uow:
        action = uow.actions.by_key("NRP-1")
        assert action is not None
        note, event = action.note(words, by=replace(SYSTEM, name=words), at=NOW)
        uow.actions.add_note(note)
        saved = uow.actions.save(replace(action, progress=words, other={words: words}, links=(words,)), because=event)
        key = builders.new_id()
        uow.remember_outcome(key, say(words))
        uow.outbox.put(key=key, destination=Destination(Platform.SLACK, "T", words, {"x": words}), reply=say(words))
    kept = clean(words)
    with reading(store, town) as uow:
        found = uow.actions.by_key("NRP-1")
        assert found == replace(saved, progress=kept, other={kept: kept}, links=(kept,))
        assert uow.actions.notes(found.id)[0].text == kept
        line = uow.history.of_action(found.id)[0][0].event
        assert (line.kind, getattr(line, "text", None), line.by.name) == ("progress_noted", kept, kept)
        assert uow.outcome_of(key) == say(kept)


def test_words_stay_words(store: SqlStore, town: Town) -> None:
    with writing(store, town) as uow:
        note, _ = town.actions[0].note(KEPT, by=SYSTEM, at=NOW)
        uow.actions.add_note(note)
    with reading(store, town) as uow:
        assert uow.actions.notes(town.actions[0].id)[0].text == KEPT
        assert [row.key for row in uow.actions.find(looking_for("'); DROP 100% _ \\ 😀")).rows] == ["NRP-1"]
        uow.see_with(EVERYTHING)
        assert len(uow.actions.keys()) == 3


@given(ANY)
def test_clean_text_fits_any_database_and_is_left_alone(words: str) -> None:
    once = clean(words)
    assert "\0" not in once
    once.encode()
    assert clean(once) == once
    if "\0" not in words and words.isprintable():
        assert once == words


@given(ANY, ANY)
def test_a_pattern_holds_what_it_was_made_of(before: str, word: str) -> None:
    assert fold(word) == fold(clean(word))
    inner = like(word)[1:-1]
    assert inner.replace("\\\\", "\0").replace("\\%", "%").replace("\\_", "_").replace("\0", "\\") == fold(word)


def test_keys_sort_as_people_count() -> None:
    keys = ["TSP-10", "TSP-2", "tsp-1b.3", "TSP-1", "TSP-1b.20", "SHR-9"]
    assert sorted(keys, key=sort_key) == ["SHR-9", "TSP-1", "tsp-1b.3", "TSP-1b.20", "TSP-2", "TSP-10"]


def test_packed_data_is_json_without_what_breaks_it() -> None:
    assert pack({"a\0": ["\ud800", ("b", 1, None, True)]}) == '{"a":["\ufffd",["b",1,null,true]]}'
