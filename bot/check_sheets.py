"""Check sheets at the terminal: written for an officer who works in a spreadsheet, and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import bootstrap, rereading
from bot.commands.common import Desk
from bot.settings import BadSettings
from domain.plans import Plan
from domain.presenters import plural

if TYPE_CHECKING:
    from domain.importing.draft import DraftPlan
    from domain.usecases.check_sheet import SheetAnswer, SheetRow


def apply(desk: Desk, plan: Plan, sheet: Path) -> int:
    """Take the answers of a sheet in one transaction; gives how many can't be taken."""
    from domain.usecases.answering import Answerer
    from domain.usecases.check_sheet import apply_sheet

    found = read(sheet)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        now = desk.now()
        today = now.astimezone(uow.organisation.zone).date()
        told = rereading.told_at(desk)
        answerer = Answerer(uow, plan, desk.signature, now, today, me=desk.operator.person.id, told=told)
        applied = apply_sheet(answerer, found)
    typer.echo(f"{sheet.name}: {applied.sentence()}")
    for problem in applied.problems:
        typer.echo(f"  {problem}")
    if applied.problems:
        typer.echo("What I could not take changed nothing: a question that had no answer stays open.")
    rereading.read_again(desk, typer.echo)
    return len(applied.problems)


def read(path: Path) -> list[SheetAnswer]:
    """Its answers.

    Raises:
        BadSettings: it can't be read; the sentence says what to do.
    """
    from adapters.documents.check_sheet import NO_SHEET
    from adapters.documents.read import MAX_BYTES, TOO_LARGE
    from adapters.documents.safely import read_plan_safely
    from domain.importing import UnreadableDocument
    from domain.uploads import CheckSheetGiven
    from domain.usecases.check_sheet import SheetAnswer

    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadSettings(TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        raise BadSettings(f"{path.name} can't be opened: {error.strerror}.") from None
    try:
        read_plan_safely(content, path.name)
    except CheckSheetGiven as given:
        return [SheetAnswer(row, mark, text) for row, mark, text in given.answers]
    except UnreadableDocument as error:
        raise BadSettings(str(error)) from None
    raise BadSettings(f"{path.name}: {NO_SHEET}")


def refuse_to_overwrite(path: Path | None) -> None:
    """A sheet with somebody's answers is never written over."""
    if path is None:
        return
    if path.exists():
        raise BadSettings(
            f"{path.name} is there already, and somebody's answers may be in it. Give another name, or read it with "
            f"“actionlog answers {path.name}”."
        )
    if path.suffix.casefold() != ".xlsx":
        raise BadSettings("A check sheet is an Excel workbook: please give it a name that ends in .xlsx.")


def write_for_draft(path: Path | None, draft: DraftPlan, sha256: str) -> None:
    """The questions on a document that is not stored."""
    from domain.usecases.check_sheet import rows_of_draft

    if path is not None:
        _write(path, draft.code, draft.title, rows_of_draft(draft, sha256))


def write_for_plan(desk: Desk, plan: Plan, path: Path) -> None:
    """The questions that are open on a stored plan."""
    from domain.usecases.check_sheet import rows_of_plan

    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        now = uow.plans.by_id(plan.id) or plan
        rows = rows_of_plan(uow, now)
    _write(path, now.code, now.title, rows)


def _write(path: Path, code: str, title: str, rows: list[SheetRow]) -> None:
    from adapters.documents.check_sheet import write_check_sheet
    from domain.usecases.check_sheet import INSTRUCTION

    if not rows:
        typer.echo("There is no question, so no check sheet was written.")
        return
    cells = [(one.key, one.where, one.printed, one.question, one.suggested, one.mark) for one in rows]
    content = write_check_sheet(f"{code}: {title}" if title else code, INSTRUCTION, cells)
    try:
        with path.open("xb") as made:
            made.write(content)
    except OSError as error:
        raise BadSettings(f"{path} can't be written: {error.strerror}.") from None
    typer.echo(
        f"{plural(len(rows), 'question')} written to {path.name}. Read it back with “actionlog answers {path.name}”."
    )
