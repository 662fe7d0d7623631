"""The page as people meet it, in a real browser, first with the real bot and then with a tiny one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, ConsoleMessage, Locator, Page, Route, expect

from bot.playground.world import World
from tests.cards.axe import AXE, violations
from tests.playground.stage_set import Set, stage_set
from tests.playground.teams_bot import FORM

DESKTOP, PHONE, NARROW = (1280, 860), (390, 800), (360, 640)


@pytest.fixture
def little(built_page: None) -> Iterator[Set]:
    with stage_set() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test if its script fails or it asks another host for anything."""
    faults: list[str] = []
    with browser.new_context(locale="en-GB") as context:
        opened = context.new_page()
        opened.set_default_timeout(30_000)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda line: faults.append(line.text) if is_fault(line) else None)
        opened.on("request", lambda sent: faults.append(sent.url) if "//127.0.0.1:" not in sent.url else None)
        yield opened
    assert faults == []


def is_fault(line: ConsoleMessage) -> bool:
    """Warnings and errors, but not the browser's remarks on a refusal or on a server that has been stopped."""
    remarks = ("status of 400", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING")
    return line.type in ("error", "warning") and not any(remark in line.text for remark in remarks)


def visit(page: Page, address: str, size: tuple[int, int], person: str = "") -> tuple[Locator, Locator]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}?as={person}")
    return page.get_by_role("region", name="Slack", exact=True), page.get_by_role("region", name="Teams", exact=True)


def test_the_walk_on_slack_from_the_list_to_the_overdue_post(
    page: Page, address: str, world: World, pictures: Path
) -> None:
    slack, teams = visit(page, address, DESKTOP, "mary")
    slack.get_by_role("textbox", name="Message in # action-plan").fill("/actions mine")
    slack.get_by_role("button", name="Send").click()
    answer = slack.get_by_role("article").filter(has_text="Your actions")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("Amber")

    slack.get_by_role("button", name="Update").first.click()
    form = page.get_by_role("dialog", name="Update AMB-1")
    expect(form.get_by_role("combobox", name="RAG")).to_contain_text("Amber")
    page.screenshot(path=pictures / "form-desktop.png")
    form.get_by_label("What has happened?").fill("The two columns are in.")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()

    slack.get_by_role("button", name="Mark").first.click()
    expect(slack.get_by_role("button", name="Undo")).to_be_visible()
    expect(answer).to_contain_text("Completed by you")
    teams.get_by_role("tab", name="Action Log").click()
    teams.get_by_role("button", name="mine").click()
    expect(teams.get_by_role("log")).to_contain_text("Your actions")
    page.screenshot(path=pictures / "demo.png")

    said = page.locator(".notice")
    for _ in range(6):
        page.get_by_role("button", name="Next working day").click()
        expect(said).to_contain_text("became overdue")
        if "Something became overdue" in said.inner_text():
            break
        said.get_by_role("button", name="Dismiss").click()
    expect(slack.get_by_role("article").filter(has_text="became overdue")).to_be_visible()
    page.screenshot(path=pictures / "overdue-desktop.png")
    assert world.slack.refused() == world.teams.refused() == []


def test_what_people_wrote_is_shown_as_they_wrote_it(page: Page, address: str) -> None:
    slack, _ = visit(page, address, DESKTOP, "tom")
    box = slack.get_by_role("textbox", name="Message in # action-plan")
    for line in ("/actions update 4 seen *twice* at 11:02: <!channel> _ok_", "/actions history 4"):
        box.fill(line)
        slack.get_by_role("button", name="Send").click()
    expect(slack.get_by_role("log")).to_contain_text("You wrote “seen *twice* at 11:02: <!channel> _ok_”, in Slack")


