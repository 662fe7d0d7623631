"""`import`, `questions`, `answers`: from a document to a plan, and from its doubts to answers."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import bootstrap, check_sheets, rereading
from bot.commands.common import As, Desk, Organisation, open_desk
from bot.settings import BadSettings
from domain.errors import DomainError, Unavailable
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import plural

if TYPE_CHECKING:
    from domain.importing.draft import ColumnRole, DraftPlan
    from domain.usecases.import_plan import TakenIn

CheckSheet = Annotated[
    Path | None,
    typer.Option("--check-sheet", metavar="FILE.xlsx", help="Write the doubtful rows into a new Excel sheet."),
]


def add_to(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command("import")(import_)
    app.command()(questions)
    app.command()(answers)


def import_(
    file: Annotated[Path, typer.Argument(help="The plan, as it was published.")],
    plan: Annotated[str | None, typer.Option("--plan", metavar="CODE", help="A short code, such as TSP.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and say what was found; store nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was read as JSON; store nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store, take what is sure, leave the other doubts open.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar='"HEADING=ROLE"', help="What a column holds, such as Progress=lead."),
    ] = None,
    next_version: Annotated[
        bool, typer.Option("--next-version", help="It is this plan's next version, however different it is.")
    ] = False,
    rows: Annotated[
        bool, typer.Option("--rows", help="Of a next version, list every row: new, changed, gone, to ask, unchanged.")
    ] = False,
    check_sheet: CheckSheet = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE.xlsx", help="Read answers from a check sheet.")
    ] = None,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Read a plan, say what was found, store it as a draft or as a plan's next version, and ask what is in doubt."""
    from bot.importing import print_summary

    check_sheets.refuse_to_overwrite(check_sheet)
    reading = _Reading(file, _columns(column or []), quiet=as_json)
    draft = reading.read(plan)
    if as_json:
        from domain.importing.contract import to_json

        typer.echo(to_json(draft))
        return
    asks = not yes and not dry_run and sys.stdin.isatty()
    desk = _desk_or_none(as_, organisation) if dry_run else open_desk(as_, organisation)
    if desk is not None:
        draft = _as_before(desk, reading, draft, plan, asks=asks)
    if asks:
        draft = _with_chosen_code(draft)
    print_summary(draft)
    known = _compare(desk, draft, reading.sha256) if desk is not None else None
    if known is not None:
        _print_comparison(known, every=rows)
    if dry_run:
        check_sheets.write_for_draft(check_sheet, draft, reading.sha256)
        return
    if desk is None:  # only a dry run does without
        return
    if known is not None and known.same and known.found is None:
        _after(desk, known.plan, asks=asks, yes=yes, answers=answers, check_sheet=check_sheet)
        return
    if not yes and not asks:
        raise BadSettings("Nothing was stored: without a terminal I can't ask. Please add --yes.")
    certain = next_version
    if known is not None and known.found is not None and known.found.is_doubtful and not certain:
        from domain.usecases.import_plan import too_different

        if not asks:
            raise BadSettings(f"Nothing was stored. {too_different(known.found)}")
        typer.echo(too_different(known.found))
        certain = typer.confirm(f"Is it the next version of {known.plan.code} all the same?")
        if not certain:
            typer.echo("Nothing was stored.")
            return
    elif asks and not typer.confirm(_store_what(draft, known), default=True):
        typer.echo("Nothing was stored.")
        return
    taken = _store(desk, draft, reading, certain=certain)
    typer.echo(_stored(taken, draft))
    _after(desk, taken.plan, asks=asks, yes=yes, answers=answers, check_sheet=check_sheet)


