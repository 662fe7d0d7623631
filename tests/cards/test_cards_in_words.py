"""Every card can be read without seeing it: its words say what it says, and every control has a name of its own."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.cards.drawn import Drawn
from tests.cards.review import made

_SYMBOLS = "▲●✔◆○"
_ALONE = re.compile(f"[{_SYMBOLS}](?! [A-Za-z])")
_SPOKEN = 600


@pytest.fixture(scope="module")
def cards() -> list[Drawn]:
    return made()


def each(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in a payload, in reading order."""
    if isinstance(value, Mapping):
        yield value
        for name, inner in value.items():
            if name != "fallback":  # the same button again, for older clients
                yield from each(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from each(inner)


def on(cards: list[Drawn], platform: str, *kinds: str) -> list[Drawn]:
    return [card for card in cards if card.platform == platform and (not kinds or card.kind in kinds)]


def plain(text: str) -> str:
    """Words alone: without marks of emphasis, and with one blank between them."""
    return " ".join(html.unescape(text).replace("*", "").split())


def shown(card: Drawn) -> Iterator[str]:
    """The texts that stand on a card, apart from its controls."""
    for one in each(card.payload.get("blocks", card.payload.get("body", []))):
        kind = one.get("type")
        if kind in {"text", "TextRun"} and isinstance(one.get("text"), str):
            yield one["text"]
        elif kind in {"header", "section"} and isinstance(one.get("text"), Mapping):
            yield one["text"]["text"]
        elif kind == "TextBlock":
            yield one["text"]


def test_a_notification_and_a_screen_reader_get_all_that_a_message_says(cards: list[Drawn]) -> None:
    for card in on(cards, "slack", "message"):
        words = plain(card.payload["text"])
        for text in shown(card):
            for line in text.splitlines():
                for part in re.split(r" · |…$|: ", plain(line)):
                    assert part.strip(" ·:“”…") in words, f"{card.name} leaves out {part!r}"


def test_a_card_says_aloud_what_stands_first_on_it(cards: list[Drawn]) -> None:
    for card in on(cards, "teams", "message"):
        words, spoken = plain(card.payload["fallbackText"]), plain(card.payload["speak"])
        assert spoken
        assert len(card.payload["speak"]) <= _SPOKEN
        assert words.startswith(spoken.rstrip("…").strip()), card.name
        first = next(text for text in shown(card) if text.strip())
        assert plain(first).strip(" ·:“”…") in words, f"{card.name} does not say {first!r}"
        for text in shown(card) if not card.payload["fallbackText"].endswith("…") else ():
            assert plain(text).strip(" ·:“”…") in words, f"{card.name} leaves out {text!r}"


def test_a_colour_is_never_alone(cards: list[Drawn]) -> None:
    for card in cards:
        texts = [text for one in each(card.payload) for text in one.values() if isinstance(text, str)]
        alone = [text for text in texts if _ALONE.search(text)]
        assert not alone, f"{card.name} on {card.platform} has a symbol without its word: {alone}"


def test_a_picture_has_words(cards: list[Drawn]) -> None:
    for card in cards:
        for one in each(card.payload):
            assert one.get("type") != "image" or one.get("alt_text")
            assert one.get("type") != "Image" or one.get("altText")


def test_two_controls_of_a_slack_card_never_have_one_name(cards: list[Drawn]) -> None:
    for card in on(cards, "slack"):
        names = Counter(
            one.get("accessibility_label") or one.get("text", {}).get("text")
            for one in each(card.payload.get("blocks"))
            if one.get("type") == "button"
        )
        assert not [name for name, count in names.items() if count > 1], f"{card.name}: {names}"


def test_two_controls_of_a_teams_card_never_have_one_name(cards: list[Drawn]) -> None:
    for card in on(cards, "teams"):
        hidden = [one["card"] for one in each(card.payload) if one.get("type") == "Action.ShowCard"]
        entries = [one for menu in hidden for one in actions(menu)]
        for some in ([one for one in actions(card.payload) if one not in entries], *map(actions, hidden)):
            names = Counter(one.get("tooltip") or one["title"] for one in some)
            assert not [name for name, count in names.items() if count > 1], f"{card.name}: {names}"


def actions(part: Any) -> list[Mapping[str, Any]]:
    """The buttons of a card, or of a menu that unfolds (whose own button names its row)."""
    return [one for one in each(part) if str(one.get("type", "")).startswith("Action.")]


def test_every_field_has_a_label_and_says_what_is_missing(cards: list[Drawn]) -> None:
    for card in on(cards, "slack", "form"):
        assert card.payload["title"]["text"]
        for block in card.payload["blocks"]:
            assert block["type"] != "input" or block["label"]["text"].strip(), card.name
    for card in on(cards, "teams", "form"):
        for one in each(card.payload):
            if str(one.get("type", "")).startswith("Input."):
                assert one["label"].strip(), card.name
                assert not one.get("isRequired") or one["errorMessage"], card.name
