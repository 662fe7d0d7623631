"""Answers that are worked out once while a plan is read: the same cell is looked at by one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_Answer = TypeVar("_Answer", bound=Hashable)
_MOST = 20_000  # answers that are kept of one function
_FORGETTING: list[Callable[[], None]] = []


def remembered(function: Callable[_P, _Answer]) -> Callable[_P, _Answer]:
    """Keep the answers of a pure function, as long as a plan is being read. What it answers can't be changed."""
    kept: Any = lru_cache(maxsize=_MOST)(function)
    _FORGETTING.append(kept.cache_clear)
    return cast("Callable[_P, _Answer]", kept)


def forget() -> None:
    """Let go of all answers: the words of a plan stay in memory no longer than its reading."""
    for clear in _FORGETTING:
        clear()
