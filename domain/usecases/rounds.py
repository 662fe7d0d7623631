"""`round`: before a meeting, each lead is asked once for a line on all of their actions, in one form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain import policy
from domain.actions import ActionRow, Status
from domain.context import Context
from domain.due import say_date_with_weekday
from domain.errors import FieldErrors, Invalid, NotFound
from domain.events import RoundClosed, RoundOpened
from domain.ids import ActionId, PersonId, new_id
from domain.messages import Message, Mine, Overdue, ShowPlan, Undo
from domain.people import Organisation, Role
from domain.plans import Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.registry import registry
from domain.reminder_messages import CloseRound, OpenRound, OpenRoundForm, ShowRound
from domain.reminders.records import News, Notice, Round
from domain.speech import marked, tr, trn
from domain.usecases.days import day_of
from domain.usecases.finding import find_plan
from domain.usecases.news import people_behind
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, Element, Facts, Paragraph, Reply, SmallPrint
from domain.waiting import SIGN_OFF

_WHAT = marked("run an update round")
_NO_PLAN = marked("You coordinate no live plan, so there is no round that you could run.")
_CLOSES_AT = time(16)
_BY = re.compile(r"^(?P<plan>\S+)?\s*\b(?:by|until|before|for)\s+(?P<when>.+)$", re.I)


def parse(word: str, rest: str) -> Message:
    """`round TSP by Thursday`; `round TSP` says how it goes."""
    words = rest.strip()
    if found := _BY.match(words):
        return OpenRound(plan=found["plan"] or "", by=found["when"].strip())
    if len(words.split()) > 1:
        raise Invalid(tr("Say for example: round TSP by Thursday. “round TSP” says how it goes."))
    return ShowRound(plan=words)


@registry.handles(
    OpenRound,
    verb="round",
    aliases=("update round", "chase"),
    usage="round PLAN by WHEN",
    summary=marked("Ask every lead for an update before a meeting (coordinators)"),
    detail=(
        marked(
            "Each lead gets one message with one form for all of their actions, and one reminder if "
            "something is left. “round TSP” says how many have answered. On the day, at 16:00, you "
            "get the list of what is missing."
        )
    ),
    parse=parse,
)
def open_round(command: OpenRound, ctx: Context) -> Reply:
    """Ask them all, and say who can't be asked."""
    plan = find_plan(ctx, command.plan, lambda code: command.with_(plan=code), fits=_runs(ctx), none=tr(_NO_PLAN))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if plan.state is not PlanState.LIVE:
        raise Invalid(tr("{code} is no live plan, so nobody can be asked about it yet.", code=plan.code))
    if under_way := ctx.uow.reminders.rounds(plan.id, only_open=True):
        raise Invalid(
            tr(
                "A round of {code} is under way, until {date}.",
                code=plan.code,
                date=say_date_with_weekday(under_way[0].deadline),
            ),
            buttons=(Button(label=tr("How it goes"), sends=ShowRound(plan=plan.code)),),
        )
    if not command.by.strip():
        raise Invalid(tr("By when should they answer? For example: round {code} by Thursday", code=plan.code))
    deadline = day_of(command.by, ctx, field="by", again=lambda day: command.with_(by=day))
    if _closes(ctx.organisation, deadline) <= ctx.now:
        sentence = tr(
            "Nobody could answer by {date}: a round ends at 16:00 on its last working day, and that is over. Please "
            "give a later day.",
            date=say_date_with_weekday(deadline),
        )
        raise FieldErrors({"by": sentence}) if ctx.inbound.fields else Invalid(sentence)
    opened = Round(new_id(), plan.id, ctx.actor.id, ctx.now, deadline)
    asked, nobody = _whom(ctx.uow, plan, ctx.today)
    if not asked:
        raise Invalid(
            tr("No open action of {code} has a lead whom I can ask. Say “people” to link them.", code=plan.code)
        )
    ctx.uow.reminders.open_round(opened)
    written = RoundOpened(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, round_of=opened.id, deadline=opened.deadline
    )
    ctx.uow.history.add(written)
    _ask(ctx, opened, asked)
    total = len({each for actions in asked.values() for each in actions})
    people = trn("{count:,} person is", "{count:,} people are", len(asked))
    lines = [
        trn(
            "{people} asked about {count:,} action of {code}, by {date}.",
            "{people} asked about {count:,} actions of {code}, by {date}.",
            total,
            people=people,
            code=plan.code,
            date=say_date_with_weekday(deadline),
        )
    ]
    if nobody:
        lines.append(
            tr("Nobody can be asked about {keys}: no lead of theirs is linked to a person.", keys=_keys(nobody))
        )
    buttons = _with_undo(_round_buttons(opened, plan), written, lines[0])
    return Reply(elements=(Paragraph(text="\n".join(lines)), buttons), replaces=True)


