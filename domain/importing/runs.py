"""Numbered lists that ran together: `Review the forms Develop a guide` when the numbers were lost with the mark-up.

An item of an action plan opens with a verb, as a command; that, capital letters and the number of dates beside the list
tell where one item ends. Without a matching number of dates the caller asks a person.
"""

from __future__ import annotations

import re
from itertools import pairwise


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words(
    "accelerate adapt add address adopt advertise agree align allocate amend analyse appoint approve arrange "
    "ascertain assess assign audit benchmark bring build carry cascade chair challenge change check choose "
    "circulate clarify co-ordinate collate collect commission communicate compare compile complete conduct confirm "
    "consider consult continue contribute convene coordinate create decide define deliver design determine develop "
    "devise discuss disseminate distribute draft draw embed employ enable encourage engage enhance ensure establish "
    "evaluate evidence examine expand explore extend facilitate finalise finalize find form formalise gather give "
    "hold host identify implement improve include increase inform initiate inspect install integrate introduce "
    "invest investigate invite issue join keep launch lead learn liaise mainstream maintain make manage map meet "
    "merge monitor move nominate obtain offer organise organize participate pilot plan prepare present prioritise "
    "procure produce progress promote propose provide publicise publish raise re-commission re-establish re-launch "
    "recommission recruit redesign reduce refine refresh relaunch remind remove renew report request require "
    "research resource respond review revise roll run schedule scope scrutinise seek send set share source "
    "standardise start streamline strengthen submit support survey target test track train understand undertake "
    "update use utilise visit widen work write answer ask buy cut fill fit hire mend pay put rebuild repair replace "
    "rewrite ring sell stop switch take teach tell upgrade verify "
)
_FUNCTION_WORDS = _words(
    "a an the of with and to for in by each every its our their as on or & from at how that which is are be other all "
    "both via per between within across into under over through against any this these those new no not if when where "
    "was were i.e. e.g. inc incl including eg ie re mr mrs ms dr cllr st your his her than about "
)
_MONTHS = _words(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sept sep oct nov dec "
)
_RELATIVE = re.compile(r"\b(?:that|which|if|how|whether|where|who|when|what|so)\b", re.IGNORECASE)
_PRONOUNS = _words("they it we there you he she this these those")
_SURE = 2.5


def split_run(text: str, count: int | None = None) -> list[str]:
    """The items of a list that ran together, in order; `count` is how many there should be, if something says so."""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text)]
    if count == 0 or len(words) < 4:
        return [text]
    scored = [(score, words[index][0]) for index in range(1, len(words)) if (score := _score(words, index)) > -2]
    scored += _finite_subjects(text, words)
    best: dict[int, float] = {}
    for score, position in scored:
        best[position] = max(score, best.get(position, -9.0))
    if count is not None and count > 1:
        chosen = sorted(sorted(best, key=lambda position: -best[position])[: count - 1])
        if len(chosen) == count - 1 and all(best[position] >= 1 for position in chosen):
            return _cut(text, chosen)
    return _cut(text, sorted(position for position, score in best.items() if score >= _SURE))


def may_hold_more(text: str) -> bool:
    """Does a capital letter in the middle of a text look as if another item may begin there?"""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text)]
    return any(_score(words, index) > 1 for index in range(1, len(words)))


def _cut(text: str, positions: list[int]) -> list[str]:
    edges = [0, *positions, len(text)]
    parts = (text[start:end].strip() for start, end in pairwise(edges))
    return [part for part in parts if part]


def _score(words: list[tuple[int, str]], index: int) -> float:
    word, before = words[index][1], words[index - 1][1]
    bare = word.strip("“”\"'‘’(),.;:").lower()
    if not word.lstrip("“\"'‘(")[:1].isupper() or bare in _MONTHS:
        return -9
    if before.lower() in _FUNCTION_WORDS or before.endswith(("/", "&", "-", "–", ",", "(")):
        return -9
    after = words[index + 1][1] if index + 1 < len(words) else ""
    score = 3.0 if bare in VERBS else 0.0
    if before.endswith((".", ";", "!", "?")):
        score += 2
    elif before[:1].islower() or before.endswith(")"):
        score += 1.5
    else:
        score -= 1
    return score + (0.5 if after[:1].islower() else -0.5)


def _finite_subjects(text: str, words: list[tuple[int, str]]) -> list[tuple[float, int]]:
    """In `Compare with other Councils A strategy is agreed` the subject of `is` opens an item."""
    found: list[tuple[float, int]] = []
    start = 0
    for index in range(1, len(words)):
        position, word = words[index]
        if word.lower() in VERBS and word[:1].isupper():
            start = position
        if word.lower() not in {"is", "are"}:
            continue
        opening = text[start : start + 40].split(" ", 1)[0].lower()
        subject = next((back for back in range(index - 1, 0, -1) if words[back][1][:1].isupper()), 0)
        if opening not in VERBS or not subject or words[subject][0] <= start or index - subject > 8:
            continue
        clause = text[start : words[subject][0]]
        if any(word.lower() in _PRONOUNS for _, word in words[subject + 1 : index]):
            continue
        if _RELATIVE.search(clause) or words[subject - 1][1].lower() in _FUNCTION_WORDS:
            continue
        found.append((3.0, words[subject][0]))
        start = words[subject][0]
    return found
