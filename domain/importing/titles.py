"""The title of a plan, its own date, and the tables that are not actions: sign-offs, sections with targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.due import Precision
from domain.importing.closed_lists import names_closed
from domain.importing.colourkeys import is_key_line
from domain.importing.dates import find_dates
from domain.importing.draft import ColumnRole, DraftSection
from domain.importing.duedates import read_due
from domain.importing.grouped import fold_title
from domain.importing.headers import signs_off
from domain.importing.headings import meanings, plain
from domain.importing.raw import RawParagraph
from domain.importing.rows import group_rows
from domain.importing.tables import Laid, PlanTable
from domain.importing.tracker_words import tracker_meanings

_R = ColumnRole
_PLAN = re.compile(
    r"\b(?:plan|log|tracker|programme|action(?:s)?|improvement|recommendations?|response|strategy|review)\b",
    re.IGNORECASE,
)
_NOT_TITLE = re.compile(
    r"^\W*(?:appendix|annex|version|v\d|draft|page|date|contents|key|note|owner|author|rag)\b[^A-Za-z]*\w{0,12}\W*$",
    re.I,
)
_SUBJECT = re.compile(r"\W*subject\s*:\s*(?:(?:re|fwd?)\s*:\s*)*(?P<title>\S.*)", re.I)
_MAIL_HEAD = re.compile(r"\W*(?:from|to|cc|bcc|sent|date|importance|attachments?)\s*:", re.I)
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon)\b.{0,40}|all|team)[,!.:]*", re.I
)
# `Action plan agreed 2 December 2025` is what the document is, not what it is about.
_ONLY_DATED = re.compile(
    r"(?i)(?:(?:draft|final|action|delivery|improvement|plan|agreed|approved|adopted|updated|published|version|date|as|at"
    r"|of|on|the|by|v?\d[\d./]*(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b[\s,:.()–-]*)+\d{4}\W*"
)
_ASIDE = {
    "comments",
    "footnotes",
    "endnotes",
    "hidden words",
    "struck words",
}  # what readers name as the place of such lines
_NAMED_TITLE = re.compile(r"(?:plan|project|board|sheet|programme)(?: name| title)?:\s*(?P<title>\S.{0,120})", re.I)
_DATED = re.compile(
    r"\b(?:as at|as of|submitted|version|v\d|updated?|dated?|position|last|produced|published|review(?:ed)?|agreed"
    r"|approved|adopted|printed|refreshed|report(?:ed)?|board|cabinet|committee|executive|meeting|held|exported"
    r"|date of export)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"^\W*(?:sent|date)\s*:\s*\S.*\d{4}|^\W*on\b.{6,60}\d{4}.*\bwrote\W*$", re.IGNORECASE)
_VERSION = re.compile(r"(?i)\b(?:version|ver\.?|v)\s*\d{1,2}(?:\.\d{1,2}){0,2}\s*[-–—:,|]*")
# What stands at the right of a title, in the same row.
_BESIDE = re.compile(
    r"(?i):\s(?:date|version|status|owner|author|updated?|printed|as at|last|issue \d|reviewed|official|confidential"
    r"|restricted|draft|v\d[\d.]*|[a-z]{3,9}\.? 20\d\d$|\d{1,2}[./]\d{1,2}[./]\d{2,4}$)\b.*$"
)
_MONTHS = 12
# What a program writes with the month first, and can be read in no other way.
_EXPORTED = re.compile(r"(?i)\bexport\w*\b.*?\b(?P<printed>(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>20\d\d))\b")
_TO_COME = re.compile(r"(?i)\b(?:we|to|it|and|who) will\b|\bwill (?:be|lead|review|report)\b")
_TO_BE = re.compile(r"(?i)\b(?:review (?:due|date)|due(?: date)?|expir\w+|deadline|valid until)\W*$")
_NEXT = re.compile(r"(?i)\bnext\b")
_MARKING = re.compile(r"[A-Z][A-Z\W]{5,}")
_ABOUT_OTHERS = re.compile(r"(?i)\b(?:inspect\w*|visit\w*|di(?:ed|es)|deaths?|incidents?|offences?|born|next|by|due)\b")
_COUNT = re.compile(r"[-–—]|£?\d[\d,]*(?:\.\d+)?\s?[%km]?(?: of \d+)?")
_TIMES = re.compile(r"(?i)[\s|,–-]*(?:\bat )?\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b)?")  # from when until when they met
_NUMBER = re.compile(r"^\W*(?:[A-Za-z]{3,}\s)?(?P<number>\d{1,2}|[A-Z](?=[).:]))\W")


def opening_of(laid: Laid) -> tuple[list[RawParagraph], list[str]]:
    """What stands before the first table of actions: paragraphs, and the rows of smaller tables (`As at | 1 May`)."""
    tables = [table for table in laid.tables if table.rows]
    first = next((table for table in tables if is_actions(table, only=False)), None) or next(iter(tables), None)
    if first is None:
        return laid.paragraphs, []
    earlier = tables[: tables.index(first)]
    lines = [": ".join(row.cells[place].text for place in row.filled) for table in earlier for row in table.rows]
    return laid.paragraphs[: first.opening], lines


def find_title(opening: Sequence[RawParagraph], paragraphs: Sequence[RawParagraph]) -> str:
    """The likeliest title among the paragraphs before the first table (all of them, if there are none before it)."""
    before = opening or [paragraph for paragraph in paragraphs if paragraph.sheet_or_page not in _ASIDE]
    best, score = "", -9.0
    for index, paragraph in enumerate(before[:12]):
        text = paragraph.text
        if is_key_line(text) or _GREETING.fullmatch(text) or _MAIL_HEAD.match(text):
            continue
        if subject := _SUBJECT.fullmatch(text):
            return subject["title"]
        value = 2.0 * bool(_PLAN.search(text)) + 1.5 * bool(
            re.search(r"(?i)\b(?:action|improvement|delivery|implementation)\b.*\b(?:plan|log)\b", text)
        )
        value += (
            (0.8 - 0.2 * min(paragraph.level, 4) if paragraph.level else 0)
            - 0.2 * index
            - (1.5 if len(text) > 140 else 0)
            - (1 if text.endswith((".", ":")) else 0)
        )
        value -= 2.5 if _ONLY_DATED.fullmatch(text) else 0
        value -= 3 if _NOT_TITLE.match(text) else 0
        value -= (5.0 if paragraph.level else 1.0) if re.match(r"^(?:\d+|[A-Za-z])[).]\s", text) else 0
        if value > score:
            best, score = text, value
    return best


def named_title(lines: Sequence[str], tables: Sequence[PlanTable]) -> str:
    """The title that a row of facts names (`Plan name: ...`), or a column that holds the same for every row."""
    for line in lines:
        if match := _NAMED_TITLE.fullmatch(line):
            return match["title"]
    for table in tables:
        known = tracker_meanings(table.headings)
        for place, heading in enumerate(table.headings):
            if known and plain(heading) in {"board name", "project name", "projects"}:
                named = {row.cells[place].text for row in table.rows if place in row.cells}
                if len(named) == 1:
                    return named.pop()
    return next((first for line in lines if _PLAN.search(first := _first_of(line)) and len(first) > 12), "")


def _first_of(line: str) -> str:
    """What stands first in a row: its words before the label and value beside them (`Plan: Date printed: 5 May`)."""
    return _BESIDE.sub("", line).strip(" :")


def _without_next(text: str) -> str:
    """A line without its sentences about what comes next (`Board, 9 October 2026. Next review: 8 January 2027`), and
    without a marking of how secret it is.
    """
    sentences = re.split(r"(?<=[.;|])\s+|\s+[|–]\s+", text)
    kept = [sentence for sentence in sentences if not (_NEXT.search(sentence) or _MARKING.fullmatch(sentence))]
    return " ".join(kept).strip(" .;|") if kept and len(kept) < len(sentences) else text


def find_as_at(opening: Sequence[RawParagraph], lines: Sequence[str], title: str) -> tuple[date | None, str]:
    """The plan's own date (the first day of a month) and how it is printed."""
    opening = [replace(paragraph, text=_without_next(paragraph.text)) for paragraph in opening]
    before = [*(paragraph.text for paragraph in opening), *lines]
    dated = [
        text
        for text in before
        if text != title
        and _DATED.search(text)
        and len(text) < 120
        and not _NEXT.search(text)
        and not _TO_COME.search(text)
    ]
    short = [paragraph.text for paragraph in opening if len(_TIMES.sub("", paragraph.text)) < 40]
    ending = [paragraph.text for paragraph in opening if _is_dated_line(paragraph.text)]
    mails = [text for text in reversed(before) if _MAIL.search(text)]  # the last stands right above the list
    for text in [*mails, *dated, title, *short, *ending]:
        found = [
            one
            for one in find_dates(_VERSION.sub(" ", text))
            if one.precision in {Precision.DAY, Precision.MONTH} and not one.needs_check and not one.year_missing
            if not _TO_BE.search(_VERSION.sub(" ", text)[: one.start])
        ]
        if found and found[-1].earliest:
            text = _VERSION.sub(" ", text)
            return found[-1].earliest, text[found[-1].start : found[-1].end]
        if (exported := _EXPORTED.search(text)) and int(exported["day"]) > _MONTHS:
            try:
                day = date(int(exported["year"]), int(exported["month"]), int(exported["day"]))
            except ValueError:
                continue
            return day, exported["printed"]
    return None, ""


