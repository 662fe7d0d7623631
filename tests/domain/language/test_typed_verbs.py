import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.verbs import VerbMatch, clean_line, split_verb

PLAIN_VERBS = ("mine", "overdue", "due", "show", "find", "done", "undo", "update", "rag", "date", "assign", "history")
ALIASES = {"complete": "done", "close": "done", "red": "rag", "amber": "rag", "🔴": "rag", "go live": "golive"}
VERBS = {**{verb: verb for verb in PLAIN_VERBS}, **ALIASES}


@pytest.mark.parametrize(
    ("line", "verb", "rest"),
    [
        ("mine", "mine", ""),
        ("/actions mine", "mine", ""),
        ("actions: mine", "mine", ""),
        ("/Actions", None, ""),
        ("", None, ""),
        ("done 8: dataset agreed at PSG", "done", "8: dataset agreed at PSG"),
        ("Done: 8", "done", "8"),
        ("done, 8", "done", "8"),
        ("DONE\u00a08", "done", "8"),
        ("please show TSP-8", "show", "TSP-8"),
        ("update 8 it’s  “agreed”", "update", "8 it’s  “agreed”"),
        ("⟦B1|Action Log⟧ done 8", "done", "8"),
        ("⟦B1|Action Log⟧, /actions done 8", "done", "8"),
        ("done 8 ⟦B1|Action Log⟧", "done", "8"),
        ("go live TSP", "golive", "TSP"),
        ("amber 8 because late", "rag", "8 amber because late"),
        ("🔴 8", "rag", "8 🔴"),
        ("red", "rag", "red"),
    ],
)
def test_the_first_word_is_the_verb(line: str, verb: str | None, rest: str) -> None:
    match = split_verb(line, VERBS, bots={"B1"})
    assert (match.verb, match.rest, match.swapped) == (verb, rest, False)


@pytest.mark.parametrize(
    ("line", "verb", "rest"),
    [
        ("8 done", "done", "8"),
        ("TSP-8 complete: note  “x”", "done", "TSP-8: note  “x”"),
        ("tsp 8 update we did it", "update", "tsp 8 we did it"),
        ("8 amber", "rag", "8 amber"),
        ("#8: done", "done", "#8"),
        ("mark 8 as done", "done", "8"),
        ("mark TSP-8 complete: agreed", "done", "TSP-8: agreed"),
        ("set 8 to amber because late", "rag", "8 amber because late"),
        ("8 is now complete", "done", "8"),
        ("8 has been done.", "done", "8."),
        ("8 – done – agreed by all", "done", "8 – agreed by all"),
        ("8 date end of June because ill", "date", "8 end of June because ill"),
    ],
)
def test_reference_and_verb_may_swap(line: str, verb: str, rest: str) -> None:
    match = split_verb(line, VERBS)
    assert (match.verb, match.rest, match.swapped) == (verb, rest, True)


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("doen 8", "done"),
        ("8 doen", "done"),
        ("overdu", "overdue"),
        ("histroy TSP-8", "history"),
        ("dates 8", "date"),
        ("8 is done by Friday", "done"),
    ],
)
def test_a_near_miss_is_offered_and_never_carried_out(line: str, suggestion: str) -> None:
    match = split_verb(line, VERBS)
    assert (match.verb, match.suggestion, match.rest) == (None, suggestion, line)


@pytest.mark.parametrize(
    "line",
    [
        "8",
        "hello there",
        "the survey is done",
        "doneness",
        "actioned 8",
        "8 people are done",
        "8 is not done",
        "mark my words",
        "8 will be done",
    ],
)
def test_other_lines_have_no_verb(line: str) -> None:
    match = split_verb(line, VERBS)
    assert (match.verb, match.rest) == (None, line)


def test_only_the_bots_own_mention_is_taken_out() -> None:
    assert clean_line("⟦U1|Grace Dunn⟧ done 8", bots={"B1"}) == "⟦U1|Grace Dunn⟧ done 8"


@given(st.text(max_size=80))
def test_no_line_raises_and_the_rest_comes_from_the_line(line: str) -> None:
    match = split_verb(line, VERBS)
    assert isinstance(match, VerbMatch)
    if not match.swapped and match.word == "":
        assert match.rest in line


@given(st.text(max_size=60))
def test_a_note_keeps_its_exact_words(note: str) -> None:
    match = split_verb(f"done 8: x{note}x", VERBS)
    assert match == VerbMatch("done", f"8: x{note}x", word="done")
