"""A warning about case data: few sure signs, few false alarms, and patterns that can't slow anything down."""

from __future__ import annotations

import ast
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language import case_data
from domain.language.case_data import read_pattern
from tests.domain.language.case_sentences import CASES, MISSED, ORDINARY_NOTES, STAFF

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


TODAY = date(2026, 11, 21)


def find_case_data(text: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    return case_data.find_case_data(text, own, today=TODAY, is_staff=STAFF.__contains__)


def nhs(first_nine: str) -> str:
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True)) % 11
    return first_nine + str(0 if rest == 11 else rest)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Number 943 476 5919 was sent the letter", case_data.NHS_NUMBER),
        ("9434765919", case_data.NHS_NUMBER),
        ("nhs no: 943 476 5910", case_data.NHS_NUMBER),
        ("９４３ ４７６ ５９１９", case_data.NHS_NUMBER),
        ("Her NI is AB 12 34 56 C", case_data.NI_NUMBER),
        ("ab123456c", case_data.NI_NUMBER),
        ("Spoke to TR (DOB 12/03/2015)", case_data.BIRTH),
        ("Tom Reed, born on 3 May 2014", case_data.BIRTH),
        ("date of birth: 2014-05-03", case_data.BIRTH),
        ("Review held for TR, aged 7", case_data.AGE),
        ("Child B is 12 years old", case_data.AGE),
        ("Tom Reed (9 yrs old) was seen", case_data.AGE),
        ("TR lives at 12 Acacia Road", case_data.ADDRESS),
        ("the child's home, BR1 4QT, was visited", case_data.ADDRESS),
        ("TR, 4 Mill Lane, moved", case_data.ADDRESS),
        ("the young person is at 9 Elm Close now", case_data.ADDRESS),
        ("rang 07700 900123", case_data.PHONE),
        ("+44 7700 900123", case_data.PHONE),
        ("mum can be called on 01632 960123", case_data.PHONE),
        ("Mosaic 1234567 updated", case_data.CASE_NUMBER),
        ("case number 100234", case_data.CASE_NUMBER),
        ("UPN: A12345678", case_data.CASE_NUMBER),
    ],
)
def test_case_data_is_seen(text: str, kind: str) -> None:
    assert kind in find_case_data(text)


