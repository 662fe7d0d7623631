"""The colour and the status of an action, from its cells and the plan's own key; what is in doubt is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.importing.colourkeys import KeyEntry, OddSign, fold_sign
from domain.importing.draft import ColumnRole, DraftStatus, Question, QuestionKind
from domain.importing.grouped import ActionRows
from domain.importing.pairing import Paired
from domain.importing.rags import COLOURS, RagReading, colour_of_fill, read_rag
from domain.importing.tables import PlanTable
from domain.importing.values import Reading, value_of
from domain.rag import Rag, RagValue

_SCALE_WORDS = (
    (RagValue.GREEN, r"on (?:track|target|schedule)|good progress|progressing well|going well"),
    (
        RagValue.AMBER,
        r"(?:(?:slight(?:ly)?|minor|some) )?(?:delay(?:ed)?|slipp\w+|behind(?: schedule)?)|at risk"
        r"|some (?:concern|delay)s?",
    ),
    (
        RagValue.RED,
        r"(?:off|not on) (?:track|target|schedule)|overdue|(?:significant|serious|major)(?:ly)? \w+|stalled"
        r"|no progress",
    ),
)
# Neither a colour nor a step of the work: it has stopped, and only a person knows how it stands.
_HALTED = re.compile(r"on[- ]?hold|paused?|suspended|blocked|deferred|stalled|parked")
_NOT_BEGUN = re.compile(r"not (?:yet )?(?:started|begun|commenced)|yet to (?:start|begin|commence)")
_BLANK = re.compile(r"(?i)[?\s./–—-]+|n/?a|tb[cad]|none|not (?:rated|applicable)")
_LED = re.compile(r"(?P<sign>[RAGB])\s?[-–—:;,/]\s?[^\W\d].{2,}")  # `G - letter drafted`, where others are `A` or `R`
_RAG = ColumnRole.RAG
_BLUE = "blue without a key"
_BLANK_COLUMN = "Blank RAG"  # stands for the sign where a column has none
_ASK_BLANK = "RAG is blank. Is there one?"
_FEW = 3  # keys that a question names


def read_action_rag(
    entry: ActionRows, rags: Paired, statuses: Paired, index: int, reading: Reading, key: str
) -> tuple[Rag, DraftStatus | None]:
    """The colour and the status of one action. What no key and no word explains is noted, to be asked once."""
    fills = [
        cell.fill
        for parts in entry.cells.values()
        if parts.column.role is ColumnRole.RAG
        for cell in parts.cells
        if cell.fill and colour_of_fill(cell.fill) is not RagValue.NONE  # a row of stripes says nothing
    ]
    fill = fills[-1] if fills else ""
    text, status_text = value_of(rags, index), value_of(statuses, index)
    found = _read(text or status_text, fill, reading, key)
    coloured = found.rag.value is not RagValue.NONE
    said = _read(status_text, "", reading, key, coloured=coloured) if text and status_text else RagReading(Rag())
    status = found.status or said.status
    value = found.rag.value if found.rag.value is not RagValue.NONE else said.rag.value
    rag = Rag(value, found.rag.text or said.rag.text)
    meant = reading.signs.colours.get(value)
    if meant is not None:
        status = _by_colour(meant, rag, status, reading, key)
    elif value is RagValue.BLUE and status is None:
        message = "“{printed}” stands on {these}, and the plan does not say what it means. Does it mean complete?"
        _note(reading, key, _BLUE, rag.text or "Blue", "status", message, "complete")
    colour = colour_of_fill(fill) if fill else RagValue.NONE
    if text and found.rag.value is not colour and RagValue.NONE not in {found.rag.value, colour}:
        message = f"The cell says “{text}” and is filled {colour.value}. I took {found.rag.value.value}."
        reading.ask(QuestionKind.RAG, "rag", message, key, text, found.rag.value.value)
    if reading.has_rag and value is RagValue.NONE and not rag.text and status is None:
        if not reading.rag_is_blank:
            reading.ask(QuestionKind.RAG, "rag", _ASK_BLANK, key)
        else:
            message = "RAG is blank on {these}: nothing stands in its column. Does one RAG hold for all of them?"
            _note(reading, key, _BLANK_COLUMN, _BLANK_COLUMN, "rag", message)
    elif found.unknown and value is not RagValue.NONE:
        message = f"“{rag.text}” stands under RAG. I took {value.value}."
        reading.ask(QuestionKind.RAG, "rag", message, key, rag.text, value.value)
    return rag, status


def is_rag_blank(table: PlanTable) -> bool:
    """Is there a column for the RAG in which no row says anything?"""
    if len(table.rows) < 2 or not table.has(_RAG):
        return False
    cells = (row.cells.get(column.place) for row in table.rows for column in row.layout if column.role is _RAG)
    return all(cell is None or (not cell.fill and (not cell.text or _BLANK.fullmatch(cell.text))) for cell in cells)


def _read(text: str, fill: str, reading: Reading, key: str, *, coloured: bool = False) -> RagReading:
    """A sign by the plan's key first, then by what it says itself. `coloured` where a colour stands beside it."""
    printed = " ".join(text.split())
    entry = reading.signs.find(printed) if printed else None
    if entry is not None:
        if entry.unsure:
            _ask_unsure(entry, printed, reading, key)
        colourless = entry.value is RagValue.NONE and entry.status is DraftStatus.OPEN and not coloured
        if colourless and reading.has_rag and tells_how_it_goes(entry.meaning) and not tells_how_it_goes(printed):
            meant = entry.meaning.translate({ord("{"): "(", ord("}"): ")"})  # the message is filled in later
            message = f"“{{printed}}” stands on {{these}}. The key says “{meant}”. Which RAG is it?"
            _note(reading, key, fold_sign(printed), printed, "rag", message, _suggested(entry.meaning))
        return RagReading(Rag(entry.value, printed), entry.status)
    found = read_rag(text, fill)
    led = _LED.fullmatch(printed) if reading.has_letters and reading.letters_are_colours else None
    if led and found.rag.value is RagValue.NONE and found.status is None:
        found = RagReading(Rag(COLOURS[led["sign"].lower()], printed))
    letter = len(fold_sign(printed)) == 1 and fold_sign(printed) in COLOURS
    if letter and not reading.letters_are_colours:
        found = RagReading(Rag(RagValue.NONE, printed), unknown=True)
    if not printed or found.rag.value is not RagValue.NONE or (found.status is not None and not reading.has_rag):
        return found
    if found.status is None:
        message = "“{printed}” stands under RAG on {these}, and the plan does not say what it means. Which RAG is it?"
        if _BLANK.fullmatch(printed):
            message = "“{printed}” stands under RAG on {these}. Is there a RAG?"
        _note(reading, key, fold_sign(printed), printed, "rag", message, _suggested(printed))
    elif not coloured and _is_asked(printed, reading):
        message = "“{printed}” stands under RAG on {these}. Is that a colour?"
        _note(reading, key, fold_sign(printed), printed, "rag", message, _suggested(printed))
    return replace(found, unknown=False)