def _with_undo(buttons: Buttons, written: RoundOpened | RoundClosed, said: str) -> Buttons:
    back = Button(label=tr("Undo"), sends=Undo(event=written.id), describe=tr("Undo: {sentence}", sentence=said))
    return Buttons(buttons=(*buttons.buttons, back))


@way_back(RoundOpened, RoundClosed)
def _back(event: RoundOpened | RoundClosed, ctx: Context) -> Back:
    """End what was opened: who was not asked yet is not asked. Or go on with what was ended, until its day."""
    opened = ctx.uow.reminders.round(event.round_of)
    plan = None if opened is None else ctx.uow.plans.by_id(opened.plan_id)
    if opened is None or plan is None:
        raise overtaken(tr("the round was changed"))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    was = {"at": ctx.now, "by": ctx.actor.signature, "plan_id": plan.id, "round_of": opened.id}
    if isinstance(event, RoundOpened):
        if opened.closed_at is not None:
            raise overtaken(tr("the round of {code} was ended", code=plan.code))
        ctx.uow.reminders.close_round(opened.id, ctx.now)
        closed = RoundClosed.model_validate(was | {"deadline": opened.deadline} | taking_back(event))
        ctx.uow.history.add(closed)
        return Back(tr("The round of {code} is over. Who was not asked yet is not asked.", code=plan.code), closed)
    if opened.closed_at is None or opened.deadline < ctx.today or ctx.uow.reminders.rounds(plan.id, only_open=True):
        raise overtaken(tr("the rounds of {code} were changed", code=plan.code))
    ctx.uow.reminders.go_on_with_round(opened.id)
    again = RoundOpened.model_validate(was | {"deadline": opened.deadline} | taking_back(event))
    ctx.uow.history.add(again)
    when = say_date_with_weekday(opened.deadline)
    return Back(tr("The round of {code} goes on until {when}.", code=plan.code, when=when), again)


def _runs(ctx: Context):  # type: ignore[no-untyped-def]  # a predicate on plans
    return lambda plan: plan.state is PlanState.LIVE and policy.may_coordinate(ctx.actor, plan)


def _whom(uow: UnitOfWork, plan: Plan, day: date) -> tuple[dict[PersonId, list[ActionId]], list[ActionRow]]:
    """Who is asked about what, and the actions about which nobody can be."""
    linked = {lead.name: lead.person_id for lead in uow.plans.leads(plan.id) if lead.person_id is not None}
    behind = {person_id: people_behind(uow, person_id, day) for person_id in set(linked.values())}
    asked: dict[PersonId, list[ActionId]] = {}
    nobody = []
    for row in uow.reminders.open_rows(plan.id):
        if SIGN_OFF in row.waits:
            continue
        people = dict.fromkeys(each for name in row.leads if name in linked for each in behind[linked[name]])
        if not people:
            nobody.append(row)
        for person_id in people:
            asked.setdefault(person_id, []).append(row.id)
    return asked, nobody


def _ask(ctx: Context, opened: Round, asked: Mapping[PersonId, Sequence[ActionId]]) -> None:
    notify, organisation = ctx.uow.reminders.notify, ctx.organisation
    again = _reminder_day(organisation, ctx.today, opened.deadline)
    for person_id, actions in asked.items():
        about = {"round": opened.id, "actions": list(actions)}
        notify(Notice(f"round:{opened.id}:{person_id}", person_id, News.ROUND, about, ctx.now))
        if again is not None:
            at = _moment(organisation, again, time(organisation.announce_hour))
            notify(Notice(f"again:{opened.id}:{person_id}", person_id, News.ROUND_AGAIN, {"round": opened.id}, at))
    closes = _closes(organisation, opened.deadline)
    for person in ctx.uow.people.holders(Role.COORDINATOR, opened.plan_id):
        key = f"closed:{opened.id}:{person.id}"
        notify(Notice(key, person.id, News.ROUND_CLOSED, {"round": opened.id}, closes))


