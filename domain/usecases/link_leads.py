"""`link` and `unlink`: which person, role or team a printed lead is. Each link is in the history, and can be undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid, NotFound, Refused, Stale
from domain.events import AccountLinked, AccountUnlinked, Event, LeadLinked, LeadUnlinked, PersonChanged
from domain.ids import AccountId, EventId, LeadId, PersonId, new_id
from domain.language.naming import fits
from domain.language.people import MENTION
from domain.messages import Message
from domain.people import Account, Person, PersonKind, StandInKind
from domain.people_messages import LinkLead, OpenLink, UndoLinks, UnlinkAccount, UnlinkLead
from domain.plans import Lead, Plan
from domain.presenters import first_words, join_names, plural
from domain.registry import registry
from domain.usecases.finding import find_plan
from domain.usecases.picking import accounts_and_names, choices, is_somebody, shown
from domain.usecases.posts import set_members
from domain.usecases.vouching import link_account, new_person
from domain.usecases.who import theirs
from domain.views import Button, Buttons, ChoiceField, Form, Paragraph, PersonField, Reply, TextField, say

_WHAT = "say who its leads are"
_KINDS = (
    ("person", "One person"),
    ("role", "A role: whoever holds it, now and later"),
    ("team", "A team: several people"),
)
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}\.[^@\s<>,;.]{2,}")


def parse(word: str, rest: str) -> Message:
    """`link GD to @NAME`, `link Audit Group to team @A and @B`, `link Head of Audit to role @NAME`, `link GD to Grace
    Dunn <grace.dunn@council.example>`; `link GD` opens the form.
    """
    plan, words = _plan_first(rest)
    printed, arrow, who = _parted(words)
    if not printed:
        raise Invalid("Which lead is who? For example: link GD to @Grace Dunn")
    if not arrow:
        return LinkLead(printed=printed, plan=plan, what="")
    what = "person"
    kind = re.match(r"(?:a |the )?(role|team)\b[:\s]*(?:held by |of )?", who, re.I)
    if kind:
        what, who = kind[1].casefold(), who[kind.end() :]
    email = "" if MENTION.search(who) else next(iter(_EMAIL.findall(who)), "")
    if email:
        who = re.sub(r"[<(]?" + re.escape(email) + r"[>)]?", "", who)
    return LinkLead(printed=printed, plan=plan, what=what, who=who.strip(" ,"), email=email)


def _plan_first(rest: str) -> tuple[str, str]:
    found = re.search(r"\s+in\s+(\S+)\s*$", rest, re.I)
    return (found[1], rest[: found.start()]) if found else ("", rest)


def _parted(words: str) -> tuple[str, str, str]:
    found = re.search(r"\s+(?:to|is|=|->)\s+|\s*(?==?⟦)", words, re.I)
    if not found:
        return words.strip().strip('"“”'), "", ""
    return words[: found.start()].strip().strip('"“”'), "to", words[found.end() :].strip()


def parse_unlink(word: str, rest: str) -> Message:
    """`unlink GD`, `unlink GD in TSP`."""
    plan, words = _plan_first(rest)
    if not words.strip():
        raise Invalid("Which lead? For example: unlink GD")
    if MENTION.search(words):
        return UnlinkAccount(who=words.strip())
    return UnlinkLead(printed=words.strip().strip('"“”'), plan=plan)


def _lead(lead_id: str, printed: str, code: str, ctx: Context, again: Message) -> tuple[Lead, Plan]:
    """The lead that is meant, in a plan of this person's.

    Raises:
        NotFound, Refused
    """
    if lead_id:
        lead = ctx.uow.plans.lead(LeadId(lead_id))
        plan = ctx.uow.plans.by_id(lead.plan_id) if lead else None
        if lead is None or plan is None:
            raise NotFound("I couldn't find this lead any more.")
    else:
        plan = find_plan(ctx, code, lambda found: again.with_(plan=found), fits=theirs(ctx))
        lead = ctx.uow.plans.lead_named(plan.id, printed)
    if not ctx.actor.is_administrator:
        policy.require_coordinate(ctx.actor, plan, ctx.uow.people, _WHAT)
    if lead is None:
        raise NotFound(
            f"{plan.code} has no lead called “{first_words(printed, 60)}”. “people {plan.code} all” lists them."
        )
    return lead, plan


@registry.handles(OpenLink)
def open_link(query: OpenLink, ctx: Context) -> Reply:
    """The form: a person picked on the platform, a role, a team, or somebody who is on neither."""
    lead, plan = _lead(query.lead, "", "", ctx, query)
    return Reply(form=_form(lead, plan, ctx))


def _form(lead: Lead, plan: Plan, ctx: Context) -> Form:
    now = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    kind = now.kind if now else PersonKind.PERSON
    people = _behind(now, ctx) if now else []
    count = ctx.uow.plans.open_by_lead(plan.id).get(lead.id, 0)
    return Form(
        title=f"Who is {lead.name}?"[:24],
        intro=f"“{lead.name}” leads {plural(count, 'open action')} in {plan.code}.",
        sends=LinkLead(lead=lead.id),
        fields=(
            ChoiceField(name="what", label="What is it?", options=_KINDS, value=kind.value, required=True),
            PersonField(
                name="who",
                label="Who?",
                hint="The person, whoever holds the role, or everybody in the team",
                value=shown(people, ctx),
                several=True,
                typed_label="Or names, if they are on neither Slack nor Teams",
                choices=choices(ctx.uow.plans.leads(plan.id), ctx),
            ),
            TextField(
                name="email",
                label="The e-mail address of the person you named",
                value=(now.email or "") if now and kind is PersonKind.PERSON else "",
                hint="So that I know them when they come to Slack or Teams",
                max_length=200,
            ),
        ),
    )


def _behind(now: Person, ctx: Context) -> list[Person]:
    if now.kind is PersonKind.PERSON:
        return [now]
    acting = [one for one in ctx.uow.people.acting_for(now.id) if one.counts_on(ctx.today)]
    people = (ctx.uow.people.person(one.person_id) for one in acting if one.kind is not StandInKind.DEPUTY)
    return [person for person in people if person is not None]


@registry.handles(
    LinkLead,
    verb="link",
    usage="link LEAD to NAME [in PLAN]",
    summary="Say which person, role or team a printed lead is",
    detail="Also: link LEAD to role NAME, link LEAD to team NAME and NAME, link LEAD to NAME <E-MAIL>.",
    parse=parse,
)
def link_lead(command: LinkLead, ctx: Context) -> Reply:
    """Link it, and show what it was."""
    lead, plan = _lead(command.lead, command.printed, command.plan, ctx, command)
    if not command.what:
        return Reply(form=_form(lead, plan, ctx))
    email = _email(command.email)
    accounts, names = accounts_and_names(command.who, ctx)
    links: list[Event] = []
    if command.what == PersonKind.PERSON.value:
        person = _one(lead, accounts, names, email, links, ctx)
    elif command.what in {PersonKind.ROLE.value, PersonKind.TEAM.value}:
        people = [person_of(each, None, links, ctx) for each in accounts]
        people += [person_named(each, "", ctx) for each in names]
        person = _post(lead, PersonKind(command.what), ctx)
        set_members(person, people, ctx)
    else:
        raise FieldErrors({"what": "Please choose a person, a role or a team."})
    before = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    if before is None or before.id != person.id:
        linked = LeadLinked(
            at=ctx.now,
            by=ctx.actor.signature,
            plan_id=plan.id,
            lead=lead.name,
            before=before.name if before else None,
            after=person.name,
            lead_id=lead.id,
            before_id=before.id if before else "",
            after_id=person.id,
            what=person.kind.value,
        )
        ctx.uow.plans.link_lead(lead.id, person.id, because=linked)
        links.append(linked)
    return _said(lead, person, before, links, ctx)


def _said(lead: Lead, person: Person, before: Person | None, links: Sequence[Event], ctx: Context) -> Reply:
    who = person.name
    if person.kind is not PersonKind.PERSON:
        names = join_names([one.name for one in _behind(person, ctx)])
        held = "a role, held by" if person.kind is PersonKind.ROLE else "a team:"
        who = f"{held} {names or 'nobody yet'}"
    was = f" (was {before.name})" if before is not None and before.id != person.id else ""
    undo = Button(label="Undo", sends=UndoLinks(events=tuple(one.id for one in links)), describe="Undo this link")
    return Reply(
        elements=(
            Paragraph(text=f"“{lead.name}” is now {who}{was}."),
            *((Buttons(buttons=(undo,)),) if links else ()),
        ),
        replaces=True,
    )


def _email(given: str) -> str:
    given = given.strip()
    if given and not _EMAIL.fullmatch(given):
        raise FieldErrors({"email": "This is no e-mail address. It looks like grace.dunn@council.gov.uk."})
    return given


def _one(
    lead: Lead, accounts: Sequence[Account], names: Sequence[str], email: str, links: list[Event], ctx: Context
) -> Person:
    if len(accounts) + len(names) > 1:
        raise FieldErrors({"who": "Please name one person, or choose “A team”."})
    if accounts:
        return person_of(accounts[0], lead, links, ctx)
    name = names[0] if names else (lead.name if email else "")
    if not name:
        raise FieldErrors({"who": "Please pick a person, or type their name."})
    return person_named(name, email, ctx)


def person_of(account: Account, lead: Lead | None, links: list[Event], ctx: Context) -> Person:
    """The person behind an account; where there is none, the lead's own person, or somebody new."""
    if account.person_id is not None:
        person = ctx.uow.people.person(account.person_id)
        if person is not None:
            return person
    owner = ctx.uow.people.person(lead.person_id) if lead and lead.person_id else None
    known = [one for one in ctx.uow.people.by_email(account.email) if is_somebody(one)]
    if owner is not None and is_somebody(owner) and not ctx.uow.people.accounts_of(owner.id):
        known += [owner] if not account.display_name or fits(owner.name, account.display_name) else []
    may = [one for one in known if policy.may_vouch(ctx.actor, one, ctx.uow.people)]
    name = account.display_name or (lead.name if lead else "")
    if not name and not may:
        words = "The platform does not tell me who that is before they have written to me. Please ask them to say hello"
        raise FieldErrors({"who": f"{words} to me once, or type their name."})
    person = may[0] if may else new_person(name, account.email, ctx)
    links.append(link_account(account, person, ctx))
    return person


