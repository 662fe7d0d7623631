"""From a file to Go live, pressed through in the demonstration: writes `docs/import-in-chat.md` and its pictures.

`python -m tests.e2e.door` needs the built page and a Chromium; see docs/development.md.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.playground.demo import read_demo_plan
from bot.playground.page import WorldStage
from bot.playground.stage import PlaygroundPage
from bot.playground.world import World
from tests.adapters.documents.office import Word

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = "images/import"
_COLOURS = 96
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_FILE = "Harbour Street.docx"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEAD = ("Ref", "Action", "Lead", "Due date", "RAG", "Progress")
_ROWS = (
    ("1", "Agree the survey of the quay wall with the engineers", "Jo Marsh", "31/04/2031", "Green", "Survey booked"),
    ("2", "Write to every shop about the works", "Priya Nair", "31 March 2031", "Amber", "Draft letter"),
    ("3", "Find a new place for the Saturday market", "Dev Shah", "soon", "Red", "Two places looked at"),
    ("4", "Publish the drawings", "", "14 May 2031", "", ""),
    ("5", "Replace the lamps along the steps", "Jo Marsh", "1 December 2020", "Red", "Not begun"),
)
_NEWER = (
    *_ROWS[:1],
    ("2", "Write to every shop about the works", "Priya Nair", "30 June 2031", "Amber", "Letters are out"),
    *_ROWS[2:4],
    ("6", "Paint the railings", "Jo Marsh", "1 May 2031", "Green", ""),
)


def document(*rows: tuple[str, ...]) -> bytes:
    """The plan as a Word document."""
    word = Word("Harbour Street Renewal Plan")
    word.table(list(_HEAD), *(list(row) for row in rows))
    return word.bytes()


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of the flow: its name, the sentence below its heading, and what is done to come there."""

    name: str
    heading: str
    words: str
    do: Callable[[Hand], None]


@dataclass(slots=True)
class Hand:
    """Somebody who imports a plan in one pane of the page."""

    page: Page
    platform: str
    code: str
    sheet: bytes = field(default=b"", repr=False)

    @property
    def pane(self) -> Locator:
        return self.page.get_by_role("region", name=self.platform, exact=True)

    @property
    def last(self) -> Locator:
        return self.pane.get_by_role("article").last

    def open(self, *, phone: bool) -> None:
        """Stand in the direct message."""
        if phone:
            self.page.get_by_role("navigation").get_by_role("button", name=self.platform).click()
        self.pane.get_by_role("tab", name="Action Log").click()

    def give(self, name: str, content: bytes, kind: str, words: str) -> None:
        """Attach a file."""
        self.pane.get_by_role("textbox", name="Message in Action Log").fill(words)
        box = self.pane.get_by_label("Attach a file: message in")
        box.set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def press(self, label: str, then: str) -> None:
        """Press a button of the newest message, and wait for what it says."""
        self.last.locator("button", has_text=label).first.click()
        expect(self.last).to_contain_text(then)

    def at_rest(self) -> None:
        """The newest message stands whole in sight, and nothing covers it."""
        dismiss = self.pane.get_by_role("button", name="Dismiss")
        if dismiss.is_visible():
            dismiss.click()
            expect(dismiss).to_be_hidden()
        self.last.evaluate("(one) => one.scrollIntoView({block: 'end'})")


def _give(hand: Hand) -> None:
    hand.give(_FILE, document(*_ROWS), _KIND, f"import {hand.code}")
    expect(hand.last).to_contain_text("I found 5 actions")


def _question(hand: Hand) -> None:
    hand.press("Answer", "question")


def _take(hand: Hand) -> None:
    hand.press("Take “", "Undo" if hand.platform == "Slack" else "30 April 2031")


def _type(hand: Hand) -> None:
    hand.last.get_by_role("button", name="Type an answer").click()
    box = hand.page.get_by_role("dialog") if hand.platform == "Slack" else hand.last
    box.get_by_role("textbox", name="Your answer").fill("30 June 2031")


def _save(hand: Hand) -> None:
    box = hand.page.get_by_role("dialog") if hand.platform == "Slack" else hand.last
    box.get_by_role("button", name="Save").click()
    expect(hand.last).to_contain_text("30 June 2031")


def _stop(hand: Hand) -> None:
    hand.press("Stop for now", "All answers are kept")


def _sheet(hand: Hand) -> None:
    hand.last.get_by_role("button", name="Send me the doubtful rows").click()
    expect(hand.last).to_contain_text(f"{hand.code} check sheet.xlsx")


def _allow(hand: Hand) -> None:
    if hand.platform == "Teams":
        hand.last.get_by_role("button", name="Allow").click()
    link = hand.pane.get_by_role("link", name=f"{hand.code} check sheet.xlsx")
    with hand.page.expect_download() as coming:
        link.last.click()
    book = load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))
    assert book.active is not None
    for row in book.active.iter_rows(min_row=5):
        if "lead" in str(row[3].value):
            row[5].value = "Priya Nair"
        elif "RAG" in str(row[3].value):
            row[5].value = "green"
    out = io.BytesIO()
    book.save(out)
    hand.give(f"{hand.code} check sheet.xlsx", out.getvalue(), "application/octet-stream", "")
    expect(hand.last).to_contain_text("taken")


def _draft(hand: Hand) -> None:
    hand.pane.get_by_role("textbox", name="Message in Action Log").fill("import")
    hand.pane.get_by_role("textbox", name="Message in Action Log").press("Enter")
    expect(hand.last).to_contain_text("waiting for you")
    hand.press(f"Go on with {hand.code}", f"in the draft {hand.code}")
    hand.press("Import good rows", f"in the draft {hand.code}")


