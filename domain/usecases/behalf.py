"""Acting for somebody else: a coordinator writes down what somebody said who has no account here, a deputy does what
their lead would. Both are themselves, and history says for whom.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.errors import Asked, FieldErrors, Invalid
from domain.language.likeness import near
from domain.language.on_behalf import looks_like_a_name, read_ends, read_inside, starts
from domain.messages import ChangeRag, Complete, MoveDate, Update
from domain.people import StandInKind
from domain.plans import Plan
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.speech import tr
from domain.views import Button, ChoiceField

_LEADS = 8
_OFFERED = 3
_TRAVELS = 600
# Until a person has said whose words they are, nothing is stored of them; `-` says that they are nobody else's.
_NOBODY = "-"

Told = TypeVar("Told", Update, Complete, ChangeRag, MoveDate)


def act_for_another(ctx: Context, action: Action, plan: Plan) -> None:
    """A deputy's changes are signed as such; who coordinates the plan or leads the action acts for nobody."""
    actor = ctx.actor
    if actor.coordinates(plan.id) or action.led_by(actor.id):
        return
    posts = [one for one in actor.stands_in if action.led_by(one.for_id)]
    if posts and all(one.kind is StandInKind.DEPUTY for one in posts):
        ctx.actor = replace(actor, deputy_for=posts[0].for_name)


def hear_behalf(ctx: Context, action: Action, plan: Plan, command: Told, field: str) -> Told:
    """The command with whom it was done for, where its words say so anywhere: `survey sent, on behalf of GD`.

    Raises:
        Asked: the words look so, but there is nobody of that name, or it can be the note's own; nothing is stored.
    """
    words = getattr(command, field)
    if ctx.inbound.fields or command.behalf.strip() == _NOBODY:
        return command
    if command.behalf:
        if not words.strip() and _called(ctx, action, plan, command.behalf) is None:
            for name, rest in starts(command.behalf):  # `on behalf of GD survey sent out`
                if rest and _called(ctx, action, plan, name) is not None:
                    return command.with_(behalf=name, **{field: rest})
        return command
    coordinates = policy.may_coordinate(ctx.actor, plan)
    if (said := read_ends(words)) is not None:
        found = _called(ctx, action, plan, said.name)
        if found is not None and coordinates:
            return command.with_(behalf=found, **{field: said.words})
        if found is None and coordinates:  # `on behalf of GD to all schools`
            for name, _ in starts(said.name):
                if looks_like_a_name(name) and (known := _called(ctx, action, plan, name)) is not None:
                    raise _whose(ctx, action, plan, command, field, name, words, known)
        if (found is not None or said.sure) and (coordinates or not said.weak):
            raise _whose(ctx, action, plan, command, field, said.name, said.words, found)
    elif coordinates and (inside := read_inside(words)):
        for name, _ in starts(inside):
            if looks_like_a_name(name) and (found := _called(ctx, action, plan, name)) is not None:
                raise _whose(ctx, action, plan, command, field, name, words, found)
    return command


def _whose(
    ctx: Context, action: Action, plan: Plan, command: Told, field: str, name: str, rest: str, found: str | None
) -> Asked:
    words = getattr(command, field)
    own = Button(label=tr("These are my own words"), sends=command.with_(behalf=_NOBODY))
    quote = words.strip() if len(words) > _TRAVELS else ""
    if not policy.may_coordinate(ctx.actor, plan):
        said = tr(
            "Only who coordinates {code} writes something down on behalf of somebody else. Shall I keep all of it as "
            "your own words? Nothing is saved yet.",
            code=plan.code,
        )
        return Asked(said, buttons=(own,), quote=quote)
    if found is not None:
        said = tr(
            "Do you write this down on behalf of {name}, or does your note only speak of them? Nothing is saved yet.",
            name=found,
        )
        names = [found]
    else:
        said = tr(
            "I know nobody called “{words}” there, so I can't tell whose words these are. Nothing is saved yet.",
            words=first_words(name, 60),
        )
        names = _offered(ctx, action, plan, name)
    for_them: list[Button] = [
        Button(
            label=tr("On behalf of {name}", name=first_words(one, 50)),
            sends=command.with_(behalf=one, **{field: rest}),
            style="primary" if found else "default",
        )
        for one in names
    ]
    return Asked(said, buttons=(*for_them, own), quote=quote)


def _offered(ctx: Context, action: Action, plan: Plan, name: str) -> list[str]:
    """Who may be meant by a name that nobody has: those whose name is near, else the action's leads."""
    found = _near(ctx, plan, name)
    return found or [lead.name for lead in action.leads if lead.person_id != ctx.actor.id][:_OFFERED]


