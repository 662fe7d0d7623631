"""Headings laid over the columns they belong to: they may stand one column off their cells, or be fewer or more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from domain.importing.headings import meanings
from domain.importing.profiles import Profile

_SURE_SHARE = 0.6
_ODD = 5.0  # what a column or two gain if they get another heading


def align(headings: Sequence[str], profiles: Sequence[Profile]) -> list[str]:
    """The heading over each column, or an empty text: the pairing in order that suits the cells best."""
    rows, columns = len(headings), len(profiles)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [[""] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            options: list[tuple[float, str]] = []
            if i and j:
                options.append((best[i - 1][j - 1] + _match(headings[i - 1], profiles[j - 1], i == j), "both"))
            if i:
                options.append((best[i - 1][j] - (0.0 if not headings[i - 1].strip() else 1.2), "heading"))
            if j:
                cells = profiles[j - 1]
                numbered = cells.refs > _SURE_SHARE > cells.letters  # `H`, `M`, `L` are grades, and have a heading
                cost = 0.0 if not cells.count else -0.3 if numbered else 1.2
                options.append((best[i][j - 1] - cost, "column"))
            if options:
                best[i][j], step[i][j] = max(options, key=lambda option: option[0])
    headed = {place for place, heading in enumerate(headings) if heading.strip()}
    if headed >= {place for place, cells in enumerate(profiles) if cells.count}:
        # Each column has a heading of its own: one odd column, or a blank one, does not move all those beside it.
        still = sum(_match(heading, cells, same_place=True) for heading, cells in zip(headings, profiles, strict=False))
        if best[rows][columns] - still < _ODD:
            return [heading.strip() for heading in [*headings, *[""] * (columns - rows)][:columns]]
    found = [""] * columns
    pairs = [(rows, columns)]
    i, j = rows, columns
    while i or j:
        how = step[i][j]
        if how == "both":
            found[j - 1] = headings[i - 1].strip()
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif how == "heading":
            i -= 1
        else:
            j -= 1
    pairs.append((-1, -1))
    for (last_i, last_j), (first_i, first_j) in pairwise(pairs):
        # As many headings as columns are left between two pairs: they belong together, whatever the cells hold.
        left = [heading for heading in headings[first_i + 1 : last_i] if heading.strip()]
        free = [place for place in range(first_j + 1, last_j) if profiles[place].count]
        if len(left) == len(free):
            for heading, place in zip(left, free, strict=True):
                found[place] = heading.strip()
    return found


def _match(heading: str, profile: Profile, same_place: bool) -> float:
    place = 0.6 if same_place else 0.0
    if not heading.strip():
        return place if not profile.count else 0.0
    options = meanings(heading)
    if not options:
        return place
    return place + max(profile.fits(option.role) - 0.4 * index for index, option in enumerate(options[:3]))
