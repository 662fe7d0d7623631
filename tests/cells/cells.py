"""Cells as they stand in real plans, each with what a careful person reads in it, written down before it was read.

A file holds small plans: `## heading | the plan's date, or its key`, then a line for each row, `cell => reading`. The
cell stands in a plan of ten or fewer rows whose other columns are plain, since what a cell means depends on its column.

A reading ends in ` !` where a person must be asked, in ` ~` where asking is as good as not asking; `or` parts readings
that careful people may have. Dates: `precision [earliest..]latest` (`*`: any precision), `ongoing`, `event`, `none`,
then `; done [day]` for the status, `; part day` for what comes first. Leads: names in their order, `-` for none. RAG:
`value[; status]`. Refs: the ref. Progress: the status. Actions: `parts words [day]; ...`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.contract import to_json
from domain.importing.draft import DraftAction, DraftRecommendation

HERE = Path(__file__).parent
KINDS = ("dates", "leads", "rags", "refs", "progress")
TITLE = "Parks and leisure improvement plan"
WORK = (
    "Repair the roof of the swimming hall",
    "Train the staff of the front desk",
    "Write a new cleaning rota",
    "Publish the table of fees",
    "Replace the lamps on the towpath",
    "Open the kiosk at the lake",
    "Renew the signs in the car park",
    "Survey the trees along the avenue",
    "Count visitors at every gate",
    "Invite tenders for the boats",
)
PEOPLE = ("Olive Tranter", "Mabel Quist", "Hugo Penhale", "Nils Abery")
WORDS = re.compile(r"\w+")
MUST_ASK = re.compile(r"!(?=;|\s*$)")


@dataclass(frozen=True)
class Cell:
    """One cell with the column that it stands in and what is to be read."""

    kind: str
    block: int
    heading: str
    note: str
    text: str
    want: str

    def __str__(self) -> str:
        return f"{self.kind} {self.block}: {self.text}"


@dataclass(frozen=True)
class Seen:
    """What was read: `verdict` is right, asked, silent or lost; `asked` the questions about it."""

    cell: Cell
    verdict: str
    have: str
    asked: str

    def __str__(self) -> str:
        asked = f"   ASKED: {self.asked}" if self.asked else ""
        return f"{self.verdict.upper():6} {self.cell}  =>  {self.have}   WANTED {self.cell.want}{asked}"


def blocks(path: Path) -> Iterator[list[Cell]]:
    """The small plans of a file."""
    kind, number = path.stem, 0
    found: list[Cell] = []
    heading = note = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            if found:
                yield found
            found, number = [], number + 1
            heading, _, note = (part.strip() for part in line[3:].partition("|"))
        elif " => " in line:
            text, _, want = line.rpartition(" => ")
            found.append(Cell(kind, number, heading, note, text, want.strip()))
    if found:
        yield found


def written(cells: list[Cell]) -> bytes:
    """The small plan, as a spreadsheet saves it."""
    kind, heading, note = cells[0].kind, cells[0].heading, cells[0].note
    day = note if re.fullmatch(r"\d{1,2} \w+ \d{4}", note) else "3 March 2025"
    role = {"dates": "due", "leads": "lead", "rags": "rag", "refs": "ref"}.get(kind)
    if kind == "progress":
        role = "action" if heading.startswith("Action") else "progress"
    columns = {
        "ref": "Ref",
        "action": "Action",
        "lead": "Lead",
        "due": "Target date",
        "rag": "RAG",
        "progress": "Progress",
    }
    columns[role or ""] = heading
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([TITLE, "", "", "", "", ""])
    write.writerow([f"Version 2 – {day}", "", "", "", "", ""])
    if note.startswith("Key"):
        write.writerow([note, "", "", "", "", ""])
    write.writerow(columns.values())
    for at, cell in enumerate(cells):
        row = {
            "ref": str(at + 1),
            "action": WORK[at],
            "lead": PEOPLE[at % len(PEOPLE)],
            "due": f"{at + 1} November 2027",
            "rag": "Green",
            "progress": "",
        }
        row[role or ""] = cell.text
        write.writerow(row.values())
    return out.getvalue().encode()


def read(cells: list[Cell]) -> list[Seen]:
    """The small plan read along the whole way, and what became of each cell."""
    draft = read_plan(read_document(written(cells), "plan.csv"), plan_code="ABC")
    said = set(WORDS.findall(to_json(draft).casefold()))
    seen = []
    for at, cell in enumerate(cells):
        found = _row(draft, at, cell)
        if not found:
            seen.append(Seen(cell, "lost", "no action", ""))
            continue
        have, asked = _have(cell, found), _asked(draft, cell, found)
        lost = [word for word in WORDS.findall(cell.text.casefold()) if word not in said and len(word) > 1]
        seen.append(Seen(cell, "lost" if lost else _verdict(cell, have, asked), have, asked))
    return seen


def _row(draft: DraftPlan, at: int, cell: Cell) -> list[tuple[DraftRecommendation, DraftAction]]:
    """What became of the row: one action, or several where the reader parted it."""
    every = [(one, action) for one in draft.recommendations for action in one.actions]
    if cell.kind == "progress" and cell.heading.startswith("Action"):
        return [pair for pair in every if pair[0].ref == str(at + 1)]
    return [pair for pair in every if WORK[at] in (pair[0].text, pair[1].text)]


def _have(cell: Cell, found: list[tuple[DraftRecommendation, DraftAction]]) -> str:
    one, action = found[-1]
    if cell.kind == "leads":
        names = [f"{lead.name} ({lead.role.value})" if lead.role != "lead" else lead.name for lead in action.leads]
        return "; ".join(names) or "-"
    if cell.kind == "rags":
        return f"{action.rag.value.value}; {action.status.value}"
    if cell.kind == "refs":
        return action.ref or one.ref
    if cell.kind == "progress" and cell.heading.startswith("Action"):
        parts = [f"{part.text} {part.due.latest or ''}".strip() for part in action.milestones]
        parts = parts or [f"{each.text} {each.due.latest or ''}" for _, each in found if len(found) > 1]
        return "parts " + ("; ".join(parts) or "-")
    if cell.kind == "progress":
        return action.status.value
    due = action.due
    kept = f" [{action.due_original.latest}]" if action.due_original else ""
    parts = [str(part.due.latest) for part in action.milestones if part.due.latest]
    done = f"; {action.status.value} {action.completed_on or ''}".rstrip() if action.status != "open" else ""
    return f"{due.precision.value} {due.earliest or ''}..{due.latest or ''}{kept}{done}" + "".join(
        f"; part {day}" for day in parts
    )


def _asked(draft: DraftPlan, cell: Cell, found: list[tuple[DraftRecommendation, DraftAction]]) -> str:
    keys = {key for one, action in found for key in (one.key, action.key)}
    fields = {"dates": {"due", "status"}, "leads": {"leads"}, "rags": {"rag", "status"}, "refs": {"ref"}}.get(cell.kind)
    return " / ".join(
        one.message
        for one in draft.questions
        if (keys & {one.key, *one.keys} and (fields is None or one.field in fields))
        or (one.text == cell.heading and one.field == "columns")
        or one.heading == cell.heading
    )


def _verdict(cell: Cell, have: str, asked: str) -> str:
    for want in re.split(r"\bor\b(?= )", cell.want):
        bare = re.sub(r"\s*[!~](?=;|\s*$)", "", want.strip())
        if _same(cell, bare, have) and (asked or not MUST_ASK.search(want)):
            return "right"
    return "asked" if asked else "silent"


def _same(cell: Cell, want: str, have: str) -> bool:
    match cell.kind, cell.heading:
        case "dates", _:
            return _same_date(want, have)
        case "rags", _:
            value, _, status = want.partition("; ")
            return have == f"{value}; {STATUS.get(status, status) or 'open'}"
        case "progress", ("Action" | "Actions"):
            wants, haves = want.removeprefix("parts ").split("; "), have.removeprefix("parts ").split("; ")
            return len(wants) == len(haves) and all(map(_same_part, wants, haves))
        case "progress", _:
            return STATUS.get(want, want) == have
    return want == have


STATUS = {"done": "complete", "withdrawn": "withdrawn", "": "open"}


def _same_part(want: str, have: str) -> bool:
    return all(word in have for word in want.split())


def _same_date(want: str, have: str) -> bool:
    first, *more = want.split("; ")
    have_first, *have_more = have.split("; ")
    precision, _, span = first.partition(" ")
    have_precision, _, have_span = have_first.partition(" ")
    have_span = have_span.partition(" [")[0]
    if span.startswith("from "):
        span = span.removeprefix("from ") + ".."
    fits = have_span == span if ".." in span else have_span.endswith(f"..{span}")
    if precision not in {"*", have_precision} or not fits:
        return False
    done = [one for one in more if one.startswith("done")]
    have_done = [one for one in have_more if one.startswith("complete")]
    if bool(done) != bool(have_done) or (done and not have_done[0].startswith(done[0].replace("done", "complete"))):
        return False
    return all(one in have_more for one in more if one.startswith("part"))


def files(folder: str) -> list[Path]:
    """The files of a round of first sight."""
    return [HERE / folder / f"{kind}.txt" for kind in KINDS if (HERE / folder / f"{kind}.txt").exists()]


def read_text(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """A small plan with these rows, read along the whole way: all that its draft says."""
    out = io.StringIO()
    csv.writer(out).writerows([[TITLE], ["Version 2 – 3 March 2025"], headings, *rows])
    return to_json(read_plan(read_document(out.getvalue().encode(), "plan.csv"), plan_code="ABC"))
