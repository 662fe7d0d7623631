"""A request that waits for an answer, as plain data and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from domain.waiting import Request


@cache
def _adapter() -> TypeAdapter[Request]:
    return TypeAdapter(Request)


def request_values(request: Request) -> dict[str, Any]:
    """A request as plain data."""
    values: dict[str, Any] = _adapter().dump_python(request, mode="json")
    return values


def request_from(stored: Mapping[str, Any] | None) -> Request | None:
    """The request in plain data."""
    return None if stored is None else _adapter().validate_python(stored)
