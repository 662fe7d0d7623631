from __future__ import annotations

import copy
from typing import Any

import pytest

from bot.playground.slack_rules import check_blocks, check_message, check_view

PLAIN = {"type": "plain_text", "text": "x"}
OPTION = {"text": PLAIN, "value": "1"}
BUTTON = {"type": "button", "action_id": "b", "text": PLAIN}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def actions(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": list(elements)}]


def options(count: int) -> list[dict[str, Any]]:
    return [{"text": PLAIN, "value": str(number)} for number in range(count)]


def modal(**changes: Any) -> dict[str, Any]:
    field = {"type": "input", "label": PLAIN, "element": {"type": "plain_text_input", "action_id": "t"}}
    whole: dict[str, Any] = {"type": "modal", "title": PLAIN, "submit": PLAIN, "blocks": [field], **changes}
    return {key: value for key, value in whole.items() if value is not None}


GOOD: list[list[dict[str, Any]]] = [
    [{"type": "header", "text": plain("x" * 150)}],
    [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}, "accessory": BUTTON}],
    [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
    [{"type": "context", "elements": [PLAIN, {"type": "image", "image_url": "https://x.example/a", "alt_text": "a"}]}],
    [{"type": "divider"}] * 50,
    actions(*({**BUTTON, "action_id": str(number)} for number in range(25))),
    actions({"type": "static_select", "action_id": "s", "options": options(100), "initial_option": options(3)[2]}),
    actions({"type": "overflow", "action_id": "s", "options": options(5)}),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-06-30"}),
    actions({"type": "users_select", "action_id": "u", "placeholder": PLAIN}),
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 20] * 100}],
    [{"type": "markdown", "text": "x" * 12_000}],
]
BAD: dict[str, list[dict[str, Any]]] = {
    "51 blocks": [{"type": "divider"}] * 51,
    "unknown block": [{"type": "banner"}],
    "unknown key": [{"type": "divider", "colour": "red"}],
    "markdown header": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "long header": [{"type": "header", "text": plain("x" * 151)}],
    "empty text": [{"type": "section", "text": plain("")}],
    "empty section": [{"type": "section"}],
    "long section": [{"type": "section", "text": plain("x" * 3001)}],
    "11 fields": [{"type": "section", "fields": [PLAIN] * 11}],
    "long field": [{"type": "section", "fields": [plain("x" * 2001)]}],
    "26 buttons": actions(*({**BUTTON, "action_id": str(number)} for number in range(26))),
    "no elements": [{"type": "actions", "elements": []}],
    "button in context": [{"type": "context", "elements": [BUTTON]}],
    "long button": actions({**BUTTON, "text": plain("x" * 76)}),
    "long value": actions({**BUTTON, "value": "x" * 2001}),
    "blue button": actions({**BUTTON, "style": "blue"}),
    "no options": actions({"type": "static_select", "action_id": "s", "options": []}),
    "101 options": actions({"type": "static_select", "action_id": "s", "options": options(101)}),
    "6 in the overflow": actions({"type": "overflow", "action_id": "s", "options": options(6)}),
    "11 radio buttons": actions({"type": "radio_buttons", "action_id": "s", "options": options(11)}),
    "long option": actions(
        {"type": "overflow", "action_id": "s", "options": [{"text": plain("x" * 76), "value": "1"}]}
    ),
    "initial option not offered": actions(
        {
            "type": "static_select",
            "action_id": "s",
            "options": [OPTION],
            "initial_option": {"text": PLAIN, "value": "9"},
        }
    ),
    "neither options nor groups": actions({"type": "static_select", "action_id": "s"}),
    "a bad date": actions({"type": "datepicker", "action_id": "d", "initial_date": "30/06/2026"}),
    "long confirm": actions(
        {**BUTTON, "confirm": {"title": PLAIN, "text": PLAIN, "confirm": plain("x" * 31), "deny": PLAIN}}
    ),
    "long action id": actions({**BUTTON, "action_id": "x" * 256}),
    "twice the same action id": actions(BUTTON, BUTTON),
    "twice the same block id": [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}],
    "two tables": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2,
    "101 rows": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]] * 101}],
    "an alert in a message": [{"type": "alert", "text": PLAIN}],
    "text that is a number": [{"type": "section", "text": {"type": "plain_text", "text": 5}}],
    "not even an object": ["divider"],  # type: ignore[list-item]  # wrong on purpose
}
BAD_VIEWS: dict[str, Any] = {
    "no title": modal(title=None),
    "long title": modal(title=plain("x" * 25)),
    "long submit": modal(submit=plain("x" * 25)),
    "input without submit": modal(submit=None),
    "long metadata": modal(private_metadata="x" * 3001),
    "101 blocks": modal(blocks=[{"type": "divider"}] * 101),
    "table in a modal": modal(blocks=[{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}]),
    "max_length too large": modal(
        blocks=[{"type": "input", "label": PLAIN, "element": {"type": "plain_text_input", "max_length": 3001}}]
    ),
    "a button as input": modal(blocks=[{"type": "input", "label": PLAIN, "element": BUTTON}]),
    "unknown type": modal(type="page"),
    "unknown key": modal(colour="red"),
    "title on a home tab": {"type": "home", "title": PLAIN, "blocks": []},
    "not an object": "modal",
}


@pytest.mark.parametrize("blocks", GOOD)
def test_what_slack_takes_is_taken(blocks: list[dict[str, Any]]) -> None:
    before = copy.deepcopy(blocks)
    assert check_blocks(blocks, "message") == []
    assert blocks == before


@pytest.mark.parametrize("case", BAD)
def test_what_slack_refuses_is_refused_with_a_pointer(case: str) -> None:
    refusal = check_message({"text": "x", "blocks": BAD[case]})
    assert refusal is not None
    assert refusal[0] == "invalid_blocks"
    assert all("[json-pointer:/blocks" in fault for fault in refusal[1])


@pytest.mark.parametrize("case", BAD_VIEWS)
def test_views_that_slack_refuses_are_refused(case: str) -> None:
    assert check_view(BAD_VIEWS[case]) is not None


def test_a_modal_and_a_home_tab_are_taken() -> None:
    assert check_view(modal()) is None
    assert check_view({"type": "home", "blocks": actions(BUTTON)}) is None


def test_messages_have_words_and_a_size() -> None:
    section = {"type": "section", "text": plain("x" * 2900)}
    assert check_message({"text": ""}) == ("no_text", ["[ERROR] a message needs text, blocks or attachments"])
    assert check_message({"text": "x", "blocks": [section] * 4}) is None
    too_long = check_message({"text": "x", "blocks": [section] * 5})
    assert too_long is not None
    assert too_long[0] == "msg_blocks_too_long"
    bad_metadata = check_message({"text": "x", "metadata": {"key": "1"}})
    assert bad_metadata is not None
    assert bad_metadata[0] == "invalid_metadata_format"
    assert check_message({"text": "x", "metadata": {"event_type": "a", "event_payload": {}}}) is None
