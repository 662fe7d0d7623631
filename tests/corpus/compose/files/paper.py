"""A composed plan as what stands on the page: lines and grids of boxes, before a format draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from domain.importing.raw import RawCell, RawDocument, RawParagraph, RawTable
from tests.corpus.compose import cells, texts
from tests.corpus.compose.plans import Plan

FREE = ("progress", "comments", "evidence", "outcome", "measure", "next", "finding")  # more may be said in them
LONG = (*FREE, "action", "recommendation")
_WRITE = {"progress": texts.progress, "comments": texts.comment, "evidence": texts.evidence, "outcome": texts.outcome,
          "measure": texts.measure, "next": texts.next_step, "finding": texts.finding}  # fmt: skip
_SIGN_OFF = (
    (("Version", "Date", "Author", "Change"), ("0.1", "12/05/2026", "J Marsh", "First draft"), ("1.0", "01/09/2026", "J Marsh", "Agreed by the board")),
    (("Approved by", "Signature", "Date"), ("Chief Executive", "", "14/09/2026"), ("Chair of the board", "", "")),
    (("Document owner", "Head of Performance"), ("Next review", "December 2026"), ("Circulation", "Board members and partners")),
    (("Name", "Role", "Organisation"), ("Jo Platt", "Chair", "Council"), ("Ravi Holt", "Deputy chair", "NHS Trust")),
    (("Plan title", "Action plan"), ("Prepared by", "Policy team"), ("Date prepared", "28 August 2026")),
)  # fmt: skip
_MEANINGS = {
    "red": ("Off track", "Not on target, needs attention", "Serious problems"),
    "amber": ("At risk", "Some slippage", "Some concerns"),
    "green": ("On track", "On target", "Going well"),
    "blue": ("Complete", "Completed", "Action complete and closed"),
}
_INTRODUCTION = (
    "This plan sets out how we respond to the review. It is updated each month.",
    "The board looks at this plan at every meeting. Leads send their updates a week before.",
    "For questions about this plan please contact the policy team on 01234 567890.",
)


@dataclass(slots=True)
class Box:
    """A cell: its lines (or the items of a list), the column that it belongs to, how it is shaded and merged."""

    lines: list[str]
    part: str = ""
    fill: str = ""
    day: date | None = None
    across: int = 1
    down: int = 1
    items: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(slots=True)
class Row:
    """A row: `head`, `data` or `other` (a section, a total, a form); boxes by column, covered places left out."""

    kind: str
    boxes: dict[int, Box]


@dataclass(slots=True)
class Grid:
    """A table of the page; `beside` is none of the plan's own."""

    rows: list[Row]
    width: int
    beside: bool = False

    @property
    def heads(self) -> int:
        """How many rows of headings it begins with."""
        return next((at for at, row in enumerate(self.rows) if row.kind != "head"), 0)


@dataclass(slots=True)
class Line:
    """A line outside tables; `level` is 1 and up for headings."""

    text: str
    level: int = 0


@dataclass(slots=True)
class Paper:
    """The whole page, the plan it tells of, and what chooses how it is drawn."""

    plan: Plan
    rng: Random
    blocks: list[Line | Grid]
    form: str

    def chance(self, name: str, often: float) -> bool:
        """Shall this be done to it? Remembers that it was."""
        done = self.rng.random() < often
        if done:
            self.plan.ingredients.add(f"{self.form}: {name}")
        return done

    def grids(self) -> Iterator[Grid]:
        return (block for block in self.blocks if isinstance(block, Grid))

    def data(self, part: str) -> Iterator[Box]:
        """The boxes of a column of the plan."""
        for grid in self.grids():
            for row in grid.rows:
                yield from (box for box in row.boxes.values() if row.kind == "data" and box.part == part)


def on_paper(plan: Plan, document: RawDocument, rng: Random, form: str, *, coloured: bool, merged: bool) -> Paper:
    """The page of a plan. A format without colours says them in words; one without merged cells leaves blanks."""
    blocks: list[Line | Grid] = []
    for block in document.blocks:
        if isinstance(block, RawParagraph):
            blocks.append(Line(block.text, block.level))
        elif isinstance(block, RawTable):
            blocks.append(_grid(plan, block, coloured=coloured))
    paper = Paper(plan, rng, blocks, form)
    for part in ("theme", "recommendation"):
        if part in plan.columns and paper.chance(f"merged {part}", 0.5):
            for grid in paper.grids():
                _merge(grid, part, merged=merged)
    _say_more(paper)
    _frame(paper, coloured=coloured)
    return paper


