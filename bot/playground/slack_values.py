"""What stands in the fields of a message, a modal or a home tab: Slack's ``state.values``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.slack_state import elements_of

_CHOICE_KEYS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
}
_VALUE_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}


class InputMissing(ValueError):
    """A field was left empty that Slack's window does not let people leave empty."""


class NoSuchElement(LookupError):
    """There is no such button, menu, option or field; the message lists what there is."""


def option_named(element: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The option whose value or label is ``name``; NoSuchElement with those on offer."""
    offered = list(element.get("options") or ())
    offered += [option for group in element.get("option_groups") or () for option in group["options"]]
    for option in offered:
        if name in (option.get("value"), option["text"]["text"]):
            return dict(option)
    raise NoSuchElement(f"No option {name!r}; there are {[option['text']['text'] for option in offered]}.")


def element_value(element: Mapping[str, Any], given: Any = ...) -> dict[str, Any] | None:
    """The state of one element, with a given value or its initial one; None for an element without state.

    Options are given by value or label, people and channels by id, dates as ``YYYY-MM-DD``.
    """
    kind = str(element["type"])
    if kind in _CHOICE_KEYS:
        key = _CHOICE_KEYS[kind]
        many = key.endswith("s")
        if given is ...:
            return {
                "type": kind,
                key: element.get("initial_options" if many else "initial_option") or ([] if many else None),
            }
        chosen: Any
        if kind.startswith(("external", "multi_external")):
            chosen = given
        elif many:
            chosen = [option_named(element, each) for each in (given or ())]
        else:
            chosen = None if given is None else option_named(element, given)
        return {"type": kind, key: chosen}
    if kind in _VALUE_KEYS:
        key, initial = _VALUE_KEYS[kind]
        value = element.get(initial) if given is ... else given
        if value is None and kind.startswith("multi_"):
            value = []
        return {"type": kind, key: value or (value if isinstance(value, list) else None)}
    return None


def state_values(blocks: Sequence[Mapping[str, Any]], given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """``state.values``: every element that has state, by block id and action id.

    ``given`` is keyed by action id, block id, ``block_id/action_id`` or the label of the input. NoSuchElement where a
    key fits nothing.
    """
    values: dict[str, dict[str, Any]] = {}
    used: set[str] = set()
    for block, element in elements_of(blocks):
        names = [element.get("action_id", ""), block.get("block_id", "")]
        names.append("/".join(names[::-1]))
        names += [block["label"]["text"]] if block.get("type") == "input" else []
        name = next((each for each in names if each in given), None)
        if name is not None:
            used.add(name)
        state = element_value(element, ... if name is None else given[name])
        if state is not None:
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
    if set(given) - used:
        fields = [block["label"]["text"] for block in blocks if block.get("type") == "input"]
        raise NoSuchElement(f"No field {sorted(set(given) - used)}; there are {fields}.")
    return values


def require_inputs(blocks: Sequence[Mapping[str, Any]], values: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse what Slack's own window refuses before it sends anything: empty inputs that are not optional."""
    for block in blocks:
        if block.get("type") != "input":
            continue
        state = values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
        content = next((value for key, value in state.items() if key != "type"), None)
        empty = content in (None, "", [])
        if empty and not block.get("optional"):
            raise InputMissing(f"{block['label']['text']!r} must be filled in.")
        element = block["element"]
        if not empty and element["type"] == "plain_text_input" and isinstance(content, str):
            if len(content) > element.get("max_length", 3000):
                raise InputMissing(f"{block['label']['text']!r} is longer than {element.get('max_length', 3000)}.")
            if len(content) < element.get("min_length", 0):
                raise InputMissing(f"{block['label']['text']!r} is shorter than {element['min_length']}.")
