"""A year of reminders for an invented plan, in seconds: who was told what on which day, and whether it was right.

    python -m tools.year [--actions 200] [--leads 40] [--days 365] [--seed 7]

The real database (SQLite), the real commands and the real turns, by a clock that is moved. People behave as people do:
most answer in time, some late, some never; dates move, reminders are put off, everybody goes on leave. Completions are
signed off and dates agreed to by the coordinator; people ask, answer and give each other actions by day, at night and
at weekends.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time as stopwatch
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from domain.actions import Action, ActionLead, ActionRow
from domain.bus import Bus
from domain.context import AccountFacts, Inbound
from domain.due import Due, Precision
from domain.events import ChannelFollowed, PlanImported, RoleGiven
from domain.ids import (
    AccountId,
    ActionId,
    FollowId,
    LeadId,
    OrganisationId,
    PersonId,
    PlanId,
    RecommendationId,
    WorkspaceId,
    new_id,
)
from domain.people import (
    EVERYTHING,
    SYSTEM,
    Account,
    Membership,
    Organisation,
    Person,
    Platform,
    Role,
    Workspace,
)
from domain.plans import Follow, Lead, Plan, PlanSettings, PlanState, Recommendation
from domain.ports import PlanContents, Store
from domain.reminders.steps import Step, steps
from domain.usecases import registry
from domain.usecases.sweep import sweep_overdue
from domain.usecases.turns import take_turns
from domain.views import Item, Reply
from domain.waiting import SIGN_OFF

START = date(2027, 1, 4)
RUN = PlanSettings(sign_off=True, date_approval=True)
LOOKS = (time(8, 30), time(9), time(11, 30), time(14), time(17, 30), time(22))
_FIRST = [
    "Ada",
    "Ben",
    "Cora",
    "Dev",
    "Ena",
    "Finn",
    "Gwen",
    "Hari",
    "Isla",
    "Jude",
    "Kit",
    "Lena",
    "Milo",
    "Nia",
    "Owen",
    "Pia",
    "Quin",
    "Rhys",
    "Suki",
    "Tom",
]
_LAST = ["Abbot", "Birch", "Croft", "Dale", "Elms", "Frost", "Gale", "Heath", "Ives", "Jessop"]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Now."""
        return self.moment


@dataclass
class Year:
    """An organisation, its people, and what each of them got."""

    store: Store
    organisation: Organisation
    workspace: Workspace
    people: Sequence[tuple[Person, Account]]
    plan: PlanContents
    clock: Clock
    dice: random.Random
    got: dict[PersonId, list[tuple[datetime, Reply]]] = field(default_factory=dict)
    posts: list[tuple[datetime, Reply]] = field(default_factory=list)
    away: dict[PersonId, tuple[date, date]] = field(default_factory=dict)
    put_off: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    expected: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    done: int = 0
    acts: Counter[str] = field(default_factory=Counter)

    def at(self, day: date, moment: time) -> None:
        """Move the clock."""
        self.clock.moment = datetime.combine(day, moment, self.organisation.zone).astimezone(UTC)

    def say(self, who: tuple[Person, Account], line: str) -> str:
        """Somebody types a line."""
        inbound = Inbound(
            platform=Platform.SLACK,
            workspace=self.workspace.external_id,
            account=who[1].external_id,
            conversation="D1",
            said=line,
            delivery=new_id(),
            facts=AccountFacts(display_name=who[0].name),
        )
        return Bus(self.store, self.clock, registry).receive(inbound).outcome

    def act(self, who: tuple[Person, Account], line: str, what: str) -> bool:
        """Somebody types a line that others are to hear of; was it done?"""
        done = self.say(who, line) == "ok"
        self.acts[what] += done
        return done

    def look(self) -> None:
        """What runs by itself, and what it sends."""
        sweep_overdue(self.store, self.clock)
        take_turns(self.store, self.clock, owner="year")
        while postings := self.store.claim("year", lease_seconds=60, limit=50):
            for posting in postings:
                self.store.sent(posting, "year", "1")
                if posting.person_id is not None:
                    self.got.setdefault(posting.person_id, []).append((self.clock.moment, posting.reply))
                elif posting.replaces is None:
                    self.posts.append((self.clock.moment, posting.reply))