def _reminder_day(organisation: Organisation, today: date, deadline: date) -> date | None:
    """The working day before the deadline, else the deadline itself; none where that is today."""
    days = organisation.working_days
    for day in (days.until(deadline - timedelta(days=1)), days.until(deadline)):
        if day > today:
            return day
    return None


def _closes(organisation: Organisation, deadline: date) -> datetime:
    """When a round with this deadline ends: on its day, or on the last working day before it."""
    return _moment(organisation, organisation.working_days.until(deadline), _CLOSES_AT)


def _moment(organisation: Organisation, day: date, at: time) -> datetime:
    return datetime.combine(day, at, organisation.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Progress:
    """How a round goes: who was asked about what, and what was answered since."""

    asked: Mapping[PersonId, tuple[ActionId, ...]]
    answered: frozenset[ActionId]

    @property
    def all(self) -> frozenset[ActionId]:
        """Every action that was asked about."""
        return frozenset(each for actions in self.asked.values() for each in actions)

    def left(self, person_id: PersonId) -> list[ActionId]:
        """What somebody has not answered yet."""
        return [each for each in self.asked.get(person_id, ()) if each not in self.answered]

    def say(self) -> str:
        """`14 of 19 updated`."""
        return tr("{count} of {count2} updated", count=len(self.answered), count2=len(self.all))


def progress_of(uow: UnitOfWork, opened: Round) -> Progress:
    """An action counts as updated when somebody said or changed something of it since the round began. What a newer
    version of the plan no longer has is no longer asked for.
    """
    asked = uow.reminders.asked_in(opened.id)
    ids = {each for actions in asked.values() for each in actions}
    heard = uow.reminders.heard_of(ids)
    answered = frozenset(each for each in ids if each in heard and heard[each] >= opened.opened_at)
    gone = {row.id for row in uow.actions.rows(sorted(ids - answered)) if row.not_in or row.status is not Status.OPEN}
    still = {person_id: tuple(each for each in actions if each not in gone) for person_id, actions in asked.items()}
    return Progress(still, answered)


@registry.handles(ShowRound)
def show_round(query: ShowRound, ctx: Context) -> Reply:
    """How it goes, and who has not answered."""
    if query.round:
        opened = ctx.uow.reminders.round(query.round)
        plan = None if opened is None else ctx.uow.plans.by_id(opened.plan_id)
    else:
        plan = find_plan(ctx, query.plan, lambda code: query.with_(plan=code), fits=_runs(ctx), none=tr(_NO_PLAN))
        opened = next(iter(ctx.uow.reminders.rounds(plan.id)), None)
    if plan is None or (opened is None and query.round):
        raise NotFound(tr("I couldn't find this round."))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if opened is None:
        raise Invalid(tr("{code} has had no round yet. For example: round {code} by Thursday", code=plan.code))
    return Reply(elements=tuple(_shown(ctx.uow, opened, plan)), replaces=True)


def _shown(uow: UnitOfWork, opened: Round, plan: Plan) -> list[Element]:
    progress = progress_of(uow, opened)
    when = say_date_with_weekday(opened.deadline)
    state = tr("until {when}", when=when) if opened.closed_at is None else tr("which ended by {when}", when=when)
    elements: list[Element] = [
        Paragraph(text=tr("{say} in the round of {code} {state}.", say=progress.say(), code=plan.code, state=state))
    ]
    pairs = []
    for person_id in progress.asked:
        left = progress.left(person_id)
        person = uow.people.person(person_id)
        if left and person is not None:
            pairs.append((person.name, _keys(uow.actions.rows(left))))
    if pairs:
        pairs.sort(key=lambda pair: pair[0].casefold())
        elements += [Paragraph(text=tr("Not updated yet:")), Facts(pairs=tuple(pairs[:20]))]
        if len(pairs) > 20:
            elements.append(SmallPrint(text=tr("and {count} more people", count=len(pairs) - 20)))
    elements.append(_round_buttons(opened, plan))
    return elements


def _round_buttons(opened: Round, plan: Plan) -> Buttons:
    buttons = [Button(label=tr("How it goes"), sends=ShowRound(round=opened.id))]
    if opened.closed_at is None:
        buttons.append(Button(label=tr("End it now"), sends=CloseRound(round=opened.id)))
    buttons.append(Button(label=tr("The plan"), sends=ShowPlan(plan=plan.code)))
    return Buttons(buttons=tuple(buttons))


@registry.handles(CloseRound)
def close_round(command: CloseRound, ctx: Context) -> Reply:
    """End it before its deadline: nobody is reminded any more."""
    opened = ctx.uow.reminders.round(command.round)
    plan = None if opened is None else ctx.uow.plans.by_id(opened.plan_id)
    if opened is None or plan is None:
        raise NotFound(tr("I couldn't find this round."))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if opened.closed_at is not None:
        raise Invalid(tr("This round of {code} has ended already.", code=plan.code))
    ctx.uow.reminders.close_round(opened.id, ctx.now)
    written = RoundClosed(
        at=ctx.now, by=ctx.actor.signature, plan_id=plan.id, round_of=opened.id, deadline=opened.deadline
    )
    ctx.uow.history.add(written)
    *elements, buttons = _shown(ctx.uow, ctx.uow.reminders.round(opened.id) or opened, plan)
    if isinstance(buttons, Buttons):
        buttons = _with_undo(buttons, written, tr("the round of {code} was ended", code=plan.code))
    return Reply(elements=(*elements, buttons), replaces=True)


def say_rounds(uow: UnitOfWork, notices: Iterable[Notice], person_id: PersonId, now: datetime) -> list[Element]:
    """What somebody is asked in rounds: one line and one button for each; nothing where they have answered."""
    elements: list[Element] = []
    for one in notices:
        opened = uow.reminders.round(str(one.about.get("round", "")))
        plan = None if opened is None else uow.plans.by_id(opened.plan_id)
        if (
            opened is None
            or plan is None
            or opened.closed_at is not None
            or _closes(uow.organisation, opened.deadline) <= now
        ):
            continue
        left = progress_of(uow, opened).left(person_id)
        if not left:
            continue
        by = uow.people.person(opened.person_id)
        when = say_date_with_weekday(opened.deadline)
        actions = tr("one of your actions") if len(left) == 1 else tr("{count} of your actions", count=len(left))
        if one.kind is News.ROUND:
            said = tr(
                "{name} asks for a line on {actions} in {code} by {when}.",
                name=by.name if by else tr("Your coordinator"),
                actions=actions,
                code=plan.code,
                when=when,
            )
        else:
            said = tr(
                "A reminder: {code} needs a line on {actions} by {when}.", code=plan.code, actions=actions, when=when
            )
        label = tr("Update all {count}", count=len(left)) if len(left) > 1 else tr("Update it")
        elements += [
            Paragraph(text=said),
            Buttons(
                buttons=(
                    Button(label=label, sends=OpenRoundForm(round=opened.id), style="primary", describe=said),
                    Button(label=tr("All my actions"), sends=Mine()),
                )
            ),
        ]
    return elements


def say_closed(uow: UnitOfWork, notices: Iterable[Notice], now: datetime) -> list[Element]:
    """The closing list of rounds whose deadline has come. They are ended by it."""
    elements: list[Element] = []
    for one in notices:
        opened = uow.reminders.round(str(one.about.get("round", "")))
        plan = None if opened is None else uow.plans.by_id(opened.plan_id)
        if opened is None or plan is None:
            continue
        if opened.closed_at is None:
            uow.reminders.close_round(opened.id, now)
            opened = uow.reminders.round(opened.id) or opened
        elif opened.closed_at < one.at:  # somebody ended it before, and has seen its list
            continue
        elements += _shown(uow, opened, plan)
        elements.append(Buttons(buttons=(Button(label=tr("What is overdue"), sends=Overdue(plan=plan.code)),)))
    return elements


def _keys(rows: Sequence[ActionRow]) -> str:
    """`TSP-1, TSP-2 and 9 more`."""
    shown = [row.key for row in rows[:12]]
    more = len(rows) - len(shown)
    return tr("{shown} and {more} more", shown=", ".join(shown), more=more) if more else join_names(shown)
