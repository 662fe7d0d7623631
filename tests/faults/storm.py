"""Servers killed at random while the platforms misbehave: what is queued arrives, and on Slack once."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from bot.playground.faults import Fault
from bot.playground.weather import first_of, random_trouble, slack_limits, teams_limits
from tests.builders import Town
from tests.faults.processes import Pace, Replica, start_replica
from tests.faults.stage import _KEY, Stage, stage

AIM_SECONDS = 3.0
SENDING = {"chat.postMessage", "sendToConversation"}


@dataclass(frozen=True, slots=True)
class Storm:
    """What is to be lived through. `trouble` is the share of calls with each of the five kinds; `aimed` that of the
    kills which wait until a server has a message in hand: they seldom have, since they wait for the pace of a channel.
    """

    seed: int
    messages: int = 300
    replicas: int = 2
    kills: int = 10
    aimed: float = 0.7
    trouble: float = 0.04
    history_lag: float = 0.5
    limits: bool = True
    patience: float = 400.0
    pace: Pace = field(default_factory=lambda: Pace(lease=10.0, unclear=4.0, call=1.5))


@dataclass(slots=True)
class Seen:
    """How it went."""

    messages: int = 0
    kills: int = 0
    held_when_killed: int = 0
    keys_held: set[str] = field(default_factory=set)
    troubles: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    twice_on_slack: list[str] = field(default_factory=list)
    repeats_on_teams: int = 0
    wrong_on_teams: list[str] = field(default_factory=list)
    dead: int = 0
    too_early: list[str] = field(default_factory=list)
    slowest_recovery: float = 0.0
    seconds: float = 0.0

    @property
    def wrong(self) -> list[str]:
        """What should not have happened."""
        found = [f"lost: {key}" for key in self.lost] + [f"twice on Slack: {key}" for key in self.twice_on_slack]
        return found + self.too_early + self.wrong_on_teams + ([f"{self.dead} dead letters"] if self.dead else [])


class Weather:
    """Trouble at random, which remembers on which message it fell."""

    def __init__(self, storm: Storm) -> None:
        self.seen: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()
        self._lock = Lock()
        share = storm.trouble
        trouble = random_trouble(
            storm.seed, SENDING | {"conversations.history"},
            lost_request=share, lost_answer=share, server_error=share, rate_limit=share,
        )  # fmt: skip
        late = random.Random(storm.seed + 1)  # noqa: S311  weather, not secrets

        def slow(method: str, arguments: Mapping[str, Any]) -> Fault | None:
            with self._lock:
                return Fault.delay(storm.pace.call * 1.25) if method in SENDING and late.random() < share else None

        limited = (slack_limits(), teams_limits()) if storm.limits else ()
        self._choose = first_of(*limited, trouble, slow)

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """For a platform's `fail_when`."""
        fault = self._choose(method, arguments)
        if fault is not None:
            kind = f"answer {fault.status}" if fault.kind == "answer" else fault.kind
            with self._lock:
                self.seen[kind] += 1
                if kind != "answer 429" and (key := _KEY.search(str(arguments))):
                    self.doubts[key[1]] += 1
        return fault


def live_through(url: str, town: Town, storm: Storm, *, errors: str = "") -> Seen:
    """Queue the messages, kill and restart servers, and count what stands on the platforms in the end."""
    dice = random.Random(storm.seed)  # noqa: S311  chance, not secrets
    seen = Seen(messages=storm.messages)
    began = time.monotonic()
    with stage(url, town, slack_places=8, teams_places=4) as at:
        weather = Weather(storm)
        at.slack.fail_when(weather)
        at.teams.fail_when(weather)
        at.slack.history_lag = storm.history_lag
        keys = [f"{'t' if dice.random() < 0.3 else 's'}{number}" for number in range(storm.messages)]
        at.put(keys)
        servers = [start_replica(at.settings, storm.pace, errors=errors) for _ in range(storm.replicas)]
        held: dict[str, tuple[str, float]] = {}
        try:
            kill_at, aimed = time.monotonic() + 1.0, True
            while at.states().keys() & {"waiting", "claimed"}:  # one look: a row may go from one to the other
                assert time.monotonic() - began < storm.patience, f"it takes too long: {at.states()}"
                _recovered(at, held, seen)
                if seen.kills < storm.kills and time.monotonic() > kill_at:
                    busy = _with_messages_in_hand(at, servers) if aimed else []
                    if aimed and not busy and time.monotonic() < kill_at + AIM_SECONDS:
                        time.sleep(0.01)
                        continue
                    at_place = dice.choice(busy or range(len(servers)))
                    _killed(at, servers[at_place], held, seen, weather)
                    servers[at_place] = start_replica(at.settings, storm.pace, errors=errors)
                    kill_at, aimed = time.monotonic() + dice.uniform(0.5, 2.0), dice.random() < storm.aimed
                time.sleep(0.05)
            _recovered(at, held, seen)
        finally:
            for server in servers:
                server.kill()
        seen.troubles = weather.seen
        seen.dead = at.states().get("dead", 0)
        _count(at, keys, seen, weather.doubts, storm)
    seen.seconds = time.monotonic() - began
    return seen


