"""A sensitive plan speaks only where its platform says that members alone read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.audience import Audience
from domain.people import EVERYTHING
from domain.ports import Store
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_plans import run_with


def in_channel(talk: Talk, audience: Audience) -> Talk:
    return replace(talk, conversation="C77", private=False, audience=audience)


def followers(store: Store, town: builders.Town) -> int:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        return len(uow.plans.follows(town.plan.id))


@pytest.mark.parametrize(
    ("audience", "why"),
    [
        (Audience.PUBLIC, "everybody in the organisation can read there"),
        (Audience.SHARED, "people of other organisations can read there"),
        (
            Audience.TEAM,
            "it is a standard channel, and Teams doesn't tell me whether its team is open to everybody in the "
            "organisation",
        ),
        (Audience.UNKNOWN, "the platform doesn't say who can read there"),
    ],
)
def test_only_a_channel_of_members_can_follow_it(shared_store: Store, audience: Audience, why: str) -> None:
    boss, _, town = talks(shared_store, actions=4)
    run_with(boss, sensitive="yes")
    refused = in_channel(boss, audience).say("channel follow NRP")
    assert refused.outcome == "refused"
    assert refused.text.startswith(f"NRP is sensitive, so this channel can't follow it: {why}.")
    assert followers(shared_store, town) == 0
    assert "now follows NRP" in in_channel(boss, Audience.MEMBERS).say("channel follow NRP").text
    assert followers(shared_store, town) == 1


def test_of_a_plan_that_is_not_nobody_is_asked(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=4)
    assert "now follows NRP" in in_channel(boss, Audience.UNKNOWN).say("channel follow NRP").text


def test_the_plan_says_that_it_is(shared_store: Store) -> None:
    boss, lead, _ = talks(shared_store, actions=4)
    run_with(boss, sensitive="yes", sign_off="yes", date_approval="yes")
    shown = lead.say("plan NRP").text
    assert "In channels: sensitive" in shown
    assert "A completion: is signed off by a coordinator" in shown
    assert "Another date: is agreed by a coordinator" in shown


def test_a_channel_that_followed_before_says_why_it_hears_nothing(shared_store: Store) -> None:
    boss, _, _ = talks(shared_store, actions=4)
    team = in_channel(boss, Audience.TEAM)
    team.say("channel follow NRP")
    assert "sensitive" not in team.say("channel").text
    run_with(boss, sensitive="yes")
    said = team.say("channel").text
    assert "NRP is sensitive, so nothing of it is posted here: it is a standard channel" in said
    assert said.endswith("add me to it, and say “channel follow” and its code there.")
    assert "sensitive" not in in_channel(boss, Audience.MEMBERS).say("channel").text
