"""`who is MK`: whom a name or initials mean in the plans that somebody can see, and how much they lead there."""

from __future__ import annotations

from collections import defaultdict

from domain.context import Context
from domain.errors import Invalid
from domain.ids import PersonId
from domain.language.naming import fits
from domain.language.search_line import matches_name
from domain.mentions import MENTION
from domain.messages import Find
from domain.people import Person, PersonKind, Role
from domain.people_messages import WhoIs
from domain.plans import Lead, Plan
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.speech import tr, trn
from domain.views import Button, Buttons, Element, Paragraph, Reply, say

_MOST = 8


@registry.handles(WhoIs)
def who_is(query: WhoIs, ctx: Context) -> Reply:
    """The leads in sight that are called so, or whose person is, and who coordinates what; all others are not there."""
    mention = MENTION.search(query.called)
    called = (mention["name"] if mention else query.called).strip().strip('"“”@')
    if not called:
        raise Invalid(tr("Who is who? For example: who is GD"))
    plans = {plan.id: plan for plan in ctx.uow.plans.all()}
    leads = [lead for lead in ctx.uow.plans.leads() if lead.plan_id in plans]
    there = {lead.person_id for lead in leads}
    people = {one.id: one for one in ctx.uow.people.all() if one.id in there}
    found = [lead for lead in leads if matches_name(called, lead.name) or _behind(lead, people, called)]
    lines = [_line(lead, plans[lead.plan_id], people, ctx) for lead in found[:_MOST]]
    lines += _coordinating(called, list(plans.values()), ctx)
    if not lines:
        return say(
            tr(
                "Nobody called “{words}” leads or coordinates anything that you can see.",
                words=first_words(called, 60),
            )
        )
    elements: list[Element] = [Paragraph(text=line) for line in lines]
    if len(found) > _MOST:
        elements.append(Paragraph(text=trn("And {count:,} more.", "And {count:,} more.", len(found) - _MOST)))
    if found:
        asked = found[0].name if len({lead.name for lead in found}) == 1 else called
        elements.append(Buttons(buttons=(Button(label=tr("Their actions"), sends=Find(words=f"for {asked}"[:200])),)))
    return Reply(elements=tuple(elements))


def _behind(lead: Lead, people: dict[PersonId, Person], called: str) -> bool:
    person = people.get(lead.person_id) if lead.person_id else None
    names = [person.name] if person is not None else [lead.full_name] if lead.full_name else []
    return any(matches_name(called, name) or fits(called, name) for name in names)


def _line(lead: Lead, plan: Plan, people: dict[PersonId, Person], ctx: Context) -> str:
    person = people.get(lead.person_id) if lead.person_id else None
    count = ctx.uow.plans.open_by_lead(plan.id).get(lead.id, 0)
    leads = trn("{count:,} open action", "{count:,} open actions", count)
    if person is None:
        printed = lead.full_name
        who = tr("{name}, says the plan's key", name=printed) if printed else tr("nobody that I know yet")
    elif person.kind is PersonKind.PERSON:
        who = person.name
    else:
        held = [one.person_id for one in ctx.uow.people.acting_for(person.id) if one.counts_on(ctx.today)]
        names = join_names([one.name for one in map(ctx.uow.people.person, held) if one is not None])
        who = tr("a role or a team: {names}", names=names) if names else tr("a role or a team that nobody is in")
    return tr("“{lead}” in {code} is {who}. {leads}.", lead=lead.name, code=plan.code, who=who, leads=leads)


def _coordinating(called: str, plans: list[Plan], ctx: Context) -> list[str]:
    codes: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        for person in ctx.uow.people.holders(Role.COORDINATOR, plan.id):
            if matches_name(called, person.name):
                codes[person.name].append(plan.code)
    return [tr("{name} coordinates {names}.", name=name, names=join_names(each)) for name, each in codes.items()]
