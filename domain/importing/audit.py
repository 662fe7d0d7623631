"""The audit of a draft: its columns looked at once more, by what stands in them and not by how they were read.

Whoever reads a plan goes by headings first. This looks at the cells alone: every column that holds people, days or
colours has to end in a role that says so, or under a heading that is known to say something else. What does neither is
asked about once, with the words of the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, permutations

from domain.importing.audit_texts import doubtful_texts
from domain.importing.columns import Column
from domain.importing.draft import ColumnRole, Question, QuestionKind
from domain.importing.duedates import is_date_like
from domain.importing.headings import Shade, meanings, plain
from domain.importing.leadwords import NameKind, kind_of
from domain.importing.overview import ask_of_column, is_asked
from domain.importing.profiles import Profile, profile
from domain.importing.rags import COLOURS, is_rag_like, read_rag
from domain.importing.raw import RawCell
from domain.importing.signs import TRENDS
from domain.importing.tables import PlanTable
from domain.importing.tracker_words import tracker_meanings
from domain.rag import RagValue

_R = ColumnRole
_MOST, _MANY = 0.6, 0.75  # shares of cells
_DAY = 30  # characters of a day or a period
_SHORT = 12  # characters that say hardly what to do
_DATES = {_R.DUE, _R.DUE_ORIGINAL}
# Words that tell two columns of the same kind apart by their time: `RAG last month`, `RAG Q1`.
_TIMES = re.compile(
    r"\b(?:last|prev|previous|prior|earlier|former|old|before|this|current|now|new|latest|q[1-4]|year|quarter|qtr|month"
    r"|period|at|as|to|date|\d+|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)\b"
)
_EARLIER = re.compile(r"(?i)\b(?:last|prev|previous|prior|earlier|former|old)\b")
# Two columns of leads are a plan's own way where one says who answers for the work, and one who does it.
_ANSWERS = re.compile(r"\b(?:strategic|executive|exec|sros?|senior|accountable)\b")
_ACTS = re.compile(r"\b(?:operational|delivery|named|officer|owner|responsible|assigned|delivered)\b")
_SAYS_LEAD = re.compile(r"\b(?:leads?|owners?|sro|sponsor|responsible|accountable|assigned|delivered by|whom?)\b")
_IS_PERSON = re.compile(r"\b(?:officers?|persons?|names?|people|staff|posts?|individuals?)\b")
_IS_BODY = re.compile(r"\b(?:agenc(?:y|ies)|organisations?|partners?|services?|directorates?|departments?|teams?)\b")
_SIGNS = frozenset(COLOURS)
_ASIDE = {_R.OTHER, _R.SECTION, _R.OUTCOME, _R.NOTES}
_GOES_ON = re.compile(
    r"(?i)(?:open|in progress|not (?:yet )?started|on track|on target|under ?way|ongoing|overdue|delayed)"
)
_SHARE, _WHOLE = re.compile(r"(?:100|\d{1,2})\s?%"), re.compile(r"100\s?%")
_WORD = re.compile(r"\w|.{3}")
_LETTERS = re.compile(r"[ragbyc](?: ?[/-] ?[ragby])?")
_FEW = 0.2  # the share of commands or sentences in a column of names and themes
_WORK = 0.5  # the share of commands that makes a column of work


def about_columns(tables: Sequence[PlanTable], asked: Sequence[Question]) -> list[Question]:
    """Questions about columns whose cells and role do not agree, beside those that are `asked` already."""
    known = {one.text for one in asked if one.kind is QuestionKind.COLUMNS}
    questions: dict[str, Question] = {}
    for table in tables:
        if not any(table.headings):
            continue
        exported = tracker_meanings(table.headings)  # what a program wrote is known; what people added to it is not
        for column in _doubtful(table, exported):
            if plain(column.heading) in exported:
                continue
            if column.name not in known and column.name not in questions and not is_asked(column):
                questions[column.name] = ask_of_column(column, table)
    return list(questions.values())


def _doubtful(table: PlanTable, exported: Collection[str]) -> Iterator[Column]:
    cells = {column.place: _cells(table, column) for column in table.layout}
    free = [column for column in table.layout if not column.given]
    for column in free:
        if column.role is _R.REF or column.shade not in {Shade.PLAIN, Shade.STATUS}:
            continue
        first = next(iter(meanings(column.says)), None)
        if first is not None and first.role is _R.OTHER:
            continue  # its heading says that it is something else
        held = cells[column.place]
        said = first.role if first is not None else None
        few = held.count < 2 and said is not None
        swapped = column.role is _R.RECOMMENDATION and said is _R.ACTION and _is_said_of_action(free)
        earlier = said is _R.DUE_ORIGINAL and column.role is _R.DUE  # the only date is headed as the first of several
        earlier |= column.role in {_R.LEAD, _R.RAG} and bool(_EARLIER.search(column.says))
        broken = earlier or swapped or _breaks_its_word(column, said, held, table)
        if broken or _is_unread(column, held, table, few=few) or _holds_signs(column, table):
            yield column
    yield from _second_leads(free, exported)
    yield from _leads_by_name_only(free, cells, table)
    yield from _second_colours(free, table)
    yield from doubtful_texts(free, cells)
    yield from _late_completions(table)
    yield from _shares_of_work(free, table)
    yield from _halves_of_names(free, table)


def _holds_signs(column: Column, table: PlanTable) -> bool:
    """Does a column hold nothing but signs of several kinds (`●`, `○`), which say how it goes and were only kept?"""
    if column.role is not _R.OTHER or table.has(_R.RAG):
        return False
    texts = [row.cells[column.place].text.strip() for row in table.rows if column.place in row.cells]
    filled = [text for text in texts if text]
    signs = set(filled)
    return len(signs) > 1 and len(filled) > 2 and not any(map(_WORD.search, signs)) and not signs <= TRENDS


def _breaks_its_word(column: Column, said: ColumnRole | None, held: Profile, table: PlanTable) -> bool:
    """Does a heading say what is to be done over words that were taken for something else?"""
    aside = {_R.PROGRESS, _R.OTHER, _R.OUTCOME, _R.EVIDENCE} | (set() if table.has(_R.ACTION) else {_R.NOTES})
    if said is not _R.ACTION or column.role not in aside or held.count < 2 or max(held.refs, held.answers) > _MOST:
        return False
    if not table.has(_R.ACTION):
        return True
    other = column.role is _R.OTHER and any(_says_action(one) for one in table.layout if one.role is _R.ACTION)
    return held.wordy >= _WORK and not other


def _is_said_of_action(columns: Sequence[Column]) -> bool:
    """Does the heading of the action say that it is what was found or recommended?"""
    said = {meant.role for one in columns if one.role is _R.ACTION for meant in meanings(one.says)}
    return _R.RECOMMENDATION in said


def _says_action(column: Column) -> bool:
    return any(meant.role is _R.ACTION for meant in meanings(column.says))


def _is_unread(column: Column, held: Profile, table: PlanTable, *, few: bool) -> bool:
    """Are there people, days or colours in a column that was not read as such?"""
    if held.dates == 1.0 and few and column.role not in _DATES and column.role is not _R.REF:
        return held.length < _DAY
    if few:
        return False
    if column.role is not _R.RAG and _holds_colours(column, held, table):
        return not _is_older(column, table)
    if held.refs > _MOST:
        return False
    if held.dates >= _MOST:
        return column.role not in _DATES and held.length < _DAY
    return held.leads >= _MANY and column.role not in {_R.LEAD, _R.SECTION, _R.RAG}


def _holds_colours(column: Column, held: Profile, table: PlanTable) -> bool:
    signs = {row.cells[column.place].text.strip().lower() for row in table.rows if column.place in row.cells} - {""}
    if column.role is _R.OTHER and all(map(_LETTERS.fullmatch, signs)) and len(signs & {"r", "a", "g"}) > 1:
        return True  # `A/R` and `C` are told by a key, if at all
    if held.rags < _MOST:
        return False
    return held.refs <= _MOST or (signs <= _SIGNS and len(signs) > 1)


def _is_older(column: Column, table: PlanTable) -> bool:
    """`RAG last month`, `RAG Q1`: the colour of another time than the one that was taken, under the same words."""
    said = _timeless(column)
    return any(one.role is _R.RAG and _timeless(one) == said for one in table.layout)


def _timeless(column: Column) -> str:
    return " ".join(_TIMES.sub(" ", plain(column.says)).split())


def _second_leads(columns: Sequence[Column], exported: Collection[str]) -> Iterator[Column]:
    """Of several columns of leads those whose headings say less of it, unless they say who answers and who acts. A
    program's own column leads, and what people put beside it may."""
    every = [column for column in columns if column.role is _R.LEAD]
    if len(every) == 1 and every[0].shade is Shade.OVERSIGHT:
        yield every[0]  # nobody who acts: they may stand in a column that was not read
    leads = [column for column in every if column.shade is not Shade.OVERSIGHT]
    raci = {column.shade for column in leads} in ({Shade.ACCOUNTABLE, Shade.RESPONSIBLE}, {Shade.ACCOUNTABLE})
    pair = next((pair for pair in combinations(leads, 2) if raci or _is_answered_and_acted(pair)), ())
    if len(leads) < 2 or _is_moved(leads, columns):
        return
    if pair:
        yield from (column for column in leads if column not in pair and not _is_raci(column))
        return
    added = [column for column in leads if plain(column.heading) not in exported]
    if len(added) < len(leads):
        yield from added
        return
    said = {
        column.place: len(_SAYS_LEAD.findall(plain(column.says))) - bool(_IS_BODY.search(plain(column.says)))
        for column in leads
    }
    weaker = [column for column in leads if said[column.place] < max(said.values())]
    yield from weaker or leads[1:]


