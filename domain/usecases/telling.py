"""History in words: what an event says after the name of who did it."""

from __future__ import annotations

from domain.due import say_date
from domain.events import (
    AccountLinked,
    AccountUnlinked,
    ActionAdded,
    ActionCompleted,
    ActionReopened,
    ActionRevised,
    ActionReworded,
    ActionValues,
    AnsweredTogether,
    CaseWordsChanged,
    ChangeAsked,
    ChangeRedone,
    ChangeUndone,
    ChannelFollowed,
    ChannelUnfollowed,
    ClaimDecided,
    ClaimMade,
    ClosedDaysChanged,
    DueMoved,
    Event,
    GuestAdmitted,
    LanguageChanged,
    LeadLinked,
    LeadsAssigned,
    LeadUnlinked,
    LeaverHandled,
    MembersSet,
    MessageSentAgain,
    MilestoneTicked,
    OverdueAnnounced,
    PeopleLoaded,
    PersonChanged,
    PlanClosed,
    PlanDeleted,
    PlanImported,
    PlanReopened,
    PlanRevised,
    PlanSettingsChanged,
    PlanSettled,
    PlanWentLive,
    ProgressNoted,
    RagChanged,
    ReminderPutOff,
    ReportTaken,
    RequestClosed,
    RoleGiven,
    RoleTaken,
    RoundClosed,
    RoundOpened,
    StandInEnded,
    StandInNamed,
    WishesChanged,
    WorkspaceAdded,
    WorkspaceRemoved,
)
from domain.language.questions_said import say_question
from domain.presenters import first_words, join_names
from domain.speech import marked, tr, trn
from domain.waiting import Wanted

_UNDONE = {
    "change_asked": marked("the request"),
    "request_closed": marked("the answer to a request"),
    "milestone_ticked": marked("the tick of a milestone"),
    "action_reworded": marked("the new wording"),
    "action_added": marked("the adding of the action"),
    "action_completed": marked("the completion"),
    "action_reopened": marked("the reopening"),
    "rag_changed": marked("the RAG change"),
    "due_moved": marked("the new date"),
    "leads_assigned": marked("the new leads"),
    "progress_noted": marked("the progress note"),
    "action_revised": marked("the correction"),
    "answered_together": marked("the answer for several actions"),
    "leaver_handled": marked("that somebody leaves"),
    "people_loaded": marked("the list of people"),
}


_A_CHANGE = marked("a change")
_CHANGED_PERSON = {
    "added": marked("added {name} to the people"),
    "name": marked("gave {name} another name"),
    "email": marked("gave {name} another e-mail address"),
    "left": marked("wrote down that {name} has left"),
    "back": marked("wrote down that {name} is back"),
}


def name_change(kind: str) -> str:
    """A kind of change by name: `the completion`."""
    return tr(_UNDONE.get(kind, _A_CHANGE))


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    last = 0 if 10 <= number % 100 <= 20 else number % 10
    if last == 1:
        return tr("{number}st", number=number)
    if last == 2:
        return tr("{number}nd", number=number)
    if last == 3:
        return tr("{number}rd", number=number)
    return tr("{number}th", number=number)


def tell(event: Event) -> str:
    """What happened, to be read after a name: `moved the date from April 2021 to 30 June 2026 (1st change)`."""
    words = _tell(event)
    if event.warned:
        names = join_names([tr(one) for one in event.warned])
        words += tr(" (saved after a warning: it may hold {names})", names=names)
    return words


