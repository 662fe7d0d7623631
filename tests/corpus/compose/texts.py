"""Sentences for the cells: actions, what they answer, what came of them. Each is another one, so that it can be told."""

from __future__ import annotations

from random import Random

_VERBS = ("Review", "Write", "Publish", "Train staff in", "Appoint someone for", "Agree", "Recruit to", "Rewrite", "Test",
          "Roll out", "Set up", "Map", "Survey residents about", "Audit", "Hold workshops on", "Procure", "Update", "Launch")  # fmt: skip
_THINGS = (
    "the out of hours rota", "the complaints policy", "the repairs contract", "supervision records", "the foster care offer",
    "the fire door register", "the hate crime pathway", "the front door service", "the budget monitoring report", "case file audits",
    "the whistleblowing guide", "the school transport scheme", "the damp and mould process", "the stock condition data",
    "the transition protocol", "the carers' strategy", "the risk register", "the grants scheme", "the website's forms",
    "the consultation plan", "the staff induction", "the asset list", "the emergency plan", "the call centre script",
    "the short breaks offer", "the tenancy visits", "the equality assessments", "the waste contract", "the recruitment pack",
    "the members' briefing", "the information sharing agreement", "the missing children protocol",
)  # fmt: skip
_WAYS = ("", " with partners", " in every team", " across the borough", " for new starters", " and report to the board",
         " with people who use it", " in all localities", " so that gaps are closed", " before the winter")  # fmt: skip
_DONE = (
    "in place",
    "reviewed and agreed",
    "to be rewritten",
    "shared with all teams",
    "tested with residents",
    "to be refreshed",
)


def _thing(rng: Random) -> str:
    return rng.choice(_THINGS)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def action(rng: Random, manner: str) -> str:
    """What is to be done, as a command, as a state that is to come, as who will, or at length."""
    thing, way = _thing(rng), rng.choice(_WAYS)
    if manner == "states":
        return f"{_capital(thing)} {rng.choice(_DONE)}{way}"
    if manner == "will":
        return f"We will {rng.choice(_VERBS).lower()} {thing}{way}"
    if manner == "long":
        return f"{rng.choice(_VERBS)} {thing}{way}. {_capital(_thing(rng))} will be looked at in the same exercise."
    return f"{rng.choice(_VERBS)} {thing}{way}"


def recommendation(rng: Random) -> str:
    """What somebody asked for."""
    said = ("The council should strengthen {}", "That the board assures itself of {}", "Improve {} so that nobody waits",
            "Ensure that {} is fit for purpose", "{} should be consistent", "Better oversight of {}")  # fmt: skip
    return _capital(rng.choice(said).format(_thing(rng)))


def finding(rng: Random) -> str:
    """What somebody found."""
    said = ("{} is out of date", "Staff do not know about {}", "{} was not followed in three cases", "There is no owner for {}",
            "Weak grip on {}", "{} is hard to understand")  # fmt: skip
    return _capital(rng.choice(said).format(_thing(rng)))


def outcome(rng: Random) -> str:
    """What will be better."""
    said = ("Residents get an answer sooner", "Children are seen on time", "Fewer complaints about {}", "Staff feel confident in {}",
            "People trust {}", "Families tell their story once", "Better decisions on {}")  # fmt: skip
    return rng.choice(said).format(_thing(rng))


def measure(rng: Random) -> str:
    """How it will be known."""
    return rng.choice((f"{rng.randrange(5, 20) * 5}% of cases on time", f"{rng.randrange(3, 40)} audits with no concern",
                       f"Survey shows {rng.randrange(60, 95)}% satisfied", f"Waiting time below {rng.randrange(3, 30)} days"))  # fmt: skip


def evidence(rng: Random) -> str:
    """What shows it."""
    return rng.choice(("Board minutes", "Training log", "Signed policy", "Audit report", "Survey results", "Dashboard", "Web page",
                       "Case sample", "Contract notice", "Attendance list"))  # fmt: skip


def progress(rng: Random) -> str:
    """How it goes."""
    said = ("Draft of {} shared with the board", "Two of five workshops on {} held", "Waiting for comments on {}",
            "First version of {} went to partners", "Scoping of {} has begun", "Interviews about {} next week")  # fmt: skip
    return rng.choice(said).format(_thing(rng))


def comment(rng: Random) -> str:
    """What else is said."""
    said = (
        "Depends on {}",
        "Linked to work on {}",
        "Needs money for {}",
        "Discussed with the union",
        "See also {}",
        "No concerns",
    )
    return rng.choice(said).format(_thing(rng))


def next_step(rng: Random) -> str:
    """What comes next: a command, but not the action."""
    return rng.choice(
        (
            "Book a room",
            "Send the draft to legal",
            "Chase partners",
            "Report to cabinet",
            "Ask for prices",
            "Hold interviews",
        )
    )


def cost(rng: Random) -> str:
    """What it costs."""
    return rng.choice(
        (f"£{rng.randrange(2, 90)},000", "Existing budget", "None", f"£{rng.randrange(2, 90)}k", "Staff time")
    )


SECTIONS = (
    "Leadership and governance", "Quality of practice", "Workforce", "Partnership working", "Customer experience", "Homes and repairs",
    "Finance and value for money", "Early help", "Communications", "Data and performance",
)  # fmt: skip
TITLES = ("Inspection improvement plan", "Safeguarding review action plan", "Peer challenge action plan", "Audit action tracker",
          "Corporate recovery plan", "Joint strategy delivery plan", "Practice review action plan")  # fmt: skip
SOURCES = ("Peer review 2025", "Internal audit", "Ofsted", "Staff survey", "Scrutiny", "CQC visit", "Ombudsman")
GROUPS = (("The action", "Delivery", "Monitoring"), ("What", "Who and when", "How it goes"), ("Plan", "Ownership", "Reporting"),
          ("About the recommendation", "Our response", "Position"))  # fmt: skip
TOTALS = (("Total", "", "", ""), ("Number of actions", "{count}"), ("Total actions: {count}",))
