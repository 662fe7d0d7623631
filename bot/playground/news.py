"""Waiting for something to come about on a pretend platform, instead of sleeping."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

LOOK_AGAIN_SECONDS = 0.25


class News:
    """Wakes whoever waits when something has changed. Safe to use from any thread."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._changed = threading.Condition()
        self._told = 0

    def tell(self) -> None:
        """Something has changed."""
        with self._changed:
            self._told += 1
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], Any], *, timeout: float, what: str) -> Any:
        """The first true thing that a condition gives; AssertionError after ``timeout`` seconds.

        Conditions take the platform's own lock, and whoever tells may hold it: so they are asked outside of ours, and
        what is told meanwhile is counted.
        """
        end = time.monotonic() + timeout
        while True:
            heard = self._told
            if result := condition():
                return result
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{self._platform} waited {timeout:g} seconds for {what}, in vain.")
            with self._changed:
                if self._told == heard:
                    self._changed.wait(min(left, LOOK_AGAIN_SECONDS))
