"""`milestone`: the parts of an action, ticked one by one."""

from __future__ import annotations

import re

from domain import policy
from domain.actions import Action, Milestone
from domain.context import Context
from domain.errors import Asked, DomainError, Invalid, NotFound, Stale
from domain.form_messages import ShowMilestones, TickMilestone
from domain.language.on_behalf import part_for
from domain.messages import Complete, Message, OpenComplete, Show, Undo
from domain.plans import Plan
from domain.presenters import at_when, first_words, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.behalf import act_on_behalf
from domain.usecases.finding import find_action, require_update, take_action_ref
from domain.views import Button, Buttons, Element, Heading, Item, Paragraph, Reply, SmallPrint

_OPEN_AGAIN = frozenset({"open", "undone", "not done", "untick", "reopen", "no"})
_DONE = frozenset({"", "done", "complete", "completed", "finished", "ticked", "tick", "yes", "is done"})
_PART_OF = re.compile(r"(?P<number>\d{1,3})\s+(?:of|in|from)\s+(?P<ref>\S.*)", re.I)
_NUMBERED = re.compile(r"(?P<head>.+)\.(?P<number>\d{1,3})")
_AFTER = re.compile(r"(?P<number>\d{1,3})\b[\s:,]*(?P<rest>.*)", re.S)

_BEHALF = re.compile(r"[\s,]+on behalf of\s+(?P<name>[^:]{1,200}?)\s*(?::\s*(?P<more>.*))?$", re.I | re.S)


def parse(word: str, rest: str) -> Message:
    """`milestone 8.2 done`, `milestone 2 of 8`, `milestone 8.2 done on behalf of GD`, `milestone 8` to look."""
    untick = word.casefold() == "untick"
    behalf, rest = _part_behalf(rest)
    if part := _PART_OF.fullmatch(rest.strip()):
        ref, more = take_action_ref(part["ref"], "milestone")
        return TickMilestone(ref=ref, number=int(part["number"]), done=_is_done(more) and not untick, behalf=behalf)
    ref, more = take_action_ref(rest, "milestone")
    if (after := _AFTER.fullmatch(more.strip())) is not None:
        return TickMilestone(
            ref=ref, number=int(after["number"]), done=_is_done(after["rest"]) and not untick, behalf=behalf
        )
    if "." in ref and not (word.casefold() in {"milestones", "parts"} and not more.strip()):
        return TickMilestone(ref=ref, done=_is_done(more) and not untick, behalf=behalf)
    if more.strip():
        raise Invalid(tr("Which milestone? For example: milestone TSP-8.2 done, or “milestones TSP-8” to see them."))
    return ShowMilestones(ref=ref)


def _part_behalf(rest: str) -> tuple[str, str]:
    """`8.2 done on behalf of GD` and `8.2 on behalf of GD: done` as the name and `8.2 done`."""
    found = _BEHALF.search(rest)
    if found is None:
        return part_for(rest)
    return found["name"].strip().strip('"“”'), f"{rest[: found.start()]} {found['more'] or ''}".strip()


def _is_done(words: str) -> bool:
    said = " ".join(words.casefold().split()).strip(" .:!,-")
    if said in _DONE:
        return True
    if said in _OPEN_AGAIN:
        return False
    raise Invalid(tr("After the milestone, please say “done” or “open”, for example: milestone TSP-8.2 done"))


