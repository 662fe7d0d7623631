"""E-mail, sent to a real little server on this machine."""

from __future__ import annotations

import asyncio
import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy

import pytest

from adapters.email.poster import EmailConfig, EmailPoster
from domain.ids import OrganisationId, OutboxId
from domain.people import Platform
from domain.posting import Destination, Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.views import Heading, Paragraph, Reply


@dataclass
class Server:
    """A mail server of a few lines; `answers` says what it gives to a command instead of 250, or hangs up."""

    port: int = 0
    letters: list[bytes] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)


@contextmanager
def mail_server() -> Iterator[Server]:
    server = Server()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line.split()[0].decode().upper() if line.split() else ""
                answer = server.answers.get(word, "250 fine")
                if word == "DATA" and answer.startswith("250"):
                    self.wfile.write(b"354 go on\r\n")
                    letter = b""
                    while not letter.endswith(b"\r\n.\r\n"):
                        letter += self.rfile.readline()
                    if server.answers.get("END") == "hang up":
                        return
                    answer = server.answers.get("END", "250 taken")
                    if answer.startswith("250"):
                        server.letters.append(letter.removesuffix(b"\r\n.\r\n"))
                if word == "QUIT":
                    answer = "221 bye"
                self.wfile.write(f"{answer}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        server.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


def posting(to: str = "imogen.vale@example.gov.uk", *, subject: str = "Action Log: 1 action for you") -> Posting:
    return Posting(
        id=OutboxId("1"),
        organisation_id=OrganisationId("o"),
        key="mail:1",
        destination=Destination(Platform.EMAIL, "o", to),
        reply=Reply(elements=(Heading(text=subject), Paragraph(text="There is 1 action for you: NRP-1."))),
    )


def send(server: Server, letter: Posting) -> str:
    async def run() -> str:
        config = EmailConfig("127.0.0.1", "actionlog@example.gov.uk", server.port, security="none")
        async with EmailPoster.open(config) as poster:
            return await poster.post(letter)

    return asyncio.run(run())


def test_a_letter_arrives_in_plain_text_and_a_repeat_is_known_by_its_id() -> None:
    with mail_server() as server:
        first = send(server, posting())
        assert send(server, posting()) == first
    read = email.message_from_bytes(server.letters[0], policy=policy.default)
    assert read["To"] == "imogen.vale@example.gov.uk"
    assert read["Subject"] == "Action Log: 1 action for you"
    assert read["Auto-Submitted"] == "auto-generated"
    assert "There is 1 action for you: NRP-1." in read.get_content()
    assert read["Message-ID"] == first


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"RCPT": "550 nobody here"}, PostingFailed),
        ({"RCPT": "450 later"}, PostingDelayed),
        ({"MAIL": "421 busy"}, PostingDelayed),
        ({"END": "554 refused"}, PostingFailed),
        ({"END": "451 try again"}, PostingDelayed),
        ({"END": "hang up"}, PostingUnclear),
    ],
)
def test_what_a_server_says_is_understood(answers: dict[str, str], expected: type[Exception]) -> None:
    with mail_server() as server:
        server.answers = answers
        with pytest.raises(expected):
            send(server, posting())
    assert not server.letters


def test_a_server_that_is_not_there_is_asked_again_later() -> None:
    with mail_server() as server:
        pass
    with pytest.raises(PostingDelayed):
        send(server, posting())


@pytest.mark.parametrize("to", ["no address", "", "a@b@c", "x@example.org\r\nBcc: y@example.org", "<script>"])
def test_what_is_no_address_goes_nowhere(to: str) -> None:
    with mail_server() as server, pytest.raises(PostingFailed):
        send(server, posting(to))
    assert not server.letters


def test_a_subject_can_not_become_a_header() -> None:
    with mail_server() as server:
        send(server, posting(subject="One\r\nBcc: y@example.org"))
    read = email.message_from_bytes(server.letters[0], policy=policy.default)
    assert read["Bcc"] is None
    assert read["Subject"] == "One Bcc: y@example.org"
