"""What people are to be told of what others did: it waits for their hours, and is shown here one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from domain.ids import PersonId
from domain.people import EVERYTHING
from domain.ports import Store, UnitOfWork
from domain.reminders.records import News, Notice
from domain.usecases.direct import reach
from domain.usecases.news import say_claims, say_words
from domain.usecases.nudging import eyes_of
from domain.usecases.requesting import say_asked
from domain.views import Element, Reply
from tests.builders import NOW, Town

LATER = NOW + timedelta(hours=1)


def to_be_told(store: Store, town: Town) -> list[tuple[str, Reply]]:
    """The account that each piece of news goes to, and what it says; it counts as told then."""
    found = []
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        for person in cast("Any", uow.people).all():
            found += [(_account(uow, person.id), reply) for reply in _news(uow, person.id)]
    return found


def _news(uow: UnitOfWork, person_id: PersonId) -> Sequence[Reply]:
    uow.see_with(eyes_of(uow, person_id, LATER.date()))
    notices = [one for one in uow.reminders.notices(person_id) if one.kind in {News.ASKED, News.CLAIM, News.WORD}]
    said = [_said(uow, one, person_id) for one in notices]
    uow.reminders.told_of([one.key for one in notices], LATER)
    uow.see_with(EVERYTHING)
    return [Reply(elements=tuple(elements)) for elements in said if elements]


def _said(uow: UnitOfWork, notice: Notice, person_id: PersonId) -> list[Element]:
    if notice.kind is News.ASKED:
        return say_asked(uow, [notice], person_id, LATER.date())
    return say_claims(uow, [notice]) if notice.kind is News.CLAIM else say_words([notice])


def _account(uow: UnitOfWork, person_id: PersonId) -> str:
    way = reach(uow, person_id, LATER).destination
    return way.conversation if way else person_id
