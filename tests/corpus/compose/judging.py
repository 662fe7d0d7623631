"""Holds what is read of a composed plan against what it says: right, asked about, or wrong in silence, and from where."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.draft import ColumnRole, QuestionKind
from domain.importing.rags import read_rag
from domain.importing.soundness import FIELD as LAYOUT
from tests.corpus.check import facts_of
from tests.corpus.compose.cells import coloured
from tests.corpus.compose.files.write import written
from tests.corpus.compose.layouts import laid_out
from tests.corpus.compose.plans import COLOURS, Action, Plan, compose

# Each fact, the column that holds it, and the field of its questions.
FACTS = {"leads": ("lead", "leads"), "due": ("due", "due"), "rag": ("rag", "rag"), "status": ("status", "status")}
_WORD = re.compile(r"[^\W\d_]{3,}|\d{4,}")
_TYPED = str.maketrans({"’": "'", "\u00a0": " "})  # as offices type what a plan means
_NO_COLUMN = {"leads": "no column for the lead", "due": "no column for the date"}


@dataclass(slots=True)
class Verdict:
    """How one plan was read. `silent` are sentences, `causes` the kinds of mistake behind them."""

    seed: str
    plan: Plan
    facts: int = 0
    right: int = 0
    asked: int = 0
    questions: int = 0
    silent: list[str] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    quiet: dict[tuple[str, str], str] = field(default_factory=dict)  # by action and fact: what is wrong in silence
    lost: tuple[str, ...] = ()  # words of the file that stand nowhere in the draft


def judge(seed: str, level: str, *, later: bool = False, form: str = "") -> Verdict:
    """Compose a plan, read it, and compare; with a form it is written as a file first, and that is read."""
    plan = compose(seed, level, later=later)
    document = laid_out(plan)
    if not form:
        return compare(seed, plan, read_plan(document, plan_code="ABC"))
    file = written(plan, document, seed, form)
    draft = read_plan(read_document(file.data, file.name), plan_code="ABC")
    verdict = compare(seed, plan, draft)
    said = set(_WORD.findall(repr(draft).lower()))
    verdict.lost = tuple(sorted({word for text in file.texts for word in _WORD.findall(text.lower())} - said))
    return verdict


def compare(seed: str, plan: Plan, draft: DraftPlan) -> Verdict:
    """Every fact of the plan against the draft."""
    verdict = Verdict(seed, plan, questions=len(draft.questions))
    verdict.messages = [f"{one.kind.value}: {one.message}" for one in draft.questions]
    asked = _Asked(draft)
    found = _by_text(draft)
    for action in plan.actions:
        have, home = found.pop(action.text, (None, ""))
        part = "action" if "action" in plan.columns else "recommendation"
        if have is None:
            longer = [text for text in found if text.startswith(action.text[:20]) and _near(text, action.text)]
            if longer:
                have, home = found.pop(longer[0])
        right = have is not None and have["text"] == action.text
        key = have["key"] if have else ""
        _count(
            verdict,
            right,
            asked.of_text(plan.headings[part], key),
            f"text of {action.text[:50]!r}",
            "text lost",
            (action.text, "text"),
        )
        for name, (column, known) in FACTS.items():
            want = _wanted(action, name)
            value = _read(have, name) if have else None
            columns = {
                "status": ("status", "completed", "percent", "rag", "rag_before"),
                "due": ("due", "revised"),
            }.get(name, (column,))
            if have is None or (want == value and not set(columns) & set(plan.columns)):
                if have is None and set(columns) & set(plan.columns):
                    told = asked.of_text(plan.headings[part], "")
                    _count(verdict, False, told, f"{name} of a lost action", "text lost", (action.text, name))
                continue
            cause = "" if want == value else _cause(have, action, plan, name)
            heads = [plan.headings[one] for one in (*columns, cause.rpartition(" ")[2]) if one in plan.headings]
            told = asked.of_fact(key, home, known, heads, have) or (
                not value and asked.says(_NO_COLUMN.get(name, "\0"))
            )
            said = f"{key}: {name} is {value!r}, not {want!r} ({cause})"
            _count(verdict, want == value, told, said, cause, (action.text, name))
    for text, (have, _) in found.items():
        part = "action" if "action" in plan.columns else "recommendation"
        source = next((one for one in plan.columns for row in plan.actions if _text(row, one) == text), "elsewhere")
        told = any(asked.of_text(plan.headings[one], have["key"]) for one in (part, source) if one in plan.headings)
        _count(verdict, False, told, f"not in the plan: {text[:60]!r}", f"text from {source}", (text, "more"))
    return verdict


def _count(verdict: Verdict, right: bool, told: bool, said: str, cause: str, where: tuple[str, str]) -> None:
    verdict.facts += 1
    verdict.right += right
    if not right and told:
        verdict.asked += 1
    elif not right:
        verdict.silent.append(said)
        verdict.causes[cause] += 1
        verdict.quiet[where] = said


def _near(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _wanted(action: Action, name: str) -> Any:
    if name == "leads":
        return sorted(action.leads)
    if name == "due":
        return str(action.due or "")
    return action.rag if name == "rag" else action.status


def _read(have: dict[str, Any], name: str) -> Any:
    value = have[name]
    if name == "leads":
        named = (one for one in value if not one.endswith(("(accountable)", "(responsible)")))
        return sorted(one.translate(_TYPED) for one in named)
    if name == "due":
        day = value.removesuffix(" !").rpartition(" ")[2]
        return day if day[:2] == "20" and len(day) == 10 and day[4] == "-" else ""
    return value


def _text(action: Action, part: str) -> str:
    return action.cells[part].text if part in action.cells else ""


def _cause(have: dict[str, Any], action: Action, plan: Plan, name: str) -> str:
    """From which column was the wrong value taken?"""
    value = have[name]
    if not value or value == "none":
        return f"{name} lost"
    if name == "leads":
        strangers = [one.partition(" (")[0] for one in value if one.partition(" (")[0] not in action.leads]
        if not strangers:
            return "leads: some lost"
        said = strangers[0]
    else:
        said = value.partition(" = ")[0]
    home = FACTS[name][0]
    if name == "rag":
        parts = [
            one
            for one in COLOURS
            if one in action.cells
            if read_rag(action.cells[one].text, action.cells[one].fill).rag.value == value
            or action.cells[one].text == coloured(value, "numbers").text
        ]
        return f"rag from {parts[0] if parts else 'elsewhere'}"
    for part in sorted(plan.columns, key=lambda one: _text(action, one) != said):
        text = _text(action, part)
        if text == said or (name == "leads" and said and said in text):
            return f"{name} misread in {part}" if part == home else f"{name} from {part}"
    return f"{name} from elsewhere"


class _Asked:
    """What a person is asked about."""

    def __init__(self, draft: DraftPlan) -> None:
        questions = draft.questions
        self.fields = {(key, one.field) for one in questions for key in (one.key, *one.keys) if key}
        self.doubted = {key for one in questions if one.field == LAYOUT for key in one.keys}
        self.columns = {one.text for one in questions if one.field == "columns" and one.text}
        self.messages = [
            one.message
            for one in questions
            if one.kind in {QuestionKind.DOCUMENT, QuestionKind.COLUMNS} and one.field != LAYOUT
        ]
        self.blind = any("no headings" in one for one in self.messages)
        self.told = any(one.kind is QuestionKind.DOCUMENT for one in questions)
        roles = dict(draft.roles)
        work = ColumnRole.ACTION if ColumnRole.ACTION in roles.values() else ColumnRole.RECOMMENDATION
        self.of_work = any(roles.get(heading) is work for heading in self.columns)

    def names(self, heading: str) -> bool:
        """Is a question put about this column?"""
        return (
            heading in self.columns
            or any(one.endswith(f" {heading}") or one.startswith(f"{heading} ") for one in self.columns)
            or self.says(f"“{heading}”")
        )

    def says(self, words: str) -> bool:
        return any(words in one for one in self.messages)

    def of_text(self, heading: str, key: str) -> bool:
        if self.blind or self.of_work or self.names(heading) or key in self.doubted:
            return True
        return (key, "text") in self.fields if key else self.told

    def of_fact(self, key: str, home: str, known: str, headings: list[str], have: dict[str, Any]) -> bool:
        here = {(key, known), (home, known)} & self.fields
        return bool(here) or key in self.doubted or self.blind or any(map(self.names, headings))


def _by_text(draft: DraftPlan) -> dict[str, tuple[dict[str, Any], str]]:
    found: dict[str, tuple[dict[str, Any], str]] = {}
    for facts, home in facts_of(draft):
        text = (facts["text"] or facts["rec"]).translate(_TYPED)
        facts["text"] = text
        while text in found:
            text += " #"
        found[text] = (facts, home)
    return found
