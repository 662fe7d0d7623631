"""`serve`, `demo`, `manifests`, `doctor`: running the bot and finding out what it lacks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import bootstrap
from bot.clock import SystemClock
from bot.settings import BadSettings, load, unknown_settings


def add_to(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(serve)
    app.command()(demo)
    app.command()(manifests)
    app.command()(doctor)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 3978,
    web_only: Annotated[bool, typer.Option("--web-only", help="Answer people; another process delivers.")] = False,
    worker_only: Annotated[bool, typer.Option("--worker-only", help="Deliver and sweep; others answer.")] = False,
) -> None:
    """Run the bot: /slack/events, /api/messages, /healthz, /readyz, /metrics."""
    from bot.server import Part
    from bot.server import serve as run

    if web_only and worker_only:
        raise BadSettings("Please give --web-only or --worker-only, or neither for both.")
    part = Part.WEB if web_only else Part.WORKER if worker_only else Part.ALL

    settings = load()
    settings.check_listener(host)
    for sentence in unknown_settings():
        typer.echo(sentence, err=True)
    if not (settings.has_slack or settings.has_teams):
        raise BadSettings(
            "Neither Slack nor Teams is set up, so there is nothing to serve. “actionlog doctor” says what is missing; "
            "“actionlog demo” needs neither."
        )
    store = bootstrap.open_store(settings)
    try:
        asyncio.run(run(settings, store, SystemClock(), host=host, port=port, part=part))
    except OSError as error:
        raise BadSettings(f"I can't listen on {host}:{port}: {error.strerror}.") from None


def demo(
    plan: Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="A plan of yours instead.")] = None,
    port: Annotated[int, typer.Option(help="The port of the demonstration's page.", min=0, max=65535)] = 8137,
    terminal: Annotated[bool, typer.Option("--terminal", help="In this terminal, without the page.")] = False,
) -> None:
    """Try Action Log here and now: a sample plan, a pretend Slack and a pretend Teams, no accounts."""
    from bot.playground.demo import run_demo

    run_demo(plan=plan, port=port, terminal=terminal)


def manifests(
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("manifests-out"),
    url: Annotated[str, typer.Option(help="Where the bot will be reached from outside.")] = "",
    app_id: Annotated[str, typer.Option(help="The Teams app's (client) id; by default the one that is set.")] = "",
    socket_mode: Annotated[bool, typer.Option("--socket-mode", help="Slack without an open port.")] = False,
) -> None:
    """Write the Slack manifest and the Teams packages, ready to upload."""
    from bot.manifests import write_manifests
    from manifests.teams import EXAMPLE_URL

    app_id = app_id or load().teams_app_id
    for path in write_manifests(out, url=url or EXAMPLE_URL, app_id=app_id, socket_mode=socket_mode):
        typer.echo(f"{path}")
    if not app_id:
        typer.echo("No Teams packages: they need the app's id. Give it with --app-id, or set ACTIONLOG_TEAMS_APP_ID.")
    if not url and (app_id or not socket_mode):
        typer.echo(f"They name {EXAMPLE_URL}, which is an example. Write them again with --url and your own address.")


def doctor() -> None:
    """Say in plain words what is set up, what is missing, and what to do."""
    from bot.doctor import examine

    lines, well = examine()
    for line in lines:
        typer.echo(line)
    if not well:
        raise typer.Exit(1)
