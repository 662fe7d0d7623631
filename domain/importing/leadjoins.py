"""Joiners between people part them, joiners inside a title do not: which is which, or unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.importing.leadareas import open_alike, stands_whole, stays_apart, with_areas
from domain.importing.leadvocabulary import LeadVocabulary
from domain.importing.leadwords import (
    BODIES,
    BODY_INITIALS,
    HEAD_OF,
    OPENERS,
    ORGANISATIONS,
    POSTS,
    PREFIXES,
    ROLE_NOUNS,
    NameKind,
    could_be_name_word,
    is_honorific,
    is_initials,
    kind_of,
    wants_area,
)

_SOFT = re.compile(r"&|\band\b")
DASH = re.compile(r"[-–—]")
_FIRST_HALVES = (
    "health", "police", "children", "adults?", "policy", "learning", "quality", "performance", "safeguarding",
    "communit(?:y|ies)", "finance", "housing", "education", "planning", "equalit(?:y|ies)", "governance",
    "early (?:years|help)", "commissioning", "training", "people", "care", "assessment", "strategy", "standards",
    "information", "improvement", "culture", "growth", "place", "environment", "legal", "audit", "risk", "data",
    "fire", "parks", "revenues", "crime", "law", "human resources", "families", "probation",
)  # fmt: skip
_GROUPS = frozenset(["group", "subgroup", "sub-group", "board", "panel", "forum", "committee", "taskforce", "network"])
_MANY = frozenset(["councillors", "members", "partners", "schools", "providers", "governors", "trustees", "volunteers"])
_EMPLOYERS = frozenset(
    ["service", "services", "council", "agency", "constabulary", "police", "department", "directorate"]
)
_BESIDE = frozenset([",", "-", "–", "—"])
_FUNCTIONS = frozenset(["HR", "IT", "ICT", "OD", "PR"])  # letters of work that a post is about, and of no body
_AREA = re.compile(r" [–—-] ")  # `Assistant Director – Adult Operations`
_RANKS = frozenset(
    ["director", "head", "manager", "officer", "lead", "commissioner", "service", "team", "chief", "adviser", "senior"]
)
_PAIR = re.compile(
    r"(?i)\b(?:fire and rescue|health and (?:safety|wellbeing)|learning and development|research and develop)"
)
_CHAIRS = re.compile(r"(?i)(?:(?:independent|deputy|vice|joint|co)[ -])?chair(?:s|man|person)? of (?!the\b).+")
_WHOLE = re.compile(rf"\b(?:{'|'.join(_FIRST_HALVES)}) (?:and|&) ", re.IGNORECASE)


@dataclass(slots=True)
class Merged:
    """Names, each with the joiner behind it; whether a person should look; and posts that belong to a name."""

    parts: list[tuple[str, str]]
    unsure: bool = False
    posts: list[str] = field(default_factory=list)  # `Dana Whitlock, Head of Quality`: what she is


def merge(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> Merged:
    """Join again what a joiner inside a title has parted."""
    printed = segments
    segments, areas_unsure = with_areas(segments, vocabulary)
    found = _merge(segments, vocabulary)
    found.unsure = found.unsure or areas_unsure
    if len(found.parts) == 1 and (joiner := says_what_one_is(printed)) and joiner in vocabulary.behind:
        found.unsure = False
    return found


def says_what_one_is(segments: list[tuple[str, str]]) -> str:
    """The joiner behind which a cell says what one person is or where one post is; nothing where it may be two leads.

    `Ada Brook, Head of Parks`; `Head of Parks - Ada Brook`; `Designated Nurse, ICB`; `Service Manager, Youth Justice`.
    """
    if len(segments) < 2 or segments[0][1] not in _BESIDE:
        return ""
    (one, joiner), (two, _) = segments[:2]
    if wants_area(one) and kind_of(two) is not NameKind.PERSON:
        return joiner
    if kind_of(one) is NameKind.PERSON and " " in one and _may_hold(one):
        return joiner if (len(segments) == 2 and _is_post(two)) or wants_area(two) else ""
    if len(segments) > 2:
        return ""
    if joiner != "," and " " in two and " " in one and _is_named(two, one) and not _is_employer(one):
        return joiner
    if not _is_post(one):
        return ""
    body = _is_employer(two) or two in BODY_INITIALS or two.lower() in BODIES
    return joiner if body else ""


def _merge(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> Merged:
    if post := _persons_with_posts(segments, vocabulary):
        return post
    if subject := _post_with_subject(segments, vocabulary):
        return subject
    if vocabulary.surname_first and len(segments) == 2 and segments[0][1].startswith(","):
        return Merged([(f"{segments[0][0]}, {segments[1][0]}", segments[1][1])], unsure=not vocabulary.surname_told)
    bodies = [name.lower() in BODIES or kind_of(name) is NameKind.INITIALS for name, _ in segments]
    if len(segments) > 2 and all(bodies):
        return Merged(list(segments))  # `LA, Health, Police & Education`
    if len(segments) > 1 and all(_single_name(name) for name, _ in segments):
        known = all(vocabulary.is_sure(name) for name, _ in segments)
        return Merged(list(segments), unsure=not known)  # `Priya, Tom and Ade`
    if _is_handed_on(segments):
        return Merged([segments[1]], posts=[f"{segments[0][0]} {segments[0][1]} {segments[1][0]}"])
    merged = Merged([])
    commas = any(joiner.startswith(",") for _, joiner in segments)
    shared = _shares_a_noun(segments)
    for index, (segment, joiner) in enumerate(segments):
        if not merged.parts:
            merged.parts.append((segment, joiner))
            continue
        before, between = merged.parts[-1]
        verdict = "unsure" if index >= shared else _parts_people(before, between, segment, vocabulary, commas=commas)
        if verdict.endswith("whole"):
            glued = _glue(before, between, segment)
            merged.parts[-1] = (glued, joiner)
            apart = between == "/" and len(before.split()) > 1 and len(segment.split()) > 1
            merged.unsure = merged.unsure or (between not in {"&", "and"} and (apart or not vocabulary.knows(glued)))
            merged.unsure = merged.unsure or verdict != "whole"
        else:
            merged.parts.append((segment, joiner))
            merged.unsure = merged.unsure or verdict == "unsure"
    return merged


def _is_handed_on(segments: Sequence[tuple[str, str]]) -> bool:
    """`Una Keld → Jas Virk`: two people by their full names, of whom the second leads now."""
    return (
        len(segments) == 2
        and segments[0][1][-1:] in set("→⇒➔➜>")
        and all(kind_of(name) is NameKind.PERSON and " " in name for name, _ in segments)
    )


def _single_name(text: str) -> bool:
    words = text.split()
    return len(words) == 1 and len(text) > 2 and could_be_name_word(text) and not is_initials(text)


def _persons_with_posts(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> Merged | None:
    """`Dana Whitlock, Head of Quality` and `Head of Quality - Dana Whitlock` are one person; so in `A - b / C - d`."""
    if not segments or len(segments) % 2 or any(joiner not in _BESIDE for _, joiner in segments[::2]):
        return None
    found = Merged([], unsure=True)
    order = _is_named(segments[0][0], segments[1][0])
    for (one, between), (two, joiner) in zip(segments[::2], segments[1::2], strict=True):
        person, post = (one, two) if order else (two, one)
        if _works_for(one, between, two, several=len(segments) > 2):
            person, post = one, two
        elif not _is_named(person, post) or (vocabulary.is_sure(post) and between == ","):
            return None
        if between == "," and kind_of(person) is NameKind.INITIALS:
            return None  # `Systems team, KA` are two
        found.parts.append((person, joiner))
        found.posts.append(post)
    return found


def lines_of_people(lines: Sequence[str]) -> list[str]:
    """Lines of a cell in which every second is the post of the person beside it (`Ada Brook` over `Head of Access`):
    `Ada Brook - Head of Access` for each; nothing where the lines say something else."""
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    if len(lines) % 2 or not pairs:
        return []
    for person, post in ((0, 1), (1, 0)):
        if all(_may_hold(pair[person]) and _is_post(pair[post]) for pair in pairs):
            return [f"{pair[person]} - {pair[post]}" for pair in pairs]
    return []


def _may_hold(text: str) -> bool:
    """A person who may hold a post; a councillor holds none of the council's officers."""
    return kind_of(text) is NameKind.PERSON and not text.lower().startswith(("cllr", "councillor"))


