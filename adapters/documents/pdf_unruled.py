"""Tables without lines: the headings say where the columns are, the gaps between lines say where the rows are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from adapters.documents.pdf_lines import Line, lines_of, pieces_of
from adapters.documents.pdf_page import Area, Rule, Word
from adapters.documents.pdf_strips import strips_in
from domain.importing.headers import is_header, similar
from domain.importing.headings import is_heading
from domain.importing.raw import RawCell

_DEEPEST_HEADER = 4  # lines
_BLANK = 0.42  # of the size of the letters: no blank between two words is wider, unless lines are stretched
_LABELLED = re.compile(r"[A-Z][A-Za-z ]{1,25}:\s+\S")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns part (one place fewer than columns), how the headings stood, and how far the lines of a cell
    stand below each other (0 where that tells nothing)."""

    cuts: tuple[float, ...]
    headings: tuple[str, ...]
    step: float = 0

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


def find_headers(lines: Sequence[Line], known: Sequence[str] = ()) -> Iterator[tuple[int, int]]:
    """Where headers stand: the first line of each, and the line behind it.

    Where the headings of the table are `known`, from the page before or from above, a row of its words is easily taken
    for another header: so it must look unlike them, and stand farther off than the lines of one cell do.
    """
    index = begin = end = 0  # `begin` and `end` of the header that was found last
    while index < len(lines):
        depth = _depth(lines, index, known)
        if depth:
            first, behind = _whole_header(lines, index, index + depth, known)
            behind = _lower_header(lines, first, behind)
            known = [text for _, _, text in _spans(lines[first:behind])]
            if end and first == end:  # the lower half of the same
                known = [text for _, _, text in _spans(lines[begin:behind])]
            else:
                if end:
                    yield begin, end
                begin = first
            end = behind
        index += depth or 1
    if end:
        yield begin, end


def _whole_header(lines: Sequence[Line], first: int, behind: int, known: Sequence[str]) -> tuple[int, int]:
    """The header with the lines of a taller heading, which stand half a line above or below its neighbours' words."""
    begin, end = first, behind
    while begin and _overlap(lines[begin - 1], lines[begin]):
        begin -= 1
    if first and not known and _is_second_line(lines, first) and len(lines[first - 1].runs()) > 2:
        # Few of its words are known, and these are not its first.
        above = first - 1
        while above and _is_second_line(lines, above) and len(lines[above - 1].runs()) > 2:
            above -= 1
        return (above, end) if len(_spans(lines[above:end])) > len(_spans(lines[first:behind])) else (first, behind)
    while end < len(lines) and _overlap(lines[end - 1], lines[end]):
        end += 1
    whole, found = _spans(lines[begin:end]), _spans(lines[first:behind])
    is_whole = len(whole) >= len(found) and is_header([text for _, _, text in whole])
    return (begin, end) if is_whole and end - begin <= 2 * _DEEPEST_HEADER else (first, behind)


def _lower_header(lines: Sequence[Line], first: int, behind: int) -> int:
    """Where a header ends whose wide headings (`Who`) stand above several of their own (`Lead`, `Sponsor`)."""
    for end in range(behind + 1, min(behind + _DEEPEST_HEADER, len(lines)) + 1):
        below, above = lines[behind:end], lines[behind - 1]
        if below[0].top - above.bottom > 2 * above.size or any(
            two.top - one.bottom > 0.7 * two.size for one, two in pairwise(below)
        ):
            break
        texts = [text for _, _, text in _spans(below)]
        whole = [text for _, _, text in _spans(lines[first:end])]
        if len(texts) > 1 and all(map(is_heading, texts)) and len(whole) > len(_spans(lines[first:behind])):
            return end if is_header(whole) else behind
    return behind


def _overlap(above: Line, below: Line) -> bool:
    """Do two lines share their height, as those of cells set in the middle do?"""
    return above.bottom - below.top > 0.25 * min(above.size, below.size)


def _depth(lines: Sequence[Line], index: int, known: Sequence[str]) -> int:
    if len(lines[index].runs()) < 2:
        return 0
    second = bool(known) and _is_second_line(lines, index)
    for depth in range(1, _DEEPEST_HEADER + 1):
        group = lines[index : index + depth]
        if len(group) < depth or (depth > 1 and group[-1].top - group[-2].bottom > 0.7 * group[-1].size):
            return 0
        spans = _spans(group)
        if sum(bool(_LABELLED.match(text)) for _, _, text in spans) > 1:
            return 0  # `Owner: Ada Brook | Due: 3 May`: a line of values
        texts = [text for _, _, text in spans]
        if len(spans) >= 3 and is_header(texts, known) and (not second or similar(texts, known)):
            while depth < _DEEPEST_HEADER and _goes_on(lines, index, depth, len(spans)):
                depth += 1
            return depth
    return 0


def _is_second_line(lines: Sequence[Line], index: int) -> bool:
    """Does this line stand as near below a row of several cells as the lines of one cell do?"""
    above, line = lines[index - 1] if index else None, lines[index]
    return above is not None and line.top - above.bottom < 0.5 * line.size and len(above.runs()) > 1


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
    columns = Columns(tuple(cuts), tuple(text for _, _, text in spans))
    columns = replace(columns, cuts=tuple(sorted((*cuts, *_cuts_inside(body, columns)))))
    return replace(columns, step=_usual_step([*header, *body], columns))


