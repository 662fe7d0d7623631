"""`done`, `undo`, `reopen`, and the press of a button: who did what is said, and the way back is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.actions import Action, Status
from domain.due import Due
from domain.messages import ChangeRag
from domain.people import EVERYTHING
from domain.ports import PlanContents, Store
from domain.rag import ColourKey, Rag, RagValue
from tests import builders
from tests.talk import Talk, talks

AMBER = Rag.of(RagValue.AMBER)
BLUE_IS_COMPLETE = ColourKey(meanings={RagValue.BLUE: "Complete and evidenced"}, complete=RagValue.BLUE)


def stored(store: Store, town: builders.Town, key: str) -> Action:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(key)
    assert action is not None
    return action


def with_blue_key(contents: PlanContents) -> PlanContents:
    contents = replace(contents, plan=replace(contents.plan, colour_key=BLUE_IS_COMPLETE))
    return builders.edited(contents, 4, rag=AMBER)


def amber(contents: PlanContents) -> PlanContents:
    return builders.edited(contents, 4, rag=AMBER)


def test_completing_changes_the_status_and_neither_the_rag_nor_the_date(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4, edit=amber)
    before = stored(shared_store, town, "NRP-4")
    reply = lead.say("done 4: dataset agreed at PSG")
    assert reply.outcome == "ok"
    assert "Completed by you, 10:30" in reply.text
    assert lead.labels()[0] == "Undo"
    after = stored(shared_store, town, "NRP-4")
    assert (after.status, after.rag, after.due) == (Status.COMPLETE, AMBER, before.due)
    lead.press("Undo")
    again = stored(shared_store, town, "NRP-4")
    assert (again.status, again.rag, again.completed_at, again.completed_by) == (Status.OPEN, AMBER, None, None)


def test_the_note_of_a_completion_is_kept_and_goes_with_undo(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("done 4: dataset agreed at PSG")
    assert "“dataset agreed at PSG”" in lead.say("show 4").text
    assert lead.say("undo").text.startswith("Undone on NRP-4: you marked it complete: “dataset agreed at PSG”.")
    assert "dataset agreed" not in lead.say("show 4").text


def test_a_note_for_an_action_that_is_complete_already_is_not_thrown_away(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("done 4")
    assert lead.say("done 4: dataset agreed at PSG").text == (
        "NRP-4 was already completed by you at 10:30. Your note is not saved yet."
    )
    assert lead.press("Add the note").outcome == "ok"
    assert "“dataset agreed at PSG”" in lead.say("show 4").text
    assert "Status: Complete" in lead.last.text or "Completed by you" in lead.last.text


def test_where_the_key_has_a_colour_for_complete_the_rag_goes_there_and_back(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4, edit=with_blue_key)
    assert "◆ Blue" in lead.say("done 4").text
    assert stored(shared_store, town, "NRP-4").rag.value is RagValue.BLUE
    assert "● Amber" in lead.press("Undo").text
    assert stored(shared_store, town, "NRP-4").rag == AMBER
    lead.say("done 4")
    assert lead.say("reopen 4: not embedded yet").text.startswith("NRP-4 is open again, with ● Amber.")
    assert stored(shared_store, town, "NRP-4").rag == AMBER
    lead.press("Undo")
    put_back = stored(shared_store, town, "NRP-4")
    assert (put_back.status, put_back.rag.value) == (Status.COMPLETE, RagValue.BLUE)


def test_reopening_keeps_a_colour_that_was_given_after_completion(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4, edit=with_blue_key)
    lead.say("done 4")
    lead.say("rag 4 green")
    lead.say("reopen 4")
    assert stored(shared_store, town, "NRP-4").rag.value is RagValue.GREEN


def test_what_the_plan_brought_complete_is_not_left_open_in_the_colour_of_complete(shared_store: Store) -> None:
    def edit(contents: PlanContents) -> PlanContents:
        contents = replace(contents, plan=replace(contents.plan, colour_key=BLUE_IS_COMPLETE))
        return builders.edited(
            contents, 4, status=Status.COMPLETE, completed_on=date(2026, 3, 2), rag=Rag.of(RagValue.BLUE)
        )

    _, lead, town = talks(shared_store, actions=4, edit=edit)
    before = stored(shared_store, town, "NRP-4")
    assert "NRP-4 was already completed in the plan as imported." in lead.say("done 4").text
    assert "Completed on 2 March 2026 in the plan as imported" in lead.say("show 4").text
    assert lead.say("reopen 4").outcome == "asked", "it was complete before today"
    assert "NRP-4 is open again, with ○ No RAG." in lead.say("reopen 4: it is not embedded").text
    assert stored(shared_store, town, "NRP-4").completed_on is None
    lead.press("Undo")
    assert replace(stored(shared_store, town, "NRP-4"), version=before.version) == before


def test_another_colour_opens_nothing_again_and_says_so(shared_store: Store) -> None:
    def edit(contents: PlanContents) -> PlanContents:
        return replace(contents, plan=replace(contents.plan, colour_key=BLUE_IS_COMPLETE))

    _, lead, town = talks(shared_store, actions=4, edit=edit)
    lead.say("done 4")
    note = "Please note: it is still complete; “reopen NRP-4” opens it again."
    assert note in lead.say("rag 4 red").text
    assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE
    assert note not in lead.say("update 4 the survey was sent out").text
    lead.say("update 4")
    assert note in lead.fill_in({"text": "two posts are vacant", "rag": "amber"}).text


def test_what_was_withdrawn_can_not_be_completed(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4, edit=lambda plan: builders.edited(plan, 4, status=Status.WITHDRAWN))
    reply = lead.say("done 4")
    assert (reply.outcome, reply.text) == ("stale", "NRP-4 was withdrawn, so there is nothing to complete.")
    assert "nothing to reopen" in lead.say("reopen 4").text


def test_a_second_press_says_who_did_it_and_when(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=4)
    boss.say("overdue")
    lead.say("done 4")
    boss.clock.pass_(minutes=90)
    reply = boss.press("Mark complete", key="NRP-4")
    assert reply.outcome == "stale"
    assert reply.text == "NRP-4 was already completed by Imogen Vale at 10:30."
    boss.clock.pass_(days=9)
    assert boss.say("done 4").text == "NRP-4 was already completed by Imogen Vale on 21 November 2026."
    assert lead.say("done 4").text == "NRP-4 was already completed by you on 21 November 2026."


def test_the_same_delivery_twice_has_one_effect_and_one_answer(shared_store: Store) -> None:
    _, lead, town = talks(shared_store, actions=4)
    lead.say("mine")
    payload = lead.payload("Mark complete", key="NRP-4")
    first = lead._send(pressed=payload, delivery="trigger-1")
    lead.clock.pass_(seconds=3)
    assert lead._send(pressed=payload, delivery="trigger-1") == first
    with shared_store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.history.of_action(town.actions[3].id)[1] == 1


def test_a_delivery_of_the_same_name_from_somebody_else_is_another(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    lead.say("done 4", delivery="1700000000001")
    assert "NRP-1: completed by you" in boss.say("done 1", delivery="1700000000001").text
    assert stored(shared_store, town, "NRP-1").status is Status.COMPLETE


def test_a_card_of_long_ago_still_works_where_nothing_it_touches_has_changed(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    lead.say("mine")
    boss.say("date 4 30 June 2027 because chair not in post")
    boss.say("update 4 survey sent out")
    lead.clock.pass_(days=90)
    assert lead.press("Mark complete", key="NRP-4").outcome == "ok"
    assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE


def test_a_stale_card_says_who_changed_what_and_can_be_overruled(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    seen = ChangeRag(ref="NRP-4", seen_version=stored(shared_store, town, "NRP-4").version)
    boss.say("rag 4 red because no survey yet")
    lead._send(pressed=seen.encode())
    reply = lead.press("✔ Green")
    assert reply.outcome == "stale"
    assert reply.text == (
        "NRP-4 has changed since this card was made: Tobias Wren changed RAG from ○ No RAG to ▲ Red because “no survey "
        "yet” at 10:30. Nothing of yours was saved."
    )
    assert stored(shared_store, town, "NRP-4").rag.value is RagValue.RED
    lead.press("Do it all the same")
    assert stored(shared_store, town, "NRP-4").rag.value is RagValue.GREEN


def test_what_was_changed_and_put_back_is_no_reason_to_refuse(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    lead.say("mine")
    boss.say("rag 4 red because no survey yet")
    boss.say("undo")
    assert lead.press("Mark complete", key="NRP-4").outcome == "ok"
    assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE


def test_my_own_changes_never_make_my_card_stale(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("mine")
    old = lead.last
    lead.say("rag 4 red")
    lead.last = old
    assert lead.press("Mark complete", key="NRP-4").outcome == "ok"


class TestUndo:
    def test_takes_back_one_change_after_another(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4")
        for line in ("rag 4 red", "rag 4 amber", "done 4", "reopen 4", "date 4 1 March 2027: chair is away"):
            assert lead.say(line).outcome == "ok"
        for _ in range(5):
            assert lead.say("undo").outcome == "ok"
        assert replace(stored(shared_store, town, "NRP-4"), version=before.version) == before
        assert lead.say("undo").text == "You made no change in the last 24 hours that could be undone."

    def test_is_for_24_hours(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("done 4")
        lead.clock.pass_(hours=24, seconds=1)
        reply = lead.press("Undo")
        assert reply.text.startswith("Undo works for 24 hours, and that was on 21 November 2026.")
        assert lead.say("undo 4").text == "You made no change to NRP-4 in the last 24 hours that could be undone."
        assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE

    def test_typed_by_a_coordinator_it_offers_what_the_lead_did(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        lead.say("done 4: wrong one")
        boss.say("undo 4")
        assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE, "nothing of somebody else's unasked"
        assert boss.press("Undo what Imogen Vale did").outcome == "ok"
        assert stored(shared_store, town, "NRP-4").is_open
        boss.say("rag 1 red")
        lead.say("undo 1")
        assert lead.labels() == [], "a lead is offered nothing of others"

    def test_typed_too_late_it_offers_to_reopen(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        lead.say("done 4")
        lead.clock.pass_(hours=24, seconds=1)
        for talk in (lead, boss):
            talk.say("undo 4")
            assert talk.labels() == ["Reopen with a reason"]
            assert talk.press("Reopen with a reason").form is not None

    def test_is_refused_where_somebody_has_changed_it_since(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        lead.say("rag 4 amber")
        boss.say("rag 4 red")
        reply = lead.press("Undo")
        assert reply.outcome == "stale"
        assert "since then Tobias Wren changed RAG from ● Amber to ▲ Red" in reply.text
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.RED

    def test_twice_with_one_button_undoes_once(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("rag 4 amber")
        lead.say("rag 4 red")
        payload = lead.payload("Undo")
        lead._send(pressed=payload)
        reply = lead._send(pressed=payload)
        assert (reply.outcome, reply.text) == ("stale", "That was already undone. NRP-4 is as it was before.")
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.AMBER

    def test_is_for_its_author_and_the_coordinator(self, shared_store: Store) -> None:
        def shared(contents: PlanContents) -> PlanContents:
            (other,) = contents.actions[0].leads
            return builders.edited(contents, 4, leads=(*contents.actions[3].leads, other))

        boss, lead, town = talks(shared_store, actions=4, edit=shared)
        boss.say("done 4")
        card = boss.payload("Undo")
        refused = lead._send(pressed=card)
        assert refused.outcome == "refused"
        assert "Only Tobias Wren or a coordinator of NRP can undo that." in refused.text
        lead.say("reopen 4")
        lead.say("done 4")
        assert boss._send(pressed=lead.payload("Undo")).outcome == "ok"
        assert stored(shared_store, town, "NRP-4").status is Status.OPEN

    def test_needs_a_change_of_ones_own(self, shared_store: Store) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        assert lead.say("undo").outcome == "not_found"
        assert lead.say("undo nonsense").text.startswith("After “undo” I understand a reference")


@pytest.mark.parametrize("line", ["8 done", "NRP-8 done", "nrp 8 complete", "done #8", "finished nrp-8", "close 8"])
def test_verb_and_reference_may_swap(shared_store: Store, line: str) -> None:
    _, lead, town = talks(shared_store, actions=8, dues=[Due.on(date(2026, 11, 1))])
    assert lead.say(line).text.startswith("NRP-8: completed by you")
    assert stored(shared_store, town, "NRP-8").status is Status.COMPLETE


def test_closed_plans_do_not_change(shared_store: Store) -> None:
    from domain.plans import PlanState

    boss, lead, _ = talks(shared_store, actions=4, state=PlanState.CLOSED)
    for who in (boss, lead):
        reply = who.say("done 4")
        assert reply.text.startswith("The plan NRP is closed, so nothing in it can change any more.")
    assert isinstance(lead, Talk)
    assert "NRP-4" in lead.say("mine all").text


def test_the_note_of_a_completion_stands_once_in_its_history(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("done 4: agreed by everybody")
    assert lead.say("history 4").text.count("agreed by everybody") == 1
