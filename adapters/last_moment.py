"""The last look at the watch before a request leaves: after the waiting for a connection, before the first byte."""

from __future__ import annotations

import aiohttp

from domain.lateness import refuse_if_late


def last_look() -> aiohttp.TraceConfig:
    """For a session that posts: a request within `sending_before` that comes too late raises `HeldTooLong` instead.

    aiohttp calls this when the connection is there and the headers are put together; their bytes, and those of the
    body, leave after it. Whoever raises here closes the connection, so that not even half of a request arrives.
    """

    async def look(session: object, context: object, params: object) -> None:
        refuse_if_late()

    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(look)
    return trace
