"""What a progress note clearly says of its action's own colour and date: `now amber`, `moved to end of June`.

Nothing is changed by it: it is what somebody is offered afterwards. So only what can't mean anything else counts; a
meeting that moved, a hope, a condition, a denial and what once was are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.due import Due, Precision
from domain.language.because import split_because
from domain.language.dates import Ambiguous, Read, read_date
from domain.language.folding import plain, trim
from domain.rag import RagValue

_COLOURS = {
    "red": RagValue.RED,
    "amber": RagValue.AMBER,
    "yellow": RagValue.AMBER,
    "green": RagValue.GREEN,
    "blue": RagValue.BLUE,
    "coch": RagValue.RED,
    "oren": RagValue.AMBER,
    "ambr": RagValue.AMBER,
    "gwyrdd": RagValue.GREEN,
    "glas": RagValue.BLUE,
}
_COLOUR = rf"(?P<colour>{'|'.join(_COLOURS)})"
_CLAUSE = re.compile(
    r"[.!?;\n]+(?=\s|$)|\s[–—-]+\s|\s*,\s*(?:and|but|so)?\s*|\s(?:and|but|so)\s(?=now\b|rag\b|moved\b|date\b)", re.I
)
# What may follow a colour that is said of the action: nothing, a reason, or the word RAG itself.
_ENDS = (
    r"(?=$|\s*[,:(]|\s+(?:because|since|as|due to|owing to|pending|until|till|for now|again|now|rag|rated|status|"
    r"overall|with|given|while|whilst|following|after|this (?:month|week|quarter)|on (?:this|it|that)|"
    r"oherwydd|achos)\b)"
)
_SUBJECT = (
    r"(?:(?:the|this|our|that)\s+)?(?:action|it|this|status|rag|rag status|rag rating|rating|colour|risk rating|one|"
    r"overall status|overall rag|[a-z]{1,8}-?\d[\w.]*)"
)
_NOW = r"(?:now|currently|back|again|still|today)"
_RAG = re.compile(
    rf"(?:{_SUBJECT}\s+)?(?:(?:is|has|has been|was|turned|gone|went|goes|changed|set|moved|stays|remains|can be|"
    rf"should now be|we are|we're|i make it|make it|mark it|please make it|(?:bellach|nawr|yn awr) yn|yn)\s+)?"
    rf"(?:{_NOW}\s+)?(?:(?:rated|marked|turned|gone|changed|moved|set|down|up|rag|at|to|from \w+ to|in the)\s+){{0,3}}"
    rf"{_COLOUR}{_ENDS}",
    re.I,
)
_RAG_LABEL = re.compile(
    rf"(?:rag|rag status|rag rating|status|rating)\s*(?:[:=]|is|now|to|->|→|yw)?\s*(?:now\s+)?{_COLOUR}{_ENDS}", re.I
)
_ALONE = re.compile(rf"(?:^|[.;\n])\s*{_COLOUR}\s*(?:rag|rated|now|status)?\s*(?=$|[.;:!\n]|\s[–—-]+\s)", re.I)
# A colour must be said to be so: `now amber`, `is red`, `turned green`, `RAG green`; the bare word only as a clause.
_UNSURE = re.compile(
    r"\b(?:not|no longer|never|nor|isn'?t|wasn'?t|hasn'?t|won'?t|can'?t|cannot|if|unless|when|once|whether|would|could|"
    r"might|(?<!\d )(?<!in )(?<!of )(?<!end )may(?! 20\d\d)|should(?! now)|will|shall|hopes?|hoping|hoped|aims?|aiming|"
    r"expects?|expected|expecting|plans? to|planning|"
    r"likely|unlikely|perhaps|maybe|possibly|want|wants|wanted|asked|asking|request|requested|propose[ds]?|"
    r"proposing|suggest|suggested|discuss|discussed|consider|considered|considering|towards|almost|nearly|used to|"
    r"previously|formerly|last (?:month|quarter|week|year)|ddim|efallai)\b",
    re.I,
)
_WAS = re.compile(r"\bwas\b(?! (?:moved|changed|turned|set|rated)\b)", re.I)

_MOVED = (
    r"(?:(?:is|has|have|was|been|be|we|we've|i|i've|had|to be|now|again|since)\s+)*"
    r"(?:moved|slipped|pushed(?: back| out)?|put back|postponed|delayed|extended|rescheduled|deferred|revised|changed|"
    r"brought forward|re-?profiled|set back|symudwyd|gohiriwyd)\s+(?:back\s+|out\s+|forward\s+|on\s+)?"
    r"(?:to|until|till|i|tan)\s+"
)
_DUE_NOW = (
    r"(?:is\s+)?(?:now due|due now|due date now|now to be (?:done|finished|completed) by)\s+"
    r"(?:on\s+|in\s+|by\s+|at\s+)?"
)
_DATE_SUBJECT = (
    r"(?:(?:the|this|our|new|revised|target|completion|due|end)\s+)*(?:action|date|deadline|due date|end date|target|"
    r"target date|completion date|timescale|completion|it|this|[a-z]{1,8}-?\d[\w.]*)\s+"
)
_DATE = re.compile(rf"(?:{_DATE_SUBJECT})?(?:{_MOVED}|{_DUE_NOW})(?P<date>\S.*)", re.I)
_NEW_DATE = re.compile(
    r"(?:the\s+)?(?:(?:new|revised|amended|updated)\s+(?:due\s+|target\s+|end\s+|completion\s+)?(?:date|deadline|target)"
    r"(?:\s+(?:is|of|now|to|will be)|\s*[:=])?|(?:due\s+|target\s+|end\s+)?(?:date|deadline)\s+(?:to|now|is now))"
    r"\s+(?:now\s+)?(?P<date>\S.*)",
    re.I,
)
_MOVE_IT = re.compile(
    r"(?:(?:please|can (?:you|we|i)|need to|i|we)\s+)*"
    r"(?:change|move|set|put|push|extend|delay|shift|bring forward)\s+"
    r"(?:(?:the|this|its|our)\s+)?(?:(?:due|target|end|completion)\s+)?(?:date|deadline)\s+"
    r"(?:back\s+|out\s+|on\s+)?(?:to|until|till)\s+(?P<date>\S.*)",
    re.I,
)
"""What was asked of the action as a whole, but typed as its note."""
_DATE_ENDS = re.compile(
    r"\s+(?:because|since|as|due to|owing to|pending|while|whilst|following|so|and|but|with|given|after|at the request|"
    r"to (?:allow|give|let|fit)|in order|by agreement|agreed|oherwydd|achos)\b|\s*[(:]",
    re.I,
)
_PRECISIONS = frozenset({Precision.DAY, Precision.MONTH, Precision.RANGE, Precision.QUARTER})
_LONGEST = 2_000
_MOST_CLAUSES = 60
_LONGEST_CLAUSE = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A colour and a date that a note says of its action, each where it is clear, and why the date moved. `unclear` are
    the words of a date that can be read in more than one way.
    """

    rag: RagValue | None = None
    due: Due | None = None
    reason: str = ""
    unclear: str = ""


