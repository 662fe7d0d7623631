"""`deputy`: a lead names somebody who acts for them for a while. It ends by itself."""

from __future__ import annotations

import re
from datetime import timedelta

from domain.context import Context
from domain.due import say_date
from domain.errors import Invalid, NotFound, Refused, Stale
from domain.events import StandInEnded, StandInNamed
from domain.ids import PersonId
from domain.messages import Message, Undo
from domain.people import Role, StandIn, StandInKind
from domain.people_messages import EndDeputy, NameDeputy
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.direct import let_coordinators_know, let_know
from domain.usecases.meant import Meaning
from domain.usecases.move_date import understand
from domain.usecases.picking import is_somebody
from domain.usecases.posts import end, name_stand_in
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, Paragraph, Reply, say

LONGEST = timedelta(days=366)
_EXAMPLE = marked("For example: deputy @Ann Hall until 3 May")
_NOBODY = frozenset({"nobody", "none", "no one", "off", "end", "stop"})


def parse(word: str, rest: str) -> Message:
    """`deputy @NAME until 3 May`, `deputy nobody`, `deputy`."""
    words = rest.strip()
    if words.casefold() in _NOBODY:
        return EndDeputy()
    who, _, day = _split(words)
    return NameDeputy(who=who, date=day)


def _split(words: str) -> tuple[str, str, str]:
    found = list(re.finditer(r"(?:^|\s+)(?:until|till|til|to)\s+", words, re.I))
    if not found:
        return words, "", ""
    return words[: found[-1].start()].strip(), "until", words[found[-1].end() :].strip()


@registry.handles(
    NameDeputy,
    verb="deputy",
    usage="deputy NAME until DATE | deputy nobody",
    summary=marked("Let somebody act for you for a while"),
    parse=parse,
)
def name_deputy(command: NameDeputy, ctx: Context) -> Reply:
    """They act as themselves, with "for" and the name in the history; their coordinators are told."""
    if not command.who:
        return _now(ctx)
    if ctx.actor.guest_plans is not None:
        raise Refused(tr("A guest can't name a deputy. Please ask a coordinator of your plan."))
    if not command.date.strip():
        raise Invalid(tr("Until when? {example}", example=tr(_EXAMPLE)))
    meaning = Meaning(ctx, lambda who: command.with_(who=who), may_be_new=False, may_link=False)
    person = meaning.person(command.who)
    if person.id == ctx.actor.id or not is_somebody(person):
        raise Invalid(tr("Please name somebody else, who is still there."))
    if not any(one.role is Role.LEAD for one in ctx.actor.memberships):
        raise Invalid(tr("You lead nothing, so there is nothing that a deputy could do for you."))
    due = understand(command.date, ctx, command, confirmed=command.confirmed, in_form=False)
    day = due.latest
    if day is None or day < ctx.today or day > ctx.today + LONGEST:
        raise Invalid(tr("Please give a day from today on, within a year. {example}", example=tr(_EXAMPLE)))
    for one in _mine(ctx):
        end(one, ctx)
    made, written = name_stand_in(StandInKind.DEPUTY, person, ctx.actor.person, ctx, until=day)
    sentence = tr("{name} acts for you until {date}.", name=person.name, date=say_date(day))
    back = Button(
        label=tr("End it"), sends=EndDeputy(stand_in=made.id), describe=tr("End it: {sentence}", sentence=sentence)
    )
    undo = Button(label=tr("Undo"), sends=Undo(event=written.id), describe=tr("Undo: {sentence}", sentence=sentence))

    def stands_in() -> Reply:
        return say(
            tr(
                "{deputy} acts for {name} until {date}.",
                deputy=person.name,
                name=ctx.actor.person.name,
                date=say_date(day),
            )
        )

    _let_deputy_know(made, ctx)
    for plan_id in sorted({one.plan_id for one in ctx.actor.memberships if one.role is Role.LEAD and one.plan_id}):
        let_coordinators_know(
            ctx.uow,
            plan_id,
            stands_in,
            key=f"deputy:{made.id}",
            now=ctx.now,
            but=(ctx.actor.id, person.id),
        )
    return Reply(elements=(Paragraph(text=sentence), Buttons(buttons=(back, undo))), replaces=True)


