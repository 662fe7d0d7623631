"""`report`: a plan as a paper for a meeting, written to a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bot import bootstrap, papers
from bot.commands.common import As, Organisation, open_desk
from bot.settings import BadSettings


def add_to(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(report)


def report(
    code: Annotated[str, typer.Argument(metavar="PLAN")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to: .docx, .xlsx or .csv.")],
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Leave older notes out.")] = "",
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Write a plan as a paper for a meeting: as it is now, in its own columns."""
    from domain.events import ReportTaken
    from domain.paper_messages import KINDS
    from domain.people import Role
    from domain.plans import PlanState
    from domain.usecases.paper import paper_of
    from domain.usecases.paper_file import read_since

    kind = out.suffix.casefold().removeprefix(".")
    if kind not in KINDS:
        raise BadSettings("A paper is a Word, Excel or CSV file: please give a name that ends in .docx, .xlsx or .csv.")
    if out.exists():
        raise BadSettings(f"{out.name} is there already, and is left as it is. Please give another name.")
    desk = open_desk(as_, organisation)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        plan = bootstrap.plan_named(uow, code)
        mine = any(one.id == desk.operator.person.id for one in uow.people.holders(Role.COORDINATOR, plan.id))
        if plan.state is PlanState.DRAFT and not mine:
            raise BadSettings(f"{plan.code} is a draft: only its coordinators can have it as a paper.")
        now = desk.now()
        today = now.astimezone(uow.organisation.zone).date()
        day = read_since(since, today, uow.organisation.quarter_start_month)
        paper = paper_of(uow, plan, today=today, since=day)
        uow.history.add(ReportTaken(at=now, by=desk.signature, plan_id=plan.id, since=day, format=kind))
    content = papers.write(paper, kind)
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(content)
    except OSError as error:
        raise BadSettings(f"{out} can't be written: {error.strerror}.") from None
    typer.echo(f"{plan.code} is written to {out.name}.")
