"""The locks and pyproject.toml, read as they are written."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-web.lock", "requirements-dev.lock")
_PIN = re.compile(r"^(?P<pin>[A-Za-z0-9][^\\#\n]*==[^\\#\n]*)\\?\n(?P<hashes>(?:    --hash=\S+ ?\\?\n)*)", re.M)


@dataclass(frozen=True)
class Pin:
    """One package of a lock: its one version, where it is needed, and how many files may be installed as it."""

    requirement: Requirement
    hashes: int

    @property
    def name(self) -> str:
        """Its name, in the one way of writing it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """Its one version."""
        (only,) = self.requirement.specifier
        return only.version

    @property
    def wanted_here(self) -> bool:
        """Is it for this system and this Python?"""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def all_pins(name: str) -> list[Pin]:
    """Every pin of a lock; a package has several where its versions differ between Pythons or systems."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [Pin(Requirement(m["pin"].strip()), m["hashes"].count("--hash=sha256:")) for m in _PIN.finditer(text)]


def read_lock(name: str) -> dict[str, Pin]:
    """The pins of a lock by name: the one for here where there are several, or any where none is for here."""
    return {pin.name: pin for pin in sorted(all_pins(name), key=lambda pin: pin.wanted_here)}


def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def group(name: str) -> list[Requirement]:
    """The requirements of a dependency group, with those of the groups in it."""
    found: list[Requirement] = []
    for item in pyproject()["dependency-groups"][name]:
        found += [Requirement(item)] if isinstance(item, str) else group(item["include-group"])
    return found


def runtime() -> list[Requirement]:
    """What the installed package needs."""
    return [Requirement(item) for item in pyproject()["project"]["dependencies"]]
