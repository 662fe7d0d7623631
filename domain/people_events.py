"""What happened to who is who: links, claims, roles, and who acts for whom. See `domain.events`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from domain.action_events import BaseEvent, Reversible
from domain.ids import EventId


class LeadLinked(Reversible):
    """A printed lead was said to be a person, a role or a team (`what`). The ids are empty in what was written before
    links could be undone.
    """

    kind: Literal["lead_linked"] = "lead_linked"
    lead: str
    before: str | None
    after: str
    lead_id: str = ""
    before_id: str = ""
    after_id: str = ""
    what: str = "person"


class LeadUnlinked(Reversible):
    """A printed lead is nobody in particular any more."""

    kind: Literal["lead_unlinked"] = "lead_unlinked"
    lead: str
    before: str
    lead_id: str
    before_id: str


class AccountLinked(Reversible):
    """An account was said to be a person's."""

    kind: Literal["account_linked"] = "account_linked"
    platform: str
    account: str
    before: str | None
    after: str
    account_id: str = ""
    before_id: str = ""
    after_id: str = ""


class AccountUnlinked(Reversible):
    """An account is nobody's any more."""

    kind: Literal["account_unlinked"] = "account_unlinked"
    platform: str
    account: str
    account_id: str
    before: str
    before_id: str


class ClaimMade(BaseEvent):
    """Somebody said who they are. `said` is the name they claim, `fits` why it was offered to them."""

    kind: Literal["claim_made"] = "claim_made"
    claim: str
    account: str
    said: str
    fits: str = ""


class ClaimDecided(BaseEvent):
    """A claim was confirmed or refused, or whoever made it took it back."""

    kind: Literal["claim_decided"] = "claim_decided"
    claim: str
    account: str
    said: str
    outcome: str


class RoleGiven(Reversible):
    """Somebody was given a role."""

    kind: Literal["role_given"] = "role_given"
    person: str
    role: str
    person_id: str = ""


class RoleTaken(Reversible):
    """A role was taken from somebody."""

    kind: Literal["role_taken"] = "role_taken"
    person: str
    role: str
    person_id: str = ""


class StandInNamed(Reversible):
    """Somebody acts for a role (`holder`), a team (`member`) or a person (`deputy`) from now on."""

    kind: Literal["stand_in_named"] = "stand_in_named"
    stand_in: str
    why: str
    person: str
    acts_for: str
    until: date | None = None
    person_id: str = ""
    acts_for_id: str = ""


class StandInEnded(Reversible):
    """Somebody no longer acts for a role, a team or a person; until then it was to be `until`."""

    kind: Literal["stand_in_ended"] = "stand_in_ended"
    stand_in: str
    why: str
    person: str
    acts_for: str
    until: date | None = None
    person_id: str = ""
    acts_for_id: str = ""


class MembersSet(Reversible):
    """Who holds a role or belongs to a team was said for one of its leads: the ids of people before and after."""

    kind: Literal["members_set"] = "members_set"
    acts_for: str
    acts_for_id: str
    lead_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class PeopleLoaded(BaseEvent):
    """A list of people was taken in; `links` are the events that it made, which are undone together."""

    undoable = True

    kind: Literal["people_loaded"] = "people_loaded"
    people: int
    links: tuple[str, ...]


class LeaverHandled(BaseEvent):
    """What somebody led was given to others (`steps`, the events of the actions) because they leave; `gone`: and they
    can't use Action Log any more. `ended` are the stand-ins that ended with it, each with whom it was for. Taken back
    as one thing.
    """

    undoable = True

    kind: Literal["leaver_handled"] = "leaver_handled"
    person: str
    person_of: str
    to: tuple[str, ...]
    steps: tuple[EventId, ...]
    gone: bool
    ended: tuple[tuple[str, str], ...] = ()


class GuestAdmitted(Reversible):
    """An administrator named the plans of which a guest's account may see its own actions; none shuts it out. Both are
    codes; `plans_before` and `plans_after` are the plans' ids.
    """

    kind: Literal["guest_admitted"] = "guest_admitted"
    account: str
    platform: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    account_id: str = ""
    plans_before: tuple[str, ...] = ()
    plans_after: tuple[str, ...] = ()


class PersonChanged(BaseEvent):
    """What is known of a person was put right: their name or e-mail address, or that they have left or are back."""

    kind: Literal["person_changed"] = "person_changed"
    person: str
    what: Literal["added", "name", "email", "left", "back"]