def build(store: Store, *, actions: int, leads: int, seed: int) -> Year:
    """A plan with dates all over the year, 1 coordinator, 1 director, and a channel."""
    dice = random.Random(seed)  # noqa: S311 - an invented year
    began = datetime.combine(START - timedelta(days=3), time(12), UTC)
    organisation = Organisation(OrganisationId(new_id()), "Long Marling Council")
    workspace = Workspace(WorkspaceId(new_id()), organisation.id, Platform.SLACK, "TYEAR")
    names = [f"{first} {last}" for last in _LAST for first in _FIRST][:leads]
    people = [_person(organisation, workspace, name, at=began) for name in ("Coordinator", "Director", *names)]
    plan = Plan(
        PlanId(new_id()), organisation.id, "LMP", "Long Marling plan", PlanState.LIVE, settings=RUN, created_at=began
    )
    recommendation = Recommendation(RecommendationId(new_id()), plan.id, None, 1, "R1", "1", "Do it well")
    printed = [Lead(LeadId(new_id()), plan.id, person.name, person.id) for person, _ in people[2:]]
    made = [
        _action(number, plan, recommendation, printed[(number - 1) % leads], dice) for number in range(1, actions + 1)
    ]
    contents = PlanContents(plan, (), [recommendation], printed, made)
    with store.founding(organisation) as uow:
        uow.see_with(EVERYTHING)
        uow.add_workspace(workspace)
        for person, account in people:
            uow.people.add(person)
            uow.people.save_account(account)
        uow.plans.add(
            contents,
            because=PlanImported(
                at=began, by=SYSTEM, plan_id=plan.id, source="x", sha256="", actions=actions, questions=0
            ),
        )
        for (person, _), role in zip(people[:2], (Role.COORDINATOR, Role.VIEWER), strict=True):
            because = RoleGiven(at=began, by=SYSTEM, person=person.name, role=role.value, plan_id=plan.id)
            uow.people.give_role(Membership(person.id, role, plan.id), because=because)
        follow = Follow(
            FollowId(new_id()), organisation.id, plan.id, workspace.id, Platform.SLACK, "C1", "#plan", hour=9
        )
        followed = ChannelFollowed(at=began, by=SYSTEM, plan_id=plan.id, channel="C1", already_overdue=0)
        uow.plans.follow(follow, because=followed)
    return Year(store, organisation, workspace, people, contents, Clock(began), dice)


def _person(organisation: Organisation, workspace: Workspace, name: str, *, at: datetime) -> tuple[Person, Account]:
    person = Person(PersonId(new_id()), organisation.id, name)
    external = f"U{name.upper().replace(' ', '')}"
    account = Account(
        AccountId(new_id()), organisation.id, workspace.id, Platform.SLACK, external, person.id, name, checked_at=at
    )
    return person, account


def _action(number: int, plan: Plan, recommendation: Recommendation, lead: Lead, dice: random.Random) -> Action:
    day = START + timedelta(days=dice.randrange(5, 380))
    kind = dice.random()
    if kind < 0.65:
        due = Due.on(day)
    elif kind < 0.9:
        first = day.replace(day=1)
        due = Due(
            f"{first:%B %Y}", Precision.MONTH, first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        )
    else:
        due = Due("Ongoing", Precision.ONGOING)
    return Action(
        id=ActionId(new_id()),
        organisation_id=plan.organisation_id,
        plan_id=plan.id,
        recommendation_id=recommendation.id,
        position=number,
        key=f"LMP-{number}",
        ref=str(number),
        text=f"Bring the work of part {number} to its end and tell the board",
        due=due,
        due_original=due,
        leads=(ActionLead(lead.id, lead.name, person_id=lead.person_id),),
    )


def live(year: Year, days: int) -> None:
    """Let it pass, and compare each day with what a person should have heard."""
    for number in range(days):
        day = START + timedelta(days=number)
        for moment in LOOKS:
            year.at(day, moment)
            if moment == time(9):
                _expect(year, day)
            else:
                year.look()
            if moment == time(17, 30):
                _after_hours(year, day)
            if moment == time(11, 30) and day in year.organisation.working_days:
                _behave(year, day)


