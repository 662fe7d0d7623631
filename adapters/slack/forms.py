"""A form as a Slack modal, and what comes back from it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from adapters.slack import limits
from adapters.slack.blocks import Json, plain_object
from adapters.slack.values import decode, decode_word, encode, encode_word
from adapters.slack.words import clean, length, pieces, shorten, typed
from domain.language.people import joined, parted
from domain.mentions import Mention
from domain.messages import Message
from domain.speech import tr
from domain.views import ChoiceField, DateField, Form, FormField, PersonField, TextField

CALLBACK = "form"
_ELEMENT = "value"
_TYPED = "+typed"
"""A block's id ends so where names may be typed beside a picker."""
_USER = re.compile(r"[UW][A-Z0-9]{1,30}")
_INTRO_PIECES = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, so that its answer can stand there: the address Slack gave for it, and the message
    that was pressed. `own` says that this message is an answer of ours that a newer one may replace; `home` that it was
    on the home tab.
    """

    response_url: str = ""
    channel: str = ""
    thread: str = ""
    ts: str = ""
    ephemeral: bool = False
    own: bool = False
    home: bool = False

    @property
    def direct(self) -> bool:
        """Is it a conversation of two?"""
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was sent off. `delivery` is the same for the same form with the same content, so that a press of
    **Save** after a lost answer changes nothing, and another one after a mistake was mended does.
    """

    pressed: Mapping[str, Any]
    fields: Mapping[str, str]
    origin: Origin
    delivery: str
    inputs: tuple[str, ...] = field(default=())
    source: str = ""


class FormTooBig(Exception):
    """What has to travel with the form has no room in it."""


def modal(form: Form, origin: Origin, *, source: str = "") -> Json:
    """The modal of a form. `source` is the list in which its button was pressed, as it stood in the block's id.

    Raises:
        FormTooBig: the message behind the form is longer than Slack carries.
    """
    blocks: list[Json] = [
        {"type": "section", "text": {"type": "plain_text", "text": piece}}
        for piece in pieces(clean(form.intro).strip(), limits.SECTION)[:_INTRO_PIECES]
        if piece.strip()
    ]
    for each in form.fields:
        blocks.append(_input(each))
        if isinstance(each, PersonField) and each.typed_label:
            blocks.append(_typed_names(each))
        if wrong := form.errors.get(each.name):
            blocks.append({"type": "context", "elements": [plain_object(f"⚠ {wrong}", limits.CONTEXT)]})
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_object(form.title, limits.VIEW_TITLE),
        "submit": plain_object(form.submit, limits.VIEW_TITLE),
        "close": plain_object(tr("Cancel"), limits.VIEW_TITLE),
        "private_metadata": _metadata(form.sends, origin, source),
        "blocks": blocks[: limits.BLOCKS_IN_VIEW],
    }


def _metadata(message: Message, origin: Origin, source: str) -> str:
    where = {name: value for name, value in asdict(origin).items() if value}
    with_all = {"sends": encode(message), "in": source, "origin": where}
    bare = {"sends": encode(message), "in": "", "origin": {k: v for k, v in where.items() if k != "response_url"}}
    for content in (with_all, bare):
        text = json.dumps(content, separators=(",", ":"))
        text = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
        if length(text) <= limits.PRIVATE_METADATA:
            return text
    raise FormTooBig


def _input(given: FormField) -> Json:
    block: Json = {
        "type": "input",
        "block_id": given.name[: limits.BLOCK_ID],
        "label": plain_object(given.label, limits.INPUT_LABEL),
        "optional": not given.required,
    }
    hint = given.hint
    match given:
        case TextField():
            block["element"] = _text_input(given)
        case ChoiceField():
            block["element"], hint = _select(given)
        case DateField():
            block["element"] = {"type": "datepicker", "action_id": _ELEMENT}
            if _is_date(given.value):
                block["element"]["initial_date"] = given.value
        case PersonField():
            block["element"] = _people_picker(given)
            block["optional"] = not given.required or bool(given.typed_label)
    if clean(hint).strip():
        block["hint"] = plain_object(hint, limits.INPUT_HINT)
    return block


def _text_input(given: TextField) -> Json:
    most = max(1, min(given.max_length, limits.INPUT_TEXT))
    element: Json = {
        "type": "plain_text_input",
        "action_id": _ELEMENT,
        "multiline": given.long,
        "max_length": most,
    }
    if value := clean(given.value):
        element["initial_value"] = shorten(value, most)
    return element


