"""Tasks below tasks, as trackers export them: by the name of a parent task, by an outline level, or by indents.

The task above is what the plan sets out to do, and so the recommendation of the tasks below it. It is an action too
where somebody leads it; a line that only sums up those below it is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.importing.draft import ColumnRole
from domain.importing.headers import is_header
from domain.importing.headings import meanings, plain
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable
from domain.importing.tracker_words import tracker_meanings

_R = ColumnRole
_PARENT = ("parent task", "parent summary", "parent name", "parent", "parent key", "parent id", "epic name")
_LEVEL = ("outline level", "level", "hierarchy level", "indent", "indent level")
_OUTLINE = ("outline number", "wbs")
_NAME = ("name", "summary", "task name", "card name", "task")
_KEY = ("issue id", "issue key", "task id", "id")
_GROUP = ("section column", "bucket name", "bucket", "group")
HEADING = "Task above"
SECTION = "Section above"
_DEEPEST = 12


@dataclass(slots=True)
class _Task:
    row: RawRow
    name: str
    parent: _Task | None = None
    below: list[_Task] = field(default_factory=list)


def with_parents(document: RawDocument) -> RawDocument:
    """The document with the tasks of each table below their parents, which stand in a column of their own."""
    blocks: list[RawBlock] = []
    for block in document.blocks:
        sums: list[RawParagraph] = []
        blocks += _tables(block, sums) if isinstance(block, RawTable) and not block.hidden else [block]
        blocks += sums
    return replace(document, blocks=tuple(blocks))


def _tables(table: RawTable, sums: list[RawParagraph]) -> list[RawTable]:
    """The table from its header on, and before it what a program says of the plan (`Project manager | Ada Brook`)."""
    start = next((index for index, row in enumerate(table.rows[:12]) if is_header(row.texts)), None)
    if start is None or len(table.rows) < start + 3:
        return [table]
    told = start if tracker_meanings(table.rows[start].texts) else 0
    found = _table(replace(table, rows=table.rows[told:]), start - told, sums)
    if not told or found.rows == table.rows[told:]:
        return [table] if found.rows == table.rows[told:] else [found]
    return [replace(table, rows=table.rows[:told]), found]


def _table(table: RawTable, start: int, sums: list[RawParagraph]) -> RawTable:
    head = table.rows[start]
    places = {plain(cell.text): cell.column for cell in head.cells}
    names = [meant for cell in head.cells if (meant := meanings(cell.text))]
    roles = {meant[0].role for meant in names}
    tracker = tracker_meanings(head.texts)
    if _R.RECOMMENDATION in roles and not tracker:
        return table
    name = next((places[one] for one in _NAME if one in places), None)
    if name is None:
        name = next((cell.column for cell in head.cells if _role(cell) is _R.ACTION), None)
    if name is None:
        return table
    tasks = [_Task(row, _text(row, name)) for row in table.rows[start + 1 :]]
    number = next((cell.column for cell in head.cells if _role(cell) is _R.REF), None)
    known = _by_parent(tasks, places) or _by_level(tasks, places, name)
    if not known and not (number is not None and _by_number(tasks, number)):
        return table
    return _written(table, start, tasks, name, places, sums)


def _role(cell: RawCell) -> ColumnRole | None:
    found = meanings(cell.text)
    return found[0].role if found else None


def _text(row: RawRow, place: int | None) -> str:
    return next((cell.text for cell in row.cells if cell.column == place), "")


def _by_parent(tasks: Sequence[_Task], places: dict[str, int]) -> bool:
    """Each task below that which a column names."""
    columns = [places[one] for one in _PARENT if one in places]
    if not columns:
        return False
    known: dict[str, _Task] = {}
    for task in tasks:
        for key in (task.name, *(_text(task.row, places[one]) for one in _KEY if one in places)):
            if key:
                known.setdefault(key, task)
    for task in tasks:
        named = next((text for place in columns if (text := _text(task.row, place)) in known), "")
        parent = known.get(named)
        if parent is not None and parent is not task and not _is_above(task, parent):
            task.parent = parent
            parent.below.append(task)
    return any(task.below for task in tasks)


def _is_above(task: _Task, other: _Task) -> bool:
    """Is a task among those above the other? Files may name tasks in a circle."""
    seen = 0
    above: _Task | None = other
    while above is not None and seen < 1000:
        if above is task:
            return True
        above = above.parent
        seen += 1
    return above is not None


def _by_level(tasks: Sequence[_Task], places: dict[str, int], name: int) -> bool:
    """Each task below the last that is less deep: by a column of levels, or by how far its cell is indented."""
    column = next((places[one] for one in _LEVEL if one in places), None)
    outline = next((places[one] for one in _OUTLINE if one in places), None)
    levels: list[int] = []
    for task in tasks:
        said = _text(task.row, column) if column is not None else ""
        if not said and outline is not None:  # `1.2.1` stands three deep
            said = str(_text(task.row, outline).strip(". ").count(".") + 1)
        cell = next((cell for cell in task.row.cells if cell.column == name), None)
        indent = cell.pieces[0].level if cell is not None and cell.pieces else 0
        levels.append(int(said) if said.isdecimal() and len(said) < 3 else indent)
    if len(set(levels)) < 2 or not tasks or levels[0] != min(levels):
        return False
    path: list[tuple[int, _Task]] = []
    for level, task in zip(levels, tasks, strict=True):
        if not task.name:
            continue
        while path and path[-1][0] >= level:
            path.pop()
        if path:
            task.parent = path[-1][1]
            path[-1][1].below.append(task)
        path.append((level, task))
    return any(task.below for task in tasks)


def _by_number(tasks: Sequence[_Task], number: int) -> bool:
    """Each task below the one whose number its own goes on (`1.2` below `1`), where that has words and nothing else."""
    known: dict[str, _Task] = {}
    for task in tasks:
        said = _text(task.row, number).rstrip(".")
        above = known.get(said.rpartition(".")[0])
        if above is not None:
            task.parent = above
        if said:
            known.setdefault(said, task)
    parents = {id(task.parent): task.parent for task in tasks if task.parent is not None}
    bare = all(_is_bare(task) and task.name for task in parents.values())
    alone = [task for task in tasks if task.name and task.parent is None and id(task) not in parents]
    if len(parents) < 2 or not bare or alone:
        for task in tasks:
            task.parent = None
        return False
    for task in tasks:
        if task.parent is not None:
            task.parent.below.append(task)
    return True


def _written(
    table: RawTable,
    start: int,
    tasks: Sequence[_Task],
    name: int,
    places: dict[str, int],
    sums: list[RawParagraph],
) -> RawTable:
    head = table.rows[start]
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    leads = [cell.column for cell in head.cells if _role(cell) is _R.LEAD]
    numbered = any(_role(cell) is _R.REF for cell in head.cells)  # each task is told from others by its own number
    parents = [places[one] for one in _PARENT if one in places]
    group = next((places[one] for one in _GROUP if one in places), None)
    rows = list(table.rows[:start])
    rows.append(replace(head, cells=(*head.cells, RawCell.of(HEADING, width))))

    deep = any(_has_levels(task) for task in tasks)
    if deep:
        rows[-1] = replace(head, cells=(*rows[-1].cells, RawCell.of(SECTION, width + 1)))
    family: _Task | None = None  # whose tasks are being written
    for task in tasks:
        top = _top(task)
        led = task.below and any(_text(task.row, place) for place in leads)
        if task.below and not led and (task.parent is None or _has_levels(task.parent)):
            family = None  # it only sums up what stands below it
            said = " | ".join(text for text in task.row.texts if text)
            sums.append(RawParagraph(said, table.sheet_or_page, task.row.number))
            continue
        cells = [cell for cell in task.row.cells if not _repeats(cell, task, parents)]
        section = _text(top.row, group) if top is not task and group is not None else ""
        if section and not _text(task.row, group):
            cells = [*(cell for cell in cells if cell.column != group), RawCell.of(section, group or 0)]
        if _has_levels(top):  # `1` names a section, `1.1` what is recommended, `1.1.1` the work
            cells.append(RawCell.of(top.name, width + 1))
            cells.append(RawCell.of(task.parent.name if task.parent else top.name, width))
        elif numbered or family is not top:
            cells.append(RawCell.of(top.name, width))
        family = top
        rows.append(replace(task.row, cells=tuple(sorted(cells, key=lambda cell: cell.column))))
    return replace(table, rows=tuple(rows), whole=True)


def _has_levels(task: _Task) -> bool:
    """Is it a bare title over bare titles, each with work below it?"""
    bare = all(_is_bare(one) and one.below for one in task.below)
    return task.parent is None and bool(task.below) and bare and _is_bare(task)


def _is_bare(task: _Task) -> bool:
    """A number and words, and nothing else."""
    return sum(not cell.is_blank for cell in task.row.cells) == 2


def _top(task: _Task) -> _Task:
    above = task
    for _ in range(_DEEPEST):
        if above.parent is None:
            break
        above = above.parent
    return above


def _repeats(cell: RawCell, task: _Task, parents: Sequence[int]) -> bool:
    """Does a cell only name the parent, which now stands elsewhere?"""
    return task.parent is not None and cell.column in parents and cell.text == _top(task).name
