"""`channel`: which plan speaks in this channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain import policy
from domain.audience import NOT_AMONG_MEMBERS, say_reason, say_remedy
from domain.context import Context, NeedAudience
from domain.errors import Invalid, Refused
from domain.events import ChannelFollowed, ChannelUnfollowed
from domain.ids import FollowId, new_id
from domain.messages import Channel, Undo
from domain.outgoing import KnownConversation
from domain.people import Platform, Signature, Workspace
from domain.plans import Follow, Plan, PlanState
from domain.ports import UnitOfWork
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.announcing import summarise_start
from domain.usecases.finding import find_plan, followed_here
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, Paragraph, Reply, say

_WHAT = marked("say which channel follows it")


def parse(word: str, rest: str) -> Channel:
    """`channel`, `channel follow TSP`, `channel unfollow TSP`."""
    words = rest.split()
    does = words[0].casefold() if words else ""
    if does in {"stop", "leave"}:
        does = "unfollow"
    if does not in {"", "follow", "unfollow"} or len(words) > 2:
        raise Invalid(tr("You can say “channel”, “channel follow TSP” or “channel unfollow TSP”."))
    return Channel(does=does, plan=words[1] if len(words) == 2 else "")


@registry.handles(
    Channel,
    verb="channel",
    usage="channel [follow|unfollow PLAN]",
    summary=marked("Which plan posts its overdue actions in this channel"),
    parse=parse,
)
def channel(command: Channel, ctx: Context) -> Reply:
    """Look at, begin or end the following of a plan."""
    if ctx.inbound.platform is Platform.CONSOLE:
        raise Invalid(tr("The console has no channels. Please say that in the channel, in Slack or Teams."))
    if ctx.inbound.private:
        raise Invalid(tr("Please say that in the channel that should follow the plan. This is a direct conversation."))
    if command.does == "follow":
        return _follow(command, ctx)
    if command.does == "unfollow":
        return _unfollow(command, ctx)
    return _look(ctx)


def _look(ctx: Context) -> Reply:
    """What it follows, and what of that is not posted here because of who can read it."""
    plans = [plan for one in followed_here(ctx) if (plan := ctx.uow.plans.by_id(one.plan_id))]
    if not plans:
        return say(tr("This channel follows no plan. A plan's coordinator can say “channel follow” and its code."))
    said = tr(
        "This channel follows {names}. What becomes overdue is posted here on working days.",
        names=join_names([plan.code for plan in plans]),
    )
    sensitive = [plan.code for plan in plans if plan.settings.sensitive]
    reason = _others_ears(ctx) if sensitive else ""
    why = say_reason(reason)
    if why is None:
        return say(said)
    silent = trn(
        "{names} is sensitive, so nothing of it is posted here: {why}.",
        "{names} are sensitive, so nothing of them is posted here: {why}.",
        len(sensitive),
        names=join_names(sensitive),
        why=why,
    )
    return say(said, f"{silent} {say_remedy(reason)}")


def _plan(command: Channel, ctx: Context) -> Plan:
    return find_plan(
        ctx,
        command.plan,
        lambda code: command.with_(plan=code),
        fits=lambda one: policy.may_coordinate(ctx.actor, one),
        none=tr("You coordinate no plan, so there is none that you could say this of."),
    )


def _follow(command: Channel, ctx: Context) -> Reply:
    plan = _plan(command, ctx)
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    if any(one.plan_id == plan.id for one in followed_here(ctx)):
        return say(tr("This channel follows {code} already.", code=plan.code))
    if plan.settings.sensitive:
        _refuse_others_ears(plan, ctx)
    follow, late, because = begin_following(
        ctx.uow,
        plan,
        ctx.workspace,
        ctx.inbound.conversation,
        by=ctx.actor.signature,
        now=ctx.now,
        name=ctx.inbound.conversation_name,
        address=ctx.inbound.address,
    )
    hour = f"{follow.hour:02d}:00"
    if plan.state is PlanState.DRAFT:
        said = tr(
            "This channel will follow {code}. The plan is still a draft: nothing is posted until "
            "you say “golive {code}”.",
            code=plan.code,
        )
        return Reply(elements=(Paragraph(text=said), Buttons(buttons=(_undo(because, said),))))
    tail = (
        trn(
            " {count:,} action is overdue already; the channel is told so once.",
            " {count:,} actions are overdue already; the channel is told so once.",
            late,
        )
        if late
        else ""
    )
    return Reply(
        elements=(
            Paragraph(
                text=tr(
                    "This channel now follows {code}: overdue actions come at {hour} on working days.{tail}",
                    code=plan.code,
                    hour=hour,
                    tail=tail,
                )
            ),
            Buttons(
                buttons=(
                    Button(label=tr("Stop following"), sends=Channel(does="unfollow", plan=plan.code), style="danger"),
                    _undo(because, tr("This channel now follows {code}", code=plan.code)),
                )
            ),
        )
    )


def _refuse_others_ears(plan: Plan, ctx: Context) -> None:
    reason = _others_ears(ctx)
    why = say_reason(reason)
    if why is not None:
        words = tr("{code} is sensitive, so this channel can't follow it: {why}.", code=plan.code, why=why)
        raise Refused(f"{words} {say_remedy(reason)}")


def _others_ears(ctx: Context) -> str:
    """Why nothing sensitive is said here; empty where only members read."""
    if ctx.inbound.audience is None:
        raise NeedAudience
    return NOT_AMONG_MEMBERS.get(ctx.inbound.audience, "")


def begin_following(
    uow: UnitOfWork,
    plan: Plan,
    workspace: Workspace,
    channel: str,
    *,
    by: Signature,
    now: datetime,
    name: str = "",
    address: Mapping[str, str] | None = None,
) -> tuple[Follow, int, ChannelFollowed]:
    """Let a channel follow a plan; a live plan tells it once what is overdue already, and this gives how many, and what
    was written down.
    """
    follow = Follow(
        id=FollowId(new_id()),
        organisation_id=uow.organisation.id,
        plan_id=plan.id,
        workspace_id=workspace.id,
        platform=workspace.platform,
        channel=channel,
        channel_name=name,
        hour=uow.organisation.announce_hour,
        last_swept=now.astimezone(uow.organisation.zone).date(),
    )
    if address:
        uow.remember_conversation(
            KnownConversation(workspace.platform, workspace.external_id, channel, address, seen_at=now)
        )
    because = ChannelFollowed(
        at=now, by=by, plan_id=plan.id, channel=channel, already_overdue=0, workspace_id=workspace.id
    )
    uow.plans.follow(follow, because=because)
    late = summarise_start(uow, follow, plan, now=now) if plan.state is PlanState.LIVE else 0
    return follow, late, because


def _unfollow(command: Channel, ctx: Context) -> Reply:
    plan = _plan(command, ctx)
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    follow = next((one for one in followed_here(ctx) if one.plan_id == plan.id), None)
    if follow is None:
        return say(tr("This channel does not follow {code}.", code=plan.code))
    because = _stop(follow, ctx)
    said = tr("This channel no longer follows {code}.", code=plan.code)
    return Reply(elements=(Paragraph(text=said), Buttons(buttons=(_undo(because, said),))))


def _undo(event: ChannelFollowed | ChannelUnfollowed, said: str) -> Button:
    return Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=said))


def stopped(
    follow: Follow, *, at: datetime, by: Signature, marks: Mapping[str, str] | None = None
) -> ChannelUnfollowed:
    """A channel follows a plan no more, with all that it needs to go on with it."""
    return ChannelUnfollowed(
        at=at,
        by=by,
        plan_id=follow.plan_id,
        channel=follow.channel,
        workspace_id=follow.workspace_id,
        channel_name=follow.channel_name,
        hour=follow.hour,
        last_swept=follow.last_swept,
        **(marks or {}),
    )


def _stop(follow: Follow, ctx: Context, marks: Mapping[str, str] | None = None) -> ChannelUnfollowed:
    event = stopped(follow, at=ctx.now, by=ctx.actor.signature, marks=marks)
    ctx.uow.plans.unfollow(follow.id, because=event)
    return event


@way_back(ChannelFollowed, ChannelUnfollowed)
def _back(event: ChannelFollowed | ChannelUnfollowed, ctx: Context) -> Back:
    """Stop what began, or go on with what was stopped, as if it had not been: what was posted is not posted again."""
    plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
    if plan is None:
        raise overtaken(tr("the plan was changed"))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    workspace = next((one for one in ctx.uow.workspaces() if one.id == event.workspace_id), None)
    now = [one for one in ctx.uow.plans.follows(plan.id) if one.channel == event.channel]
    follow = next((one for one in now if one.workspace_id == event.workspace_id or not event.workspace_id), None)
    if follow is not None and isinstance(event, ChannelFollowed):
        return Back(tr("The channel no longer follows {code}.", code=plan.code), _stop(follow, ctx, taking_back(event)))
    if workspace is None or follow is not None or isinstance(event, ChannelFollowed):
        raise overtaken(tr("what the channel follows was changed"))
    if plan.settings.sensitive:
        _refuse_elsewhere(plan, event, ctx)
    again = Follow(
        id=FollowId(new_id()),
        organisation_id=ctx.organisation.id,
        plan_id=plan.id,
        workspace_id=workspace.id,
        platform=workspace.platform,
        channel=event.channel,
        channel_name=event.channel_name,
        hour=event.hour,
        last_swept=event.last_swept,
    )
    followed = ChannelFollowed(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=plan.id,
        channel=event.channel,
        already_overdue=0,
        workspace_id=workspace.id,
        **taking_back(event),
    )
    ctx.uow.plans.follow(again, because=followed)
    return Back(tr("The channel follows {code} again.", code=plan.code), followed)


def _refuse_elsewhere(plan: Plan, event: ChannelUnfollowed, ctx: Context) -> None:
    """A sensitive plan follows on where somebody stands in the channel itself: who reads there is asked then."""
    if ctx.inbound.conversation != event.channel or ctx.inbound.private:
        raise Invalid(
            tr("{code} is sensitive: please say “channel follow {code}” in the channel itself.", code=plan.code)
        )
    _refuse_others_ears(plan, ctx)
