"""`show`: one action, whole: its wording, its plan, its dates, and what was said of it last."""

from __future__ import annotations

import re

from domain import policy
from domain.actions import Action, LeadRole, Status
from domain.context import Context
from domain.form_messages import OpenEdit, OpenRag, ShowMilestones
from domain.messages import Complete, OpenAssign, OpenComplete, OpenDate, OpenUpdate, Reopen, Show, ShowHistory
from domain.people import Signature
from domain.plans import Plan
from domain.presenters import at_when, done_line, join_names, say_due, say_moment, say_value, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_action, take_action_ref
from domain.usecases.requesting import answers
from domain.views import Button, Buttons, Element, Facts, Heading, Paragraph, Quote, Reply, SmallPrint
from domain.waiting import Wanted

_ME = re.compile(r"(?:me|us)\s+(?=\S)", re.I)


def parse(word: str, rest: str) -> Show:
    """`show 8`, `show me 8`."""
    return Show(ref=take_action_ref(_ME.sub("", rest), "show")[0])


@registry.handles(
    Show,
    verb="show",
    aliases=("view", "open", "dangos"),
    usage="show REF",
    summary=marked("One action, with all of its wording"),
    parse=parse,
)
def show(query: Show, ctx: Context) -> Reply:
    """Everything about an action that a person needs between meetings."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    recommendation = ctx.uow.plans.recommendation(action)
    section = ctx.uow.plans.section(action)
    elements: list[Element] = [
        Heading(text=f"{action.key} · {plan.title}"[:150]),
        Paragraph(text=action.text or tr("The plan gives no wording for this action.")),
    ]
    if recommendation and recommendation.text and recommendation.text != action.text:
        ref = f" {recommendation.ref}" if recommendation.ref else ""
        elements.append(SmallPrint(text=tr("Recommendation{ref}: {text}", ref=ref, text=recommendation.text)))
    pairs = [(tr("Lead"), _leads(action)), (tr("Date"), _due(action, ctx)), (tr("RAG"), action.rag.describe())]
    pairs.append((tr("Status"), _status(action, ctx)))
    if action.asked_due is not None and action.asked_due.due is not None and action.is_open:
        asked = action.asked_due
        wish = (
            tr(
                "{due}, by {who} {when}",
                due=asked.due.describe(),
                who=who(asked.by, ctx.actor.id),
                when=at_when(asked.at, ctx),
            )
            if asked.due
            else ""
        )
        pairs.append((tr("Date asked for"), tr("{wish}; until a coordinator agrees, the date above counts", wish=wish)))
    if action.not_in:
        pairs.append((tr("In the plan"), tr("No, not in {not_in}", not_in=action.not_in)))
    if section:
        pairs.append((tr("Section"), section.title))
    if action.success_measure:
        pairs.append((tr("Measure of success"), action.success_measure))
    if action.links:
        pairs.append((tr("Links with"), ", ".join(action.links)))
    pairs += [(name, value) for name, value in action.other.items() if value]
    elements.append(Facts(pairs=tuple(pairs)))
    for number, milestone in enumerate(action.milestones, 1):
        when = f" ({milestone.due.describe()})" if milestone.due.text else ""
        mark = tr("✔ done") if milestone.is_done else tr("○ open")
        elements.append(
            SmallPrint(
                text=tr(
                    "Milestone {number}: {text}{when} · {mark}",
                    number=number,
                    text=milestone.text,
                    when=when,
                    mark=mark,
                )
            )
        )
    if action.asked_due is not None and action.asked_due.words and action.is_open:
        asked = action.asked_due
        elements.append(Quote(text=asked.words, by=tr("{who}, for the other date", who=_who(asked.by, ctx))))
    notes = ctx.uow.actions.notes(action.id, limit=3)
    elements += [
        Quote(
            text="\n".join(part for part in (note.text, note.evidence) if part),
            by=f"{'You' if me else note.by.name}, {say_moment(note.at, ctx)}",
        )
        for note in notes
        for me in [note.by.person_id == ctx.actor.id]
    ]
    if action.progress:
        elements.append(Quote(text=action.progress, by=tr("in the plan as imported")))
    elements.append(Buttons(buttons=_buttons(action, plan, ctx)))
    return Reply(elements=tuple(elements), replaces=True)


def _who(by: Signature, ctx: Context) -> str:
    return tr("You") if by.person_id == ctx.actor.id else by.name


def _status(action: Action, ctx: Context) -> str:
    if action.status is not Status.OPEN:
        return done_line(action, ctx)
    if (asked := action.asked_done) is None:
        return tr("Open")
    return tr("Waiting for sign-off: {who} asked {when}", who=who(asked.by, ctx.actor.id), when=at_when(asked.at, ctx))


def _leads(action: Action) -> str:
    if not action.leads:
        return (
            tr("no lead (printed “{leads_text}”)", leads_text=action.leads_text) if action.leads_text else tr("no lead")
        )
    return join_names(
        [lead.name if lead.role is LeadRole.LEAD else f"{lead.name} ({say_value(lead.role)})" for lead in action.leads]
    )


def _due(action: Action, ctx: Context) -> str:
    words = say_due(action.due, ctx.today, is_open=action.is_open)
    if action.due_changes:
        words += trn(
            "; was {due_original}, printed “{text}”, {count:,} change",
            "; was {due_original}, printed “{text}”, {count:,} changes",
            action.due_changes,
            due_original=action.due_original.describe(),
            text=action.due_original.text,
        )
    elif not action.due.is_said and not action.due.needs_check:
        words += tr(", printed “{text}”", text=action.due.text)
    return words


def _buttons(action: Action, plan: Plan, ctx: Context) -> tuple[Button, ...]:
    seen = {"ref": action.key, "seen_version": action.version}
    buttons: list[Button] = []
    if policy.may_update(ctx.actor, action, plan):
        if action.is_open:
            buttons += [
                Button(label=tr("Update"), sends=OpenUpdate(ref=action.key)),
                Button(label=tr("Change date"), sends=OpenDate(ref=action.key)),
                Button(label=tr("Change RAG"), sends=OpenRag(ref=action.key)),
            ]
            if action.asked_done is None:
                buttons.insert(
                    0, Button(label=tr("Mark complete"), sends=Complete.model_validate(seen), style="primary")
                )
                buttons.append(Button(label=tr("Complete with a note"), sends=OpenComplete(ref=action.key)))
            if action.milestones:
                buttons.append(Button(label=tr("Milestones"), sends=ShowMilestones(ref=action.key)))
        else:
            buttons.append(Button(label=tr("Reopen"), sends=Reopen.model_validate(seen)))
    if action.is_open and policy.may_coordinate(ctx.actor, plan):
        buttons.append(Button(label=tr("Assign"), sends=OpenAssign(ref=action.key)))
        buttons.append(Button(label=tr("Edit the wording"), sends=OpenEdit(ref=action.key)))
        for what in Wanted:
            if (request := action.request(what)) is not None:
                buttons = [*answers(action, what, request)[:2], *buttons]
    buttons.append(Button(label=tr("History"), sends=ShowHistory(ref=action.key)))
    return tuple(buttons)
