"""Who speaks: what is kept of an account and its person, as somebody who may do this and see that."""

from __future__ import annotations

from dataclasses import replace

from domain.context import AccountFacts, Inbound
from domain.ids import AccountId, new_id
from domain.people import EVERYTHING, Account, Actor, Person, Role, Sight, Speaker, Workspace
from domain.ports import UnitOfWork


def actor_of(speaker: Speaker, person: Person) -> Actor:
    """Who asks, with what they are in each plan."""
    if speaker.account.is_guest:
        return _as_guest(speaker, person)
    return Actor(person, speaker.account, speaker.memberships, speaker.stands_in, language=speaker.language)


def _as_guest(speaker: Speaker, person: Person) -> Actor:
    """A guest is a lead in the plans that were named for this very account, for themselves and for the roles and teams
    that they are in, and nothing else: nobody's deputy either.
    """
    named = speaker.guest_plans
    led = tuple(one for one in speaker.memberships if one.role is Role.LEAD and one.plan_id in named)
    posts = tuple(one for one in speaker.stands_in if one.is_post)
    return Actor(person, speaker.account, led, posts, guest_plans=named, language=speaker.language)


def sight(actor: Actor, inbound: Inbound, workspace: Workspace, uow: UnitOfWork) -> Sight:
    """What somebody may see here: who reads in a channel may see there what it follows."""
    if inbound.private or actor.guest_plans is not None:
        return Sight.of(actor)
    uow.see_with(EVERYTHING)
    followed = uow.plans.followed_in(inbound.platform, workspace.id, inbound.conversation)
    return Sight.of(actor, here=[one.plan_id for one in followed])


def renewed(account: Account | None, inbound: Inbound, facts: AccountFacts, workspace: Workspace) -> Account:
    """The account as its platform says now that it is; a new one where it was not known."""
    if account is None:
        account = Account(
            id=AccountId(new_id()),
            organisation_id=workspace.organisation_id,
            workspace_id=workspace.id,
            platform=inbound.platform,
            external_id=inbound.account,
        )
    return replace(
        account,
        display_name=facts.display_name or inbound.display_name or account.display_name,
        is_guest=facts.is_guest,
        is_bot=facts.is_bot,
        is_deactivated=facts.is_deactivated,
        is_outside=facts.is_outside,
        email=facts.email or account.email,
    )
