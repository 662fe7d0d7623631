"""A reply as an Adaptive Card 1.5: plain dictionaries, people's words never as Markdown, never over Teams' limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import Any

from adapters.teams.wire import Written, most_bytes, most_bytes_of, write
from domain.drawn import Drawn
from domain.speech import marked, tr
from domain.views import Button, Buttons, Element, Facts, Heading, Item, Paragraph, Quote, Reply, SmallPrint

MAX_CARD_BYTES = 26_500
"""Teams refuses a message of more than 28 kB; the rest is for what stands around the card."""

BUTTONS_IN_ROW = 3
ROW_CHARACTERS = 36
"""A fourth button, or a longer row, is cut off on a telephone."""

MAX_TITLE = 70
MAX_SPOKEN = 600
MAX_LINES = 60
LEAN_FROM_ITEMS = 4
MAX_BUTTON_DATA = 6_000
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"

FRESH = "fresh"
"""In a button's data: nobody pressed, Teams asks for the card as it is now."""

Json = dict[str, Any]


class Place(StrEnum):
    """Where a card stands, since what a button can do differs. `TARGETED` is a channel, but for one person's eyes; on
    `NEWS`, in somebody's chat, what is pressed is answered below.
    """

    CHAT = "chat"
    NEWS = "news"
    CHANNEL = "channel"
    TARGETED = "targeted"
    DIALOG = "dialog"


BELOW = "below"
"""Beside a button's message: its card stays as it is, and the answer comes below it."""


class TooBig(Exception):
    """It can't be made small enough for Teams without losing something that was typed."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How much is shown: characters of a text, what is folded away, and how many elements."""

    text: int = 4_000
    spoken: int = 2_000
    fold: str = "all"  # all | submit (one kind of action less) | first | none
    fallback: bool = True
    elements: int | None = None


_FITS = (
    Fit(),
    Fit(fold="submit", spoken=1_200),
    Fit(text=1_500, fold="first", spoken=600),
    Fit(text=600, fold="none", spoken=300),
    Fit(text=250, fold="none", spoken=200, fallback=False),
)
_STYLES = {"primary": "positive", "danger": "destructive"}
# Controls; halves of characters; and marks that would turn the rest of a line around.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_INERT = re.compile(r"[^\W\d_](?:[^\W_]|[ ,·’–/()](?=[^ ])|[-.:'](?=[^\W_])|:$)*")
_TOO_LONG = marked("Something here is too long to keep behind a button. Please type it again, in fewer words.")


def render(
    reply: Reply, *, place: Place = Place.CHAT, came_from: Mapping[str, Any] | None = None, label: str = ""
) -> Json:
    """A reply's elements as a card (for its form see `forms`). `came_from` is the list in which a button was pressed;
    a reply that is no list itself gets a way back to it. `label` stands small at the top.
    """
    source = reply.source.encode() if reply.source is not None else None
    back = came_from if source is None else None
    elements: list[Element] = [SmallPrint(text=label)] if label else []
    elements += reply.elements
    lean = sum(isinstance(element, Item) for element in elements) > LEAN_FROM_ITEMS
    for fit in _FITS[1:] if lean else _FITS:
        card = _card(elements, reply, _Pen(place, source, fit, back))
        if most_bytes_of(card.json) <= MAX_CARD_BYTES:
            return card
    return _cut(elements, reply, _Pen(place, source, _FITS[-1], back))


def kept_current(card: Json, reply: Reply, user_id: str) -> Json:
    """A card in somebody's private chat that Teams renews by itself whenever they look at it: its list is asked for
    again. So it is current whoever changed an action and wherever, and nothing need be sent for it. Teams takes its own
    names of people (`29:...`) alone, and the card stays as it is where it is given none.
    """
    if reply.source is None or reply.form is not None or not user_id.startswith("29:"):
        return card
    return renewing(card, reply.source.encode(), user_ids=[user_id])


