"""The process that reads one plan and ends: `python -m adapters.documents.worker`, started by `read_plan_safely`.

It gets a question on its standard input and answers on its standard output, both as JSON; it holds no secret, may
not reach the network, and whatever a hostile file does to it, it does to nobody else.

The question is a line of JSON (`Question`) followed by the bytes of the file. Answers are lines that begin with a
letter: `p` progress, `d` the draft, `s` a check sheet's answers, `l` a list of people, `u` a sentence why the file
can't be read, `c` a sentence why the plan's code can't be used, `h` one why what was said of a column can't be, `m` out
of memory, `x` the place in our code where an error came from, never its words.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from domain.importing.raw import RawDocument

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "pty.spawn")
_TELL_EVERY = 0.1  # seconds between two lines of progress
_LOOK_EVERY = 0.05  # seconds between two looks at the memory
_NEW_OBJECTS = 10_000  # before garbage is looked for; with Python's 700 a tenth of the time went there, for nothing


class Question(TypedDict):
    """What is asked; `size` is the length of the file in bytes, `columns` maps headings to roles."""

    name: str
    size: int
    plan_code: str | None
    columns: dict[str, str]
    seconds: float
    megabytes: int


def main() -> None:
    """Answer one question and end."""
    gc.set_threshold(_NEW_OBJECTS)
    answers = _answers_only()
    question, content = _asked()
    # Whoever asked holds the other end open; it closes when they are gone, and then nobody waits for an answer.
    threading.Thread(target=_end_when_left, daemon=True).start()
    _limit(question["seconds"], question["megabytes"])
    sys.addaudithook(_forbid)
    try:
        kind, words = _read(question, content, answers)
    except MemoryError:
        kind, words = b"m", b""
    _say(answers, kind, words)
    os._exit(0)  # the thread still listens, so an ordinary end would wait


def _read(question: Question, content: bytes, answers: int) -> tuple[bytes, bytes]:
    from adapters.documents.check_sheet import is_check_sheet, read_sheet
    from adapters.documents.read import read_document
    from domain.importing import InvalidColumn, InvalidPlanCode, UnreadableDocument, read_plan
    from domain.importing.draft import ColumnRole
    from domain.importing.roster import people_in

    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done == total or time.monotonic() - told > _TELL_EVERY:
            told = time.monotonic()
            _say(answers, b"p", json.dumps([done, total]).encode())

    try:
        document: RawDocument = read_document(content, question["name"])
        if is_check_sheet(document):
            return b"s", json.dumps(read_sheet(content, document)).encode()
        if people := people_in(document):
            return b"l", json.dumps([[one.row, one.printed, one.name, one.email] for one in people]).encode()
        columns = {heading: ColumnRole(role) for heading, role in question["columns"].items()}
        draft = read_plan(document, plan_code=question["plan_code"], columns=columns or None, on_progress=tell)
        del document
        return b"d", _as_json(draft)
    except UnreadableDocument as error:
        return b"u", str(error).encode()
    except InvalidPlanCode as error:
        return b"c", str(error).encode()
    except InvalidColumn as error:
        return b"h", str(error).encode()
    except MemoryError:
        raise
    except Exception as error:  # a defect of ours; its own words may quote the plan
        return b"x", _place(error).encode()


def _as_json(draft: Any) -> bytes:
    from domain.importing.transfer import draft_to_json

    return draft_to_json(draft)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return type(error).__name__ + place


def _answers_only() -> int:
    """A way out for answers alone: whatever a library prints goes nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _asked() -> tuple[Question, bytes]:
    head = bytearray()
    while not head.endswith(b"\n"):
        letter = os.read(0, 1)
        if not letter:
            os._exit(1)
        head += letter
    question: Question = json.loads(head)
    content = bytearray()
    while len(content) < question["size"]:
        chunk = os.read(0, min(1 << 20, question["size"] - len(content)))
        if not chunk:
            os._exit(1)
        content += chunk
    return question, bytes(content)


def _say(answers: int, kind: bytes, words: bytes) -> None:
    line = memoryview(kind + words.replace(b"\n", b" ") + b"\n")
    while line:
        line = line[os.write(answers, line) :]


def _end_when_left() -> None:
    while os.read(0, 1024):
        pass
    os._exit(1)


def _forbid(event: str, _args: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError("the reader of plans may not do that")


def _limit(seconds: float, megabytes: int) -> None:
    """Limits that the system keeps, where it can; a thread that watches the memory, where it can't."""
    if sys.platform == "win32":
        threading.Thread(target=_watch_memory, args=(megabytes,), daemon=True).start()
        return
    import resource

    most = megabytes << 20
    _lower(resource.RLIMIT_CPU, int(seconds) + 2)
    _lower(resource.RLIMIT_FSIZE, 0)  # it writes no file
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, most)
    else:  # macOS takes the limit of addresses, but does not keep it
        threading.Thread(target=_watch_memory, args=(megabytes,), daemon=True).start()


def _lower(what: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))


def _watch_memory(megabytes: int) -> None:
    while _peak_bytes() < megabytes << 20:
        time.sleep(_LOOK_EVERY)
    os._exit(OUT_OF_MEMORY)


OUT_OF_MEMORY = 77  # the exit code of a process that ended itself for its memory


def _peak_bytes() -> int:
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = (
                ("cb", wintypes.DWORD),
                ("PageFaultCount", wintypes.DWORD),
                ("PeakWorkingSetSize", ctypes.c_size_t),
                ("WorkingSetSize", ctypes.c_size_t),
                ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
                ("QuotaPagedPoolUsage", ctypes.c_size_t),
                ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
                ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
                ("PagefileUsage", ctypes.c_size_t),
                ("PeakPagefileUsage", ctypes.c_size_t),
            )

        counters = Counters(cb=ctypes.sizeof(Counters))
        process = ctypes.windll.kernel32.GetCurrentProcess
        process.restype = wintypes.HANDLE
        ask = ctypes.windll.kernel32.K32GetProcessMemoryInfo
        ask.argtypes = (wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD)
        return int(counters.PeakPagefileUsage) if ask(process(), ctypes.byref(counters), counters.cb) else 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
