"""What people ask about who is who. As of every message, names and fields are a public contract."""

from __future__ import annotations

from pydantic import Field

from domain.messages import Command, FormQuery, Need, Query

Id = Field(default="", max_length=40)
Name = Field(default="", max_length=200)
Names = Field(default="", max_length=1000)
MOST_LINKS = 40
"""What one button can take back: its value has to fit into Slack's 2,000 characters."""
Code = Field(default="", max_length=80)
Target = Field(default="", max_length=60)
"""What is claimed: `lead:` or `person:` and an id. It is looked at anew when it comes back."""


class WhoAmI(Query):
    """Who I am to Action Log: the answer to the first words of somebody whom nobody has linked yet. `skip` are those
    they said they are not.
    """

    name = "whoami"
    needs = Need.NEWCOMER
    skip: tuple[str, ...] = Field(default=(), max_length=10)


class WhoIs(Query):
    """Who is meant by a name or by initials in the plans that I can see."""

    name = "who_is"
    needs = Need.ANYONE
    called: str = Field(default="", max_length=100)


class ClaimToBe(Command):
    """Yes, that is me."""

    name = "claim"
    needs = Need.NEWCOMER
    target: str = Target


class OpenClaim(FormQuery):
    """Show the form in which somebody says whom the plan means by them."""

    name = "open_claim"
    needs = Need.NEWCOMER


class ClaimByName(Command):
    """I am who is called this in the plan."""

    name = "claim_name"
    needs = Need.NEWCOMER
    said: str = Name


class WithdrawClaim(Command):
    """I was mistaken: forget what I said of myself."""

    name = "unclaim"
    needs = Need.NEWCOMER


class DecideClaim(Command):
    """Yes, this account is them; or not."""

    name = "decide_claim"
    needs = Need.COORDINATE
    claim: str = Id
    yes: bool = False


class OpenClaimant(FormQuery):
    """Show the form in which a coordinator says who somebody is who could not be placed."""

    name = "open_claimant"
    needs = Need.COORDINATE
    claim: str = Id


class PlaceClaimant(Command):
    """This account is that lead of the plan, as it is printed; or that person."""

    name = "place_claimant"
    needs = Need.COORDINATE
    claim: str = Id
    plan: str = Code
    who: str = Name


class ShowPeople(Query):
    """Who leads what in a plan, and who is not known yet; `which` is unknown or all."""

    name = "people"
    needs = Need.COORDINATE
    changes_by_itself = True
    plan: str = Code
    which: str = Field(default="unknown", max_length=20)
    page: int = Field(default=1, ge=1, le=10_000)


class OpenLink(FormQuery):
    """Show the form in which a lead is linked."""

    name = "open_link"
    needs = Need.COORDINATE
    lead: str = Id


class LinkLead(Command):
    """A printed lead is that person, role or team. `lead` is its id, or `printed` its name in the plan; `who` are
    people as a picker gives them; `what` is person, role or team.
    """

    name = "link"
    needs = Need.COORDINATE
    lead: str = Id
    plan: str = Code
    printed: str = Name
    what: str = Field(default="person", max_length=20)
    who: str = Names
    email: str = Name


class UnlinkLead(Command):
    """A printed lead is nobody in particular any more."""

    name = "unlink"
    needs = Need.COORDINATE
    lead: str = Id
    plan: str = Code
    printed: str = Name


class UnlinkAccount(Command):
    """An account is nobody's any more."""

    name = "unlink_account"
    needs = Need.COORDINATE
    who: str = Names


class UndoLinks(Command):
    """Take these links back. The event of a list that was loaded stands for all of its links."""

    name = "undo_link"
    needs = Need.COORDINATE
    events: tuple[str, ...] = Field(default=(), max_length=MOST_LINKS)


class ChangeRole(Command):
    """Give somebody a role, or take it (`take`): viewer or coordinator of a plan, or administrator."""

    name = "role"
    needs = Need.COORDINATE
    who: str = Names
    role: str = Field(default="", max_length=40)
    plan: str = Code
    take: bool = False


class NameDeputy(Command):
    """Somebody acts for me until that day."""

    name = "deputy"
    needs = Need.ANYONE
    who: str = Names
    date: str = Name
    confirmed: bool = False


class EndDeputy(Command):
    """Nobody acts for me any more; or that stand-in ends (`stand_in` is its id)."""

    name = "end_deputy"
    needs = Need.ANYONE
    stand_in: str = Id


class AdmitGuest(Command):
    """A guest's very account may see its own actions in these plans: none shuts it out. `printed` is the lead that they
    are, where nobody has said so yet.
    """

    name = "guest"
    needs = Need.ADMINISTER
    who: str = Names
    plans: str = Names
    printed: str = Name


class OpenLeave(FormQuery):
    """Show what somebody leads who leaves, and the form in which it is given to others."""

    name = "open_leave"
    needs = Need.COORDINATE
    person: str = Id
    called: str = Name


class Leave(Command):
    """Somebody leaves: what they lead goes to these."""

    name = "leave"
    needs = Need.COORDINATE
    person: str = Id
    who: str = Names
    gone: str = Field(default="yes", max_length=10)


class ComeBack(Command):
    """Somebody did not leave after all."""

    name = "come_back"
    needs = Need.COORDINATE
    person: str = Id
    called: str = Name


class ShowRefused(Query):
    """Who was turned away at the door."""

    name = "refused"
    needs = Need.ADMINISTER


class LoadPeople(Command):
    """Take the sure rows of a list of people that was given (`upload`); without one, say how it is given. `text` is a
    list that was pasted, `plan` the plan that it is for.
    """

    name = "load_people"
    needs = Need.COORDINATE
    upload: str = Id
    plan: str = Code
    text: str = Field(default="", max_length=100_000)


class LoadRow(Command):
    """Take a doubtful row of such a list: as that lead, without one, or not at all (`leave`)."""

    name = "load_row"
    needs = Need.COORDINATE
    upload: str = Id
    row: int = Field(default=0, ge=0, le=1_000_000)
    lead: str = Id
    leave: bool = False
