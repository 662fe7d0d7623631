"""Holds what is read of a composed text against what it says: right, asked about, missing, or wrong in silence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import DraftAction
from domain.importing.raw import UnreadableDocument
from domain.importing.soundness import FIELD as LAYOUT
from tests.corpus.notes.compose import FORMATS, Action, Note, compose

_LEFT = re.compile(r"also says who will do what, in (\d+) sentences")


@dataclass(slots=True)
class Verdict:
    """How one text was read. `silent` are sentences about values, `missing` about actions that nobody is told of."""

    seed: str
    note: Note
    facts: int = 0
    right: int = 0
    asked: int = 0
    told: int = 0  # facts of actions that were not read, and a person is told so
    questions: int = 0
    confirmed: bool = False
    silent: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    missing_facts: int = 0
    messages: list[str] = field(default_factory=list)


def judge(seed: str, level: str, *, later: bool = False, kind: str = "txt") -> Verdict:
    """Compose a text, read it as a file of this kind, and compare."""
    note = compose(seed, level, later=later)
    verdict = Verdict(seed, note)
    try:
        draft = read_plan(read_document(FORMATS[kind](note), f"notes.{kind}"), plan_code="ABC")
    except UnreadableDocument as refused:
        verdict.facts = verdict.told = sum(len(_wanted(one)) for one in note.actions)
        verdict.questions, verdict.messages = 1, [f"refused: {refused}"]
        return verdict
    compare(note, draft, verdict)
    return verdict


def compare(note: Note, draft: DraftPlan, verdict: Verdict) -> None:
    """Every fact of the text against the draft."""
    verdict.questions = len(draft.questions)
    verdict.messages = [f"{one.kind.value}: {one.key}: {one.message} [{one.text}]" for one in draft.questions]
    doubted = {key for one in draft.questions if one.field == LAYOUT for key in one.keys}
    asked = {(key, one.field) for one in draft.questions for key in (one.key, *one.keys) if key}
    verdict.confirmed = bool(doubted)
    said = _bare(" ".join(f"{one.message} {one.text}" for one in draft.questions if not one.key))
    counted = sum(int(many[1]) for one in draft.questions if (many := _LEFT.search(one.message)))  # and some are named
    lost: list[tuple[Action, int]] = []
    nothing = any("no table of actions" in one.message for one in draft.questions)
    free = list(draft.actions)
    parents = {one.key: parent.key for parent in draft.recommendations for one in parent.actions}
    for action in note.actions:
        wanted = _wanted(action)
        verdict.facts += len(wanted)
        found = min(
            (one for one in free if _bare(action.text) in _bare(one.text)), key=lambda one: len(one.text), default=None
        )
        if found is None:
            lost.append((action, len(wanted)))
            continue
        free.remove(found)
        for name, want in wanted.items():
            have = _read(found, name, action)
            keys = {found.key, parents[found.key]}
            if have == want:
                verdict.right += 1
            elif found.key in doubted or {(key, name) for key in keys} & asked:
                verdict.asked += 1
            else:
                verdict.silent.append(f"{found.key}: {name} is {have!r}, not {want!r}: {action.line}")
    named = [action for action, _ in lost if _bare(action.text)[:30] in said]
    for action, count in lost:
        if nothing or action in named or (named and len(lost) <= counted):
            verdict.told += count
        else:
            verdict.missing.append(action.line)
            verdict.missing_facts += count
    for one in free:
        verdict.facts += 1
        if one.key in doubted or (one.key, "text") in asked:
            verdict.asked += 1
        else:
            verdict.silent.append(f"{one.key} is no action: {one.text[:80]!r}")


def _wanted(action: Action) -> dict[str, str]:
    wanted = {"text": action.text, "leads": "; ".join(sorted(action.leads)), "due": str(action.due or "")}
    return wanted | ({"rag": action.rag} if action.rag != "none" else {}) | {"status": action.status}


def _read(found: DraftAction, name: str, action: Action) -> str:
    if name == "text":  # the words of its own line may stand around it, and no others
        own = Counter(_bare(action.line).split())
        return action.text if not Counter(_bare(found.text).split()) - own else found.text
    if name == "leads":
        return "; ".join(sorted(one.name for one in found.leads))
    if name == "due":
        return str(found.due.latest or "")
    return found.rag.value.value if name == "rag" else found.status.value


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
