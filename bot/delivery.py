"""The posters of the platforms that are set up, and delivering for commands that don't stay."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot import bootstrap
from bot.relay import Relay
from bot.settings import Settings
from domain.people import Platform
from domain.ports import Clock, Store
from domain.posting import Poster
from domain.sending import FileSender
from domain.uploads import FileFetcher


@asynccontextmanager
async def posters(settings: Settings) -> AsyncIterator[dict[Platform, Poster]]:
    """A poster for each platform that is set up, closed at the end."""
    async with AsyncExitStack() as stack:
        found: dict[Platform, Poster] = {}
        if settings.has_slack:
            from adapters.slack.client import SlackPoster

            found[Platform.SLACK] = await stack.enter_async_context(SlackPoster.open(bootstrap.slack_config(settings)))
        if settings.has_teams:
            from adapters.teams.client import TeamsPoster

            found[Platform.TEAMS] = await stack.enter_async_context(TeamsPoster.open(bootstrap.teams_config(settings)))
        if settings.has_email:
            from adapters.email.poster import EmailPoster

            found[Platform.EMAIL] = await stack.enter_async_context(EmailPoster.open(bootstrap.email_config(settings)))
        yield found


@asynccontextmanager
async def senders(settings: Settings) -> AsyncIterator[dict[Platform, FileSender]]:
    """What gives files to people on each platform that is set up, closed at the end."""
    async with AsyncExitStack() as stack:
        found: dict[Platform, FileSender] = {}
        if settings.has_slack:
            from adapters.slack.sending import SlackSender

            found[Platform.SLACK] = await stack.enter_async_context(SlackSender.open(bootstrap.slack_config(settings)))
        if settings.has_teams:
            from adapters.teams.sending import TeamsSender

            found[Platform.TEAMS] = await stack.enter_async_context(TeamsSender.open(bootstrap.teams_config(settings)))
        yield found


@asynccontextmanager
async def fetchers(settings: Settings) -> AsyncIterator[dict[Platform, FileFetcher]]:
    """What gets files from each platform that is set up, closed at the end."""
    async with AsyncExitStack() as stack:
        found: dict[Platform, FileFetcher] = {}
        if settings.has_slack:
            from adapters.slack.files import SlackFiles

            found[Platform.SLACK] = await stack.enter_async_context(SlackFiles.open(bootstrap.slack_config(settings)))
        if settings.has_teams:
            from adapters.teams.files import TeamsFiles

            found[Platform.TEAMS] = await stack.enter_async_context(TeamsFiles.open(bootstrap.teams_config(settings)))
        yield found


async def deliver_now(settings: Settings, store: Store, clock: Clock) -> tuple[int, int]:
    """Deliver what waits; gives how many messages arrived, and how many still wait."""
    with bootstrap.make_executor() as executor:
        async with posters(settings) as ready:
            arrived = await Relay(store, ready, clock, executor).drain()
    waiting = sum(count for state, count in store.waiting().items() if state not in {"sent", "dead"})
    return arrived, waiting