def _is_post(text: str) -> bool:
    """A post of one person, with more words than one; no group and no organisation."""
    words = text.split()
    single = bool(words) and (words[-1].lower() in POSTS or bool(OPENERS.match(text)) or words[-1].lower() == "lead")
    single = single or bool(_AREA.search(text))
    return len(words) > 1 and kind_of(text) is NameKind.POST and single


def may_share(before: str, after: str) -> bool:
    """In `Designated Nurse/Doctor` the doctor may be a designated one."""
    lone = len(after.split()) == 1 and after.lower() in ROLE_NOUNS - BODIES
    return lone and kind_of(before) is NameKind.POST and len(before.split()) > 1


def _is_named(person: str, post: str) -> bool:
    """Is one a person (or initials) and the other what they are?"""
    kind = kind_of(person)
    if person.lower() in BODIES or person in BODY_INITIALS:
        return False  # `ICB – Designated Nurse`: whose post it is
    named = kind is NameKind.PERSON or (kind is NameKind.INITIALS and len(person) < 4 and len(post.split()) > 1)
    return named and kind_of(post) is NameKind.POST


def _works_for(person: str, between: str, body: str, *, several: bool) -> bool:
    """`Ada Brook - ICB`, or `Ada Brook, ICB; Ben Carr, Council`: a person and where she works, again and again."""
    if kind_of(person) is not NameKind.PERSON or len(person.split()) < 2:
        return False
    if is_initials(body):
        return between != "," or (several and len(body) > 2)
    return several and between == "," and (body.lower() in BODIES or body.lower() in _EMPLOYERS or _is_employer(body))


