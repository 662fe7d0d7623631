"""The check sheet in chat: sent to a coordinator as a file, and the filled-in sheet taken when it is given back.

Where a platform asks them before a bot's file goes among theirs, what they answer comes back as `TakeFile` or
`LeaveFile`: they must still be a coordinator then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from domain import policy
from domain.context import Context
from domain.errors import Invalid
from domain.ids import PersonId, PlanId, new_id
from domain.import_messages import LeaveFile, SendCheckSheet, TakeFile
from domain.messages import GoLive, Questions
from domain.people import Platform, Role, Signature
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import first_words
from domain.registry import registry
from domain.sending import GOOD_FOR
from domain.speech import marked, tr, trn
from domain.uploads import Upload, UploadState
from domain.usecases.answering import Answerer
from domain.usecases.check_sheet import SheetAnswer, SheetRow, apply_sheet, plan_of_sheet, rows_of_plan
from domain.usecases.finding import find_plan
from domain.usecases.handing_over import in_place, own_chat, place_given, plan_offered, queue
from domain.views import Button, Buttons, Element, Paragraph, Reply, SmallPrint, say

_WHAT = marked("have its check sheet")
_PROBLEMS = 8
_NONE = marked("No question on {code} is open, so there is no check sheet to send.")
_AGAIN = marked("To have it sent, say “check sheet {code}”.")


def parse(word: str, rest: str) -> SendCheckSheet:
    """`check sheet`, `check sheet TSP`."""
    return SendCheckSheet(plan=rest.strip())


@registry.handles(
    SendCheckSheet,
    verb="checksheet",
    aliases=("check sheet",),
    usage="checksheet [PLAN]",
    summary=marked("Get the doubtful rows of a plan as an Excel file (coordinators)"),
    detail=marked(
        "Fill in the column “Your answer”, save it, and send the file to me here. What you leave empty stays open."
    ),
    parse=parse,
)
def send_check_sheet(command: SendCheckSheet, ctx: Context) -> Reply:
    """Begin to write it; it comes as a file."""
    if ctx.inbound.platform is Platform.CONSOLE:
        raise Invalid(tr("At the terminal, please use “actionlog questions PLAN --check-sheet FILE”."))
    where = own_chat(ctx, tr("A check sheet quotes the plan, so please ask for it in a direct message to me."))
    plan = find_plan(
        ctx,
        command.plan,
        lambda code: command.with_(plan=code),
        fits=lambda one: policy.may_coordinate(ctx.actor, one) and bool(ctx.uow.questions.open(one.id)),
        none=tr("No question on a plan of yours is open."),
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    waiting = len(ctx.uow.questions.open(plan.id))
    if not waiting:
        return say(tr(_NONE, code=plan.code))
    queue(ctx.uow, f"sheet:{new_id()}", plan.id, ctx.actor.id, where, {})
    return say(
        trn(
            "I'm writing the check sheet of {code}: {count:,} question. It comes in a moment.",
            "I'm writing the check sheet of {code}: {count:,} questions. It comes in a moment.",
            waiting,
            code=plan.code,
        )
    )


@registry.handles(TakeFile)
def take_file(command: TakeFile, ctx: Context) -> Reply:
    """Yes: bring it to the address that came with it, once."""
    plan = _asked(command, ctx)
    where, put = place_given(command, ctx, tr(_AGAIN, code=plan.code))
    if not queue(ctx.uow, f"sheet:{command.offer}:put", plan.id, ctx.actor.id, where, put):
        return in_place(tr("The check sheet of {code} is on its way, or with you, already.", code=plan.code))
    return in_place(tr("The check sheet of {code} is on its way to your files.", code=plan.code))


@registry.handles(LeaveFile)
def leave_file(command: LeaveFile, ctx: Context) -> Reply:
    """No: nothing is sent."""
    plan = _asked(command, ctx)
    return in_place(
        tr(
            "All right, the check sheet of {code} was not sent. {again}",
            code=plan.code,
            again=tr(_AGAIN, code=plan.code),
        )
    )


def _asked(command: TakeFile, ctx: Context) -> Plan:
    """The plan whose sheet this very person was offered, in their own chat."""
    plan = plan_offered(command, ctx)
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    return plan


def sheet_for(uow: UnitOfWork, plan_id: PlanId, person_id: PersonId) -> tuple[Plan, list[SheetRow]]:
    """What stands in the sheet now, for somebody who coordinates the plan still.

    Raises:
        Invalid: they don't, or nothing is open any more; the sentence tells them.
    """
    plan = uow.plans.by_id(plan_id)
    if plan is None or not _coordinates(uow, plan, person_id):
        raise Invalid(tr("The check sheet was not sent: you don't coordinate that plan any more."))
    if not uow.questions.open(plan.id):
        raise Invalid(tr(_NONE, code=plan.code))
    return plan, rows_of_plan(uow, plan)


def offer_of(key: str, plan: Plan, person_id: PersonId, at: datetime) -> tuple[TakeFile, LeaveFile]:
    """Yes and no to the sheet that the job `key` sends."""
    given: dict[str, Any] = {
        "plan": plan.id,
        "person": person_id,
        "offer": key.removeprefix("sheet:")[:40],
        "until": at + GOOD_FOR,
    }
    return TakeFile.model_validate(given), LeaveFile.model_validate(given)


def take_answers(uow: UnitOfWork, upload: Upload, answers: Sequence[SheetAnswer], *, at: datetime) -> Reply:
    """A filled-in sheet was given back: take its answers, and say what was not taken.

    Raises:
        Invalid: it is no sheet of a plan that this person coordinates, or of another version of it.
    """
    code = plan_of_sheet(answers)
    plan = uow.plans.by_code(code)
    person = uow.people.person(upload.person_id)
    if plan is None or person is None or not _coordinates(uow, plan, person.id):
        raise Invalid(tr("This is a check sheet of {code}, and you don't coordinate a plan of that code.", code=code))
    today = at.astimezone(uow.organisation.zone).date()
    by = Signature(person.id, person.name, upload.destination.platform)
    applied = apply_sheet(Answerer(uow, plan, by, at, today, me=person.id, told=upload.destination), answers)
    uow.uploads.save(replace(upload, state=UploadState.DONE))
    now = uow.plans.by_id(plan.id) or plan
    left = len(uow.questions.open(plan.id))
    stays = trn("{count:,} question stays", "{count:,} questions stay", left)
    lines: list[Element] = [
        Paragraph(text=tr("Check sheet of {code}: {sentence}", code=now.code, sentence=applied.sentence()))
    ]
    lines += [SmallPrint(text=first_words(problem, 300)) for problem in applied.problems[:_PROBLEMS]]
    if len(applied.problems) > _PROBLEMS:
        lines.append(SmallPrint(text=tr("… and {count:,} more rows.", count=len(applied.problems) - _PROBLEMS)))
    buttons = []
    if left:
        lines.append(Paragraph(text=tr("{stays} open.", stays=stays)))
        label = trn("Answer {count:,} question", "Answer {count:,} questions", left)
        buttons.append(Button(label=label, sends=Questions(plan=now.code), style="primary"))
    else:
        lines.append(Paragraph(text=tr("No question on {code} is open.", code=now.code)))
    if now.state is PlanState.DRAFT:
        style: Literal["default", "primary"] = "default" if left else "primary"
        buttons.append(Button(label=tr("Go live"), sends=GoLive(plan=now.code), style=style))
    if buttons:
        lines.append(Buttons(buttons=tuple(buttons)))
    return Reply(elements=tuple(lines))


def _coordinates(uow: UnitOfWork, plan: Plan, person_id: PersonId) -> bool:
    holders = uow.people.holders(Role.COORDINATOR, plan.id)
    return plan.state is not PlanState.CLOSED and any(one.id == person_id for one in holders)
