"""The month itself: who says, presses and fills in what, week by week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.playground.people import ADMINISTRATOR
from bot.playground.sample import CODE, sample_plan
from tests.e2e.month.turns import Fill, Give, Hear, Picture, Press, Say, Turn, Where, Who

GRACE, MARY, RUTH, TOM, PRIYA, DEV = ADMINISTRATOR, "Mary Khan", "Ruth Ormond", "Tom Bell", "Priya Nair", "Dev Shah"
BEGINS = datetime(2030, 1, 7, 9, 0, tzinfo=UTC)
"""A Monday that has not been: the clock of the demonstration only moves forward."""
STANDING = """Ambermere Annual Report Plan

Ref\tAction\tLead\tDue date\tRAG
100\tPublish the annual report of the partnership\tPartnership Office\t31 March 2031\tGreen
"""
"""What there is before the month begins, so that everybody but Ruth is known."""

_CONSOLE, _CHAT = Where.CONSOLE, Where.CHAT


def first_week() -> Iterable[Turn | timedelta]:
    """A plan is given as a file, its leads become people, and it goes live."""
    yield Give(
        who=GRACE,
        name="sample-plan.txt",
        content=sample_plan(BEGINS.date()),
        line=f"import {CODE}",
        command=("import", "sample-plan.txt", "--plan", CODE, "--yes"),
        says="12 actions",
        picture=Picture(
            "month-01-import.png",
            "Slack",
            "what was found in the plan, and the buttons to answer questions and to import",
        ),
    )
    yield Say(who=GRACE, line="questions AMB", says="AMB: question")
    yield Press(who=GRACE, label="Leave open", says="Left open: question")
    yield Press(who=GRACE, label="Stop for now", says="All answers are kept")
    yield Press(who=GRACE, label="Import good rows", says="12 actions are in the draft AMB", where=_CHAT)
    yield Say(who=GRACE, line="people AMB", says="6 leads: 0 linked, 6 not known yet.")
    yield Fill(
        who=GRACE,
        label="Link",
        key="MK",
        described="Link MK",
        values={"Who?": Who(MARY)},
        picture=Picture(
            "month-02-link.png", "Teams", "the form that says who “MK” is, with a picker of people", form=True
        ),
        says="“MK” is now Mary Khan.",
    )
    yield Say(who=GRACE, line="link TB to Tom Bell in AMB", says="“TB” is now Tom Bell.")
    yield Say(who=GRACE, line="link Practice Lead to role Priya Nair in AMB", says="is now a role, held by Priya Nair")
    yield Say(who=GRACE, line="link Data Team to team Priya Nair and Dev Shah in AMB", says="is now a team:")
    yield Press(who=GRACE, label="Undo", described="Undo this link", says="is nobody in particular again")
    yield Say(who=GRACE, line="link Data Team to Priya Nair in AMB", says="“Data Team” is now Priya Nair.")
    yield Say(who=GRACE, line="link Partnership Office to Grace Dunn in AMB", says="is now Grace Dunn.")
    yield Say(who=GRACE, line="golive AMB", says="AMB is live")
    yield Say(who=GRACE, line="channel follow AMB", channel=True, says="This channel now follows AMB")
    yield Hear(who=GRACE, channel=True, says="This channel follows AMB")
    yield Say(
        who=RUTH,
        line="mine",
        says="Is this you? RO, 4 actions in AMB",
        picture=Picture(
            "month-03-who-are-you.png", "Slack", "Ruth is asked whether she is “RO”, with Yes, No and Somebody else"
        ),
        where=_CHAT,
    )
    yield Press(who=RUTH, label="Yes", says="until then I can't show you anything", where=_CHAT)
    yield timedelta(hours=1)
    yield Hear(
        who=GRACE,
        says="I am “RO” in AMB (4 open actions).",
        picture=Picture("month-04-confirm.png", "Teams", "the coordinator is asked to confirm who Ruth is"),
    )
    yield Press(who=GRACE, label="Confirm", says="is now Ruth Ormond, who is “RO” in the plan", where=_CHAT)
    yield Hear(who=RUTH, says="Grace Dunn has confirmed who you are: Ruth Ormond.")
    yield Press(who=RUTH, label="My actions", says="Your actions: 4 open", where=_CHAT)
    yield Say(
        who=GRACE,
        line="link RO to Ruth Ormond <ruth.ormond@council.example> in AMB",
        says="“RO” is now Ruth Ormond.",
        where=_CONSOLE,
    )
    yield Say(who=RUTH, line="mine", says="Your actions: 4 open", where=_CONSOLE)
    yield Say(who=GRACE, line="people AMB all", says="6 leads: 6 linked, 0 not known yet.")
    yield Say(who=MARY, line="whoami", says="You are Mary Khan.")
    yield Say(
        who=MARY,
        line="mine",
        says="Your actions: 3 open, 2 overdue, 1 with no date.",
        picture=Picture("month-05-mine.png", "Slack", "Mary's actions, the late ones first, with buttons at each"),
    )
    yield Fill(
        who=MARY,
        label="Update",
        key="AMB-1",
        described="Update AMB-1",
        values={"What has happened?": "Health has sent its two columns", "RAG": "green"},
        picture=Picture("month-06-update.png", "Slack", "the form for an update", form=True),
        says="Progress noted on AMB-1.",
    )
    yield Say(who=MARY, line="show 1", says="Health has sent its two columns")
    yield Say(who=RUTH, line="update 2 the third deputy starts in spring", says="Progress noted on AMB-2.")
    yield Say(who=RUTH, line="done 1: not mine", says="You can look at AMB-1, but not change it.")
    yield Say(who=TOM, line="mine", says="Your actions: 2 open.")
    yield Say(who=TOM, line="find register", says="Actions with “register”: 1")


def second_week() -> Iterable[Turn | timedelta]:
    """A mistake that is undone, and a date that moves twice."""
    yield Hear(
        who=GRACE,
        channel=True,
        says="AMB: 1 action became overdue since 7 January 2030",
        picture=Picture("month-07-channel.png", "Slack", "the channel is told that an action became overdue"),
    )
    yield Say(who=MARY, line="mine", says="Your actions: 3 open")
    yield Press(
        who=MARY,
        label="Mark complete",
        key="AMB-1",
        described="Mark AMB-1 complete",
        says="AMB-1: completed by you",
        picture=Picture("month-08-complete.png", "Teams", "AMB-1 is complete in the list, with Undo beside it"),
    )
    yield Press(who=MARY, label="Undo", key="AMB-1", described="Undo the change to AMB-1", says="Undone on AMB-1")
    yield Say(who=MARY, line="date 1 30 June 2030 because the board moved", says="AMB-1: Moved to Sunday 30 June 2030")
    yield Fill(
        who=MARY,
        label="Update",
        key="AMB-1",
        described="Update AMB-1",
        first={"What has happened?": "The board moved again", "New date, if it moves": "2030-07-31"},
        error="Please say in a few words why the date moves.",
        picture=Picture(
            "month-09-date.png", "Teams", "the form for an update, with a new date and its reason", form=True
        ),
        values={"Why does the date move?": "no room before the summer"},
        says="31 July 2030",
    )
    yield Say(who=MARY, line="history 1", says="History of AMB-1")
    yield Say(who=MARY, line="date 1 yesterdayish because x", says="I couldn't read “yesterdayish” as a date.")
    yield Say(who=MARY, line="sohw 1", says="Did you mean “show 1”?")
    yield Say(who=MARY, line="show 99", says="I couldn't find 99.")
    yield Say(who=RUTH, line="rag 2 amber because one deputy is missing", says="AMB-2 is now ● Amber (was ✔ Green).")
    yield Say(who=RUTH, line="rag 2 blue", says="Mark AMB-2 complete?")
    yield Say(who=GRACE, line="overdue AMB", says="3 actions are overdue in AMB.")
    yield Say(who=GRACE, line="find deputies", says="Actions with “deputies”: 1")


def third_week() -> Iterable[Turn | timedelta]:
    """The work changes hands, and a coordinator asks for more care with completions."""
    yield Say(who=GRACE, line="assign 1 to Tom Bell", says="AMB-1 is now led by TB (was MK).")
    yield timedelta(hours=2)
    yield Hear(who=TOM, says="Grace Dunn made you lead of AMB-1.")
    yield Say(who=MARY, line="update 1 is this still mine?", says="It is led by TB.")
    yield Say(who=TOM, line="update 1 I have the papers", says="Progress noted on AMB-1.")
    yield Say(who=GRACE, line="undo 1", says="Undone on AMB-1: you changed the lead from MK to TB.")
    yield Say(
        who=GRACE,
        line="edit 1 Agree a shared risk register, and review it at every board",
        says="AMB-1 has another wording now.",
    )
    yield Say(who=TOM, line="edit 1 something else", says="Only a coordinator of AMB can change the wording")
    yield Say(who=GRACE, line="role Tom Bell viewer of AMB", says="Tom Bell is now viewer of AMB.")
    yield Say(who=GRACE, line="role remove Tom Bell viewer of AMB", says="Tom Bell is no longer viewer of AMB.")
    yield Say(who=RUTH, line="deputy Tom Bell until tomorrow", says="Tom Bell acts for you until 22 January 2030.")
    yield Say(who=TOM, line="update 2 the letter is out", says="Progress noted on AMB-2 for Ruth Ormond.")
    yield Say(who=RUTH, line="history 2", says="Tom Bell for Ruth Ormond wrote “the letter is out”")
    yield Say(who=GRACE, line="plan AMB", says="A completion: needs no sign-off")
    yield Fill(
        who=GRACE,
        label="Settings",
        values={"A coordinator signs completions off": "yes"},
        says="A completion",
    )
    yield Say(who=RUTH, line="due AMB 400", says="5 actions are due in AMB in the next 400 days.")


def fourth_week() -> Iterable[Turn | timedelta]:
    """Completions are signed off, somebody leaves, and the month is over."""
    yield Say(who=RUTH, line="done 2: every deputy is named", says="AMB-2 now waits for sign-off")
    yield timedelta(hours=1)
    yield Hear(who=GRACE, says="AMB-2: Ruth Ormond asks you to sign the completion off.")
    yield Say(who=MARY, line="done 1: agreed at the board", says="AMB-1 now waits for sign-off")
    yield Say(
        who=GRACE,
        line="waiting",
        says="2 requests wait for an answer.",
        picture=Picture("month-10-waiting.png", "Teams", "two completions wait, each with Sign off and Send back"),
    )
    yield Press(who=GRACE, label="Sign off", key="AMB-1", described="Sign off: AMB-1", says="AMB-1 is signed off")
    yield timedelta(hours=1)
    yield Hear(who=MARY, says="AMB-1: Grace Dunn signed off the completion that you asked for.")
    yield Say(
        who=GRACE,
        line="return 2: the fire service has none yet",
        says="AMB-2: the request of Ruth Ormond is sent back.",
    )
    yield timedelta(hours=1)
    yield Hear(who=RUTH, says="AMB-2: Grace Dunn sent back the completion that you asked for.")
    yield Say(who=RUTH, line="done 2: the fire service has named one too", says="AMB-2 now waits for sign-off")
    yield Say(who=GRACE, line="approve 2", says="AMB-2 is signed off")
    yield Say(who=RUTH, line="done 2", says="already")
    yield Say(
        who=GRACE,
        line="history 2",
        says="History of AMB-2",
        picture=Picture("month-11-history.png", "Slack", "the history of AMB-2: who, when, from what, to what"),
    )
    yield Say(who=GRACE, line="reopen 1: one column is missing", says="AMB-1 is open again")
    yield Say(who=GRACE, line="undo 1", says="Undone on AMB-1")
    yield Fill(
        who=GRACE,
        line="people leave Tom Bell",
        picture=Picture(
            "month-12-leaver.png", "Slack", "the form in which Tom's actions go to somebody else", form=True
        ),
        values={"Who leads them from now on?": Who(MARY), "Does Tom Bell leave?": "yes"},
        says="2 actions of Tom Bell go to Mary Khan",
    )
    yield timedelta(days=1)  # two messages a day are enough: the rest comes in the morning
    yield Hear(who=MARY, says="Grace Dunn made you lead of AMB-4 and AMB-5.")
    yield Say(who=TOM, line="mine", says="My records say that you have left")
    yield Say(who=MARY, line="mine all", says="AMB-4")
    yield Say(who=RUTH, line="mine done", says="AMB-2")
    yield Say(who=DEV, line="plan AMB", says="AMB")
    yield Say(who=GRACE, line="find register", says="Actions with “register”: 1")
    yield Say(who=GRACE, line="people AMB", says="0 not known yet.")
    yield Say(who=GRACE, line="overdue AMB", says="overdue in AMB.")
    yield Say(who=GRACE, line="plans", says="You can see 2 plans.")
    yield Say(who=GRACE, line="help date", says="date REF WHEN because REASON")


MONTH = (first_week, second_week, third_week, fourth_week)
