"""`link`: which person, role or team a printed lead is. Each link is in the history, and can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid, NotFound
from domain.ids import LeadId, PersonId, new_id
from domain.language.naming import is_nobody
from domain.language.people import parted, split_names
from domain.mentions import MENTION
from domain.messages import Message
from domain.people import Person, PersonKind, StandInKind
from domain.people_messages import MOST_LINKS, LinkLead, OpenLink, ShowPeople, UndoLinks, UnlinkLead
from domain.plans import Lead, Plan
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan
from domain.usecases.linking import join
from domain.usecases.meant import Meaning
from domain.usecases.picking import choices, shown
from domain.usecases.posts import set_people
from domain.usecases.who import theirs
from domain.views import Button, Buttons, ChoiceField, Form, Paragraph, PersonField, Reply, TextField

_WHAT = marked("say who its leads are")
_KINDS = (
    ("person", marked("One person")),
    ("role", marked("A role: whoever holds it, now and later")),
    ("team", marked("A team: several people")),
)
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}\.[^@\s<>,;.]{2,}")


def parse(word: str, rest: str) -> Message:
    """`link GD to @NAME`, `link Audit Group to team @A and @B`, `link Head of Audit to role @NAME`, `link GD to Grace
    Dunn <grace.dunn@council.example>`; `link GD` opens the form.
    """
    plan, words = plan_last(rest)
    printed, arrow, who = _parted(words)
    if not printed:
        raise Invalid(tr("Which lead is who? For example: link GD to @Grace Dunn"))
    if not arrow or not who:
        return LinkLead(printed=printed, plan=plan, what="")
    what = "person"
    kind = re.match(r"(?:a |the )?(role|team)\b[:\s]*(?:held by |of )?", who, re.I)
    if kind:
        what, who = kind[1].casefold(), who[kind.end() :]
    if is_nobody(who) and what == "person":
        return UnlinkLead(printed=printed, plan=plan)
    who = "" if is_nobody(who) else who
    found = None if MENTION.search(who) else _EMAIL.search(who) or re.search(r"(?<=<)[^<>]*@[^<>]*(?=>)", who)
    email = found[0] if found else ""
    if email:
        who = re.sub(r"[<(]?" + re.escape(email) + r"[>)]?", "", who)
    return LinkLead(printed=printed, plan=plan, what=what, who=who.strip(" ,"), email=email)


def plan_last(rest: str) -> tuple[str, str]:
    """The plan's code in `GD in TSP`, if there is one, and the words before it."""
    found = re.search(r"\s+in\s+(\S+)\s*$", rest, re.I)
    return (found[1], rest[: found.start()]) if found else ("", rest)


def _parted(words: str) -> tuple[str, str, str]:
    found = re.search(r"(?:^|\s+)(?:to|is|=|->)(?:\s+|$)|\s*(?==?⟦)", words, re.I)
    if not found:
        return words.strip().strip('"“”'), "", ""
    return words[: found.start()].strip().strip('"“”'), "to", words[found.end() :].strip()


def lead_meant(lead_id: str, printed: str, code: str, ctx: Context, again: Message) -> tuple[Lead, Plan]:
    """The lead that is meant, in a plan of this person's.

    Raises:
        NotFound, Refused
    """
    if lead_id:
        lead = ctx.uow.plans.lead(LeadId(lead_id))
        plan = ctx.uow.plans.by_id(lead.plan_id) if lead else None
        if lead is None or plan is None:
            raise NotFound(tr("I couldn't find this lead any more."))
    else:
        fits = theirs(ctx) if code else _that_print(printed, ctx)
        plan = find_plan(ctx, code, lambda found: again.with_(plan=found), fits=fits)
        lead = ctx.uow.plans.lead_named(plan.id, printed)
    if not ctx.actor.is_administrator:
        policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if lead is None:
        raise NotFound(
            tr(
                "{code} has no lead called “{words}”. “people {code} all” lists them.",
                code=plan.code,
                words=first_words(printed, 60),
            )
        )
    return lead, plan


def _that_print(printed: str, ctx: Context) -> Callable[[Plan], bool]:
    """Those of this person's plans that have such a lead; all of theirs where none has."""
    mine = theirs(ctx)
    found = {plan.id for plan in ctx.uow.plans.all() if mine(plan) and ctx.uow.plans.lead_named(plan.id, printed)}
    return (lambda plan: plan.id in found) if found else mine


@registry.handles(OpenLink)
def open_link(query: OpenLink, ctx: Context) -> Reply:
    """The form: a person picked on the platform, a role, a team, or somebody who is on neither."""
    lead, plan = lead_meant(query.lead, "", "", ctx, query)
    return Reply(form=_form(lead, plan, ctx))


