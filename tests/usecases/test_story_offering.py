"""Actions for a message that somebody writes: only what everybody may see, and only what they may see."""

from __future__ import annotations

from domain.ports import Store
from domain.views import Reply
from tests.talk import Talk, talks


def pick(who: Talk, words: str = "") -> Reply:
    return who._send(pressed={"do": "pick", "with": {"words": words}})


def keys(reply: Reply) -> list[str]:
    return [one.key for one in reply.elements if one.kind == "item"]


def test_mine_at_first_then_what_has_the_words_or_the_reference(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=8)
    assert keys(pick(lead)) == ["NRP-4", "NRP-8"]
    assert "You lead no open action" in pick(boss).text
    assert len(keys(pick(boss, "dataset"))) == 8
    assert keys(pick(boss, "nrp-3")) == ["NRP-3"]
    assert keys(pick(boss, "3")) == ["NRP-3"]
    assert "As of 21 November 2026, 10:30." in pick(boss, "3").text
    assert pick(boss, "zebra").text == "I found no action with these words."
    assert keys(pick(boss, "for somebody that nobody knows")) == []


def test_nothing_of_a_plan_that_is_not_for_everybody_not_even_to_its_coordinator(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=8)
    for setting in ("restricted", "sensitive"):
        boss._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", setting: "yes"}})
        for who in (boss, lead):
            for words in ("", "dataset", "NRP-4", "4", "zebra"):
                said = pick(who, words)
                assert keys(said) == []
                assert "NRP" not in said.text
                assert "Agree" not in said.text
        boss._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", setting: "no"}})
    assert keys(pick(lead)) == ["NRP-4", "NRP-8"]
