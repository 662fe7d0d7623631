"""A conversation with the real bus and the real store, told as a story.

Every answer is drawn for Slack and for Teams, and goes through their schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.audience import Audience
from domain.bus import Bus
from domain.context import AccountFacts, Inbound, NeedAudience, NeedFacts, NeedIntroduction
from domain.ids import new_id
from domain.people import Account, Platform, Workspace
from domain.ports import Store
from domain.usecases import registry
from domain.views import Button, Form, Item, Reply
from tests import builders
from tests.payloads import check_reply


class StoppedClock:
    """Time passes when a test says so."""

    def __init__(self, now: datetime = builders.NOW) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class Talk:
    """Somebody who talks with Action Log from one account in one place; `last` is the latest answer."""

    store: Store
    workspace: Workspace
    account: Account
    clock: StoppedClock = field(default_factory=StoppedClock)
    conversation: str = "D1"
    private: bool = True
    facts: AccountFacts = field(default_factory=AccountFacts)
    last: Reply = field(default_factory=Reply)
    deliveries: int = 0
    opened_in: Mapping[str, object] | None = None
    address: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = Audience.UNKNOWN
    others: Mapping[str, AccountFacts] = field(default_factory=dict)

    @property
    def bus(self) -> Bus:
        return Bus(store=self.store, clock=self.clock, registry=registry)

    def say(self, line: str, *, delivery: str | None = None) -> Reply:
        """Type a line."""
        self.opened_in = None
        return self._send(said=line, delivery=delivery)

    def press(self, label: str, *, key: str | None = None, delivery: str | None = None) -> Reply:
        """Press the button with this label in the last answer (in the row of `key`)."""
        return self._send(pressed=self.payload(label, key=key), delivery=delivery)

    def send(self, button: Button) -> Reply:
        """Press this very button."""
        self.opened_in = None
        return self._send(pressed=button.sends.encode())

    def payload(self, label: str, *, key: str | None = None) -> dict[str, object]:
        """What the button would send."""
        button = self.button(label, key=key)
        payload: dict[str, object] = button.sends.encode()
        self.opened_in = None if self.last.source is None else self.last.source.encode()
        if self.opened_in is not None:
            payload["in"] = self.opened_in
        return payload

    def button(self, label: str, *, key: str | None = None) -> Button:
        """The button with this label."""
        if key is not None:
            row = self.row(key)
            buttons = [*row.buttons, *row.more]
        else:
            buttons = list(self.last.buttons())
        found = [button for button in buttons if button.label == label]
        assert found, f"no button {label!r} among {[button.label for button in buttons]}"
        return found[0]

    def rows(self) -> list[str]:
        """The keys of the rows of the last answer, in their order."""
        return [one.key for one in self.last.elements if isinstance(one, Item)]

    def labels(self) -> list[str]:
        """What the buttons of the last answer say."""
        return [button.label for button in self.last.buttons()]

    def row(self, key: str) -> Item:
        """The row of an action in the last answer."""
        rows = [one for one in self.last.elements if isinstance(one, Item) and one.key == key]
        assert rows, f"no row {key}:\n{self.last.text}"
        return rows[0]

    def form(self) -> Form:
        """The form that the last answer opened."""
        assert self.last.form is not None, self.last.text
        return self.last.form

    def fill_in(self, fields: Mapping[str, str], *, delivery: str | None = None) -> Reply:
        """Save the form with these values; the others stay as they were shown."""
        form = self.form()
        values = {one.name: one.value for one in form.fields} | dict(fields)
        source = {} if self.opened_in is None else {"in": self.opened_in}
        reply = self._send(pressed=form.sends.encode() | source, fields=values, delivery=delivery)
        if reply.field_errors:
            self.last = reply.model_copy(update={"form": form})
        return reply

    def _send(
        self,
        *,
        said: str | None = None,
        pressed: Mapping[str, object] | None = None,
        fields: Mapping[str, str] | None = None,
        delivery: str | None = None,
    ) -> Reply:
        self.deliveries += 1
        inbound = Inbound(
            platform=self.account.platform,
            workspace=self.workspace.external_id,
            account=self.account.external_id,
            conversation=self.conversation,
            private=self.private,
            said=said,
            pressed=pressed,
            fields=fields or {},
            delivery=delivery or new_id(),
            address=self.address,
        )
        while True:
            try:
                self.last = self.bus.receive(inbound)
            except NeedIntroduction as need:
                news = {account: self.others.get(account, AccountFacts()) for account in need.accounts}
                inbound = replace(inbound, introduced={**inbound.introduced, **news})
            except NeedFacts:
                inbound = replace(inbound, facts=self.facts)
            except NeedAudience:
                inbound = replace(inbound, audience=self.audience)
            else:
                check_reply(self.last)
                return self.last


def talks(store: Store, **kwargs: object) -> tuple[Talk, Talk, builders.Town]:
    """A coordinator and a lead of a small town's plan, with one clock."""
    town = builders.town(store, **kwargs)  # type: ignore[arg-type]  # the builder's own names
    clock = StoppedClock()
    return (
        Talk(store, town.workspace, town.coordinator_account, clock),
        Talk(store, town.workspace, town.lead_account, clock),
        town,
    )


__all__ = ["Platform", "StoppedClock", "Talk", "talks"]
