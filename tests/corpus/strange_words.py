"""Headings and cells that strangers use and nobody listed; no rule was written with those called `later` in view."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pool:
    """Words to choose from while the reader is mended, and others to measure it with."""

    sooner: tuple[str, ...]
    later: tuple[str, ...]


LEADS = Pool(
    ("Desk", "Baton", "Name against it", "Custodian", "Driver", "In whose hands", "Steward", "Point of contact", "DRI"),
    ("Champion", "Accountee", "Holder", "Falls to", "Initials", "Go-to", "Whose job", "Chaser", "Arch. of record"),
)
DATES = Pool(
    ("Backstop", "Not later than", "Longstop", "Horizon", "Finish line", "Needed", "Cut-off", "Land", "Slot"),
    ("Outer limit", "Wanted before", "Drop-dead", "Closing", "Calendar", "Expiry", "Must land", "Term", "Window ends"),
)
COLOURS = Pool(
    ("Dot", "Flag", "Temperature", "Mood", "Pulse", "Light", "How's it look", "Call", "Marker"),
    ("Signal", "Lamp", "Verdict", "Read-out", "Shade", "Dial", "Bulb", "Overall feel", "View"),
)
ACTIONS = Pool(
    ("Doing", "Change", "Fix", "Job", "Ask", "Move", "To happen", "Wording", "Entry"),
    ("Shift", "Undertaking", "Effort", "Output", "Job of work", "Play", "Promise made", "Piece", "Statement"),
)
# Headings of which one word means something else than the whole.
HALF_LEADS = Pool(
    ("Action taken by", "Progress chaser", "Reported by", "Evidence from", "Outcome owned", "Action", "Date owner"),
    ("Action manager", "Progress through", "Update giver", "Measure keeper", "Risk bearer", "Response by"),
)
HALF_DATES = Pool(
    ("Progress by", "Action complete", "Outcome date", "Evidence expected", "Review point", "Target", "Lead time"),
    ("Action ready", "Result wanted", "Update needed", "Measure live", "Response expected", "Goal", "Progress gate"),
)
HALF_COLOURS = Pool(
    ("Progress", "Action state", "Priority", "Risk", "Outcome so far", "Date confidence", "Level"),
    ("Delivery view", "Action risk", "Progress light", "Concern", "Impact", "Assurance", "Result"),
)
MORE_NAMES = Pool(
    (
        "Reporter",
        "Witness",
        "Raised with",
        "Minute taker",
        "Ward member",
        "Signatory",
        "Spoke to",
        "Editor",
        "Proposer",
    ),
    ("Notified", "Seconder", "Interviewee", "Data source", "Peer", "Copied in", "Author", "Requester", "Panel chair"),
)
MORE_DATES = Pool(
    ("Logged", "Board cycle", "Last visit", "Noted at", "Funding from", "Inspection", "Asked", "Kick-off", "Snapshot"),
    ("Accepted", "Gate 2", "Spotted", "Seen at panel", "Invoice", "Lease break", "Touchpoint", "Briefing", "Entered"),
)
MORE_COLOURS = Pool(
    ("Inherent", "Wellbeing", "Budget", "Climate", "Equality screen", "Media", "Staff view", "Impact", "Complexity"),
    ("Legal", "Money", "Reputation", "Data quality", "Ease", "Effort", "Political", "Carbon", "Appetite"),
)
MORE_TEXTS = Pool(
    ("Background", "Why now", "Context", "Links to corporate plan", "Resources", "Risks if not done", "Enablers"),
    ("Story", "Dependencies", "Rationale", "Budget line", "Help needed", "Engagement", "Barriers"),
)
SECOND_LEADS = Pool(
    ("Deputy", "Contact", "Partner lead", "Business partner", "Escalate to", "Team", "Officer 2", "Checked by"),
    ("Cover", "Second officer", "Client side", "Delivery agent", "Verifier", "Service", "Analyst", "Link officer"),
)
SECOND_DATES = Pool(
    (
        "Committee date",
        "Interim date",
        "Agreed",
        "Stretch date",
        "Follow-up",
        "Date 2",
        "Target for partners",
        "Q/A date",
    ),
    (
        "Funding deadline",
        "Report due",
        "Checkpoint",
        "Soft deadline",
        "Test date",
        "Published",
        "Ward date",
        "Handover",
    ),
)
SECOND_COLOURS = Pool(
    ("Partner view", "Panel RAG", "Forecast", "Risk RAG", "Confidence", "Budget RAG", "Last", "Moderated"),
    ("Self-score", "Delivery", "Board RAG", "Outlook", "Cost RAG", "Trend", "Impact RAG", "Our view"),
)
WHO_AND_WHEN = Pool(
    ("Arrangements", "Lead / date", "Who/when", "Delivery", "Lead and timescale", "Assigned", "Responsibility", "By"),
    ("Ownership", "Logistics", "Officer (date)", "Handling", "Set for", "People and time", "Timescale", "Lead"),
)
NAMES = (
    *("Orla Fenwick", "Tariq Bose", "Meg Hollis", "Ivan Pryce", "Sunita Rao", "Cllr Jo Marsh", "Head of Estates"),
    *("Group Accountant", "Nils Verey", "Ama Quaye"),
)
DAYS = (
    *("12/03/2026", "04/02/2026", "19/05/2026", "Jan 2026", "7 April 2026", "28/11/2027", "March 2028"),
    *("15/06/2026", "30/09/2029", "Oct 2026"),
)
TEXTS = (
    "Raised by residents at three ward walks and twice in the press",
    "Depends on the outcome of the budget round",
    "Two posts are vacant and the grant ends soon",
    "Part of the corporate plan, aim four",
    "Needs the new system to be in place first",
    "Costs will be met from reserves",
)
TOTALS = (
    ("", "Total actions: 12", "", "4 overdue"),
    ("Total", "12", "", "", ""),
    ("Last updated 3 May 2026 by the performance team",),
    ("Summary", "Red 2, Amber 3, Green 7", "Average", ""),
    ("", "Prepared by", "Orla Fenwick", "12/03/2026"),
    ("Key", "R = late", "A = at risk", "G = on time"),
)
LEGENDS = (
    (("Red", "Off track"), ("Amber", "At risk"), ("Green", "On track")),
    (("R", "Not begun"), ("A", "Under way"), ("G", "Finished")),
    (("Green", "Done or nearly"), ("Amber", "Slipping"), ("Red", "Stuck")),
)
GROUPS = (
    ("What", "How", "Monitoring"),
    ("Part A", "Part B"),
    ("About the plan", "For officers", "For the board"),
    ("Commitment", "Delivery", "Review"),
)
SIGNS = (
    {"red": "3", "amber": "2", "yellow": "2", "green": "1", "blue": "0"},
    {"red": "C", "amber": "B", "yellow": "B", "green": "A", "blue": "Z"},
    {"red": "▼", "amber": "►", "yellow": "►", "green": "▲", "blue": "■"},
    {"red": "Dire", "amber": "Wobbly", "yellow": "Wobbly", "green": "Happy", "blue": "Banked"},
)