def test_the_same_words_work_in_teams(page: Page, address: str, pictures: Path) -> None:
    _, teams = visit(page, address, DESKTOP, "rosa")
    teams.get_by_role("tab", name="Action Log").click()
    teams.get_by_role("button", name="mine").click()
    expect(teams.get_by_role("log")).to_contain_text("Your actions")
    teams.get_by_role("button", name="Update").first.click()
    expect(teams.get_by_label("What has happened?")).to_be_visible()
    page.screenshot(path=pictures / "teams-desktop.png")
    teams.get_by_label("What has happened?").fill("The provider has sent its figures.")
    teams.get_by_role("button", name="Save").click()
    expect(teams.get_by_label("What has happened?")).to_be_hidden()


def test_a_guest_is_refused_kindly(page: Page, address: str) -> None:
    slack, _ = visit(page, address, DESKTOP, "sam")
    expect(slack.get_by_role("article").first).to_be_visible()
    before = slack.get_by_role("article").count()
    slack.get_by_role("button", name="/actions mine").click()
    expect(slack.get_by_role("article")).to_have_count(before + 1)
    expect(slack.get_by_role("article").last).not_to_contain_text("Your actions")


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "360"])
def test_a_phone_shows_one_pane_at_a_time_and_nothing_is_cut_off(
    page: Page, address: str, pictures: Path, size: tuple[int, int]
) -> None:
    slack, teams = visit(page, address, size, "priya")
    slack.get_by_role("button", name="/actions mine").click()
    expect(slack.get_by_role("article").last).to_contain_text("Your actions")
    page.screenshot(path=pictures / f"slack-{size[0]}.png")
    expect(teams).to_be_hidden()
    page.get_by_role("navigation").get_by_role("button", name="Teams").click()
    expect(slack).to_be_hidden()
    teams.get_by_role("tab", name="Action Log").click()
    teams.get_by_role("button", name="mine").click()
    expect(teams.get_by_role("log")).to_contain_text("Your actions")
    page.screenshot(path=pictures / f"teams-{size[0]}.png")
    page.get_by_role("navigation").get_by_role("button", name="On the wire").click()
    expect(page.get_by_role("region", name="On the wire")).to_contain_text("/actions mine")
    page.screenshot(path=pictures / f"wire-{size[0]}.png")
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


