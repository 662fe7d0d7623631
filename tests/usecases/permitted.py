"""A town in which everybody stands who can stand to a plan, and one sensible request of every kind.

The plan is SEC. Its leads are Imogen Vale (SEC-4, 8, 12, with Della Marsh as her deputy), Rowan Ashdown, whose account
is a guest's (SEC-2, 6, 10), and Head of Parks, who is nobody yet (SEC-1, 5, 9). OTH is a plan of others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from adapters.documents import read_document
from domain.actions import Milestone
from domain.audience import Audience
from domain.bus import Bus
from domain.context import AccountFacts, Inbound, NeedFacts
from domain.due import Due
from domain.events import AccountLinked, LeadLinked, PlanSettingsChanged, ProgressNoted, RoleGiven
from domain.ids import AccountId, MilestoneId, QuestionId, UploadId, new_id
from domain.importing import read_plan
from domain.importing.transfer import draft_to_json
from domain.messages import Message, by_name
from domain.people import EVERYTHING, SYSTEM, Account, Membership, Person, Role
from domain.people_messages import LoadRow, UndoLinks
from domain.plans import PlanState, Question
from domain.ports import Store, UnitOfWork
from domain.posting import Destination
from domain.uploads import OfferedFile, Upload, UploadState
from domain.usecases import registry
from domain.views import Reply
from storage.store import SqlStore
from tests import builders
from tests.talk import StoppedClock, Talk
from tools.permissions import Standing, Visibility

GUEST = AccountFacts(display_name="Rowan Ashdown", is_guest=True, email="rowan@partner.example")
PLAN = b"""# A plan

| Ref | Action | Lead | Target date |
| --- | --- | --- | --- |
| 1 | Mend the path along the brook | Parks | 31/01/2027 |
| 2 | Paint the gate by the pond | Parks | 28/02/2027 |
"""
LIST = "Lead\tName\tE-mail\nHead of Parks\tBree Calder\tbree@brackenford.example\nNobody Known\tNo Address\tnone"
OWN = {"open": "4", "complete": "8", "asked": "12"}
"""The local references of Imogen Vale's actions, by what has become of them."""
GUESTS_OWN = {"open": "2", "complete": "6", "asked": "10"}
OTHERS = {"open": "1", "complete": "5", "asked": "9"}


class _RolledBack(Exception):
    pass


@dataclass
class Unkept:
    """The real store, but what is written is rolled back at the end of each transaction."""

    real: Store

    @contextmanager
    def writing(self, organisation_id: Any) -> Iterator[UnitOfWork]:
        with suppress(_RolledBack), self.real.writing(organisation_id) as uow:
            yield uow
            raise _RolledBack

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@dataclass
class Ground:
    """The town, stored; `people` speak from their accounts."""

    store: SqlStore
    town: builders.Town
    people: dict[Standing, Talk]
    clock: StoppedClock
    events: dict[str, str] = field(default_factory=dict)
    uploads: dict[tuple[Standing, UploadState], str] = field(default_factory=dict)
    lists: dict[Standing, str] = field(default_factory=dict)
    round: str = ""
    claim: str = ""
    link: str = ""

    @property
    def plan_id(self) -> str:
        return self.town.plan.id

    def open_round(self) -> None:
        """A round is under way from now on."""
        self.become(Visibility.OPEN)
        reply = self.people[Standing.COORDINATOR].say("round SEC by 4 December 2026")
        assert reply.outcome == "ok", reply.text
        self.round = next(b.sends.round for b in reply.buttons() if hasattr(b.sends, "round") and b.sends.round)

    def close_round(self) -> None:
        """No round is under way."""
        if self.round:
            self.become(Visibility.OPEN)
            message = named("close_round", round=self.round)
            assert self.people[Standing.COORDINATOR]._send(pressed=message.encode()).outcome == "ok"
            self.round = ""

    def become(self, visibility: Visibility) -> None:
        """Let the plan be seen like this."""
        state = {Visibility.DRAFT: PlanState.DRAFT, Visibility.CLOSED: PlanState.CLOSED}.get(visibility, PlanState.LIVE)
        with self.store.writing(self.town.id) as uow:
            uow.see_with(EVERYTHING)
            plan = uow.plans.by_id(self.town.plan.id)
            assert plan is not None
            settings = replace(plan.settings, restricted=visibility is Visibility.RESTRICTED)
            because = PlanSettingsChanged(at=builders.NOW, by=SYSTEM, plan_id=plan.id, before={}, after={})
            uow.plans.save(replace(plan, state=state, settings=settings), because=because)


