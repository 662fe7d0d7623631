"""Who leads, from the words of one cell: joiners between people part them, joiners inside a title do not.

The plan's own vocabulary of leads (names that stand alone somewhere in the column) tells which is which, and parts
names and titles that were run together. What stays doubtful is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from domain.importing.draft import DraftLead, LeadRole
from domain.importing.duedates import Doubt
from domain.importing.leadpieces import letters_of, segments_of, without_label, without_remarks
from domain.importing.leadwords import (
    BODIES,
    HONORIFICS,
    NO_LEAD,
    OPENERS,
    PREFIXES,
    ROLE_NOUNS,
    NameKind,
    could_be_name_word,
    is_initials,
    kind_of,
)

_LONGEST = 600  # characters; a cell with more holds a text and not names
_DATE_SHAPE = re.compile(r"[\d\s./-]{4,}")  # digits only: no name, whatever else it is
_TEXT = re.compile(r"\b(?:is|are|will|be|been|has|have|was|were|that|which|should|must|not)\b")
_SOFT = re.compile(r"&|\band\b")
_DASH = re.compile(r"[-–—]")
_FIRST_HALVES = (
    "health", "police", "children", "adults?", "policy", "learning", "quality", "performance", "safeguarding",
    "communit(?:y|ies)", "finance", "housing", "education", "planning", "equalit(?:y|ies)", "governance",
    "early (?:years|help)", "commissioning", "training", "people", "care", "assessment", "strategy", "standards",
    "information", "improvement", "culture", "growth", "place", "environment", "legal", "audit", "risk", "data",
)  # fmt: skip
_WHOLE = re.compile(rf"\b(?:{'|'.join(_FIRST_HALVES)}) (?:and|&) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeadReading:
    """The leads of one cell in order, and what should be asked about them."""

    leads: tuple[DraftLead, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadVocabulary:
    """The names, posts and groups of a plan, by their words in lower case.

    `sure` stand alone somewhere; `known` are also those that remain when the sure ones are taken out of a run.
    """

    known: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()

    @classmethod
    def of(cls, cells: Iterable[str]) -> LeadVocabulary:
        """Learn from all lead cells of a plan (or their paragraphs, where they stand apart)."""
        texts = list(dict.fromkeys(" ".join(cell.split()) for cell in cells))
        shapes = {piece.lower(): piece for text in texts for piece in _standing_alone(text)}
        sure = frozenset(piece for piece, shape in shapes.items() if not _is_run(shape, shapes.keys()))
        vocabulary = cls(sure, sure)
        for _ in range(3):
            more = {
                lead.name.lower()
                for text in texts
                for lead in read_leads(text, vocabulary).leads
                if len(lead.name.split()) > 1 and _stands_alone(lead.name)
            }
            again = frozenset(
                name for name in vocabulary.known | more if name in sure or not _is_run(name, vocabulary.known | more)
            )
            if again == vocabulary.known:
                break
            vocabulary = cls(again, sure)
        return vocabulary

    def knows(self, text: str) -> bool:
        """Is the text a lead of this plan?"""
        return text.lower() in self.known

    def is_sure(self, text: str) -> bool:
        """Does the text stand alone somewhere in the plan?"""
        return text.lower() in self.sure


def _standing_alone(text: str) -> list[str]:
    """What a cell shows to be a lead by itself: the whole cell, or people between joiners; never half a title."""
    if not text or NO_LEAD.fullmatch(text):
        return []
    segments = segments_of(without_label(without_remarks(text)[0]))
    kinds = [kind_of(segment) for segment, _ in segments]
    if not segments:
        return []
    if len(segments) == 1:
        return [segments[0][0]] if kinds[0] is not NameKind.FRAGMENT else []
    short = {NameKind.INITIALS, NameKind.PERSON}
    joiners = {joiner for _, joiner in segments[:-1]}
    if (
        joiners <= {";", "/", "|", "+"}
        and NameKind.FRAGMENT not in kinds
        and not (kinds[0] is NameKind.INITIALS and kinds[1] is NameKind.POST)
    ):
        return [segment for segment, _ in segments]
    found = []
    for index, (segment, _) in enumerate(segments):
        beside = {*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2]}
        if kinds[index] in short and beside & short:
            found.append(segment)
    return found


def _is_run(text: str, known: Iterable[str]) -> bool:
    """Is it two known names run together, and so no name itself?"""
    words = text.split()
    known = set(known)
    if all(is_initials(word) for word in words):
        return len(words) > 1
    if len(words) < 3:
        return False
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if head.lower() in known and (tail.lower() in known or _stands_alone(tail)):
            return True
        if tail.lower() in known and kind_of(tail) is not NameKind.INITIALS and _stands_alone(head):
            return True
    return False


def _stands_alone(text: str) -> bool:
    kind = kind_of(text)
    if kind is NameKind.PERSON:
        return True
    return kind is NameKind.POST and len(text.split()) > 1


def read_leads(text: str, vocabulary: LeadVocabulary | None = None) -> LeadReading:
    """The leads of one cell. Names are as printed; two with a dash between them are accountable and responsible."""
    vocabulary = vocabulary or LeadVocabulary()
    text = " ".join(text.split())
    if not text:
        return LeadReading()
    if len(text) > _LONGEST:
        return LeadReading(doubts=(Doubt("The text under the lead is too long to be names. Who leads this?"),))
    if _DATE_SHAPE.fullmatch(text):
        return LeadReading(doubts=(Doubt(f"“{text}” stands where the lead should be. Who leads this?"),))
    if NO_LEAD.fullmatch(text):
        return LeadReading(doubts=(Doubt(f"“{text}” is printed instead of a lead. Who leads this?"),))
    bare, remarks = without_remarks(text)
    segments = segments_of(without_label(bare))
    merged = _merge(segments, vocabulary)
    groups: list[list[tuple[str, bool]]] = [[]]  # names, and whether they come after the dash of their group
    after_dash = False
    for name, joiner in merged.parts:
        run = _part_run(name, vocabulary)
        for number, part in enumerate(run):
            if number:
                groups.append([])
                after_dash = False
                merged.unsure = merged.unsure or _is_unsure(run[number - 1], part, vocabulary)
            groups[-1].append((part, after_dash))
        if joiner and _DASH.fullmatch(joiner):
            after_dash = True
        elif joiner == "|":
            groups.append([])
            after_dash = False
    leads: dict[str, DraftLead] = {}
    for group in groups:
        paired = len({after for _, after in group}) == 2
        for name, after in group:
            role = LeadRole.LEAD if not paired else LeadRole.RESPONSIBLE if after else LeadRole.ACCOUNTABLE
            leads.setdefault(name.lower(), DraftLead(name, role))
    found = [replace(lead, name=_as_printed(lead.name, text)) for lead in leads.values()]
    if any(letters_of(lead.name) not in letters_of(text) for lead in found):
        # A remark was taken out of the middle of a name: better the whole cell than a name nobody printed.
        found, merged.unsure = [DraftLead(text)], True
    remarks += merged.posts
    if len(found) == 1 and remarks:
        found = [replace(found[0], remark="; ".join(remarks))]
    doubts: tuple[Doubt, ...] = ()
    odd = [lead for lead in found if len(lead.name.split()) > 10 or _TEXT.search(lead.name) or lead.name[:1].islower()]
    if odd and not merged.unsure:
        doubts = (Doubt(f"“{text}” reads like a text, not like a lead. Who leads this?"),)
    if merged.unsure:
        said = "; ".join(lead.name for lead in found)
        doubts = (Doubt(f"I read “{text}” as {_count(len(found))}: {said}. Is that right?", said),)
    return LeadReading(tuple(found), doubts)


def _as_printed(name: str, text: str) -> str:
    """A name with a slash, with the blanks that are printed around it."""
    if "/" not in name:
        return name
    match = re.search(r"\s*/\s*".join(re.escape(part.strip()) for part in name.split("/")), text)
    return match.group() if match else name


def _is_unsure(head: str, tail: str, vocabulary: LeadVocabulary) -> bool:
    sure = [vocabulary.is_sure(head), vocabulary.is_sure(tail)]
    short = {NameKind.PERSON, NameKind.INITIALS}
    return not (all(sure) or (any(sure) and kind_of(head) in short and kind_of(tail) in short))


def _count(number: int) -> str:
    return "one lead" if number == 1 else f"{number} leads"


@dataclass(slots=True)
class _Merged:
    parts: list[tuple[str, str]]
    unsure: bool = False
    posts: list[str] = field(default_factory=list)  # `Dana Whitlock, Head of Quality`: what she is


def _merge(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> _Merged:
    """Join again what a joiner inside a title has parted."""
    if post := _person_with_post(segments, vocabulary):
        return post
    merged = _Merged([])
    commas = any(joiner.startswith(",") for _, joiner in segments)
    shared = _shares_a_noun(segments)
    for index, (segment, joiner) in enumerate(segments):
        if not merged.parts:
            merged.parts.append((segment, joiner))
            continue
        before, between = merged.parts[-1]
        verdict = "unsure" if index >= shared else _parts_people(before, between, segment, vocabulary, commas=commas)
        if verdict == "whole":
            glued = _glue(before, between, segment)
            merged.parts[-1] = (glued, joiner)
            apart = between == "/" and len(before.split()) > 1 and len(segment.split()) > 1
            merged.unsure = merged.unsure or (between not in {"&", "and"} and (apart or not vocabulary.knows(glued)))
        else:
            merged.parts.append((segment, joiner))
            merged.unsure = merged.unsure or verdict == "unsure"
    return merged


def _person_with_post(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> _Merged | None:
    """`Dana Whitlock, Head of Quality` and `Head of Quality - Dana Whitlock` are one person."""
    if len(segments) != 2 or segments[0][1] not in {",", "-", "–", "—"}:
        return None
    names = [name for name, _ in segments]
    kinds = [kind_of(name) for name in names]
    if set(kinds) != {NameKind.PERSON, NameKind.POST}:
        return None
    person, post = names[kinds.index(NameKind.PERSON)], names[kinds.index(NameKind.POST)]
    if vocabulary.is_sure(post) and segments[0][1] == ",":
        return None
    return _Merged([(person, "")], unsure=True, posts=[post])


def _shares_a_noun(segments: list[tuple[str, str]]) -> int:
    """In `Hub Lead, Early Years and School managers` the last noun may belong to both: from where that is so."""
    for index in range(len(segments) - 2):
        (first, comma), (_, soft), (last, _) = segments[index : index + 3]
        word = last.split()[-1].lower()
        listed = comma == "," and _SOFT.fullmatch(soft) and word.endswith("s") and word in ROLE_NOUNS
        if listed and kind_of(first) is NameKind.POST and first.split()[-1].lower() in ROLE_NOUNS:
            return index + 1
    return len(segments)


def _glue(before: str, between: str, after: str) -> str:
    if between == "/":
        return f"{before}/{after}"
    return f"{before}{between} {after}" if between.startswith((",", ";")) else f"{before} {between} {after}"


def _parts_people(before: str, between: str, after: str, vocabulary: LeadVocabulary, *, commas: bool) -> str:
    """`split`, `whole`, or `unsure` (split, and ask)."""
    if between in {";", "|", "+", "\n"}:
        return "split"
    if vocabulary.knows(before) and vocabulary.knows(after):
        return "split"
    left, right = kind_of(before), kind_of(after)
    soft = bool(_SOFT.fullmatch(between))
    short = {NameKind.INITIALS, NameKind.PERSON}
    if left in short and right in short:
        return "split"
    if _people_in(before) and _people_in(after):
        return "split"
    if soft and left is NameKind.POST and OPENERS.match(after):
        return "split" if vocabulary.knows(before) and vocabulary.knows(after) else "unsure"
    if soft and _WHOLE.search(f"{before.split()[-1]} and ") and not vocabulary.knows(before):
        return "whole"
    bodies = {before.lower(), after.lower()} & BODIES
    if len(bodies) == 2 or (bodies and {left, right} == {NameKind.POST} and not OPENERS.match(before)):
        return "whole" if soft and _WHOLE.search(f"{before.split()[-1]} and ") else "unsure"
    if between and _DASH.fullmatch(between):
        whole_sides = {left, right} <= {NameKind.POST, NameKind.PERSON, NameKind.INITIALS}
        return "unsure" if whole_sides and len(before.split()) > 1 and len(after.split()) > 1 else "whole"
    if left is NameKind.FRAGMENT and _ends_with_known(before, vocabulary):
        left = NameKind.POST
    if right is NameKind.FRAGMENT and _starts_with_known(after, vocabulary):
        right = NameKind.POST
    if NameKind.FRAGMENT in (left, right):
        if between.startswith(",") and (left in short or right in short):
            return "unsure"
        return "whole"
    if left is NameKind.POST and right is NameKind.POST:
        if vocabulary.knows(before) or vocabulary.knows(after) or not soft:
            single = {before.lower(), after.lower()} & BODIES
            return "unsure" if single and not (vocabulary.knows(before) and vocabulary.knows(after)) else "split"
        return "unsure" if len(before.split()) > 1 and len(after.split()) > 1 else "whole"
    if between == "/" and left is NameKind.INITIALS and not vocabulary.knows(before):
        return "whole"  # `HR/OD Manager`
    return "split" if vocabulary.knows(before) or vocabulary.knows(after) else "unsure"


def _ends_with_known(text: str, vocabulary: LeadVocabulary) -> bool:
    words = text.split()
    return any(vocabulary.knows(" ".join(words[start:])) for start in range(1, len(words)))


def _starts_with_known(text: str, vocabulary: LeadVocabulary) -> bool:
    words = text.split()
    return any(vocabulary.knows(" ".join(words[:stop])) for stop in range(1, len(words)))


def _people_in(text: str) -> bool:
    words = text.split()
    return kind_of(text) is NameKind.INITIALS or (
        len(words) >= 2 and all(could_be_name_word(word) or is_initials(word) for word in words)
    )


def _part_run(text: str, vocabulary: LeadVocabulary) -> list[str]:
    """Names and titles that were run together, by the plan's own vocabulary, longest first; then by their form."""
    words = text.split()
    if len(words) < 2 or vocabulary.knows(text):
        return [text]
    for cut in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if vocabulary.knows(head) and _may_follow(head, tail, vocabulary):
            return [head, *_part_run(tail, vocabulary)]
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if vocabulary.knows(tail) and _may_precede(head, tail, vocabulary):
            return [*_part_run(head, vocabulary), tail]
    if all(is_initials(word) for word in words):
        return words
    if by_form := _people_by_form(words):
        return by_form
    return _titles_by_form(text, words)


