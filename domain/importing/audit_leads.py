"""The audit of leads: names with a piece of a date or half a bracket, which a cell of who and when leaves behind."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from domain.importing.draft import DraftAction, DraftRecommendation, Question, QuestionKind

_WHEN = re.compile(
    r"(?i)\b(?:t\.?b\.?c|tba|asap|immediate(?:ly)?|(?:short|medium|long)[ -]term|next (?!steps\b)\w+|ongoing|on-going"
    r"|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|(?:nov|dec)(?:ember)?)(?: \d+)?|christmas|easter|spring|summer|autumn|winter"
    r"|(?:19|20)\d\d|q[1-4]|weekly|monthly|quarterly|annual(?:ly)?)\W*$"
)
_OPEN = re.compile(r"(?i)\s(?:t\.?b\.?c|tba)\W*$")  # `Comms tbc`
_TEAMS = re.compile(r"(?i)\b(?:team|service|unit|programme|group|board|project|manager|officer|lead)s?\W*$")
_CUT = re.compile(r"\s(?:of|and|for|the|to|with|&)$")  # `Head of`: the end was lost
_STROKE = re.compile(r"\s/\s")
_FEWEST, _BOTH = 3, 2


def about_leads(recommendations: Sequence[DraftRecommendation], asked: Set[tuple[str, str]]) -> list[Question]:
    """A question for each action that is not `asked` about (key and field), whose lead is more than a name, or less."""
    actions = [action for one in recommendations for action in one.actions]
    dated = sum(bool(action.due.text) for action in actions)
    questions = []
    for action in actions:
        odd = [lead.name for lead in action.leads if _is_odd(lead.name, action, dated=dated > len(actions) / 2)]
        if odd and (action.key, "leads") not in asked:
            message = f"“{odd[0]}” reads like a text, not like a lead. Who leads this?"
            questions.append(Question(QuestionKind.LEAD, "leads", message, action.key, action.leads_text))
    return [*questions, *_always_in_pairs(actions)]


def _always_in_pairs(actions: Sequence[DraftAction]) -> list[Question]:
    """`Pennaeth Plant / Head of Children`: two leads in every row may be one each, in two languages."""
    led = [action for action in actions if action.leads]
    halves = [_STROKE.split(action.leads_text) for action in led]
    if (
        len(led) < _FEWEST
        or any(len(action.leads) != _BOTH for action in led)
        or any(len(one) != _BOTH for one in halves)
    ):
        return []
    ones, others = zip(*halves, strict=True)
    if set(ones) & set(others) or not len(set(ones)) == len(set(others)) == len(set(map(tuple, halves))):
        return []  # who stands beside somebody else elsewhere is no other word for them
    printed = led[0].leads_text
    message = (
        f"Every row names two leads with a stroke between them, such as “{printed}”. "
        "I took them for two. Is that right?"
    )
    keys = tuple(action.key for action in led)
    return [Question(QuestionKind.DOCUMENT, "leads", message, text=printed, keys=keys)]


def _is_odd(name: str, action: DraftAction, *, dated: bool) -> bool:
    if name.count("(") != name.count(")") or _OPEN.search(name) or _CUT.search(name):
        return True
    ends = bool(_WHEN.search(name)) and not _TEAMS.search(name)
    return (ends and not (dated and action.due.text) and len(name.split()) > 1) or _is_time(name)


def _is_time(name: str) -> bool:
    found = _WHEN.search(name)
    return found is not None and found.start() == 0 and not name.isupper()
