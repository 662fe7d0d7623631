"""Plans for stories: small documents in invented words, read by the real reader and stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from adapters.documents import read_document
from domain.actions import Action
from domain.importing import DraftPlan, read_plan
from domain.people import EVERYTHING
from domain.plans import Plan
from domain.ports import Store
from domain.usecases.import_plan import store_draft
from tests import builders
from tests.talk import StoppedClock, Talk

Row = tuple[str, str, str, str, str, str]
HEADINGS = ("Ref", "Action", "Lead", "Target date", "RAG", "Progress")
PATHS = (
    ("1", "Agree the list of paths to be mended", "Rowan Ashdown", "31/04/2026", "Amber", ""),
    ("2", "Write to every parish council", "", "30/06/2026", "", ""),
    (
        "3",
        "Train the wardens in first aid",
        "Head of Parks",
        "tbc",
        "Green",
        "All wardens have been trained: completed",
    ),
)


def table(*rows: tuple[str, ...], title: str = "Hollow Lane Improvement Plan", as_at: str = "") -> bytes:
    """A plan in Markdown."""
    lines = [f"# {title}", ""]
    if as_at:
        lines += [f"Updated {as_at}", ""]
    lines += ["| " + " | ".join(HEADINGS) + " |", "|" + " --- |" * len(HEADINGS)]
    lines += ["| " + " | ".join((*row, *[""] * (len(HEADINGS) - len(row)))) + " |" for row in rows]
    return "\n".join(lines).encode()


def draft_of(*rows: tuple[str, ...], code: str = "HLP", as_at: date | None = None, **kwargs: str) -> DraftPlan:
    """What is read in it."""
    draft = read_plan(read_document(table(*rows, **kwargs), "plan.md"), plan_code=code)
    return replace(draft, as_at=as_at) if as_at else draft


def stored(
    store: Store, town: builders.Town, draft: DraftPlan, *, sha256: str = "a" * 64, source: str = "plan.md"
) -> Plan:
    """Stored as the coordinator's draft plan."""
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        return store_draft(
            uow,
            draft,
            coordinator=town.coordinator,
            by=builders.signature(town.coordinator),
            at=builders.NOW,
            source=source,
            sha256=sha256,
        )


def coordinator(store: Store, town: builders.Town) -> Talk:
    """Who answers."""
    return Talk(store, town.workspace, town.coordinator_account, StoppedClock())


def action(talk: Talk, key: str) -> Action:
    """An action as it is stored."""
    with talk.store.reading(talk.workspace.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        found = uow.actions.by_key(key)
    assert found is not None
    return found
