"""The guard before PDFium: what a PDF unpacks to is measured before it is opened."""

from __future__ import annotations

import re
import zlib

from domain.importing.raw import UnreadableDocument
from domain.speech import marked

MAX_UNPACKED = 150 * 1024 * 1024  # bytes, all streams together
_CHUNK = 4 << 20
_STREAM = re.compile(rb"stream\r?\n")
_TOO_MUCH = marked(
    "This PDF unpacks to far more than a plan needs, so it was not opened. Save only the plan, and try again."
)


def check_streams(data: bytes) -> None:
    """Raises `UnreadableDocument` where the packed streams of a PDF grow beyond all measure (also packed twice)."""
    view = memoryview(data)
    left = MAX_UNPACKED
    for match in _STREAM.finditer(data):
        left -= _unpacked(view[match.end() :], left, deep=True)
        if left <= 0:
            raise UnreadableDocument(_TOO_MUCH)


def _unpacked(packed: memoryview | bytes, most: int, *, deep: bool) -> int:
    """How many bytes come out, counting little further than `most`; `deep` counts what is packed twice as well."""
    unpacker = zlib.decompressobj()
    total, at, step = 0, 0, 512
    while total <= most and at < len(packed) and not unpacker.eof:
        feed: bytes | memoryview = packed[at : at + step]
        at, step = at + step, min(step * 2, 65_536)
        while feed and total <= most:
            try:
                out = unpacker.decompress(feed, _CHUNK)
            except zlib.error:
                return total
            total += len(out)
            if deep and out[:1] == b"x" and total == len(out):
                total += _unpacked(out, most - total, deep=False)
            feed = unpacker.unconsumed_tail
    return total
