"""What is loaded before the first test stays to the end of the run, so nobody looks for garbage in it.

Python looks through everything again and again as objects become more. Ten thousand tests with their modules are so
many that a look took up to two seconds, in some test that had nothing to do with it, and all looks a quarter of a run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

_NEW_OBJECTS = 10_000  # before garbage is looked for


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for none while tests are found; from then on leave alone what was loaded, and look less often."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)
        gc.enable()
