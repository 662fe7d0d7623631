"""Which Slack teams and Teams tenants may talk with Action Log."""

from __future__ import annotations

from datetime import datetime

from domain.errors import Invalid, NotFound, StaleWrite
from domain.events import WorkspaceAdded, WorkspaceRemoved
from domain.ids import OrganisationId, WorkspaceId, new_id
from domain.people import EVERYTHING, SYSTEM, Platform, Signature, Workspace
from domain.ports import Store
from domain.speech import tr
from domain.usecases.channel import stopped
from domain.usecases.linking import workspace_id


def add_workspace(
    store: Store,
    organisation_id: OrganisationId,
    platform: Platform,
    external_id: str,
    name: str,
    *,
    at: datetime,
    by: Signature = SYSTEM,
) -> bool:
    """Let a Slack team or a Teams tenant in; `False` if it was in already.

    Raises:
        Invalid: it belongs to another organisation, or can't be a workspace.
    """
    external_id = workspace_id(platform, external_id)
    known = store.find_workspace(platform, external_id)
    if known is not None:
        if known.organisation_id != organisation_id:
            raise Invalid(tr("This workspace belongs to another organisation."))
        return False
    added = WorkspaceAdded(at=at, by=by, platform=platform.value, workspace=external_id)
    try:
        with store.writing(organisation_id) as uow:
            made = Workspace(WorkspaceId(new_id()), organisation_id, platform, external_id, name)
            uow.add_workspace(made, because=added)
    except StaleWrite:  # it was another organisation's, and what came from it is theirs still
        raise Invalid(tr("This workspace belongs to another organisation.")) from None
    return True


def remove_workspace(
    store: Store, organisation_id: OrganisationId, platform: Platform, external_id: str, *, at: datetime
) -> int:
    """Let a Slack team or a Teams tenant in no more: its channels follow nothing, nobody of it is heard and nothing is
    sent there; gives how many messages that waited for it are not sent. Who did what stays, and `add_workspace` lets
    its people in again as they were linked.

    Raises:
        NotFound: it is not let in.
    """
    external_id = workspace_id(platform, external_id)
    with store.writing(organisation_id) as uow:
        uow.see_with(EVERYTHING)
        there = [one for one in uow.workspaces() if (one.platform, one.external_id) == (platform, external_id)]
        if not there:
            raise NotFound(
                tr("{platform} {workspace} is not let in.", platform=platform.value.title(), workspace=external_id)
            )
        gone = WorkspaceRemoved(at=at, by=SYSTEM, platform=platform.value, workspace=external_id)
        unsent = uow.remove_workspace(there[0], because=gone)
        for plan in uow.plans.all():
            for follow in uow.plans.follows(plan.id):
                if follow.workspace_id == there[0].id:
                    uow.plans.unfollow(follow.id, because=stopped(follow, at=at, by=SYSTEM))
        return unsent
