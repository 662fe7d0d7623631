"""A claim is put to the people who may confirm it, and what they say is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from domain import policy
from domain.claims import Claim, ClaimState
from domain.context import Context
from domain.errors import FieldErrors, Invalid, NotFound, Refused, Stale
from domain.events import AccountLinked, ClaimDecided, Event, LeadLinked, PersonChanged
from domain.ids import ClaimId, PersonId, PlanId, new_id
from domain.messages import Mine
from domain.people import EVERYTHING, Account, Person, PersonKind, Role, Sight
from domain.people_messages import ComeBack, DecideClaim, OpenClaimant, PlaceClaimant, UndoLinks
from domain.plans import Lead, Plan
from domain.ports import UnitOfWork
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.reminders.records import News
from domain.speech import marked, tr
from domain.usecases.candidates import deciders, is_free, may_decide
from domain.usecases.claim_question import PLATFORMS, question, say_account, say_who_button, somebody_else
from domain.usecases.direct import let_know, tell_account
from domain.usecases.linking import join
from domain.usecases.picking import BARRED
from domain.views import Button, Buttons, Form, Paragraph, Reply, TextField

_NO_CLAIM = marked("I couldn't find what this button is about.")


def ask_deciders(claims: Sequence[Claim], ctx: Context) -> list[str]:
    """Ask whoever may confirm these claims, in the next message of their hours; gives their names."""
    account = ctx.actor.account
    of_each: dict[PersonId, list[Claim]] = defaultdict(list)
    names: dict[PersonId, str] = {}
    for claim in claims:
        person = ctx.uow.people.person(claim.person_id) if claim.person_id else None
        for who in deciders(ctx.uow, person=person, plan_id=claim.plan_id):
            of_each[who.id].append(claim)
            names[who.id] = who.name
    for who_id, asked in of_each.items():
        for claim in asked:
            make = partial(_question, ctx.uow, claim, account)
            key, about = f"claim:{claim.id}:{who_id}", {"claim": claim.id}
            let_know(ctx.uow, who_id, make, key=key, now=ctx.now, kind=News.CLAIM, about=about)
    return sorted(set(names.values()))


def _question(uow: UnitOfWork, claim: Claim, account: Account) -> Reply:
    return Reply(elements=question(uow, claim, account))


def may_waive(uow: UnitOfWork, claim: Claim) -> bool:
    """Did the coordinators decide that an exact work e-mail or full name is enough, in every plan that it opens? Never
    where it gives a right over others.
    """
    if claim.fits not in {"e-mail", "name"}:
        return False
    plan_ids = [claim.plan_id]
    if claim.person_id is not None:
        held = uow.people.ties(claim.person_id)
        if any(one.role not in {Role.LEAD, Role.VIEWER} for one in held):
            return False
        plan_ids = [one.plan_id for one in held]
    plans = [uow.plans.by_id(plan_id) if plan_id else None for plan_id in plan_ids]
    return bool(plans) and all(plan is not None and plan.settings.claims_waived for plan in plans)


def link_at_once(claim: Claim, ctx: Context) -> None:
    """The plan's setting confirms it; its coordinators are told, and can take it back."""
    links = _link(claim, ctx)
    plan_ids = {claim.plan_id} if claim.plan_id else {event.plan_id for event in links}

    def linked() -> Reply:
        words = tr(
            "{say_account} said: I am “{said}”, and was linked at once, as your plan's settings say.",
            say_account=say_account(ctx.actor.account),
            said=claim.said,
        )
        return Reply(elements=(Paragraph(text=words), Buttons(buttons=(_undo(links),))))

    person = ctx.uow.people.person(claim.person_id) if claim.person_id else None
    for who in deciders(ctx.uow, person=person, plan_id=next(iter(plan_ids), None)):
        let_know(ctx.uow, who.id, linked, key=f"linked:{claim.id}:{who.id}", now=ctx.now)


def _undo(links: Sequence[Event]) -> Button:
    return Button(
        label=tr("Undo"), sends=UndoLinks(events=tuple(event.id for event in links)), describe=tr("Undo this link")
    )


