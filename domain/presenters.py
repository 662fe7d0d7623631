"""How an action looks in a list, on its own page, and in its history: from entities to layout elements."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from domain.actions import UNDO_LASTS, Action, ActionRow, Status
from domain.context import Context
from domain.drawn import Drawn
from domain.due import Due, Precision, say_date
from domain.errors import Invalid
from domain.form_messages import OpenRag, OpenReopen
from domain.ids import ActionId, EventId, PersonId
from domain.messages import (
    Complete,
    ListQuery,
    Message,
    OpenDate,
    OpenUpdate,
    Reopen,
    Show,
    ShowHistory,
    Undo,
)
from domain.outcomes import Change, Done
from domain.people import Signature
from domain.rag import Rag
from domain.speech import ENGLISH, marked, speaking, spoken, tr, trn
from domain.views import Button, Buttons, Element, Item, Paragraph, Reply, in_its_language
from domain.waiting import SIGN_OFF, say_waits, speak_waits

PAGE = 10
"""Rows on a page."""

FIRST_WORDS = 90
"""Characters of an action's text that a row shows."""

_NUMBER = re.compile(r"\d+")


def first_words(text: str, limit: int = FIRST_WORDS) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:-–") + "…"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 action`, `3 actions`, `1,200 actions`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def join_names(names: Sequence[str], last: str = "and") -> str:
    """`GD`, `GD and AD`, `GD, AD and SH`."""
    if len(names) <= 1:
        return "".join(names)
    first, final = ", ".join(names[:-1]), names[-1]
    return (
        tr("{names} or {last}", names=first, last=final)
        if last == "or"
        else tr("{names} and {last}", names=first, last=final)
    )


_WORDS = (
    marked("open"),
    marked("complete"),
    marked("withdrawn"),
    marked("draft"),
    marked("live"),
    marked("closed"),
    marked("lead"),
    marked("viewer"),
    marked("coordinator"),
    marked("administrator"),
    marked("accountable"),
    marked("responsible"),
)


def say_value(value: StrEnum) -> str:
    """A status, a state or a role in words: `complete`, `live`, `coordinator`."""
    return tr(value.value)


def say_due(due: Due, today: date, *, is_open: bool = True) -> str:
    """`due April 2021 (12 days late)`, `due 31/04/2021 (please check the date)`, `ongoing`, `no date`."""
    dated = due.precision not in {Precision.ONGOING, Precision.NONE}
    words = tr("due {due}", due=due.describe()) if dated else due.describe()
    remarks = []
    if due.needs_check and due.precision is not Precision.NONE:
        remarks.append(tr("printed {text}, please check", text=due.text))
    if is_open and due.is_late(today):
        remarks.append(trn("{count:,} day late", "{count:,} days late", due.days_late(today)))
    return f"{words} ({'; '.join(remarks)})" if remarks else words


def say_when(moment: datetime, ctx: Context) -> str:
    """`14:02` for today, `on 2 March 2026` for earlier."""
    local = ctx.local(moment)
    return f"{local:%H:%M}" if local.date() == ctx.today else tr("on {date}", date=say_date(local.date()))


def at_when(moment: datetime, ctx: Context) -> str:
    """`at 14:02`, `on 2 March 2026`."""
    when = say_when(moment, ctx)
    return when if ctx.local(moment).date() != ctx.today else tr("at {time}", time=when)


def say_moment(moment: datetime, ctx: Context) -> str:
    """`2 March 2026, 14:02`."""
    local = ctx.local(moment)
    return f"{say_date(local.date())}, {local:%H:%M}"


def rag_before(rag: Rag) -> str:
    """A colour within brackets: `● Amber, printed Yellow`."""
    colour, bracket, printed = rag.describe().partition(" (")
    return f"{colour}, {printed.removesuffix(')')}" if bracket else colour


def who(by: Signature | None, me: PersonId | None) -> str:
    """`you`, or the name that history keeps."""
    if by is None:
        return tr("somebody")
    return tr("you") + by.spoken_for if me is not None and by.person_id == me else by.spoken


def done_line(row: ActionRow | Action, ctx: Context) -> str:
    """`Completed by you, 14:02`; `Completed by GD on 2 March 2026`; `Completed in the plan as imported`."""
    if row.status is Status.WITHDRAWN:
        return tr("Withdrawn")
    if row.completed_at is None:
        if isinstance(row, Action) and row.completed_on:
            return tr("Completed on {date} in the plan as imported", date=say_date(row.completed_on))
        return tr("Completed in the plan as imported")
    by, local = who(row.completed_by, ctx.actor.id), ctx.local(row.completed_at)
    if local.date() == ctx.today:
        return tr("Completed by {who}, {time}", who=by, time=f"{local:%H:%M}")
    return tr("Completed by {who} on {date}", who=by, date=say_date(local.date()))


