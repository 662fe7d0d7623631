"""`people`, `link`, `unlink`, `role`: who is who, at the terminal."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import bootstrap
from bot.commands.common import As, Desk, Organisation, open_desk
from bot.settings import BadSettings
from domain.people import Platform, Role
from domain.presenters import plural

if TYPE_CHECKING:
    from adapters.console.session import ConsoleSession

New = Annotated[bool, typer.Option("--new", help="It is somebody new, though somebody is called nearly so.")]

people_app = typer.Typer(help="Who leads what, and who is not known yet.", invoke_without_command=True)


class Given(StrEnum):
    """The roles that are given. Leads come from the plan."""

    VIEWER = "viewer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


def add_to(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(link)
    app.command()(unlink)
    app.command()(role)
    app.command()(refused)
    app.add_typer(people_app, name="people")


def _session(desk: Desk) -> ConsoleSession:
    from adapters.console.session import ConsoleSession
    from bot.commands.talking import ask, stdout

    return ConsoleSession(
        bootstrap.make_bus(desk.store), desk.operator.console.external_id, desk.operator.person.id, stdout(), ask
    )


@people_app.callback()
def people(
    ctx: typer.Context,
    plan: Annotated[str, typer.Option("--plan", metavar="CODE", help="Of which plan.")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Also those who are known.")] = False,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Show who leads what, and who is not known yet."""
    if ctx.invoked_subcommand is not None:
        return
    words = " ".join(part for part in ("people", plan, "all" if everybody else "") if part)
    if _session(open_desk(as_, organisation)).say(words).outcome != "ok":
        raise typer.Exit(1)


@people_app.command("history")
def history(
    plan: Annotated[str, typer.Argument(metavar="[CODE]", help="Of which plan.")] = "",
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Show who linked whom, gave a role or let somebody in, the newest first."""
    if _session(open_desk(as_, organisation)).say(f"people history {plan}".strip()).outcome != "ok":
        raise typer.Exit(1)


@people_app.command("load")
def load(
    file: Annotated[Path, typer.Argument(help="An Excel or CSV file with the columns Lead, Name and E-mail.")],
    plan: Annotated[str, typer.Option("--plan", metavar="CODE", help="Only for the leads of this plan.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take the rows that are sure, leave the others out.")] = False,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Take in a list of leads with their names and e-mail addresses; what is doubtful is asked."""
    from bot.importing import read_file
    from domain.ids import UploadId, new_id
    from domain.posting import Destination
    from domain.uploads import PeopleGiven, Upload, UploadState
    from domain.usecases import roster

    desk = open_desk(as_, organisation)
    try:
        read_file(file, plan_code=None, people=True)
        raise BadSettings(f"{file.name} is no list of people: one column must be called E-mail, another Name.")
    except PeopleGiven as given:
        rows = given.people
    operator = desk.operator
    with bootstrap.all_seeing(desk.store, operator.organisation.id) as uow:
        upload = Upload(
            id=UploadId(new_id()),
            organisation_id=operator.organisation.id,
            person_id=operator.person.id,
            key=f"people:{new_id()}",
            name=file.name,
            destination=Destination(Platform.CONSOLE, operator.console.external_id, "console", {}),
            state=UploadState.OFFERED,
            created_at=desk.now(),
            code=plan,
        )
        uow.uploads.add(upload)
        reply = roster.offer(uow, upload, rows)
    session = _session(desk)
    session.show(reply)
    if yes:
        sure = next((button for button in session.buttons if button.label.startswith("Load ")), None)
        if sure is not None:
            session.press(sure)
        return
    while session.buttons and sys.stdin.isatty():
        line = session.ask("The number of a button, or Enter to leave the rest: ")
        if not line or not line.strip().isdecimal():
            return
        session.say(line.strip())


def refused(as_: As = None, organisation: Organisation = None) -> None:
    """Show who was turned away at the door, also from workspaces that nobody set up."""
    from domain.due import say_date

    desk = open_desk(as_, organisation)
    _session(desk).say("refused")
    for one in desk.store.refusals_elsewhere():
        where = f"{one.platform.value.title()} workspace {one.workspace or '(none)'}"
        last = say_date(one.last_at.date())
        typer.echo(f"{where} is not set up: {plural(one.times, 'time')}, last on {last}")


def link(
    lead: Annotated[str, typer.Argument(metavar="LEAD", help="The lead as the plan prints it, such as GD.")],
    slack: Annotated[list[str] | None, typer.Option(metavar="TEAM/USER", help="Their Slack account.")] = None,
    teams: Annotated[list[str] | None, typer.Option(metavar="TENANT/OBJECT-ID", help="Their Teams account.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="The person's name, if it is another.")] = None,
    plan: Annotated[str | None, typer.Option(metavar="CODE", help="Only in this plan.")] = None,
    new: New = False,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Say which person a printed lead is, and which accounts are theirs."""
    from domain.usecases.linking import AccountRef
    from domain.usecases.linking import link as link_lead

    desk = open_desk(as_, organisation)
    accounts = tuple(AccountRef.parse(Platform.SLACK, one) for one in slack or ()) + tuple(
        AccountRef.parse(Platform.TEAMS, one) for one in teams or ()
    )
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        found = bootstrap.plan_named(uow, plan) if plan else None
        who, leads, is_new = link_lead(
            uow, lead, accounts=accounts, person_name=person, plan=found, by=desk.signature, at=desk.now(), new=new
        )
    named = who.name if lead.strip().casefold() == who.name.casefold() else f"{lead} is {who.name}"
    linked = [plural(leads, "lead")] if leads or not accounts else []
    linked += [plural(len(accounts), "account")] if accounts else []
    typer.echo(f"{named}{', who is new' if is_new else ''}: {' and '.join(linked)} linked.")


def unlink(
    lead: Annotated[str, typer.Argument(metavar="LEAD", help="The lead as the plan prints it, such as GD.")],
    plan: Annotated[str, typer.Option(metavar="CODE", help="In which plan.")] = "",
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Say that a printed lead is nobody in particular any more."""
    words = f"unlink {lead}" + (f" in {plan}" if plan else "")
    if _session(open_desk(as_, organisation)).say(words).outcome != "ok":
        raise typer.Exit(1)


def role(
    name: Annotated[str, typer.Argument(help="The person.")],
    role: Annotated[Given, typer.Argument(help="viewer, coordinator or administrator")],
    plan: Annotated[str | None, typer.Option(metavar="CODE", help="In which plan.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the role from them.")] = False,
    new: New = False,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Give somebody a role, or take it."""
    from domain.usecases.linking import give_role, one_or_new, one_person, take_role

    desk = open_desk(as_, organisation)
    given = Role(role.value)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        found = bootstrap.plan_named(uow, plan) if plan else None
        is_new, beside = False, ""
        if remove:
            person = one_person(uow, name)
            beside = take_role(uow, person, given, found, by=desk.signature, at=desk.now())
        else:
            person, is_new = one_or_new(uow, name, new=new, by=desk.signature, at=desk.now())
            give_role(uow, person, given, found, by=desk.signature, at=desk.now())
    of = f" of {found.code}" if found else ""
    words = f"{person.name} is {'no longer' if remove else 'now'} {role.value}{of}."
    typer.echo(" ".join(filter(None, (words, "They are new." if is_new else "", beside))))
