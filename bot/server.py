"""One aiohttp app: the platforms' entrances, health, the relay and the scheduler."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot import bootstrap
from bot.relay import Relay
from bot.scheduler import run_scheduler
from bot.settings import Settings, is_loopback
from domain.bus import Bus
from domain.people import Platform
from domain.ports import Clock, Store
from domain.posting import Poster

log = logging.getLogger("actionlog.server")

MAX_BODY = 1024 * 1024
DRAIN_SECONDS = 10.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Service:
    """Everything that a running bot is made of."""

    app: web.Application
    bus: Bus
    relay: Relay
    executor: ThreadPoolExecutor


@asynccontextmanager
async def build(settings: Settings, store: Store, clock: Clock, *, host: str = "127.0.0.1") -> AsyncIterator[Service]:
    """Put a bot together, with its background work running; it is wound down at the end."""
    settings.check_listener(host)
    bus = bootstrap.make_bus(store, clock)
    async with AsyncExitStack() as stack:
        executor = stack.enter_context(bootstrap.make_executor())
        posters: dict[Platform, Poster] = {}
        app = web.Application(client_max_size=MAX_BODY, middlewares=[_door(settings)])
        app.router.add_get("/healthz", _healthz)
        app.router.add_get("/readyz", _readyz(settings, executor))
        if settings.has_slack:
            from adapters.slack.app import SlackEntrance
            from adapters.slack.client import SlackPoster

            slack = await stack.enter_async_context(SlackEntrance.open(bootstrap.slack_config(settings), bus, executor))
            posters[Platform.SLACK] = await stack.enter_async_context(
                SlackPoster.open(bootstrap.slack_config(settings))
            )
            if settings.slack_signing_secret is not None:
                app.router.add_post("/slack/events", slack.handle)
            if settings.slack_app_token is not None:
                await stack.enter_async_context(slack.socket_mode())
        if settings.has_teams:
            from adapters.teams.client import TeamsPoster
            from adapters.teams.endpoint import TeamsEntrance

            teams = await stack.enter_async_context(TeamsEntrance.open(bootstrap.teams_config(settings), bus, executor))
            posters[Platform.TEAMS] = await stack.enter_async_context(
                TeamsPoster.open(bootstrap.teams_config(settings))
            )
            app.router.add_post("/api/messages", teams.handle)
        relay = Relay(store, posters, clock, executor)
        bus.after_commit = relay.wake
        stop = asyncio.Event()
        tasks = [
            asyncio.create_task(relay.run(stop), name="relay"),
            asyncio.create_task(run_scheduler(store, clock, relay, executor, stop), name="scheduler"),
        ]
        try:
            yield Service(app, bus, relay, executor)
        finally:
            stop.set()
            _, late = await asyncio.wait(tasks, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()


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
    """Ready means: the database answers and its schema is ours. An outage of Slack takes nobody else down."""

    def check() -> str:
        from storage.migrate import current_state

        return current_state(settings.database_url)

    async def readyz(request: web.Request) -> web.Response:
        try:
            state = await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(executor, check), 2.5)
        except Exception:
            log.warning("not ready: the database does not answer")
            return web.json_response({"status": "unavailable", "database": "no answer"}, status=503)
        ready = state == "up to date"
        return web.json_response(
            {"status": "ok" if ready else "unavailable", "database": state}, status=200 if ready else 503
        )

    return readyz


def make_runner(service: Service) -> web.AppRunner:
    """What listens. Packed bodies stay packed: unpacking a broken one is an error that nobody could catch."""
    return web.AppRunner(service.app, access_log=None, shutdown_timeout=DRAIN_SECONDS, auto_decompress=False)


async def serve(settings: Settings, store: Store, clock: Clock, *, host: str, port: int) -> None:
    """Listen until the process is told to end (SIGTERM, SIGINT); what is under way is finished."""
    async with build(settings, store, clock, host=host) as service:
        runner = make_runner(service)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        print(f"Action Log listens on http://{host}:{port}", flush=True)
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows: Ctrl+C ends the loop by itself
                loop.add_signal_handler(name, done.set)
        await done.wait()
        await runner.cleanup()
