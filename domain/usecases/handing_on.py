"""A plan's coordinators change: what waits is handed on to those who are left, or it is said that nobody is."""

from __future__ import annotations

from datetime import datetime

from domain.ids import PersonId, PlanId
from domain.people import EVERYTHING, Person, Role, Sight
from domain.people_messages import ShowPeople
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.reminders.records import News
from domain.speech import tr, trn
from domain.usecases.direct import let_coordinators_know, let_know
from domain.views import Button, Buttons, Paragraph, Reply
from domain.waiting import Wanted


def hand_on(uow: UnitOfWork, plan_id: PlanId, *, now: datetime, but: PersonId | None = None) -> int:
    """Ask those who coordinate the plan by now about every request that waits there; who was asked before is not asked
    again. Gives how many wait. The unit of work must see the plan.
    """
    waiting = 0
    for action in uow.actions.waiting(plan_id):
        for what in Wanted:
            request = action.request(what)
            if request is None:
                continue
            waiting += 1
            let_coordinators_know(
                uow,
                plan_id,
                key=f"asked:{request.event}",
                now=now,
                but=[request.by.person_id, but],
                kind=News.ASKED,
                about={"action": action.id, "what": what.value, "asked": request.event},
            )
    return waiting


def no_longer_coordinates(uow: UnitOfWork, person: Person, plan: Plan, *, now: datetime, sight: Sight) -> str:
    """Somebody no longer coordinates this plan: what waits is handed on. Where nobody is left, administrators are told,
    and the sentence that says so is given; else nothing.
    """
    if plan.state is PlanState.CLOSED:
        return ""
    uow.see_with(EVERYTHING)
    try:
        waiting = hand_on(uow, plan.id, now=now, but=person.id)
    finally:
        uow.see_with(sight)
    if uow.people.holders(Role.COORDINATOR, plan.id):
        return ""
    for one in uow.people.holders(Role.ADMINISTRATOR, None):

        def orphaned() -> Reply:
            look = Button(label=tr("People"), sends=ShowPeople(plan=plan.code, which="all"))
            return Reply(elements=(Paragraph(text=say_orphaned(plan, waiting)), Buttons(buttons=(look,))))

        let_know(uow, one.id, orphaned, key=f"orphaned:{plan.id}:{now.isoformat()}:{one.id}", now=now)
    return say_orphaned(plan, waiting)


def say_orphaned(plan: Plan, waiting: int) -> str:
    """`NRP has no coordinator now, and nobody can answer the 2 requests that wait.`"""
    words = tr("{code} has no coordinator now.", code=plan.code)
    if waiting:
        words += " " + trn(
            "Nobody can answer the {count:,} request that waits.",
            "Nobody can answer the {count:,} requests that wait.",
            waiting,
        )
    return words + " " + tr("An administrator can say: role NAME coordinator of {code}", code=plan.code)


def who_can_answer(uow: UnitOfWork, plan: Plan) -> str:
    """Who can answer a request, in a sentence that begins with a blank; or that nobody can just now, and who helps."""
    names = [person.name for person in uow.people.holders(Role.COORDINATOR, plan.id)]
    if names:
        return tr(" {names} can answer it.", names=join_names(names, last="or"))
    administrators = [person.name for person in uow.people.holders(Role.ADMINISTRATOR, None)][:3]
    whom = join_names(administrators, last="or") or tr("your administrator")
    said = tr("{code} has no coordinator just now, so nobody can answer it yet.", code=plan.code)
    return f" {said} {tr('Please ask {names}.', names=whom)}"
