"""Plans of many kinds, each with what a careful person reads in it, written down before the reader saw it.

A line is `ref | first words of the action | leads | due by | RAG | status`; ` !` behind a value: it must be asked.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.documents import read_document
from domain.due import Precision
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftAction

PLANS = Path(__file__).resolve().parents[2] / "fixtures" / "unseen"
FILES = sorted(path for path in PLANS.iterdir() if path.suffix != ".want")
FIELDS = ("ref", "text", "leads", "due", "rag", "status")


def wanted(path: Path) -> tuple[list[list[str]], dict[str, int]]:
    rows, counts = [], {}
    for line in path.with_suffix(".want").read_text().splitlines():
        if "|" in line:
            rows.append([part.strip() for part in line.split("|")])
        else:
            counts[line.split()[0]] = int(line.split()[1])
    return rows, counts


def said(action: DraftAction) -> dict[str, str]:
    due = action.due
    when = due.precision.value if due.precision in {Precision.ONGOING, Precision.EVENT} else str(due.latest or "-")
    return {
        "ref": action.ref or "-",
        "text": action.text,
        "leads": ", ".join(lead.name for lead in action.leads) or "-",
        "due": when,
        "rag": action.rag.value.value,
        "status": action.status.value,
    }


def differences(draft: DraftPlan, path: Path) -> list[str]:
    rows, counts = wanted(path)
    asked = {(key, one.field) for one in draft.questions for key in (one.key, *one.keys)}
    found = []
    if len(draft.actions) != len(rows):
        found.append(f"{len(draft.actions)} actions, not {len(rows)}")
    if "sections" in counts and len(draft.sections) != counts["sections"]:
        found.append(f"{len(draft.sections)} sections, not {counts['sections']}")
    for action, row in zip(draft.actions, rows, strict=False):
        have = said(action)
        for name, want in zip(FIELDS, row, strict=True):
            bare = want.removesuffix(" !")
            same = have[name].startswith(bare) if name == "text" else have[name] == bare
            is_asked = (action.key, name) in asked
            if not same or (bare != want and not is_asked):
                how = "asked" if is_asked else "NOT ASKED"
                found.append(f"{action.key} {name}: {have[name]!r}, not {want!r} ({how})")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_unseen_plan_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    assert differences(read_plan(read_document(path), plan_code="NEW"), path) == []
