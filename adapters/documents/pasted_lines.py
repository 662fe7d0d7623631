"""The lines of a pasted text: what mail, chat and word processors put around the words is told apart from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import category

_BLANKS = str.maketrans(
    {
        **dict.fromkeys((*map(chr, range(0x2000, 0x200B)), "\u00a0", "\u202f", "\u205f", "\u3000"), " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"),
    }
)
_QUOTED = re.compile(r"(?:\s{0,3}[>│┃](?=\s|$|>))+\s?")
_BULLET = re.compile(
    r"\s*(?:(?P<mark>[•·▪◦‣∙➢►✓➤○●■□→»*+–—-]|[-=]{1,2}>|o(?=\s+[A-Z@])|"
    r"(?P<label>\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z]{1,3}\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)]{1,2}|\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,2}(?=\t)))"
    r"\s+(?=\S))?(?:(?P<box>\[[ xX✓✔]?\]|[☐☑✔✅☒])\s+(?=\S))?"
)
_CODED = re.compile(r"(?P<margin>\s*)(?P<series>[A-Z]{1,3})(?P<number>\d{1,2})\s+(?=[A-Z][A-Za-z])")
_PARTED = re.compile(r"\s*(?P<series>[A-Z]{1,3})\d{1,2}\.\d")
_PICTURE = re.compile(r"\s{0,8}(?P<sign>[^\w\s])\ufe0f?\s+(?=\w)")
_SAYING = frozenset("☐☑☒✅✓✔❌✗✘⬜□◻🔴🟥🟠🟧🟡🟨🟢🟩🔵🟦⚪⚫⬤")
_TICKED = frozenset("xX✓✔☑✅")
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{4}-\d\d-\d\d|(?:yesterday|today|mon|tue|wed|thu|fri|sat|sun)[a-z]*"
    r"|\d{1,2}(?:st|nd|rd|th)?\s[a-z]{3,9}(?:\s\d{4})?|[a-z]{3,9}\s\d{1,2}(?:,\s\d{4})?)"
)
_SPEAKER = r"[^\s:\[\]][^:\[\]\n]{0,50}?"
# `[30/06/2026, 14:03:11] Ada Brook: words`, `30/06/2026, 14:03 - Ada Brook: words`, `[14:03] Ada Brook: words`
_STAMPED = re.compile(
    rf"\s*(?:\[(?:{_DAY},?\s(?:at\s)?)?{_TIME}(?:,?\s{_DAY})?\]\s?(?:{_SPEAKER}:(?=\s|$))?"
    rf"|{_DAY},\s{_TIME}\s[-–]\s(?:{_SPEAKER}:(?=\s|$))?|\d\d:\d\d(?::\d\d)?\s(?=[A-Z]){_SPEAKER}:(?=\s|$))\s*",
    re.IGNORECASE,
)
# A line that only says who wrote when: `Ada Brook  14:03`, `[30/06 14:03] Ada Brook`, `Ada Brook, Yesterday at 2:03 PM`
_STAMP_ONLY = re.compile(
    rf"\s*(?:{_SPEAKER}[\s,–-]+\[?(?:{_DAY},?\s(?:at\s)?)?{_TIME}\]?|\[(?:{_DAY},?\s)?{_TIME}\]\s*{_SPEAKER}"
    rf"|(?:{_DAY},?\s(?:at\s)?)?{_TIME})(?:\s*(?:edited|APP|BOT|\(edited\)))?\s*",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"\s*\**(?:from|sent|to|cc|bcc|subject|date|attachments?|importance|reply-to|on behalf of)\**\s*:", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|__|[*_])(?=\S)([^*_\n]{1,200}?)(?<=\S)\1(?![\w*])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number (from 1), its words as laid out, and what they are without bullet or number.

    `aside` are lines (or the stamp before the words) that mail and chat add; they are kept, but never read as actions.
    """

    number: int
    laid: str = ""
    text: str = ""
    label: str = ""  # `3.` or `b)` where the line is numbered
    is_item: bool = False
    done: bool = False  # a box before the words is ticked
    stamp: str = ""
    aside: bool = False

    @property
    def is_blank(self) -> bool:
        """Does nothing stand in the line?"""
        return not self.laid.strip()

    @property
    def is_open(self) -> bool:
        """Has the line words that may be part of an action?"""
        return not self.aside and not self.is_blank


