"""Everybody is answered in their own language; what is in no catalogue comes in English, and no sentence escapes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from bot.languages import offer_languages
from domain.due import Due, Precision
from domain.people import EVERYTHING
from domain.ports import PlanContents, Store
from domain.registry import registry
from domain.speech import speaking, spoken
from domain.usecases.sweep import sweep_overdue
from storage.store import SqlStore
from tests import builders, pseudo
from tests.reminding import Town
from tests.sweeping import MONDAY, OnlyHere, on
from tests.talk import Talk, talks


@pytest.fixture(autouse=True, scope="module")
def _languages() -> None:
    offer_languages()
    pseudo.offer_it()


def days_ago(days: int) -> Due:
    return Due.on(builders.TODAY - timedelta(days=days))


def hers(plan: PlanContents) -> PlanContents:
    """Every action has the lead who speaks."""
    its = plan.actions[3].leads
    for number in range(1, len(plan.actions) + 1):
        plan = builders.edited(plan, number, leads=its)
    return plan


def in_welsh(talk: Talk) -> Talk:
    """Somebody who chose Welsh."""
    talk.say("language Cymraeg")
    return talk


class TestWelsh:
    def test_is_answered_to_who_chose_it_and_to_nobody_else(self, shared_store: Store) -> None:
        coordinator, lead, _ = talks(shared_store, dues=[Due.on(builders.TODAY)])
        assert lead.say("iaith Cymraeg").text.startswith("Byddaf yn siarad Cymraeg â chi o hyn ymlaen.")
        assert lead.say("mine").text.startswith("Nid ydych yn arwain unrhyw weithred eto.")
        assert coordinator.say("overdue").text.startswith("Nothing is overdue.")
        assert lead.say("fy").text == lead.say("mine").text
        assert lead.say("language English").text.startswith("I speak English with you from now on.")
        assert lead.say("mine").text.startswith("You are not the lead of any action yet.")

    def test_counts_with_the_form_that_the_number_takes(self, shared_store: Store) -> None:
        late = [days_ago(12), days_ago(2)]
        _, lead, _ = talks(shared_store, actions=4, dues=[*late, Due.none(), Due.none()])
        text = in_welsh(lead).say("overdue").text
        assert text.startswith("Mae 2 weithred yn hwyr.")
        assert "(12 diwrnod yn hwyr)" in text
        assert "(2 ddiwrnod yn hwyr)" in text

    def test_speaks_of_what_was_typed_wrongly_too(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store)
        assert in_welsh(lead).say("frobnicate the flange").text.startswith("Nid wyf yn deall “frobnicate the flange”.")

    def test_completes_shows_and_undoes(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4, edit=hers)
        key = town.actions[0].key
        said = in_welsh(lead).say(f"done {key}").text
        assert said.startswith(f"{key}: cwblhawyd gan chi, ")
        assert "Dadwneud" in lead.labels()
        assert lead.press("Dadwneud", key=key).text.startswith(f"Dadwnaed ar {key} (chi): nodi ei bod wedi'i chwblhau")
        assert "Arweinydd: Imogen Vale" in lead.say(f"show {key}").text

    def test_comes_in_english_where_nobody_has_translated_it(self, shared_store: Store) -> None:
        coordinator, _, _ = talks(shared_store)
        assert "For example: role @Grace Dunn" in in_welsh(coordinator).say("role").text

    def test_keeps_nothing_of_itself_in_what_is_stored(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4, edit=hers)
        key = town.actions[0].key
        in_welsh(lead).say(f"date {key} 30 June 2027 because the chair is not in post")
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            action = uow.actions.by_key(key)
        assert action is not None
        assert action.due.text == "30 June 2027"
        assert "30 Mehefin 2027" in lead.last.text


class TestTheOrganisation:
    def test_speaks_with_whoever_chose_nothing_else(self, shared_store: Store) -> None:
        coordinator, lead, town = talks(shared_store, actions=4, edit=hers)
        with shared_store.writing(town.id) as uow:
            uow.save_organisation(replace(town.organisation, language="cy"))
        assert lead.say("mine").text.startswith("Eich gweithredoedd: ")
        lead.say("language English")
        assert lead.say("mine").text.startswith("Your actions: ")
        assert "gyfer" in coordinator.say("frobnicate").text or "deall" in coordinator.last.text

    def test_is_changed_by_its_administrators_only(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store)
        assert lead.say("language Cymraeg for everybody").outcome == "refused"


class TestSettings:
    def test_offer_the_languages_and_answer_in_the_one_that_was_chosen(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store)
        lead.say("settings")
        assert lead.fill_in({"language": "cy"}).text.startswith("Mae eich gosodiadau wedi'u cadw.")
        assert "Iaith: Cymraeg" in lead.last.text

    def test_take_no_other(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store)
        lead.say("settings")
        assert "language" in lead.fill_in({"language": "tlh"}).field_errors


def test_a_language_is_spoken_within_its_block_only() -> None:
    with speaking("cy"):
        assert spoken().tag == "cy"
        with speaking("nobody's"):
            assert spoken().tag == "en-GB"
        assert spoken().tag == "cy"
    assert spoken().tag == "en-GB"


LINES = (
    "mine", "mine all", "mine done", "mine nonsense", "overdue", "due", "due 60", "due 0", "help", "help more",
    "help coordinators", "help administrators", "help done", "help date", "home", "plans", "plan NRP", "show NRP-1",
    "show NRP-99", "show", "update NRP-1 the survey is out", "update NRP-1",
    "date NRP-1 30 June 2027 because late chair",
    "date NRP-1 32 June", "date NRP-1", "rag NRP-1 red", "rag NRP-1 purple", "rag NRP-1", "done NRP-2", "done NRP-2",
    "reopen NRP-2 not quite", "undo", "undo NRP-1", "history NRP-1", "settings", "settings back on 3 May 2027",
    "settings xyz", "language", "language klingon", "later NRP-1 until 30 November because busy", "later NRP-1",
    "find survey", "find zzzqq", "find amber overdue for me", "people", "people NRP", "waiting", "channel", "closed",
    "casewords", "round NRP by 30 November", "round NRP", "reminders NRP", "questions NRP", "questions", "add NRP",
    "assign NRP-3 to me", "assign NRP-3", "edit NRP-3", "milestones NRP-1", "milestone NRP-1", "link GD", "unlink GD",
    "role", "deputy", "deputy nobody", "guest", "refused", "whoami", "golive NRP", "check sheet NRP", "import",
    "people leave Imogen Vale", "approve NRP-1", "return NRP-1", "withdraw NRP-1", "frobnicate", "8", "dnoe NRP-1",
)  # fmt: skip


def own_words(town: builders.Town) -> set[str]:
    """What is not ours to translate: the plan's wording, names, what somebody types, and the commands themselves."""
    words = {town.plan.title, town.plan.code, town.organisation.name, "Imogen Vale", "Tobias Wren", "Slack", "Teams"}
    for action in town.actions:
        words |= {action.text, action.text[:80], *(lead.name for lead in action.leads)}
    words |= {entry.usage for entry in registry.typed()} | {f"mine {which}" for which in ("overdue", "all", "done")}
    words |= {
        "Green spaces",
        "Estates Group",
        "Head of Parks",
        "Rowan Ashdown",
        "Recommendation 1 about paths",
        "Recommendation 2 about paths",
    }
    for entry in registry.typed():
        words |= {entry.verb, *entry.aliases, ", ".join(entry.aliases)}
    words |= {
        "1 November 2026",
        "9 November 2026",
        "actions",
        "dnoe",
        "Europe/London",
        "GD",
        "purple",
        "survey",
        "zzzqq",
        "frobnicate",
        "done NRP-1",
    }
    return words | {"English", "Cymraeg", "Action Log", "busy", "not quite", "the survey is out", "late chair"}


