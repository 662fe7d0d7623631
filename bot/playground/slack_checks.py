"""Small checks that are put together to describe Slack's payloads; each returns the faults it finds.

A check takes a JSON value and its path and returns sentences in the style of Slack's ``response_metadata.messages``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Path = tuple[str | int, ...]
Check = Callable[[Any, Path], list[str]]


def _at(path: Path) -> str:
    return f"[json-pointer:/{'/'.join(str(part) for part in path)}]"


def fault_at(words: str, path: Path) -> list[str]:
    """One fault at one place."""
    return [f"[ERROR] {words} {_at(path)}"]


def string(most: int, least: int = 1) -> Check:
    """A string of ``least`` to ``most`` characters."""

    def check(value: Any, path: Path) -> list[str]:
        if not isinstance(value, str):
            return fault_at("must be a string", path)
        if len(value) < least:
            return fault_at(f"must be more than {least - 1} characters", path)
        if len(value) > most:
            return fault_at(f"must be less than {most + 1} characters", path)
        return []

    return check


def matching(pattern: str, words: str) -> Check:
    """A string of one form."""
    form = re.compile(pattern)

    def check(value: Any, path: Path) -> list[str]:
        return [] if isinstance(value, str) and form.fullmatch(value) else fault_at(f"must be {words}", path)

    return check


def of_type(kind: type | tuple[type, ...], words: str) -> Check:
    """A JSON value of one Python type."""

    def check(value: Any, path: Path) -> list[str]:
        right = isinstance(value, kind) and not (isinstance(value, bool) and kind is int)
        return [] if right else fault_at(f"must be {words}", path)

    return check


def one_of(*allowed: str) -> Check:
    """One of some words."""

    def check(value: Any, path: Path) -> list[str]:
        return [] if value in allowed else fault_at(f"must be one of {', '.join(allowed)}", path)

    return check


def text(most: int, *kinds: str, least: int = 1) -> Check:
    """A text object."""
    allowed = kinds or ("plain_text", "mrkdwn")

    def check(value: Any, path: Path) -> list[str]:
        if not isinstance(value, dict):
            return fault_at("must be a text object", path)
        if value.get("type") not in allowed:
            return fault_at(f"unsupported type: {value.get('type')}, must be {' or '.join(allowed)}", (*path, "type"))
        keys = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
        return [
            *_unknown(value, keys, path),
            *string(most, least)(value.get("text"), (*path, "text")),
        ]

    return check


plain = "plain_text"


def items(check: Check, most: int, least: int = 1) -> Check:
    """A list of ``least`` to ``most`` things."""

    def check_list(value: Any, path: Path) -> list[str]:
        if not isinstance(value, list):
            return fault_at("must be a list", path)
        if len(value) < least:
            return fault_at(f"no fewer than {least} items required", path)
        if len(value) > most:
            return fault_at(f"no more than {most} items allowed", path)
        return [fault for index, item in enumerate(value) for fault in check(item, (*path, index))]

    return check_list


def obj(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these keys and no others."""

    def check(value: Any, path: Path) -> list[str]:
        if not isinstance(value, dict):
            return fault_at("must be an object", path)
        faults = _unknown(value, {"type", *required, *optional}, path)
        for key, rule in required.items():
            faults += (
                rule(value[key], (*path, key)) if key in value else fault_at(f"missing required field: {key}", path)
            )
        for key, rule in optional.items():
            if value.get(key) is not None:
                faults += rule(value[key], (*path, key))
        return faults

    return check


def _unknown(value: Mapping[str, Any], known: set[str], path: Path) -> list[str]:
    return [
        fault for key in value if key not in known for fault in fault_at(f"invalid additional property: {key}", path)
    ]


def typed(table: Mapping[str, Check], what: str) -> Check:
    """An object whose ``type`` is one of a table's keys."""

    def check(value: Any, path: Path) -> list[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            return fault_at(f"unsupported {what}: {kind}", (*path, "type"))
        return table[kind](value, path)

    return check
