"""Signing in with a certificate, as Entra wants it."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import itertools
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import aiohttp
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from adapters.teams.config import TeamsConfig
from adapters.teams.sign_in import SignIn, SignInFailed
from bot.playground.teams_keys import rsa_key
from domain.posting import PostingDelayed
from domain.views import say
from tests.adapters.teams.conftest import Scene

KEY = rsa_key(9)


def certificate() -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "actionlog")])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key())
    made = made.serial_number(7).not_valid_before(start).not_valid_after(start + datetime.timedelta(days=730))
    return made.sign(KEY, hashes.SHA256())


def pem(*, with_certificate: bool) -> bytes:
    private = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + (certificate().public_bytes(serialization.Encoding.PEM) if with_certificate else b"")


def assertion(scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    from urllib.parse import parse_qs

    asked = next(each for each in scene.teams.wire.all() if each.what == "token")
    body = asked.request_body
    form = parse_qs(body if isinstance(body, str) else body.decode())
    token = form["client_assertion"][0]
    claims = jwt.decode(token, KEY.public_key(), algorithms=["RS256"], audience=scene.teams.token_url)
    return jwt.get_unverified_header(token), claims


@pytest.mark.parametrize("named", [True, False], ids=["thumbprint given", "certificate in the file"])
def test_a_certificate_signs_in(make_scene: Callable[..., Scene], tmp_path: Path, named: bool) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(pem(with_certificate=not named))
    der = certificate().public_bytes(serialization.Encoding.DER)
    sha1 = hashlib.sha1(der, usedforsecurity=False)
    thumbprint = sha1.hexdigest().upper() if named else ""
    scene = make_scene(app_password="", certificate_file=file, certificate_thumbprint=thumbprint)
    scene.host.post(scene.posting(say("Hello"), scene.chat(scene.imogen)))
    header, claims = assertion(scene)
    wanted = ("x5t", sha1.digest()) if named else ("x5t#S256", hashlib.sha256(der).digest())
    assert urlsafe_b64decode(header[wanted[0]] + "==") == wanted[1]
    assert claims["iss"] == claims["sub"] == scene.teams.app_id
    assert claims["exp"] - claims["nbf"] == 600


@pytest.mark.parametrize("content", [None, b"", b"not a key"], ids=["missing", "empty", "nonsense"])
def test_a_certificate_that_can_t_be_read_delays_the_post_and_names_no_secret(
    make_scene: Callable[..., Scene], tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "bot.pem"
    if content is not None:
        file.write_bytes(content)
    scene = make_scene(app_password="", certificate_file=file)
    with pytest.raises(PostingDelayed, match="certificate"):
        scene.host.post(scene.posting(say("Hello"), scene.chat(scene.imogen)))


async def test_while_microsoft_gives_no_token_many_posts_ask_once_and_not_one_after_the_other() -> None:
    asked = 0

    class Silent:
        """A session whose every request goes unanswered for a moment."""

        def post(self, *_: object, **__: object) -> Any:
            nonlocal asked
            asked += 1
            return self

        async def __aenter__(self) -> Any:
            await asyncio.sleep(0)
            raise TimeoutError

        async def __aexit__(self, *_: object) -> None:
            return None

    config = TeamsConfig(app_id="app", tenant_ids=["72f988bf-86f1-41af-91ab-2d7cd011db47"], app_password="secret")
    ticks = itertools.count()
    sign_in = SignIn(config, cast("Any", Silent()), monotonic=lambda: float(next(ticks)))
    failures = await asyncio.gather(*(sign_in.token() for _ in range(12)), return_exceptions=True)
    assert all(isinstance(one, SignInFailed) for one in failures)
    assert asked == 1
    with pytest.raises(SignInFailed):
        await sign_in.token()
    assert asked == 2, "whoever comes later asks anew"


@pytest.mark.parametrize(
    "said", [b'{"access_token": "a\\nb", "expires_in": 3600}', b"[" * 50_000], ids=["line", "deep"]
)
async def test_what_is_no_token_is_none(said: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(said), said))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47"
    config = TeamsConfig(app_id="app", tenant_ids=[tenant], app_password="secret", token_url=address)
    async with server, aiohttp.ClientSession() as session:
        with pytest.raises(SignInFailed):
            await SignIn(config, session).token()
