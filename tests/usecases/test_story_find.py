"""`find`: in words, with what the actions are like; how it was understood, what was nearly meant, and why nothing was
found. Nobody learns of what they may not see.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.actions import Status
from domain.due import Due
from domain.plans import PlanSettings, PlanState
from domain.ports import PlanContents, Store
from domain.rag import ColourKey, Rag, RagValue
from domain.views import Item
from tests import builders
from tests.talk import Talk, talks

TEXTS = (
    "Review the safeguarding audit of thirty cases",
    "Publish the red bag scheme for hospital discharge",
    "Agree an audit of the organisation's training",
    "Recruit to the open space team",
    "Audit the register of kerbstones",
    "Tell families who their worker is",
)


def edit(contents: PlanContents) -> PlanContents:
    colours = (RagValue.AMBER, RagValue.GREEN, RagValue.AMBER, RagValue.RED, RagValue.RED, RagValue.NONE)
    changes: list[dict[str, object]] = [{"rag": Rag.of(colour)} for colour in colours]
    changes[2] |= {"due": Due.on(date(2027, 6, 30))}
    changes[3] |= {"due": Due.none()}
    changes[4] |= {"status": Status.COMPLETE, "completed_at": builders.NOW}
    changes[5] |= {"leads": ()}
    for number, change in enumerate(changes, start=1):
        contents = builders.edited(contents, number, text=TEXTS[number - 1], **change)
    key = ColourKey({RagValue.AMBER: "Some delay", RagValue.BLUE: "Complete"}, RagValue.BLUE)
    return replace(contents, plan=replace(contents.plan, colour_key=key))


@pytest.fixture
def lead(store: Store) -> Talk:
    return talks(store, actions=6, edit=edit)[1]


def asked(who: Talk, line: str) -> list[str]:
    """The rows of the answer to a line."""
    who.say(line)
    return who.rows()


@pytest.mark.parametrize(
    ("line", "first", "keys"),
    [
        ("find audit", "Actions with “audit”: 3", {"NRP-1", "NRP-3", "NRP-5"}),
        ("find audits amber", "Actions with “audits”, amber: 2", {"NRP-1", "NRP-3"}),
        ("find audit amber overdue", "Actions with “audit”, amber, overdue: 1", {"NRP-1"}),
        ("find audit amber in NRP", "Actions with “audit”, amber, in NRP: 2", {"NRP-1", "NRP-3"}),
        ("find overdue for Head of Parks in nrp", "Actions that are overdue, for Head of Parks, in NRP: 1", {"NRP-1"}),
        ("find for me", "Actions for you: 1", {"NRP-4"}),
        ("find for imogen", "Actions for Imogen Vale: 1", {"NRP-4"}),
        ("find some delay", "Actions Some delay: 2", {"NRP-1", "NRP-3"}),
        ("find audit due after June 2027", None, set()),
        ("find audit due by 30 June 2027", "Actions with “audit”, due by 30 June 2027: 3", {"NRP-1", "NRP-3", "NRP-5"}),
        ("find due after 1 June 2027", "Actions due after 1 June 2027: 1", {"NRP-3"}),
        ("find no date", "Actions without a date: 1", {"NRP-4"}),
        ("find no lead", "Actions without a lead: 1", {"NRP-6"}),
        ("find audit complete", "Actions with “audit”, complete: 1", {"NRP-5"}),
        ("find audit open", "Actions with “audit”, open: 2", {"NRP-1", "NRP-3"}),
        ("find no rag", "Actions without a RAG: 1", {"NRP-6"}),
        ("find red bag scheme", "Actions with “red bag scheme”: 1", {"NRP-2"}),
        ('find "red" audit', None, set()),
        ("find red", "Actions that are red: 2", {"NRP-4", "NRP-5"}),
        ("find open space", "Actions with “open space”: 1", {"NRP-4"}),
        ("find the organization", "Actions with “the organization”: 1", {"NRP-3"}),
        ("find NRP-2", "Actions with “NRP-2”: 1", {"NRP-2"}),
        ("find safeg*", "Actions with “safeg*”: 1", {"NRP-1"}),
    ],
)
def test_a_line_says_what_is_looked_for(lead: Talk, line: str, first: str | None, keys: set[str]) -> None:
    reply = lead.say(line)
    assert set(lead.rows()) == keys, reply.text
    if first is not None:
        assert reply.text.split("\n")[0] in {first, first.replace("the ", "")}


def test_updated_since(lead: Talk) -> None:
    assert asked(lead, "find updated since yesterday") == []
    lead.say("update 4 the team was told")
    assert asked(lead, "find updated since yesterday") == ["NRP-4"]
    assert asked(lead, "find open not updated for 2 weeks") == ["NRP-1", "NRP-2", "NRP-6", "NRP-3"]


class TestWordsThatAreBoth:
    def test_can_be_taken_as_words_alone(self, lead: Talk) -> None:
        lead.say("find audit red")
        assert lead.rows() == ["NRP-5"]
        lead.press("Search for the words alone")
        assert lead.last.text.startswith("Nothing") or lead.rows() == []
        lead.say("find red bag")
        assert lead.rows() == ["NRP-2"]
        assert "Search for the words alone" not in lead.labels()

    def test_can_be_taken_as_what_actions_are_like(self, lead: Talk) -> None:
        lead.say("find red bag")
        lead.press("Take “red” as what they are like")
        assert "red" in lead.last.text
        assert lead.rows() == []


class TestNearMisses:
    def test_a_slip_is_found_and_said(self, lead: Talk) -> None:
        reply = lead.say("find safegaurding")
        assert reply.text.startswith("Nothing that you can see has “safegaurding”, so I looked for “safeguarding”.")
        assert lead.rows() == ["NRP-1"]

    def test_beginnings_are_found_and_said(self, lead: Talk) -> None:
        reply = lead.say("find safeg audi")
        assert reply.text.startswith("Nothing has “safeg audi” as whole words; these have words that begin so.")
        assert lead.rows() == ["NRP-1"]

    @pytest.mark.parametrize("how", [{"state": PlanState.DRAFT}, {"restricted": True}])
    def test_a_word_of_a_hidden_plan_is_never_offered(self, store: Store, how: dict[str, object]) -> None:
        boss, lead, town = talks(store, actions=2)
        state = how.get("state", PlanState.LIVE)
        assert isinstance(state, PlanState)
        hidden = builders.plan(town.organisation, "SEC", state=state, texts=["Ask about the zugzwang dossier"])
        settings = PlanSettings(restricted="restricted" in how)
        hidden = replace(hidden, plan=replace(hidden.plan, settings=settings))
        builders.add_plan(store, hidden, town.coordinator)
        assert len(asked(boss, "find zugzwnag")) == 3
        unknown = lead.say("find qqqqqwww").text
        for words in ("zugzwang", "zugzwnag", "zugzw", "zugzwang*", '"zugzwang dossier"'):
            reply = lead.say(f"find {words}")
            shown = words.strip('"')
            assert reply.text.replace(shown, "qqqqqwww") == unknown
            assert lead.labels() == []
        for line in ("find {} in {}", "find {} overdue {}", "find {1}", "find {} for {}"):
            nowhere = lead.say(line.format("qqqqqwww", "XYZ")).text
            assert lead.say(line.format("zugzwang", "SEC")).text.replace("zugzwang", "qqqqqwww") == nowhere.replace(
                "XYZ", "SEC"
            )


class TestNothing:
    def test_says_which_word_is_nowhere(self, lead: Talk) -> None:
        assert lead.say("find audit walrus").text == (
            "Nothing that you can see has “walrus”. Please check the spelling, or leave it out."
        )
        lead.press("Find “audit”")
        assert len(lead.rows()) == 3

    def test_says_that_words_are_not_together(self, lead: Talk) -> None:
        assert lead.say("find kerbstones training").text == (
            "No action has all of “kerbstones training”, though each is there."
        )
        assert lead.labels() == ["Find “kerbstones”", "Find “training”"]

    def test_says_what_shuts_out(self, lead: Talk) -> None:
        assert lead.say("find training overdue").text == "1 action has “training”, but it is not overdue."
        lead.press("Search without that")
        assert lead.rows() == ["NRP-3"]

    def test_says_what_was_asked(self, lead: Talk) -> None:
        assert lead.say("find blue overdue").text == (
            "There are no actions that are blue, overdue. Leave one of these out to see more."
        )

    @pytest.mark.parametrize("line", ["find", "find  ", 'find ""', "find ?!", "find 🙂"])
    def test_asks_for_something(self, lead: Talk, line: str) -> None:
        reply = lead.say(line)
        assert reply.outcome == "invalid"
        assert "What should I look for?" in reply.text


@pytest.mark.parametrize(
    "words",
    [
        "audit NEAR(a b)",
        '"audit',
        "audit AND OR NOT",
        "head:audit",
        "audit:*",
        "^audit",
        "audit & | !",
        "'; DROP TABLE searches; --",
        "مراجعة audit",
        "\u202eaudit",
        "audit " + "x" * 10_000,
        "a" * 10_000,
        "⟦U1|audit⟧",
        "for ⟦U1|Nobody⟧",
        "due " * 60,
        "zqz",
    ],
)
def test_whatever_is_typed_is_only_words(lead: Talk, words: str) -> None:
    assert lead.say(f"find {words}").outcome in {"ok", "invalid"}


def test_pages_keep_the_order_and_the_words(store: Store) -> None:
    _, lead, _ = talks(store, actions=23)
    reply = lead.say("find dataset")
    assert reply.text.startswith("Actions with “dataset”: 23")
    seen = lead.rows()
    while "Next" in lead.labels():
        lead.press("Next")
        seen += lead.rows()
    assert len(seen) == len(set(seen)) == 23


def test_a_closed_row_stays_where_the_finger_is(store: Store) -> None:
    boss, _, _ = talks(store, actions=6, edit=edit)
    boss.say("find audit overdue")
    assert boss.rows() == ["NRP-1"]
    boss.press("Mark complete", key="NRP-1")
    assert boss.rows() == ["NRP-1"]
    assert boss.row("NRP-1").done


def test_more_than_can_be_ranked_is_said(store: Store) -> None:
    _, lead, town = talks(store, actions=2)
    texts = ["Count the otters"]
    builders.add_plan(store, builders.plan(town.organisation, "OTT", actions=510, texts=texts))
    reply = lead.say("find otters")
    assert reply.text.startswith("Actions with “otters”: more than 500\nHere are the newest 500, the best first.")
    assert asked(lead, "find otters 77")[0] == "OTT-77"


def test_the_index_follows_every_day_work(store: Store) -> None:
    boss, lead, _ = talks(store, actions=4)
    assert "NRP-2" in asked(boss, "find rowan for rowan")
    lead.clock.pass_(minutes=1)
    lead.say("update 4 the heron report arrived")
    assert asked(lead, "find herons") == ["NRP-4"]
    lead.say("undo")
    assert asked(lead, "find herons") == []
    boss.say("assign 3 to Rowan Ashdown")
    assert set(asked(boss, "find ashdown")) == {"NRP-2", "NRP-3"}


class TestWhereItStands:
    def test_what_is_not_in_the_first_words_is_shown_with_the_words_around_it(self, store: Store) -> None:
        long = "Agree how often the board meets. " * 8 + "Then ask the fire service to name a deputy of its own."
        boss, lead, _ = talks(store, actions=6, edit=lambda contents: builders.edited(edit(contents), 4, text=long))
        shown = lead.say("find deputy").text
        assert "In its wording: “…" in shown
        assert "ask the fire service to name a deputy of its own.”" in shown
        boss.say("update 3 the trainer wants a projector in the hall")
        assert "In a progress note: “the trainer wants a projector in the hall”" in lead.say("find projectors").text

    def test_what_is_to_be_seen_is_not_said_again(self, lead: Talk) -> None:
        assert "In " not in lead.say("find audit").text.replace("In progress", "")

    def test_a_beginning_is_shown_too(self, store: Store) -> None:
        boss, lead, _ = talks(store, actions=6, edit=edit)
        boss.say("update 3 the trainer wants a projector in the hall")
        assert "In a progress note: “the trainer wants a projector" in lead.say("find project*").text

    def test_nothing_is_shown_of_what_was_taken_back(self, store: Store) -> None:
        boss, lead, _ = talks(store, actions=6, edit=edit)
        boss.say("update 3 the trainer wants a projector in the hall")
        boss.say("undo")
        assert "projector in the hall" not in lead.say("find projector").text


def rows_of(who: Talk) -> list[Item]:
    return [one for one in who.last.elements if isinstance(one, Item)]


class TestWhatIsMarked:
    def test_the_words_are_marked_in_the_row(self, lead: Talk) -> None:
        lead.say("find audits amber")
        assert {item.key: item.found for item in rows_of(lead)} == {"NRP-1": ("audit",), "NRP-3": ("audit",)}

    def test_and_around_it_where_the_row_does_not_show_it(self, lead: Talk) -> None:
        lead.say("update 4 the risk panel met")
        lead.say("find panel")
        (row,) = rows_of(lead)
        assert row.found == ("panel",)
        assert "panel" in row.note

    def test_a_list_without_words_marks_nothing(self, lead: Talk) -> None:
        lead.say("find amber")
        assert {item.found for item in rows_of(lead)} == {()}


def test_a_press_in_what_was_found_by_filters_alone_draws_that_list_again(shared_store: Store) -> None:
    """What was pressed stays in it, though it is no longer as asked."""
    boss, _, _ = talks(shared_store, actions=8)
    assert boss.say("find overdue").outcome == "ok"
    first = boss.rows()[0]
    boss.press("Mark complete", key=first)
    assert boss.last.outcome == "ok", boss.last.text
    assert first in boss.rows()
