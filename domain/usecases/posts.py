"""Who holds a role, and who belongs to a team: now, and before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.context import Context
from domain.events import Event, MembersSet, StandInEnded, StandInNamed
from domain.ids import StandInId, new_id
from domain.people import Person, PersonKind, StandIn, StandInKind
from domain.plans import Lead


def members(post: Person, ctx: Context) -> tuple[str, ...]:
    """The ids of those who hold a role or belong to a team, deputies left out."""
    acting = ctx.uow.people.acting_for(post.id)
    return tuple(
        sorted({one.person_id for one in acting if one.ended_at is None and one.kind is not StandInKind.DEPUTY})
    )


def set_members(post: Person, people: Sequence[Person], ctx: Context) -> None:
    """These and no others hold the role or belong to the team from today; history keeps who did before."""
    kind = StandInKind.HOLDER if post.kind is PersonKind.ROLE else StandInKind.MEMBER
    wanted = {person.id: person for person in people}
    for one in ctx.uow.people.acting_for(post.id):
        if one.ended_at is not None or one.kind is StandInKind.DEPUTY:
            continue
        if one.person_id in wanted:
            del wanted[one.person_id]
            continue
        end(one, ctx)
    for person in wanted.values():
        name_stand_in(kind, person, post, ctx)


def set_people(
    lead: Lead, post: Person, people: Sequence[Person], ctx: Context, marks: Mapping[str, str] | None = None
) -> list[Event]:
    """The same, said for one of its leads; gives what was written down, by which it can be taken back. `marks` say
    what it takes back itself.
    """
    before = members(post, ctx)
    set_members(post, people, ctx)
    after = members(post, ctx)
    if after == before:
        return []
    event = MembersSet(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=lead.plan_id,
        acts_for=post.name,
        acts_for_id=post.id,
        lead_id=lead.id,
        before=before,
        after=after,
        **(marks or {}),
    )
    ctx.uow.history.add(event)
    return [event]


def name_stand_in(
    kind: StandInKind,
    person: Person,
    acts_for: Person,
    ctx: Context,
    *,
    until: date | None = None,
    marks: Mapping[str, str] | None = None,
) -> tuple[StandIn, StandInNamed]:
    """Somebody acts for somebody from today; gives that, and what was written down."""
    made = StandIn(
        StandInId(new_id()),
        ctx.organisation.id,
        kind,
        acts_for.id,
        person.id,
        ctx.today,
        until,
        for_name=acts_for.name,
    )
    named = StandInNamed(
        at=ctx.now,
        by=ctx.actor.signature,
        stand_in=made.id,
        why=kind.value,
        person=person.name,
        acts_for=acts_for.name,
        until=made.until,
        person_id=person.id,
        acts_for_id=acts_for.id,
        **(marks or {}),
    )
    ctx.uow.people.add_stand_in(made, because=named)
    return made, named


def end(stand_in: StandIn, ctx: Context, marks: Mapping[str, str] | None = None) -> StandInEnded:
    """It ends now."""
    person = ctx.uow.people.person(stand_in.person_id)
    ended = StandInEnded(
        at=ctx.now,
        by=ctx.actor.signature,
        stand_in=stand_in.id,
        why=stand_in.kind.value,
        person=person.name if person else "somebody",
        acts_for=stand_in.for_name,
        until=stand_in.until,
        person_id=stand_in.person_id,
        acts_for_id=stand_in.for_id,
        **(marks or {}),
    )
    ctx.uow.people.end_stand_in(stand_in, at=ctx.now, because=ended)
    return ended
