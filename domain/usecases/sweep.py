"""The sweep: on working days at a channel's hour, what became overdue and was not announced there."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from domain.errors import StaleWrite, Unavailable
from domain.ids import OrganisationId
from domain.people import EVERYTHING, Organisation
from domain.plans import Follow, PlanState
from domain.ports import Clock, Store
from domain.reminders.wishes import QUIET_FROM
from domain.usecases.announcing import announce_newly_overdue

log = logging.getLogger("actionlog.sweep")

_ONE = timedelta(days=1)


def is_time(follow: Follow, organisation: Organisation, now: datetime) -> bool:
    """Should this channel be swept now? Once for each local working day, from its hour on, and not in the evening: what
    a process that was away comes back to at night is told in the morning.
    """
    local = now.astimezone(organisation.zone)
    swept = follow.last_swept
    if swept is not None and swept > local.date() + _ONE:  # by a clock that was ahead: not silent until then
        swept = None
    evening = max(QUIET_FROM, follow.hour + 1)
    return (
        (swept is None or swept < local.date())
        and follow.hour <= local.hour < evening
        and local.date() in organisation.working_days
    )


def sweep_overdue(store: Store, clock: Clock, *, at_once: bool = False) -> int:
    """Announce what became overdue, one transaction for each channel; gives how many actions.

    `at_once` does not wait for a channel's hour or for a working day (a person asked for it). A channel that fails
    does not stop the others: it is swept again at the next turn.
    """
    now = clock.now()
    announced = 0
    organisations = {each.id: each for each in store.organisations()}
    for organisation_id, follow in store.follows_to_sweep():
        organisation = organisations.get(organisation_id)
        # Asked before a transaction is opened: twice a minute, the answer is nearly always no.
        if organisation is None or not (at_once or is_time(follow, organisation, now)):
            continue
        try:
            announced += _sweep_one(store, organisation_id, follow, now)
        except (StaleWrite, Unavailable):
            log.warning("sweep of %s put off", follow.id)
        except Exception:  # what is wrong with one channel must not silence the others
            log.exception("sweep of %s failed", follow.id)
    return announced


def _sweep_one(store: Store, organisation_id: OrganisationId, follow: Follow, now: datetime) -> int:
    with store.writing(organisation_id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(follow.plan_id)
        if plan is None or plan.state is not PlanState.LIVE:
            return 0
        announced = announce_newly_overdue(uow, follow, plan, now=now)
        uow.plans.swept(follow.id, now.astimezone(uow.organisation.zone).date())
    return announced
