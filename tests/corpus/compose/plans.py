"""Composes plans that never existed, from parts chosen at random, and knows each fact of them.

A level says how far from the ordinary a plan is: `plain` has one column of each kind under usual headings; `ordinary`
may have a second column of people, days or colours; `odd` has strange headings, manners and rows beside; `wide` is
an ordinary one with lists in its cells, colours as numbers of a key, progress by quarters and completed actions apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from domain.importing.raw import RawCell
from tests.corpus.compose import cells, texts
from tests.corpus.compose.words import phrases

LEVELS = ("plain", "ordinary", "odd", "wide")
AS_AT = date(2026, 9, 1)
PEOPLE = ("agency", "sponsor", "support", "monitor", "updater", "manager", "portfolio")
DAYS = ("start", "reviewed", "updated", "completed", "raised", "revised")
COLOURS = ("rag_before", "priority", "risk")
QUARTERS = ("Q1 2026/27", "Q2 2026/27")
TEXTS = (
    "theme",
    "source",
    "recommendation",
    "finding",
    "outcome",
    "measure",
    "evidence",
    "progress",
    "comments",
    "next",
    "cost",
)
# As most plans have them, from left to right.
ORDER = (
    "ref", "theme", "source", "raised", "finding", "recommendation", "action", "outcome", "measure", "priority", "risk", "agency",
    "sponsor", "portfolio", "lead", "manager", "support", "start", "due", "revised", "cost", "rag_before", "rag", "status", "percent",
    "progress", "next", "evidence", "comments", "reviewed", "completed", "updated", "updater", "monitor",
)  # fmt: skip
_OFTEN = {  # how often a plan has a column, plain or ordinary, and odd
    "theme": (0.2, 0.25), "source": (0.05, 0.1), "recommendation": (0.35, 0.4), "finding": (0.25, 0.35), "outcome": (0.25, 0.35),
    "measure": (0.25, 0.3), "evidence": (0.15, 0.25), "progress": (0.6, 0.6), "comments": (0.2, 0.3), "next": (0.0, 0.15),
    "cost": (0.15, 0.2),
}  # fmt: skip


@dataclass(slots=True)
class Action:
    """One action as the plan means it, and what stands in its cells."""

    text: str
    section: str = ""
    leads: tuple[str, ...] = ()
    due: date | None = None
    rag: str = "none"
    status: str = "open"
    cells: dict[str, RawCell] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """The columns of a plan in their order with their headings, its actions, and what it was composed of."""

    rng: Random
    level: str
    columns: list[str]
    headings: dict[str, str]
    actions: list[Action]
    ingredients: set[str]
    key: str = ""


def compose(seed: str, level: str, *, later: bool = False) -> Plan:
    """A plan; the same seed gives the same one."""
    rng = Random(seed)  # noqa: S311 - no secret
    odd = level == "odd"
    plan = Plan(rng, level, _columns(rng, level), {}, [], set())
    for part in plan.columns:
        strange = odd and rng.random() < 0.4
        free = [one for one in phrases(part, odd=strange, later=later) if one not in plan.headings.values()]
        plan.headings[part] = rng.choice(free)
        plan.ingredients.add(f"{'odd' if strange else 'usual'} heading of {part}")
    if odd and rng.random() < 0.4:
        _move(plan)
    if level == "wide" and "progress" in plan.columns and rng.random() < 0.5:
        place = plan.columns.index("progress")
        plan.columns[place : place + 1] = QUARTERS
        plan.headings |= {part: f"{part} progress" for part in QUARTERS}
        plan.ingredients.add("progress: by quarters")
    _fill(plan)
    for kind, parts in (("people", PEOPLE), ("days", DAYS), ("colours", COLOURS)):
        second = [part for part in parts if part in plan.columns]
        plan.ingredients |= {f"{kind}: {part}" for part in second}
        plan.ingredients.add(f"{kind}: {min(len(second), 3)} beside")
    return plan


def _columns(rng: Random, level: str) -> list[str]:
    odd = level == "odd"
    have = {part for part, often in _OFTEN.items() if rng.random() < often[odd]}
    have |= {
        part
        for part, often in (("ref", 0.75), ("action", 0.95), ("lead", 0.97), ("due", 0.97), ("rag", 0.65))
        if rng.random() < often
    }
    if not odd:
        have |= {"action", "lead", "due"}
    if "action" not in have:
        have.add("recommendation")
    have |= {"status"} if "rag" not in have and rng.random() < 0.7 else set()
    if level != "plain":
        have |= {part for part in PEOPLE if rng.random() < (0.15 if odd else 0.08)} if "lead" in have else set()
        have |= {part for part in DAYS if rng.random() < (0.15 if odd else 0.1)} if "due" in have else set()
        have |= {"status"} if rng.random() < 0.2 else set()
        have |= {part for part in COLOURS if rng.random() < (0.2 if odd else 0.12)}
        have |= {"percent"} if rng.random() < 0.05 else set()
    if "rag" not in have:
        have.discard("rag_before")
    return [part for part in ORDER if part in have]


def _move(plan: Plan) -> None:
    """A few columns stand elsewhere."""
    for _ in range(plan.rng.choice((1, 2, 4))):
        part = plan.columns.pop(plan.rng.randrange(len(plan.columns)))
        plan.columns.insert(plan.rng.randrange(len(plan.columns) + 1), part)
    plan.ingredients.add("order: moved")


def _fill(plan: Plan) -> None:
    rng, odd = plan.rng, plan.level == "odd"
    count = rng.randrange(3, 9)
    manner = rng.choice(
        ("commands", "commands", "commands", "will", "long", "states") if odd else ("commands", "commands", "will")
    )
    plan.ingredients.add(f"action: {manner}")
    sections = rng.sample(texts.SECTIONS, rng.choice((2, 3)))
    people, days, colours = _People(plan), _Days(plan), _Colours(plan)
    said: set[str] = set()
    refs = _refs(rng)
    asked = ""
    while len(plan.actions) < count:
        at = len(plan.actions)
        makes = "action" if "action" in plan.columns else "recommendation"
        text = texts.action(rng, manner) if makes == "action" else texts.recommendation(rng)
        if text in said:
            continue
        said.add(text)
        action = Action(text, sections[at * len(sections) // count])
        action.cells = {part: RawCell.of(write(rng)) for part, write in _WRITERS.items() if part in plan.columns}
        action.cells |= {part: RawCell.of(texts.progress(rng)) for part in QUARTERS if part in plan.columns}
        action.cells["theme"] = RawCell.of(action.section)
        action.cells["ref"] = RawCell.of(refs(at))
        state = rng.choice(("not started", "under way", "under way", "late", "complete"))
        people.fill(action)
        days.fill(action, state)
        colours.fill(action, state)
        if makes == "action" and asked and action.section == plan.actions[-1].section and rng.random() < 0.3:
            action.cells["recommendation"] = RawCell()  # a further action for the same recommendation
        asked = text
        action.cells[makes] = RawCell.of(text)
        if rng.random() < 0.3:
            action.cells[rng.choice(("progress", "comments", "evidence", "measure", "cost", "next"))] = RawCell()
        plan.actions.append(action)


_WRITERS: dict[str, Callable[[Random], str]] = {
    "source": lambda rng: rng.choice(texts.SOURCES),
    "recommendation": texts.recommendation,
    "finding": texts.finding,
    "outcome": texts.outcome,
    "measure": texts.measure,
    "evidence": texts.evidence,
    "progress": texts.progress,
    "comments": texts.comment,
    "next": texts.next_step,
    "cost": texts.cost,
}


def _refs(rng: Random) -> Callable[[int], str]:
    return rng.choice(
        (lambda at: str(at + 1), lambda at: f"1.{at + 1}", lambda at: f"A{at + 1}", lambda at: f"AP-{at + 1:02}")
    )


class _People:
    """Who leads, and who else is named."""

    def __init__(self, plan: Plan) -> None:
        rng, self.plan = plan.rng, plan
        manners: Sequence[str] = cells.LEAD_MANNERS
        if plan.level == "odd" and rng.random() < 0.35:
            manners = cells.ODD_LEAD_MANNERS
        self.leads = cells.Crowd(rng, rng.choice(manners))
        if "lead" in plan.columns:
            plan.ingredients.add(f"lead: {self.leads.manner}")
        like = plan.level == "odd" and rng.random() < 0.4  # all people are named in one manner
        kinds = {"agency": ("bodies",), "sponsor": ("names", "posts"), "support": ("names", "bodies", "lists", "posts"),
                 "monitor": ("boards", "names"), "updater": ("names", "initials"), "manager": ("names", "posts"),
                 "portfolio": ("members",)}  # fmt: skip
        self.others = {
            part: cells.Crowd(
                rng, self.leads.manner if like and part not in {"agency", "portfolio"} else rng.choice(kinds[part])
            )
            for part in PEOPLE
        }
        if like and any(part in plan.columns for part in PEOPLE):
            plan.ingredients.add("people: alike")

    def fill(self, action: Action) -> None:
        rng = self.plan.rng
        if "lead" in self.plan.columns:
            found = self.leads.pick(rng)
            blank = self.plan.level == "odd" and rng.random() < 0.03
            action.cells["lead"] = RawCell() if blank else found.cell
            action.leads = () if blank else found.names
        for part, crowd in self.others.items():
            if part in self.plan.columns:
                action.cells[part] = crowd.pick(rng).cell


class _Days:
    """When it is due, and what else happens when."""

    def __init__(self, plan: Plan) -> None:
        rng, self.plan = plan.rng, plan
        strange = plan.level == "odd" and rng.random() < 0.4
        name, self.write = rng.choice(list((cells.ODD_DATE_MANNERS if strange else cells.DATE_MANNERS).items()))
        self.day = self.write if name != "2027" else cells.DATE_MANNERS["30/06/2027"]  # a start is no year
        self.revises = rng.choice((0.4, 1.0))
        if "due" in plan.columns:
            plan.ingredients.add(f"due: {name}")

    def fill(self, action: Action, state: str) -> None:
        rng, put = self.plan.rng, action.cells
        past = state in {"late", "complete"}
        due = AS_AT + timedelta(days=rng.randrange(-100, -35) if past else rng.randrange(40, 600))
        if "due" in self.plan.columns:
            put["due"], action.due = self.write(due)
            if self.plan.level != "plain" and not past and rng.random() < 0.04:
                put["due"], action.due = RawCell.of(rng.choice(("Ongoing", "TBC"))), None
        if "revised" in self.plan.columns and rng.random() < self.revises and put["due"].text not in {"TBC", "Ongoing"}:
            put["revised"], action.due = self.write(due + timedelta(days=rng.choice((40, 92, 184))))
        others = {"start": due - timedelta(days=rng.randrange(60, 300)), "reviewed": AS_AT + timedelta(days=rng.choice((30, 61, 91))),
                  "updated": AS_AT - timedelta(days=rng.randrange(30)), "raised": AS_AT - timedelta(days=rng.randrange(120, 300))}  # fmt: skip
        for part, day in others.items():
            if part in self.plan.columns:
                put[part] = self.day(day)[0]
        if "completed" in self.plan.columns and state == "complete":
            put["completed"] = self.day(due + timedelta(days=rng.randrange(20)))[0]
            action.status = "complete"


class _Colours:
    """How it goes, and what else is rated."""

    def __init__(self, plan: Plan) -> None:
        rng, self.plan = plan.rng, plan
        strange = plan.level == "odd" and rng.random() < 0.3
        self.manner = rng.choice(cells.ODD_COLOUR_MANNERS if strange else cells.COLOUR_MANNERS)
        self.manner = "numbers" if plan.level == "wide" and rng.random() < 0.4 else self.manner
        self.blue = rng.random() < 0.3 and "rag" in plan.columns
        self.words = {state: rng.choice(words) for state, words in cells.STATES.items()}
        if "status" in plan.columns and rng.random() < 0.2:
            self.words = dict.fromkeys(cells.STATES, "Open") | {"complete": "Closed"}
        rated = (("High", "Medium", "Low"), ("H", "M", "L"), ("1", "2", "3"))
        self.rated = {part: rng.choice(rated) for part in ("priority", "risk")}
        self.shades = {part for part in ("priority", "risk") if plan.level == "odd" and rng.random() < 0.3}
        if "rag" in plan.columns:
            plan.ingredients.add(f"rag: {self.manner}")
        if self.blue or ("rag" in plan.columns and rng.random() < 0.2):
            plan.key = "Key: Red = off track; Amber = at risk; Green = on track" + (
                "; Blue = complete" if self.blue else ""
            )
        if self.manner == "numbers":
            self.blue = "rag" in plan.columns
            plan.key = "Key: 1 = Red; 2 = Amber; 3 = Green; 4 = Blue, complete" if self.blue else ""
        plan.ingredients |= {f"{part} in colours" for part in self.shades if part in plan.columns}

    def fill(self, action: Action, state: str) -> None:
        rng, columns, put = self.plan.rng, self.plan.columns, action.cells
        colour = {"late": "red", "complete": "blue" if self.blue else "green"}.get(state) or rng.choice(
            ("amber", "green", "green")
        )
        if "rag" in columns:
            put["rag"], action.rag = cells.coloured(colour, self.manner, texts.progress(rng).lower()), colour
            if colour == "blue":
                action.status = "complete"
        if "rag_before" in columns:
            put["rag_before"] = cells.coloured(rng.choice(("red", "amber", "green")), self.manner, "see last report")
        for part in ("priority", "risk"):
            if part in columns:
                shown = self.manner if self.manner not in {"words and remarks", "numbers"} else "words"
                shade = cells.coloured(rng.choice(("red", "amber", "green")), shown)
                put[part] = shade if part in self.shades else RawCell.of(rng.choice(self.rated[part]))
        if "status" in columns:
            put["status"] = RawCell.of(self.words[state])
        if "percent" in columns:
            put["percent"] = RawCell.of(
                {"complete": "100%", "not started": "0%"}.get(state, f"{rng.randrange(1, 10) * 10}%")
            )
        if state == "complete" and {"status", "percent"} & set(columns):
            action.status = "complete"
