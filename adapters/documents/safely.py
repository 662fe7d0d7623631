"""Reading a stranger's file in a process of its own, with limits, that can be killed at any moment.

Nothing that a file does to its reader (loops, bombs, crashes in a C library) reaches the process that asked.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, Protocol

from adapters.documents.old_office import renew
from adapters.documents.read import MAX_BYTES, TOO_LARGE
from adapters.documents.worker import OUT_OF_MEMORY, Question
from domain.importing.draft import DraftPlan
from domain.importing.given import InvalidColumn
from domain.importing.keys import InvalidPlanCode
from domain.importing.raw import UnreadableDocument
from domain.importing.roster import ListedPerson
from domain.importing.transfer import draft_from_json
from domain.speech import marked
from domain.uploads import CheckSheetGiven, PeopleGiven, ReaderBroke

OnProgress = Callable[[int, int], None]

_LOOK_EVERY = 0.1  # seconds between two looks whether the caller still wants the answer
_MOST_ANSWER = 200 << 20  # bytes of a draft that are taken from the process
_AT_ONCE = threading.BoundedSemaphore(2)  # files that are read at the same time; others wait
# What Python itself and its libraries need; everything else of the environment, tokens above all, stays here.
_ENVIRONMENT = ("SYSTEMROOT", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "__PYVENV_LAUNCHER__")
_TOO_BIG = marked("This file needs more memory than a plan should. Copy only the plan into a new file, and try again.")
_STOPPED = marked("Reading was stopped. Nothing was kept of this file.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds on the clock, megabytes of memory (of addresses, on Linux).

    A person is promised an answer within 30 seconds; the rest is for the start of Python around it.
    """

    seconds: float = 25
    megabytes: int = 500


class Stop(Protocol):
    """Whatever can say that nobody wants the answer any more; a `threading.Event` does."""

    def is_set(self) -> bool:
        """Should reading stop?"""
        ...


LIMITS = Limits()


