"""`later`: not now, but on that day, and why. The date stays, and the coordinators see the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from domain.actions import Action
from domain.context import Context
from domain.due import say_date, say_date_with_weekday
from domain.errors import Asked, FieldErrors, Invalid
from domain.events import ReminderPutOff
from domain.language.because import split_because
from domain.messages import Message, Undo
from domain.plans import Plan
from domain.presenters import changed, first_words, say_due
from domain.registry import registry
from domain.reminder_messages import OpenLater, RemindLater
from domain.reminders.records import PutOff
from domain.speech import marked, tr
from domain.usecases.checking import overridden
from domain.usecases.days import day_of
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, DateField, Form, Paragraph, Reply, TextField

LONGEST = timedelta(days=366)
_USUAL = frozenset({"as usual", "usual", "off", "never mind"})


def parse(word: str, rest: str) -> Message:
    """`later 8 until 3 May because survey is out`; `later 8` opens the form; `later 8 as usual`."""
    ref, words = take_action_ref(rest, "later")
    when, reason = split_because(words)
    when = when.strip()
    if when.casefold() in _USUAL:
        return RemindLater(ref=ref, usual=True)
    for first in ("until ", "on ", "till "):
        when = when[len(first) :].strip() if when.casefold().startswith(first) else when
    return RemindLater(ref=ref, until=when, reason=reason) if when else OpenLater(ref=ref)


@registry.handles(
    RemindLater,
    verb="later",
    aliases=("remind me later", "snooze"),
    usage="later REF until WHEN because REASON",
    summary=marked("Be reminded of an action on a later day"),
    detail=(
        marked(
            "Its date stays as it is, and what is overdue is still posted in the channel. The "
            "coordinators of the plan see until when you put it off, and why. “later 8 as usual” "
            "takes it back."
        )
    ),
    parse=parse,
)
def remind_later(command: RemindLater, ctx: Context) -> Reply:
    """Keep the day and the reason."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    if command.usual:
        return _as_usual(action, ctx)
    until = _day(command, ctx)
    reason = command.reason.strip()
    if not reason:
        sentence = tr("Please say in a few words why: your coordinator sees it.")
        if ctx.inbound.fields:
            raise FieldErrors({"reason": sentence})
        raise Asked(
            tr("To remind you of {key} later I need the reason. {sentence}", key=action.key, sentence=sentence),
            buttons=(
                Button(
                    label=tr("Give the reason"),
                    sends=OpenLater(ref=action.key, until=until.isoformat()),
                    style="primary",
                ),
            ),
        )
    edit = OpenLater(ref=action.key, until=until.isoformat(), reason=reason)
    warned = overridden(ctx, command, reason, edit=edit, form=lambda: _form(edit, action, plan, ctx))
    event = _put_off(action, ctx, until, reason, warned=warned)
    late = tr(" It stays on the overdue list.") if action.is_late(ctx.today) else ""
    return changed(
        tr(
            "I'll remind you of {key} on {date}. Its date stays as it is.{late} "
            "The coordinators of {code} can see why.",
            key=action.key,
            date=say_date_with_weekday(until),
            late=late,
            code=plan.code,
        ),
        action,
        ctx,
        also=(
            Buttons(
                buttons=(
                    Button(label=tr("Remind me as usual"), sends=RemindLater(ref=action.key, usual=True)),
                    _undo_button(event, action),
                ),
            ),
        ),
    )


def _as_usual(action: Action, ctx: Context) -> Reply:
    before = _mine(action, ctx)
    if before is None or before.until <= ctx.today:
        raise Invalid(tr("You are reminded of {key} as usual already.", key=action.key))
    event = _put_off(action, ctx, None)
    return Reply(
        elements=(
            Paragraph(text=tr("You are reminded of {key} as usual again.", key=action.key)),
            Buttons(buttons=(_undo_button(event, action),)),
        ),
        replaces=True,
    )


