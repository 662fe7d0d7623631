"""`discard`: stop an import or throw a draft away, in words, as the button **Discard** of its card does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain import policy
from domain.context import Context
from domain.errors import Asked, Invalid
from domain.events import PlanDeleted
from domain.import_messages import DiscardDraft, DropImport, ShowImport
from domain.messages import Message, ShowPlan
from domain.plans import Plan, PlanState
from domain.registry import registry
from domain.speech import marked, tr
from domain.uploads import Upload
from domain.usecases import import_replies, taking_in
from domain.usecases.finding import find_plan
from domain.usecases.uploaded import in_place
from domain.views import Button, Buttons, Paragraph, Reply, say

_MOST = 5


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What can be thrown away: its code if it has one, what it is called, and what the two buttons send."""

    code: str
    name: str
    question: str
    discard: Message
    keep: Message

    @property
    def chosen(self) -> Message:
        """What the button sends that picks it among others: a draft, with its answers, is asked about once more."""
        return DiscardDraft(plan=self.code) if isinstance(self.discard, DiscardDraft) else self.discard

    def ask(self) -> Reply:
        label = tr("Discard {code}", code=self.name)[:70]
        return Reply(
            elements=(
                Paragraph(text=self.question),
                Buttons(
                    buttons=(
                        Button(label=label, sends=self.discard, style="danger"),
                        Button(label=tr("Keep it"), sends=self.keep),
                    )
                ),
            ),
            outcome="asked",
        )


def parse(word: str, rest: str) -> DiscardDraft:
    """`discard TSP`."""
    return DiscardDraft(plan=rest.strip()[:80])


@registry.handles(
    DiscardDraft,
    verb="discard",
    usage="discard [PLAN]",
    summary=marked("Stop an import, or throw away a draft that is not live yet (coordinators)"),
    parse=parse,
)
def discard_draft(command: DiscardDraft, ctx: Context) -> Reply:
    """Forget it once the person is sure; with no plan named, what waits."""
    waiting = [one for one in _all_that_waits(ctx) if not command.plan or one.code == command.plan.upper()]
    if waiting and not command.sure:
        if len(waiting) == 1:
            return waiting[0].ask()
        buttons = tuple(Button(label=one.name[:70], sends=one.chosen) for one in waiting[:_MOST])
        raise Asked(tr("Which do you want to discard?"), buttons=buttons)
    if not command.plan:
        raise Invalid(tr("No import of yours is under way, and you have no draft. There is nothing to discard."))
    plan = find_plan(ctx, command.plan, lambda other: command.with_(plan=other))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("discard it"))
    if plan.state is not PlanState.DRAFT:
        raise Invalid(
            tr("{code} is live, and others work from it: only a draft can be discarded.", code=plan.code),
            buttons=(Button(label=tr("Show {code}", code=plan.code), sends=ShowPlan(plan=plan.code)),),
        )
    document = ctx.uow.uploads.of_plan(plan.id)
    if document is not None:
        taking_in.drop(ctx.uow, document, by=ctx.actor.signature, at=ctx.now)
    else:
        event = PlanDeleted(at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, code=plan.code, title=plan.title)
        ctx.uow.plans.delete_draft(plan.id, because=event)
    return in_place(say(tr("Discarded. I have kept nothing of it.")))


def _all_that_waits(ctx: Context) -> Iterator[_Waiting]:
    """What this person gave that is no plan yet, and the drafts that they coordinate; what came last stands first."""
    drafts = {
        plan.id: plan
        for plan in ctx.uow.plans.all()
        if plan.state is PlanState.DRAFT and policy.may_coordinate(ctx.actor, plan)
    }
    for upload in ctx.uow.uploads.of_person(ctx.actor.id):
        if upload.plan_id is None:
            yield _of_upload(upload)
        elif (plan := drafts.pop(upload.plan_id, None)) is not None:
            yield _of_draft(ctx, plan)
    for plan in drafts.values():
        yield _of_draft(ctx, plan)


def _of_upload(upload: Upload) -> _Waiting:
    name = import_replies.called(upload)
    question = tr("Discard {name}? Nothing of it is in a plan yet.", name=name)
    return _Waiting(upload.code, name, question, DropImport(upload=upload.id, sure=True), ShowImport(upload=upload.id))


def _of_draft(ctx: Context, plan: Plan) -> _Waiting:
    document = ctx.uow.uploads.of_plan(plan.id)
    mine = document is not None and document.person_id == ctx.actor.id
    keep: Message = ShowImport(upload=document.id) if document is not None and mine else ShowPlan(plan=plan.code)
    question = tr("Discard the draft {code}, with what you answered about it?", code=plan.code)
    return _Waiting(plan.code, plan.code, question, DiscardDraft(plan=plan.code, sure=True), keep)