def person_named(name: str, email: str, ctx: Context) -> Person:
    """The person of this address or name; somebody new where there is none.

    Raises:
        FieldErrors: there is more than one.
    """
    found = [one for one in ctx.uow.people.by_email(email) if is_somebody(one)] if email else []
    found = found or [one for one in ctx.uow.people.named(name) if is_somebody(one)]
    if len(found) > 1:
        raise FieldErrors({"who": f"I know {len(found)} people called {name}. Please pick the one you mean."})
    if not found:
        return new_person(name, email, ctx)
    person = found[0]
    if email and not person.email:
        person = replace(person, email=email)
        changed = PersonChanged(at=ctx.now, by=ctx.actor.signature, person=person.name, what="email")
        ctx.uow.people.save(person, because=changed)
    return person


def _post(lead: Lead, kind: PersonKind, ctx: Context) -> Person:
    """The role or team of this name: the same in every plan of those who may speak for it."""
    now = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    if now is not None and now.kind is kind:
        return now
    for one in ctx.uow.people.named(lead.name):
        if one.kind is kind and policy.may_vouch(ctx.actor, one, ctx.uow.people):
            return one
    made = Person(PersonId(new_id()), ctx.organisation.id, lead.name, kind=kind)
    ctx.uow.people.add(made)
    return made


