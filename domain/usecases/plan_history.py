"""`history TSP`, `people history TSP`: what happened to a plan beside its actions, and to who is who in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain import policy
from domain.context import Context
from domain.due import say_date
from domain.errors import Invalid
from domain.events import (
    AccountLinked,
    AccountUnlinked,
    CaseWordsChanged,
    ClaimDecided,
    ClaimMade,
    ClosedDaysChanged,
    Event,
    GuestAdmitted,
    LanguageChanged,
    LeadLinked,
    LeadUnlinked,
    LeaverHandled,
    MembersSet,
    PersonChanged,
    PlanSettingsChanged,
    StandInEnded,
    StandInNamed,
)
from domain.happened import Logged
from domain.ids import PersonId
from domain.messages import ShowPlanHistory
from domain.people import EVERYTHING, Role, Sight
from domain.plans import Plan, PlanState
from domain.presenters import PAGE, join_names, page_line, pager, say_moment, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan
from domain.usecases.plans import SETTINGS
from domain.usecases.telling import tell
from domain.usecases.who import theirs
from domain.views import Element, Heading, Paragraph, Reply, SmallPrint

PEOPLE = frozenset(
    {
        "account_linked", "account_unlinked", "claim_decided", "claim_made", "guest_admitted", "lead_linked",
        "lead_unlinked", "leaver_handled", "members_set", "people_loaded", "person_changed", "role_given",
        "role_taken", "stand_in_ended", "stand_in_named",
    }
)  # fmt: skip
"""The kinds of events that say who is who."""
_OF_PLAN = PEOPLE | {
    "answered_together", "channel_followed", "channel_unfollowed", "plan_closed", "plan_imported", "plan_reopened",
    "plan_revised", "plan_settings_changed", "plan_settled", "plan_went_live", "report_taken", "round_closed",
    "round_opened",
}  # fmt: skip
_OF_ORGANISATION = PEOPLE | {
    "case_words_changed", "closed_days_changed", "language_changed", "message_sent_again", "plan_deleted",
    "workspace_added", "workspace_removed",
}  # fmt: skip
_MOST = 2_000
"""So many of the newest are looked through: years of them."""

_NUMBERS = {
    "review_days": marked("days between reviews of ongoing actions"),
    "escalate_days": marked("working days late until coordinators are told"),
}
_WHAT = marked("see what was changed in it")


@registry.handles(ShowPlanHistory)
def plan_history(query: ShowPlanHistory, ctx: Context) -> Reply:
    """The newest first, in pages. Without a plan administrators see what concerns the organisation."""
    if query.which == "organisation":
        return _of_organisation(query, ctx)
    if query.which not in {"all", "people"}:
        raise Invalid(tr("Please say “history” and a plan's code, or “people history”, for example: history TSP"))
    plan = find_plan(ctx, query.plan, lambda code: query.with_(plan=code), fits=theirs(ctx))
    if not ctx.actor.is_administrator and not (plan.state is PlanState.CLOSED and ctx.actor.coordinates(plan.id)):
        policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    people = query.which == "people"
    lines, _ = ctx.uow.history.beside_actions(PEOPLE if people else _OF_PLAN, plan_id=plan.id, limit=_MOST)
    found = [*lines, *_about_its_people(plan, lines, ctx)]
    found = _each_once(found)
    found.sort(key=lambda one: (one.event.at, one.event.id), reverse=True)
    title = tr("History of the people of {code}", code=plan.code) if people else tr("History of {code}", code=plan.code)
    return _shown(title, found, query.with_(plan=plan.code), ctx)


def _of_organisation(query: ShowPlanHistory, ctx: Context) -> Reply:
    if not ctx.actor.is_administrator:
        raise policy.refused_to_all_but_administrators(ctx.uow.people)
    lines, _ = ctx.uow.history.beside_actions(_OF_ORGANISATION, limit=_MOST)
    found = _each_once(lines, [one for one in lines if one.event.plan_id is None])
    return _shown(tr("History of {name}", name=ctx.organisation.name), found, query, ctx)


def _each_once(lines: Sequence[Logged], shown: Sequence[Logged] | None = None) -> list[Logged]:
    """Those that are `shown`, without who joined or left a role or team where another line says who it is altogether,
    and without a leaver's line that says no more than that they have left.
    """
    told = {(one.event.at, one.event.acts_for) for one in lines if isinstance(one.event, MembersSet)}
    found = []
    for one in lines if shown is None else shown:
        event = one.event
        twice = isinstance(event, StandInNamed | StandInEnded) and (event.at, event.acts_for) in told
        if not twice and not (isinstance(event, LeaverHandled) and not event.steps):
            found.append(one)
    return found


def _about_its_people(plan: Plan, lines: Sequence[Logged], ctx: Context) -> list[Logged]:
    """What was done to the people of a plan, now or (as its `lines` say) before, as people: their accounts, who acts
    for them, that they left.
    """
    sight = Sight.of(ctx.actor)
    ctx.uow.see_with(EVERYTHING)
    try:
        leads = ctx.uow.plans.leads(plan.id)
        ids = {str(lead.person_id) for lead in leads if lead.person_id}
        for role in (Role.COORDINATOR, Role.VIEWER):
            ids |= {str(one.id) for one in ctx.uow.people.holders(role, plan.id)}
        for one in lines:
            if isinstance(one.event, LeadLinked | LeadUnlinked):
                ids |= {one.event.before_id, getattr(one.event, "after_id", "")} - {""}
        known = (ctx.uow.people.person(PersonId(one)) for one in sorted(ids))
        names = {one.name for one in known if one is not None} | {lead.name for lead in leads}
    finally:
        ctx.uow.see_with(sight)
    lines, _ = ctx.uow.history.beside_actions(PEOPLE, limit=_MOST)
    return [one for one in lines if one.event.plan_id is None and _is_about(one.event, plan, ids, names)]


def _is_about(event: Event, plan: Plan, ids: set[str], names: set[str]) -> bool:
    match event:
        case AccountLinked():
            return bool(ids & {event.after_id, event.before_id})
        case AccountUnlinked():
            return event.before_id in ids
        case LeaverHandled():
            return event.person_of in ids or not names.isdisjoint(event.to)
        case StandInNamed() | StandInEnded():
            return event.acts_for in names or event.person in names
        case PersonChanged():
            return event.person in names
        case ClaimMade() | ClaimDecided():
            return event.said in names
        case GuestAdmitted():
            return plan.code in {*event.before, *event.after}
    return False


def _shown(title: str, found: list[Logged], query: ShowPlanHistory, ctx: Context) -> Reply:
    elements: list[Element] = [Heading(text=title[:150])]
    if not found:
        elements.append(Paragraph(text=tr("Nothing has been changed.")))
        return Reply(elements=tuple(elements), replaces=True)
    where = page_line(query.page, len(found))
    elements += [Paragraph(text=_line(one, ctx)) for one in found[(query.page - 1) * PAGE : query.page * PAGE]]
    words = " " + where if where else ""
    elements.append(
        SmallPrint(
            text=trn(
                "{count:,} change, the newest first.{words}",
                "{count:,} changes, the newest first.{words}",
                len(found),
                words=words,
            )
        )
    )
    return Reply(elements=(*elements, *pager(query, page=query.page, total=len(found))), replaces=True)


def _line(logged: Logged, ctx: Context) -> str:
    event = logged.event
    name = who(event.by, ctx.actor.id)
    words = tr(
        "{moment}: {who} {told}",
        moment=say_moment(event.at, ctx),
        who=name[:1].upper() + name[1:],
        told=_told(event, ctx),
    )
    return tr("{words} (since undone)", words=words) if logged.undone_by is not None else words


def _told(event: Event, ctx: Context) -> str:
    """From what to what, where the event's own sentence leaves it out."""
    match event:
        case PlanSettingsChanged():
            return tr("changed how the plan is run: {changes}", changes="; ".join(_changes(event.before, event.after)))
        case MembersSet():
            return _from_to(
                tr("said who “{post}” is", post=event.acts_for), _names(event.before, ctx), _names(event.after, ctx)
            )
        case GuestAdmitted():
            return _from_to(tell(event), join_names(event.before), "")
        case ClosedDaysChanged():
            before, after = (join_names([say_date(day) for day in each]) for each in (event.before, event.after))
            return _from_to(tell(event), before or tr("none"), after or tr("none"))
        case CaseWordsChanged():
            before, after = (join_names([f"“{one}”" for one in each]) for each in (event.before, event.after))
            return _from_to(tell(event), before or tr("none"), after or tr("none"))
        case LanguageChanged():
            return _from_to(tell(event), event.before, event.after)
    return tell(event)


def _from_to(words: str, before: str, after: str) -> str:
    if after:
        return tr("{words}: {after} (was {before})", words=words, after=after, before=before or tr("nobody"))
    return tr("{words} (was {before})", words=words, before=before) if before else words


def _names(ids: Iterable[str], ctx: Context) -> str:
    people = (ctx.uow.people.person(PersonId(one)) for one in ids)
    return join_names([one.name if one else tr("somebody") for one in people])


def _changes(before: Mapping[str, bool | int], after: Mapping[str, bool | int]) -> Iterable[str]:
    for name, now in after.items():
        was = before.get(name, now)
        if name in _NUMBERS:
            yield tr("{what}: {after} (was {before})", what=tr(_NUMBERS[name]), after=now, before=was)
        elif name in SETTINGS:
            title, on, off = SETTINGS[name]
            yield tr(
                "{what}: {after} (was {before})",
                what=tr(title),
                after=tr(on if now else off),
                before=tr(on if was else off),
            )
