"""A browser for the tests of the page: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from bot.playground.page import WorldStage
from bot.playground.page_files import page_is_built
from bot.playground.stage import PlaygroundPage
from bot.playground.world import World
from tests.worlds import a_world

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def built_page() -> None:
    """Skips where there is no page to show."""
    if not page_is_built():
        pytest.skip("the demo's page is not built: “make web”, or “python -m bot.playground.build”, builds it")


@pytest.fixture(scope="module")
def browser(built_page: None) -> Iterator[Browser]:
    """Not for longer than a module, and none that has asynchronous tests: Playwright keeps an event loop running."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("no Chromium here: install it (“apt install chromium”, or set CHROMIUM to a Chrome's path)")
    expect.set_options(timeout=30_000)  # what is waited for comes at once, but for a busy machine
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """The demonstration with its sample plan."""
    with TemporaryDirectory() as folder, a_world(Path(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def address(world: World, built_page: None) -> Iterator[str]:
    """Where its page is."""
    with PlaygroundPage(WorldStage(world)) as page:
        yield page.url


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the folder that SCREENSHOTS names, else a passing one."""
    named = os.environ.get("SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