def _is_dated_line(text: str) -> bool:
    """Does a line such as `Cabinet, 10 February 2026` end with a day, which is not that of something else?"""
    if len(text) > 90 or _ABOUT_OTHERS.search(text):
        return False
    found = find_dates(text)
    return bool(found) and found[-1].precision is Precision.DAY and len(text.rstrip(" .)")) == found[-1].end


def is_actions(table: PlanTable, *, only: bool) -> bool:
    """Does a table hold recommendations or actions? `only` when there is no other table that does."""
    if not table.rows or (is_closed_list(table) and not only):
        return False
    if _only_counts(table):
        return False
    heads = [heading for heading in table.headings if heading]
    named = sum(map(signs_off, heads))
    roles = {meaning.role for heading in heads for meaning in meanings(heading)[:2]}
    texts = bool(roles & {_R.ACTION, _R.RECOMMENDATION})
    if tracker_meanings(heads):
        return True
    if named >= 2 and named * 2 >= len(heads) and not (roles & {_R.ACTION} and table.has(_R.LEAD, _R.DUE)):
        return False
    work = table.has(_R.LEAD, _R.DUE, _R.RAG, _R.PROGRESS)
    if heads:
        return work and (texts or (only and table.has(_R.ACTION, _R.RECOMMENDATION)))
    filled = [row for row in table.rows if len(row.filled) > 1]
    return (
        bool(filled)
        and table.has(_R.ACTION, _R.RECOMMENDATION)
        and (work if only else table.has(_R.LEAD) and table.has(_R.DUE))
    )


