"""A card in somebody's own conversation is edited when its action changes, whoever changed it and wherever."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from adapters.slack.client import SlackPoster
from bot.playground.slack_state import SlackMessage
from bot.relay import Relay
from domain.events import PlanSettingsChanged
from domain.form_messages import Approve
from domain.messages import OpenUpdate
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.usecases.direct import tell
from domain.usecases.nudging import personal_message
from domain.views import Button, Buttons, Heading, Item, Paragraph, Reply, SmallPrint
from storage.schema import cards
from tests import builders
from tests.adapters.slack import rules
from tests.adapters.slack.office import Office, config_for


def relayed(office: Office) -> int:
    """What waits to be sent is sent; gives how many messages and edits arrived."""

    async def drain() -> int:
        with ThreadPoolExecutor(2) as executor:
            async with SlackPoster.open(config_for(office.slack)) as poster:
                return await Relay(office.store, {Platform.SLACK: poster}, office.bus.clock, executor).drain()

    office.running.settle()
    return asyncio.run(drain())


def queued(office: Office) -> Mapping[str, int]:
    office.running.settle()
    return {state: count for state, count in office.store.waiting().items() if count}


def now(office: Office, message: SlackMessage) -> str:
    """What Imogen sees of a message by now."""
    found = [one for one in office.slack.messages(message.channel, as_user=office.imogen) if one.ts == message.ts]
    assert len(found) == 1
    return rules.shown(found[0].blocks)


def test_a_list_is_edited_when_somebody_else_completes_an_action(office: Office) -> None:
    listed = office.write("mine")
    assert "Mark complete" in now(office, listed)
    office.type("done 4 minutes agreed", user=office.tobias)
    assert relayed(office) == 1
    words = now(office, listed)
    assert "Completed by Tobias Wren" in words
    assert "NRP-4" in words, "a row does not vanish"
    assert "Mark complete" not in words
    assert len(office.slack.wire.matching("chat.update")) == 1


def test_a_list_is_edited_again_and_again_and_several_changes_are_one_edit(office: Office) -> None:
    listed = office.write("mine")
    office.type("rag 4 amber because the data is late", user=office.tobias)
    office.type("rag 4 red because the data is very late", user=office.tobias)
    assert relayed(office) == 1
    assert "▲ Red" in now(office, listed)
    office.type("undo", user=office.tobias)
    assert relayed(office) == 1
    assert "● Amber" in now(office, listed)


def test_a_press_on_the_card_itself_queues_nothing_and_other_cards_are_edited(office: Office) -> None:
    first, second = office.write("mine"), office.write("show 4")
    answer = office.press("Mark complete", second)
    assert answer.ts == second.ts
    assert relayed(office) == 1, "the other card, and not the one that was pressed"
    assert "Completed by you" in now(office, first)
    assert "Undo" in now(office, first)
    (first,) = [one for one in office.slack.messages(office.direct, as_user=office.imogen) if one.ts == first.ts]
    office.press("Undo", first)
    assert relayed(office) == 1
    assert "Open" in now(office, second) or "Mark complete" in now(office, second)


def test_what_stands_on_no_card_costs_nothing(office: Office) -> None:
    office.type("mine")
    office.type("done 4 minutes agreed", user=office.tobias)
    assert queued(office) == {}, "the answer to a command can't be edited, and no card shows the action"


def test_what_was_opened_in_its_place_is_what_is_kept(office: Office) -> None:
    listed = office.write("mine")
    office.press("Update", listed)
    menu = office.slack.modal(office.imogen)
    assert menu is not None
    office.write("help")
    shown = office.write("show 4")
    office.press("History", shown)
    office.type("rag 4 red because the data is late", user=office.tobias)
    relayed(office)
    assert "Tobias Wren changed RAG" in now(office, shown), "the history stands there now, and is current"


def test_whoever_may_no_longer_see_it_sees_it_no_more(office: Office) -> None:
    listed = office.write("show 4")
    assert "NRP-4" in now(office, listed)
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        account = next(iter(uow.people.accounts_of(office.town.lead.id)))
        uow.people.save_account(replace(account, is_deactivated=True))
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert relayed(office) == 1
    assert now(office, listed).strip() == "What stood here is no longer shown to you."
    office.type("undo", user=office.tobias)
    assert relayed(office) == 0, "there is nothing on it any more"


def test_the_words_of_a_search_are_forgotten_after_a_day_and_what_was_found_stays(office: Office) -> None:
    word = max(office.town.actions[3].text.split(), key=len).strip(".,").upper()
    found = office.write(f"find {word}")
    assert f"“{word}”" in now(office, found)
    office.running.settle()
    office.store.forget(datetime.now(UTC) + timedelta(hours=23))
    assert word in kept_queries(office)
    office.store.forget(datetime.now(UTC) + timedelta(hours=25))
    assert word not in kept_queries(office)
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert relayed(office) == 1
    words = now(office, found)
    assert "NRP-4" in words
    assert "▲ Red" in words
    assert f"“{word}”" not in words
    assert "kept for a day" in words
    office.type("done 4: agreed", user=office.tobias)
    assert relayed(office) == 1
    assert "Completed by Tobias Wren" in now(office, found)


def kept_queries(office: Office) -> str:
    with office.store._database.reading() as connection:
        return repr([row.query for row in connection.execute(select(cards.c.query))])


def test_a_plan_that_is_closed_to_them_goes_from_their_cards_at_once(office: Office) -> None:
    user, who = (
        office.slack.add_user("odette", "Odette Marsh"),
        builders.person(office.town.organisation, "Odette Marsh"),
    )
    with office.store.writing(office.town.id) as uow:
        uow.people.add(who)
    office.link(user, who)
    listed = office.write("overdue NRP", user=user.id)
    assert "NRP-1" in rules.shown(listed.blocks)
    office.running.settle()
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = replace(office.town.plan, settings=replace(office.town.plan.settings, restricted=True))
        after = {"restricted": True}
        because = PlanSettingsChanged(at=builders.NOW, by=SYSTEM, plan_id=plan.id, before={}, after=after)
        uow.plans.save(plan, because=because)
    assert relayed(office) == 1
    (shown,) = [one for one in office.slack.messages(listed.channel, as_user=user.id) if one.ts == listed.ts]
    words = rules.shown(shown.blocks)
    assert "dataset" not in words
    assert words == "What stood here is no longer shown to you."


def test_a_nudge_is_edited_and_stays_a_nudge(office: Office) -> None:
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        rows = uow.actions.of_person(office.town.lead.id, statuses=frozenset({"open"}))
        day = office.bus.clock.now().date()
        assert tell(uow, office.town.lead.id, personal_message(rows, day, intro="Hello."), key="k", now=builders.NOW)
    assert relayed(office) == 1
    nudge = office.last(channel=office.direct)
    office.type("done 4 minutes agreed", user=office.tobias)
    assert relayed(office) == 1
    words = now(office, nudge)
    assert "Completed by Tobias Wren" in words
    assert "All my actions" in words


def test_a_digest_keeps_its_words_and_its_rows_are_as_they_are_now(office: Office) -> None:
    digest = Reply(
        elements=(
            Heading(text="NRP: late by 5 working days"),
            Item(key="NRP-4", text="Agree the dataset", facts=("Imogen Vale", "due May 2026")),
            SmallPrint(text="2 more"),
        )
    )
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert tell(uow, office.town.lead.id, digest, key="k", now=builders.NOW)
    relayed(office)
    message = office.last(channel=office.direct)
    office.type("done 4 minutes agreed", user=office.tobias)
    assert relayed(office) == 1
    words = now(office, message)
    assert "NRP: late by 5 working days" in words
    assert "2 more" in words
    assert "Completed by Tobias Wren" in words


def test_what_is_pressed_on_a_digest_is_answered_below_and_the_rest_stays(office: Office) -> None:
    row = Item(key="NRP-4", text="Agree the dataset", buttons=(Button(label="Update", sends=OpenUpdate(ref="NRP-4")),))
    told = Reply(elements=(Paragraph(text="Tobias Wren made you lead of NRP-4."), row))
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert tell(uow, office.town.lead.id, told, key="k", now=builders.NOW)
    relayed(office)
    digest = office.last(channel=office.direct)
    office.press("Update", digest)
    office.save(office.slack.modal(office.imogen), {"RAG": "red"})
    assert relayed(office) == 1, "the digest"
    assert "made you lead" in now(office, digest)
    assert "▲ Red" in now(office, digest)
    answer = office.last(channel=office.direct)
    assert answer.ts != digest.ts
    assert "NRP-4 is now ▲ Red" in now(office, answer)
    assert "Undo" in now(office, answer)


def test_an_answer_that_is_drawn_again_is_no_reminder(office: Office) -> None:
    answer = office.write("rag 4 red because the data is late")
    office.type("rag 4 amber because the data came", user=office.tobias)
    assert relayed(office) == 1
    words = now(office, answer)
    assert "● Amber" in words
    assert not any(word in words for word in ("Overdue", "Later", "All my actions"))


def test_a_message_that_was_done_away_with_is_no_dead_letter(office: Office) -> None:
    listed = office.write("mine")
    with office.slack.state.lock:
        kept = office.slack.state.messages
        kept[:] = [one for one in kept if one.ts != listed.ts]
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert relayed(office) == 0
    assert queued(office) == {"skipped": 1}
    with office.store.reading(office.town.id) as uow:
        assert not uow.reminders.reasons([office.town.lead.id]), "they are not out of reach"
    office.type("undo", user=office.tobias)
    assert queued(office) == {"skipped": 1}


def test_a_change_edits_the_newest_cards_and_not_all_of_them(office: Office) -> None:
    for _ in range(22):
        office.write("show 4")
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert queued(office) == {"waiting": 20}
    messages = office.slack.messages(office.direct, as_user=office.imogen)
    ours = [one for one in messages if one.user == office.slack.bot_user]
    relayed(office)
    assert "○ No RAG" in now(office, ours[0])
    assert "▲ Red" in now(office, ours[-1])


def test_a_request_that_was_answered_loses_its_buttons(office: Office) -> None:
    asked = Reply(
        elements=(
            Paragraph(text="NRP-4: Imogen Vale asks you to sign the completion off."),
            Buttons(buttons=(Button(label="Sign off", sends=Approve(ref="NRP-4", what="done", asked="gone")),)),
        )
    )
    with office.store.writing(office.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert tell(uow, office.town.coordinator.id, asked, key="k", now=builders.NOW)
    relayed(office)
    message = office.last(office.tobias, office.slack.direct(office.tobias).id)
    office.type("done 4 all agreed")
    relayed(office)
    found = office.slack.messages(message.channel, as_user=office.tobias)
    words = rules.shown(next(one for one in found if one.ts == message.ts).blocks)
    assert "This was answered or taken back." in words
    assert "Sign off" not in words


def test_an_old_card_is_left_as_it_is_and_then_forgotten(office: Office) -> None:
    office.write("mine")
    office.running.settle()
    assert office.store.forget(datetime.now(UTC) + timedelta(days=365)) >= 1
    office.type("rag 4 red because the data is late", user=office.tobias)
    assert queued(office) == {}