@dataclass(slots=True)
class _Reading:
    """A file that is read, perhaps again with other columns."""

    file: Path
    columns: dict[str, ColumnRole]
    quiet: bool
    content: bytes = field(default=b"", repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def read(self, code: str | None, more: Mapping[str, ColumnRole] | None = None) -> DraftPlan:
        from bot.importing import progress, read_file

        columns = {**(more or {}), **self.columns}
        with progress(quiet=self.quiet) as on_progress:
            draft, self.content = read_file(self.file, plan_code=code, columns=columns or None, on_progress=on_progress)
        return draft


def _columns(given: list[str]) -> dict[str, ColumnRole]:
    from domain.importing.draft import ColumnRole

    roles = {}
    for words in given:
        heading, equals, role = words.rpartition("=")
        name = role.strip().casefold().replace(" ", "_")
        if not equals or not heading.strip() or name not in set(ColumnRole):
            known = ", ".join(one.value for one in ColumnRole)
            raise BadSettings(f'“{words}” says no column. Write --column "Progress=lead"; the roles are {known}.')
        roles[heading.strip()] = ColumnRole(name)
    return roles


def _desk_or_none(name: str | None, organisation: str | None) -> Desk | None:
    """A dry run needs no database; where there is one, it says more."""
    try:
        return open_desk(name, organisation)
    except (BadSettings, DomainError, Unavailable):
        return None


def _as_before(desk: Desk, reading: _Reading, draft: DraftPlan, code: str | None, *, asks: bool) -> DraftPlan:
    """The draft with what is known from before: the code of the plan with its title, and what columns hold."""
    from domain.importing.recode import with_code
    from domain.usecases.remembering import ROLE_WORDS, offered_columns, own_columns, same_title

    person = desk.operator.person
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        same = same_title(uow, draft, person) if code is None else None
        known = same or uow.plans.by_code(draft.code)
        mine = known is not None and (code is not None or same is not None)
        own = own_columns(known, draft) if mine else {}
        offered = offered_columns(uow, draft, person)
    if same is not None:
        typer.echo(f"{same.code} has the same title, so I take this for its next version (else give --plan CODE).")
        draft = with_code(draft, same.code)
    columns = dict(own)
    for heading, role in own.items():
        typer.echo(f"As you said before, “{heading}” holds {ROLE_WORDS[role]}.")
    for one in offered:
        if one.heading in columns:
            continue
        if not asks:
            typer.echo(f'{one.sentence()} For the same here, add --column "{one.heading}={one.role.value}".')
        elif typer.confirm(f"{one.sentence()} The same here?"):
            columns[one.heading] = one.role
    if not columns:
        return draft
    return reading.read(code or (same.code if same else None), columns)


def _with_chosen_code(draft: DraftPlan) -> DraftPlan:
    """Ask for the code where the reader only proposed one."""
    from domain.importing import InvalidPlanCode
    from domain.importing.draft import QuestionKind
    from domain.importing.recode import with_code

    question = next((one for one in draft.questions if one.kind is QuestionKind.PLAN_CODE), None)
    if question is None:
        return draft
    typer.echo(question.message)
    while True:
        code: str = typer.prompt("The plan's code", default=draft.code)
        try:
            return with_code(draft, code)
        except InvalidPlanCode as error:
            typer.echo(str(error))


def _compare(desk: Desk, draft: DraftPlan, sha256: str) -> TakenIn | None:
    from domain.usecases.import_plan import before

    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        return before(uow, draft, desk.operator.person, sha256=sha256)


def _print_comparison(known: TakenIn, *, every: bool) -> None:
    plan, found = known.plan, known.found
    if found is None:
        typer.echo(f"\n{plan.code} was imported from this very file before. There is nothing to store.")
        return
    typer.echo(f"\nBeside {plan.code} as it is now: {found.sentence()}")
    for line in found.every_line() if every else found.lines():
        typer.echo(f"  {line}")
    if known.same:
        typer.echo("  It says nothing new of any action; what was changed here stays.")


def _store_what(draft: DraftPlan, known: TakenIn | None) -> str:
    if known is None:
        return f"Store this as the draft plan {draft.code}?"
    state = "draft" if known.plan.state is PlanState.DRAFT else "plan"
    return f"Take this in as the next version of the {state} {known.plan.code}?"


def _store(desk: Desk, draft: DraftPlan, reading: _Reading, *, certain: bool) -> TakenIn:
    from domain.usecases.import_plan import take_in

    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        there = uow.plans.by_code(draft.code)
        taken = take_in(
            uow,
            draft,
            coordinator=desk.operator.person,
            by=desk.signature,
            at=desk.now(),
            source=reading.file.name,
            sha256=reading.sha256,
            certain=certain,
        )
        if there is not None:
            uow.uploads.finish(there.id)
        rereading.keep(desk, uow, taken.plan, draft, reading.file.name, reading.content)
        return taken


def _stored(taken: TakenIn, draft: DraftPlan) -> str:
    code = taken.plan.code
    if taken.found is not None:
        return f"{code} has taken in its next version: {taken.found.sentence()}"
    from domain.usecases.import_replies import took_place_of

    instead = f" {took_place_of(code, taken.replaced)}" if taken.replaced else ""
    return (
        f"{code} is stored as a draft: {plural(len(draft.actions), 'action')}. "
        f"Only you see it until “actionlog golive {code}”.{instead}"
    )


def _after(desk: Desk, plan: Plan, *, asks: bool, yes: bool, answers: Path | None, check_sheet: Path | None) -> None:
    """What comes once the plan is stored: answers from a sheet, what is sure, the questions, a sheet of the rest."""
    from domain.usecases.answering import Answerer
    from domain.usecases.questions import take_sure

    if answers is not None:
        check_sheets.apply(desk, plan, answers)
    if yes:
        with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
            now = desk.now()
            today = now.astimezone(uow.organisation.zone).date()
            sure = take_sure(Answerer(uow, plan, desk.signature, now, today, me=desk.operator.person.id)).taken
        if sure:
            typer.echo(f"{plural(sure, 'sure suggestion is', 'sure suggestions are')} taken.")
    elif asks:
        _ask(desk, plan)
    left = _left(desk, plan)
    if check_sheet is not None:
        check_sheets.write_for_plan(desk, plan, check_sheet)
    if left:
        typer.echo(
            f"{plural(left, 'question is', 'questions are')} open. "
            f"{'It' if left == 1 else 'Each'} says what I took for now. "
            f"Go on any time with “actionlog questions {plan.code}”."
        )


def _ask(desk: Desk, plan: Plan) -> None:
    from bot.asking import Asker
    from bot.commands.talking import ask

    asker = Asker(desk, plan, ask)
    waiting = asker.waiting()
    if waiting:
        typer.echo(f"\n{plural(len(waiting), 'question')}. Enter takes the suggestion; what you type is the answer.")
        asker.run()


def _left(desk: Desk, plan: Plan) -> int:
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        return len(uow.questions.open(plan.id))


def questions(
    code: Annotated[str, typer.Argument(metavar="CODE")],
    check_sheet: CheckSheet = None,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Go on with the open questions of a plan: asked one by one at a terminal, else listed."""
    from bot.asking import print_questions

    check_sheets.refuse_to_overwrite(check_sheet)
    desk = open_desk(as_, organisation)
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        plan = _coordinated(uow, desk, code)
        waiting = uow.questions.open(plan.id)
    if not waiting:
        typer.echo(f"No question on {plan.code} is open.")
        return
    if check_sheet is not None:
        check_sheets.write_for_plan(desk, plan, check_sheet)
    elif sys.stdin.isatty():
        _ask(desk, plan)
        left = _left(desk, plan)
        typer.echo(f"{plural(left, 'question is', 'questions are')} open." if left else "All is answered.")
    else:
        print_questions(waiting)


def answers(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET.xlsx", help="A check sheet with answers in it.")],
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Read a check sheet back: take its answers, and say row by row which can't be taken."""
    from domain.usecases.check_sheet import plan_of_sheet

    desk = open_desk(as_, organisation)
    code = plan_of_sheet(check_sheets.read(sheet))
    with bootstrap.all_seeing(desk.store, desk.operator.organisation.id) as uow:
        plan = _coordinated(uow, desk, code)
    problems = check_sheets.apply(desk, plan, sheet)
    left = _left(desk, plan)
    typer.echo(f"{plural(left, 'question is', 'questions are')} open." if left else "All is answered.")
    if problems:
        raise typer.Exit(1)


def _coordinated(uow: UnitOfWork, desk: Desk, code: str) -> Plan:
    from domain.people import Role

    plan = bootstrap.plan_named(uow, code)
    if desk.operator.person.id not in {one.id for one in uow.people.holders(Role.COORDINATOR, plan.id)}:
        raise BadSettings(f"Only a coordinator of {plan.code} can answer questions on its document.")
    return plan
