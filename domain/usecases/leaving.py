"""`people leave`: what somebody leads who leaves goes to others in one form; and who is told of a closed account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain import policy
from domain.actions import ActionLead, ActionRow, Status
from domain.context import Context
from domain.errors import FieldErrors, NotFound, Refused
from domain.events import LeaverHandled, PersonChanged
from domain.ids import EventId, PersonId, PlanId
from domain.language.people import TypedName
from domain.messages import Message
from domain.people import EVERYTHING, Person, PersonKind, Role, Sight
from domain.people_messages import ComeBack, Leave, OpenLeave, UndoLinks
from domain.plans import Plan
from domain.presenters import first_words, join_names, say_due
from domain.registry import registry
from domain.speech import tr, trn
from domain.usecases.assign import lead_for
from domain.usecases.handing_on import no_longer_coordinates
from domain.usecases.meant import Meaning
from domain.usecases.namesakes import people_called
from domain.usecases.news import tell_of_assignment
from domain.usecases.picking import NOT_LINKED, choices
from domain.usecases.posts import end
from domain.views import Button, Buttons, ChoiceField, Form, Paragraph, PersonField, Reply, SmallPrint

_OPEN = frozenset({Status.OPEN.value})
_MOST_LISTED = 15


def who_leaves(person_id: str, called: str, ctx: Context, again: Callable[[PersonId], Message]) -> Person:
    """Whom they mean: a person by id, by name, or by the name that a plan prints.

    Raises:
        Asked, NotFound
    """
    if person_id:
        found = [ctx.uow.people.person(PersonId(person_id))]
    else:
        name = called.strip().strip('"“”')
        if TypedName(name).is_me:
            return ctx.actor.person
        leads = [lead for lead in ctx.uow.plans.leads() if lead.name.casefold() == name.casefold()]
        ids = sorted({lead.person_id for lead in leads if lead.person_id})
        found = [*ctx.uow.people.named(name)] or [ctx.uow.people.person(one) for one in ids]
        if len(found) != 1:
            found = [*people_called(name, ctx, again)]
    people = [one for one in found if one is not None and one.kind is PersonKind.PERSON]
    if not people:
        raise NotFound(
            tr(
                "I know nobody called {words}. {not_linked}",
                words=first_words(called, 60) or tr("that"),
                not_linked=tr(NOT_LINKED),
            )
        )
    return people[0]


def _plans_of(person: Person, ctx: Context) -> list[Plan]:
    """The plans in which they lead something and that this person coordinates.

    Raises:
        Refused: there is none, and they are no administrator.
    """
    led = {one.plan_id for one in ctx.uow.people.ties(person.id) if one.plan_id is not None}
    seen = [plan for plan in ctx.uow.plans.all() if plan.id in led]
    plans = [plan for plan in seen if policy.may_coordinate(ctx.actor, plan)]
    if not plans and not ctx.actor.is_administrator:
        names = {one.name for plan in seen for one in ctx.uow.people.holders(Role.COORDINATOR, plan.id)} or {
            one.name for one in ctx.uow.people.holders(Role.ADMINISTRATOR, None)
        }
        raise Refused(
            tr(
                "Only a coordinator of a plan in which they lead something can do that. Please ask {names}.",
                names=join_names(sorted(names)[:3], "or") or tr("your administrator"),
            )
        )
    return plans


def _rows(person: Person, plans: Sequence[Plan], ctx: Context) -> list[ActionRow]:
    mine = {plan.id for plan in plans}
    return [row for row in ctx.uow.actions.of_person(person.id, statuses=_OPEN) if row.plan_id in mine]


@registry.handles(OpenLeave)
def open_leave(query: OpenLeave, ctx: Context) -> Reply:
    """The form: what they lead, and to whom it goes."""
    person = who_leaves(query.person, query.called, ctx, lambda one: OpenLeave(person=one))
    plans = _plans_of(person, ctx)
    rows = _rows(person, plans, ctx)
    lines = [f"{row.key} · {first_words(row.text, 60)} · {say_due(row.due, ctx.today)}" for row in rows[:_MOST_LISTED]]
    if len(rows) > _MOST_LISTED:
        lines.append(tr("and {count} more", count=len(rows) - _MOST_LISTED))
    elsewhere = _elsewhere(person, plans, ctx)
    count = trn(
        "{name} leads {count:,} open action that you can give to others",
        "{name} leads {count:,} open actions that you can give to others",
        len(rows),
        name=person.name,
    )
    return Reply(
        form=Form(
            title=tr("Somebody leaves"),
            intro="\n".join([f"{count}.", *lines, *([elsewhere] if elsewhere else [])]),
            sends=Leave(person=person.id),
            fields=(
                *(
                    (
                        PersonField(
                            name="who",
                            label=trn("Who leads it from now on?", "Who leads them from now on?", len(rows)),
                            several=True,
                            required=True,
                            typed_label=tr("Or a name, as the plan prints it"),
                            choices=choices([lead for plan in plans for lead in ctx.uow.plans.leads(plan.id)], ctx),
                        ),
                    )
                    if rows
                    else ()
                ),
                ChoiceField(
                    name="gone",
                    label=tr("Does {name} leave?", name=person.name),
                    options=(
                        ("yes", tr("Yes: they can't use Action Log any more")),
                        ("no", tr("No: only give their actions on")),
                    ),
                    value="yes",
                    required=True,
                ),
            ),
        )
    )


def _elsewhere(person: Person, plans: Sequence[Plan], ctx: Context) -> str:
    """How much stays with them in plans of others: said with who can help, nothing else of those plans."""
    mine = {plan.id for plan in plans}
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        others: dict[PlanId, int] = defaultdict(int)
        for row in ctx.uow.actions.of_person(person.id, statuses=_OPEN):
            if row.plan_id not in mine:
                others[row.plan_id] += 1
        if not others:
            return ""
        names = {one.name for plan_id in others for one in ctx.uow.people.holders(Role.COORDINATOR, plan_id)}
    finally:
        ctx.uow.see_with(sight)
    whom = join_names(sorted(names)[:3], "or")
    return tr("{count:,} more in plans of others", count=sum(others.values())) + (
        tr(": please ask {whom}.", whom=whom) if whom else "."
    )


@registry.handles(Leave)
def leave(command: Leave, ctx: Context) -> Reply:
    """Give each action to the new leads in their place; and, if they leave, end what they may do."""
    person = who_leaves(command.person, "", ctx, lambda one: OpenLeave(person=one))
    plans = _plans_of(person, ctx)
    rows = _rows(person, plans, ctx)
    done: list[str] = []
    steps: list[EventId] = []
    to: list[str] = []
    if rows:
        people, new = _heirs(command, person, ctx)
        for plan in plans:
            given = _give(plan, [row for row in rows if row.plan_id == plan.id], person, people, ctx)
            done += [key for key, _ in given]
            steps += [step for _, step in given]
        to = [one.name for one in people]
        names = join_names(to)
        said = trn(
            "{count:,} action of {name} goes to {names}: ",
            "{count:,} actions of {name} go to {names}: ",
            len(done),
            name=person.name,
            names=names,
        )
        said += join_names(done[:10]) + (tr(" and {count} more.", count=len(done) - 10) if len(done) > 10 else ".")
        said += new
    else:
        said = tr("{name} leads nothing open in your plans.", name=person.name)
    gone = None
    if command.gone.casefold() == "yes":
        words, gone = _gone(person, ctx)
        said += " " + words
    handled = LeaverHandled(
        at=ctx.now,
        by=ctx.actor.signature,
        person=person.name,
        person_of=person.id,
        to=tuple(to),
        steps=tuple(steps),
        gone=gone is not None,
        ended=gone or (),
    )
    if steps or gone is not None:
        ctx.uow.history.add(handled)
    left = _elsewhere(person, plans, ctx)
    return Reply(
        elements=(
            Paragraph(text=said),
            *((SmallPrint(text=left),) if left else ()),
            *((Buttons(buttons=(_back(person, handled),)),) if steps or gone is not None else ()),
        ),
        replaces=True,
    )


def _back(person: Person, handled: LeaverHandled) -> Button:
    if not handled.gone:
        return Button(label=tr("Undo"), sends=UndoLinks(events=(handled.id,)), describe=tr("Undo"))
    return Button(
        label=tr("They have not left"),
        sends=ComeBack(person=person.id),
        describe=tr("{name} has not left", name=person.name),
    )


def _heirs(command: Leave, person: Person, ctx: Context) -> tuple[list[Person], str]:
    """Who leads it from now on, and what to say of those who are new."""
    meaning = Meaning(ctx, lambda who: command.with_(who=who))
    people = meaning.people(command.who)
    if not people:
        raise FieldErrors({"who": tr("Please say who leads them from now on.")})
    if any(one.id == person.id for one in people):
        raise FieldErrors({"who": tr("Please pick somebody other than {name}.", name=person.name)})
    return people, meaning.say_new()


def _give(
    plan: Plan, rows: Sequence[ActionRow], person: Person, people: Sequence[Person], ctx: Context
) -> list[tuple[str, EventId]]:
    known = {lead.name: lead for lead in ctx.uow.plans.leads(plan.id)}
    new = [lead_for(one, plan.id, known, ctx) for one in people]
    done = []
    for row in rows:
        action = ctx.uow.actions.by_id(row.id)
        if action is None:
            continue
        leads: list[ActionLead] = []
        for lead in action.leads:
            if lead.person_id == person.id:
                leads += [replace(lead, lead_id=one.id, name=one.name, person_id=one.person_id) for one in new]
            else:
                leads.append(lead)
        unique = {lead.lead_id: lead for lead in reversed(leads)}
        assigned, event = action.assign(tuple(reversed(unique.values())), by=ctx.actor.signature, at=ctx.now)
        assigned = ctx.uow.actions.save(assigned, because=event)
        me = ctx.actor
        tell_of_assignment(ctx.uow, assigned, plan, action.leads, by=me.id, name=me.person.name, now=ctx.now)
        done.append((action.key, event.id))
    return done


def _gone(person: Person, ctx: Context) -> tuple[str, tuple[tuple[str, str], ...] | None]:
    """They have left: nobody but those who may speak for them can say so. Gives the stand-ins that ended with it, each
    with whom it was for; `None` where they did not leave.
    """
    if not policy.may_vouch(ctx.actor, person, ctx.uow.people):
        return tr("An administrator must say that they have left: they are in plans of others too."), None
    if person.id == ctx.actor.id:
        return tr("That you have left yourself, somebody else must say."), None
    if person.left_at is not None:
        return tr("{name} has left already.", name=person.name), None
    sight = Sight.of(ctx.actor)
    event = PersonChanged(at=ctx.now, by=ctx.actor.signature, person=person.name, what="left")
    ctx.uow.people.save(replace(person, left_at=ctx.now), because=event)
    ended = []
    for one in [*ctx.uow.people.acting_for(person.id), *ctx.uow.people.acted_for(person.id)]:
        if one.ended_at is None:
            end(one, ctx)
            ended.append((str(one.id), str(one.for_id)))
    said = [tr("{name} can't use Action Log any more.", name=person.name)]
    plans = _coordinated(person, ctx)
    said += [no_longer_coordinates(ctx.uow, person, plan, now=ctx.now, sight=sight) for plan in plans]
    return " ".join(filter(None, said)), tuple(ended)


def _coordinated(person: Person, ctx: Context) -> list[Plan]:
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        held = ctx.uow.people.memberships(person.id)
        plans = [ctx.uow.plans.by_id(one.plan_id) for one in held if one.role is Role.COORDINATOR and one.plan_id]
    finally:
        ctx.uow.see_with(sight)
    return [plan for plan in plans if plan is not None]
