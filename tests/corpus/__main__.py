"""`make corpus`: how well each file of the corpus is read, as a table; `--why` adds every difference."""

from __future__ import annotations

import sys

from tests.corpus.check import Result, check, makers

ROW = "{:<44} {:>7} {:>9} {:>7} {:>9} {:>7} {:>8} {:>8}"


def main(words: list[str]) -> int:
    """Print the table; names or parts of names choose files. Returns 1 if anything is wrong in silence."""
    why = "--why" in words
    chosen = [word for word in words if not word.startswith("-")]
    names = [name for name in makers() if not chosen or any(word in name for word in chosen)]
    print(ROW.format("file", "format", "expected", "found", "fields %", "asked", "silent", "seconds"))
    results = []
    for name in names:
        result = check(name)
        results.append(result)
        print(_line(result))
        if why:
            for sentence in [*result.wrong, *(f"not asked: {ask}" for ask in result.unasked), *result.said]:
                print(f"    {'SILENT ' if sentence in result.silent else ''}{sentence}")
    facts, right = sum(one.facts for one in results), sum(one.right for one in results)
    total = Result(
        f"{len(results)} files",
        sum(one.expected for one in results),
        sum(one.found for one in results),
        sum(one.seconds for one in results),
        sum(one.questions for one in results),
        right,
        facts,
        silent=[sentence for one in results for sentence in one.silent],
    )
    print(_line(total))
    unasked = sum(len(one.unasked) for one in results)
    if unasked:
        print(f"{unasked} questions that should be asked are not.")
    return 1 if total.silent or unasked else 0


def _line(result: Result) -> str:
    kind = result.name.rsplit(".", 1)[1] if "." in result.name else ""
    return ROW.format(
        result.name[:44],
        kind,
        result.expected,
        result.found,
        f"{result.accuracy:.1f}",
        result.questions,
        len(result.silent),
        f"{result.seconds:.2f}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
