import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.because import split_because


@pytest.mark.parametrize(
    ("typed", "head", "reason"),
    [
        ("end of June 2026 because chair not in post", "end of June 2026", "chair not in post"),
        ("30/6: chair left", "30/6", "chair left"),
        ("30 June: because the chair left", "30 June", "the chair left"),
        ("June since chair left", "June", "chair left"),
        ("30 June 2026 as the chair isn’t here", "30 June 2026", "the chair isn’t here"),
        ("30/6/26 due to staffing: two left", "30/6/26", "staffing: two left"),
        ("30 June - chair away", "30 June", "chair away"),
        ("30 June “chair away”", "30 June", "chair away"),
        ("next week 'chair away'", "next week", "chair away"),
        ("30 June because he said “no”", "30 June", "he said “no”"),
        ("end of July pending recruitment", "end of July", "pending recruitment"),
        ("end of July, to allow for consultation", "end of July", "to allow for consultation"),
        ("30 June 2027 (chair on leave)", "30 June 2027", "chair on leave"),
        ("15 Jan 2027 (Fri)", "15 Jan 2027 (Fri)", ""),
        ("30 June (chair away) because ill", "30 June (chair away)", "ill"),
        ("because chair left", "", "chair left"),
        ("ASAP", "ASAP", ""),
        ("as soon as possible", "as soon as possible", ""),
        ("since 2020", "since 2020", ""),
        ("1 May - 30 June 2026", "1 May - 30 June 2026", ""),
        ("10:30", "10:30", ""),
        (":red_circle: survey late", ":red_circle: survey late", ""),
        ("August", "August", ""),
        ("", "", ""),
    ],
)
def test_why_is_parted_from_what(typed: str, head: str, reason: str) -> None:
    assert split_because(typed) == (head, reason)


@given(st.text(max_size=80))
def test_no_text_raises_and_every_word_comes_from_the_text(text: str) -> None:
    head, reason = split_because(text)
    assert head in text
    assert reason in text