def _only_counts(table: PlanTable) -> bool:
    """A dashboard: words in the first column, and nothing but numbers in all others."""
    filled = [row.filled for row in table.rows]
    counts = [row.cells[place].text for row, places in zip(table.rows, filled, strict=True) for place in places[1:]]
    columns = {place for places in filled for place in places[1:]}
    return len(columns) > 1 and len(counts) > len(filled) and all(map(_COUNT.fullmatch, counts))


def is_closed_list(table: PlanTable) -> bool:
    """Is it an appendix of actions that were closed before?"""
    return any(map(names_closed, table.before[-1:]))


@dataclass(frozen=True, slots=True)
class Targets:
    """Sections that a table of their own defines, and how to tell which of them some words name."""

    sections: tuple[DraftSection, ...] = ()
    leftover: tuple[str, ...] = ()

    def named(self, text: str) -> str | None:
        """The title of the section that `2) Objective: ...` or a title in other words names."""
        match = _NUMBER.match(text)
        for section in self.sections:
            if fold_title(section.title) == fold_title(text):
                return section.title
            if match and section.ref and match["number"] == section.ref and _alike(section.title, text):
                return section.title
        return None


def _alike(title: str, text: str) -> bool:
    words = set(fold_title(title).split())
    return len(words & set(fold_title(text).split())) * 2 >= min(len(words), 12)


def read_targets(table: PlanTable, others: Sequence[PlanTable], as_at: date | None) -> Targets:
    """The sections of a table of objectives with targets, if the other tables are arranged by them; else nothing."""
    if table.has(_R.LEAD, _R.ACTION) or not table.has(_R.RECOMMENDATION) or not table.has(_R.SUCCESS_MEASURE, _R.DUE):
        return Targets()
    never: Callable[[str], str | None] = lambda _text: None  # noqa: E731 - a one-line answer to "is it a section?"
    grouped = group_rows(table, never)
    sections = []
    leftover = []
    for group in grouped.groups:
        rows = group.actions[0]
        sections.append(
            DraftSection(
                group.text, group.printed_ref, rows.text(_R.SUCCESS_MEASURE), read_due(rows.text(_R.DUE), as_at).due
            )
        )
        for entry in group.actions:
            leftover += [
                parts.text
                for parts in entry.cells.values()
                if parts.column.role not in {_R.SUCCESS_MEASURE, _R.DUE} and parts.text
            ]
        leftover += [
            parts.text for entry in group.actions[1:] for parts in entry.parts(_R.SUCCESS_MEASURE) + entry.parts(_R.DUE)
        ]
    heads = " | ".join(filter(None, table.headings))
    targets = Targets(tuple(sections), tuple(filter(None, [heads, *grouped.leftover, *leftover])))
    words = [text for other in others for text in _section_words(other)]
    hits = {title for text in words if (title := targets.named(text))}
    return targets if len(hits) * 2 >= len(sections) > 0 else Targets()


def _section_words(table: PlanTable) -> list[str]:
    found = [getattr(item, "text", "") for item in table.items if not hasattr(item, "cells")]
    for row in table.rows:
        filled = row.filled
        if len(filled) == 1:
            found.append(row.cells[filled[0]].text)
        if named := row.text(_R.SECTION):
            found.append(named)
    return [text for text in found if isinstance(text, str)]
