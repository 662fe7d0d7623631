"""Connections that stay open between requests: taking one from SQLAlchemy's pool and giving it back costs a request as
much as a statement does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError


class Lender:
    """Lends the connections of an engine; how many there may be is still the pool's matter. Safe to use from many
    threads.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: list[Connection] = []
        self._is_shut = False

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """A connection for this block alone, which must end its transactions itself. The one that was used last goes
        first: what it has read is still in its memory.

        Raises:
            SQLAlchemyError: none is free, or the database can't be reached.
        """
        connection = self.lend()
        try:
            yield connection
        finally:
            self.take_back(connection)

    def lend(self) -> Connection:
        """Likewise, until it is given back by `take_back`: for who would pay for a `with` at each request.

        Raises:
            SQLAlchemyError
        """
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def take_back(self, connection: Connection) -> None:
        """What was lent comes back."""
        if not connection.closed and not connection.invalidated:
            try:
                if connection.in_transaction():  # SQLAlchemy's own idea of one; nothing of it is left
                    connection.rollback()
                if not self._is_shut:
                    self._idle.append(connection)
                    return
            except SQLAlchemyError:
                connection.invalidate()
        self._let_go()  # the server has hung up, most likely on the others too
        connection.close()

    def close(self) -> None:
        """Let every connection go; those that are lent are closed when they come back."""
        self._is_shut = True
        self._let_go()

    def _let_go(self) -> None:
        while self._idle:
            with suppress(IndexError, SQLAlchemyError):
                self._idle.pop().close()
