"""The outbox's hands on e-mail: one message to one person, through the organisation's own server, with TLS."""

from __future__ import annotations

import asyncio
import hashlib
import smtplib
import ssl
from collections.abc import AsyncIterator, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate

from domain.lateness import sending_before
from domain.pacing import UNLIMITED
from domain.posting import Posting, PostingDelayed, PostingFailed, PostingUnclear
from domain.speech import marked, speaking, tr
from domain.views import Heading

_SECONDS = 20.0
_AT_ONCE = 2
_WAIT = 120.0
_SUBJECT = marked("Action Log has something for you")


@dataclass(frozen=True, slots=True)
class EmailConfig:
    """The server. `security` is `starttls` or `tls`; `none` is for a server on this machine only. `ca_file`: the
    certificates of an authority of the organisation's own, trusted for this server instead of the public ones.
    """

    host: str
    sender: str
    port: int = 587
    user: str = ""
    password: str = ""
    security: str = "starttls"
    ca_file: str = ""


class EmailPoster:
    """Sends plain text. A message whose answer was lost may be sent again; its Message-ID is the same then, by which
    most servers and programs know the repeat.
    """

    rates = UNLIMITED

    def __init__(self, config: EmailConfig, executor: ThreadPoolExecutor) -> None:
        self._config = config
        self._executor = executor

    @classmethod
    @asynccontextmanager
    async def open(cls, config: EmailConfig) -> AsyncIterator[EmailPoster]:
        """A poster with threads of its own: a slow mail server must not hold up the database."""
        executor = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="actionlog-mail")
        try:
            yield cls(config, executor)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    async def workspaces(self) -> Collection[str] | None:
        """Every organisation's."""
        return None

    async def find(self, posting: Posting) -> str | None:
        """`None`: nobody can look into somebody's mail."""
        return None

    async def post(self, posting: Posting) -> str:
        """Send it; gives its Message-ID.

        Raises:
            PostingFailed, PostingDelayed, PostingUnclear
        """
        try:
            message = self._message(posting)
        except (MessageError, ValueError, IndexError):
            raise PostingFailed("no e-mail address") from None
        await asyncio.get_running_loop().run_in_executor(self._executor, self._send, message, posting.send_before)
        return str(message["Message-ID"])

    def _message(self, posting: Posting) -> EmailMessage:
        to = Address(addr_spec=posting.destination.conversation)
        headings = [one.text for one in posting.reply.elements if isinstance(one, Heading)]
        message = EmailMessage()
        message["From"] = Address(display_name="Action Log", addr_spec=self._config.sender)
        message["To"] = to
        with speaking(posting.reply.language):
            subject = headings[0] if headings else tr(_SUBJECT)
        message["Subject"] = " ".join(subject.split())[:150]
        message["Date"] = formatdate(localtime=False)
        digest = hashlib.sha256(f"{posting.organisation_id}:{posting.key}".encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{digest}@{self._config.sender.rpartition('@')[2] or 'actionlog'}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(posting.reply.text + "\n")
        return message

    def _send(self, message: EmailMessage, before: float | None) -> None:
        handed_over = False
        try:
            with self._server() as server, sending_before(before):
                handed_over = True
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _refused(max(codes, default=550)) from None
        except smtplib.SMTPAuthenticationError as error:
            raise PostingDelayed(say_trouble(error), seconds=_WAIT) from None
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code) from None
        except (smtplib.SMTPException, OSError) as error:
            if handed_over:
                raise PostingUnclear(type(error).__name__) from None
            raise PostingDelayed(say_trouble(error), seconds=_WAIT) from None

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        with open_server(self._config, seconds=_SECONDS) as server:
            yield server


@contextmanager
def open_server(config: EmailConfig, *, seconds: float) -> Iterator[smtplib.SMTP]:
    """The server, with its certificate checked before a password or a word is said to it.

    Raises:
        smtplib.SMTPException, OSError: `say_trouble` says it in words.
    """
    context = None if config.security == "none" else ssl.create_default_context(cafile=config.ca_file or None)
    server: smtplib.SMTP
    if config.security == "tls":
        server = smtplib.SMTP_SSL(config.host, config.port, timeout=seconds, context=context)
    else:
        server = smtplib.SMTP(config.host, config.port, timeout=seconds)
    try:
        if config.security == "starttls":
            server.starttls(context=context)
        if config.user:
            server.login(config.user, config.password)
        yield server
    finally:
        server.close()


_UNTRUSTED = {
    10: "it has expired",
    18: "it is signed by itself",
    19: "it is signed by an authority that this machine does not know",
    20: "it is signed by an authority that this machine does not know",
    62: "it is made out to another name than ACTIONLOG_SMTP_HOST",
    64: "it is made out to another name than ACTIONLOG_SMTP_HOST",
}


def say_trouble(error: Exception) -> str:
    """Why nothing could be handed to the mail server, for whoever runs this; never what was to be sent."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = _UNTRUSTED.get(error.verify_code, f"check {error.verify_code} failed")
        return f"the mail server's certificate is not trusted: {why}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the mail server offers no TLS (STARTTLS) or no way to sign in"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the mail server refuses the password ({error.smtp_code})"
    if isinstance(error, ssl.SSLError):
        return "no TLS with the mail server: port and ACTIONLOG_SMTP_SECURITY may not fit (587 starttls, 465 tls)"
    if isinstance(error, FileNotFoundError):
        return "ACTIONLOG_SMTP_CA_FILE names no file here"
    return f"the mail server can't be reached ({type(error).__name__})"


def _refused(code: int) -> Exception:
    """5xx is for good, 4xx for now."""
    if code >= 500:
        return PostingFailed(f"smtp-{code}")
    return PostingDelayed(f"smtp-{code}", seconds=_WAIT)
