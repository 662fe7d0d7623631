"""A message that somebody picks becomes a progress note: its words and the link to it, after a look."""

from __future__ import annotations

from domain.context import Context
from domain.errors import FieldErrors
from domain.form_messages import LogProgress, OpenLog
from domain.messages import Update
from domain.presenters import first_words
from domain.registry import registry
from domain.usecases.update import update
from domain.views import ChoiceField, Form, FormField, Reply, TextField

_MOST = 90
"""Actions that can be chosen from a menu; another is named."""


@registry.handles(OpenLog)
def open_log(query: OpenLog, ctx: Context) -> Reply:
    """The form: which action, and the words as they would be kept."""
    mine = ctx.uow.actions.of_person(ctx.actor.id, statuses=frozenset({"open"}))[:_MOST]
    fields: list[FormField] = []
    if mine:
        options = tuple((row.key, f"{row.key} · {first_words(row.text, 50)}") for row in mine)
        only = mine[0].key if len(mine) == 1 else ""
        fields.append(ChoiceField(name="action", label="Which action?", options=options, value=query.action or only))
    label = "Or its reference" if mine else "Which action? Its reference"
    fields += [
        TextField(name="ref", label=label, value=query.ref, hint="For example: TSP-8", max_length=80),
        TextField(name="text", label="What has happened?", value=query.text, long=True, required=True),
        TextField(name="evidence", label="Link to the message", value=query.evidence, max_length=2000),
    ]
    return Reply(
        form=Form(
            title="Log as progress",
            intro="The message becomes a progress note. Please look whether everybody may read it who reads the plan.",
            sends=LogProgress(),
            fields=tuple(fields),
        )
    )


@registry.handles(LogProgress)
def log_progress(command: LogProgress, ctx: Context) -> Reply:
    """Keep it as any other update, with all that is looked at before."""
    chosen, named = command.action.strip(), command.ref.strip()
    if chosen and named and chosen.casefold() != named.casefold():
        raise FieldErrors({"ref": f"You chose {chosen} and named {first_words(named, 40)}. Please leave this empty."})
    if not (chosen or named):
        raise FieldErrors({"ref": "Please choose the action, or give its reference."})
    return update(Update(ref=named or chosen, text=command.text, evidence=command.evidence), ctx)
