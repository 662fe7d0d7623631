"""Acting for somebody else: a coordinator writes down what somebody said who has no account here, a deputy does what
their lead would. Both are themselves, and history says for whom.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain import policy
from domain.actions import Action
from domain.context import Context
from domain.errors import Asked, FieldErrors, Invalid
from domain.language.because import split_because
from domain.language.likeness import near
from domain.people import StandInKind
from domain.plans import Plan
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.speech import tr
from domain.views import Button, ChoiceField

_BEHALF = re.compile(r"\s*(?:,\s*)?on behalf of\s+(?P<name>[^:]{1,200}?)\s*(?::\s*(?P<text>.*))?$", re.I | re.S)
_BEFORE_REASON = re.compile(r"(?P<head>.+?)[\s,]+on behalf of\s+(?P<name>[^:]{1,200})", re.I | re.S)
_LEADS = 8
_TRAVELS = 600


def take_behalf(words: str) -> tuple[str, str]:
    """`on behalf of GD: survey sent out` as the name and the words; without a colon it is all a name."""
    found = _BEHALF.match(words)
    if found is None:
        return "", words
    return found["name"].strip().strip('"“”'), (found["text"] or "").strip()


def part_behalf(words: str) -> tuple[str, str]:
    """The same, and `amber on behalf of GD because survey late` as the name and `amber because survey late`."""
    name, rest = take_behalf(words)
    if name:
        return name, rest
    head, reason = split_because(words)
    found = _BEFORE_REASON.fullmatch(head)
    if found is None:
        return "", words
    asked = found["head"].strip()
    return found["name"].strip().strip('"“”'), f"{asked} because {reason}" if reason else asked


def act_for_another(ctx: Context, action: Action, plan: Plan) -> None:
    """A deputy's changes are signed as such; who coordinates the plan or leads the action acts for nobody."""
    actor = ctx.actor
    if actor.coordinates(plan.id) or action.led_by(actor.id):
        return
    posts = [one for one in actor.stands_in if action.led_by(one.for_id)]
    if posts and all(one.kind is StandInKind.DEPUTY for one in posts):
        ctx.actor = replace(actor, deputy_for=posts[0].for_name)


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
    wanted = " ".join(name.split()).casefold()
    for lead in action.leads:
        person = ctx.uow.people.person(lead.person_id) if lead.person_id else None
        if wanted in {lead.name.casefold(), person.name.casefold() if person else ""}:
            return person.name if person else lead.name
    lead_of_plan = ctx.uow.plans.lead_named(plan.id, name)
    if lead_of_plan is not None:
        return lead_of_plan.name
    people = ctx.uow.people.named(name)  # history keeps the name, which namesakes share
    return people[0].name if people else None


def _meant(ctx: Context, plan: Plan, name: str) -> tuple[Button, ...]:
    """The same request for each whose name is nearly that; none where what was typed is too long for a button."""
    if len(ctx.inbound.said or "") > _TRAVELS:
        return ()
    message = registry.message(ctx.inbound)
    people = [one.name for one in ctx.uow.people.all() if one.left_at is None]
    found = near(name, [*(lead.name for lead in ctx.uow.plans.leads(plan.id)), *people])
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