def _is_raci(column: Column) -> bool:
    return plain(column.says).startswith("raci ")


def _leads_by_name_only(columns: Sequence[Column], cells: Mapping[int, Profile], table: PlanTable) -> Iterator[Column]:
    """The only leads stand under `Lead organisation` or `Head of service`, and short names under another heading that
    says nothing or says that somebody acts (`Delegated to`): those may lead."""
    leads = [column for column in columns if column.role is _R.LEAD]
    said = plain(leads[0].says) if len(leads) == 1 else ""
    if not said or _IS_PERSON.search(said) or (_SAYS_LEAD.search(said) and not _IS_BODY.search(said)):
        return
    texts = [column.place for column in columns if column.role in {_R.ACTION, _R.RECOMMENDATION}]
    for column in columns:
        meant = {one.role for one in meanings(column.says)[:1]} - {_R.LEAD}
        free = column.role is _R.OTHER and not meant and column.place > max(texts, default=-1)
        if free and cells[column.place].grades < _FEW and _holds_names(column, table):
            yield leads[0]
            return


def _holds_names(column: Column, table: PlanTable) -> bool:
    """Short words in capitals: `Priya`, `Holt, Jo`, `Youth Justice`."""
    texts = [row.cells[column.place].text for row in table.rows if column.place in row.cells]
    texts = [text for text in texts if text]
    named = [text for text in texts if len(text.split()) < 4 and text.replace(",", "").replace(" ", "").isalpha()]
    titled = [text for text in named if text.istitle() and not is_rag_like(text) and not is_date_like(text)]
    return len(texts) > 1 and len(titled) * 4 >= len(texts) * 3