def _role(uow: UnitOfWork, who: Person, role: Role, plan_id: Any = None) -> None:
    because = RoleGiven(at=builders.NOW, by=SYSTEM, plan_id=plan_id, person=who.name, role=role.value)
    uow.people.give_role(Membership(who.id, role, plan_id), because=because)


def named(name: str, **fields: Any) -> Message:
    """A request by its name."""
    kind = by_name(name)
    assert kind is not None, name
    return kind.model_validate(fields)


def ground(store: SqlStore) -> Ground:
    """Build it."""
    town = builders.town(store, code="SEC", actions=12, dues=[Due.on(date(2026, 12, 1))], edit=_edited)
    clock = StoppedClock()
    names = {
        Standing.MEMBER: "Mattis Holm",
        Standing.VIEWER: "Vera Lunt",
        Standing.DEPUTY: "Della Marsh",
        Standing.NEIGHBOUR: "Nils Orme",
        Standing.ADMINISTRATOR: "Ada Lund",
    }
    made = {standing: builders.person(town.organisation, name) for standing, name in names.items()}
    rowan = builders.person(town.organisation, "Rowan Ashdown")
    accounts = {standing: builders.account(person, town.workspace) for standing, person in made.items()}
    accounts[Standing.GUEST_OWN] = replace(builders.account(rowan, town.workspace), is_guest=True, email=GUEST.email)
    accounts[Standing.STRANGER] = replace(unknown(town), is_outside=True)
    accounts[Standing.NEWCOMER] = unknown(town)
    with store.writing(town.id) as uow:
        uow.see_with(EVERYTHING)
        for person in (*made.values(), rowan):
            uow.people.add(person)
        for account in accounts.values():
            uow.people.save_account(account)
        _role(uow, made[Standing.VIEWER], Role.VIEWER, town.plan.id)
        _role(uow, made[Standing.ADMINISTRATOR], Role.ADMINISTRATOR)
        printed = uow.plans.lead_named(town.plan.id, "Rowan Ashdown")
        assert printed is not None
        linked = LeadLinked(
            at=builders.NOW, by=SYSTEM, plan_id=town.plan.id, lead=printed.name, before=None, after=rowan.name
        )
        uow.plans.link_lead(printed.id, rowan.id, because=linked)
        because = AccountLinked(
            at=builders.NOW, by=SYSTEM, platform="slack", account="x", before=None, after=rowan.name
        )
        uow.people.admit_guest(accounts[Standing.GUEST_OWN].id, [town.plan.id], because=because)
    builders.add_plan(store, builders.plan(town.organisation, "OTH", actions=3), made[Standing.NEIGHBOUR])
    accounts |= {Standing.COORDINATOR: town.coordinator_account, Standing.LEAD_OWN: town.lead_account}
    facts = {Standing.GUEST_OWN: GUEST, Standing.STRANGER: AccountFacts(is_outside=True)}
    talks = {
        standing: Talk(store, town.workspace, account, clock, facts=facts.get(standing, AccountFacts()))
        for standing, account in accounts.items()
    }
    talks[Standing.GUEST_OTHER], talks[Standing.LEAD_OTHER] = talks[Standing.GUEST_OWN], talks[Standing.LEAD_OWN]
    made_of = Ground(store, town, talks, clock)
    _lived_in(made_of)
    return made_of


def _edited(contents: Any) -> Any:
    parts = ("Draft the terms", "Consult the partners")
    for number in (1, 2, 4):
        milestones = tuple(Milestone(MilestoneId(new_id()), text) for text in parts)
        contents = builders.edited(contents, number, milestones=milestones)
    questions = [
        Question(QuestionId(new_id()), contents.plan.id, f"SEC-{n}", "due", "soon", "When is it due?", number=n)
        for n in (1, 2, 3)
    ]
    return replace(contents, questions=questions)


