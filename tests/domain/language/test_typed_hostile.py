"""Nothing that is typed keeps the bot busy: 40,000 hostile characters (the most a platform sends) are read at once.

What is measured is the work, in seconds of a processor: other programs of a busy machine are no fault of ours.
"""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from domain.errors import DomainError
from domain.language.because import split_because
from domain.language.on_behalf import read_ends
from domain.language.people import split_names
from domain.language.rag_words import read_rag, take_rag
from domain.language.refs import closest, parse_ref, take_ref, take_refs
from domain.language.verbs import split_verb
from domain.usecases import registry

LENGTH = 40_000
VERBS = {"done": "done", "amber": "rag", "go live": "golive"}
READERS: list[Callable[[str], object]] = [
    split_because,
    parse_ref,
    take_ref,
    lambda text: take_ref(text, at="end"),
    take_refs,
    take_rag,
    read_rag,
    lambda text: read_ends(f"{text}z"),
    lambda text: split_names(text, ["Head of Policy", "KE and JG"] * 20),
    lambda text: split_verb(text, VERBS, bots={"a"}),
    lambda text: split_verb(f"8 {text}", VERBS, bots={"a"}),
]
PIECES = [
    *(
        " ",
        "\"'",
        "a 'b ",
        ":a",
        " -",
        "and ",
        ",",
        "⟦a|b",
        "⟦a|b⟧",
        "as ",
        "8",
        "8.",
        "8, ",
        "8 and ",
        "(",
        " (",
        "tsp-",
        "\u200b",
    ),
    *("-", "(", ".", "?", "5 ", "word ", "has been ", "and move it to ", "twenty first ", "for ", "TSP-4 ", "x.\n"),
    *("amber ", "a", "due to ", "please ", "/actions ", "@a ", "r/", "because ", "mark ", "is ", "\n", "é", "🔴"),
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text_is_read_at_once(piece: str) -> None:
    split_verb("doen 8", VERBS)  # what loads late has loaded
    text = (piece * LENGTH)[:LENGTH]
    for read in READERS:
        begun = time.thread_time()
        read(text)
        assert time.thread_time() - begun < 1


def test_the_nearest_of_many_keys_is_found_at_once() -> None:
    ref = parse_ref("TSP-99999")
    assert ref is not None
    begun = time.thread_time()
    closest(ref, (f"TSP-{number}" for number in range(20_000)))
    assert time.thread_time() - begun < 2


def parse(line: str) -> None:
    with suppress(DomainError):
        registry.parse(line)


@pytest.mark.parametrize("piece", PIECES)
def test_a_whole_hostile_line_is_read_at_once(piece: str) -> None:
    parse("frobnicate 8 with doen")  # what loads late has loaded
    text = (piece * LENGTH)[:LENGTH]
    for line in (f"a{text}for 4", f"4 {text}", f"done 4 {text}", f"done 4 red{text}", f"update 4 {text}z"):
        begun = time.thread_time()
        parse(line)
        assert time.thread_time() - begun < 1, line[:20]
