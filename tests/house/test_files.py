"""What a file of the project may be: short, its own, and not tied to somebody's machine."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.house.locks import ROOT

LONGEST = 450
CODE = {".py", ".js", ".jsx", ".ts", ".tsx", ".css", ".html", ".sh"}
# Written in two parts, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"), ("registry", "yarnpkg"), ("npm", "pkg"),
        ("deb", "debian"), ("archive", "ubuntu"), ("crates", "io"), ("proxy", "golang"), ("repo1", "maven"),
    )
]  # fmt: skip
MACHINE_PATHS = re.compile(
    r"(?<![\w.~$})*-])/(?:" + "|".join(["wor" + "k", "roo" + "t", "hom" + "e", "tm" + "p"]) + r")/\w"
)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is in the repository, or would be after `git add`."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    found = tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())
    assert len(found) > 50
    return found


@cache
def text_of(path: Path) -> str:
    """A file's text, or nothing where it is a picture or the like."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files() -> list[Path]:
    """The project's Python."""
    return [path for path in tracked() if path.suffix == ".py"]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_one_reads_in_one_go() -> None:
    """But for the migrations: they are written by Alembic, and never again touched."""
    code = [path for path in tracked() if path.suffix in CODE and path.parent.name != "versions"]
    lengths = {shown(path): len(text_of(path).splitlines()) for path in code}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_names_a_package_registry() -> None:
    assert [(shown(path), host) for path in tracked() for host in REGISTRIES if host in text_of(path)] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [(shown(path), match[0]) for path in tracked() for match in MACHINE_PATHS.finditer(text_of(path))]

    assert found == []


def test_the_root_holds_no_loose_python() -> None:
    assert [path.name for path in python_files() if path.parent == ROOT] == []


def test_imports_are_absolute() -> None:
    relative = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_digits_are_asked_for_as_decimals() -> None:
    """A raised two is a digit to `isdigit`, and an error to `int`: a document or a person may well write one."""
    rooms = ("adapters", "bot", "domain", "storage")
    asked = f".is{'digit'}()"
    assert [shown(path) for path in python_files() if shown(path).startswith(rooms) and asked in text_of(path)] == []


def test_every_switched_off_check_says_why() -> None:
    """Ruff's and mypy's comments, and pytest's xfail, carry a reason after the code: `# noqa: S311  no secret`."""
    bare = re.compile(
        r"#\s*(?:noqa(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)\s*$", re.M
    )
    found = [
        f"{shown(path)}:{text_of(path)[: match.start()].count(chr(10)) + 1}"
        for path in python_files()
        for match in bare.finditer(text_of(path))
    ]

    assert found == []


@pytest.mark.parametrize("package", ["bot", "adapters", "domain", "storage", "manifests"])
def test_every_room_tells_type_checkers_that_it_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