def _post_with_subject(segments: list[tuple[str, str]], vocabulary: LeadVocabulary) -> Merged | None:
    """`Assistant Director, Education and Skills`: a post that says of what only behind its comma is one lead."""
    if (
        len(segments) < 2
        or segments[0][1] not in _BESIDE
        or not all(_SOFT.fullmatch(joiner) for _, joiner in segments[1:-1])
    ):
        return None
    post, last = segments[0][0].lower().split(), segments[0][0].lower().split()[-1]
    if last not in ROLE_NOUNS or not all(word in PREFIXES or word in _RANKS or word in {"of", last} for word in post):
        return None
    rest = [name for name, _ in segments[1:]]
    kinds = [kind_of(name) for name in rest]
    if segments[0][1] != "," and (NameKind.INITIALS in kinds or last not in _RANKS):
        return None  # `Director – AB` are two
    wide = len(rest) == 1 and kinds[0] is NameKind.POST and len(rest[0].split()) > 1 and not _is_part(rest[0])
    if last not in _RANKS and not (len(rest) == 1 and _is_part(rest[0])):
        return None
    if NameKind.PERSON in kinds or wide or any(map(vocabulary.is_sure, rest)):
        return None
    text = segments[0][0]
    for name, joiner in zip(rest, [joiner for _, joiner in segments], strict=False):
        text = _glue(text, joiner, name)
    return Merged([(text, "")], unsure=not vocabulary.is_sure(text))


