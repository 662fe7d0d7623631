"""`people load`: a list of leads with names and e-mail addresses, shown before anything is stored. Rows that are sure
are taken in one press, doubtful ones are asked about, each with a way to take it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from domain import policy
from domain.context import Context
from domain.errors import Invalid, NotFound, Refused
from domain.events import Event, PeopleLoaded, PersonChanged
from domain.ids import PlanId, UploadId, new_id
from domain.importing.roster import ListedPerson, people_in_lines
from domain.language.likeness import near
from domain.people import Person, Role
from domain.people_messages import LoadPeople, LoadRow, ShowPeople, UndoLinks
from domain.plans import Lead, Plan
from domain.ports import UnitOfWork
from domain.presenters import first_words, join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.uploads import OF_PEOPLE, Upload, UploadState
from domain.usecases.linking import join
from domain.usecases.picking import is_somebody
from domain.usecases.roster_leads import leads_meant
from domain.usecases.uploaded import destination, own_upload
from domain.usecases.vouching import new_person
from domain.views import Button, Buttons, Element, Heading, Item, Paragraph, Reply, SmallPrint, say

HOW = marked(
    "Send me the list here as an Excel or CSV file with the columns Lead, Name and E-mail, or "
    "paste it below the words “people load”. I show you what I read before anything is stored."
)
_MOST_SHOWN = 12
_MOST_NAMED = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, with the leads that it means, and what is doubtful about it (empty: it is sure)."""

    listed: ListedPerson
    leads: tuple[Lead, ...] = ()
    doubt: str = ""
    near: Lead | None = None


def offer(uow: UnitOfWork, upload: Upload, rows: Sequence[ListedPerson]) -> Reply:
    """Keep what was read, and show it. Whatever the unit of work sees, only plans of whoever gave it are looked at."""
    kept = replace(upload, state=UploadState.OFFERED, draft=json.dumps([asdict(one) for one in rows]))
    plans = _plans(uow, kept)
    if kept.code and not plans:
        uow.uploads.remove(kept.id)
        known = join_names([plan.code for plan in _plans(uow, replace(kept, code=""))])
        said = tr("You coordinate no plan called {code}, so I took nothing in.", code=first_words(kept.code, 30))
        return say(said + (tr(" Please send the list again with {known}.", known=known) if known else ""))
    uow.uploads.save(kept)
    return _preview(kept, _entries(uow, rows, plans), plans)


def _rows(upload: Upload) -> list[ListedPerson]:
    try:
        return [ListedPerson(**one) for one in json.loads(upload.draft)]
    except (ValueError, TypeError):
        raise NotFound(tr("I no longer have this list. Please send it again.")) from None


def _plans(uow: UnitOfWork, upload: Upload) -> list[Plan]:
    """The plans of whoever gave the list: those they coordinate; all of them for an administrator."""
    held = uow.people.memberships(upload.person_id)
    runs = any(one.role is Role.ADMINISTRATOR and one.plan_id is None for one in held)
    mine = {one.plan_id for one in held if one.role is Role.COORDINATOR}
    found = [plan for plan in uow.plans.all() if runs or plan.id in mine]
    named = [plan for plan in found if plan.code.casefold() == upload.code.casefold()]
    return named if upload.code else found


def _entries(uow: UnitOfWork, rows: Sequence[ListedPerson], plans: Sequence[Plan]) -> list[Entry]:
    ids: set[PlanId] = {plan.id for plan in plans}
    leads = [lead for lead in uow.plans.leads() if lead.plan_id in ids]
    names = Counter(map(_who, rows))
    by_email = {email: {name for name, other in names if other == email} for _, email in names if email}
    by_name = {name: {email for other, email in names if other == name and email} for name, _ in names}
    people = [person for person in uow.people.all() if is_somebody(person)]
    entries = [_entry(uow, one, leads, by_email, by_name) for one in rows]
    return _one_for_each([_not_mistaken(one, people) for one in entries])


def _not_mistaken(entry: Entry, people: Sequence[Person]) -> Entry:
    """Who would be somebody new, but is called like somebody whom we know, is asked about: a slip, or a namesake."""
    one = entry.listed
    linked = any(lead.person_id is not None for lead in entry.leads)
    if entry.doubt or linked or any(one.email and person.email == one.email.casefold() for person in people):
        return entry
    same = [person for person in people if person.name.casefold() == one.name.casefold()]
    doubt = ""
    if same and all(one.email and person.email for person in same):
        doubt = tr("I know a {name} with another address: {email}", name=same[0].name, email=same[0].email)
    elif not same:
        unsure = [person.name for person in people if not (one.email and person.email)]
        if alike := near(one.name, unsure):
            doubt = tr("I know nobody called so, but {name}", name=alike[0])
    return replace(entry, leads=(), doubt=doubt, near=entry.leads[0]) if doubt and entry.leads else entry


