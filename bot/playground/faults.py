"""Scripted trouble: what a platform does wrong, so that the bot can be shown to live with it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

FaultKind = Literal["answer", "drop_before", "drop_after", "delay"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one request.

    ``answer``: this status, headers and body instead of the work. ``drop_before``: the connection is cut and nothing
    is stored. ``drop_after``: the work is done and stored, then the connection is cut, so the answer is lost.
    ``delay``: the work is done after ``seconds``, and not before ``until`` says so, where it is given.
    """

    kind: FaultKind
    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    seconds: float = 0.0
    until: Callable[[], bool] | None = None

    @classmethod
    def rate_limited(cls, retry_after: int = 1) -> Fault:
        """HTTP 429 with a Retry-After header in whole seconds."""
        return cls("answer", 429, {"Retry-After": str(retry_after)}, {"ok": False, "error": "ratelimited"})

    @classmethod
    def server_error(cls, status: int = 500) -> Fault:
        """A 5xx answer; nothing is stored."""
        return cls("answer", status)

    @classmethod
    def refuse(cls, error: str, **more: Any) -> Fault:
        """Slack's way to refuse: HTTP 200 with ``ok`` false and an error code."""
        return cls("answer", 200, {}, {"ok": False, "error": error, **more})

    @classmethod
    def teams_error(cls, status: int, code: str, message: str = "", *, retry_after: int | None = None) -> Fault:
        """The connector's way to refuse: a status and ``{"error": {"code", "message"}}``."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        return cls("answer", status, headers, {"error": {"code": code, "message": message or code}})

    @classmethod
    def drop_before(cls) -> Fault:
        """Cut the connection before anything is stored."""
        return cls("drop_before")

    @classmethod
    def drop_after(cls) -> Fault:
        """Store, then cut the connection: the work is done and the answer is lost."""
        return cls("drop_after")

    @classmethod
    def delay(cls, seconds: float) -> Fault:
        """Do the work late."""
        return cls("delay", seconds=seconds)

    @classmethod
    def hold(cls, until: Callable[[], bool]) -> Fault:
        """Do the work when somebody says so; it is asked from the platform's own thread."""
        return cls("delay", until=until)


Chooser = Callable[[str, Mapping[str, Any]], Fault | None]


class FaultScript:
    """Which requests go wrong, in what way, and how often. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queued: dict[str, list[tuple[Fault, int]]] = {}
        self._chooser: Chooser | None = None

    def add(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """The next ``times`` calls of a method go wrong; faults of one method are used in the order given."""
        with self._lock:
            self._queued.setdefault(method, []).append((fault, times))

    def choose_by(self, chooser: Chooser | None) -> None:
        """Ask a function for each call that no queued fault concerns: ``chooser(method, arguments)``; None stops it."""
        with self._lock:
            self._chooser = chooser

    def clear(self) -> None:
        """Everything works again."""
        with self._lock:
            self._queued.clear()
            self._chooser = None

    def next_for(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """The fault for this call, if any; a queued one is used up."""
        with self._lock:
            queue = self._queued.get(method)
            if queue:
                fault, left = queue[0]
                if left <= 1:
                    queue.pop(0)
                else:
                    queue[0] = (fault, left - 1)
                return fault
            chooser = self._chooser
        return chooser(method, arguments) if chooser else None


async def with_fault(
    fault: Fault | None, request: web.Request, work: Callable[[], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Do the work of a request, or let it go wrong as the fault says."""
    if fault is None:
        return await work()
    if fault.kind == "answer":
        if fault.body is None:
            return web.Response(status=fault.status, headers=dict(fault.headers), text="")
        return web.json_response(dict(fault.body), status=fault.status, headers=dict(fault.headers))
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
        while fault.until is not None and not fault.until():
            await asyncio.sleep(0.01)
        return await work()
    response = await work() if fault.kind == "drop_after" else web.Response()
    if request.transport is not None:
        request.transport.abort()
    return response
