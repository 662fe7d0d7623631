"""The month as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from domain.due import say_date_with_weekday
from tests.e2e.month.console import values_typed
from tests.e2e.month.script import BEGINS, GRACE, MARY, PRIYA, RUTH, TOM
from tests.e2e.month.turns import Fill, Give, Hear, Press, Say, Told, Turn

PAGE = Path(__file__).parents[3] / "docs" / "a-month.md"
FOLDER = "images"
"""Where its pictures are, beside it."""
_MOST_BUTTONS = 8
_WEEKS = (
    "A plan is given as a file, its leads become people, and it goes live",
    "A completion by mistake, and a date that moves twice",
    "The work changes hands",
    "Completions are signed off, and somebody leaves",
)


def page(told: Sequence[Told]) -> str:
    """The conversation, with the pictures of its moments."""
    parts = [
        "# A month in the life of a plan",
        "Written by `python -m tests.e2e.month`; please don't edit it. The pictures show the page of `make demo` on a "
        "phone, 390 pixels wide; `python -m tests.e2e.month --pictures` takes them.",
        f"These {len(told)} turns are had on Slack with signed requests and on Teams with signed tokens, over HTTP, "
        "with real presses, forms that are filled in, and a file; and at the console, with `actionlog import` and "
        "`actionlog chat` in a terminal. A test compares every answer, and what is stored in the end "
        "(`tests/e2e/test_a_month.py`). Here it is as Slack has it. At a console nobody is a stranger and nothing "
        f"arrives unasked: what is marked † is for Slack and Teams only. At the console Grace links {RUTH} instead.",
        f"{GRACE} coordinates the plan. {MARY}, {RUTH}, {TOM} and {PRIYA} lead actions; {RUTH} is new. All of them, "
        "and the plan, are invented.",
    ]
    weeks = {(BEGINS + timedelta(weeks=week)).date(): title for week, title in enumerate(_WEEKS)}
    last = None
    for number, one in enumerate(told, 1):
        assert isinstance(one.day, date)
        if one.day != last:
            title = weeks.get(one.day, "")
            parts.append(f"## {say_date_with_weekday(one.day)}{': ' if title else ''}{title[:1].lower()}{title[1:]}")
            last = one.day
        parts.append(f"{number}. {_done(one.turn)}")
        parts.append(
            "\n".join(["```text", *(line.rstrip() for line in one.answer.splitlines()), *_buttons(one), "```"])
        )
        if picture := one.turn.picture:
            parts.append(f"![{picture.platform}: {picture.seen}]({FOLDER}/{picture.name})")
    return "\n\n".join(parts) + "\n"


def _buttons(one: Told) -> list[str]:
    """What can be pressed, each label once."""
    labels = list(dict.fromkeys(one.buttons))
    return ["", " ".join(f"[{label}]" for label in labels[:_MOST_BUTTONS])] if labels else []


def _done(turn: Turn) -> str:
    mark = "" if turn.where.value == "everywhere" else " †"
    match turn:
        case Fill():
            what = f"types `{turn.line}`" if turn.line else f"presses **{turn.label}**{_of(turn)}"
            again = ""
            if turn.first:
                again = f"{_filled(turn.first)}; is told “{turn.error}”; adds "
            return f"**{turn.who}** {what} and fills in: {again}{_filled(values_typed(turn.values))}.{mark}"
        case Press():
            return f"**{turn.who}** presses **{turn.label}**{_of(turn)}.{mark}"
        case Say():
            return f"**{turn.who}**{' in the channel' if turn.channel else ''}: `{turn.line}`{mark}"
        case Give():
            return f"**{turn.who}** sends the file {turn.name}: `{turn.line}`{mark}"
        case Hear():
            return f"**{'The channel' if turn.channel else turn.who}** hears:{mark}"
        case _:
            raise AssertionError(turn)


def _of(turn: Press) -> str:
    return f" at {turn.key}" if turn.key else ""


def _filled(values: Mapping[str, str]) -> str:
    return ", ".join(f"*{label}* “{value}”" for label, value in values.items())
