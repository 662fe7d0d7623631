"""What went over the wire: every request between a pretend platform and the bot, with its answer and its time."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import aiohttp

Direction = Literal["to bot", "from bot"]


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request that is ready to be sent to the bot. Tests may change a copy of it before sending.

    ``what`` names it for people ("/actions mine"); ``path`` is relative to the bot's address; ``kind`` is the
    platform's word for its sort; ``payload`` is what the body holds, parsed.
    """

    what: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    payload: Mapping[str, Any] = field(default_factory=dict)
    method: str = "POST"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer.

    ``milliseconds`` is from sending to the last byte of the answer, by the platform's watch. ``status`` is None where
    no answer came; ``problem`` then says why in words. Bodies are kept whole: this is a demonstration and a test
    tool, not a log.
    """

    number: int
    at: datetime
    platform: str
    direction: Direction
    what: str
    path: str
    status: int | None
    milliseconds: float
    request_headers: Mapping[str, str]
    request_body: bytes
    response_headers: Mapping[str, str]
    response_body: bytes
    payload: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the answer was a success and nothing was wrong with it."""
        return self.status is not None and 200 <= self.status < 300 and self.problem is None

    @property
    def text(self) -> str:
        """The body of the answer as text."""
        return self.response_body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body of the answer as JSON; an empty body is an empty object."""
        return json.loads(self.response_body) if self.response_body.strip() else {}


class Wire:
    """The list of exchanges, newest last, safe to use from any thread. The oldest fall off after ``keep``."""

    def __init__(self, platform: str, *, keep: int = 5_000) -> None:
        self._platform = platform
        self._exchanges: deque[Exchange] = deque(maxlen=keep)
        self._lock = threading.Lock()
        self._count = 0
        self.listeners: list[Callable[[], None]] = []

    def note(
        self,
        *,
        direction: Direction,
        what: str,
        path: str,
        status: int | None,
        seconds: float,
        request_headers: Mapping[str, str] | None = None,
        request_body: bytes = b"",
        response_headers: Mapping[str, str] | None = None,
        response_body: bytes = b"",
        payload: Mapping[str, Any] | None = None,
        problem: str | None = None,
    ) -> Exchange:
        """Write an exchange down and tell the listeners."""
        with self._lock:
            self._count += 1
            exchange = Exchange(
                number=self._count,
                at=datetime.now(UTC),
                platform=self._platform,
                direction=direction,
                what=what,
                path=path,
                status=status,
                milliseconds=seconds * 1000,
                request_headers=dict(request_headers or {}),
                request_body=request_body,
                response_headers=dict(response_headers or {}),
                response_body=response_body,
                payload=payload or {},
                problem=problem,
            )
            self._exchanges.append(exchange)
        for listener in tuple(self.listeners):
            listener()
        return exchange

    def amend(self, exchange: Exchange, problem: str) -> Exchange:
        """Add what turned out to be wrong with an answer."""
        amended = replace(exchange, problem=problem)
        with self._lock:
            for index, known in enumerate(self._exchanges):
                if known.number == exchange.number:
                    self._exchanges[index] = amended
        return amended

    def all(self) -> list[Exchange]:
        """Every exchange that is still kept, oldest first."""
        with self._lock:
            return list(self._exchanges)

    def matching(self, what: str) -> list[Exchange]:
        """The exchanges of one name, such as ``chat.postMessage``."""
        return [exchange for exchange in self.all() if exchange.what == what]

    def clear(self) -> None:
        """Forget what was written down; the numbering goes on."""
        with self._lock:
            self._exchanges.clear()


async def send_to_bot(
    http: aiohttp.ClientSession, wire: Wire, base_url: str, request: SignedRequest, *, timeout: float
) -> Exchange:
    """Send a request to the bot and write down what came back; never raises for what the bot does."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    status: int | None = None
    headers: dict[str, str] = {}
    body = b""
    problem: str | None = None
    try:
        async with http.request(
            request.method,
            base_url.rstrip("/") + request.path,
            data=request.body,
            headers=dict(request.headers),
            timeout=aiohttp.ClientTimeout(total=timeout),
            allow_redirects=False,
        ) as answer:
            body = await answer.read()
            status, headers = answer.status, dict(answer.headers)
    except TimeoutError:
        problem = f"no answer within {timeout:g} seconds"
    except aiohttp.ClientError as failure:
        problem = f"no answer: {type(failure).__name__}"
    return wire.note(
        direction="to bot",
        what=request.what,
        path=request.path,
        status=status,
        seconds=loop.time() - began,
        request_headers=request.headers,
        request_body=request.body,
        response_headers=headers,
        response_body=body,
        payload=request.payload,
        problem=problem,
    )
