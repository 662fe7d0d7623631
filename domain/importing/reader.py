"""The reader of plans: a document as tables and paragraphs goes in, a draft with its questions comes out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.importing.agencies import with_agencies
from domain.importing.audit import about_columns
from domain.importing.audit_leads import about_leads
from domain.importing.build import build_recommendation
from domain.importing.chosen import with_choices
from domain.importing.closed import shares_of
from domain.importing.colourkeys import fold_sign
from domain.importing.colours import about_signs, is_rag_blank, says_few_states, tells_how_it_goes
from domain.importing.dated_items import with_dated_items
from domain.importing.daynumbers import with_day_numbers
from domain.importing.deadlines import with_deadlines
from domain.importing.divided import divide
from domain.importing.doubts import cross_checks, with_links
from domain.importing.draft import (
    ColumnRole,
    ColumnTaken,
    DraftPlan,
    DraftRecommendation,
    DraftSection,
    Question,
    QuestionKind,
)
from domain.importing.given import check_headings, given_roles
from domain.importing.grouped import Grouped, fold_title
from domain.importing.headings import Shade
from domain.importing.initials import find_initials, full_names
from domain.importing.keys import check_plan_code, number_groups, propose_plan_code
from domain.importing.labelled import with_labels
from domain.importing.leadjoins import lines_of_people
from domain.importing.leadpages import halves_of_leads
from domain.importing.leads import learn_leads
from domain.importing.leadvocabulary import LeadVocabulary
from domain.importing.legends import are_colours, find_key, is_key_table, rag_letters, with_initials
from domain.importing.levels import settle_levels
from domain.importing.listed import as_tables
from domain.importing.machine_values import with_people_s_values
from domain.importing.matrices import with_matrices
from domain.importing.monthfirst import own_date, settle_orders
from domain.importing.nothing_lost import lost_texts
from domain.importing.numbered_columns import with_single_actions
from domain.importing.overview import about_lines, about_refs, about_tables, leftover, oversight_of
from domain.importing.page_feet import with_page_feet
from domain.importing.promises import about_promises
from domain.importing.prose import about_offers, with_offers
from domain.importing.raw import RawDocument, RawParagraph, RawTable
from domain.importing.remembered import forget
from domain.importing.rows import group_rows
from domain.importing.rulings import with_dated_rows
from domain.importing.shaded import with_shading
from domain.importing.slipped import move_back
from domain.importing.soundness import about_layout
from domain.importing.split_dates import with_whole_dates
from domain.importing.spoken import with_sentences
from domain.importing.stacked import with_stacked
from domain.importing.states import with_states
from domain.importing.stepped import with_steps
from domain.importing.subtasks import with_parents
from domain.importing.summaries import set_aside
from domain.importing.tables import Laid, PlanTable, lay_out
from domain.importing.ticked import with_ticks
from domain.importing.timescales import find_timescales
from domain.importing.titled import with_titles
from domain.importing.titles import Targets, find_as_at, find_title, is_actions, named_title, opening_of, read_targets
from domain.importing.twins import with_twins
from domain.importing.untabled import about_texts, asked_once_of_names, untabled_rows
from domain.importing.values import Reading
from domain.importing.wide_pages import with_wide_pages
from domain.importing.years import asked_once

_R = ColumnRole
_SMALL = 12  # rows of a table that explains words
_SECTION_REF = re.compile(r"^\W*(?P<word>[A-Za-z]+\s)?(?P<ref>\d{1,2}|[A-Z])(?=[\s).:–-])")

Progress = Callable[[int, int], None]


def read_plan(
    document: RawDocument,
    *,
    plan_code: str | None = None,
    columns: Mapping[str, ColumnRole | str] | None = None,
    on_progress: Progress | None = None,
) -> DraftPlan:
    """Read a plan. Pure: the same document gives the same draft.

    `plan_code` is the code of the keys (else one is proposed from the title, and asked); `columns` are roles (or their
    names) that a person gave to headings, as they type them (a column without a heading is `column 3`);
    `on_progress(done, all)` hears about rows on long files. Raises `InvalidPlanCode` and `InvalidColumn`.
    """
    try:
        draft = _read(document, plan_code, columns, on_progress)
        if not draft.recommendations and (offered := with_offers(document)) is not None:
            offering = _read(offered, plan_code, columns, on_progress)
            return about_offers(offering, lost_texts(document, offering)) if offering.actions else draft
        return draft
    finally:
        forget()


def _read(
    document: RawDocument,
    plan_code: str | None,
    columns: Mapping[str, ColumnRole | str] | None,
    on_progress: Progress | None,
) -> DraftPlan:
    code = check_plan_code(plan_code) if plan_code else None
    given = given_roles(columns)
    printed = with_people_s_values(document)
    document, stacked = with_stacked(printed)
    document, steps = with_steps(with_wide_pages(with_twins(with_day_numbers(document))))
    document, matrices = with_matrices(document)
    document, dates = with_whole_dates(with_choices(document))
    document, single = with_single_actions(document)
    document, titles = with_titles(document)
    document, states = with_states(document)
    document, deadlines = with_deadlines(document)
    document, agencies = with_agencies(document)
    document, divided = divide(with_ticks(with_shading(with_labels(with_parents(document)))))
    document = with_dated_items(with_sentences(document))
    document, labels = as_tables(document)
    document, feet = with_page_feet(document)
    laid = lay_out(document, {name: role for name, (_, role) in given.items()})
    check_headings(given, (_names(table) for table in laid.tables))
    opening, opening_rows = opening_of(laid)
    title = find_title(opening, laid.paragraphs)
    if not title or title in {table.rows[0].sheet_or_page for table in laid.tables if table.rows}:
        title = named_title(opening_rows, laid.tables) or title
    as_at, as_at_text = find_as_at(opening, opening_rows, title)
    questions: list[Question] = []
    if code is None:
        code = propose_plan_code(title)
        origin = f"I took {code} from its title." if title else f"It has no title, so I took {code}."
        message = f"Which letters should stand before the numbers of this plan? {origin}"
        questions.append(Question(QuestionKind.PLAN_CODE, "code", message, text=title, suggestion=code))
    plan_tables, targets, aside = _sort_tables(laid, as_at)
    repeated, said_twice = set_aside(plan_tables)
    plan_tables = [table for table in plan_tables if table.rows]
    aside = [*aside, *repeated]
    move_back(plan_tables)
    settle_levels(plan_tables, title)
    orders, mixed = settle_orders(plan_tables)
    as_at, asked_of_it = own_date(as_at, as_at_text, orders, plan_tables)
    questions += asked_of_it
    grouped = _group(plan_tables, targets, on_progress)
    groups = [group for one in grouped for group in one.groups]
    sections = _sections(grouped, targets)
    keys = number_groups(groups, [section.title for section in sections], code)
    key = with_initials(find_key(laid, plan_tables, aside), plan_tables)
    letters = rag_letters(plan_tables)
    reading = Reading(
        code,
        as_at,
        _vocabulary(plan_tables),
        key,
        are_colours(frozenset(letter for letter in letters if fold_sign(letter) not in key.signs)),
        has_letters=bool(letters),
        taken={key.lower() for key in keys.keys},
        shared=_shared_headings(plan_tables),
        mixed=mixed,
        timescales=find_timescales(_texts(printed)),
        initials=find_initials(printed),
        has_action=True,
    )
    recommendations: list[DraftRecommendation] = []
    numbered = iter(keys.keys)
    for table, one in zip(plan_tables, grouped, strict=True):
        roles = {column.role for row in table.rows for column in row.layout}  # some pages may lack a column
        reading.has_rag = _R.RAG in roles and not says_few_states(table)
        reading.rag_is_blank = is_rag_blank(table)
        reading.rag_is_colour = any(one.role is _R.RAG and one.shade is not Shade.STATUS for one in table.layout)
        reading.rag_in_words = any(tells_how_it_goes(row.text(_R.RAG)) for row in table.rows)
        reading.has_history = sum(column.role is _R.PROGRESS for column in table.layout) > 1
        reading.has_due = _R.DUE in roles
        reading.has_lead = _R.LEAD in roles
        reading.has_lead_columns = sum(column.role is _R.LEAD for column in table.layout) > 1
        reading.has_oversight = bool(oversight_of(table))
        reading.has_action, reading.shares = table.has(_R.ACTION), shares_of(table)
        recommendations += [build_recommendation(group, next(numbered), reading) for group in one.groups]
    questions += with_dated_rows(orders, plan_tables, reading.places)
    questions += about_tables(plan_tables, [one for one in aside if one not in repeated], laid)
    questions += about_columns(plan_tables, questions)
    questions += [*said_twice, *about_lines(laid)]
    questions += [Question(QuestionKind.DOCUMENT, "document", doubt) for doubt in document.doubts]
    questions += about_refs(groups, keys.keys, keys.restarts, keys.repeated)
    linked = with_links(recommendations, reading.questions)
    questions += about_layout(plan_tables, grouped, linked)
    questions += about_texts(plan_tables, linked, questions)
    questions = asked_once_of_names(plan_tables, questions)
    reading.questions += about_signs(reading)
    reading.questions += about_leads(linked, {(one.key, one.field) for one in reading.questions})
    questions += reading.questions
    questions += cross_checks(linked, sections, as_at, questions, reading.initials)
    questions = asked_once(questions, linked, as_at)
    headings, taken_for = _columns(plan_tables)
    by_hand = {column.name for table in plan_tables for column in table.layout if column.given}
    used = {title}
    draft = DraftPlan(
        code=code,
        title=title,
        as_at=as_at,
        as_at_text=as_at_text,
        columns=headings,
        roles=taken_for,
        given=tuple((name, role) for name, role in taken_for if name in by_hand),
        colour_key=key.as_colour_key(),
        sections=sections,
        recommendations=linked,
        questions=tuple(dict.fromkeys(_with_source(one, reading) for one in questions)),
        leftover=leftover(laid, grouped, targets, aside, used, sections),
        notes=document.notes,
        taken=_taken(plan_tables),
        full_names=full_names(reading.initials),
    )
    known = (*labels, *stacked, *divided, *steps, *matrices, *dates, *single, *titles, *states, *deadlines, *agencies)
    draft = replace(draft, leftover=(*draft.leftover, *feet, *lost_texts(printed, draft, (*known, *feet))))
    return about_promises(draft, untabled=bool(untabled_rows(plan_tables)))


def _names(table: PlanTable) -> list[str]:
    """What a person can call the columns of a table."""
    return [*table.headings, *(column.name for column in table.layout)]


def _texts(document: RawDocument) -> Iterator[str]:
    """The lines of a document that may hold a key: paragraphs, and the cells of small tables."""
    for block in document.blocks:
        if isinstance(block, RawParagraph):
            yield block.text
        elif isinstance(block, RawTable) and len(block.rows) < _SMALL:
            for row in block.rows:
                yield from row.texts
                yield ": ".join(text for text in row.texts if text)


def _with_source(question: Question, reading: Reading) -> Question:
    """The question with the place in the document that it is about, as exactly as that is known."""
    if question.source.row or not question.key:
        return question
    places = reading.places
    found = places.get((question.key, question.field)) or places.get((question.key, ""))
    return replace(question, source=found) if found else question


def _sort_tables(laid: Laid, as_at: date | None) -> tuple[list[PlanTable], Targets, list[PlanTable]]:
    """The tables of actions, the sections that a table of targets defines, and the other tables."""
    tables = [table for table in laid.tables if not is_key_table(table)]
    sure = [table for table in tables if is_actions(table, only=False)]
    plan = sure or [table for table in tables if is_actions(table, only=True)]
    targets = Targets()
    for table in list(plan):
        others = [other for other in plan if other is not table]
        if others and not targets.sections:
            targets = read_targets(table, others, as_at)
            if targets.sections:
                plan.remove(table)
                return plan, targets, [other for other in laid.tables if other not in plan and other is not table]
    return plan, targets, [table for table in laid.tables if table not in plan]


def _group(tables: Sequence[PlanTable], targets: Targets, on_progress: Progress | None) -> list[Grouped]:
    total = sum(len(table.items) for table in tables)
    done = 0
    grouped = []
    for table in tables:
        start = done

        def tell(count: int, start: int = start) -> None:
            if on_progress:
                on_progress(start + count, total)

        grouped.append(group_rows(table, targets.named, tell))
        done += len(table.items)
    if on_progress:
        on_progress(total, total)
    return grouped


def _sections(grouped: Sequence[Grouped], targets: Targets) -> tuple[DraftSection, ...]:
    found: dict[str, DraftSection] = {fold_title(section.title): section for section in targets.sections}
    used = {group.section for one in grouped for group in one.groups}
    for one in grouped:
        for title in one.sections.values():
            match = _SECTION_REF.match(title)
            ref = match["ref"] if match and (match["word"] or match["ref"].isdecimal()) else ""
            if title in used:
                found.setdefault(fold_title(title), DraftSection(title, ref))
    return tuple(found.values())


def _vocabulary(tables: Sequence[PlanTable]) -> LeadVocabulary:
    cells: dict[str, None] = {}
    for table in tables:
        torn = halves_of_leads(table)
        for row in table.rows:
            for column in row.layout:
                cell = row.cells.get(column.place) if column.role is _R.LEAD and id(row) not in torn else None
                texts = [piece.text for piece in cell.pieces] if cell else []
                for text in lines_of_people(texts) or texts:
                    if len(text) <= 300:
                        cells[re.sub(r"^\W*\d{1,2}[).]\s*", "", text)] = None
    return learn_leads(cells)


def _shared_headings(tables: Sequence[PlanTable]) -> frozenset[str]:
    """Headings that are filled only where a recommendation begins, although it has more rows."""
    begins: Counter[str] = Counter()
    later: Counter[str] = Counter()
    extra = 0
    for table in tables:
        above = ""
        for row in table.rows:
            said = row.text(_R.REF) or row.text(_R.RECOMMENDATION)
            text, above = ("" if said == above else said), said or above
            extra += not text
            for column in row.layout:
                cell = row.cells.get(column.place)
                if cell and not cell.is_blank and column.role is _R.OTHER:
                    heading = column.heading or f"column {column.place + 1}"
                    (begins if text else later)[heading] += 1
    return frozenset(heading for heading in begins if not later[heading]) if extra else frozenset()


def _taken(tables: Sequence[PlanTable]) -> tuple[ColumnTaken, ...]:
    """What each column was taken for; of columns of one name the least sure."""
    found: dict[str, ColumnTaken] = {}
    for table in tables:
        for one in table.layout:
            percent = round(100 * one.confidence)
            if one.name not in found or percent < found[one.name].percent:
                found[one.name] = ColumnTaken(one.name, one.role, percent, one.reasons)
    return tuple(found.values())


def _columns(tables: Sequence[PlanTable]) -> tuple[tuple[str, ...], tuple[tuple[str, ColumnRole], ...]]:
    headings: dict[str, None] = {}
    roles: dict[str, ColumnRole] = {}
    for table in tables:
        for heading in table.headings:
            if heading:
                headings[heading] = None
        for column in table.layout:
            name = column.name
            roles.setdefault(name, column.role)
            if not table.headings or not any(table.headings):
                headings[name] = None
        for heading in table.headings:
            if heading:
                roles.setdefault(heading, _R.OTHER)
    return tuple(headings), tuple(roles.items())
