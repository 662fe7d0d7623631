"""`reminders`: how a plan asks after ongoing actions, and when silence is told to its coordinators."""

from __future__ import annotations

from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid
from domain.events import PlanSettingsChanged
from domain.plans import Plan
from domain.presenters import plural
from domain.registry import registry
from domain.reminder_messages import ChangePlanReminders, OpenPlanReminders
from domain.usecases.finding import find_plan
from domain.views import Button, Buttons, Form, Paragraph, Reply, TextField

_WHAT = "say how it reminds"
_LIMITS = {"review_days": 366, "escalate_days": 60}


def parse(word: str, rest: str) -> OpenPlanReminders:
    """`reminders TSP`."""
    if len(rest.split()) > 1:
        raise Invalid("Please say “reminders” and the plan's code, for example: reminders TSP")
    return OpenPlanReminders(plan=rest.strip())


@registry.handles(
    OpenPlanReminders,
    verb="reminders",
    usage="reminders [PLAN]",
    summary="How a plan reminds: review of ongoing actions, escalation",
    detail="What you yourself are told is in “settings”.",
    parse=parse,
)
def open_plan_reminders(query: OpenPlanReminders, ctx: Context) -> Reply:
    """The form, with both as they are."""
    plan = find_plan(
        ctx, query.plan, lambda code: query.with_(plan=code), fits=lambda one: ctx.actor.coordinates(one.id)
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, _WHAT)
    return Reply(
        form=Form(
            title=f"Reminders of {plan.code}"[:24],
            sends=ChangePlanReminders(plan=plan.code),
            fields=(
                TextField(
                    name="review_days",
                    label="Ask after ongoing actions every so many days",
                    value=str(plan.settings.review_days),
                    hint="Counted from the last update. 0 is never.",
                    max_length=10,
                ),
                TextField(
                    name="escalate_days",
                    label="Tell coordinators after so many working days late without an update",
                    value=str(plan.settings.escalate_days),
                    hint="In a direct message, never in public. 0 is never.",
                    max_length=10,
                ),
            ),
        )
    )


@registry.handles(ChangePlanReminders)
def change_plan_reminders(command: ChangePlanReminders, ctx: Context) -> Reply:
    """Keep what differs, and write down what it was."""
    plan = find_plan(ctx, command.plan, lambda code: command.with_(plan=code))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, _WHAT)
    wanted = _read(command)
    before = {name: int(getattr(plan.settings, name)) for name in wanted}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    if not changed:
        return _shown(plan, "Nothing was changed.")
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
    back = ChangePlanReminders.model_validate({"plan": plan.code} | {name: str(value) for name, value in was.items()})
    undo = Button(label="Undo", sends=back, describe=f"Undo: the reminders of {plan.code}")
    return _shown(after, "Saved.", undo)


def _read(command: ChangePlanReminders) -> dict[str, int]:
    found, errors = {}, {}
    for name, most in _LIMITS.items():
        given = str(getattr(command, name)).strip()
        if given.isascii() and given.isdecimal() and int(given) <= most:
            found[name] = int(given)
        elif given:
            errors[name] = f"Please give a number of days from 0 (never) to {most}."
    if errors:
        raise FieldErrors(errors)
    return found


def _shown(plan: Plan, said: str, *buttons: Button) -> Reply:
    review, late = plan.settings.review_days, plan.settings.escalate_days
    ongoing = f"every {plural(review, 'day')}" if review else "never"
    silence = f"after {plural(late, 'working day')} late without an update" if late else "never"
    change = Button(label="Change", sends=OpenPlanReminders(plan=plan.code), describe=f"Reminders of {plan.code}")
    return Reply(
        elements=(
            Paragraph(
                text=f"{said}\nIn {plan.code}, leads of ongoing actions are asked {ongoing}; its coordinators are told "
                f"of silence {silence}."
            ),
            Buttons(buttons=(*buttons, change)),
        ),
        replaces=True,
    )
