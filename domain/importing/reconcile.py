"""Which action of a newer document is which action of the plan: by wording first, then by reference.

Numbers shift from version to version, and wordings are polished; so the words say what an action is, and its number
only where they are near enough. Where two actions could be meant, nobody is taken: a person is asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# Of 100. Measured on five published plans: two actions of a plan are 30 to 50 alike, one pair in a hundred more than
# 66; an action of which a fifth of the words was changed is 70 to 90 alike to what it was.
ALIKE = 78.0
"""So alike that wordings are one action's, whatever its number; from `ALIKE_WITH_REF` on, somebody should say."""
ALIKE_WITH_REF = 66.0
"""So alike that they are one action's where the number is the same."""
PERHAPS_WITH_REF = 56.0
"""Under the same number, yet so different that somebody should say."""
CLEAR = 8.0
"""By how much the best must be better than the second, so that nobody need be asked."""
_MOST_PAIRS = 400_000
_MOST_TWINS = 400  # pairs of the very same words
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """An action for comparing: `id` is whatever the caller knows it by, `ref` its number within the plan, `text` its
    words, those of its recommendation first where it has no more of its own.

    `beside` is what tells it from others with the very same words, by kind (`lead`, `due`, `rag`, `section`, and `ref`
    for a number that is printed); of a stored action there may be two of a kind, as it is and as it was printed.
    """

    id: str
    ref: str
    text: str
    beside: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Matches:
    """`pairs` maps ids of the document to ids of the plan, `unclear` to the ids that could be meant; `new` and
    `missing` are what has no counterpart.
    """

    pairs: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def match_actions(document: Sequence[Wording], plan: Sequence[Wording]) -> Matches:
    """Find for each action of a document the action of the plan that it is. Pure, and the same in any order of the
    plan's actions; every action of the plan is somebody's counterpart at most once.
    """
    pairs: dict[str, str] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    fresh = {one.id: (one.ref.casefold(), _folded(one.text)) for one in document}
    known = {one.id: (one.ref.casefold(), _folded(one.text)) for one in plan}
    beside = {one.id: one.beside for one in (*document, *plan)}
    _same_words(fresh, known, beside, pairs, unclear)
    _near_words(fresh, known, pairs, unclear)
    taken = set(pairs.values())
    free = {one: tuple(other for other in several if other not in taken) for one, several in unclear.items()}
    unclear = {one: several for one, several in free.items() if several}
    maybe = {one for several in unclear.values() for one in several}
    return Matches(
        pairs=pairs,
        unclear=unclear,
        new=tuple(one for one in fresh if one not in pairs and one not in unclear),
        missing=tuple(one for one in known if one not in taken and one not in maybe),
    )


_Seen = Mapping[str, tuple[str, str]]


def _folded(text: str) -> str:
    return _NOT_A_WORD.sub(" ", text.casefold()).strip()


_WEIGHTS = {"ref": 2, "lead": 2, "section": 2}  # a date or colour changes sooner: 1


def _same_words(
    fresh: _Seen,
    known: _Seen,
    beside: Mapping[str, frozenset[tuple[str, str]]],
    pairs: dict[str, str],
    unclear: dict[str, tuple[str, ...]],
) -> None:
    """The same wording is the same action. Where several have it, what stands beside the words tells which; where
    nothing does, they are taken in order if they are as many, else by number.
    """
    there: dict[str, list[str]] = defaultdict(list)
    here: dict[str, list[str]] = defaultdict(list)
    for ids, seen in ((there, known), (here, fresh)):
        for one, (_, text) in seen.items():
            if text:
                ids[text].append(one)
    for text, all_ours in here.items():
        all_theirs = there.get(text, [])
        if len(all_ours) == len(all_theirs) == 1:
            pairs[all_ours[0]] = all_theirs[0]
            continue
        ours, theirs = _told_apart(all_ours, all_theirs, beside, pairs)
        alike = len({beside[one] for one in ours}) < 2 or len({beside[one] for one in theirs}) < 2
        if len(ours) == len(theirs) and alike:
            pairs.update(zip(ours, theirs, strict=True))
            continue
        for one in ours:
            same = [other for other in theirs if known[other][0] == fresh[one][0] and other not in pairs.values()]
            if same and alike:
                pairs[one] = same[0]
            elif theirs and not alike:
                unclear[one] = tuple(theirs[:4])


