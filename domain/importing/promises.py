"""Promises in the text around a table of actions: they are no rows of it, and a person is asked about them once."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import DraftPlan, Question, QuestionKind
from domain.importing.left_out import says_work
from domain.importing.prose import offers_of

_MOST = 5  # that are shown with the question
_LONGEST = 200  # characters of the one that is quoted
_FAR = 200  # lines; a report of more of them is no notes, and its text is there to be read


def about_promises(draft: DraftPlan, *, untabled: bool = False) -> DraftPlan:
    """The draft with one question about sentences among what found no place that say who will do what, and when.

    Where actions were `untabled`, read from lines of a text, any other line of it that says work counts too.
    """
    if not draft.actions or len(draft.leftover) > _FAR:
        return draft
    read = [one.text for one in draft.actions] + [one.text for one in draft.recommendations]
    known = tuple({folded for text in read if " " in (folded := _folded(text))})  # `Rec 1.` may stand before it
    said = [
        one
        for text in (*([draft.title] if untabled else []), *draft.leftover)
        if " | " not in text
        for one in [offer.text for offer in offers_of(text)] or ([text] if untabled and says_work(text) else [])
        if not _folded(one).endswith(known)
    ]
    if not said:
        return draft
    first = said[0].rstrip(".")[:_LONGEST]
    message = f"The text around the actions also says who will do what: “{first}”. I left it out. Is that right?"
    if len(said) > 1:
        message = (
            f"The text around the actions also says who will do what, in {len(said)} sentences, such as “{first}”. "
            "I left them out. Is that right?"
        )
    question = Question(QuestionKind.DOCUMENT, "document", message, text=" / ".join(said[:_MOST]))
    return replace(draft, questions=(*draft.questions, question))


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
