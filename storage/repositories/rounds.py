"""Update rounds, and plans in figures week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, literal_column, select

from domain.ids import ActionId, PersonId, PlanId
from domain.reminders.records import Figures, Round
from storage.mapping import AnyRow
from storage.repositories.scope import ORGANISATION, Scope
from storage.schema import figures, notices, rounds

_ROUND = select(rounds).where(rounds.c.organisation_id == ORGANISATION, rounds.c.id == bindparam("wanted"))
_OF_PLAN = (
    select(rounds)
    .where(rounds.c.organisation_id == ORGANISATION, rounds.c.plan_id == bindparam("plan"))
    .order_by(rounds.c.opened_at.desc(), rounds.c.id.desc())
    .limit(100)
)
_OPEN_OF_PLAN = _OF_PLAN.where(rounds.c.closed_at.is_(None))
_CLOSE = (
    rounds.update()
    .where(rounds.c.organisation_id == ORGANISATION, rounds.c.id == bindparam("wanted"), rounds.c.closed_at.is_(None))
    .values(closed_at=bindparam("moment"))
)
_GO_ON = (
    rounds.update()
    .where(rounds.c.organisation_id == ORGANISATION, rounds.c.id == bindparam("wanted"))
    .values(closed_at=None)
)
_ASKED = (
    select(notices.c.person_id, notices.c.about)
    .where(
        notices.c.organisation_id == ORGANISATION,
        notices.c.key >= bindparam("first"),
        notices.c.key < bindparam("last"),
        notices.c.kind == literal_column("'round'"),
    )
    .order_by(notices.c.sequence)
)
_BEFORE = (
    select(figures)
    .where(
        figures.c.organisation_id == ORGANISATION,
        figures.c.plan_id == bindparam("plan"),
        figures.c.day < bindparam("before"),
    )
    .order_by(figures.c.day.desc())
    .limit(1)
)


class Rounds:
    """The part of `domain.reminders.records.Reminders` that is about rounds and figures."""

    _scope: Scope

    def open_round(self, opened: Round) -> None:
        """Keep a round."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": opened.id,
            "plan_id": opened.plan_id,
            "person_id": opened.person_id,
            "opened_at": opened.opened_at,
            "deadline": opened.deadline,
            "closed_at": opened.closed_at,
        }
        self._scope.add(rounds, [row])

    def close_round(self, round_id: str, at: datetime) -> None:
        """It is over."""
        self._scope.run(_CLOSE, wanted=round_id, moment=at)

    def go_on_with_round(self, round_id: str) -> None:
        """It is not over after all."""
        self._scope.run(_GO_ON, wanted=round_id)

    def round(self, round_id: str) -> Round | None:
        """One round."""
        row = self._scope.first(_ROUND, wanted=round_id)
        return None if row is None else _round_from(row)

    def asked_in(self, round_id: str) -> Mapping[PersonId, tuple[ActionId, ...]]:
        """Who was asked about which actions in a round."""
        rows = self._scope.all(_ASKED, first=f"round:{round_id}:", last=f"round:{round_id};")
        return {PersonId(row.person_id): tuple(map(ActionId, row.about["actions"])) for row in rows}

    def rounds(self, plan_id: PlanId, *, only_open: bool = False) -> Sequence[Round]:
        """The rounds of a plan, newest first."""
        statement = _OPEN_OF_PLAN if only_open else _OF_PLAN
        return [_round_from(row) for row in self._scope.all(statement, plan=plan_id)]

    def figures_before(self, plan_id: PlanId, day: date) -> Figures | None:
        """The newest figures of a plan from before this day."""
        row = self._scope.first(_BEFORE, plan=plan_id, before=day)
        return None if row is None else Figures(day=row.day, **row.counts)

    def keep_figures(self, plan_id: PlanId, figures_now: Figures) -> None:
        """Keep a plan's figures of a day, unless they are kept."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "plan_id": plan_id,
            "day": figures_now.day,
            "counts": {
                "open": figures_now.open,
                "overdue": figures_now.overdue,
                "complete": figures_now.complete,
                "colours": dict(figures_now.colours),
            },
        }
        self._scope.connection.execute(self._scope.insert(figures).on_conflict_do_nothing(), row)


def _round_from(row: AnyRow) -> Round:
    return Round(
        id=row.id,
        plan_id=PlanId(row.plan_id),
        person_id=PersonId(row.person_id),
        opened_at=row.opened_at,
        deadline=row.deadline,
        closed_at=row.closed_at,
    )
