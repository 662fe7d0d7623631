"""Takes the pictures of the cards that changed (all of them with --all): `make cards`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PIL import Image

from tests.cards.drawn import PLATFORMS, Drawn
from tests.cards.pictures import THEMES, WIDTHS, gallery_page, picture, save, sheet
from tests.cards.review import FOLDER, changed, made, write_page


def main(arguments: Sequence[str]) -> int:
    """The command."""
    cards = made()
    there = {card.name: card for card in cards}
    wanted = list(there) if "--all" in arguments else [name for name in changed(cards) if name in there]
    wanted += [name for name in there if name not in wanted and not (FOLDER / f"{name}.webp").exists()]
    FOLDER.mkdir(exist_ok=True)
    if wanted:
        with gallery_page() as page:
            for name in wanted:
                shots: list[Image.Image] = []
                for width in WIDTHS:
                    for platform in PLATFORMS:
                        card = _card(cards, name, platform)
                        shots += [picture(page, card, width=width, theme=theme) for theme in THEMES]
                save(sheet(shots), FOLDER / f"{name}.webp")
                print(f"Look at docs/cards/{name}.webp")
    for old in FOLDER.glob("*.webp"):
        if old.stem not in there:
            old.unlink()
    write_page(cards)
    print(f"{len(there)} cards, {len(wanted)} of them taken anew.")
    return 0


def _card(cards: Sequence[Drawn], name: str, platform: str) -> Drawn:
    return next(card for card in cards if card.name == name and card.platform == platform)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
