"""Pictures of every card: drawn by the demonstration's own parts, on a telephone and beside a chat, light and dark."""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bot.playground.build import WEB
from bot.playground.teams_cards import inputs_of
from tests.cards.drawn import Drawn

WIDTHS = (320, 560)
THEMES = ("light", "dark")
USERS = [{"id": "ID", "name": "Imogen Vale"}, {"id": "ID2", "name": "Rowan Ashdown"}]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_GAP = 8
_COLOURS = 160
_TALLEST = 4_000


class Spilled(Exception):
    """A card is wider than where it stands."""


@contextmanager
def gallery_page() -> Iterator[Page]:
    """The page that draws a card, in a headless Chromium. Nothing outside this machine is asked for."""
    with _served(WEB / "dist") as url, sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with browser.new_context(locale="en-GB") as context:
            page = context.new_page()
            page.on("pageerror", lambda error: _fail(error))
            page.goto(f"{url}/cards.html")
            page.wait_for_function("() => Boolean(window.draw)")
            yield page
        browser.close()


def draw(page: Page, card: Drawn, *, width: int, theme: str) -> None:
    """Draw a card at this width.

    Raises:
        Spilled: it is wider.
    """
    page.set_viewport_size({"width": width, "height": 400})
    shown = {"platform": card.platform, "kind": card.kind, "payload": _drawable(card)}
    page.evaluate("([shown, theme, users]) => window.draw(shown, theme, users)", [shown, theme, USERS])
    page.wait_for_function("document.querySelector('#card main')?.innerText.trim()")
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('#card *')].map((one) => one.getBoundingClientRect().right))"
    )
    if widest > width + 1:
        raise Spilled(f"{card.name} on {card.platform} is {widest:.0f} px wide at {width} px")


def _drawable(card: Drawn) -> Mapping[str, Any]:
    """As the demonstration draws it: its people pickers hold names, which Teams asks for as somebody types."""
    payload: dict[str, Any] = json.loads(json.dumps(card.payload))
    for field in inputs_of(payload) if card.platform == "teams" else ():
        if field.pop("choices.data", None):
            style = "expanded" if field.get("isMultiSelect") else "compact"
            field |= {"choices": [{"title": user["name"], "value": user["id"]} for user in USERS], "style": style}
    return payload


def picture(page: Page, card: Drawn, *, width: int, theme: str) -> Image.Image:
    """The card alone, as high as it is."""
    draw(page, card, width=width, theme=theme)
    height = min(
        _TALLEST, int(page.evaluate("Math.ceil(document.getElementById('card').getBoundingClientRect().bottom)"))
    )
    page.set_viewport_size({"width": width, "height": max(40, height)})
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        return shot.convert("RGB")


def sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """Pictures side by side, in few colours."""
    width = sum(one.width for one in pictures) + _GAP * (len(pictures) - 1)
    made = Image.new("RGB", (width, max(one.height for one in pictures)), "#8a8f98")
    left = 0
    for one in pictures:
        made.paste(one, (left, 0))
        left += one.width + _GAP
    return made.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def save(made: Image.Image, path: Path) -> None:
    """Small and without loss."""
    made.convert("RGB").save(path, "WEBP", lossless=True, quality=60, method=3)


def _fail(error: object) -> None:
    raise AssertionError(f"the page fails: {error}")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
