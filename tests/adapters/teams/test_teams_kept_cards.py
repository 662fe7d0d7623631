"""A card in somebody's own chat is edited when its action changes, also while nobody looks at it anew."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from adapters.teams.client import TeamsPoster
from bot.playground.teams_state import TeamsActivity
from bot.relay import Relay
from domain.claims import Claim
from domain.events import PlanSettingsChanged
from domain.ids import ClaimId, new_id
from domain.messages import OpenUpdate
from domain.people import EVERYTHING, SYSTEM, Platform
from domain.usecases.direct import tell
from domain.views import Button, Heading, Item, Reply
from tests import builders
from tests.adapters.teams.conftest import Scene


def relayed(scene: Scene) -> int:
    """What waits to be sent is sent, once the bot has kept what it showed; gives how many arrived."""
    host = scene.host
    assert host.entrance
    assert host.server
    host.server.run(host.entrance.settled(), timeout=20)

    async def drain() -> int:
        with ThreadPoolExecutor(2) as executor:
            async with TeamsPoster.open(host.config) as poster:
                return await Relay(scene.store, {Platform.TEAMS: poster}, scene.clock, executor).drain()

    return asyncio.run(drain())


def stands(scene: Scene, message: TeamsActivity) -> str:
    return scene.words(message)


def test_a_list_is_edited_when_somebody_else_completes_an_action(scene: Scene) -> None:
    listed = scene.say("mine")
    assert "NRP-4" in stands(scene, listed)
    scene.say("done 4 minutes agreed", scene.tobias)
    assert relayed(scene) >= 1
    assert "Completed by Tobias Wren" in stands(scene, listed)
    card = scene.now(listed).card(scene.imogen.id)
    assert card is not None
    assert card["refresh"]["userIds"], "it goes on to be renewed whenever it is looked at"


def test_a_press_edits_the_other_card_and_not_its_own_twice(scene: Scene) -> None:
    first, second = scene.say("mine"), scene.say("mine")
    scene.press("Mark complete", second)
    assert relayed(scene) == 1
    assert "Completed by you" in stands(scene, first)
    assert "Completed by you" in stands(scene, second)


def test_a_digest_keeps_its_words_and_its_rows_are_as_they_are_now(scene: Scene) -> None:
    scene.say("mine")
    digest = Reply(
        elements=(
            Heading(text="NRP: late by 5 working days"),
            Item(key="NRP-4", text="Agree the dataset", facts=("Imogen Vale", "due May 2026")),
        )
    )
    with scene.store.writing(scene.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert tell(uow, scene.town.lead.id, digest, key="k", now=builders.NOW)
    relayed(scene)
    message = scene.answers(scene.imogen)[-1]
    assert "late by 5 working days" in stands(scene, message)
    scene.say("rag 4 red because the data is late", scene.tobias)
    relayed(scene)
    assert "late by 5 working days" in stands(scene, message)
    assert "▲ Red" in stands(scene, message)


def test_a_form_that_is_being_filled_in_is_not_edited_away(scene: Scene) -> None:
    listed = scene.say("mine")
    scene.press("Update", listed)
    relayed(scene)
    scene.say("rag 4 red because the data is late", scene.tobias)
    relayed(scene)
    assert "What has happened?" in str(scene.now(listed).card(scene.imogen.id))
    scene.press("Back", listed)
    relayed(scene)
    assert "▲ Red" in stands(scene, listed)
    scene.say("rag 4 amber because the data came", scene.tobias)
    relayed(scene)
    assert "● Amber" in stands(scene, listed), "from then on it is edited as before"


def test_a_form_is_swept_away_where_its_plan_is_for_fewer_people_from_now_on(scene: Scene) -> None:
    listed = scene.say("mine")
    scene.press("Update", listed)
    relayed(scene)
    scene.say("plan NRP", scene.tobias)
    scene.press("Settings", scene.answers(scene.tobias)[-1], user=scene.tobias)
    form = scene.answers(scene.tobias)[-1]
    scene.press("Save", form, user=scene.tobias, inputs={"field.restricted": "yes"})
    relayed(scene)
    assert "What has happened?" not in str(scene.now(listed).card(scene.imogen.id))


def test_who_is_no_longer_a_lead_of_a_plan_for_few_sees_it_no_more(scene: Scene) -> None:
    with scene.store.writing(scene.town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = replace(scene.town.plan, settings=replace(scene.town.plan.settings, restricted=True))
        because = PlanSettingsChanged(
            at=builders.NOW, by=SYSTEM, plan_id=plan.id, before={}, after={"restricted": True}
        )
        uow.plans.save(plan, because=because)
    listed = scene.say("show 4")
    assert "dataset" in stands(scene, listed)
    scene.say("unlink Imogen Vale", scene.tobias)
    relayed(scene)
    assert "dataset" not in stands(scene, listed)


def test_who_waits_to_be_confirmed_stands_in_the_personal_card_until_they_are(scene: Scene) -> None:
    claim = Claim(
        ClaimId(new_id()), scene.town.id, scene.town.lead_account.id, "said:rowan", builders.NOW, said="Rowan Ashdown",
        lead_id=next(one.id for one in scene.town.contents.leads if one.name == "Rowan Ashdown"),
        plan_id=scene.town.plan.id,
    )  # fmt: skip
    with scene.store.writing(scene.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert uow.claims.add(claim)
    home, listed = scene.say("home", scene.tobias), scene.say("waiting", scene.tobias)
    for message in (home, listed):
        assert "says: I am “Rowan Ashdown” in NRP" in scene.words(message, scene.tobias)
    scene.press("Not them", home, user=scene.tobias)
    relayed(scene)
    for message in (home, listed):
        assert "says: I am" not in scene.words(message, scene.tobias)


@pytest.mark.parametrize("fallback", [False, True])
def test_what_is_pressed_on_a_digest_is_answered_below_and_the_rest_stays(scene: Scene, fallback: bool) -> None:
    scene.say("mine")
    row = Item(key="NRP-4", text="Agree the dataset", buttons=(Button(label="Update", sends=OpenUpdate(ref="NRP-4")),))
    told = Reply(elements=(Heading(text="Tobias Wren made you lead of NRP-4."), row))
    with scene.store.writing(scene.town.id) as uow:
        uow.see_with(EVERYTHING)
        assert tell(uow, scene.town.lead.id, told, key="k", now=builders.NOW)
    relayed(scene)
    digest = scene.answers(scene.imogen)[-1]
    scene.press("Update", digest, fallback=fallback)
    form = scene.answers(scene.imogen)[-1]
    assert form.id != digest.id
    scene.press("Save", form, inputs={"field.rag": "red"})
    relayed(scene)
    assert "NRP-4 is now ▲ Red" in stands(scene, form)
    assert "made you lead" in stands(scene, digest)
    assert "▲ Red" in stands(scene, digest)
