"""Doubts that show only when all actions are read side by side: orders of dates, twins, links, acronyms, prose."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from domain.due import Precision, say_date
from domain.importing.answers import refused
from domain.importing.dates import FoundDate, find_dates
from domain.importing.draft import (
    DraftAction,
    DraftRecommendation,
    DraftSection,
    DraftStatus,
    Question,
    QuestionKind,
)
from domain.importing.finished import sounds_complete, sounds_dropped
from domain.importing.grouped import fold_title
from domain.importing.leadwords import BODY_INITIALS, NameKind, kind_of, named_in_brackets
from domain.importing.links import find_links, fold_ref
from domain.rag import RagValue


def link_refs(recommendations: Sequence[DraftRecommendation]) -> dict[str, str]:
    """The key for every way in which a text may name an action or recommendation; ambiguous names are left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for recommendation in recommendations:
        names = [(recommendation.ref, recommendation.key)]
        for action in recommendation.actions:
            bare = action.key.split("-", 1)[-1]
            names.append((bare, action.key))
            if action.ref and action.ref != recommendation.ref and action.ref not in bare:
                names.append((f"{recommendation.ref}.{action.ref}", action.key))
        for ref, key in dict.fromkeys(names):
            name = fold_ref(ref)
            if name and found.setdefault(name, key) != key and not found[name].startswith(f"{key}."):
                twice.add(name)
    return {name: key for name, key in found.items() if name not in twice}


# `Area for priority action 1` before a recommendation is what it is called and points to nothing.
_OWN_NAME = re.compile(
    r"(?i)^\W*(?:areas? (?:for|of|requiring) (?:\w+ )?|priority )(?:actions?|recommendations?) ?\d+\b"
)


def with_links(
    recommendations: Sequence[DraftRecommendation], questions: list[Question]
) -> tuple[DraftRecommendation, ...]:
    """The recommendations with the links that their words make."""
    refs = link_refs(recommendations)
    linked = []
    for recommendation in recommendations:
        actions: list[DraftAction] = []
        for action in recommendation.actions:
            text = " ; ".join(  # one text's last word and the next one's number are no ref
                (action.text, action.progress, _OWN_NAME.sub("", recommendation.text) if not actions else "")
            )
            keys, unknown = find_links(text, refs, action.key)
            keys = tuple(key for key in keys if key != recommendation.key)
            for ref in unknown:
                message = f"The text points to {ref}, which I can't find in this plan."
                questions.append(Question(QuestionKind.LINK, "links", message, action.key, ref))
            actions.append(replace(action, links=keys))
        linked.append(replace(recommendation, actions=tuple(actions)))
    return tuple(linked)


def cross_checks(
    recommendations: Sequence[DraftRecommendation],
    sections: Sequence[DraftSection],
    as_at: date | None,
    asked: Sequence[Question] = (),
    initials: Mapping[str, str] | None = None,
) -> Iterator[Question]:
    """Questions that come from comparing what was read; `asked` are those that were put already, `initials` what the
    plan says that its initials stand for.
    """
    actions = [action for recommendation in recommendations for action in recommendation.actions]
    by_key: Mapping[str, DraftAction] = {action.key: action for action in actions}
    limits = {section.title: section.due for section in sections if section.due.latest}
    for recommendation in recommendations:
        limit = limits.get(recommendation.section)
        for action in recommendation.actions:
            yield from _dates(action, as_at, by_key)
            if limit and limit.latest and action.due.latest and action.due.latest > limit.latest:
                message = f"This is due after its section, which is due {limit.describe()}. Is the date right?"
                yield Question(QuestionKind.DATE_ORDER, "due", message, action.key, action.due.text)
            yield from _prose(action)
        yield from _decided(recommendation, {one.key for one in asked if one.field == "status"})
    yield from _twins(actions)
    yield from _perhaps_one(actions)
    yield from _one_by_key(actions, initials or {})
    asked_of = {key for one in asked if one.field == "leads" for key in (one.key, *one.keys)}
    yield from _acronyms(actions, asked_of, initials or {})


