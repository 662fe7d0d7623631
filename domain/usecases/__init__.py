"""One module for each thing that a person can do. Importing this package fills the registry."""

from __future__ import annotations

from domain.registry import registry
from domain.usecases import (
    assign,
    channel,
    complete,
    find,
    go_live,
    help,
    history,
    import_chat,
    import_steps,
    judge,
    lists,
    mine,
    move_date,
    plans,
    questions,
    show,
    undo,
    update,
)

__all__ = [
    "assign",
    "channel",
    "complete",
    "find",
    "go_live",
    "help",
    "history",
    "import_chat",
    "import_steps",
    "judge",
    "lists",
    "mine",
    "move_date",
    "plans",
    "questions",
    "registry",
    "show",
    "undo",
    "update",
]