@registry.handles(
    UnlinkLead,
    verb="unlink",
    usage="unlink LEAD [in PLAN] | unlink @NAME",
    summary="Say that a printed lead is nobody in particular, or an account nobody's",
    parse=parse_unlink,
)
def unlink(command: UnlinkLead, ctx: Context) -> Reply:
    """Take the person away from the lead; their account stays theirs."""
    lead, plan = _lead(command.lead, command.printed, command.plan, ctx, command)
    before = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    if before is None:
        raise Stale(f"“{lead.name}” is linked to nobody.")
    event = LeadUnlinked(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, lead=lead.name, before=before.name, lead_id=lead.id,
        before_id=before.id,
    )  # fmt: skip
    ctx.uow.plans.link_lead(lead.id, None, because=event)
    return Reply(
        elements=(
            Paragraph(text=f"“{lead.name}” in {plan.code} is nobody in particular now (was {before.name})."),
            Buttons(buttons=(Button(label="Undo", sends=UndoLinks(events=(event.id,)), describe="Undo"),)),
        ),
        replaces=True,
    )


@registry.handles(UnlinkAccount)
def unlink_account(command: UnlinkAccount, ctx: Context) -> Reply:
    """Say that an account is nobody's: whoever speaks from it is asked anew who they are."""
    mention = MENTION.search(command.who)
    account = ctx.uow.people.account(ctx.workspace.id, mention["id"]) if mention else None
    person = ctx.uow.people.person(account.person_id) if account and account.person_id else None
    if account is None or person is None:
        raise NotFound("That account is linked to nobody.")
    if not policy.may_vouch(ctx.actor, person, ctx.uow.people):
        raise Refused(f"Only an administrator, or who coordinates all plans of {person.name}, can do that.")
    _no_longer(account, person, ctx)
    return say(f"The account {account.display_name or account.external_id} is no longer {person.name}'s.")


