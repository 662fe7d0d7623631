"""Which actions the cells of one entry hold: one, or the items of a list; before their dates and leads are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.importing.answers import is_answer, is_refusal
from domain.importing.draft import ColumnRole, QuestionKind
from domain.importing.duedates import split_dates
from domain.importing.grouped import ActionRows, Group
from domain.importing.lists import Item, ItemKind, read_items, without_mark
from domain.importing.runs import may_hold_more, split_run
from domain.importing.values import Reading

_R = ColumnRole
_LONGEST = 300  # characters of a suggested answer
_INTRO = re.compile(
    r"(?::[\s-]*|\b(?:including|includes?|following|alongside|as follows|such as|by)[\s;:,-]*)$", re.IGNORECASE
)


@dataclass(slots=True)
class Spec:
    """An action before its date and lead are known."""

    label: str
    text: str
    row: int
    items: list[Item]
    listed: bool
    implied: bool = False


def _of_answer(answer: str, group: Group, reading: Reading, key: str) -> Spec:
    """Where only `Agreed` stands for the action, what was recommended is the action, and a person is asked."""
    text = " ".join(piece.printed for piece in group.texts if piece.printed) or answer
    if is_refusal(answer):
        message = f"“{answer}” stands instead of an action. Is this withdrawn?"
        reading.ask(QuestionKind.STATUS, "status", message, key, answer, "withdrawn")
    elif text != answer:
        message = (
            f"“{answer}” is an answer and no action. I took the recommendation for the action. What is to be done?"
        )
        reading.ask(QuestionKind.NO_ACTION, "text", message, key, answer, text if len(text) < _LONGEST else "")
    else:
        message = f"“{answer}” is an answer and no action. What is to be done?"
        reading.ask(QuestionKind.NO_ACTION, "text", message, key, answer)
    return Spec("", text, 0, [], False)


def specs_of(entry: ActionRows, group: Group, reading: Reading, key: str) -> tuple[list[Spec], tuple[str, str] | None]:
    """The actions of one entry, and a heading-and-text pair for words that only introduce their list."""
    parts = entry.parts(_R.ACTION)
    own = bool(parts)
    pieces = [piece for one in parts for piece in one.pieces] if own else [(0, piece) for piece in group.texts]
    printed = " ".join(piece.printed for _, piece in pieces if piece.printed)
    if own and is_answer(printed):
        spec = _of_answer(printed, group, reading, key)
        return [spec], (parts[0].column.heading, printed) if spec.text != printed else None
    dates = _count_dates(entry)
    ran = False
    whole: list[str] = []

    def split(text: str) -> list[str]:
        nonlocal ran
        found = split_run(text, dates if dates > 1 else None)
        ran = ran or (len(found) > 1 and len(found) != dates)
        whole.extend(found if len(found) == 1 and may_hold_more(text) else [])
        return found

    items = read_items(pieces, split)
    if not own and (reading.has_action or not _parallel(entry, items)):
        if reading.has_action:
            return [Spec("", "", 0, [], False)], None
        return [Spec("", printed, 0, items, False)], None
    numbered = [item for item in items if item.kind is ItemKind.NUMBER]
    if not numbered or (len(numbered) == 1 and items[0] is not numbered[0]):
        bullets = [item for item in items if item.text]
        if 1 < dates == len(bullets) and len(_plain_dates(entry)) == dates and _bulleted(bullets):
            reading.ask(
                QuestionKind.SPLIT, "text", f"I took {dates} parts with {dates} dates as {dates} actions.", key, printed
            )
            return [Spec("", item.text, item.row, [], True) for item in bullets], None
        return [Spec("", without_mark(printed), 0, items, False)], None
    for text in whole:
        message = "The items of this list ran together when the file was made. Is this one action, or more?"
        reading.ask(QuestionKind.SPLIT, "text", message, key, text)
    if ran:
        message = f"The list ran together when the file was made. I read {len(numbered)} actions in it. Is that right?"
        reading.ask(QuestionKind.SPLIT, "text", message, key, printed, str(len(numbered)))
    return _listed_specs(entry, items, numbered, parts[0].column.heading if parts else "", reading, key)


def _bulleted(items: Sequence[Item]) -> bool:
    return all(item.kind is ItemKind.BULLET or item.own_paragraph for item in items)


def _listed_specs(
    entry: ActionRows, items: list[Item], numbered: list[Item], heading: str, reading: Reading, key: str
) -> tuple[list[Spec], tuple[str, str] | None]:
    specs: list[Spec] = []
    intro: list[str] = []
    for item in items:
        if item.kind is ItemKind.NUMBER:
            label = item.labels[0] if item.labels else ""
            if any(spec.label == label for spec in specs):
                reading.ask(
                    QuestionKind.REFS, "ref", f"The number {label} is printed twice in this list.", key, item.text
                )
            specs.append(Spec(label, item.text, item.row, [], True, item.implied))
        elif specs and any(spec.label for spec in specs):
            specs[-1].text = f"{specs[-1].text} {item.text}".strip()
            specs[-1].items.append(item)
        elif _INTRO.search(item.text) or not _has_own_head(entry):
            intro.append(item.text)
            if not _INTRO.search(item.text):
                message = f"“{item.text}” stands before a numbered list. Is it an action of its own?"
                reading.ask(QuestionKind.SPLIT, "text", message, key, item.text)
        else:
            specs.append(Spec("", item.text, item.row, [], True))
    del numbered
    return specs, (heading or "introduction", " ".join(intro)) if intro else None


def _has_own_head(entry: ActionRows) -> bool:
    """Do lead and date cells begin with something that has no number, and numbers after it?"""
    heads = 0
    for role in (_R.LEAD, _R.DUE):
        for parts in entry.parts(role):
            items = read_items(parts.pieces, dashes=False)
            kinds = [item.kind for item in items]
            heads += bool(kinds) and kinds[0] is ItemKind.TEXT and ItemKind.NUMBER in kinds
    return heads > 0


def _parallel(entry: ActionRows, items: Sequence[Item]) -> bool:
    """Without an action column, a numbered list is actions only if leads or dates are numbered like it."""
    numbers = {label for item in items for label in item.labels}
    if len(numbers) < 2:
        return False
    beside = {
        label
        for role in (_R.LEAD, _R.DUE)
        for parts in entry.parts(role)
        for item in read_items(parts.pieces, dashes=False)
        for label in item.labels
    }
    return len(numbers & beside) > 1


def _plain_dates(entry: ActionRows) -> list[str]:
    return [
        value
        for parts in entry.parts(_R.DUE)
        for item in read_items(parts.pieces, dashes=False)
        for value in split_dates(item.text)
        if item.text
    ]


def _count_dates(entry: ActionRows) -> int:
    """How many dates stand beside a list, as far as they are told apart."""
    return len(_plain_dates(entry))
