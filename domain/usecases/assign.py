"""`assign`: who leads an action. Coordinators give it to people, or to names that the plan knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from domain import policy
from domain.actions import Action, ActionLead, LeadRole
from domain.context import Context
from domain.errors import Asked, FieldErrors, Invalid, NotFound
from domain.events import LeadsAssigned
from domain.ids import LeadId, PlanId, new_id
from domain.language.handed_on import read_handed_on
from domain.language.naming import fits
from domain.language.people import TypedName, split_names
from domain.language.refs import parse_ref, take_ref
from domain.language.search_line import matches_name
from domain.mentions import MENTION, Mention
from domain.messages import Assign, Message, OpenAssign
from domain.people import Person, PersonKind
from domain.plans import Lead, Plan
from domain.presenters import changed, first_words, join_names, say_value
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.checking import in_form
from domain.usecases.finding import find_action, refuse_if_changed, take_action_ref
from domain.usecases.left_over import say_who_sees_it_no_more
from domain.usecases.meant import Meaning
from domain.usecases.news import tell_of_assignment
from domain.views import Button, Form, PersonField, Reply

Name = Mention | TypedName
Names = tuple[Name, ...]

_WHAT = marked("change who leads an action")
_NOBODY = frozenset({"nobody", "no one", "no-one", "none", "anybody", "somebody", "tbc"})
_NEW = "new:"
"""How somebody says in a form that a name is one that the plan does not have yet."""
_NAME_FIRST = re.compile(r"\s*(?P<who>\S.*?)\s+to\s+(?P<ref>\S{1,20}(?:\s\S{1,12})?)\s*", re.I | re.S)


def parse(word: str, rest: str) -> Message:
    """`assign 8 to @NAME and Audit Group`, `assign Audit Group to 8`, `assign 8 to Tom instead of Mary`, `assign 8 also
    to Dev`, `assign 8 without Mary`; `assign 8` opens the form.
    """
    if take_ref(rest)[0] is None and (turned := _NAME_FIRST.fullmatch(rest)) and parse_ref(turned["ref"]):
        return _handed_on(str(parse_ref(turned["ref"])), turned["who"])
    ref, words = take_action_ref(rest, "assign")
    return _handed_on(ref, words.strip()) if words.strip() else OpenAssign(ref=ref)


def _handed_on(ref: str, words: str) -> Assign:
    said = read_handed_on(words)
    return Assign(ref=ref, who=said.new, instead_of=said.old, others_stay=said.others_stay)


@registry.handles(
    Assign,
    verb="assign",
    aliases=("reassign", "give"),
    usage="assign REF to NAME [and NAME]",
    summary=marked("Say who leads an action"),
    parse=parse,
)
def assign(command: Assign, ctx: Context) -> Reply:
    """Give it these leads instead of those it has."""
    action, plan = find_action(ctx, command.ref, lambda key: command.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    roles = {lead.lead_id: lead.role for lead in action.leads}
    try:
        if " ".join(command.who.casefold().removeprefix("to ").split()) in _NOBODY:
            raise Invalid(tr("An action is never left without a lead. Who should lead {key} instead?", key=action.key))
        going = _going(command, action, plan, ctx)
        named = leads_named(command.who, plan, ctx, new=command.new, again=command.with_)
        if not named and not (command.others_stay and len(going) < len(action.leads)):
            raise Invalid(tr("Who should lead {key}? For example: assign {key} to Audit Group", key=action.key))
    except UnknownLead as unknown:
        if not in_form(ctx):
            raise
        how = tr(
            "To add somebody whom the plan does not name, write “new: {name}”.", name=first_words(unknown.name, 60)
        )
        raise FieldErrors({"who": f"{unknown.message} {how}"}) from None
    except (Invalid, NotFound) as error:
        raise FieldErrors({"who": error.message}) if in_form(ctx) else error from None
    leads = [replace(lead, role=roles.get(lead.lead_id, lead.role)) for lead in named]
    if command.others_stay:
        leads = _among(action.leads, going, leads)
    if [lead.lead_id for lead in leads] == [lead.lead_id for lead in action.leads]:
        raise Invalid(
            tr("{key} is led by {names} already.", key=action.key, names=join_names([lead.name for lead in leads]))
        )
    refuse_if_changed(ctx, action, command.seen_version, LeadsAssigned.touches, lambda v: command.with_(seen_version=v))
    assigned, event = action.assign(tuple(leads), by=ctx.actor.signature, at=ctx.now)
    assigned = ctx.uow.actions.save(assigned, because=event)
    me = ctx.actor
    tell_of_assignment(ctx.uow, assigned, plan, action.leads, by=me.id, name=me.person.name, now=ctx.now)
    before = join_names([lead.name for lead in event.before]) or tr("nobody")
    sentence = tr(
        "{key} is now led by {names} (was {before}).",
        key=assigned.key,
        names=join_names([_with_person(lead, ctx) for lead in leads]),
        before=before,
    )
    sentence += say_who_sees_it_no_more(action.leads, assigned, plan, ctx)
    return changed(sentence, assigned, ctx, undo=event.id)


def _going(command: Assign, action: Action, plan: Plan, ctx: Context) -> list[ActionLead]:
    """Those of its leads who no longer lead it.

    Raises:
        Asked: somebody named there does not lead it, or several may be meant.
    """
    if not command.instead_of.strip():
        return []
    people = {lead.lead_id: ctx.uow.people.person(lead.person_id) if lead.person_id else None for lead in action.leads}
    known = [lead.name for lead in action.leads] + [one.name for one in people.values() if one is not None]
    going = []
    for name in split_names(command.instead_of, known):
        found = [lead for lead in action.leads if _is_called(lead, people[lead.lead_id], name, ctx)]
        if len(found) != 1:
            raise _not_its_lead(command, action, name)
        going += found
    return going


def _is_called(lead: ActionLead, person: Person | None, name: Name, ctx: Context) -> bool:
    """By the printed name, the person's, a part of either, or initials; or are they the account that was picked?"""
    if isinstance(name, Mention):
        account = ctx.uow.people.account(ctx.workspace.id, name.platform_account_id)
        return account is not None and account.person_id is not None and account.person_id == lead.person_id
    if name.is_me:
        return lead.person_id == ctx.actor.id
    called = name.name
    if matches_name(called, lead.name):
        return True
    return person is not None and (matches_name(called, person.name) or bool(fits(called, person.name)))


