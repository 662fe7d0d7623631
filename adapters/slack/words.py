"""Words on their way in and out. What people typed is decoded once here; what they read is only ever plain text."""

from __future__ import annotations

import re

from domain.mentions import SOMEBODY, Mention, without_mention_marks

_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_REFERENCE = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">"}


def clean(text: str) -> str:
    """Text without control characters and half characters, which neither Slack nor a database takes, and without those
    that turn round what stands behind them, which need not be theirs. Lines stay.
    """
    return text if text.isprintable() else _UNSENDABLE.sub("", text)


def length(text: str) -> int:
    """How long Slack may think a text is: characters outside the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """A text that fits, cut with an ellipsis where it has to be."""
    if 2 * len(text) <= limit or length(text) <= limit:
        return text
    return _head(text, limit - 1).rstrip() + "…"


def _head(text: str, limit: int) -> str:
    """As much of a text as fits."""
    if text.isascii():
        return text[:limit]
    room = limit
    for position, character in enumerate(text):
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            return text[:position]
    return text


def pieces(text: str, limit: int) -> list[str]:
    """A long text in parts that fit, parted at the ends of lines or between words where there are any."""
    found = []
    while length(text) > limit:
        head = _head(text, limit)
        cut = max(head.rfind("\n"), head.rfind(" ")) + 1
        if cut <= len(head) // 2:
            cut = len(head)
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]


def escaped(text: str) -> str:
    """Words that are clean, for a place where Slack reads markup: the fallback text of a message."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str) -> str:
    """What somebody wrote into a form. Slack sends it as it stands, so nothing is decoded; only the marks of a mention
    are taken out, so that nobody can write one by hand."""
    return clean(without_mention_marks(text))


def heard(text: str, bot_user_id: str) -> str:
    """What somebody typed into a command or a message, as they meant it.

    References of Slack become words (`<@U1|GD>` a mention, `<#C1|plans>` `#plans`, a link its address), and `&amp;`,
    `&lt;`, `&gt;` the characters they stand for: once, so that somebody may write about `&lt;` itself. The bot's own
    name, with which a message to it begins, is left out.
    """
    text = clean(without_mention_marks(text))
    parts: list[str] = []
    position = 0
    for match in _REFERENCE.finditer(text):
        parts += (_decoded(text[position : match.start()]), _reference(match[1], bot_user_id))
        position = match.end()
    parts.append(_decoded(text[position:]))
    return "".join(parts).strip()


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda match: _CHARACTER[match[1]], text) if "&" in text else text


def _reference(inside: str, bot_user_id: str) -> str:
    target, _, label = inside.partition("|")
    label = _decoded(label)
    if target.startswith("@"):
        user = target[1:]
        return "" if user == bot_user_id else Mention(user, label or SOMEBODY).token()
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return _link(_decoded(target), label)


def _link(address: str, label: str) -> str:
    """An address somebody typed, as they typed it; words that hide an address keep it beside them."""
    if not label or label == address:
        return address.removeprefix("mailto:").removeprefix("tel:")
    bare = address.split(":", 1)[-1].removeprefix("//").rstrip("/")
    return label if bare == label.rstrip("/") else f"{label} ({address})"
