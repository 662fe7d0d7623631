"""A draft as JSON and back, without any loss: how it travels between processes and waits in the database.

The public shape of `import --json` is another one (`contract`): it leaves out what other programs don't need.
"""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from domain.importing.draft import DraftPlan


@cache
def _adapter() -> TypeAdapter[DraftPlan]:
    return TypeAdapter(DraftPlan)


def draft_to_json(draft: DraftPlan) -> bytes:
    """The whole draft as one line of JSON in UTF-8."""
    return _adapter().dump_json(draft)


def draft_from_json(data: bytes | str) -> DraftPlan:
    """The draft that `draft_to_json` wrote. Raises `ValueError` for anything else."""
    return _adapter().validate_json(data)
