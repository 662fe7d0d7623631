"""Requests that no button of theirs ever held: ids of others' deeds, of others' chats and lists, and pages far away.
What somebody may not take back stays as it is, and nothing of it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.messages import Message
from domain.people import EVERYTHING
from storage import schema
from storage.store import SqlStore
from tests.talk import Talk
from tests.usecases.permitted import Ground, Unkept, ground, named
from tools.permissions import Standing, Visibility

ATTACKERS = (
    Standing.NEWCOMER,
    Standing.GUEST_OWN,
    Standing.MEMBER,
    Standing.VIEWER,
    Standing.LEAD_OWN,
    Standing.NEIGHBOUR,
)
NEVER = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
"""An id that nothing has."""


def happened(there: Ground) -> Sequence[tuple[str, str, str]]:
    """Every event that is written down: its id, its kind, and who did it."""
    history = schema.history
    asked = select(history.c.id, history.c.kind, history.c.person_id).where(history.c.organisation_id == there.town.id)
    with there.store._database._reader.connect() as line:
        return [(row.id, row.kind, row.person_id or "") for row in line.execute(asked)]


@pytest.fixture(scope="module")
def busy(shared_store: SqlStore) -> Ground:
    """A ground on which much has happened: links, roles, a deputy, settings, notes, dates, leads, a guest, a round."""
    there = ground(shared_store)
    there.open_round()
    boss, lead = there.people[Standing.COORDINATOR], there.people[Standing.LEAD_OWN]
    admin = there.people[Standing.ADMINISTRATOR]
    for talk, lines in (
        (boss, ("update SEC-1 secret words of a note", "date SEC-1 1 May 2027 because of secret reasons",
                "rag SEC-1 red because secret", "assign SEC-1 to Head of Parks and Estates Group",
                "edit SEC-3 Another secret wording", "role Imogen Vale viewer of SEC",
                "link Estates Group to team Della Marsh in SEC", "done SEC-2")),
        (admin, ("casewords add MOS-####", "closed 24 December 2026")),
        (lead, ("deputy Della Marsh until 1 December 2026", "settings weekly list off", "update SEC-4 my own note")),
    ):  # fmt: skip
        for line in lines:
            talk.say(line)
    return there


def _tries(event: str) -> Sequence[Message]:
    return (
        named("undo", event=event),
        named("undo", event=event, whole=True),
        named("undo", event=event, redo=True),
        named("undo_link", events=(event,)),
    )


def _sent(talk: Talk, message: Message) -> tuple[str, str]:
    reply = talk._send(pressed=message.encode())
    return reply.outcome, reply.text


@pytest.mark.parametrize("standing", ATTACKERS, ids=str)
def test_nobody_takes_back_what_others_did_by_its_id(busy: Ground, standing: Standing) -> None:
    """In a plan for few people, and in one that all may look at."""
    for visibility in (Visibility.OPEN, Visibility.RESTRICTED):
        busy.become(visibility)
        talk = replace(busy.people[standing], store=Unkept(busy.store))
        me = talk.account.person_id
        others = [(one, kind) for one, kind, by in happened(busy) if by != me]
        assert len({kind for _, kind in others}) > 10
        for event, kind in others:
            for message in _tries(event):
                outcome, said = _sent(talk, message)
                assert outcome != "ok", (standing, visibility, kind, message.name, said)
                assert "secret" not in said, (standing, kind, said)


@pytest.mark.parametrize("standing", [Standing.MEMBER, Standing.NEIGHBOUR], ids=str)
def test_an_id_of_a_hidden_plans_event_is_as_good_as_none(busy: Ground, standing: Standing) -> None:
    busy.become(Visibility.RESTRICTED)
    talk = replace(busy.people[standing], store=Unkept(busy.store))
    with busy.store.reading(busy.town.id) as uow:
        uow.see_with(EVERYTHING)
        hidden = [one for one, _, _ in happened(busy) if _is_of_plan(uow.history.by_id(one), busy)]  # type: ignore[arg-type]  # ids as words
    assert len(hidden) > 8
    for event in hidden:
        for there, never in zip(_tries(event), _tries(NEVER), strict=True):
            assert _sent(talk, there) == _sent(talk, never)


def _is_of_plan(logged: object, busy: Ground) -> bool:
    event = getattr(logged, "event", None)
    return getattr(event, "plan_id", None) == busy.plan_id


@pytest.mark.parametrize("standing", [Standing.NEWCOMER, Standing.MEMBER, Standing.NEIGHBOUR], ids=str)
@pytest.mark.parametrize("page", [-1, 0, 2, 10**9])
def test_no_page_and_no_far_list_shows_what_is_hidden(busy: Ground, standing: Standing, page: int) -> None:
    busy.become(Visibility.RESTRICTED)
    talk = replace(busy.people[standing], store=Unkept(busy.store))
    for name, given in (
        ("overdue", {"plan": "SEC"}),
        ("due", {"plan": "SEC", "days": 400}),
        ("mine", {"which": "all"}),
        ("find", {"words": "dataset"}),
        ("find", {"words": "for Imogen Vale"}),
        ("history", {"ref": "SEC-4"}),
        ("plan_history", {"plan": "SEC"}),
        ("people", {"plan": "SEC", "which": "all"}),
        ("questions", {"plan": "SEC"}),
        ("waiting", {"plan": "SEC"}),
        ("undo_list", {"plan": "SEC"}),
    ):
        pressed = {"do": name, "with": given | {"page": page, "keep": ["SEC-4", "SEC-1"]}}
        reply = talk._send(pressed=pressed)
        for word in ("secret", "dataset (", "Recommendation", "SEC-1 ·", "SEC-4 ·", "Estates Group"):
            assert word not in reply.text, (standing, name, reply.text)


@pytest.mark.parametrize("standing", ATTACKERS, ids=str)
def test_who_somebody_is_comes_from_the_envelope_alone(busy: Ground, standing: Standing) -> None:
    """A card that names another person, account, place or right is read as if it did not."""
    busy.become(Visibility.RESTRICTED)
    talk = replace(busy.people[standing], store=Unkept(busy.store))
    boss = busy.people[Standing.COORDINATOR]
    plain = {"do": "edit", "with": {"ref": "SEC-1", "text": "Other words"}}
    forged = {
        "actor": boss.account.person_id,
        "account": boss.account.external_id,
        "person": boss.account.person_id,
        "by": boss.account.person_id,
        "is_administrator": True,
        "private": True,
        "conversation": boss.conversation,
        "behalf": "Tobias Wren",
    }
    before = talk._send(pressed=plain)
    after = talk._send(pressed={**plain, **forged, "with": {**plain["with"], **forged}})  # type: ignore[dict-item]  # a dict
    assert before.outcome != "ok"
    assert (after.outcome, after.text) == (before.outcome, before.text)