def read_plan_safely(
    content: bytes,
    filename: str,
    *,
    plan_code: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_progress: OnProgress | None = None,
    limits: Limits = LIMITS,
    stop: Stop | None = None,
) -> DraftPlan:
    """Read a file as a plan in a process of its own; blocks for at most `limits.seconds` once it is its turn.

    `columns` are roles (`ColumnRole` or its text) that a person gave to headings; `on_progress(done, all)` hears about
    rows, in the calling thread; setting `stop` from another thread kills the process within a moment. From a coroutine
    use `read_plan_aside`. Raises `UnreadableDocument` (also where a limit is met or reading was stopped; `ReaderBroke`
    where the fault is ours: the caller writes it to the log with its own name of the file), `InvalidPlanCode` and
    `InvalidColumn`, all with a sentence for the person who sent the file.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    while not _AT_ONCE.acquire(timeout=_LOOK_EVERY):
        if stop is not None and stop.is_set():
            raise UnreadableDocument(_STOPPED)
    until = time.monotonic() + limits.seconds  # for making an old file anew and for reading it, together
    try:
        renewed = renew(content, limits.seconds, stop)  # the process that reads may start no other
        content = renewed.content if renewed else content
        question = Question(
            name=filename,
            size=len(content),
            plan_code=plan_code,
            columns={heading: str(role) for heading, role in (columns or {}).items()},
            seconds=limits.seconds,
            megabytes=limits.megabytes,
        )
        draft = _ask(question, content, until, on_progress, stop)
        return replace(draft, notes=(*draft.notes, renewed.note)) if renewed else draft
    finally:
        _AT_ONCE.release()


async def read_plan_aside(
    content: bytes,
    filename: str,
    *,
    plan_code: str | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> DraftPlan:
    """`read_plan_safely` for a coroutine: the loop goes on, and cancelling the task kills the process."""
    stop = threading.Event()
    read = partial(read_plan_safely, content, filename, plan_code=plan_code, columns=columns, limits=limits, stop=stop)
    try:
        return await asyncio.to_thread(read)
    finally:
        stop.set()


def _ask(
    question: Question, content: bytes, until: float, on_progress: OnProgress | None, stop: Stop | None
) -> DraftPlan:
    process = subprocess.Popen(  # our own interpreter, our own module, nothing of the user's on the line
        [sys.executable, "-P", "-B", "-X", "utf8", "-m", "adapters.documents.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the plan
        env=_environment(),
        start_new_session=sys.platform != "win32",  # a group of its own, to be killed with all it started
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the reader was started without its pipes")
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    talk = (
        threading.Thread(target=_send, args=(process.stdin, question, content), daemon=True),
        threading.Thread(target=_listen, args=(process.stdout, lines), daemon=True),
    )
    try:
        for thread in talk:
            thread.start()
        answer = _answer(lines, until, question["seconds"], on_progress, stop)
    finally:
        _kill(process)
        for thread in talk:
            thread.join()
        with suppress(OSError):  # what it did not hear was still waiting in the pipe
            process.stdin.close()
        process.stdout.close()
    return _understood(answer, process.returncode, question)


def _answer(
    lines: queue.SimpleQueue[bytes], until: float, seconds: float, on_progress: OnProgress | None, stop: Stop | None
) -> bytes:
    """The last line of the process; empty if it ended without one. `seconds` is how long it may take in all."""
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise UnreadableDocument(
                f"Reading this file took longer than {seconds:g} seconds, so it was stopped. "
                "Copy only the plan into a new file, and try again."
            )
        if stop is not None and stop.is_set():
            raise UnreadableDocument(_STOPPED)
        try:
            line = lines.get(timeout=min(left, _LOOK_EVERY))
        except queue.Empty:
            continue
        if not line.startswith(b"p"):
            return line
        if on_progress is not None:
            done, total = json.loads(line[1:])
            on_progress(int(done), int(total))


def _understood(answer: bytes, code: int, question: Question) -> DraftPlan:
    kind, words = answer[:1], answer[1:].rstrip(b"\n")
    if kind == b"d" and answer.endswith(b"\n"):
        return draft_from_json(words)
    if kind == b"s":
        raise CheckSheetGiven([(int(row), str(mark), str(text)) for row, mark, text in json.loads(words)])
    if kind == b"l":
        raise PeopleGiven([ListedPerson(int(row), *map(str, texts)) for row, *texts in json.loads(words)])
    if kind == b"u":
        raise UnreadableDocument(words.decode())
    if kind == b"c":
        raise InvalidPlanCode(words.decode())
    if kind == b"h":
        raise InvalidColumn(words.decode())
    # PDFium aborts where it gets no memory.
    if kind == b"m" or code in (OUT_OF_MEMORY, -signal.SIGABRT) or len(answer) >= _MOST_ANSWER:
        raise UnreadableDocument(_TOO_BIG)
    raise ReaderBroke((words.decode() if kind == b"x" else "") or f"exit {code}")


def _send(out: IO[bytes], question: Question, content: bytes) -> None:
    """Ask; the pipe stays open, because its end tells the process that nobody waits any more."""
    try:
        out.write(json.dumps(question).encode() + b"\n")
        out.write(content)
        out.flush()
    except OSError:  # it ended before it had heard all
        return


def _listen(answers: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    line = b"p"
    while line.startswith(b"p"):
        line = answers.readline(_MOST_ANSWER)
        lines.put(line)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started; harmless if it has ended by itself."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)  # not reaped yet, so the number is still its own
        except (ProcessLookupError, PermissionError):  # gone already; macOS says so of a zombie in its own way
            process.kill()
    process.wait()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    path = [os.path.abspath(entry or os.curdir) for entry in sys.path]
    return {**kept, "PYTHONPATH": os.pathsep.join(path), "MALLOC_ARENA_MAX": "2"}
