"""Names and titles that were run together without a separator, taken apart again."""

from __future__ import annotations

from domain.importing.leadvocabulary import LeadVocabulary, stands_alone
from domain.importing.leadwords import (
    OPENERS,
    ORGANISATIONS,
    POSTS,
    PREFIXES,
    ROLE_NOUNS,
    NameKind,
    could_be_name_word,
    is_honorific,
    is_initials,
    kind_of,
)

_BODIES = ORGANISATIONS | {
    *["agency", "board", "committee", "constabulary", "council", "department", "directorate", "division", "forum"],
    *["group", "panel", "partnership", "service", "services", "team", "teams", "unit"],
}


def part_run(text: str, vocabulary: LeadVocabulary) -> list[str]:
    """Names and titles that were run together, by the plan's own vocabulary, longest first; then by their form."""
    words = text.split()
    if len(words) < 2 or vocabulary.knows(text) or ": " in text or (", " in text and kind_of(text) is NameKind.POST):
        return [text]
    for cut in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if vocabulary.knows(head) and _may_follow(head, tail, vocabulary):
            return [head, *part_run(tail, vocabulary)]
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if words[cut - 1] in {"of", "for", "to", "in", "and", "&", "the"}:
            continue
        if vocabulary.knows(tail) and _may_precede(head, tail, vocabulary):
            return [*part_run(head, vocabulary), tail]
    for cut in range(len(words) - 1, 0, -1):
        # `Estates Catering`, where other cells of the column hold `Estates` and `Catering`, whatever these words are.
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        lone = head.lower() in ROLE_NOUNS or tail.lower() in ROLE_NOUNS  # the rest of a post in the next line
        if vocabulary.fills(head) and vocabulary.fills(tail) and not lone:
            return [head, tail]
    if all(is_initials(word) for word in words):
        return words
    if by_form := _people_by_form(words):
        return by_form
    return _titles_by_form(text, words)


def _may_follow(head: str, tail: str, vocabulary: LeadVocabulary) -> bool:
    first = tail.split()[0]
    if first in {"of", "for", "to", "in", "and", "&", "or", "then", "with"} or not first[0].isalnum():
        return False  # `Chair` and `of the Board` are one
    if vocabulary.knows(tail) or stands_alone(tail):
        return True
    if is_initials(head) and len(head) > 3:
        return False
    if is_initials(first) and len(tail.split()) == 1:
        return True
    return len(part_run(tail, vocabulary)) > 1


def _may_precede(head: str, tail: str, vocabulary: LeadVocabulary) -> bool:
    kind = kind_of(head)
    if kind_of(tail) is NameKind.INITIALS:
        return kind in {NameKind.PERSON, NameKind.INITIALS} or (kind is NameKind.POST and len(head.split()) > 1)
    return kind in {NameKind.PERSON, NameKind.INITIALS} or stands_alone(head) or len(part_run(head, vocabulary)) > 1


def _people_by_form(words: list[str]) -> list[str]:
    """`Ada Brook Ben Carr`: two full names, where all words are names and their number is even."""
    if len(words) < 4 or len(words) % 2 or not all(could_be_name_word(word) for word in words):
        return []
    if any(map(is_honorific, words)):
        return []
    return [" ".join(words[index : index + 2]) for index in range(0, len(words), 2)]


def _titles_by_form(text: str, words: list[str]) -> list[str]:
    """`Head of Learning Heads of Service`: a new title opens after one that is whole."""
    position = 0
    for index in range(1, len(words)):
        position = text.find(words[index], position + len(words[index - 1]))
        head = text[:position].strip()
        opens = (
            not words[index].lower().startswith("member")
            and (  # a `Cabinet Member for ...` is one
                OPENERS.match(text, position)
                and words[index][:1].isupper()
                and words[index - 1].lower() not in PREFIXES
            )
        )
        if opens and kind_of(head) is NameKind.POST:
            return [head, *_titles_by_form(text[position:], words[index:])]
        ends_title = words[index - 1].lower() in ROLE_NOUNS and words[index - 1][:1].islower()
        if ends_title and index >= 2 and words[index][:1].isupper():
            return [head, *_titles_by_form(text[position:], words[index:])]
    return [text]


def may_be_two(text: str) -> bool:
    """Could `Youth Justice Service Court Liaison Officer` be two, a body or post that is whole and then a post?

    Nothing in the words tells, nor does a line that ends there in a narrow cell, so a person is asked. A body of two
    words is rather what the post is about (`Customer Service Quality Manager`).
    """
    words = text.split()
    for cut in range(2, len(words) - 1):
        last, following = words[cut - 1].lower(), words[cut]
        fewest = 2 if last in POSTS else 3 if last in _BODIES else len(words)
        if cut < fewest or not following[:1].isupper() or following.lower() in ROLE_NOUNS:
            continue
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if words[-1].lower() in POSTS and kind_of(head) is kind_of(tail) is NameKind.POST:
            return True
    return False


def split_lead_groups(text: str, vocabulary: LeadVocabulary) -> list[str]:
    """`AB AB - CD` as `AB` and `AB - CD`: initials after initials with nothing between begin the next group."""
    words = text.split()
    groups: list[list[str]] = [[]]
    for word in words:
        last = groups[-1][-1] if groups[-1] else ""
        if last and is_initials(word) and is_initials(last) and vocabulary.knows(word) and vocabulary.knows(last):
            groups.append([])
        groups[-1].append(word)
    return [" ".join(group) for group in groups]
