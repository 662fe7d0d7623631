"""Fetching one file from a platform's own hosts: bounded in bytes and in time, and never from anywhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from domain.uploads import MAX_FILE_BYTES, FetchDelayed, FetchRefused

TOTAL_SECONDS = 60.0
CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 15.0
REDIRECTS = 3
_CHUNK = 65_536
_PAUSE = 10.0
_LONGEST_PAUSE = 300.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

TOO_BIG = (
    f"This file is larger than {MAX_FILE_BYTES // 1_000_000} MB, so I have not read it. Please save only the plan, and "
    "send that."
)
GONE = "The file is no longer there. Please send it again."
ELSEWHERE = "The file does not lie where such files lie, so I have not fetched it. Please send it to me as a new file."
TOO_SLOW = "It took too long to arrive. Please send it again."


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file, and what the server says that it is (in small letters, without parameters)."""

    content: bytes
    content_type: str


async def download(
    session: aiohttp.ClientSession,
    url: str,
    *,
    allowed: Callable[[str], bool],
    not_let_in: str,
    headers: Mapping[str, str] | None = None,
    proxy: str | None = None,
) -> Downloaded:
    """The file at an address. `allowed` says of an address whether it is the platform's, and is asked again of each
    redirect; `not_let_in` is the sentence where the platform refuses us.

    Raises:
        FetchRefused, FetchDelayed
    """
    try:
        async with asyncio.timeout(TOTAL_SECONDS):
            for _ in range(REDIRECTS + 1):
                if not allowed(url):
                    raise FetchRefused(ELSEWHERE, "host-not-allowed")
                got = await _get(session, url, headers or {}, not_let_in, proxy)
                if isinstance(got, Downloaded):
                    return got
                url = urljoin(url, got)
            raise FetchRefused(ELSEWHERE, "too-many-redirects")
    except TimeoutError:
        raise FetchRefused(TOO_SLOW, "too-slow") from None
    except (aiohttp.InvalidURL, ValueError):
        raise FetchRefused(ELSEWHERE, "no-address") from None
    except (aiohttp.ClientError, OSError) as error:
        raise FetchDelayed(type(error).__name__) from None


async def _get(
    session: aiohttp.ClientSession, url: str, headers: Mapping[str, str], not_let_in: str, proxy: str | None
) -> Downloaded | str:
    """The file, or the address that we are sent to."""
    patience = aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=SILENCE_SECONDS)
    async with session.get(
        URL(url, encoded=True), headers=headers, allow_redirects=False, timeout=patience, proxy=proxy
    ) as answer:
        if answer.status in _REDIRECTS:
            return answer.headers.get("Location", "")
        if answer.status == 429 or answer.status >= 500:
            raise FetchDelayed(f"status {answer.status}", seconds=_wait(answer.headers.get("Retry-After")))
        if answer.status in {401, 403}:
            raise FetchRefused(not_let_in, f"status {answer.status}")
        if answer.status != 200:
            raise FetchRefused(GONE, f"status {answer.status}")
        if (answer.content_length or 0) > MAX_FILE_BYTES:
            raise FetchRefused(TOO_BIG, "too-big")
        content = bytearray()
        async for chunk in answer.content.iter_chunked(_CHUNK):
            content += chunk
            if len(content) > MAX_FILE_BYTES:
                raise FetchRefused(TOO_BIG, "too-big")
        return Downloaded(bytes(content), answer.content_type.casefold())


def _wait(retry_after: str | None) -> float:
    if retry_after is None or not retry_after.strip().isdecimal():
        return _PAUSE
    return min(float(retry_after.strip()[:6]), _LONGEST_PAUSE)
