"""The plan's own key: what its colours, letters, numbers and words mean, wherever and however it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from domain.importing.draft import DraftStatus
from domain.importing.rags import COLOURS, EMOJI, colour_of_fill
from domain.importing.raw import RawCell
from domain.rag import ColourKey, RagValue

_NAMES = r"red|amber|yellow|orange|green|blue|gr[ae]y|purple|black|white"
_PERCENT = r"(?:[<>≤≥]\s?)?\d{1,3}\s?%?\s?(?:[-–]|to)\s?\d{1,3}\s?%|[<>≤≥]?\s?\d{1,3}\s?%"
_SYMBOLS = "✓✔✗✘✅❌☑★☆●○◔◑◐◕◒◓■□▲▼◆◇↑↓→⬤⚫⚪🔴🟥🟠🟧🟡🟨🟢🟩🔵🟦"
_TIE = r"(?:=|:|→|–|—|-(?=\s|[a-z])|\b(?:is|are|means?|indicates?|denotes?|represents?|shows?|signifies)\b(?:\sthat)?)"
_ENTRY = re.compile(
    rf"(?<![\w/.-])(?P<token>(?i:{_NAMES})|[A-Z]|\d{{1,2}}|{_PERCENT}|[{_SYMBOLS}])"
    rf"(?:\s?[(/]\s?(?P<alias>(?i:{_NAMES})|[A-Z0-9])\s?\)?)?(?:\s(?:RAG|rated|rating))?\s*{_TIE}\s*"
)
# `1 Implemented / 2 In progress / 3 Not progressing`: numbers from one on, parted by strokes.
_COUNTED = re.compile(r"(?:^|[:;/|]\s*)(?P<token>\d)\s+(?P<meaning>[A-Z][^\d:;/|]{2,60})(?=\s*[;/|]|\s*$)")
_IN_BRACKETS = re.compile(rf"(?i)(?<!\w)(?P<token>{_NAMES})\s?\((?P<meaning>[^()]{{3,90}})\)")
_BEHIND = re.compile(
    rf"(?i)(?P<meaning>[a-z][^=:;|()]{{2,70}}?)\s*(?:=|:|→|–|—|\s-\s|\()\s*(?P<token>{_NAMES})\)?\s*(?=[;,.|/]|$)"
)
_BALLS = f"{''.join(EMOJI)}○●◔◑◐◕◒◓"
_EMOJI_ENTRY = re.compile(rf"(?P<token>[{_BALLS}])\uFE0F?\s*(?P<meaning>[^{_BALLS}]+)")
# `★ complete, ▲ on track`: each sign once; the same sign again and again marks the items of a list.
_SYMBOL_ENTRY = re.compile(rf"(?P<token>[{_SYMBOLS}])\uFE0F?\s*(?P<meaning>[^{_SYMBOLS}=:]{{3,60}})")
_SENTENCE = re.compile(r"[.;]\s+(?=[A-Z])")
_SCALE = re.compile(
    r"\b(?:complete[d]?|start(?:ed)?|progress|track|delay(?:ed)?|achieved?|embedded|some|fully|partial(?:ly)?|met|risk"
    r"|red|amber|green|blue|slipp(?:ed|age)|overdue|target|closed|behind|implemented|evidence|not|begun|done|half|nearly)\b",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    r"(?<!in)\b(?:complete|completed|closed|delivered|achieved|implemented|done|embedded|finished|signed off)\b", re.I
)
_BEGINS_COMPLETE = re.compile(
    r"(?i)(?:(?:all|the|this|actions?|tasks?|items?|fully|recommendations?|work|has|have|been|is|are|now|that)\s)*"
    r"(?:complete|completed|closed|delivered|achieved|implemented|done|embedded|finished|signed off)\b"
)
_UNDERWAY = re.compile(
    r"\b(?:on track|on target|progress(?:ing)?|underway|under way|started|not|will|to be|likely|risk|delay(?:ed)?"
    r"|behind|due|partly|partially|nearly|but|await(?:s|ing)|pending|subject|except|or|being)\b",
    re.I,
)
_WITHDRAWN = re.compile(r"(?i)\b(?:withdrawn|superseded|cancelled|no longer (?:required|needed|applicable|relevant))\b")
_OF_A_KEY = re.compile(
    r"(?i)(?:b?rag|keys?|ratings?|rated|status(?:es)?|colou?rs?|codes?|legend|scales?|scor(?:e|es|ing)|means?|where"
    r"|and|or|a|is|are|as|marked|letters?|used|meanings?)"
)
_LONGEST = 500
_MEANT_BY_WORDS = 6  # words; a meaning of more is a description and not what a cell would print


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What one sign of the key means: its colour (none where the key names none), and whether that is complete.

    `unsure` marks a meaning such as “complete, evidence awaited”: a person says whether that counts as complete.
    """

    value: RagValue
    meaning: str
    status: DraftStatus = DraftStatus.OPEN
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class PlanKey:
    """The key of a plan: colours by value, other signs by what is printed (folded), and shares of completion."""

    colours: Mapping[RagValue, KeyEntry] = field(default_factory=dict)
    signs: Mapping[str, KeyEntry] = field(default_factory=dict)
    shares: tuple[tuple[int, int, KeyEntry], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.colours or self.signs or self.shares)

    def find(self, printed: str) -> KeyEntry | None:
        """What the key says about a sign as it is printed in a cell (not a colour's name)."""
        if entry := self.signs.get(fold_sign(printed)):
            return entry
        share = re.fullmatch(r"(\d{1,3})\s?%", printed.strip())
        if share:
            return next((entry for low, high, entry in self.shares if low <= int(share[1]) <= high), None)
        return None

    def as_colour_key(self) -> ColourKey:
        """The part that plans keep: the words for each colour, and the one colour that means complete."""
        complete = [value for value, entry in self.colours.items() if entry.status is DraftStatus.COMPLETE]
        meanings = {value: entry.meaning for value, entry in self.colours.items()}
        return ColourKey(meanings, complete[0] if len(complete) == 1 else None)


