"""`python -m tests.columns`: how well the columns of each small table are understood; `--why` adds what is wrong."""

from __future__ import annotations

import sys

from tests.columns.check import SETS, check, samples

ROW = "{:<34} {:>8} {:>7} {:>7} {:>7} {:>6}"


def main(words: list[str]) -> int:
    """Print the table. Returns 1 if a column was misread without a question or a row was lost."""
    silent = 0
    for name in [word for word in words if not word.startswith("-")] or SETS:
        results = [check(sample) for sample in samples(name)]
        print(ROW.format(name, "columns", "right", "asked", "silent", "lost"))
        for one in results:
            if "--why" in words and (one.asked or one.silent or one.lost):
                print(ROW.format(one.name, one.columns, one.right, len(one.asked), len(one.silent), one.lost))
                for sentence in [*one.silent, *(f"(asked or kept) {said}" for said in one.asked)]:
                    print(f"    {sentence}")
        totals = [sum(map(len, (one.silent for one in results))), sum(one.lost for one in results)]
        columns, right = sum(one.columns for one in results), sum(one.right for one in results)
        print(ROW.format(f"{len(results)} tables", columns, right, sum(len(one.asked) for one in results), *totals))
        silent += sum(totals)
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
