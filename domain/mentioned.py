"""Who is mentioned in somebody's own words: a note keeps the name, since an account's id tells no reader anything."""

from __future__ import annotations

from functools import cache

from domain.context import Context, NeedIntroduction
from domain.mentions import MENTION, SOMEBODY, Mention, in_names
from domain.messages import Message
from domain.people import Platform

_OWN_WORDS = ("note", "reason", "text")
_MOST_ASKED = 10
"""How many people a platform is asked about for one message."""


def in_words(message: Message, ctx: Context) -> Message:
    """The message with names in place of the mentions in its words.

    Raises:
        NeedIntroduction: somebody is mentioned by an account that nobody here has met.
    """
    given = {name: getattr(message, name) for name in _own_words(type(message))}
    held = {name: words for name, words in given.items() if isinstance(words, str) and "⟦" in words}
    if not held:
        return message
    mentioned = dict.fromkeys(
        Mention(one["id"], one["name"]) for each in held.values() for one in MENTION.finditer(each)
    )
    names = {one: _name(one, ctx) for one in mentioned}
    unmet = [one.platform_account_id for one, name in names.items() if not name][:_MOST_ASKED]
    if ctx.workspace.platform is not Platform.CONSOLE and not ctx.inbound.introduced.keys() >= set(unmet):
        raise NeedIntroduction(tuple(unmet))
    return message.model_copy(
        update={name: in_names(words, lambda one: names[one] or one.name) for name, words in held.items()}
    )


@cache
def _own_words(kind: type[Message]) -> tuple[str, ...]:
    return tuple(name for name in _OWN_WORDS if name in kind.model_fields)


def _name(mention: Mention, ctx: Context) -> str:
    """What somebody is called here; empty where only the platform knows."""
    account = ctx.uow.people.account(ctx.workspace.id, mention.platform_account_id)
    person = ctx.uow.people.person(account.person_id) if account is not None and account.person_id else None
    facts = ctx.inbound.introduced.get(mention.platform_account_id)
    shown = mention.name if mention.name != SOMEBODY else ""
    known = (
        person.name if person else "",
        account.display_name if account else "",
        facts.display_name if facts else "",
    )
    return next(filter(None, known), shown)
