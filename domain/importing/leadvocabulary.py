"""The plan's own vocabulary of leads: which tells names that stand alone from names that were run together."""

from __future__ import annotations

from dataclasses import dataclass

from domain.importing.leadwords import NameKind, kind_of


@dataclass(frozen=True, slots=True)
class LeadVocabulary:
    """The names, posts and groups of a plan, by their words in lower case.

    `sure` stand alone somewhere; `known` are also those that remain when the sure ones are taken out of a run. Where
    `surname_first`, every lead is printed as `Brook, Ada`.
    """

    known: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    surname_first: bool = False
    alone: frozenset[str] = frozenset()  # whole cells that say too little to be known elsewhere (`Clerk`, `Parking`)
    behind: frozenset[str] = frozenset()  # joiners behind which cells say again and again what or where somebody is
    surname_told: bool = False  # by an address beside one of them

    def knows(self, text: str) -> bool:
        """Is the text a lead of this plan?"""
        return text.lower() in self.known

    def fills(self, text: str) -> bool:
        """Does the text fill a cell of leads by itself?"""
        return text.lower() in self.alone or text.lower() in self.sure

    def stands(self, text: str) -> bool:
        """Does the text fill a cell of leads by itself, or is it a person's name?"""
        return self.fills(text) or kind_of(text) is NameKind.PERSON

    def is_sure(self, text: str) -> bool:
        """Does the text stand alone somewhere in the plan?"""
        return text.lower() in self.sure


def stands_alone(text: str) -> bool:
    """Is the text by itself the name of a person, or a post of more than one word?"""
    kind = kind_of(text)
    if kind is NameKind.PERSON:
        return True
    return kind is NameKind.POST and len(text.split()) > 1
