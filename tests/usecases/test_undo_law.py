"""The law of the way back: whatever several people do, taken back in turn it is each time as it was before."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.actions import Milestone
from domain.ids import MilestoneId, new_id
from domain.ports import PlanContents
from domain.views import Reply
from storage.store import SqlStore
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.stand import State, differs, how_things_stand, kept_known
from tests.usecases.test_story_acting_for import account_of
from tests.usecases.test_story_claims import administrator

MOVES = (
    ("boss", "rag 4 red because few answers"),
    ("boss", "assign 4 to Head of Parks"),
    ("boss", "assign 8 to Imogen Vale and Estates Group"),
    ("boss", "edit 4 Agree the terms with everybody"),
    ("boss", "milestone 4.1 done"),
    ("boss", "role Ann Hall viewer of NRP"),
    ("boss", "role remove Ann Hall viewer of NRP"),
    ("boss", "link Head of Parks to Ann Hall"),
    ("boss", "link Estates Group to role Bo Lee"),
    ("boss", "unlink Head of Parks"),
    ("boss", "done 8 on behalf of Imogen Vale: all of it"),
    ("boss", "later 4 until 1 December 2026 because busy"),
    ("boss", "approve 4"),
    ("boss", "return 4: not yet"),
    ("boss", "settings: sign_off"),
    ("boss", "settings: date_approval"),
    ("boss", "settings: sensitive"),
    ("lead", "done 4: agreed at the board"),
    ("lead", "reopen 4: an annex is missing"),
    ("lead", "update 4 letters sent out"),
    ("lead", "date 4 1 March 2027 because the chair is away"),
    ("lead", "rag 8 amber because slow"),
    ("lead", "milestone 4.2 done"),
    ("lead", "withdraw 4"),
    ("lead", "deputy Ann Hall until 1 December 2026"),
    ("lead", "deputy Bo Lee until 2 December 2026"),
    ("lead", "deputy nobody"),
    ("lead", "later 8 until 2 December 2026 because busy"),
    ("lead", "later 8 as usual"),
    ("lead", "settings back on 1 December 2026"),
    ("ann", "rag 4 green because on track"),
    ("ann", "done 8: it is finished"),
    ("ada", "closed 24 December 2026"),
    ("ada", "casewords add brook house"),
    ("ada", "language Cymraeg for everybody"),
)


@dataclass
class Town:
    store: SqlStore
    built: builders.Town
    people: dict[str, Talk]

    def state(self) -> State:
        return how_things_stand(self.store, self.built.id, builders.TODAY)

    def history(self) -> list[str]:
        """Every line, oldest first, as it was written."""
        from storage.schema import history

        with self.store._database.reading() as connection:
            rows = connection.execute(
                history.select().where(history.c.organisation_id == self.built.id).order_by(history.c.sequence)
            ).mappings()
            return [str((row["id"], row["kind"], row["at"], row["event"])) for row in rows]

    def do(self, who: str, line: str) -> bool:
        talk = self.people[who]
        talk.clock.pass_(minutes=2)
        if line.startswith("settings: "):
            return _settled(talk, line.removeprefix("settings: ")).outcome == "ok"
        return talk.say(line).outcome == "ok"


def _settled(talk: Talk, name: str) -> Reply:
    return talk._send(pressed={"do": "plan_settings", "with": {"plan": "NRP", name: "yes"}})


def _with_parts(contents: PlanContents) -> PlanContents:
    parts = tuple(Milestone(MilestoneId(new_id()), text) for text in ("Draft it", "Consult", "Publish"))
    return builders.edited(contents, 4, milestones=parts)


def _town(store: SqlStore) -> Town:
    boss, lead, built = talks(store, actions=8, edit=_with_parts)
    ann, bo = account_of(store, built, "Ann Hall"), account_of(store, built, "Bo Lee")
    ada = administrator(store, built)
    people = {"boss": boss, "lead": lead, "ann": ann, "bo": bo, "ada": ada}
    for talk in people.values():
        talk.clock = boss.clock
    return Town(store, built, people)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.sampled_from(MOVES), min_size=3, max_size=9))
def test_taken_back_in_turn_everything_is_as_it_was_and_history_only_grows(
    shared_store: SqlStore, moves: list[tuple[str, str]]
) -> None:
    town = _town(shared_store)
    done: list[tuple[str, str, State, State]] = []
    for who, line in moves:
        before, lines = town.state(), len(town.history())
        if town.do(who, line) and len(town.history()) > lines:
            done.append((who, line, before, town.state()))
    written = town.history()
    for who, line, before, after in reversed(done):
        assert not differs(after, kept_known(after, town.state()))
        assert town.do(who, "undo"), f"{line}: {town.people[who].last.text}"
        assert not differs(before, kept_known(before, town.state())), line
        now = town.history()
        assert now[: len(written)] == written
        assert len(now) > len(written)
        written = now
    for who, line, before, after in done:
        assert not differs(before, kept_known(before, town.state()))
        assert town.do(who, "redo"), f"{line}: {town.people[who].last.text}"
        assert not differs(after, kept_known(after, town.state())), line
        assert town.history()[: len(written)] == written
