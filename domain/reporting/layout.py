"""From a plan with its parts to a paper in the plan's own columns. A value that the document has no column for gets a
plain one, and only where some action has such a value: nothing is cut, and nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.due import Due, say_date
from domain.ids import RecommendationId, SectionId
from domain.plans import Plan, Recommendation, Section
from domain.reporting.cells import (
    Entry,
    Words,
    say_action,
    say_due,
    say_leads,
    say_original,
    say_progress,
    say_rag,
    say_status,
)
from domain.reporting.paper import SHARED, Cell, Column, Holds, Paper, Part
from domain.speech import marked, tr

PLAIN: Mapping[Holds, str] = {
    Holds.REF: marked("Ref"),
    Holds.ACTION_REF: marked("Action ref"),
    Holds.SECTION: marked("Section"),
    Holds.RECOMMENDATION: marked("Recommendation"),
    Holds.OUTCOME: marked("Outcome"),
    Holds.ACTION: marked("Action"),
    Holds.LEAD: marked("Lead"),
    Holds.DUE: marked("Target date"),
    Holds.DUE_ORIGINAL: marked("Original date"),
    Holds.RAG: marked("RAG"),
    Holds.STATUS: marked("Status"),
    Holds.PROGRESS: marked("Progress"),
    Holds.MEASURE: marked("Measure of success"),
    Holds.OTHER: marked("Notes"),
}
"""Headings for what a document prints none for."""
_FRONT = (Holds.REF, Holds.RECOMMENDATION, Holds.ACTION_REF, Holds.ACTION)
_BACK = (
    Holds.LEAD, Holds.DUE, Holds.DUE_ORIGINAL, Holds.RAG, Holds.STATUS, Holds.OUTCOME, Holds.MEASURE, Holds.PROGRESS,
)  # fmt: skip
_ALWAYS = frozenset({Holds.REF, Holds.ACTION, Holds.LEAD, Holds.DUE, Holds.RAG, Holds.PROGRESS})
_UNHEADED = re.compile(r"column \d+", re.I)
_OWN_REF = re.compile(r"[\w]+[.:/-][\w.:/-]*\w|\d{2,}|[A-Za-z]+\d+")


@dataclass(frozen=True, slots=True)
class Source:
    """All that is known of a plan. `entries` are its actions in its order, each under its recommendation's id."""

    plan: Plan
    columns: Sequence[Column]
    sections: Sequence[Section]
    recommendations: Sequence[Recommendation]
    entries: Mapping[RecommendationId, Sequence[Entry]]
    words: Words
    today: date
    full_names: Mapping[str, str] = field(default_factory=dict)  # people behind printed leads, by what is printed


def lay_out(source: Source) -> Paper:
    """The paper of today."""
    return _Layout(source).paper()


