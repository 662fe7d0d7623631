"""The log of a real run: ids, never what people wrote, and no secret."""

from __future__ import annotations

import io
import logging
import re
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.log_lines import to_stream
from bot.playground.faults import Fault
from bot.playground.world import World
from domain.actions import ActionRow
from domain.people import EVERYTHING
from tests.e2e.speakers import SlackSpeaker, TeamsSpeaker
from tests.worlds import a_world

CANARY = "canary-7f3d9c"


def test_the_log_holds_no_contents_and_no_secrets(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), a_world(tmp_path) as world:
        for speaker in (SlackSpeaker(world, "Mary Khan"), TeamsSpeaker(world, "Mary Khan")):
            speaker.say(f"update 1 {CANARY} seen at the board")
            speaker.say(f"date 2 30 June 2030 because {CANARY}")
            speaker.say(f"find {CANARY}")
            speaker.say(f"{CANARY} is no command")
        world.slack.fail("chat.postMessage", Fault.rate_limited(1), times=1)
        world.teams.fail("sendToConversation", Fault.server_error(), times=1)
        world.move_to(world.next_working_day())
        world.slack.wait_for(lambda: len(world.slack.messages(world.slack_channel)) > 1, timeout=30)
        secrets = {
            world.slack.signing_secret,
            world.slack.bot_token,
            world.teams.app_password,
            world.settings.secret_key.get_secret_value() if world.settings.secret_key else "-",
        }
        wordings = [row.text for row in _rows(world)]
    # Bolt, aiohttp and SQLAlchemy write here as well: what they say counts too
    log = "\n".join(f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert "actionlog." in log, "nothing of ours was logged, so this proves nothing"
    assert CANARY not in log
    assert not [secret for secret in secrets if secret in log]
    assert not [words for words in wordings if words and words in log]


def test_a_traceback_says_where_and_not_what() -> None:
    written = io.StringIO()
    log = logging.Logger("actionlog.tried")
    log.addHandler(to_stream(written))
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error
    except KeyError:
        log.exception("a turn failed")
    assert CANARY not in written.getvalue()
    assert {"a turn failed", "test_logs.py", "KeyError", "ValueError"} <= set(
        re.findall(r"a turn failed|test_logs\.py|\w+Error", written.getvalue())
    )


def test_a_request_that_is_no_http_leaves_no_words_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), a_world(tmp_path) as world:
        address = world.bot.url.removeprefix("http://").split(":")
        for raw in (
            f"POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {CANARY}{'x' * 9000}\r\n\r\n",
            f"POST /slack/events HTTP/1.1\r\nHost: x\r\n{CANARY}\x01: 1\r\n\r\n",
            f"GET /{CANARY * 900} HTTP/1.1\r\nHost: x\r\n\r\n",
            f"{CANARY} nothing of the kind\r\n\r\n",
        ):
            with socket.create_connection((address[0], int(address[1])), timeout=60) as wire:
                wire.sendall(raw.encode())
                assert wire.recv(12).endswith(b" 400"), raw[:40]
        with socket.create_connection((address[0], int(address[1])), timeout=60) as wire:  # who hangs up in the middle
            wire.sendall(f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{CANARY}".encode())
        assert SlackSpeaker(world, "Mary Khan").say("mine").startswith("Your actions")
        gone = "a request could not be read (ConnectionResetError)"
        world.slack.wait_for(lambda: gone in caplog.text, what="the one who hung up")
    records = [record for record in caplog.records if record.name.startswith("actionlog.http")]
    assert {record.levelno for record in records} <= {logging.WARNING, logging.DEBUG}
    said = {record.getMessage() for record in records}
    assert {"a request could not be read (LineTooLong)", "a request could not be read (ConnectionResetError)"} <= said
    log = "\n".join(
        f"{record.getMessage()} {record.exc_text or ''} {record.exc_info or ''}" for record in caplog.records
    )
    assert CANARY not in log


def _rows(world: World) -> Sequence[ActionRow]:
    with world.store.reading(world.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        return uow.actions.rows(
            [action.id for key in sorted(uow.actions.keys()) if (action := uow.actions.by_key(key))]
        )
