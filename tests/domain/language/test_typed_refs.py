import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.due import MONTHS, WEEKDAYS
from domain.language.refs import Ref, closest, fold_key, loose_key, parse_ref, take_ref, take_refs

KEYS = [*(f"TSP-{number}" for number in range(1, 27)), "SHR-1b.2", "SHR-1b.3", "KCC-T2.1.3"]


@pytest.mark.parametrize(
    ("typed", "code", "local"),
    [
        ("TSP-8", "TSP", "8"),
        ("tsp 8", "TSP", "8"),
        ("tsp8", "TSP", "8"),
        ("Tsp - 8", "TSP", "8"),
        ("TSP–8", "TSP", "8"),
        ("TSP\u20118", "TSP", "8"),
        ("tsp\u00a08", "TSP", "8"),
        ("TSP#8", "TSP", "8"),
        ("8", None, "8"),
        ("#8", None, "8"),
        ("8.", None, "8"),
        ("(8)", None, "8"),
        ("“TSP-8”", "TSP", "8"),
        ("'8'", None, "8"),
        ("no. 8", None, "8"),
        ("action 8", None, "8"),
        ("rec TSP-8", "TSP", "8"),
        ("SHR-1b.3", "SHR", "1b.3"),
        ("shr 1b3", "SHR", "1b3"),
        ("SHR1b.3", "SHR", "1b.3"),
        ("KCC-T2.1.3", "KCC", "T2.1.3"),
        ("T2.1.3", None, "T2.1.3"),
        ("1b.u1", None, "1b.u1"),
        ("2.1(a)", None, "2.1(a)"),
        ("TSP-A", "TSP", "A"),
        ("TSP-iv", "TSP", "iv"),
        ("MLP-A.1", "MLP", "A.1"),
        ("mlp-b.12.3", "MLP", "b.12.3"),
        ("MLP-A-1", "MLP", "A-1"),
        ("  TSP-8?  ", "TSP", "8"),
    ],
)
def test_a_reference_is_read_as_people_type_it(typed: str, code: str | None, local: str) -> None:
    assert parse_ref(typed) == Ref(code, local)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "follow-up",
        '"8 people came"',
        "8th",
        "30/6",
        "30/06/2026",
        "30%",
        "1:1",
        "10am",
        "8-10",
        "£8",
        "may 8",
        "Thursday 3",
        "on 8",
        "within 3",
        "June 2026",
        "dataset",
        "TSP",
        "TSP-",
        "-8-",
    ],
)
def test_what_is_no_reference_is_not_read_as_one(typed: str) -> None:
    assert parse_ref(typed) is None
    assert take_ref(typed) == (None, typed)


@pytest.mark.parametrize(
    ("words", "ref", "rest"),
    [
        ("8: dataset agreed at PSG", "8", "dataset agreed at PSG"),
        ("8:dataset agreed", "8", "dataset agreed"),
        ("TSP-8 – it’s  “done”\u00a0now ", "TSP-8", "it’s  “done”\u00a0now "),
        ("tsp 8 amber because 3 left", "TSP-8", "amber because 3 left"),
        ("SHR-1b.3 end of June", "SHR-1b.3", "end of June"),
        ("8, agreed", "8", "agreed"),
        ("8 9 people came", "8", "9 people came"),
        ("8 -5% on last year", "8", "-5% on last year"),
    ],
)
def test_the_rest_keeps_the_exact_words(words: str, ref: str, rest: str) -> None:
    found, left = take_ref(words)
    assert (str(found), left) == (ref, rest)


@pytest.mark.parametrize("words", ["agreed 8 of them", "we met 3 times", "see 8", "update on 8 visits"])
def test_an_ordinary_word_before_a_number_is_no_code_when_codes_are_known(words: str) -> None:
    assert take_ref(words, codes={"TSP"}) == (None, words)


def test_a_known_code_may_stand_apart_in_any_case() -> None:
    assert take_ref("Tsp 8 done", codes={"tsp"}) == (Ref("TSP", "8"), "done")


@pytest.mark.parametrize(
    ("words", "ref", "rest"),
    [
        ("amber for TSP-8", Ref("TSP", "8"), "amber for"),
        ("moved the meeting, tsp 8", Ref("TSP", "8"), "moved the meeting,"),
        ("agreed (#8)", Ref(None, "8"), "agreed"),
        ("30 June 2026", None, "30 June 2026"),
        ("by May 8", None, "by May 8"),
        ("all agreed", None, "all agreed"),
    ],
)
def test_a_reference_at_the_end_is_read_where_asked(words: str, ref: Ref | None, rest: str) -> None:
    assert take_ref(words, at="end") == (ref, rest)


@pytest.mark.parametrize(
    ("words", "refs", "rest"),
    [
        ("8, 9 and 12: agreed", ["8", "9", "12"], "agreed"),
        ("TSP-8 and 9", ["TSP-8", "TSP-9"], ""),
        ("8 & SHR-1b.3", ["8", "SHR-1b.3"], ""),
        ("8, 9 people came", ["8"], "9 people came"),
        ("8: 9 people came", ["8"], "9 people came"),
        ("and 9", [], "and 9"),
    ],
)
def test_several_references_can_stand_together(words: str, refs: list[str], rest: str) -> None:
    found, left = take_refs(words)
    assert ([str(ref) for ref in found], left) == (refs, rest)


def test_spelling_does_not_matter_when_references_are_compared() -> None:
    assert {Ref("TSP", "8").folded, fold_key("TSP-8"), fold_key(" tsp-8 ")} == {"tsp-8"}
    assert Ref("SHR", "1b3").loose == loose_key("SHR-1b.3")
    assert Ref(None, "08").loose == loose_key("8")
    assert loose_key("T2.13") != loose_key("T2.1.3")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("TSP-88", "TSP-8"), ("TPS-8", "TSP-8"), ("shr 1b3", "SHR-1b.3"), ("KCC-T21.3", "KCC-T2.1.3"), ("8b", "TSP-8")],
)
def test_a_miss_offers_the_nearest_first(typed: str, first: str) -> None:
    ref = parse_ref(typed)
    assert ref is not None
    assert closest(ref, KEYS)[0] == first


def test_nothing_near_offers_nothing() -> None:
    assert closest(Ref("ZZZ", "971"), KEYS) == []


@given(st.text(max_size=80), st.sampled_from(["start", "end"]))
def test_no_text_raises_and_nothing_is_lost(text: str, at: str) -> None:
    ref, rest = take_ref(text, at="end" if at == "end" else "start")
    assert rest in text
    if ref is None:
        assert rest == text


@given(st.from_regex(r"[A-Z]{3,6}", fullmatch=True), st.from_regex(r"[1-9][0-9]?[a-z]?(\.[1-9]){0,2}", fullmatch=True))
def test_every_key_reads_back_as_itself(code: str, local: str) -> None:
    key = f"{code}-{local}"
    ref = parse_ref(key)
    if code[:3].title() not in {word[:3] for word in (*MONTHS, *WEEKDAYS)}:
        assert ref is not None
        assert ref.folded == fold_key(key)
        assert closest(ref, [*KEYS, key])[0].lower() == key.lower()