def in_order(row: ActionRow) -> tuple[date, str]:
    """The order of lists: by the last day, then by key as people count (`TSP-8` before `TSP-10`)."""
    return row.due.latest or date.max, _NUMBER.sub(lambda number: number.group().zfill(8), row.key.casefold())


def ways_back(rows: Iterable[ActionRow], ctx: Context) -> Mapping[ActionId, EventId]:
    """The events by which this person completed some of these within the last day, for **Undo** in a list."""
    done = [row.id for row in rows if row.status is not Status.OPEN]
    return ctx.uow.history.completions(done, ctx.actor.id, since=ctx.now - UNDO_LASTS) if done else {}


def row_item(row: ActionRow, ctx: Context, *, undo: str | None = None) -> Item:
    """An action as a row with what can be done to it at once."""
    done = done_line(row, ctx) if row.status is not Status.OPEN else ""
    asks_why = row.completed_at is None or ctx.now - row.completed_at > UNDO_LASTS
    return item(row, today=ctx.today, done=done, undo=undo, asks_why=asks_why)


Look: TypeAlias = tuple[str, date, str, str | None, bool, bool, bool]

_MOST_LOOKS = 8
_kept_items: Drawn[ActionRow, dict[Look, Item]] = Drawn(lambda row: {}, size=4096)


def item(
    row: ActionRow,
    *,
    today: date,
    done: str = "",
    undo: str | None = None,
    leads: bool = False,
    may_change: bool = True,
    asks_why: bool | None = None,
) -> Item:
    """A row for anybody's eyes: nothing in it depends on who looks. `undo` names the event to take back. Without
    `may_change` it has only the buttons that look; a completed one opens again with a reason where it `asks_why`
    (without saying so, where it was completed before yesterday). The same row is the same item, so that renderers know
    it again.
    """
    if asks_why is None:
        asks_why = row.completed_at is None or (today - row.completed_at.date()).days > 1
    kept, look = _kept_items(row), (spoken().tag, today, done, undo, leads, may_change, asks_why)
    found = kept.get(look)
    if found is None:
        if len(kept) >= _MOST_LOOKS:
            kept.clear()
        found = kept[look] = _item(row, look)
    return found


def _item(row: ActionRow, look: Look) -> Item:
    _, today, done, undo, leads, may_change, asks_why = look
    is_open = row.status is Status.OPEN
    facts = [say_due(row.due, today, is_open=is_open), row.rag.describe()]
    if leads:
        facts.insert(0, join_names(row.leads) or tr("no lead"))
    if row.waits and is_open:
        facts.append(speak_waits(row.waits))
    if row.not_in:
        facts.append(tr("not in {not_in}", not_in=row.not_in))
    buttons: list[Button] = []
    if not may_change:
        buttons = []
    elif is_open:
        buttons = [
            Button(
                label=tr("Mark complete"),
                sends=Complete(ref=row.key, seen_version=row.version),
                style="primary",
                describe=tr("Mark {key} complete", key=row.key),
            ),
            Button(label=tr("Update"), sends=OpenUpdate(ref=row.key), describe=tr("Update {key}", key=row.key)),
        ]
        if row.waits.startswith(SIGN_OFF):
            del buttons[0]  # it was asked for; a coordinator answers
    elif undo is not None:
        buttons = [
            Button(
                label=tr("Undo"),
                sends=Undo(ref=row.key, event=undo),
                describe=tr("Undo the change to {key}", key=row.key),
            )
        ]
    elif row.status is Status.COMPLETE:
        buttons = [
            Button(
                label=tr("Reopen"),
                sends=OpenReopen(ref=row.key) if asks_why else Reopen(ref=row.key, seen_version=row.version),
                describe=tr("Reopen {key}", key=row.key),
            )
        ]
    more = [Button(label=tr("Show all of it"), sends=Show(ref=row.key))]
    if is_open and may_change:
        more += [
            Button(label=tr("Change RAG"), sends=OpenRag(ref=row.key)),
            Button(label=tr("Change date"), sends=OpenDate(ref=row.key)),
        ]
    more.append(Button(label=tr("History"), sends=ShowHistory(ref=row.key)))
    return Item(
        key=row.key,
        text=first_words(row.text) or tr("(no wording in the plan)"),
        facts=tuple(facts),
        note=done,
        done=not is_open,
        buttons=tuple(buttons),
        more=tuple(more),
    )


def as_row(action: Action) -> ActionRow:
    """A whole action as a list shows it."""
    return ActionRow(
        id=action.id,
        plan_id=action.plan_id,
        key=action.key,
        text=action.text,
        due=action.due,
        status=action.status,
        rag=action.rag,
        version=action.version,
        completed_at=action.completed_at,
        completed_by=action.completed_by,
        leads=tuple(lead.name for lead in action.leads),
        not_in=action.not_in,
        waits=say_waits(action.asked_done, action.asked_due),
    )