ORDINARY = [
    "Survey sent out; 12 of 40 back. Next board on 12/03/2027.",
    "Training held at 12 High Street, BR1 4QT, for 45 staff.",
    "GD and AD agreed the dataset with the LSCP on 3 May 2026.",
    "Reported to Scrutiny Committee (12/03/2026), minute 4.2.",
    "Call the helpline on 0800 123 4567 or 0300 123 4567.",
    "The office is reached on 01632 960123.",
    "PO 4500012348 and order no. 4010232137 placed; cost £4,010,232,137; ref 2026/27-0012.",
    "Children aged 5 to 11 were consulted; all 7 year olds took part.",
    "Audit of 12 case files: case work is recorded in 11 of 12.",
    "Policy v2.1 approved; 100% of referrals within 24 hours.",
    "https://council.example.org/doc/9434765919000?case=1",
    "Year 7 pupils and their families got the letter in 3 languages.",
    "Section 47 enquiries up by 10%; NI contributions budgeted; NHS partners agreed.",
    "Born out of the 2023 review, the plan has 12 actions.",
    "Meeting 10.30, room 4, ext 1234567890.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_note_raises_no_alarm(text: str) -> None:
    assert find_case_data(text) == ()


def texts_of_the_corpus() -> list[str]:
    """Every text of the plans that the reader is tried on: headings, actions, progress notes."""
    found: list[str] = []
    for source in sorted((Path(__file__).parents[2] / "corpus" / "make").glob("*.py")):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        found += [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return [text for text in found if len(text) > 20]


def test_no_text_of_the_corpus_raises_an_alarm() -> None:
    texts = texts_of_the_corpus()
    assert len(texts) > 500
    assert [(find_case_data(text), text) for text in texts if find_case_data(text)] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published plans are not beside this project (../shared/seeds)")
def test_no_line_of_a_published_plan_raises_an_alarm() -> None:
    seeds = sorted(SEEDS.glob("*.txt"))
    lines = [line for seed in seeds for line in seed.read_text(encoding="utf-8", errors="replace").splitlines()]
    assert len(lines) > 200
    assert [found for line in lines if (found := find_case_data(line))] == []


@given(digits=st.from_regex(r"[4679][0-9]{8}", fullmatch=True))
def test_the_check_digit_decides(digits: str) -> None:
    whole = nhs(digits)
    if len(whole) == 10 and len(set(whole)) > 1:
        assert case_data.NHS_NUMBER in find_case_data(f"Letter to {whole} sent")
        wrong = whole[:9] + str((int(whole[9]) + 1) % 10)
        assert case_data.NHS_NUMBER not in find_case_data(f"Letter to {wrong} sent")


class TestOwnPatterns:
    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            ("MOS-####", "see mos-1234."),
            ("looked after", "He is Looked   After now"),
            ("oper*", "(Operation)"),
            ("case?", "the “cases” are"),
            ("child * smith", "child Tom Smith"),
        ],
    )
    def test_a_pattern_fits_whole_words_in_any_case(self, pattern: str, text: str) -> None:
        assert find_case_data(text, [read_pattern(pattern)]) == (case_data.OWN,)

    @pytest.mark.parametrize(
        ("pattern", "text"),
        [("MOS-####", "mos-12345"), ("case?", "case"), ("smith", "blacksmiths"), ("looked after", "looked well after")],
    )
    def test_and_nothing_else(self, pattern: str, text: str) -> None:
        assert find_case_data(text, [read_pattern(pattern)]) == ()

    @pytest.mark.parametrize("typed", ["", "  ", "*", "**", "a*", "x" * 61, "ab*c*d*e*f"])
    def test_what_would_fit_everything_is_refused_with_a_sentence(self, typed: str) -> None:
        with pytest.raises(ValueError, match=r"\.$"):
            read_pattern(typed)

    @given(text=st.text(max_size=300), pattern=st.text("ab*?# ", max_size=30))
    def test_nothing_breaks_it(self, text: str, pattern: str) -> None:
        find_case_data(text, [pattern])

    def test_no_pattern_and_no_text_is_slow(self) -> None:
        worst = [read_pattern("aaaaaaaaaaaaaaa*aaaaaaaaaaaaaaa*aaaaaaaaaaaaaaa*b")] * case_data.MOST_PATTERNS
        texts = [
            "a" * 10_000,
            "a a" * 3_333,
            "1 High " * 1_400,
            "A " * 5_000,
            "0 " * 5_000,
            "12 Aa" * 2_000,
            "T.R. " * 2_000,
            "Aa " * 3_333 + "1/1/2010",
            "Aa-Aa " * 1_700,
            "A. 1/1/20 " * 1_000,
            "child " * 1_700 + "1",
            "lives at 1 a a a " * 600,
            "AB, 7, " * 1_400,
            "1 2 3 4 5 " * 1_000 + "nhs",
            "nhs " + "1" * 9_990,
        ]
        for text in texts:
            began = time.process_time()
            find_case_data(text, worst)
            assert time.process_time() - began < 1.5, text[:20]


@pytest.mark.parametrize("text", CASES)
def test_a_note_that_tells_of_somebody_is_noticed(text: str) -> None:
    assert find_case_data(text), text


@pytest.mark.parametrize("text", ORDINARY_NOTES)
def test_a_note_of_council_work_is_not(text: str) -> None:
    assert find_case_data(text) == ()


@pytest.mark.parametrize("text", MISSED)
def test_what_is_known_to_be_missed_is_still_missed(text: str) -> None:
    assert find_case_data(text) == (), "it is noticed now: move it to CASES"


def test_the_letter_of_a_pupil_number_decides() -> None:
    digits = "801200001001"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, 2))
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    right, wrong = letters[total % 23] + digits, letters[(total + 1) % 23] + digits
    assert find_case_data(f"{right} is on the roll") == (case_data.CASE_NUMBER,)
    assert find_case_data(f"{wrong} is on the roll") == ()


def test_a_lead_with_an_old_date_is_not_taken_for_a_child() -> None:
    assert find_case_data("Ben Carr 12/03/2016") == ()
    assert find_case_data("Ben Carter 12/03/2016") == (case_data.BIRTH,)


@given(st.text(alphabet="ABab 1290/.(),'-\n", max_size=80))
def test_no_date_or_name_breaks_it(text: str) -> None:
    find_case_data(text)
