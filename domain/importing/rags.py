"""RAG and status words, letters, emoji and fills, and the colour key that a plan may print for itself."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.due import Precision
from domain.importing.dates import find_dates
from domain.importing.draft import DraftStatus
from domain.importing.duedates import is_date_like
from domain.importing.marks import even
from domain.importing.remembered import remembered
from domain.rag import Rag, RagValue

COLOURS = {
    "red": RagValue.RED,
    "r": RagValue.RED,
    "amber": RagValue.AMBER,
    "a": RagValue.AMBER,
    "yellow": RagValue.AMBER,
    "y": RagValue.AMBER,
    "orange": RagValue.AMBER,
    "green": RagValue.GREEN,
    "g": RagValue.GREEN,
    "blue": RagValue.BLUE,
    "b": RagValue.BLUE,
}
EMOJI = {
    "🔴": RagValue.RED,
    "🟥": RagValue.RED,
    "❤": RagValue.RED,
    "🟠": RagValue.AMBER,
    "🟧": RagValue.AMBER,
    "🟡": RagValue.AMBER,
    "🟨": RagValue.AMBER,
    "🟢": RagValue.GREEN,
    "🟩": RagValue.GREEN,
    "🔵": RagValue.BLUE,
    "🟦": RagValue.BLUE,
}
_DOTS = "●•⬤■◆▲▼"  # before a word of a pill or a legend
_COLOUR_WORD = re.compile(r"\b(red|amber|yellow|orange|green|blue)\b", re.IGNORECASE)
_COLOUR_EDGE = re.compile(
    r"^\W*(?:red|amber|yellow|orange|green|blue)(?:$|\s?[-–—:;,(/.\[])|\b(?:red|amber|yellow|orange|green|blue)\W*$"
    r"|^\W*(?:now|still|currently|remains|was|from|rated|rag)\b",
    re.IGNORECASE,
)
_COLOUR_FIRST = re.compile(r"(?i)(?:red|amber|yellow|green|blue)(?:\s?[:;(]|\s[–—-])\s?\S")
_ARROWS = "↑↓→←↗↘↔⬆⬇➡⬅⇧⇩\ufe0f"
_SIGN = rf"(?:red|amber|yellow|orange|green|blue|[raygb]|[{''.join(EMOJI)}])"
_ASIDE = re.compile(rf"(?P<sign>{_SIGN})\s*[(\[](?!was\b)(?P<remark>[^()\[\]]{{2,60}})[)\]]", re.IGNORECASE)
_BEFORE = re.compile(
    rf"[\s,;/–-]*[(\[]?\s*\b(?:was|were|previous(?:ly)?|prev|formerly|moved from|changed from|from"
    rf"|last (?:month|quarter|time|period"
    rf"|meeting|year|update))\b\s*[:.=–-]?\s*{_SIGN}(?:\s(?:last|in|at|on)\s[\w ]{{3,20}})?\s*[)\]]?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(rf"(?i)was:? {_SIGN}[\s,;/–>→-]+(?:is )?now:? (?P<sign>{_SIGN})[.\s]*")
_TREND = re.compile(
    r"[\s,;/–-]*[(\[]?\s*\b(?:improving|improved|worsening|worsened|declining|no change|unchanged|static"
    r"|stable|same|up|down|new|rising"
    r"|falling|steady)\s*[)\]]?$",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    r"(?:action )?(?:complete|completed|closed|done|achieved|delivered|implemented|fully (?:complete"
    r"|implemented|met)|closed complete|finished|complied(?: with)?|✓|✔|✅|☑|100 ?%)"
    r"(?: (?:and|&|/) (?:closed|embedded|signed off|evidenced))?[.!]*",
    re.IGNORECASE,
)
_COMPLETE_ON = re.compile(
    r"(?i)(?:completed?|closed|done|implemented|achieved)(?: on| in)?[\s:,(–-]+(?!by\b|before\b|until\b|till\b)"
    r"(?P<when>.{4,30}?)\)?"
)
# `Complete – closed by Board 11/06/26`: who said so, and perhaps when.
_CLOSED_BY = re.compile(
    r"(?i:complete[d]?\s?[–—:;,-]\s?(?:closed|signed off|agreed|approved|confirmed)|closed|signed off),? "
    r"(?i:by|at) (?i:the )?(?!(?i:end|start|mid|early|late|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring"
    r"|summer|autumn|winter|easter|christmas|year|q[1-4]))[A-Z][A-Za-z&’' -]{1,40}?"
    r"(?:(?: on|,| [–-])? \(?(?P<when>\d{1,2}[/.](?:\d{1,2}[/.]\d{2,4}|\d{1,2})"
    r"|\d{1,2} [A-Z][a-z]{2,8}(?: \d{2,4})?|[A-Z][a-z]{2,8} \d{2,4})\)?)?\.?"
)
_WITHDRAWN = re.compile(
    r"(?:closed[ :–-]{1,3}(?:skipped|incomplete|cancell?ed|withdrawn|not done)|withdrawn|cancelled|canceled"
    r"|superseded|no longer (?:required|needed|applicable|relevant)|dropped)[.!]*",
    re.I,
)
_OPEN = re.compile(
    r"(?:open|new|(?:work )?in progress|in[- ]?hand|underway|under way|ongoing|on[- ]?going|started"
    r"|not (?:yet )?started|on track|on target|off track|delayed"
    r"|overdue|at risk|slipped|behind(?: schedule)?|outstanding"
    r"|not due|pending|on hold|live|active"
    r"|not (?:yet )?(?:implemented|actioned|achieved|delivered|complete|completed|due)"
    r"|part(?:ly|ially)? (?:completed?|met|implemented|achieved|delivered|done)|implementation in progress"
    r"|part complete|not complete|not met|some progress|good progress|no progress"
    r"|to[- ]?do|doing|working on it|stuck|waiting|backlog|blocked"
    r"|in review|under review|ready|deferred|selected for development"
    r"|\d{1,2} ?%)[.!]*",
    re.IGNORECASE,
)


_TICKED = re.compile(r"^[✓✔✅☑]\ufe0f?\s*(?=\w)")  # `✅ Done`: the words say it too
_INITIALS = frozenset(["ns", "nys", "ip", "wip", "oh", "c"])


def are_state_initials(texts: Iterable[str]) -> bool:
    """`C`, `IP` and `NS` and nothing else: complete, in progress, not started."""
    said = {text.strip(" .()").lower() for text in texts} - {""}
    return len(said) > 1 and said <= _INITIALS and bool(said - {"c", "oh"})


@dataclass(frozen=True, slots=True)
class RagReading:
    """What a RAG or status cell says. `unknown` is a text that is no colour and no status that is known."""

    rag: Rag
    status: DraftStatus | None = None
    unknown: bool = False


def is_rag_like(text: str) -> bool:
    """Is the whole text a colour, a status word or an emoji?"""
    text = text.strip()
    if _COLOUR_FIRST.match(text):
        return True  # however much is said of it
    if not text or len(text) > 40 or re.fullmatch(r"\d{1,3} ?%", text):  # `91%` may measure anything
        return False
    reading = read_rag(text)
    if reading.rag.value is RagValue.NONE or len(text.split()) < 3:
        return reading.rag.value is not RagValue.NONE or reading.status is not None
    # `A green county` and `Green spaces strategy` say no colour; `Amber: some delay`, `Now green`, `Red, off track` do.
    edge = _COLOUR_EDGE.search(text)
    words = without_signs(text)
    return bool(edge) or words != _COLOUR_WORD.sub("", text).strip() or _status(words) is not None


@remembered
def read_rag(text: str, fill: str = "") -> RagReading:
    """A cell's colour by word, letter, emoji or fill, and its status by word."""
    printed = " ".join(text.split())
    plain = _now(even(printed))
    bare = plain.strip(f" .:;*()[]?{_DOTS}").lower()
    status = _status(even(printed).strip(f" ()[]{_DOTS}") or printed)
    if bare in COLOURS:
        return RagReading(Rag(COLOURS[bare], printed), status, unknown=printed.endswith("?"))
    emoji = [value for symbol, value in EMOJI.items() if symbol in plain]
    words = list(dict.fromkeys(COLOURS[word.lower()] for word in _COLOUR_WORD.findall(plain)))
    both = list(dict.fromkeys(emoji + words))
    if len(both) == 1:
        rest = _COLOUR_WORD.sub("", plain).strip(" -–:/()." + "".join(EMOJI))
        return RagReading(Rag(both[0], printed), status or _status(rest), unknown=len(rest) > 60)
    if not printed and fill:
        value = colour_of_fill(fill)
        return RagReading(Rag(value, ""))
    if status is None and fill and not both:
        value = colour_of_fill(fill)
        if value is not RagValue.NONE:
            return RagReading(Rag(value, printed), None)
    filled = colour_of_fill(fill) if fill else RagValue.NONE
    return RagReading(Rag(filled, printed), status, unknown=bool(printed) and status is None)


