"""Names typed as an answer: leads that the plan knows, people of the organisation, or one that a person says is new.

A name that nobody has is never taken silently: it may be a slip. The person is asked whom they mean; `new: NAME` says
that it is meant as it stands. Names that the question itself prints are the plan's own words, and taken as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.actions import Action, ActionLead, LeadRole
from domain.errors import Asked, Invalid, NotFound
from domain.ids import LeadId, new_id
from domain.language.people import TypedName
from domain.mentions import Mention
from domain.messages import AnswerQuestion
from domain.people import Person
from domain.plans import Lead, Question
from domain.presenters import first_words, join_names
from domain.speech import tr
from domain.usecases.standpoint import Standpoint
from domain.views import Button

Name = Mention | TypedName
NEW = "new:"
_NEAR, _MOST = 72, 3


def leads_named(
    answerer: Standpoint, question: Question, action: Action, names: Sequence[Name]
) -> tuple[ActionLead, ...]:
    """The leads of those names; who leads the action already keeps what they are to it.

    Raises:
        Asked: a name that nobody has; a button for each that may be meant, and one to add it.
        Invalid, NotFound: two people have it, or a mention is nobody's that is known.
    """
    known = list(answerer.uow.plans.leads(answerer.plan.id))
    roles = {lead.lead_id: lead.role for lead in action.leads}
    for position, name in enumerate(names):
        if _is_unknown(answerer, question, name, known):
            raise _who(answerer, question, names, position, known)
    found = {}
    for name in names:
        lead = _lead(answerer, question, name, known)
        found[lead.id] = ActionLead(lead.id, lead.name, roles.get(lead.id, LeadRole.LEAD), lead.person_id)
    return tuple(found.values())


def _is_unknown(answerer: Standpoint, question: Question, name: Name, known: Sequence[Lead]) -> bool:
    if isinstance(name, Mention) or name.is_me or _is_new(name):
        return False
    words = name.name.casefold()
    if any(lead.name.casefold() == words for lead in known) or _is_printed(question, words):
        return False
    return not answerer.uow.people.named(name.name)


def _is_printed(question: Question, words: str) -> bool:
    """Does it stand, as whole words, in what the plan prints there or in the reader's own suggestion?"""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    return any(re.search(pattern, printed.casefold()) for printed in (question.text, question.suggestion))


def _is_new(name: TypedName) -> bool:
    return name.name.casefold().startswith(NEW) and bool(name.name[len(NEW) :].strip())


def _who(
    answerer: Standpoint, question: Question, names: Sequence[Name], position: int, known: Sequence[Lead]
) -> Asked:
    from rapidfuzz import fuzz, process  # heavy, and needed only after a miss

    name = names[position]
    typed = name.name
    people = [person.name for person in answerer.uow.people.all()]
    choices = list(dict.fromkeys([*(lead.name for lead in known), *people]))
    scored = process.extract(typed, choices, scorer=fuzz.WRatio, processor=str.casefold, limit=_MOST)
    near = [found for found, score, _ in scored if score >= _NEAR]
    buttons = [_button(question, found, names, position, found) for found in near]
    buttons.append(
        _button(
            question, tr("Add “{words}” as a lead", words=first_words(typed, 45)), names, position, f"{NEW} {typed}"
        )
    )
    if question.text:
        label = tr("Keep it as printed: “{words}”", words=first_words(question.text, 40))
        buttons.append(Button(label=label, sends=AnswerQuestion(question=question.id, answer="keep")))
    meant = tr(" Did you mean {names}?", names=join_names(near, "or")) if near else ""
    return Asked(
        tr(
            "Neither {code} nor your organisation has anybody called “{words}”.{meant}",
            code=answerer.plan.code,
            words=first_words(typed, 60),
            meant=meant,
        ),
        buttons=tuple(buttons),
    )


def _button(question: Question, label: str, names: Sequence[Name], position: int, instead: str) -> Button:
    spelt = [one.token() if isinstance(one, Mention) else one.name for one in names]
    spelt[position] = instead
    answer = "; ".join(spelt) if len(spelt) > 1 else f"{spelt[0]};"
    return Button(label=label[:70], sends=AnswerQuestion(question=question.id, answer=answer))


def _lead(answerer: Standpoint, question: Question, name: Name, known: list[Lead]) -> Lead:
    person = _person(answerer, name)
    wanted = person.name if person else name.name
    if isinstance(name, TypedName) and _is_new(name):
        wanted = name.name[len(NEW) :].strip()
    for lead in known:
        if (person and lead.person_id == person.id) or lead.name.casefold() == wanted.casefold():
            return lead
    if person is None and not _is_printed(question, wanted.casefold()):
        person = _only(answerer, wanted)
    lead = Lead(LeadId(new_id()), answerer.plan.id, person.name if person else wanted, person.id if person else None)
    answerer.uow.plans.add_lead(lead)
    known.append(lead)
    return lead


def _person(answerer: Standpoint, name: Name) -> Person | None:
    uow = answerer.uow
    if isinstance(name, TypedName):
        return uow.people.person(answerer.me) if name.is_me and answerer.me is not None else None
    account = answerer.workspace_id and uow.people.account(answerer.workspace_id, name.platform_account_id)
    person = uow.people.person(account.person_id) if account and account.person_id else None
    if person is None:
        raise NotFound(
            tr(
                "I don't know yet who {words} is in the action plans. Please type the name as the "
                "plan should print it.",
                words=first_words(name.name, 60),
            )
        )
    return person


def _only(answerer: Standpoint, wanted: str) -> Person | None:
    people = answerer.uow.people.named(wanted)
    if len(people) > 1:
        raise Invalid(
            tr(
                "There are {count} people called {wanted}. Please pick the one you mean with their @.",
                count=len(people),
                wanted=wanted,
            )
        )
    return people[0] if people else None
