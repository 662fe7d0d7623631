"""What the steps of a plan that is given in chat share: whose upload it is, its code, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from domain import policy
from domain.context import Context
from domain.errors import Invalid, NotFound
from domain.import_messages import ShowImport
from domain.importing.keys import InvalidPlanCode, check_plan_code
from domain.messages import Message, Questions
from domain.people import EVERYTHING, Platform, Sight
from domain.plans import PlanState
from domain.posting import Destination
from domain.speech import tr
from domain.uploads import Upload, UploadState
from domain.usecases import import_replies, taking_in
from domain.views import Button, Reply


def own_upload(ctx: Context, upload_id: str) -> Upload:
    """What this person gave and has not finished with.

    Raises:
        NotFound: it is gone, or somebody else's.
    """
    policy.require_import(ctx.actor, ctx.uow.people)
    upload = ctx.uow.uploads.by_id(upload_id)
    if upload is None or upload.person_id != ctx.actor.id or upload.state is UploadState.FAILED:
        raise NotFound(tr(import_replies.GONE))
    if upload.state is UploadState.DONE:
        raise _it_has_served(ctx, upload)
    return upload


def _it_has_served(ctx: Context, upload: Upload) -> NotFound:
    """The button stands on an older card: what became of the plan, so that nobody sends its document again in vain."""
    plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    plan = plan or (ctx.uow.plans.by_code(upload.code) if upload.code else None)
    if plan is None or plan.state is PlanState.CLOSED or not ctx.actor.coordinates(plan.id):
        return NotFound(tr(import_replies.GONE))
    if plan.state is not PlanState.DRAFT:
        return NotFound(
            tr("This was about the draft of {code}, and {code} is live by now. Nothing was changed.", code=plan.code)
        )
    newest = ctx.uow.uploads.of_plan(plan.id)
    go_on: Message = Questions(plan=plan.code)
    if newest is not None and newest.person_id == ctx.actor.id:
        go_on = ShowImport(upload=newest.id)
    return NotFound(
        tr(
            "This is about an older document of the draft {code}. Nothing was changed. To go on, write “import”.",
            code=plan.code,
        ),
        buttons=(Button(label=tr("Go on with {code}", code=plan.code), sends=go_on),),
    )


class NoCode(Invalid):
    """What was typed can't be the code of a plan; the sentence says why."""


def read_code(typed: str) -> str:
    """The code in capitals.

    Raises:
        NoCode: it can't be a code; the sentence says why.
    """
    try:
        return check_plan_code(typed)
    except InvalidPlanCode as error:
        raise NoCode(str(error)) from None


@contextmanager
def whole_view(ctx: Context) -> Iterator[None]:
    """Whether a code is free does not depend on what the person sees: a colleague's draft has it too."""
    ctx.uow.see_with(EVERYTHING)
    try:
        yield
    finally:
        ctx.uow.see_with(Sight.of(ctx.actor))


def where_it_stands(ctx: Context, upload: Upload) -> Reply:
    """What is to be decided about it next."""
    with whole_view(ctx):
        return in_place(taking_in.where_it_stands(ctx.uow, upload, at=ctx.now))


def in_place(reply: Reply) -> Reply:
    """The same answer, in place of the message whose button was pressed."""
    return reply.model_copy(update={"replaces": True})


def remembered(ctx: Context, code: str) -> Mapping[str, str]:
    """What columns mean in this plan, as somebody said when an earlier version of it was read."""
    plan = ctx.uow.plans.by_code(code) if code else None
    return plan.corrections if plan is not None and ctx.actor.coordinates(plan.id) else {}


def destination(ctx: Context) -> Destination:
    """The conversation in which the person speaks, so that it can be written to later."""
    inbound = ctx.inbound
    known = ctx.uow.conversation(inbound.platform, inbound.workspace, inbound.conversation)
    address = inbound.address or (known.address if known else {})
    return Destination(inbound.platform, inbound.workspace, inbound.conversation, address)


def privately(ctx: Context) -> Destination | None:
    """The same, where nobody else reads along."""
    return destination(ctx) if ctx.inbound.private or ctx.inbound.platform is Platform.CONSOLE else None