@pytest.mark.parametrize("who", ["coordinator", "lead"])
def test_no_sentence_escapes_the_catalogue(shared_store: Store, who: str) -> None:
    """The measure of "all sentences": a conversation in a language whose every sentence stands in «marks»."""
    late = [days_ago(12), days_ago(2)]
    coordinator, lead, town = talks(shared_store, actions=4, dues=late, edit=hers)
    in_marks(shared_store, town)
    talk = coordinator if who == "coordinator" else lead
    own = own_words(town)
    found = {}
    for line in LINES:
        reply = talk.say(line)
        if escapes := pseudo.escaped((*pseudo.shown(reply), *pseudo.drawn(reply)), own):
            found[line] = escapes
    assert found == {}


def in_marks(store: Store, town: builders.Town) -> None:
    with store.writing(town.id) as uow:
        uow.save_organisation(replace(town.organisation, language=pseudo.TAG))


def test_no_button_and_no_form_escapes_it(shared_store: Store) -> None:
    coordinator, lead, town = talks(shared_store, actions=4, dues=[days_ago(12), days_ago(2)], edit=hers)
    in_marks(shared_store, town)
    own, found, pressed = own_words(town), {}, {"language"}
    for talk in (coordinator, lead):
        for line in ("mine", "show NRP-1", "plan NRP", "people NRP", "home", "waiting", "round NRP by 30 November"):
            talk.say(line)
            for button in list(talk.last.buttons()):
                if button.sends.name in pressed:
                    continue
                pressed.add(button.sends.name)
                reply = talk.send(button)
                texts = [*pseudo.shown(reply), *pseudo.drawn(reply)]
                if reply.form is not None and button.sends.name != "open_my_settings":
                    reply = talk.fill_in({})
                    texts += [*pseudo.shown(reply), *pseudo.drawn(reply)]
                if escapes := pseudo.escaped(texts, own):
                    found[button.sends.name] = escapes
    assert len(pressed) > 20
    assert found == {}


