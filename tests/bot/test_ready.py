"""`/readyz` and the doctor say whether anything can be saved, in words that say what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import server
from domain.errors import Unavailable
from storage import migrate
from storage.store import SqlStore
from storage.writable import refuse_unwritable
from tests.bot.test_door import serving
from tests.faults.databases import small_disk


async def test_a_full_disk_is_not_ready_and_well_again_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "WRITE_EVERY_SECONDS", 0.0)
    with small_disk(tmp_path / "disk", 8) as made:
        if not made:
            pytest.skip("this machine lets nobody make a small disk")
        url = f"sqlite:///{tmp_path}/disk/actions.db"
        migrate.upgrade(url)
        store = SqlStore.open(url)
        filling = tmp_path / "disk" / "filling"
        async with serving(store, database_url=url, teams_insecure_anonymous=True) as client:
            async with client.get("/readyz") as answer:
                assert (answer.status, await answer.json()) == (200, {"status": "ok", "database": "up to date"})
            filling.write_bytes(b"\0" * (shutil.disk_usage(filling.parent).free - 4096))
            async with client.get("/readyz") as answer:
                assert answer.status == 503
                assert (await answer.json())["database"] == "can't be written to: its disk is full"
            filling.unlink()
            async with client.get("/readyz") as answer:
                assert answer.status == 200
        store.close()


def test_a_database_that_takes_no_changes_is_told_from_one_that_does(database_url: str, tmp_path: Path) -> None:
    refuse_unwritable(database_url)
    if database_url.startswith("sqlite"):
        closed = tmp_path / "closed.db"
        closed.write_bytes(b"this is no database, however long one looks at it" * 100)
        with pytest.raises(Unavailable, match="no SQLite database"):
            refuse_unwritable(f"sqlite:///{closed}")
    else:
        mark = "&" if "?" in database_url else "?"
        with pytest.raises(Unavailable, match="read-only"):
            refuse_unwritable(f"{database_url}{mark}options=-c%20default_transaction_read_only%3Don")
