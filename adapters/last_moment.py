"""The last look at the watch before a request leaves: after the waiting for a connection, before the first byte."""

from __future__ import annotations

import aiohttp

from domain.lateness import refuse_if_late


def last_look() -> aiohttp.TraceConfig:
    """For a session that posts: a request within `sending_before` that comes too late raises `HeldTooLong` instead.

    aiohttp calls this when the connection is there and the headers are put together, and again right before it writes
    the body. Whoever raises here closes the connection, so that no whole request arrives; from the body's task it comes
    out as a broken connection, which is doubt, and does no harm.
    """

    async def look(session: object, context: object, params: object) -> None:
        refuse_if_late()

    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(look)
    trace.on_request_chunk_sent.append(look)  # the body is written by a task of its own, a moment later
    return trace
