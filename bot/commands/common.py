"""What several commands share: their options, the store, and who acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from bot import bootstrap
from bot.bootstrap import Operator
from bot.clock import SystemClock
from bot.settings import Settings, load
from domain.people import Platform, Signature
from domain.ports import Store

As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who you are; the administrator by default.")]
Organisation = Annotated[
    str | None, typer.Option("--organisation", metavar="NAME", help="Which organisation, if there are several.")
]


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened store and somebody who acts at the console."""

    settings: Settings
    store: Store
    operator: Operator

    @property
    def signature(self) -> Signature:
        """What history writes down for what is done here."""
        return Signature(self.operator.person.id, self.operator.person.name, Platform.CONSOLE)

    def now(self) -> datetime:
        """Now."""
        return SystemClock().now()


def open_desk(name: str | None, organisation: str | None) -> Desk:
    """Open the store and find who acts."""
    settings = load()
    store = bootstrap.open_store(settings)
    return Desk(settings, store, bootstrap.choose_operator(store, organisation, name))
