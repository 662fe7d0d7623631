"""Who leads nothing any more in a plan that only its own people see, and so sees it no more."""

from __future__ import annotations

from collections.abc import Iterable

from domain.actions import Action, ActionLead
from domain.context import Context
from domain.plans import Plan
from domain.presenters import join_names
from domain.speech import trn
from domain.usecases.nudging import eyes_of


def say_who_sees_it_no_more(before: Iterable[ActionLead], action: Action, plan: Plan, ctx: Context) -> str:
    """That those who led this action lead nothing now, and so no longer see the plan; begins with a blank. Empty where
    it makes no difference.
    """
    if not plan.settings.restricted:
        return ""
    now = {lead.person_id for lead in action.leads}
    names = [
        lead.name
        for lead in before
        if lead.person_id is not None
        and lead.person_id not in now
        and plan.id not in eyes_of(ctx.uow, lead.person_id, ctx.today).own
    ]
    if not names:
        return ""
    said = trn(
        "{names} leads nothing else in {code}, and no longer sees it.",
        "{names} lead nothing else in {code}, and no longer see it.",
        len(names),
        names=join_names(names),
        code=plan.code,
    )
    return f" {said}"