def _no_longer(account: Account, person: Person, ctx: Context) -> AccountUnlinked:
    event = AccountUnlinked(
        at=ctx.now,
        by=ctx.actor.signature,
        platform=account.platform.value,
        account=account.external_id,
        account_id=account.id,
        before=person.name,
        before_id=person.id,
    )
    ctx.uow.people.save_account(replace(account, person_id=None), because=event)
    return event


@registry.handles(UndoLinks)
def undo_links(command: UndoLinks, ctx: Context) -> Reply:
    """Put back what these links changed, where nobody has changed it since."""
    said = [_take_back(event_id, ctx) for event_id in reversed(command.events)]
    if not said:
        raise NotFound("I couldn't find what to undo.")
    return Reply(elements=(Paragraph(text=" ".join(said)),), replaces=True)


def _take_back(event_id: str, ctx: Context) -> str:
    logged = ctx.uow.history.by_id(EventId(event_id))
    if logged is None:
        raise NotFound("I couldn't find what to undo.")
    if logged.undone_by is not None:
        raise Stale("That was already undone.")
    match logged.event:
        case LeadLinked() | LeadUnlinked():
            return _lead_back(logged.event, ctx)
        case AccountLinked():
            return _account_back(logged.event, ctx)
    raise Invalid("That can't be undone.")


def _lead_back(event: LeadLinked | LeadUnlinked, ctx: Context) -> str:
    lead, plan = _lead(event.lead_id, "", "", ctx, UndoLinks())
    after = event.after_id if isinstance(event, LeadLinked) else ""
    if (lead.person_id or "") != after:
        raise Stale(f"That can't be undone any more: “{lead.name}” was linked to somebody else since.")
    before = ctx.uow.people.person(PersonId(event.before_id)) if event.before_id else None
    after_name = event.after if isinstance(event, LeadLinked) else ""
    back: Event = (
        LeadLinked(
            at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, lead=lead.name, before=after_name or None,
            after=before.name, lead_id=lead.id, before_id=after, after_id=before.id, what=before.kind.value,
        )
        if before is not None
        else LeadUnlinked(
            at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, lead=lead.name, before=after_name, lead_id=lead.id,
            before_id=after, undid=event.id,
        )
    )  # fmt: skip
    ctx.uow.plans.link_lead(lead.id, before.id if before else None, because=back)
    ctx.uow.history.mark_undone(event.id, back.id)
    return f"“{lead.name}” in {plan.code} is {before.name if before else 'nobody in particular'} again."


def _account_back(event: AccountLinked, ctx: Context) -> str:
    account = ctx.uow.people.account_by_id(AccountId(event.account_id)) if event.account_id else None
    if account is None or (account.person_id or "") != event.after_id:
        raise Stale("That can't be undone any more: the account is somebody else's by now.")
    person = ctx.uow.people.person(PersonId(event.after_id))
    by_themselves = event.by.person_id == ctx.actor.id
    if person is not None and not by_themselves and not policy.may_vouch(ctx.actor, person, ctx.uow.people):
        raise Stale(f"The account stays {person.name}'s: only an administrator can take it away.")
    if event.before_id:
        before = ctx.uow.people.person(PersonId(event.before_id))
        if before is None:
            raise Stale("That can't be undone any more.")
        back: Event = link_account(account, before, ctx)
    else:
        owner = person or Person(PersonId(event.after_id), ctx.organisation.id, event.after)
        back = _no_longer(account, owner, ctx)
    ctx.uow.history.mark_undone(event.id, back.id)
    return f"The account {account.display_name or account.external_id} is no longer {event.after}'s."
