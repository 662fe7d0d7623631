"""Before a change is offered to somebody who did not ask for it in so many words: may they make it?"""

from __future__ import annotations

from domain.context import Context
from domain.errors import Asked, DomainError
from domain.messages import Message, Need, Show
from domain.policy import require_update
from domain.registry import registry
from domain.usecases.finding import find_action


def refuse_vain_offer(offer: DomainError, ctx: Context) -> None:
    """Who may not change the action hears that at once, and not after a press.

    Raises:
        NotFound, Refused: all that is offered is of one action, which is not there, or not for them to change.
    """
    refs = {getattr(one.sends, "ref", "") for one in offer.buttons if one.sends.needs is Need.UPDATE}
    if len(refs) != 1 or not (ref := refs.pop()):
        return

    def show(key: str) -> Message:
        return Show(ref=key)

    try:
        action, plan = find_action(ctx, ref, show)
    except Asked:  # several plans have it: which one is asked when the offer is taken
        return
    require_update(ctx.actor, action, plan, ctx.uow.people)


registry.refuse_vain_offer = refuse_vain_offer
