"""An action as a list shows it: which columns are read, and what is made of them."""

from __future__ import annotations

from sqlalchemy import func

from domain.actions import ActionRow, Status
from domain.due import Due, Precision
from domain.ids import ActionId, PlanId
from domain.rag import Rag, RagValue
from storage.mapping import AnyRow, signature_from
from storage.prepared import Kept
from storage.schema import actions

ROW_CHARACTERS = 240
"""How much of an action's text a list gets."""

# In the order in which `_action_row_from` takes them: a list of ten rows is made in the time of one query.
ROW_COLUMNS = (
    actions.c.id,
    actions.c.plan_id,
    actions.c.key,
    func.substr(actions.c.text, 1, ROW_CHARACTERS).label("text"),
    actions.c.due_text,
    actions.c.due_precision,
    actions.c.due_earliest,
    actions.c.due_latest,
    actions.c.due_needs_check,
    actions.c.due_note,
    actions.c.status,
    actions.c.rag_value,
    actions.c.rag_text,
    actions.c.version,
    actions.c.completed_at,
    actions.c.completed_by,
    actions.c.lead_names,
    actions.c.not_in,
    actions.c.waits,
)

_PRECISIONS = {each.value: each for each in Precision}
_STATUSES = {each.value: each for each in Status}
_COLOURS = {each.value: each for each in RagValue}


def _action_row_from(row: AnyRow) -> ActionRow:
    """The value of a row with `ROW_COLUMNS`."""
    (
        own_id,
        plan_id,
        key,
        text,
        words,
        precision,
        earliest,
        latest,
        needs_check,
        note,
        status,
        colour,
        colour_text,
        version,
        completed_at,
        completed_by,
        names,
        not_in,
        waits,
    ) = tuple(row)
    return ActionRow(
        ActionId(own_id),
        PlanId(plan_id),
        key,
        text,
        Due(words, _PRECISIONS[precision], earliest, latest, needs_check, note),
        _STATUSES[status],
        Rag(_COLOURS[colour], colour_text),
        version,
        completed_at,
        signature_from(completed_by),
        tuple(names),
        not_in,
        waits,
    )


ACTION_ROWS = Kept(_action_row_from, size=4096)
"""What is made of a row with `ROW_COLUMNS`. A list is shown again after each press, and most of it is as it was."""
