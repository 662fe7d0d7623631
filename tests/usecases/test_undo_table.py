"""What can be undone: each request that changes something is sent, taken back by typing and by its button, and put
back; and the database is as it was each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from domain.context import Inbound, NeedFacts
from domain.ids import new_id
from domain.messages import Message, Undo
from domain.people_messages import UndoLinks
from domain.usecases import registry
from domain.views import Reply
from storage.store import SqlStore
from tests.usecases.permitted import Ground, ask, example, ground, named
from tests.usecases.stand import State, differs, how_things_stand, kept_known
from tools import undoing
from tools.permissions import Standing, Visibility, expected

KINDS = {entry.message.name: entry.message for entry in registry.entries() if entry.changes}
TOLD_ELSEWHERE = {
    "load_people": "tests/usecases/test_story_roster.py",
    "load_row": "tests/usecases/test_story_roster.py",
    "accept_draft": "tests/usecases/test_story_questions.py",
}
"""Of these the town has nothing to take back."""
BACK = sorted(KINDS.keys() - undoing.STAYS.keys() - TOLD_ELSEWHERE.keys())
SAID_OTHERWISE: Mapping[str, Mapping[str, Any]] = {
    "decide_claim": {"yes": True},
    "reopen": {"reason": "not finished"},
    "leave": {"who": "Vera Lunt"},
}
"""Fields beside those of the examples, so that there is something to take back."""
WHO = {
    "end_deputy": Standing.LEAD_OWN,
    "deputy": Standing.LEAD_OWN,
    "later": Standing.LEAD_OWN,
    "withdraw": Standing.LEAD_OWN,
}
NO_REDO = {"leave", "answer_alike"}


@pytest.fixture(scope="module")
def there(shared_store: SqlStore) -> Ground:
    """The town."""
    return ground(shared_store)


def state(ground: Ground) -> State:
    """How things stand."""
    return how_things_stand(ground.store, ground.town.id, ground.clock.now().date())


def claimed_anew(ground: Ground) -> None:
    """The newcomer says who they are, as often as it was settled."""
    newcomer = ground.people[Standing.NEWCOMER]
    ask(ground, Standing.NEWCOMER, named("claim_name", said="Head of Parks"), kept=True)
    with ground.store.reading(ground.town.id) as uow:
        claims = uow.claims.of_account(newcomer.account.id)
    ground.claim = next(one.id for one in claims if one.state == "open" and one.plan_id == ground.plan_id)


def who_may(kind: type[Message]) -> Standing:
    if kind.name in WHO:
        return WHO[kind.name]
    for standing in (Standing.COORDINATOR, Standing.ADMINISTRATOR, Standing.LEAD_OWN):
        if expected(kind, standing, Visibility.OPEN) == "yes":
            return standing
    raise AssertionError(f"nobody may send {kind.name}")


def request(kind: type[Message], ground: Ground, standing: Standing) -> Message:
    return example(kind, ground, standing).with_(**SAID_OTHERWISE.get(kind.name, {}))


def type_(line: str, ground: Ground, standing: Standing) -> Reply:
    talk = ground.people[standing]
    inbound = Inbound(
        platform=talk.account.platform,
        workspace=talk.workspace.external_id,
        account=talk.account.external_id,
        conversation="D1",
        said=line,
        delivery=new_id(),
    )
    try:
        return talk.bus.receive(inbound)
    except NeedFacts:
        return talk.bus.receive(replace(inbound, facts=talk.facts))


@pytest.mark.parametrize("name", BACK)
def test_a_change_is_taken_back_by_typing_and_by_its_button(there: Ground, name: str) -> None:
    kind, standing = KINDS[name], who_may(KINDS[name])
    there.close_round()
    there.become(Visibility.CLOSED if name == "reopen_plan" else Visibility.OPEN)
    if "_round" in name and name != "open_round":
        there.open_round()
    before = state(there)
    for press in (True, False):
        there.clock.pass_(minutes=3)
        if "claim" in name:
            claimed_anew(there)
        reply = ask(there, standing, request(kind, there, standing), kept=True)
        assert reply.outcome == "ok", reply.text
        changed = state(there)
        assert differs(before, changed), "nothing was changed"
        there.clock.pass_(minutes=3)
        if press:
            buttons = [button for button in reply.buttons() if isinstance(button.sends, Undo | UndoLinks)]
            assert buttons, f"{name} has no Undo among {[one.label for one in reply.buttons()]}"
            back = ask(there, standing, buttons[-1].sends, kept=True)
        else:
            back = type_("undo", there, standing)
        assert back.outcome == "ok", back.text
        assert not differs(before, kept_known(before, state(there)))
        if name in NO_REDO:
            continue
        again = type_("redo", there, standing)
        assert again.outcome == "ok", again.text
        assert not differs(changed, kept_known(changed, state(there)))
        assert type_("undo", there, standing).outcome == "ok"
        assert not differs(before, kept_known(before, state(there)))


def test_every_reason_is_of_a_request_that_changes_something() -> None:
    assert undoing.STAYS.keys() <= KINDS.keys()
    assert undoing.ALSO.keys() <= KINDS.keys() - undoing.STAYS.keys()
    assert all(reason.endswith((".", ")")) for reason in (*undoing.STAYS.values(), *undoing.ALSO.values()))
    assert TOLD_ELSEWHERE.keys() <= KINDS.keys() - undoing.STAYS.keys()
    assert len(undoing.STAYS) < len(BACK)


def test_the_page_has_what_the_code_knows() -> None:
    assert undoing.PAGE.read_text(encoding="utf-8") == undoing.page(), "Please run `make docs`"


@pytest.mark.parametrize("name", ["golive"])
def test_what_stays_is_said_with_its_reason_and_nothing_older_is_taken_back_instead(there: Ground, name: str) -> None:
    boss = Standing.COORDINATOR
    there.become(Visibility.DRAFT)
    assert ask(there, boss, named("rag", ref="SEC-1", rag="amber", reason="slow"), kept=True).outcome == "ok"
    assert ask(there, boss, named(name, plan="SEC"), kept=True).outcome == "ok"
    before = state(there)
    reply = type_("undo", there, boss)
    assert (reply.outcome, state(there)) == ("invalid", before)
    assert "can't be undone: you opened the plan to everybody. The reason: everybody has seen it" in reply.text
    assert type_("undo SEC-1", there, boss).outcome == "ok"
