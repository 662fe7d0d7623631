"""Home tabs that people may be looking at: what is kept of each, so that any process can keep it current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class HomeTab:
    """A tab as it was published. `asks` is the query that draws it again, as a button would send it; `hash` the
    platform's name of what stands there, `digest` ours; what it says is not kept.
    """

    workspace: str
    account: str
    asks: Mapping[str, Any]
    hash: str = ""
    digest: str = ""


class HomeTabs(Protocol):
    """The tabs that were opened or used of late, shared by all processes. Every method blocks."""

    def changes(self) -> int:
        """A number that grows with everything that is written down."""
        ...

    def keep(self, tab: HomeTab) -> None:
        """Somebody opened it, or pressed there: it was published just now."""
        ...

    def take(
        self, workspace: str, *, latest: int, shown: timedelta, anyway: timedelta, limit: int
    ) -> Sequence[HomeTab]:
        """Tabs that were shown within this time, and were not drawn since the change `latest` or for as long as
        `anyway`. They are for the caller to draw: nobody else gets them for that.
        """
        ...

    def drawn(self, tab: HomeTab, *, before: str) -> None:
        """It was published again, unless somebody else has published it since it was called `before`."""
        ...

    def forget(self, tab: HomeTab) -> None:
        """It is no longer kept current, unless it was published again meanwhile."""
        ...
