"""`date`: another date, with its reason. The original stays, every move is counted, and what is unclear is asked."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.actions import Action
from domain.context import Context
from domain.due import MONTHS, Due, Precision
from domain.errors import Asked, DomainError, Faults, FieldErrors, Invalid
from domain.events import DueMoved
from domain.language.because import split_because
from domain.language.date_moves import Length, moved_by
from domain.language.dates import Ambiguous, InThePast, NotADate, Read, read_date
from domain.language.on_behalf import part_behalf, part_for
from domain.language.spans import NoSuchDateError, last_day
from domain.messages import Message, MoveDate, OpenDate
from domain.plans import Plan
from domain.presenters import changed, first_words, say_due, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.behalf import act_on_behalf, behalf_field, hear_behalf
from domain.usecases.checking import in_form, keep_form_if_changed, overridden
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.usecases.move_words import echo, in_full, same, typed
from domain.usecases.note_offers import already
from domain.usecases.requesting import ask, granted, must_ask
from domain.views import Button, DateField, Form, Reply, TextField
from domain.waiting import Wanted

_MOST_WORDS = 8
"""Words that a date has at most: `the last Friday of the month after next`."""
_JUST_OVER = timedelta(days=31)
_OF_A_DATE = re.compile(
    r"(?:of|and|or|to|until|till|in|next|last|this)\b"
    r"|.*\b(?:(?:19|20)\d\d|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thur?s?|fri|sat|sun)"
    r"(?:[a-z]*(?:uary|ch|il|e|y|ust|ber|day))?|may)\b",
    re.I,
)
"""What stands behind a date and is a part of it rather than a reason: `the 31st of February`."""


def parse(word: str, rest: str) -> Message:
    """`date 8 end of June 2026 because chair not in post`; `date 8 30 June on behalf of GD because ...`; `date 8` opens
    the form.
    """
    ref, words = take_action_ref(rest, "date")
    behalf, words = part_behalf(words)
    if not behalf:
        behalf, words = part_for(words)
    when, reason = split_because(words)
    if not when.strip():
        return OpenDate(ref=ref, reason=reason, behalf=behalf)
    return MoveDate(ref=ref, date=when.strip(), reason=reason, behalf=behalf)


@registry.handles(
    MoveDate,
    verb="date",
    aliases=("move", "deadline", "extend", "reschedule", "postpone", "dyddiad"),
    usage="date REF WHEN because REASON",
    summary=marked("Move the date of an action, with the reason"),
    detail=(
        marked(
            "WHEN can be 30/6/2026, 30 June 2026, end of next month, Friday, in 2 weeks, Q1 2026/27 "
            "or ongoing. Days come before months. The date as the plan printed it is kept, and so is "
            "every change. Coordinators do it for others with “date 8 30 June on behalf of GD because ...”."
        )
    ),
    parse=parse,
)
def move_date(command: MoveDate, ctx: Context) -> Reply:
    """Move it; a form's mistakes stand at its fields, a typed line's are asked back."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    require_update(ctx, action, plan)
    command = hear_behalf(ctx, action, plan, command, "reason")
    act_on_behalf(ctx, action, plan, command.behalf)
    faults = Faults()
    due = faults.read(lambda: _when(command, action, ctx), action.due)
    if in_form(ctx) and not command.reason.strip():
        faults.errors["reason"] = tr("Please say in a few words why the date moves.")
    faults.refuse()
    if same(due, action.due):
        sentence = tr("{key} is {due} already.", key=action.key, due=say_due(action.due, ctx.today))
        raise Invalid(sentence) if in_form(ctx) else already(sentence, action, command.reason, command.behalf)
    if not command.reason.strip():
        raise Asked(
            tr(
                "To move {key} to {in_full} I need the reason. For example: date {key} {date} "
                "because chair not in post",
                key=action.key,
                in_full=in_full(due),
                date=command.date,
            ),
            buttons=(
                Button(
                    label=tr("Give the reason"),
                    sends=OpenDate(ref=action.key, date=typed(due), confirmed=command.confirmed, behalf=command.behalf),
                    style="primary",
                ),
            ),
        )
    edit = OpenDate(
        ref=action.key,
        date=command.date or command.picked,
        reason=command.reason,
        confirmed=command.confirmed,
        behalf=command.behalf,
    )

    def form() -> Form:
        return date_form(edit, action, plan, ctx)

    keep_form_if_changed(
        ctx, action, command.seen_version, DueMoved.touches, lambda v: command.with_(seen_version=v), form
    )
    reason = command.reason.strip()
    warned = overridden(ctx, command, reason, edit=edit, form=form)
    if must_ask(ctx, plan, Wanted.DUE):
        asking, asked, sentence = ask(ctx, action, plan, Wanted.DUE, words=reason, due=due, warned=warned)
        return changed(sentence, asking, ctx, undo=asked.id)
    moved, event = action.move(due, by=ctx.actor.signature, at=ctx.now, reason=reason)
    event = event.model_copy(update={"warned": warned})
    moved = ctx.uow.actions.save(moved, because=event)
    if event.asked is not None:
        granted(ctx, moved, event, event.asked)
    return changed(f"{moved.key}: {echo(moved, event)}", moved, ctx, undo=event.id)


