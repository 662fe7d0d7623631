"""The words of a message that somebody picked from its menu: a person's, a bot's, or only files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_DEEPEST = 12
_MOST = 400


def words_of(message: Mapping[str, Any]) -> str:
    """Its text; where it has none, what its blocks or attachments say; and the names of its files, a line each."""
    said = _text(message, "text")
    if not said.strip():
        parts = [*_in_blocks(message.get("blocks"), 0), *_in_attachments(message.get("attachments"))]
        said = "\n".join(part.strip() for part in parts[:_MOST] if part.strip())
    files = [name for one in _some(message, "files") if (name := _text(one, "name") or _text(one, "title"))]
    return "\n".join(part for part in (said, *(f"[{name}]" for name in files)) if part)


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _some(given: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    value = given.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _in_blocks(value: Any, depth: int) -> Iterator[str]:
    """What stands in blocks, without what is pressed."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:_MOST]:
            yield from _in_blocks(each, depth + 1)
    elif isinstance(value, Mapping) and value.get("type") not in {"button", "overflow", "actions", "input"}:
        text = value.get("text")
        if isinstance(text, str):
            yield text
        else:
            yield from _in_blocks(text, depth + 1)
        for name in ("fields", "elements"):
            yield from _in_blocks(value.get(name), depth + 1)


def _in_attachments(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, Mapping):
            inside = [*_in_blocks(each.get("blocks"), 0)]
            yield "\n".join(inside) or _text(each, "text") or _text(each, "fallback")