def _with_messages_in_hand(at: Stage, servers: Sequence[Replica]) -> list[int]:
    owners = {str(row.owner).split(":")[-2] for row in at.rows("SELECT owner FROM outbox WHERE state = 'claimed'")}
    return [place for place, server in enumerate(servers) if str(server.pid) in owners]


def _killed(at: Stage, server: Replica, held: dict[str, tuple[str, float]], seen: Seen, weather: Weather) -> None:
    server.kill()
    seen.kills += 1
    for row in at.rows("SELECT key, owner FROM outbox WHERE state = 'claimed'"):
        if f":{server.pid}:" in str(row.owner):
            seen.held_when_killed += 1
            seen.keys_held.add(row.key)
            weather.doubts[row.key] += 1
            held[row.key] = (row.owner, time.monotonic())


def _recovered(at: Stage, held: dict[str, tuple[str, float]], seen: Seen) -> None:
    """How long a message stayed in dead hands."""
    if not held:
        return
    owners = {row.key: row.owner for row in at.rows("SELECT key, owner FROM outbox WHERE state = 'claimed'")}
    for key, (owner, since) in list(held.items()):
        if owners.get(key) != owner:
            del held[key]
            seen.slowest_recovery = max(seen.slowest_recovery, time.monotonic() - since)


def _too_early(at: Stage, patience: float) -> list[str]:
    """Posts to a channel, by whichever server, before the seconds were over that Slack had asked for there. What Slack
    said after nobody waited for it any more was not heard.
    """
    until: dict[str, datetime] = {}
    found = []
    for call in at.slack.wire.matching("chat.postMessage"):
        channel = str(call.payload.get("channel"))
        began = call.at - timedelta(milliseconds=call.milliseconds)
        if began < until.get(channel, began) - timedelta(seconds=0.05):
            found.append(f"posted to {channel} before Retry-After was over")
        if call.status == 429 and call.milliseconds < patience * 1000:
            until[channel] = call.at + timedelta(seconds=int(call.response_headers["Retry-After"]))
    return found


def _seconds_taken(at: Stage, key: str) -> list[float]:
    """How long the pretend Slack took over each post of a message: on a starved machine, longer than anybody waits."""
    calls = at.slack.wire.matching("chat.postMessage")
    return [call.milliseconds / 1000 for call in calls if f"Message {key}" == call.payload.get("text")]


def _count(at: Stage, keys: list[str], seen: Seen, doubts: Mapping[str, int], storm: Storm) -> None:
    seen.too_early = _too_early(at, storm.pace.call * 0.8)
    attempts = {row.key: row.attempts for row in at.rows("SELECT key, attempts FROM outbox")}
    slack = at.on_slack()
    teams, labelled = at.on_teams()
    for key in keys:
        times = slack[key] + teams[key]
        if times == 0:
            seen.lost.append(key)
        elif key.startswith("s") and times > 1:
            took = ", ".join(f"{seconds:.1f}" for seconds in _seconds_taken(at, key))
            killed = ", killed" * (key in seen.keys_held)
            seen.twice_on_slack.append(f"{key} after {doubts.get(key, 0)} doubts{killed}; Slack took {took} s")
        elif key.startswith("t"):
            seen.repeats_on_teams += times - 1
            if labelled[key] < times - 1:
                seen.wrong_on_teams.append(f"{key} stands {times} times on Teams, labelled {labelled[key]} times")
            # A slow machine makes doubts of its own, so these are counted by how often the message was taken up.
            if times > attempts[key]:
                seen.wrong_on_teams.append(f"{key} stands {times} times on Teams after {attempts[key]} attempts")