@dataclass(slots=True)
class OddSign:
    """What stands under RAG or status and is neither a colour nor a word that is known, or is in doubt.

    `fact` is the field that is asked for, `message` the question with `{these}` for the actions.
    """

    printed: str
    fact: str
    message: str
    suggestion: str = ""
    keys: dict[str, None] = field(default_factory=dict)


Found = tuple[str, str]  # a sign and its meaning, as printed


def fold_sign(printed: str) -> str:
    """A sign so that it can be compared: no case, no marks around it."""
    return " ".join(printed.casefold().split()).strip(" .:;*()[]“”\"'")


def in_line(line: str) -> list[Found]:
    """The entries of a key in one line or cell: `Key: Blue = complete; Green: on track`, `On track (Green)`."""
    text = " ".join(line.split())
    if not 4 < len(text) <= _LONGEST:
        return []
    matches = list(_ENTRY.finditer(text))
    named = [match for match in matches if re.fullmatch(f"(?i:{_NAMES})", match["token"])]
    if named:
        matches = named
    found: list[Found] = []
    for index, match in enumerate(matches):
        stop = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        meaning = _tidy(text[match.end() : stop])
        found += [(sign, meaning) for sign in (match["token"], match["alias"]) if sign and _is_meaning(meaning)]
    if matches and (matches[0].start() > 60 or _numbers_a_heading(text, matches[0])):
        found = []
    if not found:
        found = [(match["token"], match["meaning"].strip()) for match in _IN_BRACKETS.finditer(text)]
        found = [] if any(re.fullmatch(f"(?i:{_NAMES}|[a-z])", meaning) for _, meaning in found) else found
    if not found:
        found = [(match["token"], _tidy(match["meaning"])) for match in _EMOJI_ENTRY.finditer(text)]
        found = found if len(found) > 1 else []
    if not found:
        found = [(match["token"], _tidy(match["meaning"])) for match in _SYMBOL_ENTRY.finditer(text)]
        found = found if len({sign for sign, _ in found}) == len(found) > 2 else []
    if not found:
        found = [(match["token"], _tidy(match["meaning"])) for match in _COUNTED.finditer(text)]
        from_one = [str(number + 1) for number in range(max(len(found), 3))]
        found = found if [sign for sign, _ in found] == from_one else []
    if not found:
        behind = [(match["token"], _tidy(match["meaning"])) for match in _BEHIND.finditer(text)]
        found = [(token, re.sub(r"(?i)^.*\b(?:key|rating)s?\b\W+", "", meaning)) for token, meaning in behind]
    return [(sign, meaning) for sign, meaning in found if _is_meaning(meaning)]


def _numbers_a_heading(text: str, first: re.Match[str]) -> bool:
    """`Strand B: Repairs`, `Phase 2 - Delivery`: the letter or number belongs to the word before it."""
    word = re.search(r"([^\W\d_]+)\s+$", text[: first.start()])
    if word is None or _OF_A_KEY.fullmatch(word[1]):
        return False
    return first["token"].isalnum() and len(first["token"]) < 3


