"""`unlink`, and the way back from each link: both are in the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import Invalid, NotFound, Refused, Stale
from domain.events import (
    AccountLinked,
    AccountUnlinked,
    ChangeUndone,
    Event,
    LeadLinked,
    LeadUnlinked,
    LeaverHandled,
    MembersSet,
    PeopleLoaded,
)
from domain.ids import AccountId, EventId, PersonId
from domain.mentions import MENTION
from domain.messages import Message, Undo
from domain.people import Account, Person
from domain.people_messages import UndoLinks, UnlinkAccount, UnlinkLead
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.link_leads import lead_meant, plan_last
from domain.usecases.posts import members, set_people
from domain.usecases.vouching import link_account
from domain.usecases.ways_back import Back, taking_back, way_back, way_from
from domain.views import Button, Buttons, Paragraph, Reply

_NAMED = 6
_LINKS = (PeopleLoaded, LeaverHandled, MembersSet, LeadLinked, LeadUnlinked, AccountLinked, AccountUnlinked)


def parse_unlink(word: str, rest: str) -> Message:
    """`unlink GD`, `unlink GD in TSP`."""
    plan, words = plan_last(rest)
    if not words.strip():
        raise Invalid(tr("Which lead? For example: unlink GD"))
    if MENTION.search(words):
        return UnlinkAccount(who=words.strip())
    return UnlinkLead(printed=words.strip().strip('"“”'), plan=plan)


@registry.handles(
    UnlinkLead,
    verb="unlink",
    usage="unlink LEAD [in PLAN] | unlink @NAME",
    summary=marked("Say that a printed lead is nobody in particular, or an account nobody's"),
    parse=parse_unlink,
)
def unlink(command: UnlinkLead, ctx: Context) -> Reply:
    """Take the person away from the lead; their account stays theirs."""
    lead, plan = lead_meant(command.lead, command.printed, command.plan, ctx, command)
    before = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    if before is None:
        raise Stale(tr("“{name}” is linked to nobody.", name=lead.name))
    event = LeadUnlinked(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, lead=lead.name, before=before.name, lead_id=lead.id,
        before_id=before.id,
    )  # fmt: skip
    ctx.uow.plans.link_lead(lead.id, None, because=event)
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "“{name}” in {code} is nobody in particular now (was {name2}).",
                    name=lead.name,
                    code=plan.code,
                    name2=before.name,
                )
            ),
            Buttons(buttons=(Button(label=tr("Undo"), sends=UndoLinks(events=(event.id,)), describe=tr("Undo")),)),
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
        raise NotFound(tr("That account is linked to nobody."))
    if not policy.may_vouch(ctx.actor, person, ctx.uow.people):
        raise Refused(
            tr("Only an administrator, or who coordinates all plans of {name}, can do that.", name=person.name)
        )
    event = _no_longer(account, person, ctx)
    said = tr(
        "The account {name} is no longer {name2}'s.",
        name=account.display_name or account.external_id,
        name2=person.name,
    )
    back = Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=said))
    return Reply(elements=(Paragraph(text=said), Buttons(buttons=(back,))), replaces=True)


def _no_longer(
    account: Account, person: Person, ctx: Context, marks: Mapping[str, str] | None = None
) -> AccountUnlinked:
    event = AccountUnlinked(
        at=ctx.now,
        by=ctx.actor.signature,
        platform=account.platform.value,
        account=account.external_id,
        account_id=account.id,
        before=person.name,
        before_id=person.id,
        **(marks or {}),
    )
    ctx.uow.people.save_account(replace(account, person_id=None), because=event)
    return event


@registry.handles(UndoLinks)
def undo_links(command: UndoLinks, ctx: Context) -> Reply:
    """Put back what these links changed, where nobody has changed it since."""
    backs = [_take_back(event_id, ctx) for event_id in reversed(command.events)]
    if not backs:
        raise NotFound(tr("I couldn't find what to undo."))
    said = " ".join(filter(None, (back.said for back in backs)))
    again: tuple[Buttons, ...] = ()
    if not isinstance(backs[-1].event, ChangeUndone):
        redo = Undo(event=backs[-1].event.id, whole=True)
        again = (
            Buttons(buttons=(Button(label=tr("Redo"), sends=redo, describe=tr("Redo: {sentence}", sentence=said)),)),
        )
    return Reply(elements=(Paragraph(text=said), *again), replaces=True)


def _take_back(event_id: str, ctx: Context) -> Back:
    logged = ctx.uow.history.by_id(EventId(event_id))
    way = way_from(logged.event) if logged is not None else None
    if logged is None:
        raise NotFound(tr("I couldn't find what to undo."))
    if logged.undone_by is not None:
        raise Stale(tr("That was already undone."))
    if way is None or not isinstance(logged.event, _LINKS):
        raise Invalid(tr("That can't be undone."))
    back = way(logged.event, ctx)
    ctx.uow.history.mark_undone(logged.event.id, EventId(back.event.id))
    return back


@way_back(PeopleLoaded)
def _list_back(event: PeopleLoaded, ctx: Context) -> Back:
    """Take back the links of a list that still stand; who it named stays known."""
    if event.by.person_id != ctx.actor.id and not ctx.actor.is_administrator:
        raise Refused(tr("Only {name} or an administrator can take this list back.", name=event.by.name))
    back, stays = 0, []
    for event_id in reversed(event.links):
        logged = ctx.uow.history.by_id(EventId(event_id))
        if logged is None or not isinstance(logged.event, LeadLinked) or logged.undone_by is not None:
            continue
        try:
            put = _lead_back(logged.event, ctx)
        except (NotFound, Refused, Stale):
            stays.append(logged.event.lead)
        else:
            ctx.uow.history.mark_undone(logged.event.id, EventId(put.event.id))
            back += 1
    undone = ChangeUndone(at=ctx.now, by=ctx.actor.signature, undid=event.id, what=event.kind, fields=())
    ctx.uow.history.add(undone)
    said = [
        trn(
            "The list is taken back: {count:,} lead is as before.",
            "The list is taken back: {count:,} leads are as before.",
            back,
        )
    ]
    if stays:
        names = join_names([f"“{name}”" for name in stays[:_NAMED]])
        if len(stays) > _NAMED:
            names = tr("{names} and {count:,} more", names=names, count=len(stays) - _NAMED)
        said.append(
            trn(
                "{names} stays as now, because of a later change.",
                "{names} stay as now, because of a later change.",
                len(stays),
                names=names,
            )
        )
    said.append(tr("The people in it stay known to me."))
    return Back(" ".join(said), undone, for_good=True)


@way_back(MembersSet)
def _members_back(event: MembersSet, ctx: Context) -> Back:
    lead, _ = lead_meant(event.lead_id, "", "", ctx, UndoLinks())
    post = ctx.uow.people.person(PersonId(event.acts_for_id))
    if post is None or members(post, ctx) != event.after:
        raise Stale(tr("That can't be undone any more: who “{name}” is was changed since.", name=event.acts_for))
    people = [one for each in event.before if (one := ctx.uow.people.person(PersonId(each))) is not None]
    made = set_people(lead, post, people, ctx, taking_back(event))
    if not made:
        raise Stale(tr("That can't be undone any more: who “{name}” is was changed since.", name=event.acts_for))
    said = tr("“{name}” is {people} again.", name=event.acts_for, people=join_names([one.name for one in people]))
    return Back(said if people else "", made[0])


@way_back(LeadLinked, LeadUnlinked)
def _lead_back(event: LeadLinked | LeadUnlinked, ctx: Context) -> Back:
    lead, plan = lead_meant(event.lead_id, "", "", ctx, UndoLinks())
    after = event.after_id if isinstance(event, LeadLinked) else ""
    if (lead.person_id or "") != after:
        raise Stale(tr("That can't be undone any more: “{name}” was linked to somebody else since.", name=lead.name))
    before = ctx.uow.people.person(PersonId(event.before_id)) if event.before_id else None
    after_name = event.after if isinstance(event, LeadLinked) else ""
    marks = taking_back(event)
    back: Event = (
        LeadLinked(
            at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, lead=lead.name, before=after_name or None,
            after=before.name, lead_id=lead.id, before_id=after, after_id=before.id, what=before.kind.value, **marks,
        )
        if before is not None
        else LeadUnlinked(
            at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, lead=lead.name, before=after_name, lead_id=lead.id,
            before_id=after, **marks,
        )
    )  # fmt: skip
    ctx.uow.plans.link_lead(lead.id, before.id if before else None, because=back)
    said = tr(
        "“{name}” in {code} is {name2} again.",
        name=lead.name,
        code=plan.code,
        name2=before.name if before else tr("nobody in particular"),
    )
    return Back(said, back)


@way_back(AccountLinked, AccountUnlinked)
def _account_back(event: AccountLinked | AccountUnlinked, ctx: Context) -> Back:
    """Put an account back to whose it was; only they who may speak for both may do that."""
    account = ctx.uow.people.account_by_id(AccountId(event.account_id)) if event.account_id else None
    after_id = event.after_id if isinstance(event, AccountLinked) else ""
    if account is None or (account.person_id or "") != after_id:
        raise Stale(tr("That can't be undone any more: the account is somebody else's by now."))
    person = ctx.uow.people.person(PersonId(after_id)) if after_id else None
    before = ctx.uow.people.person(PersonId(event.before_id)) if event.before_id else None
    by_themselves = event.by.person_id == ctx.actor.id
    for one in (person, before):
        if one is not None and not by_themselves and not policy.may_vouch(ctx.actor, one, ctx.uow.people):
            raise Stale(tr("The account stays {name}'s: only an administrator can take it away.", name=one.name))
    if event.before_id and before is None:
        raise Stale(tr("That can't be undone any more."))
    name = account.display_name or account.external_id
    if before is not None:
        back: Event = link_account(account, before, ctx, taking_back(event))
        return Back(tr("The account {name} is {name2}'s again.", name=name, name2=before.name), back)
    after = event.after if isinstance(event, AccountLinked) else ""
    owner = person or Person(PersonId(after_id), ctx.organisation.id, after)
    back = _no_longer(account, owner, ctx, taking_back(event))
    return Back(tr("The account {name} is no longer {after}'s.", name=name, after=after), back)
