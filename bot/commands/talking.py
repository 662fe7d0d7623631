"""`say` and `chat`: talk with Action Log from a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot import bootstrap, rereading
from bot.commands.common import As, Organisation, open_desk
from bot.settings import BadSettings

if TYPE_CHECKING:
    from adapters.console.session import ConsoleSession


def add_to(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(say)
    app.command()(chat)


def stdout() -> Console:
    """Where answers are printed. Text is wrapped by the terminal, so that nothing is cut."""
    return Console(highlight=False, markup=False, soft_wrap=True)


def ask(question: str) -> str | None:
    """Ask a line; without a terminal, or at the end of what is typed, there is no answer."""
    if not sys.stdin.isatty():
        return None
    try:
        return input(question)
    except EOFError:
        return None


def say(
    text: Annotated[str, typer.Argument(help="What you would type, such as: mine")],
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Fill in a field of the form that it opens."),
    ] = None,
    as_: As = None,
    organisation: Organisation = None,
) -> None:
    """Say one thing, and print the answer."""
    from adapters.console.session import ConsoleSession

    given = dict(_field(one) for one in set_ or ())
    desk = open_desk(as_, organisation)
    session = ConsoleSession(
        bootstrap.make_bus(desk.store), desk.operator.console.external_id, desk.operator.person.id, stdout(), ask
    )
    session.given = given
    reply = session.say(text)
    rereading.read_again(desk, session.console.print)
    if reply.outcome not in {"ok", "asked"}:
        raise typer.Exit(1)


def _field(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals or not name.strip():
        raise BadSettings(f'“{words}” fills in no field. Write --set "rag=green".')
    return name.strip(), value


def chat(as_: As = None, organisation: Organisation = None) -> None:
    """Talk: type commands, or the number of a button."""
    from adapters.console.session import ConsoleSession

    desk = open_desk(as_, organisation)
    console = stdout()
    session = ConsoleSession(
        bootstrap.make_bus(desk.store), desk.operator.console.external_id, desk.operator.person.id, console, ask
    )
    converse(session, desk.operator.person.name, lambda: rereading.read_again(desk, console.print))


def converse(session: ConsoleSession, name: str, after: Callable[[], None] = lambda: None) -> None:
    """Read lines until the person leaves. Without a terminal, what comes on standard input is said line by line. What
    takes a while is done `after` each line.
    """
    session.console.print(f"You are {name}. Type “help”, a number to press a button, or “quit”.")
    session.say("mine")
    while True:
        try:
            line = input("> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if line.casefold() in {"quit", "exit", "bye"}:
            return
        if line:
            session.say(line)
            after()
