"""`reminders`: how a plan asks after ongoing actions, and when silence is told to its coordinators."""

from __future__ import annotations

from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid
from domain.events import PlanSettingsChanged
from domain.messages import Undo
from domain.plans import Plan
from domain.registry import registry
from domain.reminder_messages import ChangePlanReminders, OpenPlanReminders
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan
from domain.views import Button, Buttons, Form, Paragraph, Reply, TextField

_WHAT = marked("say how it reminds")
_LIMITS = {"review_days": 366, "escalate_days": 60}


def parse(word: str, rest: str) -> OpenPlanReminders:
    """`reminders TSP`."""
    if len(rest.split()) > 1:
        raise Invalid(tr("Please say “reminders” and the plan's code, for example: reminders TSP"))
    return OpenPlanReminders(plan=rest.strip())


@registry.handles(
    OpenPlanReminders,
    verb="reminders",
    usage="reminders [PLAN]",
    summary=marked("How a plan reminds: review of ongoing actions, escalation"),
    detail=marked("What you yourself are told is in “settings”."),
    parse=parse,
)
def open_plan_reminders(query: OpenPlanReminders, ctx: Context) -> Reply:
    """The form, with both as they are."""
    plan = find_plan(
        ctx,
        query.plan,
        lambda code: query.with_(plan=code),
        fits=lambda one: ctx.actor.coordinates(one.id),
        none=tr("You coordinate no plan, so there are no reminders that you could set."),
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    return Reply(
        form=Form(
            title=tr("Reminders of {code}", code=plan.code)[:24],
            sends=ChangePlanReminders(plan=plan.code),
            fields=(
                TextField(
                    name="review_days",
                    label=tr("Ask after ongoing actions every so many days"),
                    value=str(plan.settings.review_days),
                    hint=tr("Counted from the last update. 0 is never."),
                    max_length=10,
                ),
                TextField(
                    name="escalate_days",
                    label=tr("Tell coordinators after so many working days late without an update"),
                    value=str(plan.settings.escalate_days),
                    hint=tr("In a direct message, never in public. 0 is never."),
                    max_length=10,
                ),
            ),
        )
    )


@registry.handles(ChangePlanReminders)
def change_plan_reminders(command: ChangePlanReminders, ctx: Context) -> Reply:
    """Keep what differs, and write down what it was."""
    plan = find_plan(ctx, command.plan, lambda code: command.with_(plan=code))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    wanted = _read(command)
    before = {name: int(getattr(plan.settings, name)) for name in wanted}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    if not changed:
        return _shown(plan, tr("Nothing was changed."))
    was = {name: before[name] for name in changed}
    settings = replace(
        plan.settings,
        review_days=changed.get("review_days", plan.settings.review_days),
        escalate_days=changed.get("escalate_days", plan.settings.escalate_days),
    )
    after = replace(plan, settings=settings)
    because = PlanSettingsChanged(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, before=dict(was), after=dict(changed)
    )
    ctx.uow.plans.save(after, because=because)
    undo = Button(
        label=tr("Undo"), sends=Undo(event=because.id), describe=tr("Undo: the reminders of {code}", code=plan.code)
    )
    return _shown(after, tr("Saved."), undo)


def _read(command: ChangePlanReminders) -> dict[str, int]:
    found, errors = {}, {}
    for name, most in _LIMITS.items():
        given = str(getattr(command, name)).strip()
        if given.isascii() and given.isdecimal() and int(given) <= most:
            found[name] = int(given)
        elif given:
            errors[name] = tr("Please give a number of days from 0 (never) to {most}.", most=most)
    if errors:
        raise FieldErrors(errors)
    return found


def _shown(plan: Plan, said: str, *buttons: Button) -> Reply:
    review, late = plan.settings.review_days, plan.settings.escalate_days
    ongoing = trn("every {count:,} day", "every {count:,} days", review) if review else tr("never")
    silence = (
        trn(
            "after {count:,} working day late without an update",
            "after {count:,} working days late without an update",
            late,
        )
        if late
        else tr("never")
    )
    change = Button(
        label=tr("Change"), sends=OpenPlanReminders(plan=plan.code), describe=tr("Reminders of {code}", code=plan.code)
    )
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "{said}\nIn {code}, leads of ongoing actions are asked {ongoing}; its "
                    "coordinators are told of silence {silence}.",
                    said=said,
                    code=plan.code,
                    ongoing=ongoing,
                    silence=silence,
                )
            ),
            Buttons(buttons=(*buttons, change)),
        ),
        replaces=True,
    )
