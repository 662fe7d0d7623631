"""A day that somebody typed or picked: when to be reminded, by when to answer, when they are back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.context import Context
from domain.due import say_date_with_weekday
from domain.errors import Asked, DomainError, FieldErrors, Invalid
from domain.language.dates import Ambiguous, InThePast, NotADate, Read, read_date
from domain.messages import Message
from domain.presenters import first_words
from domain.speech import tr
from domain.views import Button


def day_of(text: str, ctx: Context, *, field: str, again: Callable[[str], Message]) -> date:
    """The last day of what was typed, not before today. `field` is where a form shows what is wrong, `again` the same
    request with the day written out.

    Raises:
        Asked: it can be read in two ways; a button for each.
        FieldErrors, Invalid: it is no day, or past; in a form, and elsewhere.
    """
    in_form = bool(ctx.inbound.fields)

    def wrong(sentence: str) -> DomainError:
        return FieldErrors({field: sentence}) if in_form else Invalid(sentence)

    match read_date(text, today=ctx.today, quarter_start_month=ctx.organisation.quarter_start_month):
        case Read(due=due) if due.latest is not None:
            if due.latest < ctx.today:
                raise wrong(tr("{date} is past already.", date=say_date_with_weekday(due.latest)))
            return due.latest
        case InThePast(due=due) if due.latest is not None:
            raise wrong(tr("{date} is past already.", date=say_date_with_weekday(due.latest)))
        case Ambiguous(choices=choices):
            days = {choice.due.latest: choice.label for choice in choices if choice.due.latest is not None}
            if in_form or not days:
                ways = tr(" or ").join(choice.label for choice in choices)
                raise wrong(tr("This can mean {ways}. Please write it out.", ways=ways))
            raise Asked(
                tr(
                    "“{words}” can be read in {count} ways. Which do you mean?",
                    words=first_words(text, 40),
                    count=len(days),
                ),
                buttons=tuple(Button(label=said[:70], sends=again(day.isoformat())) for day, said in days.items()),
            )
        case NotADate(hint=hint):
            raise wrong(hint)
    raise wrong(tr("I need a day, for example 3 May or in 2 weeks."))
