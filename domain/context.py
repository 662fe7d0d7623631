"""What a request brings along, and what a handler is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from domain.audience import Audience
from domain.people import Actor, Organisation, Platform, Workspace
from domain.ports import UnitOfWork
from domain.uploads import OfferedFile


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the platform says of an account, fetched by its adapter."""

    display_name: str = ""
    is_guest: bool = False
    is_bot: bool = False
    is_deactivated: bool = False
    is_outside: bool = False
    email: str = ""
    comes_from: str = ""
    """The workspace of somebody from outside, where the platform names it."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A request whose envelope was verified by its adapter: who, where, and what they typed or pressed.

    `said` is a typed line. `pressed` is a button's payload, `fields` what a form added to it. `delivery` names this
    delivery: the same one twice has one effect and one answer. `facts` are given when the bus asked for them. `files`
    came with the message; `pasted` is a table in it (HTML, or text with tabs) where the platform tells it apart.
    `introduced` is what the platform says of accounts that a form picked.
    `audience` is who can read in the conversation, given when the bus asked for it.
    `on` is the message in their own chat where they pressed: the answer takes its place. `again`: nobody asks, a card
    of theirs is drawn again, and what was last said of their account is believed. `comes_from` is the workspace of the
    account itself, where that is not `workspace`.
    """

    platform: Platform
    workspace: str
    account: str
    conversation: str
    private: bool = True
    display_name: str = ""
    said: str | None = None
    pressed: Mapping[str, Any] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    delivery: str | None = None
    facts: AccountFacts | None = None
    conversation_name: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[OfferedFile] = ()
    pasted: str = field(default="", repr=False)
    introduced: Mapping[str, AccountFacts] = field(default_factory=dict)
    audience: Audience | None = None
    on: str = ""
    again: bool = False
    comes_from: str = ""


def delivery_named(name: str, content: str) -> str | None:
    """What a delivery is called: as its platform names it, and by what it says. A platform that delivers again says the
    same again; other words under a used name are another request, and are not answered with the first one's answer.
    """
    return f"{name}:{blake2b(content.encode(errors='replace'), digest_size=8).hexdigest()}" if name else None


class NeedAudience(Exception):
    """Who can read in this conversation? Ask the platform, and send the request again with `audience`."""


class NeedFacts(Exception):
    """The bus does not know this account well enough: ask the platform, and send the request again with `facts`."""


class NeedIntroduction(NeedFacts):
    """Somebody was picked whom the bus has never met: send the request again with what the platform says of these
    accounts in `introduced`, or with nothing of them where it doesn't say.
    """

    def __init__(self, accounts: tuple[str, ...]) -> None:
        super().__init__()
        self.accounts = accounts


@dataclass(slots=True)
class Context:
    """A handler's world: one transaction, the person, the clock, and where they stand."""

    uow: UnitOfWork
    actor: Actor
    now: datetime
    inbound: Inbound
    workspace: Workspace
    _today: date | None = field(default=None, init=False, repr=False)

    @property
    def organisation(self) -> Organisation:
        """The tenant."""
        return self.uow.organisation

    @property
    def today(self) -> date:
        """Today where the organisation is."""
        if self._today is None:  # every row of a list asks
            self._today = self.local(self.now).date()
        return self._today

    @property
    def language(self) -> str:
        """The tag of the language to answer in."""
        return self.actor.language or self.organisation.language

    def local(self, moment: datetime) -> datetime:
        """A moment on the organisation's clock."""
        return moment.astimezone(self.organisation.zone)