def _when(command: MoveDate, action: Action, ctx: Context) -> Due:
    """The date that was typed or picked; both only where they agree."""
    filled = in_form(ctx)
    if filled and not (command.date.strip() or command.picked.strip()):
        raise FieldErrors({"date": tr("Please type the new date, or pick it below.")})
    words = command.date.strip() or command.picked
    try:
        due = understand(words, ctx, command, confirmed=command.confirmed, in_form=filled, now=action.due)
    except Invalid:
        if (asked := _with_reason(command, action, ctx)) is not None:
            raise asked from None
        raise
    if command.date.strip() and command.picked.strip():
        picked = understand(command.picked, ctx, command, confirmed=True, in_form=filled)
        if not same(due, picked):
            sentence = tr(
                "You typed {in_full} and picked {in_full2}. Please leave one of them empty.",
                in_full=in_full(due),
                in_full2=in_full(picked),
            )
            raise FieldErrors({"date": sentence})
    return due


def _with_reason(command: MoveDate, action: Action, ctx: Context) -> Asked | None:
    """`date 8 5 May 2027, chair not in post`: what nothing parts is read as a date and why, and asked about."""
    words = command.date.split()
    if command.reason.strip():
        return None
    for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        head, reason = " ".join(words[:end]).rstrip(",;"), " ".join(words[end:])
        match read_date(head, today=ctx.today, quarter_start_month=ctx.organisation.quarter_start_month):
            case Read() if _OF_A_DATE.match(reason):
                return None
            case Read(due=due):
                meant = command.with_(date=typed(due), reason=reason)
                return Asked(
                    tr(
                        "Shall I move {key} to {in_full} because “{reason}”?",
                        key=action.key,
                        in_full=in_full(due),
                        reason=first_words(reason, 100),
                    ),
                    buttons=(Button(label=tr("Yes: {words}", words=in_full(due))[:70], sends=meant),),
                )
    return None


def understand(
    text: str, ctx: Context, again: Message, *, confirmed: bool, in_form: bool, now: Due | None = None
) -> Due:
    """What was typed or picked, as a date. `now` is the date as it is, from which `by two weeks` counts.

    Raises:
        Asked: it can be read in two ways, or lies in the past; a button for each reading.
        FieldErrors, Invalid: it is no date, in a form and elsewhere.
    """
    if now is not None and now.latest is not None and (length := moved_by(text)) is not None:
        return _later(text, length, now, ctx, again, in_form=in_form)
    reading = read_date(text, today=ctx.today, quarter_start_month=ctx.organisation.quarter_start_month)
    if isinstance(reading, Read) and not confirmed and (over := _just_over(text, reading.due, ctx)) is not None:
        reading = InThePast(over, reading.due)
    match reading:
        case Read(due=due):
            return due
        case InThePast(due=due) if confirmed:
            return due
        case InThePast(due=due, suggestion=later):
            ago = trn("{count:,} day", "{count:,} days", due.days_late(ctx.today))
            if in_form:
                raise FieldErrors(
                    {"date": tr("{in_full} was {ago} ago. Please choose a later date.", in_full=in_full(due), ago=ago)}
                )
            raise Asked(
                tr("{in_full} was {ago} ago. Do you mean that?", in_full=in_full(due), ago=ago),
                buttons=tuple(_choice(in_full(one), one, again, ctx.today) for one in (due, later) if one is not None),
            )
        case Ambiguous(choices=choices):
            if in_form:
                ways = tr(" or ").join(choice.label for choice in choices)
                raise FieldErrors({"date": tr("This can mean {ways}. Please write it out.", ways=ways)})
            raise Asked(
                tr(
                    "“{words}” can be read in {count} ways. Which do you mean?",
                    words=first_words(text, 40),
                    count=len(choices),
                ),
                buttons=tuple(_choice(choice.label, choice.due, again, ctx.today) for choice in choices),
            )
        case NotADate(hint=hint):
            raise (FieldErrors({"date": hint}) if in_form else Invalid(hint))
    raise DomainError(tr("I can't read this date."))  # pragma: no cover - the union is closed


