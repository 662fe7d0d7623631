"""The listeners in a process of their own, as they run in earnest: who sends does not slow down who answers."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection

from bench.house import Plans, house
from bench.outside import served

_START_SECONDS = 60.0


@asynccontextmanager
async def neighbour(plans: Plans, *, teams: bool) -> AsyncIterator[str]:
    """The address of the listeners, until the end of the block."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(plans, teams, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        # In a thread: what it asks of the world outside is answered by this one's loop.
        if not await asyncio.to_thread(ours.poll, _START_SECONDS):
            raise RuntimeError("the listeners did not start")
        yield ours.recv()
    finally:
        ours.close()  # which ends the process
        await asyncio.to_thread(process.join, 20)
        if process.is_alive():
            process.kill()


def _run(plans: Plans, teams: bool, parent: Connection) -> None:
    asyncio.run(_serve(plans, teams, parent))


async def _serve(plans: Plans, teams: bool, parent: Connection) -> None:
    async with house(plans, teams=teams) as built, served(built.app()) as url:
        parent.send(url)
        await asyncio.to_thread(_until_closed, parent)


def _until_closed(parent: Connection) -> None:
    try:
        parent.recv()
    except EOFError:
        return
