"""`golive`, `delete`, `channel`, `sweep`: plans and what channels hear of them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time
from typing import Annotated

import typer

from bot import bootstrap
from bot.clock import MovableClock, SystemClock
from bot.commands.common import As, Desk, Organisation, open_desk
from bot.settings import BadSettings
from domain.errors import Invalid
from domain.people import Platform
from domain.presenters import plural

channel_app = typer.Typer(help="Which channels hear of a plan.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(golive)
    app.command()(delete)
    app.command()(sweep)
    app.add_typer(channel_app, name="channel")


def _say(desk: Desk, line: str) -> bool:
    from adapters.console.session import ConsoleSession
    from bot.commands.talking import ask, stdout

    session = ConsoleSession(
        bus=bootstrap.make_bus(desk.store),
        workspace=desk.operator.console.external_id,
        account=desk.operator.person.id,
        console=stdout(),
        ask=ask,
    )
    return session.say(line).outcome == "ok"


def golive(
    code: Annotated[str, typer.Argument(metavar="CODE")], as_: As = None, organisation: Organisation = None
) -> None:
    """Open a draft plan to everybody; what is overdue already is summarised once."""
    if not _say(open_desk(as_, organisation), f"golive {code}"):
        raise typer.Exit(2)


def delete(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Delete a draft plan. A live plan can't be deleted."""
    from domain.events import PlanDeleted
    from domain.people import Role
    from domain.plans import PlanState

    desk = open_desk(as_, organisation)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        plan = bootstrap.plan_named(uow, code)
        if plan.state is not PlanState.DRAFT:
            raise Invalid(f"{plan.code} is {plan.state.value}, and only a draft can be deleted.")
        if desk.operator.person.id not in {one.id for one in uow.people.holders(Role.COORDINATOR, plan.id)}:
            raise BadSettings(f"Only the coordinator of {plan.code} can delete it.")
        if not yes and not typer.confirm(f"Delete the draft {plan.code}, “{plan.title}”?"):
            typer.echo("Nothing was deleted.")
            return
        uow.plans.delete_draft(
            plan.id,
            because=PlanDeleted(at=desk.now(), by=desk.signature, plan_id=plan.id, code=plan.code, title=plan.title),
        )
    typer.echo(f"The draft {plan.code} is deleted.")


def sweep(
    now: Annotated[
        datetime | None,
        typer.Option("--now", formats=["%Y-%m-%d"], help="As if it were this day (demonstration data only)."),
    ] = None,
    organisation: Organisation = None,
) -> None:
    """Announce in each channel what became overdue, and deliver it before returning."""
    from bot.delivery import deliver_now
    from bot.settings import load
    from domain.usecases.sweep import sweep_overdue

    settings = load()
    store = bootstrap.open_store(settings)
    clock = SystemClock() if now is None else MovableClock()
    if now is not None and isinstance(clock, MovableClock):
        tenants = [bootstrap.choose_organisation(store, organisation)] if organisation else store.organisations()
        if not all(one.demonstration for one in tenants):
            raise BadSettings("--now works only on demonstration data: real channels hear real dates.")
        clock.move_to(datetime.combine(now.date(), time(10), UTC))
    announced = sweep_overdue(store, clock, at_once=True)
    arrived, waiting = asyncio.run(deliver_now(settings, store, clock))
    typer.echo(
        f"{plural(announced, 'overdue action')} announced, counted once for each channel; "
        f"{plural(arrived, 'message')} delivered, {waiting} waiting."
    )
    if waiting and not (settings.has_slack or settings.has_teams):
        typer.echo("Neither Slack nor Teams is set up here, so it waits. “actionlog doctor” says what is missing.")


def _channel(slack: str | None, teams: str | None) -> tuple[Platform, str, str]:
    if bool(slack) == bool(teams):
        raise BadSettings("Please give the channel with --slack TEAM/CHANNEL or --teams TENANT/CONVERSATION.")
    platform = Platform.SLACK if slack else Platform.TEAMS
    workspace, _, conversation = (slack or teams or "").partition("/")
    if not workspace or not conversation:
        raise BadSettings("A channel looks like T0123/C0456 (Slack) or TENANT-ID/19:...@thread.tacv2 (Teams).")
    return platform, workspace, conversation


Slack = Annotated[str | None, typer.Option(metavar="TEAM/CHANNEL")]
Teams = Annotated[str | None, typer.Option(metavar="TENANT/CONVERSATION")]


@channel_app.command("follow")
def channel_follow(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    slack: Slack = None,
    teams: Teams = None,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Let a channel hear of a plan: on working days, what became overdue."""
    from domain.usecases.channel import begin_following

    desk = open_desk(as_, organisation)
    platform, external_id, channel = _channel(slack, teams)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        plan = bootstrap.plan_named(uow, code)
        workspace = next(
            (one for one in uow.workspaces() if (one.platform, one.external_id) == (platform, external_id)), None
        )
        if workspace is None:
            raise BadSettings(f"{platform.value.title()} {external_id} is not set up: see “actionlog workspace add”.")
        if any(one.plan_id == plan.id for one in uow.plans.followed_in(platform, workspace.id, channel)):
            raise BadSettings(f"This channel follows {plan.code} already.")
        if plan.settings.sensitive:
            raise BadSettings(
                f"{plan.code} is sensitive. Please say “channel follow {plan.code}” in the channel itself: only there "
                "I can ask the platform who reads in it."
            )
        follow, late, _ = begin_following(uow, plan, workspace, channel, by=desk.signature, now=desk.now())
    typer.echo(
        f"The channel follows {plan.code} from now on, at {follow.hour:02d}:00 on working days."
        + (f" {plural(late, 'action is', 'actions are')} overdue already." if late else "")
    )


@channel_app.command("unfollow")
def channel_unfollow(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    slack: Slack = None,
    teams: Teams = None,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Let a channel hear of a plan no more."""
    from domain.events import ChannelUnfollowed

    desk = open_desk(as_, organisation)
    platform, external_id, channel = _channel(slack, teams)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        plan = bootstrap.plan_named(uow, code)
        ids = {one.id for one in uow.workspaces() if (one.platform, one.external_id) == (platform, external_id)}
        follow = next(
            (one for one in uow.plans.follows(plan.id) if one.channel == channel and one.workspace_id in ids), None
        )
        if follow is None:
            raise BadSettings(f"This channel does not follow {plan.code}.")
        uow.plans.unfollow(
            follow.id,
            because=ChannelUnfollowed(at=desk.now(), by=desk.signature, plan_id=plan.id, channel=channel),
        )
    typer.echo(f"The channel no longer follows {plan.code}.")


@channel_app.command("list")
def channel_list(organisation: Organisation = None) -> None:
    """Show which channels follow which plans."""
    from bot.settings import load

    store = bootstrap.open_store(load())
    tenant = bootstrap.choose_organisation(store, organisation)
    with bootstrap.all_seeing(store, tenant.id) as uow:
        for plan in uow.plans.all():
            for follow in uow.plans.follows(plan.id):
                name = f" ({follow.channel_name})" if follow.channel_name else ""
                typer.echo(f"{plan.code}  {follow.platform.value}  {follow.channel}{name}  at {follow.hour:02d}:00")
