"""Clocks: the real one, and one that a demonstration can move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


class MovableClock:
    """A clock for demonstrations: it runs on from wherever it was put, at first from `begins`, else from now."""

    def __init__(self, begins: datetime | None = None) -> None:
        self._ahead = timedelta() if begins is None else begins - datetime.now(UTC)

    def now(self) -> datetime:
        """Now, as far as the demonstration is concerned."""
        return datetime.now(UTC) + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Run on from this moment.

        Raises:
            ValueError: time does not run backwards.
        """
        ahead = moment - datetime.now(UTC)
        if ahead < self._ahead:
            raise ValueError("the clock can only be moved forward")
        self._ahead = ahead
