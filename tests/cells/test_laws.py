"""Laws of cells: how something is typed changes nothing, nothing is invented, nothing is lost, orders are kept."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.due import MONTHS
from domain.importing.duedates import read_due
from domain.importing.leads import read_leads
from domain.importing.rags import read_rag
from tests.cells.cells import WORK, blocks, files, read_text

AS_AT = date(2025, 3, 3)
CELLS = {
    kind: sorted(
        {
            cell.text
            for folder in ("first", "second", "third", "fourth", "ordinary")
            for path in files(folder)
            for cells in blocks(path)
            for cell in cells
            if cell.kind == kind
        }
    )
    for kind in ("dates", "leads", "rags")
}
BLANKS = st.sampled_from([" ", "  ", "\u00a0", "\u2009", "\u202f", " \u00a0"])
DASHES = st.sampled_from(["-", "–", "—", "\u2010", "\u2011", "\u2012", "\u2212"])
LONG_DASHES = st.sampled_from(["–", "—", "\u2012", "\u2015"])
QUOTES = st.sampled_from(["'", "’", "‘", "´", "`"])
NAMES = (
    "Ada Brook",
    "Ben Carr",
    "Cora Dene",
    "Head of Parks",
    "JF",
    "DI Rook",
    "Cllr Pym",
    "Water Team",
    "SO",
    "Mo Tarn",
)


def retyped(data: st.DataObject, text: str) -> str:
    """The same words with other blanks, dashes and quotes; a dash keeps to its kind where both its sides are blank."""
    out = []
    for index, character in enumerate(text):
        if character == " ":
            out.append(data.draw(BLANKS))
        elif character in "-–—":
            apart = text[index - 1 : index] == " " or text[index + 1 : index + 2] == " "
            out.append(data.draw(LONG_DASHES if apart and character != "-" else DASHES))
        elif character in "'’":
            out.append(data.draw(QUOTES))
        else:
            out.append(character)
    return "".join(out)


def due_of(text: str) -> object:
    found = read_due(text, AS_AT)
    due, original = found.due, found.original
    return (
        (due.precision, due.earliest, due.latest, due.needs_check),
        (original.latest if original else None, found.status, found.completed_on),
        [part.due.latest for part in found.milestones],
        bool(found.doubts),
    )


@given(st.sampled_from(CELLS["dates"]), st.data())
def test_a_date_means_the_same_however_it_is_typed(text: str, data: st.DataObject) -> None:
    assert due_of(retyped(data, text)) == due_of(text)


@given(st.sampled_from(CELLS["leads"]), st.data())
def test_leads_are_the_same_however_they_are_typed(text: str, data: st.DataObject) -> None:
    def said(cell: str) -> object:
        found = read_leads(cell)
        return [("".join(re.findall(r"\w", lead.name)), lead.role) for lead in found.leads], bool(found.doubts)

    assert said(retyped(data, text)) == said(text)


@given(st.sampled_from(CELLS["rags"]), st.data())
def test_a_colour_is_the_same_however_it_is_typed(text: str, data: st.DataObject) -> None:
    one, other = read_rag(retyped(data, text)), read_rag(text)
    assert (one.rag.value, one.status, one.unknown) == (other.rag.value, other.status, other.unknown)


@given(
    st.dates(date(2021, 1, 1), date(2030, 12, 31)),
    st.sampled_from(
        ["{d} {m} {y}", "{d}th {m} {y}", "{d}-{m}-{y}", "{m} {y}", "{m}-{yy}", "{d} {mmm} {yy}", "{m} {d}, {y}"]
    ),
    st.sampled_from([str.title, str.upper, str.lower]),
)
def test_the_case_of_a_month_changes_nothing(day: date, form: str, case: object) -> None:
    name = MONTHS[day.month - 1]
    text = form.format(d=day.day, m=name, mmm=name[:3], y=day.year, yy=f"{day.year % 100:02}")
    assert callable(case)
    assert due_of(case(text)) == due_of(text)
    latest = read_due(text, AS_AT).due.latest
    assert latest is not None
    assert (latest.year, latest.month) == (day.year, day.month)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2015, 2035), st.sampled_from("./-"), st.booleans())
def test_the_day_stands_first(day: int, month: int, year: int, separator: str, short: bool) -> None:
    printed = separator.join((f"{day:02}", f"{month:02}", f"{year % 100:02}" if short else str(year)))
    assert read_due(printed, AS_AT).due.latest == date(year, month, day)


DATE_WORDS = (
    "May", "Q3", "spring", "2026", "30", "31/3/26", "end of", "by", "ongoing", "tbc", "(", ")", "/", "-", ";",
    "was", "revised to", "Board", "w/c", "mid", "week", "12", "2026/27", "September 2025", "from", "until",
    "months", "complete", "1st", "Friday", "and", "Phase 2", "+", "half", "H1", "school year", "as above",
    "autumn term", "20 Feb",
)  # fmt: skip
PIECES = st.sampled_from(DATE_WORDS)


@given(st.one_of(st.lists(PIECES, min_size=1, max_size=7).map(" ".join), st.text(max_size=40)))
def test_no_year_is_invented_without_asking(text: str) -> None:
    found = read_due(text, AS_AT)
    due = found.due
    assert " ".join(due.text.split()) == " ".join(text.split())
    if due.latest is None or found.doubts:
        return
    printed = {int(number) % 100 for number in re.findall(r"\d+", text)}
    assert due.earliest is not None
    # The second year of `2026/27`, the January of a winter and the Januaries of fourth quarters may be one more.
    assert {(due.latest.year - more) % 100 for more in (0, 1)} & printed


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    st.sampled_from([" / ", "; ", " & ", ", ", " and ", "/", " + ", "\n"]),
)
def test_leads_keep_their_order(names: list[str], joiner: str) -> None:
    text = joiner.join(names)
    found = [lead.name for lead in read_leads(text).leads]
    places = [" ".join(text.split()).find(name) for name in found]
    assert -1 not in places
    assert places == sorted(places)


LEAD_WORDS = (
    "TBC", "vacant", "(interim)", "from May 2026", "supported by", "as above", "or", "then", "—", "→",
    "ext 4321", "jo@example.org", "31/3/26", "Lead:", "Support:", "et al", "?", "(maternity cover: Kit Lowe)",
    "Either", "all", "n/a", "(TBC)", "Cllrs", "/", ",", "&", "Green", "Service Director:",
)  # fmt: skip
WORDS = st.lists(st.sampled_from([*NAMES, *LEAD_WORDS]), min_size=1, max_size=5)


@settings(max_examples=40)
@given(
    WORDS.map(" ".join),
    st.one_of(st.lists(PIECES, min_size=1, max_size=6).map(" ".join)),
    st.sampled_from(CELLS["rags"]),
)
def test_every_word_of_a_row_is_kept(lead: str, due: str, rag: str) -> None:
    said = read_text(
        ("Ref", "Action", "Lead", "Target date", "RAG"),
        (("1", WORK[0], lead, due, rag), ("2", WORK[1], "Olive Tranter", "1 May 2026", "Green")),
    )
    words = set(re.findall(r"\w+", f"{lead} {due} {rag}".casefold()))
    assert words <= set(re.findall(r"\w+", said.casefold()))
