"""Named fields in lines of text: `Lead: Ada Brook`, `ACTION (AB) - ...`, several in one line, none of them a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from adapters.documents.pasted_lines import Line, plain_words
from adapters.documents.pasted_sentence import is_who
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole
from domain.importing.headings import Meaning, is_heading, meanings, plain

_R = ColumnRole
_SOME_DAY = date(2000, 1, 1)  # only to find out whether words are a date
DISCUSSION = "Discussion"
"""What minutes say before an action, in the same paragraph."""
TEXT_ROLES = frozenset({_R.ACTION, _R.RECOMMENDATION})
# What a field inside a line may be called; before other words only these open one.
_KEYS = (
    r"(?:action|task)s?(?: owner| lead| by)?|recommendation|objective|lead(?: officer| agency| person| name)?|owner"
    r"|owned by|responsible(?: officer| person| lead)?|responsibility|assigned(?: to)?|assignee|who|by whom"
    r"|(?:due|target|completion|end|finish|revised|original|completed)(?: date| by| on)?|by when|by|when|deadline"
    r"|time ?scales?|time ?frame|date|b?rag(?: rating| status)?|status|progress(?: update)?|update|comments?|notes?"
    r"|priority|outcome|success measures?|evidence|ref(?:erence)?|what"
)
_INLINE = re.compile(
    rf"(?:(?P<edge>^|[.;,|()\[\]/•·–—-]\s*|\s[-–—]\s)|(?<=\s))\**(?P<key>{_KEYS})\**\s*(?P<sep>:|=)\**\s*(?=\S)",
    re.IGNORECASE,
)
KNOWN = re.compile(
    rf"(?:{_KEYS}|section|theme|ref(?:erence)?\.?(?: no\.?)?|no\.?|issue|finding|milestones?)", re.IGNORECASE
)
_OPENING = re.compile(
    r"[\[*]{0,3}(?P<key>[A-Za-z#][^:=\t|.;!?\[\]*]{0,44}?)[\]*]{0,3}\s*(?P<sep>[:=]|\t|\s[-–—]+(?=\s))[*]{0,2}\s*(?P<value>.*)",
    re.DOTALL,
)
_FLAG = re.compile(
    r"[\[(*➡→]{0,3}\s*(?P<word>(?:agreed |new |follow[- ]?up )?actions?(?: (?:point|item|required|agreed|no\.?|for))?"
    r"|a\.?p\.?|to ?do)(?!\s+(?:plans?|logs?|trackers?|registers?|programmes?)\b)"  # what the document is
    r"\s*(?P<ref>[#]?\d{1,3}(?:[./]\d{1,3}){0,2}[a-z]?)?\s*[\])*]{0,3}\s*"
    r"(?P<who>\([^()]{2,50}\)|\[[^\[\]]{2,50}\]|(?-i:[A-Z][^:–—]{0,50}?))?\s*(?P<sep>:|\s?[–—](?=\s)|\s-(?=\s)|\]\s?|\*\*\s)\**\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ACTIONS = re.compile(
    r"[\W\d]*(?:summary of |list of |agreed |new |key |outstanding |main |our )*"
    r"(?:(?:follow[- ]?up )?(?:actions|tasks)|actions? (?:points|items|list|log|summary)|next steps?"
    r"|to[- ]?do(?: list|s)?"
    r"|follow[- ]?ups?|APs)"
    r"(?: (?:(?:as )?(?:agreed|discussed|follows?|below)|arising|required"
    r"|from (?:the |this |our |today’s |today's )?(?:last |previous )?(?:meetings?|board|call|discussion)))?\W*",
    re.IGNORECASE,
)
_OF_THEN = re.compile(
    r"\W*(?:actions?(?: points?| items?)?|tasks)\s(?:from|after|following)\s[^.:?!]{2,50}:\s*", re.IGNORECASE
)
# `As promised, the actions:` - a line that only announces them
_ANNOUNCED = re.compile(
    r"[^.:?!]{0,40}\b(?:the|these|those|following|agreed|your|our|are|here are)\s(?:\w+\s){0,2}(?:actions?|tasks)"
    r"(?: points?| items?)?(?:\s(?:are|is|below|for \w+|from [\w’' ]{1,30}|agreed|so far))*\s*:",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\W*(?:theme|strand|priority|objective|section|work ?stream|pillar|aim|goal|part|chapter)\s+"
    r"(?:\d{1,2}|[A-Z]|[ivx]{1,4})\b(?!\.\d)\s*(?:[:.–—-]\s*.*)?",
    re.IGNORECASE,
)
_NUMBERED_KEY = re.compile(
    r"(?P<key>.*?[A-Za-z)])\s*(?:no\.?\s*|#\s*)?(?P<ref>[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)"
)
_ONLY_NUMBER = re.compile(r"[A-Z]{0,3}-?\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?")
# Names of fields that speak of the document, as the heads of minutes and mails do.
META = frozenset(
    [
        "present",
        "updated",
        "last reviewed",
        "published",
        "next meeting",
        "date of next meeting",
        "any other business",
        "aob",
        "apologies",
        "apologies for absence",
        "venue",
        "attendees",
        "attendance",
        "in attendance",
        "location",
        "time",
        "from",
        "sent",
        "to",
        "cc",
        "subject",
        "minutes",
        "minutes of",
        "minute taker",
        "agenda",
        "distribution",
        "version",
        "author",
        "page",
        "plan",
        "plan name",
        "plan title",
        "title",
        "meeting",
        "meeting date",
        "date of meeting",
        "chair",
        "chaired by",
        "as at",
        "last updated",
        "position at",
        "prepared by",
    ]
)
_OF_ALL = re.compile(r"\b(?:of|for) (?:this|the) (?:plan|document|log|tracker|paper|programme)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A named value. `meaning` is what its name means as a heading, if anything; `ref` a number printed with it."""

    key: str
    value: str
    meaning: Meaning | None
    ref: str = ""
    who: str = ""  # `ACTION (AB):`
    flags: bool = False  # the name says that this is an action
    sure: bool = True  # a name that fields have; others count where they come again


