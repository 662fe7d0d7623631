"""Which column holds what: by its heading and by its cells, and the cells have the last word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.importing.columns import Column, Layout
from domain.importing.confidence import judge
from domain.importing.draft import ColumnRole
from domain.importing.given import Given, fold_heading
from domain.importing.headings import Meaning, Shade, is_heading, meanings, plain
from domain.importing.profiles import Profile
from domain.importing.settling import settle
from domain.importing.tracker_words import tracker_meanings

_R = ColumnRole
_SURE_SHARE = 0.6
_FEW_SHARE = 0.4
_PROSE = {_R.PROGRESS, _R.NOTES, _R.OUTCOME, _R.SUCCESS_MEASURE, _R.EVIDENCE}
_MATTERS = {_R.LEAD, _R.DUE, _R.RAG}
_TEXTS = {_R.ACTION, _R.RECOMMENDATION, _R.SECTION}


def fitness(layout: Layout, profiles: Sequence[Profile]) -> float:
    """How well known columns suit the cells of another part of the table."""
    score = sum(profiles[column.place].fits(column.role) for column in layout if column.place < len(profiles))
    known = {column.place for column in layout}
    return score - sum(1.5 for place, profile in enumerate(profiles) if profile.count and place not in known)


def assign(
    headings: Sequence[str],
    profiles: Sequence[Profile],
    given: Given | None = None,
    own: Mapping[str, str] | None = None,
) -> Layout:
    """A role for every column that has a heading or cells. `given` are a person's own, by folded heading; `own` is the
    lowest row of a heading that stands over several rows."""
    wanted, own = given or {}, own or {}
    columns: list[Column] = []
    fixed: set[int] = set()
    exported = tracker_meanings(headings)
    alone = _alone(headings, own, profiles)
    for place, (heading, cells) in enumerate(zip(headings, profiles, strict=True)):
        if not heading and not cells.count:
            continue
        name = fold_heading(heading) if heading else f"column{place + 1}"
        if name in wanted:
            fixed.add(place)
            columns.append(Column(place, heading, wanted[name], given=True))
            continue
        if meant := exported.get(plain(heading)):
            fixed.add(place)
            columns.append(Column(place, heading, meant.role, meant.shade))
            continue
        lower = alone.get(heading, "")
        guess = _first_guess(place, lower or heading, cells, "" if lower else own.get(heading, ""))
        surprise = _surprise(heading, guess.role) if guess.surprise else ""
        columns.append(replace(guess, heading=heading, lower=lower, surprise=surprise))
    if any(cells.count for cells in profiles):
        columns = [
            replace(one, role=_R.OTHER) if one.place not in fixed and _is_blank_work(one, profiles[one.place]) else one
            for one in columns
        ]
    if any(column.role is _R.LEAD and column.surprise for column in columns):
        columns = [_without_names(column, profiles[column.place]) for column in columns]
    return tuple(_judged(column, profiles, exported, own) for column in settle(columns, profiles, fixed))


def _without_names(column: Column, cells: Profile) -> Column:
    """Names stand under another heading: texts under `Lead` tell how it goes."""
    texts = column.role is _R.LEAD and not column.surprise and cells.count > 1 and cells.leads < _FEW_SHARE
    if not texts or column.given or cells.fits(_R.PROGRESS) <= cells.fits(_R.LEAD):
        return column
    return replace(column, role=_R.PROGRESS, shade=Shade.PLAIN, unsure=True)


def _is_blank_work(column: Column, cells: Profile) -> bool:
    """A heading that speaks of the work over nothing at all (`Parent task`): the work stands elsewhere."""
    return column.role in {_R.ACTION, _R.RECOMMENDATION} and not cells.count


def _judged(
    column: Column, profiles: Sequence[Profile], exported: Mapping[str, Meaning], own: Mapping[str, str]
) -> Column:
    cells = profiles[column.place] if column.place < len(profiles) else Profile()
    if plain(column.heading) in exported and not column.given:
        return replace(column, confidence=0.99, reasons=("a program wrote its heading",))
    options = meanings(column.lower) if column.lower else _meanings(column.heading, own.get(column.heading, ""))
    confidence, reasons = judge(column, cells, options, chosen=cells.chosen)
    return replace(column, confidence=confidence, reasons=reasons)


def _meanings(heading: str, own: str) -> tuple[Meaning, ...]:
    """What a heading can mean; of one over several rows the lowest row says most, and the others what it leaves open.

    `About the action` over `ID`, `Scheme` and `What` says nothing about the scheme; `Timescale` over `Start` and
    `Agreed` says that both are dates.
    """
    whole = meanings(heading)
    lowest = meanings(own) if own else ()
    if not own or own == heading:
        return whole
    if lowest == (Meaning(_R.OTHER),):
        return lowest  # `Who checks` below `Assurance`
    if not lowest:
        return () if whole and whole[0].role in _TEXTS else whole
    finer = whole and whole[0].shade is not lowest[0].shade and lowest[0].shade is Shade.PLAIN
    if finer and lowest[0].role in _MATTERS:
        return tuple(dict.fromkeys((*whole, *lowest)))
    return tuple(dict.fromkeys((*lowest, *whole)))


def _alone(headings: Sequence[str], own: Mapping[str, str], profiles: Sequence[Profile]) -> dict[str, str]:
    """By their whole words the headings whose upper row only groups columns of several kinds (`Delivery` over `Lead`
    and `Deadline`): what their lowest row says alone."""
    groups: dict[str, list[tuple[str, str, Profile]]] = {}
    for heading, cells in zip(headings, profiles, strict=True):
        lowest = own.get(heading, "")
        upper = heading.removesuffix(lowest).strip()
        if lowest and upper and upper != heading:
            groups.setdefault(upper, []).append((heading, lowest, cells))
    found: dict[str, str] = {}
    for upper, grouped in groups.items():
        lower = [lowest for _, lowest, _ in grouped if is_heading(lowest)]
        known = {lowest: meant[0].role for lowest in lower if (meant := meanings(lowest))}
        said = set(known.values())
        above = next((meant.role for meant in meanings(upper)), None)
        if len(grouped) < 2 or not said or said == {above}:
            continue
        for heading, lowest, cells in grouped:
            fits = above is not None and above not in _TEXTS and cells.fits(above) > 0 and cells.commands < 0.5
            fits = fits and (above in _MATTERS or cells.spoken >= 0.5)
            alone = lowest in known and cells.fits(known[lowest]) >= 0
            if alone or not fits:
                found[heading] = lowest
    return found


def _first_guess(place: int, heading: str, cells: Profile, own: str = "") -> Column:
    options = _meanings(heading, own)
    seen = _by_cells(cells, place)
    above = bool(own) and own != heading and not meanings(own)
    if above and options and options[0].role in _MATTERS and cells.fits(options[0].role) < 0:
        options = ()  # `Ownership` over `Must/should`: the upper row groups what stands below it, and says no more
    if options and options[0].shade in {Shade.CHECKLIST, Shade.SUPPORT}:
        return Column(place, heading, _R.OTHER, options[0].shade)
    if options and options[0].shade is Shade.COMPLETED_ON and any(one.role is _R.OUTCOME for one in options):
        return Column(place, heading, _R.OTHER, Shade.COMPLETED_ON)  # `Completed / outcome`: when, and what came of it
    if options and options[0].role is _R.PRIORITY and cells.length < 14 and (cells.grades >= 0.5 or not cells.count):
        return Column(place, heading, _R.PRIORITY)
    if options and options[0].role is _R.PRIORITY and max(cells.dates, cells.refs, cells.rags) < _SURE_SHARE:
        return Column(place, heading, _R.SECTION)
    if (
        options
        and options[0].role in {_R.OUTCOME, _R.SUCCESS_MEASURE, _R.EVIDENCE}
        and (max(cells.answers, cells.grades) >= _SURE_SHARE)
    ):
        return Column(place, heading, _R.OTHER)  # `Resident impact`: yes or no, or high or low, and no text
    if not options:
        return Column(place, heading, seen or _R.OTHER, unsure=bool(heading) and seen in _MATTERS)
    scored = [(_fit(cells, option) - 0.9 * index, -index, option) for index, option in enumerate(options[:3])]
    best = max(scored, key=lambda one: one[:2])[2] if cells.count else options[0]
    if cells.count == 1 and best.role in _PROSE:
        seen = None  # one cell that looks like a date or a name does not outweigh the heading of a text
    disagree = seen is not None and seen is not best.role and cells.fits(best.role) < 0 < cells.fits(seen)
    if seen is not None and disagree and not _same_family(seen, best):
        return Column(place, heading, seen, surprise=_surprise(heading, seen))
    return Column(place, heading, best.role, best.shade)


def _fit(cells: Profile, meant: Meaning) -> float:
    """How well the cells suit a meaning; when something was done is a day, or a yes."""
    if meant.shade is Shade.COMPLETED_ON:
        return max(0.0, cells.fits(_R.DUE))
    return cells.fits(_kin(meant))


def _kin(meant: Meaning) -> ColumnRole:
    """The role whose cells look alike: `Timescale: start` holds dates although it is no deadline."""
    return _R.DUE if meant.shade in {Shade.START, Shade.REVIEW, Shade.RAISED} else meant.role


def _same_family(seen: ColumnRole, meant: Meaning) -> bool:
    dates = {_R.DUE, _R.DUE_ORIGINAL}
    if seen in dates:
        return meant.role in dates or meant.shade in {Shade.COMPLETED_ON, Shade.RAISED, Shade.START, Shade.REVIEW}
    return seen is _R.REF and meant.role in {
        _R.DUE,
        _R.LEAD,
        _R.PRIORITY,
        _R.RAG,
        _R.OTHER,
        _R.SECTION,
        _R.SUCCESS_MEASURE,
    }


def _surprise(heading: str, seen: ColumnRole) -> str:
    what = {_R.LEAD: "names", _R.DUE: "dates", _R.RAG: "colours or status words", _R.REF: "reference numbers"}[seen]
    return f"{what} stand under “{heading}”"


def _by_cells(cells: Profile, place: int) -> ColumnRole | None:
    """What the cells alone say, where they say it clearly."""
    if not cells.count:
        return None
    shares = {_R.REF: cells.refs, _R.DUE: cells.dates, _R.RAG: cells.rags, _R.LEAD: cells.leads}
    role = max(shares, key=lambda one: shares[one])
    repeated = cells.variety < 0.9 and (place > 2 or cells.letters >= _SURE_SHARE)
    if role is _R.REF and (repeated or (place and cells.letters >= _SURE_SHARE)):
        shares.pop(_R.REF)  # numbers that come again are ratings or amounts
        role = max(shares, key=lambda one: shares[one])
    return role if shares[role] >= _SURE_SHARE else None