def _who(listed: ListedPerson) -> tuple[str, str]:
    return listed.name.casefold(), listed.email.casefold()


def _one_for_each(entries: Sequence[Entry]) -> list[Entry]:
    """A lead that several people of the list would be is nobody's until somebody says whose."""
    whose: dict[str, set[tuple[str, str]]] = {}
    for one in entries:
        for lead in one.leads:
            whose.setdefault(lead.id, set()).add(_who(one.listed))
    sorted_out, seen = [], set()
    for one in entries:
        twice = next((lead for lead in one.leads if len(whose[lead.id]) > 1), None)
        if twice is not None:
            doubt = tr("“{name}” stands beside another name, too", name=twice.name)
            one = replace(one, leads=(), doubt=doubt, near=twice)
        elif one.leads:
            one = replace(one, leads=tuple(lead for lead in one.leads if lead.id not in seen))
            seen |= {lead.id for lead in one.leads}
        sorted_out.append(one)
    return sorted_out


def _entry(
    uow: UnitOfWork,
    one: ListedPerson,
    leads: Sequence[Lead],
    by_email: dict[str, set[str]],
    by_name: dict[str, set[str]],
) -> Entry:
    if not one.name:
        return Entry(one, doubt=tr("has no name"))
    if one.email and not one.has_good_email:
        return Entry(one, doubt=tr("“{words}” is no e-mail address", words=first_words(one.email, 60)))
    if len(by_email.get(one.email.casefold(), ())) > 1:
        return Entry(one, doubt=tr("the same e-mail address stands beside another name"))
    if len(by_name.get(one.name.casefold(), ())) > 1:
        return Entry(one, doubt=tr("the same name stands with another e-mail address"))
    owner = next((each for each in uow.people.by_email(one.email) if is_somebody(each)), None) if one.email else None
    meant, nearest = leads_meant(one, leads)
    if owner is not None and owner.name.casefold() != one.name.casefold():
        doubt = tr("{email} is the address of {name}", email=one.email, name=owner.name)
        return Entry(one, doubt=doubt, near=meant[0] if meant and meant[0].person_id is None else None)
    if owner is None and len(_namesakes(uow, one)) > 1:
        return Entry(one, doubt=tr("there are several people called {name}: add the e-mail address", name=one.name))
    if not meant:
        words = (
            tr("no lead of your plans fits")
            if nearest is None
            else tr("no lead is called so; “{name}” is near", name=nearest.name)
        )
        return Entry(one, doubt=words, near=nearest)
    others = [lead for lead in meant if lead.person_id is not None and not _is_theirs(uow, lead, one)]
    if others:
        person = uow.people.person(others[0].person_id) if others[0].person_id else None
        return Entry(
            one,
            doubt=tr(
                "“{name}” is {name2} already", name=others[0].name, name2=person.name if person else tr("somebody else")
            ),
        )
    by_initials = not any(lead.name.casefold() in {one.printed.casefold(), one.name.casefold()} for lead in meant)
    if by_initials and not one.printed:
        return Entry(one, doubt=tr("only the initials fit “{name}”", name=meant[0].name), near=meant[0])
    return Entry(one, tuple(meant))


def _namesakes(uow: UnitOfWork, one: ListedPerson) -> list[Person]:
    """The people of that name whose e-mail address isn't known to be another."""
    named = uow.people.named(one.name)
    return [other for other in named if is_somebody(other) and not (one.email and other.email)]


def _is_theirs(uow: UnitOfWork, lead: Lead, one: ListedPerson) -> bool:
    person = uow.people.person(lead.person_id) if lead.person_id else None
    if person is None:
        return False
    return person.name.casefold() == one.name.casefold() or bool(one.email and person.email == one.email.casefold())