class _Layout:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._titles: dict[SectionId, Section] = {one.id: one for one in source.sections}
        entries = [each for group in source.entries.values() for each in group]
        self._entries = entries
        self._columns = self._all_columns()
        self._has = {one.holds for one in self._columns}

    def paper(self) -> Paper:
        plan, words = self._source.plan, self._source.words
        opening = []
        if words.meeting is not None:
            opening.append(
                tr("Updates for the meeting of {date} stand first under progress.", date=say_date(words.meeting.day))
            )
        if words.since is not None:
            opening.append(tr("Of the notes only those since {date} are shown.", date=say_date(words.since)))
        parts = tuple(self._parts())
        kept = self._kept(parts)
        return Paper(
            code=plan.code,
            title=plan.title or plan.code,
            as_at=tr("As at {date}", date=say_date(self._source.today)),
            columns=tuple(self._columns[place] for place in kept),
            parts=tuple(
                Part(part.title, tuple(tuple(row[place] for place in kept) for row in part.rows), part.words)
                for part in parts
            ),
            key=tuple(plan.colour_key.meanings.items()),
            opening=tuple(opening),
            foot=tuple(sorted(self._source.full_names.items())),
        )

    def _kept(self, parts: Sequence[Part]) -> list[int]:
        """Of several columns that hold the same, because tables of the document name it otherwise, those with words."""
        rows = [row for part in parts for row in part.rows]
        seen: set[Holds] = set()
        kept = []
        for place, column in enumerate(self._columns):
            twice = column.holds in seen and column.holds is not Holds.OTHER
            seen.add(column.holds)
            if not twice or any(row[place].text for row in rows):
                kept.append(place)
        return kept

    # The columns

    def _all_columns(self) -> list[Column]:
        columns = self._named()
        has = {one.holds for one in columns}
        wanted = self._wanted(has, bare=not self._source.columns)
        front = [self._plain(one) for one in _FRONT if one in wanted and one not in has]
        back = [self._plain(one) for one in _BACK if one in wanted and one not in has]
        headings = {one.heading.casefold() for one in columns}
        beside = dict.fromkeys(
            heading for other in self._others() for heading in other if heading.casefold() not in headings
        )
        return [*front, *columns, *back, *(Column(heading, Holds.OTHER) for heading in beside)]

    def _named(self) -> list[Column]:
        """The document's columns; one that has no heading is called by what it holds, so far as that is known."""
        return [
            self._plain(one.holds) if _UNHEADED.fullmatch(one.heading) and one.holds is not Holds.OTHER else one
            for one in self._source.columns
        ]

    def _plain(self, holds: Holds) -> Column:
        return Column(tr(PLAIN[holds]), holds)

    def _others(self) -> Iterator[Mapping[str, str]]:
        yield from (one.other for one in self._source.recommendations)
        yield from (one.action.other for one in self._entries)

    def _wanted(self, has: set[Holds], *, bare: bool) -> set[Holds]:
        """What the actions have that a paper must show; where nothing is known of the columns, the usual ones too."""
        wanted = set(_ALWAYS) if bare else set()
        recommendations = {one.id: one for one in self._source.recommendations}
        for home, entries in self._source.entries.items():
            above = recommendations.get(home)
            if above is not None:
                if above.text and not _is_said(above.text, entries):
                    wanted.add(Holds.RECOMMENDATION)
                wanted |= {Holds.REF} if above.ref else set()
                wanted |= {Holds.OUTCOME} if above.outcome else set()
                wanted |= {Holds.MEASURE} if above.success_measures else set()
                wanted |= {Holds.PROGRESS} if above.progress else set()
                if Holds.RECOMMENDATION in has and any(one.action.text != above.text for one in entries):
                    wanted.add(Holds.ACTION)
            for entry in entries:
                wanted |= self._of_action(entry, has)
        if Holds.RECOMMENDATION not in has | wanted:
            wanted.add(Holds.ACTION)
        return wanted

    def _of_action(self, entry: Entry, has: set[Holds]) -> set[Holds]:
        action = entry.action
        wanted: set[Holds] = set()
        words = self._source.words
        if action.leads or action.leads_text:
            wanted.add(Holds.LEAD)
        if action.due.text and not (Holds.DUE_ORIGINAL in has and action.due == action.due_original):
            wanted.add(Holds.DUE)
        if Holds.STATUS not in has and say_rag(entry, words, with_status=False)[0]:
            wanted.add(Holds.RAG)
        if not has & {Holds.RAG, Holds.STATUS} and say_status(entry, words):
            wanted.add(Holds.STATUS)
        if action.success_measure:
            wanted.add(Holds.MEASURE)
        shown = [*action.other.values(), action.rag.text]
        printed = "" if action.progress in shown else action.progress
        if say_progress(entry, printed, words) or any(text not in shown for _, text in action.progress_history):
            wanted.add(Holds.PROGRESS)
        return wanted

    # The rows

    def _parts(self) -> Iterator[Part]:
        in_column = Holds.SECTION in self._has
        title: SectionId | None = None
        rows: list[tuple[Cell, ...]] = []
        for one in self._source.recommendations:
            entries = self._source.entries.get(one.id, ())
            section = None if in_column else one.section_id
            if rows and section != title:
                yield self._part(title, rows)
                rows = []
            title = section
            rows += [self._row(one, entry, number, entries) for number, entry in enumerate(entries)]
        if rows:
            yield self._part(title, rows)

    def _part(self, title: SectionId | None, rows: list[tuple[Cell, ...]]) -> Part:
        section = self._titles.get(title) if title is not None else None
        if section is None:
            return Part("", tuple(rows))
        target = section.target.strip().rstrip(".")
        said = [tr("Target: {target}", target=target) if target else "", _due_of(section.due)]
        return Part(section.title, tuple(rows), ". ".join(filter(None, said)))

    def _row(self, above: Recommendation, entry: Entry, number: int, group: Sequence[Entry]) -> tuple[Cell, ...]:
        label, ref = self._numbers(above, entry, group)
        row = _Row(self._source.words, self._has, self._columns, above, entry, number, label, ref)
        section = self._titles.get(above.section_id) if above.section_id is not None else None
        return tuple(row.cell(column, section) for column in self._columns)

    def _numbers(self, above: Recommendation, entry: Entry, group: Sequence[Entry]) -> tuple[str, str]:
        """The label in front of the action's words, and what stands under `Ref`."""
        own = entry.action.ref.strip()
        if Holds.ACTION_REF in self._has or not own:
            return "", above.ref
        if Holds.RECOMMENDATION not in self._has or _OWN_REF.fullmatch(own):
            return "", own
        if len({one.action.ref for one in group}) == 1:  # it has the number of its recommendation
            return "", above.ref
        return (own if own[-1:] in ".):" else f"{own}."), above.ref