def test_nothing_that_is_told_unasked_escapes_it(emptied_store: SqlStore) -> None:
    dues = [days_ago(12), days_ago(2), Due.on(builders.TODAY + timedelta(days=7)), Due("ongoing", Precision.ONGOING)]
    town = Town.of(emptied_store, *dues, moment=builders.NOW)
    in_marks(emptied_store, town.built)
    told = []
    for days in range(12):
        moment = on(MONDAY + timedelta(days=days), 9)
        told += [*town.look(moment), *town.look(moment, town.coordinator)]
    own = own_words(town.built)
    assert len(told) > 3
    assert [pseudo.escaped((*pseudo.shown(reply), *pseudo.drawn(reply)), own) for reply in told] == [[]] * len(told)


def test_no_post_in_a_channel_escapes_it(shared_store: Store) -> None:
    coordinator, _, town = talks(shared_store, actions=4, dues=[Due.on(MONDAY)], edit=hers)
    in_marks(shared_store, town)
    replace(coordinator, conversation="C1", private=False).say("channel follow NRP")
    here = cast("Store", OnlyHere(shared_store, town.id))
    coordinator.clock.time = on(MONDAY + timedelta(days=1), 9)
    assert sweep_overdue(here, coordinator.clock, at_once=True) == 4
    posts = []
    while some := shared_store.claim("test", lease_seconds=60, organisation_id=town.id):
        posts += [one.reply for one in some]
        for one in some:
            assert shared_store.sent(one, "test", f"ts-{one.id}")
    assert len(posts) == 2
    assert [pseudo.escaped((*pseudo.shown(one), *pseudo.drawn(one)), own_words(town)) for one in posts] == [[], []]


class TestTypedInWelsh:
    def test_a_date_is_moved_and_what_is_unclear_is_asked(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        lead.say("language Cymraeg")
        assert lead.say("date 4 30 Mehefin 2027 oherwydd salwch").outcome == "ok"
        assert "30 Mehefin 2027" in lead.last.text
        assert "salwch" in lead.say("history 4").text
        assert lead.say("date 4 Mawrth oherwydd salwch").outcome == "asked"
        assert lead.press("Mawrth 2027").outcome == "ok"
        assert lead.say("rag 4 ambr oherwydd salwch").outcome == "ok"
