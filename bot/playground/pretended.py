"""What both pretend platforms do alike: listen on loopback, send to the bot, wait, go wrong when told to."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from bot.playground.faults import Chooser, Fault, FaultScript
from bot.playground.loopback import LoopbackServer
from bot.playground.news import News
from bot.playground.wire import Exchange, SignedRequest, Wire, send_to_bot


class PretendPlatform:
    """A platform in a thread of its own. Start it with ``with``, or with `start` and `stop`.

    ``make_app`` gives the platform's own web application. ``refusals`` are the beginnings of the problems with which
    the platform refuses what the bot sent, and ``answer_seconds`` how long it waits for the bot.
    """

    def __init__(
        self,
        name: str,
        make_app: Callable[[], web.Application],
        *,
        refusals: tuple[str, ...],
        answer_seconds: float,
        bot_url: str | None,
        port: int,
    ) -> None:
        self._name = name
        self._own_app = make_app
        self._refusals = refusals
        self._answer_seconds = answer_seconds
        self._bot_url = bot_url
        self._http: aiohttp.ClientSession | None = None
        self._news = News(name)
        self._loopback = LoopbackServer(self._make_app, name=f"pretend {name}", port=port)
        self.wire = Wire(name)
        self.faults = FaultScript()
        self.wire.listeners.append(self._news.tell)

    # running

    def start(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        self._loopback.start()
        self._listens_at(self._loopback.origin)
        return self

    def _listens_at(self, origin: str) -> None:
        """What a platform does once it knows its own address."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop listening. What was said stays readable."""
        self._loopback.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def deliver_to(self, bot_url: str | None) -> None:
        """Where the bot listens, such as ``http://127.0.0.1:3978``; None: nowhere (on Slack, through Socket Mode)."""
        self._bot_url = bot_url

    def _make_app(self) -> web.Application:
        app = self._own_app()

        async def open_session(_: web.Application) -> None:
            self._http = aiohttp.ClientSession()

        async def close_session(_: web.Application) -> None:
            if self._http is not None:
                await self._http.close()

        app.on_startup.append(open_session)
        app.on_cleanup.append(close_session)
        return app

    # what the bot is told

    def send(self, request: SignedRequest, *, timeout: float | None = None) -> Exchange:
        """Send a request as it is, and only write down the answer."""
        seconds = self._answer_seconds if timeout is None else timeout
        return self._loopback.run(self._send(request, seconds), timeout=seconds + 30)

    async def _send(self, request: SignedRequest, timeout: float) -> Exchange:
        if self._http is None or self._bot_url is None:
            raise RuntimeError(f"Say where the bot listens with deliver_to(), and start the pretend {self._name}.")
        return await send_to_bot(self._http, self.wire, self._bot_url, request, timeout=timeout)

    # what was said

    def wait_for(self, condition: Callable[[], Any], *, timeout: float = 30.0, what: str = "it") -> Any:
        """Wait until a condition gives something true, and return that; AssertionError after ``timeout`` seconds."""
        return self._news.wait_for(condition, timeout=timeout, what=what)

    def refused(self) -> list[Exchange]:
        """The exchanges in which the platform would not take what the bot sent: shape, limits."""
        return [
            exchange for exchange in self.wire.all() if exchange.problem and exchange.problem.startswith(self._refusals)
        ]

    def check(self) -> None:
        """AssertionError naming each payload of the bot that was refused."""
        faults = [f"{exchange.what}: {exchange.problem}" for exchange in self.refused()]
        if faults:
            raise AssertionError(f"{self._name} refused:\n" + "\n".join(faults))

    # trouble

    def fail(self, operation: str, fault: Fault, *, times: int = 1) -> None:
        """The next calls of an operation go wrong.

        Slack's are the methods of its Web API and ``response_url``; those of Teams stand at `TeamsServer.app`.
        """
        self.faults.add(operation, fault, times=times)

    def fail_when(self, chooser: Chooser | None) -> None:
        """Ask ``chooser(operation, arguments)`` for each call whether it goes wrong."""
        self.faults.choose_by(chooser)
