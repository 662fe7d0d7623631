"""Claims: who says that they are whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select

from domain.claims import Claim, ClaimState
from domain.errors import StaleWrite
from domain.events import Event
from domain.ids import AccountId, ClaimId, LeadId, OrganisationId, PersonId, PlanId
from storage.mapping import AnyRow
from storage.repositories.history import log
from storage.repositories.refreshes import queue_refreshes_of_claims
from storage.repositories.scope import ORGANISATION, Scope
from storage.schema import CLAIM_OPEN, claims

_ROWS = select(claims).where(claims.c.organisation_id == ORGANISATION)
_BY_ID = _ROWS.where(claims.c.id == bindparam("claim"))
_BY_ID_TO_WRITE = _BY_ID.with_for_update()
_OF_ACCOUNT = _ROWS.where(claims.c.account_id == bindparam("account"), CLAIM_OPEN).order_by(claims.c.id)
_WAITING = _ROWS.where(CLAIM_OPEN).order_by(claims.c.id).limit(bindparam("size"))
_MADE = (
    select(func.count())
    .select_from(claims)
    .where(
        claims.c.organisation_id == ORGANISATION,
        claims.c.account_id == bindparam("account"),
        claims.c.at >= bindparam("since"),
    )
)
_DECIDE = (
    claims.update()
    .where(claims.c.organisation_id == ORGANISATION, claims.c.id == bindparam("of_claim"), CLAIM_OPEN)
    .values(state=bindparam("outcome"), decided_at=bindparam("decided"))
)


def _from(row: AnyRow) -> Claim:
    return Claim(
        ClaimId(row.id),
        OrganisationId(row.organisation_id),
        AccountId(row.account_id),
        row.target,
        row.at,
        LeadId(row.lead_id) if row.lead_id else None,
        PersonId(row.person_id) if row.person_id else None,
        PlanId(row.plan_id) if row.plan_id else None,
        row.said,
        row.fits,
        ClaimState(row.state),
        row.decided_at,
    )


class SqlClaims:
    """`domain.claims.Claims`."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, claim: Claim) -> bool:
        """Keep it; `False` where the account has claimed the same already, and nobody has decided."""
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": claim.id,
            "account_id": claim.account_id,
            "target": claim.target,
            "lead_id": claim.lead_id,
            "person_id": claim.person_id,
            "plan_id": claim.plan_id,
            "said": claim.said,
            "fits": claim.fits,
            "state": claim.state.value,
            "at": claim.at,
            "decided_at": claim.decided_at,
        }
        statement = self._scope.insert(claims).on_conflict_do_nothing(
            index_elements=["organisation_id", "account_id", "target"], index_where=literal_column("state = 'open'")
        )
        if self._scope.connection.execute(statement.returning(claims.c.id), row).first() is None:
            return False
        queue_refreshes_of_claims(self._scope)
        return True

    def by_id(self, claim_id: ClaimId) -> Claim | None:
        """One claim; locked until the end in a writing unit of work."""
        row = self._scope.first(_BY_ID_TO_WRITE if self._scope.writing else _BY_ID, claim=claim_id)
        return None if row is None else _from(row)

    def of_account(self, account_id: AccountId) -> Sequence[Claim]:
        """What waits of this account's claims, oldest first."""
        return [_from(row) for row in self._scope.all(_OF_ACCOUNT, account=account_id)]

    def made_since(self, account_id: AccountId, since: datetime) -> int:
        """How many it made since then, whatever became of them."""
        return self._scope.number(_MADE, account=account_id, since=since)

    def waiting(self, limit: int = 200) -> Sequence[Claim]:
        """Every claim that waits, oldest first."""
        return [_from(row) for row in self._scope.all(_WAITING, size=limit)]

    def decide(self, claim: Claim, state: ClaimState, *, at: datetime, because: Event | None) -> None:
        """Say what became of it.

        Raises:
            StaleWrite: somebody else did, or it was withdrawn.
        """
        if self._scope.run(_DECIDE, of_claim=claim.id, outcome=state.value, decided=at).rowcount != 1:
            raise StaleWrite("claims.state")
        queue_refreshes_of_claims(self._scope)
        if because is not None:
            log(self._scope, because)