def unknown(town: builders.Town) -> Account:
    """A good account of nobody yet."""
    return Account(
        AccountId(new_id()),
        town.id,
        town.workspace.id,
        town.workspace.platform,
        f"U{new_id()}",
        checked_at=builders.NOW,
    )


def _lived_in(ground: Ground) -> None:
    """What happened before: updates, completions, requests, a deputy, a claim, a link, uploads."""
    people = ground.people
    boss, lead, guest = people[Standing.COORDINATOR], people[Standing.LEAD_OWN], people[Standing.GUEST_OWN]

    def did(who: Talk, line: str) -> None:
        reply = who.say(line)
        assert reply.outcome == "ok", (line, reply.text)

    for who, its in ((lead, OWN), (guest, GUESTS_OWN), (boss, OTHERS)):
        did(who, f"update SEC-{its['open']} letters sent out")
        did(who, f"done SEC-{its['complete']}: it is finished")
    boss._send(pressed=named("plan_settings", plan="SEC", date_approval="yes").encode())
    assert boss.last.outcome == "ok"
    for who, its in ((lead, OWN), (guest, GUESTS_OWN)):
        did(who, f"date SEC-{its['asked']} 1 March 2027 because the survey is late")
    did(lead, f"rag SEC-{OWN['open']} amber because slow")
    did(lead, "undo")
    did(lead, "deputy Della Marsh until 30 November 2026")
    linked = named("link", plan="SEC", printed="Estates Group", what="person", who="Imogen Vale")
    assert boss._send(pressed=linked.encode()).outcome == "ok", boss.last.text
    ground.link = next(button.sends.events[-1] for button in boss.last.buttons() if isinstance(button.sends, UndoLinks))
    for standing in (Standing.COORDINATOR, Standing.NEIGHBOUR, Standing.ADMINISTRATOR):
        offered = people[standing]._send(pressed=named("load_people", text=LIST).encode())
        ground.lists[standing] = next(b.sends.upload for b in offered.buttons() if isinstance(b.sends, LoadRow))
    newcomer = people[Standing.NEWCOMER]
    newcomer._send(pressed=named("claim_name", said="Head of Parks").encode())
    with ground.store.writing(ground.town.id) as uow:
        uow.see_with(EVERYTHING)
        for its in (OWN, GUESTS_OWN, OTHERS):
            action = uow.actions.by_key(f"SEC-{its['open']}")
            assert action is not None
            for logged in uow.history.of_action(action.id)[0]:
                if isinstance(logged.event, ProgressNoted):
                    ground.events[its["open"]] = logged.event.id
        claims = uow.claims.of_account(newcomer.account.id)
        ground.claim = claims[0].id
        for standing in (Standing.COORDINATOR, Standing.NEIGHBOUR, Standing.ADMINISTRATOR):
            _give_files(ground, standing, uow)


def _give_files(ground: Ground, standing: Standing, uow: UnitOfWork) -> None:
    talk = ground.people[standing]
    draft = read_plan(read_document(PLAN, "plan.md"), plan_code="NEW")
    assert talk.account.person_id is not None
    for state in (UploadState.OFFERED, UploadState.READ):
        upload = Upload(
            id=UploadId(new_id()),
            organisation_id=ground.town.id,
            person_id=talk.account.person_id,
            key=new_id(),
            name="plan.md",
            destination=Destination(talk.account.platform, talk.workspace.external_id, talk.conversation),
            state=state,
            created_at=builders.NOW,
            code="",
            sha256=hashlib.sha256(PLAN).hexdigest(),
            draft=draft_to_json(draft).decode() if state is UploadState.READ else "",
        )
        uow.uploads.add(upload, PLAN)
        ground.uploads[standing, state] = upload.id


Example = Callable[[Ground, Standing], Mapping[str, Any]]


