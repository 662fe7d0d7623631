"""Reading a plan at the terminal: the file, the progress line, and what was found in words."""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.settings import BadSettings
from domain.importing.draft import DraftPlan
from domain.presenters import first_words, join_names, plural

log = logging.getLogger("actionlog.reading")

OnProgress = Callable[[int, int], None]
_MOST_QUESTIONS = 5
_MOST_KEYS = 6


def read_file(
    path: Path,
    *,
    plan_code: str | None,
    columns: Mapping[str, str] | None = None,
    on_progress: OnProgress | None = None,
    people: bool = False,
) -> tuple[DraftPlan, bytes]:
    """Read a document as a plan; gives the draft and the file's bytes. `columns` say what headings hold.

    Raises:
        BadSettings: it can't be read; the sentence says why and what to do.
        PeopleGiven: it is a list of people, and that is what was asked for.
    """
    from adapters.documents.read import MAX_BYTES, TOO_LARGE
    from adapters.documents.safely import read_plan_safely
    from domain.importing import InvalidColumn, InvalidPlanCode, UnreadableDocument
    from domain.uploads import PeopleGiven, ReaderBroke

    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadSettings(TOO_LARGE)
        content = path.read_bytes()
    except IsADirectoryError:
        raise BadSettings(f"{path.name} is a folder. Please give a file.") from None
    except FileNotFoundError:
        raise BadSettings(f"There is no file {path}.") from None
    except OSError as error:
        raise BadSettings(f"{path.name} can't be opened: {error.strerror}.") from None
    try:
        return read_plan_safely(
            content, path.name, plan_code=plan_code, columns=columns, on_progress=on_progress
        ), content
    except PeopleGiven as given:
        if people:
            raise
        raise BadSettings(str(given)) from None
    except ReaderBroke as broke:
        number = hashlib.sha256(content).hexdigest()[:12]
        log.error("the reader broke on file %s of %d bytes: %s", number, len(content), broke.place)
        raise BadSettings(broke.sentence_with(number)) from None
    except (UnreadableDocument, InvalidPlanCode, InvalidColumn) as error:
        raise BadSettings(str(error)) from None


@contextmanager
def progress(*, quiet: bool) -> Iterator[OnProgress | None]:
    """A line that shows how far a long file is read, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_summary(draft: DraftPlan) -> None:
    """Say what was found, and the doubts by kind."""
    from domain.importing.confidence import say_columns
    from domain.importing.summary import summarise

    summary = summarise(draft)
    typer.echo(f"{summary.code}: {summary.title or '(no title found)'}")
    if summary.as_at_text:
        printed = "" if summary.as_at == summary.as_at_text else f" (printed “{summary.as_at_text}”)"
        typer.echo(f"  As at {summary.as_at}{printed}.")
    typer.echo(f"  {summary.sentence()}")
    for name, counted in (("Dates", summary.dates), ("RAG", summary.colours)):
        if counted:
            typer.echo(f"  {name}: {', '.join(f'{count} {word}' for word, count in counted)}.")
    if summary.leads:
        typer.echo(f"  Leads: {', '.join(summary.leads)}.")
    for line in say_columns(draft.taken):
        typer.echo(f"  {line}")
    if summary.complete:
        typer.echo(f"  {plural(summary.complete, 'action')} complete already, as the plan says.")
    if summary.leftover:
        kept = "it is kept" if summary.leftover == 1 else "all are kept"
        typer.echo(f"  {plural(summary.leftover, 'line')} of the document found no place; {kept}.")
    for note in draft.notes:
        typer.echo(f"  {note}")
    if not draft.questions:
        typer.echo("No questions.")
        return
    typer.echo(f"{plural(len(draft.questions), 'question')}:")
    for group in summary.groups:
        typer.echo(f"  {group.kind.value} ({len(group.questions)})")
        alike: dict[tuple[str, str], list[str]] = {}
        for question in group.questions:
            alike.setdefault((question.message, question.suggestion), []).append(question.key)
        for (message, suggestion), keys in list(alike.items())[:_MOST_QUESTIONS]:
            guess = f" Suggested: {first_words(suggestion, 80)}" if suggestion and suggestion not in message else ""
            typer.echo(f"    {_where(keys)}{message}{guess}")
        if len(alike) > _MOST_QUESTIONS:
            typer.echo(f"    and {len(alike) - _MOST_QUESTIONS} more (all of them with --json)")


def _where(keys: list[str]) -> str:
    """`TSP-8: `, `TSP-8 and TSP-9: `, `TSP-8, TSP-9 and 5 more: `: one line for a doubt that several actions share."""
    named = [key for key in keys if key]
    if len(named) > _MOST_KEYS:
        named = [*named[: _MOST_KEYS - 1], f"{len(named) - _MOST_KEYS + 1} more"]
    return f"{join_names(named)}: " if named else ""