@dataclass(slots=True)
class _Row:
    words: Words
    has: set[Holds]
    columns: Sequence[Column]
    above: Recommendation
    entry: Entry
    number: int
    label: str
    ref: str
    _used: set[Holds] = field(default_factory=set)

    def cell(self, column: Column, section: Section | None) -> Cell:
        """What stands in this column."""
        action, holds = self.entry.action, column.holds
        first = holds not in self._used
        self._used.add(holds)
        if holds in SHARED and holds is not Holds.REF:
            text = {
                Holds.SECTION: section.title if section else "",
                Holds.RECOMMENDATION: self._recommendation(),
                Holds.OUTCOME: self.above.outcome,
            }[holds]
            return Cell(text if first else "", goes_on=self.number > 0)
        match holds:
            case Holds.REF:
                return Cell(self.ref if first else "", goes_on=self.number > 0 and self.ref == self.above.ref)
            case Holds.ACTION_REF:
                return Cell(action.ref if first else "")
            case Holds.ACTION:
                return Cell(say_action(action, self.label, self.words) if first else "")
            case Holds.LEAD:
                return Cell(self._lead(column, first=first))
            case Holds.DUE:
                return self._due() if first else Cell()
            case Holds.DUE_ORIGINAL:
                return Cell(say_original(action) if first else "")
            case Holds.RAG | Holds.STATUS:
                return self._judged(column)
            case Holds.PROGRESS:
                return Cell(self._progress(column))
            case Holds.MEASURE:
                shared = " ".join(self.above.success_measures) if not self.number else ""
                return Cell((action.success_measure or shared) if first else "")
        return Cell(self._other(column))

    def _recommendation(self) -> str:
        if Holds.ACTION in self.has:
            return self.above.text
        return say_action(self.entry.action, self.label, self.words)

    def _lead(self, column: Column, *, first: bool) -> str:
        said, printed = say_leads(self.entry), self.entry.printed
        cells = printed.lead_cells if printed is not None else {}
        names = {lead.name.casefold() for lead in self.entry.action.leads}
        if cells and printed is not None and printed.names == names:
            return cells.get(column.heading, "")
        return said if first else ""

    def _due(self) -> Cell:
        action = self.entry.action
        original = Holds.DUE_ORIGINAL in self.has
        if original and action.due == action.due_original and not action.due_changes:
            return Cell(next((self._other(one) for one in self.columns if one.holds is Holds.DUE), ""))
        text, day = say_due(self.entry, with_original=not original)
        return Cell(text, day=day)

    def _judged(self, column: Column) -> Cell:
        """The colour, or how far it is; of several such columns the older ones are as they were printed."""
        both = {Holds.RAG, Holds.STATUS} <= self.has
        same = [one for one in self.columns if one.holds is column.holds]
        if column is not same[-1]:
            return Cell(self._other(column))
        if column.holds is Holds.STATUS and both:
            return Cell(say_status(self.entry, self.words) or self._other(column))
        text, rag = say_rag(self.entry, self.words, with_status=not both)
        return Cell(text, rag=rag)

    def _progress(self, column: Column) -> str:
        action = self.entry.action
        columns = [one for one in self.columns if one.holds is Holds.PROGRESS]
        history = dict(action.progress_history)
        known = {one.heading for one in columns}
        printed = history.get(column.heading, "")
        if column is not columns[-1]:
            return printed
        rest = [text for label, text in action.progress_history if label not in known]
        if not history and action.progress not in (*action.other.values(), action.rag.text):
            rest = [action.progress]
        shared = self.above.progress if not self.number else ""
        return say_progress(self.entry, "\n".join(filter(None, (shared, *rest, printed))), self.words)

    def _other(self, column: Column) -> str:
        name = column.heading
        shared = self.above.other.get(name, "") if not self.number else ""
        return "\n".join(filter(None, (shared, self.entry.action.other.get(name, ""))))


def _is_said(text: str, entries: Sequence[Entry]) -> bool:
    """Do the words of the actions say what the recommendation says? Then the document prints it once."""
    flat = " ".join(text.split()).casefold()
    said = [" ".join(one.action.text.split()).casefold() for one in entries]
    printed = " ".join(dict.fromkeys(said))
    return flat in {*said, printed} or (all(map(flat.__contains__, said)) and len(flat) <= len(printed) + len(said))


def _due_of(due: Due) -> str:
    return tr("Date: {date}", date=due.text or due.describe()) if due.latest is not None else ""
