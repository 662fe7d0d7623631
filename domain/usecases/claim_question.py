"""What is asked about a claim: who says that they are whom, why it may be so, and the buttons to answer with."""

from __future__ import annotations

from domain.claims import Claim
from domain.people import Account, Person
from domain.people_messages import DecideClaim, OpenClaimant
from domain.ports import UnitOfWork
from domain.speech import marked, tr, trn
from domain.views import Button, Buttons, Element, Paragraph, SmallPrint

PLATFORMS = {"slack": marked("Slack"), "teams": marked("Teams"), "console": marked("the console")}
_WHY = {
    "e-mail": marked("The work e-mail address is the one we have for them."),
    "name": marked("The name on the account is the same."),
    "initials": marked("The initials fit, but others may have the same."),
    "": marked("This is what they typed themselves."),
}


def say_account(account: Account) -> str:
    """`Grace Dunn (Slack, grace.dunn@council.example)`."""
    where = tr(PLATFORMS.get(account.platform.value, account.platform.value))
    email = f", {account.email}" if account.email else ""
    return f"{account.display_name or account.external_id} ({where}{email})"


def say_who_button(claim: Claim) -> Button:
    """The way to place somebody who could not be placed."""
    return Button(label=tr("Say who it is"), sends=OpenClaimant(claim=claim.id), style="primary")


def question(uow: UnitOfWork, claim: Claim, account: Account) -> tuple[Element, ...]:
    """What is asked about a claim, with its buttons."""
    plan = uow.plans.by_id(claim.plan_id) if claim.plan_id else None
    where = tr(" in {code}", code=plan.code) if plan else ""
    if plan and claim.lead_id:
        count = uow.plans.open_by_lead(plan.id).get(claim.lead_id, 0)
        where += f" ({trn('{count:,} open action', '{count:,} open actions', count)})"
    placed = claim.lead_id is not None or claim.person_id is not None
    owner = somebody_else(uow, claim, account)
    yes = (
        Button(
            label=tr("Confirm"),
            sends=DecideClaim(claim=claim.id, yes=True),
            style="primary",
            describe=tr("Yes, it is them"),
        )
        if placed and owner is None
        else Button(label=tr("Say who it is"), sends=OpenClaimant(claim=claim.id), style="primary")
    )
    no = Button(
        label=tr("Not them"), sends=DecideClaim(claim=claim.id), style="danger", describe=tr("No, it is not them")
    )
    return (
        Paragraph(
            text=tr(
                "{say_account} says: I am “{said}”{where}.",
                say_account=say_account(account),
                said=claim.said,
                where=where,
            )
        ),
        SmallPrint(text=_why(claim, owner)),
        Buttons(buttons=(yes, no)),
    )


def _why(claim: Claim, owner: Person | None) -> str:
    said = tr(_WHY[claim.fits])
    if owner is not None:
        return f"{said} {tr('But “{lead}” is {name} by now.', lead=claim.said, name=owner.name)}"
    if claim.lead_id is None and claim.person_id is None:
        return said + tr(" No plan has this name for somebody unknown.")
    return said


def somebody_else(uow: UnitOfWork, claim: Claim, account: Account) -> Person | None:
    """Who the lead is that somebody claims to be, where that was said of another meanwhile."""
    lead = uow.plans.lead(claim.lead_id) if claim.lead_id else None
    if lead is None or lead.person_id is None or lead.person_id == account.person_id:
        return None
    return uow.people.person(lead.person_id)