@registry.handles(ShowMilestones)
def show_milestones(query: ShowMilestones, ctx: Context) -> Reply:
    """The milestones of an action, each with its tick."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    if not action.milestones:
        raise NotFound(
            tr("{key} has no milestones in the plan.", key=action.key),
            buttons=(Button(label=tr("Show all of it"), sends=Show(ref=action.key)),),
        )
    return _shown(action, plan, ctx)


@registry.handles(
    TickMilestone,
    verb="milestone",
    aliases=("milestones", "tick", "untick", "part", "parts"),
    usage="milestone REF.NUMBER done",
    summary=marked("Tick a milestone of an action; “milestones REF” lists them"),
    detail=marked(
        "“milestone TSP-8.2 open” takes the tick away. Ticking them all doesn't complete the action: you are asked. "
        "Coordinators do it for others with “milestone TSP-8.2 done on behalf of GD”."
    ),
    parse=parse,
)
def tick(command: TickMilestone, ctx: Context) -> Reply:
    """Tick one; where that was the last, ask whether the action is complete."""
    action, plan, milestone = _which(command, ctx)
    require_update(ctx, action, plan)
    act_on_behalf(ctx, action, plan, command.behalf)
    if milestone.is_done == command.done:
        by = (
            tr(" by {who} {when}", who=who(milestone.done_by, ctx.actor.id), when=at_when(milestone.done_at, ctx))
            if milestone.done_at
            else ""
        )
        raise Stale(
            tr(
                "“{words}” is {ticked}{by}.",
                words=first_words(milestone.text, 60),
                ticked=tr("ticked already") if command.done else tr("not ticked"),
                by=by,
            )
        )
    ticked, event = action.tick(milestone, done=command.done, by=ctx.actor.signature, at=ctx.now)
    ticked = ctx.uow.actions.save(ticked, because=event)
    left = sum(not one.is_done for one in ticked.milestones)
    count = tr("{count} of {count2} done", count=len(ticked.milestones) - left, count2=len(ticked.milestones))
    said = tr(
        "{key}: “{words}” is {ticked} ({count}).",
        key=ticked.key,
        words=first_words(milestone.text, 60),
        ticked=tr("ticked") if command.done else tr("open again"),
        count=count,
    )
    undo = Button(
        label=tr("Undo"),
        sends=Undo(ref=ticked.key, event=event.id),
        describe=tr("Undo the tick on {key}", key=ticked.key),
    )
    return _shown(ticked, plan, ctx, said=said, undo=undo)


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
            tr(
                "{ref} can be {key} or a milestone of {key2}. Which do you mean?",
                ref=command.ref,
                key=action.key,
                key2=there.key,
            ),
            buttons=(
                Button(label=tr("The milestones of {key}", key=action.key), sends=ShowMilestones(ref=action.key)),
                Button(
                    label=tr("Milestone {number} of {key}", number=inside.number, key=there.key),
                    sends=inside.with_(ref=there.key),
                ),
            ),
        )
    raise Asked(
        tr("Which milestone of {key}?", key=action.key),
        buttons=(Button(label=tr("Show them"), sends=ShowMilestones(ref=action.key), style="primary"),),
    )


def _inside(command: TickMilestone, ctx: Context) -> Action | None:
    try:
        action, _ = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    except DomainError:
        return None
    return action if command.number <= len(action.milestones) else None


def _no_such(action: Action, command: TickMilestone) -> NotFound:
    if not action.milestones:
        return NotFound(tr("{key} has no milestones in the plan.", key=action.key))
    if command.milestone:
        words = tr("That milestone of {key} is no longer in the plan.", key=action.key)
    else:
        words = trn(
            "{key} has {count:,} milestone, so there is no number {number}.",
            "{key} has {count:,} milestones, so there is no number {number}.",
            len(action.milestones),
            key=action.key,
            number=command.number,
        )
    return NotFound(
        words, buttons=(Button(label=tr("Show them"), sends=ShowMilestones(ref=action.key), style="primary"),)
    )


def _shown(action: Action, plan: Plan, ctx: Context, *, said: str = "", undo: Button | None = None) -> Reply:
    """Each with its tick; where all are done, the question whether the action is, to whoever may say so."""
    elements: list[Element] = [Paragraph(text=said)] if said else []
    elements.append(Heading(text=tr("Milestones of {key}", key=action.key)))
    may = policy.may_update(ctx.actor, action, plan)
    for number, one in enumerate(action.milestones, 1):
        facts = [tr("✔ done") if one.is_done else tr("○ open")]
        if one.due.text:
            facts.append(one.due.describe())
        note = (
            tr("Ticked by {who} {when}", who=who(one.done_by, ctx.actor.id), when=at_when(one.done_at, ctx))
            if one.done_at
            else ""
        )
        tick = Button(
            label=tr("Untick") if one.is_done else tr("Tick"),
            sends=TickMilestone(ref=action.key, milestone=one.id, done=not one.is_done),
            describe=tr(
                "{untick} milestone {number} of {key}",
                untick=tr("Untick") if one.is_done else tr("Tick"),
                number=number,
                key=action.key,
            ),
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
    buttons = [Button(label=tr("Show all of it"), sends=Show(ref=action.key))]
    if undo is not None:
        buttons.insert(0, undo)
    if may and action.is_open and all(one.is_done for one in action.milestones):
        elements.append(Paragraph(text=tr("All milestones are done. Is {key} complete?", key=action.key)))
        buttons = [
            Button(
                label=tr("Mark complete"), sends=Complete(ref=action.key, seen_version=action.version), style="primary"
            ),
            Button(label=tr("Complete with a note"), sends=OpenComplete(ref=action.key)),
            *buttons,
        ]
    elif may and not said:
        elements.append(SmallPrint(text=tr("To tick one, say for example “milestone {key}.1 done”.", key=action.key)))
    elements.append(Buttons(buttons=tuple(buttons)))
    return Reply(elements=tuple(elements), replaces=True)
