"""What Slack accepts: the limits of Block Kit messages and views.

`check_blocks`, `check_message` and `check_view` return the faults they find, each as a sentence with a JSON pointer
in the style of Slack's own ``response_metadata.messages``; an empty list means "accepted". Sources of the numbers:
Slack's published Block Kit reference and the comments of its @slack/types package.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.slack_checks import (
    Check,
    Path,
    fault_at,
    items,
    matching,
    obj,
    of_type,
    one_of,
    plain,
    string,
    text,
    typed,
)

MAX_MESSAGE_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_MESSAGE_TEXT = 40_000
MAX_MESSAGE_BLOCK_CHARS = 13_200
MAX_VIEW_BYTES = 250_000
MAX_ID = 255

any_bool = of_type(bool, "true or false")
any_int = of_type(int, "a whole number")
any_list = of_type(list, "a list")
any_object = of_type(dict, "an object")
anything: Check = lambda value, path: []  # noqa: E731 - a check that finds nothing reads best as one line
ident = string(MAX_ID)
url = matching(r"https?://.{1,2990}", "a link of at most 3000 characters")
day = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date such as 2026-06-30")
style = one_of("primary", "danger")

confirm = obj(
    {"title": text(100, plain), "text": text(300), "confirm": text(30, plain), "deny": text(30, plain)},
    {"style": style},
)
_option_optional = {"description": text(75), "url": url}
option = obj({"text": text(75), "value": string(150)}, _option_optional)
plain_option = obj({"text": text(75, plain), "value": string(150)}, _option_optional)
option_group = obj({"label": text(75, plain), "options": items(plain_option, 100)}, {})

_common: dict[str, Check] = {"action_id": ident, "confirm": confirm, "focus_on_load": any_bool}
_menu: dict[str, Check] = {**_common, "placeholder": text(150, plain)}
_many: dict[str, Check] = {**_menu, "max_selected_items": any_int}
_typing: dict[str, Check] = {
    "action_id": ident,
    "placeholder": text(150, plain),
    "focus_on_load": any_bool,
    "dispatch_action_config": any_object,
}
_lengths: dict[str, Check] = {"min_length": any_int, "max_length": any_int}
_filter: dict[str, Check] = {"filter": any_object, "default_to_current_conversation": any_bool}


def _options_or_groups(extra: Mapping[str, Check], initial: str) -> Check:
    shape = obj(
        {},
        {**extra, "options": items(plain_option, 100), "option_groups": items(option_group, 100), initial: anything},
    )

    def check(value: Any, path: Path) -> list[str]:
        faults = shape(value, path)
        if ("options" in value) == ("option_groups" in value):
            faults += fault_at("exactly one of options and option_groups is required", path)
        return faults + _initial_among_options(value, initial, path)

    return check


def _initial_among_options(value: Mapping[str, Any], initial: str, path: Path) -> list[str]:
    chosen = value.get(initial)
    if chosen is None:
        return []
    offered = list(value.get("options") or ())
    offered += [each for group in value.get("option_groups") or () for each in group.get("options", ())]
    known = [(each.get("text", {}).get("text"), each.get("value")) for each in offered if isinstance(each, dict)]
    wanted = chosen if isinstance(chosen, list) else [chosen]
    if all(isinstance(w, dict) and (w.get("text", {}).get("text"), w.get("value")) in known for w in wanted):
        return []
    return fault_at(f"{initial} must be among the options", (*path, initial))


def _with_initial(shape: Check, initial: str) -> Check:
    return lambda value, path: shape(value, path) + _initial_among_options(value, initial, path)


def _input_text(value: Any, path: Path) -> list[str]:
    faults = obj({}, {**_typing, **_lengths, "initial_value": string(3000, 0), "multiline": any_bool})(value, path)
    for key, least in (("min_length", 0), ("max_length", 1)):
        if isinstance(value.get(key), int) and not least <= value[key] <= 3000:
            faults += fault_at(f"must be from {least} to 3000", (*path, key))
    return faults


ELEMENTS: dict[str, Check] = {
    "button": obj(
        {"text": text(75, plain)},
        {
            "action_id": ident,
            "value": string(2000, 0),
            "url": url,
            "style": style,
            "confirm": confirm,
            "accessibility_label": string(75),
        },
    ),
    "overflow": obj({"options": items(plain_option, 5)}, {"action_id": ident, "confirm": confirm}),
    "static_select": _options_or_groups(_menu, "initial_option"),
    "multi_static_select": _options_or_groups(_many, "initial_options"),
    "external_select": obj({}, {**_menu, "initial_option": plain_option, "min_query_length": any_int}),
    "multi_external_select": obj({}, {**_many, "initial_options": any_list, "min_query_length": any_int}),
    "users_select": obj({}, {**_menu, "initial_user": ident, "response_url_enabled": any_bool}),
    "multi_users_select": obj({}, {**_many, "initial_users": any_list}),
    "conversations_select": obj(
        {}, {**_menu, **_filter, "initial_conversation": ident, "response_url_enabled": any_bool}
    ),
    "multi_conversations_select": obj({}, {**_many, **_filter, "initial_conversations": any_list}),
    "channels_select": obj({}, {**_menu, "initial_channel": ident, "response_url_enabled": any_bool}),
    "multi_channels_select": obj({}, {**_many, "initial_channels": any_list}),
    "radio_buttons": _with_initial(
        obj({"options": items(option, 10)}, {**_common, "initial_option": anything}), "initial_option"
    ),
    "checkboxes": _with_initial(
        obj({"options": items(option, 10)}, {**_common, "initial_options": items(option, 10)}), "initial_options"
    ),
    "datepicker": obj({}, {**_menu, "initial_date": day}),
    "timepicker": obj({}, {**_menu, "initial_time": matching(r"\d\d:\d\d", "a time"), "timezone": string(100)}),
    "datetimepicker": obj({}, {**_common, "initial_date_time": any_int}),
    "plain_text_input": _input_text,
    "rich_text_input": obj({}, {**_typing, "initial_value": any_object}),
    "email_text_input": obj({}, {**_typing, "initial_value": string(3000, 0)}),
    "url_text_input": obj({}, {**_typing, "initial_value": string(3000, 0)}),
    "number_input": obj(
        {"is_decimal_allowed": any_bool},
        {**_typing, "initial_value": string(3000, 0), "min_value": string(40), "max_value": string(40)},
    ),
    "file_input": obj({}, {"action_id": ident, "filetypes": any_list, "max_files": any_int}),
    "workflow_button": obj({"text": text(75, plain), "workflow": any_object}, {"action_id": ident, "style": style}),
    "feedback_buttons": obj({"positive_button": any_object, "negative_button": any_object}, {"action_id": ident}),
    "icon_button": obj(
        {"icon": string(75), "text": text(75, plain)},
        {
            "action_id": ident,
            "value": string(2000, 0),
            "confirm": confirm,
            "accessibility_label": string(75),
            "visible_to_user_ids": any_list,
        },
    ),
}
_picture: dict[str, Check] = {"alt_text": string(2000)}
_picture_more: dict[str, Check] = {"image_url": url, "slack_file": any_object}
IMAGE_ELEMENT = obj(_picture, _picture_more)

_typing_only = {
    "plain_text_input",
    "rich_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
}
_context_only = {"feedback_buttons", "icon_button"}
IN_SECTION = {
    **{k: c for k, c in ELEMENTS.items() if k not in _typing_only | _context_only},
    "image": IMAGE_ELEMENT,
}
IN_ACTIONS = {
    k: c
    for k, c in ELEMENTS.items()
    if k not in (_typing_only - {"plain_text_input", "rich_text_input"}) | _context_only
}
IN_INPUT = {k: c for k, c in ELEMENTS.items() if k not in {"button", "overflow", "workflow_button", *_context_only}}
IN_CONTEXT: dict[str, Check] = {
    "image": IMAGE_ELEMENT,
    "mrkdwn": text(2000),
    "plain_text": text(2000),
}


def _section(value: Any, path: Path) -> list[str]:
    faults = obj(
        {},
        {
            "block_id": ident,
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": typed(IN_SECTION, "element in a section"),
            "expand": any_bool,
        },
    )(value, path)
    if not value.get("text") and not value.get("fields"):
        faults += fault_at("a section needs text or fields", path)
    return faults


def _table(value: Any, path: Path) -> list[str]:
    cell = typed(
        {"raw_text": obj({"text": string(3000, 0)}, {}), "rich_text": anything, "raw_number": anything}, "table cell"
    )
    return obj({"rows": items(items(cell, 20), 100)}, {"block_id": ident, "column_settings": items(anything, 20, 0)})(
        value, path
    )


def _loose(*required: str) -> Check:
    needed = dict.fromkeys(required, anything)
    return lambda value, path: [
        fault for key in needed if key not in value for fault in fault_at(f"missing required field: {key}", path)
    ]


BLOCKS: dict[str, Check] = {
    "section": _section,
    "header": obj({"text": text(150, plain)}, {"block_id": ident, "level": any_int}),
    "divider": obj({}, {"block_id": ident}),
    "image": obj(_picture, {**_picture_more, "block_id": ident, "title": text(2000, plain)}),
    "context": obj({"elements": items(typed(IN_CONTEXT, "element in a context"), 10)}, {"block_id": ident}),
    "actions": obj({"elements": items(typed(IN_ACTIONS, "element in actions"), 25)}, {"block_id": ident}),
    "context_actions": obj(
        {"elements": items(typed({k: ELEMENTS[k] for k in _context_only}, "element in context_actions"), 5)},
        {"block_id": ident},
    ),
    "input": obj(
        {"label": text(2000, plain), "element": typed(IN_INPUT, "element in an input")},
        {"block_id": ident, "hint": text(2000, plain), "optional": any_bool, "dispatch_action": any_bool},
    ),
    "rich_text": obj({"elements": items(any_object, 1000)}, {"block_id": ident}),
    "table": _table,
    "markdown": obj({"text": string(12_000)}, {"block_id": ident}),
    "video": _loose("alt_text", "title", "thumbnail_url", "video_url"),
    "card": _loose(),
    "carousel": _loose("elements"),
    "container": _loose(),
    "alert": _loose("text"),
    "data_table": _loose("rows", "caption"),
    "data_visualization": _loose("title"),
}
_message_only = {"markdown", "table", "data_table", "data_visualization", "carousel", "context_actions"}
_modal_only = {"alert"}


def check_blocks(blocks: Any, surface: str) -> list[str]:
    """The faults of a list of blocks on a ``message``, a ``modal`` or a ``home`` tab."""
    if not isinstance(blocks, list):
        return fault_at("blocks must be a list", ("blocks",))
    most = MAX_MESSAGE_BLOCKS if surface == "message" else MAX_VIEW_BLOCKS
    if len(blocks) > most:
        return fault_at(f"no more than {most} items allowed", ("blocks",))
    barred = _modal_only if surface != "modal" else set[str]()
    barred = barred | (_message_only if surface != "message" else set[str]())
    allowed = {kind: rule for kind, rule in BLOCKS.items() if kind not in barred}
    faults = [
        fault for index, block in enumerate(blocks) for fault in typed(allowed, "block type")(block, ("blocks", index))
    ]
    return faults or _whole(blocks)


def _whole(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    faults: list[str] = []
    for block_id, count in Counter(block["block_id"] for block in blocks if block.get("block_id")).items():
        if count > 1:
            faults += fault_at(f"block_id {block_id!r} already exists", ("blocks",))
    for index, block in enumerate(blocks):
        inner = block.get("elements", ()) if block["type"] == "actions" else ()
        for action_id, count in Counter(each["action_id"] for each in inner if each.get("action_id")).items():
            if count > 1:
                faults += fault_at(f"action_id {action_id!r} already exists", ("blocks", index))
    if sum(block["type"] == "table" for block in blocks) > 1:
        faults += fault_at("only one table is allowed", ("blocks",))
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > 12_000:
        faults += fault_at("markdown blocks hold at most 12000 characters together", ("blocks",))
    focused = sum('"focus_on_load":true' in json.dumps(block, separators=(",", ":")) for block in blocks)
    if focused > 1:
        faults += fault_at("only one element may have focus_on_load", ("blocks",))
    return faults


def check_message(message: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """None for a message Slack would take, else its error code and the faults."""
    blocks = message.get("blocks")
    if blocks not in (None, []):
        faults = check_blocks(blocks, "message")
        if faults:
            return "invalid_blocks", faults
        size = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
        if size > MAX_MESSAGE_BLOCK_CHARS:
            return "msg_blocks_too_long", [f"[ERROR] blocks of {size} characters, at most {MAX_MESSAGE_BLOCK_CHARS}"]
    if not (message.get("text") or blocks or message.get("attachments") or message.get("files")):
        return "no_text", ["[ERROR] a message needs text, blocks or attachments"]
    if len(message.get("attachments") or ()) > 100:
        return "too_many_attachments", ["[ERROR] no more than 100 attachments"]
    metadata = message.get("metadata")
    if metadata is not None and (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        return "invalid_metadata_format", ["[ERROR] metadata needs event_type and event_payload"]
    return None


def check_view(view: Any) -> tuple[str, list[str]] | None:
    """None for a modal or home tab Slack would take, else its error code and the faults."""
    if not isinstance(view, dict):
        return "invalid_arguments", ["[ERROR] view must be an object [json-pointer:/view]"]
    if len(json.dumps(view)) > MAX_VIEW_BYTES:
        return "view_too_large", [f"[ERROR] view of more than {MAX_VIEW_BYTES} bytes"]
    shared: dict[str, Check] = {
        "private_metadata": string(3000, 0),
        "callback_id": string(MAX_ID, 0),
        "external_id": string(MAX_ID, 0),
    }
    kind = view.get("type")
    if kind == "modal":
        label = text(24, plain)
        extra: dict[str, Check] = {
            "submit": label,
            "close": label,
            "clear_on_close": any_bool,
            "notify_on_close": any_bool,
            "submit_disabled": any_bool,
        }
        faults = obj({"title": label, "blocks": any_list}, {**shared, **extra})(view, ("view",))
    elif kind == "home":
        faults = obj({"blocks": any_list}, shared)(view, ("view",))
    else:
        faults = fault_at(f"unsupported type: {kind}", ("view", "type"))
    if not faults:
        faults = check_blocks(view["blocks"], str(kind))
    if not faults and kind == "modal" and not view.get("submit") and any(b["type"] == "input" for b in view["blocks"]):
        faults = fault_at("submit is required when blocks hold an input", ("view", "submit"))
    return ("invalid_arguments", faults) if faults else None
