"""The law of history: every change has one row with who, when, from what and to what, and the rows make the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.actions import Action, ActionLead, LeadRole, Milestone, Status
from domain.due import Precision
from domain.events import (
    ActionCompleted,
    ActionReopened,
    ActionReworded,
    ChangeAsked,
    ChangeRedone,
    ChangeUndone,
    DueMoved,
    Event,
    LeadsAssigned,
    MilestoneTicked,
    ProgressNoted,
    RagChanged,
    RequestClosed,
)
from domain.happened import Logged
from domain.ids import EventId, LeadId, MilestoneId, new_id
from domain.people import EVERYTHING
from domain.ports import PlanContents, Store
from domain.rag import ColourKey, Rag, RagValue
from domain.views import Reply
from tests import builders
from tests.talk import Talk, talks

ACTIONS = (4, 8)
"""Numbers of the actions that the lead has; the coordinator may change them too."""
DATES = ("1 March 2027", "30 June 2027", "ongoing", "in 2 weeks", "no date")
WORDS = st.sampled_from(["survey sent out", "chair not in post", "few answers", "agreed at the board"])
COLOURS = st.sampled_from(["red", "amber", "green", "blue", "none"])


def before_import(contents: PlanContents) -> PlanContents:
    """One action came with a colour, another complete; blue means complete."""
    key = ColourKey(meanings={RagValue.BLUE: "Complete"}, complete=RagValue.BLUE)
    contents = replace(contents, plan=replace(contents.plan, colour_key=key))
    parts = tuple(Milestone(MilestoneId(new_id()), text) for text in ("Draft it", "Consult", "Publish"))
    contents = builders.edited(contents, 4, rag=Rag(RagValue.AMBER, "Yellow"), milestones=parts)
    return builders.edited(contents, 8, status=Status.COMPLETE, completed_on=builders.TODAY, rag=Rag.of(RagValue.BLUE))


def without_version(action: Action) -> Action:
    return replace(action, version=0)


def step(state: Action, event: Event, earlier: Mapping[EventId, tuple[Action, Event]]) -> Action:
    """What an event makes of a state, by its own word alone; its "from" must be what was there."""
    match event:
        case ActionCompleted():
            assert (state.status, state.rag) == (Status.OPEN, event.rag_before)
            assert state.asked_done == event.asked
            return replace(
                state,
                status=Status.COMPLETE,
                completed_at=event.at,
                completed_by=event.by,
                rag=event.rag_after,
                asked_done=None,
            )
        case ActionReopened():
            assert (state.status, state.rag) == (Status.COMPLETE, event.rag_before)
            assert (state.completed_at, state.completed_by) == (event.completed_at, event.completed_by)
            return replace(
                state, status=Status.OPEN, completed_at=None, completed_by=None, completed_on=None, rag=event.rag_after
            )
        case RagChanged():
            assert state.rag == event.before
            return replace(state, rag=event.after)
        case DueMoved():
            assert (state.due, state.due_changes + 1) == (event.before, event.change)
            assert event.asked in {None, state.asked_due}
            waits = None if event.asked else state.asked_due
            return replace(state, due=event.after, due_changes=event.change, asked_due=waits)
        case LeadsAssigned():
            assert [lead.name for lead in state.leads] == [lead.name for lead in event.before]
            known = {lead.lead_id: lead for lead in state.leads}
            return replace(
                state,
                leads=tuple(
                    known.get(LeadId(one.lead_id)) or ActionLead(LeadId(one.lead_id), one.name, LeadRole(one.role))
                    for one in event.after
                ),
            )
        case ProgressNoted():
            return state
        case ActionReworded():
            assert state.text == event.before
            return replace(state, text=event.after)
        case ChangeAsked():
            assert state.request(event.what) == event.before
            return state.with_request(event.what, event.asked)
        case RequestClosed():
            assert state.request(event.what) == event.asked
            return state.with_request(event.what, None)
        case MilestoneTicked():
            [one] = [one for one in state.milestones if one.id == event.milestone_id]
            assert (one.done_at, one.done_by) == ((event.before.at, event.before.by) if event.before else (None, None))
            return state.ticked(event.milestone_id, event.after)
        case ChangeUndone():
            was, undone = earlier[event.undid]
            assert set(event.fields) == undone.touched
            if isinstance(undone, MilestoneTicked):
                return state.ticked(undone.milestone_id, undone.before)
            return as_it_was(state, was, event.fields)
        case ChangeRedone():
            was, undone = earlier[event.redid]
            assert isinstance(undone, ChangeUndone)
            assert (event.did, event.fields) == (undone.undid, undone.fields)
            did = earlier[event.did][1]
            if isinstance(did, MilestoneTicked):
                return state.ticked(did.milestone_id, did.after)
            return as_it_was(state, was, event.fields)
    raise AssertionError(f"{event.kind} changes no action")


def as_it_was(state: Action, was: Action, touched: tuple[str, ...]) -> Action:
    """With what was touched as it was then."""
    fields: Mapping[str, tuple[str, ...]] = {
        "text": ("text",),
        "asked_done": ("asked_done",),
        "asked_due": ("asked_due",),
        "status": ("status", "completed_at", "completed_by", "completed_on"),
        "rag": ("rag",),
        "due": ("due", "due_changes"),
        "leads": ("leads",),
        "progress": (),
    }
    changes: dict[str, Any] = {name: getattr(was, name) for field in touched for name in fields[field]}
    return replace(state, **changes)


class Plan(RuleBasedStateMachine):
    """A lead and a coordinator who do as they please with two actions."""

    store: Store

    @initialize()
    def begin(self) -> None:
        self.boss, self.lead, self.town = talks(self.store, actions=8, edit=before_import)
        self.imported = {number: self.stored(number) for number in ACTIONS}
        self.cards: list[tuple[Talk, dict[str, object]]] = []

    def stored(self, number: int) -> Action:
        with self.store.reading(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            action = uow.actions.by_key(f"NRP-{number}")
        assert action is not None
        return action

    def settings(self) -> tuple[bool, bool]:
        """Whether a completion is signed off, and another date agreed to."""
        with self.store.reading(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            plan = uow.plans.by_code("NRP")
        assert plan is not None
        return plan.settings.sign_off, plan.settings.date_approval

    def history(self, number: int) -> list[Logged]:
        """Oldest first."""
        with self.store.reading(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            lines, total = uow.history.of_action(self.town.actions[number - 1].id, limit=500)
        assert total == len(lines)
        return list(reversed(lines))

    def do(self, talk: Talk, work: Callable[[], Reply]) -> None:
        """Do something; if it was refused or asked back nothing has changed, else every new row says who and when."""
        self.boss.clock.pass_(minutes=7)
        before = {number: (self.stored(number), self.history(number)) for number in ACTIONS}
        sign_off, date_approval = self.settings()
        reply = work()
        assert reply.outcome in {"ok", "asked", "stale", "invalid", "not_found"}, reply.text
        new: list[Logged] = []
        for number, (action, lines) in before.items():
            now, after = self.stored(number), self.history(number)
            assert [line.event for line in after[: len(lines)]] == [line.event for line in lines], "history only grows"
            if reply.outcome != "ok":
                assert (now, after) == (action, lines), reply.text
            new += after[len(lines) :]
            assert now.version == action.version + len(after) - len(lines)
        for line in new:
            assert line.event.by.person_id == talk.account.person_id
            assert line.event.at == talk.clock.now()
            if talk is self.lead:
                assert not (sign_off and isinstance(line.event, ActionCompleted)), "nobody signed it off"
                assert not (date_approval and isinstance(line.event, DueMoved)), "nobody agreed to it"
            else:
                assert not isinstance(line.event, ChangeAsked), "a coordinator needs nobody's leave"
        for button in [
            one for one in reply.buttons() if one.label in {"Mark complete", "Undo", "Redo", "Reopen", "Untick"}
        ][:3]:
            self.cards.append((talk, button.sends.encode()))

    people = st.booleans()
    numbers = st.sampled_from(ACTIONS)

    def who(self, is_boss: bool) -> Talk:
        return self.boss if is_boss else self.lead

    @rule(is_boss=people, number=numbers, note=st.just("") | WORDS.map(lambda words: f": {words}"))
    def complete(self, is_boss: bool, number: int, note: str) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"done {number}{note}"))

    @rule(is_boss=people, number=numbers, why=WORDS)
    def reopen(self, is_boss: bool, number: int, why: str) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"reopen {number}: {why}"))

    @rule(is_boss=people, number=numbers, colour=COLOURS, press=st.booleans())
    def judge(self, is_boss: bool, number: int, colour: str, press: bool) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"rag {number} {colour} because few answers"))
        if talk.last.outcome == "asked" and press:
            self.do(talk, lambda: talk.press("Only change the RAG"))

    @rule(is_boss=people, number=numbers, when=st.sampled_from(DATES), why=WORDS)
    def move(self, is_boss: bool, number: int, when: str, why: str) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"date {number} {when} because {why}"))

    @rule(
        is_boss=people,
        number=numbers,
        text=st.just("") | WORDS,
        colour=COLOURS,
        when=st.sampled_from(["", "2027-03-01", "2027-09-30"]),
        why=st.just("") | WORDS,
    )
    def update(self, is_boss: bool, number: int, text: str, colour: str, when: str, why: str) -> None:
        talk = self.who(is_boss)
        talk.say(f"update {number}")
        self.do(talk, lambda: talk.fill_in({"text": text, "rag": colour, "date": when, "reason": why}))

    @rule(number=numbers, names=st.sampled_from(["Imogen Vale", "Imogen Vale and Estates Group", "me, Imogen Vale"]))
    def assign(self, number: int, names: str) -> None:
        self.do(self.boss, lambda: self.boss.say(f"assign {number} to {names}"))

    @rule(sign_off=st.booleans(), date_approval=st.booleans())
    def settle(self, sign_off: bool, date_approval: bool) -> None:
        self.boss.say("plan NRP")
        self.boss.press("Settings")
        words = {True: "yes", False: "no"}
        self.boss.fill_in({"sign_off": words[sign_off], "date_approval": words[date_approval]})
        assert self.settings() == (sign_off, date_approval)

    @rule(number=numbers, what=st.sampled_from(["", "done", "due"]), answer=st.sampled_from(["approve", "send_back"]))
    def answer(self, number: int, what: str, answer: str) -> None:
        payload = {"do": answer, "with": {"ref": f"NRP-{number}", "what": what, "reason": "not yet"}}
        self.do(self.boss, lambda: self.boss._send(pressed=payload))

    @rule(is_boss=people, number=numbers)
    def withdraw(self, is_boss: bool, number: int) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"withdraw {number}"))

    @rule(is_boss=people, part=st.integers(1, 4), done=st.booleans())
    def tick(self, is_boss: bool, part: int, done: bool) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"milestone 4.{part} {'done' if done else 'open'}"))

    @rule(number=numbers, text=WORDS)
    def edit(self, number: int, text: str) -> None:
        self.do(self.boss, lambda: self.boss.say(f"edit {number} {text}"))

    @rule(is_boss=people)
    def undo(self, is_boss: bool) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say("undo"))

    @rule(is_boss=people, number=numbers)
    def undo_of(self, is_boss: bool, number: int) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"undo {number}"))

    @rule(is_boss=people, which=st.sampled_from(("", *map(str, ACTIONS))))
    def redo(self, is_boss: bool, which: str) -> None:
        talk = self.who(is_boss)
        self.do(talk, lambda: talk.say(f"redo {which}".strip()))

    @precondition(lambda self: self.cards)
    @rule(data=st.data())
    def press_an_old_card(self, data: st.DataObject) -> None:
        talk, payload = data.draw(st.sampled_from(self.cards[-12:]))
        self.do(talk, lambda: talk._send(pressed=payload))

    @invariant()
    def the_rows_make_the_state(self) -> None:
        for number, imported in self.imported.items():
            lines = self.history(number)
            assert [line.version for line in lines] == list(range(2, len(lines) + 2)), "one row for each change"
            state = imported
            earlier: dict[EventId, tuple[Action, Event]] = {}
            for line in lines:
                earlier[line.event.id] = (state, line.event)
                state = step(state, line.event, earlier)
            assert _names(state) == _names(self.stored(number))
            undone: dict[EventId, EventId] = {}
            for line in lines:
                if isinstance(line.event, ChangeUndone):
                    undone[line.event.undid] = line.event.id
                elif isinstance(line.event, ChangeRedone):
                    undone[line.event.redid] = line.event.id
                    assert undone.pop(line.event.did) == line.event.redid, "it counts again"
            assert {line.event.id: line.undone_by for line in lines if line.undone_by is not None} == undone
            for line in lines:
                assert line.event.by.name in {"Imogen Vale", "Tobias Wren"}

    @invariant()
    def the_three_facts_stay_apart(self) -> None:
        for number in ACTIONS:
            action = self.stored(number)
            assert action.due_original == self.imported[number].due_original
            assert (action.completed_at is None) or action.status is Status.COMPLETE
            if action.due.precision is Precision.ONGOING:
                assert not action.is_late(builders.TODAY)

    def teardown(self) -> None:
        if not hasattr(self, "town"):
            return
        for number in ACTIONS:
            assert self.lead.say(f"history {number}").outcome == "ok"


def _names(action: Action) -> Action:
    """Without the person behind a lead, whom history does not name, and the version."""
    leads = tuple(ActionLead(lead.lead_id, lead.name, lead.role) for lead in action.leads)
    return replace(without_version(action), leads=leads)


def test_whatever_two_people_do_the_rows_of_history_make_the_state(shared_store: Store) -> None:
    class OnThisStore(Plan):
        store = shared_store

    run_state_machine_as_test(
        OnThisStore,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