def says_few_states(table: PlanTable) -> bool:
    """Does a column say of a few rows only that they are done or open? Of the rest, nobody left anything out."""
    said = [text for row in table.rows if (text := row.text(ColumnRole.RAG))]
    found = [read_rag(text) for text in said]
    plain = all(one.status is not None and one.rag.value is RagValue.NONE for one in found)
    return bool(said) and plain and len(said) * 2 < len(table.rows)


def tells_how_it_goes(printed: str) -> bool:
    """`Behind schedule`, `On track`: words that stand for a colour. `Open` doesn't, and that something is overdue is
    computed.
    """
    return bool(_suggested(printed)) and fold_sign(printed) != "overdue"


def _is_asked(printed: str, reading: Reading) -> bool:
    """May a word of status stand for a colour, or leave open which it is?"""
    words = fold_sign(printed)
    if tells_how_it_goes(printed) or _HALTED.fullmatch(words):
        return True
    return bool(
        (reading.rag_is_colour and (_suggested(printed) or re.fullmatch(r"\d{1,2} ?%", printed)))
        or (reading.rag_in_words and _NOT_BEGUN.fullmatch(words))
    )


def _suggested(printed: str) -> str:
    words = fold_sign(printed)
    return next((value.value for value, pattern in _SCALE_WORDS if re.fullmatch(pattern, words)), "")


def _by_colour(meant: KeyEntry, rag: Rag, status: DraftStatus | None, reading: Reading, key: str) -> DraftStatus | None:
    if meant.status is not DraftStatus.OPEN:
        return meant.status
    if meant.unsure and status is None:
        _ask_unsure(meant, rag.text or rag.value.value.title(), reading, key)
    return status


def _ask_unsure(entry: KeyEntry, printed: str, reading: Reading, key: str) -> None:
    message = f"“{{printed}}” means “{entry.meaning}”. {{Are}} {{these}} complete?"
    _note(reading, key, f"complete? {fold_sign(printed)}", printed, "status", message)


def _note(reading: Reading, key: str, name: str, printed: str, field: str, message: str, suggestion: str = "") -> None:
    odd = reading.odd_signs.setdefault(name, OddSign(printed, field, message, suggestion))
    odd.keys[key] = None


def no_longer_blue(reading: Reading, key: str) -> None:
    """Another column says that the action is complete: what its blue means need not be asked."""
    if (odd := reading.odd_signs.get(_BLUE)) is not None:
        odd.keys.pop(key, None)


def about_signs(reading: Reading) -> Iterator[Question]:
    """One question for each odd sign, however many actions it stands on."""
    for odd in reading.odd_signs.values():
        keys = tuple(odd.keys)
        if not keys:
            continue
        if odd.printed == _BLANK_COLUMN and len(keys) == 1:
            yield Question(QuestionKind.RAG, "rag", _ASK_BLANK, keys[0])
            continue
        kind = QuestionKind.STATUS if odd.fact == "status" else QuestionKind.RAG
        message = odd.message.replace("{printed}", odd.printed).replace("{these}", _these(keys))
        message = message.replace("{Are}", "Is" if len(keys) == 1 else "Are")
        alone = keys[0] if len(keys) == 1 else ""
        text = "" if odd.printed == _BLANK_COLUMN else odd.printed
        yield Question(
            kind, odd.fact, message, alone, text, odd.suggestion, keys=() if alone else keys, sign=odd.printed
        )


def _these(keys: tuple[str, ...]) -> str:
    if len(keys) == 1:
        return "this action"
    if len(keys) <= _FEW:
        return f"{', '.join(keys[:-1])} and {keys[-1]}"
    return f"{len(keys)} actions ({', '.join(keys[:2])} ...)"
