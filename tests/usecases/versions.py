"""A plan and its next version, for stories."""

from __future__ import annotations

from datetime import date

from domain.actions import Action
from domain.people import EVERYTHING
from domain.ports import Store
from domain.usecases.import_plan import TakenIn, take_in
from tests import builders
from tests.talk import Talk
from tests.usecases.reading import Row, coordinator, draft_of, stored

ROWS: tuple[Row, ...] = (
    (
        "1",
        "Agree the list of paths to be mended",
        "Rowan Ashdown",
        "30/04/2027",
        "Amber",
        "The north side was surveyed in March",
    ),
    ("2", "Write to every parish council", "Head of Parks", "30/06/2027", "Red", ""),
    ("3", "Train the wardens in first aid", "Head of Parks", "31/08/2027", "Green", ""),
    ("4", "Count the benches along the river", "Estates Group", "30/09/2027", "Amber", ""),
)
MAY = date(2027, 5, 3)


def live(store: Store, town: builders.Town) -> Talk:
    """The coordinator of the plan in `ROWS`, which is live."""
    stored(store, town, draft_of(*ROWS))
    talk = coordinator(store, town)
    talk.say("golive HLP")
    assert talk.last.outcome == "ok"
    return talk


def publish(talk: Talk, town: builders.Town, *rows: Row, sha256: str = "b" * 64, certain: bool = False) -> TakenIn:
    """The document of 3 May 2027 comes out."""
    with talk.store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        return take_in(
            uow,
            draft_of(*rows, as_at=MAY),
            coordinator=town.coordinator,
            by=builders.signature(town.coordinator),
            at=talk.clock.now(),
            source="plan-may.md",
            sha256=sha256,
            certain=certain,
        )


def actions(talk: Talk) -> dict[str, Action]:
    with talk.store.reading(talk.workspace.organisation_id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_code("HLP")
        assert plan is not None
        return {one.key: one for one in uow.versions.actions(plan.id)}


def edited(number: int, **cells: str) -> list[Row]:
    """The rows with some cells of one changed."""
    names = ("ref", "action", "lead", "date", "rag", "progress")
    rows = [list(row) for row in ROWS]
    for name, text in cells.items():
        rows[number - 1][names.index(name)] = text
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]
