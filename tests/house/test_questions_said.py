"""Each question that the reader of plans can ask is among the sentences that can be said in another language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.languages import offer_languages
from domain.language.questions_said import SENTENCES, recognise, say_question
from domain.speech import ENGLISH, speaking

READER = Path(__file__).parents[2] / "domain" / "importing"


# What the code puts where it says one of a few things.
FILLS = ("lead", "No action is printed.", "“Xy” is struck out, and “Xy” stands in its place.")


def asked() -> Iterator[tuple[str, str]]:
    """Every sentence that the code of the reader asks, with `Xy` where it puts something, and where it stands."""
    for path in sorted(READER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for said in _sentences(node):
                for text in _texts(said):
                    if text.strip().endswith((".", "?")) and " " in text:
                        yield f"{path.name}:{said.lineno}", text


def _sentences(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "message" for to in node.targets):
        return [node.value]
    if not isinstance(node, ast.Call):
        return []
    if isinstance(node.func, ast.Name) and node.func.id == "Doubt":
        return node.args[:1]
    named = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return node.args[2:3] if named in {"ask", "Question"} else []


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "Xy" for part in node.values]
        return ["".join(str(part) for part in parts)]
    return []


ASKED = sorted(set(asked()))


def test_there_are_questions() -> None:
    assert len(ASKED) > 60


@pytest.mark.parametrize(("place", "text"), ASKED)
def test_a_question_can_be_said_in_another_language(place: str, text: str) -> None:
    filled = text.replace("{printed}", "Xy").replace("{these}", "this action").replace("{Are}", "Are")
    ways = (filled, *(filled.replace("Xy", fill, 1) for fill in FILLS))
    assert any(map(recognise, ways)), f"{place}: add the sentence to SENTENCES in domain/language/questions_said.py"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_in_english_nothing_changes(sentence: str) -> None:
    assert say_question(sentence) == sentence


def test_what_is_printed_stays_and_dates_are_said() -> None:
    offer_languages()
    with speaking("cy"):
        said = say_question("There is no such day as “31 June 2027”. Is it 30 June 2027 or 1 July 2027? I took June.")
        assert "“31 June 2027”" in said
        assert "30 Mehefin 2027" in said
        assert "1 Gorffennaf 2027" in said
        assert say_question("Somebody asked something else?") == "Somebody asked something else?"
    assert ENGLISH.tag == "en-GB"
