"""Trouble of other kinds: repeated deliveries, a database that falls over, a full disk, many writers, a server that
stands still, one that is told to end. Each gives what was wrong; an empty list is well.
"""

from __future__ import annotations

import http.client
import os
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.playground.weather import slack_limits, teams_limits
from bot.playground.wire import SignedRequest
from domain.views import Item, Reply
from storage import migrate
from tests.builders import Town
from tests.faults.databases import Breakable, small_disk
from tests.faults.processes import Order, Pace, Replica, environment, is_up, run, start, start_replica
from tests.faults.stage import CHANNELS, LATE, Stage, furnish, stage
from tests.faults.stepwise import MONDAY, PATIENCE, QUICK, Copies


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server said to a request, and after how many seconds; status 0: nothing."""

    status: int
    text: str
    seconds: float


def ask(server: Replica, request: SignedRequest, *, seconds: float = 15.0) -> Answered:
    """Send a request as a platform does."""
    began = time.monotonic()
    where = urlsplit(server.url)
    line = http.client.HTTPConnection(str(where.hostname), where.port, timeout=seconds)
    try:
        line.request("POST", request.path, request.body, dict(request.headers))
        answer = line.getresponse()
        return Answered(answer.status, answer.read().decode(), time.monotonic() - began)
    except (OSError, http.client.HTTPException):
        return Answered(0, "", time.monotonic() - began)
    finally:
        line.close()


def typed(at: Stage, words: str) -> SignedRequest:
    """The coordinator's words, as Slack delivers them."""
    user = at.town.coordinator_account.external_id
    return at.slack.requests.command(words, user=user, channel=at.slack.direct(user).id)


def noted(at: Stage, words: str) -> int:
    """How often this progress note is kept."""
    return len(at.rows("SELECT 1 FROM progress_notes WHERE text LIKE :words", words=f"%{words}%"))


def servers(at: Stage, count: int, pace: Pace = QUICK) -> list[Replica]:
    """So many servers, listening."""
    made = [start_replica(at.settings, pace) for _ in range(count)]
    for each in made:
        each.wait_ready()
    return made


def delivered_four_times(url: str, town: Town, *, commands: int = 5) -> list[str]:
    """The same request twice to each of two servers at once: one effect, the same answer."""
    wrong: list[str] = []
    with stage(url, town) as at, ThreadPoolExecutor(4) as pool:
        two = servers(at, 2, replace(QUICK, patience=PATIENCE))
        for number in range(commands):
            request = typed(at, f"note {number + 1} word{number}x")
            answers = list(pool.map(lambda server, one=request: ask(server, one), [*two, *two]))
            texts = {answer.text for answer in answers}
            if {answer.status for answer in answers} != {200} or len(texts) != 1:
                wrong.append(f"{len(texts)} different answers: {sorted(answer.status for answer in answers)}")
            if (kept := noted(at, f"word{number}x")) != 1:
                wrong.append(f"it was noted {kept} times")
        for each in two:
            each.kill()
    return wrong


def two_people_at_once(url: str, town: Town, *, rounds: int = 5) -> list[str]:
    """Two servers are told to move the same date: every change that was acknowledged is in the history."""
    wrong: list[str] = []
    with stage(url, town) as at, ThreadPoolExecutor(2) as pool:
        two = servers(at, 2)
        said = 0
        for number in range(rounds):
            asked = [typed(at, f"date 3 {day} March 2030 because reason{number}x{day}") for day in (4, 5)]
            answers = list(pool.map(ask, two, asked))
            for day, answer in zip((4, 5), answers, strict=True):
                told = "March 2030" in answer.text and answer.status == 200
                kept = at.rows("SELECT 1 FROM history WHERE event LIKE :w", w=f"%reason{number}x{day}%")
                said += told
                if told and "changed" not in answer.text and "already" not in answer.text and len(kept) > 1:
                    wrong.append("it was changed twice")
        versions = at.rows("SELECT version FROM actions WHERE key = 'NRP-3'")[0].version
        changes = len(at.rows("SELECT 1 FROM history h JOIN actions a ON a.id = h.action_id WHERE a.key = 'NRP-3'"))
        if versions - 1 != changes:
            wrong.append(f"{changes} changes in the history, but version {versions}")
        if not said:
            wrong.append("nobody was answered")
        for each in two:
            each.kill()
    return wrong