def _link(claim: Claim, ctx: Context, lead: Lead | None = None, person: Person | None = None) -> list[Event]:
    """Do what a confirmed claim says, or what a person said it means (`lead` or `person`); gives the links."""
    uow = ctx.uow
    account = uow.people.account_by_id(claim.account_id)
    if account is None:
        raise NotFound(tr("I couldn't find the account any more."))
    lead = lead or (uow.plans.lead(claim.lead_id) if claim.lead_id else None)
    person = person or (uow.people.person(claim.person_id) if claim.person_id else None)
    _refuse_gone(claim, account, person)
    if account.person_id is not None and (person is None or person.id != account.person_id):
        owner = uow.people.person(account.person_id)
        if person is not None or owner is None:
            raise Stale(
                tr(
                    "{say_account} is {name} by now.",
                    say_account=say_account(account),
                    name=owner.name if owner else tr("somebody else"),
                )
            )
        person = owner
    made: list[Event] = []
    if lead is not None and lead.person_id is not None and (person is None or lead.person_id != person.id):
        other = uow.people.person(lead.person_id)
        raise Stale(
            tr(
                "{name} is {name2} by now. Nothing was linked.",
                name=lead.name,
                name2=other.name if other else tr("somebody else"),
            ),
            buttons=(say_who_button(claim), _not_them_button(claim)),
        )
    if person is None:
        person = _person_for(account, ctx)
    if lead is not None and lead.person_id is None:
        made.append(join(uow, lead, person, by=ctx.actor.signature, at=ctx.now))
    if account.person_id is None:
        made.append(link_account(account, person, ctx))
    uow.claims.decide(claim, ClaimState.CONFIRMED, at=ctx.now, because=_decided(claim, account, "confirmed", ctx))
    return made


def _refuse_gone(claim: Claim, account: Account, person: Person | None) -> None:
    """Nobody is linked who could not speak: what was claimed may have waited for long."""
    if account.barred is not None:
        words = tr("{say_account} can't be linked.", say_account=say_account(account))
        raise Stale(f"{words} {tr(BARRED[account.barred])}", buttons=(_not_them_button(claim),))
    if person is not None and person.left_at is not None:
        back = Button(label=tr("They have not left"), sends=ComeBack(person=person.id))
        words = tr("{name} has left, say my records, so nothing was linked.", name=person.name)
        raise Stale(words, buttons=(back, _not_them_button(claim)))


def _not_them_button(claim: Claim) -> Button:
    return Button(label=tr("Not them"), sends=DecideClaim(claim=claim.id), describe=tr("No, it is not them"))


def _person_for(account: Account, ctx: Context) -> Person:
    """Somebody whom we know by this address already, if there is one and we may say so; else somebody new."""
    for person in ctx.uow.people.by_email(account.email):
        if is_free(ctx.uow, person, account) and policy.may_vouch(ctx.actor, person, ctx.uow.people):
            return person
    return new_person(account.display_name or account.external_id, account.email, ctx)


def new_person(name: str, email: str, ctx: Context) -> Person:
    """Somebody whom nobody knew."""
    person = Person(PersonId(new_id()), ctx.organisation.id, " ".join(name.split())[:200], email or None)
    ctx.uow.people.add(person)
    ctx.uow.history.add(PersonChanged(at=ctx.now, by=ctx.actor.signature, person=person.name, what="added"))
    return person


def link_account(
    account: Account, person: Person, ctx: Context, marks: Mapping[str, str] | None = None
) -> AccountLinked:
    """Say that an account is this person's, whoever it was before. `marks` say what that takes back."""
    before = ctx.uow.people.person(account.person_id) if account.person_id else None
    linked = AccountLinked(
        at=ctx.now,
        by=ctx.actor.signature,
        platform=account.platform.value,
        account=account.external_id,
        before=before.name if before else None,
        after=person.name,
        account_id=account.id,
        before_id=before.id if before else "",
        after_id=person.id,
        **(marks or {}),
    )
    ctx.uow.people.save_account(replace(account, person_id=person.id), because=linked)
    return linked


def _decided(claim: Claim, account: Account, outcome: str, ctx: Context) -> ClaimDecided:
    return ClaimDecided(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=claim.plan_id,
        claim=claim.id,
        account=account.external_id,
        said=claim.said,
        outcome=outcome,
    )