def read_note(text: str, *, today: date, quarter_start_month: int) -> Told:
    """What the note clearly says; nothing where it says two different things."""
    colours: list[RagValue] = []
    dates: list[tuple[Due | None, str, str]] = []
    for clause in _clauses(text):
        shadow = plain(clause)
        if _UNSURE.search(shadow.split(" because ")[0]) or clause.rstrip().endswith("?"):
            continue
        if (colour := _colour(shadow)) is not None:
            colours.append(colour)
        if (moved := _date(clause, today, quarter_start_month)) is not None:
            dates.append(moved)
    colours += [_COLOURS[found["colour"].casefold()] for found in _ALONE.finditer(plain(text[:_LONGEST]))]
    rag = colours[0] if len(set(colours)) == 1 else None
    if len({(due.earliest, due.latest) if due else words for due, _, words in dates}) != 1:
        return Told(rag)
    due, reason, unclear = dates[0]
    return Told(rag, due, reason, unclear)


def _clauses(text: str) -> list[str]:
    whole = text[:_LONGEST]
    found = [trim(one) for one in _CLAUSE.split(whole) if one and one.strip()]
    # `moved to Friday, 30 June 2027` has a comma of its own, and a question mark belongs to what stands before it
    joined: list[str] = []
    for one in found:
        if joined and re.match(r"\d{1,2}(?:st|nd|rd|th)?\s", one) and re.search(r"day$", joined[-1], re.I):
            joined[-1] = f"{joined[-1]} {one}"
        else:
            joined.append(one)
    asked = {trim(piece) for piece in re.findall(r"([^.!?;\n]*)\?", whole)}
    return [one for one in joined[:_MOST_CLAUSES] if len(one) <= _LONGEST_CLAUSE and not any(one in q for q in asked)]


def _colour(clause: str) -> RagValue | None:
    if _WAS.search(clause):
        return None
    for pattern in (_RAG_LABEL, _RAG):
        found = pattern.match(clause)
        if found and (pattern is _RAG_LABEL or found.start("colour") > 0):
            return _COLOURS[found["colour"].casefold()]
    return None


def _date(clause: str, today: date, quarter_start_month: int) -> tuple[Due | None, str, str] | None:
    """The date, why it moved, and its words where they can mean several."""
    found = _DATE.match(clause) or _NEW_DATE.match(clause) or _MOVE_IT.match(clause)
    if found is None:
        return None
    words = found["date"]
    end = _DATE_ENDS.search(words)
    head = words[: end.start()] if end else words
    reading = read_date(head, today=today, quarter_start_month=quarter_start_month)
    reason = split_because(words)[1]
    if isinstance(reading, Ambiguous):
        return None, reason, trim(head)
    if not isinstance(reading, Read) or reading.due.precision not in _PRECISIONS:
        return None
    return reading.due, reason, ""
