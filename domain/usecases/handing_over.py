"""Files that are made for somebody in the background, and brought to their own chat.

Some platforms ask a person before a bot's file goes among theirs. What they answer comes back as a message of its own
and is judged anew: it must be the person who was asked, in their own chat, and still in time. A second yes finds the
work under way by its name, so it does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.context import Context
from domain.errors import Invalid, NotFound, Refused, Stale
from domain.ids import PersonId, PlanId
from domain.import_messages import TakeFile
from domain.paper_messages import TakeReport
from domain.people import Platform
from domain.plans import Plan
from domain.ports import UnitOfWork
from domain.posting import Destination
from domain.sending import job_kind
from domain.speech import tr
from domain.views import Reply, say

Offered = TakeFile | TakeReport
"""The answer to the question whether a file may come: of which plan, for whom, and until when it is good."""


def own_chat(ctx: Context, sentence: str) -> Destination:
    """The chat with whoever asks, also where they ask in a channel.

    Raises:
        Refused: there is none that could be written to yet; with this sentence.
    """
    inbound = ctx.inbound
    if not inbound.private:
        if inbound.platform is Platform.SLACK:  # it opens the chat with whoever is called this
            return Destination(inbound.platform, inbound.workspace, inbound.account, {})
        chat = ctx.uow.conversation_with(inbound.platform, inbound.workspace, inbound.account)
        if chat is None or chat.person_external_id != inbound.account:
            raise Refused(sentence)
        return Destination(inbound.platform, inbound.workspace, chat.conversation, chat.address)
    known = ctx.uow.conversation(inbound.platform, inbound.workspace, inbound.conversation)
    address = inbound.address or (known.address if known else {})
    return Destination(inbound.platform, inbound.workspace, inbound.conversation, address)


def queue(
    uow: UnitOfWork,
    key: str,
    plan_id: PlanId,
    person_id: PersonId,
    where: Destination,
    put: Mapping[str, str],
    **more: str,
) -> bool:
    """Have it made, once for each `key`; `put` is the place that the person's yes brought, if they were asked."""
    payload: dict[str, Any] = {
        "plan": plan_id,
        "person": person_id,
        "conversation": where.conversation,
        "workspace": where.workspace,
        "platform": where.platform.value,
        "address": dict(where.address),
        "put": dict(put),
        **more,
    }
    return uow.jobs.put(key=key, kind=job_kind(where.platform.value, where.workspace), payload=payload)


def plan_offered(answer: Offered, ctx: Context) -> Plan:
    """The plan whose file this very person was offered, in their own chat.

    Raises:
        Refused, NotFound: it was meant for somebody else, or they can't see the plan any more.
    """
    if answer.person != ctx.actor.id or not ctx.inbound.private:
        raise Refused(tr("This file was meant for somebody else, so nothing was sent."))
    plan = ctx.uow.plans.by_id(PlanId(answer.plan))
    if plan is None:
        raise NotFound(tr("I couldn't find the plan that this file is about."))
    return plan


def place_given(answer: Offered, ctx: Context, again: str) -> tuple[Destination, Mapping[str, str]]:
    """The chat of the yes, and the place for the file that came with it.

    Raises:
        Stale, Invalid: it is too late, or no place came; `again` says how to ask anew.
    """
    if ctx.now > answer.until:
        raise Stale(tr("This offer is too old. {again}", again=again))
    put = next((dict(one.source) for one in ctx.inbound.files), {})
    if not put:
        raise Invalid(tr("No place for the file came with your answer. {again}", again=again))
    inbound = ctx.inbound
    return Destination(inbound.platform, inbound.workspace, inbound.conversation, inbound.address), put


def in_place(words: str) -> Reply:
    """An answer that stands where the question stood."""
    return say(words).model_copy(update={"replaces": True})