def renewing(card: Json, query: Json, *, user_ids: Sequence[str] = ()) -> Json:
    """A card that Teams asks for again with this query when one of these looks at it; without them, anybody where no
    more than 60 people are.
    """
    data = {**query, FRESH: True}
    again = {"type": "Action.Execute", "title": "Renew", "verb": data["do"], "data": data}
    refresh = {"action": again, **({"userIds": list(user_ids)} if user_ids else {})}
    made = Written({**card, "refresh": refresh})
    made.json = write(card)[:-1] + b',"refresh":' + write(refresh) + b"}"
    return made


def size(card: Json) -> int:
    """Bytes of a card at most."""
    return most_bytes(card)


def attachment(card: Json) -> Json:
    """A card as a message carries it."""
    return {"contentType": CONTENT_TYPE, "content": card}


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def runs(*inlines: Json, **block: Any) -> Json:
    """A paragraph whose words are only words."""
    return {"type": "RichTextBlock", "inlines": list(inlines), **block}


def run(text: str, **style: Any) -> Json:
    """Some words, drawn as they are."""
    if not text.isprintable():  # seldom, and looking closely costs
        text = _UNSHOWN.sub("", text)
    return {"type": "TextRun", "text": text, **style}


def lines(text: str, limit: int, *, parted: Callable[..., list[Json]] | None = None, **style: Any) -> Iterator[Json]:
    """A paragraph for each line of a text, since a run knows no line breaks; `parted` makes runs of a line."""
    kept = [line.strip() for line in shorten(text, limit).splitlines() if line.strip()]
    if len(kept) > MAX_LINES:
        kept = [*kept[: MAX_LINES - 1], "…"]
    for number, line in enumerate(kept):
        inlines = [run(line, **style)] if parted is None else parted(line, **style)
        yield runs(*inlines) if number == 0 else runs(*inlines, spacing="Small")


def _marked(item: Item, text: str, **style: Any) -> list[Json]:
    """Words of a row, with what was looked for in bold."""
    return [run(piece, **({**style, "weight": "Bolder"} if found else style)) for piece, found in item.parted(text)]


def heading(text: str) -> Json:
    """A line that names what follows: a real heading where no character of it could be markup."""
    text = shorten(" ".join(text.split()), 200)
    if _INERT.fullmatch(text):
        return {
            "type": "TextBlock",
            "text": text,
            "wrap": True,
            "weight": "Bolder",
            "size": "Medium",
            "style": "heading",
        }
    return runs(run(text, weight="Bolder", size="Medium"))


def shell(body: Sequence[Json], spoken: str, limit: int = MAX_SPOKEN) -> Json:
    """A card around its body."""
    words = shorten(_UNSHOWN.sub("", spoken).strip(), limit) or "Action Log"
    return {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "body": list(body),
        "fallbackText": words,
        "speak": shorten(words, MAX_SPOKEN),
        "msteams": {"width": "Full"},
    }


def in_rows(actions: Sequence[Json]) -> Iterator[Json]:
    """Buttons in rows that fit on a telephone."""
    row: list[Json] = []
    used = 0
    for action in actions:
        width = len(action["title"]) + 4
        if row and (len(row) == BUTTONS_IN_ROW or used + width > ROW_CHARACTERS):
            yield {"type": "ActionSet", "actions": row, "spacing": "Small"}
            row, used = [], 0
        row.append(action)
        used += width
    if row:
        yield {"type": "ActionSet", "actions": row, "spacing": "Small"}


def action(title: str, data: Json, *, style: str = "default", tooltip: str = "", fallback: bool = True) -> Json:
    """A button: `Action.Execute`, and `Action.Submit` for clients that don't know it."""
    made = {**submit(title, data, style=style, tooltip=tooltip), "type": "Action.Execute", "verb": data.get("do", "do")}
    if fallback:
        made["fallback"] = {**made, "type": "Action.Submit"}
        del made["fallback"]["verb"]
    return made


