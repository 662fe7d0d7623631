"""How a line of the log is written: ids and places in the code, never what somebody wrote."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TextIO

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def to_stream(stream: TextIO) -> logging.Handler:
    """What writes the log there."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_WithoutWords("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler


def where_it_broke(error: BaseException | None) -> str:
    """The kinds of an error and of those that it came of, and their places in the code: all of a traceback but what the
    errors say, which may be somebody's words.
    """
    found: list[str] = []
    while error is not None and len(found) < 10:
        found.append(f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich came of\n".join(found)


class _WithoutWords(logging.Formatter):
    def formatException(self, ei: _Raised) -> str:  # noqa: N802  # logging's name for it
        return where_it_broke(ei[1])