def _live(hand: Hand) -> None:
    hand.press("Go live", f"{hand.code} is live")


def _next(hand: Hand) -> None:
    hand.give("Harbour Street, May.docx", document(*_NEWER), _KIND, f"import {hand.code}")
    expect(hand.last).to_contain_text(f"next version of {hand.code}")


def _rows(hand: Hand) -> None:
    hand.press("Show every row", "Nothing is changed yet")


STEPS = (
    Step(
        "found",
        "Give the file",
        "Grace sends the Word file to the bot in a direct message, with “import” and a short code. A moment later "
        "she is told what was found, what is in doubt, and that only she sees it.",
        _give,
    ),
    Step(
        "question",
        "One question at a time",
        "Each says where it stands in the document, what is printed there, and what is suggested.",
        _question,
    ),
    Step(
        "taken",
        "Take what is suggested",
        "One press takes it; **Undo** is beside it, and the next question below.",
        _take,
    ),
    Step(
        "form",
        "Or type another answer",
        "**Type an answer** opens a form with an example of what can be written.",
        _type,
    ),
    Step("typed", "It is said back", "What was typed is said back as it was understood.", _save),
    Step(
        "stopped", "Stop, and go on another day", "Nothing is lost: all answers are kept, and the draft waits.", _stop
    ),
    Step(
        "sheet",
        "Or all doubts as a workbook",
        "**Send me the doubtful rows as a file** sends them as a check sheet. Teams asks first whether the file "
        "may go among Grace's own.",
        _sheet,
    ),
    Step(
        "given-back",
        "Give it back filled in",
        "Grace fills in the column “Your answer” and sends the file to the bot; what was taken is counted.",
        _allow,
    ),
    Step("draft", "Import good rows", "What is sure is taken, with **Undo**; what is not stays a question.", _draft),
    Step(
        "live",
        "Go live",
        "Only now does everybody see the plan. What is overdue already is said once, not row by row.",
        _live,
    ),
    Step(
        "next",
        "A quarter later: the next version",
        "The new document is laid beside the plan, and nothing is changed before Grace says so.",
        _next,
    ),
    Step("rows", "Every row of it", "On request every row is listed: new, changed, missing, unchanged.", _rows),
)


def shoot(page: Page, name: str) -> None:
    """A picture of what the page shows, small."""
    page.wait_for_timeout(150)  # what is drawn last
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        small = shot.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    (DOCS / FOLDER).mkdir(parents=True, exist_ok=True)
    small.save(DOCS / FOLDER / f"{name}.png", optimize=True)


@contextmanager
def opened(browser: Browser, address: str, width: int, height: int) -> Iterator[Page]:
    """The page as Grace has it, in a window of this size."""
    with browser.new_context(locale="en-GB", viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{address}?as=grace")
        yield page


def on_a_desk(browser: Browser, address: str) -> None:
    """Slack and Teams side by side, step by step."""
    with opened(browser, address, 1280, 860) as page:
        hands = (Hand(page, "Slack", "HSS"), Hand(page, "Teams", "HST"))
        for hand in hands:
            hand.open(phone=False)
        for number, step in enumerate(STEPS, 1):
            # Slack's form covers the page: it is opened last, and closed first.
            for hand in hands if step.name == "typed" else reversed(hands):
                step.do(hand)
                if step.name != "form":
                    hand.at_rest()
            shoot(page, f"desk-{number:02}-{step.name}")


def on_a_phone(browser: Browser, address: str, platform: str, code: str) -> None:
    """The same on one platform, on a phone."""
    with opened(browser, address, 390, 760) as page:
        hand = Hand(page, platform, code)
        hand.open(phone=True)
        for number, step in enumerate(STEPS, 1):
            step.do(hand)
            if step.name != "form":
                hand.at_rest()
            shoot(page, f"phone-{platform.lower()}-{number:02}-{step.name}")


def page_of() -> str:
    """The page, as Markdown."""
    lines = [
        "# A plan from the file to Go live, in chat",
        "",
        "Written by `python -m tests.e2e.door`, which presses through all of it in the demonstration (`make demo`) and "
        "takes the pictures; please don't edit it. The people and the plan are invented. It goes the same way in Slack "
        "and in Teams. In the pictures the plan is called HSS in Slack and HST in Teams, because both belong to one "
        "organisation; on the phones it is HPS and HPT.",
        "",
    ]
    for number, step in enumerate(STEPS, 1):
        name = f"{number:02}-{step.name}"
        lines += [
            f"## {number}. {step.heading}",
            "",
            step.words,
            "",
            f"![{step.heading}: Slack and Teams side by side]({FOLDER}/desk-{name}.png)",
            "",
            f"![{step.heading}: Slack on a phone]({FOLDER}/phone-slack-{name}.png) "
            f"![{step.heading}: Teams on a phone]({FOLDER}/phone-teams-{name}.png)",
            "",
        ]
    return "\n".join(lines)


def main() -> int:
    """Take every picture, and write the page."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        World.open(Path(folder), read_demo_plan(None)) as world,
        PlaygroundPage(WorldStage(world)) as page,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        on_a_desk(browser, page.url)
        on_a_phone(browser, page.url, "Slack", "HPS")
        on_a_phone(browser, page.url, "Teams", "HPT")
        browser.close()
        assert world.slack.refused() == world.teams.refused() == []
    (DOCS / "import-in-chat.md").write_text(page_of(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