def without_signs(text: str) -> str:
    """The words of a cell beside its colour: without emoji, dots and words of colours."""
    return _COLOUR_WORD.sub("", text).strip(" -–:/()." + _DOTS + "".join(EMOJI) + "✓✔✅☑\ufe0f")


def _now(printed: str) -> str:
    """The sign of today, without what it was before or where it tends: `G (was A)`, `A↑`, `Red (no change)`."""
    if printed.isalpha():
        return printed
    if changed := _CHANGED.fullmatch(printed):
        return changed["sign"]
    if aside := _ASIDE.fullmatch(printed):
        return aside["sign"] if not _COLOUR_WORD.search(aside["remark"]) else printed
    found = _BEFORE.sub("", printed).strip()
    return _TREND.sub("", found).strip(_ARROWS + " ") or printed


def is_closed_on(text: str) -> bool:
    """`Closed 3/2/26`, `Completed on 5 May 2026`: a word of being finished, a day, and nothing else."""
    dated = _COMPLETE_ON.fullmatch(" ".join(text.split()).strip(" .()[]"))
    said = _CLOSED_BY.fullmatch(" ".join(text.split()))
    return bool((dated and is_date_like(dated["when"])) or (said and said["when"]))


def closed_on(text: str) -> date | None:
    """The day that such a text names; of `Completed May 2026` none."""
    found = find_dates(text) if is_closed_on(text) else []
    single = len(found) == 1 and found[0].precision is Precision.DAY and not found[0].needs_check
    return found[0].latest if single else None


