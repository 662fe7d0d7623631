"""Every "may I", in one place. What a person may see at all is decided where rows are read (`Sight`)."""

from __future__ import annotations

from collections.abc import Sequence

from domain.actions import Action
from domain.errors import Invalid, Refused, TurnedAway
from domain.messages import Need
from domain.people import Account, Actor, Person, Role
from domain.plans import Plan, PlanState
from domain.ports import People
from domain.speech import marked, tr

_BARRED = {
    "bot": marked("I only talk with people, not with other bots."),
    "deactivated": marked("This account is no longer active here, so I can't answer it."),
    "outside": (
        marked(
            "I can only talk with people of this organisation, and this account belongs to another. "
            "If you work on one of its plans, please ask its coordinator."
        )
    ),
    "guest": (
        marked(
            "Guest accounts can't use Action Log here yet. If you work on one of its plans, please ask its coordinator."
        )
    ),
}


def refuse_barred(account: Account, *, admitted: bool = False) -> None:
    """Refuse an account that the platform's own word bars; a guest's, unless an administrator `admitted` it.

    Raises:
        TurnedAway: with a kind sentence that gives nothing away.
    """
    if account.barred and not (admitted and account.barred == "guest"):
        raise TurnedAway(say_barred(account.barred), reason=account.barred)


def say_barred(reason: str) -> str:
    """What an account hears that is barred for this reason (`Account.barred`): it gives nothing away."""
    return tr(_BARRED[reason])


def refuse_gone(person: Person) -> None:
    """Refuse somebody who has left.

    Raises:
        TurnedAway
    """
    if person.left_at is not None:
        raise TurnedAway(
            tr(
                "My records say that you have left, so I can't show you anything. If that is wrong, "
                "please ask a coordinator of your plan to say “people back” and your name."
            ),
            reason="left",
        )


def may_vouch(actor: Actor, person: Person, people: People) -> bool:
    """May they say that an account is this person's? Administrators may; coordinators, if they coordinate every plan
    that this person sees by it or would see once more of their leads have actions, and it gives no right over a plan
    of others.
    """
    if actor.is_administrator:
        return True
    held = people.ties(person.id)
    if any(one.plan_id is None for one in held):
        return False
    return bool(held) and all(actor.coordinates(one.plan_id) for one in held if one.plan_id is not None)


def at_the_door(actor: Actor, need: Need, people: People) -> None:
    """What can be said before any row of a plan is read.

    Raises:
        Refused: nobody may send this message, or only an administrator; with the names of those who can help.
    """
    if need is Need.NOBODY or (need is Need.ADMINISTER and not actor.is_administrator):
        raise refused_to_all_but_administrators(people)


def refused_to_all_but_administrators(people: People) -> Refused:
    """Only an administrator can: with the names of those who are."""
    names = _names([one.name for one in people.holders(Role.ADMINISTRATOR, None) if one.left_at is None][:3], last="or")
    said = tr("Only an administrator of your organisation can do that.")
    return Refused(f"{said} {tr('Please ask {names}.', names=names)}" if names else said)


def may_update(actor: Actor, action: Action, plan: Plan) -> bool:
    """Its leads may, and the coordinators of its plan."""
    if plan.state is PlanState.CLOSED:
        return False
    return actor.coordinates(plan.id) or (plan.state is PlanState.LIVE and any(map(action.led_by, actor.ids)))


def may_coordinate(actor: Actor, plan: Plan) -> bool:
    """Its coordinators may."""
    return actor.coordinates(plan.id) and plan.state is not PlanState.CLOSED


def may_end(actor: Actor, plan: Plan) -> bool:
    """May they close it and open it again? Its coordinators may, and administrators who see it."""
    return actor.coordinates(plan.id) or actor.is_administrator


def require_end(actor: Actor, plan: Plan, people: People, what: str) -> None:
    """Let through who may close this plan and open it again; `what` completes "Only ... can".

    Raises:
        Refused: with the names of those who can help.
    """
    if not may_end(actor, plan):
        raise _only_coordinators(plan, people, what)


def require_update(actor: Actor, action: Action, plan: Plan, people: People) -> None:
    """Let through who may change this action.

    Raises:
        Refused: with the names of those who can help.
    """
    _refuse_closed(plan)
    if not may_update(actor, action, plan):
        leads = _names([lead.name for lead in action.leads])
        whose = tr("It is led by {leads}. ", leads=leads) if leads else ""
        raise Refused(
            tr(
                "You can look at {key}, but not change it. {whose}{who_helps}",
                key=action.key,
                whose=whose,
                who_helps=_who_helps(people, plan),
            )
        )


def require_coordinate(actor: Actor, plan: Plan, people: People, what: str) -> None:
    """Let through who coordinates this plan; `what` completes "Only ... can".

    Raises:
        Refused: with the names of those who can help.
    """
    _refuse_closed(plan)
    if not may_coordinate(actor, plan):
        raise _only_coordinators(plan, people, what)


def _only_coordinators(plan: Plan, people: People, what: str) -> Refused:
    return Refused(
        tr(
            "Only a coordinator of {code} can {what}. {who_helps}",
            code=plan.code,
            what=what,
            who_helps=_who_helps(people, plan),
        )
    )


def require_whole_plan(actor: Actor, plan: Plan, people: People) -> None:
    """Let through who sees this plan as a whole: whoever sees it, but for guests, who see their own actions alone.

    Raises:
        Refused: with the names of those who can help.
    """
    if actor.guest_plans is not None:
        raise Refused(
            tr(
                "You see your own actions of {code}, and not the whole plan. {who_helps}",
                code=plan.code,
                who_helps=_who_helps(people, plan),
            )
        )


def may_import(actor: Actor) -> bool:
    """Administrators may bring a plan in, and whoever coordinates one."""
    return actor.is_administrator or any(one.role is Role.COORDINATOR for one in actor.memberships)


def require_import(actor: Actor, people: People) -> None:
    """Let through who may bring a plan in.

    Raises:
        Refused: with the names of those who can help.
    """
    if not may_import(actor):
        names = _names([person.name for person in people.holders(Role.ADMINISTRATOR, None)], last="or")
        raise Refused(
            tr("Only coordinators and administrators can bring a plan in, so I have not looked at it. ")
            + (tr("Please ask {names}.", names=names) if names else tr("Please ask whoever set me up."))
        )


def _refuse_closed(plan: Plan) -> None:
    if plan.state is PlanState.CLOSED:
        said = tr("The plan {code} is closed, so nothing in it can change any more.", code=plan.code)
        raise Invalid(f"{said} {tr('Its coordinators can open it again.')}")


def _who_helps(people: People, plan: Plan) -> str:
    coordinators: Sequence[Person] = people.holders(Role.COORDINATOR, plan.id)
    if coordinators:
        return tr("Please ask {names}.", names=_names([person.name for person in coordinators], last="or"))
    administrators = people.holders(Role.ADMINISTRATOR, None)
    if administrators:
        return tr(
            "The plan has no coordinator yet: please ask {names}.",
            names=_names([p.name for p in administrators], last="or"),
        )
    return tr("The plan has no coordinator yet.")


def _names(names: Sequence[str], *, last: str = "and") -> str:
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