def _not_its_lead(command: Assign, action: Action, name: Name) -> Asked:
    names = join_names([lead.name for lead in action.leads]) or tr("nobody")
    said = tr(
        "{key} is led by {names}, so I can't tell whom you mean by “{words}”. I have changed nothing.",
        key=action.key,
        names=names,
        words=first_words(name.name, 60),
    )
    if not command.who.strip():
        return Asked(said)
    alone = command.with_(instead_of="", others_stay=False)
    label = tr("Give it to {name} alone", name=first_words(MENTION.sub(r"\g<name>", command.who), 40))
    return Asked(said, buttons=(Button(label=label, sends=alone),))


def _among(before: Sequence[ActionLead], going: Sequence[ActionLead], coming: Sequence[ActionLead]) -> list[ActionLead]:
    """Those who stay, with those who come in the place of the first who goes, and as what that one was."""
    gone = {lead.lead_id for lead in going}
    stay = [lead for lead in before if lead.lead_id not in gone]
    there = {lead.lead_id for lead in stay}
    new = [replace(lead, role=going[0].role) if going else lead for lead in coming if lead.lead_id not in there]
    at = next((number for number, lead in enumerate(before) if lead.lead_id in gone), len(stay))
    return [*stay[:at], *new, *stay[at:]]


def _with_person(lead: ActionLead, ctx: Context) -> str:
    """`RO (Ola Grey)` where the plan prints a name that does not tell who it is: neither theirs nor their initials."""
    person = ctx.uow.people.person(lead.person_id) if lead.person_id else None
    if person is None or person.kind is not PersonKind.PERSON or lead.name.casefold() == person.name.casefold():
        return lead.name
    if fits(lead.name, person.name):
        return lead.name
    return f"{lead.name} ({person.name})"


def leads_named(
    who: str, plan: Plan, ctx: Context, *, new: bool | Collection[str], again: Callable[..., Message]
) -> tuple[ActionLead, ...]:
    """The leads of a plan whom somebody named, each once; `new` lets in names that the plan doesn't know (all, or
    these), and `again` gives the same request with other fields, for "Did you mean".

    Raises:
        UnknownLead, Invalid, NotFound: a name is unknown, or could be several people.
    """
    known = {lead.name: lead for lead in ctx.uow.plans.leads(plan.id)}
    people = list(ctx.uow.people.all())
    names = split_names(who, [*known, *(person.name for person in people)])
    leads = []
    for position, name in enumerate(names):
        asking = _Asking(plan.id, known, new, again, (names[:position], names[position + 1 :]))
        lead = _lead(name, asking, ctx)
        leads.append(ActionLead(lead.id, lead.name, person_id=lead.person_id))
    return tuple({lead.lead_id: lead for lead in leads}.values())


class UnknownLead(Asked):
    """The plan has no lead of this name: those that sound like it, and a way to let it in."""

    def __init__(self, name: str, message: str, *, buttons: tuple[Button, ...]) -> None:
        super().__init__(message, buttons=buttons)
        self.name = name


@dataclass(frozen=True, slots=True)
class _Asking:
    plan_id: PlanId
    known: dict[str, Lead]
    new: bool | Collection[str]
    again: Callable[..., Message]
    others: tuple[Names, Names]

    def instead(self, spelt: str) -> Message:
        """The same request with another spelling of this name."""
        before, after = (tuple(map(_spell, names)) for names in self.others)
        return self.again(who=", ".join((*before, spelt, *after)))


