"""The milestones of an action, when a newer version of the plan comes."""

from __future__ import annotations

from dataclasses import replace

from adapters.documents import read_document
from domain.form_messages import ShowMilestones
from domain.importing import DraftPlan, read_plan
from domain.people import EVERYTHING
from domain.standing import query_of
from domain.usecases.import_plan import take_in
from storage.store import SqlStore
from tests import builders
from tests.usecases.reading import coordinator, stored
from tests.usecases.versions import MAY, actions


def parted(*parts: str) -> DraftPlan:
    """A plan with an action in parts."""
    items = "".join(f"<li>{part}</li>" for part in parts)
    cells = f"<td>1</td><td>Mend the paths:<ul>{items}</ul></td><td>Rowan Ashdown</td><td>30/04/2027</td>"
    heads = "".join(f"<th>{head}</th>" for head in ("Ref", "Action", "Lead", "Target date"))
    page = f"<h1>Hollow Lane Improvement Plan</h1><table><tr>{heads}</tr><tr>{cells}</tr></table>"
    return replace(read_plan(read_document(page.encode(), "plan.html"), plan_code="HLP"), as_at=MAY)


def test_milestones_in_the_same_words_stay_ticked_and_what_is_lost_is_said(
    shared_store: SqlStore,
) -> None:
    town = builders.town(shared_store, code="OLD")
    before = ("survey the north side by 31 May 2027", "order the gravel", "lay the gravel")
    stored(shared_store, town, parted(*before))
    tobias = coordinator(shared_store, town)
    tobias.say("golive HLP")
    for number in (1, 2, 3):
        tobias.say(f"milestone HLP-1.{number} done")
    tobias.say("milestones HLP-1")
    old = tobias.button("Untick")
    with shared_store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        newer = parted("Survey the north side by 30 June 2027", "put up signs", "order the gravel")
        taken = take_in(
            uow,
            newer,
            coordinator=town.coordinator,
            by=builders.signature(town.coordinator),
            at=tobias.clock.now(),
            source="plan-may.html",
            sha256="b" * 64,
        )
    assert taken.found is not None
    assert "3 milestones (ticked, but no longer printed: “lay the gravel”)" in "\n".join(taken.found.lines())
    parts = actions(tobias)["HLP-1"].milestones
    assert [one.is_done for one in parts] == [True, False, True]
    assert parts[0].due.describe() == "30 June 2027"
    assert query_of(tobias.say("milestone HLP-1.2 done"), None) == ShowMilestones(ref="HLP-1"), "so it is drawn again"
    tobias.say("undo")
    assert "no longer has “lay the gravel”, which had been ticked" in tobias.say("history HLP-1").text
    assert "“Survey the north side by 30 June 2027” is open again" in tobias.send(old).text, "an old card's button"
    tobias.say("undo HLP-1")
    tobias.say("undo HLP-1")
    again = actions(tobias)["HLP-1"].milestones
    assert [(one.text, one.is_done) for one in again] == [(text, True) for text in before]
