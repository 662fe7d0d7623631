"""What must hold of everything we send to Slack, beside what Slack itself would refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from adapters.slack import limits
from bot.playground.slack_rules import check_message, check_view
from domain.registry import Registry

WORDS = {"plain_text": "text", "text": "text"}
"""The only places for words: none of them is read as markup."""
LAYOUT = {
    "header", "section", "context", "actions", "rich_text", "rich_text_section", "rich_text_quote", "input", "modal",
    "button", "overflow", "static_select", "plain_text_input", "datepicker", "home",
    "users_select", "multi_users_select",
}  # fmt: skip
OBSERVED_MOST = 13_172
"""Characters of blocks at which Slack was seen to say `msg_blocks_too_long`, at the lowest."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2  # fails on halves of characters, which must not be sent


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from objects(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from objects(each)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def shown(blocks: list[dict[str, Any]]) -> str:
    """All words that somebody sees."""
    return "\n".join(each["text"] for each in objects(blocks) if isinstance(each.get("text"), str))


def check_words(blocks: Any) -> None:
    """No markup, no mention, no link, no empty text, nothing that can't be sent."""
    for each in objects(blocks):
        kind = each.get("type")
        assert kind is None or kind in LAYOUT or kind in WORDS, f"{kind} is not a kind that we draw"
        assert not {"url", "user_id", "channel_id", "usergroup_id", "image_url", "mrkdwn"} & set(each)
        if kind == "plain_text":
            assert each["text"].strip()
        if kind == "text":
            assert each["text"]
            assert set(each) <= {"type", "text", "style"}
            assert units(each["text"]) <= limits.RICH_TEXT
    for text in strings(blocks):
        units(text)
        assert "\x00" not in text


def check_fallback(text: str) -> None:
    """Slack reads markup here: nothing in it may be a reference."""
    assert text.strip()
    assert "<" not in text
    assert ">" not in text
    for piece in text.split("&")[1:]:
        assert piece.startswith(("amp;", "lt;", "gt;"))
    assert units(text) <= limits.FALLBACK


def check_content(content: dict[str, Any], registry: Registry) -> None:
    """A whole message: Slack's limits by two readings of them, ours, and buttons that can be pressed."""
    refusal = check_message(content)
    assert refusal is None, refusal
    blocks = content["blocks"]
    assert 1 <= len(blocks) <= limits.BLOCKS_IN_MESSAGE
    assert units(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) < OBSERVED_MOST
    assert content["unfurl_links"] is content["unfurl_media"] is False
    check_fallback(content["text"])
    check_words(blocks)
    check_lengths(blocks)
    check_presses(blocks, registry)


def check_lengths(blocks: Any) -> None:
    for each in objects(blocks):
        match each.get("type"):
            case "header":
                assert units(each["text"]["text"]) <= limits.HEADER
            case "section":
                assert units(each["text"]["text"]) <= limits.SECTION
            case "button":
                assert units(each["text"]["text"]) <= limits.BUTTON_LABEL
                assert units(each["value"]) <= limits.BUTTON_VALUE
                assert units(each.get("accessibility_label", "-")) <= limits.ACCESSIBILITY_LABEL
            case "overflow":
                assert 2 <= len(each["options"]) <= limits.OVERFLOW_OPTIONS
                for option in each["options"]:
                    assert units(option["text"]["text"]) <= limits.OPTION_TEXT
                    assert 1 <= units(option["value"]) <= limits.OPTION_VALUE
            case "actions":
                assert 1 <= len(each["elements"]) <= limits.ELEMENTS_IN_ACTIONS
                assert units(each["block_id"]) <= limits.BLOCK_ID


def check_presses(blocks: Any, registry: Registry) -> None:
    """Every value that comes back is understood, and Slack changes nothing in it on the way."""
    from adapters.slack.values import decode, decode_line

    for each in objects(blocks):
        if "value" in each and each.get("type") in (None, "button"):
            assert not set("&<>") & set(each["value"])
            if decode_line(each["value"]) is None:
                registry.decode(decode(each["value"]), {})
        if each.get("type") == "actions":
            assert not set("&<>") & set(each["block_id"])


def check_form(view: dict[str, Any]) -> None:
    """A modal."""
    refusal = check_view(view)
    assert refusal is None, refusal
    check_words(view["blocks"])
    assert units(view["private_metadata"]) <= limits.PRIVATE_METADATA
    assert not set("&<>") & set(view["private_metadata"])
    for part in ("title", "submit", "close"):
        assert 1 <= units(view[part]["text"]) <= limits.VIEW_TITLE
    for each in objects(view["blocks"]):
        if each.get("type") == "plain_text_input":
            assert units(each.get("initial_value", "")) <= each["max_length"] <= limits.INPUT_TEXT
