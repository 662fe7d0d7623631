"""Answers to what a newer version of a plan leaves to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import Invalid
from domain.plans import Question
from domain.usecases.answered import Answered

if TYPE_CHECKING:
    from domain.usecases.answering import Answerer


def decide(answerer: Answerer, question: Question, words: str) -> Answered:
    """Do what was decided."""
    raise Invalid("Not yet.")
