"""A language that nobody speaks, and in which one can see what is in the catalogue: each sentence stands in «marks».

What is outside of the marks in an answer, and is no word of a person's or a plan's, escaped the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from string import Formatter

from adapters.slack.blocks import message
from adapters.slack.forms import FormTooBig, Origin, modal
from adapters.teams.cards import TooBig, render
from adapters.teams.forms import render_form
from domain.speech import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, Language, offer, speaking
from domain.views import Buttons, ChoiceField, Facts, Form, Item, PersonField, Quote, Reply, TextField
from tools.messages import TEMPLATE, kept

TAG = "en-XA"
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_PLAIN = re.compile(r"\b\d{2}:\d{2}\b|\b[A-Z]{2,5}-\d+[A-Za-z.\d]*|\bhttps?://\S+")


@cache
def language() -> Language:
    """Every sentence of the template, in marks."""
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for entry in kept(TEMPLATE):
        if isinstance(entry.id, str):
            messages[entry.id] = _marked(entry.id)
        else:
            plurals[entry.id[0]] = tuple(_marked(form) for form in entry.id)
    messages.pop("", None)
    return Language(
        TAG,
        messages,
        plurals,
        months=tuple(_marked(name) for name in ENGLISH_MONTHS),
        weekdays=tuple(_marked(name) for name in ENGLISH_WEEKDAYS),
    )


def _marked(sentence: str) -> str:
    """`{key} is open.` as `{key}« is open.»`: what goes into a sentence has marks of its own, or is none of ours."""
    made = ""
    for literal, name, spec, _ in Formatter().parse(sentence):
        made += "\n".join(f"«{line}»" if _LETTERS.search(line) else line for line in literal.split("\n"))
        if name is not None:
            made += f"{{{name}:{spec}}}" if spec else f"{{{name}}}"
    return made


def offer_it() -> None:
    """Let it be spoken."""
    offer(TAG, language)


def shown(reply: Reply) -> Iterator[str]:
    """Every text of an answer that somebody reads or hears."""
    for element in reply.elements:
        match element:
            case Item():
                yield from (element.text, *element.facts, element.note)
                yield from _of_buttons((*element.buttons, *element.more))
            case Facts():
                yield from (word for pair in element.pairs for word in pair)
            case Quote():
                yield element.by
            case Buttons():
                yield from _of_buttons(element.buttons)
            case _:
                yield element.text
    yield from reply.field_errors.values()
    if reply.form is not None:
        yield from _of_form(reply.form)


def _of_buttons(buttons: Collection[object]) -> Iterator[str]:
    for one in buttons:
        yield from (one.label, one.describe)  # type: ignore[attr-defined]  # they are buttons


def _of_form(form: Form) -> Iterator[str]:
    yield from (form.title, form.intro, form.submit, *form.errors.values())
    for one in form.fields:
        yield from (one.label, one.hint)
        if isinstance(one, ChoiceField):
            yield from (label for _, label in one.options)
        if isinstance(one, PersonField):
            yield one.typed_label
        assert isinstance(one, TextField) or one.name


def outside(text: str) -> str:
    """What of a text is in no marks. A title that was cut short has lost its last mark."""
    depth, left = 0, []
    for character in text:
        depth += {"«": 1, "»": -1}.get(character, 0)
        if depth == 0:
            left.append(" " if character == "»" else character)
    return "".join(left)


def escaped(texts: Iterable[str], own: Collection[str]) -> list[str]:
    """The texts of which something is in no catalogue. `own` are words of the plan and of people."""
    found = []
    for text in texts:
        left = outside(text)
        for words in sorted(own, key=len, reverse=True):
            left = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", left)
        if _LETTERS.search(_PLAIN.sub(" ", left)):
            found.append(text)
    return found


_READ = frozenset(
    {"text", "title", "tooltip", "label", "placeholder", "errorMessage", "accessibility_label", "altText"}
)


def drawn(reply: Reply) -> Iterator[str]:
    """Every text of an answer as Slack and Teams are given it, with what their adapters add."""
    with speaking(reply.language):
        yield from _texts(message(reply)["blocks"])
        yield from _texts(render(reply))
        if reply.form is not None:
            with suppress(FormTooBig):
                yield from _texts(modal(reply.form, Origin()))
            with suppress(TooBig):
                yield from _texts(render_form(reply.form))


_RUNS = {"rich_text_section": "elements", "RichTextBlock": "inlines"}


def _texts(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, Mapping) and value.get("type") in _RUNS:
        # one text in runs that look different: a word that was found is bold
        yield "".join(str(run.get("text", "")) for run in value[_RUNS[value["type"]]])
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in {"data", "value"}:
                yield from _texts(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str) and name in _READ:
        yield value
