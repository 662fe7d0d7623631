"""`resend`: what channels and people of a plan did not get is sent once more, when somebody put right what was wrong.

What a person was not told is told anew in their hours, as far as it still holds; nobody else reads what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain import policy
from domain.audience import say_reason
from domain.context import Context
from domain.errors import Invalid
from domain.events import MessageSentAgain
from domain.ids import PersonId
from domain.messages import ShowPlan
from domain.people import Role
from domain.plans import Plan
from domain.posting import Letter
from domain.registry import registry
from domain.reminder_messages import SendAgain
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan
from domain.usecases.plan_digest import say_reason as why_unreached
from domain.views import Button, Buttons, Paragraph, Reply, say

_WHAT = marked("have messages sent again")


def parse(word: str, rest: str) -> SendAgain:
    """`resend TSP`."""
    if len(rest.split()) > 1:
        raise Invalid(tr("Please say “resend” and the plan's code, for example: resend TSP"))
    return SendAgain(plan=rest.strip())


@registry.handles(
    SendAgain,
    verb="resend",
    aliases=("try again",),
    usage="resend [PLAN]",
    summary=marked("Send again what channels and people of a plan did not get (coordinators)"),
    detail=marked(
        "Messages that could not be delivered in the last 30 days. What may have arrived is looked for first, an "
        "overdue post shows its actions as they are now, and people are told in their hours what still holds."
    ),
    parse=parse,
)
def send_again(command: SendAgain, ctx: Context) -> Reply:
    """Queue them anew, and say where to and why they failed."""
    plan = find_plan(
        ctx, command.plan, lambda code: command.with_(plan=code), fits=lambda one: ctx.actor.coordinates(one.id)
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    posts = [one for one in ctx.uow.outbox.given_up(plan.id) if _queue(one, ctx)]
    direct = [one for one in ctx.uow.outbox.given_up_to(_people(plan, ctx)) if _queue(one, ctx)]
    if not posts and not direct:
        return say(tr("Every message about {code} of the last 30 days has arrived, or waits.", code=plan.code))
    lines = []
    if posts:
        sent = trn(
            "{count:,} message about {code} is sent again:",
            "{count:,} messages about {code} are sent again:",
            len(posts),
            code=plan.code,
        )
        lines += [sent, *dict.fromkeys(_line(one, plan, ctx) for one in posts)]
    if direct:
        lines += [tr("Told anew in their hours, as far as it still holds:"), *dict.fromkeys(_whom(direct, ctx))]
    show = Button(label=tr("The plan"), sends=ShowPlan(plan=plan.code), describe=tr("The plan {code}", code=plan.code))
    return Reply(elements=(Paragraph(text="\n".join(lines)), Buttons(buttons=(show,))))


def _people(plan: Plan, ctx: Context) -> set[PersonId]:
    """Who leads something in the plan, acts for one of them, or has a role in it."""
    people = ctx.uow.people
    found = {lead.person_id for lead in ctx.uow.plans.leads(plan.id) if lead.person_id is not None}
    found |= {one.person_id for each in sorted(found) for one in people.acting_for(each)}
    return found | {person.id for role in (Role.COORDINATOR, Role.VIEWER) for person in people.holders(role, plan.id)}


def _whom(letters: Sequence[Letter], ctx: Context) -> Iterator[str]:
    for letter in letters:
        person = ctx.uow.people.person(letter.person_id) if letter.person_id else None
        if person is not None:
            yield f"• {person.name} ({letter.destination.platform.value.title()}): {why_unreached(letter.reason)}"


def _queue(letter: Letter, ctx: Context) -> bool:
    because = MessageSentAgain(
        at=ctx.now, by=ctx.actor.signature, message=letter.id, platform=letter.destination.platform.value
    )
    return ctx.uow.outbox.send_again(letter.id, because=because)


def _line(letter: Letter, plan: Plan, ctx: Context) -> str:
    where = letter.destination
    follow = next((one for one in ctx.uow.plans.follows(plan.id) if one.channel == where.conversation), None)
    name = follow.channel_name.removeprefix("#") if follow else ""
    why = say_reason(letter.reason) or tr("the platform says “{reason}”", reason=letter.reason[:60])
    return f"• {f'#{name}' if name else tr('a channel')} ({where.platform.value.title()}): {why}"
