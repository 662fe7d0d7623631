"""From what Teams sends as text to the line that somebody typed."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from adapters.teams.envelope import Envelope, MentionEntity, printable
from domain.language.people import Mention, without_mention_marks

_AT = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.I | re.S)
_STRAY_AT = re.compile(r"</?at(?:\s[^<>]*)?/?>", re.I)
_BLANKS = re.compile(r"[\xa0\u2007\u202f\u2000-\u200a\u3000]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
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
