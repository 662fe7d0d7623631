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
    ChangeUndone,
    ChannelFollowed,
    ChannelUnfollowed,
    ClaimDecided,
    ClaimMade,
    ClosedDaysChanged,
    DueMoved,
    Event,
    GuestAdmitted,
    LeadLinked,
    LeadsAssigned,
    LeadUnlinked,
    MessageSentAgain,
    MilestoneTicked,
    OverdueAnnounced,
    PersonChanged,
    PlanDeleted,
    PlanImported,
    PlanRevised,
    PlanSettingsChanged,
    PlanSettled,
    PlanWentLive,
    ProgressNoted,
    RagChanged,
    ReminderPutOff,
    RequestClosed,
    RoleGiven,
    RoleTaken,
    StandInEnded,
    StandInNamed,
)
from domain.presenters import join_names
from domain.waiting import Wanted

_UNDONE = {
    "change_asked": "the request",
    "request_closed": "the answer to a request",
    "milestone_ticked": "the tick of a milestone",
    "action_reworded": "the new wording",
    "action_added": "the adding of the action",
    "action_completed": "the completion",
    "action_reopened": "the reopening",
    "rag_changed": "the RAG change",
    "due_moved": "the new date",
    "leads_assigned": "the new leads",
    "progress_noted": "the progress note",
    "action_revised": "the correction",
    "answered_together": "the answer for several actions",
}


_CHANGED_PERSON = {
    "added": "added {name} to the people",
    "name": "gave {name} another name",
    "email": "gave {name} another e-mail address",
    "left": "wrote down that {name} has left",
    "back": "wrote down that {name} is back",
}


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def tell(event: Event) -> str:
    """What happened, to be read after a name: `moved the date from April 2021 to 30 June 2026 (1st change)`."""
    words = _tell(event)
    if event.warned:
        words += f" (saved after a warning: it may hold {join_names(list(event.warned))})"
    return words


def _tell(event: Event) -> str:
    match event:
        case ActionCompleted():
            colour = f" (RAG {event.rag_after.describe()})" if event.rag_after != event.rag_before else ""
            asked = f", as {event.asked.by.name} asked" if event.asked else ""
            return f"marked it complete{colour}{asked}" + (f": “{event.note}”" if event.note else "")
        case ActionReopened():
            colour = f" (RAG {event.rag_after.describe()})" if event.rag_after != event.rag_before else ""
            return f"reopened it{colour}" + (f": “{event.reason}”" if event.reason else "")
        case RagChanged():
            words = f"changed RAG from {event.before.describe()} to {event.after.describe()}"
            return words + (f" because “{event.reason}”" if event.reason else "")
        case DueMoved():
            return (
                f"moved the date from {event.before.describe()} to {event.after.describe()} "
                f"({ordinal(event.change)} change{f', as {event.asked.by.name} asked' if event.asked else ''})"
                + (f" because “{event.reason}”" if event.reason else "")
            )
        case LeadsAssigned():
            before = join_names([lead.name for lead in event.before]) or "nobody"
            return f"changed the lead from {before} to {join_names([lead.name for lead in event.after]) or 'nobody'}"
        case ProgressNoted():
            words = f"wrote “{event.text}”" if event.text else "gave evidence"
            return words + (f" (evidence: {event.evidence})" if event.evidence else "")
        case ChangeAsked():
            return tell_asked(event)
        case RequestClosed():
            return tell_closed(event)
        case MilestoneTicked():
            return f"{'ticked' if event.after else 'unticked'} the milestone “{event.text}”"
        case ActionReworded():
            return f"changed the wording from “{event.before}” to “{event.after}”"
        case ActionAdded():
            leads = join_names([lead.name for lead in event.leads]) or "nobody"
            return f"added {event.key}: “{event.text}” (lead {leads}, {event.due.describe()}, {event.rag.describe()})"
        case ActionRevised():
            if event.version:
                return f"took in {event.version}: {_tell_changes(event)}"
            return f"answered “{event.answer}” to “{event.asked}”: {_tell_changes(event)}"
        case ChangeUndone():
            return f"undid {_UNDONE.get(event.what, 'a change')}"
        case OverdueAnnounced():
            return f"told the channel that it was not done by {event.due.describe()}"
        case ReminderPutOff():
            if event.until is None:
                return "asked to be reminded as usual"
            return f"asked to be reminded on {say_date(event.until)}" + (f": “{event.reason}”" if event.reason else "")
        case PlanImported():
            return f"imported the plan from {event.source} ({event.actions} actions, {event.questions} questions)"
        case PlanRevised():
            return f"took in {event.version} from {event.source} ({event.new} new, {event.changed} changed)"
        case PlanSettled():
            return f"answered “{event.answer}” to “{event.asked}”"
        case AnsweredTogether():
            return f"answered “{event.answer}” to “{event.asked}”"
        case PlanWentLive():
            return "opened the plan to everybody"
        case PlanSettingsChanged():
            return "changed how the plan is run"
        case PlanDeleted():
            return f"deleted the draft {event.code}"
        case LeadLinked():
            return f"linked the lead {event.lead} to {event.after}"
        case LeadUnlinked():
            return f"unlinked the lead {event.lead} from {event.before}"
        case AccountUnlinked():
            return f"unlinked a {event.platform} account from {event.before}"
        case ClaimMade():
            return f"said: I am “{event.said}”"
        case ClaimDecided():
            return f"{'took back' if event.outcome == 'withdrawn' else event.outcome} the claim to be “{event.said}”"
        case RoleTaken():
            return f"took the role {event.role} from {event.person}"
        case StandInNamed():
            until = f" until {say_date(event.until)}" if event.until else ""
            return f"let {event.person} act for {event.acts_for}{until}"
        case StandInEnded():
            return f"ended that {event.person} acts for {event.acts_for}"
        case GuestAdmitted():
            plans = join_names(event.after) or "no plan"
            return f"let a guest's {event.platform} account see its own actions in {plans}"
        case PersonChanged():
            return _CHANGED_PERSON[event.what].format(name=event.person)
        case AccountLinked():
            return f"linked a {event.platform} account to {event.after}"
        case RoleGiven():
            return f"made {event.person} {event.role}"
        case ClosedDaysChanged():
            return "changed the days on which nobody works"
        case CaseWordsChanged():
            return "changed the words that notes are checked for"
        case MessageSentAgain():
            return "had a message sent again that could not be delivered"
        case ChannelFollowed():
            return "let a channel follow the plan"
        case ChannelUnfollowed():
            return "let a channel stop following the plan"


