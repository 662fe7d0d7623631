"""Somebody did not leave after all: what was given to others goes back, where nothing has happened to it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.errors import Refused, Stale
from domain.events import ChangeUndone, LeadsAssigned, LeaverHandled, PersonChanged
from domain.happened import Logged
from domain.ids import EventId, PersonId
from domain.people import Person, Role, StandIn, StandInKind
from domain.people_messages import ComeBack
from domain.plans import Plan
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import tr, trn
from domain.undoing import undo
from domain.usecases.finding import lasting, touched
from domain.usecases.handing_on import hand_on
from domain.usecases.leaving import who_leaves
from domain.usecases.news import tell_of_assignment
from domain.usecases.posts import name_stand_in
from domain.usecases.ways_back import Back, way_back
from domain.views import Paragraph, Reply, say

_KIND = frozenset({"leaver_handled"})
_MOST_LOOKED_AT = 200
_NAMED = 10


@registry.handles(ComeBack)
def come_back(command: ComeBack, ctx: Context) -> Reply:
    """They are still there."""
    person = who_leaves(command.person, command.called, ctx, lambda one: ComeBack(person=one))
    if not policy.may_vouch(ctx.actor, person, ctx.uow.people):
        raise Refused(tr("Only an administrator, or who coordinates all of their plans, can do that."))
    if person.left_at is None:
        return say(tr("{name} has not left.", name=person.name))
    logged = _when_they_left(person, ctx)
    if logged is None or not isinstance(logged.event, LeaverHandled):
        return Reply(elements=(Paragraph(text=_is_back(person, ctx)),), replaces=True)
    back = taken_back(logged.event, ctx)
    ctx.uow.history.mark_undone(logged.event.id, EventId(back.event.id))
    return Reply(elements=(Paragraph(text=back.said),), replaces=True)


def _when_they_left(person: Person, ctx: Context) -> Logged | None:
    lines, _ = ctx.uow.history.beside_actions(_KIND, limit=_MOST_LOOKED_AT)
    for logged in lines:
        event = logged.event
        if isinstance(event, LeaverHandled) and event.person_of == person.id and event.gone:
            return logged if logged.undone_by is None else None
    return None


@way_back(LeaverHandled)
def taken_back(event: LeaverHandled, ctx: Context) -> Back:
    """Take back what was done for somebody who leaves.

    Raises:
        Stale: they were back already, or left again.
        Refused: somebody else must say it.
    """
    person = ctx.uow.people.person(PersonId(event.person_of))
    if person is None or (event.gone and person.left_at is None):
        raise Stale(tr("That can't be undone any more: {name} is back already.", name=event.person))
    said = []
    if event.gone:
        if not policy.may_vouch(ctx.actor, person, ctx.uow.people):
            raise Refused(tr("Only an administrator, or who coordinates all of their plans, can do that."))
        said.append(_is_back(person, ctx))
        said += _acts_again(event, person, ctx)
    elif person.left_at is not None and event.steps:
        raise Stale(tr("{name} has left since. Nothing was changed.", name=person.name))
    said += _given_back(event, person, ctx)
    undone = ChangeUndone(at=ctx.now, by=ctx.actor.signature, undid=event.id, what=event.kind, fields=())
    ctx.uow.history.add(undone)
    return Back(" ".join(said), undone, for_good=True)


def _is_back(person: Person, ctx: Context) -> str:
    event = PersonChanged(at=ctx.now, by=ctx.actor.signature, person=person.name, what="back")
    ctx.uow.people.save(replace(person, left_at=None), because=event)
    for one in ctx.uow.people.memberships(person.id):
        if one.role is Role.COORDINATOR and one.plan_id is not None:
            hand_on(ctx.uow, one.plan_id, now=ctx.now, but=ctx.actor.id)
    return tr("{name} is back.", name=person.name)


def _given_back(event: LeaverHandled, person: Person, ctx: Context) -> list[str]:
    back: list[str] = []
    stays: list[str] = []
    unseen = 0
    for step in event.steps:
        logged = ctx.uow.history.by_id(EventId(step))
        if logged is None:
            unseen += 1
            continue
        if logged.undone_by is not None or logged.event.action_id is None:
            continue
        action = ctx.uow.actions.by_id(logged.event.action_id)
        plan = ctx.uow.plans.by_id(action.plan_id) if action else None
        if action is None or plan is None:
            unseen += 1
        elif _may_go_back(logged, action, plan, ctx):
            back.append(_back(logged, action, plan, ctx))
        else:
            stays.append(action.key)
    said = []
    if back:
        said.append(
            trn(
                "{names} is theirs again.",
                "{names} are theirs again.",
                len(back),
                names=_few(back),
            )
        )
    if stays:
        said.append(
            trn(
                "{names} stays where it is, because of a later change.",
                "{names} stay where they are, because of a later change.",
                len(stays),
                names=_few(stays),
            )
        )
    if unseen:
        said.append(
            trn(
                "{count:,} action in a plan of others stays where it is.",
                "{count:,} actions in plans of others stay where they are.",
                unseen,
            )
        )
    return said


def _few(keys: list[str]) -> str:
    more = len(keys) - _NAMED
    return (
        join_names(keys) if more <= 0 else tr("{names} and {count:,} more", names=", ".join(keys[:_NAMED]), count=more)
    )


def _may_go_back(logged: Logged, action: Action, plan: Plan, ctx: Context) -> bool:
    """Is it open, theirs to give, and led as it was left?"""
    if not action.is_open or not policy.may_coordinate(ctx.actor, plan):
        return False
    later = lasting(ctx.uow.history.since_version(action.id, logged.version or 0))
    return not any(touched(one.event) & LeadsAssigned.touches for one in later)


def _back(logged: Logged, action: Action, plan: Plan, ctx: Context) -> str:
    before = action.leads
    back, undone = undo(action, logged.event, by=ctx.actor.signature, at=ctx.now)
    ctx.uow.actions.save(back, because=undone)
    ctx.uow.history.mark_undone(logged.event.id, undone.id)
    now = ctx.uow.actions.by_id(action.id)
    if now is not None:
        me = ctx.actor
        tell_of_assignment(ctx.uow, now, plan, before, by=me.id, name=me.person.name, now=ctx.now)
    return action.key


def _acts_again(event: LeaverHandled, person: Person, ctx: Context) -> list[str]:
    """The roles they held, the teams they belonged to, and who acted for whom, where nobody else does by now."""
    names = []
    for stand_in_id, for_id in event.ended:
        acting = ctx.uow.people.acting_for(PersonId(for_id))
        ended = next((one for one in acting if one.id == stand_in_id), None)
        post = ctx.uow.people.person(PersonId(for_id))
        who = ctx.uow.people.person(ended.person_id) if ended else None
        if ended is None or post is None or who is None or not _is_free(ended, acting, ctx):
            continue
        if post.left_at is None and who.left_at is None:
            name_stand_in(ended.kind, who, post, ctx, until=ended.until)
            names.append(post.name if who.id == person.id else who.name)
    if not names:
        return []
    return [tr("They act again as before with {names}.", names=join_names(names))]


def _is_free(ended: StandIn, acting: Sequence[StandIn], ctx: Context) -> bool:
    if ended.until is not None and ended.until < ctx.today:
        return False
    there = [one for one in acting if one.counts_on(ctx.today) and one.kind is ended.kind]
    if ended.kind is StandInKind.MEMBER:
        return all(one.person_id != ended.person_id for one in there)
    return not there