def _lead(name: Name, asking: _Asking, ctx: Context) -> Lead:
    plan_id, known = asking.plan_id, asking.known
    meaning = Meaning(ctx, asking.instead)
    if isinstance(name, Mention):  # whoever coordinates the plan and picks an account says with it who leads
        return lead_for(meaning.picked(name), plan_id, known, ctx)
    by_name = [lead for lead in known.values() if lead.name.casefold() == name.name.casefold()]
    if by_name:
        return by_name[0]
    if name.is_me:
        return lead_for(ctx.actor.person, plan_id, known, ctx)
    if name.name.casefold().startswith(_NEW) and (asked := name.name[len(_NEW) :].strip()):
        same = [lead for lead in known.values() if lead.name.casefold() == asked.casefold()]
        return same[0] if same else _add(Lead(id=LeadId(new_id()), plan_id=plan_id, name=asked), known, ctx)
    people = [one for one in ctx.uow.people.named(name.name) if one.left_at is None]
    if people:
        return lead_for(meaning.one_of(people, name.name), plan_id, known, ctx)
    if asking.new is True or (asking.new and name.name in asking.new):
        return _add(Lead(id=LeadId(new_id()), plan_id=plan_id, name=name.name), known, ctx)
    people = [one for one in ctx.uow.people.all() if one.left_at is None]
    raise _unknown(name.name, [*known, *(person.name for person in people)], asking)


def _add(lead: Lead, known: dict[str, Lead], ctx: Context) -> Lead:
    ctx.uow.plans.add_lead(lead)
    known[lead.name] = lead
    return lead


def lead_for(person: Person, plan_id: PlanId, known: dict[str, Lead], ctx: Context) -> Lead:
    """This person's lead in the plan: the one with their name or initials, else the only one. Where there is none, or
    several posts of which none is named, a new one with their name: the plan says of no post that it leads an action
    that was given to a person.
    """
    linked = sorted((lead for lead in known.values() if lead.person_id == person.id), key=lambda lead: lead.name)
    named = [lead for lead in linked if lead.name == person.name] or [
        lead for lead in linked if fits(lead.name, person.name)
    ]
    if named or len(linked) == 1:
        return (named or linked)[0]
    taken = {name.casefold() for name in known}
    names = (person.name, *(f"{person.name} ({number})" for number in range(2, len(taken) + 3)))
    name = next(name for name in names if name.casefold() not in taken)
    return _add(Lead(id=LeadId(new_id()), plan_id=plan_id, name=name, person_id=person.id), known, ctx)


def _unknown(name: str, known: Iterable[str], asking: _Asking) -> UnknownLead:
    from rapidfuzz import fuzz, process

    choices = list(dict.fromkeys(known))
    near = [found for found, score, _ in process.extract(name, choices, scorer=fuzz.WRatio, limit=3) if score >= 75]
    buttons = [Button(label=found[:70], sends=asking.instead(_spell(TypedName(found)))) for found in near]
    buttons.append(Button(label=tr("Add “{name}” as a lead", name=name[:50]), sends=asking.again(new=True)))
    meant = tr(" Did you mean {near}?", near=tr(" or ").join(near)) if near else ""
    said = tr("The plan has no lead called “{words}”.{meant}", words=first_words(name, 60), meant=meant)
    return UnknownLead(name, said, buttons=tuple(buttons))


def _spell(name: Name) -> str:
    """A name so that it is read as that one name again."""
    if isinstance(name, Mention):
        return name.token()
    return name.name if '"' in name.name else f'"{name.name}"'


@registry.handles(OpenAssign)
def open_assign(query: OpenAssign, ctx: Context) -> Reply:
    """The form for other leads."""
    action, plan = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    return Reply(
        form=Form(
            title=tr("Lead of {key}", key=action.key)[:24],
            intro=first_words(action.text) + _roles(action),
            sends=Assign(ref=action.key, seen_version=action.version),
            fields=(
                PersonField(
                    name="who",
                    label=tr("Who leads it?"),
                    value=_written(
                        [lead.name for lead in action.leads], [lead.name for lead in ctx.uow.plans.leads(plan.id)]
                    ),
                    hint=tr("Pick people here, and clear from the box below whoever no longer leads it."),
                    several=True,
                    typed_label=tr("Names as the plan prints them, with commas between"),
                ),
            ),
        )
    )


def _written(names: list[str], known: list[str]) -> str:
    """Names with commas between them, in quotation marks only where they would be read otherwise."""
    plain = ", ".join(names)
    if list(split_names(plain, known)) == [TypedName(name) for name in names]:
        return plain
    return ", ".join(_spell(TypedName(name)) for name in names)


def _roles(action: Action) -> str:
    """Who is accountable and who responsible, where the plan tells them apart: whoever stays keeps that."""
    parted = [
        tr("{name} is {role}", name=lead.name, role=say_value(lead.role))
        for lead in action.leads
        if lead.role is not LeadRole.LEAD
    ]
    return tr("\n{parted}. Whoever stays keeps that.", parted="; ".join(parted)) if parted else ""
