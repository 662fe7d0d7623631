"""The words by which the made-up council's actions are found, as rows: what the storage would make of them, but each
text is taken apart only once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bench.encode import Encoder
from domain.language.search_words import indexed, vocabulary
from storage import schema
from storage.searching import EDITION, id_word, note_words

RARE = "otters"
"""A word that ten actions hold, whatever the size."""

COMMON = "audit"
"""A word that a great part of them hold, in their notes or their text."""

_RARE_ACTIONS = 10


@lru_cache(maxsize=200_000)
def _kept(text: str) -> str:
    return indexed([text])


class Searched:
    """Gives the row of each action, and at the end the words that may have been meant."""

    def __init__(self, encoder: Encoder, organisation: str, size: int) -> None:
        self._encoder = encoder
        self._organisation = organisation
        self._every = max(1, size // _RARE_ACTIONS)
        self._texts: set[str] = {RARE}

    def row(
        self, number: int, action_id: str, head: Sequence[str], body: Sequence[str], ids: Sequence[str], note: str
    ) -> list[Any]:
        """The row of the action with this number."""
        words = [RARE] if number % self._every == self._every // 2 else []
        self._texts.update((*head[2:], *body))
        return self._encoder.row(
            schema.searches,
            {
                "organisation_id": self._organisation,
                "action_id": action_id,
                "head": " ".join(map(_kept, (*head, *words))),
                "body": " ".join((*map(_kept, body), *map(id_word, ids))),
                "notes": note_words(note) if note else "",
                "edition": EDITION,
            },
        )

    def words(self) -> Iterator[list[Any]]:
        """Rows of the words."""
        for word in sorted(vocabulary(self._texts)):
            values = {"organisation_id": self._organisation, "word": word, "length": len(word)}
            yield self._encoder.row(schema.search_words, values)
