"""The reviewed pictures in `docs/cards`, the page that shows them, and the fingerprints of what they show."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from storage.migrate import upgrade
from storage.store import SqlStore
from tests.cards.drawn import Drawn, drawn
from tests.cards.story import Gallery, told

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "cards"
REVIEWED = FOLDER / "reviewed.json"
PAGE = DOCS / "cards.md"

_INTRODUCTION = """# Every card

<!-- Written by make cards. -->

What people get, with long words, a word without end, and lines from right to left. For each card: Slack and then Teams,
320 pixels wide (a telephone) in light and dark, then 560 pixels wide. They are drawn by the parts of the demo's
page (slack-blocks-to-jsx for Slack, Microsoft's adaptivecards for Teams), so they are a likeness and no screenshots
of Slack or Teams: fonts, margins and menus differ there.

`make cards` takes them, and says which cards are new or look different: look at those before you commit them. A test
compares what each platform is sent with what was looked at, and not pixels.
"""


def made() -> list[Drawn]:
    """Every card on both platforms."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stores = [_store(Path(folder) / f"{name}.db") for name in ("town", "week")]
        try:
            return drawn(gallery(*stores))
        finally:
            for store in stores:
                store.close()


def gallery(store: SqlStore, other: SqlStore) -> Gallery:
    """The cards before they are drawn."""
    return told(store, other)


def _store(path: Path) -> SqlStore:
    upgrade(f"sqlite:///{path}")
    return SqlStore.open(f"sqlite:///{path}")


def fingerprints(cards: Sequence[Drawn]) -> dict[str, str]:
    """`name/platform` and what identifies the card."""
    return {f"{card.name}/{card.platform}": card.fingerprint for card in cards}


def reviewed() -> Mapping[str, str]:
    """Those that were looked at."""
    found: Mapping[str, str] = json.loads(REVIEWED.read_text("utf-8")) if REVIEWED.exists() else {}
    return found


def changed(cards: Sequence[Drawn]) -> list[str]:
    """Names of cards that are not as they were when they were looked at, or are gone."""
    now, then = fingerprints(cards), reviewed()
    differ = [key for key in {**then, **now} if now.get(key) != then.get(key)]
    return list(dict.fromkeys(key.partition("/")[0] for key in differ))


def write_page(cards: Sequence[Drawn]) -> None:
    """The page, and the fingerprints."""
    titles = {card.name: card.title for card in cards}
    parts = [_INTRODUCTION]
    for name, title in titles.items():
        alt = f"{title}: Slack and Teams, on a telephone and wider, light and dark"
        parts.append(f"## {title}\n\n![{alt}](cards/{name}.webp)\n")
    PAGE.write_text("\n".join(parts), "utf-8")
    REVIEWED.write_text(json.dumps(fingerprints(cards), indent=1) + "\n", "utf-8")
