"""`undo`, `redo` and `undo list`: the way back from everything, who may go it, and who hears of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.actions import Action, Status
from domain.ids import QuestionId, new_id
from domain.people import EVERYTHING
from domain.plans import Question
from domain.ports import PlanContents, Store
from domain.rag import RagValue
from tests import builders
from tests.letters import to_be_told
from tests.talk import Talk, talks
from tests.usecases.test_story_acting_for import account_of, mention
from tests.usecases.test_story_claims import administrator


def stored(store: Store, town: builders.Town, key: str) -> Action:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        action = uow.actions.by_key(key)
    assert action is not None
    return replace(action, version=0)


def told(store: Store, town: builders.Town, talk: Talk) -> list[str]:
    return [reply.text for account, reply in to_be_told(store, town) if account == talk.account.external_id]


class TestRedo:
    def test_puts_back_what_was_taken_back_as_it_was_then(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4")
        lead.say("done 4: agreed at the board")
        done = stored(shared_store, town, "NRP-4")
        lead.clock.pass_(hours=1)
        assert lead.press("Undo").text.startswith("Undone on NRP-4: you marked it complete")
        assert stored(shared_store, town, "NRP-4") == before
        lead.clock.pass_(hours=1)
        assert lead.press("Redo").text.startswith("Put back on NRP-4: you marked it complete: “agreed at the board”.")
        assert stored(shared_store, town, "NRP-4") == done, "completed when it was, not now"
        history = lead.say("history 4").text
        assert "You put back the completion" in history
        assert "You undid the completion, in Slack (since undone)" in history
        assert "agreed at the board" in lead.say("show 4").text
        assert lead.say("undo").outcome == "ok"
        assert stored(shared_store, town, "NRP-4") == before
        assert lead.say("redo 4").outcome == "ok"
        assert stored(shared_store, town, "NRP-4") == done

    def test_is_refused_where_it_was_changed_meanwhile(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        lead.say("rag 4 amber")
        lead.say("undo")
        again = lead.payload("Redo")
        boss.say("rag 4 red")
        reply = lead._send(pressed=again)
        assert reply.outcome == "stale"
        assert "can't be put back any more: since then Tobias Wren changed RAG" in reply.text
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.RED

    def test_twice_puts_back_once(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        lead.say("rag 4 amber")
        lead.say("undo")
        again = lead.payload("Redo")
        lead._send(pressed=again)
        assert lead._send(pressed=again).text == "That was already put back."
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.AMBER
        assert lead.say("redo").text == "You took nothing back in the last 24 hours that could be put back."

    def test_puts_back_a_whole_update(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=4)
        before = stored(shared_store, town, "NRP-4")
        lead.say("update 4")
        lead.fill_in({"text": "letters sent", "rag": "green", "date": "2027-03-01", "reason": "few answers"})
        after = stored(shared_store, town, "NRP-4")
        for _ in range(2):
            assert lead.say("undo").outcome == "ok"
            assert stored(shared_store, town, "NRP-4") == before
            assert "letters sent" not in lead.say("show 4").text
            assert lead.say("redo").outcome == "ok"
            assert stored(shared_store, town, "NRP-4") == after
            assert "letters sent" in lead.say("show 4").text


class TestWhoMay:
    def test_a_lead_takes_back_what_their_deputy_did_and_the_deputy_hears(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        lead.say(f"deputy {mention(ann)} until 27 November 2026")
        boss.say("link Estates Group to Bo Lee")
        assert ann.say("done 4: sent to everybody").outcome == "ok"
        card = ann.payload("Undo")
        to_be_told(shared_store, town)
        assert bo._send(pressed=card).outcome == "refused"
        assert lead.say("undo 4").text.startswith("You made no change to NRP-4")
        assert lead.press("Undo what Ann Hall did").text.startswith("Undone on NRP-4: Ann Hall for Imogen Vale")
        assert stored(shared_store, town, "NRP-4").is_open
        (heard,) = told(shared_store, town, ann)
        assert heard.startswith("NRP-4: Imogen Vale has undone the progress note and the completion that you made (")
        assert "sent to everybody" not in heard, "they may not lead it any more when they read this"
        assert "already undone" in ann._send(pressed=card).text

    def test_a_deputy_takes_back_what_they_did_themselves(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        lead.say(f"deputy {mention(ann)} until 27 November 2026")
        ann.say("rag 4 amber")
        assert ann.say("undo").text.startswith("Undone on NRP-4: you for Imogen Vale changed RAG")
        lead.say("rag 8 red")
        card = lead.payload("Undo")
        assert ann._send(pressed=card).outcome == "refused", "not what the lead did"

    def test_a_lead_takes_back_what_was_written_down_on_their_behalf(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        boss.say("done 4 on behalf of Imogen Vale: all of it")
        lead.say("undo 4")
        assert lead.press("Undo what Tobias Wren did").outcome == "ok"
        assert stored(shared_store, town, "NRP-4").is_open

    def test_whoever_made_a_change_hears_once_that_a_coordinator_took_it_back(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        lead.say("date 4 1 March 2027 because the chair is away")
        boss._send(pressed=lead.payload("Undo"))
        (heard,) = told(shared_store, town, lead)
        assert heard.startswith("NRP-4: Tobias Wren has undone the new date that you made (21 November 2026")
        assert "chair" not in heard
        lead.say("rag 4 amber")
        lead.say("undo")
        assert told(shared_store, town, lead) == [], "nobody is told of what they did themselves"

    def test_who_asked_hears_that_the_answer_was_taken_back(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        boss.say("plan NRP")
        boss.press("Settings")
        boss.fill_in({"sign_off": "yes"})
        lead.say("done 4: all of it")
        boss.say("approve 4")
        to_be_told(shared_store, town)
        boss.press("Undo")
        assert stored(shared_store, town, "NRP-4").asked_done is not None
        (heard,) = told(shared_store, town, lead)
        assert heard.startswith("NRP-4: Tobias Wren has undone the answer to your request (the completion).")


class TestReopenLater:
    def test_a_reason_is_asked_for_once_it_is_complete_for_a_day(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=4)
        lead.say("done 4")
        lead.clock.pass_(hours=24, seconds=1)
        reply = boss.say("reopen 4")
        assert reply.outcome == "asked"
        assert "Please say “reopen NRP-4:” and why." in reply.text
        assert "Completed by Imogen Vale on 21 November 2026" in reply.text
        boss.press("Give the reason")
        assert [field.required for field in boss.form().fields] == [True]  # type: ignore[union-attr]  # it has one field
        assert boss.fill_in({"reason": " "}).field_errors.keys() == {"reason"}
        assert stored(shared_store, town, "NRP-4").status is Status.COMPLETE
        said = boss.fill_in({"reason": "two annexes are missing"}).text
        assert said.startswith("NRP-4 is open again. It had been completed by Imogen Vale on 21 November 2026.")
        assert "“two annexes are missing”" in boss.say("history 4").text

    def test_within_the_day_one_press_is_enough(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        lead.say("done 4")
        lead.clock.pass_(hours=23)
        assert boss.say("reopen 4").text.startswith("NRP-4 is open again. It had been completed by Imogen Vale")
        lead.say("done 4")
        assert lead.say("reopen 4").text.startswith("NRP-4 is open again.")
        assert "had been completed" not in lead.last.text, "they know"

    def test_an_old_card_asks_too_and_a_newer_one_opens_the_form(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=4)
        lead.say("done 4")
        boss.say("show 4")
        old = {"do": "reopen", "with": {"ref": "NRP-4"}}
        lead.clock.pass_(days=3)
        assert boss._send(pressed=old).outcome == "asked"
        lead.say("mine done")
        assert lead.press("Reopen", key="NRP-4").form is not None


class TestBeyondActions:
    def test_undo_goes_back_through_everything_that_somebody_did(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        account_of(shared_store, town, "Ann Hall")
        said = [
            ("role Ann Hall viewer of NRP", "Ann Hall is no longer viewer of NRP."),
            ("link Head of Parks to Ann Hall", "“Head of Parks” in NRP is nobody in particular again."),
            ("edit 4 Agree the terms with everybody", "Undone on NRP-4: you changed the wording"),
            ("later 4 until 1 December 2026 because busy", "You are reminded of NRP-4 as usual again."),
            ("settings back on 1 December 2026", "Your settings are as before."),
            ("language Cymraeg", ""),
        ]
        for line, _ in said:
            boss.clock.pass_(minutes=1)
            assert boss.say(line).outcome == "ok", boss.last.text
        for _, back in reversed(said):
            boss.clock.pass_(minutes=1)
            reply = boss.say("undo")
            assert reply.outcome == "ok", reply.text
            assert back in reply.text
        assert boss.say("undo").outcome == "not_found"
        assert lead.say("undo").outcome == "not_found"

    def test_a_link_with_all_that_came_with_it_is_one_thing(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        boss.say(f"link Estates Group to team {mention(ann)} and {mention(bo)}")
        assert ann.say("done 3").outcome == "ok"
        reply = boss.say("undo")
        assert "“Estates Group” in NRP is nobody in particular again." in reply.text
        assert ann.say("done 7").outcome == "refused"
        assert boss.press("Redo").outcome == "ok"
        assert bo.say("done 7").outcome == "ok"

    def test_what_was_changed_since_stays_and_that_is_said(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ada = administrator(shared_store, town)
        account_of(shared_store, town, "Ann Hall")
        boss.say("role Ann Hall viewer of NRP")
        card = boss.payload("Undo")
        ada.say("role remove Ann Hall viewer of NRP")
        ada.say("role Ann Hall coordinator of NRP")
        reply = boss._send(pressed=card)
        assert (reply.outcome, reply.text) == (
            "stale",
            "That can't be undone any more: the roles of Ann Hall were changed since.",
        )
        with shared_store.reading(town.id) as uow:
            assert "Ann Hall" in [one.name for one in uow.people.named("Ann Hall")]

    def test_what_can_t_be_taken_back_any_more_is_named_and_the_rest_is_offered(self, shared_store: Store) -> None:
        boss, lead, town = talks(shared_store, actions=8)
        lead.say("rag 8 amber because slow")
        lead.say("rag 4 amber because slow")
        boss.say("rag 4 red because few answers")
        reply = lead.say("undo")
        assert reply.outcome == "stale"
        assert reply.text.startswith(
            "Your last change, on NRP-4: you changed RAG from ○ No RAG to ● Amber because “slow”. That can't be undone "
            "any more: since then Tobias Wren changed RAG from ● Amber to ▲ Red"
        )
        lead.press("What else can be undone")
        assert lead.send(list(lead.last.buttons())[1]).text.startswith("Undone on NRP-8: you changed RAG")
        assert stored(shared_store, town, "NRP-4").rag.value is RagValue.RED
        boss.say("assign 4 to Head of Parks")
        reply = lead.say("undo")
        assert (reply.outcome, lead.labels()) == ("refused", ["What else can be undone"])

    def test_a_deputy_who_was_replaced_acts_again(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=8)
        ann, bo = account_of(shared_store, town, "Ann Hall"), account_of(shared_store, town, "Bo Lee")
        lead.say(f"deputy {mention(ann)} until 1 December 2026")
        lead.say(f"deputy {mention(bo)} until 2 December 2026")
        assert "Ann Hall acts for Imogen Vale again." in lead.say("undo").text
        assert bo.say("done 4").outcome == "refused"
        assert ann.say("done 4").outcome == "ok"
        assert lead.say("deputy").text == "Ann Hall acts for you until 1 December 2026."
        assert lead.say("redo").outcome == "ok"
        assert lead.say("deputy").text == "Bo Lee acts for you until 2 December 2026."
        for _ in range(2):
            assert lead.say("undo").outcome == "ok"
        assert lead.say("deputy").text.startswith("Nobody acts for you.")

    def test_only_whoever_they_are_of_takes_ones_own_settings_back(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        lead.say("settings back on 1 December 2026")
        card = lead.payload("Undo")
        assert boss._send(pressed=card).outcome == "not_found"
        lead.say("later 4 until 1 December 2026 because busy")
        assert boss._send(pressed=lead.payload("Undo")).outcome == "refused"
        assert lead._send(pressed=card).text.startswith("Undone: you changed what I tell them")

    def test_a_coordinator_takes_back_how_another_runs_the_plan_and_they_hear(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        ann = account_of(shared_store, town, "Ann Hall")
        boss.say("role Ann Hall coordinator of NRP")
        ann.say("plan NRP")
        ann.press("Settings")
        ann.fill_in({"sensitive": "yes"})
        boss.say("undo list NRP")
        assert "Ann Hall changed" in boss.last.text
        to_be_told(shared_store, town)
        assert boss.press("Undo").outcome == "ok"
        (heard,) = told(shared_store, town, ann)
        assert heard.startswith("Tobias Wren has undone what you did (21 November 2026")
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            plan = uow.plans.by_code("NRP")
        assert plan is not None
        assert not plan.settings.sensitive

    def test_an_answer_that_changed_nothing_is_taken_back_and_its_question_asked_again(
        self, shared_store: Store
    ) -> None:
        def doubtful(contents: PlanContents) -> PlanContents:
            asked = Question(
                QuestionId(new_id()), contents.plan.id, "NRP-4", "text", "", "Is this all of it?", number=1
            )
            return replace(contents, questions=[asked])

        boss, _, _ = talks(shared_store, actions=8, edit=doubtful)
        boss.say("rag 4 red because few answers")
        boss.say("answer NRP 1 keep")
        assert "No question on NRP is open." in boss.last.text
        reply = boss.say("undo")
        assert reply.text.startswith("Undone: you answered “keep” to “Is this all of it?”. The question is open again.")
        assert boss.labels() == ["The question again"]
        assert "Is this all of it?" in boss.press("The question again").text
        assert boss.say("undo").text.startswith("Undone on NRP-4: you changed RAG")

    def test_a_channel_follows_on_as_before(self, shared_store: Store) -> None:
        boss, _, town = talks(shared_store, actions=8)
        boss.conversation, boss.private = "C1", False
        boss.say("channel follow NRP")
        boss.say("channel unfollow NRP")
        with shared_store.reading(town.id) as uow:
            uow.see_with(EVERYTHING)
            assert not uow.plans.follows(town.plan.id)
        assert "The channel follows NRP again." in boss.press("Undo").text
        assert "This channel follows NRP." in boss.say("channel").text
        boss.say("undo")
        assert boss.say("channel").text.startswith("This channel follows no plan.")

    def test_a_round_is_ended_and_goes_on(self, shared_store: Store) -> None:
        boss, _, _ = talks(shared_store, actions=8)
        boss.say("round NRP by 4 December 2026")
        assert "Who was not asked yet is not asked." in boss.say("undo").text
        assert "which ended by" in boss.say("round NRP").text
        assert "goes on until Friday 4 December 2026" in boss.say("redo").text
        boss.say("round NRP")
        boss.press("End it now")
        assert "goes on until Friday 4 December 2026" in boss.press("Undo").text


class TestTheList:
    def test_each_is_taken_back_by_itself_whatever_followed(self, shared_store: Store) -> None:
        _, lead, town = talks(shared_store, actions=8)
        lead.say("rag 4 amber")
        lead.say("done 8: it is finished")
        lead.say("undo list")
        assert lead.labels() == ["Undo", "Undo"]
        assert "NRP-8, 10:30: you wrote “it is finished” and marked it complete" in lead.last.text
        first = list(lead.last.buttons())[1]
        assert lead.send(first).text.startswith("Undone on NRP-4: you changed RAG")
        assert stored(shared_store, town, "NRP-8").status is Status.COMPLETE
        lead.say("undo list")
        assert lead.labels() == ["Undo"]

    def test_of_a_plan_is_for_its_coordinators(self, shared_store: Store) -> None:
        boss, lead, _ = talks(shared_store, actions=8)
        assert "Nobody changed anything in NRP" in boss.say("undo list NRP").text
        lead.say("rag 4 amber")
        assert lead.say("undo list NRP").outcome == "refused"
        assert "NRP-4, 10:30: Imogen Vale changed RAG" in boss.say("undo list NRP").text
        boss.clock.pass_(hours=25)
        assert "Nobody changed anything" in boss.say("undo list NRP").text

    @pytest.mark.parametrize("line", ["undo everything", "redo list", "undo list a b", "undo NRP-"])
    def test_what_can_t_be_read_is_answered_with_how_it_is_said(self, shared_store: Store, line: str) -> None:
        _, lead, _ = talks(shared_store, actions=4)
        reply = lead.say(line)
        assert reply.outcome == "invalid"
        assert "I understand a reference" in reply.text
