"""`milestone`: the parts of an action, ticked one by one."""

from __future__ import annotations

import re

from domain import policy
from domain.actions import Action, Milestone
from domain.context import Context
from domain.errors import Asked, DomainError, Invalid, NotFound, Stale
from domain.form_messages import ShowMilestones, TickMilestone
from domain.messages import Complete, Message, OpenComplete, Show, Undo
from domain.plans import Plan
from domain.presenters import at_when, first_words, plural, who
from domain.registry import registry
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.views import Button, Buttons, Element, Heading, Item, Paragraph, Reply, SmallPrint

_OPEN_AGAIN = frozenset({"open", "undone", "not done", "untick", "reopen", "no"})
_DONE = frozenset({"", "done", "complete", "completed", "finished", "ticked", "tick", "yes", "is done"})
_PART_OF = re.compile(r"(?P<number>\d{1,3})\s+(?:of|in|from)\s+(?P<ref>\S.*)", re.I)
_NUMBERED = re.compile(r"(?P<head>.+)\.(?P<number>\d{1,3})")
_AFTER = re.compile(r"(?P<number>\d{1,3})\b[\s:,]*(?P<rest>.*)", re.S)


def parse(word: str, rest: str) -> Message:
    """`milestone 8.2 done`, `milestone 2 of 8`, `milestone 8` to look."""
    untick = word.casefold() == "untick"
    if part := _PART_OF.fullmatch(rest.strip()):
        ref, more = take_action_ref(part["ref"], "milestone")
        return TickMilestone(ref=ref, number=int(part["number"]), done=_is_done(more) and not untick)
    ref, more = take_action_ref(rest, "milestone")
    if (after := _AFTER.fullmatch(more.strip())) is not None:
        return TickMilestone(ref=ref, number=int(after["number"]), done=_is_done(after["rest"]) and not untick)
    if "." in ref and not (word.casefold() in {"milestones", "parts"} and not more.strip()):
        return TickMilestone(ref=ref, done=_is_done(more) and not untick)
    if more.strip():
        raise Invalid("Which milestone? For example: milestone TSP-8.2 done, or “milestones TSP-8” to see them.")
    return ShowMilestones(ref=ref)


def _is_done(words: str) -> bool:
    said = " ".join(words.casefold().split()).strip(" .:!,-")
    if said in _DONE:
        return True
    if said in _OPEN_AGAIN:
        return False
    raise Invalid("After the milestone, please say “done” or “open”, for example: milestone TSP-8.2 done")


