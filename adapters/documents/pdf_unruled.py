"""Tables without lines: the headings say where the columns are, the gaps between lines say where the rows are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from adapters.documents.pdf_lines import Line, lines_of, pieces_of
from adapters.documents.pdf_page import Area, Rule, Word
from domain.importing.headers import is_header
from domain.importing.raw import RawCell

_DEEPEST_HEADER = 4  # lines
_LABELLED = re.compile(r"[A-Z][A-Za-z ]{1,25}:\s+\S")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns part (one place fewer than columns), and how the headings stood."""

    cuts: tuple[float, ...]
    headings: tuple[str, ...]

    def of(self, word: Word) -> int:
        """The column of a word."""
        return sum(cut < word.centre for cut in self.cuts)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, or a line right across the table."""

    cells: tuple[RawCell, ...]
    top: float
    is_across: bool = False
    lines: tuple[Line, ...] = ()


def find_headers(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where headers stand: the first line of each, and the line behind it."""
    index = 0
    while index < len(lines):
        depth = _depth(lines, index)
        if depth:
            yield _whole_header(lines, index, index + depth)
        index += depth or 1


def _whole_header(lines: Sequence[Line], first: int, behind: int) -> tuple[int, int]:
    """The header with the lines of a taller heading, which stand half a line above or below its neighbours' words."""
    begin, end = first, behind
    while begin and _overlap(lines[begin - 1], lines[begin]):
        begin -= 1
    while end < len(lines) and _overlap(lines[end - 1], lines[end]):
        end += 1
    whole, found = _spans(lines[begin:end]), _spans(lines[first:behind])
    is_whole = len(whole) >= len(found) and is_header([text for _, _, text in whole])
    return (begin, end) if is_whole and end - begin <= 2 * _DEEPEST_HEADER else (first, behind)


def _overlap(above: Line, below: Line) -> bool:
    """Do two lines share their height, as those of cells set in the middle do?"""
    return above.bottom - below.top > 0.25 * min(above.size, below.size)


def _depth(lines: Sequence[Line], index: int) -> int:
    if len(lines[index].runs()) < 2:
        return 0
    for depth in range(1, _DEEPEST_HEADER + 1):
        group = lines[index : index + depth]
        if len(group) < depth or (depth > 1 and group[-1].top - group[-2].bottom > 0.7 * group[-1].size):
            return 0
        spans = _spans(group)
        if sum(bool(_LABELLED.match(text)) for _, _, text in spans) > 1:
            return 0  # `Owner: Ada Brook | Due: 3 May`: a line of values
        if len(spans) >= 3 and is_header([text for _, _, text in spans]):
            while depth < _DEEPEST_HEADER and _goes_on(lines, index, depth, len(spans)):
                depth += 1
            return depth
    return 0


def _goes_on(lines: Sequence[Line], index: int, depth: int, count: int) -> bool:
    """Does the next line hold second words of the headings above it (`Lead` over `person`), and begin no others?"""
    group = lines[index : index + depth + 1]
    if len(group) <= depth or group[-1].top - group[-2].bottom > 0.7 * group[-1].size:
        return False
    texts = [" ".join(word.text for word in run) for run in group[-1].runs()]
    second = [text for text in texts if text[:1].islower() and len(text.split()) < 4]
    spans = _spans(group)
    return len(texts) > 1 and len(second) == len(texts) and len(spans) == count and is_header([one[2] for one in spans])


def _spans(group: Sequence[Line]) -> list[tuple[float, float, str]]:
    """The headings of a header: runs that stand above each other are one."""
    spans: list[tuple[float, float, str]] = []
    for line in group:
        for run in line.runs():
            left, right, text = run[0].left, run[-1].right, " ".join(word.text for word in run)
            over = [span for span in spans if span[0] < right and left < span[1]]
            if len(over) == 1:
                spans[spans.index(over[0])] = min(left, over[0][0]), max(right, over[0][1]), f"{over[0][2]} {text}"
            elif not over:
                spans.append((left, right, text))
    return sorted(spans)


def columns_of(header: Sequence[Line], body: Sequence[Line]) -> Columns:
    """The columns under a header: between two headings, the widest strip that no word of the body crosses."""
    spans = _spans(header)
    words = [word for line in (*header, *body) if not _is_prose(line, spans) for word in line.words]
    cuts = []
    for (left, end, _), (start, right, _) in pairwise(spans):
        # A heading may stand in the middle of its column, so words of the body may begin before it.
        low, high = (end, start) if end < start else (left, right)
        cuts.append(_emptiest(low, high, words))
    return Columns(tuple(cuts), tuple(text for _, _, text in spans))


def _is_prose(line: Line, spans: Sequence[tuple[float, float, str]]) -> bool:
    """A line that runs on right through the gaps between several headings."""
    crossed = sum(
        any(run[0].left < end and run[-1].right > start for run in line.runs())
        for (_, end, _), (start, _, _) in pairwise(spans)
    )
    return crossed >= 2 or (crossed == 1 and len(line.runs()) == 1)


