"""`python -m tests.corpus.mutate`: how often a plan that a stranger changed is misread, and whether anybody is asked.

`--seed 7` chooses other mutants, `--times 3` makes more of each, `--later` uses the words that nobody mended for, and
`--why` adds each fact that is wrong in silence. Words choose operators by a part of their names, `--file x` files.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random

from domain.importing import DraftPlan, UnreadableDocument, read_plan
from domain.importing.draft import ColumnRole, QuestionKind
from domain.importing.soundness import FIELD as LAYOUT
from tests.corpus.check import document, draft_of, facts_of, makers
from tests.corpus.mutants import OPERATORS, Mutant, Target, target_of

_R = ColumnRole
FIELDS = {"leads": "leads", "due": "due", "rag": "rag"}
KIND = {"leads": _R.LEAD, "due": _R.DUE, "rag": _R.RAG}
NO_COLUMN = {"leads": "lead", "due": "date"}
ROW = "{:<28} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}"


@dataclass
class Outcome:
    """How one mutant was read: facts of leads, dates and colours, those that are wrong, and wrong in silence."""

    operator: str
    file: str
    facts: int = 0
    wrong: int = 0
    silent: list[str] = field(default_factory=list)
    more_questions: int = 0


@cache
def target(name: str, later: bool) -> Target | None:
    """A file of the corpus that can be changed, or None."""
    try:
        return target_of(document(name), draft_of(name), later=later)
    except UnreadableDocument:
        return None


def mutants(operator: str, name: str, seed: int, *, later: bool = False) -> Mutant | None:
    """One mutant of a file; the same seed gives the same one."""
    found = target(name, later)
    mutant = OPERATORS[operator](found, Random(f"{seed} {operator} {name}")) if found else None  # noqa: S311 - no secret
    return mutant if mutant and found and mutant.document != found.document else None


def judge(operator: str, name: str, mutant: Mutant) -> Outcome:
    """Read a mutant and hold it against the plan that it was made of."""
    base, draft = draft_of(name), read_plan(mutant.document, plan_code="ABC")
    asked = {(key, one.field) for one in draft.questions for key in (one.key, *one.keys)}
    doubted = {key for one in draft.questions if one.field == LAYOUT for key in one.keys}
    blind = any("no headings" in one.message for one in draft.questions if one.field == "columns")
    of_action = _asked_of_column(draft, mutant, _R.ACTION)  # what an action says is asked about for all of them
    result = Outcome(operator, name, more_questions=len(draft.questions) - len(base.questions))
    wanted, found = _by_text(base), _by_text(draft)
    for text in [text for text in wanted if text not in found]:
        # The same action with more words behind it: a lead that stayed where it stood.
        longer = [other for other in found if other not in wanted and other.startswith(text.rpartition(" #")[0])]
        if len(longer) == 1:
            found[text] = found.pop(longer[0])
    for text, (want, _) in wanted.items():
        result.facts += len(FIELDS)
        if text not in found:
            result.wrong += len(FIELDS)
            if not (blind or doubted or of_action or _told(draft)):
                result.silent.append(f"missing: {text[:60]}")
            continue
        have, home = found[text]
        for name_, known in FIELDS.items():
            if _fact(want, name_) == _fact(have, name_):
                continue
            result.wrong += 1
            key = have["key"]
            here = {(key, known), (home, known)} & asked or key in doubted or blind
            column = _asked_of_column(draft, mutant, KIND[name_])
            lacking = not have[name_] and any(
                f"no column for the {NO_COLUMN.get(name_)}" in one.message for one in draft.questions
            )
            if not (here or column or lacking):
                result.silent.append(f"{key}: {name_} is {have[name_]!r}, not {want[name_]!r}")
    for text, (have, _) in found.items():
        if text not in wanted:
            result.wrong += 1
            if not (have["key"] in doubted or blind or of_action or (have["key"], "text") in asked):
                result.silent.append(f"not in the plan: {text[:60]}")
    return result


def _asked_of_column(draft: DraftPlan, mutant: Mutant, role: ColumnRole) -> bool:
    """Is there a question about a column that the change touched, or about the one that was taken for this?"""
    roles = dict(draft.roles)
    named = {one.text for one in draft.questions if one.field == "columns" and one.text}
    said = [one.message for one in draft.questions if one.kind is QuestionKind.DOCUMENT and one.field != LAYOUT]
    return any(heading in mutant.headings or roles.get(heading) is role for heading in named) or any(
        f"“{heading}”" in message for heading in mutant.headings for message in said if heading
    )


def _told(draft: DraftPlan) -> bool:
    return any(one.kind is QuestionKind.DOCUMENT for one in draft.questions)


def _fact(facts: dict[str, object], name: str) -> object:
    value = facts[name]
    return sorted(value) if isinstance(value, list) else value.partition(" = ")[2] if name == "due" else value  # type: ignore[attr-defined]  # a date is a text


def _by_text(draft: DraftPlan) -> dict[str, tuple[dict[str, object], str]]:
    seen: Counter[str] = Counter()
    found = {}
    for facts, home in facts_of(draft):
        text = " ".join(str(facts["text"] or facts["rec"]).split())
        seen[text] += 1
        found[f"{text} #{seen[text]}"] = (facts, home)
    return found


def outcomes(operators: list[str], names: list[str], seed: int, *, later: bool = False) -> Iterator[Outcome]:
    """Every mutant of these files by these operators."""
    for operator in operators:
        for name in names:
            if mutant := mutants(operator, name, seed, later=later):
                yield judge(operator, name, mutant)


def main(arguments: list[str]) -> int:
    """Print the table; returns 0, since it measures and demands nothing."""
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1
    times = int(arguments[arguments.index("--times") + 1]) if "--times" in arguments else 1
    later, why = "--later" in arguments, "--why" in arguments
    part = arguments[arguments.index("--file") + 1] if "--file" in arguments else ""
    chosen = [one for one in arguments if not one.startswith("-") and not one.isdecimal() and one != part]
    operators = [one for one in OPERATORS if any(word in one for word in chosen)] or list(OPERATORS)
    names = [one for one in makers() if part in one]
    print(ROW.format("mutants", "plans", "facts", "wrong", "silent", "plans", "questions"))
    totals: Counter[str] = Counter()
    for operator in operators:
        found = [one for step in range(times) for one in outcomes([operator], names, seed + step, later=later)]
        totals += _line(operator, found)
        for one in found if why else ():
            if one.silent:
                print(f"    {one.file}: {len(one.silent)}: {'; '.join(one.silent[:2])}")
    print(ROW.format("all", *(totals[name] for name in ("plans", "facts", "wrong", "silent", "bad", "more"))))
    return 0


def _line(operator: str, found: list[Outcome]) -> Counter[str]:
    counts = Counter(
        plans=len(found),
        facts=sum(one.facts for one in found),
        wrong=sum(one.wrong for one in found),
        silent=sum(len(one.silent) for one in found),
        bad=sum(bool(one.silent) for one in found),
        more=sum(max(0, one.more_questions) for one in found),
    )
    print(ROW.format(operator, *(counts[name] for name in ("plans", "facts", "wrong", "silent", "bad", "more"))))
    return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
