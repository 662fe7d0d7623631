"""Every sentence that people read is in the catalogue, and no translation can break an answer."""

from __future__ import annotations

from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import catalogue_of, load, offer_languages
from domain.speech import ENGLISH, Language, speaking, tr, trn
from tests.house.locks import ROOT
from tools import messages, sentences

escaped = cache(sentences.all_escaped)
offer_languages()

KEPT = {tag: messages.kept(catalogue_of(tag), tag) for tag in messages.languages()}
ENTRIES = [one for catalogue in (messages.kept(messages.TEMPLATE), *KEPT.values()) for one in catalogue if one.id]
LANGUAGES = [load(tag) for tag in KEPT]

NOT_FOR_CATALOGUES = {
    "adapters/teams/config.py": "what is wrong with settings is told to whoever starts the process",
    "adapters/teams/endpoint.py": "what is no message of Teams is refused in the words of the protocol",
    "adapters/teams/bot.py": "an error in the words of the protocol, which nobody is shown",
    "domain/usecases/version_questions.py": "a question on a document is kept as it is, in English",
    "domain/usecases/renumbering.py": "likewise",
    "domain/usecases/asking.py": "kept questions are told apart by their words",
    "domain/usecases/answers.py": "likewise",
    "domain/usecases/mine.py": "a command is the same in every language",
}


def test_every_sentence_is_in_its_catalogue() -> None:
    assert messages.behind() == [], "Please run `make messages`"


def test_no_sentence_is_out_of_the_catalogue() -> None:
    found = {name: some for name, some in escaped().items() if name not in NOT_FOR_CATALOGUES}
    assert found == {}, 'Please write tr("... {name} ...", name=name), see docs/translating.md'


def test_what_is_left_out_is_still_there() -> None:
    assert NOT_FOR_CATALOGUES.keys() - escaped().keys() == set()


@pytest.mark.parametrize("tag", KEPT)
def test_a_translation_has_the_places_of_its_sentence_and_no_other(tag: str) -> None:
    assert messages.problems(KEPT[tag]) == []


def test_a_place_that_is_none_is_found() -> None:
    catalogue = Catalog(locale="cy")
    catalogue.add("{key} is open again{colour}.", string="Mae {kye} yn agored{colour}.")
    catalogue.add("Undo", string=" Dadwneud")
    assert len(messages.problems(catalogue)) == 2


WORDS = st.text(max_size=30) | st.sampled_from(["{key}", "{0}", "}{", "%s", "{__class__}", "‮", "<!channel>"])


@given(st.data())
def test_a_sentence_can_be_said_whatever_goes_into_it(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(ENTRIES))
    given_values: dict[str, object] = {}
    forms = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    for form in forms:
        for _, name, spec, _ in Formatter().parse(form):
            if name is not None:
                given_values[name] = data.draw(st.integers(0, 10**9) if spec else WORDS)
    count = given_values.pop("count", 0) if not isinstance(entry.id, str) else 0
    said = {}
    for language in (ENGLISH, *LANGUAGES):
        with speaking(language.tag):
            said[language.tag] = tr(forms[0], **given_values) if len(forms) == 1 else _said(forms, count, given_values)
    shown = [str(value) for name, value in given_values.items() if isinstance(value, str)]
    assert all(value in said[ENGLISH.tag] for value in shown), "a value is in the sentence as it was given"


def _said(forms: list[str], count: object, values: dict[str, object]) -> str:
    assert isinstance(count, int | str)
    return trn(forms[0], forms[1], int(count) if str(count).isdecimal() else 0, **values)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
@given(count=st.integers(0, 5000))
def test_every_number_has_a_form(language: Language, count: int) -> None:
    assert all(language.form(count) < len(forms) for forms in language.plurals.values())


@pytest.mark.parametrize("tag", KEPT)
def test_numbers_are_written_as_in_english(tag: str) -> None:
    # `{count:,}` is the same in every language that is shipped; one in which it is not needs a formatter of its own.
    assert format_decimal(1234567, locale=tag) == f"{1234567:,}"


def test_catalogues_go_with_the_package() -> None:
    assert all(catalogue_of(tag).is_relative_to(ROOT / "bot") for tag in KEPT)