def changed(
    sentence: str,
    action: Action,
    ctx: Context,
    *,
    undo: str | None = None,
    redo: str | None = None,
    also: Sequence[Element] = (),
) -> Reply:
    """The answer to a change: what happened, the row as it is now, and a way back; or, where it was itself a way back
    (`redo`), the way there again.
    """
    row = row_item(as_row(action), ctx, undo=undo if action.status is not Status.OPEN else None)
    way = None
    if redo is not None:
        describe = tr("Redo: {sentence}", sentence=sentence)
        way = Button(label=tr("Redo"), sends=Undo(ref=action.key, event=redo), describe=describe)
    elif undo is not None and action.status is Status.OPEN:
        describe = tr("Undo: {sentence}", sentence=sentence)
        way = Button(label=tr("Undo"), sends=Undo(ref=action.key, event=undo), describe=describe)
    if way is not None:
        row = row.model_copy(update={"buttons": (*row.buttons, way)})
    return Reply(elements=(Paragraph(text=sentence), row, *also), replaces=True)


def with_ways_back(element: Element, answer: Item | None) -> Element:
    """A row of a list, with what the row in the answer to a change offers besides: to undo it."""
    if answer is None or not isinstance(element, Item) or element.key != answer.key:
        return element
    known = [button.sends for button in (*element.buttons, *element.more)]
    ways = tuple(button for button in answer.buttons if button.sends not in known)
    return element.model_copy(update={"buttons": (*element.buttons, *ways)}) if ways else element


def change(sentence: str, action: Action, ctx: Context, *, undo: str) -> Change:
    """The same, drawn when somebody looks, in the language that is spoken now."""
    tag = ctx.language

    def draw() -> Reply:
        with speaking(tag):
            return in_its_language(changed(sentence, action, ctx, undo=undo))

    return Change(Done(sentence, action.key, undo), draw, "" if spoken() is ENGLISH else tag)


def changed_before(done: Done, ctx: Context) -> Reply:
    """The answer to a change that was made before: what was said then, and the row as it is now."""
    action = ctx.uow.actions.by_key(done.key)
    if action is None:  # it is out of their sight by now
        return in_its_language(Reply(elements=(Paragraph(text=done.sentence),), replaces=True))
    return in_its_language(changed(done.sentence, action, ctx, undo=None if action.is_open else done.undo or None))


def kept(query: ListQuery, rows: Sequence[ActionRow], ctx: Context) -> list[ActionRow]:
    """Rows that stay on a list though they no longer fit it."""
    there = {row.key for row in rows}
    gone = [key for key in query.keep if key not in there]
    return list(ctx.uow.actions.rows_by_key(gone)) if gone else []


def page_with(
    stay: Sequence[ActionRow], page: int, fetch: Callable[[int, int], tuple[Sequence[ActionRow], int]]
) -> tuple[list[ActionRow], int]:
    """A page of a stored list in which rows that dropped out of it keep their places, so that nothing moves under the
    finger and no other row is passed over. `fetch(limit, offset)` gives stored rows and their total, which is given
    too, without those that stay.
    """
    start = (page - 1) * PAGE
    first = max(0, start - len(stay))
    rows, total = fetch(start - first + PAGE, first)
    merged = list(rows)
    for row in stay:
        insort(merged, row, key=in_order)
    return merged[start - first :][:PAGE], total


def pager(message: Message, *, page: int, total: int, size: int = PAGE) -> tuple[Buttons, ...]:
    """**Back** and **Next** where there is more than a page."""
    pages = max(1, -(-total // size))
    buttons = []
    if page > 1:
        buttons.append(
            Button(
                label=tr("Back"),
                sends=message.with_(page=page - 1),
                describe=tr("Page {page} of {pages}", page=page - 1, pages=pages),
            )
        )
    if page < pages:
        buttons.append(
            Button(
                label=tr("Next"),
                sends=message.with_(page=page + 1),
                describe=tr("Page {page} of {pages}", page=page + 1, pages=pages),
            )
        )
    return (Buttons(buttons=tuple(buttons)),) if buttons else ()


def page_line(page: int, total: int, size: int = PAGE) -> str:
    """`Page 2 of 4`, or nothing where there is one page. A page that doesn't exist, or not any more, is said so.

    Raises:
        Invalid: there is no such page.
    """
    pages = max(1, -(-total // size))
    if page > pages:
        raise Invalid(
            trn(
                "There is no page {page}: the list has {count:,} page now.",
                "There is no page {page}: the list has {count:,} pages now.",
                pages,
                page=page,
            )
        )
    return tr("Page {page} of {pages}", page=page, pages=pages) if pages > 1 else ""
