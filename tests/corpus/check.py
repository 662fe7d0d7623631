"""Reads the files of the corpus and holds each draft against what a person wrote down from the same document.

An expectation is JSON beside the makers: the actions in the order of the plan with their facts, and the questions that
must be asked. A fact that is not written down must be absent from the draft. Text that ends with `...` is a beginning.
A date is `printed = precision latest`, with ` !` where it must be checked.

A fact is asked about if a question names its action and field, if it is blank for want of a column and that is asked,
or if the layout of its table is asked about; a missing action, if a person is told of the table or the line in which it
stands, or that nothing was read.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from adapters.documents import read_document
from domain.due import Due
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftAction, DraftRecommendation, QuestionKind
from domain.importing.raw import RawDocument, UnreadableDocument
from domain.importing.soundness import FIELD as LAYOUT

EXPECTED = Path(__file__).parent / "expected"
MAKERS = (
    "word",
    "excel",
    "pdf",
    "pdf_more",
    "web",
    "separated",
    "pasted",
    "exports",
    "unseen_word",
    "unseen_excel",
    "unseen_text",
    "unseen_print",
    "fresh",
    "later",
    "ordinary",
    "further_word",
    "further_more",
    "closing",
    "weekly",
    "weekly_more",
    "trades",
    "offices",
    "desks",
    "curious",
    "shires",
    "peculiar",
    "uncommon",
    "weekdays",
    "evenings",
    "stray",
    "quirky",
    "councils",
    "partners",
    "boards",
    "improving",
    "reviews",
    "second_year",
    "regulators",
    "regulators_more",
    "letters",
    "agencies",
    "living",
    "copied",
    "published",
    "correspondence",
    "assurance",
    "notes",
    "papers",
)
# Facts that every action has (even if only by being blank), and facts that count where either side has one.
CORE = ("key", "section", "rec", "text", "leads", "due", "rag", "status")
MORE = ("ref", "first_due", "completed_on", "progress", "rec_progress", "history", "success")
LAST = ("outcome", "parts", "links", "other")
GRAVE = {"leads": "leads", "due": "due", "rag": "rag"}  # the facts that must not be wrong in silence, and their fields
NO_COLUMN = {"leads": "lead", "due": "date"}
Facts = dict[str, Any]


@dataclass
class Result:
    """How one file was read. `wrong` are sentences about facts, `silent` those of them that nobody is asked about."""

    name: str
    expected: int
    found: int
    seconds: float
    questions: int
    right: int = 0
    facts: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # other things that the draft should say and does not

    @property
    def accuracy(self) -> float:
        """Facts that are right, in per cent."""
        return 100 * self.right / self.facts if self.facts else 100.0


@cache
def makers() -> dict[str, Callable[[], bytes]]:
    """Every file of the corpus by its name, with what makes it."""
    found: dict[str, Callable[[], bytes]] = {}
    for name in MAKERS:
        found |= import_module(f"tests.corpus.make.{name}").FILES
    return found


def expectation(name: str) -> Facts:
    """What a person read in the document."""
    facts: Facts = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    return facts


@cache
def document(name: str) -> RawDocument:
    """The file as a reader hands it over."""
    return read_document(makers()[name](), name)


def draft_of(name: str) -> DraftPlan:
    """The file as understood."""
    return read_plan(document(name), plan_code="ABC")


def check(name: str) -> Result:
    """Read a file and compare."""
    data, wanted = makers()[name](), expectation(name)
    begun = time.perf_counter()
    try:
        draft = read_plan(read_document(data, name), plan_code="ABC")
    except UnreadableDocument as refused:  # said, and so not silent; but nothing of it was read
        facts = len(wanted["actions"]) * len(CORE)
        return Result(name, len(wanted["actions"]), 0, 0.0, 1, 0, facts, wrong=[f"refused: {refused}"])
    result = Result(name, len(wanted["actions"]), len(draft.actions), time.perf_counter() - begun, len(draft.questions))
    _compare(draft, wanted, result, read_document(data, name))
    _listen(draft, wanted, result)
    return result


def _compare(draft: DraftPlan, wanted: Facts, result: Result, raw: RawDocument) -> None:
    asked = {(key, one.field) for one in draft.questions for key in (one.key, *one.keys)}
    doubted = {key for one in draft.questions if one.field == LAYOUT for key in one.keys}  # each fact is asked about
    asked |= {(key, name) for key in doubted for name in GRAVE.values()}
    said = " ".join(one.message for one in draft.questions)
    by = wanted.get("by", "key")  # `text` where a file's own ids make the keys
    free = {*wanted.get("free", ()), *(["key"] if by == "text" else [])}  # facts that may be either way
    found = {facts[by]: (facts, home) for facts, home in facts_of(draft)}
    keys = [facts[by] for facts in wanted["actions"]]
    for want in wanted["actions"]:
        have, home = found.get(want[by], ({}, ""))
        key = have.get("key", want[by])
        want = {"rec": want.get("text"), "status": "open", "rag": "none", **want}
        for name in (*CORE, *MORE, *LAST):
            if name in free:
                continue
            if name not in CORE and not want.get(name) and not have.get(name):
                continue
            if name == "ref" and "ref" not in want:
                continue
            result.facts += 1
            if _same(_in_order(name, want), _in_order(name, have)):
                result.right += 1
                continue
            sentence = f"{key}: {name} is {have.get(name)!r}, not {want.get(name)!r}"
            result.wrong.append(sentence)
            known = GRAVE.get(name)
            unknown = have and not have.get(name) and f"no column for the {NO_COLUMN.get(name)}" in said
            missed = not have and _is_missed_aloud(want.get("text") or "", draft, raw)
            if known and not unknown and not missed and not ({(key, known), (home, known)} & asked):
                result.silent.append(sentence)
    for key, (facts, _) in found.items():
        if key not in keys:
            result.facts += len(CORE)
            result.wrong.append(f"{key} is not in the plan: {facts.get('text')!r}")
            if facts["key"] not in doubted:
                result.silent.append(result.wrong[-1])
    for name in ("title", "as_at"):
        if name in wanted:
            result.facts += 1
            have_text = draft.title if name == "title" else str(draft.as_at or "")
            if _same(wanted[name], have_text):
                result.right += 1
            else:
                result.wrong.append(f"the {name} is {have_text!r}, not {wanted[name]!r}")


def _is_missed_aloud(text: str, draft: DraftPlan, raw: RawDocument) -> bool:
    """Is a person told of the table or line in which an action stands that the draft does not have?"""
    told = [one for one in draft.questions if one.kind is QuestionKind.DOCUMENT]
    if not draft.actions:
        return bool(told)
    words = set(re.findall(r"\w+", text.lower()))
    if not words:
        return False
    if any(words <= set(re.findall(r"\w+", one.text.lower())) for one in told if one.field != LAYOUT):
        return True
    places = {
        table.sheet_or_page
        for table in raw.tables()
        for row in table.rows
        if words <= set(re.findall(r"\w+", " ".join(row.texts).lower()))
    }
    return any(one.source.sheet_or_page in places for one in told if one.source.row)


def _listen(draft: DraftPlan, wanted: Facts, result: Result) -> None:
    """Questions are `key field`, or `- words` of a question about the plan; notes and leftovers are words of them."""
    for ask in wanted.get("asks", ()):
        key, words = ask.split(" ", 1)
        if key == "-":
            heard = any(not one.key and words.casefold() in one.message.casefold() for one in draft.questions)
        else:
            heard = any(key in (one.key, *one.keys) and one.field == words for one in draft.questions)
        if not heard:
            result.unasked.append(ask)
    for name, texts in (("notes", draft.notes), ("leftover", draft.leftover)):
        for words in wanted.get(name, ()):
            if not any(words.casefold() in text.casefold() for text in texts):
                result.said.append(f"{name}: {words}")


def _in_order(name: str, facts: Facts) -> Any:
    """The fact; of leads with roles the order says nothing."""
    value = facts.get(name)
    return sorted(value) if name == "leads" and value and "(" in value[0] else value


def _same(want: Any, have: Any) -> bool:
    if isinstance(want, str) and isinstance(have, str):
        if want.startswith("= "):
            return have.partition(" = ")[2] == want[2:]  # a date, however it is printed
        return have.startswith(want[:-3]) if want.endswith("...") else have == want
    if isinstance(want, list) and isinstance(have, list):
        return len(want) == len(have) and all(map(_same, want, have))
    if isinstance(want, dict) and isinstance(have, dict):
        return want.keys() == have.keys() and all(_same(want[key], have[key]) for key in want)
    return (want or None) == (have or None)


def facts_of(draft: DraftPlan) -> Iterator[tuple[Facts, str]]:
    """The facts of each action in the words of an expectation, and the key of its recommendation."""
    for one in draft.recommendations:
        for action in one.actions:
            yield _facts(one, action), one.key


def _facts(one: DraftRecommendation, action: DraftAction) -> Facts:
    return {
        "key": action.key,
        "ref": action.ref or one.ref,
        "section": one.section,
        "rec": one.text,
        "text": action.text,
        "leads": [
            lead.name if lead.role.value == "lead" else f"{lead.name} ({lead.role.value})" for lead in action.leads
        ],
        "due": said_due(action.due),
        "first_due": said_due(action.due_original) if action.due_original else "",
        "rag": action.rag.value.value,
        "status": action.status.value,
        "completed_on": str(action.completed_on or ""),
        "progress": action.progress,
        "rec_progress": one.progress,
        "history": {entry.label: entry.text for entry in action.progress_history},
        "success": action.success_measure or " / ".join(one.success_measures),
        "outcome": one.outcome,
        "links": list(action.links),
        "other": {**dict(one.other), **dict(action.other)},
        "parts": [f"{part.text} | {said_due(part.due)}" if part.due.text else part.text for part in action.milestones],
    }


def said_due(due: Due) -> str:
    """A date as expectations write it."""
    if not due.text:
        return ""
    latest = f" {due.latest}" if due.latest else ""
    return f"{due.text} = {due.precision.value}{latest}{' !' if due.needs_check else ''}"