def _its(standing: Standing) -> Mapping[str, str]:
    if standing in {Standing.LEAD_OTHER, Standing.GUEST_OTHER}:
        return OTHERS
    return GUESTS_OWN if standing is Standing.GUEST_OWN else OWN


def _ref(state: str = "open", **given: Any) -> Example:
    return lambda ground, standing: {"ref": f"SEC-{_its(standing)[state]}", **given}


def _plan(**given: Any) -> Example:
    return lambda ground, standing: {"plan": "SEC", **given}


def _question(**given: Any) -> Example:
    return lambda ground, standing: {"question": ground.town.contents.questions[0].id, **given}


def _upload(state: UploadState = UploadState.READ, **given: Any) -> Example:
    def made(ground: Ground, standing: Standing) -> Mapping[str, Any]:
        whose = standing if (standing, state) in ground.uploads else Standing.COORDINATOR
        return {"upload": ground.uploads[whose, state], **given}

    return made


def _file(ground: Ground, standing: Standing) -> Mapping[str, Any]:
    person = ground.people[standing].account.person_id or "nobody"
    return {"plan": ground.plan_id, "person": person, "offer": "1", "until": builders.NOW + timedelta(hours=1)}


def _printed(name: str) -> Callable[[Ground], str]:
    return lambda ground: next(one.id for one in ground.town.contents.leads if one.name == name)


def _lead(name: str, **given: Any) -> Example:
    return lambda ground, standing: {"lead": _printed(name)(ground), **given}


def _told(**given: Any) -> Example:
    return lambda ground, standing: given