def _preview(upload: Upload, entries: Sequence[Entry], plans: Sequence[Plan]) -> Reply:
    sure = [one for one in entries if not one.doubt]
    doubtful = [one for one in entries if one.doubt]
    where = join_names([plan.code for plan in plans]) or tr("no plan of yours")
    elements: list[Element] = [
        Heading(text=tr("A list of people")),
        Paragraph(
            text=trn(
                "I read {rows}: {sure:,} fit a lead of {where}, {count:,} is doubtful. Nothing is stored yet.",
                "I read {rows}: {sure:,} fit a lead of {where}, {count:,} are doubtful. Nothing is stored yet.",
                len(doubtful),
                rows=trn("{count:,} row", "{count:,} rows", len(entries)),
                sure=len(sure),
                where=where,
            )
        ),
    ]
    if sure:
        lines = [_line(one) for one in sure]
        more = tr("\nand {count} more", count=len(sure) - _MOST_NAMED) if len(sure) > _MOST_NAMED else ""
        elements.append(Paragraph(text="\n".join(lines[:_MOST_NAMED]) + more))
        load = Button(
            label=trn("Load {count:,} row", "Load {count:,} rows", len(sure)),
            sends=LoadPeople(upload=upload.id),
            style="primary",
        )
        elements.append(Buttons(buttons=(load,)))
    elements += [_question(upload, one) for one in doubtful[:_MOST_SHOWN]]
    if len(doubtful) > _MOST_SHOWN:
        elements.append(
            SmallPrint(
                text=tr("{count} more doubtful rows come when these are settled.", count=len(doubtful) - _MOST_SHOWN)
            )
        )
    return Reply(elements=tuple(elements), replaces=True)


def _line(entry: Entry) -> str:
    said = f"{entry.listed.name}, {entry.listed.email or tr('no e-mail')}"
    return f"{entry.leads[0].name}: {said}" if entry.leads else tr("{said}: said above", said=said)


def _question(upload: Upload, entry: Entry) -> Item:
    one = entry.listed
    buttons = []
    if entry.near is not None:
        sends = LoadRow(upload=upload.id, row=one.row, lead=entry.near.id)
        buttons.append(Button(label=tr("It is {words}", words=first_words(entry.near.name, 40)), sends=sends))
    if one.name and (one.has_good_email or not one.email):
        sends = LoadRow(upload=upload.id, row=one.row)
        buttons.append(
            Button(
                label=tr("Keep without a lead"), sends=sends, describe=tr("Keep row {row} without a lead", row=one.row)
            )
        )
    buttons.append(Button(label=tr("Leave it out"), sends=LoadRow(upload=upload.id, row=one.row, leave=True)))
    facts = [part for part in (one.printed if one.printed != one.name else "", one.email) if part]
    return Item(
        key=f"Row {one.row}",
        text=one.name or tr("(no name)"),
        facts=tuple(facts),
        note=f"{entry.doubt[:1].upper()}{entry.doubt[1:]}.",
        buttons=tuple(buttons),
    )


def given_as_text(text: str, upload: Upload, ctx: Context) -> Reply:
    """A list that was pasted."""
    rows = people_in_lines(text)
    if rows is None:
        raise Invalid(tr("I couldn't read this as a list of people. {how}", how=tr(HOW)))
    ctx.uow.uploads.add(upload)
    return offer(ctx.uow, upload, rows)


@registry.handles(LoadPeople)
def load(command: LoadPeople, ctx: Context) -> Reply:
    """Take every row that is sure; the others stay to be asked about."""
    policy.require_import(ctx.actor, ctx.uow.people)
    if command.text.strip():
        if not ctx.inbound.private:
            raise Refused(tr("Please send the list in a direct message to me, so that nobody else reads along."))
        return given_as_text(command.text, _upload(command, ctx), ctx)
    if not command.upload:
        return Reply(elements=(Paragraph(text=tr(HOW)),))
    upload = own_upload(ctx, command.upload)
    rows, plans = _rows(upload), _plans(ctx.uow, upload)
    entries = _entries(ctx.uow, rows, plans)
    done = [one for one in entries if not one.doubt]
    links = [event for one in done for event in store(one, ctx)]
    taken = _loaded(done, links, ctx)
    return _left(upload, [one.listed for one in entries if one.doubt], plans, _said(done), ctx, taken)


def _upload(command: LoadPeople, ctx: Context) -> Upload:
    return Upload(
        id=UploadId(new_id()),
        organisation_id=ctx.organisation.id,
        person_id=ctx.actor.id,
        key=f"{OF_PEOPLE}{new_id()}",
        name="people",
        destination=destination(ctx),
        state=UploadState.OFFERED,
        created_at=ctx.now,
        code=command.plan[:20],
    )