def tell_asked(event: ChangeAsked) -> str:
    """`asked for the date to move from April 2026 to 30 June 2027 because “chair not in post”`."""
    if event.what is Wanted.DONE or event.asked.due is None:
        return "asked for the completion to be signed off" + (f": “{event.asked.words}”" if event.asked.words else "")
    instead = f" (instead of {event.before.due.describe()})" if event.before and event.before.due else ""
    because = f" because “{event.asked.words}”" if event.asked.words else ""
    return f"asked for the date {event.asked.due.describe()}{instead}{because}"


def tell_closed(event: RequestClosed) -> str:
    """`sent back the request of GD to sign it off: “where are the minutes?”`."""
    what = "to sign it off" if event.asked.due is None else f"for the date {event.asked.due.describe()}"
    words = f"sent back the request of {event.asked.by.name} {what}"
    if event.how == "withdrawn":
        words = f"withdrew the request {what}"
    return words + (f": “{event.reason}”" if event.reason else "")


_WORDS = {
    "text": "the wording",
    "links": "the links",
    "printed": "what the plan prints beside it",
    "not_in": "whether it is still in the plan",
}


def _tell_changes(event: ActionRevised) -> str:
    return join_names([_tell_change(name, event.before, event.after) for name in event.fields])


def _tell_change(name: str, before: ActionValues, after: ActionValues) -> str:
    match name:
        case "due" if before.due and after.due:
            return f"the date from {before.due.describe()} to {after.due.describe()}"
        case "due_original" if before.due_original and after.due_original:
            return f"the original date from {before.due_original.describe()} to {after.due_original.describe()}"
        case "rag" if before.rag and after.rag:
            return f"RAG from {before.rag.describe()} to {after.rag.describe()}"
        case "leads":
            was, now = (join_names([lead.name for lead in each.leads]) or "nobody" for each in (before, after))
            return f"the lead from {was} to {now}"
        case "status":
            return f"the status from {before.status} to {after.status}"
        case "not_in":
            return f"it is not in {after.not_in}" if after.not_in else "it is in the plan"
    return _WORDS.get(name, name)
