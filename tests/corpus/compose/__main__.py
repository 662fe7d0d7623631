"""`python -m tests.corpus.compose`: plans that never existed, by the thousand: what is read rightly, asked, or wrong in silence.

`--times 500` composes so many of each level, `--seed 7` others, `--later` takes the headings that were kept back, `--why`
prints each fact that is wrong in silence, `--questions` what is asked. A word chooses a level. `--as docx` (or another
form, or `--as all`) writes each plan as a file first; *added* is what is wrong in silence there and not in the bare table.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from tests.corpus.compose.files.write import FORMS
from tests.corpus.compose.judging import Verdict, judge
from tests.corpus.compose.plans import LEVELS

ROW = "{:<8} {:<9} {:>6} {:>7} {:>8} {:>8} {:>7} {:>8} {:>10} {:>7} {:>6} {:>6}"
HEADS = (
    "form",
    "level",
    "plans",
    "facts",
    "right %",
    "asked %",
    "silent",
    "one in",
    "questions",
    "one in",
    "added",
    "lost",
)
MOST = 25  # lines of a list


def main(arguments: list[str]) -> int:
    """Print the tables; returns 0, since it measures and demands nothing."""
    seed, times = _number(arguments, "--seed", 1), _number(arguments, "--times", 100)
    later = "--later" in arguments
    form = arguments[arguments.index("--as") + 1] if "--as" in arguments else ""
    print(ROW.format(*HEADS))
    for one in FORMS if form == "all" else [form]:
        for level in [word for word in LEVELS if word in arguments] or LEVELS:
            found = [judge(f"{seed} {level} {at}", level, later=later, form=one) for at in range(times)]
            bare = [judge(plan.seed, level, later=later) for plan in found] if one else found
            _print(one, level, found, bare)
            if "--why" in arguments:
                _why(found, bare)
            if "--questions" in arguments:
                _questions(found)
    return 0


def _print(form: str, level: str, found: list[Verdict], bare: list[Verdict]) -> None:
    facts, silent = sum(one.facts for one in found), sum(len(one.silent) for one in found)
    questions, right = sum(one.questions for one in found), sum(one.right for one in found)
    asked = sum(one.asked for one in found)
    each = f"{facts / silent:.0f}" if silent else "-"
    apart = f"{facts / questions:.1f}" if questions else "-"
    shares = (f"{100 * right / facts:.1f}", f"{100 * asked / facts:.1f}")
    added = sum(len(_added(one, raw)) for one, raw in zip(found, bare, strict=True))
    lost = sum(len(one.lost) for one in found)
    print(ROW.format(form or "table", level, len(found), facts, *shares, silent, each, questions, apart, added, lost))


def _added(one: Verdict, bare: Verdict) -> list[str]:
    return [said for where, said in one.quiet.items() if where not in bare.quiet]


def _number(arguments: list[str], name: str, otherwise: int) -> int:
    return int(arguments[arguments.index(name) + 1]) if name in arguments else otherwise


def _why(found: list[Verdict], bare: list[Verdict]) -> None:
    causes: Counter[str] = Counter()
    plans: Counter[str] = Counter()
    for one in found:
        causes += one.causes
        plans.update(one.causes.keys())
    print("    causes, facts and plans:")
    for cause, count in causes.most_common(MOST):
        print(f"    {count:>6} {plans[cause]:>5}  {cause}")
    facts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in found:
        for part in one.plan.ingredients:
            facts[part] += one.facts
            wrong[part] += len(one.silent)
    print("    ingredients, the share of facts that is wrong in silence:")
    for part in sorted(facts, key=lambda part: -wrong[part] / facts[part])[:MOST]:
        if wrong[part]:
            print(f"    {100 * wrong[part] / facts[part]:>6.2f} %  of {facts[part]:>6}  {part}")
    for one, raw in zip(found, bare, strict=True):
        said = _added(one, raw) if raw is not one else one.silent
        if said or one.lost:
            heads = " | ".join(f"{one.plan.headings[part]} <{part}>" for part in one.plan.columns)
            print(f"    [{one.seed}] {heads}")
            if raw is not one:
                print(f"        {', '.join(sorted(part for part in one.plan.ingredients if ': ' in part))}")
            for sentence in said[:3]:
                print(f"        {sentence}")
            if one.lost:
                print(f"        lost: {' '.join(one.lost[:12])}")


def _questions(found: list[Verdict]) -> None:
    said = Counter(re.sub(r"“[^”]*”|\d+", "…", message)[:110] for one in found for message in one.messages)
    for message, count in said.most_common(2 * MOST):
        print(f"    {count:>6}  {message}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
