"""A reply as Block Kit. People's words stand in `plain_text` and rich text only, never in markup, so that a note can't
become a mention, a link or bold type; what is too much for Slack is drawn smaller, then shortened, and said so.

Blocks are plain dicts, which are several hundred times faster to build than the SDK's classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from adapters.slack import limits
from adapters.slack.values import encode, encode_line
from adapters.slack.words import clean, escaped, length, pieces, shorten
from domain.drawn import Drawn
from domain.place_messages import Home
from domain.speech import marked, tr
from domain.views import (
    Button,
    Buttons,
    Element,
    Facts,
    Heading,
    Item,
    Paragraph,
    Quote,
    Reply,
    SmallPrint,
    plain_words,
)

Json = dict[str, Any]

POST = "p"
"""A block's id begins so in a message for a channel, which the outbox edits, and never a press."""
ANSWER = "r"
"""And so in an answer to somebody."""

_EMPTY = marked("I have nothing to show here.")


def _as_json(value: Any) -> str:
    # pydantic's writer takes a third of the time of `json.dumps`, and a list of ten rows is a lot of text.
    return to_json(value).decode()


class Blocks(list[Json]):
    """Blocks, and the JSON in which their size was measured, so that nobody has to make it again."""

    json = ""


def body_text(body: Json) -> str:
    """The JSON of an answer."""
    blocks = body.get("blocks")
    if not isinstance(blocks, Blocks) or not blocks.json:
        return _as_json(body)
    rest = _as_json({name: value for name, value in body.items() if name != "blocks"})
    return f'{rest[:-1]},"blocks":{blocks.json}}}'


_TOO_LONG = marked("The rest is too long to be shown here.")
_TAIL = 4


