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
    return questions


def _is_odd(name: str, action: DraftAction, *, dated: bool) -> bool:
    if name.count("(") != name.count(")") or _OPEN.search(name):
        return True
    ends = bool(_WHEN.search(name)) and not _TEAMS.search(name)
    return (ends and not (dated and action.due.text) and len(name.split()) > 1) or _is_time(name)


def _is_time(name: str) -> bool:
    found = _WHEN.search(name)
    return found is not None and found.start() == 0 and not name.isupper()
