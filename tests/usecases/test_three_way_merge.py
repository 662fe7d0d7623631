"""The law of the next version, against a small model of its own: who changed a value decides what becomes of it."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.actions import Status
from domain.people import EVERYTHING
from domain.rag import RagValue
from domain.usecases.import_plan import take_in
from domain.usecases.merging import Outcome, three_way
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.reading import coordinator, draft_of, stored

DATES = ("30/06/2027", "31/07/2027", "31/08/2027")
COLOURS = ("Red", "Amber", "Green")
LEADS = ("Rowan Ashdown", "Head of Parks", "Estates Group")


@given(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
def test_who_changed_it_decides(base: int, new: int, now: int) -> None:
    here, there = now != base, new != base
    expected = {
        (False, False): Outcome.STAYS,
        (True, False): Outcome.STAYS,
        (False, True): Outcome.TAKEN,
        (True, True): Outcome.STAYS if new == now else Outcome.ASKED,
    }[here, there]
    assert three_way(base, new, now) is expected


def row(due: int, colour: int, lead: int) -> tuple[str, str, str, str, str, str]:
    return ("1", "Agree the list of paths to be mended", LEADS[lead], DATES[due], COLOURS[colour], "")


CHOICE = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))


@settings(max_examples=20, deadline=None)  # a database stands behind it
@given(base=CHOICE, here=CHOICE, there=CHOICE)
def test_the_stored_plan_follows_the_law_value_by_value(
    shared_store: SqlStore, base: tuple[int, int, int], here: tuple[int, int, int], there: tuple[int, int, int]
) -> None:
    town = builders.town(shared_store, code="OLD", actions=1)
    others = [("2", "Count the benches along the river", one, "30/09/2027", "Red", "") for one in LEADS[:1]]
    others += [("3", f"{one} writes to the parish", one, "30/09/2027", "Red", "") for one in LEADS]
    rows = [row(*base), *others]
    stored(shared_store, town, draft_of(*rows))
    talk = coordinator(shared_store, town)
    talk.say("golive HLP")
    change_here(talk, base, here)
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        taken = take_in(
            uow,
            draft_of(row(*there), *others, as_at=date(2027, 5, 3)),
            coordinator=town.coordinator,
            by=builders.signature(town.coordinator),
            at=talk.clock.now(),
            source="may.md",
            sha256="b" * 64,
        )
        action = uow.actions.by_key("HLP-1")
        asked = {one.field for one in uow.questions.open(taken.plan.id)}
    assert action is not None
    assert action.due.latest is not None
    now = (DATES_OF[action.due.latest], COLOUR_OF[action.rag.value], LEADS.index(action.leads[0].name))
    names = ("due", "rag", "leads")
    for name, was, mine, theirs, value in zip(names, base, here, there, now, strict=True):
        if theirs == was:
            model = (mine, False)
        elif mine == was:
            model = (theirs, False)
        else:
            model = (mine, mine != theirs)
        assert (value, name in asked) == model, name
    assert action.status is Status.OPEN


DATES_OF = {date(2027, 6, 30): 0, date(2027, 7, 31): 1, date(2027, 8, 31): 2}
COLOUR_OF = {RagValue.RED: 0, RagValue.AMBER: 1, RagValue.GREEN: 2}


def change_here(talk: Talk, base: tuple[int, int, int], here: tuple[int, int, int]) -> None:
    lines = (
        f"date HLP-1 {DATES[here[0]]}: chair away",
        f"rag HLP-1 {COLOURS[here[1]]}",
        f"assign HLP-1 to {LEADS[here[2]]}",
    )
    for line, was, mine in zip(lines, base, here, strict=True):
        if was != mine:
            talk.say(line)
            assert talk.last.outcome == "ok", talk.last.text
