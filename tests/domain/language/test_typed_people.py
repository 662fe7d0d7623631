import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.people import TypedName, joined, parted, split_names
from domain.mentions import Mention, without_mention_marks

KNOWN = ["Head of Safeguarding", "Head of Safeguarding and Quality", "Independent Chair & Scrutineer", "KE"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("@Grace Dunn and Audit Group, KE & JG", ["Grace Dunn", "Audit Group", "KE", "JG"]),
        ("to Grace Dunn", ["Grace Dunn"]),
        ("Grace Dunn\nBob Hale", ["Grace Dunn", "Bob Hale"]),
        ("Head of Safeguarding and Quality and KE", ["Head of Safeguarding and Quality", "KE"]),
        ("head of  safeguarding, KE", ["head of safeguarding", "KE"]),
        ("Independent Chair & Scrutineer & JG", ["Independent Chair & Scrutineer", "JG"]),
        ("Head of Policy and Practice", ["Head of Policy", "Practice"]),
        ("“Head of Policy and Practice”, KE", ["Head of Policy and Practice", "KE"]),
        ("Andy Sand, Sandy Brand and Randal", ["Andy Sand", "Sandy Brand", "Randal"]),
        ("KE, KE and ke2", ["KE", "ke2"]),
        ("Siân O’Neill-Brown", ["Siân O’Neill-Brown"]),
        ("", []),
        (" and , & ", []),
    ],
)
def test_names_are_parted_at_their_joiners(typed: str, names: list[str]) -> None:
    assert [person.name for person in split_names(typed, KNOWN)] == names


def test_a_mention_is_a_person_and_not_words() -> None:
    grace = Mention("U1", "Grace Dunn")
    assert split_names(f"to {grace.token()} and Audit Group {Mention('29:1-x', 'A, B and C').token()}") == (
        grace,
        TypedName("Audit Group"),
        Mention("29:1-x", "A, B and C"),
    )


def test_typed_marks_cannot_make_a_mention() -> None:
    typed = without_mention_marks("⟦U1|Grace Dunn⟧")
    assert not any(isinstance(person, Mention) for person in split_names(typed))
    assert Mention("U⟧1|", "⟦x⟧").token() == "⟦U1|x⟧"


def test_me_is_known() -> None:
    assert [name.is_me for name in split_names("Me and JG") if isinstance(name, TypedName)] == [True, False]


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    assert all(person.name for person in split_names(text, KNOWN) if isinstance(person, TypedName))


@given(st.text(min_size=1, max_size=20).map(without_mention_marks), st.text(max_size=20))
def test_every_mention_reads_back(account: str, name: str) -> None:
    token = Mention(account or "U1", name).token()
    if not token.startswith("⟦|"):
        assert split_names(token) == (Mention((account or "U1").replace("|", ""), without_mention_marks(name)),)


_names = st.text(alphabet="abcXY 0'é-", min_size=1, max_size=12).filter(str.strip)
_mentions = st.builds(Mention, st.text(alphabet="UW0123abc:-", min_size=1, max_size=12), _names.map(str.strip))


@given(st.lists(_mentions, max_size=4, unique=True), st.lists(_names.map(str.strip), max_size=3))
def test_who_was_picked_and_who_was_typed_are_parted_again(picked: list[Mention], typed: list[str]) -> None:
    value = joined(picked, ", ".join(typed))
    assert parted(value) == (tuple(picked), ", ".join(typed))


@given(st.text(max_size=60))
def test_what_is_typed_is_never_a_pick(typed: str) -> None:
    assert parted(joined((), typed))[0] == ()
