"""Rows of a pasted table whose cells went on over the next line: the pieces are put together where all of them fit.

A line that ends in the middle of a cell has fewer cells than the header, and so has the line below; together they have
one more than the header, since one cell is in both. Nothing is joined unless that holds for every short row of a text.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.importing.headers import is_header
from domain.importing.lists import starts_inside

Line = tuple[int, "list[str] | None", str]  # number, cells of a table row, or the text of a paragraph
_FEWEST = 4  # columns; of narrower tables too many pieces fit
_OPEN_ENDS = ("/", "&", ",", " and", " or", " of", " the", " to", "-", "–")


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines with torn rows whole, or as they were."""
    head = next((cells for _, cells, _ in lines if cells is not None), [])
    width = len(head)
    if width < _FEWEST or not is_header(head):
        return list(lines)
    found: list[Line] = []
    torn: list[bool] = []  # of each join, whether its words go on
    index = 0
    while index < len(lines):
        number, cells, text = lines[index]
        index += 1
        if cells is None or len(cells) == width:
            found.append((number, cells, text))
            continue
        row = list(cells)
        while len(row) < width and index < len(lines):
            _, more, said = lines[index]
            piece = more if more is not None else [said.strip()]
            if not piece[0].strip() or len(row) + len(piece) - 1 > width:
                return list(lines)
            torn.append(starts_inside(piece[0]) or row[-1].rstrip().endswith(_OPEN_ENDS))
            row[-1:] = [f"{row[-1].rstrip()} {piece[0].lstrip()}", *piece[1:]]
            index += 1
        if len(row) != width:
            return list(lines)
        found.append((number, row, ""))
    return found if torn and sum(torn) * 2 >= len(torn) else list(lines)