@dataclass(slots=True)
class Fields:
    """A line as its fields, with the words before the first of them; `heads` where it is a heading above actions."""

    line: Line
    before: str = ""
    fields: list[Field] = field(default_factory=list)
    heads: bool = False

    @property
    def is_meta(self) -> bool:
        """Does the line say something about the document, as the head of minutes does?"""
        return any(plain(one.key) in META or _OF_ALL.search(one.key) for one in self.fields)


def read_fields(line: Line) -> Fields:
    """The fields of one line. A line without any has all its words `before`."""
    text = line.text
    if line.aside or not text or is_actions_heading(text) or is_section_line(text):
        return Fields(line, text)
    first = _flag(text) or _opening(text, tabbed="\t" in line.laid, laid=line.laid)
    said = ""
    if first is None and (flagged := _flag_behind(text)) is not None:
        said, first = flagged
    if first is None:
        before, rest = _inline(text)
        return Fields(line, before, rest) if rest else Fields(line, text)
    value, more = _parted(first) or _inline(first.value)
    first = Field(first.key, value, first.meaning, first.ref, first.who, first.flags)
    return Fields(line, "", [first, *more, *([Field(DISCUSSION, said, None)] if said else [])])


def _parted(first: Field) -> tuple[str, list[Field]] | None:
    """`Review the rota; Officer responsible: Ada Brook; Timescale: June`: parts that all have a name of their own."""
    value, *parts = re.split(r"\s*[;|]\s+", first.value)
    more = [_opening(part, tabbed=False, laid=part) for part in parts]
    known = [one for one in more if one is not None and one.meaning is not None]
    return (value, known) if parts and first.meaning is not None and len(known) == len(parts) else None


def is_actions_heading(text: str) -> bool:
    """Does the line announce a list of actions?"""
    if len(text) < 60 and (_ACTIONS.fullmatch(text) or _OF_THEN.fullmatch(text)):
        return True
    return len(text) < 100 and bool(_ANNOUNCED.fullmatch(text))


