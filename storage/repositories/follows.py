"""The channels that follow plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import bindparam, select

from domain.events import Event
from domain.ids import FollowId, OrganisationId, PlanId, WorkspaceId
from domain.people import Platform
from domain.plans import Follow
from storage.mapping import AnyRow
from storage.repositories.history import log
from storage.repositories.ledger import settle_plan
from storage.repositories.scope import ORGANISATION, Rows, Scope, View, in_view
from storage.schema import follows


def follow_from(row: AnyRow) -> Follow:
    """A channel that follows a plan."""
    return Follow(
        id=FollowId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        plan_id=PlanId(row.plan_id),
        workspace_id=WorkspaceId(row.workspace_id),
        platform=Platform(row.platform),
        channel=row.channel,
        channel_name=row.channel_name,
        hour=row.hour,
        last_swept=row.last_swept,
    )


@cache
def _of_plan(view: View) -> Rows:
    return (
        select(follows)
        .where(
            follows.c.organisation_id == ORGANISATION, follows.c.plan_id == bindparam("plan"), in_view(follows, view)
        )
        .order_by(follows.c.id)
    )


@cache
def _in_channel(view: View) -> Rows:
    return (
        select(follows)
        .where(
            follows.c.organisation_id == ORGANISATION,
            follows.c.platform == bindparam("platform"),
            follows.c.workspace_id == bindparam("workspace"),
            follows.c.channel == bindparam("channel"),
            in_view(follows, view),
        )
        .order_by(follows.c.id)
    )


_GO = (
    follows.delete()
    .where(follows.c.organisation_id == ORGANISATION, follows.c.id == bindparam("of_follow"))
    .returning(follows.c.plan_id)
)
_SWEPT = (
    follows.update()
    .where(follows.c.organisation_id == ORGANISATION, follows.c.id == bindparam("of_follow"))
    .values(last_swept=bindparam("day"))
)


class Follows:
    """The part of `domain.ports.Plans` that is about channels."""

    _scope: Scope

    def follows(self, plan_id: PlanId) -> Sequence[Follow]:
        """The channels that follow a plan."""
        return [follow_from(row) for row in self._scope.all(_of_plan(self._scope.view), plan=plan_id)]

    def followed_in(self, platform: Platform, workspace_id: WorkspaceId, channel: str) -> Sequence[Follow]:
        """What a channel follows."""
        rows = self._scope.all(
            _in_channel(self._scope.view), platform=platform.value, workspace=workspace_id, channel=channel
        )
        return [follow_from(row) for row in rows]

    def follow(self, follow: Follow, *, because: Event) -> None:
        """A channel begins to follow.

        Raises:
            StaleWrite: it follows the plan already.
        """
        row = {
            "organisation_id": self._scope.organisation_id,
            "id": follow.id,
            "plan_id": follow.plan_id,
            "workspace_id": follow.workspace_id,
            "platform": follow.platform.value,
            "channel": follow.channel,
            "channel_name": follow.channel_name,
            "hour": follow.hour,
            "last_swept": follow.last_swept,
        }
        self._scope.add(follows, [row])
        settle_plan(self._scope, follow.plan_id)
        log(self._scope, because)

    def unfollow(self, follow_id: FollowId, *, because: Event) -> None:
        """A channel stops."""
        plan_id = self._scope.run(_GO, of_follow=follow_id).scalar()
        if plan_id is None:
            return
        settle_plan(self._scope, plan_id)
        log(self._scope, because)

    def swept(self, follow_id: FollowId, day: date) -> None:
        """Remember that a channel's sweep of this local day is done."""
        self._scope.run(_SWEPT, of_follow=follow_id, day=day)