def _is_part(text: str) -> bool:
    """A part of an organisation in which somebody holds a post: `Water Team`."""
    return text.split()[-1].lower() in {"team", "service", "services", "unit", "department", "division", "directorate"}


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
    if _SOFT.fullmatch(between) and HEAD_OF.fullmatch(after):
        return "split"  # `Committee Chairman & HoP`
    if between in {"or", "then"} and NameKind.FRAGMENT in {kind_of(before), kind_of(after)}:
        return "whole"
    if between in {"or", "then", "alongside"} or between.endswith(" with") or between[-1:] in set("→⇒➔➜>"):
        return "unsure"  # one of them, or one after the other
    if _SOFT.fullmatch(between) and OPENERS.match(before) and after in _FUNCTIONS and not vocabulary.fills(after):
        return "whole"  # `Head of Digital & ICT`
    if _SOFT.fullmatch(between) and OPENERS.match(before) and is_initials(before.split()[-1]) and is_initials(after):
        return "unsure" if vocabulary.is_sure(after) else "doubtful whole"  # `Head of HR & OD`
    body = _is_employer(before) or before in BODY_INITIALS or before.lower() in BODIES
    if DASH.fullmatch(between) and body and kind_of(after) is NameKind.POST and after.lower() not in BODIES:
        return "unsure whole"  # `Probation Service – Head of Unit`: whose post it is
    if _SOFT.fullmatch(between) and _is_beside_a_whole_title(before, after) and not vocabulary.is_sure(before):
        return "unsure"  # `Chair of Governors & Clerk`
    if _SOFT.fullmatch(between) and _may_be_half_a_title(before, after):
        one_post = between == "&" and before in _FUNCTIONS
        if one_post and before.lower() not in vocabulary.alone:
            return "whole"  # `HR & Payroll Manager`
        if one_post or not vocabulary.is_sure(before):
            return "unsure"  # `ICB & Commissioning Manager`
    of_a_body = _CHAIRS.fullmatch(before) and before.split()[-1].lower() not in _GROUPS
    if _SOFT.fullmatch(between) and of_a_body and _is_body(after):
        return "unsure" if vocabulary.is_sure(after) else "whole"  # `Chair of Policy and Procedures Sub Group`
    if vocabulary.knows(before) and vocabulary.knows(after):
        return "split"
    if between in {"/", "&", "and"} and vocabulary.stands(before) and vocabulary.stands(after):
        return "split"
    left, right = kind_of(before), kind_of(after)
    soft = bool(_SOFT.fullmatch(between))
    own = after in BODY_INITIALS or after.lower() in _EMPLOYERS
    if between == "," and own and (stands_whole(before) or (kind_of(before) is NameKind.POST and " " in before)):
        return "unsure whole"  # `Chief Information Officer, ICB`; `Care Home Team, Council`
    if stays_apart(before.removeprefix("the "), after.removeprefix("the ")):
        return "split"
    at_a_body = right is NameKind.INITIALS and len(after) > 2 and bool(OPENERS.match(before))
    if between == "," and left is NameKind.POST and (at_a_body or (right is left and _is_place(after))):
        return "unsure whole" if before.split()[-1].lower() in POSTS or OPENERS.match(before) else "unsure"
    short = {NameKind.INITIALS, NameKind.PERSON}
    if left in short and right in short:
        return "split"
    if _people_in(before) and _people_in(after):
        return "split"
    if soft and left is NameKind.POST and OPENERS.match(after):
        return "split" if vocabulary.knows(before) and vocabulary.knows(after) else "unsure"
    if soft and left is NameKind.POST and OPENERS.match(before) and _is_body(after):
        return "unsure"  # `Director of Urgent Care & Crisis House Project Group`
    if soft and _PAIR.search(f"{before.split()[-1]} and {after.split()[0]}"):
        return "whole"
    if soft and len(before.split()) > 1 and len(after.split()) > 1 and after.split()[-1].lower() in ORGANISATIONS:
        return "unsure"  # `Public Health and Autism Alliance`
    if soft and _WHOLE.search(f"{before.split()[-1]} and ") and not vocabulary.knows(before):
        return "whole"
    bodies = {before.lower(), after.lower()} & BODIES
    if len(bodies) == 2 or (bodies and {left, right} == {NameKind.POST} and not OPENERS.match(before)):
        return "whole" if soft and _WHOLE.search(f"{before.split()[-1]} and ") else "unsure"
    if between and DASH.fullmatch(between):
        if left is right is NameKind.POST and before.split()[-1].lower() in ORGANISATIONS:
            return "unsure whole"  # `Wenlow Homes – Income Manager`: whose post it is
        whole_sides = {left, right} <= {NameKind.POST, NameKind.PERSON, NameKind.INITIALS}
        return "unsure" if whole_sides and len(before.split()) > 1 and len(after.split()) > 1 else "whole"
    if left is NameKind.FRAGMENT and _ends_with_known(before, vocabulary):
        left = NameKind.POST
    if right is NameKind.FRAGMENT and _starts_with_known(after, vocabulary):
        right = NameKind.POST
    named = {left, right} == {NameKind.PERSON, NameKind.FRAGMENT}
    if named and not DASH.fullmatch(between) and _single_name(after if left is NameKind.PERSON else before):
        return "unsure"  # `Cllr Frith & Moss`
    if named and between == "/" and any(is_honorific(side.split()[0]) for side in (before, after)):
        return "unsure"  # `Cllr Byrne / Environmental Health`
    if between == "/" and left is NameKind.FRAGMENT and right is NameKind.POST and _is_part(after):
        return "unsure"  # `Property/Energy Team`
    if soft and NameKind.FRAGMENT in (left, right) and _same_post(before, after):
        return "unsure"  # `Area Manager North & Area Manager South`
    if between == "/" and left is NameKind.FRAGMENT and right is NameKind.INITIALS and _are_two_bodies(before, after):
        return "split"
    if NameKind.FRAGMENT in (left, right):
        if (soft or between.startswith(",")) and open_alike(before, after):
            return "unsure"
        last = after.split()[-1].lower()
        if soft and left is NameKind.FRAGMENT and len(after.split()) > 1 and last in _MANY:
            return "unsure whole"  # `Highways and Ward Councillors`
        if between.startswith(",") and (left in short or right in short):
            return "unsure"
        if soft and left is NameKind.INITIALS and len(after.split()) > 1 and len(before) > 2:
            return "unsure"  # `ICB and Harbour Women's Aid`
        # `Archivist & Digital Manager`, where the plan has a Digital Manager elsewhere.
        apart = any(vocabulary.is_sure(side) and (not soft or len(side.split()) > 1) for side in (before, after))
        return "unsure" if apart else "whole"
    if between == "/" and may_share(before, after) and not vocabulary.is_sure(after):
        return "unsure"
    if left is NameKind.POST and right is NameKind.POST:
        if vocabulary.knows(before) or vocabulary.knows(after) or not soft:
            single = {before.lower(), after.lower()} & BODIES
            return "unsure" if single and not (vocabulary.knows(before) and vocabulary.knows(after)) else "split"
        if after.lower() in POSTS and before.split()[-1].lower() in ROLE_NOUNS:
            return "doubtful whole"  # `Dietetic Lead & Housekeeper`
        return "unsure" if len(before.split()) > 1 and len(after.split()) > 1 else "whole"
    if between == "/" and left is NameKind.INITIALS and not vocabulary.knows(before):
        if right is NameKind.POST and len(after.split()) > 1 and not is_initials(after.split()[0]):
            return "unsure"  # `LT / Democratic Services`
        return "whole"  # `HR/OD Manager`
    return "split" if vocabulary.knows(before) or vocabulary.knows(after) else "unsure"


