"""`setup`, `migrate`, `workspace`, `link`, `role`: the organisation and its people."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated
from zoneinfo import available_timezones

import typer

from bot import bootstrap
from bot.clock import SystemClock
from bot.commands.common import Organisation
from bot.settings import BadSettings, load
from domain.ids import OrganisationId, new_id
from domain.people import SYSTEM, Platform
from domain.people import Organisation as Tenant
from domain.presenters import join_names, plural

workspace_app = typer.Typer(
    help="The Slack teams and Teams tenants that may talk with Action Log.", no_args_is_help=True
)


class Chat(StrEnum):
    """The platforms whose workspaces are let in."""

    SLACK = "slack"
    TEAMS = "teams"


def add_to(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(setup)
    app.command()(migrate)
    app.command()(reindex)
    app.add_typer(workspace_app, name="workspace")


def _given(value: str | None, question: str, option: str) -> str:
    if value:
        return value
    if not sys.stdin.isatty():
        raise BadSettings(f"Please give {option}.")
    answer: str = typer.prompt(question)
    return answer.strip()


def setup(
    organisation: Annotated[str | None, typer.Option(help="The council's or partnership's name.")] = None,
    administrator: Annotated[str | None, typer.Option(help="Your name.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Its time zone.")] = None,
    holidays: Annotated[str, typer.Option(help="Bank holidays of ENG, WLS, SCT or NIR.")] = "ENG",
    slack: Annotated[str | None, typer.Option(metavar="TEAM-ID", help="A Slack workspace to let in.")] = None,
    teams: Annotated[str | None, typer.Option(metavar="TENANT-ID", help="A Teams tenant to let in.")] = None,
    another: Annotated[
        bool, typer.Option("--another", help="Make one more organisation, apart from those that are here.")
    ] = False,
) -> None:
    """Make the database, the organisation and its administrator."""
    from domain.calendar import REGIONS
    from domain.usecases.linking import set_up

    if timezone and timezone not in available_timezones():
        raise BadSettings(f"--timezone: “{timezone}” is no time zone; it looks like Europe/London.")
    settings = load(**({"timezone": timezone} if timezone else {}))
    if holidays not in REGIONS:
        raise BadSettings(f"--holidays is one of {', '.join(REGIONS)}.")
    if not sys.stdin.isatty():
        _given(organisation, "", "--organisation")
        _given(administrator, "", "--administrator")
    workspaces = [
        (platform, _id_of(platform, given))
        for platform, given in ((Platform.SLACK, slack), (Platform.TEAMS, teams))
        if given
    ]
    bootstrap.migrate(settings)
    store = bootstrap.open_store(settings)
    here = sorted(one.name for one in store.organisations())
    _refuse_again(organisation, here, workspaces)
    for platform, external_id in workspaces:  # before anything is made, so that nothing is made by half
        if store.find_workspace(platform, external_id) is not None:
            raise BadSettings(
                f"{platform.value.title()} {external_id} belongs to another organisation here, so nothing was set up. "
                f"Run it again without --{platform.value}, or with the right one."
            )
    if here and not another and not _wants_another(here, workspaces):
        typer.echo("Nothing was changed.")
        return
    name = _given(organisation, "What is the council or partnership called?", "--organisation")
    _refuse_again(name, here, workspaces)
    who = _given(administrator, "What is your name?", "--administrator")
    tenant = Tenant(OrganisationId(new_id()), name, timezone=settings.timezone, holidays=holidays)
    set_up(store, tenant, who, by=SYSTEM, at=SystemClock().now())
    typer.echo(f"{name} is set up, with {who} as its administrator.")
    for platform, external_id in workspaces:
        _add(tenant.name, platform, external_id, "")
    which = f" --organisation {shlex.quote(name)}" if len(store.organisations()) > 1 else ""
    typer.echo(f"Next: actionlog import FILE{which}. “actionlog doctor” says what else is missing.")


def _refuse_again(name: str | None, here: Sequence[str], workspaces: Sequence[tuple[Platform, str]]) -> None:
    if name and name.casefold() in {one.casefold() for one in here}:
        more = "".join(f" Run: actionlog workspace add {platform.value} {one}" for platform, one in workspaces)
        raise BadSettings(f"{name} is set up already.{more}")


def _wants_another(here: Sequence[str], workspaces: Sequence[tuple[Platform, str]]) -> bool:
    """Is an organisation really to be made beside those that are here? Who only wants another workspace let in is told
    how.

    Raises:
        BadSettings: nobody can be asked.
    """
    is_here, which = f"{join_names(here)} {'is' if len(here) == 1 else 'are'} set up here already", ""
    if len(here) > 1:
        which = " --organisation NAME"
    ids = [f"{platform.value} {one}" for platform, one in workspaces] or ["slack TEAM-ID", "teams TENANT-ID"]
    ways = "\n".join(f"    actionlog workspace add {one}{which}" for one in ids)
    told = f"To let in a Slack workspace or a Teams tenant there, run:\n{ways}"
    if not sys.stdin.isatty():
        raise BadSettings(
            f"{is_here}, so nothing was set up. {told}\n"
            "For another organisation, with people and plans of its own, run “actionlog setup” again with --another."
        )
    typer.echo(f"{is_here}. {told}")
    return typer.confirm("Or shall I make another organisation, with people and plans of its own?", default=False)


def migrate() -> None:
    """Bring the database up to date with this version."""
    bootstrap.migrate(load())
    typer.echo("The database is up to date.")


def reindex() -> None:
    """Make anew what `find` looks through. Nothing else is changed; the service may go on meanwhile."""
    settings = load()
    bootstrap.open_store(settings)
    made = bootstrap.rebuild_search(settings)
    typer.echo(f"{plural(made, 'action')} can be found by {'its' if made == 1 else 'their'} words again.")


def _id_of(platform: Platform, given: str) -> str:
    """A workspace's id, refused where it can be none. A local client's tenant is called `local`."""
    from domain.usecases.linking import is_guid, workspace_id

    found = workspace_id(platform, given)
    if platform is Platform.TEAMS and found != "local" and not is_guid(found):
        raise BadSettings(
            f"“{found}” is no Teams tenant. Its Directory (tenant) ID looks like 00000000-0000-4000-8000-000000000000."
        )
    return found


def _add(organisation: str | None, platform: Platform, external_id: str, name: str) -> None:
    from domain.usecases.workspaces import add_workspace

    external_id = _id_of(platform, external_id)
    store = bootstrap.open_store(load())
    tenant = bootstrap.choose_organisation(store, organisation)
    new = add_workspace(store, tenant.id, platform, external_id, name, at=SystemClock().now())
    title = platform.value.title()
    typer.echo(f"{title} {external_id} {'may now talk' if new else 'could already talk'} with Action Log.")


@workspace_app.command("add")
def workspace_add(
    platform: Annotated[Chat, typer.Argument(help="slack or teams")],
    external_id: Annotated[str, typer.Argument(metavar="ID", help="Slack: T0123ABC. Teams: the tenant's GUID.")],
    name: Annotated[str, typer.Option(help="What you call it.")] = "",
    organisation: Organisation = None,
) -> None:
    """Let a Slack workspace or a Teams tenant in."""
    _add(organisation, Platform(platform.value), external_id, name)


@workspace_app.command("remove")
def workspace_remove(
    platform: Annotated[Chat, typer.Argument(help="slack or teams")],
    external_id: Annotated[str, typer.Argument(metavar="ID", help="As “actionlog workspace list” shows it.")],
    organisation: Organisation = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Let a Slack workspace or a Teams tenant in no more. What its people did stays."""
    from domain.usecases.workspaces import remove_workspace

    of = Platform(platform.value)
    named = f"{of.value.title()} {_id_of(of, external_id)}"
    store = bootstrap.open_store(load())
    tenant = bootstrap.choose_organisation(store, organisation)
    if not yes and not typer.confirm(
        f"Nobody in {named} can talk with Action Log then, and nothing is sent there. Its channels follow no plan any "
        "more. Remove it?"
    ):
        typer.echo("Nothing was changed.")
        return
    unsent = remove_workspace(store, tenant.id, of, _id_of(of, external_id), at=SystemClock().now())
    typer.echo(f"{named} may no longer talk with Action Log.")
    if unsent:
        typer.echo(f"{plural(unsent, 'message')} that waited for it will not be sent.")
    typer.echo(f"“actionlog workspace add {of.value} {_id_of(of, external_id)}” lets its people in again, as before.")


@workspace_app.command("list")
def workspace_list(organisation: Organisation = None) -> None:
    """Show which are let in."""
    store = bootstrap.open_store(load())
    tenant = bootstrap.choose_organisation(store, organisation)
    with store.reading(tenant.id) as uow:
        for one in uow.workspaces():
            if one.platform is not Platform.CONSOLE:
                typer.echo(f"{one.platform.value}  {one.external_id}  {one.name}")
