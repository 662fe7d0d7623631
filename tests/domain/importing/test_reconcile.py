"""Which action of a newer document is which: by words first, then by number, and never twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.importing.reconcile import Wording, match_actions

TEXTS = (
    "Agree the list of paths to be mended before the autumn",
    "Write to every parish council about the new gates",
    "Train all wardens in first aid and safeguarding",
    "Count the benches along the river and report",
    "Publish the flood map on the website",
    "Review the contract for winter gritting with the depot",
)


def wordings(*texts: str, prefix: str = "") -> list[Wording]:
    return [Wording(f"{prefix}{number}", str(number), text) for number, text in enumerate(texts, 1)]


def test_the_same_plan_matches_itself() -> None:
    found = match_actions(wordings(*TEXTS), wordings(*TEXTS, prefix="p"))
    assert dict(found.pairs) == {str(n): f"p{n}" for n in range(1, 7)}
    assert (found.new, found.missing, dict(found.unclear)) == ((), (), {})


def test_numbers_may_shift() -> None:
    found = match_actions(wordings("Open a gate at the mill", *TEXTS), wordings(*TEXTS, prefix="p"))
    assert dict(found.pairs) == {str(n + 1): f"p{n}" for n in range(1, 7)}
    assert found.new == ("1",)


def test_words_may_be_polished_and_numbers_shift_at_once() -> None:
    found = match_actions(
        wordings("Open a gate at the mill", "Train all of the wardens in first aid and in safeguarding"),
        wordings(*TEXTS, prefix="p"),
    )
    assert dict(found.pairs) == {"2": "p3"}


def test_the_same_number_with_other_words_is_another_action() -> None:
    found = match_actions(wordings("Buy a boat for the lake"), wordings(TEXTS[0], prefix="p"))
    assert (dict(found.pairs), found.new, found.missing) == ({}, ("1",), ("p1",))


def test_two_that_could_be_meant_are_left_to_a_person() -> None:
    plan = [
        Wording("a", "1", "Review the plan with the north team"),
        Wording("b", "2", "Review the plan with the south team"),
    ]
    found = match_actions([Wording("x", "9", "Review the plan with the whole team")], plan)
    assert (dict(found.pairs), dict(found.unclear), found.missing) == ({}, {"x": ("a", "b")}, ())


def test_twins_match_in_their_order() -> None:
    twins = [Wording("a", "1", TEXTS[0]), Wording("b", "7", TEXTS[0])]
    found = match_actions([Wording("x", "2", TEXTS[0]), Wording("y", "8", TEXTS[0])], twins)
    assert dict(found.pairs) == {"x": "a", "y": "b"}


def test_actions_without_words_match_by_number() -> None:
    found = match_actions([Wording("x", "2", "")], [Wording("a", "1", ""), Wording("b", "2", "")])
    assert dict(found.pairs) == {"x": "b"}
    assert found.missing == ("a",)


def test_twins_are_told_by_what_stands_beside_them() -> None:
    ada, ben = frozenset({("lead", "ada"), ("due", "1")}), frozenset({("lead", "ben"), ("due", "1")})
    plan = [Wording("a", "u1", TEXTS[0], ada), Wording("b", "u2", TEXTS[0], ben)]
    found = match_actions([Wording("x", "u1", TEXTS[0], ben), Wording("y", "u2", TEXTS[0], ada)], plan)
    assert dict(found.pairs) == {"x": "b", "y": "a"}
    found = match_actions([Wording("x", "u1", TEXTS[0], ben)], plan)
    assert (dict(found.pairs), found.missing) == ({"x": "b"}, ("a",))
    cara, dev = frozenset({("lead", "cara")}), frozenset({("lead", "dev")})
    found = match_actions([Wording("x", "u1", TEXTS[0], cara), Wording("y", "u2", TEXTS[0], dev)], plan)
    assert (dict(found.pairs), set(found.unclear)) == ({}, {"x", "y"})


BESIDE = st.frozensets(st.tuples(st.sampled_from(("lead", "due", "ref")), st.sampled_from(("1", "2"))), max_size=3)
SOME = st.lists(
    st.tuples(
        st.sampled_from(("1", "2", "3", "1b.2")), st.sampled_from((*TEXTS, TEXTS[0] + " and rest", "", "tbc")), BESIDE
    ),
    max_size=7,
)


@given(document=SOME, plan=SOME)
def test_nothing_is_matched_twice_and_nothing_gets_lost(
    document: list[tuple[str, str, frozenset[tuple[str, str]]]], plan: list[tuple[str, str, frozenset[tuple[str, str]]]]
) -> None:
    ours = [Wording(f"d{n}", ref, text, beside) for n, (ref, text, beside) in enumerate(document)]
    theirs = [Wording(f"p{n}", ref, text, beside) for n, (ref, text, beside) in enumerate(plan)]
    found = match_actions(ours, theirs)
    assert len(set(found.pairs.values())) == len(found.pairs)
    assert sorted([*found.pairs, *found.unclear, *found.new]) == sorted(one.id for one in ours)
    asked = {one for several in found.unclear.values() for one in several}
    assert all(found.unclear.values())
    assert not asked & set(found.pairs.values())
    assert sorted([*found.pairs.values(), *asked, *found.missing]) == sorted(one.id for one in theirs)
    assert match_actions(ours, theirs) == found