def _told_apart(
    ours: Sequence[str],
    theirs: Sequence[str],
    beside: Mapping[str, frozenset[tuple[str, str]]],
    pairs: dict[str, str],
) -> tuple[list[str], list[str]]:
    """Pair those that what stands beside their words makes clear; gives the others."""
    left, right = list(ours), list(theirs)
    if len(left) * len(right) > _MOST_TWINS:
        return left, right
    scores = {
        (one, other): sum(_WEIGHTS.get(kind, 1) for kind, _ in beside[one] & beside[other])
        for one in left
        for other in right
    }
    found = True
    while found and left and right:
        found = False
        for (one, other), score in sorted(scores.items(), key=lambda pair: -pair[1]):
            if one not in left or other not in right or not score:
                continue
            rivals = [scores[one, each] for each in right if each != other]
            rivals += [scores[each, other] for each in left if each != one]
            if score >= max(rivals, default=-2) + 2:
                pairs[one] = other
                left.remove(one)
                right.remove(other)
                found = True
                break
    return left, right


def _near_words(fresh: _Seen, known: _Seen, pairs: dict[str, str], unclear: dict[str, tuple[str, ...]]) -> None:
    taken = set(pairs.values())
    scores = _scores(
        {one: seen for one, seen in fresh.items() if one not in pairs},
        {one: seen for one, seen in known.items() if one not in taken},
    )
    by_fresh: dict[str, dict[str, float]] = defaultdict(dict)
    by_known: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), score in scores.items():
        by_fresh[one][other] = score.value
        by_known[other][one] = score.value
    for (one, other), score in sorted(scores.items(), key=lambda pair: (-pair[1].value, pair[0])):
        if one in pairs or one in unclear or other in taken:
            continue
        rivals = [found for found, value in by_fresh[one].items() if found not in taken and value > score.value - CLEAR]
        claims = [
            found for found, value in by_known[other].items() if found not in pairs and value > score.value - CLEAR
        ]
        if len(rivals) == 1 and len(claims) == 1 and score.sure:
            pairs[one] = other
            taken.add(other)
        elif len(rivals) > 1 or not score.sure:
            unclear[one] = tuple(sorted(rivals, key=lambda found: -by_fresh[one][found])[:4])
        else:
            for claim in claims:
                unclear.setdefault(claim, (other,))


class _Score(NamedTuple):
    value: float
    sure: bool


def _scores(fresh: _Seen, known: _Seen) -> dict[tuple[str, str], _Score]:
    """How alike what is left is, for the pairs that are worth a thought."""
    from rapidfuzz import fuzz

    by_ref = defaultdict(list)
    for other, (ref, _) in known.items():
        by_ref[ref].append(other)
    everything = len(fresh) * len(known) <= _MOST_PAIRS
    scores = {}
    for one, (ref, text) in fresh.items():
        for other in known if everything else by_ref.get(ref, ()):
            its_ref, its_text = known[other]
            same_ref = ref == its_ref
            if not text or not its_text:
                likeness = 100.0 if text == its_text else 0.0
            else:
                likeness = max(fuzz.ratio(text, its_text), fuzz.token_sort_ratio(text, its_text))
            if likeness >= (PERHAPS_WITH_REF if same_ref else ALIKE_WITH_REF):
                sure = likeness >= (ALIKE_WITH_REF if same_ref else ALIKE)
                scores[one, other] = _Score(likeness + (CLEAR if same_ref and sure else 0), sure)
    return scores
