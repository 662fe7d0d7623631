"""`resend`: what a plan's channels did not get is sent once more, when somebody has put right what was wrong."""

from __future__ import annotations

from domain import policy
from domain.audience import say_reason
from domain.context import Context
from domain.errors import Invalid
from domain.events import MessageSentAgain
from domain.messages import ShowPlan
from domain.plans import Plan
from domain.posting import Letter
from domain.registry import registry
from domain.reminder_messages import SendAgain
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan
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
    summary=marked("Send again what channels of a plan did not get (coordinators)"),
    detail=marked(
        "Messages that could not be delivered in the last 30 days. What may have arrived is looked for first, and an "
        "overdue post shows its actions as they are now."
    ),
    parse=parse,
)
def send_again(command: SendAgain, ctx: Context) -> Reply:
    """Queue them anew, and say where to and why they failed."""
    plan = find_plan(
        ctx, command.plan, lambda code: command.with_(plan=code), fits=lambda one: ctx.actor.coordinates(one.id)
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    letters = ctx.uow.outbox.given_up(plan.id)
    sent = [one for one in letters if _queue(one, ctx)]
    if not sent:
        return say(tr("Every message about {code} of the last 30 days has arrived, or waits.", code=plan.code))
    lines = [
        trn(
            "{count:,} message about {code} is sent again:",
            "{count:,} messages about {code} are sent again:",
            len(sent),
            code=plan.code,
        ),
        *dict.fromkeys(_line(one, plan, ctx) for one in sent),
    ]
    show = Button(label=tr("The plan"), sends=ShowPlan(plan=plan.code), describe=tr("The plan {code}", code=plan.code))
    return Reply(elements=(Paragraph(text="\n".join(lines)), Buttons(buttons=(show,))))


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
