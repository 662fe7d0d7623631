"""Before a note is stored: a warning, never a block, if it looks as if it tells of somebody's case."""

from __future__ import annotations

import logging

import pytest

from domain.people import EVERYTHING, Role
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_changing import notes, stored
from tests.usecases.test_story_forms import with_milestones
from tests.usecases.test_story_plans import run_with
from tests.usecases.test_story_who_may import newcomer

NUMBER = "943 476 5919"
WARNING = "This looks as if it holds an NHS number."


def everything_kept(store: Store, town: builders.Town) -> str:
    """All that was written down since."""
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        lines = [line for one in town.actions for line in uow.history.of_action(one.id, limit=100)[0]]
        return repr(lines) + repr([notes(store, town, one.key) for one in town.actions])


class TestTyped:
    @pytest.mark.parametrize(
        "line",
        [
            f"update 4 letter sent to {NUMBER}",
            f"done 4: letter sent to {NUMBER}",
            f"rag 4 red because {NUMBER} waits",
            f"date 4 1 March 2027 because {NUMBER} waits",
            f"later 4 until 1 December 2026 because {NUMBER} waits",
        ],
    )
    def test_it_warns_first_and_saves_all_the_same(
        self, shared_store: Store, line: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4")
        reply = lead.say(line)
        assert reply.outcome == "asked"
        assert WARNING in reply.text
        assert NUMBER not in reply.text, "what was found is not repeated"
        assert lead.labels() == ["Edit", "Save anyway"]
        assert stored(shared_store, town, "NRP-4") == before
        assert NUMBER not in everything_kept(shared_store, town)
        assert lead.press("Save anyway").outcome == "ok"
        assert "(saved after a warning: it may hold an NHS number)" in lead.say("history 4").text
        assert NUMBER not in caplog.text
        assert "5919" not in caplog.text

    def test_edit_brings_the_words_into_the_form(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say(f"update 4 letter sent to {NUMBER}")
        lead.press("Edit")
        assert lead.form().fields[0].value == f"letter sent to {NUMBER}"
        assert lead.fill_in({"text": "letter sent to the family"}).outcome == "ok"
        assert notes(shared_store, town, "NRP-4") == ["letter sent to the family"]
        assert "warning" not in lead.say("history 4").text

    def test_completing_can_be_edited_too(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say(f"done 4: letter sent to {NUMBER}")
        lead.press("Edit")
        assert lead.fill_in({"note": "letter sent"}).outcome == "ok"
        assert notes(shared_store, town, "NRP-4") == ["letter sent"]


class TestInAForm:
    def test_the_form_comes_back_with_everything_and_saves_when_sent_again(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("update 4")
        typed = {"text": f"sent to {NUMBER}", "rag": "amber", "date": "2027-03-01", "reason": "late", "evidence": ""}
        lead.fill_in(typed)
        assert WARNING in lead.form().intro
        assert lead.form().submit == "Save anyway"
        assert {one.name: one.value for one in lead.form().fields} == typed
        assert notes(shared_store, town, "NRP-4") == []
        assert lead.fill_in({}).outcome == "ok"
        assert notes(shared_store, town, "NRP-4") == [f"sent to {NUMBER}"]
        assert lead.say("history 4").text.count("saved after a warning") == 1

    def test_taken_out_there_nothing_is_recorded_of_it(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("update 4")
        lead.fill_in({"text": f"sent to {NUMBER}"})
        assert lead.fill_in({"text": "sent"}).outcome == "ok"
        assert "warning" not in lead.say("history 4").text
        assert "5919" not in everything_kept(shared_store, town)

    def test_something_else_is_warned_of_anew(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("update 4")
        lead.fill_in({"text": f"sent to {NUMBER}"})
        lead.fill_in({"text": "call 07700 900123"})
        assert "a person's phone number" in lead.form().intro
        assert notes(shared_store, town, "NRP-4") == []

    def test_the_reason_of_a_coordinator_is_looked_at_too(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4, edit=with_milestones)
        run_with(boss, sign_off="yes")
        lead.say("done 4")
        assert WARNING in boss.say(f"return 4: what of {NUMBER}?").text
        assert boss.press("Save anyway").outcome == "ok"

    def test_reopening_and_wording_are_looked_at_too(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        lead.say("done 4")
        assert WARNING in lead.say(f"reopen 4: {NUMBER} came back").text
        assert lead.press("Save anyway").outcome == "ok"
        assert WARNING in boss.say(f"edit 4 Write to {NUMBER}").text


class TestOwnWords:
    def admin(self, store: Store, town: builders.Town) -> Talk:
        return newcomer(store, town, "Ada Lund", Role.ADMINISTRATOR)

    def test_an_administrator_adds_and_removes_them(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        admin = self.admin(shared_store, town)
        assert "Notes are now checked for “MOS-####”, too." in admin.say("casewords add MOS-####").text
        assert "your organisation keeps out of notes" in lead.say("update 4 see mos-1234").text
        assert lead.say("update 4 see mos-12").outcome == "ok"
        admin.say("casewords")
        assert "Notes are no longer checked for “MOS-####”." in admin.press("Remove “MOS-####”").text
        assert lead.say("update 4 see mos-1234").outcome == "ok"

    def test_a_note_is_tried_and_nothing_of_it_is_kept(self, shared_store: Store) -> None:
        _, _, town = talks(shared_store, actions=4)
        admin = self.admin(shared_store, town)
        assert admin.say("casewords try see MOS-1234").text == "A note like this would be saved without a warning."
        admin.say("casewords add MOS-####")
        tried = admin.say("casewords try see MOS-1234").text
        assert tried.startswith("Its author would be warned that it looks as if it holds")
        assert "your organisation keeps out of notes" in tried
        assert "an NHS number" in admin.say(f"casewords try {NUMBER}").text
        assert NUMBER not in admin.last.text
        assert NUMBER not in everything_kept(shared_store, town)

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("casewords add **", "This would fit nearly everything."),
            ("casewords add a*b*c*d*e", "at most 3 stars"),
            ("casewords add ????", "This would fit every year or every short word."),
            ("casewords add ####", "This would fit every year or every short word."),
            ("casewords remove nothing", "is not among the words"),
            ("casewords tell", "You can say “casewords”"),
        ],
    )
    def test_what_can_not_be_taken_is_said_kindly(self, shared_store: Store, line: str, words: str) -> None:
        _, _, town = talks(shared_store, actions=4)
        assert words in self.admin(shared_store, town).say(line).text

    def test_only_administrators_may(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=4)
        assert boss.say("casewords add secret").outcome == "refused"
        assert boss.say("casewords").outcome == "refused"


def test_what_is_too_long_for_a_button_comes_back_to_be_copied(shared_store: Store) -> None:
    from adapters.slack.blocks import message
    from domain.usecases import registry
    from tests.adapters.slack import rules

    _, lead, town = talks(shared_store, actions=4)
    words = f"Letter sent to {NUMBER}. " + "The board looked at every case again. " * 100
    reply = lead.say(f"update 4 {words}")
    content = message(reply)
    rules.check_content(content, registry)
    assert words.strip() in reply.text
    shown = rules.shown(content["blocks"])
    assert "too long for a button" in shown
    assert "Open an empty form" in str(content["blocks"])
    assert notes(shared_store, town, "NRP-4") == []
    lead.press("Edit")
    assert lead.form().fields[0].value == words.strip(), "where a button can carry it, the form opens with it"


def test_why_somebody_puts_a_reminder_off_is_looked_at_in_the_form_too(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    lead.say("later 4")
    reply = lead.fill_in({"until": "2026-12-01", "reason": f"{NUMBER} is away"})
    assert WARNING in reply.text + (lead.last.form.intro if lead.last.form else "")
    assert NUMBER not in everything_kept(shared_store, town)
    assert {one.name: one.value for one in lead.form().fields} == {"until": "2026-12-01", "reason": f"{NUMBER} is away"}
    assert "I'll remind you of NRP-4 on Tuesday 1 December 2026." in lead.fill_in({}).text
    assert "(saved after a warning: it may hold an NHS number)" in lead.say("history 4").text
