"""Every card is as it was when somebody looked at its pictures, and says in plain words what it shows."""

from __future__ import annotations

import pytest

from tests.cards.drawn import Drawn
from tests.cards.review import FOLDER, PAGE, changed, made

_NAMES = sorted(path.stem for path in FOLDER.glob("*.webp"))
_MOST_BYTES = 4_000_000


@pytest.fixture(scope="module")
def cards() -> list[Drawn]:
    return made()


def test_each_card_is_as_it_was_looked_at(cards: list[Drawn]) -> None:
    differ = changed(cards)
    assert not differ, f"these cards changed: run make cards, and look at docs/cards/*.webp of {differ}"


def test_each_card_has_its_pictures_on_the_page(cards: list[Drawn]) -> None:
    names = {card.name for card in cards}
    assert names == set(_NAMES)
    page = PAGE.read_text("utf-8")
    assert all(f"(cards/{name}.webp)" in page for name in names)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < _MOST_BYTES
