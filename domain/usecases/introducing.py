"""The first words of somebody whom nobody has linked yet: "Is this you?". What they say of themselves is a claim, which
waits for a person who may confirm it; until then they see nothing of any plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.claims import Claim, ClaimState
from domain.context import Context
from domain.due import say_date
from domain.errors import FieldErrors, Invalid
from domain.events import ClaimDecided, ClaimMade
from domain.ids import ClaimId, PlanId, new_id
from domain.messages import Mine
from domain.people import EVERYTHING, NOTHING, Role
from domain.people_messages import ClaimByName, ClaimToBe, OpenClaim, WhoAmI, WithdrawClaim
from domain.plans import PlanState
from domain.presenters import first_words, join_names, say_value
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.candidates import MOST, Candidate, candidates
from domain.usecases.claim_question import PLATFORMS
from domain.usecases.vouching import ask_deciders, link_at_once, may_waive
from domain.views import Button, Buttons, Element, Form, Paragraph, Reply, TextField

_MOST_A_DAY = 10
_UNKNOWN = marked("I don't know yet who you are in the action plans, so I can't show you anything.")


def parse_whoami(word: str, rest: str) -> WhoAmI:
    """`whoami`."""
    return WhoAmI()


@registry.handles(
    WhoAmI,
    verb="whoami",
    aliases=("who am i",),
    usage="whoami",
    summary=marked("Who you are to Action Log, and what you may do"),
    parse=parse_whoami,
)
def whoami(query: WhoAmI, ctx: Context) -> Reply:
    """Somebody new is asked whether they are who they seem to be; others are told who they are."""
    if ctx.actor.is_known:
        return _known(ctx)
    ctx.uow.see_with(EVERYTHING)
    try:
        waiting = ctx.uow.claims.of_account(ctx.actor.account.id)
        if waiting:
            return _waits(waiting, ctx)
        offered = [one for one in candidates(ctx.uow, ctx.actor.account) if one.target not in query.skip]
        return _is_this_you(offered[0], query, ctx) if offered and len(query.skip) < MOST else _nobody(query, ctx)
    finally:
        ctx.uow.see_with(NOTHING)


def _known(ctx: Context) -> Reply:
    roles: dict[Role, list[str]] = {}
    for one in ctx.actor.memberships:
        plan = ctx.uow.plans.by_id(one.plan_id) if one.plan_id else None
        if one.plan_id is None or plan is not None:
            roles.setdefault(one.role, []).append(plan.code if plan else "")
    words = [tr("You are {name}.", name=ctx.actor.person.name)]
    words += [
        tr("{role} of {names}.", role=say_value(role).capitalize(), names=join_names(plans))
        if all(plans)
        else f"{say_value(role).capitalize()}."
        for role, plans in sorted(roles.items())
    ]
    words += [
        tr("You act for {for_name}{until}.", for_name=one.for_name, until=_until(one.until))
        for one in ctx.actor.stands_in
    ]
    buttons = Buttons(buttons=(Button(label=tr("My actions"), sends=Mine()),))
    return Reply(elements=(Paragraph(text=" ".join(words)), buttons), replaces=True)


def _until(day: date | None) -> str:
    return tr(" until {date}", date=say_date(day)) if day is not None else ""


def _is_this_you(offer: Candidate, query: WhoAmI, ctx: Context) -> Reply:
    what = f", {offer.where}" if offer.where else ""
    elements: tuple[Element, ...] = (
        Paragraph(text=tr(_UNKNOWN)),
        Paragraph(text=tr("Is this you? {title}{what}", title=offer.title, what=what)),
        Buttons(
            buttons=(
                Button(label=tr("Yes"), sends=ClaimToBe(target=offer.target), style="primary"),
                Button(label=tr("No"), sends=query.with_(skip=(*query.skip, offer.target)[-10:])),
                Button(label=tr("Somebody else"), sends=OpenClaim()),
            )
        ),
    )
    return Reply(elements=elements, outcome="refused", replaces=True)


def _nobody(query: WhoAmI, ctx: Context) -> Reply:
    account = ctx.actor.account
    administrators = [person.name for person in ctx.uow.people.holders(Role.ADMINISTRATOR, None)]
    whom = join_names(administrators[:3], "or") or tr("your administrator")
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "{unknown} Please say by which name or initials the plan calls you, or ask "
                    "{whom} to link your account ({platform} {external_id}).",
                    unknown=tr(_UNKNOWN),
                    whom=whom,
                    platform=tr(PLATFORMS.get(account.platform.value, account.platform.value)),
                    external_id=account.external_id,
                )
            ),
            Buttons(buttons=(Button(label=tr("Say who I am"), sends=OpenClaim(), style="primary"),)),
        ),
        outcome="refused",
        replaces=True,
    )


def _waits(waiting: Sequence[Claim], ctx: Context) -> Reply:
    said = join_names(list(dict.fromkeys(f"“{claim.said}”" for claim in waiting)))
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "You said that you are {said} in the plans. I have asked the people who can "
                    "confirm it, and tell you as soon as they do. Until then I can't show you "
                    "anything.",
                    said=said,
                )
            ),
            Buttons(buttons=(Button(label=tr("That was a mistake"), sends=WithdrawClaim()),)),
        ),
        outcome="refused",
        replaces=True,
    )


@registry.handles(ClaimToBe)
def claim(command: ClaimToBe, ctx: Context) -> Reply:
    """What was offered is looked for anew: a button can't claim what was never offered."""
    if ctx.actor.is_known:
        return _known(ctx)
    ctx.uow.see_with(EVERYTHING)
    try:
        offered = [one for one in candidates(ctx.uow, ctx.actor.account) if one.target == command.target]
        if not offered:
            return whoami(WhoAmI(), ctx)
        return _claim(offered[0], ctx)
    finally:
        ctx.uow.see_with(NOTHING)


