"""Every quarter the plan is published anew: what changed in the document is taken in, what changed here is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.actions import Status
from domain.due import say_date
from domain.errors import Invalid
from domain.people import EVERYTHING
from domain.rag import RagValue
from domain.usecases.comparing import compare
from domain.usecases.sweep import sweep_overdue
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.reading import Row, coordinator, draft_of, stored
from tests.usecases.versions import ROWS, actions, edited, live, publish


@pytest.fixture
def town(shared_store: SqlStore) -> builders.Town:
    return builders.town(shared_store, code="OLD")


@pytest.fixture
def tobias(shared_store: SqlStore, town: builders.Town) -> Talk:
    return live(shared_store, town)


def test_the_same_file_twice_changes_nothing(tobias: Talk, town: builders.Town) -> None:
    before = actions(tobias)
    taken = publish(tobias, town, *ROWS, sha256="a" * 64)
    assert taken.same
    assert actions(tobias) == before
    again = publish(tobias, town, *ROWS, sha256="c" * 64)
    assert again.same
    assert actions(tobias) == before
    tobias.say("questions HLP")
    assert "No question on HLP is open." in tobias.last.text


def test_what_only_the_document_changed_is_taken_in_with_the_name_of_the_version(
    tobias: Talk, town: builders.Town
) -> None:
    taken = publish(
        tobias,
        town,
        *edited(
            2, date="31/07/2027", rag="Amber", lead="Rowan Ashdown", progress="The first letters were sent in March"
        ),
    )
    assert taken.found is not None
    assert taken.found.sentence() == "0 new actions, 1 changed, 3 unchanged, 0 no longer in it."
    assert "date 30 June 2027 → 31 July 2027" in "\n".join(taken.found.lines())
    now = actions(tobias)["HLP-2"]
    assert now.due.describe() == "31 July 2027"
    assert now.due_changes == 1
    assert now.rag.value is RagValue.AMBER
    assert [lead.name for lead in now.leads] == ["Rowan Ashdown"]
    assert now.progress == "The first letters were sent in March"
    tobias.say("history HLP-2")
    assert "took in the version of 3 May 2027: the date from 30 June 2027 to 31 July 2027" in tobias.last.text


def test_what_was_changed_here_and_not_in_the_document_is_kept(tobias: Talk, town: builders.Town) -> None:
    for line in (
        "date HLP-1 1 June 2027: chair away",
        "rag HLP-2 green",
        "assign HLP-3 to Rowan Ashdown",
        "done HLP-4: counted",
        "update HLP-2 letters are printed",
    ):
        tobias.say(line)
        assert tobias.last.outcome == "ok", tobias.last.text
    before = actions(tobias)
    taken = publish(tobias, town, *ROWS)
    assert taken.same
    assert actions(tobias) == before


def test_what_both_changed_to_the_same_is_no_question(tobias: Talk, town: builders.Town) -> None:
    tobias.say("date HLP-2 31 July 2027: late")
    taken = publish(tobias, town, *edited(2, date="31/07/2027"))
    assert taken.found is not None
    assert not taken.found.conflicts
    assert actions(tobias)["HLP-2"].due_changes == 1


def test_what_both_changed_is_asked_with_both_values_and_who(tobias: Talk, town: builders.Town) -> None:
    tobias.say("date HLP-2 15 July 2027: late")
    publish(tobias, town, *edited(2, date="31/08/2027"))
    assert actions(tobias)["HLP-2"].due.describe() == "15 July 2027"
    tobias.say("questions HLP")
    assert (
        "The date is 15 July 2027 here, since Tobias Wren changed it on 21 November 2026. "
        "The version of 3 May 2027 says 31 August 2027. Which holds?"
    ) in tobias.last.text
    card = tobias.last
    tobias.press("Keep what it is here")
    assert "HLP-2 keeps what it has." in tobias.last.text
    assert actions(tobias)["HLP-2"].due.describe() == "15 July 2027"
    tobias.last = card
    again = publish(tobias, town, *edited(2, date="31/08/2027"), sha256="d" * 64)
    assert again.same, "what was decided once is not asked again"


def test_the_value_of_the_document_can_be_taken_or_another_typed(tobias: Talk, town: builders.Town) -> None:
    tobias.say("date HLP-2 15 July 2027: late")
    tobias.say("rag HLP-3 red")
    publish(tobias, town, *[edited(2, date="31/08/2027")[1], *edited(3, rag="Amber")[2:3], ROWS[0], ROWS[3]])
    tobias.say("questions HLP")
    tobias.press("Take the document's")
    assert tobias.last.text.startswith("HLP-2: due 31 August 2027 (was 15 July 2027).")
    tobias.press("Type an answer")
    tobias.fill_in({"answer": "green"})
    assert actions(tobias)["HLP-3"].rag.value is RagValue.GREEN
    tobias.say("undo HLP-2")
    assert actions(tobias)["HLP-2"].due.describe() == "15 July 2027"


def test_an_action_that_vanished_is_kept_marked_and_asked_about(tobias: Talk, town: builders.Town) -> None:
    publish(tobias, town, *ROWS[:3])
    gone = actions(tobias)["HLP-4"]
    assert gone.status is Status.OPEN
    assert gone.not_in == "the version of 3 May 2027"
    tobias.say("show HLP-4")
    assert "In the plan: No, not in the version of 3 May 2027" in tobias.last.text
    tobias.say("find benches")
    assert "not in the version of 3 May 2027" in tobias.last.text
    tobias.say("questions HLP")
    assert (
        "This is not in the version of 3 May 2027 any more. Should it be withdrawn, or kept open?" in tobias.last.text
    )
    tobias.press("Withdraw it")
    assert actions(tobias)["HLP-4"].status is Status.WITHDRAWN
    tobias.press("Undo")
    assert actions(tobias)["HLP-4"].status is Status.OPEN
    tobias.say("questions HLP")
    tobias.press("Keep it open")
    kept = actions(tobias)["HLP-4"]
    assert (kept.status, kept.not_in) == (Status.OPEN, "")
    publish(tobias, town, *ROWS[:3], sha256="e" * 64)
    tobias.say("questions HLP")
    assert "No question on HLP is open." in tobias.last.text, "what was decided once is not asked each quarter"


def test_an_action_that_comes_back_is_the_same_action(tobias: Talk, town: builders.Town) -> None:
    publish(tobias, town, *ROWS[:3])
    publish(tobias, town, *ROWS, sha256="e" * 64)
    back = actions(tobias)
    assert len(back) == 4
    assert back["HLP-4"].not_in == ""
    tobias.say("questions HLP")
    assert "No question on HLP is open." in tobias.last.text


def test_two_that_could_be_meant_are_asked_and_none_is_duplicated(shared_store: SqlStore, town: builders.Town) -> None:
    twins: tuple[Row, ...] = (
        ("1", "Review the winter plan with the north team", "Rowan Ashdown", "30/04/2027", "Amber", ""),
        ("2", "Review the winter plan with the south team", "Head of Parks", "30/06/2027", "Red", ""),
        ("3", "Count the benches along the river", "Estates Group", "30/09/2027", "Amber", ""),
    )
    stored(shared_store, town, draft_of(*twins))
    talk = coordinator(shared_store, town)
    talk.say("golive HLP")
    taken = publish(
        talk,
        town,
        ("7", "Review the winter plan with the whole team", "Rowan Ashdown", "31/05/2027", "Amber", ""),
        ("3", "Count the benches along the river", "Estates Group", "30/09/2027", "Amber", ""),
    )
    assert taken.found is not None
    assert not taken.found.new
    assert len(actions(talk)) == 3
    talk.say("questions HLP")
    assert "may be HLP-1 (“Review the winter plan with the north team”) or HLP-2" in talk.last.text
    assert talk.labels()[:3] == ["It is HLP-1", "It is HLP-2", "A new action"]
    talk.press("It is HLP-1")
    now = actions(talk)
    assert len(now) == 3
    assert now["HLP-1"].text == "Review the winter plan with the whole team"
    assert now["HLP-1"].due.describe() == "31 May 2027"
    assert now["HLP-2"].not_in == "the version of 3 May 2027"
    assert "HLP-2: This is not in the version of 3 May 2027 any more." in talk.last.text


def test_a_new_action_among_doubtful_ones_is_added_once(shared_store: SqlStore, town: builders.Town) -> None:
    one: Row = ("1", "Review the winter plan with the north team", "Rowan Ashdown", "30/04/2027", "Amber", "")
    two: Row = ("2", "Review the winter plan with the south team", "Head of Parks", "30/06/2027", "Red", "")
    stored(shared_store, town, draft_of(one, two))
    talk = coordinator(shared_store, town)
    talk.say("golive HLP")
    third: Row = ("3", "Review the winter plan with the west team", "New Person", "31/05/2027", "Amber", "")
    publish(talk, town, one, two, third)
    now = actions(talk)
    assert set(now) == {"HLP-1", "HLP-2", "HLP-3"}, "both are there word by word, so the third can only be new"
    assert [lead.name for lead in now["HLP-3"].leads] == ["New Person"]


def test_a_document_that_is_nothing_like_the_plan_is_refused(tobias: Talk, town: builders.Town) -> None:
    other: Row = ("1", "Buy a boat for the lake", "Somebody", "30/04/2027", "Amber", "")
    with pytest.raises(Invalid, match="Only 0 of the 4 actions of HLP are in this document"):
        publish(tobias, town, other)
    assert len(actions(tobias)) == 4
    publish(tobias, town, other, certain=True)
    assert len(actions(tobias)) == 5


def test_somebody_elses_plan_is_not_touched(tobias: Talk, town: builders.Town) -> None:
    before = actions(tobias)
    with pytest.raises(Invalid, match="The code HLP is taken"):
        publish(tobias, replace(town, coordinator=town.lead), *ROWS[:2])
    assert actions(tobias) == before


def test_answers_given_before_are_kept_over_versions_of_a_draft(shared_store: SqlStore, town: builders.Town) -> None:
    rows = [("1", "Agree the list of paths to be mended", "Rowan Ashdown", "31/04/2027", "Amber", ""), *ROWS[1:]]
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("questions HLP")
    talk.press("Type an answer")
    talk.fill_in({"answer": "15 April 2027"})
    publish(talk, town, *rows)
    assert actions(talk)["HLP-1"].due.describe() == "15 April 2027"
    assert not actions(talk)["HLP-1"].due.needs_check
    talk.say("questions HLP")
    assert "No question on HLP is open." in talk.last.text
    mended = [("1", "Agree the list of paths to be mended", "Rowan Ashdown", "31/05/2027", "Amber", ""), *ROWS[1:]]
    publish(talk, town, *mended, sha256="f" * 64)
    talk.say("questions HLP")
    assert "The date is 15 April 2027 here" in talk.last.text


def test_new_doubts_are_asked_and_doubts_that_are_settled_are_closed(tobias: Talk, town: builders.Town) -> None:
    publish(tobias, town, *edited(2, date="31/06/2027"))
    tobias.say("questions HLP")
    assert "There is no such day as “31/06/2027”" in tobias.last.text
    publish(tobias, town, *edited(2, date="29/06/2027"), sha256="f" * 64)
    tobias.say("questions HLP")
    assert "No question on HLP is open." in tobias.last.text
    assert actions(tobias)["HLP-2"].due.describe() == "29 June 2027"


def test_new_rows_that_are_late_already_are_summarised_once(tobias: Talk, town: builders.Town) -> None:
    tobias.conversation, tobias.private = "C9", False
    tobias.say("channel follow HLP")
    assert tobias.last.outcome == "ok", tobias.last.text
    late: Row = ("5", "Repair the bridge at the weir", "Estates Group", "30/09/2026", "Red", "")
    moved = edited(1, date="20/11/2026")
    publish(tobias, town, *moved, late)
    posts = queued(tobias)
    assert any("1 new action is overdue already" in text for text in posts), posts
    sweep_overdue(tobias.store, tobias.clock, at_once=True)
    (post,) = queued(tobias)
    assert "HLP: 1 action became overdue" in post, "the date that the document moved is news"
    assert "HLP-1" in post
    assert "HLP-5" not in post


def queued(talk: Talk) -> list[str]:
    """What is on its way to channels, in words."""
    texts: list[str] = []
    mine = talk.workspace.organisation_id
    while postings := talk.store.claim("test", lease_seconds=60, limit=20, organisation_id=mine):
        for posting in postings:
            texts.append(posting.reply.text if posting.reply else "")
            talk.store.sent(posting, "test", "1.0")
    return texts


def test_a_vanished_action_is_not_announced_until_somebody_decides(tobias: Talk, town: builders.Town) -> None:
    tobias.conversation, tobias.private = "C9", False
    tobias.say("channel follow HLP")
    publish(tobias, town, *ROWS[:3])
    tobias.clock.time += timedelta(days=400)
    queued(tobias)
    sweep_overdue(tobias.store, tobias.clock, at_once=True)
    assert ["HLP: 3 actions became overdue" in post for post in queued(tobias)] == [True]
    tobias.say("questions HLP")
    tobias.press("Keep it open")
    sweep_overdue(tobias.store, tobias.clock, at_once=True)
    assert ["HLP-4" in post for post in queued(tobias)] == [True]


def test_leads_keep_their_people(tobias: Talk, town: builders.Town, shared_store: SqlStore) -> None:
    tobias.say("assign HLP-1 to me")
    person = actions(tobias)["HLP-1"].leads[0].person_id
    assert person == town.coordinator.id
    publish(tobias, town, *edited(2, lead="Tobias Wren and Rowan Ashdown"))
    now = actions(tobias)["HLP-2"]
    assert {lead.name: lead.person_id for lead in now.leads} == {
        "Tobias Wren": town.coordinator.id,
        "Rowan Ashdown": None,
    }


def test_a_plan_from_before_versions_were_kept_is_compared_by_its_history(shared_store: SqlStore) -> None:
    town = builders.town(shared_store, code="HLP", actions=3, dues=None)
    talk = coordinator(shared_store, town)
    talk.say("date HLP-1 1 June 2027: later")
    with talk.store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        rows = [
            (str(n), f"Agree the dataset for the nature recovery report ({n})", name, f"{n + 7}/11/2026", "", "")
            for n, name in enumerate(("Head of Parks", "Rowan Ashdown", "Estates Group"), 1)
        ]
        found = compare(uow, town.plan, draft_of(*rows))
    asked = {(one.now.key, name) for one in found.changes for name in one.asked}
    taken = {(one.now.key, name) for one in found.changes for name in one.taken}
    assert asked == {("HLP-1", "due")}
    assert taken == {("HLP-2", "due"), ("HLP-3", "due")}


def test_progress_is_compared_and_notes_of_ours_come_back_only_once(tobias: Talk, town: builders.Town) -> None:
    tobias.say("update HLP-1 the south side is surveyed too")
    noted = f"Tobias Wren, {say_date(tobias.clock.now().date())}: the south side is surveyed too"
    came_back = f"The north side was surveyed in March. {noted}"
    taken = publish(tobias, town, *edited(1, progress=came_back))
    assert taken.same, "nothing of it is news"
    taken = publish(tobias, town, *edited(1, progress=f"{came_back}. The list is with the board"), sha256="d" * 64)
    assert taken.found is not None
    assert taken.found.sentence().startswith("0 new actions, 1 changed, 3 unchanged")
    assert "HLP-1: progress → “The north side was surveyed" in "\n".join(taken.found.lines())
    assert "The list is with the board" in actions(tobias)["HLP-1"].progress
    shown = tobias.say("show HLP-1").text
    assert "The list is with the board" in shown


def test_every_row_is_listed_when_it_is_asked_for(tobias: Talk, town: builders.Town) -> None:
    tobias.say("rag HLP-2 green")
    rows = [*edited(2, rag="Amber", progress="Letters are out")[:3], ("9", "Paint the boathouse", "", "", "", "")]
    with tobias.store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code("HLP")
        assert plan is not None
        found = compare(uow, plan, draft_of(*rows))
    assert found.every_line() == [
        "New: 1",
        "  HLP-9: Paint the boathouse",
        "Changed: 1",
        "  HLP-2: progress → “Letters are out”",
        "No longer in it: 1",
        "  HLP-4: Count the benches along the river",
        "To ask: 1",
        "  HLP-2: the RAG is ✔ Green here, ● Amber in the document",
        "Unchanged: 2",
        "  HLP-1: Agree the list of paths to be mended",
        "  HLP-3: Train the wardens in first aid",
    ]


def test_a_doubt_of_the_document_about_what_was_changed_here_is_asked_as_a_conflict_alone(
    tobias: Talk, town: builders.Town
) -> None:
    tobias.say("date HLP-2 1 August 2027: the printer is late")
    publish(tobias, town, *edited(2, date="31/06/2027"))
    tobias.say("questions HLP")
    assert "Which holds?" in tobias.last.text
    assert "since Tobias Wren changed it" in tobias.last.text
    assert "· 1 open" in tobias.last.text, "no suggestion beside it overwrites the date"
    tobias.press("Keep what it is here")
    assert actions(tobias)["HLP-2"].due.describe() == "1 August 2027"
    assert "No question on HLP is open." in tobias.last.text


TWINS: tuple[Row, ...] = (
    ("", "Finish the self assessment of the service", "Head of Parks", "31/01/2027", "Amber", ""),
    ("", "Finish the self assessment of the service", "Estates Group", "31/01/2027", "Green", ""),
    ("", "Tell the partners what was found", "Head of Parks", "28/02/2027", "Green", ""),
)


def test_rows_of_the_same_words_are_known_by_who_leads_them(shared_store: SqlStore, town: builders.Town) -> None:
    stored(shared_store, town, draft_of(*TWINS))
    talk = coordinator(shared_store, town)
    talk.say("golive HLP")
    before = {one.leads[0].name: key for key, one in actions(talk).items() if "assessment" in one.text}
    parks, estates, tell = TWINS
    publish(
        talk,
        town,
        (*tell[:3], "31/03/2027", *tell[4:]),
        (*estates[:4], "Red", ""),
        (*parks[:3], "28/02/2027", "Amber", ""),
    )
    now = actions(talk)
    assert {one.leads[0].name: key for key, one in now.items() if "assessment" in one.text} == before
    assert now[before["Estates Group"]].rag.value is RagValue.RED
    assert now[before["Head of Parks"]].due.describe() == "28 February 2027"


def test_twins_of_which_everything_changed_are_asked_about(shared_store: SqlStore, town: builders.Town) -> None:
    stored(shared_store, town, draft_of(*TWINS))
    talk = coordinator(shared_store, town)
    talk.say("golive HLP")
    parks, estates, tell = TWINS
    before = actions(talk)
    taken = publish(
        talk,
        town,
        (*estates[:2], "Ward Team", "30/06/2027", "Red", ""),
        (*parks[:2], "Lakes Team", "31/07/2027", "Blue", ""),
        tell,
    )
    assert taken.found is not None
    assert len(taken.found.unclear) == 2
    assert actions(talk) == before
    with talk.store.reading(talk.workspace.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        asked = [one.message for one in uow.questions.all(taken.plan.id)]
    assert sum("this row may be HLP-u1" in message for message in asked) == 2


def test_a_new_name_for_a_lead_who_was_linked_says_that_nobody_is_behind_it_yet(
    tobias: Talk, town: builders.Town
) -> None:
    tobias.say("link Rowan Ashdown to Imogen Vale in HLP")
    assert tobias.last.outcome == "ok", tobias.last.text
    taken = publish(tobias, town, *edited(1, lead="Rowan Ashdown-Lee"))
    assert taken.found is not None
    said = "\n".join(taken.found.lines())
    assert "Rowan Ashdown → Rowan Ashdown-Lee (“Rowan Ashdown-Lee”: not linked to a person yet)" in said
    assert "what is printed beside it" not in said


def test_what_is_only_asked_about_is_not_counted_as_changed(tobias: Talk, town: builders.Town) -> None:
    tobias.say("date HLP-2 15 July 2027: late")
    taken = publish(tobias, town, *edited(2, date="31/08/2027"))
    assert taken.found is not None
    assert taken.found.sentence() == "0 new actions, 0 changed, 3 unchanged, 0 no longer in it, 1 to ask you about."