def _tidy(text: str) -> str:
    first = _SENTENCE.split(text, maxsplit=1)[0]
    return re.sub(r"(?i)(?:[\s,;.|/•–-]|\band\b|\bor\b)+$", "", first).strip(" ,;|/•–-")


def _is_meaning(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]", text)) > 2 and not re.match(r"\d+\b(?!\s?%)", text)


def in_row(cells: Sequence[RawCell]) -> list[Found]:
    """The entries in one row of a table: signs and their meaning side by side, swatches, or a whole key in a cell."""
    texts = [cell.text for cell in cells if cell.text]
    if len(texts) == 1 and (found := in_line(texts[0])):
        return found
    swatches: list[Found] = []
    waiting = ""
    for cell in cells:
        colour = colour_of_fill(cell.fill) if cell.fill else RagValue.NONE
        if colour is not RagValue.NONE and not _is_sign(cell.text):
            if cell.text and _is_meaning(cell.text):
                swatches.append((colour.value, cell.text))
            elif not cell.text:
                waiting = colour.value
        elif waiting and _is_meaning(cell.text):
            swatches.append((waiting, cell.text))
            waiting = ""
    if swatches:
        return swatches
    signs = []
    for text in texts:
        if not _is_sign(text):
            break
        signs.append(text)
    words = texts[len(signs) :]
    if not signs and len(texts) == 2 and re.fullmatch(f"(?i:{_NAMES})", texts[1].strip()):
        signs, words = texts[1:], texts[:1]
    meaning = " ".join(words)
    return [(sign, meaning) for sign in signs] if signs and _is_meaning(meaning) and len(meaning) <= _LONGEST else []


def _is_sign(text: str) -> bool:
    return bool(re.fullmatch(rf"(?i:{_NAMES})|[A-Z]|\d{{1,2}}|{_PERCENT}|[{_SYMBOLS}]\ufe0f?", text.strip()))


def is_key_line(text: str) -> bool:
    """Is a line (or a single cell) the plan's key, or one colour of it?"""
    found = in_line(text)
    colours = [sign for sign, _ in found if re.fullmatch(f"(?i:{_NAMES})", sign)]
    if len(found) > 1:
        lettered = {"R", "A", "G"} <= {sign for sign, _ in found}
        return len(colours) > 1 or lettered or all(_SCALE.search(meaning) for _, meaning in found)
    return len(colours) == 1 and bool(re.match(f"(?i){_NAMES}", text.strip())) and len(text) < 160


def in_two_rows(above: Sequence[RawCell], below: Sequence[RawCell]) -> list[Found]:
    """The entries of a key that lies on its side: colours in one row, their meanings in the next."""
    signs, words = ([cell.text for cell in cells if cell.text] for cells in (above, below))
    if len(signs) == len(words) > 1 and all(re.fullmatch(f"(?i:{_NAMES})", sign.strip()) for sign in signs):
        return list(zip(signs, words, strict=True))
    return []


