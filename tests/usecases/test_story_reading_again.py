"""What a column holds, said in an answer: the draft's document is read again, and nothing that was answered is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from adapters.documents import read_document
from domain.actions import Action
from domain.ids import UploadId, new_id
from domain.importing import DraftPlan, InvalidColumn, read_plan
from domain.importing.transfer import draft_to_json
from domain.people import EVERYTHING
from domain.plans import Plan
from domain.posting import Destination
from domain.uploads import Upload, UploadState, job_kind
from domain.usecases import taking_in
from domain.usecases.remembering import fitting, offered_columns, with_notes
from domain.usecases.rereading import AskedAgain
from storage.store import SqlStore
from tests import builders
from tests.usecases.reading import coordinator

ROWS = (
    ("1", "Mend the path along the brook", "31/04/2027", "North ward", "Work has begun"),
    ("2", "Paint the gate by the pond", "31/07/2027", "South ward", ""),
    ("3", "Sweep the yard behind the hall", "30/09/2027", "North ward", "Two days were spent"),
)
HEADINGS = ("Ref", "Action", "Target date", "Zone", "Progress")


def document(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, title: str = "Hollow Lane Plan") -> bytes:
    lines = [f"# {title}", "", f"| {' | '.join(headings)} |", "|" + " --- |" * len(headings)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]).encode()


def read(content: bytes, code: str = "HLP", columns: Mapping[str, str] | None = None) -> DraftPlan:
    return read_plan(read_document(content, "plan.md"), plan_code=code, columns=columns)


class Desk:
    """A coordinator in a direct message, and the worker that reads what they give."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.town = builders.town(store, code="OLD")
        self.talk = coordinator(store, self.town)
        self.said: list[str] = []

    def give(self, content: bytes, code: str = "HLP", columns: Mapping[str, str] | None = None) -> Upload:
        where = Destination(self.talk.account.platform, self.town.workspace.external_id, "D1")
        upload = Upload(
            id=UploadId(new_id()),
            organisation_id=self.town.id,
            person_id=self.town.coordinator.id,
            key=new_id(),
            name="plan.md",
            destination=where,
            state=UploadState.READING,
            created_at=builders.NOW,
            code=code,
            corrections=columns or {},
        )
        with self.store.writing(self.town.id) as uow:
            uow.uploads.add(upload, content)
            taking_in.begin(uow, upload)
        self.work()
        return upload

    def work(self) -> None:
        """Read all that waits."""
        where = self.talk
        kind = job_kind(where.account.platform.value, where.workspace.external_id)
        for job in self.store.claim_jobs("worker", kinds=(kind,), lease_seconds=60):
            with self.store.writing(self.town.id) as uow:
                uow.see_with(EVERYTHING)
                upload = uow.uploads.by_id(str(job.payload["upload"]))
                content = uow.uploads.content(upload.id) if upload else None
                assert upload is not None
                assert content is not None
                again = AskedAgain.of(job.payload)
                question = again.question if again else None
                try:
                    draft = read(content, upload.code, upload.corrections)
                except InvalidColumn as error:
                    if upload.plan_id is not None:
                        reply = taking_in.has_failed(uow, upload, str(error), question=question)
                        self.said.append(reply.text)
                        continue
                    draft = read(content, upload.code)
                    draft = with_notes(
                        read(content, upload.code, fitting(upload.corrections, draft)), upload.corrections
                    )
                reply = taking_in.has_read(
                    uow,
                    upload,
                    draft,
                    draft_to_json(draft).decode(),
                    sha256=hashlib.sha256(content).hexdigest(),
                    at=builders.NOW,
                    by=again.by if again else None,
                    question=question,
                )
            self.store.finish_job(job, "worker")
            self.talk.last = reply
            self.said.append(reply.text)

    def state(self, code: str = "HLP") -> tuple[Plan, dict[str, Action]]:
        with self.store.reading(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            plan = uow.plans.by_code(code)
            assert plan is not None
            return plan, {one.key: one for one in uow.versions.actions(plan.id)}

    def leads(self, code: str = "HLP") -> list[list[str]]:
        return [[lead.name for lead in one.leads] for one in self.state(code)[1].values()]

    def ask(self, words: str) -> None:
        self.talk.say("questions HLP")
        for _ in range(20):
            if words in self.talk.last.text:
                return
            self.talk.press("Leave open")
        raise AssertionError(f"no question on {words!r}: {self.talk.last.text}")

    def answer(self, words: str) -> str:
        self.talk.press("Type an answer")
        return self.talk.fill_in({"answer": words}).text


@pytest.fixture
def desk(shared_store: SqlStore) -> Desk:
    return Desk(shared_store)


@pytest.mark.parametrize("words", ["Zone", "Zone = lead", "zone holds leads", "“Zone”: lead", "Zone = leads"])
def test_the_draft_is_read_again_with_what_was_said(desk: Desk, words: str) -> None:
    desk.give(document(*ROWS))
    assert desk.leads() == [[], [], []]
    desk.ask("has no column for the lead")
    assert "I'm reading the document again with that; your answers stay as they are." in desk.answer(words)
    desk.work()
    assert "I have read plan.md again, as HLP" in desk.said[-1]
    assert desk.leads() == [["North ward"], ["South ward"], ["North ward"]]
    desk.talk.say("questions HLP")
    assert "has no column for the lead" not in desk.talk.last.text


def test_answers_and_changes_made_so_far_are_kept(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("There is no such day")
    desk.talk.press("Take “30 April 2027”")
    desk.talk.say("rag HLP-2 amber")
    desk.talk.say("update HLP-3 the brooms are ordered")
    before = desk.state()[1]
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.work()
    _, after = desk.state()
    assert [one.id for one in after.values()] == [one.id for one in before.values()], "the same actions"
    assert after["HLP-1"].due == before["HLP-1"].due
    assert not after["HLP-1"].due.needs_check
    assert after["HLP-2"].rag == before["HLP-2"].rag
    desk.talk.say("history HLP-3")
    assert "the brooms are ordered" in desk.talk.last.text
    assert "took in the document as it is read now: the lead from nobody to North ward" in desk.talk.last.text
    desk.talk.say("questions HLP")
    assert "There is no such day" not in desk.talk.last.text, "it is not asked again"


def test_what_was_only_misread_goes_and_what_somebody_touched_stays(desk: Desk) -> None:
    rows = (
        ("1", "Safer streets", "Mend the lamps", "30/06/2027"),
        ("2", "Greener parks", "Plant the limes", "30/06/2027"),
    )
    headings = ("Ref", "Recommendation", "Notes", "Target date")
    desk.give(document(*rows, headings=headings), columns={"Notes": "action"})
    assert [one.text for one in desk.state()[1].values()] == ["Mend the lamps", "Plant the limes"]
    desk.talk.say("rag HLP-1 red")
    desk.talk.say("import")
    desk.talk.press("Go on with HLP")
    desk.talk.press("A column is wrong")
    desk.talk.fill_in({"heading": "Notes", "role": "notes"})
    desk.work()
    _, actions = desk.state()
    assert [one.text for one in actions.values()] == ["Safer streets", "Greener parks"]
    assert actions["HLP-1"].rag.text == "Red"


def test_what_can_not_be_leaves_the_draft_as_it_is_and_the_question_open(desk: Desk) -> None:
    desk.give(document(*ROWS), columns={"Target date": "due"})
    desk.ask("has no column for the lead")
    desk.answer("Zone = due")
    desk.work()
    assert desk.said[-1].startswith("I left HLP as it is. “Target date” and “Zone” can't both hold the date")
    _, actions = desk.state()
    assert [one.text for one in actions.values()] == [row[1] for row in ROWS]
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.work()
    assert desk.leads() == [["North ward"], ["South ward"], ["North ward"]], "and another answer can be given"


def test_words_that_name_no_column_are_refused_kindly(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("yes")
    assert "Please say which column holds what" in str(desk.talk.last.field_errors), "yes: but which one?"
    desk.talk.fill_in({"answer": "the mayor of the town"})
    assert "Please say which column holds what, for example: Zone = lead." in str(desk.talk.last.field_errors)
    assert desk.leads() == [[], [], []]


def test_it_is_remembered_for_the_next_version(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.work()
    assert desk.state()[0].corrections == {"Zone": "lead"}
    desk.talk.say("golive HLP")
    newer = document(*ROWS[:2], (*ROWS[2][:3], "West ward", ROWS[2][4]))
    desk.give(newer, columns=desk.state()[0].corrections)
    desk.talk.press("Take it into HLP")
    assert desk.leads() == [["North ward"], ["South ward"], ["West ward"]]
    assert desk.state()[0].corrections == {"Zone": "lead"}


def test_a_next_version_without_that_column_is_read_and_it_is_said(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.work()
    desk.talk.say("golive HLP")
    rows = [(*row[:3], row[4]) for row in ROWS]
    newer = document(*rows, ("4", "Count the ducks", "1/12/2027", ""), headings=(*HEADINGS[:3], "Progress"))
    desk.give(newer, columns=desk.state()[0].corrections)
    assert "It has no column “Zone”, of which you said before what it holds" in desk.said[-1]
    assert "1 new action" in desk.said[-1]
    desk.talk.press("Take it into HLP")
    assert desk.state()[0].corrections == {"Zone": "lead"}, "it waits for the version after"


def test_it_is_offered_for_the_next_plan_of_the_same_council(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.work()
    desk.give(document(*ROWS, title="Brook Quarter Plan"), code="BQP")
    assert "In HLP you said that “Zone” holds leads. The same here?" in desk.said[-1]
    assert desk.leads("BQP") == [[], [], []], "offered, never taken"
    desk.talk.press("Yes, “Zone” holds leads")
    desk.work()
    assert desk.leads("BQP") == [["North ward"], ["South ward"], ["North ward"]]
    rows = [(*row[:3], row[4]) for row in ROWS]
    desk.give(document(*rows, headings=(*HEADINGS[:3], "Progress"), title="Mill Plan"), code="MIL")
    assert "The same here?" not in desk.said[-1], "that plan has no such column"


def test_it_is_offered_to_another_coordinator_where_everybody_may_see_the_plan(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.work()
    with desk.store.writing(desk.town.id) as uow:
        uow.see_with(EVERYTHING)
        other = builders.person(uow.organisation, "Una Field")
        uow.people.add(other)
        draft = read(document(*ROWS, title="Brook Quarter Plan"), "BQP")
        assert offered_columns(uow, draft, other) == [], "a draft is nobody else's business"
    desk.talk.say("golive HLP")
    with desk.store.reading(desk.town.id) as uow:
        uow.see_with(EVERYTHING)
        (offered,) = offered_columns(uow, draft, other)
    assert offered.sentence() == "In HLP its coordinator said that “Zone” holds leads."


def test_once_it_is_live_it_holds_for_the_next_version(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.talk.say("golive HLP")
    desk.ask("has no column for the lead")
    assert "I no longer have its document, so I remember that for the next version." in desk.answer("Zone = lead")
    assert desk.leads() == [[], [], []]
    desk.give(document(*ROWS), columns=desk.state()[0].corrections)
    assert "3 changed" in desk.said[-1], "and its file given once more is read with it"
    desk.talk.press("Take it into HLP")
    assert desk.leads() == [["North ward"], ["South ward"], ["North ward"]]


def test_nobody_goes_live_while_it_is_read_again(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.talk.say("golive HLP")
    assert "I'm just reading the document of HLP again" in desk.talk.last.text
    desk.work()
    desk.talk.say("golive HLP")
    assert "HLP is live" in desk.talk.last.text


def test_a_draft_that_is_discarded_meanwhile_does_not_come_back(desk: Desk) -> None:
    upload = desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    assert desk.talk.say("stop the import").text == "Discard the draft HLP, with what you answered about it?"
    desk.talk.press("Discard HLP")
    with desk.store.reading(desk.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.plans.by_code("HLP") is None
        assert uow.uploads.by_id(upload.id) is None


def test_what_was_read_is_discarded_in_words_and_a_live_plan_never(desk: Desk) -> None:
    assert "nothing to discard" in desk.talk.say("cancel import").text
    assert "OLD is live" in desk.talk.say("discard OLD").text
    desk.give(document(*ROWS))
    desk.give(document(*ROWS), code="")
    assert desk.talk.say("delete my draft").text == "Which do you want to discard?"
    desk.talk.press("plan.md")
    assert desk.talk.last.text == "Discarded. I have kept nothing of it."
    desk.give(document(*ROWS, title="Another Plan"), code="NEW")
    desk.talk.say("discard")
    desk.talk.press("HLP")
    desk.talk.press("Keep it")
    assert "HLP" in desk.talk.last.text
    assert desk.state()[0].code == "HLP"


def open_doubts(desk: Desk) -> list[str]:
    with desk.store.reading(desk.town.id) as uow:
        uow.see_with(EVERYTHING)
        return [one.message for one in uow.questions.open(desk.state()[0].id)]


def test_what_was_said_of_a_column_is_taken_back_with_one_press(desk: Desk) -> None:
    rows = (*ROWS, ("4", "Count the ducks", "30/09/2027", "tbc", ""))
    desk.give(document(*rows))
    before = open_doubts(desk)
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    undo = desk.talk.payload("Undo")
    desk.work()
    assert desk.leads()[0] == ["North ward"]
    assert any("“tbc”" in one or "names nobody" in one or "No lead" in one for one in open_doubts(desk))
    desk.talk._send(pressed=undo)
    assert "Undone: the answer “Zone = lead”. I'm reading the document again without it" in desk.talk.last.text
    desk.work()
    assert desk.leads() == [[], [], [], []]
    assert sorted(open_doubts(desk)) == sorted(before), "every doubt of the first reading is asked again"
    assert desk.state()[0].corrections == {}
    desk.talk._send(pressed=undo)
    assert "already undone" in desk.talk.last.text


def test_it_is_taken_back_before_the_document_was_read_again(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    desk.talk.press("Undo")
    desk.work()
    assert desk.leads() == [[], [], []]
    assert any("has no column for the lead" in one for one in open_doubts(desk))


def test_of_a_live_plan_it_is_taken_back_too(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.talk.say("golive HLP")
    desk.ask("has no column for the lead")
    desk.answer("Zone = lead")
    assert desk.state()[0].corrections == {"Zone": "lead"}
    desk.talk.press("Undo")
    assert desk.state()[0].corrections == {}
    assert any("has no column for the lead" in one for one in open_doubts(desk))


def test_a_doubt_that_one_version_settled_is_asked_again_by_the_next_that_has_it(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.talk.say("golive HLP")
    first = [one for one in open_doubts(desk) if "There is no such day" in one]
    assert first
    desk.give(document((*ROWS[0][:2], "30/04/2027", *ROWS[0][3:]), *ROWS[1:]))
    desk.talk.press("Take it into HLP")
    assert not set(first) & set(open_doubts(desk))
    desk.give(document(*ROWS, title="Hollow Lane Plan "))
    desk.talk.press("Take it into HLP")
    assert set(first) <= set(open_doubts(desk))


def test_a_newer_version_is_shown_row_by_row_before_it_is_taken_in(desk: Desk) -> None:
    desk.give(document(*ROWS))
    desk.talk.say("golive HLP")
    more = [(str(n), f"Plant bed {n} by the gate", "30/11/2027", "South ward", "") for n in range(4, 44)]
    desk.give(document(*ROWS[:2], (*ROWS[2][:4], "Three days were spent"), *more))
    assert "40 new actions, 1 changed, 2 unchanged, 0 no longer in it." in desk.said[-1]
    assert "HLP-3: progress → “Three days were spent”" in desk.said[-1]
    desk.talk.press("Show every row")
    assert desk.talk.last.text.startswith("Changed in HLP: 1 row\nHLP-3: progress → “Three days were spent”")
    desk.talk.press("New: 40")
    seen = desk.talk.last.text
    assert seen.startswith("New in HLP: 40 rows, page 1 of 3")
    desk.talk.press("More rows")
    desk.talk.press("More rows")
    assert "More rows" not in desk.talk.labels()
    assert "HLP-43: Plant bed 43 by the gate" in desk.talk.last.text
    desk.talk.press("Unchanged: 2")
    assert "HLP-1: Mend the path along the brook" in desk.talk.last.text
    desk.talk.press("Back")
    desk.talk.press("Take it into HLP")
    assert len(desk.state()[1]) == 43


def test_another_plan_under_the_code_of_a_draft_is_asked_about_and_never_takes_its_place_unsaid(desk: Desk) -> None:
    desk.give(document(*ROWS))
    other = [("1", "Buy two vans", "30/06/2027", "", ""), ("2", "Sell the depot", "30/06/2027", "", "")]
    desk.give(document(*other, title="Fleet Plan"))
    assert "it may be another plan than HLP" in desk.said[-1]
    assert [one.text for one in desk.state()[1].values()] == [row[1] for row in ROWS], "the first draft is untouched"
    desk.talk.press("It is HLP all the same")
    assert "It takes the place of the draft HLP that was made of plan.md" in desk.talk.last.text
    assert [one.text for one in desk.state()[1].values()] == ["Buy two vans", "Sell the depot"]


def test_a_better_file_of_the_same_plan_takes_the_place_of_an_untouched_draft_and_that_is_said(desk: Desk) -> None:
    desk.give(document(*ROWS[:2]))
    desk.give(document(*ROWS))
    assert "I found 3 actions" in desk.said[-1]
    assert "It takes the place of the draft HLP that was made of plan.md" in desk.said[-1]
    assert len(desk.state()[1]) == 3


def test_the_code_that_was_chosen_is_not_asked_for_again(desk: Desk) -> None:
    desk.give(document(*ROWS), code="")
    assert "Which short code shall the plan have?" in desk.said[-1]
    desk.talk.press(next(label for label in desk.talk.labels() if label.startswith("Call it")))
    code = desk.talk.last.text.partition("It is the draft ")[2][:10].split(".")[0]
    assert "Which letters" not in desk.talk.say(f"questions {code}").text
    assert not any("Which letters" in one for one in _messages(desk, code))


def _messages(desk: Desk, code: str) -> list[str]:
    with desk.store.reading(desk.town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code(code)
        assert plan is not None
        return [one.message for one in uow.questions.all(plan.id)]
