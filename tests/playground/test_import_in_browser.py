"""From a file to Go live as a coordinator sees it: in a browser, on both platforms, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from adapters.documents.check_sheet import read_check_sheet
from bot.playground.world import World
from tests.e2e.importers import PLAN

SIZES = {"desktop": (1280, 860), "phone": (390, 800)}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    faults: list[str] = []
    with browser.new_context(locale="en-GB") as context:
        opened = context.new_page()
        opened.set_default_timeout(30_000)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        yield opened
    assert faults == []


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize(("platform", "code"), [("Slack", "QUS"), ("Teams", "QUT")])
def test_a_coordinator_takes_a_plan_in_from_the_file_to_go_live(
    page: Page, address: str, world: World, pictures: Path, platform: str, code: str, size: str
) -> None:
    code += size[0].upper()
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}?as=grace")
    if size == "phone":
        page.get_by_role("navigation").get_by_role("button", name=platform).click()
    pane = page.get_by_role("region", name=platform, exact=True)
    pane.get_by_role("tab", name="Action Log").click()

    dismiss = pane.get_by_role("button", name="Dismiss")
    if dismiss.is_visible():  # what was said of the plan before this one
        dismiss.click()

    def picture(step: str) -> None:
        page.screenshot(path=pictures / f"import-{platform.lower()}-{size}-{step}.png")

    pane.get_by_role("textbox", name="Message in Action Log").fill(f"import {code}")
    pane.get_by_label("Attach a file: message in").set_input_files(
        {"name": "renewal.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}
    )
    expect(pane.get_by_text("I'm reading renewal.txt").last).to_be_visible()
    expect(pane.get_by_role("article").last).to_contain_text("I found 5 actions")
    picture("1-found")
    last = pane.get_by_role("article").last
    last.get_by_role("button", name="Answer").click()
    last = pane.get_by_role("article").last
    expect(last).to_contain_text(f"{code}: question 1")
    picture("2-question")
    last.get_by_role("button", name="Leave open").click()
    expect(pane.get_by_role("article").last).to_contain_text("Left open: question 1")
    pane.get_by_role("article").last.get_by_role("button", name="Stop for now").click()
    expect(pane.get_by_role("article").last).to_contain_text("All answers are kept")
    picture("3-stopped")
    pane.get_by_role("article").last.get_by_role("button", name="Import good rows").click()
    expect(pane.get_by_role("article").last).to_contain_text(f"5 actions are in the draft {code}")
    expect(pane.get_by_role("article").last.get_by_role("button", name="Go live")).to_be_enabled()
    picture("4-imported")
    pane.get_by_role("article").last.get_by_role("button", name="Go live").click()
    expect(pane.get_by_role("article").last).to_contain_text(f"{code} is live")
    picture("5-live")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert world.slack.refused() == world.teams.refused() == []


@pytest.mark.parametrize("platform", ["Slack", "Teams"])
def test_the_check_sheet_comes_as_a_file_and_teams_asks_first(
    page: Page, address: str, world: World, pictures: Path, platform: str
) -> None:
    code = f"SH{platform[0]}"
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"{address}?as=grace")
    pane = page.get_by_role("region", name=platform, exact=True)
    pane.get_by_role("tab", name="Action Log").click()
    pane.get_by_role("textbox", name="Message in Action Log").fill(f"import {code}")
    pane.get_by_label("Attach a file: message in").set_input_files(
        {"name": "renewal.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}
    )
    expect(pane.get_by_role("article").last).to_contain_text("I found 5 actions")
    pane.get_by_role("article").last.get_by_role("button", name="Send me the doubtful rows").click()
    sheet = f"{code} check sheet.xlsx"
    if platform == "Teams":
        asked = pane.get_by_role("group", name=f"File: {sheet}")
        expect(asked).to_contain_text("KB")
        page.screenshot(path=pictures / "consent-teams.png")
        asked.get_by_role("button", name="Decline").click()
        expect(pane.get_by_role("article").last).to_contain_text("was not sent")
        pane.get_by_role("textbox", name="Message in Action Log").fill(f"check sheet {code}")
        pane.get_by_role("textbox", name="Message in Action Log").press("Enter")
        pane.get_by_role("group", name=f"File: {sheet}").get_by_role("button", name="Allow").click()
        expect(pane.get_by_role("group", name=f"File: {sheet}")).to_have_count(0)
    with page.expect_download() as coming:
        pane.get_by_role("link", name=sheet).click()
    rows = read_check_sheet(Path(coming.value.path()).read_bytes())
    assert rows
    assert all(mark.startswith(f"{code}:") for _, mark, _ in rows)
    assert page.request.get(f"{address}api/file/{platform.lower()}/nothing?as=grace").status == 404
    assert world.slack.refused() == world.teams.refused() == []
