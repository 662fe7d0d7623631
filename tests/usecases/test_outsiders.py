"""To whom a plan is not shown, it is not there: every answer is the one of a town that never had such a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from domain.messages import Message
from domain.people import EVERYTHING
from domain.usecases import registry
from domain.views import Reply
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk
from tests.usecases.permitted import Ground, Unkept, ask, example, ground, named, unknown
from tools.permissions import Answer, Standing, Visibility, expected

OUTSIDERS = (Standing.MEMBER, Standing.NEIGHBOUR, Standing.ADMINISTRATOR)
SECRET = (Visibility.RESTRICTED, Visibility.DRAFT)
NEVER = "ZQX"
"""A code that nobody has ever used, as unlike the others as SEC is."""
LINES = (
    *(
        "show SEC-4",
        "show sec4",
        "show SEC-999",
        "SEC-4",
        "4",
        "show 4",
        "show 12",
        "history SEC-8",
        "milestones SEC-4",
    ),
    *("done SEC-4", "done 4", "update SEC-4 x", "date SEC-4 1 March 2027 because x", "rag SEC-4 red", "undo SEC-4"),
    *("edit SEC-4 other words", "assign SEC-4 to me", "approve SEC-12", "return SEC-12: x", "later SEC-4 until May"),
    *("plan SEC", "plans", "settings SEC", "golive SEC", "questions SEC", "accept SEC", "checksheet SEC", "round SEC"),
    *("round SEC by Friday", "people SEC", "people SEC all", "people", "add SEC: Count the paths", "waiting SEC"),
    *("overdue SEC", "due SEC 60", "due 400", "mine", "mine all", "waiting", "undo", "refused", "whoami", "channel"),
    *(
        "find dataset",
        "find recommendation",
        "find letters",
        "find audit for Imogen Vale in SEC",
        "find SEC-4",
        "find 4",
    ),
    *("find dataset in SEC", "find amber in SEC", "find Imogen", "find SEC-4", "role Mattis Holm viewer of SEC"),
    *("link Estates Group to Mattis Holm in SEC", "link Estates Group to Mattis Holm", "unlink Imogen Vale in SEC"),
    *("people leave Imogen Vale", "deputy Imogen Vale until 1 May 2027", "people back Imogen Vale", "undo 4", "done 8"),
    *("who is Imogen Vale", "who is IV", "who leads SEC-4", "take Imogen off SEC-4", "add Mattis Holm to SEC-4"),
    *("assign SEC-4 to Mattis Holm instead of Imogen Vale", "settings SEC", "who changed SEC-4", "how is SEC doing"),
    *("import SEC", "report SEC", "SEC", "sec", "shwo SEC-4", "sohw 4", "reminders SEC", "people load SEC", "help"),
)

LEAVER = {"people leave Imogen Vale (private=True)", "people leave Imogen Vale (private=False)"}
ELSEWHERE = "5 more in plans of others: please ask Tobias Wren."
"""What an administrator is told when somebody leaves, so that nothing is forgotten: how much, and who helps."""


def said(reply: Reply) -> object:
    """All that somebody can make out of an answer."""
    form = None if reply.form is None else reply.form.model_dump(exclude={"sends"})
    buttons = [(one.label, one.describe, one.sends.name) for one in reply.buttons()]
    return reply.outcome, reply.text, buttons, form, reply.field_errors


def discard(there: Ground) -> None:
    """Let the plan never have been."""
    there.become(Visibility.DRAFT)
    with there.store.writing(there.town.id) as uow:
        uow.see_with(EVERYTHING)
        because = builders.imported(there.town.contents)
        uow.plans.delete_draft(there.town.plan.id, because=because)


def asked_of(there: Ground, standing: Standing) -> Mapping[str, Message]:
    """Every request that this person does not get done, as it names the plan."""
    return {
        entry.message.name: example(entry.message, there, standing)
        for entry in registry.entries()
        if all(expected(entry.message, standing, one) in {Answer.UNSEEN, Answer.NO} for one in SECRET)
    }


def answers(there: Ground, standing: Standing, requests: Mapping[str, Message]) -> dict[str, object]:
    talk = replace(there.people[standing], store=Unkept(there.store))
    found = {name: said(ask(there, standing, message)) for name, message in requests.items()}
    for private in (True, False):
        talk.private, talk.conversation = private, "D1" if private else "C9"
        found |= {f"{line} ({private=})": said(talk.say(line)) for line in LINES}
    return found


@pytest.mark.parametrize("visibility", SECRET, ids=str)
def test_an_outsider_is_answered_as_if_the_plan_had_never_been(shared_store: SqlStore, visibility: Visibility) -> None:
    there = ground(shared_store)
    there.open_round()
    there.become(visibility)
    requests = {standing: asked_of(there, standing) for standing in OUTSIDERS}
    before = {standing: answers(there, standing, requests[standing]) for standing in OUTSIDERS}
    discard(there)
    for standing in OUTSIDERS:
        after = answers(there, standing, requests[standing])
        assert len(after) > 150
        told = {name: (one, after[name]) for name, one in before[standing].items() if one != after[name]}
        known = LEAVER if (standing, visibility) == (Standing.ADMINISTRATOR, Visibility.RESTRICTED) else set()
        assert told.keys() == known, (standing, told)
        for one, _ in told.values():
            assert ELSEWHERE in str(one)
            assert "SEC" not in str(one)


@pytest.mark.parametrize("visibility", SECRET, ids=str)
@pytest.mark.parametrize("name", ["Imogen Vale", "IV", "Head of Parks", "rowan ashdown", "Estates Group", "Somebody"])
def test_whom_nobody_knows_yet_learns_no_more(shared_store: SqlStore, visibility: Visibility, name: str) -> None:
    there = ground(shared_store)
    there.become(visibility)
    account = replace(unknown(there.town), display_name=name, email=f"{name.replace(' ', '.')}@brackenford.example")
    with shared_store.writing(there.town.id) as uow:
        uow.people.save_account(account)
    talk = Talk(Unkept(shared_store), there.town.workspace, account, there.clock)
    before = [said(talk.say(line)) for line in ("hello", "show SEC-4", "whoami")]
    discard(there)
    assert [said(talk.say(line)) for line in ("hello", "show SEC-4", "whoami")] == before


def test_choosing_a_code_says_nothing_of_a_plan_that_has_it(shared_store: SqlStore) -> None:
    there = ground(shared_store)
    for visibility in SECRET:
        there.become(visibility)
        given = example(type(named("set_code", upload="x")), there, Standing.NEIGHBOUR)
        taken, free = (ask(there, Standing.NEIGHBOUR, given.with_(plan=code)) for code in ("SEC", NEVER))
        assert said(taken) == said(free)
        assert taken.outcome == "ok"


@pytest.fixture
def believed(shared_store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are believed for ten seconds, and read again by whichever request comes then: on a busy machine by one
    of the two that are compared.
    """
    for known in (shared_store._organisations, shared_store._workspaces):
        monkeypatch.setattr(known, "_seconds", 3600.0)


