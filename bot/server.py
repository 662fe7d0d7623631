"""One aiohttp app: the platforms' entrances, health, figures, the relay and the scheduler."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Middleware

from bot import bootstrap, pages
from bot.delivery import fetchers, posters, senders
from bot.log_lines import where_it_broke
from bot.reading import ReadingJob, kinds_for, read_elsewhere
from bot.relay import Relay
from bot.scheduler import run_scheduler
from bot.sending import SendingJob
from bot.settings import Settings, is_loopback
from bot.worker import Desks, Worker
from domain.bus import Bus
from domain.errors import Unavailable
from domain.people import Platform
from domain.ports import Clock, Store
from domain.posting import Poster
from domain.sending import JOB_KIND as SENDING
from domain.uploads import JOB_KIND as READING

log = logging.getLogger("actionlog.server")

MAX_BODY = 1024 * 1024
DRAIN_SECONDS = 9.0
"""From the word to end: for open requests and, at the same time, for what is on its way to a platform."""

WRITE_EVERY_SECONDS = 20.0
"""How often `/readyz` tries whether the database can be written to, while it can."""

AFTER_THE_ANSWER = 0.005
"""Seconds until those who deliver look at what a change has queued. At once they would take the interpreter from the
answer to whoever made the change, which is on its way then."""

_A_MOMENT = 0.5
"""Longer than what is told how long it has, so that it ends by itself."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Part(StrEnum):
    """Which half of the work a process does, so that answering and delivering can be scaled apart."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


@dataclass(slots=True)
class Service:
    """Everything that a running bot is made of."""

    app: web.Application
    bus: Bus
    relay: Relay
    executor: ThreadPoolExecutor
    ends_at: float | None = None
    """By the loop's clock, once it was told to end."""


@asynccontextmanager
async def build(
    settings: Settings, store: Store, clock: Clock, *, host: str = "127.0.0.1", part: Part = Part.ALL
) -> AsyncIterator[Service]:
    """Put a bot together, with its background work running; it is wound down at the end."""
    settings.check_listener(host)
    bus = bootstrap.make_bus(store, clock)
    entrances: list[Callable[[float], Awaitable[None]]] = []
    async with AsyncExitStack() as stack:
        executor = stack.enter_context(bootstrap.make_executor())
        app = web.Application(client_max_size=MAX_BODY, middlewares=[_door(settings)])
        app.router.add_get("/healthz", _healthz)
        app.router.add_get("/readyz", _readyz(settings, executor))
        for path in pages.PAGES:
            app.router.add_get(path, pages.show)
        if settings.has_slack and part is not Part.WORKER:
            from adapters.slack.app import SlackEntrance

            slack = await stack.enter_async_context(
                SlackEntrance.open(bootstrap.slack_config(settings), bus, executor, tabs=store.home_tabs)
            )
            entrances.append(slack.end)
            if settings.slack_signing_secret is not None:
                app.router.add_post("/slack/events", slack.handle)
            if settings.slack_app_token is not None:
                await stack.enter_async_context(slack.socket_mode())
        if settings.has_teams and part is not Part.WORKER:
            from adapters.teams.endpoint import TeamsEntrance

            teams = await stack.enter_async_context(TeamsEntrance.open(bootstrap.teams_config(settings), bus, executor))
            entrances.append(teams.end)
            app.router.add_post("/api/messages", teams.handle)
        if settings.has_email and part is not Part.WEB:
            await asyncio.get_running_loop().run_in_executor(executor, bootstrap.let_email_in, store)
        ready = {} if part is Part.WEB else await stack.enter_async_context(posters(settings))
        relay = Relay(store, ready, clock, executor)
        app.router.add_get("/metrics", _metrics(store, relay, executor))
        stop = asyncio.Event()
        tasks = []
        if part is not Part.WEB:
            worker = await _worker(stack, settings, store, clock, executor, relay, ready)

            loop = asyncio.get_running_loop()

            def look() -> None:
                relay.wake()
                worker.wake()

            def wake() -> None:  # in a thread of the executor
                if not loop.is_closed():
                    loop.call_soon_threadsafe(loop.call_later, AFTER_THE_ANSWER, look)

            bus.after_commit = wake
            tasks = [
                asyncio.create_task(worker.run(stop), name="worker"),
                asyncio.create_task(relay.run(stop), name="relay"),
                asyncio.create_task(run_scheduler(store, clock, relay, executor, stop), name="scheduler"),
            ]
        service = Service(app, bus, relay, executor)
        try:
            yield service
        finally:
            stop.set()
            now = asyncio.get_running_loop().time()
            left = DRAIN_SECONDS if service.ends_at is None else max(1.0, service.ends_at - now)
            # At the same time: a platform that does not answer would else be waited for once by each.
            tasks += [asyncio.create_task(_ended(end, left)) for end in entrances]
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=left + _A_MOMENT)
                for task in late:
                    task.cancel()


async def _ended(end: Callable[[float], Awaitable[None]], seconds: float) -> None:
    await end(seconds)