def _loaded(done: Sequence[Entry], links: Sequence[Event], ctx: Context) -> PeopleLoaded | None:
    """Write down that a list was taken in, as one thing to undo."""
    if not links:
        return None
    event = PeopleLoaded(
        at=ctx.now, by=ctx.actor.signature, people=len(done), links=tuple(str(one.id) for one in links)
    )
    ctx.uow.history.add(event)
    return event


def _said(done: Sequence[Entry]) -> str:
    leads = sum(lead.person_id is None for one in done for lead in one.leads)
    return tr(
        "{people} stored, and {leads} linked.",
        people=trn("{count:,} person is", "{count:,} people are", len({_who(one.listed) for one in done})),
        leads=trn("{count:,} lead", "{count:,} leads", leads),
    )


@registry.handles(LoadRow)
def load_row(command: LoadRow, ctx: Context) -> Reply:
    """Take a doubtful row as the person says, or leave it out."""
    upload = own_upload(ctx, command.upload)
    rows, plans = _rows(upload), _plans(ctx.uow, upload)
    found = next((one for one in rows if one.row == command.row), None)
    if found is None:
        raise NotFound(tr("That row is settled already."))
    said, taken = tr("Row {row} was left out.", row=found.row), None
    if not command.leave:
        lead = next((one for one in ctx.uow.plans.leads() if one.id == command.lead), None) if command.lead else None
        if command.lead and (lead is None or lead.plan_id not in {plan.id for plan in plans}):
            raise NotFound(tr("I couldn't find that lead any more."))
        if lead is not None and lead.person_id is not None:
            raise Invalid(tr("“{name}” is somebody already. Please unlink it first: unlink {name}", name=lead.name))
        if found.email and not found.has_good_email:
            raise Invalid(tr("That is no e-mail address. Please put it right in the list, and send it again."))
        entry = Entry(found, (lead,) if lead else ())
        taken = _loaded([entry], store(entry, ctx), ctx)
        said = tr("{name} is stored{more}.", name=found.name, more=tr(", as “{name}”", name=lead.name) if lead else "")
    return _left(upload, [one for one in rows if one.row != command.row], plans, said, ctx, taken)


def _left(
    upload: Upload,
    rows: Sequence[ListedPerson],
    plans: Sequence[Plan],
    said: str,
    ctx: Context,
    taken: PeopleLoaded | None,
) -> Reply:
    """What was done, with a way back, and what is left to ask."""
    undo: tuple[Button, ...] = ()
    if taken is not None:
        back = UndoLinks(events=(taken.id,))
        undo = (Button(label=tr("Undo"), sends=back, describe=tr("Undo: {said}", said=said)),)
    if not rows:
        ctx.uow.uploads.remove(upload.id)
        code = plans[0].code if len(plans) == 1 else ""
        show = Button(label=tr("Show the people"), sends=ShowPeople(plan=code, which="all"))
        return Reply(elements=(Paragraph(text=said), Buttons(buttons=(show, *undo))), replaces=True)
    shown = offer(ctx.uow, upload, rows)
    done = (Paragraph(text=said), *((Buttons(buttons=undo),) if undo else ()))
    return shown.model_copy(update={"elements": (*done, *shown.elements)})


def store(entry: Entry, ctx: Context) -> list[Event]:
    """Keep the person, and say that these leads are them. Accounts are claimed by whoever has them."""
    person = _person(entry, ctx)
    made: list[Event] = []
    for lead in entry.leads:
        if lead.person_id is not None:
            continue
        made.append(join(ctx.uow, lead, person, by=ctx.actor.signature, at=ctx.now))
    return made


def _person(entry: Entry, ctx: Context) -> Person:
    one = entry.listed
    people = ctx.uow.people
    owner = next((lead.person_id for lead in entry.leads if lead.person_id), None)
    found: Sequence[Person | None] = [people.person(owner)] if owner else [*people.by_email(one.email)]
    if not found:
        found = _namesakes(ctx.uow, one)
        if len(found) > 1:
            raise Invalid(
                tr("There are several people called {name}. Please add the e-mail address to the list.", name=one.name)
            )
    known = [other for other in found if other is not None and is_somebody(other)]
    if not known:
        return new_person(one.name, one.email, ctx)
    person = known[0]
    if one.email and not person.email and policy.may_vouch(ctx.actor, person, people):
        person = replace(person, email=one.email)
        people.save(person, because=PersonChanged(at=ctx.now, by=ctx.actor.signature, person=person.name, what="email"))
    return person
