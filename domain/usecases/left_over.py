"""Who leads nothing any more in a plan that only its own people see, and is one of them still."""

from __future__ import annotations

from collections.abc import Iterable

from domain.actions import Action, ActionLead, Status
from domain.context import Context
from domain.people import Role
from domain.plans import Plan
from domain.presenters import join_names
from domain.speech import tr, trn

_ANY = frozenset(status.value for status in Status)


def say_who_still_sees(before: Iterable[ActionLead], action: Action, plan: Plan, ctx: Context) -> str:
    """That those who led this action and lead nothing now still see the plan, as its leads, and how to end that; begins
    with a blank. Empty where it makes no difference.
    """
    if not plan.settings.restricted:
        return ""
    now = {lead.person_id for lead in action.leads}
    own = {one.id for role in (Role.COORDINATOR, Role.VIEWER) for one in ctx.uow.people.holders(role, plan.id)}
    names = [
        lead.name
        for lead in before
        if lead.person_id is not None
        and lead.person_id not in now | own
        and not any(row.plan_id == plan.id for row in ctx.uow.actions.of_person(lead.person_id, statuses=_ANY))
    ]
    if not names:
        return ""
    said = trn(
        "{names} still sees {code} as one of its leads.",
        "{names} still see {code} as its leads.",
        len(names),
        names=join_names(names),
        code=plan.code,
    )
    how = tr("To end that, say: unlink {name} in {code}", name=names[0], code=plan.code)
    return f" {said} {how}"
