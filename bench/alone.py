"""What nobody can save: a bare listener that, before it answers a press, sends the database the least that a press must
write down, with nothing of ours around it.

Who pressed, which action, its change if it is still what it was, its history, the receipt of the delivery, and the
commit: six statements through the driver itself, in a thread, since a disk may be slow. What a press may take above
bare is to be read beside what these take on the same machine in the same minute.
"""

from __future__ import annotations

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeAlias
from uuid import uuid4

import aiohttp
from sqlalchemy import make_url

from bench.bare import BareSlack, Json
from bench.town import Town
from storage.text import fold_key

_ACCOUNT = "SELECT * FROM accounts WHERE organisation_id = ? AND workspace_id = ? AND external_id = ?"
_ACTION = "SELECT * FROM actions WHERE organisation_id = ? AND key_folded = ?"
_CHANGE = """UPDATE actions SET status = ?, completed_at = ?, version = version + 1
 WHERE organisation_id = ? AND key_folded = ? AND status = ?"""
_HISTORY = "INSERT INTO history (organisation_id, id, kind, at, event) VALUES (?, ?, ?, ?, ?)"
_RECEIPT = 'INSERT INTO deliveries (organisation_id, "key", reply, at) VALUES (?, ?, ?, ?)'
_EVENT = '{"kind": "action completed", "from": "open", "to": "complete", "by": "somebody", "from_version": 1}'

Ask: TypeAlias = Callable[[str, Sequence[Any]], Sequence[Any]]
"""Executes a statement and gives its rows."""


class Statements(ABC):
    """The statements of a press, on one connection, which is made when it is first needed."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._made: Any = None
        self._turn = Lock()

    def complete(self, account: str, key: str) -> None:
        """Do what a press on **Mark complete** must do; blocks."""
        moment = self._moment()
        with self._turn, self._transaction() as ask:
            _completed(ask, moment, account, key)

    def reopen(self, key: str) -> None:
        """Take it back; blocks."""
        with self._turn, self._transaction() as ask:
            _reopened(ask, key)

    def close(self) -> None:
        """Let the connection go."""
        if self._made is not None:
            self._made.close()

    @abstractmethod
    def _moment(self) -> Any:
        """Now, as the driver takes it."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Ask]:
        """Committed at the end of the block."""


def statements(url: str) -> Statements:
    """Those for the database at this URL. It is connected to when it is first needed."""
    return _OnSqlite(url) if make_url(url).drivername.startswith("sqlite") else _OnPostgres(url)


class AloneSlack(BareSlack):
    """A bare listener that writes a press down."""

    def __init__(self, card: Json, session: aiohttp.ClientSession, url: str, executor: Executor) -> None:
        super().__init__(card, session)
        self.statements = statements(url)
        self._executor = executor

    async def _button(self, ack: Any, body: Json) -> None:
        key = fold_key(str(body["actions"][0]["value"]))
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._executor, self.statements.complete, body["user"]["id"], key)
        await super()._button(ack, body)


def _completed(ask: Ask, moment: Any, account: str, key: str) -> None:
    organisation = Town.organisation
    (_,) = ask(_ACCOUNT, (organisation, Town.slack, account))
    (_,) = ask(_ACTION, (organisation, key))
    ask(_CHANGE, ("complete", moment, organisation, key, "open"))
    ask(_HISTORY, (organisation, uuid4().hex, "completed", moment, _EVENT))
    ask(_RECEIPT, (organisation, uuid4().hex, _EVENT, moment))


def _reopened(ask: Ask, key: str) -> None:
    ask(_CHANGE, ("open", None, Town.organisation, key, "complete"))


class _OnSqlite(Statements):
    def _moment(self) -> str:
        return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")

    @contextmanager
    def _transaction(self) -> Iterator[Ask]:
        if self._made is None:
            self._made = sqlite3.connect(str(self._url.database), isolation_level=None, check_same_thread=False)
            self._made.execute("PRAGMA synchronous = FULL")
            self._made.execute("PRAGMA foreign_keys = ON")
        self._made.execute("BEGIN IMMEDIATE")
        yield lambda sql, values: self._made.execute(sql, values).fetchall()
        self._made.execute("COMMIT")


class _OnPostgres(Statements):
    def _moment(self) -> datetime:
        return datetime.now(UTC)

    @contextmanager
    def _transaction(self) -> Iterator[Ask]:
        import psycopg

        if self._made is None:
            url = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._made = psycopg.connect(url, prepare_threshold=1)

        def ask(sql: str, values: Sequence[Any]) -> Sequence[Any]:
            cursor = self._made.execute(sql.replace("?", "%s"), values)
            return cursor.fetchall() if cursor.description else ()

        with self._made.transaction():
            yield ask
