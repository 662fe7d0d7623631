"""What the initials of a plan stand for, where the plan says so: a table of names, a key, `Ada Brook (“AB”)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from domain.importing.leadwords import NameKind, kind_of
from domain.importing.raw import RawDocument, RawParagraph, RawTable

_SHORT = r"[A-Z][A-Za-z]{0,4}[A-Z]|[A-Z](?:\.[A-Z]){1,3}\.?"
_ENTRY = re.compile(
    rf"(?<![\w/-])(?P<short>{_SHORT})\s*(?:=|:|–|—|\s-)\s*(?P<meaning>[A-Z][\w'’.&, -]{{3,60}}?)(?=\s*[;|\n]|\s*$)"
)
_LISTED = re.compile(rf"(?<![\w/-])(?P<short>{_SHORT})\s*=\s*(?P<meaning>[A-Z][\w'’.& -]{{3,60}}?)(?=\s*[;,|\n]|\s*$)")
_NAMED = re.compile(
    rf"(?P<meaning>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){{1,3}})\s*(?:\((?:known as |shown as |hereafter )?|\b(?:as"
    rf"|shown as)\s)"
    rf"[\"“'‘](?P<short>{_SHORT})[\"”'’]\)?"
)
_HEADS = re.compile(r"(?i)\W*(?:initials?|abbreviations?|acronyms?|abbr|short(?: form)?)\W*")
_MEANS = re.compile(
    r"(?i)\b(?:name|full|meaning|stands for|title|role|post|position|officer|person|who|description|team)\b"
)
_NAME = re.compile(r"(?i)\bname\b")
_KEY = re.compile(r"(?i)^\W*(?:key|initials?|abbreviations?|acronyms?|glossary|leads?|officers?)\b[^:=]{0,40}[:–-]\s*")
_MOST_ROWS, _LONGEST = 80, 1500


def find_initials(document: RawDocument) -> dict[str, str]:
    """The meanings by what is short for them; of two meanings for one the first."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, RawTable):
            for short, meaning in _of_table(block):
                found.setdefault(short, meaning)
            texts = [text for row in block.rows[:12] for text in row.texts if "=" in text or "“" in text]
        elif isinstance(block, RawParagraph):
            texts = [block.text]
        else:
            continue
        for text in texts:
            for short, meaning in _of_text(text):
                found.setdefault(short, meaning)
    return found


def full_names(initials: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The persons among the meanings, without their posts: `AB` and `Ada Brook` for `Ada Brook, Head of Parks`."""
    found = ((short, meaning.partition(",")[0].strip()) for short, meaning in initials.items())
    return tuple((short, name) for short, name in found if kind_of(name) is NameKind.PERSON and " " in name)


def _of_table(table: RawTable) -> Iterator[tuple[str, str]]:
    if len(table.rows) > _MOST_ROWS:
        return
    for index, head in enumerate(table.rows[:3]):
        short = next((cell.column for cell in head.cells if _HEADS.fullmatch(cell.text)), None)
        means = [(not _NAME.search(cell.text), cell.column) for cell in head.cells if _MEANS.search(cell.text)]
        if short is None or not means or all(column == short for _, column in means):
            continue
        for row in table.rows[index + 1 :]:
            cells = {cell.column: " ".join(cell.text.split()) for cell in row.cells}
            said = ", ".join(cells[column] for _, column in sorted(means) if cells.get(column))
            if said and re.fullmatch(_SHORT, cells.get(short, "")):
                yield cells[short], said
        return


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > _LONGEST:
        return
    for match in _NAMED.finditer(text):
        yield match["short"], match["meaning"]
    bare = _KEY.sub("", text)
    entries = list(_LISTED.finditer(bare)) or (list(_ENTRY.finditer(bare)) if bare != text else [])
    for match in entries if len(entries) > 1 or bare != text else ():
        yield match["short"], match["meaning"].strip(" ,.")
