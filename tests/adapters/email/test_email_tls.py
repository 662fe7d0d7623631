"""TLS to a mail server, really spoken: certificates of a self-made authority, right ones and wrong ones."""

from __future__ import annotations

import asyncio
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.email.poster import EmailConfig, EmailPoster
from bot.probes import ask_mail_server
from bot.settings import load
from domain.posting import PostingDelayed
from tests.adapters.email.test_email import posting

NOW = datetime.now(UTC)
SECRET = "a password of the tests"


@dataclass(frozen=True, slots=True)
class Papers:
    """An authority's certificate, and one that it signed, with its key: paths of PEM files."""

    authority: str
    certificate: str


def papers(folder: Path, *, name: str = "127.0.0.1", expired: bool = False) -> Papers:
    """A new authority, and what it signed for a name or address."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Long Marling Test Authority")])
    usual = NOW - timedelta(days=30), NOW + timedelta(days=30)
    begins, ends = (NOW - timedelta(days=60), NOW - timedelta(days=1)) if expired else usual

    def build(subject: x509.Name, public: ec.EllipticCurvePublicKey, *, is_ca: bool) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(ca_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(usual[0] - timedelta(days=60) if is_ca else begins)
            .not_valid_after(usual[1] if is_ca else ends)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        )

    try:
        alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        alternative = x509.DNSName(name)
    ca = build(ca_name, ca_key.public_key(), is_ca=True).sign(ca_key, hashes.SHA256())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    leaf = build(subject, key.public_key(), is_ca=False).add_extension(
        x509.SubjectAlternativeName([alternative]), critical=False
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    folder.mkdir(exist_ok=True)
    (folder / "ca.pem").write_bytes(ca.public_bytes(pem))
    (folder / "leaf.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        + leaf.sign(ca_key, hashes.SHA256()).public_bytes(pem)
    )
    return Papers(str(folder / "ca.pem"), str(folder / "leaf.pem"))


@dataclass
class Server:
    """A mail server with TLS, and every line that was said to it: plainly, and within TLS."""

    port: int = 0
    plain: list[bytes] = field(default_factory=list)
    hidden: list[bytes] = field(default_factory=list)


@contextmanager
def mail_server(certificate: str, *, at_once: bool = False, offers: bool = True) -> Iterator[Server]:
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Handler(socketserver.StreamRequestHandler):
        said = server.plain

        def handle(self) -> None:
            try:
                if at_once:
                    self.wrap()
                self.talk()
            except (OSError, ValueError):
                return  # it was refused
            finally:
                for each in (self.rfile, self.wfile, self.connection):
                    each.close()

        def wrap(self) -> None:
            self.connection = context.wrap_socket(self.request, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
            self.said = server.hidden

        def talk(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                self.said.append(line)
                word = line.split()[0].upper() if line.split() else b""
                if word == b"EHLO":
                    more = b"250-STARTTLS\r\n" if offers and self.said is server.plain else b""
                    self.wfile.write(b"250-here\r\n" + more + b"250 AUTH PLAIN\r\n")
                elif word == b"STARTTLS":
                    self.wfile.write(b"220 go on\r\n")
                    self.wrap()
                elif word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    while (row := self.rfile.readline()) != b".\r\n":
                        self.said.append(row)
                    self.wfile.write(b"250 taken\r\n")
                else:
                    self.wfile.write({b"AUTH": b"235 in\r\n", b"QUIT": b"221 bye\r\n"}.get(word, b"250 fine\r\n"))

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


def send(server: Server, ca_file: str, security: str = "starttls") -> str:
    async def run() -> str:
        config = EmailConfig(
            "127.0.0.1", "actionlog@example.gov.uk", server.port,
            user="actionlog", password=SECRET, security=security, ca_file=ca_file,
        )  # fmt: skip
        async with EmailPoster.open(config) as poster:
            return await poster.post(posting())

    return asyncio.run(run())


def doctor(server: Server, ca_file: str, security: str = "starttls") -> tuple[bool, str]:
    settings = load(
        _env_file=None, smtp_host="127.0.0.1", smtp_port=server.port, smtp_from="actionlog@example.gov.uk",
        smtp_security=security, smtp_user="actionlog", smtp_password=SECRET, smtp_ca_file=ca_file,
    )  # fmt: skip
    found = ask_mail_server(settings)
    return found.well, found.sentence


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_the_organisations_own_authority_is_taken(tmp_path: Path, security: str) -> None:
    own = papers(tmp_path)
    with mail_server(own.certificate, at_once=security == "tls") as server:
        assert send(server, own.authority, security)
        assert doctor(server, own.authority, security) == (
            True,
            "The mail server lets us in; its certificate is trusted.",
        )
    assert any(b"There is 1 action for you" in line for line in server.hidden)
    assert not [line for line in server.plain if b"EHLO" not in line.upper() and b"STARTTLS" not in line]


WRONG: list[tuple[str, Callable[[Path], Papers], str]] = [
    ("another authority", papers, "it is signed by an authority that this machine does not know"),
    ("another name", lambda folder: papers(folder, name="elsewhere.example"), "it is made out to another name than"),
    ("expired", lambda folder: papers(folder, expired=True), "it has expired"),
]


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(("what", "made", "words"), WRONG, ids=[what for what, _, _ in WRONG])
def test_a_wrong_certificate_is_refused_before_anything_is_said(
    tmp_path: Path, what: str, made: Callable[[Path], Papers], words: str, security: str
) -> None:
    theirs = made(tmp_path / "theirs")
    trusted = papers(tmp_path / "ours") if what == "another authority" else theirs
    with mail_server(theirs.certificate, at_once=security == "tls") as server:
        with pytest.raises(PostingDelayed, match=words) as refused:
            send(server, trusted.authority, security)
        well, sentence = doctor(server, trusted.authority, security)
    assert (well, sentence.startswith("The mail server's certificate is not trusted: " + words)) == (False, True)
    assert refused.value.seconds > 60, "somebody has to mend it: nothing is lost over it"
    assert server.hidden == []
    assert not [line for line in server.plain if b"AUTH" in line or b"MAIL" in line or SECRET.encode() in line]


def test_the_public_authorities_alone_do_not_know_it(tmp_path: Path) -> None:
    own = papers(tmp_path)
    with mail_server(own.certificate) as server, pytest.raises(PostingDelayed, match="this machine does not know"):
        send(server, "")


def test_a_server_without_tls_gets_no_password(tmp_path: Path) -> None:
    own = papers(tmp_path)
    with mail_server(own.certificate, offers=False) as server:
        with pytest.raises(PostingDelayed, match="offers no TLS"):
            send(server, own.authority)
        assert doctor(server, own.authority)[0] is False
    assert not [line for line in server.plain if b"AUTH" in line or b"MAIL" in line]
