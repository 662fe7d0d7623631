"""The locks hold what pyproject.toml asks for, all that this needs in turn, and nothing else."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.locks import LOCKS, ROOT, Pin, all_pins, group, read_lock, runtime

ASKED = {
    "requirements.lock": runtime,
    "requirements-build.lock": lambda: group("build"),
    "requirements-web.lock": lambda: group("web"),
    "requirements-dev.lock": lambda: runtime() + group("dev"),
}


def needs_of(requirement: Requirement) -> list[Requirement]:
    """What a package needs in turn on this system, or nothing where it is not installed."""
    try:
        needed = [Requirement(text) for text in requires(requirement.name) or ()]
    except PackageNotFoundError:
        return []
    extras = requirement.extras or {""}
    return [r for r in needed if r.marker is None or any(r.marker.evaluate({"extra": extra}) for extra in extras)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_fits_what_is_asked_for_and_all_that_it_needs(lock: str) -> None:
    pins = read_lock(lock)
    todo, seen, wrong = ASKED[lock](), set(), []
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        pin = pins.get(name)
        if pin is None:
            wrong.append(f"{requirement} is not in {lock}")
        elif not requirement.specifier.contains(pin.version, prereleases=True):
            wrong.append(f"{requirement} is asked for, {lock} has {pin.version}")
        if (name, frozenset(requirement.extras)) not in seen:
            seen.add((name, frozenset(requirement.extras)))
            todo += needs_of(requirement)

    assert not wrong, "Please run `make lock`:\n" + "\n".join(wrong)
    unneeded = {pin.name for pin in pins.values() if pin.wanted_here} - {name for name, _ in seen}
    assert not unneeded, f"Please run `make lock`: nothing needs {sorted(unneeded)} any more"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_lock_names_a_place(lock: str) -> None:
    pins = all_pins(lock)
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert pins
    assert len(pins) == sum("==" in line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert [pin.name for pin in pins if not pin.hashes] == []
    assert "://" not in text
    assert "file:" not in text
    assert "--index-url" not in text


def test_the_locks_agree_on_every_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for pin in read_lock(lock).values():
            versions.setdefault(pin.name, set()).add(pin.version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_smaller_locks_are_parts_of_the_largest() -> None:
    largest = read_lock("requirements-dev.lock")

    def files(pin: Pin) -> tuple[str, int]:
        return (pin.version, pin.hashes)

    for lock in LOCKS:
        for name, pin in read_lock(lock).items():
            assert files(pin) == files(largest[name])
