"""Whoever runs Action Log takes on no licence that asks for more than this list does."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

import pytest

from tests.house.locks import ROOT, read_lock

ALLOWED = re.compile(
    r"""(MIT(-0|-CMU|\ No\ Attribution)?(\ License)?|The\ MIT\ License(\ \(MIT\))?
      |(New\ |Modified\ )?(0|[23]-Clause\ )?BSD([- ][0-3]-Clause)?(\ License)?
      |Apache([- ]2(\.0)?)?(\ Software)?(\ License)?(,?\ (Version\ )?2\.0)?
      |Mozilla\ Public\ License\ 2\.0\ \(MPL\ 2\.0\)|MPL-2\.0
      |LGPL-(2\.1|3\.0)(-only|-or-later)?|GNU\ Lesser\ General\ Public\ License\ v[23](\ or\ later)?\ \(LGPLv[23]\+?\)
      |PSF-2\.0|Python-2\.0|CNRI-Python|Python\ Software\ Foundation\ License
      |BSD-3-Clause,\ Apache-2\.0,\ dependency\ licenses  # pypdfium2: its own, and those of PDFium, all permissive
      |ISC(\ License)?(\ \(ISCL\))?|Unlicense|The\ Unlicense\ \(Unlicense\)|0BSD|Zlib|CC0-1\.0)""",
    re.VERBOSE,
)
NOTICES = ("Permission is hereby granted, free of charge,",)  # how a licence reads where its text stands for its name


def licences(package: PackageMetadata) -> list[str]:
    """What a package says of its licence: its expression's alternatives, its classifiers, or its field.

    Of `A OR B` one is enough, of `A AND B` each counts; so every item is a list of choices written with " OR ".
    """
    if expressions := package.get_all("License-Expression", []):
        return [part.strip() for part in re.split(r"\bAND\b", expressions[0])]
    named = [c.rpartition(" :: ")[2] for c in package.get_all("Classifier", []) if c.startswith("License :: OSI")]
    if named:
        return named
    return [field.strip() for field in package.get_all("License", [""])]


def is_allowed(licence: str) -> bool:
    """Is one of the choices on the list, or is this the text of a licence that is?"""
    if any(notice in " ".join(licence.split()) for notice in NOTICES):
        return True
    bare = licence[1:-1] if licence.startswith("(") and licence.endswith(")") else licence
    return any(ALLOWED.fullmatch(choice.strip()) for choice in bare.split(" OR "))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_a_licence_that_we_may_use(lock: str) -> None:
    refused, missing = {}, []
    for name, pin in read_lock(lock).items():
        try:
            found = licences(metadata(name))
        except PackageNotFoundError:
            if pin.wanted_here:
                missing.append(name)
            continue
        if not all(map(is_allowed, found)):
            refused[name] = found

    assert not missing, f"not installed, so their licences are not known: {missing}"
    assert not refused


def test_every_package_of_the_demos_page_has_a_licence_that_we_may_use() -> None:
    lock = json.loads((ROOT / "bot/playground/web/package-lock.json").read_text(encoding="utf-8"))
    found = {name: package.get("license", "") for name, package in lock["packages"].items() if name}

    assert found
    # CC-BY: tables of what browsers can do, read while the page is built; nothing of them is in it.
    assert {name: one for name, one in found.items() if not is_allowed(one) and one != "CC-BY-4.0"} == {}


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "AGPL-3.0-or-later", "GNU General Public License v3 (GPLv3)", "", "Proprietary", "MIT-like",
     "GNU Affero General Public License v3", "BUSL-1.1", "SSPL-1.0"],
)  # fmt: skip
def test_a_licence_that_is_not_on_the_list_is_refused(licence: str) -> None:
    assert not is_allowed(licence)


@pytest.mark.parametrize("licence", ["GPL-2.0-only OR MIT", "Apache 2.0", "BSD 2-Clause License", "LGPL-3.0-only"])
def test_a_licence_on_the_list_is_found_however_it_is_written(licence: str) -> None:
    assert is_allowed(licence)
