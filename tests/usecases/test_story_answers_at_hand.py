"""Answers that a press gives, and what a few typed words stand for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.actions import Status
from domain.importing.draft import Question, QuestionKind
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.reading import PATHS, action, coordinator, draft_of, stored


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


@pytest.fixture
def tobias(shared_store: SqlStore, town: builders.Town) -> Talk:
    stored(shared_store, town, draft_of(*PATHS))
    return coordinator(shared_store, town)


def test_a_year_completes_what_is_printed(shared_store: SqlStore, town: builders.Town) -> None:
    rows = (("1", "Mend the path along the brook", "Head of Parks", "end Sept", "Red", ""),)
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    assert "Which year is meant?" in talk.last.text
    talk.press("Type an answer")
    talk.fill_in({"answer": "2027"})
    assert action(talk, "HLP-1").due.describe() == "30 September 2027"


@pytest.mark.parametrize(("press", "status"), [("Yes, complete", Status.COMPLETE), ("No, still open", Status.OPEN)])
def test_complete_instead_of_a_date_is_confirmed_or_not(
    shared_store: SqlStore, town: builders.Town, press: str, status: Status
) -> None:
    rows = (("1", "Mend the path along the brook", "Head of Parks", "Completed February 2026", "Green", ""),)
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    assert "I took the action as complete." in talk.last.text
    talk.press(press)
    assert talk.last.outcome == "ok", talk.last.text
    assert action(talk, "HLP-1").status is status


def test_there_is_an_end_to_leaving_questions_open(tobias: Talk) -> None:
    tobias.say("questions HLP")
    for _ in range(4):
        tobias.press("Leave open")
        assert "HLP: question" in tobias.last.text
    tobias.press("Leave open")
    assert "You have seen all of them: 5 questions are left for later" in tobias.last.text
    assert tobias.labels() == ["Go through them again", "Go live"]
    tobias.press("Go through them again")
    assert "HLP: question 1 · 5 open, 5 of them left for later" in tobias.last.text


def test_leads_that_were_parted_can_be_one_as_printed(shared_store: SqlStore, town: builders.Town) -> None:
    rows = (("1", "Move the archive", "Archivist & Digital Manager", "30/06/2027", "Red", ""),)
    draft = draft_of(*rows)
    asked = Question(
        QuestionKind.LEAD,
        "leads",
        "I read “Archivist & Digital Manager” as 2 leads: Archivist; Digital Manager. Is that right?",
        "HLP-1",
        "Archivist & Digital Manager",
        "Archivist; Digital Manager",
    )
    stored(shared_store, town, replace(draft, questions=(asked,)))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("One lead, as printed")
    assert talk.last.outcome == "ok", talk.last.text
    assert [lead.name for lead in action(talk, "HLP-1").leads] == ["Archivist & Digital Manager"]
