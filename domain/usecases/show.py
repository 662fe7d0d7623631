"""`show`: one action, whole: its wording, its plan, its dates, and what was said of it last."""

from __future__ import annotations

from domain import policy
from domain.actions import Action, LeadRole, Status
from domain.context import Context
from domain.messages import ChangeRag, Complete, OpenAssign, OpenDate, OpenUpdate, Reopen, Show, ShowHistory
from domain.plans import Plan
from domain.presenters import done_line, join_names, plural, say_due, say_moment
from domain.registry import registry
from domain.usecases.finding import find_action, take_action_ref
from domain.views import Button, Buttons, Element, Facts, Heading, Paragraph, Quote, Reply, SmallPrint


def parse(word: str, rest: str) -> Show:
    """`show 8`."""
    return Show(ref=take_action_ref(rest, "show")[0])


@registry.handles(
    Show,
    verb="show",
    aliases=("view", "open"),
    usage="show REF",
    summary="One action, with all of its wording",
    parse=parse,
)
def show(query: Show, ctx: Context) -> Reply:
    """Everything about an action that a person needs between meetings."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    recommendation = ctx.uow.plans.recommendation(action)
    section = ctx.uow.plans.section(action)
    elements: list[Element] = [
        Heading(text=f"{action.key} · {plan.title}"[:150]),
        Paragraph(text=action.text or "The plan gives no wording for this action."),
    ]
    if recommendation and recommendation.text and recommendation.text != action.text:
        ref = f" {recommendation.ref}" if recommendation.ref else ""
        elements.append(SmallPrint(text=f"Recommendation{ref}: {recommendation.text}"))
    pairs = [("Lead", _leads(action)), ("Date", _due(action, ctx)), ("RAG", action.rag.describe())]
    pairs.append(("Status", "Open" if action.status is Status.OPEN else done_line(action, ctx)))
    if action.not_in:
        pairs.append(("In the plan", f"No, not in {action.not_in}"))
    if section:
        pairs.append(("Section", section.title))
    if action.success_measure:
        pairs.append(("Measure of success", action.success_measure))
    if action.links:
        pairs.append(("Links with", ", ".join(action.links)))
    pairs += [(name, value) for name, value in action.other.items() if value]
    elements.append(Facts(pairs=tuple(pairs)))
    for milestone in action.milestones:
        when = f" ({milestone.due.describe()})" if milestone.due.text else ""
        elements.append(SmallPrint(text=f"Part: {milestone.text}{when}"))
    notes = ctx.uow.actions.notes(action.id, limit=3)
    elements += [
        Quote(text=note.text, by=f"{'You' if me else note.by.name}, {say_moment(note.at, ctx)}")
        for note in notes
        for me in [note.by.person_id == ctx.actor.id]
    ]
    if action.progress:
        elements.append(Quote(text=action.progress, by="in the plan as imported"))
    elements.append(Buttons(buttons=_buttons(action, plan, ctx)))
    return Reply(elements=tuple(elements), replaces=True)


def _leads(action: Action) -> str:
    if not action.leads:
        return f"no lead (printed “{action.leads_text}”)" if action.leads_text else "no lead"
    return join_names(
        [lead.name if lead.role is LeadRole.LEAD else f"{lead.name} ({lead.role.value})" for lead in action.leads]
    )


def _due(action: Action, ctx: Context) -> str:
    words = say_due(action.due, ctx.today, is_open=action.is_open)
    if action.due_changes:
        words += (
            f"; was {action.due_original.describe()}, printed “{action.due_original.text}”, "
            f"{plural(action.due_changes, 'change')}"
        )
    elif action.due.text and action.due.text not in words:
        words += f", printed “{action.due.text}”"
    return words


def _buttons(action: Action, plan: Plan, ctx: Context) -> tuple[Button, ...]:
    seen = {"ref": action.key, "seen_version": action.version}
    buttons: list[Button] = []
    if policy.may_update(ctx.actor, action, plan):
        if action.is_open:
            buttons += [
                Button(label="Mark complete", sends=Complete.model_validate(seen), style="primary"),
                Button(label="Update", sends=OpenUpdate(ref=action.key)),
                Button(label="Change date", sends=OpenDate(ref=action.key)),
                Button(label="Change RAG", sends=ChangeRag.model_validate(seen)),
            ]
        else:
            buttons.append(Button(label="Reopen", sends=Reopen.model_validate(seen)))
    if action.is_open and policy.may_coordinate(ctx.actor, plan):
        buttons.append(Button(label="Assign", sends=OpenAssign(ref=action.key)))
    buttons.append(Button(label="History", sends=ShowHistory(ref=action.key)))
    return tuple(buttons)
