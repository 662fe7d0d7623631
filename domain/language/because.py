"""Parting what is asked from why: `end of June 2026 because chair not in post`."""

from __future__ import annotations

import re

from domain.due import MONTHS
from domain.language.folding import plain, trim

_WORDS = re.compile(
    r"(?:^|[\s,;:(\-])(?P<word>because\s+of|because|cause|'cause|bcos|coz|cos|bc|due\s+to|owing\s+to|on\s+account\s+of|"
    r"as\s+a\s+result\s+of|oherwydd|achos|(?:gan|am)\s+fod|given\s+that|reason(?:\s+is|\s+being)?|since|as)(?=[\s:,\-]|$)[\s:,\-]*",
    re.I,
)
_MONTH_STARTS = "|".join(month[:3] for month in MONTHS)
# The colons of a time (`10:30`) and an emoji name (`:red_circle:`) part nothing, nor a range's dash (`1 May - 3 June`).
_COLON = re.compile(rf"(?<!\d):|:(?!\d)|\s-+(?=\s)(?!\s*(?:\d|the\b|{_MONTH_STARTS}))|;", re.I)
_EMOJI = re.compile(r":[a-z0-9_+\-]+:", re.I)
# Words that begin the reason themselves: `end of July pending recruitment`.
_OWN = re.compile(
    r"[\s,;(](?P<word>pending|awaiting|waiting\s+(?:for|on)|so\s+that|in\s+order\s+to|to\s+(?:allow|give|let|fit)|while|"
    r"whilst|subject\s+to)\s",
    re.I,
)
_BRACKETS = re.compile(r"\s(?P<open>[(\[])(?=[^()\[\]]*\s[^()\[\]]*[)\]]\s*$)")
# `due to finish in June` gives no reason; `as soon as possible` neither.
_NEED_A_HEAD = frozenset({"as", "since", "bc", "cos", "cause", "given that", "reason"}) | {"due to", "owing to"}
_AS_AFTER = re.compile(r"\b(?:as\s+\w+|same|such)$", re.I)
_AS_BEFORE = re.compile(r"(?:soon|far|long|above|before|at|of|well|is)\b", re.I)
_LONGEST_BRACKET = 2000
_LONGEST_HEAD = 400
_QUOTED = re.compile(r"^(?P<q>[\"'])(?P<inner>.*)(?P=q)$", re.S)
_QUOTE_START = re.compile(r"(?:^|(?<=[\s,;:]))[\"'](?=\S)")


def split_because(text: str) -> tuple[str, str]:
    """`(head, reason)`: the words before and after the first `because`, `since`, `as`, `due to`, `:`, ` - ` or quote.

    The reason keeps the person's exact words; only quotation marks around the whole of it are taken off. No reason:
    `(text, "")`. `as` and `since` count only where something stands before and after them.
    """
    shadow = plain(text)
    cuts: list[tuple[int, int]] = []
    # What is asked is short: marks further on belong to a long text that has no reason.
    early = _EMOJI.sub(lambda emoji: "_" * len(emoji.group()), shadow[:_LONGEST_HEAD])
    for match in _WORDS.finditer(early):
        word = " ".join(match["word"].lower().split())
        before, after = shadow[: match.start("word")].strip(" ,;:(-"), shadow[match.end() :].strip()
        if word in _NEED_A_HEAD and (not before or not after):
            continue
        if word == "as" and (_AS_AFTER.search(before) or _AS_BEFORE.match(after)):
            continue
        cuts.append((match.start("word"), match.end()))
        break
    if colon := _COLON.search(early):
        cuts.append(colon.span())
    if (own := _OWN.search(early)) and shadow[: own.start()].strip():
        cuts.append((own.start("word"), own.start("word")))
    if bracket := _BRACKETS.search(shadow[-_LONGEST_BRACKET:]):
        start = max(0, len(shadow) - _LONGEST_BRACKET) + bracket.start("open")
        cuts.append((start, start))
    closing = shadow.rstrip()
    if (quote := _QUOTE_START.search(early)) and quote.end() < len(closing) and closing.endswith(quote.group()):
        cuts.append((quote.start(), quote.start()))
    if not cuts:
        return text, ""
    begin, end = min(cuts)
    head, reason = trim(trim(text[:begin]).rstrip(",;:(-–—")), trim(text[end:])
    # `30 June: because the chair left` and `amber, as "survey late"` have two marks for one reason.
    if (again := _WORDS.match(plain(reason))) and again["word"].lower() not in {"as", "since"}:
        reason = trim(reason[again.end() :])
    return head, _unquoted(reason)


def _unquoted(reason: str) -> str:
    """The reason without quotation marks or brackets around the whole of it."""
    if reason[:1] + reason[-1:] in {"()", "[]"} and not set(reason[1:-1]) & set("()[]"):
        return trim(reason[1:-1])
    match = _QUOTED.match(plain(reason))
    if match is None or match["q"] in match["inner"]:
        return reason
    return trim(reason[1:-1])
