"""People who share a name, or nearly so: told apart, and asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from domain.context import Context
from domain.errors import Asked
from domain.ids import PersonId
from domain.language.likeness import near
from domain.messages import Message
from domain.people import Person, PersonKind
from domain.presenters import first_words, join_names
from domain.speech import tr
from domain.views import Button

_MOST = 3


def how_many(people: Sequence[Person], name: str) -> str:
    """The sentence above the buttons for people of one name."""
    return tr(
        "There are {count} people called {name}. Please pick the one you mean, here or with their @.",
        count=len(people),
        name=first_words(name, 60),
    )


def told_apart(person: Person, ctx: Context) -> str:
    """A person so that they are not mistaken for a namesake: `Grace Dunn (Slack, grace@nhs.example, GD in TSP)`."""
    accounts = ctx.uow.people.accounts_of(person.id)
    chats = {one.platform.value.title() for one in accounts} - {"Console"}
    plans = {plan.id: plan.code for plan in ctx.uow.plans.all()}
    leads = [
        tr("{name} in {code}", name=lead.name, code=plans[lead.plan_id])
        for lead in ctx.uow.plans.leads_of(person.id)
        if lead.plan_id in plans
    ]
    emails = [one for one in (person.email, *(one.email for one in accounts)) if one]
    facts = [*sorted(chats), *emails[:1], *leads[:1]]
    return f"{person.name} ({', '.join(facts)})" if facts else person.name


def people_called(called: str, ctx: Context, again: Callable[[PersonId], Message]) -> list[Person]:
    """The people of this name or address, also those who have left; else asks about those nearly called so.

    Raises:
        Asked: there are several, or nobody but some who are nearly called so.
    """
    name = called.strip().lstrip("@").strip('"“” ')
    people = [one for one in ctx.uow.people.all() if one.kind is PersonKind.PERSON]
    found = [*ctx.uow.people.named(name), *(ctx.uow.people.by_email(name) if "@" in name else ())]
    found = [one for one in found if one.kind is PersonKind.PERSON]
    if len(found) > 1:
        raise Asked(how_many(found, name), buttons=_each(found[:_MOST], ctx, again))
    if not found and (alike := near(name, [one.name for one in people])):
        others = [one for one in people if one.name in alike][:_MOST]
        said = tr("I know nobody called “{name}”.", name=first_words(name, 60))
        names = join_names(list(dict.fromkeys(one.name for one in others)), "or")
        raise Asked(f"{said} {tr('Did you mean {names}?', names=names)}", buttons=_each(others, ctx, again))
    return found


def _each(people: Iterable[Person], ctx: Context, again: Callable[[PersonId], Message]) -> tuple[Button, ...]:
    return tuple(Button(label=first_words(told_apart(one, ctx), 70), sends=again(one.id)) for one in people)
