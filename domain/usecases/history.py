"""`history`: every change, who, when, from what to what, and where they said it."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.context import Context
from domain.errors import Invalid
from domain.events import ActionCompleted, ChangeAsked
from domain.happened import Logged
from domain.language.refs import parse_ref
from domain.messages import ShowHistory, ShowPlanHistory
from domain.people import Platform
from domain.presenters import PAGE, first_words, page_line, pager, say_moment, who
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_action, take_action_ref
from domain.usecases.telling import tell
from domain.views import Element, Heading, Paragraph, Reply, SmallPrint
from domain.waiting import Wanted

_BESIDE = {"people": "people", "organisation": "organisation", "organization": "organisation"}
_CODE = re.compile(r"[^\W\d_][\w-]{0,29}")
_FROM = {
    Platform.SLACK: marked("in Slack"),
    Platform.TEAMS: marked("in Teams"),
    Platform.CONSOLE: marked("in the console"),
    Platform.SYSTEM: "",
    Platform.EMAIL: "",
}


def parse(word: str, rest: str) -> ShowHistory | ShowPlanHistory:
    """`history TSP-8`, `history TSP`, `history people TSP`, `history organisation`."""
    words = rest.split()
    first = words[0].casefold() if words else ""
    if first in _BESIDE and len(words) <= 2:
        return ShowPlanHistory(which=_BESIDE[first], plan=words[1] if len(words) == 2 else "")
    if len(words) == 1 and parse_ref(rest) is None and _CODE.fullmatch(rest.strip()):
        return ShowPlanHistory(plan=rest.strip())
    ref, more = take_action_ref(rest, "history")
    if more.strip():
        raise Invalid(tr("After “history” I understand one reference, for example “history TSP-8”."))
    return ShowHistory(ref=ref)


@registry.handles(
    ShowHistory,
    verb="history",
    aliases=("log", "changes", "hanes"),
    usage="history REF | history PLAN | history people [PLAN]",
    summary=marked("Every change of an action: who, when, from what to what"),
    detail=marked("Coordinators: history TSP, people history TSP; administrators: history organisation."),
    parse=parse,
)
def history(query: ShowHistory, ctx: Context) -> Reply:
    """What happened to an action, the newest first."""
    action, _ = find_action(ctx, query.ref, lambda key: query.with_(ref=key))
    lines, total = ctx.uow.history.of_action(action.id, limit=PAGE, offset=(query.page - 1) * PAGE)
    elements: list[Element] = [
        Heading(text=tr("History of {key}", key=action.key)),
        SmallPrint(text=first_words(action.text)),
    ]
    if not total:
        elements.append(Paragraph(text=tr("Nothing has changed since the plan was imported.")))
        return Reply(elements=tuple(elements), replaces=True)
    where = page_line(query.page, total)
    elements += [Paragraph(text=_line(logged, ctx)) for logged in lines]
    elements.append(
        SmallPrint(
            text=trn(
                "{count:,} change, the newest first.{words}",
                "{count:,} changes, the newest first.{words}",
                total,
                words=" " + where if where else "",
            )
        )
    )
    return Reply(elements=(*elements, *pager(query, page=query.page, total=total)), replaces=True)


def _line(logged: Logged, ctx: Context) -> str:
    event = logged.event
    if isinstance(event, ActionCompleted) and event.together:
        event = event.model_copy(update={"note": ""})  # its words stand in the note's own line, just below
    if isinstance(event, ChangeAsked) and event.together and event.what is Wanted.DONE:
        event = event.model_copy(update={"asked": replace(event.asked, words="")})  # likewise
    name = who(event.by, ctx.actor.id)
    place = tr(_FROM[event.by.platform])
    words = tr(
        "{moment}: {who} {told}", moment=say_moment(event.at, ctx), who=name[:1].upper() + name[1:], told=tell(event)
    )
    words += f", {place}" if place else ""
    return tr("{words} (since undone)", words=words) if logged.undone_by is not None else words
