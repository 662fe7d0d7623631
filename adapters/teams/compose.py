"""The message extension's search: actions that somebody puts into the message that they write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.teams.cards import Json, Place, attachment, render, renewing, shorten
from adapters.teams.words import field_words
from domain.place_messages import PickAction
from domain.speech import tr
from domain.views import Item, Reply, SmallPrint, plain_words

_PARAMETER = "words"
_MOST_WORDS = 200
_MOST_OFFERED = 10
_TITLE = 100
_TEXT = 200
_AS_WORDS = str.maketrans({"<": "‹", ">": "›"})
"""A preview is drawn by Teams as HTML: nobody's words may become any."""


def searched(value: Mapping[str, Any]) -> str:
    """What was typed into the search; nothing at the start, when Teams asks by itself."""
    given = value.get("parameters")
    for one in given if isinstance(given, list) else ():
        if isinstance(one, Mapping) and one.get("name") == _PARAMETER and isinstance(one.get("value"), str):
            return field_words(str(one["value"])).strip()[:_MOST_WORDS]
    return ""


def offered(reply: Reply) -> Json:
    """The answer: a card for each action, with a preview to choose it by; or why there is none."""
    items = [one for one in reply.elements if isinstance(one, Item)][:_MOST_OFFERED]
    if not items:
        return words(reply.text)
    small = tuple(one for one in reply.elements if isinstance(one, SmallPrint))
    result = {"type": "result", "attachmentLayout": "list", "attachments": [_choice(one, small) for one in items]}
    return {"composeExtension": result}


def words(text: str) -> Json:
    """An answer in words alone."""
    return {"composeExtension": {"type": "message", "text": shorten(text.strip(), 500).translate(_AS_WORDS)}}


def renewed(reply: Reply, words: str) -> Json | None:
    """A card that somebody put into their message, as it is now and for whoever looks at it; `None` where that can't be
    said just now. It was found by its reference, and what is no longer offered to them is no longer shown to them.
    """
    if reply.outcome in {"failed", "invalid"}:
        return None
    small = tuple(one for one in reply.elements if isinstance(one, SmallPrint))
    found = next((one for one in reply.elements if isinstance(one, Item) and one.key == words), None)
    if found is not None:
        return _card(found, small)
    gone = Reply(elements=(SmallPrint(text=tr("What stood here is no longer shown to you.")),))
    return renewing(render(gone, place=Place.CHANNEL), PickAction(words=words).encode())


def _card(item: Item, small: tuple[SmallPrint, ...]) -> Json:
    """The message is somebody else's and can't be edited by a bot: Teams asks for the card whenever it is looked at."""
    card = render(Reply(elements=(item, *small)), place=Place.CHANNEL)
    return renewing(card, PickAction(words=item.key).encode())


def _choice(item: Item, small: tuple[SmallPrint, ...]) -> Json:
    card = _card(item, small)
    title, text = f"{item.key} · {item.text}", " · ".join(item.facts) or plain_words(item)
    preview = {
        "contentType": "application/vnd.microsoft.card.thumbnail",
        "content": {
            "title": shorten(title, _TITLE).translate(_AS_WORDS),
            "text": shorten(text, _TEXT).translate(_AS_WORDS),
        },
    }
    return {**attachment(card), "preview": preview}
