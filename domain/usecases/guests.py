"""`guest`: an administrator lets a guest's very account see its own actions in plans that are named. And who was turned
away at the door.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.due import say_date
from domain.errors import Asked, Invalid, NotFound
from domain.events import GuestAdmitted
from domain.ids import AccountId, PlanId
from domain.mentions import MENTION, Mention
from domain.messages import Message, Need, Undo
from domain.people import EVERYTHING, Account, Person, Refusal, Sight
from domain.people_messages import AdmitGuest, ShowRefused
from domain.plans import Plan
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.candidates import is_free
from domain.usecases.claim_question import say_account
from domain.usecases.linking import join
from domain.usecases.picking import account_of
from domain.usecases.vouching import link_account, new_person
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.usecases.who import say_person
from domain.views import Button, Buttons, Heading, Paragraph, Reply, SmallPrint, say

_MOST = 5
_EXAMPLE = marked("For example: guest @Sam Reid TSP as SR; or: guest @Sam Reid none")


def parse(word: str, rest: str) -> Message:
    """`guest @NAME TSP and HSP`, `guest @NAME TSP as SR`, `guest @NAME none`."""
    mention = MENTION.search(rest)
    words = rest[mention.end() :].strip() if mention is not None else rest.strip()
    named = re.search(r"\bas\s+(.+)$", words, re.I)
    printed = named[1].strip().strip('"“”') if named else ""
    plans = words[: named.start()] if named else words
    return AdmitGuest(who=mention[0] if mention is not None else "", plans=plans.strip(), printed=printed)


@registry.handles(
    AdmitGuest,
    verb="guest",
    usage="guest @NAME PLAN [as LEAD] | guest @NAME none",
    summary=marked("Let a guest's account see its own actions in the plans you name"),
    parse=parse,
)
def admit(command: AdmitGuest, ctx: Context) -> Reply:
    """Name the plans for this very account; of these alone it sees what it leads itself."""
    found = MENTION.search(command.who)
    mention = None if found is None else Mention(found["id"], found["name"])
    if mention is None:
        mention, plans = _typed(command, ctx)
        command = command.with_(plans=plans)
    account = account_of(mention, ctx, guests=True)
    known = ctx.inbound.introduced.get(account.external_id)
    if not (known.is_guest if known is not None else account.is_guest or account.checked_at is None):
        raise Invalid(
            tr("{name} is no guest's account. Leads are linked with “link”.", name=account.display_name or tr("That"))
        )
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        return _admit(command, account, ctx)
    finally:
        ctx.uow.see_with(sight)


def _typed(command: AdmitGuest, ctx: Context) -> tuple[Mention, str]:
    """The guest whose name or address stands first in the words, and the plans after it: in a chat with the bot in
    Teams nobody can be named with an @. Only who has written to us once is known.

    Raises:
        Invalid, Asked: it is nobody's, or several people's.
    """
    words = " ".join(f"{command.who} {command.plans}".split()).lstrip("@")
    found: dict[str, list[Account]] = {}
    for account in ctx.uow.people.guests(ctx.workspace.id):
        shown = account.display_name
        for name in {shown, re.sub(r"\s*\(guest\)$", "", shown, flags=re.I), account.email, account.external_id} - {""}:
            after = words[len(name) :]
            if words.casefold().startswith(name.casefold()) and (not after or after[0] in " ,"):
                found.setdefault(after.strip(" ,"), []).append(account)
    if not found:
        how = tr("Please name the guest's account with their @; or type their name, once they have written to me.")
        raise Invalid(f"{how} {tr(_EXAMPLE)}")
    plans = min(found, key=len)
    guests = {one.id: one for one in found[plans]}
    mentions = [(one, Mention(one.external_id, one.display_name)) for one in guests.values()]
    if len(mentions) > 1:
        raise Asked(
            tr("There are several guests of that name. Which one do you mean?"),
            buttons=tuple(
                Button(label=first_words(say_account(one), 70), sends=command.with_(who=mention.token(), plans=plans))
                for one, mention in mentions[:_MOST]
            ),
        )
    return mentions[0][1], plans


def _admit(command: AdmitGuest, account: Account, ctx: Context) -> Reply:
    plans = _plans(command.plans, ctx)
    if command.printed and not plans:
        raise Invalid(tr("In which plan? {example}", example=tr(_EXAMPLE)))
    person = _person(command, account, plans, ctx) if plans else None
    before = ctx.uow.people.guest_plans(account.id)
    codes = {plan.id: plan.code for plan in ctx.uow.plans.all()}
    event = _name_plans(account, {plan.id: plan.code for plan in plans}, codes, before, ctx)
    if person is None:
        return _said(tr("{say_account} can no longer use Action Log.", say_account=say_account(account)), event)
    posts = [one.for_id for one in ctx.uow.people.acted_for(person.id) if one.is_post and one.counts_on(ctx.today)]
    led = [lead for each in (person.id, *posts) for lead in ctx.uow.plans.leads_of(each)]
    count = sum(lead.plan_id in {plan.id for plan in plans} for lead in led)
    hint = (
        ""
        if count
        else tr(
            " {name} is no lead there yet: “guest @NAME {code} as LEAD” says which.",
            name=person.name,
            code=plans[0].code,
        )
    )
    named = join_names([plan.code for plan in plans])
    said = tr(
        "{say_account} is {name}, and sees their own actions in {named}, nothing else.{hint}",
        say_account=say_account(account),
        name=person.name,
        named=named,
        hint=hint,
    )
    gone = sorted(codes[one] for one in before if one in codes and one not in {plan.id for plan in plans})
    if gone:
        said += " " + tr(
            "They no longer see {gone}. For both, say: guest @NAME {named}",
            gone=join_names(gone),
            named=" ".join([*(plan.code for plan in plans), *gone]),
        )
    return _said(said, event)


def _said(sentence: str, event: GuestAdmitted) -> Reply:
    back = Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=sentence))
    return Reply(elements=(Paragraph(text=sentence), Buttons(buttons=(back,))), replaces=True)


def _name_plans(
    account: Account,
    plans: Mapping[PlanId, str],
    codes: Mapping[PlanId, str],
    before: Collection[PlanId],
    ctx: Context,
    marks: Mapping[str, str] | None = None,
) -> GuestAdmitted:
    event = GuestAdmitted(
        at=ctx.now,
        by=ctx.actor.signature,
        account=account.external_id,
        platform=account.platform.value,
        before=tuple(sorted(codes.get(one, "?") for one in before)),
        after=tuple(sorted(plans.values())),
        account_id=account.id,
        plans_before=tuple(sorted(before)),
        plans_after=tuple(sorted(plans)),
        **(marks or {}),
    )
    ctx.uow.people.admit_guest(account.id, list(plans), because=event)
    return event


@way_back(GuestAdmitted)
def _back(event: GuestAdmitted, ctx: Context) -> Back:
    """The plans that were named before; for administrators."""
    policy.at_the_door(ctx.actor, Need.ADMINISTER, ctx.uow.people)
    account = ctx.uow.people.account_by_id(AccountId(event.account_id)) if event.account_id else None
    now = ctx.uow.people.guest_plans(account.id) if account else frozenset()
    if account is None or now != frozenset(event.plans_after):
        raise overtaken(tr("the plans of this guest were changed"))
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    codes = {plan.id: plan.code for plan in ctx.uow.plans.all()}
    ctx.uow.see_with(sight)
    there = {PlanId(one): codes[PlanId(one)] for one in event.plans_before if one in codes}
    back = _name_plans(account, there, codes, now, ctx, taking_back(event))
    if not there:
        return Back(tr("{say_account} can no longer use Action Log.", say_account=say_account(account)), back)
    named = join_names(sorted(there.values()))
    said = tr("{say_account} sees their own actions in {named} again.", say_account=say_account(account), named=named)
    return Back(said, back)


def _plans(words: str, ctx: Context) -> list[Plan]:
    if words.casefold() in {"none", "nothing", "no", "off", "remove"}:
        return []
    codes = [
        code for code in re.split(r"[\s,;&+]+|\band\b", words) if code and code.casefold() not in {"and", "in", "to"}
    ]
    if not codes:
        raise Invalid(tr("In which plans? {example}", example=tr(_EXAMPLE)))
    found = []
    for code in codes[:20]:
        plan = ctx.uow.plans.by_code(code)
        if plan is None:
            known = join_names([one.code for one in ctx.uow.plans.all()])
            raise NotFound(
                tr("I couldn't find a plan called {words}. I know {known}.", words=first_words(code, 30), known=known)
            )
        found.append(plan)
    return found


def _person(command: AdmitGuest, account: Account, plans: list[Plan], ctx: Context) -> Person:
    """The person behind the guest's account: known already, else the named lead's own, else somebody new."""
    leads = []
    for plan in plans if command.printed else ():
        lead = ctx.uow.plans.lead_named(plan.id, command.printed)
        if lead is not None:
            leads.append(lead)
    if command.printed and not leads:
        raise NotFound(
            tr(
                "{names} has no lead called “{printed}”.",
                names=join_names([plan.code for plan in plans]),
                printed=command.printed,
            )
        )
    person = ctx.uow.people.person(account.person_id) if account.person_id else None
    if person is None:
        owner = next((lead.person_id for lead in leads if lead.person_id), None)
        person = ctx.uow.people.person(owner) if owner else None
        if person is not None and not is_free(ctx.uow, person, account):
            raise Invalid(_taken(command.printed, person, ctx))
        person = person or new_person(account.display_name or command.printed or tr("A guest"), account.email, ctx)
        link_account(replace(account), person, ctx)
    for lead in leads:
        if lead.person_id == person.id:
            continue
        if lead.person_id is not None:
            raise Invalid(_taken(lead.name, ctx.uow.people.person(lead.person_id), ctx))
        join(ctx.uow, lead, person, by=ctx.actor.signature, at=ctx.now)
    return person


def _taken(printed: str, owner: Person | None, ctx: Context) -> str:
    """Whose the lead is already: an account of a guest is made nobody else's."""
    who = say_person(owner, ctx) if owner is not None else tr("somebody else")
    return tr(
        "“{name}” is {who} already, so nothing was changed. If it is the guest now, say first: unlink {name}",
        name=printed,
        who=who,
    )


