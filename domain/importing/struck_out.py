"""Cells struck out with nothing in their place: an action that may be withdrawn, or a value that may not hold."""

from __future__ import annotations

from domain.importing.draft import ColumnRole, DraftStatus, QuestionKind
from domain.importing.grouped import NOTED, ActionRows
from domain.importing.values import Reading

_R = ColumnRole
_ENDED = frozenset({DraftStatus.COMPLETE, DraftStatus.WITHDRAWN})


def ask_of_struck(entry: ActionRows, status: DraftStatus | None, reading: Reading, key: str) -> bool:
    """Ask about what was struck out; was it the whole action, about whose blanks nobody needs to be asked?

    A cell that is merged over several rows stands for the others too, and says nothing about this one.
    """
    if status in _ENDED:
        return False
    own = [cell for parts in entry.cells.values() for cell in parts.cells if cell.pieces and cell.row_span == 1]
    if not any(cell.struck for cell in own):
        return False
    texts = [cell for parts in entry.parts(_R.ACTION) for cell in parts.cells if cell.pieces]
    if (texts and all(cell.struck for cell in texts)) or (len(own) > 1 and all(cell.struck for cell in own)):
        message = "This is struck out. Is the action withdrawn?"
        words = " ".join(cell.text for cell in texts or own)
        reading.ask(QuestionKind.STATUS, "status", message, key, words, DraftStatus.WITHDRAWN.value)
        return True
    for role, (kind, name) in NOTED.items():
        for parts in entry.parts(role):
            filled = [cell for cell in parts.cells if cell.pieces]
            if filled and all(cell.struck for cell in filled):
                reading.ask(kind, name, f"“{parts.text}” is struck out. Does it still hold?", key, parts.text)
    return False