def _is_said_to_lead(column: Column) -> bool:
    """`Delivery lead`, `SRO`; but `Director` and `Assistant director` may be anything to the work."""
    said = plain(column.says)
    return bool(_SAYS_LEAD.search(said) or _ANSWERS.search(said))


def _is_answered_and_acted(leads: Sequence[Column]) -> bool:
    """Does one heading say who answers for the work, and another who does it? `Service responsible` beside `Accountable
    lead` may be read either way."""
    for one, other in permutations((plain(column.says) for column in leads), 2):
        turned = _IS_BODY.search(other) and not _IS_BODY.search(one)
        if _ANSWERS.search(one) and _ACTS.search(other) and not turned:
            return all(_is_said_to_lead(column) for column in leads)
    return False


def _is_moved(leads: Sequence[Column], columns: Sequence[Column]) -> bool:
    """`New lead` beside the leads that it replaces, which stand in one of these columns and in no other."""
    before = (plain(one.says) for one in columns if one.role is _R.OTHER and _EARLIER.search(one.says))
    kept = any(map(_SAYS_LEAD.search, before))
    return any(column.shade is Shade.REVISED for column in leads) and not kept


def _second_colours(columns: Sequence[Column], table: PlanTable) -> Iterator[Column]:
    """Two columns that were both read as colours, and both hold them: only one of them counts."""
    rags = [column for column in columns if column.role is _R.RAG]
    coloured = [column for column in rags if sum(map(_is_coloured, _filled(column, table))) > 1]
    if len(coloured) > 1:
        yield coloured[0]


