"""`role`: who coordinates a plan, who may look at it, who runs the organisation. Leads come from the plan itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain import policy
from domain.context import Context
from domain.errors import Invalid, Refused
from domain.events import RoleGiven, RoleTaken
from domain.ids import PersonId, PlanId
from domain.mentions import MENTION
from domain.messages import Message, Undo
from domain.people import EVERYTHING, Membership, Person, Role, Sight
from domain.people_messages import ChangeRole
from domain.plans import Plan
from domain.presenters import join_names, say_value
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.direct import let_know
from domain.usecases.finding import find_plan
from domain.usecases.handing_on import hand_on, no_longer_coordinates
from domain.usecases.meant import Meaning
from domain.usecases.picking import is_somebody
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.usecases.who import theirs
from domain.views import Button, Buttons, Paragraph, Reply, say

_EXAMPLE = marked("For example: role @Grace Dunn coordinator of TSP; or: role remove @Grace Dunn viewer of TSP")
_WORDS = {
    **dict.fromkeys(("coordinator", "coordinates", "co-ordinator"), Role.COORDINATOR),
    **dict.fromkeys(("viewer", "reader"), Role.VIEWER),
    **dict.fromkeys(("administrator", "admin"), Role.ADMINISTRATOR),
    **dict.fromkeys(("lead", "leads"), Role.LEAD),
}
_ROLE = re.compile(rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b", re.I)


def parse(word: str, rest: str) -> Message:
    """`role @NAME coordinator of TSP`, `role remove @NAME viewer TSP`, `role @NAME administrator`."""
    words = rest.strip()
    take = re.match(r"(?:remove|take|revoke|end|un)\b\s*(?:from\s+)?", words, re.I)
    if take:
        words = words[take.end() :]
    shadow = MENTION.sub(lambda found: "\x00" * len(found[0]), words)
    found = list(_ROLE.finditer(shadow))
    if not found:
        raise Invalid(tr("Which role: viewer, coordinator or administrator? {example}", example=tr(_EXAMPLE)))
    role, before, after = found[-1], words[: found[-1].start()], words[found[-1].end() :]
    who = re.sub(r"\b(?:is|as|a|an|the|to|from)\s*$", "", before.strip(), flags=re.I).strip()
    after = re.sub(r"^\s*(?:of|in|for|on)\b", "", after, flags=re.I).strip()
    if not who:
        raise Invalid(tr("Who? {example}", example=tr(_EXAMPLE)))
    return ChangeRole(who=who, role=_WORDS[role[0].casefold()].value, plan=after, take=take is not None)


@registry.handles(
    ChangeRole,
    verb="role",
    usage="role [remove] NAME ROLE [of PLAN]",
    summary=marked("Make somebody viewer or coordinator of a plan, or administrator; or take it back"),
    parse=parse,
)
def change_role(command: ChangeRole, ctx: Context) -> Reply:
    """Coordinators give roles in their plan; administrators all of them."""
    role = _WORDS.get(command.role.casefold())
    if role is None:
        raise Invalid(tr("Which role: viewer, coordinator or administrator? {example}", example=tr(_EXAMPLE)))
    if role is Role.LEAD:
        raise Invalid(tr("Leads come from the plan: “link” says who a printed lead is, “assign” who leads an action."))
    plan = None if role is Role.ADMINISTRATOR else _plan(command, ctx)
    _refuse(role, plan, ctx)
    meaning = Meaning(ctx, lambda who: command.with_(who=who), may_be_new=not command.take, may_link=not command.take)
    person = meaning.person(command.who)
    if not is_somebody(person):
        raise Invalid(tr("{name} is no person who is still there.", name=person.name))
    membership = Membership(person.id, role, plan.id if plan else None)
    has = person.id in {one.id for one in ctx.uow.people.holders(role, plan.id if plan else None)}
    what = _what(role, plan)
    if command.take:
        return _take_from(person, membership, plan, has=has, ctx=ctx)
    if has:
        return say(tr("{name} is {what} already.", name=person.name, what=what))
    event = _give(person, membership, plan, ctx)
    return _said(tr("{name} is now {what}.", name=person.name, what=what) + meaning.say_new(), event)


def _give(
    person: Person, membership: Membership, plan: Plan | None, ctx: Context, marks: Mapping[str, str] | None = None
) -> RoleGiven:
    role = membership.role
    event = RoleGiven(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=membership.plan_id,
        person=person.name,
        role=role.value,
        person_id=person.id,
        **(marks or {}),
    )
    ctx.uow.people.give_role(membership, because=event)
    if role is Role.COORDINATOR and plan is not None:
        hand_on(ctx.uow, plan.id, now=ctx.now, but=ctx.actor.id)
    if person.id != ctx.actor.id:

        def made() -> Reply:
            return say(tr("{name} has made you {what}.", name=ctx.actor.person.name, what=_what(role, plan)))

        let_know(ctx.uow, person.id, made, key=f"role:{event.id}", now=ctx.now)
    return event


def _plan(command: ChangeRole, ctx: Context) -> Plan:
    if ctx.actor.is_administrator and (orphan := _orphan(command.plan, ctx)) is not None:
        return orphan
    return find_plan(ctx, command.plan, lambda code: command.with_(plan=code), fits=theirs(ctx))


def _orphan(code: str, ctx: Context) -> Plan | None:
    """A plan without any coordinator, also one that nobody sees but its own people: an administrator gives it one."""
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        plan = ctx.uow.plans.by_code(code) if code else None
        # Asked of no plan, too: nobody can tell by the work whether there is one that is hidden from them.
        held = ctx.uow.people.holders(Role.COORDINATOR, PlanId("-") if plan is None else plan.id)
        return plan if plan is not None and not held else None
    finally:
        ctx.uow.see_with(sight)


def _refuse(role: Role, plan: Plan | None, ctx: Context) -> None:
    if ctx.actor.is_administrator:
        return
    if plan is None:
        names = join_names([one.name for one in ctx.uow.people.holders(Role.ADMINISTRATOR, None)][:3], "or")
        raise Refused(
            tr("Only an administrator can do that. Please ask {names}.", names=names or tr("whoever set me up"))
        )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("make somebody {role}", role=say_value(role)))


def _what(role: Role, plan: Plan | None) -> str:
    """`coordinator of TSP`."""
    if plan is None:
        return tr("{role} of the organisation", role=say_value(role))
    return tr("{role} of {code}", role=say_value(role), code=plan.code)


def _take_from(person: Person, membership: Membership, plan: Plan | None, *, has: bool, ctx: Context) -> Reply:
    what = _what(membership.role, plan)
    if not has:
        return say(tr("{name} is not {what}, so there was nothing to take.", name=person.name, what=what))
    event = _take(person, membership, plan, ctx)
    return _said(tr("{name} is no longer {what}.", name=person.name, what=what), event)


def _take(
    person: Person, membership: Membership, plan: Plan | None, ctx: Context, marks: Mapping[str, str] | None = None
) -> RoleTaken:
    others = [one for one in ctx.uow.people.holders(membership.role, membership.plan_id) if one.id != person.id]
    if membership.role is not Role.VIEWER and not others:
        raise Invalid(
            tr(
                "{name} is the only {what}. Please make somebody else {role} first.",
                name=person.name,
                what=_what(membership.role, plan),
                role=say_value(membership.role),
            )
        )
    event = RoleTaken(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=membership.plan_id,
        person=person.name,
        role=membership.role.value,
        person_id=person.id,
        **(marks or {}),
    )
    ctx.uow.people.take_role(membership, because=event)
    if membership.role is Role.COORDINATOR and plan is not None:
        no_longer_coordinates(ctx.uow, person, plan, now=ctx.now, sight=Sight.of(ctx.actor))
    if person.id != ctx.actor.id:

        def taken() -> Reply:
            name, was = ctx.actor.person.name, _what(membership.role, plan)
            return say(tr("{name} has taken a role from you: you are no longer {what}.", name=name, what=was))

        let_know(ctx.uow, person.id, taken, key=f"role:{event.id}", now=ctx.now)
    return event


@way_back(RoleGiven, RoleTaken)
def _back(event: RoleGiven | RoleTaken, ctx: Context) -> Back:
    """Take the role that was given, or give the one that was taken."""
    role = Role(event.role)
    plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
    person = ctx.uow.people.person(PersonId(event.person_id)) if event.person_id else None
    if person is None or not is_somebody(person) or (plan is None and event.plan_id is not None):
        raise overtaken(tr("{name} was changed", name=event.person))
    _refuse(role, plan, ctx)
    membership = Membership(person.id, role, event.plan_id)
    has = person.id in {one.id for one in ctx.uow.people.holders(role, event.plan_id)}
    if has != isinstance(event, RoleGiven):
        raise overtaken(tr("the roles of {name} were changed", name=person.name))
    said = {"name": person.name, "what": _what(role, plan)}
    if isinstance(event, RoleGiven):
        return Back(tr("{name} is no longer {what}.", **said), _take(person, membership, plan, ctx, taking_back(event)))
    return Back(tr("{name} is {what} again.", **said), _give(person, membership, plan, ctx, taking_back(event)))


def _said(sentence: str, event: RoleGiven | RoleTaken) -> Reply:
    back = Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=sentence))
    return Reply(elements=(Paragraph(text=sentence), Buttons(buttons=(back,))), replaces=True)
