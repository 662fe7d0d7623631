"""A town that gives occasion for every kind of card: real answers of the real bus, with long words and strange ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.actions import ActionLead, Milestone
from domain.due import Due
from domain.events import RoleGiven
from domain.ids import CardId, MilestoneId, PersonId, new_id
from domain.people import EVERYTHING, SYSTEM, Membership, Platform, Role
from domain.place_messages import Home
from domain.plans import Plan
from domain.ports import PlanContents
from domain.posting import Card
from domain.rag import Rag, RagValue
from domain.usecases.announcing import OVERDUE_POST, overdue_post
from domain.views import Reply
from storage.store import SqlStore
from tests import builders
from tests.reminding import Town
from tests.sweeping import on
from tests.talk import Talk, talks
from tests.usecases.reading import coordinator, draft_of, stored
from tests.usecases.test_story_claims import Post, stranger
from tests.usecases.test_story_plans import run_with
from tests.usecases.test_story_requests import letters
from tests.usecases.test_story_who_may import newcomer

LONG = (
    "Commission an independent review of how referrals from general practitioners, schools and the ambulance service "
    "are triaged at the front door, including what happens at weekends, and report its findings with costed proposals "
    "to the partnership board and to the health and wellbeing scrutiny committee before the winter"
)
LINE = "Pneumonoultramicroscopicsilicovolcanoconiosis-awareness-in-housing-and-environmental-health-teams/2026-27"
HEBREW = "לוודא שכל המשפחות מקבלות מידע בשפה שלהן (עברית) and in English, by 30 June"
ARABIC = "ترجمة نشرة الحماية إلى العربية ومراجعتها مع المجتمع المحلي قبل نهاية العام"
TEXTS = (
    LONG,
    "Publish the minutes",
    HEBREW,
    f"Train all frontline staff on {LINE}",
    "Agree the dataset for the nature recovery report with R&D <draft> *partners*",
    ARABIC,
    "Write to every parish council 🏴󠁧󠁢󠁷󠁬󠁳󠁿 about footpaths",
    "Set up a panel of people who use services",
    "Review the training budget",
    "Report to the board",
    "Close the old register",
    "Check the contracts",
)
NOTE = "The terms were agreed at the board. " * 6 + "The chair asked for figures by ward."
LEADS = "Head of Adult Safeguarding and Quality Assurance (North), Wychmere and Brackenford Partnership"


@dataclass
class Gallery:
    """What was answered, by name, with a title; `posts` stand in a channel, with words of each platform's own, and
    `homes` in a tab.
    """

    titles: dict[str, str] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)
    posts: dict[str, Mapping[str, Reply]] = field(default_factory=dict)
    homes: set[str] = field(default_factory=set)

    def add(self, name: str, title: str, reply: Reply) -> Reply:
        """Hang it."""
        assert name not in self.replies, name
        self.titles[name], self.replies[name] = title, reply
        return reply


def _edit(contents: PlanContents) -> PlanContents:
    """All kinds of words, dates, colours and leads, and milestones on the fourth."""
    hers = next(lead for lead in contents.leads if lead.person_id is not None)
    colours = [Rag.of(value) for value in (RagValue.RED, RagValue.AMBER, RagValue.GREEN, RagValue.BLUE)]
    hold = ActionLead(hers.id, hers.name, person_id=hers.person_id)
    for number in range(1, len(contents.actions) + 1):
        rag = colours[number % 4] if number % 5 else Rag.of(RagValue.NONE)
        contents = builders.edited(contents, number, rag=rag)
        if number < 13:
            contents = builders.edited(contents, number, leads=(hold,))
    parts = ("Draft the terms", LONG[:160], "Publish")
    milestones = tuple(Milestone(MilestoneId(new_id()), text) for text in parts)
    contents = builders.edited(contents, 4, milestones=milestones, leads_text=LEADS)
    contents = builders.edited(contents, 1, success_measure="Nine in ten referrals triaged within a day", progress=NOTE)
    return replace(contents, plan=replace(contents.plan, title="Nature recovery and access to green spaces 2024–2027"))


def _town_edit(contents: PlanContents) -> PlanContents:
    for number, text in enumerate(TEXTS, 1):
        if number <= len(contents.actions):
            contents = builders.edited(contents, number, text=text)
    return _edit(contents)


def told(store: SqlStore, other: SqlStore) -> Gallery:
    """The gallery. `store` and `other` are two empty databases."""
    made = Gallery()
    dues = [Due.on(date(2026, 11, 1) + timedelta(days=9 * n)) for n in range(9)]
    boss, lead, town = talks(store, actions=16, dues=[*dues, *[Due.none()] * 7], edit=_town_edit)
    _look(made, boss, lead)
    _forms(made, boss, lead)
    _changes(made, boss, lead)
    _channel(made, store, town)
    _people(made, store, town, boss, lead)
    _requests(made, store, town, boss, lead)
    _draft(made, store, town)
    _reminders(made, other)
    return made


def _look(made: Gallery, boss: Talk, lead: Talk) -> None:
    made.add("list", "A list of one's own actions (mine)", lead.say("mine"))
    made.add("list_next", "The next page of it", lead.press("Next"))
    made.add("list_empty", "An empty list", lead.say("mine done"))
    made.add("list_none", "No action at all", boss.say("mine"))
    made.add("overdue", "What is overdue in a plan", boss.say("overdue NRP"))
    made.add("due", "What is due soon", boss.say("due 60"))
    made.add("action", "An action, whole (show)", lead.say("show 1"))
    made.add("action_rtl", "An action in Hebrew and English", lead.say("show 3"))
    made.add("action_milestones", "An action with a long word and milestones, for its coordinator", boss.say("show 4"))
    made.add("find", "Found words (find)", boss.say("find training"))
    made.add("find_none", "Nothing found", boss.say("find submarine"))
    made.add("help", "Help", lead.say("help"))
    made.add("help_more", "More help", lead.say("help more"))
    made.add("help_date", "Help on dates", lead.say("help date"))
    made.add("settings", "One's own settings", lead.say("settings"))
    made.add("plans", "The plans one can see", boss.say("plans"))
    made.add("plan", "A plan, for its coordinator", boss.say("plan NRP"))
    made.add("home", "Home, for a lead", lead._send(pressed=Home().encode()))
    made.add("home_coordinator", "Home, for a coordinator", boss._send(pressed=Home().encode()))
    made.homes |= {"home", "home_coordinator"}
    made.add("history_empty", "The history of an action that nothing happened to", lead.say("history 2"))


def _forms(made: Gallery, boss: Talk, lead: Talk) -> None:
    for name, title, line in (
        ("form_update", "The update form", "update 1"),
        ("form_date", "The date form", "date 1"),
    ):
        made.add(name, title, lead.say(line))
    made.add("form_assign", "The form for leads", boss.say("assign 1"))
    made.add("form_edit", "The form for the wording", boss.say("edit 1"))
    made.add("form_add", "The form for a new action", boss.say("add NRP"))
    for name, title, label in (
        ("form_rag", "The form for RAG", "Change RAG"),
        ("form_complete", "Complete with a note", "Complete with a note"),
    ):
        lead.say("show 1")
        made.add(name, title, lead.press(label))
    boss.say("plan NRP")
    made.add("form_plan_settings", "How a plan is run", boss.press("Settings"))
    lead.say("update 1")
    made.add("form_errors", "A form with a mistake at its field", _with_errors(lead))
    lead.say("update 1")
    made.add("form_case_data", "A warning before what looks like case data", lead.fill_in({"text": "For 943 476 5919"}))


def _with_errors(lead: Talk) -> Reply:
    form = lead.form()
    reply = lead.fill_in({"text": NOTE, "evidence": "S:\\minutes"})
    return reply.model_copy(update={"form": form.model_copy(update={"errors": dict(reply.field_errors)})})


def _changes(made: Gallery, boss: Talk, lead: Talk) -> None:
    lead.say("mine")
    made.add("done_row", "Completed in a list, with a way back", lead.press("Mark complete", key="NRP-2"))
    made.add("completed", "Completed by typing", lead.say("done 8: agreed at the board, see the minutes"))
    made.add("completed_again", "It was completed already", boss.say("done 8"))
    made.add("updated", "A progress note", lead.say(f"update 1 {NOTE}"))
    made.add("moved", "A date that was moved", lead.say("date 1 30 June 2027 because the chair is not in post"))
    made.add("rag_contradiction", "Green, but late", lead.say("rag 1 green because all is agreed"))
    made.add("assigned", "New leads", boss.say("assign 7 Rowan Ashdown"))
    made.add("undone", "Undone", boss.say("undo"))
    made.add("milestones", "Milestones", lead.say("milestones 4"))
    for number in (1, 2):
        lead.say(f"milestone 4.{number} done")
    made.add("milestones_all", "All milestones are done", lead.say("milestone 4.3 done"))
    made.add("edited", "New wording, before and after", boss.say(f"edit 5 {LONG}"))
    made.add("history", "The history of an action", boss.say("history 1"))
    made.add("later", "Put off", lead.say("later 9 until 3 May 2027 because we wait for the inspectorate"))
    made.add("not_understood", "A line that is not understood", lead.say("do the thing with the stuff"))
    made.add("not_found", "There is no such action", lead.say("show 999"))
    made.add("refused", "Refused, and who can help", lead.say("edit 1: something else"))
    made.add("bad_date", "A date that can't be read", lead.say("date 1 the 31st of February"))
    made.add("case_data", "A note that looks like case data", lead.say("update 6 letter sent to 943 476 5919"))


def _channel(made: Gallery, store: SqlStore, town: builders.Town) -> None:
    with store.reading(town.id) as uow:
        uow.see_with(EVERYTHING)
        plan = uow.plans.by_id(town.plan.id)
        assert isinstance(plan, Plan)
        rows = uow.actions.rows([one.id for one in town.actions[:4]])
        intro = f"{plan.code}: 27 actions became overdue since Tuesday"
        posts = {}
        for platform in (Platform.SLACK, Platform.TEAMS):
            ids = tuple(row.id for row in rows)
            card = Card(CardId("c"), town.id, platform, town.id, "C1", OVERDUE_POST, plan.id, intro, ids, more=23)
            posts[platform.value] = overdue_post(card, rows, plan, uow.organisation, builders.NOW)
    made.add("overdue_post", "A channel's post on what became overdue", posts["slack"])
    made.posts["overdue_post"] = posts


def _people(made: Gallery, store: SqlStore, town: builders.Town, boss: Talk, lead: Talk) -> None:
    post = Post(store, town)
    grace = stranger(town, store)
    made.add("claim_first", "The first words to somebody new", grace.say("mine"))
    made.add("claim", "They say who they are", grace.press("Yes"))
    asked = post.to(town.coordinator_account)
    made.add("claim_told", "A claim, as the coordinator gets it", asked[-1])
    made.add("people", "Leads whom nobody is linked to", boss.say("people NRP"))
    made.add("who", "Who one is", lead.say("whoami"))


def _requests(made: Gallery, store: SqlStore, town: builders.Town, boss: Talk, lead: Talk) -> None:
    run_with(boss, sign_off="yes", date_approval="yes")
    letters(store, town)
    made.add("sign_off", "Sign-off is asked for", lead.say(f"done 9: {NOTE}"))
    made.add("sign_off_told", "The request, as the coordinator gets it", letters(store, town)[0][1])
    lead.say("date 6 1 March 2027 because the chair is not in post")
    letters(store, town)
    made.add("waiting", "What waits for an answer", boss.say("waiting"))
    boss.say("show 9")
    made.add("form_send_back", "The form to send a request back", boss.press("Send back"))
    boss.say("return 6: please wait for the board")
    made.add("sent_back", "A request that was sent back", letters(store, town)[0][1])
    admin = newcomer(store, town, "Ada Lund", Role.ADMINISTRATOR)
    made.add("case_words", "Words that notes are checked for", admin.say("casewords add MOS-####"))


def _draft(made: Gallery, store: SqlStore, town: builders.Town) -> None:
    rows = (
        ("1", LONG, "Rowan Ashdown", "31/04/2026", "Amber", ""),
        ("2", "Write to every parish council", "", "30/06/2026", "", ""),
        ("3", "Train the wardens in first aid", "Head of Parks", "tbc", "Green", "All have been trained: completed"),
    )
    stored(store, town, draft_of(*rows))
    boss = coordinator(store, town)
    made.add("question", "A question on an imported plan", boss.say("questions HLP"))
    made.add("draft", "A draft plan", boss.say("plan HLP"))


def _reminders(made: Gallery, store: SqlStore) -> None:
    monday = date(2026, 11, 30)
    late = [monday - timedelta(days=days) for days in (60, 33, 14, 7, 1)]
    dues = [Due.on(day) for day in (*late, monday, monday + timedelta(days=7), monday + timedelta(days=60))]
    town = Town.of(store, *dues, moment=on(monday, 8))
    boss, lead = town.talk(lead=False), town.talk()
    director = builders.person(town.built.organisation, "Odette Marsh")
    with store.writing(town.built.id) as uow:
        uow.see_with(EVERYTHING)
        uow.people.add(director)
        uow.people.save_account(builders.account(director, town.built.workspace))
        because = RoleGiven(
            at=on(monday, 8), by=SYSTEM, person=director.name, role="viewer", plan_id=town.built.plan.id
        )
        uow.people.give_role(Membership(director.id, Role.VIEWER, town.built.plan.id), because=because)
    town.clock.time = on(monday - timedelta(days=4), 7)
    watched = [*town.look(on(monday, 9), town.coordinator)]
    heard = [reply for _, who, reply in town.heard if who == town.lead]
    made.add("nudge", "A reminder", heard[0])
    made.add("digest_coordinator", "A coordinator's week", watched[0])
    made.add("digest_director", "The week of somebody who watches", _to(town, director.id)[0])
    silent = town.look(on(monday + timedelta(days=7), 9), town.coordinator)
    town.look(on(monday + timedelta(days=7), 9))
    made.add("digest_silent", "Actions without a word, told to their coordinator", silent[0])
    later = monday + timedelta(days=7)
    town.clock.time = on(later, 14)
    made.add("round", "A round, begun", boss.say("round NRP by Thursday"))
    (message,) = town.look(on(later, 14, 5))
    made.add("round_told", "A round, as a lead gets it", message)
    lead.last = message
    made.add("form_round", "The form of a round", lead.press("Update all 8"))
    lead.fill_in({"text_1": "The survey is out.", "rag_2": "amber"})
    made.add("round_stands", "How a round stands", boss.say("round NRP"))


def _to(town: Town, who: PersonId) -> list[Reply]:
    return [reply for _, whom, reply in town.heard if whom == who]
