"""`python -m tests.cells FOLDER [KIND]`: how its cells are read, as a table, and what is not read as wanted."""

from __future__ import annotations

import sys
from collections import Counter

from tests.cells.cells import blocks, files, read

VERDICTS = ("right", "asked", "silent", "lost")


def main() -> None:
    """Print the table of docs/reading.md."""
    folder, kinds = sys.argv[1], sys.argv[2:]
    print("| cells | number | right | asked instead | wrong in silence | lost | asked though right |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    told, total = [], Counter[str]()
    for path in files(folder):
        if kinds and path.stem not in kinds:
            continue
        seen = [one for cells in blocks(path) for one in read(cells)]
        count = Counter(one.verdict for one in seen)
        count["needless"] = sum(
            bool(one.asked) and one.verdict == "right" and not set("!~") & set(one.cell.want) for one in seen
        )
        count["all"] = len(seen)
        total += count
        told += [str(one) for one in seen if one.verdict != "right"]
        told += [
            f"NEEDLESS {one}"
            for one in seen
            if one.asked and one.verdict == "right" and not set("!~") & set(one.cell.want)
        ]
        print(line(path.stem, count))
    print(line("all", total))
    print(*told, sep="\n")


def line(name: str, count: Counter[str]) -> str:
    """A row of the table."""
    shares = " | ".join(f"{count[one]}" for one in VERDICTS)
    return f"| {name} | {count['all']} | {shares} | {count['needless']} |"


if __name__ == "__main__":
    main()
