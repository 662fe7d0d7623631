"""Work that goes on after an answer: it is waited for when the process ends, but not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from typing import Any

LONGEST = 8.0
"""Seconds for what is under way when an entrance is closed that nobody told to end."""


async def finish(under_way: Callable[[], Collection[asyncio.Task[Any]]], seconds: float) -> None:
    """Wait until nothing is under way any more, so many seconds at most, and give up on the rest."""
    now = asyncio.get_running_loop().time
    end = now() + seconds
    while (left := list(under_way())) and now() < end:
        await asyncio.wait(left, timeout=max(0.0, end - now()))
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=1.0)
