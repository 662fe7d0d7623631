"""What `find` looked for is bold on every platform, and stays words: no markup, and the same sentence read aloud."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from adapters.console.render import print_reply
from adapters.slack.blocks import render
from adapters.teams.cards import render as card
from domain.language.search_place import words_found
from domain.language.search_words import term_of
from domain.views import Item, Reply, plain_words

ROW = Item(
    key="NRP-1",
    text="Review the audit of *audits* <@U1> before the Audit Group",
    facts=("lead Audit Group", "due 3 May 2027"),
    note="In a progress note: “…the audit [was](http://x) sent…”",
    found=("audits", "Audit", "audit"),
)


def slack_runs(item: Item) -> list[dict[str, Any]]:
    (block, *_) = render(Reply(elements=(item,)))
    return [run for section in block["elements"] for run in section["elements"]]


def bold(runs: list[dict[str, Any]]) -> list[str]:
    return [run["text"] for run in runs if run.get("style", {}).get("bold") or run.get("weight") == "Bolder"]


def teams_runs(item: Item) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(one: Any) -> None:
        if isinstance(one, dict):
            found.extend([one] if one.get("type") == "TextRun" else [])
            for value in one.values():
                walk(value)
        elif isinstance(one, list):
            for value in one:
                walk(value)

    walk(card(Reply(elements=(item,))))
    return found


def test_slack_draws_runs_that_are_no_markup() -> None:
    runs = slack_runs(ROW)
    assert bold(runs) == ["NRP-1", "audit", "audits", "Audit", "Audit", "audit"]
    whole = "".join(run["text"] for run in runs)
    assert whole == f"NRP-1 · {ROW.text}\n{' · '.join((*ROW.facts, ROW.note))}"
    assert {run["type"] for run in runs} == {"text"}


def test_teams_draws_runs_that_are_no_markup() -> None:
    runs = teams_runs(ROW)
    assert bold(runs) == ["NRP-1", "audit", "audits", "Audit", "Audit", "audit"]
    assert ROW.text in "".join(run["text"] for run in runs)


def test_the_console_prints_them_bold() -> None:
    out = io.StringIO()
    print_reply(Reply(elements=(ROW,)), Console(file=out, force_terminal=True, color_system="standard", width=200))
    assert "\x1b[1mAudit\x1b[0m" in out.getvalue()
    assert "\x1b[1maudits\x1b[0m" in out.getvalue()


def test_what_is_read_aloud_is_the_same() -> None:
    assert plain_words(ROW) == plain_words(ROW.model_copy(update={"found": ()}))


def test_what_is_complete_stays_struck_through() -> None:
    done = ROW.model_copy(update={"done": True})
    struck = [run for run in slack_runs(done) if run.get("style", {}).get("strike")]
    assert "".join(run["text"] for run in struck) == f"NRP-1 · {ROW.text}"
    assert "".join(run["text"] for run in teams_runs(done) if run.get("strikethrough")) == ROW.text


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_no_words_are_lost_or_made(text: str, found: list[str]) -> None:
    item = Item(key="K-1", text="x", found=tuple(found))
    assert "".join(piece for piece, _ in item.parted(text)) == text
    assert all(piece in found for piece, marked in item.parted(text) if marked)


def test_every_spelling_of_what_was_found() -> None:
    terms = [term for term in (term_of("audit"), term_of("case file", quoted=True)) if term]
    assert words_found(("Audits and an audit of each Case File.", "audited"), terms) == (
        "Case File",
        "audited",
        "Audits",
        "audit",
    )
