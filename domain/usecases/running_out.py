"""Whose time is over: who acted for somebody until a day no longer does, and their cards are drawn again."""

from __future__ import annotations

import logging

from domain.errors import StaleWrite, Unavailable
from domain.events import StandInEnded
from domain.people import EVERYTHING, SYSTEM
from domain.ports import Clock, Store

log = logging.getLogger("actionlog.running_out")


def end_what_ran_out(store: Store, clock: Clock) -> int:
    """End every stand-in whose last day is past, once; gives how many."""
    now = clock.now()
    ended = 0
    for organisation in store.organisations():
        today = now.astimezone(organisation.zone).date()
        with store.reading(organisation.id) as uow:  # asked twice a minute, and nearly always there is none
            if not uow.people.run_out(today):
                continue
        try:
            with store.writing(organisation.id) as uow:
                uow.see_with(EVERYTHING)
                for one in uow.people.run_out(today):
                    person = uow.people.person(one.person_id)
                    because = StandInEnded(
                        at=now,
                        by=SYSTEM,
                        stand_in=one.id,
                        why=one.kind.value,
                        person=person.name if person else "somebody",
                        acts_for=one.for_name,
                    )
                    uow.people.end_stand_in(one, at=now, because=because)
                    ended += 1
        except (StaleWrite, Unavailable):
            log.warning("what ran out in %s is ended at the next turn", organisation.id)
    return ended
