"""Who says that they are somebody in the plans, for those who may confirm it: wherever what waits for them is shown."""

from __future__ import annotations

from domain.claims import Claim
from domain.context import Context
from domain.ids import PlanId
from domain.people import EVERYTHING, Account, Sight
from domain.speech import tr, trn
from domain.usecases.candidates import deciders, may_decide
from domain.usecases.claim_question import question
from domain.views import Element, Heading, Paragraph

MOST = 5
"""So many are shown at a time; when they are answered, the next come."""


def to_decide(ctx: Context, plan_id: PlanId | None = None) -> list[tuple[Claim, Account]]:
    """The claims that this person may decide, oldest first: on this plan, which they see, or on none in particular.
    Without a plan, those about which they are asked, so that administrators don't hear of plans that are not theirs.
    """
    if not (ctx.actor.is_administrator or ctx.actor.coordinated):
        return []
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        found = []
        for claim in ctx.uow.claims.waiting():
            if plan_id is not None and claim.plan_id not in {None, plan_id}:
                continue
            person = ctx.uow.people.person(claim.person_id) if claim.person_id else None
            account = ctx.uow.people.account_by_id(claim.account_id)
            if account is None or (account.person_id is not None and claim.lead_id is None):
                continue  # somebody has said by now who that is
            if account.barred is not None:
                continue  # nobody can speak from it now; if the platform opens it again, it is asked again
            if plan_id is None:
                theirs = ctx.actor.id in {one.id for one in deciders(ctx.uow, person=person, plan_id=claim.plan_id)}
            else:
                theirs = may_decide(ctx.uow, ctx.actor, person=person, plan_id=claim.plan_id)
            if theirs:
                found.append((claim, account))
        return found
    finally:
        ctx.uow.see_with(sight)


def asked(ctx: Context, claims: list[tuple[Claim, Account]], *, most: int = MOST) -> list[Element]:
    """The first of them with their buttons, and how many more there are."""
    if not claims:
        return []
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        elements: list[Element] = [Heading(text=tr("Who is this?"))]
        for claim, account in claims[:most]:
            elements += question(ctx.uow, claim, account)
    finally:
        ctx.uow.see_with(sight)
    if len(claims) > most:
        more = len(claims) - most
        words = trn(
            "{count:,} more says who they are. It comes when these are answered.",
            "{count:,} more say who they are. They come when these are answered.",
            more,
        )
        elements.append(Paragraph(text=words))
    return elements
