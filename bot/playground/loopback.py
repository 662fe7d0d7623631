"""A small web server on 127.0.0.1 that lives in a thread of its own.

The pretend platforms run like this because the bot under test may block its own event loop: the Bot Framework SDK
fetches signing keys with blocking calls. A platform on the same loop would then never answer.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

T = TypeVar("T")

START_SECONDS = 60.0


async def closed(runner: web.AppRunner) -> None:
    """Stop listening and leave no connection behind: none whose answer nobody reads, none that came just then."""
    server = runner.server
    transports = [one.transport for one in server.connections] if server else []
    await runner.cleanup()
    await asyncio.sleep(0)
    transports += [one.transport for one in server.connections] if server else []
    for transport in transports:
        if transport is not None:
            transport.abort()
    await asyncio.sleep(0)


class LoopbackServer:
    """Serves an aiohttp application on 127.0.0.1 until it is stopped.

    ``make_app`` is called inside the server's own loop. ``port`` 0 takes a free one. Use as a context manager, or call
    `start` and `stop`.
    """

    def __init__(self, make_app: Callable[[], web.Application], *, name: str, port: int = 0) -> None:
        self._make_app = make_app
        self._name = name
        self._wanted_port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self.port = 0

    @property
    def origin(self) -> str:
        """Where the server listens, such as ``http://127.0.0.1:54321``; an error before `start`."""
        if not self.port:
            raise RuntimeError(f"{self._name} is not running. Use it in a `with` block, or call start() first.")
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        """Whether the server accepts connections."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Listen, and return once connections are accepted. Raises OSError where the port is taken."""
        if self._thread is not None:
            raise RuntimeError(f"{self._name} is already running.")
        self._thread = threading.Thread(target=self._main, name=self._name, daemon=True)
        self._thread.start()
        if not self._started.wait(START_SECONDS):
            raise RuntimeError(f"{self._name} did not start within {START_SECONDS:.0f} seconds.")
        if self._failure is not None:
            self._thread.join()
            self._thread = None
            raise self._failure

    def stop(self) -> None:
        """Close every connection and wait for the thread to end. Harmless when it is not running."""
        if self._thread is None:
            return
        if self._loop is not None and self._stopping is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._thread = None
        self.port = 0
        self._started.clear()

    def __enter__(self) -> LoopbackServer:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def run(self, work: Coroutine[Any, Any, T], *, timeout: float | None = 60.0) -> T:
        """Run a coroutine on the server's loop and wait for its result; never call it from that loop."""
        if self._loop is None or not self.running:
            work.close()
            raise RuntimeError(f"{self._name} is not running. Use it in a `with` block, or call start() first.")
        if threading.current_thread() is self._thread:
            work.close()
            raise RuntimeError(f"{self._name} would wait for itself: call this from another thread.")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    def call_soon(self, callback: Callable[[], None]) -> None:
        """Have a plain function called on the server's loop, from any thread; ignored once it has stopped."""
        if self._loop is not None and self.running:
            self._loop.call_soon_threadsafe(callback)

    def _main(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as problem:
            self._failure = problem
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        runner = web.AppRunner(self._make_app(), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", self._wanted_port)
            await site.start()
            self.port = runner.addresses[0][1]
            self._started.set()
            await self._stopping.wait()
        finally:
            await closed(runner)
