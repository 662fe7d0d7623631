"""Which suggestions may be taken without asking, and where in the document a question stands.

A suggestion is **sure** when the document itself answers the question, so that taking it adds nothing that is not
printed and changes no lead and no date of the draft. Two kinds are:

* the code of the plan, which is ours and not the document's;
* leads that were read out of names run together, where every one of them also stands alone as a lead elsewhere in the
  same plan, where together they are every word of what is printed, and where the draft has exactly them.

Everything else is left to a person: a date that doesn't exist, a year that is not printed, a missing lead, a colour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from domain.importing.draft import DraftPlan, Question, QuestionKind, Source

_JOINERS = re.compile(r"\b(?:and)\b|[\W_]+", re.I)


def sure_questions(draft: DraftPlan) -> frozenset[Question]:
    """The questions whose suggestion is sure."""
    alone = {
        lead.name.casefold()
        for action in draft.actions
        if len(action.leads) == 1
        for lead in action.leads
        if _bare(action.leads_text) == _bare(lead.name)
    }
    leads = {action.key: [lead.name for lead in action.leads] for action in draft.actions}
    return frozenset(one for one in draft.questions if _is_sure(one, alone, leads))


def _is_sure(question: Question, alone: set[str], leads: Mapping[str, list[str]]) -> bool:
    if not question.suggestion:
        return False
    if question.kind is QuestionKind.PLAN_CODE:
        return True
    if question.kind is not QuestionKind.LEAD:
        return False
    names = [name.strip() for name in question.suggestion.split(";")]
    return (
        all(name.casefold() in alone for name in names)
        and sorted(_bare(" ".join(names)).split()) == sorted(_bare(question.text).split())
        and names == leads.get(question.key)
    )


def _bare(text: str) -> str:
    """The words of a text, without what joins them."""
    return " ".join(_JOINERS.sub(" ", text).casefold().split())


def say_place(source: Source) -> str:
    """`page 3, row 12`, `line 9` of a plain text; empty where it is not known."""
    named = source.sheet_or_page.strip()
    if named.isdecimal():
        source = replace(source, sheet_or_page=f"page {named}")
    return source.describe() or ("" if named == "text" else named)


def places_of(draft: DraftPlan) -> dict[str, str]:
    """Where each action and recommendation stands in the document, by key."""
    places = {one.key: say_place(one.source) for one in draft.recommendations}
    return places | {action.key: say_place(action.source) for action in draft.actions}
