"""axe-core finds nothing wrong with a card as it is drawn, in the light and in the dark, on a telephone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from bot.playground.page_files import page_is_built
from tests.cards.axe import AXE, violations
from tests.cards.drawn import Drawn
from tests.cards.pictures import THEMES, WIDTHS, draw, gallery_page
from tests.cards.review import made

_NAMES = ("list", "action_milestones", "done_row", "form_update", "form_assign", "form_errors", "question", "nudge")
_ALONE = ("landmark-one-main", "region", "page-has-heading-one", "heading-order")
"""What is asked of whole pages."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if not (page_is_built() and AXE.exists()):
        pytest.skip("the demo's page, or axe-core beside it, is not here: “make web” brings both")
    with gallery_page() as opened:
        yield opened


@pytest.fixture(scope="module")
def cards() -> list[Drawn]:
    return [card for card in made() if card.name in _NAMES]


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_found(page: Page, cards: list[Drawn], theme: str) -> None:
    assert {card.name for card in cards} == set(_NAMES)
    for card in cards:
        draw(page, card, width=WIDTHS[0], theme=theme)  # and nothing is wider than the telephone
        assert violations(page, off=_ALONE) == [], f"{card.name} on {card.platform}"
