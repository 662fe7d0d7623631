"""People as a form's picker gives them, made persons; and persons as a picker shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.context import AccountFacts, Context, NeedIntroduction
from domain.errors import FieldErrors
from domain.ids import AccountId, new_id
from domain.language.people import joined
from domain.mentions import Mention
from domain.people import Account, Person, PersonKind, Platform
from domain.plans import Lead
from domain.presenters import first_words
from domain.speech import marked, tr

_SHAPES = {
    Platform.SLACK: re.compile(r"[UW][A-Z0-9]{1,30}"),
    Platform.TEAMS: re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^\s|⟦⟧]{1,200}", re.I),
}
BARRED = {
    "bot": marked("That is a bot. Please pick a person."),
    "deactivated": marked("That account is no longer active."),
    "outside": marked("That account belongs to another organisation."),
    "guest": marked("That is a guest's account. An administrator can let it in: guest @NAME PLAN"),
}


NOT_LINKED = marked(
    "If a plan prints that name, say first who it is: “people” lists the leads whom nobody has linked yet."
)
"""Said where a name means nobody: a printed name is not yet a person."""


def shown(people: Iterable[Person], ctx: Context, typed: str = "") -> str:
    """The value of a picker that shows these people: those with an account here are picked, the others typed."""
    mentions, names = [], [typed] if typed else []
    for person in people:
        account = here(person, ctx)
        if account is None:
            names.append(f'"{person.name}"' if "," in person.name else person.name)
        else:
            mentions.append(Mention(account.external_id, person.name))
    return joined(mentions, ", ".join(names))


def here(person: Person, ctx: Context) -> Account | None:
    """Their account where this request comes from."""
    accounts = ctx.uow.people.accounts_of(person.id)
    return next((one for one in accounts if one.workspace_id == ctx.workspace.id), None)


def choices(leads: Iterable[Lead], ctx: Context) -> tuple[tuple[str, str], ...]:
    """Likely people for a picker: the linked leads with an account here."""
    found: dict[str, str] = {}
    for person_id in dict.fromkeys(lead.person_id for lead in leads if lead.person_id):
        person = ctx.uow.people.person(person_id)
        account = here(person, ctx) if person else None
        if person is not None and account is not None:
            found[account.external_id] = person.name
    return tuple(sorted(found.items(), key=lambda each: each[1].casefold()))


def account_of(mention: Mention, ctx: Context, field: str = "who", *, guests: bool = False) -> Account:
    """The account that a pick means; one that has never spoken is kept with what the platform says of it.

    Raises:
        FieldErrors: it can't be one, or may not be linked.
    """
    external_id = mention.platform_account_id
    shape = _SHAPES.get(ctx.workspace.platform)
    account = ctx.uow.people.account(ctx.workspace.id, external_id)
    if account is None and (shape is None or not shape.fullmatch(external_id)):
        raise FieldErrors(
            {
                field: tr(
                    "I don't know the account of {words}.", words=first_words(mention.name, 60) or tr("that person")
                )
            }
        )
    facts = ctx.inbound.introduced.get(external_id)
    if (
        facts is None
        and (account is None or account.checked_at is None)
        and ctx.workspace.platform is not Platform.CONSOLE
    ):
        raise NeedIntroduction((external_id,))
    if account is None:
        account = _new(external_id, mention, facts, ctx)
        ctx.uow.people.save_account(account)
    barred = _barred(account, facts)
    let_in = guests or (account.person_id is not None and bool(ctx.uow.people.guest_plans(account.id)))
    if barred and not (let_in and barred == "guest"):
        raise FieldErrors({field: tr(BARRED[barred])})
    return account


def _new(external_id: str, mention: Mention, facts: AccountFacts | None, ctx: Context) -> Account:
    facts = facts or AccountFacts()
    return Account(
        AccountId(new_id()),
        ctx.organisation.id,
        ctx.workspace.id,
        ctx.workspace.platform,
        external_id,
        display_name=facts.display_name or mention.name,
        is_guest=facts.is_guest,
        is_bot=facts.is_bot,
        is_deactivated=facts.is_deactivated,
        is_outside=facts.is_outside,
        email=facts.email,
    )


def _barred(account: Account, facts: AccountFacts | None) -> str | None:
    if facts is None:
        return account.barred
    if facts.is_bot:
        return "bot"
    if facts.is_deactivated:
        return "deactivated"
    return "outside" if facts.is_outside else "guest" if facts.is_guest else None


def is_somebody(person: Person) -> bool:
    """A person who is still there: no role, no team, nobody who left."""
    return person.kind is PersonKind.PERSON and person.left_at is None