def act_on_behalf(ctx: Context, action: Action, plan: Plan, name: str) -> None:
    """From here on a coordinator signs on behalf of this lead or person; no name, or `-`, and nothing changes.

    Raises:
        Refused: they don't coordinate the plan.
        FieldErrors, Invalid: there is nobody of that name.
    """
    if not name.strip(" -"):
        return
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("do something on behalf of somebody"))
    found = _called(ctx, action, plan, name)
    if found is None:
        leads = join_names([lead.name for lead in action.leads], "or") or tr("one of its leads")
        words = tr(
            "I know nobody called {words} there. {key} is led by {leads}.",
            words=first_words(name, 60),
            key=action.key,
            leads=leads,
        )
        if ctx.inbound.fields:
            raise FieldErrors({"behalf": words})
        if run_on := _run_on(ctx, action, plan, name):
            raise Asked(tr("Do you mean this? A colon after the name says where it ends."), buttons=run_on)
        if buttons := _meant(ctx, plan, name):
            raise Asked(
                f"{words} {tr('Did you mean {names}?', names=join_names([one.label for one in buttons], 'or'))}",
                buttons=buttons,
            )
        raise Invalid(words + " " + tr("After the name please put a colon."))
    if found.casefold() != ctx.actor.person.name.casefold():
        ctx.actor = replace(ctx.actor, on_behalf_of=found)


def _called(ctx: Context, action: Action, plan: Plan, name: str) -> str | None:
    """The name as it is kept, of a lead of the action, else of the plan, else of a person."""
    bare = " ".join(name.split())
    if bare[:4].casefold() == "the ":
        bare = bare[4:]
    wanted = bare.casefold()
    for lead in action.leads:
        person = ctx.uow.people.person(lead.person_id) if lead.person_id else None
        if wanted in {lead.name.casefold(), person.name.casefold() if person else ""}:
            return person.name if person else lead.name
    lead_of_plan = ctx.uow.plans.lead_named(plan.id, bare)
    if lead_of_plan is not None:
        return lead_of_plan.name
    people = ctx.uow.people.named(bare)
    if len(people) > 1 and {lead.person_id for lead in ctx.uow.plans.leads(plan.id)} & {one.id for one in people}:
        return None  # history keeps a name: the one under which the plan prints each of them tells them apart
    return people[0].name if people else None


def _near(ctx: Context, plan: Plan, name: str) -> list[str]:
    people = [one.name for one in ctx.uow.people.all() if one.left_at is None]
    return near(name, [*(lead.name for lead in ctx.uow.plans.leads(plan.id)), *people])


def _run_on(ctx: Context, action: Action, plan: Plan, name: str) -> tuple[Button, ...]:
    """`on behalf of GD end of June` without its colon: the same with one, for a press."""
    line = ctx.inbound.said or ""
    for start, rest in starts(name):
        if rest and name in line and len(line) <= _TRAVELS and _called(ctx, action, plan, start) is not None:
            sends = registry.parse(line.replace(name, f"{start}: {rest}", 1))
            label = tr("On behalf of {name}", name=f"{start}: {rest}")
            return (Button(label=first_words(label, 70), sends=sends, style="primary"),)
    return ()


def _meant(ctx: Context, plan: Plan, name: str) -> tuple[Button, ...]:
    """The same request for each whose name is nearly that; none where what was typed is too long for a button."""
    if len(ctx.inbound.said or "") > _TRAVELS:
        return ()
    message = registry.message(ctx.inbound)
    found = _near(ctx, plan, name)
    return tuple(Button(label=first_words(each, 70), sends=message.with_(behalf=each)) for each in found)


def behalf_field(ctx: Context, action: Action, plan: Plan) -> tuple[ChoiceField, ...]:
    """For coordinators: whose words these are, where somebody else leads the action; else nothing."""
    if not policy.may_coordinate(ctx.actor, plan):
        return ()
    value = ctx.actor.on_behalf_of
    names = list(dict.fromkeys(lead.name for lead in action.leads if lead.person_id != ctx.actor.id))[:_LEADS]
    if value and value not in names:
        names.append(value)
    if not names:
        return ()
    own = ("-", tr("No, these are mine"))
    return (
        ChoiceField(
            name="behalf",
            label=tr("Do you write this on behalf of somebody?"),
            options=(own, *((name, name) for name in names)),
            value=value or "-",
            hint=tr("History says that you wrote it down for them."),
        ),
    )
