"""Text on its way into the database: cleaned of what a database can't hold, folded for comparing, packed as JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NUL = "\\u0000"
"""As JSON has it."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGITS = re.compile(r"\d+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


def clean(text: str) -> str:
    """Text without what PostgreSQL or UTF-8 refuses: NUL is dropped, half a surrogate pair becomes U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def clean_all(value: Any) -> Any:
    """The same for every text inside plain data (mappings, lists, tuples)."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean_all(key): clean_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_all(item) for item in value]
    return value


def fold(text: str) -> str:
    """Text for comparing whatever its case: `Straße` and `STRASSE`, curly and straight quotes are the same."""
    return unicodedata.normalize("NFKC", clean(text)).translate(_QUOTES).casefold()


def fold_key(text: str) -> str:
    """A key or code for comparing: folded, with no space around it."""
    return fold(text).strip()


def sort_key(key: str) -> str:
    """A key that sorts as people count: `TSP-8` before `TSP-10`."""
    return _DIGITS.sub(lambda digits: digits.group().zfill(8), fold_key(key))


def like(word: str) -> str:
    r"""A LIKE pattern (ESCAPE `\`) that matches a text which holds this word as it stands."""
    escaped = fold(word).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def pack(value: Any) -> str:
    """Plain data as JSON text."""
    try:
        text = _encode(value)
    except TypeError:  # a mapping that is no dict, deep inside
        return _encode(clean_all(value))
    # Hardly any needs cleaning, and one look at the whole costs less than one at each part.
    if _NUL in text or (not text.isascii() and _SURROGATE.search(text)):
        return _encode(clean_all(value))
    return text


def pack_model(model: BaseModel) -> str:
    """A pydantic value as JSON text."""
    try:
        text = model.model_dump_json()
    except ValueError:  # half a surrogate pair, which UTF-8 can't carry
        text = type(model).model_validate(clean_all(model.model_dump())).model_dump_json()
    return pack(json.loads(text)) if _NUL in text else text
