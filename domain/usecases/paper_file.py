"""`report TSP`: the plan comes back as a paper for a board, as a file in one's own chat.

The answer says that it is begun; a job makes the file from what is true then, and only what the person may see then.
Where a platform asks before a bot's file goes among somebody's own, the answer comes back as `TakeReport` or
`LeaveReport`, and is judged anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain import policy
from domain.context import Context
from domain.due import say_date
from domain.errors import Invalid
from domain.events import ReportTaken
from domain.ids import PersonId, PlanId, new_id
from domain.language.dates import Ambiguous, InThePast, NotADate, Read, read_date
from domain.paper_messages import KINDS, Kind, LeaveReport, Report, TakeReport
from domain.people import Platform, Role
from domain.plans import Plan
from domain.ports import UnitOfWork
from domain.registry import registry
from domain.reporting.paper import Paper
from domain.sending import GOOD_FOR
from domain.speech import marked, tr
from domain.usecases.finding import find_plan
from domain.usecases.handing_over import in_place, own_chat, place_given, plan_offered, queue
from domain.usecases.nudging import eyes_of
from domain.usecases.paper import paper_of
from domain.views import Reply, say

KEY = "paper:"
"""How the keys of these jobs begin."""
_AGAIN = marked("To have it made, say “report {code}”.")
_NOT_SENT = marked("The paper was not made: you can't see that plan as a whole.")
_SINCE = re.compile(r"(?:^|\s+)(?:since|from)\s+(?P<when>.+)$", re.I)
_AS = re.compile(
    r"(?:(?:^|\s+)(?:as|in|to)\s+(?:an?\s+)?|(?<=\S)\s+)(?P<kind>word|docx|excel|xlsx|spreadsheet|csv)(?:\s+file)?\s*$",
    re.I,
)
_OF = re.compile(r"^(?:for|of|on|the)\s+", re.I)
_NAMED: Mapping[str, Kind] = {"word": "docx", "excel": "xlsx", "spreadsheet": "xlsx"}


def parse(word: str, rest: str) -> Report:
    """`report TSP`, `report TSP since 1 June`, `report TSP as excel`."""
    words, kind, since = rest.strip(), "docx", ""
    for _ in range(2):  # `as excel since 1 June`, or the other way round
        if found := _AS.search(words):
            named = found["kind"].casefold()
            kind, words = _NAMED.get(named, named), words[: found.start()]
        if found := _SINCE.search(words):
            since, words = found["when"].strip(), words[: found.start()]
    return Report.model_validate({"plan": _OF.sub("", words.strip()), "since": since, "kind": kind})


@registry.handles(
    Report,
    verb="report",
    aliases=("paper", "board paper", "export"),
    usage="report [PLAN] [since DATE] [as excel]",
    summary=marked("Get the plan as a paper for a meeting, as it is now, in its own columns"),
    detail=marked(
        "It comes as a Word file in our direct messages, or “as excel” or “as csv”. With “since 1 June” "
        "older notes are left out."
    ),
    parse=parse,
)
def report(command: Report, ctx: Context) -> Reply:
    """Begin to make it; it comes as a file."""
    if ctx.inbound.platform is Platform.CONSOLE:
        raise Invalid(tr("At the terminal, please use “actionlog report PLAN --out FILE.docx”."))
    where = own_chat(ctx, tr("A paper holds the whole plan, so please ask for it in a direct message to me."))
    plan = find_plan(ctx, command.plan, lambda code: command.with_(plan=code))
    policy.require_whole_plan(ctx.actor, plan, ctx.uow.people)
    since = read_since(command.since, ctx.today, ctx.organisation.quarter_start_month)
    queue(
        ctx.uow,
        f"{KEY}{new_id()}",
        plan.id,
        ctx.actor.id,
        where,
        {},
        **_what(since.isoformat() if since else "", command.kind),
    )
    ctx.uow.history.add(taken(ctx, plan, since, command.kind))
    if not ctx.inbound.private:
        return say(tr("I'm making the paper of {code}. It comes in a moment, in our direct messages.", code=plan.code))
    return say(tr("I'm making the paper of {code}. It comes in a moment.", code=plan.code))


def taken(ctx: Context, plan: Plan, since: date | None, kind: str) -> ReportTaken:
    """That somebody had the paper made, for history."""
    return ReportTaken(at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, since=since, format=kind)


def read_since(typed: str, today: date, quarter_start_month: int) -> date | None:
    """From which day on notes are wanted; `1 June` is the last one.

    Raises:
        Invalid: it is no day, has several meanings, or is still to come.
    """
    if not typed.strip():
        return None
    match read_date(typed, today=today, quarter_start_month=quarter_start_month):
        case Read(due=due) | InThePast(due=due) if due.earliest is not None:
            day = due.earliest
            if day > today and not re.search(r"\d{4}", typed):
                day = _year_before(day)
            if day > today:
                raise Invalid(tr("{date} is still to come.", date=say_date(day)))
            return day
        case Ambiguous(choices=choices):
            ways = tr(" or ").join(choice.label for choice in choices)
            raise Invalid(tr("This can mean {ways}. Please write it out.", ways=ways))
        case NotADate(hint=hint):
            raise Invalid(hint)
    raise Invalid(tr("I need a day, for example 3 May or in 2 weeks."))


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


@registry.handles(TakeReport)
def take_report(command: TakeReport, ctx: Context) -> Reply:
    """Yes: bring it to the address that came with it, once."""
    plan = _asked(command, ctx)
    where, put = place_given(command, ctx, tr(_AGAIN, code=plan.code))
    key = f"{KEY}{command.offer}:put"
    if not queue(ctx.uow, key, plan.id, ctx.actor.id, where, put, **_what(command.since, command.kind)):
        return in_place(tr("The paper of {code} is on its way, or with you, already.", code=plan.code))
    return in_place(tr("The paper of {code} is on its way to your files.", code=plan.code))


@registry.handles(LeaveReport)
def leave_report(command: LeaveReport, ctx: Context) -> Reply:
    """No: nothing is sent."""
    plan = _asked(command, ctx)
    again = tr(_AGAIN, code=plan.code)
    return in_place(tr("All right, the paper of {code} was not sent. {again}", code=plan.code, again=again))


def _asked(command: TakeReport, ctx: Context) -> Plan:
    """The plan whose paper this very person was offered, in their own chat."""
    plan = plan_offered(command, ctx)
    policy.require_whole_plan(ctx.actor, plan, ctx.uow.people)
    return plan


def _what(since: str, kind: str) -> dict[str, str]:
    """What a job is told of the paper."""
    return {"what": "paper", "since": since, "kind": kind}


def paper_for(uow: UnitOfWork, payload: Mapping[str, Any], at: datetime) -> tuple[Plan, Paper]:
    """The paper of now, with the eyes of the person who asked for it.

    Raises:
        Invalid: they don't see the plan any more; the sentence tells them.
    """
    person_id, plan_id = PersonId(str(payload.get("person", ""))), PlanId(str(payload.get("plan", "")))
    today = at.astimezone(uow.organisation.zone).date()
    person = uow.people.person(person_id)
    sight = eyes_of(uow, person_id, today)
    if any(one.id == person_id for one in uow.people.holders(Role.COORDINATOR, plan_id)):
        sight = replace(sight, drafts=frozenset({plan_id}))
    if person is None or person.left_at is not None or sight.guest is not None:
        raise Invalid(tr(_NOT_SENT))
    uow.see_with(sight)
    plan = uow.plans.by_id(plan_id)
    if plan is None:
        raise Invalid(tr(_NOT_SENT))
    return plan, paper_of(uow, plan, today=today, since=since_of(payload))


def since_of(payload: Mapping[str, Any]) -> date | None:
    """The day that a job was given."""
    given = str(payload.get("since") or "")
    return date.fromisoformat(given) if given else None


def kind_of(payload: Mapping[str, Any]) -> str:
    """The format that a job was given."""
    kind = str(payload.get("kind") or "")
    return kind if kind in KINDS else KINDS[0]


def paper_offer(key: str, payload: Mapping[str, Any], at: datetime) -> tuple[TakeReport, LeaveReport]:
    """Yes and no to the paper that the job `key` sends."""
    given: dict[str, Any] = {
        "plan": payload.get("plan"),
        "person": payload.get("person"),
        "offer": key.removeprefix(KEY)[:40],
        "until": at + GOOD_FOR,
        "since": str(payload.get("since") or ""),
        "kind": kind_of(payload),
    }
    return TakeReport.model_validate(given), LeaveReport.model_validate(given)