def _are_two_bodies(before: str, after: str) -> bool:
    """`Network Rail / BTP`: a name of some words, and letters that don't stand for it."""
    words = before.split()
    letters = "".join(word[0] for word in words)
    return len(words) > 1 and all(word[:1].isupper() for word in words) and len(after) > 2 and after not in letters


def _may_be_half_a_title(before: str, after: str) -> bool:
    """Letters for a team before a title that may be of both: one who manages HR and payroll, or two."""
    words = after.split()
    return kind_of(before) is NameKind.INITIALS and len(words) > 1 and words[-1].lower() in POSTS and len(before) > 1


def _same_post(before: str, after: str) -> bool:
    """Does the same word for a post stand in both, each with words of its own?"""
    one, two = ({word.lower() for word in text.split()} for text in (before, after))
    return bool(one & two & POSTS) and one != two and min(len(one), len(two)) > 1


def _is_beside_a_whole_title(before: str, after: str) -> bool:
    """May `Head of Legal & Monitoring Officer` be two, or one who holds both?"""
    if not stands_whole(after) or len(before.split()) < 2 or stays_apart(before.removeprefix("the "), after):
        return False
    return kind_of(before) in {NameKind.POST, NameKind.FRAGMENT}


def _is_place(text: str) -> bool:
    """A body or a part of one, where somebody may hold the post before the comma (`Head of Midwifery, Women's
    Services`)."""
    return _is_part(text) or _is_employer(text)


def _is_employer(text: str) -> bool:
    """`Probation Service`, `Hospital Trust`: where somebody works, and no post."""
    last = text.split()[-1].lower() if text.split() else ""
    return len(text.split()) > 1 and (last in ORGANISATIONS or last in _EMPLOYERS)


def _is_body(text: str) -> bool:
    """A group of people with a name of some words: never the second half of a post's subject."""
    words = text.split()
    return len(words) > 2 and words[-1].lower() in _GROUPS


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
