"""How the forms and their answers look on Slack and on Teams: taken from the real thing, checked against both
platforms' rules, and kept to be looked at when they change.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from adapters.slack.blocks import message
from adapters.slack.forms import Origin, modal
from adapters.teams.cards import Place, render
from adapters.teams.forms import render_form
from adapters.teams.wire import write
from bot.playground.teams_cards import check_card
from domain.usecases import registry
from domain.views import Form, Reply
from storage.store import SqlStore
from tests.adapters.slack import rules
from tests.talk import talks
from tests.usecases.test_story_forms import with_milestones
from tests.usecases.test_story_plans import run_with
from tests.usecases.test_story_requests import letters

_ID = re.compile(r"(?<![0-9A-Za-z])[UT]?[0-9A-HJKMNP-TV-Z]{26}(?![0-9A-Za-z])")

CARDS = [
    "asked_done",
    "asked_done_told",
    "asked_date_told",
    "signed_off_told",
    "sent_back_told",
    "waiting",
    "waiting_of_mine",
    "shown_while_waiting",
    "milestones",
    "milestones_all_done",
    "reworded",
    "added",
    "warned",
    "case_words",
]
FORMS = ["update", "rag", "date", "complete", "assign", "add", "edit", "send_back", "reopen", "settings"]
COME_BACK = ["update_warned", "update_stale"]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Mapping[str, Reply]]:
    """A town's answers, by their names."""
    path = tmp_path_factory.mktemp("cards") / "cards.db"
    shutil.copyfile(sqlite_template, path)
    store = SqlStore.open(f"sqlite:///{path}")
    yield _told(store)
    store.close()


def _told(store: SqlStore) -> Mapping[str, Reply]:
    boss, lead, town = talks(store, actions=8, edit=with_milestones)
    made: dict[str, Reply] = {}
    for name, line in (("update", "update 4"), ("date", "date 4"), ("assign", "assign 4"), ("edit", "edit 4")):
        made[name] = boss.say(line)
    made["add"] = boss.say("add NRP")
    boss.say("show 4")
    shown = boss.last
    for name, label in (("rag", "Change RAG"), ("complete", "Complete with a note")):
        boss.last = shown
        made[name] = boss.press(label)
    boss.say("plan NRP")
    made["settings"] = boss.press("Settings")
    made["reworded"] = boss.say("edit 8 Agree the dataset with every partner")
    boss.say("add NRP: Count the paths")
    made["added"] = boss.fill_in({"under": "R2", "who": "Imogen Vale", "date": "30 June 2027", "rag": "amber"})
    made["milestones"] = lead.say("milestones 4")
    for number in (1, 2, 3):
        made["milestones_all_done"] = lead.say(f"milestone 4.{number} done")
    made["warned"] = lead.say("update 4 letter sent to 943 476 5919")
    lead.say("update 4")
    made["update_warned"] = lead.fill_in({"text": "Letter sent to 943 476 5919", "rag": "amber"})
    lead.say("update 4")
    boss.say("rag 4 red because no survey yet")
    made["update_stale"] = lead.fill_in({"text": "All well", "rag": "green"})
    run_with(boss, sign_off="yes", date_approval="yes")
    letters(store, town)
    made["asked_done"] = lead.say("done 4: dataset agreed at the board")
    made["asked_done_told"] = letters(store, town)[0][1]
    lead.say("date 8 1 March 2027 because chair not in post")
    made["asked_date_told"] = letters(store, town)[0][1]
    made["waiting"] = boss.say("waiting")
    made["waiting_of_mine"] = lead.say("waiting")
    made["shown_while_waiting"] = boss.say("show 4")
    made["send_back"] = boss.press("Send back")
    boss.say("return 8: please wait for the board")
    made["sent_back_told"] = letters(store, town)[0][1]
    boss.say("approve 4")
    made["signed_off_told"] = letters(store, town)[0][1]
    boss.clock.pass_(days=2)
    boss.say("history 4")
    made["reopen"] = boss._send(pressed={"do": "open_reopen", "with": {"ref": "NRP-4"}})
    from domain.people import Role
    from tests.usecases.test_story_who_may import newcomer

    admin = newcomer(store, town, "Ada Lund", Role.ADMINISTRATOR)
    made["case_words"] = admin.say("casewords add MOS-####")
    return made


def plain(content: Any) -> Any:
    """Without what differs from run to run."""
    return json.loads(_ID.sub("ID", json.dumps(content, ensure_ascii=False)))


@pytest.fixture
def as_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def form_in(reply: Reply) -> Form:
    assert reply.form is not None, reply.text
    return reply.form


class TestSlack:
    @pytest.mark.parametrize("name", CARDS)
    def test_an_answer(self, story: Mapping[str, Reply], name: str, as_json: SnapshotAssertion) -> None:
        content = message(story[name])
        rules.check_content(content, registry)
        assert plain(content) == as_json

    @pytest.mark.parametrize("name", [*FORMS, *COME_BACK])
    def test_a_form(self, story: Mapping[str, Reply], name: str, as_json: SnapshotAssertion) -> None:
        view = modal(form_in(story[name]), Origin())
        rules.check_form(view)
        assert plain(view) == as_json


class TestTeams:
    @pytest.mark.parametrize("name", CARDS)
    def test_an_answer(self, story: Mapping[str, Reply], name: str, as_json: SnapshotAssertion) -> None:
        card = render(story[name], place=Place.CHAT)
        assert check_card(card) == []
        assert plain(json.loads(write(card))) == as_json

    @pytest.mark.parametrize("name", [*FORMS, *COME_BACK])
    def test_a_form(self, story: Mapping[str, Reply], name: str, as_json: SnapshotAssertion) -> None:
        card = render_form(form_in(story[name]), place=Place.DIALOG)
        assert check_card(card) == []
        assert plain(json.loads(write(card))) == as_json
