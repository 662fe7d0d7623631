"""The token with which we send: asked for once, shared by all, renewed before it ends."""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import aiohttp
import jwt

from adapters.teams.config import TeamsConfig

log = logging.getLogger("actionlog.teams")

SCOPE = "https://api.botframework.com/.default"
_RENEW_BEFORE_SECONDS = 300
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class SignInFailed(Exception):
    """No token can be had just now; nothing was sent. The message is the platform's word for it, never a secret."""


class SignInUnreachable(SignInFailed):
    """Nobody answered there: it says nothing of what is set."""


@dataclass(slots=True)
class SignIn:
    """Tokens for the connector, by the app's password or its certificate."""

    config: TeamsConfig
    session: aiohttp.ClientSession
    monotonic: Callable[[], float] = time.monotonic
    _token: str = field(default="", repr=False)
    _ends: float = 0.0
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _failed_at: float = float("-inf")
    _why: str = ""

    async def token(self) -> str:
        """A token that is still good for a while; empty in anonymous mode.

        Raises:
            SignInFailed
        """
        if self.config.insecure_anonymous:
            return ""
        if self.monotonic() >= self._ends - _RENEW_BEFORE_SECONDS:
            asked_at = self.monotonic()
            async with self._lock:
                if self._failed_at > asked_at:  # somebody asked while we waited: each in turn would take minutes
                    raise SignInFailed(self._why)
                if self.monotonic() >= self._ends - _RENEW_BEFORE_SECONDS:
                    try:
                        await self._renew()
                    except SignInFailed as error:
                        self._failed_at, self._why = self.monotonic(), str(error)
                        raise
        return self._token

    def forget(self) -> None:
        """The connector didn't take the token: ask for another."""
        self._ends = 0.0

    async def _renew(self) -> None:
        form = {"grant_type": "client_credentials", "client_id": self.config.app_id, "scope": SCOPE}
        form |= await self._proof()
        try:
            async with self.session.post(self.config.sign_in_url, data=form, allow_redirects=False) as answer:
                body = await answer.json(content_type=None)
                if answer.status != 200:
                    code = body.get("error") if isinstance(body, dict) else None
                    raise SignInFailed(f"sign-in {answer.status} {str(code or '')[:60]}".strip())
                token = str(body["access_token"])
                if not (token.isascii() and token.isprintable()):
                    raise ValueError("no header takes it")
                self._token = token
                self._ends = self.monotonic() + float(body.get("expires_in") or 0)
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            log.warning("sign-in not reached: %s", type(error).__name__)
            raise SignInUnreachable(f"sign-in {type(error).__name__}") from None
        except (aiohttp.ClientError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            log.warning("sign-in failed: %s", type(error).__name__)
            raise SignInFailed(f"sign-in {type(error).__name__}") from None

    async def _proof(self) -> dict[str, str]:
        if self.config.certificate_file is None:
            return {"client_secret": self.config.app_password}
        try:
            signed = await asyncio.to_thread(self._signed, self.config.certificate_file)
        except (OSError, ValueError, TypeError, jwt.PyJWTError) as error:
            log.warning("the certificate can't be used: %s", type(error).__name__)
            raise SignInFailed(f"certificate {type(error).__name__}") from None
        return {"client_assertion_type": _ASSERTION, "client_assertion": signed}

    def _signed(self, file: Path) -> str:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        pem = file.read_bytes()
        key = load_pem_private_key(pem, password=None)
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("no RSA key")
        if self.config.certificate_thumbprint:
            named = {"x5t": _base64(bytes.fromhex(self.config.certificate_thumbprint.replace(":", "")))}
        else:
            named = {"x5t#S256": _base64(x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256()))}
        now = int(time.time())
        claims = {
            "aud": self.config.sign_in_url,
            "iss": self.config.app_id,
            "sub": self.config.app_id,
            "jti": str(uuid4()),
            "nbf": now,
            "exp": now + 600,
        }
        return jwt.encode(claims, key, algorithm="RS256", headers=named)


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
