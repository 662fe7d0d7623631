"""What a question suggests can be taken, and does what its button says; every question has an answer at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.actions import Action, Status
from domain.errors import DomainError
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import QuestionKind
from domain.messages import AnswerQuestion
from domain.people import EVERYTHING
from domain.plans import Question
from domain.usecases.answering import Answerer
from domain.usecases.asking import alike, choices
from domain.views import Button
from storage.store import SqlStore
from tests import builders
from tests.corpus.check import document
from tests.talk import Talk
from tests.usecases.reading import action, coordinator, draft_of, stored

TWINS = (
    ("1", "Publish the drawings of the new quay", "", "14 May 2027", "Amber", ""),
    ("2", "Publish the drawings of the new quay", "Head of Parks", "30 June 2027", "Green", ""),
    ("3", "Publish the drawings of the new quay", "Rowan Ashdown", "30 June 2028", "Green", ""),
)
DOUBTFUL = (
    "desks-hra-recovery.txt",
    "boards-send.html",
    "trades-force-action-plan.docx",
    "excel-several-sheets.xlsx",
    "second-year-last-quarter.xlsx",
    "further-two-beside-each-other.xlsx",
)


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


class _Looked(Exception):
    """Nothing of it is kept."""


def answered(store: SqlStore, town: builders.Town, draft: DraftPlan) -> Iterator[tuple[Question, list[str], object]]:
    """Each question of a draft, the answers at hand, and what came of taking the suggestion (`None`: there is none)."""
    plan = stored(store, town, draft)
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        waiting = uow.questions.open(plan.id)
    for question in waiting:
        at_hand = [label for label, _ in choices(question)]
        came: object = None
        if question.suggestion:
            try:
                with store.writing(town.id) as uow:
                    uow.see_with(EVERYTHING)
                    by = builders.signature(town.coordinator)
                    answerer = Answerer(uow, plan, by, builders.NOW, builders.TODAY)
                    answerer.answer(question, "", take=True)
                    came = uow.actions.by_key(question.key) if question.key else question
                    raise _Looked
            except _Looked:
                pass
            except DomainError as error:
                came = error
        yield question, at_hand, came


@pytest.mark.parametrize("name", DOUBTFUL)
def test_every_suggestion_is_taken_and_every_question_has_a_button(
    shared_store: SqlStore, town: builders.Town, name: str
) -> None:
    draft = read_plan(document(name), plan_code="LAW")
    for question, at_hand, came in answered(shared_store, town, draft):
        assert not isinstance(came, DomainError), (question.message, question.suggestion, str(came))
        assert question.suggestion or at_hand or question.field == "text", question.message
        if question.kind == QuestionKind.LEAD and isinstance(came, Action):
            names = [lead.name for lead in came.leads]
            assert "; ".join(names) == question.suggestion, question.message


@pytest.fixture
def tobias(shared_store: SqlStore, town: builders.Town) -> Talk:
    stored(shared_store, town, draft_of(*TWINS))
    return coordinator(shared_store, town)


def to_the_twins(talk: Talk) -> None:
    talk.say("questions HLP")
    while "The same words stand under" not in talk.last.text:
        talk.press("Leave open")


def test_twins_are_shown_beside_each_other_and_one_is_withdrawn(tobias: Talk) -> None:
    to_the_twins(tobias)
    assert "HLP-1: no lead; due 14 May 2027" in tobias.last.text
    assert "HLP-2: Head of Parks; due 30 June 2027" in tobias.last.text
    labels = tobias.labels()
    assert not [label for label in labels if label.startswith("Take")], "two actions are never withdrawn unseen"
    assert len([label for label in labels if "the same" in label]) == 1
    tobias.press("Yes, the same: withdraw HLP-2")
    assert tobias.last.outcome == "ok", tobias.last.text
    assert tobias.last.text.startswith("HLP-2: withdrawn (was open).")
    assert action(tobias, "HLP-2").status is Status.WITHDRAWN
    assert action(tobias, "HLP-1").status is Status.OPEN


def test_twins_are_kept_or_the_suggestion_is_saved_as_the_form_shows_it(tobias: Talk) -> None:
    to_the_twins(tobias)
    tobias.press("No, keep both")
    assert action(tobias, "HLP-2").status is Status.OPEN
    to_the_twins(tobias)
    tobias.press("Type an answer")
    tobias.fill_in({})
    assert tobias.last.outcome == "ok", tobias.last.text
    assert action(tobias, "HLP-3").status is Status.WITHDRAWN


def test_take_in_words_withdraws_the_twin(tobias: Talk, shared_store: SqlStore, town: builders.Town) -> None:
    with shared_store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code("HLP")
        assert plan is not None
        waiting = uow.questions.open(plan.id)
    twin = next(one for one in waiting if one.key == "HLP-2" and one.kind == QuestionKind.DUPLICATE)
    assert alike(twin, waiting) == []
    tobias.say(f"answer HLP {twin.number} take")
    assert action(tobias, "HLP-2").status is Status.WITHDRAWN


def test_a_quarter_without_a_year_is_taken_as_it_was_read(shared_store: SqlStore, town: builders.Town) -> None:
    plan = stored(shared_store, town, read_plan(document("desks-hra-recovery.txt"), plan_code="HRA"))
    tobias = coordinator(shared_store, town)
    with shared_store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        asked = next(one for one in uow.questions.open(plan.id) if "(by " in one.suggestion)
    before = action(tobias, asked.key)
    tobias.send(Button(label="Take it", sends=AnswerQuestion(question=asked.id, take=True)))
    assert tobias.last.outcome == "ok", tobias.last.text
    after = action(tobias, asked.key)
    assert after.due.latest == before.due.latest
    assert not after.due.needs_check
