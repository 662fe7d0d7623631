"""Hostile and huge files, given at the terminal and in chat: writes the table in `docs/hostile-files.md`.

`python -m tests.e2e.hostile` takes some minutes, and needs Linux, where a process's memory can be read while it runs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.playground.demo import read_demo_plan
from bot.playground.people import ADMINISTRATOR
from bot.playground.world import World
from tests.adapters.documents import hostile, hostile_pdfs
from tests.adapters.documents.hostile import LAUGHS, in_word
from tests.e2e.importers import OnSlack

PAGE = Path(__file__).parents[2] / "docs" / "hostile-files.md"
MARY = "Mary Khan"
Make = Callable[[], bytes]


def _cut(make: Make) -> Make:
    """The first two thirds of a file."""
    return lambda: (made := make())[: len(made) * 2 // 3]


FILES: tuple[tuple[str, str, Make], ...] = (
    ("100 MB of nothing", "plan.csv", lambda: bytes(100_000_000)),
    ("100,000 rows, CSV", "plan.csv", hostile.long_csv),
    ("100,000 rows, Excel", "plan.xlsx", hostile.long_workbook),
    ("30,000 rows, Word", "plan.docx", hostile.long_word),
    ("a million formatted cells with nothing in them", "plan.xlsx", hostile.empty_cells),
    ("the same, in places that don't pack", "plan.xlsx", hostile.endless_row),
    ("entity bomb", "plan.docx", in_word(LAUGHS)),
    ("zip bomb", "plan.docx", hostile.zip_bomb),
    ("archive whose entries overlap", "plan.docx", hostile.overlapping_zip),
    ("PDF that unpacks to far more", "plan.pdf", hostile_pdfs.flate_bomb),
    ("PDF that draws without end", "plan.pdf", hostile_pdfs.run_length_bomb),
    ("PDF of 100,000 pages", "plan.pdf", hostile_pdfs.many_pages),
    ("Word, cut off", "plan.docx", _cut(hostile.word)),
    ("Excel, cut off", "plan.xlsx", _cut(hostile.workbook)),
    ("PDF, cut off", "plan.pdf", _cut(hostile.pdf)),
    ("Excel called .pdf", "plan.pdf", hostile.workbook),
    ("a picture called .docx", "plan.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(5_000)),
    ("Office file with a password", "plan.docx", lambda: hostile.old_office("EncryptedPackage")),
    ("PDF with a password", "plan.pdf", hostile_pdfs.locked_pdf),
    ("one cell of 10 MB", "plan.csv", hostile.one_huge_cell),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a file: seconds, the most memory of a process that looked at it (MB), and what the person read."""

    seconds: float
    megabytes: float
    words: str


def at_the_terminal(name: str, content: bytes, folder: Path) -> Tried:
    """`actionlog import FILE --dry-run`, from its start to its end."""
    (folder / name).write_bytes(content)
    with readers_watched() as peaks:
        begun = time.monotonic()
        ran = subprocess.run(
            [sys.executable, "-m", "bot.cli", "import", name, "--plan", "BAD", "--dry-run"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(PAGE.parents[1])},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        took = time.monotonic() - begun
    lines = [line.strip() for line in ran.stdout.splitlines() if line.strip()]
    return Tried(took, max(peaks, default=0.0), lines[0] if ran.returncode else lines[1])


@contextmanager
def readers_watched() -> Iterator[list[float]]:
    """The most memory (MB) of each process that this one, or one of its own, starts meanwhile."""
    most: dict[str, float] = {}
    seen: list[float] = []
    done = threading.Event()
    ours = Path("/proc/self/cmdline").read_bytes()

    def watch() -> None:
        while not done.wait(0.02):
            parents: dict[str, str] = {}
            peaks: dict[str, float] = {}
            for entry in Path("/proc").glob("[0-9]*"):
                with suppress(OSError):
                    if (entry / "cmdline").read_bytes() == ours:
                        continue  # a process that is just being started still has our memory
                    told = (entry / "status").read_text()
                    parent, peak = re.search(r"PPid:\s+(\d+)", told), re.search(r"VmHWM:\s+(\d+)", told)
                    if parent and peak:
                        parents[entry.name], peaks[entry.name] = parent[1], int(peak[1]) / 1024
            for name in peaks:
                above = parents[name]
                while above in parents and above != str(os.getpid()):
                    above = parents[above]
                if above == str(os.getpid()) and name != above:
                    most[name] = max(most.get(name, 0.0), peaks[name])

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()
        seen.extend(most.values())


def in_chat(world: World, name: str, content: bytes) -> tuple[Tried, float, int]:
    """Given to the bot in a direct message, while Mary asks for `mine` again and again; gives what came of it, and the
    slowest of her answers in milliseconds, of how many.
    """
    grace, mary = OnSlack(world, ADMINISTRATOR), world.person(MARY).slack
    before = len(grace.all_words())
    waits: list[float] = []
    with readers_watched() as peaks:
        begun = time.monotonic()
        grace.give(name, content, "import BAD")
        until = begun + 60
        while time.monotonic() < until:
            asked = time.monotonic()
            exchange = world.slack.command("mine", user=mary, channel=world.slack.direct(mary).id)
            waits.append((time.monotonic() - asked) * 1000)
            assert exchange.ok, (exchange.status, exchange.problem, exchange.milliseconds)
            said = grace.all_words()[before:]
            if said and not said[-1].startswith("I'm reading"):
                break
            time.sleep(0.05)
        took = time.monotonic() - begun
    words = grace.all_words()[-1].splitlines()[0]
    _forget(world, grace)
    return Tried(took, max(peaks, default=0.0), words), max(waits), len(waits)


def _forget(world: World, grace: OnSlack) -> None:
    if "Discard" in grace.labels():
        grace.press("Discard")
        label = next((one for one in grace.labels() if one.startswith("Discard")), None)
        if label:
            grace.press(label)


def table(folder: Path) -> list[str]:
    """The rows of the page's table."""
    lines = [
        "| file | terminal: s | MB | in chat: s | MB | slowest `mine` of somebody else | what the person reads |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for title, name, make in FILES:
        content = make()
        at = at_the_terminal(name, content, folder)
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
            World.open(Path(home), read_demo_plan(None)) as world,
        ):
            chat, slowest, count = in_chat(world, name, content)
        read = f"{chat.megabytes:.0f}" if chat.megabytes else "not read"
        lines.append(
            f"| {title} ({len(content) / 1_000_000:.1f} MB) | {at.seconds:.1f} | {at.megabytes:.0f} "
            f"| {chat.seconds:.1f} | {read} | {slowest:.0f} ms of {count} | {chat.words} |"
        )
        print(lines[-1], flush=True)
    return lines


def main() -> int:
    """Try each, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        lines = table(Path(folder))
    begin, end = "<!-- measured -->", "<!-- end -->"
    text = PAGE.read_text(encoding="utf-8")
    head, tail = text.split(begin)[0], text.split(end)[1]
    PAGE.write_text(f"{head}{begin}\n\n" + "\n".join(lines) + f"\n\n{end}{tail}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
