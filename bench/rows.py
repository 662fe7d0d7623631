"""The made-up council as rows, in the form that a database takes in bulk.

Some hundred actions are made by the domain and mapped by the storage, so that rows are true to the schema; the others
are copies of them with ids, keys and leads of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table

from bench.encode import Encoder
from bench.searched import Searched
from bench.town import CHANNEL, PEOPLE, PLANS, TEAM, TENANT, Town, code, identity, person
from domain.actions import Action, Status
from domain.due import Due, Precision
from domain.events import ActionCompleted, ActionEvent, OverdueAnnounced, ProgressNoted
from domain.ids import ActionId, OrganisationId, PersonId, PlanId, RecommendationId
from domain.people import Organisation, Platform, Role, Signature
from domain.plans import Plan, PlanState, Recommendation
from domain.rag import ColourKey, Rag, RagValue
from storage import schema
from storage.mapping import NO_DATE, new_action_values, plan_values, recommendation_values, signature_values
from storage.text import fold_key, pack_model, sort_key
from storage.unit_of_work import organisation_values

PATTERNS = 600
"""So many kinds of action there are; the others are their copies."""

LEADS_OF_PLAN = 100
SLEEPERS = 1_000
_PER_RECOMMENDATION = 4
_PER_CARD = 10
_BATCH = 5_000

Batch = tuple[Table, list[list[Any]]]

_DO = ("Agree", "Publish", "Review", "Renew", "Map", "Train", "Set up", "Consult on", "Cost", "Record", "Test", "Brief")
_WHAT = (
    "a single list of footpath repairs, with the parish that asked for each",
    "the out-of-hours rota for the flood store and the keys to it",
    "how a family is told who their worker is, and what happens when that worker leaves",
    "the standard for replying to residents within ten working days, in plain words",
    "the joint budget for street trees, its underspend, and who may move money within it",
    "the way schools report a child who has moved away, so that none is left on two lists or on none",
    "what members see each quarter, on one page, with the figures of the quarter before",
)
_WITH = (
    "and bring it to the partnership board",
    "with the health trust, the district councils and the police",
    "so that an audit of thirty cases can show the difference by the end of the year",
    "after the survey of staff; the first results are to be shared with the team that took part",
)
_NOTE = "The district councils have sent their figures; the audit is booked for March."
_PROGRESS = "The first draft was read by the group in spring; two districts still owe their figures."
_MEASURE = "Nine in ten answered in time"
_ANNOUNCED, _COMPLETE = "announced", "complete"
_EVENT, _PLAN, _ACTION = (identity(kind, 10**21) for kind in ("evnt", "plan", "actn"))


class Council:
    """Gives the rows of a town, table by table, in an order in which every reference is there before it is used."""

    def __init__(self, town: Town, encoder: Encoder, now: datetime) -> None:
        self.town = town
        self._encoder = encoder
        self._now = now
        self._today = now.date()
        self._by = Signature(PersonId(person(7).id), person(7).name, Platform.SLACK)
        about = {"id": _EVENT, "at": now, "by": self._by, "plan_id": _PLAN, "action_id": _ACTION}
        colours = {"rag_before": Rag.of(RagValue.GREEN), "rag_after": Rag.of(RagValue.BLUE)}
        self._completed = self._told_of(ActionCompleted.model_validate(about | colours))
        self._announced = self._told_of(
            OverdueAnnounced.model_validate(about | {"due": Due.on(self._today), "channel": "plan"})
        )
        self._searched = Searched(encoder, town.organisation, town.actions)
        self._noted = self._told_of(ProgressNoted.model_validate(about | {"note_id": _EVENT, "text": _NOTE}))
        self._note = self._row(
            schema.progress_notes,
            id=_EVENT,
            action_id=_ACTION,
            text=_NOTE,
            at=now,
            by=signature_values(self._by),
            withdrawn=False,
        )
        self._patterns = [self._pattern(number) for number in range(PATTERNS)]
        names = encoder.columns(schema.actions)
        self._at = {name: names.index(name) for name in names}
        self._watched = {place: number for number in range(len(town.watched)) for place in town.watched_places(number)}

    def batches(self) -> Iterator[Batch]:
        """Everything."""
        yield from self._head()
        for plan in range(PLANS):
            yield from self._plan(plan)
        yield schema.search_words, list(self._searched.words())

    def _row(self, table: Table, **values: Any) -> list[Any]:
        return self._encoder.row(table, {"organisation_id": self.town.organisation, **values})

    def _head(self) -> Iterator[Batch]:
        town = self.town
        organisation = Organisation(OrganisationId(town.organisation), "Brackenford Council")
        yield schema.organisations, [self._encoder.row(schema.organisations, organisation_values(organisation))]
        places = ((town.slack, "slack", TEAM), (town.teams, "teams", TENANT), (town.console, "console", "console"))
        yield (
            schema.workspaces,
            [
                self._row(schema.workspaces, id=id_, platform=kind, external_id=name, name=kind)
                for id_, kind, name in places
            ],
        )
        everybody = [*map(person, range(PEOPLE)), *town.watched]
        yield (
            schema.people,
            [
                self._row(schema.people, id=who.id, kind="person", name=who.name, name_folded=fold_key(who.name))
                for who in everybody
            ],
        )
        accounts = []
        for number, who in enumerate(everybody):
            for turn, (place, kind, name) in enumerate(
                ((town.slack, "slack", who.slack), (town.teams, "teams", who.teams))
            ):
                accounts.append(
                    self._row(
                        schema.accounts,
                        id=identity("accn", number * 2 + turn),
                        workspace_id=place,
                        platform=kind,
                        external_id=name,
                        person_id=who.id,
                        display_name=who.name,
                        is_guest=False,
                        is_bot=False,
                        is_deactivated=False,
                        is_outside=False,
                        checked_at=self._now + timedelta(days=2),  # nobody is to be looked up while time is taken
                    )
                )
        yield schema.accounts, accounts
        plans = []
        follows = []
        roles = [self._role(0, Role.ADMINISTRATOR, None)]
        for number in range(PLANS):
            plan = Plan(
                PlanId(identity("plan", number)),
                OrganisationId(town.organisation),
                code(number),
                f"Plan {number + 1} of the partnership",
                state=PlanState.LIVE,
                colour_key=ColourKey({RagValue.BLUE: "Complete", RagValue.GREEN: "On track"}, RagValue.BLUE),
                created_at=self._now,
                live_at=self._now,
            )
            plans.append(self._encoder.row(schema.plans, plan_values(plan)))
            roles.append(self._role(number, Role.COORDINATOR, plan.id))
            follows.append(
                self._row(
                    schema.follows,
                    id=town.follow(number),
                    plan_id=plan.id,
                    workspace_id=town.slack,
                    platform="slack",
                    channel=f"{CHANNEL}{number:02d}",
                    channel_name=f"plan-{number + 1}",
                    hour=9,
                    last_swept=self._today - timedelta(days=1),
                )
            )
        yield schema.plans, plans
        yield schema.memberships, roles
        yield schema.follows, follows

    def _role(self, number: int, role: Role, plan_id: str | None) -> list[Any]:
        return self._row(
            schema.memberships, person_id=person(number).id, role=role.value, scope=plan_id or "", plan_id=plan_id
        )

    # the parts of a plan

    def _leads(self, plan: int) -> list[tuple[str, str, str | None]]:
        """Id, name and person of everybody whom a plan names: each person stands in two plans."""
        size = LEADS_OF_PLAN
        people = [person((plan * size // 2 + number) % PEOPLE) for number in range(size)]
        base = plan * 1000
        leads: list[tuple[str, str, str | None]] = [
            (identity("lead", base + number), who.name, who.id) for number, who in enumerate(people)
        ]
        watched = sorted({number for (where, _), number in self._watched.items() if where == plan})
        leads += [
            (identity("lead", base + size + number), self.town.watched[number].name, self.town.watched[number].id)
            for number in watched
        ]
        return [*leads, (identity("lead", base + 999), "Estates Group", None)]

    def _plan(self, plan: int) -> Iterator[Batch]:
        plan_id = identity("plan", plan)
        size, first = self.town.plan_sizes[plan], self.town.first_action[plan]
        leads = self._leads(plan)
        yield (
            schema.leads,
            [
                self._row(
                    schema.leads, id=id_, plan_id=plan_id, name=name, name_folded=fold_key(name), person_id=person_id
                )
                for id_, name, person_id in leads
            ],
        )
        recommendations = []
        for number in range(-(-size // _PER_RECOMMENDATION)):
            made = Recommendation(
                RecommendationId(identity("rcmd", first + number)),
                PlanId(plan_id),
                None,
                number,
                *_recommended(number),
            )
            values = recommendation_values(made, OrganisationId(self.town.organisation))
            recommendations.append(self._encoder.row(schema.recommendations, values))
        yield schema.recommendations, recommendations
        for start in range(0, size, _BATCH):
            yield from self._actions(plan, range(start, min(size, start + _BATCH)), leads)

    def _actions(
        self, plan: int, positions: Sequence[int], leads: Sequence[tuple[str, str, str | None]]
    ) -> Iterator[Batch]:
        plan_id, letters, first = identity("plan", plan), code(plan), self.town.first_action[plan]
        at, value = self._at, self._encoder.value
        organisation = value(self.town.organisation)
        of_watched = {person_id: lead for lead in leads if (person_id := lead[2])}
        group = leads[-1]
        actions, ties, history, notes, ledger, told, searches = [], [], [], [], [], [], []
        for position in positions:
            number = first + position
            action_id, key = identity("actn", number), f"{letters}-{position + 1}"
            watched = self._watched.get((plan, position))
            pattern, mark, due = self._choose(plan, position, number, watched)
            lead = (
                leads[(position * 7) % LEADS_OF_PLAN] if watched is None else of_watched[self.town.watched[watched].id]
            )
            names = [lead] if position % 3 else [lead, group]
            row = pattern.copy()
            row[at["id"]] = action_id
            row[at["plan_id"]] = plan_id
            row[at["recommendation_id"]] = identity("rcmd", first + position // _PER_RECOMMENDATION)
            row[at["position"]] = value(position)
            row[at["key"]] = key
            row[at["key_folded"]] = key.lower()
            row[at["key_sort"]] = sort_key(key)
            row[at["local_folded"]] = row[at["ref"]] = str(position + 1)
            row[at["lead_names"]] = json.dumps([name for _, name, _ in names])
            row[at["leads_text"]] = ", ".join(name for _, name, _ in names)
            actions.append(row)
            printed = [*(name for _, name, _ in names), row[at["leads_text"]], _MEASURE, _PROGRESS]
            searches.append(
                self._searched.row(
                    number,
                    action_id,
                    [key, str(position + 1), row[at["text"]]],
                    [*_recommended(position // _PER_RECOMMENDATION), *printed],
                    [plan_id, *(each for each, _, _ in names)],
                    _NOTE if number % 3 == 0 else "",
                )
            )
            ties += [
                [organisation, action_id, value(turn), each[0], "accountable" if turn == 0 else "responsible"]
                for turn, each in enumerate(names)
            ]
            if mark == _COMPLETE:
                history.append(self._event(self._completed, number * 2, plan_id, action_id))
            elif mark == _ANNOUNCED:
                history.append(self._event(self._announced, number * 2, plan_id, action_id))
                ledger.append(
                    self._row(
                        schema.announcements,
                        action_id=action_id,
                        due_latest=due,
                        workspace_id=self.town.slack,
                        channel=f"{CHANNEL}{plan:02d}",
                        at=self._now,
                        quietly=False,
                    )
                )
                if watched is None:
                    told.append(action_id)
            if number % 3 == 0:
                history.append(self._event(self._noted, number * 2 + 1, plan_id, action_id))
                note = self._note.copy()
                note[1], note[2] = identity("note", number * 2 + 1), action_id
                notes.append(note)
        yield schema.actions, actions
        yield schema.action_leads, ties
        yield schema.history, history
        yield schema.progress_notes, notes
        yield schema.searches, searches
        yield schema.announcements, ledger
        yield from self._posts(plan, positions[0] + first, told)

    def _choose(self, plan: int, position: int, number: int, watched: int | None) -> tuple[list[Any], str, date | None]:
        """Which pattern an action has: a fixed mix, but for what somebody watches and what waits to become overdue."""
        if plan == 0 and position < SLEEPERS:
            return self._patterns[13 + number % 4]
        if watched is not None:
            step = self.town.watched_places(watched).index((plan, position))
            return self._patterns[20 * watched % PATTERNS + (8, 9, 10, 12, 13, 14, 15, 16, 18, 19)[step]]
        return self._patterns[number % PATTERNS]

    def _posts(self, plan: int, first: int, told: Sequence[str]) -> Iterator[Batch]:
        """The posts that told a channel of what was late, ten rows each."""
        cards, shown, sent = [], [], []
        for turn, start in enumerate(range(0, len(told), _PER_CARD)):
            card = identity("card", first + turn)
            place = {
                "platform": "slack",
                "workspace": TEAM,
                "conversation": f"{CHANNEL}{plan:02d}",
                "address": {},
            }
            cards.append(
                self._row(
                    schema.cards,
                    id=card,
                    kind="overdue_post",
                    plan_id=identity("plan", plan),
                    intro="10 actions became overdue",
                    more=0,
                    external_id=f"1760000000.{first + turn:09d}",
                    gone=False,
                    **place,
                )
            )
            shown += [
                self._row(schema.card_actions, card_id=card, position=position, action_id=each)
                for position, each in enumerate(told[start : start + _PER_CARD])
            ]
            sent.append(
                self._row(
                    schema.outbox,
                    id=identity("outb", first + turn),
                    key=f"overdue:{card}",
                    kind="post",
                    reply='{"elements":[]}',
                    card_id=card,
                    state="sent",
                    fence=1,
                    attempts=1,
                    maybe_sent=False,
                    reason="",
                    created_at=self._now,
                    finished_at=self._now,
                    **place,
                )
            )
        yield schema.cards, cards
        yield schema.card_actions, shown
        yield schema.outbox, sent

    # patterns

    def _pattern(self, number: int) -> tuple[list[Any], str, date | None]:
        """A kind of action: of twenty, eight are complete, four late and announced, six due later, one ongoing, one has
        no date.
        """
        turn = number % 20
        days = 3 + number * 37 % 700
        day = self._today + timedelta(days=days if 12 <= turn < 18 else -days)
        due = Due.on(day) if turn < 18 else (Due("ongoing", Precision.ONGOING) if turn == 18 else Due.none())
        mark = _COMPLETE if turn < 8 else _ANNOUNCED if turn < 12 else ""
        done = mark == _COMPLETE
        rag = Rag.of((RagValue.GREEN, RagValue.AMBER, RagValue.RED, RagValue.NONE)[number % 4])
        action = Action(
            id=ActionId(""),
            organisation_id=OrganisationId(self.town.organisation),
            plan_id=PlanId(""),
            recommendation_id=RecommendationId(""),
            position=0,
            key="",
            ref="",
            text=_words(number),
            due=due,
            due_original=due,
            status=Status.COMPLETE if done else Status.OPEN,
            completed_at=datetime.combine(day, time(14, 2), UTC) if done else None,
            completed_by=self._by if done else None,
            rag=Rag.of(RagValue.BLUE) if done else rag,
            progress=_PROGRESS,
            success_measure=_MEASURE,
        )
        values = new_action_values(action, "") | {"announced": mark == _ANNOUNCED, "due_sort": due.latest or NO_DATE}
        return self._encoder.row(schema.actions, values), mark, due.latest

    def _told_of(self, event: ActionEvent) -> list[Any]:
        """The row of history of such an event; `_event` fills in what it is about."""
        return self._row(
            schema.history,
            id=_EVENT,
            kind=event.kind,
            at=event.at,
            person_id=event.by.person_id,
            plan_id=_PLAN,
            action_id=_ACTION,
            version=1,
            event=pack_model(event),
        )

    def _event(self, pattern: list[Any], number: int, plan_id: str, action_id: str) -> list[Any]:
        row, event_id = pattern.copy(), identity("evnt", number)
        row[1], row[5], row[6] = event_id, plan_id, action_id
        row[9] = row[9].replace(_EVENT, event_id).replace(_PLAN, plan_id).replace(_ACTION, action_id)
        return row


def _recommended(number: int) -> tuple[str, str, str]:
    """The key, reference and text of a plan's recommendation."""
    words = _words(number)
    return f"R{number + 1}", str(number + 1), f"The partnership should {words[0].lower()}{words[1:]}"


def _words(number: int) -> str:
    """The wording of an action: a verb, a thing, and what goes with it."""
    return f"{_DO[number % 12]} {_WHAT[number // 12 % 7]}, {_WITH[number // 3 % 4]}."