def _just_over(text: str, due: Due, ctx: Context) -> Due | None:
    """`20 November`, typed on the 22nd, is next year's; but whoever types it may mean the one that is just over."""
    if due.latest is None:
        return None
    then = ctx.today - _JUST_OVER
    before = read_date(text, today=then, quarter_start_month=ctx.organisation.quarter_start_month)
    if not isinstance(before, Read) or before.due.latest is None or before.due.latest >= ctx.today:
        return None
    return before.due if abs((due.latest - before.due.latest).days - 365) < _JUST_OVER.days else None


def _later(text: str, length: Length, now: Due, ctx: Context, again: Message, *, in_form: bool) -> Due:
    """`by two weeks` counts from the date that is moved; where that is over, it may be meant from today."""
    try:
        moved, fresh = _so_much_after(now, length, ctx), Due.on(length.after(ctx.today))
    except NoSuchDateError as error:
        raise (FieldErrors({"date": str(error)}) if in_form else Invalid(str(error))) from None
    if not now.is_late(ctx.today):
        return moved
    if moved.is_late(ctx.today) or same(moved, fresh):
        return fresh
    ways = (moved, fresh)
    if in_form:
        either = tr(" or ").join(map(in_full, ways))
        raise FieldErrors({"date": tr("This can mean {ways}. Please write it out.", ways=either)})
    raise Asked(
        tr("Does “{words}” count from its date, which is over, or from today?", words=first_words(text, 40)),
        buttons=(
            _choice(tr("From its date: {date}", date=in_full(moved)), moved, again, ctx.today),
            _choice(tr("From today: {date}", date=in_full(fresh)), fresh, again, ctx.today),
        ),
    )


def _so_much_after(due: Due, length: Length, ctx: Context) -> Due:
    day = length.after(due.latest or ctx.today)
    if due.precision is Precision.MONTH and length.months:  # a month after April is May, not 30 May
        first, last = day.replace(day=1), last_day(day)
        return Due(f"{MONTHS[day.month - 1]} {day.year}", Precision.MONTH, first, last)
    return Due.on(day)


def _choice(label: str, due: Due, again: Message, today: date) -> Button:
    return Button(label=label[:70], sends=again.with_(date=typed(due), confirmed=due.is_late(today)))


@registry.handles(OpenDate)
def open_date(query: OpenDate, ctx: Context) -> Reply:
    """The form for another date: what it was, how often it moved, and why it moves now."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    require_update(ctx, action, plan)
    act_on_behalf(ctx, action, plan, query.behalf)
    return Reply(form=date_form(query, action, plan, ctx))


def date_form(query: OpenDate, action: Action, plan: Plan, ctx: Context) -> Form:
    """The form, with what was typed already."""
    history = (
        trn(" It has been moved {count:,} time.", " It has been moved {count:,} times.", action.due_changes)
        if action.due_changes
        else ""
    )
    printed = tr(" The plan printed “{text}”.", text=action.due_original.text) if action.due_original.text else ""
    waits = ""
    if action.asked_due is not None and action.asked_due.due is not None:
        asked = action.asked_due
        waits = tr(
            " {who} asked for {due}, not agreed yet.",
            who=who(asked.by, ctx.actor.id),
            due=asked.due.describe() if asked.due else "",
        )
    return Form(
        title=tr("Date of {key}", key=action.key)[:24],
        intro=tr(
            "{words}\nNow {due}.{printed}{history}{waits}",
            words=first_words(action.text),
            due=say_due(action.due, ctx.today),
            printed=printed,
            history=history,
            waits=waits,
        ),
        sends=MoveDate(ref=action.key, seen_version=action.version, confirmed=query.confirmed),
        fields=(
            TextField(
                name="date",
                label=tr("New date"),
                value=query.date,
                hint=tr("For example: 30 June 2027, end of next month, in 2 weeks"),
                max_length=200,
            ),
            DateField(name="picked", label=tr("Or pick it")),
            TextField(name="reason", label=tr("Why does it move?"), value=query.reason, long=True, required=True),
            *behalf_field(ctx, action, plan),
        ),
        submit=tr("Move the date"),
    )
