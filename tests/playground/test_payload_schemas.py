"""Slack's own types and Microsoft's schema over what we send: they find what is wrong, and find nothing in ours."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from bot.playground import slack_web_messages
from bot.playground.slack_rules import check_message
from domain.views import Form, Paragraph, Reply
from tests import payloads
from tests.adapters.slack import strategies as slack
from tests.adapters.teams import test_teams_cards as teams
from tests.playground import test_pretend_teams as cards
from tests.playground import test_slack_rules as blocks
from tests.plugins.payloads import checked

BEYOND_A_SCHEMA = {
    "empty section", "a bad date", "twice the same action id", "twice the same block id", "two tables",
    "neither options nor groups", "an alert in a message",
    "no title on a home tab", "input without submit", "table in a modal",
}  # fmt: skip
"""What the types can't say; the pretend Slack's own rules do."""
SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("good", blocks.GOOD)
def test_slacks_types_take_what_slack_takes(good: list[dict[str, Any]]) -> None:
    assert payloads.slack_message_faults({"text": "x", "blocks": good}) == []


@pytest.mark.parametrize("case", sorted(blocks.BAD.keys() - BEYOND_A_SCHEMA))
def test_slacks_types_refuse_what_slack_refuses(case: str) -> None:
    assert payloads.slack_message_faults({"text": "x", "blocks": blocks.BAD[case]})


@pytest.mark.parametrize("case", sorted(blocks.BAD_VIEWS.keys() - BEYOND_A_SCHEMA - {"not an object"}))
def test_slacks_types_refuse_views_that_slack_refuses(case: str) -> None:
    assert payloads.slack_view_faults(blocks.BAD_VIEWS[case])


def test_what_no_schema_says_is_still_beyond_it() -> None:
    """The list above is no longer than it must be."""
    known = BEYOND_A_SCHEMA & blocks.BAD.keys()
    assert {case for case in known if payloads.slack_message_faults({"text": "x", "blocks": blocks.BAD[case]})} == set()


def test_microsofts_schema_refuses_bad_cards() -> None:
    missed = {case for case, bad in cards.BAD.items() if not payloads.card_faults(bad)}
    assert missed <= {"newer than 1.5", "two inputs with one id", "seven buttons", "a script as link", "a bad fallback"}


@pytest.mark.any_payload
def test_what_a_test_sends_to_a_pretend_platform_goes_through_the_schemas(request: pytest.FixtureRequest) -> None:
    from tests.plugins import payloads as plugin

    before = checked()
    loose = {"text": "x", "blocks": [{"type": "divider", "block_id": "a"}]}
    assert slack_web_messages.check_message(loose) is None
    assert (checked(), plugin._FAULTS) == (before + 1, [])
    sneaky = {"text": "x", "metadata": {"event_type": "a", "event_payload": {}, "more": 1}}
    assert check_message(sneaky) is None, "the pretend platform does not see it"
    assert slack_web_messages.check_message(sneaky) is None
    assert plugin._FAULTS, "the schema does"


@SOME
@given(slack.replies)
def test_no_reply_breaks_slacks_schema(reply: Reply) -> None:
    payloads.check_on_slack(reply)


@SOME
@given(teams.replies)
def test_no_reply_breaks_a_schema_on_either_platform(reply: Reply) -> None:
    payloads.check_reply(reply)


@SOME
@given(slack.forms)
def test_no_form_breaks_slacks_schema(form: Form) -> None:
    payloads.check_form_on_slack(form)


@SOME
@given(slack.forms)
def test_no_form_breaks_microsofts_schema(form: Form) -> None:
    assume("\\ud8" not in ascii(form))  # halves of characters never get as far as a card
    payloads.check_form_on_teams(form)


@pytest.mark.parametrize("words", [*slack.NASTY, *teams.STRANGE], ids=lambda words: ascii(words[:20]))
@pytest.mark.parametrize("long", [False, True])
def test_no_words_become_a_mention_a_link_or_markup(words: str, long: bool) -> None:
    whole = (words * (10_000 // max(1, len(words)) + 1))[:10_000] if long and words else words
    payloads.check_reply(Reply(elements=(Paragraph(text=whole), Paragraph(text=f"before {whole} after"))))