def _filled(column: Column, table: PlanTable) -> list[RawCell]:
    return [row.cells[column.place] for row in table.rows if column.place in row.cells]


def _is_coloured(cell: RawCell) -> bool:
    return read_rag(cell.text, cell.fill).rag.value is not RagValue.NONE


def _late_completions(table: PlanTable) -> Iterator[Column]:
    """`Action complete` over days that stand beside a state which says that it goes on: it may be when it is due."""
    for column in table.layout:
        if column.shade is not Shade.COMPLETED_ON or column.given:
            continue
        rows = [row for row in table.rows if column.place in row.cells and is_date_like(row.cells[column.place].text)]
        if any(_GOES_ON.fullmatch(row.text(_R.RAG).strip()) for row in rows):
            yield column


def _shares_of_work(columns: Sequence[Column], table: PlanTable) -> Iterator[Column]:
    """`Extent` over 40 % and 100 %, which may be how much of the work is done: then 100 % is complete."""
    for column in columns:
        texts = {row.cells[column.place].text.strip() for row in table.rows if column.place in row.cells} - {""}
        known = next((meant.role for meant in meanings(column.says)), _R.PROGRESS)
        likely = known in {_R.PROGRESS, _R.ACTION}
        kept = likely and column.role in {_R.OTHER, _R.PROGRESS} and column.shade is Shade.PLAIN
        if kept and any(map(_WHOLE.fullmatch, texts)) and all(map(_SHARE.fullmatch, texts)):
            yield column


def _halves_of_names(columns: Sequence[Column], table: PlanTable) -> Iterator[Column]:
    """`Mina` in one column and `Farrow` in the next, which only together are somebody's name."""
    for first, second in pairwise(columns):
        kept = first.role in _ASIDE and second.role in _ASIDE and second.place == first.place + 1
        if not kept or meanings(first.says) or meanings(second.says):
            continue
        cells = [(row.cells.get(first.place), row.cells.get(second.place)) for row in table.rows]
        pairs = [(one.text, two.text) for one, two in cells if one and two and one.text and two.text]
        if len(pairs) > 1 and all(map(_is_a_name, pairs)):
            yield second


def _is_a_name(halves: tuple[str, str]) -> bool:
    words = all(half.isalpha() and half.istitle() and not is_rag_like(half) for half in halves)
    return words and kind_of(" ".join(halves)) is NameKind.PERSON


def _cells(table: PlanTable, column: Column) -> Profile:
    return profile(row.cells[column.place].text for row in table.rows if column.place in row.cells)
