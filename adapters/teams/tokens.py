"""Who may speak to us: the tokens with which Teams signs its requests."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
from jwt.algorithms import RSAAlgorithm

from adapters.teams.config import is_loopback
from adapters.teams.envelope import Refusal

log = logging.getLogger("actionlog.teams")

ISSUER = "https://api.botframework.com"
LEEWAY_SECONDS = 300
KEYS_LAST_SECONDS = 24 * 3600
REFRESH_AT_MOST_EVERY_SECONDS = 60
"""Requests with a key that we don't know make us look for new keys, but no oftener than this."""

_MAX_TOKEN = 16_384
_MAX_KEYS_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key of Teams, and the channels that it may speak for."""

    key: Any
    endorsements: frozenset[str]


class KeysUnavailable(Exception):
    """The keys can't be fetched, and none are known."""


@dataclass(slots=True)
class KeyRing:
    """The signing keys behind an OpenID address: fetched when first needed, daily, and when an unknown key turns up."""

    openid_url: str
    session: aiohttp.ClientSession
    monotonic: Callable[[], float] = time.monotonic
    _keys: Mapping[str, SigningKey] = field(default_factory=dict)
    _fetched: float | None = None
    _tried: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def key(self, kid: str) -> SigningKey | None:
        """The key of this name, or `None`.

        Raises:
            KeysUnavailable: nothing is known and nothing can be fetched.
        """
        if kid not in self._keys or self._is_old():
            async with self._lock:  # whoever waited here finds the work done
                if (kid not in self._keys or self._is_old()) and self._may_try():
                    await self._refresh()
        if not self._keys:
            raise KeysUnavailable
        return self._keys.get(kid)

    def _is_old(self) -> bool:
        return self._fetched is None or self.monotonic() - self._fetched > KEYS_LAST_SECONDS

    def _may_try(self) -> bool:
        return self._tried is None or self.monotonic() - self._tried >= REFRESH_AT_MOST_EVERY_SECONDS

    async def _refresh(self) -> None:
        self._tried = self.monotonic()
        try:
            metadata = await self._get(self.openid_url)
            address = metadata.get("jwks_uri")
            if not isinstance(address, str) or not self._is_safe(address):
                raise ValueError("the OpenID document names no keys")
            listed = (await self._get(address)).get("keys")
            keys = dict(filter(None, map(_key, listed if isinstance(listed, list) else ())))
            if not keys:
                raise ValueError("no keys")
        except (aiohttp.ClientError, TimeoutError, ValueError, TypeError, RecursionError) as error:
            log.warning("signing keys could not be fetched: %s", type(error).__name__)
            if not self._keys:
                self._tried = None  # nothing works without keys: the next request tries again
            return
        self._keys, self._fetched = keys, self.monotonic()

    def _is_safe(self, address: str) -> bool:
        return address.startswith("https://") or (is_loopback(self.openid_url) and is_loopback(address))

    async def _get(self, address: str) -> Mapping[str, Any]:
        async with self.session.get(address, allow_redirects=False) as answer:
            answer.raise_for_status()
            data = b""
            while chunk := await answer.content.read(_MAX_KEYS_BYTES):
                data += chunk
                if len(data) > _MAX_KEYS_BYTES:
                    raise ValueError("too long")
        parsed: Any = json.loads(data)
        if not isinstance(parsed, dict):
            raise TypeError("not an object")
        return parsed


def _key(entry: object) -> tuple[str, SigningKey] | None:
    """A published key under its name; `None` where it is of another kind. One that can't be read spoils no other."""
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
        return None
    try:
        return entry["kid"], SigningKey(RSAAlgorithm.from_jwk(entry), frozenset(entry.get("endorsements") or ()))
    except (ValueError, TypeError, KeyError, jwt.PyJWTError) as error:
        log.warning("a signing key could not be read: %s", type(error).__name__)
        return None


async def check_token(
    authorization: str | None, *, keys: KeyRing, audience: str, service_url: str, channel: str
) -> Mapping[str, Any]:
    """The claims of a request's token.

    Raises:
        Refusal: 401, with a word that says why for the log; 503 where the keys can't be fetched.
    """
    scheme, _, token = (authorization or "").strip().partition(" ")
    token = token.strip()
    if scheme.casefold() != "bearer" or not token or len(token) > _MAX_TOKEN:
        raise Refusal(401, "no-token")
    try:
        header = jwt.get_unverified_header(token)
        kid = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(kid, str):
            raise Refusal(401, "bad-header")
        key = await keys.key(kid)
        if key is None:
            raise Refusal(401, "unknown-key")
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key=key.key,
            algorithms=["RS256"],
            audience=audience,
            issuer=ISSUER,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iss", "aud"]},
        )
    except KeysUnavailable:
        raise Refusal(503, "no-keys") from None
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Refusal(401, f"bad-token {type(error).__name__}") from None
    if channel not in key.endorsements:
        raise Refusal(401, "not-endorsed")
    if claims.get("serviceurl") != service_url:
        raise Refusal(401, "other-service-url")
    return claims