EXAMPLES: Mapping[str, Example] = {
    **dict.fromkeys(
        ("home", "mine", "plans", "whoami", "open_claim", "unclaim", "open_my_settings", "refused", "waiting"), _told()
    ),
    **dict.fromkeys(("show", "history", "milestones", "open_update", "open_date", "open_rag", "open_complete"), _ref()),
    **dict.fromkeys(("open_later", "open_edit", "open_assign"), _ref()),
    **dict.fromkeys(("plan", "open_settings", "golive", "questions", "accept_draft", "people", "check_sheet"), _plan()),
    "plan_history": _plan(),
    "help": _told(topic="date"),
    "find": _told(words="dataset"),
    "who_is": _told(called="Head of Parks"),
    "pick": _told(words="dataset"),
    "overdue": _plan(),
    "due": _plan(days=60),
    "reminder": lambda ground, standing: {"of": f"SEC:{_its(standing)['open']}"},
    "complete": _ref(note="all of it"),
    "reopen": _ref("complete", reason="not finished"),
    "open_reopen": _ref("complete"),
    "rag": _ref(rag="amber", reason="slow"),
    "date": _ref(date="1 March 2027", reason="slow"),
    "assign": _ref(who="Head of Parks"),
    "update": _ref(text="the letters came back"),
    "log": _ref(text="the board agreed the terms"),
    "open_log": _told(text="the board agreed the terms"),
    "edit": _ref(text="Agree the dataset with everybody"),
    "milestone": _ref(number=1),
    "later": _ref(until="1 December 2026", reason="busy"),
    "undo": lambda ground, standing: {"event": ground.events[_its(standing)["open"]]},
    "undo_list": _plan(),
    "redo": _told(),
    "approve": _ref("asked"),
    "send_back": _ref("asked", reason="too late"),
    "open_send_back": _ref("asked"),
    "withdraw": _ref("asked"),
    "channel": _plan(does="follow"),
    "plan_settings": _plan(note_to_complete="yes"),
    "close_plan": _plan(confirmed=True),
    "reopen_plan": _plan(),
    "add": _plan(under="R1", text="Count the paths"),
    "open_add": _plan(),
    "case_words": _told(does="add", pattern="brook house"),
    "answer": _question(answer="1 March 2027"),
    "answer_alike": _question(answer="1 March 2027"),
    "leave_question": _question(),
    "open_answer": _question(),
    "pause_questions": _plan(),
    "report": _plan(since="1 June"),
    "take_report": _file,
    "leave_report": _file,
    "take_file": _file,
    "leave_file": _file,
    "import": _told(text="| Ref | Action | Lead |\n|---|---|---|\n| 1 | Mend the path | Parks |"),
    "offer_paste": _told(text="| Ref | Action | Lead |\n|---|---|---|\n| 1 | Mend the path | Parks |"),
    "read_paste": _upload(UploadState.OFFERED),
    **dict.fromkeys(("drop_import", "show_import", "open_code", "open_columns", "take_import"), _upload()),
    "discard": _plan(sure=True),
    "show_version": _upload(),
    "set_code": _upload(plan="NEW"),
    "take_version": _upload(),
    "set_column": _upload(heading="Lead", role="lead"),
    "claim": lambda ground, standing: {"target": f"lead:{_printed('Estates Group')(ground)}"},
    "claim_name": _told(said="Estates Group"),
    "decide_claim": lambda ground, standing: {"claim": ground.claim, "yes": False},
    "open_claimant": lambda ground, standing: {"claim": ground.claim},
    "place_claimant": lambda ground, standing: {"claim": ground.claim, "plan": "SEC", "who": "Head of Parks"},
    "open_link": _lead("Estates Group"),
    "link": _lead("Estates Group", what="person", who="Mattis Holm"),
    "unlink": _lead("Imogen Vale"),
    "undo_link": lambda ground, standing: {"events": (ground.link,)},
    "role": _plan(who="Mattis Holm", role="viewer"),
    "deputy": _told(who="Nils Orme", date="1 December 2026"),
    "end_deputy": _told(),
    "guest": lambda ground, standing: {
        "who": f"⟦{ground.people[Standing.GUEST_OWN].account.external_id}|Rowan Ashdown⟧",
        "plans": "none",
    },
    "open_leave": _told(called="Imogen Vale"),
    "leave": lambda ground, standing: {"person": ground.town.lead.id, "who": "Head of Parks", "gone": "no"},
    "unlink_account": lambda ground, standing: {"who": f"⟦{ground.town.lead_account.external_id}|Imogen Vale⟧"},
    "language": _told(tag="cy"),
    "closed_days": _told(does="add", days="24 December 2026"),
    "open_reminders": _plan(),
    "plan_reminders": _plan(review_days="60"),
    "come_back": lambda ground, standing: {"person": ground.town.lead.id},
    "load_people": _plan(text=LIST),
    "load_row": lambda ground, standing: {"upload": ground.lists.get(standing, "0"), "row": 3, "leave": True},
    "open_my_settings": _told(),
    "my_settings": _told(weekly="no"),
    "open_round": _plan(by="4 December 2026"),
    "show_round": _plan(),
    "send_again": _plan(),
    "close_round": lambda ground, standing: {"round": ground.round},
    "open_round_form": lambda ground, standing: {"round": ground.round},
    "answer_round": lambda ground, standing: {
        "round": ground.round,
        "keys": (f"SEC-{_its(standing)['open']}",),
        "texts": ("nearly there",),
    },
}


def example(kind: type[Message], ground: Ground, standing: Standing) -> Message:
    """A request of this kind that would be answered, were it allowed."""
    return kind.model_validate(dict(EXAMPLES[kind.name](ground, standing)))


def ask(ground: Ground, standing: Standing, message: Message, *, kept: bool = False) -> Reply:
    """Send it from their account to the real bus; without `kept`, what it writes is rolled back."""
    talk = ground.people[standing]
    store = ground.store if kept else Unkept(ground.store)
    bus = Bus(store=store, clock=ground.clock, registry=registry)
    file = OfferedFile("F1", "sheet.xlsx", source={"uploadUrl": "https://files.example/put"})
    inbound = Inbound(
        platform=talk.account.platform,
        workspace=talk.workspace.external_id,
        account=talk.account.external_id,
        conversation="C1" if message.name == "channel" else "D1",
        private=message.name != "channel",
        pressed=message.encode(),
        delivery=new_id(),
        files=(file,) if message.name in {"take_file", "take_report"} else (),
        audience=Audience.UNKNOWN,
    )
    try:
        return bus.receive(inbound)
    except NeedFacts:
        return bus.receive(replace(inbound, facts=talk.facts))