def _form(lead: Lead, plan: Plan, ctx: Context) -> Form:
    now = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    kind = now.kind if now else PersonKind.PERSON
    people = _behind(now, ctx) if now else []
    count = ctx.uow.plans.open_by_lead(plan.id).get(lead.id, 0)
    return Form(
        title=tr("Who is {name}?", name=lead.name)[:24],
        intro=trn(
            "“{name}” leads {count:,} open action in {code}.",
            "“{name}” leads {count:,} open actions in {code}.",
            count,
            name=lead.name,
            code=plan.code,
        ),
        sends=LinkLead(lead=lead.id),
        fields=(
            ChoiceField(
                name="what",
                label=tr("What is it?"),
                options=tuple((value, tr(label)) for value, label in _KINDS),
                value=kind.value,
                required=True,
            ),
            PersonField(
                name="who",
                label=tr("Who?"),
                hint=tr("The person, whoever holds the role, or everybody in the team"),
                value=shown(people, ctx),
                several=True,
                typed_label=tr("Or names, if they are on neither Slack nor Teams"),
                choices=choices(ctx.uow.plans.leads(plan.id), ctx),
            ),
            TextField(
                name="email",
                label=tr("The e-mail address of the person you named"),
                value=(now.email or "") if now and kind is PersonKind.PERSON else "",
                hint=tr("So that I know them when they come to Slack or Teams"),
                max_length=200,
            ),
        ),
    )


def _behind(now: Person, ctx: Context) -> list[Person]:
    if now.kind is PersonKind.PERSON:
        return [now]
    acting = [one for one in ctx.uow.people.acting_for(now.id) if one.counts_on(ctx.today)]
    people = (ctx.uow.people.person(one.person_id) for one in acting if one.kind is not StandInKind.DEPUTY)
    return sorted((person for person in people if person is not None), key=lambda one: one.name.casefold())


@registry.handles(
    LinkLead,
    verb="link",
    usage="link LEAD to NAME [in PLAN]",
    summary=marked("Say which person, role or team a printed lead is"),
    detail=marked("Also: link LEAD to role NAME, link LEAD to team NAME and NAME, link LEAD to NAME <E-MAIL>."),
    parse=parse,
)
def link_lead(command: LinkLead, ctx: Context) -> Reply:
    """Link it, and show what it was."""
    lead, plan = lead_meant(command.lead, command.printed, command.plan, ctx, command)
    if not command.what:
        return Reply(form=_form(lead, plan, ctx))
    if command.what not in set(PersonKind):
        raise FieldErrors({"what": tr("Please choose a person, a role or a team.")})
    is_person = command.what == PersonKind.PERSON.value
    meaning = Meaning(
        ctx,
        lambda who: command.with_(lead=lead.id, who=who),
        lead=lead if is_person else None,
        email=_email(command.email),
    )
    links = meaning.links
    if is_person:
        person = _one(command.who, meaning)
    else:
        people = _several(command.who, meaning)
        person = _post(lead, PersonKind(command.what), ctx)
        links += set_people(lead, person, people, ctx)
    before = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    if before is None or before.id != person.id:
        links.append(join(ctx.uow, lead, person, by=ctx.actor.signature, at=ctx.now))
    return _said(lead, plan, person, before, meaning, ctx)


def _one(who: str, meaning: Meaning) -> Person:
    people = meaning.people(who)
    if len(people) > 1:
        raise FieldErrors({"who": tr("Please name one person, or choose “A team”.")})
    if people:
        return people[0]
    if not meaning.email:
        raise FieldErrors({"who": tr("Please pick a person, or type their name.")})
    return meaning.addressed()


def _several(who: str, meaning: Meaning) -> list[Person]:
    """Who holds a role or belongs to a team; an address goes with the only one."""
    email, meaning.email = meaning.email, ""
    if email and not who.strip():
        meaning.email = email
        return [meaning.addressed()]
    mentions, typed = parted(who)
    names = split_names(typed, [person.name for person in meaning.ctx.uow.people.all()])
    if email and len(mentions) + len(names) > 1:
        raise FieldErrors({"email": tr("An address is of one person: please leave it out where you name several.")})
    meaning.email = email
    return meaning.people(who)


def _said(lead: Lead, plan: Plan, person: Person, before: Person | None, meaning: Meaning, ctx: Context) -> Reply:
    links = meaning.links
    who = person.name
    if person.kind is not PersonKind.PERSON:
        names = join_names([one.name for one in _behind(person, ctx)])
        held = tr("a role, held by") if person.kind is PersonKind.ROLE else tr("a team:")
        who = f"{held} {names or 'nobody yet'}"
    was = tr(" (was {name})", name=before.name) if before is not None and before.id != person.id else ""
    undo = Button(
        label=tr("Undo"),
        sends=UndoLinks(events=tuple(one.id for one in links[-MOST_LINKS:])),
        describe=tr("Undo this link"),
    )
    unknown = sum(one.person_id is None for one in ctx.uow.plans.leads(plan.id))
    others = Button(
        label=trn("{count:,} lead to link", "{count:,} leads to link", unknown), sends=ShowPeople(plan=plan.code)
    )
    buttons = ((undo,) if links else ()) + ((others,) if unknown else ())
    return Reply(
        elements=(
            Paragraph(text=tr("“{name}” is now {who}{was}.", name=lead.name, who=who, was=was) + meaning.say_new()),
            *((Buttons(buttons=buttons),) if buttons else ()),
        ),
        replaces=True,
    )


def _email(given: str) -> str:
    given = given.strip()
    if given and not _EMAIL.fullmatch(given):
        raise FieldErrors({"email": tr("This is no e-mail address. It looks like grace.dunn@council.gov.uk.")})
    return given


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