def server_falls_over(server: Breakable, url: str, town: Town, *, how: str) -> tuple[list[str], dict[str, float]]:
    """PostgreSQL is restarted, or one of its processes killed, while people write: what was acknowledged is kept, a
    failure is said within 2.5 s, and all is well within 5 s of its return.
    """
    wrong: list[str] = []
    figures = {"longest answer": 0.0, "well again": 0.0}
    with stage(url, town) as at:
        (only,) = servers(at, 1)
        acknowledged: list[str] = []
        number, hurt, back, well = 0, 0.0, 0.0, 0.0
        began = time.monotonic()
        while not well:
            now = time.monotonic()
            if now - began > 60:
                wrong.append("it did not become well again within a minute")
                break
            if not hurt and len(acknowledged) >= 5:
                hurt = back = now
                if how == "restarted":
                    server.crash()
                    down = [ask(only, typed(at, f"note 1 down{n}x")) for n in range(2)]
                    figures["longest answer"] = max(one.seconds for one in down)
                    if any(one.status != 200 or not one.text for one in down):
                        wrong.append("the failure was not told to the person")
                    server.start_again()
                    back = time.monotonic()
                else:
                    server.kill_a_backend(url.rpartition("/")[2].partition("?")[0])
            number += 1
            answer = ask(only, typed(at, f"note 1 word{number}x"))
            figures["longest answer"] = max(figures["longest answer"], answer.seconds)
            if answer.status == 200 and "NRP-1" in answer.text:
                acknowledged.append(f"word{number}x")
                if hurt:
                    well = time.monotonic()
        figures["well again"] = well - back if well else 60.0
        if figures["longest answer"] > 2.5:
            wrong.append(f"an answer took {figures['longest answer']:.1f} s")
        if figures["well again"] > 5:
            wrong.append(f"it took {figures['well again']:.1f} s until all was well again")
        wrong += [f"{words} was acknowledged and is gone" for words in acknowledged if noted(at, words) != 1]
        if not is_up(only.url, "/readyz"):
            wrong.append("/readyz is not ready")
        only.kill()
    return wrong, figures


def full_disk(folder: Path) -> list[str] | None:
    """SQLite's disk runs full: a change is kept whole or not at all, the person is told, and it heals; `None` where
    no small disk can be made.
    """
    wrong: list[str] = []
    with small_disk(folder, 8) as is_small:
        if not is_small:
            return None
        url = f"sqlite:///{folder / 'actions.db'}"
        migrate.upgrade(url)
        town = furnish(url, MONDAY.date(), followed=False)
        with stage(url, town) as at:
            (only,) = servers(at, 1)
            ask(only, typed(at, "note 1 before"))
            ballast = folder / "ballast"
            fill(ballast)
            answers = [ask(only, typed(at, f"note 2 full{number}x {'y' * 900}")) for number in range(12)]
            refused = [number for number, one in enumerate(answers) if "NRP-2" not in one.text]
            if not refused:
                wrong.append("the disk never was full")
            if any(one.status != 200 or not one.text for one in answers):
                wrong.append("somebody got no words")
            wrong += [f"a refused note {n} was kept" for n in refused if noted(at, f"full{n}x")]
            kept = [n for n in range(len(answers)) if n not in refused]
            wrong += [f"an acknowledged note {n} is gone" for n in kept if noted(at, f"full{n}x") != 1]
            ballast.unlink()
            healed = ask(only, typed(at, "note 3 after"))
            if "NRP-3" not in healed.text or noted(at, "after") != 1:
                wrong.append("it does not heal")
            if [tuple(row) for row in at.rows("PRAGMA integrity_check")] != [("ok",)]:
                wrong.append("the file is damaged")
            only.kill()
    return wrong


def fill(path: Path) -> None:
    """Take all the room that is left."""
    with path.open("wb", buffering=0) as file:
        while True:
            try:
                if not file.write(b"x" * 4096):
                    return
            except OSError:
                return


def writes(environ: dict[str, str], order: Order, count: int, answer: Any) -> None:
    """One of many writers: so many notes as fast as it can; sends back what it was refused with."""
    from domain.errors import StaleWrite, Unavailable
    from tests.faults.dying import Steps
    from tests.faults.processes import command, opened

    os.environ.update(environ)
    from bot.settings import load

    refused: list[str] = []
    with opened(load(_env_file=None)) as store:
        for number in range(count):
            try:
                command(
                    store,
                    replace(order, said=f"{order.said}n{number}x", delivery=f"{order.delivery}-{number}"),
                    Steps(),
                )
            except (Unavailable, StaleWrite, AssertionError) as error:
                refused.append(f"{type(error).__name__}: {error}"[:200])
    answer.send(refused)
    answer.close()


def many_writers(url: str, town: Town, *, writers: int = 8, each: int = 20) -> tuple[list[str], float]:
    """So many processes write at once: nobody is refused, nothing is lost. Gives the writes a second, too."""
    import multiprocessing

    with stage(url, town) as at:
        environ = environment(at.settings)
        lines, processes = [], []
        began = time.monotonic()
        for number in range(writers):
            ours, theirs = multiprocessing.get_context("forkserver").Pipe(duplex=False)
            order = Order(
                "command", environ, QUICK, MONDAY, town.id, town.workspace.external_id,
                town.coordinator_account.external_id, said=f"note {number + 1} w{number}", delivery=f"w{number}",
            )  # fmt: skip
            processes.append(start(writes, environ, order, each, theirs))
            theirs.close()
            lines.append(ours)
        wrong = [problem for line in lines for problem in line.recv()]
        for process in processes:
            process.join()
        seconds = time.monotonic() - began
        if (kept := noted(at, "w")) != writers * each - len(wrong):
            wrong.append(f"{kept} of {writers * each} are kept")
    return wrong, writers * each / seconds


