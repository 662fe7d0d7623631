"""How a message travels in a button, an option or a block's id: short, because an option has 75 characters and ten rows
of a list must fit into one message, and without `&`, `<` and `>`, which Slack escapes in what it sends back.

    complete ref=TSP-8 seen_version=3          a message with its fields
    mine keep[]=TSP-8,TSP-9                    lists of words
    {"do": ..., "with": {...}}                 anything else, as JSON
    =update%208                                a line as if it were typed
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from domain.messages import Message

_MARKS = {ord(mark): f"%{ord(mark):02X}" for mark in "%& <>=,\"'\\[]{}`\x7f"} | {n: f"%{n:02X}" for n in range(32)}


_MISSING = object()


@lru_cache(maxsize=200)
def _fields(kind: type[Message]) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind of message, each with its usual value."""
    fields = kind.model_fields.items()
    return tuple((name, _MISSING if field.is_required() else field.get_default()) for name, field in fields)


def encode(message: Message) -> str:
    """A message as a value."""
    kind = type(message)
    given = message.__dict__
    text = kind.name
    for name, usual in _fields(kind):
        value = given[name]
        if value == usual:
            continue
        if isinstance(value, str):
            text += f" {name}={value.translate(_MARKS)}"
        elif value is True:
            text += f" {name}=true"
        elif isinstance(value, int):
            text += f" {name}={value:d}"
        elif isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
            text += f" {name}[]={','.join(each.translate(_MARKS) for each in value)}"
        else:
            return _as_json(message.encode())
    return text


def encode_word(word: str) -> str:
    """A choice's value, safe on its way."""
    return word.translate(_MARKS)


def decode_word(value: str) -> str:
    """And back."""
    return unquote(value)


def encode_line(line: str) -> str:
    """A typed line as a value: pressing says it again."""
    return "=" + encode_word(line)


def decode_line(value: str) -> str | None:
    """The typed line in a value, if it holds one."""
    return unquote(value[1:]) if value.startswith("=") else None


def decode(value: str) -> dict[str, Any]:
    """`{"do": name, "with": {...}}` from a value; something nobody handles where it can't be read."""
    if value.startswith("{"):
        try:
            given = json.loads(value)
        except (ValueError, RecursionError):
            return {"do": "", "with": {}}
        return given if isinstance(given, dict) else {"do": "", "with": {}}
    name, *pairs = value.split(" ")
    fields: dict[str, Any] = {}
    for pair in pairs:
        key, _, given = pair.partition("=")
        if key.endswith("[]"):
            fields[key[:-2]] = [unquote(each) for each in given.split(",")]
        else:
            fields[key] = unquote(given)
    return {"do": name, "with": fields}


def _as_json(payload: Mapping[str, Any]) -> str:
    text = json.dumps(payload, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