def _emptiest(low: float, high: float, words: Sequence[Word]) -> float:
    """The middle of the widest strip between two places that the fewest words cross."""
    steps = max(2, min(400, int(high - low)))
    width = (high - low) / steps
    counts = [0] * (steps + 1)
    for word in words:
        if word.right > low and word.left < high:
            first = max(0, int((word.left - low) / width + 0.999))
            for step in range(first, min(steps, int((word.right - low) / width)) + 1):
                counts[step] += 1
    least = min(counts)
    best, best_length, start = 0.0, -1, None
    for step in range(steps + 2):
        if step <= steps and counts[step] == least:
            start = step if start is None else start
        elif start is not None:
            if step - start >= best_length:
                best, best_length = low + (start + step - 1) / 2 * width, step - start
            start = None
    return best


def fits(lines: Sequence[Line], columns: Columns) -> bool:
    """Can these lines go on under the columns of the page before?"""
    filled = [{columns.of(word) for word in line.words} for line in lines if not _crosses(line, columns)]
    return len(filled) * 2 >= len(lines) and sum(len(found) > 1 for found in filled) >= 1


def rows_of(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule], areas: Sequence[Area]) -> list[Row]:
    """The rows among these lines. Lines right across stand alone; rules, wide gaps or refs part the others."""
    rows: list[Row] = []
    reach = _reach(lines, columns)
    pending: list[Line] = []

    def close() -> None:
        rows.extend(_row(group, columns, reach, areas) for group in _groups(pending, columns, rules))
        pending.clear()

    for line in lines:
        if _crosses(line, columns):
            close()
            text = pieces_of([line], line.left, line.right)
            rows.append(Row((RawCell(text, 0, len(columns.cuts) + 1),), line.top, True, (line,)))
        else:
            pending.append(line)
    close()
    return rows


def _crosses(line: Line, columns: Columns) -> bool:
    return any(run[0].left < cut - 2 and cut + 2 < run[-1].right for run in line.runs() for cut in columns.cuts)


def _reach(lines: Sequence[Line], columns: Columns) -> dict[int, tuple[float, float]]:
    reach: dict[int, tuple[float, float]] = {}
    for line in lines:
        if not _crosses(line, columns):
            for word in line.words:
                column = columns.of(word)
                left, right = reach.get(column, (word.left, word.right))
                reach[column] = min(left, word.left), max(right, word.right)
    return reach


def _groups(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule]) -> list[list[Line]]:
    if not lines:
        return []
    ruled = [
        any(one.bottom - 3 <= rule.at <= two.top + 3 and rule.end - rule.start > 100 for rule in rules)
        for one, two in pairwise(lines)
    ]
    gaps = [two.top - one.top for one, two in pairwise(lines)]
    if sum(ruled) * 4 >= len(ruled) and any(ruled):
        parts = ruled
    else:
        parts = _wide_gaps(lines, gaps) or [columns.of(line.words[0]) == 0 for line in lines[1:]]
    groups = [[lines[0]]]
    for line, part in zip(lines[1:], parts, strict=True):
        if part:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _steps(lines: Sequence[Line]) -> list[float]:
    """How far each line stands below the nearest that it does not overlap: cells set in the middle stand in between."""
    steps = []
    for index, line in enumerate(lines):
        above = next((one for one in reversed(lines[max(0, index - 4) : index]) if one.bottom < line.top + 1), None)
        if above is not None:
            steps.append(line.top - above.top)
    return steps


def _wide_gaps(lines: Sequence[Line], gaps: Sequence[float]) -> list[bool]:
    """Which gaps are wider than the usual step from line to line; nothing where all are much the same.

    Lines of neighbouring cells may stand a little off each other, so very small steps are no measure.
    """
    steps = [step for step in _steps(lines) if step > 4]
    if not steps:
        return []
    counts = Counter(round(gap * 2) / 2 for gap in steps)
    usual = min(gap for gap, count in counts.items() if count * 8 >= len(steps) or count > 5)
    wide = [gap > usual * 1.2 + 0.5 for gap in gaps]
    return wide if any(wide) else []


def _row(lines: Sequence[Line], columns: Columns, reach: dict[int, tuple[float, float]], areas: Sequence[Area]) -> Row:
    inside: dict[int, list[Word]] = {}
    for line in lines:
        for word in line.words:
            inside.setdefault(columns.of(word), []).append(word)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    cells = []
    edges = [-1e9, *columns.cuts, 1e9]
    for column in range(len(columns.cuts) + 1):
        found = inside.get(column, [])
        pieces = pieces_of(lines_of(found), *reach[column]) if found else ()
        fill = ""
        for area in areas:
            within = edges[column] - 12 <= area.left and area.right <= edges[column + 1] + 12
            if within and area.top - 2 <= (top + bottom) / 2 <= area.bottom + 2:
                fill = area.colour
        if pieces or fill:
            cells.append(RawCell(pieces, column, fill=fill))
    return Row(tuple(cells), top, False, tuple(lines))
