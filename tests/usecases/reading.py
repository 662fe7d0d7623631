"""Plans for stories: small documents in invented words, read by the real reader and stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.people import EVERYTHING
from domain.plans import Plan
from domain.ports import Store
from domain.usecases.import_plan import store_draft
from tests import builders
from tests.talk import StoppedClock, Talk

Row = tuple[str, str, str, str, str, str]
HEADINGS = ("Ref", "Action", "Lead", "Target date", "RAG", "Progress")


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
