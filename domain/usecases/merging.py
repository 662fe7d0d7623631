"""The three-way comparison: what the last version said, what the new one says, and what the plan has now.

Nothing that somebody changed since the last version is overwritten silently:

* the document says what it said before: what the plan has stays, whoever changed it;
* only the document changed: it is applied;
* both changed, to the same: nothing is to do;
* both changed, and differ: a person is asked.

Where nothing is known of the last version (a plan that was stored before versions were kept), what was touched since
counts as changed here, and what was not as unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from domain.actions import Action, ActionLead, Status
from domain.due import Due, Precision

DECIDED = ("text", "due", "rag", "leads", "status", "links")
"""What people can change here too; the rest of what a plan prints is the document's alone."""
PRINTED = ("ref", "leads_text", "progress", "progress_history", "success_measure", "other")


class Outcome(Enum):
    """What becomes of a value."""

    STAYS = "stays"
    TAKEN = "taken"
    ASKED = "asked"


def three_way(base: object, new: object, now: object) -> Outcome:
    """What becomes of a value of which the last version said `base` and the new one says `new`, and which is `now`."""
    if new in (base, now):
        return Outcome.STAYS
    return Outcome.TAKEN if now == base else Outcome.ASKED


def two_way(new: object, now: object, *, touched: bool) -> Outcome:
    """The same where nobody knows what the last version said."""
    if new == now:
        return Outcome.STAYS
    return Outcome.ASKED if touched else Outcome.TAKEN


def meaning(name: str, action: Action) -> object:
    """A value as far as it means something else: how a date or a name is spelt is no difference."""
    return _MEANINGS[name](action)


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _due(action: Action) -> object:
    due: Due = action.due
    if due.precision in {Precision.EVENT, Precision.NONE}:
        return (due.precision, _words(due.text))
    bare = due.latest is None
    return (due.precision if bare else None, due.earliest if bare else None, due.latest, due.needs_check)


def _lead(lead: ActionLead) -> str:
    return lead.person_id or _words(lead.name)


_MEANINGS: Mapping[str, Callable[[Action], object]] = {
    "text": lambda action: _words(action.text),
    "due": _due,
    "rag": lambda action: action.rag.value,
    "leads": lambda action: frozenset(map(_lead, action.leads)),
    "status": lambda action: action.status,
    "links": lambda action: frozenset(_words(link) for link in action.links),
}


def changes_of(name: str, said: Action) -> dict[str, Any]:
    """What to change so that an action has this value as a document says it."""
    if name != "status":
        return {name: getattr(said, name)}
    return {
        "status": said.status,
        "completed_on": said.completed_on if said.status is Status.COMPLETE else None,
        "completed_at": None,
        "completed_by": None,
    }


def say_value(name: str, action: Action) -> str:
    """A value in words, for lists of changes and for questions."""
    match name:
        case "due":
            return action.due.describe()
        case "rag":
            return action.rag.describe()
        case "leads":
            return ", ".join(lead.name for lead in action.leads) or "no lead"
        case "status":
            return action.status.value
        case "links":
            return ", ".join(action.links) or "no links"
    return f"“{action.text}”" if action.text else "no wording"


WORDS = {"text": "wording", "due": "date", "rag": "RAG", "leads": "lead", "status": "status", "links": "links"}
