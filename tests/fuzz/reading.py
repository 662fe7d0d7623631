"""A process that reads whatever it is given, and says how that went: in words, seconds and megabytes."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

_SENTENCE = re.compile(r"[A-Z“].{10,400}[.?”]", re.S)
_MOST_ADDRESSES = 3 << 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """`fault` is empty where a plan or a kind sentence came out; else it says what came instead."""

    fault: str
    seconds: float
    megabytes: float
    read: bool


def read(data: bytes, name: str) -> bool:
    """Read as a plan, to the form in which it travels; `False` where it is refused with a sentence.

    Raises:
        AssertionError: the draft changes on its way, or the sentence is none.
    """
    from adapters.documents import read_document
    from domain.importing import UnreadableDocument, read_plan
    from domain.importing.transfer import draft_from_json, draft_to_json

    try:
        draft = read_plan(read_document(data, name))
    except UnreadableDocument as refusal:
        sentence = str(refusal)
    else:
        assert draft_from_json(draft_to_json(draft)) == draft
        return True
    assert _SENTENCE.fullmatch(sentence), sentence
    return False


def serve(calls: Connection) -> None:
    """Answer until nobody asks any more."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))
    while True:
        try:
            name, data = calls.recv()
        except EOFError:
            return
        calls.send(_tried(lambda data=data, name=name: read(data, name)))  # type: ignore[misc]  # bound at once


def _tried(work: Callable[[], bool]) -> Outcome:
    forget_peak()
    began = time.process_time()
    fault, is_read = "", False
    try:
        is_read = work()
    except MemoryError:
        fault = "MemoryError"
    except BaseException:
        fault = traceback.format_exc()
    return Outcome(fault, time.process_time() - began, peak(), is_read)


def forget_peak() -> None:
    """Let the peak of memory begin anew (Linux)."""
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5", "ascii")


def peak() -> float:
    """The most memory since then, in megabytes; 0 where the system doesn't say."""
    path = Path("/proc/self/status")
    lines = path.read_text("ascii", "replace").splitlines() if path.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