def _cuts_inside(body: Sequence[Line], columns: Columns) -> Iterator[float]:
    """Where columns part that have one heading above them, or whose headings stand too close to be told apart."""
    inside: dict[int, list[list[Word]]] = {}
    for line in body:
        if not _crosses(line, columns):
            for column, words in groupby(line.words, columns.of):
                inside.setdefault(column, []).append(list(words))
    for lines in inside.values():
        yield from strips_in(lines)


def _is_prose(line: Line, spans: Sequence[tuple[float, float, str]]) -> bool:
    """A line that runs on right through the gaps between several headings."""
    runs = line.runs(_BLANK)
    crossed = sum(
        any(run[0].left < end and run[-1].right > start for run in runs)
        for (_, end, _), (start, _, _) in pairwise(spans)
    )
    return crossed >= 2 or (crossed == 1 and len(runs) == 1)


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
    """Can these lines go on under the columns of the page before? What comes below the table says nothing."""
    filled = [0 if _crosses(line, columns) else len({columns.of(word) for word in line.words}) for line in lines]
    end = max((index for index, count in enumerate(filled, 1) if count > 1), default=0)
    return bool(end) and sum(map(bool, filled[:end])) * 2 >= end


def end_of_table(lines: Sequence[Line], columns: Columns) -> int:
    """How many of these lines belong to the table. Another one may follow, a wide gap below, that keeps no column."""
    starts: dict[int, Counter[int]] = {}  # where the words of each column began so far
    kept = runs = 0
    ends = [at for at, (one, two) in enumerate(pairwise(lines), 1) if two.top - one.bottom > 1.8 * two.size]
    for begin, end in pairwise([0, *ends, len(lines)]):
        usual = {column: found.most_common(1)[0][0] for column, found in starts.items()}
        block = [(columns.of(run[0]), run[0].left) for line in lines[begin:end] for run in line.runs()]
        same = sum(abs(left - usual.get(column, 0)) < 3 for column, left in block)
        if 2 * same < len(block) and 2 * kept > runs:
            caption = begin - 1 in ends and len(lines[begin - 1].runs()) == 1
            return begin - caption
        for column, left in block:
            found = starts.setdefault(column, Counter())
            kept += any(abs(left - at) < 3 for at in found)
            found[round(left)] += 1
        runs += len(block)
    return len(lines)


def rows_of(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule], areas: Sequence[Area]) -> list[Row]:
    """The rows among these lines. Lines right across stand alone; rules, wide gaps or refs part the others."""
    rows: list[Row] = []
    reach = _reach(lines, columns)
    usual = columns.step or _usual_step(lines, columns)
    pending: list[Line] = []

    def close() -> None:
        rows.extend(_row(group, columns, reach, areas) for group in _groups(pending, columns, rules, usual))
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
    """Do its words run on from one column into the next? Between narrow columns a gap is little wider than a blank."""
    for run in line.runs():
        for cut in columns.cuts:
            if run[0].left < cut - 2 and cut + 2 < run[-1].right:
                before, behind = (
                    [word for word in run if word.centre <= cut],
                    [word for word in run if word.centre > cut],
                )
                if not before or not behind or behind[0].left - before[-1].right < _BLANK * behind[0].size:
                    return True
    return False


def _reach(lines: Sequence[Line], columns: Columns) -> dict[int, tuple[float, float]]:
    reach: dict[int, tuple[float, float]] = {}
    for line in lines:
        if not _crosses(line, columns):
            for word in line.words:
                column = columns.of(word)
                left, right = reach.get(column, (word.left, word.right))
                reach[column] = min(left, word.left), max(right, word.right)
    return reach


def _groups(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule], usual: float) -> list[list[Line]]:
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
        parts = _wide_gaps(lines, gaps, usual) or [columns.of(line.words[0]) == 0 for line in lines[1:]]
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


def _usual_step(lines: Sequence[Line], columns: Columns) -> float:
    """How far the lines of a cell stand below each other; 0 where the rows can't be told by that.

    Lines of neighbouring cells may stand a little off each other, so very small steps are no measure.
    """
    steps = [step for stretch in _stretches(lines, columns) for step in _steps(stretch) if step > 4]
    if not steps:
        return 0
    counts = Counter(round(gap * 2) / 2 for gap in steps)
    usual = min(gap for gap, count in counts.items() if count * 8 >= len(steps) or count > 5)
    apart = [two.top - one.top for one, two in pairwise(lines)]  # also from and to lines that run across
    if not any(gap > usual * 1.2 + 0.5 for gap in apart):
        return 0
    # Where nearly all that would go on with a row fill most of the columns, they are rows themselves.
    below = [
        line
        for stretch in _stretches(lines, columns)
        for above, line in pairwise(stretch)
        if line.top - above.top <= usual * 1.2 + 0.5
    ]
    full = sum(len({columns.of(word) for word in line.words}) >= 0.75 * (len(columns.cuts) + 1) for line in below)
    return 0 if full > 0.7 * len(below) else usual


def _stretches(lines: Sequence[Line], columns: Columns) -> Iterator[list[Line]]:
    """The lines between those that run right across, page by page."""
    found: list[Line] = []
    for line in lines:
        crosses = _crosses(line, columns)
        if found and (crosses or line.bottom < found[-1].top):
            yield found
            found = []
        if not crosses:
            found.append(line)
    if found:
        yield found


def _wide_gaps(lines: Sequence[Line], gaps: Sequence[float], usual: float) -> list[bool]:
    """Which gaps are wider than the usual step from line to line; nothing where the table has no such gaps."""
    return [gap > usual * 1.2 + 0.5 for gap in gaps] if usual else []


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