def is_section_line(text: str) -> bool:
    """`Theme 2 - Quays`: a numbered section, which is no field of an action."""
    return len(text) <= 100 and bool(_SECTION.fullmatch(text)) and not text.endswith((".", ";", ","))


def _flag(text: str) -> Field | None:
    match = _FLAG.fullmatch(text)
    if match is None:
        return None
    word = plain(match["word"])
    who = (match["who"] or "").strip("()[] ")
    if who and (plain(f"{word} {who}") != word and meanings(f"{word} {who}") and is_heading(who)):
        return None  # `Action owner:` is a field of its own
    if match["sep"].strip() == "-" and not match["ref"] and not match["word"].isupper() and not match["value"]:
        return None
    ref = (match["ref"] or "").lstrip("#")
    ref = f"{match['word'].strip()}{ref}" if ref and word.replace(" ", "") == "ap" else ref
    return Field(match["word"].strip(), match["value"].strip(), Meaning(_R.ACTION), ref, who, True)


_BEHIND = re.compile(r"(?<=[.!?;)])\s+(?=\**(?-i:ACTIONS?\b|Actions?:))")


def _flag_behind(text: str) -> tuple[str, Field] | None:
    """The sentence before `ACTION: Ada Brook to ...` in one paragraph, and that action."""
    parts = _BEHIND.split(text)
    found = _flag(parts[1]) if len(parts) == 2 else None
    return (parts[0], found) if found is not None and found.value else None


def _opening(text: str, *, tabbed: bool, laid: str) -> Field | None:
    """A field that opens a line: a heading that is known, or any short name before a colon or tab."""
    if tabbed and laid.count("\t") == 1:
        key, _, value = laid.partition("\t")
        text = f"{plain_words(key).rstrip(':')}: {plain_words(value)}"
    match = _OPENING.fullmatch(text)
    if match is None:
        return None
    key, ref = match["key"].strip(), ""
    words = key.split()
    if not match["value"] and find_dates(key, _SOME_DAY):
        return None  # `Due 30 June 2026:` stands above what is due then
    numbered = _NUMBERED_KEY.fullmatch(key)
    if numbered and meanings(numbered["key"]):
        key, ref = numbered["key"].strip(), numbered["ref"]
        words = key.split()
    found = meanings(key) if len(words) <= 5 and is_heading(key) else ()
    if found and found[0].role in TEXT_ROLES and _ONLY_NUMBER.fullmatch(match["value"].strip()):
        return Field(key, match["value"].strip(), Meaning(_R.REF))  # `Item: 3`
    sure = bool(found and KNOWN.fullmatch(key))
    if key.count("(") != key.count(")") or (match["sep"].strip() not in {":", "="} and not sure):
        return None
    if not found and match["value"][:1].islower() and is_who(key):
        return None  # `Estates: agree terms of reference`
    if match["value"].startswith("//") or (
        not found and plain(key) not in META and (len(words) > 4 or not key[:1].isupper())
    ):
        return None
    return Field(key, match["value"].strip(), found[0] if found else None, ref, sure=sure)


def _inline(text: str) -> tuple[str, list[Field]]:
    """The words before the first field inside a text, and the fields."""
    cuts = [match for match in _INLINE.finditer(text) if match["key"][:1].isupper() or match["edge"] is not None]
    found: list[Field] = []
    for index, match in enumerate(cuts):
        stop = cuts[index + 1].start() if index + 1 < len(cuts) else len(text)
        value = text[match.end() : stop].strip(" ,;|(–—-[")
        value = (
            value[:-1].rstrip()
            if value[-1:] in ")]" and value.count("(") + value.count("[") < value.count(")") + value.count("]")
            else value
        )
        key = match["key"].strip("* ")
        found.append(Field(key, value.strip(" ,;|"), (meanings(key) or (None,))[0]))
    before = text[: cuts[0].start()] if cuts else text
    if cuts and cuts[0]["edge"] and cuts[0]["edge"].strip() in {".", ")", "]"}:
        before += cuts[0]["edge"].strip()
    return before.strip(" ,;|(–—-["), found
