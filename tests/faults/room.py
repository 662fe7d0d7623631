"""No room: a disk that runs full below a PostgreSQL server."""

from __future__ import annotations

import time
from pathlib import Path

from tests.faults.databases import Breakable, Postgres, small_disk
from tests.faults.hardship import ask, fill, noted, servers, typed
from tests.faults.stage import furnish, stage
from tests.faults.stepwise import MONDAY

MEGABYTES = 200
NOTES = 40


def full_disk_of_a_server(folder: Path) -> list[str] | None:
    """PostgreSQL's disk runs full: a change is kept whole or not at all, the person is told, and it heals, also if the
    server has fallen over meanwhile; `None` where no small disk can be made.
    """
    wrong: list[str] = []
    with small_disk(folder, MEGABYTES) as is_small:
        if not is_small:
            return None
        server = Breakable(folder)
        try:
            databases = Postgres(server.uri)
            town = furnish(databases.template, MONDAY.date(), followed=False)
            with stage(databases.template, town) as at:
                (only,) = servers(at, 1)
                ask(only, typed(at, "note 1 before"))
                ballast = folder / "ballast"
                fill(ballast)
                answers = [ask(only, typed(at, f"note 2 full{number}x {'y' * 900}")) for number in range(NOTES)]
                refused = [number for number, one in enumerate(answers) if "NRP-2" not in one.text]
                if not refused:
                    wrong.append("the disk never was full")
                if any(one.status != 200 or not one.text for one in answers):
                    wrong.append("somebody got no words")
                ballast.unlink()
                server.start_again()
                end = time.monotonic() + 10
                while "NRP-3" not in ask(only, typed(at, "note 3 after")).text:
                    if time.monotonic() > end:
                        wrong.append("it does not heal")
                        break
                    time.sleep(0.2)
                wrong += [f"a refused note {n} was kept" for n in refused if noted(at, f"full{n}x")]
                kept = [n for n in range(len(answers)) if n not in refused]
                wrong += [f"an acknowledged note {n} is gone" for n in kept if noted(at, f"full{n}x") != 1]
                only.kill()
        finally:
            server.close()
    return wrong