def test_everything_that_can_be_pressed_has_a_name(page: Page, address: str) -> None:
    slack, teams = visit(page, address, DESKTOP, "grace")
    slack.get_by_role("button", name="/actions overdue").click()
    teams.get_by_role("tab", name="Action Log").click()
    teams.get_by_role("button", name="overdue").click()
    expect(teams.get_by_role("log")).to_contain_text("AMB-")
    expect(slack.get_by_role("button", name="More").first).to_be_visible()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, textarea, [role=tab]")]
             .filter((each) => each.checkVisibility() && each.getAttribute("aria-hidden") !== "true")
             .filter((each) => !(each.getAttribute("aria-label") || each.getAttribute("aria-labelledby")
                                 || each.textContent.trim() || [...(each.labels ?? [])].length))
             .map((each) => each.outerHTML)"""
    )
    assert nameless == []
    assert [page.get_by_role(role).count() for role in ("banner", "main", "log")] == [1, 1, 2]


@pytest.mark.parametrize("size", [DESKTOP, NARROW])
def test_axe_finds_nothing_on_the_page(page: Page, little: Set, size: tuple[int, int]) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: “make web” brings it")
    slack, _ = visit(page, little.page.url, size)
    expect(slack.get_by_role("textbox")).to_be_visible()
    assert violations(page) == []
    found = page.evaluate("[...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).length")
    assert found == 0, "the order of focus is the order on the page"


def test_the_list_of_requests_shows_what_was_sent(page: Page, little: Set) -> None:
    visit(page, little.page.url, DESKTOP)
    page.get_by_role("button", name="/actions mine").click()
    wire = page.get_by_role("region", name="On the wire")
    row = wire.get_by_role("button").filter(has_text="/actions mine")
    expect(row).to_contain_text("200")
    expect(row).to_contain_text("ms")
    row.click()
    expect(wire).to_contain_text("X-Slack-Signature: v0=")
    expect(wire).to_contain_text('"command": "/actions"')


def test_a_form_checks_what_slack_checks_and_shows_the_bots_errors(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, DESKTOP)
    slack.get_by_role("button", name="/actions mine").click()
    slack.get_by_role("button", name="Update").click()
    form = page.get_by_role("dialog", name="Update TSP-8")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Please fill this in.")
    expect(form).to_contain_text("Tuesday 30 June 2026")
    form.get_by_label("What happened?").fill("no")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Please say more.")
    expect(form.get_by_label("What happened?")).to_have_value("no")
    form.get_by_label("What happened?").fill("Agreed at the board")
    form.get_by_role("textbox", name="New date").fill("31/6/2026")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("textbox", name="New date")).to_be_focused()
    expect(form).to_contain_text("Day, month and year, such as 30/06/2026")
    form.get_by_role("textbox", name="New date").fill("1/7/2026")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    values = little.slack_bot.seen[-1][1]["view"]["state"]["values"]
    assert values["date"]["day"]["selected_date"] == "2026-07-01"
    assert values["note"]["text"]["value"] == "Agreed at the board"


def test_a_menu_is_opened_and_used_by_keyboard(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, DESKTOP)
    slack.get_by_role("button", name="/actions mine").click()
    slack.get_by_role("button", name="More").press("Enter")
    expect(page.get_by_role("menuitem", name="History")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(slack.get_by_role("button", name="More")).to_be_focused()
    slack.get_by_role("button", name="More").press("Enter")
    page.get_by_role("menuitem", name="History").press("Enter")
    expect(page.get_by_role("menu")).to_be_hidden()
    little.slack.wait_for(lambda: little.slack_bot.seen[-1][0] == "more")


def answered(pane: Locator, ask: Callable[[], object], *, shows_asking: bool) -> Locator:
    """The message that answers what is said now; older ones, of other tests, may have the same buttons."""
    messages = pane.get_by_role("article")
    before = messages.count()
    ask()
    after = before + 1 + shows_asking
    expect(messages).to_have_count(after)
    return messages.nth(after - 1)


def test_who_uses_the_keyboard_keeps_their_place(page: Page, address: str) -> None:
    slack, teams = visit(page, address, DESKTOP, "rosa")
    slack.get_by_role("textbox", name="Message in # action-plan").fill("/actions mine")
    listed = answered(slack, lambda: page.keyboard.press("Enter"), shows_asking=False)
    listed.get_by_role("button", name="Update AMB-6").press("Enter")
    expect(page.get_by_role("dialog", name="Update AMB-6")).to_be_visible()
    page.keyboard.press("Escape")
    expect(listed.get_by_role("button", name="Update AMB-6")).to_be_focused()
    listed.get_by_role("button", name="Mark AMB-6 complete").press("Enter")
    expect(listed.get_by_role("button", name="Undo")).to_be_focused()
    teams.get_by_role("tab", name="Action Log").click()
    listed = answered(teams, teams.get_by_role("button", name="mine").click, shows_asking=True)
    listed.get_by_role("button", name="Mark").first.press("Enter")
    expect(listed.get_by_role("button", name="Undo").first).to_be_focused()


def test_who_goes_on_to_the_answer_before_the_request_is_over_stays_there(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, DESKTOP)
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/api/do/slack/say", lambda route: held.append((route, route.fetch())))
    box = slack.get_by_role("textbox", name="Message in # safeguarding")
    box.fill("/actions mine")
    box.press("Enter")
    update = slack.get_by_role("button", name="Update")
    update.focus()
    expect(update).to_be_focused()
    ((route, answer),) = held
    route.fulfill(response=answer)
    expect(slack.get_by_role("button", name="/actions mine")).to_be_enabled()
    expect(update).to_be_focused()


def test_a_menu_near_the_edge_of_a_phone_stays_on_it(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, NARROW)
    slack.get_by_role("button", name="/actions mine").click()
    slack.get_by_role("button", name="More").click()
    place = page.get_by_role("menu").bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= NARROW[0]


def test_a_teams_dialog_is_filled_in_with_british_dates(page: Page, little: Set) -> None:
    content = {"title": "Update", "card": {"contentType": "application/vnd.microsoft.card.adaptive", "content": FORM}}
    little.teams_bot.answers["task/fetch"] = {"task": {"type": "continue", "value": content}}
    little.teams_bot.answers["task/submit"] = {"task": {"type": "message", "value": "Saved for you."}}
    _, teams = visit(page, little.page.url, DESKTOP)
    teams.get_by_role("tab", name="Action Log").click()
    teams.get_by_role("button", name="mine").click()
    teams.get_by_role("button", name="Form").click()
    dialog = page.get_by_role("dialog", name="Update")
    expect(dialog.get_by_role("textbox", name="New date")).to_have_value("30/06/2026")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("Say it.")
    dialog.get_by_role("textbox", name="What happened?").fill("Agreed")
    dialog.get_by_role("textbox", name="New date").fill("31 June 2026")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("textbox", name="New date")).to_be_focused()
    dialog.get_by_role("textbox", name="New date").fill("3 August 2026")
    expect(dialog).to_contain_text("Monday 3 August 2026")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved for you.")).to_be_visible()
    assert little.teams_bot.seen[-1]["value"]["data"] | {"rag": ""} == {
        "ref": "TSP-8", "note": "Agreed", "day": "2026-08-03", "rag": "",
    }  # fmt: skip


def test_what_goes_wrong_is_said(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, DESKTOP)
    slack.get_by_role("textbox", name="Message in # safeguarding").fill("/actions crash")
    slack.get_by_role("textbox", name="Message in # safeguarding").press("Enter")
    expect(page.locator(".notice")).to_contain_text("The app answered with an error (HTTP 500).")
    expect(slack.get_by_role("log")).to_contain_text('/actions failed with the error "dispatch_failed"')


def test_the_clock_moves_forward_to_a_day_that_is_typed(page: Page, little: Set) -> None:
    visit(page, little.page.url, DESKTOP)
    clock = page.get_by_role("region", name="Clock of the demonstration")
    later = datetime.now(UTC).date() + timedelta(days=400)
    field = clock.get_by_role("textbox", name="Move the clock forward to")
    field.fill("31/02/2030")
    expect(clock.get_by_role("button", name="Go")).to_be_disabled()
    field.fill(f"{later.day}/{later.month}/{later.year}")
    expect(clock).to_contain_text(f"{later:%A} {later.day} {later:%B %Y}")
    clock.get_by_role("button", name="Go").click()
    expect(clock.locator(".today")).to_contain_text(f"{later.day} {later:%B %Y}")
    field.fill("01/01/2020")
    clock.get_by_role("button", name="Go").click()
    expect(page.locator(".notice")).to_contain_text("The clock can only be moved forward.")


def test_another_person_sees_other_things(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, DESKTOP, "ann")
    slack.get_by_role("button", name="/actions mine").click()
    expect(slack.get_by_role("article")).to_have_count(1)
    page.get_by_label("You are").select_option(label="Bea Lind · Coordinator")
    expect(slack.get_by_role("article")).to_have_count(0)


def test_what_others_do_arrives_by_itself(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, DESKTOP, "ann")
    expect(slack.get_by_role("log")).to_contain_text("Nothing here yet")
    bea = little.stage.people[1]
    little.slack.say("Good morning", user=bea.slack, channel=little.slack_channel)
    expect(slack.get_by_role("article")).to_contain_text("Good morning")


def test_what_came_in_out_of_sight_is_marked_until_it_is_looked_at(page: Page, little: Set) -> None:
    slack, _ = visit(page, little.page.url, PHONE, "ann")
    ann, bea = little.stage.people
    slack.get_by_role("tab", name="Action Log").click()
    little.slack.say("Good morning", user=bea.slack, channel=little.slack_channel)
    expect(slack.get_by_role("tab", name="# safeguarding (new)")).to_be_visible()
    little.teams.say("Hello", user=ann.teams)
    expect(page.get_by_role("navigation").get_by_role("button", name="Teams (new)")).to_be_visible()
    slack.get_by_role("tab", name="# safeguarding").click()
    expect(slack.get_by_role("tab", name="# safeguarding", exact=True)).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("button", name="Slack", exact=True)).to_be_visible()