def submit(title: str, data: Json, *, style: str = "default", tooltip: str = "") -> Json:
    """A button that every client and every dialog knows."""
    made: Json = {"type": "Action.Submit", "title": shorten(title, MAX_TITLE) or "…", "data": data}
    if style in _STYLES:
        made["style"] = _STYLES[style]
    if tooltip or len(title) > MAX_TITLE:
        made["tooltip"] = shorten(tooltip or title, 200)
    return made


_MOST_LOOKS = 6
_kept_rows: Drawn[Item, dict[tuple[Place, Fit, str], tuple[Written, bool]]] = Drawn(lambda item: {}, size=4096)
"""Rows as they were drawn, by where they stand. Nobody changes a row that was drawn."""


@dataclass(slots=True)
class _Pen:
    place: Place
    source: Mapping[str, Any] | None
    fit: Fit
    back: Mapping[str, Any] | None = None
    dropped: bool = False
    _look: tuple[Place, Fit, str] = field(init=False)

    def __post_init__(self) -> None:
        self._look = (self.place, self.fit, repr(self.source))

    def draw(self, element: Element) -> Iterator[Json]:
        text = self.fit.text
        match element:
            case Item():
                yield self.item(element)
            case Heading():
                if element.text.strip():
                    yield heading(element.text)
            case Paragraph():
                yield from lines(element.text, text)
            case SmallPrint():
                yield from lines(element.text, text, size="Small", isSubtle=True)
            case Quote():
                words = [*lines(element.text, text, italic=True)]
                if element.by:
                    words.append(runs(run(shorten(element.by, 200), size="Small", isSubtle=True), spacing="Small"))
                if words:
                    yield {"type": "Container", "style": "emphasis", "items": words}
            case Facts():
                for name, value in element.pairs:
                    shown = shorten(" ".join(value.split()), text)
                    yield runs(run(f"{shorten(name, 100)}: ", weight="Bolder"), run(shown or "–"), spacing="Small")
            case Buttons():
                yield from in_rows([made for button in element.buttons if (made := self.button(button))])

    def item(self, item: Item) -> Written:
        """A row, kept for the next time: `Item`s are the same objects from list to list."""
        kept, look = _kept_rows(item), self._look
        found = kept.get(look)
        if found is None:
            if len(kept) >= _MOST_LOOKS:
                kept.clear()
            pen = replace(self, dropped=False)
            found = kept[look] = _written(pen._item(item)), pen.dropped
        drawn, dropped = found
        self.dropped = self.dropped or dropped
        return drawn

    def _item(self, item: Item) -> Json:
        words = shorten(" ".join(item.text.split()), min(self.fit.text, 1_000))
        inlines = [run(item.key, weight="Bolder"), run(" · ")] if item.key else []
        struck = {"strikethrough": True} if item.done else {}
        inlines += _marked(item, words, **struck) if words else [run("…", **struck)]
        items = [runs(*inlines)]
        facts = shorten(" · ".join(fact for fact in item.facts if fact), min(self.fit.text, 500))
        if facts:
            items.append(runs(*_marked(item, facts, size="Small"), spacing="Small"))
        if item.note.strip() and item.found:
            items += lines(item.note, min(self.fit.text, 500), parted=partial(_marked, item), size="Small")
        elif item.note.strip():
            items += lines(item.note, min(self.fit.text, 500), size="Small", weight="Bolder")
        actions = [made for button in item.buttons if (made := self.button(button))]
        items += in_rows([*actions, *self._folded(item)])
        return {"type": "Container", "separator": True, "spacing": "Medium", "items": items}

    def _folded(self, item: Item) -> list[Json]:
        more = item.more
        if not more or self.fit.fold == "none":
            return []
        if self.fit.fold == "first":
            first = self.button(more[0])
            return [first] if first else []
        lean = self.fit.fold == "submit"
        actions = [made for button in more if (made := self.button(button, lean=lean))]
        if not actions:
            return []
        card = {"type": "AdaptiveCard", "version": VERSION, "body": list(in_rows(actions))}
        tooltip = tr("More for {key}", key=item.key) if item.key else tr("More")
        return [{"type": "Action.ShowCard", "title": tr("More"), "tooltip": shorten(tooltip, 200), "card": card}]

    def way_back(self, source: Mapping[str, Any]) -> Json:
        data = dict(source) | ({"private": True} if self.place is Place.TARGETED else {})
        make = submit if self.place is Place.DIALOG else action
        return make(tr("Back to the list"), data)

    def button(self, button: Button, *, lean: bool = False) -> Json | None:
        data = button.sends.encode()
        if self.source is not None:
            data["in"] = self.source
        if _is_long(data):
            self.dropped = True
            return None
        if self.place is Place.TARGETED:
            data["private"] = True
        if self.place is Place.NEWS:
            data[BELOW] = True
        look: Json = {"style": button.style, "tooltip": button.describe if button.describe != button.label else ""}
        if self.place is Place.CHANNEL and button.opens_form:
            return submit(button.label, {**data, "msteams": {"type": "task/fetch"}}, **look)
        if self.place is Place.DIALOG or lean:
            return submit(button.label, data, **look)
        return action(button.label, data, fallback=self.fit.fallback, **look)