_REASONS = {
    "bot": marked("a bot"),
    "deactivated": marked("a deactivated account"),
    "outside": marked("somebody of another organisation"),
    "guest": marked("a guest whom nobody let in"),
    "left": marked("somebody who has left"),
}


def _turned_away(one: Refusal, ctx: Context) -> str:
    """By name, where we know the account; whoever is from elsewhere by their workspace."""
    ours = {(each.platform, each.external_id): each.id for each in ctx.uow.workspaces()}
    workspace_id = ours.get((one.platform, one.workspace))
    account = ctx.uow.people.account(workspace_id, one.account) if workspace_id is not None else None
    if account is not None and account.display_name:
        return f"{account.display_name} ({one.account})"
    if workspace_id is not None or one.workspace == one.account:
        return one.account
    return tr("{account} of workspace {workspace}", account=one.account, workspace=one.workspace)


def parse_refused(word: str, rest: str) -> ShowRefused:
    """`refused`."""
    return ShowRefused()


@registry.handles(
    ShowRefused,
    verb="refused",
    usage="refused",
    summary=marked("Who was turned away at the door; for administrators"),
    parse=parse_refused,
)
def refused(query: ShowRefused, ctx: Context) -> Reply:
    """The latest, with how often."""
    found = ctx.uow.people.refusals()
    if not found:
        return say(tr("Nobody was turned away."))
    lines = [
        trn(
            "{platform} {account}: {reasons}, {count:,} time on {date}",
            "{platform} {account}: {reasons}, {count:,} times on {date}",
            one.times,
            platform=one.platform.value.title(),
            account=_turned_away(one, ctx),
            reasons=tr(_REASONS.get(one.reason, one.reason)),
            date=say_date(ctx.local(one.last_at).date()),
        )
        for one in found
    ]
    return Reply(
        elements=(
            Heading(text=tr("Turned away at the door")),
            Paragraph(text="\n".join(lines)),
            SmallPrint(text=tr("Kept for 90 days. To let a guest in: guest @NAME PLAN")),
        )
    )
