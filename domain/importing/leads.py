"""Who leads, from the words of one cell: joiners between people part them, joiners inside a title do not.

The plan's own vocabulary of leads (names that stand alone somewhere in the column) tells which is which, and parts
names and titles that were run together. What stays doubtful is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.action_parts import LeadRole
from domain.importing.draft import DraftLead
from domain.importing.duedates import Doubt
from domain.importing.leadasides import (
    is_nobody,
    leaves_doubt,
    points_elsewhere,
    points_up,
    set_aside,
    stand_ins,
    without_nobody,
)
from domain.importing.leadjoins import DASH, may_share, merge, says_what_one_is
from domain.importing.leadpieces import (
    letters_of,
    names_people,
    segments_of,
    without_bodies,
    without_label,
    without_remarks,
)
from domain.importing.leadruns import may_be_two, part_run
from domain.importing.leadvocabulary import LeadVocabulary, stands_alone
from domain.importing.leadwords import NameKind, is_initials, kind_of
from domain.importing.marks import even, printed_of
from domain.importing.rags import is_rag_like
from domain.importing.remembered import remembered

_LONGEST = 600  # characters; a cell with more holds a text and not names
_DATE_SHAPE = re.compile(r"[\d\s./-]{4,}")  # digits only: no name, whatever else it is
_RACI = re.compile(r"(?i)^raci\s*[:–-]\s*")
_ROLE = re.compile(
    r"(?:(?<=^)|(?<=[\s,;/|(]))(?P<role>(?:(?i:accountable|responsible|consulted|informed)"
    r"|[ARCI])(?=\s?[-–=:]))\s?[-–=:]\s*"
)
_LABELLED = re.compile(
    r"(?:(?<=^)|(?<=[\s,;/|(]))(?P<role>(?i:(?:new |current )?lead(?: officer| person)?"
    r"|support(?:ing|ed by)?(?: officer)?|owner|sponsor|deputy"
    r"|co-?lead|sro|delivery|project manager)|[LS](?=\s?[:=–]))\s?[:=–]\s*"
)
_ROLES = {"a": LeadRole.ACCOUNTABLE, "r": LeadRole.RESPONSIBLE, "c": None, "i": None}
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.\w+")  # what some programs write in the place of a name
_TEXT = re.compile(r"\b(?:is|are|will|be|been|has|have|was|were|that|which|should|must|not)\b")


@dataclass(frozen=True, slots=True)
class LeadReading:
    """The leads of one cell in order, and what should be asked about them."""

    leads: tuple[DraftLead, ...] = ()
    doubts: tuple[Doubt, ...] = ()


# `Brook, Ada`: where all that has a comma is printed so, it stands inside one name.
_TURNED = re.compile(
    r"(?P<last>[A-Z][\w’'-]+), (?P<first>[A-Z][\w’'-]+)(?: [A-Z]\.?)?(?: ?[<(](?P<mail>[^<>()@ ]+)@[^<>() ]+[>)])?"
)
_FEWEST_TURNED = 3


def learn_leads(cells: Iterable[str]) -> LeadVocabulary:
    """Learn from all lead cells of a plan (or their paragraphs, where they stand apart)."""
    texts = list(dict.fromkeys(" ".join(even(cell).split()) for cell in cells))
    shapes = {piece.lower(): piece for text in texts for piece in _standing_alone(text)}
    sure = frozenset(piece for piece, shape in shapes.items() if not _is_run(shape, shapes.keys()))
    turned, told = _are_turned([text for text in texts if "," in text])
    alone = frozenset(text.lower() for text in texts if _is_alone(text))
    forms = Counter(says_what_one_is(segments_of(without_label(without_remarks(text)[0]))) for text in texts)
    behind = frozenset(joiner for joiner, count in forms.items() if joiner and count > 1)
    vocabulary = LeadVocabulary(sure, sure, turned, alone, behind, surname_told=told)
    for _ in range(3):
        more = {
            lead.name.lower()
            for text in texts
            for lead in read_leads(text, vocabulary).leads
            if len(lead.name.split()) > 1 and stands_alone(lead.name)
        }
        names = vocabulary.known | more
        again = frozenset(name for name in names if name in sure or not _is_run(name, names))
        if again == vocabulary.known:
            break
        vocabulary = replace(vocabulary, known=again)
    return vocabulary


def _are_turned(texts: Sequence[str]) -> tuple[bool, bool]:
    """Stands the last name first in all of these, and does an address say so?"""
    found = [one for text in texts if (one := _TURNED.fullmatch(text))]
    if len(found) < len(texts):
        return False, False
    told = any(one["mail"] and _is_address_of(one["mail"], one["first"], one["last"]) for one in found)
    return told or len(found) >= _FEWEST_TURNED, told


def _is_address_of(mail: str, first: str, last: str) -> bool:
    """`ada.brook` of Ada Brook."""
    return first.lower() in mail.lower() and last.lower() in mail.lower()


def _is_alone(text: str) -> bool:
    """A cell of one to three words without a joiner, the first of them with a capital: a lead by its place."""
    words = text.split()
    if not 0 < len(words) <= 3 or not text[:1].isupper() or any(map(str.isdigit, text)):
        return False
    return len(segments_of(text)) == 1 and not (is_nobody(text) or points_up(text) or is_rag_like(text))


def _standing_alone(text: str) -> list[str]:
    """What a cell shows to be a lead by itself: the whole cell, or people between joiners; never half a title."""
    if not text or is_nobody(text) or points_up(text) or points_elsewhere(text):
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
        and not any(may_share(one, two) for (one, _), (two, _) in pairwise(segments))
    ):
        return [segment for segment, _ in segments]
    found = []
    for index, (segment, _) in enumerate(segments):
        beside = {*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2]}
        if kinds[index] in short and beside & short:
            found.append(segment)
    return found


def _is_run(text: str, known: Container[str]) -> bool:
    """Is it two known names run together, and so no name itself?"""
    words = text.split()
    if all(is_initials(word) for word in words):
        return len(words) > 1
    if len(words) < 3:
        return False
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if head.lower() in known and (tail.lower() in known or stands_alone(tail)):
            return True
        if tail.lower() in known and kind_of(tail) is not NameKind.INITIALS and stands_alone(head):
            return True
    return False


def read_leads(text: str, vocabulary: LeadVocabulary | None = None) -> LeadReading:
    """The leads of one cell. Names are as printed; two with a dash between them are accountable and responsible."""
    printed = " ".join(text.split())
    text = " ".join(even(printed).split())
    found = _read(text, vocabulary or LeadVocabulary())
    if text == printed:
        return found
    leads = tuple(replace(lead, name=printed_of(lead.name, text, printed)) for lead in found.leads)
    return replace(found, leads=leads if len(text) == len(printed) else found.leads)


@remembered
def _read(text: str, vocabulary: LeadVocabulary) -> LeadReading:
    if not text:
        return LeadReading()
    if len(text) > _LONGEST:
        return LeadReading(doubts=(Doubt("The text under the lead is too long to be names. Who leads this?"),))
    if _DATE_SHAPE.fullmatch(text):
        return LeadReading(doubts=(Doubt(f"“{text}” stands where the lead should be. Who leads this?"),))
    if points_up(text) or points_elsewhere(text):
        return LeadReading(doubts=(Doubt(f"“{text}” points to another lead. Who leads this?"),))
    if is_nobody(text):
        return LeadReading(doubts=(Doubt(f"“{text}” is printed instead of a lead. Who leads this?"),))
    if kind_of(text) is NameKind.FRAGMENT and is_rag_like(text):
        return LeadReading(doubts=(Doubt(f"“{text}” stands where the lead should be. Is that a name?", text),))
    if by_role := _by_role(text, vocabulary) or _labelled(text, vocabulary):
        return by_role
    if names := stand_ins(text):
        said = "; ".join(names)
        doubt = Doubt(f"I read “{text}” as {_count(len(names))}: {said}. Is that right?", said)
        return LeadReading(tuple(DraftLead(name) for name in names), (doubt,))
    aside = set_aside(text)
    bare, remarks = without_remarks(aside.text)
    segments, nobody = without_nobody(segments_of(without_label(bare)))
    segments, works_for = without_bodies(segments)
    if not segments:
        return LeadReading(doubts=(Doubt(f"“{text}” is printed instead of a lead. Who leads this?"),))
    merged = merge(segments, vocabulary)
    # `ICB: Named Doctor`: for whom somebody works, and no label that is known.
    merged.unsure = merged.unsure or any(re.search(r"\w: [A-Z]", name) for name, _ in merged.parts)
    merged.unsure = merged.unsure or aside.unsure or bool(nobody or works_for) or any(map(leaves_doubt, remarks))
    merged.unsure = merged.unsure or _may_be_one_team(segments, vocabulary) or any(map(_is_counted, merged.parts))
    merged.unsure = merged.unsure or any(_holds_another(name, vocabulary) for name, _ in merged.parts)
    remarks += [*aside.remarks, *nobody, *works_for]
    groups: list[list[tuple[str, bool]]] = [[]]  # names, and whether they come after the dash of their group
    after_dash = False
    for name, joiner in merged.parts:
        run = part_run(name, vocabulary)
        merged.unsure = merged.unsure or any(map(may_be_two, run))
        for number, part in enumerate(run):
            if number:
                groups.append([])
                after_dash = False
                merged.unsure = merged.unsure or _is_unsure(run[number - 1], part, vocabulary)
            groups[-1].append((part, after_dash))
        if joiner and DASH.fullmatch(joiner):
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
    merged.unsure = merged.unsure or any(names_people(remark) for remark in remarks)
    remarks += merged.posts
    if len(found) == 1 and remarks:
        found = [replace(found[0], remark="; ".join(remarks))]
    doubts: tuple[Doubt, ...] = ()
    odd = [
        lead
        for lead in found
        if len(lead.name.split()) > 10 or _TEXT.search(lead.name) or re.match(r"[a-z]{2,}(?!\d)\b|[^\w(@]", lead.name)
    ]
    if odd and not merged.unsure:
        doubts = (Doubt(f"“{text}” reads like a text, not like a lead. Who leads this?"),)
        if all(_ADDRESS.fullmatch(lead.name) for lead in odd):
            doubts = (Doubt(f"“{text}” reads like an e-mail address, not like a name. Who leads this?"),)
    if merged.unsure:
        said = "; ".join(lead.name for lead in found)
        message = f"I read “{text}” as {_count(len(found))}: {said}. Is that right?"
        if said == text:
            message = f"I read “{text}” as one lead. Is that right, or are there several?"
        doubts = (Doubt(message, said),)
    return LeadReading(tuple(found), doubts)


def _may_be_one_team(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> bool:
    """`HR and OD`: two pairs of initials with `and` between may be one team, where neither leads alone."""
    if [joiner for _, joiner in segments] != ["and", ""]:
        return False
    names = [name for name, _ in segments]
    return all(kind_of(name) is NameKind.INITIALS and name.lower() not in vocabulary.alone for name in names)


def _holds_another(name: str, vocabulary: LeadVocabulary) -> bool:
    """`Housing Management and Legal Services`, where `Housing Management` leads something alone: may be two."""
    halves = re.split(r"\s(?:and|&)\s", name)
    return (
        len(halves) == 2
        and all(" " in half and half.lower() != name for half in halves)
        and any(half.lower() in vocabulary.alone for half in halves)
    )


def _is_counted(part: tuple[str, str]) -> bool:
    """`2 agency`, `3 x surveyors`: how many of a kind, and no name."""
    return bool(re.match(r"\d{1,2}\s(?:x\s)?[^\W\d]", part[0]))


def _by_role(text: str, vocabulary: LeadVocabulary) -> LeadReading | None:
    """`A - Ruby Tennant / R - Estates`, `Accountable: ...; Responsible: ...`: roles that the cell names itself."""
    marks = list(_ROLE.finditer(_RACI.sub("", text)))
    letters = [mark["role"].lower()[:1] for mark in marks]
    if len(letters) < 2 or len(letters) != len(set(letters)) or marks[0].start():
        return None
    names = [_ROLES[letter] for letter in letters]
    bare = _RACI.sub("", text)
    ends = [*(mark.start() for mark in marks[1:]), len(bare)]
    leads: list[DraftLead] = []
    doubts: list[Doubt] = []
    for mark, role, end in zip(marks, names, ends, strict=True):
        one = read_leads(bare[mark.end() : end].strip(" ,;/|&"), vocabulary)
        if role is not None:
            leads += [replace(lead, role=role) for lead in one.leads]
            doubts += one.doubts
        else:  # who is consulted or informed does not lead
            doubts.append(
                Doubt(f"“{text}” also names who is consulted or informed. They are not leads. Is that right?")
            )
    return LeadReading(tuple(leads), tuple(doubts[:1])) if leads else None


def _labelled(text: str, vocabulary: LeadVocabulary) -> LeadReading | None:
    """`Lead: Ada Brook Support: Ben Carr`: who supports is read as a lead as well, and asked about."""
    marks = [mark for mark in _LABELLED.finditer(text) if text[: mark.start()][-1:] != "("]
    if marks and marks[0].start() and re.search(r"\s[-–]\s*$", marks[0].group()):
        return None  # `English Lead – Amber Poole`: the end of a post
    if len(marks) < 1 + (not marks or not marks[0].start()):
        return None  # one label before everything is not worth a question: `Lead: Ada Brook`
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    pieces = [text[mark.end() : end].strip(" ,;/|&(") for mark, end in zip(marks, ends, strict=True)]
    pieces = [text[: marks[0].start()].strip(" ,;/|&("), *pieces]
    leads = {lead.name.lower(): lead for piece in pieces for lead in read_leads(piece, vocabulary).leads}
    said = "; ".join(lead.name for lead in leads.values())
    doubt = Doubt(f"I read “{text}” as {_count(len(leads))}: {said}. Is that right?", said)
    return LeadReading(tuple(leads.values()), (doubt,)) if leads else None


def _as_printed(name: str, text: str) -> str:
    """A name with a slash or `&`, with the blanks that are printed around it."""
    for mark in "/&":
        if mark in name and name not in text:
            match = re.search(rf"\s*{mark}\s*".join(re.escape(part.strip()) for part in name.split(mark)), text)
            name = match.group() if match else name
    if name not in text and "." in text:  # `Perf. and Insight Manager`: the dots of short words
        match = re.search(r"\.?\s+".join(map(re.escape, name.split())), text)
        name = match.group() if match else name
    return name


def _is_unsure(head: str, tail: str, vocabulary: LeadVocabulary) -> bool:
    sure = [vocabulary.is_sure(head), vocabulary.is_sure(tail)]
    short = {NameKind.PERSON, NameKind.INITIALS}
    if kind_of(head) is NameKind.PERSON and kind_of(tail) is NameKind.INITIALS:
        return True  # `Nia Cole PH`: another lead, or where she works
    return not (all(sure) or (any(sure) and kind_of(head) in short and kind_of(tail) in short))


def _count(number: int) -> str:
    return "one lead" if number == 1 else f"{number} leads"
