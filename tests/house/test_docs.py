"""The pages for people say what the code does."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot import cli
from bot.settings import Settings
from tests.house.locks import ROOT
from tools import docs

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def readme() -> str:
    return docs.README.read_text(encoding="utf-8")


def test_the_readme_has_what_the_code_knows() -> None:
    assert readme() == docs.written(readme()), "Please run `make docs`"


def test_every_setting_is_in_the_readme() -> None:
    names = {f"ACTIONLOG_{name.upper()}" for name in Settings.model_fields}
    mentioned = set(re.findall(r"`(ACTIONLOG_[A-Z_]+)", readme()))

    assert names - mentioned == set()
    assert mentioned - names == set(), "the README speaks of settings that are not there"


def test_every_command_that_the_pages_show_exists() -> None:
    known = {(command.name or command.callback.__name__) for command in cli.app.registered_commands if command.callback}
    known |= {group.name for group in cli.app.registered_groups if group.name}
    shown = {
        (page.name, name)
        for page in PAGES
        for name in re.findall(r"(?:^ {4}|`|“)actionlog ([a-z][\w-]*)", page.read_text(encoding="utf-8"), re.M)
    }

    assert shown
    assert {(page, name) for page, name in shown if name not in known} == set()


def test_every_make_target_that_the_pages_show_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    shown = {
        (page.name, name)
        for page in PAGES
        for name in re.findall(r"(?:^ {4}|`)make ([a-z][\w-]*)", page.read_text(encoding="utf-8"), re.M)
    }

    assert ("README.md", "demo") in shown
    assert {(page, name) for page, name in shown if name not in targets} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    inside = [unquote(link) for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in inside if not (page.parent / link).exists()] == []
