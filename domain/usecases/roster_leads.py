"""Which printed lead a row of a list of people means."""

from __future__ import annotations

from collections.abc import Sequence

from domain.importing.roster import ListedPerson
from domain.language.naming import fits
from domain.plans import Lead


def leads_meant(one: ListedPerson, leads: Sequence[Lead]) -> tuple[list[Lead], Lead | None]:
    """The leads that are printed so; else of the person's name; else the nearest, to be asked about."""
    for wanted in (one.printed, one.name):
        if wanted and (found := [lead for lead in leads if lead.name.casefold() == wanted.casefold()]):
            return found, None
    if one.printed and one.printed.casefold() != one.name.casefold():
        return [], _nearest(one.printed, leads)
    named = [lead for lead in leads if lead.full_name and fits(lead.full_name, one.name) == "name"]
    if len({lead.name.casefold() for lead in named}) == 1:
        return named, None
    initials = [lead for lead in leads if fits(lead.name, one.name)]
    if len({lead.name.casefold() for lead in initials}) == 1:
        return initials, None
    return [], _nearest(one.name, leads)


def _nearest(name: str, leads: Sequence[Lead]) -> Lead | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, [lead.name for lead in leads], scorer=fuzz.WRatio, score_cutoff=80)
    return leads[found[2]] if found else None
