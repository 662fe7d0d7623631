"""How things stand in an organisation's database, to be compared before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from storage.store import SqlStore

State: TypeAlias = Mapping[str, list[str]]

STATE: Mapping[str, frozenset[str]] = {
    "actions": frozenset({"version"}),
    "action_leads": frozenset(),
    "milestones": frozenset(),
    "progress_notes": frozenset(),
    "follows": frozenset({"id"}),
    "organisations": frozenset(),
    "people": frozenset(),
    "stand_ins": frozenset({"id", "since", "ended_at"}),
    "accounts": frozenset({"checked_at", "display_name"}),
    "memberships": frozenset(),
    "guest_plans": frozenset(),
    "plans": frozenset(),
    "leads": frozenset(),
    "questions": frozenset({"left_at"}),
    "rounds": frozenset(),
    "preferences": frozenset(),
    "put_off": frozenset({"at"}),
}
"""The tables that hold how things stand, each without what changes with every writing."""


def how_things_stand(store: SqlStore, organisation_id: str, today: date) -> State:
    """Not what was written down about it, nor who is still to be told."""
    from storage.schema import metadata

    found = {}
    with store._database.reading() as connection:
        for name, apart in STATE.items():
            table = metadata.tables[name]
            own = table.c.id if name == "organisations" else table.c.organisation_id
            rows = connection.execute(table.select().where(own == organisation_id)).mappings()
            found[name] = sorted(
                str({column: value for column, value in row.items() if column not in apart})
                for row in rows
                if counts(name, dict(row), today)
            )
    return found


def counts(name: str, row: Mapping[str, Any], today: date) -> bool:
    """Does it say how things are now?"""
    match name:
        case "stand_ins":
            return row["ended_at"] is None
        case "progress_notes":
            return not row["withdrawn"]
        case "put_off":
            return bool(row["until"] > today)
        case "rounds":
            return row["closed_at"] is None
        case "preferences":
            return bool(row["given"])
        case "actions":
            return bool(row["status"] != "withdrawn")
    return True


def kept_known(before: State, after: State) -> State:
    """The later state without people and leads who were nobody before: whoever was named once stays known."""
    known = {name: [row for row in after[name] if row in before[name]] for name in ("people", "leads")}
    return {**after, **known}


def differs(before: State, after: State) -> list[tuple[str, str, str]]:
    """Each row that is not in both."""

    def only(one: list[str], other: list[str]) -> str:
        return " ".join(row for row in one if row not in other)

    return [
        (name, only(before[name], after[name]), only(after[name], before[name]))
        for name in before
        if before[name] != after[name]
    ]