def _tell(event: Event) -> str:
    match event:
        case ActionCompleted():
            colour = (
                tr(" (RAG {rag_after})", rag_after=event.rag_after.describe())
                if event.rag_after != event.rag_before
                else ""
            )
            asked = tr(", as {name} asked", name=event.asked.by.name) if event.asked else ""
            return tr("marked it complete{colour}{asked}", colour=colour, asked=asked) + (
                f": “{event.note}”" if event.note else ""
            )
        case ActionReopened():
            colour = (
                tr(" (RAG {rag_after})", rag_after=event.rag_after.describe())
                if event.rag_after != event.rag_before
                else ""
            )
            return tr("reopened it{colour}", colour=colour) + (f": “{event.reason}”" if event.reason else "")
        case RagChanged():
            words = tr(
                "changed RAG from {before} to {after}", before=event.before.describe(), after=event.after.describe()
            )
            return words + (tr(" because “{reason}”", reason=event.reason) if event.reason else "")
        case DueMoved():
            return tr(
                "moved the date from {before} to {after} ({ordinal} change{asked})",
                before=event.before.in_sentence(),
                after=event.after.in_sentence(),
                ordinal=ordinal(event.change),
                asked=tr(", as {name} asked", name=event.asked.by.name) if event.asked else "",
            ) + (tr(" because “{reason}”", reason=event.reason) if event.reason else "")
        case LeadsAssigned():
            before = join_names([lead.name for lead in event.before]) or tr("nobody")
            return tr(
                "changed the lead from {before} to {names}",
                before=before,
                names=join_names([lead.name for lead in event.after]) or tr("nobody"),
            )
        case ProgressNoted():
            words = tr("wrote “{text}”", text=event.text) if event.text else tr("gave evidence")
            return words + (tr(" (evidence: {evidence})", evidence=event.evidence) if event.evidence else "")
        case ChangeAsked():
            return tell_asked(event)
        case RequestClosed():
            return tell_closed(event)
        case MilestoneTicked():
            return tr(
                "{ticked} the milestone “{text}”",
                ticked=tr("ticked") if event.after else tr("unticked"),
                text=event.text,
            )
        case ActionReworded():
            return tr("changed the wording from “{before}” to “{after}”", before=event.before, after=event.after)
        case ActionAdded():
            leads = join_names([lead.name for lead in event.leads]) or tr("nobody")
            return tr(
                "added {key}: “{text}” (lead {leads}, {due}, {rag})",
                key=event.key,
                text=event.text,
                leads=leads,
                due=event.due.describe(),
                rag=event.rag.describe(),
            )
        case ActionRevised():
            if event.version:
                return tr("took in {version}: {tell_changes}", version=event.version, tell_changes=_tell_changes(event))
            return tr(
                "answered “{answer}” to “{asked}”: {tell_changes}",
                answer=event.answer,
                asked=say_question(event.asked),
                tell_changes=_tell_changes(event),
            )
        case ChangeUndone():
            return tr("undid {undone}", undone=name_change(event.what))
        case ChangeRedone():
            return tr("put back {undone}", undone=name_change(event.what))
        case OverdueAnnounced():
            return tr("told the channel that it was not done by {due}", due=event.due.in_sentence())
        case ReminderPutOff():
            if event.until is None:
                return tr("asked to be reminded as usual")
            return tr("asked to be reminded on {date}", date=say_date(event.until)) + (
                f": “{event.reason}”" if event.reason else ""
            )
        case PlanImported():
            return tr(
                "imported the plan from {source} ({actions} actions, {questions} questions)",
                source=event.source,
                actions=event.actions,
                questions=event.questions,
            )
        case PlanRevised():
            return tr(
                "took in {version} from {source} ({new} new, {changed} changed)",
                version=event.version,
                source=event.source,
                new=event.new,
                changed=event.changed,
            )
        case PlanSettled():
            return tr("answered “{answer}” to “{asked}”", answer=event.answer, asked=say_question(event.asked))
        case AnsweredTogether():
            return tr("answered “{answer}” to “{asked}”", answer=event.answer, asked=say_question(event.asked))
        case PlanWentLive():
            return tr("opened the plan to everybody")
        case PlanClosed():
            return trn(
                "closed the plan, with {count:,} action open",
                "closed the plan, with {count:,} actions open",
                event.open,
            )
        case PlanReopened():
            return tr("opened the plan again")
        case PlanSettingsChanged():
            return tr("changed how the plan is run")
        case PlanDeleted():
            return tr("deleted the draft {code}", code=event.code)
        case LeadLinked():
            was = tr(" (was {name})", name=event.before) if event.before else ""
            if event.what == "role":
                return tr("said that the lead {lead} is a role", lead=event.lead) + was
            if event.what == "team":
                return tr("said that the lead {lead} is a team", lead=event.lead) + was
            return tr("linked the lead {lead} to {after}", lead=event.lead, after=event.after) + was
        case LeadUnlinked():
            return tr("unlinked the lead {lead} from {before}", lead=event.lead, before=event.before)
        case MembersSet():
            return tr("said who “{post}” is", post=event.acts_for)
        case LeaverHandled():
            return tell_leaver(event)
        case PeopleLoaded():
            return trn("loaded a list of {count:,} person", "loaded a list of {count:,} people", event.people)
        case AccountUnlinked():
            platform = event.platform.title()
            return tr("unlinked a {platform} account from {before}", platform=platform, before=event.before)
        case ClaimMade():
            return tr("said: I am “{said}”", said=event.said)
        case ClaimDecided():
            return tr(
                "{took} the claim to be “{said}”",
                took=tr("took back") if event.outcome == "withdrawn" else event.outcome,
                said=event.said,
            )
        case RoleTaken():
            return tr("took the role {role} from {person}", role=event.role, person=event.person)
        case StandInNamed():
            until = tr(" until {date}", date=say_date(event.until)) if event.until else ""
            return tr(
                "let {person} act for {acts_for}{until}", person=event.person, acts_for=event.acts_for, until=until
            )
        case StandInEnded():
            return tr("ended that {person} acts for {acts_for}", person=event.person, acts_for=event.acts_for)
        case GuestAdmitted():
            platform = event.platform.title()
            if not event.after:
                return tr("shut out a guest's {platform} account", platform=platform)
            return tr(
                "let a guest's {platform} account see its own actions in {plans}",
                platform=platform,
                plans=join_names(event.after),
            )
        case PersonChanged():
            return tr(_CHANGED_PERSON[event.what], name=event.person)
        case AccountLinked():
            was = tr(" (was {name})", name=event.before) if event.before else ""
            platform = event.platform.title()
            return tr("linked a {platform} account to {after}", platform=platform, after=event.after) + was
        case RoleGiven():
            return tr("made {person} {role}", person=event.person, role=event.role)
        case ClosedDaysChanged():
            return tr("changed the days on which nobody works")
        case LanguageChanged():
            return tr("changed the organisation's language")
        case CaseWordsChanged():
            return tr("changed the words that notes are checked for")
        case MessageSentAgain():
            return tr("had a message sent again that could not be delivered")
        case WorkspaceAdded():
            where = f"{event.platform.title()} {event.workspace}"
            return tr("let {workspace} talk with Action Log", workspace=where)
        case WorkspaceRemoved():
            where = f"{event.platform.title()} {event.workspace}"
            return tr("let {workspace} talk with Action Log no more", workspace=where)
        case ReportTaken():
            return tr("took the plan as a paper")
        case RoundOpened():
            return tr("asked for a line on every open action by {date}", date=say_date(event.deadline))
        case RoundClosed():
            return tr("ended the round that was to end by {date}", date=say_date(event.deadline))
        case WishesChanged():
            return tr("changed what I tell them")
        case ChannelFollowed():
            return tr("let a channel follow the plan")
        case ChannelUnfollowed():
            return tr("let a channel stop following the plan")


