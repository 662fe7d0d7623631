"""Lays a composed plan out as a document: tables, forms, headings of one or two rows, and rows of other kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable
from tests.corpus.compose import texts
from tests.corpus.compose.cells import lines
from tests.corpus.compose.plans import COLOURS, DAYS, PEOPLE, Action, Plan

_LISTED = ("action", "lead", "due", "rag")
_KINDS = {
    **dict.fromkeys((*PEOPLE, "lead"), "Who"),
    **dict.fromkeys((*DAYS, "due"), "Dates"),
    **dict.fromkeys((*COLOURS, "rag"), "Rating"),
}


def laid_out(plan: Plan) -> RawDocument:
    """The document of a plan; adds to the plan what it was laid out with."""
    rng, odd = plan.rng, plan.level == "odd"
    header = _header(plan)
    opening = [RawParagraph(rng.choice(texts.TITLES), level=1), RawParagraph("Position at 1 September 2026")]
    key = [RawParagraph(plan.key)] if plan.key else []
    above = rng.random() < 0.5
    if odd and rng.random() < 0.08:
        plan.ingredients.add("layout: forms")
        body = [block for one in _sectioned(plan) for block in one]
    elif plan.level != "plain" and rng.random() < 0.15:
        plan.ingredients.add("layout: several tables")
        body = []
        for title, actions in groupby(plan.actions, key=lambda one: one.section):
            body += [RawParagraph(title, level=2), _table(plan, list(actions), header, sections=False)]
    else:
        body = [_table(plan, plan.actions, header, sections="theme" not in plan.columns and rng.random() < 0.25)]
    if plan.level == "wide":
        body += _completed(plan, header)
    blocks: list[RawBlock] = [*opening, *(key if above else ()), *body, *(() if above else key)]
    return RawDocument("composed.docx", _numbered(blocks))


def _sectioned(plan: Plan) -> Iterable[list[RawBlock]]:
    for action in plan.actions:
        rows = [
            RawRow((RawCell.of(plan.headings[part]), replace(action.cells.get(part, RawCell()), column=1)))
            for part in plan.columns
        ]
        yield [RawTable(tuple(rows))]


def _table(plan: Plan, actions: list[Action], header: list[list[RawCell]], *, sections: bool) -> RawTable:
    rng, odd = plan.rng, plan.level == "odd"
    rows = [*header]
    title = ""
    cut = rng.randrange(len(actions)) if odd and rng.random() < 0.12 else -1
    joined = 0
    for index, action in enumerate(actions):
        if joined:
            joined -= 1
            continue
        if sections and action.section != title:
            plan.ingredients.add("rows: sections")
            title = action.section
            rows.append([replace(RawCell.of(title), column_span=len(plan.columns))])
        elif odd and index and rng.random() < 0.04:
            plan.ingredients.add("rows: blank")
            rows.append([])
        elif odd and index and header and rng.random() < 0.02:
            plan.ingredients.add("rows: header again")
            rows += header
        cells = [replace(action.cells.get(part, RawCell()), column=i) for i, part in enumerate(plan.columns)]
        rows.append(cells)
        following = actions[index + 1 : index + 2]
        if plan.level == "wide" and following and _may_share(plan, action, following[0]) and rng.random() < 0.3:
            plan.ingredients.add("rows: lists in cells")
            joined = 1
            following[0].cells |= {part: cell for part, cell in action.cells.items() if part not in _LISTED}
            for place, part in enumerate(plan.columns):
                if part in _LISTED:
                    said = (one.cells.get(part, RawCell()).text for one in (action, following[0]))
                    listed = lines(*(f"{at}) {text}" for at, text in enumerate(said, 1)))
                    cells[place] = replace(listed, column=place)
        words = action.text.split()
        text = "action" if "action" in plan.columns else "recommendation"
        if index == cut and len(words) > 6:
            plan.ingredients.add("rows: cut")
            half = next((at for at in range(len(words) // 2, len(words)) if words[at].islower()), 0)
            if half:
                place = plan.columns.index(text)
                cells[place] = RawCell.of(" ".join(words[:half]), place)
                rows.append([RawCell.of(" ".join(words[half:]), place)])
    if odd and rng.random() < 0.08:
        plan.ingredients.add("rows: total")
        said = [one.format(count=len(plan.actions)) for one in rng.choice(texts.TOTALS)]
        rows.append([RawCell.of(one, place) for place, one in enumerate(said) if place < len(plan.columns)])
    return RawTable(tuple(RawRow(tuple(row)) for row in rows))


def _may_share(plan: Plan, one: Action, other: Action) -> bool:
    """Can two actions stand in one row, as lists in its cells, with nothing left that is of one of them only?"""
    alone = {"status", "percent", "completed", "revised", "rag_before"} & set(plan.columns)
    filled = all(cells[part].pieces for cells in (one.cells, other.cells) for part in _LISTED if part in plan.columns)
    listed = one.cells.get("rag", RawCell()).fill or not {"action", "recommendation"} <= set(plan.columns)
    return one.section == other.section and filled and not alone and not listed


def _completed(plan: Plan, header: list[list[RawCell]]) -> list[RawBlock]:
    """Actions that were completed long ago, under a heading of their own below the plan: no actions of it."""
    if not header or plan.rng.random() > 0.3:
        return []
    plan.ingredients.add("rows: completed apart")
    rows = [list(row) for row in header]
    for action in plan.actions[:3]:
        cells = [replace(action.cells.get(part, RawCell()), column=at) for at, part in enumerate(plan.columns)]
        place = plan.columns.index("action")
        cells[place] = RawCell.of(f"{action.text} of last year", place)
        rows.append(cells)
    return [RawParagraph("Completed actions", level=2), RawTable(tuple(RawRow(tuple(row)) for row in rows))]


def _header(plan: Plan) -> list[list[RawCell]]:
    rng, odd = plan.rng, plan.level == "odd"
    lower = [RawCell.of(plan.headings[part], place) for place, part in enumerate(plan.columns)]
    chance = rng.random()
    if odd and chance < 0.05:
        plan.ingredients.add("header: none")
        return []
    if plan.level == "plain" or chance > (0.25 if odd else 0.12):
        return [lower]
    width = len(lower)
    if rng.random() < 0.5:
        plan.ingredients.add("header: groups above")
        groups = rng.choice(texts.GROUPS)
        step = max(1, width // len(groups))
        spans = [step if at < len(groups) - 1 else width - at * step for at in range(len(groups))]
        upper = [
            replace(RawCell.of(said, at * step), column_span=spans[at])
            for at, said in enumerate(groups)
            if spans[at] > 0
        ]
        return [upper, lower]
    plan.ingredients.add("header: kinds above")
    upper, below, place = [], [], 0
    for kind, parts in groupby(plan.columns, key=lambda part: _KINDS.get(part, "")):
        count = len(list(parts))
        if kind and count > 1:
            upper.append(replace(RawCell.of(kind, place), column_span=count))
            below += lower[place : place + count]
        else:
            upper += [replace(one, row_span=2) for one in lower[place : place + count]]
        place += count
    return [upper, below] if below else [lower]


def _numbered(blocks: list[RawBlock]) -> tuple[RawBlock, ...]:
    found: list[RawBlock] = []
    tables = 0
    for index, block in enumerate(blocks):
        if isinstance(block, RawTable):
            tables += 1
            rows = tuple(replace(row, number=at) for at, row in enumerate(block.rows, 1))
            found.append(replace(block, rows=rows, sheet_or_page=f"table {tables}"))
        elif isinstance(block, RawParagraph):
            found.append(replace(block, number=index + 1))
    return tuple(found)