def _status(text: str) -> DraftStatus | None:
    text = _TICKED.sub("", text)
    if _COMPLETE.fullmatch(text):
        return DraftStatus.COMPLETE
    dated = _COMPLETE_ON.fullmatch(text)
    if (dated and is_date_like(dated["when"])) or _CLOSED_BY.fullmatch(text):
        return DraftStatus.COMPLETE
    if _WITHDRAWN.fullmatch(text):
        return DraftStatus.WITHDRAWN
    return DraftStatus.OPEN if _OPEN.fullmatch(text) else None


def colour_of_fill(fill: str) -> RagValue:
    """The colour that a background `RRGGBB` stands for; none for white, grey and black."""
    try:
        red, green, blue = (int(fill[-6:][index : index + 2], 16) for index in (0, 2, 4))
    except ValueError:
        return RagValue.NONE
    strength = max(red, green, blue) - min(red, green, blue)
    if strength < 35:  # pale stripes say nothing
        return RagValue.NONE
    hue = 360 * colorsys.rgb_to_hsv(red, green, blue)[0]
    if hue < 18 or hue > 335:
        return RagValue.RED
    if hue < 70:
        return RagValue.AMBER
    if hue < 170:
        return RagValue.GREEN
    return RagValue.BLUE if hue < 265 and strength >= 60 else RagValue.NONE
