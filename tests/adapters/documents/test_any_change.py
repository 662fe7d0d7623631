"""Good plans of every format, changed at random: a document or a sentence comes out, whatever goes in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.importing import UnreadableDocument, read_plan
from domain.importing.transfer import draft_from_json, draft_to_json
from tests.adapters.documents import hostile

PLANS: dict[str, Callable[[], bytes]] = {
    "docx": hostile.word,
    "xlsx": hostile.workbook,
    "pdf": hostile.pdf,
    "csv": lambda: hostile.CSV,
    "html": lambda: hostile.HTML,
    "md": lambda: hostile.MARKDOWN,
    "json": lambda: (
        b'{"name": "Plan", "cards": [{"name": "Paint", "idList": "1"}], "lists": [{"id": "1", "name": "To do"}]}'
    ),
}
BITS = st.sampled_from([b"", b"-1", b"9" * 30, b"<", b"&", b'"', b"\x00", b"\xff\xfe", "é\u202e".encode(), b"|", b"\n"])


def read(data: bytes, name: str) -> None:
    """Read as a plan, to the form in which it travels; only a refusal may come instead."""
    try:
        draft = read_plan(read_document(data, name))
    except UnreadableDocument:
        return
    assert draft_from_json(draft_to_json(draft)) == draft


def changed(good: bytes, draw: st.DrawFn) -> bytes:
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        data[at : at + draw(st.integers(0, 9))] = draw(BITS)
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


@st.composite
def broken(draw: st.DrawFn, good: bytes) -> bytes:
    """The file with bytes changed: in an archive, inside one of its parts."""
    if not good.startswith(b"PK") or draw(st.booleans()):
        return changed(good, draw)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hit = draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            new.writestr(name, changed(old.read(name), draw) if name == hit else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("ending", PLANS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_change_gives_a_traceback(ending: str, data: st.DataObject) -> None:
    read(data.draw(broken(PLANS[ending]())), f"plan.{ending}")
