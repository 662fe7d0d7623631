"""Reading in a process of its own: the same draft, the same sentences, and nothing left behind when it is ended."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from adapters.documents import read_document, safely
from adapters.documents.safely import LIMITS, Limits, read_plan_aside, read_plan_safely
from domain.importing import InvalidColumn, InvalidPlanCode, UnreadableDocument, read_plan
from domain.uploads import ReaderBroke
from tests.adapters.documents.office import Word
from tests.adapters.documents.pdfs import printed
from tests.adapters.documents.test_hostile_workbooks import WORKBOOK

HEAD = ["Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG"]
ROWS = [HEAD, ["1", "Crews are tired", "Write a rota", "Ada Prone", "30/06/2026", "Amber"]]
CSV = "\n".join(",".join(row) for row in ROWS).encode()
PLANS = Path(__file__).parents[2] / "fixtures" / "plans"


def word_file() -> bytes:
    word = Word("Ferry Service Improvement Plan")
    word.table(*ROWS)
    return word.bytes()


def children() -> set[int]:
    """The processes that this one has started and that are not gone."""
    found = set()
    for entry in Path("/proc").iterdir():
        with suppress(OSError):  # gone while we look
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.add(int(entry.name))
    return found


linux = pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")


@pytest.fixture
def nothing_left() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", word_file()),
        ("plan.xlsx", WORKBOOK),
        ("plan.pdf", printed(ROWS, titles=["Ferry Service Improvement Plan"])),
        ("plan.csv", CSV),
        *((path.name, path.read_bytes()) for path in sorted(PLANS.glob("1[01]*.txt"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_draft_is_the_same_as_without_a_process(name: str, content: bytes) -> None:
    assert read_plan_safely(content, name, plan_code="FSP") == read_plan(read_document(content, name), plan_code="FSP")


def test_roles_that_a_person_gave_are_used() -> None:
    draft = read_plan_safely(
        b"Ref,Action,Stuff\n1,Paint,Ann Fell\n2,Mend,Bob Marsh\n", "a.csv", columns={"Stuff": "lead"}
    )
    assert [lead.name for action in draft.actions for lead in action.leads] == ["Ann Fell", "Bob Marsh"]


def test_a_column_that_the_file_does_not_have_is_said_as_such() -> None:
    with pytest.raises(InvalidColumn, match="This document has no column “Owner”"):
        read_plan_safely(CSV, "plan.csv", columns={"Owner": "lead"})


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    read_plan_safely(CSV, "plan.csv", on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1, 1)


def test_what_can_not_be_read_is_said_in_the_reader_s_words() -> None:
    with pytest.raises(UnreadableDocument, match="picture"):
        read_plan_safely(b"\x89PNG and more", "plan.docx")
    with pytest.raises(UnreadableDocument, match="25 MB"):
        read_plan_safely(bytes(25_000_001), "plan.docx")
    with pytest.raises(InvalidPlanCode, match="2 to 5 letters"):
        read_plan_safely(CSV, "plan.csv", plan_code="a plan")


@linux
def test_too_slow_is_ended_and_said(nothing_left: None) -> None:
    with pytest.raises(UnreadableDocument, match=r"longer than 0\.01 seconds.*Copy only the plan"):
        read_plan_safely(CSV, "plan.csv", limits=Limits(seconds=0.01))


def test_the_limit_leaves_time_for_the_start_of_the_command() -> None:
    assert LIMITS.seconds <= 25, "30 seconds are promised for the whole of it"


@linux
def test_making_an_old_file_anew_counts(monkeypatch: pytest.MonkeyPatch, nothing_left: None) -> None:
    now = time.monotonic
    late = [0.0]

    def slow(content: bytes, seconds: float, stop: object) -> None:
        late[0] = seconds

    monkeypatch.setattr(safely, "renew", slow)
    monkeypatch.setattr(safely, "time", SimpleNamespace(monotonic=lambda: now() + late[0]))
    with pytest.raises(UnreadableDocument, match="longer than 25 seconds"):
        read_plan_safely(CSV, "plan.csv")


@linux
def test_too_big_is_ended_and_said(nothing_left: None) -> None:
    wide = b"Ref,Action,Lead\n" + b"1,Paint,Ann Fell\n" * 200_000
    with pytest.raises(UnreadableDocument, match=r"more memory.*Copy only the plan"):
        read_plan_safely(wide, "plan.csv", limits=Limits(megabytes=70))


@linux
def test_a_reader_that_is_killed_is_said(nothing_left: None, caplog: pytest.LogCaptureFixture) -> None:
    content = b"Ref,Action,Lead\n" + b"1,Paint,Ann Fell\n" * 200_000
    before = children()
    killed = threading.Event()

    def kill() -> None:
        while not (started := children() - before):
            time.sleep(0.001)
        os.kill(started.pop(), 9)
        killed.set()

    threading.Thread(target=kill).start()
    with pytest.raises(ReaderBroke, match="the fault is mine") as broke:
        read_plan_safely(content, "plan.csv")
    assert broke.value.place == "exit -9"
    assert killed.wait(5)
    assert "Ann Fell" not in caplog.text


@linux
def test_stopping_ends_it_within_a_moment(nothing_left: None) -> None:
    stop = threading.Event()
    stop.set()
    begun = time.monotonic()
    with pytest.raises(UnreadableDocument, match="stopped"):
        read_plan_safely(CSV * 20_000, "plan.csv", stop=stop)
    assert time.monotonic() - begun < 20, "it takes 25 seconds where nobody stops it"


@linux
async def test_a_cancelled_task_leaves_no_process() -> None:
    before = children()
    task = asyncio.create_task(read_plan_aside(CSV * 20_000, "plan.csv"))
    while not children() - before:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    while children() - before:  # it ends, or the test never does
        await asyncio.sleep(0)


async def test_a_coroutine_gets_the_draft() -> None:
    assert len((await read_plan_aside(CSV, "plan.csv")).actions) == 1


@linux
async def test_the_process_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    before = children()
    task = asyncio.create_task(read_plan_aside(CSV * 20_000, "plan.csv"))
    seen = b""
    while b"PYTHONPATH" not in seen:  # until it has become the reader
        for number in children() - before:
            with suppress(OSError):
                seen = Path(f"/proc/{number}/environ").read_bytes()
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert b"secret" not in seen


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_the_process_reaches_nobody(deed: str) -> None:
    code = f"import sys; from adapters.documents import worker; sys.addaudithook(worker._forbid); {deed}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "PermissionError: the reader of plans may not do that" in ran.stderr


def test_a_file_is_read_without_what_the_bot_needs_besides() -> None:
    code = (
        "import sys; from adapters.documents import read_document; from domain.importing import read_plan;"
        "read_plan(read_document(b'Ref\\tAction\\tLead\\n1\\tPaint the hall\\tAda Brook\\n', 'plan.tsv'));"
        "print(*sorted({'pydantic', 'sqlalchemy', 'aiohttp', 'slack_bolt'} & set(sys.modules)), 'end')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.stdout.split() == ["end"], ran.stderr