def _may_follow(head: str, tail: str, vocabulary: LeadVocabulary) -> bool:
    if vocabulary.knows(tail) or _stands_alone(tail):
        return True
    first = tail.split()[0]
    if is_initials(head) and len(head) > 3:
        return False
    if is_initials(first) and len(tail.split()) == 1:
        return True
    return len(_part_run(tail, vocabulary)) > 1


def _may_precede(head: str, tail: str, vocabulary: LeadVocabulary) -> bool:
    kind = kind_of(head)
    if kind_of(tail) is NameKind.INITIALS:
        return kind in {NameKind.PERSON, NameKind.INITIALS} or (kind is NameKind.POST and len(head.split()) > 1)
    return kind in {NameKind.PERSON, NameKind.INITIALS} or _stands_alone(head) or len(_part_run(head, vocabulary)) > 1


def _people_by_form(words: list[str]) -> list[str]:
    """`Ada Brook Ben Carr`: two full names, where all words are names and their number is even."""
    if len(words) < 4 or len(words) % 2 or not all(could_be_name_word(word) for word in words):
        return []
    if any(word.lower().strip(".") in HONORIFICS for word in words):
        return []
    return [" ".join(words[index : index + 2]) for index in range(0, len(words), 2)]


def _titles_by_form(text: str, words: list[str]) -> list[str]:
    """`Head of Learning Heads of Service`: a new title opens after one that is whole."""
    position = 0
    for index in range(1, len(words)):
        position = text.find(words[index], position + len(words[index - 1]))
        head = text[:position].strip()
        opens = (
            OPENERS.match(text, position) and words[index][:1].isupper() and words[index - 1].lower() not in PREFIXES
        )
        if opens and kind_of(head) is NameKind.POST:
            return [head, *_titles_by_form(text[position:], words[index:])]
        ends_title = words[index - 1].lower() in ROLE_NOUNS and words[index - 1][:1].islower()
        if ends_title and index >= 2 and words[index][:1].isupper():
            return [head, *_titles_by_form(text[position:], words[index:])]
    return [text]


def split_lead_groups(text: str, vocabulary: LeadVocabulary) -> list[str]:
    """`AB AB - CD` as `AB` and `AB - CD`: initials after initials with nothing between begin the next group."""
    words = text.split()
    groups: list[list[str]] = [[]]
    for word in words:
        last = groups[-1][-1] if groups[-1] else ""
        if last and is_initials(word) and is_initials(last) and vocabulary.knows(word) and vocabulary.knows(last):
            groups.append([])
        groups[-1].append(word)
    return [" ".join(group) for group in groups]
