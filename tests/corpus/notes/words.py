"""What people write in minutes, mails and chats: things to do, names, days, and all that stands around them.

Every list is in no order. Its first, third, fifth ... entries are in view; the others are kept back (`half`), so that
nobody mends the reader for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
AS_AT = date(2026, 5, 12)

TODO = (
    "circulate the draft minutes", "chase legal about the lease", "get three quotes for the boiler", "speak to the head of Larkfield School",
    "check whether the grant can be carried over", "put the item on the September agenda", "send round the new template",
    "find out who holds the keys to the annexe", "review the out of hours rota", "write to all parish councils",
    "update the risk register", "draft a briefing for members", "book a room for the workshop", "invite the housing association to the next panel",
    "sort out access to the shared drive", "bring back options for the car park", "confirm the numbers with finance",
    "share the survey results with partners", "follow up the three open complaints", "set up a task group on damp and mould",
    "ask the trust for its waiting times", "rewrite the leaflet for carers", "look into the cost of new signs",
    "produce a one page summary of the audit", "contact the police about the two incidents", "arrange training for new starters",
    "publish the policy on the website", "test the alarm in both buildings", "provide an update on recruitment",
    "report back on the pilot", "prepare the bid for the youth fund", "agree terms of reference with the board",
    "meet the tenants of Orchard Court", "tidy up the action log", "recruit two more volunteers", "ensure that the fire doors are inspected",
    "work with schools on a joint protocol", "explore a shared post with the district", "map all support groups in the area",
    "finalise the communications plan",
)  # fmt: skip
FIRST = ("Ada", "Ben", "Cleo", "Dai", "Esme", "Femi", "Gwen", "Harun", "Isla", "Jude", "Kofi", "Lucy", "Moira", "Nadia", "Oscar",
         "Pavel", "Rhys", "Sunita", "Tess", "Umar", "Wendy", "Zara", "Rose", "Mark")  # fmt: skip
LAST = ("Brook", "Carr", "Dunn", "Ellis", "Flint", "Gough", "Hale", "Iqbal", "Jarvis", "Kemp", "Lowe", "Mistry", "Noble", "Osei",
        "Pugh", "Quinn", "Rowe", "Singh", "Tranter", "Upton", "Vale", "Wyatt", "York", "Khan")  # fmt: skip
POSTS = ("Head of Housing", "Clerk", "Finance Manager", "Chair", "Safeguarding Lead", "Democratic Services", "HR", "Head of Legal",
         "Estates", "Policy Officer", "Youth Justice Service", "Treasurer", "Communications team", "Public Health")  # fmt: skip
TITLES = ("Notes of the partnership meeting", "Minutes of the safeguarding sub-group", "Town Hall refurbishment: catch up", "Winter plan debrief",
          "Actions from yesterday's call", "Parish liaison meeting", "Improvement board, summary of discussion", "SEND working group")  # fmt: skip
THEMES = (
    "Housing",
    "Schools and early years",
    "Money",
    "Communications",
    "Health and safety",
    "Volunteers",
    "Buildings",
    "Community safety",
)
NEWS = (
    "Attendance at the drop-in has gone up since the new year.", "The chair thanked everybody for a busy month.",
    "Members noted that the roof still leaks in heavy rain.", "There was a long talk about parking near the library.",
    "The inspectors were pleased with what they saw in March.", "Two families have moved into the new flats.",
    "The budget is tight but on track.", "Nobody had heard from the bus company.",
    "It was a cold evening and the heating was off again.", "The last newsletter went down well with residents.",
)  # fmt: skip
DECISIONS = (
    "It was agreed that the report be noted.", "The panel approved the minutes of the last meeting.", "RESOLVED: that the accounts be adopted.",
    "Members agreed the budget for next year.", "The group decided to keep the present logo.", "The recommendation was accepted without a vote.",
)  # fmt: skip
DONE = (
    "{who} has sent out the survey.", "The first aid boxes were checked in April by {who}.", "{who} reported that the new lock has been fitted.",
    "Thanks to {who} for repainting the hall.", "{who} had written to the bank as agreed.", "The website is live again ({who} fixed it on 3 May 2026).",
)  # fmt: skip
HELLO = (
    "Hi all,",
    "Dear colleagues,",
    "Hello everyone",
    "Morning all",
    "Dear all",
    "Hi both,",
    "Evening all,",
    "Hi team",
)
OPENING = (
    "Thanks for a good meeting on Tuesday. Here is what we agreed.", "Please see below what came out of this morning.",
    "Quick recap so that nothing gets lost:", "As promised, the actions from the call.", "Good to see so many of you yesterday.",
    "Sorry for the delay in getting these out.",
)  # fmt: skip
CLOSING = ("Shout if I have missed anything.", "Many thanks for all your help.", "Let me know if any of this is wrong.",
           "See you all next time!", "Any problems, give me a ring.", "Thanks again.")  # fmt: skip
BYE = ("Best wishes", "Kind regards,", "Thanks", "All the best,", "Cheers", "Regards")
NEXT = ("Next meeting: {day}, 10am, Committee Room 2", "Date of next meeting: {day}", "The next meeting is on {day} at 2pm in the annexe.",
        "We meet again on {day}.")  # fmt: skip
PRESENT = ("Present: {people}", "Attendees: {people}", "In attendance: {people}", "In the room: {people}")
AWAY = (
    "Apologies: {who}",
    "Apologies were received from {who}.",
    "Apologies for absence: {who}",
    "Sorry to miss it: {who}",
)
HEADS = (
    "Actions",
    "Action points",
    "Actions agreed:",
    "Next steps",
    "What we agreed",
    "To do",
    "Agreed actions:",
    "Who is doing what",
)
AROUND = ("Discussion", "Matters arising", "Updates", "Any other business", "Background", "Finance report")
QUOTED = ("On 4 May 2026 at 09:12, {who} wrote:", "From: {who}\nSent: 4 May 2026 09:12\nSubject: RE: actions",
          "-----Original Message-----\nFrom: {who}\nSent: 04 May 2026 09:12", "{who} said on Monday:")  # fmt: skip
REPLIES = ("Happy with that, thanks.", "Can we talk about the room on Thursday?", "I'm on leave until the 11th.",
           "Agree with all of this.")  # fmt: skip


def half(several: Sequence[T], *, later: bool) -> Sequence[T]:
    """The entries in view, or those that are kept back."""
    return several[1::2] if later else several[::2]


def _th(day: date) -> str:
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")


def _last(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


# How a day is written, and until when that is.
Written = Callable[[date], tuple[str, date]]
DAYS: tuple[Written, ...] = (
    lambda day: (f"{day.day} {day:%B %Y}", day),
    lambda day: (f"{day:%d/%m/%Y}", day),
    lambda day: (f"end of {day:%B %Y}", _last(day)),
    lambda day: (f"{day:%A} {day.day} {day:%B %Y}", day),
    lambda day: (f"{day.day}{_th(day)} {day:%B %Y}", day),
    lambda day: (f"{day:%B %Y}", _last(day)),
)
ODD_DAYS: tuple[Written, ...] = (
    lambda day: (f"{day.day} {day:%B}", day),
    lambda day: (f"{day:%d.%m.%y}", day),
    lambda day: (f"{day:%a} {day.day} {day:%b}", day),
    lambda day: (f"the end of {day:%B}", _last(day)),
    lambda day: (f"w/c {_monday(day).day} {_monday(day):%B %Y}", _monday(day) + timedelta(days=6)),
    lambda day: (f"{day.day}{_th(day)} {day:%b}", day),
    lambda day: (f"{day:%B}", _last(day)),
    lambda day: (f"{day.day}/{day.month}/{day:%y}", day),
)


def people(rng: Random, manner: str) -> list[str]:
    """Those who do things in one text, in one manner of naming them."""
    pairs = list(zip(rng.sample(FIRST, 8), rng.sample(LAST, 8), strict=True))
    if manner == "posts":
        return rng.sample(POSTS, 6)
    if manner == "initials":
        return list(dict.fromkeys(first[0] + last[0] for first, last in pairs))
    if manner == "first names":
        return [first for first, _ in pairs]
    return [f"{first} {last}" for first, last in pairs]
