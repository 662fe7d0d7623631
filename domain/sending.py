"""Files that the bot gives to a person: a check sheet. What is in it is made when it is sent, and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from domain.posting import Destination

JOB_KIND = "send_file"
GOOD_FOR = timedelta(days=2)
"""How long somebody may take to say yes to a file."""


def job_kind(platform: str, workspace: str) -> str:
    """The kind of the jobs that send files there: only a process that has the workspace's token can."""
    return f"{JOB_KIND}:{platform}:{workspace.lower()}"


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file, and a sentence that says what it is."""

    name: str
    words: str
    content: bytes = field(repr=False)


class FileSender(Protocol):
    """Gives a file to somebody in their own chat with us. Implementations go nowhere but to the platform's hosts."""

    async def send(self, to: Destination, file: OutgoingFile, *, yes: Mapping[str, Any], no: Mapping[str, Any]) -> None:
        """Send it; or, where a platform lets people choose, ask first. `yes` and `no` are then what comes back as if a
        button had been pressed, with the address for the file beside a yes.

        Raises:
            PostingFailed, PostingDelayed, PostingUnclear
        """
        ...

    async def put(self, to: Destination, file: OutgoingFile, address: Mapping[str, str]) -> bool:
        """Bring it to the address that came with a yes, and show it in the chat; `False` where it is there, but
        could not be shown.

        Raises:
            PostingFailed: the address is not good, or no longer.
            PostingDelayed, PostingUnclear
        """
        ...
