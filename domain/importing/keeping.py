"""A draft as text and back, for as long as a person has not decided about it."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from domain.importing.draft import DraftPlan


@cache
def _adapter() -> TypeAdapter[DraftPlan]:
    return TypeAdapter(DraftPlan)


def keep(draft: DraftPlan) -> str:
    """The draft as JSON."""
    return _adapter().dump_json(draft).decode()


def kept(text: str) -> DraftPlan:
    """The draft in what `keep` made.

    Raises:
        ValueError: another version of Action Log made it; the document must be read again.
    """
    return _adapter().validate_json(text)
