"""`people`: who leads what in a plan, and who is not known yet, each with a way to link them."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain import policy
from domain.context import Context
from domain.errors import Invalid
from domain.messages import Message, ShowPlanHistory
from domain.people import Person, PersonKind, Role, StandInKind
from domain.people_messages import ComeBack, LinkLead, LoadPeople, OpenLeave, OpenLink, ShowPeople, UnlinkLead, WhoIs
from domain.plans import Lead, Plan
from domain.presenters import PAGE, first_words, join_names, page_line, pager
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.claims_waiting import asked, to_decide
from domain.usecases.finding import find_plan
from domain.views import Button, Buttons, Element, Facts, Heading, Item, Paragraph, Reply, SmallPrint

_WHAT = marked("see who is who in it")
_WHICH = {"": "unknown", "unknown": "unknown", "unclaimed": "unknown", "all": "all", "everybody": "all"}


_IS = re.compile(r"(?:is|'s|’s)\s+(?P<who>\S.*)", re.I | re.S)


def parse(word: str, rest: str) -> Message:
    """`people`, `people TSP`, `people TSP all`, `people history TSP`, `people leave NAME`, `people back NAME`."""
    head, _, below = rest.strip().partition("\n")
    first, _, name = head.strip().partition(" ")
    if first.casefold() in {"load", "import"}:
        return LoadPeople(plan=name.strip().split(" ")[0], text=below)
    if first.casefold() in {"leave", "leaves", "left", "leaver"}:
        if not name.strip():
            raise Invalid(tr("Who leaves? For example: people leave Grace Dunn"))
        return OpenLeave(called=name.strip())
    if first.casefold() in {"history", "changes"}:
        return ShowPlanHistory(plan=name.strip(), which="people")
    if first.casefold() == "back":
        if not name.strip():
            raise Invalid(tr("Who is back? For example: people back Grace Dunn"))
        return ComeBack(called=name.strip())
    if word.casefold() == "who" and (asked := _IS.fullmatch(rest.strip().rstrip("?!. "))):
        return WhoIs(called=asked["who"].strip())
    words = rest.split()
    which = _WHICH.get(words[-1].casefold()) if words else None
    if which:
        words.pop()
    if len(words) > 1:
        raise Invalid(
            tr("Please say “people” and the plan's code, for example: people TSP; or: people leave Grace Dunn")
        )
    return ShowPeople(plan=words[0] if words else "", which=which or "unknown")


@registry.handles(
    ShowPeople,
    verb="people",
    aliases=("leads", "who"),
    usage="people [PLAN] [all] | people load | people leave NAME",
    summary=marked("Who leads what, and who is not known yet; coordinators link them"),
    detail=marked("Also: people history [PLAN], who linked whom and when; people back NAME, who has not left."),
    parse=parse,
)
def people(query: ShowPeople, ctx: Context) -> Reply:
    """Leads that nobody is yet, with how much they lead; before them, who says that they are somebody."""
    plan = find_plan(ctx, query.plan, lambda code: query.with_(plan=code), fits=theirs(ctx))
    if not ctx.actor.is_administrator:
        policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    counts = ctx.uow.plans.open_by_lead(plan.id)
    leads = list(ctx.uow.plans.leads(plan.id))
    unknown = [lead for lead in leads if lead.person_id is None]
    everybody = _WHICH.get(query.which.casefold()) == "all"
    shown = leads if everybody else unknown
    shown.sort(key=lambda lead: (-counts.get(lead.id, 0), lead.name.casefold()))
    where = page_line(query.page, len(shown))
    elements: list[Element] = []
    if query.page == 1 and not everybody:
        elements += asked(ctx, to_decide(ctx, plan.id))
    elements.append(Heading(text=tr("People of {code}", code=plan.code)))
    known = len(leads) - len(unknown)
    elements.append(
        Paragraph(
            text=tr(
                "{leads}: {count:,} linked, {count2:,} not known yet.",
                leads=trn("{count:,} lead", "{count:,} leads", len(leads)),
                count=known,
                count2=len(unknown),
            )
            if leads
            else tr("This plan names no leads.")
        )
    )
    for lead in shown[(query.page - 1) * PAGE : query.page * PAGE]:
        elements.append(_row(lead, plan, counts.get(lead.id, 0), ctx))
    if where:
        elements.append(SmallPrint(text=where))
    elements += pager(query, page=query.page, total=len(shown))
    other = ShowPeople(plan=plan.code) if everybody else ShowPeople(plan=plan.code, which="all")
    buttons = (
        Button(label=tr("Only unknown") if everybody else tr("Everybody"), sends=other),
        Button(label=tr("Load a list"), sends=LoadPeople()),
    )
    elements.append(Buttons(buttons=buttons))
    if everybody and query.page == 1:
        elements.append(_roles(plan, ctx))
    return Reply(elements=tuple(elements), replaces=True)


def theirs(ctx: Context) -> Callable[[Plan], bool]:
    """The plans that this person means when they name none: those they coordinate; all, where that is none."""
    coordinated = ctx.actor.coordinated
    return lambda plan: not coordinated or plan.id in coordinated


def _row(lead: Lead, plan: Plan, count: int, ctx: Context) -> Item:
    person = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    facts: list[str] = []
    named = lead.full_name if person is None else ""
    if named:
        facts.append(tr("{name}, says the plan's key", name=named))
    buttons = [
        Button(
            label=tr("Link") if person is None else tr("Change"),
            sends=OpenLink(lead=lead.id),
            describe=tr("Link {name}", name=lead.name),
        )
    ]
    if named:
        buttons.insert(
            0,
            Button(
                label=tr("It is {name}", name=first_words(named, 20)),
                sends=LinkLead(lead=lead.id, what="person", who=named),
                describe=tr("Link {name} to {person}", name=lead.name, person=named),
            ),
        )
    if person is not None:
        facts.append(say_person(person, ctx))
        buttons.append(
            Button(
                label=tr("Unlink"),
                sends=UnlinkLead(lead=lead.id, plan=plan.code),
                describe=tr("Unlink {name}", name=lead.name),
            )
        )
    return Item(
        key=lead.name,
        text=trn("{count:,} open action", "{count:,} open actions", count),
        facts=tuple(facts),
        buttons=tuple(buttons),
    )


def say_person(person: Person, ctx: Context) -> str:
    """`Grace Dunn (Slack and Teams)`, `a role, held by Grace Dunn`, `a team: Ann Hall and Bo Lee`."""
    if person.kind is not PersonKind.PERSON:
        names = names_behind(person, ctx)
        if person.kind is PersonKind.TEAM:
            return tr("a team: {names}", names=join_names(names) or tr("nobody yet"))
        return tr("a role, held by {names}", names=join_names(names) or tr("nobody just now"))
    chats = sorted({one.platform.value.title() for one in ctx.uow.people.accounts_of(person.id)} - {"Console"})
    how = join_names(chats) or (tr("by e-mail only") if person.email else tr("on neither Slack nor Teams"))
    gone = tr(", has left") if person.left_at is not None else ""
    return f"{person.name} ({how}{gone})"


def names_behind(person: Person, ctx: Context) -> list[str]:
    """Who holds this role or belongs to this team today."""
    found = []
    for one in ctx.uow.people.acting_for(person.id):
        if one.kind is not StandInKind.DEPUTY and one.counts_on(ctx.today):
            who = ctx.uow.people.person(one.person_id)
            found.append(who.name if who else tr("somebody"))
    return sorted(found, key=str.casefold)


def _roles(plan: Plan, ctx: Context) -> Facts:
    pairs = [
        (title, join_names([person.name for person in ctx.uow.people.holders(role, plan_id)]) or tr("nobody"))
        for title, role, plan_id in (
            (tr("Coordinators"), Role.COORDINATOR, plan.id),
            (tr("Viewers"), Role.VIEWER, plan.id),
            (tr("Administrators"), Role.ADMINISTRATOR, None),
        )
    ]
    return Facts(pairs=tuple(pairs))
