"""From where a question is answered: what every kind of answer needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import PersonId, WorkspaceId
from domain.people import Signature
from domain.plans import Plan
from domain.ports import UnitOfWork
from domain.posting import Destination


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Who answers, where and when. `workspace_id` is where mentions are looked up, `told` where the person hears of
    what takes a while.
    """

    uow: UnitOfWork
    plan: Plan
    by: Signature
    at: datetime
    today: date
    workspace_id: WorkspaceId | None = None
    me: PersonId | None = None
    told: Destination | None = None
