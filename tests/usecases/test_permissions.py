"""The permission table, cell by cell: every message, from everybody, about plans of every kind, to a real database."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from domain.messages import Message, Need
from domain.usecases import registry
from domain.views import Reply
from storage.store import SqlStore
from tests.usecases.permitted import EXAMPLES, Ground, ask, example, ground
from tools import permissions
from tools.permissions import Answer, Standing, Visibility, expected

KINDS = sorted((entry.message for entry in registry.entries()), key=lambda kind: kind.name)
WITHOUT_A_ROUND = {"open_round"}
"""Asked before a round is under way, which would be in the way."""
BESIDE = {"accounts", "deliveries", "refusals", "conversations"}
"""Tables that say who spoke, not what was changed."""


@pytest.fixture(scope="module")
def there(shared_store: SqlStore) -> Ground:
    """The town, before a round."""
    return ground(shared_store)


def read(reply: Reply) -> Answer | str:
    """What an answer comes to; one that was not foreseen as it is."""
    match reply.outcome:
        case "ok" | "asked":
            return Answer.YES
        case "stale" if "is live already" in reply.text:
            return Answer.YES
        case "refused":
            return Answer.NO
        case "not_found":
            return Answer.UNSEEN
        case "invalid" if " is closed, so " in reply.text:
            return Answer.CLOSED
        case "invalid":
            return Answer.NO
    return f"{reply.outcome}: {reply.text}"


def contents(ground: Ground) -> Mapping[str, list[str]]:
    """Everything that the database has of the town, but who spoke."""
    from storage.schema import metadata

    found = {}
    with ground.store._database.reading() as connection:
        for name, table in metadata.tables.items():
            if name not in BESIDE and "organisation_id" in table.c:
                rows = connection.execute(table.select().where(table.c.organisation_id == ground.town.id))
                found[name] = sorted(str(tuple(row)) for row in rows)
    return found


def measured(kind: type[Message], standing: Standing, ground: Ground, wanted: Answer) -> Answer | str:
    reply = ask(ground, standing, example(kind, ground, standing), kept=wanted is not Answer.YES)
    if standing is Standing.STRANGER:
        return Answer.TURNED_AWAY if reply.outcome == "refused" and "this organisation" in reply.text else reply.text
    if kind.needs is Need.NEWCOMER:
        return Answer.YES if reply.outcome in {"ok", "asked", "refused"} else reply.text
    if standing is Standing.NEWCOMER:
        greeting = ask(ground, Standing.NEWCOMER, registry_message("whoami"))
        return Answer.GREETED if reply.elements == greeting.elements else reply.text
    return read(reply)


def registry_message(name: str) -> Message:
    return next(kind for kind in KINDS if kind.name == name)()


@pytest.mark.parametrize("visibility", list(Visibility), ids=str)
def test_every_cell_of_the_table_is_what_happens(there: Ground, visibility: Visibility) -> None:
    """Whatever is not allowed is really sent, not rolled back, and leaves nothing behind."""
    wrong, cells = {}, 0
    there.close_round()
    for kinds in (WITHOUT_A_ROUND, {kind.name for kind in KINDS} - WITHOUT_A_ROUND):
        if kinds is not WITHOUT_A_ROUND:
            there.open_round()
        there.become(visibility)
        before = contents(there)
        for kind in KINDS:
            for standing in Standing if kind.name in kinds else ():
                wanted = expected(kind, standing, visibility)
                found = measured(kind, standing, there, wanted)
                cells += 1
                if found != wanted:
                    wrong[kind.name, standing.value] = f"wanted {wanted}, found {found}"
        assert contents(there) == before
    assert wrong == {}
    assert cells == len(KINDS) * len(Standing) > 1000


def test_every_request_has_an_example_and_a_rule() -> None:
    assert {kind.name for kind in KINDS} == set(EXAMPLES)
    assert all(permissions.rule_of(kind).words for kind in KINDS)


def test_rules_of_their_own_are_of_requests_that_there_are() -> None:
    assert permissions._OWN_RULES.keys() <= {kind.name for kind in KINDS}


def test_the_page_has_what_the_code_knows() -> None:
    assert permissions.PAGE.read_text(encoding="utf-8") == permissions.page(), "Please run `make docs`"
    for kind in KINDS:
        assert permissions.page().count(f"| `{kind.name}` |") == 1 + len(Visibility)
