"""What is a plan that somebody pasted, and what is a line that they typed."""

from __future__ import annotations

import pytest

from domain.language.pasted import code_in, looks_like_a_plan


@pytest.mark.parametrize(
    "text",
    [
        "ACTION: Jo to mend the gate by 1 May\nACTION: Ann to paint the fence",
        "Minutes of the board\n\n- Action: Jo to mend the gate\nThe gate was discussed.\n- Actions: Ann to paint it",
        "Ref\tAction\tLead\n1\tMend\tJo\n2\tPaint\tAnn",
        "No\nAction\nLead\nDue date\n1\nMend the gate\nJo\n1 May 2031",
        "From: Jo\nTo: Ann\nSubject: Actions\n\nHello Ann,\n1. Mend the gate - Jo\n2. Paint it - Ann",
    ],
)
def test_minutes_and_tables_look_like_a_plan(text: str) -> None:
    assert looks_like_a_plan(text)


@pytest.mark.parametrize("text", ["Action: Jo to mend the gate", "Action 8: done\nAction 9: not begun", "done 8\nmine"])
def test_what_somebody_types_does_not(text: str) -> None:
    assert not looks_like_a_plan(text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("TSP", "TSP"),
        ("import tsp", "TSP"),
        ("import TSP2026", "TSP2026"),
        ("import MARCHES", "MARCHES"),
        ("import attached", ""),
        ("import this plan", ""),
        ("here is the plan", ""),
    ],
)
def test_the_code_beside_a_file_also_one_that_can_not_be(words: str, code: str) -> None:
    assert code_in(words) == code