def message(reply: Reply, *, post: bool = False) -> Json:
    """A reply as `blocks`, `text` for notifications and screen readers, and no unfurling of links. `post` says that it
    is for a channel."""
    return {
        "text": fallback(reply),
        "blocks": render(reply, post=post),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def fallback(reply: Reply) -> str:
    """All of a reply as escaped words."""
    words = "\n".join(words for element in reply.elements if (words := _words(element))).strip() or tr(_EMPTY)
    if len(words) > limits.FALLBACK // 5:  # a character can become five
        words = shorten(words, limits.FALLBACK // 2)
        while length(escaped(words)) > limits.FALLBACK:
            words = shorten(words, len(words) * 3 // 4)
    return escaped(words)


def _words(element: Element) -> str:
    return _drawn_item(element).words if isinstance(element, Item) else clean(plain_words(element))


def render(reply: Reply, *, post: bool = False) -> list[Json]:
    """The blocks of a reply, within the limits of a message."""
    elements = reply.elements or (Paragraph(text=tr(_EMPTY)),)
    source = f" {encode(reply.source)}" if reply.source is not None and not post else ""
    prefix = POST if post else ANSWER
    for small in (False, True):
        drawing = _Drawing(prefix, source, small)
        drawn = drawing.all(elements)
        blocks = Blocks(block for part in drawn for block in part)
        if not blocks:
            return _paragraph(tr(_EMPTY))
        if len(blocks) <= limits.BLOCKS_IN_MESSAGE:
            blocks.json = drawing.json()
            if length(blocks.json) <= limits.MESSAGE_JSON:
                return blocks
    return _cut(elements, drawn)


def home(reply: Reply) -> Json:
    """A reply as somebody's home tab, where more has room, and with a way back to their list."""
    source = f" {encode(reply.source)}" if reply.source is not None else ""
    elements = reply.elements or (Paragraph(text=tr(_EMPTY)),)
    if reply.source is None:
        elements = (*elements, Buttons(buttons=(Button(label=tr("My actions"), sends=Home()),)))
    drawn = [block for part in _Drawing(ANSWER, source, small=False).all(elements) for block in part]
    if len(drawn) > limits.BLOCKS_IN_VIEW:
        drawn = [*drawn[: limits.BLOCKS_IN_VIEW - 2], _small_print(tr(_TOO_LONG)), drawn[-1]]
    return {"type": "home", "blocks": drawn}


def _size(blocks: Sequence[Json]) -> int:
    return length(_as_json(blocks))


def _cut(elements: Sequence[Element], drawn: list[list[Json]]) -> list[Json]:
    """What fits from the top, a sentence on what doesn't, and the buttons at the end (**Next** stands there)."""
    end = len(elements)
    while end and len(elements) - end < _TAIL and isinstance(elements[end - 1], Buttons | SmallPrint):
        end -= 1
    tail = [block for part in drawn[end:] for block in part][-_TAIL:]
    if _size(tail) > limits.MESSAGE_JSON // 2:
        tail = []
    room = limits.MESSAGE_JSON - _size(tail) - 300
    places = limits.BLOCKS_IN_MESSAGE - len(tail) - 1
    kept: list[Json] = []
    shown = 0
    for part in drawn[:end]:
        whole = isinstance(elements[shown], Item)  # a row is shown with its buttons or not at all
        for block in [part] if whole else [[each] for each in part]:
            room -= sum(_size([each]) for each in block)
            places -= len(block)
            if room < 0 or places < 0:
                break
            kept += block
        if room < 0 or places < 0:
            break
        shown += 1
    rows = sum(isinstance(element, Item) for element in elements[shown:end])
    left = tr("{rows} more rows do not fit here.", rows=rows) if rows else tr(_TOO_LONG)
    return [*kept, _small_print(left), *tail]


@dataclass(slots=True)
class _Drawing:
    """Draws elements one after the other; `small` draws only the first entry of a row's menu, as a button."""

    prefix: str
    source: str
    small: bool
    _count: int = field(default=0, init=False)
    _written: list[str] = field(default_factory=list, init=False)

    def all(self, elements: Iterable[Element]) -> list[list[Json]]:
        return [self._part(element) for element in elements]

    def json(self) -> str:
        """What was drawn, as JSON. The rows are written once and kept: they are most of a list."""
        return f"[{','.join(self._written)}]"

    def _part(self, element: Element) -> list[Json]:
        if isinstance(element, Item) and not self.small:
            item = _drawn_item(element)
            if item.json:
                return self._kept(item)
        part = list(self._one(element))
        if part:
            self._written.append(_as_json(part)[1:-1])
        return part

    def _kept(self, item: _DrawnItem) -> list[Json]:
        block_id = self._block_id()
        before, after = item.json
        self._written.append(f"{before}{_as_json(block_id)}{after}")
        return [*item.row, {"type": "actions", "block_id": block_id, "elements": item.elements}]

    def _one(self, element: Element) -> Iterator[Json]:
        match element:
            case Item():
                yield from self._item(element)
            case Heading(text=text):
                if words := clean(text).strip():
                    yield {"type": "header", "text": _plain(words.replace("\n", " "), limits.HEADER)}
            case Paragraph(text=text):
                yield from _paragraph(text)
            case SmallPrint(text=text):
                for piece in pieces(clean(text).strip(), limits.CONTEXT):
                    if piece.strip():
                        yield _small_print(piece)
            case Facts(pairs=pairs):
                yield from _facts(pairs)
            case Quote(text=text, by=by):
                yield from _quote(text, by)
            case Buttons(buttons=buttons):
                yield from self._actions(buttons, ())

    def _item(self, item: Item) -> Iterator[Json]:
        if self.small:
            yield from _row(item)
            yield from self._actions(item.buttons, item.more[:1] if len(item.more) > 1 else item.more)
            return
        drawn = _drawn_item(item)
        yield from drawn.row
        yield from self._with_ids(drawn.elements, drawn.lost)

    def _actions(self, buttons: Iterable[Button], more: Iterable[Button]) -> Iterator[Json]:
        yield from self._with_ids(*_elements(buttons, more))

    def _with_ids(self, elements: Sequence[Json], lost: Sequence[str]) -> Iterator[Json]:
        for start in range(0, len(elements), limits.ELEMENTS_IN_ACTIONS):
            yield {
                "type": "actions",
                "block_id": self._block_id(),
                "elements": elements[start : start + limits.ELEMENTS_IN_ACTIONS],
            }
        for label in lost:
            yield _small_print(
                tr("“{label}” is too long for a button. Please type it instead.", label=shorten(label, 60))
            )

    def _block_id(self) -> str:
        plain = f"{self.prefix}{self._count}"
        self._count += 1
        whole = plain + self.source
        return whole if length(whole) <= limits.BLOCK_ID else plain


def _row(item: Item) -> list[Json]:
    """The words of a row."""
    struck = {"strike": True} if item.done else {}
    words: list[Json] = []
    if key := clean(item.key):
        words.append({"type": "text", "text": shorten(key, limits.BUTTON_LABEL), "style": {"bold": True, **struck}})
    if text := clean(item.text).strip():
        words += _runs(item, shorten(f" · {text}" if key else text, limits.RICH_TEXT // 2), struck)
    if facts := " · ".join(part for part in map(clean, (*item.facts, item.note)) if part.strip()):
        words += _runs(item, shorten(f"\n{facts}" if words else facts, limits.RICH_TEXT // 3), {})
    return [_rich_text({"type": "rich_text_section", "elements": words})] if words else []


def _runs(item: Item, text: str, style: Json) -> Iterator[Json]:
    """Words of a row as runs of text, in which nothing is markup; what was looked for is bold."""
    for piece, found in item.parted(text):
        look = style | {"bold": True} if found else style
        yield {"type": "text", "text": piece} | ({"style": look} if look else {})


def _elements(buttons: Iterable[Button], more: Iterable[Button]) -> tuple[list[Json], list[str]]:
    """Buttons and menus as Block Kit has them, and the labels of those whose value is too long."""
    elements: list[Json] = []
    lost: list[str] = []
    options: list[Json] = []
    folded = list(more)

    def add(button: Button, value: str) -> None:
        if length(value) > limits.BUTTON_VALUE:
            lost.append(clean(button.label))
        else:
            elements.append(_button(len(elements), button.label, value, button.style, button.describe))

    for button in buttons:
        add(button, encode(button.sends))
    for button in folded:
        value = encode(button.sends)
        if len(folded) > 1 and length(value) <= limits.OPTION_VALUE:
            options.append({"text": _label(button.label), "value": value})
        else:
            add(button, value)
    elements += _menus(options, len(elements))
    return elements, lost


def _menus(options: list[Json], number: int) -> Iterator[Json]:
    """Options in menus of two to five."""
    while options:
        take = limits.OVERFLOW_OPTIONS if len(options) != limits.OVERFLOW_OPTIONS + 1 else 3
        chunk, options = options[:take], options[take:]
        if len(chunk) == 1:
            yield _button(number, chunk[0]["text"]["text"], chunk[0]["value"])
        else:
            yield {"type": "overflow", "action_id": str(number), "options": chunk}
        number += 1


@dataclass(frozen=True, slots=True)
class _DrawnItem:
    """A row that was drawn: its words, its buttons, the labels of those that were lost, and what it says as plain text.
    `json` is the row with its buttons as written, before and after the block's id; nothing where it is not that simple.
    """

    row: list[Json]
    elements: list[Json]
    lost: list[str]
    words: str
    json: tuple[str, ...]


def _draw_item(item: Item) -> _DrawnItem:
    row, (elements, lost) = _row(item), _elements(item.buttons, item.more)
    parts: tuple[str, ...] = ()
    if 0 < len(elements) <= limits.ELEMENTS_IN_ACTIONS and not lost:
        before = "".join(f"{_as_json(block)}," for block in row) + '{"type":"actions","block_id":'
        parts = (before, f',"elements":{_as_json(elements)}}}')
    return _DrawnItem(row, elements, lost, clean(plain_words(item)), parts)


_drawn_item = Drawn(_draw_item, size=4096)
"""Nobody changes a block that was drawn."""


def fits_buttons(reply: Reply) -> bool:
    """Does what its buttons carry have room in them?"""
    return all(length(encode(button.sends)) <= limits.BUTTON_VALUE for button in reply.buttons())


def line_button(label: str, line: str) -> Json | None:
    """A block with a button that says a typed line again; `None` where the line is too long for one."""
    value = encode_line(line)
    if length(value) > limits.BUTTON_VALUE:
        return None
    return {"type": "actions", "block_id": f"{ANSWER}line", "elements": [_button(0, label, value, "primary")]}


def plain_object(text: str, limit: int) -> Json:
    """Words as Slack takes them everywhere: never empty, never too long."""
    return _plain(clean(text), limit)


@lru_cache(maxsize=512)
def _label(text: str) -> Json:
    """The words on a button: the same few again and again. Nobody changes a block that was drawn."""
    return _plain(clean(text), limits.BUTTON_LABEL)


def _button(number: int, label: str, value: str, style: str = "default", describe: str = "") -> Json:
    button: Json = {
        "type": "button",
        "action_id": str(number),
        "text": _label(label),
        "value": value,
    }
    if style != "default":
        button["style"] = style
    if describe and (words := clean(describe).strip()):
        button["accessibility_label"] = shorten(words, limits.ACCESSIBILITY_LABEL)
    return button


def _plain(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": shorten(text, limit) if text.strip() else "–"}


def _paragraph(text: str) -> list[Json]:
    return [
        {"type": "section", "text": {"type": "plain_text", "text": piece}}
        for piece in pieces(clean(text).strip(), limits.SECTION)
        if piece.strip()
    ]


def _small_print(text: str) -> Json:
    return {"type": "context", "elements": [_plain(text, limits.CONTEXT)]}


def _rich_text(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _facts(pairs: Iterable[tuple[str, str]]) -> Iterator[Json]:
    runs: list[Json] = []
    used = 0
    for name, value in pairs:
        name, value = shorten(clean(name).strip(), 200), clean(value).strip()
        for number, piece in enumerate(pieces(value, limits.RICH_TEXT - 400)):
            size = length(name) + length(piece) + 4
            if runs and used + size > limits.RICH_TEXT:
                yield _rich_text({"type": "rich_text_section", "elements": runs})
                runs, used = [], 0
            used += size
            if name and number == 0:
                runs.append({"type": "text", "text": name, "style": {"bold": True}})
            runs.append({"type": "text", "text": f"{': ' if name and number == 0 else ''}{piece}\n"})
    if runs:
        runs[-1]["text"] = runs[-1]["text"].removesuffix("\n") or "–"
        yield _rich_text({"type": "rich_text_section", "elements": runs})


def _quote(text: str, by: str) -> Iterator[Json]:
    said = [piece for piece in pieces(clean(text).strip(), limits.RICH_TEXT) if piece.strip()]
    for piece in said:
        yield _rich_text({"type": "rich_text_quote", "elements": [{"type": "text", "text": piece}]})
    if by := clean(by).strip():
        yield _small_print(by)
