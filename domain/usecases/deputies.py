"""`deputy`: a lead names somebody who acts for them for a while. It ends by itself."""

from __future__ import annotations

import re
from datetime import timedelta

from domain.context import Context
from domain.due import say_date
from domain.errors import Invalid, NotFound, Refused, Stale
from domain.messages import Message
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
    found = list(re.finditer(r"(?:^|\s+)(?:until|till|to)\s+", words, re.I))
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
    made = name_stand_in(StandInKind.DEPUTY, person, ctx.actor.person, ctx, until=day)
    sentence = tr("{name} acts for you until {date}.", name=person.name, date=say_date(day))
    back = Button(
        label=tr("End it"), sends=EndDeputy(stand_in=made.id), describe=tr("End it: {sentence}", sentence=sentence)
    )

    def named() -> Reply:
        return say(
            tr(
                "{name} has named you as their deputy until {date}. Their actions are in your list.",
                name=ctx.actor.person.name,
                date=say_date(day),
            )
        )

    def stands_in() -> Reply:
        return say(
            tr(
                "{deputy} acts for {name} until {date}.",
                deputy=person.name,
                name=ctx.actor.person.name,
                date=say_date(day),
            )
        )

    let_know(ctx.uow, person.id, named, key=f"deputy:{made.id}", now=ctx.now)
    for plan_id in sorted({one.plan_id for one in ctx.actor.memberships if one.role is Role.LEAD and one.plan_id}):
        let_coordinators_know(
            ctx.uow,
            plan_id,
            stands_in,
            key=f"deputy:{made.id}",
            now=ctx.now,
            but=(ctx.actor.id, person.id),
        )
    return Reply(elements=(Paragraph(text=sentence), Buttons(buttons=(back,))), replaces=True)


def _mine(ctx: Context) -> list[StandIn]:
    return [
        one
        for one in ctx.uow.people.acting_for(ctx.actor.id)
        if one.kind is StandInKind.DEPUTY and one.ended_at is None and (one.until is None or one.until >= ctx.today)
    ]


def _now(ctx: Context) -> Reply:
    mine = _mine(ctx)
    if not mine:
        return say(tr("Nobody acts for you. {example}", example=tr(_EXAMPLE)))
    people = [ctx.uow.people.person(one.person_id) for one in mine]
    words = join_names(
        [
            tr("{name} until {date}", name=person.name, date=say_date(one.until)) if one.until else person.name
            for one, person in zip(mine, people, strict=True)
            if person is not None
        ]
    )
    buttons = Buttons(
        buttons=(Button(label=tr("End it"), sends=EndDeputy(), describe=tr("Nobody acts for you any more")),)
    )
    return Reply(elements=(Paragraph(text=tr("For you acts {words}.", words=words)), buttons), replaces=True)


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
        end(one, ctx)
        person = ctx.uow.people.person(one.person_id)
        names.append(person.name if person else tr("somebody"))
    return Reply(
        elements=(Paragraph(text=tr("{names} no longer acts for you.", names=join_names(names))),), replaces=True
    )
