"""What the steps of a plan that is given in chat share: whose upload it is, its code, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from domain import policy
from domain.context import Context
from domain.errors import Invalid, NotFound
from domain.importing.keys import InvalidPlanCode, check_plan_code
from domain.people import EVERYTHING, Platform, Sight
from domain.posting import Destination
from domain.speech import tr
from domain.uploads import Upload, UploadState
from domain.usecases import import_replies, taking_in
from domain.views import Reply


def own_upload(ctx: Context, upload_id: str) -> Upload:
    """What this person gave and has not finished with.

    Raises:
        NotFound: it is gone, or somebody else's.
    """
    policy.require_import(ctx.actor, ctx.uow.people)
    upload = ctx.uow.uploads.by_id(upload_id)
    if upload is None or upload.person_id != ctx.actor.id or upload.state in (UploadState.FAILED, UploadState.DONE):
        raise NotFound(tr(import_replies.GONE))
    return upload


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
