"""Tables drawn with characters: lone pipes, boxes, and columns held apart by blanks, with cells that wrap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.documents.pasted_lines import Line
from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headers import is_header
from domain.importing.headings import meanings
from domain.importing.lists import starts_inside
from domain.importing.profiles import is_lead_like, is_ref_like
from domain.importing.rags import is_rag_like

_R = ColumnRole
_BOX = str.maketrans(
    dict.fromkeys("│┃║¦｜", "|") | dict.fromkeys("─━═╌┄", "-") | dict.fromkeys("┼├┤┌┐└┘┬┴╪╞╡╔╗╚╝╠╣╦╩╬╟╢╭╮╰╯", "+")
)
_RULE = re.compile(r"[|\s:+=_-]*[-=_+]{2,}[|\s:+=_-]*")
_GAP = re.compile(r"\s{2,}")
_DRAWN = re.compile(r"\s*\+[-=+]{3,}\+?\s*")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells with the line each begins in; `score` says how regular they are (0 to 1). Where they are `whole`,
    each is one action by itself.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    used: frozenset[int]
    score: float
    headed: bool
    doubt: str = ""
    whole: bool = False

    @property
    def weight(self) -> float:
        """How much of a text it explains, and how well."""
        return self.score * len(self.used)


def find_grid(lines: Sequence[Line]) -> Grid | None:
    """The best table that is drawn with pipes, boxes or blanks."""
    found = [grid for grid in (_piped(lines), _aligned(lines), _gapped(lines)) if grid and grid.score >= 0.6]
    return max(found, key=lambda grid: grid.weight, default=None)


def fitness(rows: Sequence[Sequence[str]]) -> tuple[float, bool]:
    """How much the rows are a table of actions (0 to 1), and whether the first of them are its headings."""
    if len(rows) < 2:
        return 0.0, False
    widths = Counter(len(row) for row in rows)
    width, most = widths.most_common(1)[0]
    headed = is_header(list(rows[0])) and len(rows[0]) <= max(widths)
    if width < 2 or (width < 3 and not headed):
        return 0.0, headed
    head = [(meanings(text) or (None,))[0] for text in rows[0]] if headed else []
    fits: list[float] = []
    body = rows[1:] if headed else rows
    for place in range(width):
        cells = [row[place].strip() for row in body if place < len(row) and row[place].strip()]
        meaning = head[place] if place < len(head) else None
        role = meaning.role if meaning else None
        if not cells:
            continue
        shares = {
            _R.DUE: _share(is_date_like, cells),
            _R.LEAD: _share(is_lead_like, cells),
            _R.RAG: _share(is_rag_like, cells),
            _R.REF: _share(is_ref_like, cells),
        }
        if role is not None and role in shares:
            fits.append(max(shares[role], 0.5 if role in {_R.LEAD, _R.DUE} and max(map(len, cells)) < 60 else 0.0))
        elif not headed and shares[_R.DUE] > 0.6:
            fits.append(shares[_R.DUE])
    regular = most / len(rows)
    if not headed and not fits:
        return 0.0, False
    return 0.45 * regular + (0.3 if headed else 0.1) + 0.25 * (sum(fits) / len(fits) if fits else 0.5), headed


def _share(test: object, cells: Sequence[str]) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells) if callable(test) else 0.0


def _piped(lines: Sequence[Line]) -> Grid | None:
    rows: list[tuple[int, list[str]]] = []
    used: set[int] = set()
    drawn = sum(bool(_DRAWN.fullmatch(line.laid.translate(_BOX))) for line in lines) > 2
    open_row = False
    for line in lines:
        text = line.laid.translate(_BOX)
        if line.aside or not text.strip():
            continue
        if _RULE.fullmatch(text) and (used or _DRAWN.fullmatch(text)):
            used.add(line.number)
            open_row = False
            continue
        if "|" not in text or " | " not in f" {text} ".replace("\t", " "):
            continue
        bare = text.strip().removeprefix("|").removesuffix("|")
        cells = [cell.strip().replace("\0", "|") for cell in bare.replace("\\|", "\0").split("|")]
        used.add(line.number)
        if drawn and open_row and rows and len(cells) == len(rows[-1][1]):
            rows[-1] = (rows[-1][0], [f"{one} {two}".strip() for one, two in zip(rows[-1][1], cells, strict=True)])
            continue
        rows.append((line.number, cells))
        open_row = True
    score, headed = fitness([cells for _, cells in rows])
    return Grid(_frozen(rows), frozenset(used), score, headed) if score else None


def _gapped(lines: Sequence[Line]) -> Grid | None:
    """Cells held apart by two blanks and more, whether they stand in line or not."""
    rows: list[tuple[int, list[str]]] = []
    for line in lines:
        cells = _GAP.split(line.laid.strip()) if line.is_open else []
        if len(cells) >= 3:
            rows.append((line.number, cells))
    if not rows:
        return None
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    short = [cells for _, cells in rows if len(cells) != width]
    score, headed = fitness([cells for _, cells in rows])
    score -= 0.5 * len(short) / len(rows)
    return Grid(_frozen(rows), frozenset(number for number, _ in rows), score, headed)


def _aligned(lines: Sequence[Line]) -> Grid | None:
    """Columns in line under their headings."""
    best: Grid | None = None
    for index, line in enumerate(lines):
        texts = _GAP.split(line.laid.strip())
        if not line.is_open or len(texts) < 2 or not is_header(texts):
            continue
        starts = _starts_of(line.laid, texts)
        grid = _under(lines[index:], starts, texts)
        if grid and (best is None or grid.weight > best.weight):
            best = grid
    return best


def _starts_of(laid: str, texts: Sequence[str]) -> list[int]:
    starts: list[int] = []
    position = 0
    for text in texts:
        position = laid.index(text, position)
        starts.append(position)
        position += len(text)
    return starts


def _under(lines: Sequence[Line], starts: Sequence[int], heads: Sequence[str]) -> Grid | None:
    laid = [line for line in lines if line.is_open]
    ends = [start + len(head) for start, head in zip(starts, heads, strict=True)]
    sample = [line.laid for line in laid[1:60] if _GAP.search(line.laid.strip())]
    edges = []
    for before, after in zip(ends[:-1], starts[1:], strict=True):
        # The place between two headings at which the fewest lines have a letter; the rightmost of those.
        edges.append(
            max(range(before, after), key=lambda place: (-sum(_letter(text, place) for text in sample), place))
        )
    body: list[tuple[Line, list[str]]] = []
    blank_before: list[bool] = []
    last = lines[0].number
    again = {place for place, line in enumerate(laid) if _GAP.split(line.laid.strip()) == list(heads)}
    page = 0  # where the header stands again, below the foot of one page and the head of the next
    for place, line in enumerate(laid[1:], 1):
        if place < page:
            continue
        if place in again:
            last = line.number
            continue
        crossed = sum(_letter(line.laid, edge) and _letter(line.laid, edge - 1) for edge in edges)
        split = _GAP.split(line.laid.strip())
        cuts = [0, *(edge + 1 if not _letter(line.laid, edge) else edge for edge in edges), len(line.laid)]
        cells = [line.laid[one:two].strip() for one, two in zip(cuts, [*cuts[1:-1], None], strict=False)]
        strays = line.number > last + 1 and len(split) == 1 and sum(map(bool, cells)) > 1  # `*** End of report ***`
        if strays or (crossed and len(split) != len(heads)):
            page = min((later for later in again if later > place), default=0)
            if not page:
                break
            continue
        if _RULE.fullmatch(line.laid):
            last = line.number
            continue
        body.append((line, split if crossed else cells[: len(heads)]))
        blank_before.append(line.number > last + 1)
        last = line.number
    if not body:
        return None
    roles = [meanings(head)[0].role if meanings(head) else None for head in heads]
    rows, head_more, doubtful = _assembled(body, blank_before, roles)
    headings = [f"{head} {more}".strip() for head, more in zip(heads, head_more, strict=True)]
    table = [(lines[0].number, headings), *rows]
    score, headed = fitness([cells for _, cells in table])
    # All lines of one width is what drawing a table means; how well its lines filled more than one cell tells the rest.
    several = sum(sum(map(bool, cells)) > 1 for _, cells in rows) / max(1, len(rows))
    used = frozenset({laid[place].number for place in again} | {line.number for line, _ in body})
    doubt = ""
    if doubtful:
        doubt = (
            f"I could not tell whether a new row begins in line {doubtful[0]}. I read it as a new row. Is that right?"
        )
    return Grid(_frozen(table), used, score * (0.4 + 0.6 * several), headed, doubt)


def _letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place] != " "


def _assembled(
    body: Sequence[tuple[Line, list[str]]], blank_before: Sequence[bool], roles: Sequence[ColumnRole | None]
) -> tuple[list[tuple[int, list[str]]], list[str], list[int]]:
    """Rows out of lines: a line continues the row above where its words would not have fitted there any more."""
    widths = [max((len(cells[place]) for _, cells in body), default=0) for place in range(len(roles))]
    by_blanks = _blanks_part_rows(body, blank_before, roles)
    rows: list[tuple[int, list[str]]] = []
    doubtful: list[int] = []
    above: list[str] = [""] * len(roles)
    more = [""] * len(roles)
    for index, ((line, cells), blank) in enumerate(zip(body, blank_before, strict=True)):
        if not index and not blank and _is_rest_of_head(cells, roles):
            more = cells
            continue
        goes_on = bool(rows) and (
            not blank if by_blanks else not blank and _goes_on(cells, above, rows[-1][1], roles, widths)
        )
        if goes_on:
            rows[-1] = (rows[-1][0], [f"{one} {two}".strip() for one, two in zip(rows[-1][1], cells, strict=True)])
        else:
            if rows and sum(map(bool, cells)) == 1 and starts_inside(next(filter(None, cells))):
                doubtful.append(line.number)
            rows.append((line.number, list(cells)))
        above = [new or ("" if not goes_on else old) for old, new in zip(above, cells, strict=True)]
    return rows, more, doubtful


def _is_rest_of_head(cells: Sequence[str], roles: Sequence[ColumnRole | None]) -> bool:
    filled = [cell for cell in cells if cell]
    return 0 < len(filled) < len(roles) and all(
        len(cell.split()) <= 2 and cell.strip("()").islower() for cell in filled
    )


def _blanks_part_rows(
    body: Sequence[tuple[Line, list[str]]], blank_before: Sequence[bool], roles: Sequence[ColumnRole | None]
) -> bool:
    """Does an empty line stand between any two rows? Then no stretch between two of them has two dates or numbers."""
    groups: list[list[list[str]]] = []
    for (_, cells), blank in zip(body, blank_before, strict=True):
        if blank or not groups:
            groups.append([])
        groups[-1].append(cells)
    if len(groups) < 2 or all(len(group) == 1 for group in groups):
        return False
    for place, role in enumerate(roles):
        test = {_R.DUE: is_date_like, _R.REF: is_ref_like}.get(role) if role else None
        if test and any(sum(test(cells[place]) for cells in group) > 1 for group in groups):
            return False
    return _R.DUE in roles or _R.REF in roles


def _goes_on(
    cells: Sequence[str],
    above: Sequence[str],
    row: Sequence[str],
    roles: Sequence[ColumnRole | None],
    widths: Sequence[int],
) -> bool:
    filled = [place for place, cell in enumerate(cells) if cell]
    for place in filled:
        if roles[place] is _R.REF and is_ref_like(cells[place]):
            return False
        if roles[place] in {_R.DUE, _R.DUE_ORIGINAL} and is_date_like(cells[place]) and is_date_like(row[place]):
            return False
        if roles[place] is _R.RAG and is_rag_like(cells[place]):
            return False

    def wraps(place: int) -> bool:
        word = cells[place].split()[0]
        return bool(above[place]) and len(above[place]) + 1 + len(word) > widths[place]

    if _R.REF in roles and not cells[roles.index(_R.REF)] and row[roles.index(_R.REF)]:
        return True
    return all(wraps(place) or (above[place] and starts_inside(cells[place])) for place in filled)


def _frozen(rows: Sequence[tuple[int, list[str]]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((number, tuple(cells)) for number, cells in rows)