def _claim(offer: Candidate, ctx: Context) -> Reply:
    _refuse_too_many(ctx)
    made = [
        made
        for lead_id, person_id, plan_id, target in (
            [(None, offer.person.id, None, offer.target)]
            if offer.person
            else [(lead.id, None, lead.plan_id, f"lead:{lead.id}") for lead in offer.leads]
        )
        if (
            made := _keep(
                Claim(
                    ClaimId(new_id()),
                    ctx.organisation.id,
                    ctx.actor.account.id,
                    target,
                    ctx.now,
                    lead_id=lead_id,
                    person_id=person_id,
                    plan_id=plan_id,
                    said=offer.title,
                    fits=offer.fits,
                ),
                ctx,
            )
        )
    ]
    at_once = [one for one in made if may_waive(ctx.uow, one)]
    for one in at_once:
        link_at_once(one, ctx)
    left = [one for one in made if one not in at_once]
    asked = ask_deciders(left, ctx)
    if at_once:
        return Reply(
            elements=(
                Paragraph(text=tr("Thank you. You are {title}: your actions are here from now on.", title=offer.title)),
                Buttons(buttons=(Button(label=tr("My actions"), sends=Mine(), style="primary"),)),
            ),
            replaces=True,
        )
    return _thanks(offer.title, asked)


def _thanks(said: str, asked: Sequence[str]) -> Reply:
    whom = (
        tr("I have asked {names} to confirm it", names=join_names(list(asked)[:3], "or"))
        if asked
        else tr("It has to be confirmed")
    )
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "Thank you. You say that you are “{said}”. {whom}; until then I can't show you anything.",
                    said=said,
                    whom=whom,
                )
            ),
            Buttons(buttons=(Button(label=tr("That was a mistake"), sends=WithdrawClaim()),)),
        ),
        replaces=True,
    )


def _keep(claim: Claim, ctx: Context) -> Claim | None:
    if not ctx.uow.claims.add(claim):
        return None
    ctx.uow.history.add(
        ClaimMade(
            at=ctx.now,
            by=ctx.actor.signature,
            plan_id=claim.plan_id,
            claim=claim.id,
            account=ctx.actor.account.external_id,
            said=claim.said,
            fits=claim.fits,
        )
    )
    return claim


def _refuse_too_many(ctx: Context) -> None:
    if ctx.uow.claims.made_since(ctx.actor.account.id, ctx.now - timedelta(days=1)) >= _MOST_A_DAY:
        raise Invalid(
            tr("You have said who you are several times today. Please ask a coordinator of your plan to help.")
        )


@registry.handles(OpenClaim)
def open_claim(query: OpenClaim, ctx: Context) -> Reply:
    """The form in which somebody says by which name the plan calls them."""
    if ctx.actor.is_known:
        return _known(ctx)
    return Reply(
        form=Form(
            title=tr("Who are you?"),
            intro=tr("I pass it on to the people who run the plans. They say whether it is right."),
            sends=ClaimByName(),
            submit=tr("Send"),
            fields=(
                TextField(
                    name="said",
                    label=tr("Your name in the plan"),
                    hint=tr("As the plan prints it: initials, a name or a post, such as GD or Head of Audit"),
                    required=True,
                    max_length=100,
                ),
            ),
        )
    )


@registry.handles(ClaimByName)
def claim_by_name(command: ClaimByName, ctx: Context) -> Reply:
    """Whatever they say, the answer is the same: nobody can find out here who is in a plan."""
    if ctx.actor.is_known:
        return _known(ctx)
    said = " ".join(command.said.split())[:100]
    if not said:
        raise FieldErrors({"said": tr("Please say by which name the plan calls you.")})
    _refuse_too_many(ctx)
    ctx.uow.see_with(EVERYTHING)
    try:
        made = [one for one in _claims_of(said, ctx) if _keep(one, ctx)]
        ask_deciders(made, ctx)
    finally:
        ctx.uow.see_with(NOTHING)
    return _thanks(first_words(said, 60), ())


def _claims_of(said: str, ctx: Context) -> list[Claim]:
    """One for each plan that prints this name for nobody yet, whoever may see it; else one that a person must place."""
    plans: dict[PlanId, PlanState] = {plan.id: plan.state for plan in ctx.uow.plans.all()}
    leads = [
        lead
        for lead in ctx.uow.plans.leads()
        if lead.person_id is None
        and lead.name.casefold() == said.casefold()
        and plans.get(lead.plan_id) is PlanState.LIVE
    ]
    base = Claim(
        ClaimId(new_id()), ctx.organisation.id, ctx.actor.account.id, f"said:{said.casefold()}", ctx.now, said=said
    )
    return [
        replace(base, id=ClaimId(new_id()), target=f"lead:{lead.id}", lead_id=lead.id, plan_id=lead.plan_id)
        for lead in leads[:20]
    ] or [base]


@registry.handles(WithdrawClaim)
def withdraw(command: WithdrawClaim, ctx: Context) -> Reply:
    """Forget it."""
    if ctx.actor.is_known:
        return _known(ctx)
    for one in ctx.uow.claims.of_account(ctx.actor.account.id):
        ctx.uow.claims.decide(
            one,
            ClaimState.WITHDRAWN,
            at=ctx.now,
            because=ClaimDecided(
                at=ctx.now,
                by=ctx.actor.signature,
                plan_id=one.plan_id,
                claim=one.id,
                account=ctx.actor.account.external_id,
                said=one.said,
                outcome=ClaimState.WITHDRAWN.value,
            ),
        )
    return whoami(WhoAmI(), ctx)