def _expect(year: Year, day: date) -> None:
    """At nine: which steps fall on this day, by the calendar alone; then the look, and what it told."""
    wanted: dict[str, tuple[PersonId, Step]] = {}
    with year.store.reading(year.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        for row in uow.reminders.open_rows(year.plan.plan.id):
            owner = next(person for person, _ in year.people if person.name == row.leads[0])
            back = year.away.get(owner.id, (date.min, date.min))
            later = any(since <= day <= until for since, until in year.put_off.get(row.key, ()))
            if SIGN_OFF in row.waits:
                continue  # it waits for the coordinator, not for its lead
            for on, step in steps(row.due, year.organisation.working_days):
                if on == day and not back[0] <= day < back[1] and not later:
                    wanted[row.key] = (owner.id, step)
    before = {person_id: len(messages) for person_id, messages in year.got.items()}
    year.look()
    for key, (person_id, step) in wanted.items():
        new = year.got.get(person_id, [])[before.get(person_id, 0) :]
        if any(isinstance(one, Item) and one.key == key for _, reply in new for one in reply.elements):
            year.expected[step.value] += 1
        elif not any(len(reply.elements) > 12 for _, reply in new):  # it may stand on a further page
            year.wrong.append(f"{day}: {key} {step.value}")


def _behave(year: Year, day: date) -> None:
    """What people do on a working day."""
    dice = year.dice
    with year.store.reading(year.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        rows = list(uow.reminders.open_rows(year.plan.plan.id))
    owners = {person.name: (person, account) for person, account in year.people}
    for row in rows:
        who = owners[row.leads[0]]
        if year.away.get(who[0].id, (date.min, date.min))[1] > day:
            continue
        left = (row.due.latest - day).days if row.due.latest else 999
        chance = dice.random()
        if (-3 <= left <= 7 and chance < 0.1) or (left < -3 and chance < 0.02):
            if SIGN_OFF not in row.waits:
                year.act(who, f"done {row.key}: minutes of the board", "asked for sign-off")
        elif -20 <= left < 0 and chance < 0.13:
            year.say(who, f"update {row.key} going well, the last part is under way")
        elif -10 <= left < 0 and chance > 0.97:
            later = (day + timedelta(days=dice.randrange(20, 90))).isoformat()
            year.act(who, f"date {row.key} {later} because of the grant", "asked for a date")
        elif -5 <= left < 3 and chance > 0.95:
            until = day + timedelta(days=dice.randrange(7, 21))
            if year.say(who, f"later {row.key} until {until.isoformat()} because the survey comes back then") == "ok":
                year.put_off.setdefault(row.key, []).append((day, until))
        elif row.due.precision is Precision.ONGOING and chance < 0.01:
            year.say(who, f"update {row.key} still going on")
    _answer(year, rows, 0.4)
    for who in year.people[2:]:
        if year.away.get(who[0].id, (date.min, date.min))[1] <= day and dice.random() < 0.012:
            back = year.organisation.working_days.after(day, dice.randrange(4, 12))
            if year.say(who, f"settings back on {back.isoformat()}") == "ok":
                year.away[who[0].id] = (day + timedelta(days=1), back)
    if day.day <= 3 and day.month % 3 == 0:
        year.say(year.people[0], f"round LMP by {(day + timedelta(days=6)).isoformat()}")


def _answer(year: Year, rows: Sequence[ActionRow], share: float) -> None:
    """The coordinator answers so much of what waits."""
    boss = year.people[0]
    for row in rows:
        if not row.waits or year.dice.random() > share:
            continue
        if year.dice.random() < 0.15:
            year.act(boss, f"return {row.key}: the minutes don't say so", "sent back")
        else:
            year.done += year.act(boss, f"approve {row.key}", "agreed to") and SIGN_OFF in row.waits


def _after_hours(year: Year, day: date) -> None:
    """What happens in the evening, on weekends too: some answer late, and the coordinator gives actions to others."""
    dice = year.dice
    if dice.random() > 0.3:
        return
    year.at(day, time(20, 15))
    with year.store.reading(year.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        rows = list(uow.reminders.open_rows(year.plan.plan.id))
    owners = {person.name: (person, account) for person, account in year.people}
    for row in dice.sample(rows, min(2, len(rows))):
        left = (row.due.latest - day).days if row.due.latest else 999
        if left <= 14 and not row.waits:
            year.act(owners[row.leads[0]], f"done {row.key}: I found the minutes", "asked for sign-off")
    if rows and dice.random() < 0.5:
        others = [person.name for person, _ in year.people[2:]]
        row = dice.choice(rows)
        year.act(year.people[0], f"assign {row.key} to {dice.choice(others)}", "given to somebody else")
    _answer(year, rows, 0.3)
    year.look()


def untold(year: Year, days: int = 14) -> int:
    """News that somebody should have heard so many days ago, and did not."""
    before = year.clock.now() - timedelta(days=days)
    with year.store.reading(year.organisation.id) as uow:
        uow.see_with(EVERYTHING)
        everybody = [person.id for person, _ in year.people]
        return sum(notice.at < before for person_id in everybody for notice in uow.reminders.notices(person_id))


def tell(year: Year, days: int, seconds: float) -> list[str]:
    """The calendar, and what it comes to."""
    zone = year.organisation.zone
    months = sorted({(START + timedelta(days=number)).replace(day=1) for number in range(days)})
    lines = [
        f"{len(year.plan.actions)} actions, {len(year.people) - 2} leads, {days} days in {seconds:.0f} s; "
        f"{year.done} completed, {len(year.posts)} posts in the channel.",
        "",
        "| messages to | " + " | ".join(f"{month:%b}" for month in months) + " | in all | most on a day |",
        "|---|" + "---|" * (len(months) + 2),
    ]
    most, outside = 0, 0
    totals = []
    for person, _ in year.people:
        got = [moment.astimezone(zone) for moment, _ in year.got.get(person.id, [])]
        by_month = Counter(moment.date().replace(day=1) for moment in got)
        by_day = Counter(moment.date() for moment in got)
        outside += sum(
            moment.date() not in year.organisation.working_days or not 9 <= moment.hour < 18 for moment in got
        )
        top = max(by_day.values(), default=0)
        most = max(most, top)
        totals.append(len(got))
        row = " | ".join(str(by_month[month] or "") for month in months)
        lines.append(f"| {person.name} | {row} | {len(got)} | {top} |")
    per_week = sum(totals[2:]) / max(1, len(totals) - 2) / (days / 7)
    acts = ", ".join(f"{what} {count}" for what, count in sorted(year.acts.items()))
    told = ", ".join(f"{step} {count}" for step, count in sorted(year.expected.items()))
    lines += [
        "",
        f"Most messages to one person on one day: {most}. Outside of working hours: {outside}.",
        f"What others were to hear of: {acts}.",
        f"News that waits for longer than two weeks: {untold(year)}.",
        f"A lead gets {per_week:.2f} messages a week.",
        f"Steps heard on their day: {told}. Missed: {len(year.wrong)}.",
        *year.wrong[:20],
    ]
    return lines


def read_aloud(year: Year, number: int = 2, most: int = 60) -> list[str]:
    """One person's year, as they read it."""
    person = year.people[number][0]
    lines = [f"{person.name} reads:"]
    for moment, reply in year.got.get(person.id, [])[:most]:
        first = reply.text.splitlines()[0]
        due = [f"{one.key} ({one.facts[0]})" for one in reply.elements if isinstance(one, Item)]
        lines.append(f"  {moment.astimezone(year.organisation.zone):%a %d %b %H:%M}  {first}  {', '.join(due)}")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Live a year, and print it."""
    parser = argparse.ArgumentParser(prog="python -m tools.year", description="A year of reminders in seconds.")
    parser.add_argument("--actions", type=int, default=200)
    parser.add_argument("--leads", type=int, default=40)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--read", type=int, default=2, help="whose year is read aloud: 0 the coordinator's, 2 a lead's")
    given = parser.parse_args(arguments)
    from storage import migrate
    from storage.store import SqlStore

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'year.db'}"
        migrate.upgrade(url)
        store = SqlStore.open(url)
        try:
            began = stopwatch.monotonic()
            year = build(store, actions=given.actions, leads=given.leads, seed=given.seed)
            live(year, given.days)
            lines = tell(year, given.days, stopwatch.monotonic() - began)
        finally:
            store.close()
    print("\n".join([*lines, "", *read_aloud(year, given.read)]))
    return 1 if year.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
