"""The way back from one answer for many: every action, the questions, and what was kept with the plan, in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from domain import policy
from domain.actions import UNDO_LASTS, Action
from domain.context import Context
from domain.errors import Invalid, NotFound, Stale
from domain.events import AnsweredTogether, ChangeUndone
from domain.happened import Logged
from domain.plans import Plan, Rulings
from domain.presenters import at_when, first_words, join_names
from domain.rag import ColourKey
from domain.speech import tr, trn
from domain.usecases.answering import Answerer
from domain.usecases.answering_many import SUGGESTIONS
from domain.usecases.asking import show_next
from domain.usecases.rereading import take_columns_back
from domain.usecases.uploaded import privately
from domain.views import Paragraph, Reply

TakeBack = Callable[[Logged, Action, Context], Action]
_NAMED = 4
K = TypeVar("K")
V = TypeVar("V")


def undo_together(logged: Logged, ctx: Context, take_back: TakeBack) -> Reply:
    """Take it back. What somebody has changed since stays as it is, and is named.

    Raises:
        NotFound, Refused, Stale, Invalid: it can't be taken back (any more).
    """
    event = logged.event
    plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
    if plan is None or not isinstance(event, AnsweredTogether):
        raise NotFound(tr("I couldn't find what to undo."))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("undo an answer about its document"))
    if logged.undone_by is not None:
        raise Stale(tr("That was already undone."))
    if ctx.now - event.at > UNDO_LASTS:
        raise Invalid(tr("Undo works for 24 hours, and that was {when}.", when=at_when(event.at, ctx)))
    back, kept, settled = _steps(event, ctx, take_back)
    reopened = [one for one in event.questions if len(event.questions) == 1 or one not in settled]
    for question in reopened:
        ctx.uow.questions.reopen(question)
    undone = ChangeUndone(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, undid=event.id, what=event.kind, fields=()
    )
    before = _plan_back(event, plan, ctx)
    if before != plan:
        ctx.uow.plans.save(before, because=undone)
    else:
        ctx.uow.history.add(undone)
    ctx.uow.history.mark_undone(event.id, undone.id)
    said = tr("Undone: the suggestions that were taken together.")
    if event.answer != SUGGESTIONS:
        said = tr("Undone: the answer “{words}”.", words=first_words(event.answer, 60))
    reads = bool(event.columns_after) and take_columns_back(
        _answerer(before, ctx), event.columns_before, event.columns_after
    )
    if reads:
        said += tr(" I'm reading the document again without it; your other answers stay as they are.")
    if back:
        named = join_names(back) if len(back) <= _NAMED else trn("{count:,} action", "{count:,} actions", len(back))
        said += trn(" {named} is as before.", " {named} are as before.", len(back), named=named)
    if kept:
        said += trn(
            " {names} stays as now, because of a later change.",
            " {names} stay as now, because of a later change.",
            len(kept),
            names=join_names(kept),
        )
    said += trn(" {count:,} question is open again.", " {count:,} questions are open again.", len(reopened))
    return show_next(before, ctx, before=(Paragraph(text=said),))


def _answerer(plan: Plan, ctx: Context) -> Answerer:
    return Answerer(ctx.uow, plan, ctx.actor.signature, ctx.now, ctx.today, told=privately(ctx))


def _steps(event: AnsweredTogether, ctx: Context, take_back: TakeBack) -> tuple[list[str], list[str], set[str]]:
    """Take the changes of actions back; gives the keys of those that went back, and of those that stay with the
    questions that they answer.
    """
    settled: set[str] = set()
    back: list[str] = []
    kept: list[str] = []
    for step in reversed(event.steps):
        logged = ctx.uow.history.by_id(step)
        if logged is None or logged.undone_by is not None or logged.event.action_id is None:
            continue
        action = ctx.uow.actions.by_id(logged.event.action_id)
        if action is None:
            continue
        try:
            take_back(logged, action, ctx)
        except Stale:
            kept.append(action.key)
            settled.add(getattr(logged.event, "question", ""))
        else:
            back.append(action.key)
    return back[::-1], kept[::-1], settled


def _plan_back(event: AnsweredTogether, plan: Plan, ctx: Context) -> Plan:
    """The plan as it was; its recommendations go back to their sections."""
    before, after, now = event.rulings_before, event.rulings_after, plan.rulings
    rulings = Rulings(
        signs=_back(now.signs, before.signs, after.signs),
        orders=_back(now.orders, before.orders, after.orders),
        sheets=before.sheets if now.sheets == after.sheets else now.sheets,
    )
    key = ColourKey(
        _back(plan.colour_key.meanings, event.key_before.meanings, event.key_after.meanings),
        event.key_before.complete if plan.colour_key.complete == event.key_after.complete else plan.colour_key.complete,
    )
    if event.sections:
        stood = ctx.uow.versions.recommendations(plan.id)
        ctx.uow.versions.renew(
            [replace(one, section_id=event.sections[one.id]) for one in stood if one.id in event.sections], ()
        )
    columns = _back(plan.corrections, event.columns_before, event.columns_after)
    return replace(plan, rulings=rulings, colour_key=key, corrections=columns)


def _back(now: Mapping[K, V], before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, V]:
    """`now` without what changed from `before` to `after`, where nobody has changed it again."""
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    mine = {name for name in changed if now.get(name) == after.get(name)}
    kept = {name: value for name, value in now.items() if name not in mine}
    return kept | {name: before[name] for name in mine if name in before}
