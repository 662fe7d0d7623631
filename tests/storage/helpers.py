"""What the storage tests share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from domain.language.search_words import term_of, without_little_words
from domain.people import EVERYTHING, SYSTEM
from domain.ports import UnitOfWork
from domain.searching import Wanted
from storage.store import SqlStore
from tests.builders import NOW, Town

E = TypeVar("E")


def event_of(kind: type[E], **fields: Any) -> E:
    """An event of the process."""
    return kind(at=NOW, by=SYSTEM, **fields)


def looking_for(words: str, **asked: Any) -> Wanted:
    """Actions that hold all of these words."""
    terms = [term for word in words.split() if (term := term_of(word))]
    return Wanted(terms=without_little_words(terms), **asked)


@contextmanager
def reading(store: SqlStore, town: Town) -> Iterator[UnitOfWork]:
    """A reading unit of work that sees everything of a town."""
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        yield uow


@contextmanager
def writing(store: SqlStore, town: Town) -> Iterator[UnitOfWork]:
    """A writing one."""
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        yield uow
