"""Who leads an action reads Welsh from end to end: every sentence of the headline commands has a Welsh form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.languages import load, offer_languages
from domain.ports import Store
from domain.speech import offer
from domain.usecases import registry
from tests.talk import talks
from tests.usecases.test_story_forms import with_milestones

WELSH = "cy"
MAY_LACK = 0.05
LINES = (
    "mine",
    "mine overdue",
    "mine all",
    "mine done",
    "overdue",
    "due",
    "due NRP",
    "show 4",
    "show 88",
    "show xyz",
    "find budget",
    "find amber overdue",
    "find zebra",
    "find budget zebra",
    "find for me",
    "history 4",
    "history",
    "update 4 arolwg wedi mynd",
    "update 4 survey late, now amber, moved to end of June 2027",
    "update 4 Tom Reed 02/03/2014",
    "update 4 spoke on behalf of Rowan Ashdown",
    "update 4",
    "rag 4 red because late",
    "rag 4 purple",
    "rag 4",
    "amber 4",
    "amber 4",
    "date 4 30 Mehefin 2027 oherwydd salwch",
    "date 4 Mawrth oherwydd salwch",
    "date 4 31 Mehefin 2027",
    "date 4 30 Mehefin 2028",
    "date 4 sometime soon because late",
    "date 4 1 Mai 2020 oherwydd salwch",
    "date 4 diwrnod gwaith olaf",
    "date 4",
    "milestones 4",
    "milestone 4.1 done",
    "milestone 4.1 done",
    "milestone 4.9 done",
    "milestone 4.1 open",
    "done 4: cytunwyd",
    "done 4",
    "undo",
    "undo 4",
    "done 8",
    "reopen 8: eto",
    "reopen 8",
    "reopen 4",
    "undo 1",
    "assign 4 to GD",
    "help",
    "help more",
    "help date",
    "help update",
    "help find",
    "help done",
    "help mine",
    "help show",
    "help undo",
    "help rag",
    "help history",
    "help plans",
    "help settings",
    "help channel",
    "help assign",
    "help reopen",
    "help overdue",
    "help due",
    "plans",
    "plan NRP",
    "settings",
    "language",
    "channel",
    "later 4 until 1 December 2026 because waiting",
    "waiting",
    "deputy",
    "home",
    "who am i",
    "undone 4",
    "fnid budget",
    "8",
    "88",
    "nonsense words here",
)


CARDS = ("mine", "show 4", "overdue", "plans", "settings", "help", "history 4", "milestones 4", "home", "channel")


class Said:
    """The sentences that were said, and those of them that had no Welsh form."""

    def __init__(self) -> None:
        self.all: set[str] = set()
        self.missed: set[str] = set()

    def check(self) -> None:
        """A few may be missing, for who adds a sentence need not speak Welsh; but no command, form or card."""
        assert len(self.all) > 100
        share = len(self.missed) / len(self.all)
        assert share <= MAY_LACK, f"{share:.0%} came in English, put them into Welsh: {sorted(self.missed)}"


class Heard(dict[str, Any]):
    """A catalogue that notes what it is asked for."""

    def __init__(self, known: Mapping[str, Any], said: Said) -> None:
        super().__init__(known)
        self.said = said

    def get(self, key: str, default: Any = None) -> Any:
        self.said.all.add(key)
        if key not in self:
            self.said.missed.add(key)
        return super().get(key, default)


@pytest.fixture
def said() -> Iterator[Said]:
    found = Said()
    welsh = load(WELSH)
    heard = replace(welsh, messages=Heard(welsh.messages, found), plurals=Heard(welsh.plurals, found))
    offer(WELSH, lambda: heard)
    yield found
    offer_languages()


@pytest.mark.parametrize("who", ["lead", "coordinator"])
def test_each_sentence_has_a_welsh_form(shared_store: Store, said: Said, who: str) -> None:
    boss, lead, _ = talks(shared_store, actions=8, edit=with_milestones)
    talk = lead if who == "lead" else boss
    talk.say("language Cymraeg")
    for line in LINES:
        talk.say(line)
    said.check()


@pytest.mark.parametrize("who", ["lead", "coordinator"])
def test_each_button_of_the_headline_cards_too(shared_store: Store, said: Said, who: str) -> None:
    boss, lead, _ = talks(shared_store, actions=8, edit=with_milestones)
    talk = lead if who == "lead" else boss
    talk.say("language Cymraeg")
    for line in CARDS:
        talk.say(line)
        for pressed in [button.sends.encode() for button in talk.last.buttons()]:
            talk._send(pressed=pressed)
            if talk.last.form is not None:
                blank = {field.name: "" for field in talk.last.form.fields}
                talk._send(pressed=talk.last.form.sends.encode(), fields=blank)
    said.check()


@pytest.mark.parametrize(
    ("welsh", "english"),
    [
        ("fy ngweithredoedd", "mine"),
        ("fy rhai i", "mine"),
        ("diweddaru 4 arolwg wedi mynd", "update 4 arolwg wedi mynd"),
        ("dyddiad 4 30 Mehefin 2027 oherwydd salwch", "date 4 30 Mehefin 2027 oherwydd salwch"),
        ("lliw 4 gwyrdd", "rag 4 green"),
        ("cwblhau 4: cytunwyd", "done 4: cytunwyd"),
        ("dadwneud 4", "undo 4"),
        ("hanes 4", "history 4"),
        ("dangos 4", "show 4"),
        ("chwilio cyllideb", "find cyllideb"),
        ("cynlluniau", "plans"),
        ("gosodiadau", "settings"),
        ("hafan", "home"),
    ],
)
def test_the_headline_commands_have_a_welsh_word(welsh: str, english: str) -> None:
    asked, meant = registry.parse(welsh), registry.parse(english)
    assert asked.name == meant.name
    assert dict(asked) == dict(meant) | ({"rag": "gwyrdd"} if "rag" in dict(meant) and "gwyrdd" in welsh else {})
