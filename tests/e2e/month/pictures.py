"""Pictures of the month's moments: the demonstration's page on a phone, in a headless Chromium."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bot.playground.page import WorldStage
from bot.playground.stage import PlaygroundPage
from bot.playground.staged import StagePerson
from bot.playground.world import World
from tests.e2e.month.chat import OnSlack, OnTeams
from tests.e2e.month.lived import live
from tests.e2e.month.page import FOLDER, PAGE
from tests.e2e.month.script import RUTH
from tests.e2e.month.turns import Turn

WIDTH, HEIGHT = 390, 760
_COLOURS = 96
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class MonthStage(WorldStage):
    """The demonstration's people, and Ruth, who is new."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        slack, teams = OnSlack(world, Path()).user(RUTH), OnTeams(world, Path()).user(RUTH)
        self._ruth = StagePerson("ruth", RUTH, "NHS lead nurse", slack, teams)

    @property
    def people(self) -> Sequence[StagePerson]:
        """Who one can be."""
        return (*super().people, self._ruth)


class Camera:
    """Takes the pictures of one platform while the month is lived there."""

    def __init__(self, phone: Page, platform: str) -> None:
        self._phone = phone
        self._platform = platform
        self.taken: list[str] = []
        phone.on("pageerror", lambda error: self._fail(error))

    @staticmethod
    def _fail(error: object) -> None:
        raise AssertionError(f"the page fails: {error}")

    def __call__(self, world: World, turn: Turn, *, form: bool) -> None:
        """Take this turn's picture, if it has one here."""
        picture = turn.picture
        if picture is None or picture.platform != self._platform or picture.form != form:
            return
        with PlaygroundPage(MonthStage(world)) as page:
            phone = self._phone
            phone.goto(f"{page.url}?as={turn.who.split()[0].lower()}")
            modal = form and self._platform == "Slack"
            if not modal:
                phone.get_by_role("navigation").get_by_role("button", name=self._platform).click()
                pane = phone.get_by_role("region", name=self._platform, exact=True)
                pane.get_by_role("tab", name="action-plan" if getattr(turn, "channel", False) else "Action Log").click()
            else:
                phone.get_by_role("dialog").wait_for()
            phone.wait_for_timeout(400)  # what comes in last is scrolled to
            with Image.open(io.BytesIO(phone.screenshot())) as shot:
                small = shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            small.save(PAGE.parent / FOLDER / picture.name, optimize=True)
        self.taken.append(picture.name)


def take() -> list[str]:
    """Take every picture; gives the names of their files, in `docs/images`."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        for kind, platform in ((OnSlack, "Slack"), (OnTeams, "Teams")):
            with (
                browser.new_context(locale="en-GB", viewport={"width": WIDTH, "height": HEIGHT}) as context,
                tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            ):
                camera = Camera(context.new_page(), platform)
                live(Path(folder), kind, lambda _: [], camera)
                taken += camera.taken
        browser.close()
    return taken