def _is_seen(plan_id: PlanId, ctx: Context) -> bool:
    """Is there such a plan for this person?"""
    ctx.uow.see_with(Sight.of(ctx.actor))
    try:
        return ctx.uow.plans.by_id(plan_id) is not None
    finally:
        ctx.uow.see_with(EVERYTHING)


def _claim(claim_id: str, ctx: Context) -> tuple[Claim, Account]:
    """A claim that waits and that this person may decide. The unit of work must see everything."""
    claim = ctx.uow.claims.by_id(ClaimId(claim_id))
    account = ctx.uow.people.account_by_id(claim.account_id) if claim else None
    person = ctx.uow.people.person(claim.person_id) if claim and claim.person_id else None
    if claim is None or account is None:
        raise NotFound(tr(_NO_CLAIM))
    if not may_decide(ctx.uow, ctx.actor, person=person, plan_id=claim.plan_id):
        if claim.plan_id is not None and not _is_seen(claim.plan_id, ctx):
            raise NotFound(tr(_NO_CLAIM))
        names = join_names([one.name for one in deciders(ctx.uow, person=person, plan_id=claim.plan_id)][:3], "or")
        raise Refused(tr("You can't decide who this is. Please ask {names}.", names=names or tr("your administrator")))
    if claim.state is not ClaimState.OPEN:
        words = {"confirmed": tr("was confirmed"), "refused": tr("was refused"), "withdrawn": tr("was taken back")}
        raise Stale(tr("That {words} already. Nothing was changed.", words=words[claim.state.value]))
    return claim, account


@registry.handles(DecideClaim)
def decide(command: DecideClaim, ctx: Context) -> Reply:
    """Link the account, or don't; whoever claimed it is told."""
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        claim, account = _claim(command.claim, ctx)
        if not command.yes:
            return _refuse(claim, account, ctx)
        if claim.lead_id is None and claim.person_id is None:
            raise Invalid(tr("Please say who it is."), buttons=(say_who_button(claim),))
        return _confirmed(_link(claim, ctx), claim, account, ctx)
    finally:
        ctx.uow.see_with(sight)


def _refuse(claim: Claim, account: Account, ctx: Context) -> Reply:
    ctx.uow.claims.decide(claim, ClaimState.REFUSED, at=ctx.now, because=_decided(claim, account, "refused", ctx))
    tell_account(
        ctx.uow,
        account,
        lambda: Reply(
            elements=(
                Paragraph(
                    text=tr(
                        "{name} says that you are not “{said}” in the plans. If that is wrong, please talk with them.",
                        name=ctx.actor.person.name,
                        said=claim.said,
                    )
                ),
            )
        ),
        key=f"claim-refused:{claim.id}",
    )
    return Reply(
        elements=(
            Paragraph(
                text=tr("{say_account} was not linked to “{said}”.", say_account=say_account(account), said=claim.said)
            ),
        ),
        replaces=True,
    )


def _confirmed(links: Sequence[Event], claim: Claim, account: Account, ctx: Context) -> Reply:
    now = ctx.uow.people.account_by_id(account.id)
    person = ctx.uow.people.person(now.person_id) if now and now.person_id else None
    name = person.name if person else account.display_name
    tell_account(
        ctx.uow,
        account,
        lambda: Reply(
            elements=(
                Paragraph(
                    text=tr(
                        "{name} has confirmed who you are: {name2}. Here is what you lead.",
                        name=ctx.actor.person.name,
                        name2=name,
                    )
                ),
                Buttons(buttons=(Button(label=tr("My actions"), sends=Mine(), style="primary"),)),
            )
        ),
        key=f"claim-confirmed:{claim.id}",
    )
    leads = [event.lead for event in links if isinstance(event, LeadLinked)]
    what = tr(", who is “{leads}” in the plan", leads=leads[0]) if leads and leads[0] != name else ""
    return Reply(
        elements=(
            Paragraph(
                text=tr("{say_account} is now {name}{what}.", say_account=say_account(account), name=name, what=what)
            ),
            *((Buttons(buttons=(_undo(links),)),) if links else ()),
        ),
        replaces=True,
    )


