"""Counts what may come in any number, so that it is written down now and then and never fills a disk."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

EVERY = timedelta(minutes=1)
_MOST = 2_000


@dataclass(slots=True)
class Tally:
    """How often each thing happened since it was last written down. Safe to use from many threads."""

    every: timedelta = EVERY
    _kept: OrderedDict[Hashable, tuple[datetime, int]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, key: Hashable, now: datetime) -> int:
        """Count it once more; gives how many times are to be written down now, 0 where it is too soon."""
        with self._lock:
            written, waiting = self._kept.pop(key, (None, 0))
            if written is not None and written <= now < written + self.every:
                self._kept[key] = written, waiting + 1
                return 0
            self._kept[key] = now, 0
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return waiting + 1


@dataclass(slots=True)
class Whence:
    """Where those come from who were turned away as outsiders, as long as the process runs. Safe to use from many
    threads.
    """

    _known: OrderedDict[Hashable, str] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def learn(self, account: Hashable, workspace: str) -> None:
        """That account is of this workspace."""
        with self._lock:
            self._known[account] = workspace
            if len(self._known) > _MOST:
                self._known.popitem(last=False)

    def of(self, account: Hashable) -> str:
        """Its workspace; empty where that is not known."""
        return self._known.get(account, "")
