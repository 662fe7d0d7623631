"""`make messages`: writes what there is to translate, and brings each language's catalogue up to date with it.

`bot/locale/actionlog.pot` holds every sentence that people read, as the code has it; a language's `.po` beside it keeps
what its translators wrote. `--check` changes nothing, and says what is behind (`tests/house/test_messages.py`).
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.languages import DOMAIN, LOCALES, catalogue_of
from domain.speech import ENGLISH, LANGUAGES

ROOT = Path(__file__).parents[1]
ROOMS = ("domain", "adapters", "bot")
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS = frozenset({"tr", "marked", "trn"})

_HEADER = """\
# What Action Log says to people, to be translated.
# Written by `make messages`; docs/translating.md says how to go about it."""


def found() -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Each sentence in the code: the file it stands in, and itself, or its singular and its plural."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            for said in _said_in(file.read_text(encoding="utf-8")):
                yield file.relative_to(ROOT).as_posix(), said


def _said_in(code: str) -> Iterator[str | tuple[str, str]]:
    """The sentences of one file; also those inside an f-string, which Babel's own extractor passes over."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in KEYWORDS:
            continue
        words = [each.value for each in node.args[:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if node.func.id == "trn" and len(words) == 2:
            yield words[0], words[1]
        elif node.func.id != "trn" and words and isinstance(node.args[0], ast.Constant):
            yield words[0]


def template() -> Catalog:
    """All of them as a catalogue without translations."""
    catalogue = Catalog(project="Action Log", domain=DOMAIN, header_comment=_HEADER, fuzzy=False)
    for file, said in found():
        catalogue.add(said, locations=[(file, 0)], flags=["python-brace-format"] if places(said) else [])
    return catalogue


def places(said: str | tuple[str, ...] | list[str]) -> set[str]:
    """The named places in a sentence, or in all of its forms."""
    forms = [said] if isinstance(said, str) else said
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def ids(catalogue: Catalog) -> set[str]:
    """What a catalogue is about: each sentence, or the singular of each pair."""
    return {_id(message) for message in catalogue if message.id}


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def kept(path: Path, tag: str | None = None) -> Catalog:
    """A catalogue as it is on the disk."""
    with path.open("rb") as file:
        return read_po(file, locale=tag, domain=DOMAIN)


def languages() -> list[str]:
    """The languages that have a catalogue: every one but English."""
    return [tag for tag in LANGUAGES if tag != ENGLISH.tag]


def problems(catalogue: Catalog) -> list[str]:
    """What is wrong with translations: a place that the English sentence doesn't have, a form or a blank that lacks."""
    wrong = []
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if not message.id or not any(forms):
            continue
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        for form in forms:
            try:
                unknown = places(form) - places(english)
            except ValueError as error:
                wrong.append(f"{_id(message)!r}: {error} in {form!r}")
                continue
            if not form:
                wrong.append(f"{_id(message)!r}: a form is missing")
            elif unknown:
                wrong.append(f"{_id(message)!r}: {', '.join(sorted(unknown))} in {form!r} is no place of it")
            elif _edges(form) != _edges(english[0]):
                wrong.append(f"{_id(message)!r}: {form!r} begins or ends with other blanks")
            elif specs(form) - specs(*english):
                wrong.append(f"{_id(message)!r}: a place in {form!r} is written in another way")
    return wrong


def specs(*forms: str) -> set[tuple[str, str, str]]:
    """The places with how they are written: `{count:,}`."""
    return {
        (name, spec or "", conversion or "")
        for form in forms
        for _, name, spec, conversion in Formatter().parse(form)
        if name is not None
    }


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def behind() -> list[str]:
    """What `make messages` would change, in sentences."""
    now, wrong = ids(template()), []
    for path in (TEMPLATE, *(catalogue_of(tag) for tag in languages())):
        there = ids(kept(path))
        name = path.relative_to(ROOT)
        wrong += [f"{name} has no {said!r} yet" for said in sorted(now - there)]
        wrong += [f"{name} still has {said!r}" for said in sorted(there - now)]
    return wrong


def _written(catalogue: Catalog) -> bytes:
    """As a file: in the order of the sentences, without line numbers and dates, so that it changes only with them."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False, ignore_obsolete=False)
    return re.sub(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator): .*\\n"\n', b"", out.getvalue())


def main(arguments: list[str]) -> int:
    """Write them anew, or (`--check`) say what is behind."""
    if "--check" in arguments:
        wrong = behind() + [f"{tag}: {one}" for tag in languages() for one in problems(kept(catalogue_of(tag), tag))]
        print("\n".join(wrong) or "Every sentence is in its catalogue.")
        return 1 if wrong else 0
    now = template()
    TEMPLATE.write_bytes(_written(now))
    print(f"{len(ids(now))} sentences are in {TEMPLATE.relative_to(ROOT)}.")
    for tag in languages():
        path = catalogue_of(tag)
        catalogue = kept(path, tag) if path.exists() else Catalog(locale=tag, domain=DOMAIN, fuzzy=False)
        catalogue.update(now, no_fuzzy_matching=True, update_header_comment=False)
        path.write_bytes(_written(catalogue))
        done = sum(1 for one in catalogue if one.id and one.string and any(one.string))
        print(f"{done} of them are in {path.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