_NEW_DATE = re.compile(
    r"\b(?:now due|(?:new|revised) (?:date|deadline|target|timescale|completion)(?: date)?|(?:date|deadline"
    r"|target)(?: date)? (?:now |has been |was |is )*"
    r"(?:moved|extended|revised|changed|slipped|amended|put back|pushed back)|extended|slipped|deferred"
    r"|delayed|re-?(?:profiled|scheduled)"
    r"|(?:pushed|put|moved) back|moved|postponed)\b\W*(?:(?:is|now|to|until|till|for|from|by|of|the|end"
    r"|completion|agreed|set)\W+){0,4}$",
    re.IGNORECASE,
)


_PERHAPS_NEW = re.compile(
    r"now due|new|revis|deadline|target|date|extended|slipped|deferred|delayed|profiled|scheduled|moved|back|postponed",
    re.I,
)


def _moved(action: DraftAction, as_at: date | None) -> FoundDate | None:
    """The date that progress calls the new one, if it isn't the printed one."""
    if action.status is not DraftStatus.OPEN or not _PERHAPS_NEW.search(action.progress):
        return None
    for found in find_dates(action.progress, as_at):
        other = found.latest is not None and (found.earliest, found.latest) != (action.due.earliest, action.due.latest)
        if other and found.latest != action.due.latest and _NEW_DATE.search(action.progress, 0, found.start):
            return found
    return None


_A_YEAR = 366  # days
_ANSWER = 40  # characters of a decision that says no more than yes or no


def _is_reported_late(action: DraftAction, latest: date, as_at: date) -> bool:
    """Does a row whose date has just passed say itself how it goes? Then it is late, and its date is no mistake."""
    told = bool(action.progress) or action.rag.value in {RagValue.RED, RagValue.AMBER}
    if not told or (as_at - latest).days > _A_YEAR:
        return False
    text = action.due.text.strip()
    found = find_dates(text, as_at)  # the whole cell is one date, of which nothing can have been misread
    plain = len(found) == 1 and not found[0].start and found[0].end >= len(text)
    return plain and action.due.precision in {Precision.DAY, Precision.MONTH}


def _dates(action: DraftAction, as_at: date | None, by_key: Mapping[str, DraftAction]) -> Iterator[Question]:
    latest = action.due.latest
    if moved := _moved(action, as_at):
        said = action.progress[moved.start : moved.end]
        message = f"Progress gives another date, {said}; {action.due.describe()} is printed. Has the date moved?"
        yield Question(QuestionKind.DATE_ORDER, "due", message, action.key, said)
    if latest is None:
        return
    if as_at and latest < as_at and action.status is DraftStatus.OPEN and not _is_reported_late(action, latest, as_at):
        message = f"This was due before the plan's own date, {say_date(as_at)}. Is the date right?"
        yield Question(QuestionKind.DATE_ORDER, "due", message, action.key, action.due.text)
    for key in action.links:
        other = by_key.get(key)
        if other and other.due.earliest and other.due.latest and latest < other.due.earliest:
            message = f"This is due before {key}, which it is linked to ({other.due.describe()}). Is the date right?"
            yield Question(QuestionKind.DATE_ORDER, "due", message, action.key, action.due.text)
    later = [
        one
        for one in find_dates(action.progress, as_at, prose=True)
        # A day up to the plan's own is when something happened, or was written down.
        if one.earliest
        and one.earliest > max(latest, as_at or latest)
        and not one.needs_check
        and one.precision is not Precision.YEAR
    ]
    if later and not moved and action.status is DraftStatus.OPEN:
        said = action.progress[later[-1].start : later[-1].end]
        message = f"Progress speaks of {said}, after the date {action.due.describe()}. Has the date moved?"
        yield Question(QuestionKind.DATE_ORDER, "due", message, action.key, said)


