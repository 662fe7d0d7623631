"""Work whose every call to the database or a platform is a step, and a process that is killed at one of them."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from domain.ids import OrganisationId

PARTS = {"actions", "plans", "people", "history", "outbox", "jobs", "uploads", "questions", "versions", "claims"} | {
    "reminders"
}
"""Of a unit of work: their calls are steps too."""


@dataclass(frozen=True, slots=True)
class Death:
    """Where a process ends: at the step of this number (from 1), before it is taken or right after. With `signal`
    SIGSTOP it only stands still until somebody lets it go on.
    """

    step: int
    after: bool
    signal: int = signal.SIGKILL


class Steps:
    """Counts steps and dies at one of them; the death is a real SIGKILL, so nothing of the process runs on."""

    def __init__(self, death: Death | None = None) -> None:
        self.taken: list[str] = []
        self._death = death
        self._lock = Lock()

    def begin(self, name: str) -> int:
        """A step is about to be taken; gives its number."""
        with self._lock:
            self.taken.append(name)
            number = len(self.taken)
        self._die(number, after=False)
        return number

    def end(self, number: int) -> None:
        """It was taken."""
        self._die(number, after=True)

    def _die(self, number: int, *, after: bool) -> None:
        if self._death is not None and (self._death.step, self._death.after) == (number, after):
            os.kill(os.getpid(), self._death.signal)


class Watched:
    """Something whose every call is a step."""

    def __init__(self, real: object, steps: Steps, name: str) -> None:
        self._real, self._steps, self._name = real, steps, name

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name in PARTS:
            return Watched(found, self._steps, name)
        if not callable(found):
            return found
        label = f"{self._name}.{name}"
        if asyncio.iscoroutinefunction(found):

            async def call_async(*args: Any, **kwargs: Any) -> Any:
                number = self._steps.begin(label)
                answer = await found(*args, **kwargs)
                self._steps.end(number)
                return answer

            return call_async

        def call(*args: Any, **kwargs: Any) -> Any:
            number = self._steps.begin(label)
            answer = found(*args, **kwargs)
            self._steps.end(number)
            return answer

        return call


class WatchedStore(Watched):
    """The real store, with real transactions, whose calls are steps; a commit is one too."""

    def __init__(self, store: object, steps: Steps) -> None:
        super().__init__(store, steps, "store")

    @contextmanager
    def writing(self, organisation_id: OrganisationId) -> Iterator[Any]:
        """A transaction."""
        with self._real.writing(organisation_id) as uow:  # type: ignore[attr-defined]  # whatever store it is
            yield Watched(uow, self._steps, "uow")
            number = self._steps.begin("commit")
        self._steps.end(number)

    @contextmanager
    def reading(self, organisation_id: OrganisationId) -> Iterator[Any]:
        """A look."""
        with self._real.reading(organisation_id) as uow:  # type: ignore[attr-defined]  # whatever store it is
            yield Watched(uow, self._steps, "uow")


def every_death(taken: Sequence[str]) -> list[Death]:
    """Before each step and after each."""
    return [Death(number, after) for number in range(1, len(taken) + 1) for after in (False, True)]