def _grid(plan: Plan, table: RawTable, *, coloured: bool) -> Grid:
    known = {*plan.headings.values(), *(one for group in texts.GROUPS for one in group), "Who", "Dates", "Rating"}
    width = max(cell.column + cell.column_span for row in table.rows for cell in row.cells)
    form = width == 2 and len(plan.columns) > 2
    rows: list[Row] = []
    for raw in table.rows:
        is_head = not form and bool(raw.cells) and {one for one in raw.texts if one} <= known
        full = len(raw.cells) == len(plan.columns)
        kind = "head" if is_head else "data" if full and not form else "other"
        boxes = {}
        for cell in raw.cells:
            part = plan.columns[cell.column] if kind != "other" else ""
            boxes[cell.column] = _box(cell, part, coloured=coloured)
        rows.append(Row(kind, boxes))
    return Grid(rows, width)


def _box(cell: RawCell, part: str, *, coloured: bool) -> Box:
    lines = [piece.text for piece in cell.pieces]
    fill = cell.fill
    if fill and not coloured:
        lines = lines or [next(name for name, known in cells.FILLS.items() if known == fill).title()]
        fill = ""
    return Box(lines, part, fill, cell.day, cell.column_span, cell.row_span)


def _merge(grid: Grid, part: str, *, merged: bool) -> None:
    """Equal themes, and recommendations that go on, become one box over several rows."""
    top: Box | None = None
    for row in grid.rows:
        place, box = next(((at, one) for at, one in row.boxes.items() if one.part == part), (0, None))
        if row.kind != "data" or box is None:
            top = None
        elif top is not None and top.lines and (box.lines == top.lines if part == "theme" else not box.lines):
            if merged:
                top.down += 1
                del row.boxes[place]
            else:
                row.boxes[place] = replace(box, lines=[])
        else:
            top = box


def _say_more(paper: Paper) -> None:
    """Lists and lines inside cells."""
    rng, plan = paper.rng, paper.plan
    lists, breaks = paper.chance("lists in cells", 0.3), paper.chance("lines in cells", 0.3)
    for part in plan.columns:
        itemised = lists and part in FREE and rng.random() < 0.6
        broken = breaks and part in LONG and rng.random() < 0.5
        for box in paper.data(part):
            if itemised and box.lines and rng.random() < 0.7:
                box.lines += [_WRITE[part](rng) for _ in range(rng.randrange(1, 3))]
                box.items = True
            elif broken and rng.random() < 0.4 and len(words := box.text.split()) > 5:
                half = rng.randrange(2, len(words) - 1)
                box.lines = [" ".join(words[:half]), " ".join(words[half:])]


def _frame(paper: Paper, *, coloured: bool) -> None:
    """What stands before and after the plan's own tables: what it is for, who agreed it, what colours mean."""
    rng, blocks = paper.rng, paper.blocks
    first = next(at for at, block in enumerate(blocks) if isinstance(block, Grid))
    if paper.chance("introduction", 0.3):
        blocks.insert(first, Line(rng.choice(_INTRODUCTION)))
    for name, often, rows in (("sign-off table", 0.25, rng.choice(_SIGN_OFF)), ("legend table", 0.25, _legend(paper))):
        if rows and paper.chance(name, often):
            first = next(at for at, block in enumerate(blocks) if isinstance(block, Grid))
            where = rng.choice((first, len(blocks)))
            boxes = [Row("other", {at: Box([text] if text else []) for at, text in enumerate(row)}) for row in rows]
            grid = Grid(boxes, max(map(len, rows)), beside=True)
            if name == "legend table" and coloured:
                for row in grid.rows[-len(cells.FILLS) :]:
                    row.boxes[0].fill = cells.FILLS.get(row.boxes[0].text.lower(), "")
            caption = (
                [Line("Document control" if name == "sign-off table" else "RAG key")] if rng.random() < 0.6 else []
            )
            blocks[where:where] = [*caption, grid, *([Line("")] if where == first else [])]


def _legend(paper: Paper) -> tuple[tuple[str, ...], ...]:
    plan = paper.plan
    if "rag" not in plan.columns or plan.key:
        return ()
    used = [one for one in _MEANINGS if one != "blue" or any(action.rag == "blue" for action in plan.actions)]
    head = paper.rng.choice(((), (("Colour", "Meaning"),), (("RAG", "What it means"),)))
    return (*head, *((one.title(), paper.rng.choice(_MEANINGS[one])) for one in used))


def real_day(text: str) -> tuple[date, str] | None:
    """The day that a spreadsheet would hold for a date as it is written, and how its format would show it."""
    from datetime import datetime

    for pattern, number_format in (
        ("%d/%m/%Y", "dd/mm/yyyy"), ("%d.%m.%y", "dd.mm.yy"), ("%d %B %Y", "d mmmm yyyy"), ("%B %Y", "mmmm yyyy"),
        ("%b-%y", "mmm-yy"), ("%d-%b-%y", "d-mmm-yy"), ("%Y-%m-%d", "yyyy-mm-dd"), ("%a %d %B %Y", "ddd d mmmm yyyy"),
    ):  # fmt: skip
        try:
            return datetime.strptime(text, pattern).date(), number_format  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
