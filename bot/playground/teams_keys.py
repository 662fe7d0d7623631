"""The pretend Teams' signing keys: tokens as the Bot Framework makes them, and each way in which they can be wrong."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
TOKEN_SECONDS = 3600


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """A key of this process; making one takes a tenth of a second, so tests share them."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class SigningKeys:
    """The published keys and the tokens signed with them.

    Key 0 signs; key 1 is published with the endorsement of another channel, key 4 with none (the SDK's own check lets
    that one in); key 2 is never published. `rotate` puts a new key in the place of key 0.
    """

    def __init__(self, audience: str) -> None:
        self.audience = audience
        self._current = 0
        self._generation = secrets.token_hex(4)

    def kid(self, number: int | None = None) -> str:
        """The id of a key in tokens and in the key set."""
        return f"key-{self._current if number is None else number}-{self._generation}"

    def rotate(self) -> None:
        """Sign with a new key from now on, and no longer publish the old one."""
        self._current = self._current + 3 if self._current else 3

    def published(self) -> list[dict[str, Any]]:
        """The JSON web keys, with their endorsements."""
        return [self._jwk(self._current, ["msteams", "webchat"]), self._jwk(1, ["webchat"]), self._jwk(4, [])]

    def _jwk(self, number: int, endorsements: list[str]) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(rsa_key(number).public_key()))
        return body | {"use": "sig", "alg": "RS256", "kid": self.kid(number), "endorsements": endorsements}

    def claims(self, service_url: str, **changes: Any) -> dict[str, Any]:
        """The claims of a good token; a change to None leaves a claim out."""
        now = int(time.time())
        claims = {
            "serviceurl": service_url,
            "nbf": now,
            "exp": now + TOKEN_SECONDS,
            "iss": ISSUER,
            "aud": self.audience,
            **changes,
        }
        return {key: value for key, value in claims.items() if value is not None}

    def token(self, claims: Mapping[str, Any], *, number: int | None = None, kid: str | None = None) -> str:
        """A token signed with RS256, by default with the current key."""
        key = self._current if number is None else number
        return jwt.encode(dict(claims), rsa_key(key), algorithm="RS256", headers={"kid": kid or self.kid(key)})

    def token_hs256(self, claims: Mapping[str, Any]) -> str:
        """A token signed with a shared secret under the id of a published key."""
        return jwt.encode(dict(claims), secrets.token_bytes(32), algorithm="HS256", headers={"kid": self.kid()})

    def token_unsigned(self, claims: Mapping[str, Any]) -> str:
        """A token with ``alg`` none and no signature."""

        def part(value: Mapping[str, Any]) -> str:
            return base64.urlsafe_b64encode(json.dumps(dict(value)).encode()).rstrip(b"=").decode()

        return f"{part({'alg': 'none', 'typ': 'JWT', 'kid': self.kid()})}.{part(claims)}."