def _prose(action: DraftAction) -> Iterator[Question]:
    if action.status is not DraftStatus.OPEN or not action.progress:
        return
    if said := sounds_complete(action.progress):
        message = f"Progress says “{said}”. Is the action complete?"
        yield Question(QuestionKind.STATUS, "status", message, action.key, action.progress[:200], "complete")
    elif dropped := sounds_dropped(action.progress) or refused(action.progress):
        message = f"Progress says “{dropped}”. Is the action withdrawn?"
        yield Question(QuestionKind.STATUS, "status", message, action.key, action.progress[:200], "withdrawn")


def _decided(recommendation: DraftRecommendation, asked: Container[str]) -> Iterator[Question]:
    """`Not agreed` under `Cabinet decision`: a column that is only kept says that nothing will be done."""
    for action in recommendation.actions:
        if action.status is not DraftStatus.OPEN or action.key in asked:
            continue
        for heading, text in (*recommendation.other, *action.other):
            if len(text) <= _ANSWER and refused(text) == text:
                message = f"“{text}” stands under “{heading}”. Is the action withdrawn?"
                yield Question(QuestionKind.STATUS, "status", message, action.key, text, "withdrawn")


def _twins(actions: Sequence[DraftAction]) -> Iterator[Question]:
    seen: dict[str, str] = {}
    for action in actions:
        folded = fold_title(action.text)
        if len(folded) < 12:
            continue
        if folded in seen:
            message = f"The same words stand under {seen[folded]}. Is this the same action?"
            yield Question(QuestionKind.DUPLICATE, "text", message, action.key, action.text[:200], seen[folded])
        else:
            seen[folded] = action.key


def _perhaps_one(actions: Sequence[DraftAction]) -> Iterator[Question]:
    """`Asset Manager` and `Asset Manager (Tom Leary)` stay two leads, as printed, until a person says otherwise."""
    first: dict[str, tuple[str, str]] = {}  # the name as printed and the first action that it leads
    for action in actions:
        for lead in action.leads:
            first.setdefault(lead.name.casefold(), (lead.name, action.key))
    for name, key in first.values():
        for half in named_in_brackets(name) or ():
            if half.casefold() in first:
                other, there = first[half.casefold()]
                message = f"“{name}” leads here, and “{other}” leads {there}. Are they one and the same?"
                yield Question(QuestionKind.LEAD, "leads", message, key, name)


def _one_by_key(actions: Sequence[DraftAction], initials: Mapping[str, str]) -> Iterator[Question]:
    """`AB` and `Ada Brook` lead in one plan, whose key says that AB is Ada Brook: two leads, as printed, until a person
    says otherwise.
    """
    first: dict[str, tuple[str, str]] = {}
    for action in actions if initials else ():
        for lead in action.leads:
            first.setdefault(lead.name.casefold(), (lead.name, action.key))
    for short, meaning in initials.items():
        name, _, post = meaning.partition(",")
        there = first.get(name.strip().casefold()) or first.get(post.strip().casefold())
        here = first.get(short.casefold())
        if here and there and here != there:
            message = f"The plan says that {short} is {meaning}. Is that the “{there[0]}” who leads {there[1]}?"
            yield Question(QuestionKind.LEAD, "leads", message, here[1], short)


def _acronyms(actions: Sequence[DraftAction], asked: Set[str], initials: Mapping[str, str]) -> Iterator[Question]:
    """Three letters and more may be a person or a team, unless the plan says which; a cell of leads that was asked
    about is left alone.
    """
    seen: set[str] = set()
    for action in sorted(actions, key=lambda one: one.key in asked):
        for lead in action.leads:
            if lead.name in seen:
                continue
            seen.add(lead.name)
            if action.key not in asked and is_acronym(lead.name) and lead.name not in {*initials, *BODY_INITIALS}:
                message = f"Is {lead.name} a person or a team?"
                yield Question(QuestionKind.LEAD, "leads", message, action.key, lead.name)


def is_acronym(name: str) -> bool:
    """Three letters and more in capitals: initials of a person, or a team."""
    return kind_of(name) is NameKind.INITIALS and len(name.replace(".", "")) >= 3
