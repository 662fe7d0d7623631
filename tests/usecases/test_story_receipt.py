"""A press in a list is done before the list is read anew: what was saved is said, whatever becomes of the list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from domain.bus import Bus
from domain.context import Inbound
from domain.errors import Unavailable
from domain.ids import OrganisationId, new_id
from domain.ports import Store, UnitOfWork
from domain.registry import registry
from domain.views import Item
from storage.store import SqlStore
from tests.talk import StoppedClock, Talk, talks


class CutOff(SqlStore):
    """The same database, from which nothing can be read any more."""

    def __init__(self, store: Store) -> None:
        assert isinstance(store, SqlStore)
        super().__init__(store._database)

    @contextmanager
    def reading(self, organisation_id: OrganisationId) -> Iterator[UnitOfWork]:
        raise Unavailable("the cable is out")
        yield  # for the decorator


def press(talk: Talk, key: str) -> Inbound:
    return Inbound(
        platform=talk.account.platform,
        workspace=talk.workspace.external_id,
        account=talk.account.external_id,
        conversation=talk.conversation,
        pressed=talk.payload("Mark complete", key=key),
        delivery=new_id(),
    )


def bus(store: Store) -> Bus:
    return Bus(store=store, clock=StoppedClock(), registry=registry)


def test_the_change_is_saved_before_its_list_is_read(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("mine")
    before = lead.rows()
    answer = bus(shared_store).take(press(lead, before[0]))
    assert [element.key for element in answer.reply.elements if isinstance(element, Item)] == before[:1]
    assert "Completed by you" in replace(lead).say(f"show {before[0]}").text
    shown = answer.shown()
    assert [element.key for element in shown.elements if isinstance(element, Item)] == before
    assert shown.text.startswith(f"{before[0]}: completed by you")


def test_where_the_list_can_not_be_read_the_change_is_said_all_the_same(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("mine")
    key = lead.rows()[0]
    said = bus(CutOff(shared_store)).receive(press(lead, key))
    assert said.outcome == "ok"
    assert said.text.startswith(f"{key}: completed by you")
    assert "Completed by you" in lead.say(f"show {key}").text


def test_the_same_press_again_shows_the_list_as_it_is_by_then(shared_store: Store) -> None:
    coordinator, _, _ = talks(shared_store, actions=4)
    coordinator.say("overdue")
    first, other = coordinator.rows()[:2]
    pressed = press(coordinator, first)
    bus(shared_store).receive(pressed)
    coordinator.say(f"rag {other} amber")
    again = bus(shared_store).receive(pressed)
    assert again.text.startswith(f"{first}: completed by you")
    assert [e.facts[-1] for e in again.elements if isinstance(e, Item) and e.key == other] == ["● Amber"]
    assert coordinator.say(f"history {first}").text.count("marked it complete") == 1


def test_the_same_press_again_says_what_was_done_then_and_shows_the_row_as_it_is(shared_store: Store) -> None:
    _, lead, _ = talks(shared_store, actions=4)
    lead.say("mine")
    key = lead.rows()[0]
    pressed = replace(press(lead, key), pressed={"do": "complete", "with": {"ref": key}})
    first = bus(shared_store).receive(pressed)
    assert bus(shared_store).receive(pressed) == first
    assert next(button.label for button in first.buttons()) == "Undo"
    lead.say("undo")
    again = bus(shared_store).receive(pressed)
    assert again.text.startswith(f"{key}: completed by you")
    assert next(button.label for button in again.buttons()) == "Mark complete"
    assert lead.say(f"history {key}").text.count("marked it complete") == 1
