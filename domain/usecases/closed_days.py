"""`closed`: the organisation's own days on which nobody works, beside weekends and bank holidays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain import policy
from domain.context import Context
from domain.due import say_date
from domain.errors import Invalid
from domain.events import ClosedDaysChanged
from domain.language.dates import Ambiguous, InThePast, NotADate, Read, read_date
from domain.messages import Need, Undo
from domain.registry import registry
from domain.reminder_messages import ClosedDays
from domain.speech import marked, tr, trn
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, Element, Paragraph, Reply

LONGEST = 60
"""Days that can be closed at one go: more is a slip of the year."""
MOST = 400
_ONE = timedelta(days=1)


def parse(word: str, rest: str) -> ClosedDays:
    """`closed`, `closed 24 December 2026`, `closed 29-31 December 2026`, `closed not 24 December 2026`."""
    words = rest.strip()
    first, _, others = words.partition(" ")
    if first.casefold() in {"not", "remove"}:
        return ClosedDays(does="remove", days=others.strip())
    if first.casefold() in {"add", "on", "from"}:
        words = others.strip()
    return ClosedDays(does="add" if words else "", days=words)


@registry.handles(
    ClosedDays,
    verb="closed",
    aliases=("closed days", "closure"),
    usage="closed [[not] DAYS]",
    summary=marked("Days on which the organisation is closed (administrators)"),
    detail=marked("For example: closed 24 December 2026, or closed 29 December 2026 to 31 December 2026."),
    parse=parse,
)
def closed_days(command: ClosedDays, ctx: Context) -> Reply:
    """Look at them, add some or take some away."""
    known = set(ctx.organisation.closed_days)
    if not command.does:
        return _shown(ctx, sorted(known), "")
    days = _read(command.days, ctx)
    if command.does == "remove":
        if not known & set(days):
            raise Invalid(tr("{span} is no closed day of yours.", span=_span(days)))
        after, said = known - set(days), tr("{span} is a working day again.", span=_span(days))
    else:
        after, said = known | set(days), tr("{span}: nobody is written to, and nothing is posted.", span=_span(days))
        if len(after) > MOST:
            raise Invalid(tr("There are {count} closed days already. Please take some away first.", count=len(known)))
    kept = tuple(sorted(after))
    ctx.uow.save_organisation(replace(ctx.organisation, closed_days=kept))
    before = tuple(sorted(known))
    event = ClosedDaysChanged(at=ctx.now, by=ctx.actor.signature, before=before, after=kept)
    ctx.uow.history.add(event)
    return _shown(ctx, kept, said, event)


@way_back(ClosedDaysChanged)
def _back(event: ClosedDaysChanged, ctx: Context) -> Back:
    """As it was, where nobody has changed it again; for administrators."""
    policy.at_the_door(ctx.actor, Need.ADMINISTER, ctx.uow.people)
    if tuple(sorted(ctx.organisation.closed_days)) != event.after:
        raise overtaken(tr("the closed days were changed"))
    ctx.uow.save_organisation(replace(ctx.organisation, closed_days=event.before))
    back = ClosedDaysChanged(
        at=ctx.now, by=ctx.actor.signature, before=event.after, after=event.before, **taking_back(event)
    )
    ctx.uow.history.add(back)
    return Back(tr("The days on which nobody works are as before."), back)


def _read(text: str, ctx: Context) -> list[date]:
    example = tr("For example: closed 29 December 2026 to 31 December 2026")
    match read_date(text, today=ctx.today, quarter_start_month=ctx.organisation.quarter_start_month):
        case Read(due=due) | InThePast(due=due) if due.earliest is not None and due.latest is not None:
            count = (due.latest - due.earliest).days + 1
            if count > LONGEST:
                raise Invalid(
                    tr(
                        "These are {count:,} days. At most {longest} can be closed at one go. {example}",
                        count=count,
                        longest=LONGEST,
                        example=example,
                    )
                )
            return [due.earliest + _ONE * number for number in range(count)]
        case NotADate(hint=hint):
            raise Invalid(f"{hint} {example}")
        case Ambiguous(choices=choices):
            raise Invalid(
                tr(
                    "This can mean {choices}. Please write it out.",
                    choices=tr(" or ").join(choice.label for choice in choices),
                )
            )
    raise Invalid(tr("I need a day. {example}", example=example))


def _span(days: Sequence[date]) -> str:
    return (
        say_date(days[0])
        if len(days) == 1
        else tr("{date} to {date2}", date=say_date(days[0]), date2=say_date(days[-1]))
    )


def _shown(ctx: Context, days: Sequence[date], said: str, event: ClosedDaysChanged | None = None) -> Reply:
    elements: list[Element] = [Paragraph(text=said)] if said else []
    if event is not None:
        back = Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=said))
        elements.append(Buttons(buttons=(back,)))
    coming = [day for day in days if day >= ctx.today]
    listed = ", ".join(say_date(day) for day in coming[:20])
    more = tr(" and {count} more", count=len(coming) - 20) if len(coming) > 20 else ""
    words = (
        trn(
            "{count:,} closed day to come: {listed}{more}.",
            "{count:,} closed days to come: {listed}{more}.",
            len(coming),
            listed=listed,
            more=more,
        )
        if coming
        else tr("No closed days are coming up.")
    )
    elements.append(
        Paragraph(
            text=tr(
                "{words} Weekends and bank holidays ({holidays}) are known anyway.",
                words=words,
                holidays=ctx.organisation.holidays,
            )
        )
    )
    if coming:
        button = Button(
            label=tr("Not {date}", date=say_date(coming[0])),
            sends=ClosedDays(does="remove", days=coming[0].isoformat()),
        )
        elements.append(Buttons(buttons=(button,)))
    return Reply(elements=tuple(elements), replaces=True)
