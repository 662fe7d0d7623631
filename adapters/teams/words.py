"""From what Teams sends as text to the line that somebody typed."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from adapters.teams.envelope import Envelope, MentionEntity, printable
from domain.mentions import Mention, without_mention_marks

_AT = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.I | re.S)
_STRAY_AT = re.compile(r"</?(?:at|attachment)(?:\s[^<>]*)?/?>", re.I)
_BLANKS = re.compile(r"[\xa0\u2007\u202f\u2000-\u200a\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SLASH = re.compile(r"/(?=[^\W\d_])(?!actions?(?:log)?\b)", re.I)


def typed_line(envelope: Envelope, accounts: Mapping[str, str]) -> str:
    """The line, with people's mentions as `⟦account|Name⟧`, and without the mention of the bot.

    `accounts` gives the account for Teams' own ids (`29:...`) that came without one.
    """
    parts: list[str] = []
    position = 0
    waiting = list(envelope.mentions)
    for match in _AT.finditer(envelope.text):
        entity = _entity(match, waiting)
        parts.append(_words(envelope.text[position : match.start()]))
        position = match.end()
        if entity is None:
            parts.append(_words(match[1]))
        elif entity.id == envelope.bot_id:
            waiting.remove(entity)
            parts.append(" ")
        else:
            waiting.remove(entity)
            parts.append(_token(entity, match[1], accounts))
    parts.append(_words(envelope.text[position:]))
    line = "".join(parts).strip()
    return _SLASH.sub("", line, count=1) if line.startswith("/") else line


def field_words(text: str) -> str:
    """What was typed into a form: it can hold no mention."""
    return without_mention_marks(printable(text))


def _entity(match: re.Match[str], waiting: list[MentionEntity]) -> MentionEntity | None:
    for entity in waiting:
        if entity.text == match[0]:
            return entity
    name = html.unescape(match[1]).strip().casefold()
    return next((entity for entity in waiting if entity.name.strip().casefold() == name), None)


def _token(entity: MentionEntity, shown: str, accounts: Mapping[str, str]) -> str:
    account = entity.aad_object_id or accounts.get(entity.id, "") or entity.id
    if not account:
        return _words(shown)
    return Mention(account, " ".join((entity.name or _words(shown)).split())).token()


def _words(text: str) -> str:
    text = html.unescape(_STRAY_AT.sub("", text))
    return without_mention_marks(printable(_INVISIBLE.sub("", _BLANKS.sub(" ", text))))


FROM_MESSAGE = {"log_progress": "open_log", "create_action": "open_add"}
"""The entries in the menu of a message, and the form that each opens."""
_MOST_OF_MESSAGE = 2_900
_MOST_OF_LINK = 2_000
_MOST_FILES = 10
_LINE_ENDS = re.compile(r"<(?:br|/?(?:p|div|li|ul|ol|tr|table|blockquote|pre|h\d))\b[^<>]{0,500}>", re.I)
_CELL_ENDS = re.compile(r"</t[dh]>\s{0,50}(?=<t[dh]\b)", re.I)
# An emoji and a picture say in words what they are.
_SAID = re.compile(r"<(emoji|customemoji|img)\b[^<>]{0,2000}?\balt=([\"'])([^<>\"']{1,200})\2[^<>]{0,2000}>", re.I)
_TAG = re.compile(r"</?[a-z!][^<>]{0,2000}>", re.I)
_TEAMS_LINK = re.compile(r"https://teams\.(?:microsoft\.com|microsoft\.us|cloud\.microsoft)/[^\s<>\"]+")


def from_message(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """What somebody asks who picked a message: its words as words, and the link to it where Teams gives one."""
    wanted = FROM_MESSAGE.get(str(value.get("commandId")))
    message = value.get("messagePayload")
    if wanted is None or not isinstance(message, Mapping):
        return None
    body = message.get("body")
    content = body.get("content") if isinstance(body, Mapping) else None
    words = content if isinstance(content, str) else ""
    if isinstance(body, Mapping) and body.get("contentType") == "html":
        words = _CELL_ENDS.sub(" | ", _SAID.sub(_alternative, words[: 10 * _MOST_OF_MESSAGE]))
        words = html.unescape(_TAG.sub("", _LINE_ENDS.sub("\n", words)))
    lines = (" ".join(_INVISIBLE.sub("", _BLANKS.sub(" ", line)).split()) for line in field_words(words).splitlines())
    text = "\n".join((*(line for line in lines if line), *_names_of_files(message)))
    given = {"text": text if len(text) <= _MOST_OF_MESSAGE else f"{text[: _MOST_OF_MESSAGE - 1]}…"}
    link = message.get("linkToMessage")
    if wanted == "open_log" and isinstance(link, str) and len(link) <= _MOST_OF_LINK and _TEAMS_LINK.fullmatch(link):
        given["evidence"] = link
    return {"do": wanted, "with": given}


def _alternative(match: re.Match[str]) -> str:
    return match[3] if match[1].lower() == "emoji" else f" [{match[3].strip()}] "


def _names_of_files(message: Mapping[str, Any]) -> list[str]:
    """The names of the files that hang on a message, each on a line of its own."""
    given = message.get("attachments")
    names = [
        one["name"]
        for one in (given if isinstance(given, list) else ())[:_MOST_FILES]
        if isinstance(one, Mapping) and isinstance(one.get("name"), str) and one["name"].strip()
    ]
    return [f"[{' '.join(field_words(name).split())}]" for name in names]