def _undo_button(event: ReminderPutOff, action: Action) -> Button:
    describe = tr("Undo: when I remind you of {key}", key=action.key)
    return Button(label=tr("Undo"), sends=Undo(event=event.id), describe=describe)


def _mine(action: Action, ctx: Context) -> PutOff | None:
    return next((one for one in ctx.uow.reminders.put_offs(person_id=ctx.actor.id) if one.action_id == action.id), None)


def _put_off(
    action: Action,
    ctx: Context,
    until: date | None,
    reason: str = "",
    *,
    warned: tuple[str, ...] = (),
    marks: Mapping[str, str] | None = None,
) -> ReminderPutOff:
    """Keep it with its event. As usual is a day that is past: it was asked for, and history says so."""
    before = _mine(action, ctx)
    there = before if before is not None and before.until > ctx.today else None
    event = ReminderPutOff(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=action.plan_id,
        action_id=action.id,
        until=until,
        reason=reason,
        warned=warned,
        before=there.until if there else None,
        reason_before=there.reason if there else "",
        **(marks or {}),
    )
    day = until or ctx.today - timedelta(days=1)
    ctx.uow.reminders.put_off(PutOff(ctx.actor.id, action.id, day, reason, ctx.now, action.due.latest))
    ctx.uow.history.add(event)
    ctx.uow.reminders.wake([ctx.actor.id], ctx.now)
    return event


@way_back(ReminderPutOff)
def _back(event: ReminderPutOff, ctx: Context) -> Back:
    """Remind them as they had asked before."""
    action = ctx.uow.actions.by_id(event.action_id) if event.action_id else None
    if action is None:
        raise overtaken(tr("the action was changed"))
    now = _mine(action, ctx)
    day = now.until if now is not None and now.until > ctx.today else None
    if day != (event.until if event.until and event.until > ctx.today else None):
        raise overtaken(tr("when I remind you of {key} was changed", key=action.key))
    before = event.before if event.before and event.before > ctx.today else None
    back = _put_off(action, ctx, before, event.reason_before if before else "", marks=taking_back(event))
    if before is None:
        return Back(tr("You are reminded of {key} as usual again.", key=action.key), back)
    return Back(tr("I'll remind you of {key} on {date}.", key=action.key, date=say_date_with_weekday(before)), back)


def _day(command: RemindLater, ctx: Context) -> date:
    in_form = bool(ctx.inbound.fields)
    if not command.until.strip():
        sentence = tr("Please say on which day I should remind you.")
        raise FieldErrors({"until": sentence}) if in_form else Invalid(sentence)
    day = day_of(command.until, ctx, field="until", again=lambda typed: command.with_(until=typed))
    wrong = ""
    if day <= ctx.today:
        wrong = tr("{date} is not later than today.", date=say_date(day))
    elif day > ctx.today + LONGEST:
        wrong = tr(
            "That is more than a year ahead: {date}. If the work moves so far, please move its date.",
            date=say_date(day),
        )
    if wrong:
        raise FieldErrors({"until": wrong}) if in_form else Invalid(wrong)
    return day


@registry.handles(OpenLater)
def open_later(query: OpenLater, ctx: Context) -> Reply:
    """The form: until when, and why."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    return Reply(form=_form(query, action, plan, ctx))


def _form(query: OpenLater, action: Action, plan: Plan, ctx: Context) -> Form:
    return Form(
        title=tr("Later: {key}", key=action.key)[:24],
        intro=tr(
            "{words}\nNow {due}. Its date stays as it is.",
            words=first_words(action.text),
            due=say_due(action.due, ctx.today),
        ),
        sends=RemindLater(ref=action.key),
        fields=(
            DateField(name="until", label=tr("Remind me on"), value=query.until, required=True),
            TextField(
                name="reason",
                label=tr("Why not before?"),
                hint=tr("The coordinators of {code} see it.", code=plan.code),
                value=query.reason,
                long=True,
                required=True,
                max_length=1000,
            ),
        ),
        submit=tr("Remind me then"),
    )
