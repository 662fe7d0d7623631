"""What can go wrong while a plan is given in chat: crashes, repeats, strangers, files that are none."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.playground.people import ADMINISTRATOR
from bot.playground.world import RunningBot, World
from domain.people import EVERYTHING
from tests.adapters.documents.test_safely import children
from tests.e2e.importers import ALL, PLAN, Importer, OnSlack, OnTeams
from tests.worlds import a_world

BOTH = pytest.mark.parametrize("kind", ALL, ids=[each.platform for each in ALL])
CANARY = "Xanthippe Quillfeather"
PAGE = """<div><p>import QUAY</p><table><tr><th>Ref</th><th>Action</th><th>Lead</th><th>Due date</th></tr>
<tr><td>1</td><td>Agree the survey of the quay wall</td><td>Jo Marsh</td><td>30 June 2030</td></tr>
<tr><td>2</td><td>Write to every shop about the works</td><td>Priya Nair</td><td>31 March 2031</td></tr>
</table></div>"""


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    with a_world(tmp_path, database_url=database_url) as running:
        yield running
        running.slack.check()
        running.teams.check()


@contextmanager
def another_bot(world: World, *, instead: bool) -> Iterator[RunningBot]:
    """A further process on the same database; `instead` of the one that runs, which is stopped first."""
    if instead:
        world.bot.stop()
    bot = RunningBot(world.settings, world.store, world.clock)
    bot.start()
    if instead:
        world.slack.deliver_to(bot.url)
        world.teams.deliver_to(bot.url)
    try:
        yield bot
    finally:
        bot.stop()


def fetched(world: World) -> int:
    """How often a file was asked for."""
    return len(world.slack.wire.matching("files.info")) + len(world.teams.wire.matching("download"))


def codes(world: World) -> set[str]:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        return {plan.code for plan in uow.plans.all()}


@BOTH
def test_what_was_given_before_a_restart_is_read_after_it(
    world: World, kind: type[Importer], monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = kind(world, ADMINISTRATOR)
    with monkeypatch.context() as patched:

        async def nobody() -> list[str]:
            return []

        patched.setattr("bot.server.kinds_for", lambda *_: nobody)
        with another_bot(world, instead=True):  # it takes files, but is gone before it reads them
            grace.give("renewal.txt", PLAN.encode(), "import HSR")
            grace.wait("I'm reading")
    assert fetched(world) == 0
    with another_bot(world, instead=True):
        grace.wait("It is the draft HSR")
        assert fetched(world) == 1
    with another_bot(world, instead=True):  # and the conversation goes on after another one
        grace.press("Import good rows")
        grace.wait("^5 actions are in the draft HSR")
        grace.press("Go live")
        grace.wait("HSR is live")


@BOTH
def test_two_processes_and_a_repeated_delivery_make_one_plan(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    with another_bot(world, instead=False) as second:
        exchange = grace.give("renewal.txt", PLAN.encode(), "import HSR")
        assert exchange is not None
        pretend = world.slack if kind is OnSlack else world.teams
        pretend.deliver_to(second.url)
        for retry in (1, 2):
            if kind is OnSlack:
                world.slack.redeliver(exchange, retry=retry)
            else:
                world.teams.send(world.teams.requests.signed(exchange.payload))
        grace.wait("It is the draft HSR")
    assert fetched(world) == 1
    assert len([words for words in grace.all_words() if "I found 5 actions" in words]) == 1


@BOTH
@pytest.mark.parametrize("name", ["Mary Khan", "Dev Shah", "Sam Reid (guest)"])
def test_who_may_not_is_refused_before_anything_is_fetched(world: World, kind: type[Importer], name: str) -> None:
    somebody = kind(world, name)
    somebody.give("renewal.txt", PLAN.encode(), "import HSR")
    said = somebody.wait(".")
    if name.startswith("Sam"):
        assert "Guest accounts can't use Action Log" in said
    else:
        assert "so I have not looked at it. Please ask Grace Dunn." in said
    assert fetched(world) == 0
    assert codes(world) == {"AMB"}


@BOTH
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("minutes.txt", b"Nothing was decided.\n", "I found no actions in this text"),
        ("slides.zip", b"PK\x05\x06" + bytes(18), "ZIP archive"),
        ("plan.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "old Word file"),
        ("empty.txt", b" ", "This file is empty"),
    ],
)
def test_what_can_not_be_read_is_told_kindly(
    world: World, kind: type[Importer], name: str, content: bytes, words: str
) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give(name, content)
    assert words in grace.wait("couldn't take|no action")
    assert codes(world) == {"AMB"}


@pytest.mark.skipif(sys.platform != "linux", reason="finds the reader's process in /proc")
def test_where_the_reader_breaks_the_fault_is_ours_and_the_log_names_the_file(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="actionlog")
    before, killed = children(), threading.Event()

    def kill() -> None:
        while not (started := children() - before):
            time.sleep(0.001)
        os.kill(started.pop(), signal.SIGSEGV)
        killed.set()

    threading.Thread(target=kill, daemon=True).start()
    grace = OnSlack(world, ADMINISTRATOR)
    rows = "".join(f"{row}\tPaint {CANARY} of hall {row}\tJo Marsh\t30 June 2030\n" for row in range(1, 20_000))
    grace.give("halls.txt", f"Ref\tAction\tLead\tDue date\n{rows}".encode(), "import HSR")
    said = grace.wait("couldn't take in halls.txt")
    assert killed.is_set()
    assert "the fault is mine, not yours" in said
    number = re.search(r"the number (\w{26})", said)
    assert number is not None
    assert f"the reader broke on upload {number[1]}" in caplog.text
    assert CANARY not in caplog.text
    assert codes(world) == {"AMB"}


@BOTH
def test_a_picture_is_not_fetched(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    if kind is OnSlack:
        grace.give("plan.png", b"\x89PNG")
    else:
        activity = world.teams.requests.message("", user=grace.user, conversation=grace.chat)  # type: ignore[attr-defined]  # both have them
        picture = {
            "contentType": "image/png",
            "contentUrl": f"{world.teams.service_url}v3/attachments/1/views/original",
        }
        world.teams.send(world.teams.requests.signed({**activity, "attachments": [picture]}))
    grace.wait("This is a picture")
    assert fetched(world) == 0


@BOTH
def test_a_file_beside_a_command_leaves_the_command_alone(world: World, kind: type[Importer]) -> None:
    mary = kind(world, "Mary Khan")
    mary.give("photo.png", b"\x89PNG", "done AMB-1: see the photo")
    mary.wait("AMB-1")
    assert "complete" in mary.all_words()[-1].casefold()
    assert fetched(world) == 0


@BOTH
def test_pasted_lines_after_import_are_read(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.say(f"import QUAY\n{PLAN}")
    grace.wait("I found 5 actions in “Harbour Street Renewal Plan”")
    assert "It is the draft QUAY" in grace.all_words()[-1]
    grace.press("Discard")
    grace.wait("Discard the draft QUAY")
    grace.press("Discard QUAY")
    grace.wait("Discarded")
    assert codes(world) == {"AMB"}


@BOTH
def test_what_comes_with_letters_that_are_no_code_is_read_all_the_same(kind: type[Importer], tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        grace = kind(world, ADMINISTRATOR)
        grace.give("renewal.txt", PLAN.encode(), "import MAR")
        said = grace.find("MAR reads as a day or a month")
        assert "I shall ask you for another code" in said
        assert "I'm reading renewal.txt" in said
        grace.find("Which short code shall the plan have")
        grace.give("again.txt", PLAN.encode(), "import HSR2031")
        assert "2 to 5 letters without digits" in grace.find("I'm reading again.txt")
        grace.say(f"import MAR\n{PLAN}")
        assert "MAR reads as" in grace.find("I'm reading what you pasted")


@BOTH
def test_a_table_without_a_word_is_asked_about(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.say(PLAN)
    grace.wait("Shall I read this as a plan")
    grace.press("No")
    grace.wait("forgot it")
    grace.say(PLAN)
    grace.wait("Shall I read this as a plan")
    grace.press("Yes, read it")
    grace.wait("Which short code")
    mary = kind(world, "Mary Khan")
    mary.say(PLAN)
    assert "Shall I read" not in mary.wait(".")


def test_a_table_pasted_into_teams_is_read_as_html(world: World) -> None:
    grace = OnTeams(world, ADMINISTRATOR)
    world.teams.paste(PAGE, "import QUAY Ref Action Lead Due date 1 Agree the survey ...", user=grace.user)
    grace.wait("Shall I read this as a plan|I found 2 actions")
    world.teams.paste(PAGE, "import QUAY", user=grace.user)
    grace.wait("I found 2 actions")


def test_a_table_block_in_slack_is_read_cell_by_cell(world: World) -> None:
    grace = OnSlack(world, ADMINISTRATOR)
    rows = [line.split("\t") for line in PLAN.splitlines()[2:]]
    block = {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]}
    channel = world.slack.direct(grace.user).id
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": channel,
        "user": grace.user,
        "text": "import QUAY",
        "ts": "1795251600.000900",
        "attachments": [{"blocks": [block]}],
    }
    assert world.slack.event(event).ok
    grace.wait("I found 5 actions")


@BOTH
def test_it_is_left_today_and_resumed_tomorrow(world: World, kind: type[Importer]) -> None:
    grace = kind(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")
    world.move_to(world.next_working_day())
    grace.say("import")
    grace.find("1 plan is waiting for you")
    grace.press("Go on with HSR")
    grace.find("5 actions are in the draft HSR")
    assert "Import good rows" in grace.labels()


@BOTH
def test_nothing_of_a_document_is_in_the_log(
    world: World, kind: type[Importer], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="actionlog")
    grace = kind(world, ADMINISTRATOR)
    name = f"{CANARY}.txt"
    grace.give(name, PLAN.replace("Jo Marsh", CANARY).encode(), "import HSR")
    grace.wait("It is the draft HSR")
    grace.give(name, f"{CANARY} has nothing to do".encode())
    grace.wait("couldn't take in")
    assert CANARY.split()[0] not in caplog.text
    assert "tempauth" not in caplog.text


def test_an_address_that_has_expired_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.teams_files.ADDRESS_SECONDS", -1.0)
    grace = OnTeams(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    assert "no longer good" in grace.wait("couldn't take in renewal.txt")


def test_the_bytes_are_gone_when_they_have_served(world: World) -> None:
    grace = OnSlack(world, ADMINISTRATOR)
    grace.give("renewal.txt", PLAN.encode(), "import HSR")
    grace.wait("It is the draft HSR")

    def kept() -> list[bytes | None]:
        with world.store.reading(world.organisation.id) as uow:
            uow.see_with(EVERYTHING)
            uploads = [uow.uploads.by_key(key) for key in _keys(world)]
            return [uow.uploads.content(one.id) for one in uploads if one]

    assert kept() == [PLAN.encode()]
    grace.press("Import good rows")
    grace.wait("^5 actions")
    assert kept() == [PLAN.encode()], "it can still be read again"
    grace.press("Go live")
    grace.wait("HSR is live")
    assert kept() == [None]


def _keys(world: World) -> list[str]:
    message = next(one for one in world.slack.messages(world.slack.direct("U0GRACE001").id) if one.files)
    return [f"slack:{file['id']}:{message.ts}" for file in message.files]