def _let_deputy_know(made: StandIn, ctx: Context) -> None:
    def named() -> Reply:
        return say(
            tr(
                "{name} has named you as their deputy until {date}. Their actions are in your list.",
                name=made.for_name,
                date=say_date(made.until or ctx.today),
            )
        )

    let_know(ctx.uow, made.person_id, named, key=f"deputy:{made.id}", now=ctx.now)


@way_back(StandInNamed, StandInEnded)
def _back(event: StandInNamed | StandInEnded, ctx: Context) -> Back:
    """End what began, or begin anew what was ended, until the same day."""
    person = ctx.uow.people.person(PersonId(event.person_id)) if event.person_id else None
    whom = ctx.uow.people.person(PersonId(event.acts_for_id)) if event.acts_for_id else None
    if person is None or whom is None or event.why != StandInKind.DEPUTY.value:
        raise overtaken(tr("who acts for {name} was changed", name=event.acts_for))
    now = _acting_for(whom.id, ctx)
    if isinstance(event, StandInNamed):
        one = next((each for each in now if (each.person_id, each.until) == (person.id, event.until)), None)
        if one is None:
            raise overtaken(tr("who acts for {name} was changed", name=whom.name))
        return Back(
            tr("{person} no longer acts for {name}.", person=person.name, name=whom.name),
            end(one, ctx, taking_back(event)),
        )
    if now or not (is_somebody(person) and is_somebody(whom)) or (event.until and event.until < ctx.today):
        raise overtaken(tr("who acts for {name} was changed", name=whom.name))
    made, written = name_stand_in(StandInKind.DEPUTY, person, whom, ctx, until=event.until, marks=taking_back(event))
    _let_deputy_know(made, ctx)
    return Back(tr("{person} acts for {name} again.", person=person.name, name=whom.name), written)


def _mine(ctx: Context) -> list[StandIn]:
    return _acting_for(ctx.actor.id, ctx)


def _acting_for(person_id: PersonId, ctx: Context) -> list[StandIn]:
    return [
        one
        for one in ctx.uow.people.acting_for(person_id)
        if one.kind is StandInKind.DEPUTY and one.ended_at is None and (one.until is None or one.until >= ctx.today)
    ]


def _now(ctx: Context) -> Reply:
    mine = _mine(ctx)
    if not mine:
        return say(tr("Nobody acts for you. {example}", example=tr(_EXAMPLE)))
    people = [ctx.uow.people.person(one.person_id) for one in mine]
    words = " ".join(
        tr("{name} acts for you until {date}.", name=person.name, date=say_date(one.until))
        if one.until
        else tr("{name} acts for you.", name=person.name)
        for one, person in zip(mine, people, strict=True)
        if person is not None
    )
    buttons = Buttons(
        buttons=(Button(label=tr("End it"), sends=EndDeputy(), describe=tr("Nobody acts for you any more")),)
    )
    return Reply(elements=(Paragraph(text=words), buttons), replaces=True)


@registry.handles(EndDeputy)
def end_deputy(command: EndDeputy, ctx: Context) -> Reply:
    """Nobody acts for this person any more."""
    mine = [one for one in _mine(ctx) if command.stand_in in {"", one.id}]
    if not mine and command.stand_in:
        raise Stale(tr("That has ended already."))
    if not mine:
        raise NotFound(tr("Nobody acts for you."))
    names = []
    for one in mine:
        written = end(one, ctx)
        person = ctx.uow.people.person(one.person_id)
        names.append(person.name if person else tr("somebody"))
    said = tr("{names} no longer acts for you.", names=join_names(names))
    undo = Button(label=tr("Undo"), sends=Undo(event=written.id), describe=tr("Undo: {sentence}", sentence=said))
    return Reply(elements=(Paragraph(text=said), Buttons(buttons=(undo,))), replaces=True)
