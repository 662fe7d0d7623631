"""A plan ends: it is asked first, nothing in it changes, nobody hears of it any more, and it can go on."""

from __future__ import annotations

from datetime import date, timedelta

from domain.people import EVERYTHING
from domain.plans import PlanState
from domain.ports import Store
from storage.store import SqlStore
from tests import builders
from tests.reminding import Town, due
from tests.sweeping import MONDAY, YESTERDAY, followed, on
from tests.sweeping import due as dues
from tests.talk import talks


def state_of(store: Store, town: builders.Town) -> PlanState:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(town.plan.id)
    assert plan is not None
    return plan.state


def test_it_is_asked_first_and_then_nothing_changes(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    assert lead.say("close NRP").text.startswith("Only a coordinator of NRP can close it or open it again.")
    reply = boss.say("close NRP")
    assert reply.text.startswith("Close NRP? It has 4 open, 4 overdue, 0 complete.")
    assert state_of(shared_store, town) is PlanState.LIVE
    assert boss.press("Close NRP").text.startswith("NRP is closed.")
    for line in ("done 4", "update 4 sent out", "4 survey sent out", "rag 4 red"):
        assert lead.say(line).text.startswith("The plan NRP is closed, so nothing in it can change any more."), line
    for line in ("mine", "overdue", "due 300"):
        assert "NRP-4" not in lead.say(line).text, line
    assert "NRP-4" in lead.say("show 4").text
    lead.say("find in NRP")
    assert lead.row("NRP-4").facts[-1] == "plan closed"
    assert [one.label for one in lead.row("NRP-4").buttons if "ndo" in one.label or "omplete" in one.label] == []
    assert "you closed the plan, with 4 actions open" in boss.say("history NRP").text.lower()
    assert boss.say("close plan NRP").text == "NRP is closed, so there is nothing to close."


def test_it_can_go_on(shared_store: Store) -> None:
    boss, lead, town = talks(shared_store, actions=4)
    boss.say("closeplan NRP")
    boss.press("Close NRP")
    assert boss.press("Undo").text.startswith("Undone: you closed the plan")
    assert lead.say("update 4 sent out").outcome == "ok"
    boss.say("close NRP")
    boss.press("Close NRP")
    assert boss.say("reopen NRP").text.startswith("NRP is open again, as it was.")
    assert state_of(shared_store, town) is PlanState.LIVE
    assert "NRP-4" in lead.say("mine").text


def test_its_channels_hear_nothing_of_it_until_it_goes_on(shared_store: Store) -> None:
    here = followed(shared_store, dues(YESTERDAY, MONDAY))
    boss = here.talk()
    assert here.sweep(on(MONDAY)) == 1
    here.posts()
    assert "1 channel that follows it is told once." in boss.say("close NRP").text
    boss.press("Close NRP")
    (told,) = here.posts()
    assert told.destination.conversation == "C1"
    assert told.reply.text == (
        "NRP was closed: NRP plan\nNothing in it changes any more, and no more of it is posted here. "
        "It can still be looked at: /actions plan NRP"
    )
    assert here.sweep(on(MONDAY + timedelta(days=1))) == 0
    boss.say("reopen plan NRP")
    (told,) = here.posts()
    assert told.reply.text == (
        "NRP was opened again: NRP plan\n2 actions open, 2 of them already overdue: /actions overdue NRP.\nWhat became "
        "overdue meanwhile, and what becomes so from now on, is posted here on working days."
    )
    assert here.sweep(on(MONDAY + timedelta(days=2))) == 1
    here.posts()
    boss.press("Undo")
    assert [one.reply.text.partition(":")[0] for one in here.posts()] == ["NRP was closed"]


def test_nobody_is_reminded_and_its_round_ends(emptied_store: SqlStore) -> None:
    monday = date(2026, 11, 30)
    town = Town.of(emptied_store, *due(monday + timedelta(days=2), date(2027, 6, 1)), moment=on(monday, 14))
    boss = town.talk(lead=False)
    boss.say("round NRP by Thursday")
    assert "Its round ends with it." in boss.say("close NRP").text
    boss.press("Close NRP")
    for day in range(8):
        for who in (town.lead, town.coordinator):
            assert town.look(on(monday + timedelta(days=day), 14, 30), who) == []
