"""A conversation in a terminal: typed lines, numbers for buttons, and forms field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text
from ulid import ULID

from adapters.console.render import clean, print_form, print_reply
from domain.bus import Bus
from domain.context import Inbound
from domain.language.people import parted
from domain.messages import Message
from domain.people import Platform
from domain.speech import tr
from domain.views import Button, ChoiceField, DateField, Form, FormField, PersonField, Reply, say

Ask = Callable[[str], str | None]
"""Asks one line of the person. An empty one keeps what is there; `None`: nobody is there to answer."""


@dataclass(slots=True)
class ConsoleSession:
    """Somebody at the console. `account` is their console account, `workspace` the organisation's console."""

    bus: Bus
    workspace: str
    account: str
    console: Console
    ask: Ask
    buttons: list[Button] = field(default_factory=list)
    source: Reply | None = None
    given: dict[str, str] = field(default_factory=dict)
    """Values for the fields of the next form, by their names: it is sent without a question."""
    line: str = ""

    def say(self, line: str) -> Reply:
        """Send a typed line, or press the button whose number it is; print the answer."""
        self.line = line.strip()
        number = int(line) if line.strip().isdecimal() and len(line.strip()) <= 3 else 0
        if 1 <= number <= len(self.buttons):
            return self.press(self.buttons[number - 1])
        return self._show(self._send(said=line))

    def press(self, button: Button) -> Reply:
        """Press a button, and fill in the form that it may open."""
        return self._show(self._send(pressed=self._payload(button)))

    def _payload(self, button: Button) -> dict[str, object]:
        return self._in_its_list(button.sends)

    def _in_its_list(self, message: Message) -> dict[str, object]:
        """A message as it is pressed: with the list that was shown last, so that the answer can be that list."""
        payload: dict[str, object] = message.encode()
        if self.source is not None and self.source.source is not None:
            payload["in"] = self.source.source.encode()
        return payload

    def _send(
        self, *, said: str | None = None, pressed: dict[str, object] | None = None, fields: dict[str, str] | None = None
    ) -> Reply:
        return self.bus.receive(
            Inbound(
                platform=Platform.CONSOLE,
                workspace=self.workspace,
                account=self.account,
                conversation=f"console:{self.account}",
                said=said,
                pressed=pressed,
                fields=fields or {},
                delivery=str(ULID()),
            )
        )

    def show(self, reply: Reply) -> Reply:
        """Print an answer that came another way; its buttons can be pressed."""
        return self._show(reply)

    def _show(self, reply: Reply) -> Reply:
        if reply.form is None:
            self.buttons = print_reply(reply, self.console)
            self.source = reply
            return reply
        print_form(reply.form, self.console)
        return self._fill_in(reply.form)

    def _fill_in(self, form: Form) -> Reply:
        """Ask for each field; what can't be taken is asked again, and the rest is kept. Where nobody answers, nothing
        is sent.
        """
        values = {one.name: one.value for one in form.fields}
        if self.given:
            return self._send_given(form, values)
        wanted = set(values)
        while True:
            for one in form.fields:
                if one.name not in wanted:
                    continue
                options = ""
                if isinstance(one, ChoiceField):
                    options = f" ({', '.join(value for value, _ in one.options)})"
                shown = clean(_shown(values[one.name]) if isinstance(one, PersonField) else values[one.name])
                before = f" [{shown}]" if shown else ""
                label = f"{clean(one.label)}{options}{before}"
                typed = self.ask(f"{label} " if label.endswith("?") else f"{label}: ")
                if typed is None:
                    return self._leave_form(form)
                values[one.name] = typed.strip() or values[one.name]
            reply = self._send(pressed=self._in_its_list(form.sends), fields=values)
            if not reply.field_errors:
                return self._show(reply)
            for name, words in reply.field_errors.items():
                self.console.print(Text(f"  {clean(words)}", style="bold"))
                values.setdefault(name, "")
            wanted = set(reply.field_errors) & set(values)
            more = self.ask(tr("Press Enter to correct this, or type “stop”: ")) if wanted else None
            if more is None or more.strip():
                return self._leave_form(form)

    def _send_given(self, form: Form, values: dict[str, str]) -> Reply:
        """Send the form with what was given beforehand. What can't be taken is said, and nothing is saved."""
        given, self.given = self.given, {}
        unknown = [name for name in given if name not in values]
        errors = {name: tr("There is no field called {name} here.", name=name) for name in unknown}
        if not unknown:
            reply = self._send(pressed=self._in_its_list(form.sends), fields={**values, **given})
            if not reply.field_errors:
                return self._show(reply)
            errors = reply.field_errors
        for words in errors.values():
            self.console.print(Text(f"  {clean(words)}", style="bold"))
        return self._leave_form(form)

    def _leave_form(self, form: Form) -> Reply:
        said = [tr("Nothing was saved."), *self._in_one_line(form)]
        self.console.print(Text(clean("\n".join(said))))
        return say(tr("Nothing was saved."), outcome="invalid")

    def _in_one_line(self, form: Form) -> list[str]:
        """How the same is said without a form: as a typed command, where there is one, and with the form's fields."""
        found = []
        usage = self.bus.registry.entry(form.sends).usage
        if usage:
            for place in ("ref", "plan"):
                usage = usage.replace(place.upper(), getattr(form.sends, place, "") or place.upper())
            found.append(tr("In one line: {usage}", usage=usage))
        if self.line and not self.line.isdecimal():
            fields = " ".join(f"[--set {one.name}={_example(one)}]" for one in form.fields)
            found.append(tr("Or, at a shell: {command}", command=f'actionlog say "{self.line}" {fields}'))
        return found


def _example(one: FormField) -> str:
    """What can stand in a field: its choices, or what kind of thing."""
    match one:
        case ChoiceField():
            return "|".join(value for value, _ in one.options)
        case DateField():
            return "YYYY-MM-DD"
        case PersonField():
            return "NAME"
    return "WORDS"


def _shown(names: str) -> str:
    """People by their names: at a terminal nobody is picked from a list."""
    picked, typed = parted(names)
    return ", ".join(name for name in (*(mention.name for mention in picked), typed) if name)
