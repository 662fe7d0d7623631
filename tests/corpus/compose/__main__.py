"""`python -m tests.corpus.compose`: plans that never existed, by the thousand: what is read rightly, asked, or wrong in silence.

`--times 500` composes so many of each level, `--seed 7` others, `--later` takes the headings that were kept back, `--why`
prints each fact that is wrong in silence, `--questions` what is asked. A word chooses a level.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from tests.corpus.compose.judging import Verdict, judge
from tests.corpus.compose.plans import LEVELS

ROW = "{:<10} {:>7} {:>8} {:>9} {:>8} {:>8} {:>10} {:>11} {:>9}"
MOST = 25  # lines of a list


def main(arguments: list[str]) -> int:
    """Print the tables; returns 0, since it measures and demands nothing."""
    seed, times = _number(arguments, "--seed", 1), _number(arguments, "--times", 100)
    later = "--later" in arguments
    print(ROW.format("level", "plans", "facts", "right %", "asked %", "silent", "one in", "questions", "one in"))
    for level in [one for one in LEVELS if one in arguments] or LEVELS:
        found = [judge(f"{seed} {level} {at}", level, later=later) for at in range(times)]
        facts, silent = sum(one.facts for one in found), sum(len(one.silent) for one in found)
        questions, right = sum(one.questions for one in found), sum(one.right for one in found)
        asked = sum(one.asked for one in found)
        each = f"{facts / silent:.0f}" if silent else "-"
        apart = f"{facts / questions:.1f}" if questions else "-"
        shares = (f"{100 * right / facts:.1f}", f"{100 * asked / facts:.1f}")
        print(ROW.format(level, len(found), facts, *shares, silent, each, questions, apart))
        if "--why" in arguments:
            _why(found)
        if "--questions" in arguments:
            _questions(found)
    return 0


def _number(arguments: list[str], name: str, otherwise: int) -> int:
    return int(arguments[arguments.index(name) + 1]) if name in arguments else otherwise


def _why(found: list[Verdict]) -> None:
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
    for one in found:
        if one.silent:
            heads = " | ".join(f"{one.plan.headings[part]} <{part}>" for part in one.plan.columns)
            print(f"    [{one.seed}] {heads}")
            for said in one.silent[:3]:
                print(f"        {said}")


def _questions(found: list[Verdict]) -> None:
    said = Counter(re.sub(r"“[^”]*”|\d+", "…", message)[:110] for one in found for message in one.messages)
    for message, count in said.most_common(2 * MOST):
        print(f"    {count:>6}  {message}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