def tell_leaver(event: LeaverHandled) -> str:
    """`gave 3 actions of GD to Ann Hall and wrote down that GD has left`."""
    parts = []
    if event.steps:
        count = len(event.steps)
        to = join_names(list(event.to))
        parts.append(
            trn(
                "gave {count:,} action of {name} to {to}",
                "gave {count:,} actions of {name} to {to}",
                count,
                name=event.person,
                to=to,
            )
        )
    if event.gone:
        parts.append(tr(_CHANGED_PERSON["left"], name=event.person))
    return join_names(parts)


def tell_asked(event: ChangeAsked) -> str:
    """`asked for the date to move from April 2026 to 30 June 2027 because “chair not in post”`."""
    if event.what is Wanted.DONE or event.asked.due is None:
        return tr("asked for the completion to be signed off") + (
            f": “{event.asked.words}”" if event.asked.words else ""
        )
    instead = tr(" (instead of {due})", due=event.before.due.describe()) if event.before and event.before.due else ""
    because = tr(" because “{words}”", words=event.asked.words) if event.asked.words else ""
    return tr(
        "asked for the date {due}{instead}{because}", due=event.asked.due.describe(), instead=instead, because=because
    )


def tell_closed(event: RequestClosed) -> str:
    """`sent back the request of GD to sign it off: “where are the minutes?”`."""
    what = tr("to sign it off") if event.asked.due is None else tr("for the date {due}", due=event.asked.due.describe())
    words = tr("sent back the request of {name} {what}", name=event.asked.by.name, what=what)
    if event.how == "withdrawn":
        words = tr("withdrew the request {what}", what=what)
    return words + (f": “{event.reason}”" if event.reason else "")


_WORDS = {
    "text": marked("the wording"),
    "links": marked("the links"),
    "printed": marked("what the plan prints beside it"),
    "not_in": marked("whether it is still in the plan"),
}


def _tell_changes(event: ActionRevised) -> str:
    return join_names([_tell_change(name, event.before, event.after) for name in event.fields])


def _tell_change(name: str, before: ActionValues, after: ActionValues) -> str:
    match name:
        case "due" if before.due and after.due:
            return tr("the date from {due} to {due2}", due=before.due.in_sentence(), due2=after.due.in_sentence())
        case "due_original" if before.due_original and after.due_original:
            return tr(
                "the original date from {due_original} to {due_original2}",
                due_original=before.due_original.in_sentence(),
                due_original2=after.due_original.in_sentence(),
            )
        case "rag" if before.rag and after.rag:
            return tr("RAG from {rag} to {rag2}", rag=before.rag.describe(), rag2=after.rag.describe())
        case "leads":
            was, now = (join_names([lead.name for lead in each.leads]) or tr("nobody") for each in (before, after))
            return tr("the lead from {was} to {now}", was=was, now=now)
        case "status":
            return tr("the status from {status} to {status2}", status=before.status, status2=after.status)
        case "milestones":
            return _tell_milestones(before, after)
        case "not_in":
            return tr("it is not in {not_in}", not_in=after.not_in) if after.not_in else tr("it is in the plan")
    return tr(_WORDS.get(name, name))


def _tell_milestones(before: ActionValues, after: ActionValues) -> str:
    there = {one.id for one in after.milestones}
    gone = [f"“{first_words(one.text, 60)}”" for one in before.ticked if one.id not in there]
    if not gone:
        return tr("the milestones")
    return tr("the milestones, and no longer has {names}, which had been ticked", names=join_names(gone))
