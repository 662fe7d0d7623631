"""`python -m tests.corpus.notes`: minutes, mails, chats and lists that never existed: what is read, asked, or wrong in silence.

`--times 500` composes so many of each level, `--seed 7` others, `--later` takes the forms that were kept back, `--as docx`
(or html, md) makes such files of them, `--why` prints what is wrong in silence, `--show SEED` one text with what was read.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.corpus.notes.compose import LEVELS, as_text
from tests.corpus.notes.judging import Verdict, judge

ROW = "{:<8} {:>6} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>7} {:>10} {:>10}"
MOST = 30  # lines of a list


def main(arguments: list[str]) -> int:
    """Print the tables; returns 0, since it measures and demands nothing."""
    seed, times = int(_after(arguments, "--seed", "1")), int(_after(arguments, "--times", "100"))
    kind, later = _after(arguments, "--as", "txt"), "--later" in arguments
    if shown := _after(arguments, "--show", ""):
        _show(judge(shown, shown.split()[1], later=later, kind=kind))
        return 0
    heads = (
        "level",
        "texts",
        "facts",
        "right %",
        "asked %",
        "told %",
        "silent",
        "missing",
        "one in",
        "questions",
        "confirmed",
    )
    print(ROW.format(*heads))
    for level in [one for one in LEVELS if one in arguments] or LEVELS:
        found = [judge(f"{seed} {level} {at}", level, later=later, kind=kind) for at in range(times)]
        facts, silent = sum(one.facts for one in found), sum(len(one.silent) for one in found)
        missing = sum(one.missing_facts for one in found)
        shares = (
            f"{100 * sum(getattr(one, name) for one in found) / facts:.1f}" for name in ("right", "asked", "told")
        )
        each = f"{facts / (silent + missing):.0f}" if silent + missing else "-"
        counts = (sum(one.questions for one in found), sum(one.confirmed for one in found))
        print(ROW.format(level, len(found), facts, *shares, silent, missing, each, *counts))
        if "--why" in arguments:
            _why(found)
    return 0


def _after(arguments: list[str], name: str, otherwise: str) -> str:
    return arguments[arguments.index(name) + 1] if name in arguments else otherwise


def _why(found: list[Verdict]) -> None:
    facts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in found:
        for part in one.note.ingredients:
            facts[part] += one.facts
            wrong[part] += len(one.silent) + one.missing_facts
    print("    ingredients, the share of facts that is wrong or missing in silence:")
    for part in sorted(facts, key=lambda part: -wrong[part])[:MOST]:
        if wrong[part]:
            print(f"    {100 * wrong[part] / facts[part]:>6.2f} %  of {facts[part]:>6}  {part}")
    for one in found:
        if one.silent or one.missing:
            print(f"    [{one.seed}] {one.note.kind}")
            for said in one.silent[:3]:
                print(f"        {said}")
            for said in one.missing[:3]:
                print(f"        MISSING {said}")


def _show(one: Verdict) -> None:
    print(as_text(one.note))
    for name in ("messages", "silent", "missing"):
        print(name.upper())
        for said in getattr(one, name):
            print("   ", said)
    print(f"{one.facts} facts, {one.right} right, {one.asked} asked, {one.told} told")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