def within_rates(url: str, town: Town, *, messages: int = 20) -> tuple[list[str], int]:
    """Two servers have many messages for one channel of each platform, and one for many: no platform is asked for more
    than it bears. Gives how often one had to refuse; more than once in a long while is a fault of ours.
    """
    wrong: list[str] = []
    with stage(url, town, slack_places=20, teams_places=10) as at:
        at.slack.fail_when(slack_limits())
        at.teams.fail_when(teams_limits())
        keys = [f"s{20 * number}" for number in range(messages)] + [f"s{number}" for number in range(1, 20)]
        keys += [f"t{10 * number}" for number in range(messages)] + [f"t{number}" for number in range(1, 10)]
        at.put(keys, by_number=True)
        two = servers(at, 2, Pace())
        end = time.monotonic() + 90 + 4 * messages  # a slow machine may have to sign in again
        while at.states() != {"sent": len(keys)} and time.monotonic() < end:
            time.sleep(0.1)
        for each in two:
            each.kill()
        states = at.states()
        if states != {"sent": len(keys)}:
            wrong.append(f"not all was delivered: {states}")
        refused = [*at.slack.wire.matching("chat.postMessage"), *at.teams.wire.matching("sendToConversation")]
        times = sum(call.status == 429 for call in refused)
        if times > 1 + messages // 20:
            wrong.append(f"{times} of {len(refused)} calls were refused")
    return wrong, times


WRONG_CLOCKS: Sequence[tuple[str, datetime]] = (
    ("a working morning", datetime(2026, 11, 23, 9, 5, tzinfo=UTC)),
    ("just after midnight", datetime(2026, 11, 24, 0, 5, tzinfo=UTC)),
    ("the clocks go back", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("the clocks go forward", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
)


def clocks_apart(template: str, copies: Copies) -> list[str]:
    """Machines whose clocks are an hour apart look, by turns, for three days: each date is told once in each channel,
    and nobody gets more than two messages on a local date.
    """
    wrong: list[str] = []
    for name, moment in WRONG_CLOCKS:
        with copies(template) as url:
            town = furnish(url, moment.date(), followed=True)
            with stage(url, town) as at:
                order = Order("sweep", environment(at.settings), QUICK, moment)
                for hours in range(0, 72, 6):
                    for ahead in (0, 1, -1):
                        when = moment + timedelta(hours=hours + ahead)
                        for work in ("sweep", "reminders"):
                            run(replace(order, work=work, now=when))
                wrong += [f"{name}: {problem}" for problem in _announced(at)]
                told = at.rows("SELECT key FROM outbox WHERE key LIKE 'hear:%'")
                wrong += [f"{name}: {row.key}" for row in told if int(row.key.rpartition(":")[2]) > 2]
    return wrong


def away_for_three_days(template: str, copies: Copies) -> list[str]:
    """Nobody ran from Monday to Thursday: then each channel gets one post, each person one message, each date once."""
    wrong: list[str] = []
    with copies(template) as url:
        town = furnish(url, MONDAY.date(), followed=True)
        with stage(url, town) as at:
            order = Order("sweep", environment(at.settings), QUICK, MONDAY)
            posts = "SELECT count(*) AS n FROM outbox WHERE kind = 'post' AND key NOT LIKE 'hear:%'"
            counts = []
            for days in (0, 3):
                for work in ("sweep", "reminders", "sweep", "reminders"):
                    run(replace(order, work=work, now=MONDAY + timedelta(days=days)))
                counts.append(at.rows(posts)[0].n)
            if counts[1] - counts[0] != len(CHANNELS):
                wrong.append(f"{counts[1] - counts[0]} posts instead of {len(CHANNELS)}")
            wrong += _announced(at)
            days_told = Counter(
                tuple(row.key.split(":")[1:3]) for row in at.rows("SELECT key FROM outbox WHERE key LIKE 'hear:%'")
            )
            wrong += [
                f"{n} messages on {day}"
                for (_, day), n in days_told.items()
                if n > 2 or day not in {"2026-11-23", "2026-11-26"}
            ]
    return wrong


def _announced(at: Stage) -> list[str]:
    """Each channel's posts, against the ledger: what a post shows, and how many more it speaks of."""
    from domain.usecases import registry

    assert registry  # it knows the messages behind the buttons of a reply
    shown: dict[str, Counter[str]] = {}
    more: Counter[str] = Counter()
    posts = (
        "SELECT o.conversation, o.reply, c.more FROM outbox o JOIN cards c ON c.id = o.card_id WHERE o.kind = 'post'"
    )
    for row in at.rows(posts):
        reply = Reply.model_validate_json(row.reply)
        items = [one.key for one in reply.elements if isinstance(one, Item)]
        shown.setdefault(row.conversation, Counter()).update(items)
        more[row.conversation] += row.more
    wrong = []
    for place in CHANNELS:
        keys = shown.get(place, Counter())
        wrong += [f"{key} was told {times} times in {place}" for key, times in keys.items() if times != 1]
        told = len(keys) + more[place]
        noted_there = len(at.rows("SELECT 1 FROM announcements WHERE channel = :place", place=place))
        if told != noted_there or told < LATE:
            wrong.append(f"{told} were told in {place}, and the ledger knows {noted_there}")
    return wrong