def _is_long(data: Json) -> bool:
    """Is it too much for a button? Weighed only where there are words enough to matter: most hold a reference."""
    words = 0
    for value in data["with"].values():
        if isinstance(value, str):
            words += len(value)
    return words > MAX_BUTTON_DATA // 12 and most_bytes(data) > MAX_BUTTON_DATA


def _written(made: Json) -> Written:
    written = Written(made)
    written.json = write(made)
    return written


def _card(elements: Sequence[Element], reply: Reply, pen: _Pen, *, note: str = "") -> Written:
    body = [block for element in elements for block in pen.draw(element)]
    if note:
        body.append(runs(run(note, size="Small", isSubtle=True)))
    if pen.back is not None:
        body += in_rows([pen.way_back(pen.back)])
    if pen.dropped:
        body.append(runs(run(tr(_TOO_LONG), size="Small", isSubtle=True)))
    body = body or [runs(run(tr("Done.")))]
    card = Written(shell(body, reply.text, pen.fit.spoken))
    around = write({name: value for name, value in card.items() if name != "body"})
    card.json = around[:-1] + b',"body":[' + b",".join(map(write, body)) + b"]}"
    return card


def _cut(elements: Sequence[Element], reply: Reply, pen: _Pen) -> Json:
    """As many elements as fit, and what was left out said: rows by their references. Paging buttons stay."""
    last = [elements[-1]] if elements and isinstance(elements[-1], Buttons) and len(elements[-1].buttons) <= 2 else []
    rest = list(elements[: len(elements) - len(last)])
    fewest, most = 0, len(rest)
    best: Json | None = None
    while fewest <= most:  # the most elements that fit, found by halving
        middle = (fewest + most) // 2
        pen = replace(pen, dropped=False)
        card = _card([*rest[:middle], *last], reply, pen, note=_left_out(rest[middle:]))
        if most_bytes_of(card.json) <= MAX_CARD_BYTES:
            best, fewest = card, middle + 1
        else:
            most = middle - 1
    return best or shell([runs(run(_left_out(rest)))], tr("This did not fit on a card."))


def _left_out(elements: Sequence[Element]) -> str:
    keys = [shorten(element.key, 80) for element in elements if isinstance(element, Item) and element.key]
    if keys:
        named = ", ".join(keys[:20]) + (tr(" and {count} more", count=len(keys) - 20) if len(keys) > 20 else "")
        return tr("There was no room for {named}. Say “show” and the reference to see one.", named=named)
    return tr("There was no room for the rest of this.") if elements else ""
