"""Signs that words have changed places: names where the work should stand, dates where the names should."""

from __future__ import annotations

from collections.abc import Mapping

from domain.importing.draft import ColumnRole, DraftAction
from domain.importing.duedates import is_date_like
from domain.importing.layout_doubts import Doubt, Keys, keys_of, named
from domain.importing.profiles import is_lead_like, is_ref_like, opens_with_verb
from domain.importing.tables import PlanTable

_R = ColumnRole
_MATTERS = {_R.LEAD, _R.DUE, _R.RAG}
_LONG = 400  # characters
_FEW = 3  # words, cells or names that a question shows
_DETERMINERS = frozenset(
    (
        "a",
        "an",
        "the",
        "all",
        "every",
        "each",
        "our",
        "their",
        "its",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "ten",
    )
)


def _swapped(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Names stand where the work should, and work where the names should."""
    own = [actions[key] for row in table.rows for key in keys_of(row, keys)]
    names = [one.text for one in own if _is_name(one.text)]
    leads = [one.leads_text for one in own if one.leads_text]
    works = [text for text in leads if opens_with_verb(text) and len(text.split()) > 2]
    if len(own) > 1 and len(names) * 2 >= len(own):
        doubt.add(f"What I took for actions reads like names ({named(names)}).", whole=True)
    if len(works) > 1 and len(works) * 2 >= len(leads):
        doubt.add(f"What I took for leads reads like work ({named(works)}).", whole=True)


def _changed_places(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """One row whose words have changed places: a name beside work, work beside news, words among the numbers."""
    refs = [row.text(_R.REF) for row in table.rows if row.text(_R.REF)]
    numbered = len(refs) > _FEW and sum(map(is_ref_like, refs)) * 5 >= len(refs) * 4
    works = [actions[key].text for row in table.rows for key in keys_of(row, keys)]
    commanding = sum(map(opens_with_verb, works)) * 5 >= len(works) * 2
    for row in table.rows:
        ref, lead, news = row.text(_R.REF), row.text(_R.LEAD), row.text(_R.PROGRESS)
        work = row.text(_R.ACTION) or row.text(_R.RECOMMENDATION)
        odd = ""
        if numbered and ref and not is_ref_like(ref) and any(row.text(role) for role in _MATTERS):
            odd = ref
        elif _is_name(work) and ((opens_with_verb(lead) and not is_lead_like(lead)) or is_day(lead)):
            odd = work
        elif lead and not is_lead_like(lead) and _is_name(news):
            odd = lead
        elif commanding and news and len(work) < _LONG and not opens_with_verb(work) and _commands_only(news):
            odd = work
        if odd and not row.after_break:
            about = keys_of(row, keys) or tuple(key for one in table.rows for key in keys_of(one, keys))
            doubt.add(f"In row {row.number} {named([odd])} stands where something else should.", row.number, about)


def _commands_only(text: str) -> bool:
    """`Mend the van`: a short command, and no report such as `Open since May`."""
    words = text.split()
    return 2 < len(words) < 9 and opens_with_verb(text) and words[1].lower() in _DETERMINERS


def _is_name(text: str) -> bool:
    return len(text.split()) < 4 and is_lead_like(text) and not opens_with_verb(text)


def _moved(table: PlanTable, keys: Keys, actions: Mapping[str, DraftAction], doubt: Doubt) -> None:
    """Rows whose date stands where others have their lead, or the other way round: their cells have moved."""
    for row in table.rows:
        dates = {column.place for column in row.layout if column.role in {_R.DUE, _R.DUE_ORIGINAL}}
        leads = {column.place for column in row.layout if column.role is _R.LEAD}
        under_date = [row.cells[place].text for place in dates & row.cells.keys() if row.cells[place].text]
        under_lead = [row.cells[place].text for place in leads & row.cells.keys() if row.cells[place].text]
        moved = [text for text in under_lead if is_day(text)] + [
            text for text in under_date if is_lead_like(text) and not is_date_like(text) and len(text.split()) > 1
        ]
        if moved and (len(moved) > 1 or len(under_date) + len(under_lead) < 2):
            doubt.add(
                f"In row {row.number} {named(moved)} stands under another heading.", row.number, keys_of(row, keys)
            )


def is_day(text: str) -> bool:
    """Is the whole of a short text a date with figures?"""
    return is_date_like(text) and any(map(str.isdigit, text)) and len(text) < 30


MISPLACED = (_swapped, _changed_places, _moved)
