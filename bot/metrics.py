"""Figures of a running bot, as Prometheus reads them: numbers only, nothing of anybody's plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.people import Platform
from domain.ports import Store

if TYPE_CHECKING:
    from prometheus_client import Metric

OUTCOMES = ("sent", "failed", "delayed", "unclear", "redirected", "retried")
PLATFORMS = (Platform.SLACK, Platform.TEAMS, Platform.EMAIL)
_HELP = {
    "sent": "Messages that arrived",
    "failed": "Messages given up: a person should look",
    "delayed": "Attempts put off: the platform asked to wait, or could not be reached",
    "unclear": "Attempts of which nobody knows whether the message arrived",
    "redirected": "Messages that did not reach somebody there, and went to another account of theirs",
    "retried": "Attempts at messages that had been tried before",
}


class Tally:
    """What became of each attempt to deliver, since this process began. Counted on the event loop only."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Platform, str]] = Counter()

    def count(self, platform: Platform, outcome: str) -> None:
        """One more of `OUTCOMES`."""
        self._counts[platform, outcome] += 1

    def of(self, platform: Platform, outcome: str) -> int:
        """How many so far."""
        return self._counts[platform, outcome]


class _Collector:
    def __init__(self, store: Store, tally: Tally) -> None:
        self._store, self._tally = store, tally

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        for outcome in OUTCOMES:
            family = CounterMetricFamily(f"actionlog_deliveries_{outcome}", _HELP[outcome], labels=["platform"])
            for platform in PLATFORMS:
                family.add_metric([platform.value], self._tally.of(platform, outcome))
            yield family
        queue = GaugeMetricFamily("actionlog_outbox_messages", "Messages in the outbox, by state", labels=["state"])
        states = self._store.waiting()
        for state in ("waiting", "claimed", "dead"):
            queue.add_metric([state], states.get(state, 0))
        yield queue
        oldest = self._store.oldest_waiting()
        seconds = max(0.0, (datetime.now(UTC) - oldest).total_seconds()) if oldest is not None else 0.0
        yield GaugeMetricFamily(
            "actionlog_outbox_oldest_seconds", "Age of the message that has waited longest", value=seconds
        )


def figures(store: Store, tally: Tally) -> bytes:
    """The text that Prometheus reads.

    Raises:
        Unavailable: the database does not answer.
    """
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(store, tally))
    return generate_latest(registry)
