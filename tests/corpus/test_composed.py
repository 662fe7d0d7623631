"""Plans composed at random: the same for the same seed, and hardly a fact of them is misread in silence."""

from __future__ import annotations

import pytest

from tests.corpus.compose.files.write import FORMS, written
from tests.corpus.compose.judging import judge
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


@pytest.mark.parametrize(
    ("level", "plans", "most_silent", "fewest_facts_a_question"),
    [("plain", 30, 0.0, 20), ("ordinary", 60, 0.002, 12), ("odd", 70, 0.01, 5)],
)
def test_hardly_a_fact_of_a_composed_plan_is_misread_in_silence(
    level: str, plans: int, most_silent: float, fewest_facts_a_question: int
) -> None:
    found = [judge(f"20261122 {level} {at}", level) for at in range(plans)]
    facts = sum(one.facts for one in found)
    silent = [f"{one.seed}: {said}" for one in found for said in one.silent]
    assert facts > 20 * plans
    assert len(silent) <= facts * most_silent, silent
    assert facts >= fewest_facts_a_question * sum(one.questions for one in found)


@pytest.mark.parametrize("form", FORMS)
def test_a_composed_plan_is_read_from_a_file_without_a_mistake(form: str) -> None:
    for kind in ("plain 0", "plain 1", "plain 2", "ordinary 0", "ordinary 2", "odd 1"):
        verdict = judge(f"20261122 {kind}", kind.split()[0], form=form)
        assert (verdict.right, verdict.silent, verdict.lost) == (verdict.facts, [], ())


@pytest.mark.parametrize(
    ("form", "seed"),
    [
        ("unruled", "1 plain 62"),  # a legend below the table, in columns of its own
        ("unruled", "1 plain 54"),  # a page that begins with a row set in the middle
        ("unruled", "9001 ordinary 45"),  # facts about the document on the next page
        ("unruled", "1 odd 52"),  # a header of which only the second line has words that are known
        ("docx", "1 ordinary 67"),  # striped rows, of which some cells show the RAG
        ("xlsx", "1 plain 20"),  # a hidden column beside a blank one
        ("xlsx", "1 plain 73"),  # a sheet of lists to choose from, with colours beside states
        ("csv", "1 ordinary 59"),  # a title between a row and the header, printed again
        ("csv", "1 plain 28"),  # a key right below the last row
        ("txt", "1 odd 18"),  # a header of two rows, without merged cells
    ],
)
def test_what_was_misread_once_is_read(form: str, seed: str) -> None:
    verdict = judge(seed, seed.split()[1], form=form)
    assert (verdict.right, verdict.silent) == (verdict.facts, [])


def test_a_file_of_a_composed_plan_is_the_same_for_the_same_seed() -> None:
    def file(form: str) -> bytes:
        plan = compose("3 odd", "odd")
        return written(plan, laid_out(plan), "3 odd", form).data

    assert all(file(form) == file(form) for form in FORMS)
