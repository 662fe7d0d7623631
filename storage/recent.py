"""What was read a moment ago and hardly ever changes, so that not every request asks again."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST = 10_000


class Recent(Generic[K, V]):
    """Values that are believed for so many seconds. Safe to use from many threads."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._kept: dict[K, tuple[float, V]] = {}

    def recent(self, key: K) -> V | None:
        """The value, if it is fresh enough."""
        with self._lock:
            found = self._kept.get(key)
        return found[1] if found is not None and monotonic() - found[0] < self._seconds else None

    def keep(self, key: K, value: V) -> None:
        """It was read just now."""
        with self._lock:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = (monotonic(), value)

    def forget(self, key: K) -> None:
        """It may have changed."""
        with self._lock:
            self._kept.pop(key, None)
