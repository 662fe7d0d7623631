"""What somebody wrote leads to something else: a note that clearly names a colour or a date to buttons that make it so,
the reason of a change that changes nothing to a note.
"""

from __future__ import annotations

from domain.actions import Action
from domain.context import Context
from domain.errors import Asked, Invalid
from domain.language.not_yet import says_done
from domain.language.told_in_note import read_note
from domain.messages import ChangeRag, Complete, MoveDate, OpenDate, Update
from domain.plans import Plan
from domain.presenters import first_words
from domain.rag import say_colour
from domain.speech import tr
from domain.usecases.move_words import in_full, same, typed
from domain.usecases.requesting import must_ask
from domain.views import Button, Buttons, Element, SmallPrint
from domain.waiting import Wanted


def offers(text: str, action: Action, plan: Plan, ctx: Context) -> tuple[Element, ...]:
    """**Make it amber**, **Move it to 30 June 2026**, where the note says so and the action doesn't."""
    if not action.is_open:
        return ()
    if says_done(text):
        done = Complete(ref=action.key, seen_version=action.version, behalf=ctx.actor.on_behalf_of)
        said = tr("Your note is kept as it is, and {key} is still open. Is it complete?", key=action.key)
        button = Button(label=tr("Mark {key} complete", key=action.key)[:70], sends=done, style="primary")
        return (SmallPrint(text=said), Buttons(buttons=(button,)))
    told = read_note(text, today=ctx.today, quarter_start_month=ctx.organisation.quarter_start_month)
    behalf = ctx.actor.on_behalf_of
    buttons: list[Button] = []
    if told.rag is not None and told.rag is not action.rag.value:
        colour = say_colour(told.rag).casefold()
        buttons.append(
            Button(
                label=tr("Make it {colour}", colour=colour),
                sends=ChangeRag(ref=action.key, rag=told.rag.value, seen_version=action.version, behalf=behalf),
                describe=tr("Make {key} {colour}", key=action.key, colour=colour),
            )
        )
    if told.due is not None and not same(told.due, action.due):
        when = in_full(told.due)
        label = tr("Ask to move it to {date}", date=when) if must_ask(ctx, plan, Wanted.DUE) else ""
        buttons.append(
            Button(
                label=label or tr("Move it to {date}", date=when),
                sends=OpenDate(ref=action.key, date=typed(told.due), reason=told.reason, behalf=behalf),
                describe=tr("Move the date of {key} to {date}", key=action.key, date=when),
            )
        )
    if told.unclear:
        label = tr("Move it to “{words}”", words=first_words(told.unclear, 40))
        asks = MoveDate(ref=action.key, date=told.unclear, reason=told.reason, behalf=behalf)
        buttons.append(Button(label=label, sends=asks))
    if not buttons:
        return ()
    said = tr("Your note is kept as it is, and changes neither the RAG nor the date. Shall I?")
    return (SmallPrint(text=said), Buttons(buttons=tuple(buttons)))


def already(sentence: str, action: Action, reason: str, behalf: str = "") -> Asked | Invalid:
    """Nothing is to be changed; the reason that somebody gave is not lost with it, but offered as a note."""
    words = reason.strip()
    if not words:
        return Invalid(sentence)
    note = tr("Shall I note your reason as progress? “{words}”", words=first_words(words, 200))
    return Asked(
        f"{sentence} {note}",
        buttons=(
            Button(
                label=tr("Note it on {ref}", ref=action.key)[:70],
                sends=Update(ref=action.key, text=words, behalf=behalf),
            ),
        ),
    )