@contextmanager
def statements(there: Ground) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    seen: list[str] = []
    engines = (there.store._database._reader, there.store._database._writer)

    def see(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", see)


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize("visibility", SECRET, ids=str)
def test_a_reference_that_is_hidden_takes_the_same_work_as_one_that_never_was(
    shared_store: SqlStore, visibility: Visibility
) -> None:
    there = ground(shared_store)
    there.open_round()
    there.become(visibility)
    asked = 0
    for standing in OUTSIDERS:
        for line in LINES:
            never = line.replace("SEC", NEVER).replace("sec", NEVER.lower())
            if never == line:
                continue
            work = []
            talk = replace(there.people[standing], store=Unkept(there.store))
            for typed in (never, line, never):  # the first finds nothing kept in memory
                with statements(there) as seen:
                    reply = talk.say(typed)
                answer = str(said(reply)).replace(NEVER, "SEC").replace(NEVER.lower(), "sec")
                work.append((answer, tuple(seen)))
            assert work[1] == work[2], (standing, line)
            asked += 1
    assert asked > 90


@pytest.mark.usefixtures("believed")
def test_what_a_guest_does_not_lead_is_as_if_it_were_not_there(shared_store: SqlStore) -> None:
    there = ground(shared_store)
    there.become(Visibility.OPEN)
    talk = replace(there.people[Standing.GUEST_OWN], store=Unkept(there.store))
    for line in ("show {}", "history {}", "done {}", "update {} x", "assign {} to me", "{}", "undo {}", "approve {}"):
        for hidden, never in (("SEC-1", "SEC-0"), ("SEC-4", "SEC-44"), ("4", "44"), ("SEC-12", "SEC-122")):
            work = []
            for ref in (never, hidden, never):
                with statements(there) as seen:
                    reply = talk.say(line.format(ref))
                work.append((reply.outcome, tuple(seen)))
                assert reply.outcome in {"not_found", "invalid"}, (line, ref)
            assert work[1] == work[2], (line, hidden)