@registry.handles(ShowMilestones)
def show_milestones(query: ShowMilestones, ctx: Context) -> Reply:
    """The milestones of an action, each with its tick."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    if not action.milestones:
        raise NotFound(
            f"{action.key} has no milestones in the plan.",
            buttons=(Button(label="Show all of it", sends=Show(ref=action.key)),),
        )
    return _shown(action, plan, ctx)


@registry.handles(
    TickMilestone,
    verb="milestone",
    aliases=("milestones", "tick", "untick", "part", "parts"),
    usage="milestone REF.NUMBER done",
    summary="Tick a milestone of an action; “milestones REF” lists them",
    detail="“milestone TSP-8.2 open” takes the tick away. Ticking them all doesn't complete the action: you are asked.",
    parse=parse,
)
def tick(command: TickMilestone, ctx: Context) -> Reply:
    """Tick one; where that was the last, ask whether the action is complete."""
    action, plan, milestone = _which(command, ctx)
    require_update(ctx, action, plan)
    if milestone.is_done == command.done:
        by = (
            f" by {who(milestone.done_by, ctx.actor.id)} {at_when(milestone.done_at, ctx)}" if milestone.done_at else ""
        )
        raise Stale(f"“{first_words(milestone.text, 60)}” is {'ticked already' if command.done else 'not ticked'}{by}.")
    ticked, event = action.tick(milestone, done=command.done, by=ctx.actor.signature, at=ctx.now)
    ticked = ctx.uow.actions.save(ticked, because=event)
    left = sum(not one.is_done for one in ticked.milestones)
    count = f"{len(ticked.milestones) - left} of {len(ticked.milestones)} done"
    said = (
        f"{ticked.key}: “{first_words(milestone.text, 60)}” is {'ticked' if command.done else 'open again'} ({count})."
    )
    undo = Button(label="Undo", sends=Undo(ref=ticked.key, event=event.id), describe=f"Undo the tick on {ticked.key}")
    return _shown(ticked, plan, ctx, said=said, undo=undo, ask=command.done and not left)


def _which(command: TickMilestone, ctx: Context) -> tuple[Action, Plan, Milestone]:
    """The milestone that is meant: by its id, by its number, or `8.2`, where that is no action of its own."""
    if command.milestone or command.number:
        action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
        for number, one in enumerate(action.milestones, 1):
            if one.id == command.milestone or (not command.milestone and number == command.number):
                return action, plan, one
        raise _no_such(action, command)
    part = _NUMBERED.fullmatch(command.ref)
    inside = command.with_(ref=part["head"], number=int(part["number"])) if part else None
    try:
        action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    except NotFound:
        if inside is None:
            raise
        return _which(inside, ctx)
    if inside is not None and not action.milestones:
        return _which(inside, ctx)
    if inside is not None and (there := _inside(inside, ctx)) is not None:
        raise Asked(
            f"{command.ref} can be {action.key} or a milestone of {there.key}. Which do you mean?",
            buttons=(
                Button(label=f"The milestones of {action.key}", sends=ShowMilestones(ref=action.key)),
                Button(label=f"Milestone {inside.number} of {there.key}", sends=inside.with_(ref=there.key)),
            ),
        )
    raise Asked(
        f"Which milestone of {action.key}?",
        buttons=(Button(label="Show them", sends=ShowMilestones(ref=action.key), style="primary"),),
    )


def _inside(command: TickMilestone, ctx: Context) -> Action | None:
    try:
        action, _ = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    except DomainError:
        return None
    return action if command.number <= len(action.milestones) else None


def _no_such(action: Action, command: TickMilestone) -> NotFound:
    if not action.milestones:
        return NotFound(f"{action.key} has no milestones in the plan.")
    if command.milestone:
        words = f"That milestone of {action.key} is no longer in the plan."
    else:
        words = (
            f"{action.key} has {plural(len(action.milestones), 'milestone')}, so there is no number {command.number}."
        )
    return NotFound(words, buttons=(Button(label="Show them", sends=ShowMilestones(ref=action.key), style="primary"),))


def _shown(
    action: Action, plan: Plan, ctx: Context, *, said: str = "", undo: Button | None = None, ask: bool = False
) -> Reply:
    elements: list[Element] = [Paragraph(text=said)] if said else []
    elements.append(Heading(text=f"Milestones of {action.key}"))
    may = policy.may_update(ctx.actor, action, plan)
    for number, one in enumerate(action.milestones, 1):
        facts = ["✔ done" if one.is_done else "○ open"]
        if one.due.text:
            facts.append(one.due.describe())
        note = f"Ticked by {who(one.done_by, ctx.actor.id)} {at_when(one.done_at, ctx)}" if one.done_at else ""
        tick = Button(
            label="Untick" if one.is_done else "Tick",
            sends=TickMilestone(ref=action.key, milestone=one.id, done=not one.is_done),
            describe=f"{'Untick' if one.is_done else 'Tick'} milestone {number} of {action.key}",
        )
        elements.append(
            Item(
                key=f"{action.key}.{number}",
                text=first_words(one.text, 200),
                facts=tuple(facts),
                note=note,
                done=one.is_done,
                buttons=(tick,) if may else (),
            )
        )
    buttons = [Button(label="Show all of it", sends=Show(ref=action.key))]
    if undo is not None:
        buttons.insert(0, undo)
    if ask and action.is_open:
        elements.append(Paragraph(text=f"All milestones are done. Is {action.key} complete?"))
        buttons = [
            Button(label="Mark complete", sends=Complete(ref=action.key, seen_version=action.version), style="primary"),
            Button(label="Complete with a note", sends=OpenComplete(ref=action.key)),
            *buttons,
        ]
    elif not said:
        elements.append(SmallPrint(text=f"To tick one, say for example “milestone {action.key}.1 done”."))
    elements.append(Buttons(buttons=tuple(buttons)))
    return Reply(elements=tuple(elements), replaces=True)
