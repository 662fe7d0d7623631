"""Rows that were drawn are kept: a list is shown again after each press, and most of its rows are the same."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Drawn(Generic[K, V]):
    """What `draw` made of a value, as long as it is the very same object; `size` results at the most.

    For frozen values only. The value is kept with the result, so that its identity can't pass to another.
    """

    def __init__(self, draw: Callable[[K], V], *, size: int) -> None:
        self._draw = draw
        self._size = size
        self._kept: dict[int, tuple[K, V]] = {}
        self._lock = Lock()

    def __call__(self, value: K) -> V:
        """The result for this object."""
        found = self._kept.get(id(value))
        if found is not None and found[0] is value:
            return found[1]
        made = self._draw(value)
        with self._lock:
            if len(self._kept) >= self._size:
                self._kept.clear()  # simple and rare: what is still shown is drawn again
            self._kept[id(value)] = (value, made)
        return made