@registry.handles(OpenClaimant)
def open_claimant(query: OpenClaimant, ctx: Context) -> Reply:
    """The form in which somebody who could not be placed is placed."""
    ctx.uow.see_with(EVERYTHING)
    try:
        claim, account = _claim(query.claim, ctx)
        taken = somebody_else(ctx.uow, claim, account) is not None
    finally:
        ctx.uow.see_with(Sight.of(ctx.actor))
    mine = [plan for plan in ctx.uow.plans.all() if ctx.actor.is_administrator or ctx.actor.coordinates(plan.id)]
    return Reply(
        form=Form(
            title=tr("Who is this?"),
            intro=tr("{say_account} says: I am “{said}”.", say_account=say_account(account), said=claim.said),
            sends=PlaceClaimant(claim=claim.id),
            fields=(
                TextField(
                    name="who",
                    label=tr("Name"),
                    value="" if taken else first_words(claim.said, 100),
                    hint=tr("A lead as the plan prints it, or the name of a person that I know"),
                    required=True,
                    max_length=200,
                ),
                TextField(
                    name="plan",
                    label=tr("Plan, if several have this lead"),
                    hint=join_names([plan.code for plan in mine[:8]], "or"),
                    max_length=20,
                ),
            ),
        )
    )


@registry.handles(PlaceClaimant)
def place(command: PlaceClaimant, ctx: Context) -> Reply:
    """Link the account to the lead or the person that was named."""
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        claim, account = _claim(command.claim, ctx)
        lead, person = _named(command, ctx)
        _refuse_second_account(person, account, ctx)
        return _confirmed(_link(claim, ctx, lead, person), claim, account, ctx)
    finally:
        ctx.uow.see_with(sight)


def _refuse_second_account(person: Person | None, account: Account, ctx: Context) -> None:
    """Two people are not made one by a name that both go by, and nobody is made a role."""
    if person is None or person.left_at is not None or account.person_id == person.id:
        return
    if person.kind is not PersonKind.PERSON:
        words = tr("{name} is a role or a team.", name=person.name)
        how = tr("To say who belongs to it: link {name} to {kind} @NAME", name=person.name, kind=person.kind.value)
        raise FieldErrors({"who": f"{words} {how}"})
    if not is_free(ctx.uow, person, account):
        words = tr(
            "That is {name}, who speaks from another {platform} account. If both are theirs, say first “unlink” and "
            "the @ of the other one.",
            name=person.name,
            platform=tr(PLATFORMS.get(account.platform.value, account.platform.value)),
        )
        raise FieldErrors({"who": words})


def _named(command: PlaceClaimant, ctx: Context) -> tuple[Lead | None, Person | None]:
    """The one lead in a plan of theirs that is called so, or the one person for whom they may speak."""
    wanted = " ".join(command.who.split())
    plans: dict[str, Plan] = {
        plan.id: plan
        for plan in ctx.uow.plans.all()
        if may_decide(ctx.uow, ctx.actor, person=None, plan_id=plan.id)
        and command.plan.strip().casefold() in {"", plan.code.casefold()}
    }
    leads = [one for one in ctx.uow.plans.leads() if one.name.casefold() == wanted.casefold() and one.plan_id in plans]
    if len(leads) > 1:
        codes = join_names(sorted({plans[lead.plan_id].code for lead in leads}), "or")
        raise FieldErrors(
            {"plan": tr("More than one plan has a lead called {wanted}: {codes}?", wanted=wanted, codes=codes)}
        )
    if leads:
        owner = ctx.uow.people.person(leads[0].person_id) if leads[0].person_id else None
        if owner is not None and not policy.may_vouch(ctx.actor, owner, ctx.uow.people):
            raise FieldErrors(
                {"who": tr("{wanted} is {name}, for whom an administrator must speak.", wanted=wanted, name=owner.name)}
            )
        return leads[0], owner
    people = [one for one in ctx.uow.people.named(wanted) if policy.may_vouch(ctx.actor, one, ctx.uow.people)]
    if len(people) == 1:
        return None, people[0]
    raise FieldErrors(
        {"who": tr("I know no lead or person called {words} for whom you may speak.", words=first_words(wanted, 60))}
    )