def _people_picker(given: PersonField) -> Json:
    picked = [mention.platform_account_id for mention in parted(given.value)[0]]
    ours = [account for account in picked if _USER.fullmatch(account)]
    if given.several:
        element: Json = {"type": "multi_users_select", "action_id": _ELEMENT}
        return element | ({"initial_users": ours} if ours else {})
    element = {"type": "users_select", "action_id": _ELEMENT}
    return element | ({"initial_user": ours[0]} if ours else {})


def _typed_names(given: PersonField) -> Json:
    """A box for who is not on Slack's list."""
    names = parted(given.value)[1]
    field = TextField(name=given.name + _TYPED, label=given.typed_label, value=names, max_length=1000)
    return _input(field)


def _select(given: ChoiceField) -> tuple[Json, str]:
    """A menu and its hint, which says how many choices have no room in it (none, for all forms we have)."""
    choices = [(value, label) for value, label in given.options if value]  # an empty one is Slack's own "nothing"
    options = [
        {"text": plain_object(label, limits.OPTION_TEXT), "value": encode_word(value)}
        for value, label in choices
        if clean(value) == value and length(encode_word(value)) <= limits.OPTION_VALUE
    ]
    shown = options[: limits.SELECT_OPTIONS]
    hint = given.hint
    if len(shown) < len(choices):
        hint = tr(
            "{hint} {count} choices have no room here: please type them.", hint=hint, count=len(choices) - len(shown)
        ).strip()
    if not shown:
        return {"type": "plain_text_input", "action_id": _ELEMENT, "max_length": limits.INPUT_TEXT}, hint
    element: Json = {"type": "static_select", "action_id": _ELEMENT, "options": shown}
    if chosen := next((option for option in shown if option["value"] == encode_word(given.value)), None):
        element["initial_option"] = chosen
    return element, hint


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read(view: Mapping[str, Any]) -> Submission:
    """What a modal of ours sent back. Nothing in it is trusted: what can't be read becomes a message nobody handles."""
    try:
        metadata = json.loads(str(view.get("private_metadata")))
    except (ValueError, RecursionError):
        metadata = {}
    if not isinstance(metadata, dict):
        metadata = {}
    fields = _fields(view)
    pressed = decode(str(metadata.get("sends", "")))
    if source := metadata.get("in"):
        pressed["in"] = decode(str(source))
    content = json.dumps([fields, str(metadata.get("sends", ""))], sort_keys=True).encode()
    blocks = view.get("blocks")
    return Submission(
        pressed=pressed,
        fields=fields,
        origin=_origin(metadata.get("origin")),
        delivery=f"view:{view.get('id', '')}:{hashlib.sha256(content).hexdigest()[:32]}",
        source=str(metadata.get("in") or ""),
        inputs=tuple(
            str(block.get("block_id", ""))
            for block in (blocks if isinstance(blocks, list) else ())
            if isinstance(block, dict) and block.get("type") == "input"
        ),
    )


def _origin(given: Any) -> Origin:
    if not isinstance(given, dict):
        return Origin()
    words = {name: str(given.get(name) or "") for name in ("response_url", "channel", "thread", "ts")}
    return Origin(
        **words, ephemeral=given.get("ephemeral") is True, own=given.get("own") is True, home=given.get("home") is True
    )


def _fields(view: Mapping[str, Any]) -> dict[str, str]:
    state = view.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    fields: dict[str, str] = {}
    for name, elements in (values if isinstance(values, dict) else {}).items():
        given = elements.get(_ELEMENT) if isinstance(elements, dict) else None
        if isinstance(given, dict):
            fields[str(name)] = _value(given)
    for name in [each for each in fields if each.endswith(_TYPED)]:
        names = fields.pop(name)
        field = name.removesuffix(_TYPED)
        fields[field] = ", ".join(part for part in (fields.get(field, ""), names.strip(" ,\n")) if part)
    return fields


def _value(given: Mapping[str, Any]) -> str:
    option = given.get("selected_option")
    if isinstance(option, dict):
        return decode_word(str(option.get("value") or ""))
    users = given.get("selected_users") or [given.get("selected_user")]
    if picked := [Mention(user, "") for user in users if isinstance(user, str) and _USER.fullmatch(user)]:
        return joined(picked)
    return typed(str(given.get("value") or given.get("selected_date") or ""))


def field_errors(errors: Mapping[str, str], inputs: tuple[str, ...]) -> dict[str, str]:
    """Sentences at the fields they belong to; those of fields that are not shown go to the first."""
    found: dict[str, str] = {}
    for name, sentence in errors.items():
        place = name if name in inputs else inputs[0]
        found[place] = f"{found[place]} {sentence}" if place in found else sentence
    return {name: shorten(clean(sentence), limits.INPUT_HINT) for name, sentence in found.items()}
