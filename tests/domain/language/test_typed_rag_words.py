import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.rag_words import is_colour_word, read_rag, take_rag
from domain.rag import Rag, RagValue

R, A, G, B, N = RagValue.RED, RagValue.AMBER, RagValue.GREEN, RagValue.BLUE, RagValue.NONE


@pytest.mark.parametrize(
    ("typed", "value", "kept"),
    [
        ("red", R, "red"),
        ("Amber", A, "Amber"),
        ("Yellow", A, "Yellow"),
        ("orange", A, "orange"),
        ("GREEN.", G, "GREEN"),
        ("blue!", B, "blue"),
        ("r", R, "r"),
        ("a", A, "a"),
        ("Y", A, "Y"),
        ("g", G, "g"),
        ("b", B, "b"),
        ("🔴", R, "🔴"),
        ("🟠", A, "🟠"),
        ("🟡", A, "🟡"),
        ("🟢\ufe0f", G, "🟢"),
        ("🔵", B, "🔵"),
        (":red_circle:", R, ":red_circle:"),
        (":large_yellow_circle:", A, ":large_yellow_circle:"),
        ("to green", G, "green"),
        ("is red", R, "red"),
        ("amber please", A, "amber"),
        ("none", N, "none"),
        ("clear", N, "clear"),
        ("blank", N, "blank"),
        ("n/a", N, "n/a"),
        ("no RAG", N, "no RAG"),
    ],
)
def test_a_colour_is_read_and_the_typed_word_kept(typed: str, value: RagValue, kept: str) -> None:
    assert read_rag(typed) == Rag(value, kept)


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "purple", "greenhouse", "reddish", "bluebell", "amber/green", "red or amber", "red to amber", "R&D"],
)
def test_no_colour_or_two_colours_are_never_guessed(typed: str) -> None:
    assert read_rag(typed) is None


@pytest.mark.parametrize(
    ("typed", "value", "reason"),
    [
        ("amber because survey late", A, "survey late"),
        ("Amber, as the “survey” is late", A, "the “survey” is late"),
        ("red - no staff", R, "no staff"),
        ("red: no staff: again", R, "no staff: again"),
        ("🔴 late", R, "late"),
        ("g: all agreed", G, "all agreed"),
        ("blue 'all done'", B, "all done"),
        ("amber survey late because of leave", A, "survey late because of leave"),
        ("is red since chair left", R, "chair left"),
        ("green", G, ""),
    ],
)
def test_the_reason_is_kept_in_the_persons_words(typed: str, value: RagValue, reason: str) -> None:
    rag, rest = take_rag(typed)
    assert rag is not None
    assert (rag.value, rest) == (value, reason)


@pytest.mark.parametrize("typed", ["a new note", "b team met", "red/amber because late", "nothing yet"])
def test_an_ordinary_sentence_is_no_colour(typed: str) -> None:
    assert take_rag(typed) == (None, typed)


def test_a_letter_alone_is_not_a_colour_word() -> None:
    assert [word for word in ("amber", "🔴", "a", "none", "8", "done") if is_colour_word(word)] == ["amber", "🔴"]


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    rag, rest = take_rag(text)
    assert rest == text if rag is None else rest in text