def pasted_lines(lines: Sequence[str]) -> list[Line]:
    """The lines of a text without quote marks, with stamps and the heads of mails told apart."""
    clean = _with_bullets([line.translate(_BLANKS).rstrip() for line in lines])
    if sum(bool(_QUOTED.match(line)) and line.lstrip()[:1] == ">" for line in clean) > 0:
        clean = [_QUOTED.sub("", line, count=1) if line.lstrip()[:1] == ">" else line for line in clean]
    found = [_line(number, text) for number, text in enumerate(clean, 1)]
    mail = [bool(_MAIL.match(line.laid)) for line in found]
    for index, line in enumerate(found):
        beside = mail[max(0, index - 1) : index + 2]
        named = re.match(r"\s*\**(?:from|sent|cc|bcc|subject|reply-to)\b", line.laid, re.IGNORECASE)
        if (
            mail[index]
            and (sum(beside) > 1 or named)
            and any(
                re.match(r"\s*\**(?:from|sent|subject)\b", one.laid, re.IGNORECASE)
                for one in found[max(0, index - 6) : index + 7]
            )
        ):
            found[index] = replace(line, aside=True)
    return found


def _with_bullets(lines: list[str]) -> list[str]:
    """Lines that begin with the same picture (a diamond) begin with a bullet; colours and ticks say something."""
    opened = Counter(match["sign"] for line in lines if (match := _PICTURE.match(line)))
    signs = {sign for sign, count in opened.items() if count > 1 and category(sign) == "So" and sign not in _SAYING}
    lines = _with_numbers(lines)
    return [
        f"• {line[match.end() :]}" if (match := _PICTURE.match(line)) and match["sign"] in signs else line
        for line in lines
    ]


def _with_numbers(lines: list[str]) -> list[str]:
    """`A1 Review`, `A2 Publish` ... are numbered lines, also without a full stop behind the number."""
    series: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for index, line in enumerate(lines):
        if match := _CODED.match(line):
            series.setdefault(match["series"], []).append((index, match))
    above = {match["series"] for line in lines if (match := _PARTED.match(line))}  # `R1` stands above `R1.1`
    for letters, own in series.items():
        numbers = [int(match["number"]) for _, match in own]
        counted = all(two in {one + 1, 1} for one, two in pairwise(numbers))  # perhaps anew below each heading
        if len(own) > 1 and letters not in above and counted:
            for index, match in own:
                lines[index] = f"{match['margin']}{letters}{match['number']}. {lines[index][match.end() :]}"
    return lines


def is_chat(lines: Sequence[str]) -> bool:
    """Do lines begin with when and by whom they were sent, as in what a messenger exports?"""
    filled = [line for line in lines if line.strip()]
    stamped = sum(bool((match := _STAMPED.match(line)) and match.group().rstrip().endswith(":")) for line in filled)
    return stamped > 1 and stamped * 3 >= len(filled)


def _line(number: int, laid: str) -> Line:
    stamp = ""
    if _STAMP_ONLY.fullmatch(laid):
        return Line(number, laid, laid.strip(), aside=True)
    if stamped := _STAMPED.match(laid):
        stamp, laid = stamped.group().strip(), laid[stamped.end() :]
        if not laid.strip():
            return Line(number, stamp, stamp, aside=True)
    bullet = _BULLET.match(laid)
    opened = bullet is not None and bool(bullet["mark"] or bullet["box"])
    text = laid[bullet.end() :] if bullet and opened else laid
    label = (bullet["label"] or "") if bullet and opened else ""
    done = bullet is not None and bool(set(bullet["box"] or "") & _TICKED)
    return Line(number, laid, plain_words(text), label, opened, done, stamp)


def plain_words(text: str) -> str:
    """The words in single blanks, without the marks that make them bold."""
    return " ".join(_EMPHASIS.sub(r"\2", text).split())
