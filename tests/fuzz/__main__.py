"""`python -m tests.fuzz`: change good files at random and read them, until the time is over.

A traceback, more than 30 seconds of the processor or more than 500 MB is a find. It is kept in `tests/fixtures/found`,
where a standing test reads it from then on, and the run goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from tests.fuzz.change import changed
from tests.fuzz.files import good_files
from tests.fuzz.reading import Outcome, serve

FOUND = Path(__file__).parent.parent / "fixtures" / "found"
MOST_SECONDS = 30.0
MOST_MEGABYTES = 500.0
_WAIT_SECONDS = 90.0  # on the clock: a busy machine gives less of the processor


class Reader:
    """The process that reads, started again where it had to be killed."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._calls: Connection | None = None

    def read(self, name: str, data: bytes) -> Outcome:
        """How reading this went."""
        if self._calls is None:
            context = multiprocessing.get_context("spawn")
            self._calls, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        try:
            self._calls.send((name, data))
            if self._calls.poll(_WAIT_SECONDS):
                outcome: Outcome = self._calls.recv()
                return outcome
            fault = f"no end after {_WAIT_SECONDS:.0f} s"
        except (EOFError, OSError):
            fault = "the process died"
        self.stop()
        return Outcome(fault, 0.0, 0.0, read=False)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._calls = None


def main() -> int:
    """Run, and say what was found: the exit code is 1 where anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="the same seed makes the same changes")
    parser.add_argument("--only", default="", help="files whose name ends so or holds this: docx, .md, minutes")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else int(time.time())
    files = {name: data for name, data in good_files().items() if given.only in name}
    if not files:
        parser.error(f"there is no file with “{given.only}” in its name")
    print(f"{len(files)} files, seed {seed}, {given.minutes:g} minutes", flush=True)
    return run(files, Random(seed), given.minutes * 60)  # noqa: S311  no secret depends on it


def run(files: Mapping[str, bytes], random: Random, seconds: float) -> int:
    """Change and read until the time is over."""
    kinds: dict[str, list[str]] = {}
    for name in files:
        kinds.setdefault(name.rpartition(".")[2], []).append(name)
    reader, faults = Reader(), Counter[str]()
    tried, was_read = Counter[str](), Counter[str]()
    slowest, largest = (0.0, ""), (0.0, "")
    until, told = time.monotonic() + seconds, time.monotonic()
    try:
        while time.monotonic() < until:
            kind = random.choice(sorted(kinds))
            name, other = random.choice(kinds[kind]), random.choice(kinds[kind])
            data = changed(files[name], files[other], random)
            outcome = reader.read(f"plan.{kind}", data)
            tried[kind] += 1
            was_read[kind] += outcome.read
            slowest = max(slowest, (outcome.seconds, name))
            largest = max(largest, (outcome.megabytes, name))
            fault = outcome.fault
            if not fault and outcome.seconds > MOST_SECONDS:
                fault = f"{outcome.seconds:.0f} seconds"
            if not fault and outcome.megabytes > MOST_MEGABYTES:
                fault = f"{outcome.megabytes:.0f} MB"
            if fault:
                _keep(kind, name, data, fault, faults)
            if time.monotonic() - told > 60:
                told = time.monotonic()
                print(_so_far(tried, was_read, faults, slowest, largest), flush=True)
    finally:
        reader.stop()
    print(_so_far(tried, was_read, faults, slowest, largest))
    return 1 if faults else 0


def _keep(kind: str, name: str, data: bytes, fault: str, faults: Counter[str]) -> None:
    last = fault.strip().splitlines()
    place = next((line.strip() for line in reversed(last) if line.strip().startswith("File ")), "")
    what = f"{place} {last[-1][:200]}"
    faults[what] += 1
    if faults[what] > 2:  # of one fault two examples are enough
        return
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{hashlib.sha256(data).hexdigest()[:12]}.{kind}"
    path.write_bytes(data)
    print(f"FOUND {path.name}, made of {name}\n{fault}", file=sys.stderr, flush=True)


def _so_far(
    tried: Counter[str],
    was_read: Counter[str],
    faults: Counter[str],
    slowest: tuple[float, str],
    largest: tuple[float, str],
) -> str:
    each = ", ".join(f"{kind} {was_read[kind]:,} of {count:,}" for kind, count in sorted(tried.items()))
    return (
        f"{tried.total():,} files changed; read and not refused: {each}. Slowest {slowest[0]:.1f} s ({slowest[1]}), "
        f"largest {largest[0]:.0f} MB ({largest[1]}). Finds: {faults.total()}, different ones {len(faults)}."
    )


if __name__ == "__main__":
    sys.exit(main())
