"""Plans composed at random are what they say: the same for the same seed, and every fact stands in the document."""

from __future__ import annotations

from tests.corpus.compose.layouts import laid_out
from tests.corpus.compose.plans import LEVELS, compose


def test_a_composed_plan_is_the_same_for_the_same_seed() -> None:
    assert laid_out(compose("3 odd", "odd")) == laid_out(compose("3 odd", "odd"))
    assert laid_out(compose("3 odd", "odd")) != laid_out(compose("4 odd", "odd"))
    assert compose("3 odd", "odd").headings != compose("3 odd", "odd", later=True).headings


def test_every_fact_of_a_composed_plan_stands_in_its_document() -> None:
    for level in LEVELS:
        for seed in range(20):
            plan = compose(f"{seed}", level)
            document = laid_out(plan)
            words = " ".join(cell.text for table in document.tables() for row in table.rows for cell in row.cells)
            assert len(plan.actions) > 2
            for action in plan.actions:
                assert all(name in words for name in action.leads)
                assert all(word in words for word in action.text.split())