async def _worker(
    stack: AsyncExitStack,
    settings: Settings,
    store: Store,
    clock: Clock,
    executor: ThreadPoolExecutor,
    relay: Relay,
    ready: Mapping[Platform, Poster],
) -> Worker:
    """What reads the plans that people give in chat, and sends the files that they ask for."""
    files = await stack.enter_async_context(fetchers(settings))
    reading = ReadingJob(store, clock, executor, files, read_elsewhere, relay.wake)
    sending = SendingJob(store, clock, executor, await stack.enter_async_context(senders(settings)), relay.wake)
    desks = Desks({READING: reading, SENDING: sending})
    return Worker(store, clock, executor, kinds_for(store, ready, executor), desks.do, desks.give_up)


def _door(settings: Settings) -> Middleware:
    """What no entrance need think of: packed bodies, which no platform sends and which may unpack to anything; and,
    where everybody is let in, web pages in a browser on this machine that reach us under a name of their own.
    """

    @web.middleware
    async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Content-Encoding", "identity").casefold() != "identity":
            return web.Response(status=415, text="Please send the request as it is, not compressed.")
        if settings.teams_insecure_anonymous and not is_loopback(_host_of(request)):
            return web.Response(status=403, text="This bot answers on this machine only.")
        return await handler(request)

    return door


def _host_of(request: web.Request) -> str | None:
    try:
        return request.url.host
    except ValueError:
        return None


async def _healthz(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _readyz(settings: Settings, executor: ThreadPoolExecutor) -> Handler:
    """Ready means: the database answers, its schema is ours, and it can be written to. An outage of Slack takes nobody
    else down.
    """
    asked: list[Future[str]] = []
    written_at = float("-inf")

    def check() -> str:
        from storage.migrate import current_state
        from storage.writable import refuse_unwritable

        nonlocal written_at
        state = current_state(settings.database_url)
        if state == "up to date" and time.monotonic() - written_at > WRITE_EVERY_SECONDS:
            try:
                refuse_unwritable(settings.database_url)
            except Unavailable as error:
                return f"can't be written to: {error}"
            written_at = time.monotonic()
        return state

    async def readyz(request: web.Request) -> web.Response:
        if not asked or asked[0].done():  # one that hangs must not take a thread with each question
            asked[:] = [executor.submit(check)]
        try:
            state = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(asked[0])), 2.5)
        except Exception:
            log.warning("not ready: the database does not answer")
            return web.json_response({"status": "unavailable", "database": "no answer"}, status=503)
        ready = state == "up to date"
        if not ready:
            log.warning("not ready: the database: %s", state)
        return web.json_response(
            {"status": "ok" if ready else "unavailable", "database": state}, status=200 if ready else 503
        )

    return readyz


def _metrics(store: Store, relay: Relay, executor: ThreadPoolExecutor) -> Handler:
    """Figures for Prometheus, of this process's deliveries and of the whole queue."""

    async def metrics(request: web.Request) -> web.Response:
        from bot.metrics import figures

        try:
            text = await asyncio.get_running_loop().run_in_executor(executor, figures, store, relay.tally)
        except Unavailable:
            return web.Response(status=503, text="The database does not answer.")
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    return metrics


def make_runner(service: Service, *, drain_seconds: float = DRAIN_SECONDS) -> web.AppRunner:
    """What listens. Packed bodies stay packed: unpacking a broken one is an error that nobody could catch."""
    return web.AppRunner(
        service.app, access_log=None, logger=_http_log(), shutdown_timeout=drain_seconds, auto_decompress=False
    )


def _http_log() -> logging.Logger:
    """Where aiohttp says that a request could not be read. In its own words it would quote it, token and all."""
    log = logging.getLogger("actionlog.http")
    log.addFilter(_without_words)  # once only, however often it is added
    return log


def _without_words(record: logging.LogRecord) -> bool:
    if record.exc_info and (error := record.exc_info[1]) is not None:
        if isinstance(error, HttpProcessingError | ConnectionError):  # no HTTP, or gone before the end
            record.msg, record.args = "a request could not be read (%s)", (type(error).__name__,)
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        else:
            record.msg, record.args = "a request failed\n%s", (where_it_broke(error),)
        record.exc_info = record.exc_text = None
    return True


async def serve(settings: Settings, store: Store, clock: Clock, *, host: str, port: int, part: Part = Part.ALL) -> None:
    """Listen until the process is told to end (SIGTERM, SIGINT); what is under way is finished."""
    async with build(settings, store, clock, host=host, part=part) as service:
        runner = make_runner(service)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        bootstrap.leave_what_is_loaded()
        shown = f"[{host}]" if ":" in host else host
        print(f"Action Log listens on http://{shown}:{port}", flush=True)
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows: Ctrl+C ends the loop by itself
                loop.add_signal_handler(name, done.set)
        await done.wait()
        service.ends_at = loop.time() + DRAIN_SECONDS
        await runner.cleanup()