def is_key(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Do these rows hold a key and nothing else?"""
    filled = [cells for row in rows if (cells := [cell for cell in row if cell.text or cell.fill])]
    if len(filled) == 2 and in_two_rows(*filled):
        return True
    texts = [sum(bool(cell.text) for cell in cells) for cells in filled]
    if not filled or (max(texts) > 3 and len(filled) > 1):
        return False
    entries = [in_row(cells) for cells in filled]
    if sum(map(bool, entries)) * 2 <= len(filled) or not read_key(entries):
        return False
    signs = {fold_sign(sign) for found in entries for sign, _ in found}
    named = sum(sign in COLOURS and len(sign) > 1 for sign in signs)
    # Numbers and letters before texts are a numbered list of anything, unless the texts are as short as a scale's.
    return named > 1 or (max(texts) <= 2 and all(len(words) <= 60 for found in entries for _, words in found))


def read_key(found: Iterable[Sequence[Found]]) -> PlanKey:
    """The key of a plan from all the lines and rows that may be part of one."""
    kept = [entry for entries in found for entry in entries]
    letters = {sign for sign, _ in kept if re.fullmatch(r"[A-Z]", sign)}
    # `R = off track, A = at risk, G = on track, C = complete`: three are colours, and the fourth a sign of its own.
    done = DraftStatus.COMPLETE
    finished = {sign for sign, meaning in kept if sign in letters and _entry(RagValue.NONE, meaning).status is done}
    coloured = letters <= set("RAGBY") or (set("RAG") <= letters and not finished & set("RA"))
    colours: dict[RagValue, KeyEntry] = {}
    signs: dict[str, KeyEntry] = {}
    shares: list[tuple[int, int, KeyEntry]] = []
    scale = _scales(kept)
    for sign, meaning in kept:
        word = fold_sign(sign)
        value = EMOJI.get(sign) or (COLOURS.get(word) if len(word) > 1 or coloured else None)
        if value is None and word in scale:
            value = _said_colour(meaning) or RagValue.NONE
        if value is None and re.fullmatch(f"(?i:{_NAMES})", sign):
            value = RagValue.NONE
        if value is None:
            continue
        entry = _entry(value, meaning)
        if word in COLOURS and (len(word) > 1 or coloured):
            colours.setdefault(value, entry)
        elif "%" in sign:
            shares.append((*_share(sign), entry))
        else:
            signs.setdefault(word, entry)
            if value is not RagValue.NONE:
                colours.setdefault(value, entry)
        if len(meaning.split()) <= _MEANT_BY_WORDS:
            signs.setdefault(fold_sign(meaning), entry)
    if len(colours) + len({sign for sign, _ in kept if fold_sign(sign) in scale}) < 2:
        return PlanKey()
    return PlanKey(colours, signs, tuple(shares))


def with_lone_signs(key: PlanKey, found: Iterable[Sequence[Found]], letters: Set[str]) -> PlanKey:
    """The key with what a line says about a single letter that stands among colours: `C = completed`."""
    signs = dict(key.signs)
    for entries in found:
        for sign, meaning in entries if len(entries) == 1 else ():
            if (lone := _alone(sign, meaning)) and not key:
                return PlanKey({lone.value: lone}, key.signs, key.shares)
            if sign in letters and _SCALE.search(meaning) and len(meaning.split()) <= _MEANT_BY_WORDS:
                signs.setdefault(fold_sign(sign), _entry(RagValue.NONE, meaning))
    return replace(key, signs=signs) if len(signs) > len(key.signs) else key


def _alone(sign: str, meaning: str) -> KeyEntry | None:
    """`Blue means complete.`: the one colour that a plan explains, if that is what it says of it."""
    value = COLOURS.get(fold_sign(sign)) if len(sign) > 1 else None
    entry = _entry(value, meaning) if value and len(meaning.split()) <= _MEANT_BY_WORDS else None
    return entry if entry and entry.status is DraftStatus.COMPLETE else None


def _scales(kept: Sequence[Found]) -> set[str]:
    """Letters, numbers, shares and symbols that make up a scale: two or more of a kind, most with words of progress."""
    kinds = (r"[a-z]", r"\d{1,2}", r".*%", rf"[{_SYMBOLS}]")
    scale: set[str] = set()
    for kind in kinds:
        alike = {fold_sign(sign): meaning for sign, meaning in kept if re.fullmatch(kind, fold_sign(sign))}
        speaking = [meaning for meaning in alike.values() if _SCALE.search(meaning) and len(meaning) <= 160]
        lights = {"r", "a", "g"} <= alike.keys()  # whatever words explain them
        if len(alike) > 1 and (lights or len(speaking) * 2 > len(alike)):
            scale |= alike.keys()
    return scale


def _said_colour(meaning: str) -> RagValue | None:
    named = {COLOURS[word.lower()] for word in re.findall(r"(?i)\b(?:red|amber|yellow|orange|green|blue)\b", meaning)}
    return named.pop() if len(named) == 1 else None


def _entry(value: RagValue, meaning: str) -> KeyEntry:
    if _WITHDRAWN.search(meaning):
        return KeyEntry(value, meaning, DraftStatus.WITHDRAWN)
    if not _COMPLETE.search(meaning) or re.search(r"(?i)\bnot (?:yet )?(?:\w+ )?complete", meaning):
        return KeyEntry(value, meaning)
    begins = bool(_BEGINS_COMPLETE.match(meaning))
    underway = bool(_UNDERWAY.search(meaning))
    if begins and not underway:
        return KeyEntry(value, meaning, DraftStatus.COMPLETE)
    return KeyEntry(value, meaning, unsure=begins or not underway)


def _share(sign: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", sign)]
    if len(numbers) > 1:
        return numbers[0], numbers[1]
    number = numbers[0]
    match sign.strip()[:1]:
        case "<":
            return 0, number - 1
        case "≤":
            return 0, number
        case ">":
            return number + 1, 100
        case "≥":
            return number, 100
    return number, number


def read_meaning(value: RagValue, words: str) -> KeyEntry:
    """What somebody's words for a colour say: whether it is complete then, and whether that is sure."""
    return _entry(value, words)
