"""Good plans of every format, changed at random: a document or a sentence comes out, whatever goes in.

The long run is `make fuzz`; what it found once is read here each time.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.change import changed
from tests.fuzz.files import good_files
from tests.fuzz.reading import read

FOUND = sorted((Path(__file__).parents[2] / "fixtures" / "found").iterdir())
ENDINGS = ("csv", "docx", "html", "json", "md", "ods", "odt", "pdf", "tsv", "txt", "xlsx")


def names(ending: str) -> list[str]:
    return [name for name in good_files() if name.endswith(f".{ending}")]


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), random=st.randoms())
def test_no_change_gives_a_traceback(ending: str, data: st.DataObject, random: Random) -> None:
    name, other = (data.draw(st.sampled_from(names(ending))) for _ in range(2))
    read(changed(good_files()[name], good_files()[other], random), f"plan.{ending}")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_is_read_or_refused(path: Path) -> None:
    read(path.read_bytes(), f"plan{path.suffix}")


def test_the_same_seed_makes_the_same_changes() -> None:
    files = list(good_files().values())
    made = [[changed(one, files[0], Random(seed)) for one in files[::9]] for seed in (5, 5, 6)]  # noqa: S311  no secret
    assert made[0] == made[1] != made[2]
    assert made[0] != files[::9]
