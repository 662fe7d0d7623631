"""The numbers and bullets that Word draws before paragraphs: they are in no text, only in rules for counting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `pattern` has `%1` for the number of the first level, and so on."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn before a paragraph: `label` is empty for a bullet."""

    label: str
    ordered: bool
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: its heading level (0: none), its list, and the level in it."""

    heading: int = 0
    number: str | None = None
    level: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    of_number: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    own: dict[tuple[str, int], Level] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def draw(self, number: str, level: int) -> Drawn | None:
        """Count one paragraph of a list on, and say what is drawn before it; nothing if there is no such list."""
        listed = self.of_number.get(number)
        if listed is None or number == "0":
            return None
        level = min(max(level, 0), _LEVELS - 1)
        counts = self.counts.setdefault(listed, [None] * _LEVELS)
        rule = self._rule(number, listed, level)
        restart = self.restarts.get((number, level))
        if restart is not None and (number, level) not in self.begun:
            counts[level] = restart
        else:
            now = counts[level]
            counts[level] = rule.start if now is None else now + 1
        self.begun.add((number, level))
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if rule.form in {"bullet", "none"}:
            return Drawn("", False, level) if rule.form == "bullet" or not rule.pattern else None

        def number_of(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            upper = self._rule(number, listed, place)
            count = counts[place]
            form = "decimal" if rule.legal else upper.form
            return written(upper.start if count is None else count, form)

        return Drawn(re.sub(r"%([1-9])", number_of, rule.pattern).strip(), True, level)

    def level_of(self, number: str, style: str) -> int:
        """The level of a list that a paragraph style stands for."""
        levels = self.abstract.get(self.of_number.get(number, ""), {})
        return next((place for place, level in levels.items() if style and level.style == style), 0)

    def _rule(self, number: str, listed: str, level: int) -> Level:
        return (
            self.own.get((number, level)) or self.abstract.get(listed, {}).get(level) or Level(pattern=f"%{level + 1}.")
        )


def written(number: int, form: str) -> str:
    """A number as Word writes it: `decimal`, `lowerLetter`, `upperRoman` ..."""
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26) * min(1 + (number - 1) // 26, 20)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        letters = ""
        for value, sign in (*_ROMAN, *_ROMAN_LOW):
            letters += sign * (number // value)
            number %= value
        return letters.upper() if form == "upperRoman" else letters
    return f"{number:02d}" if form == "decimalZero" else str(number)


def value_of(parent: etree._Element | None, path: str) -> str | None:
    """The `w:val` of a descendant (`w:` names joined by `/`), empty if it has none, nothing if it is missing."""
    if parent is None:
        return None
    found = parent.find(_full(path))
    return None if found is None else found.get(f"{W}val", "")


@cache
def _full(path: str) -> str:
    """The path with the namespace that lxml wants; the paths are few, the cells are many."""
    return "/".join(f"{W}{name}" for name in path.split("/"))


def whole(text: str | None, otherwise: int) -> int:
    """A whole number that a file gives as text; files say all sorts of things."""
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def read_styles(root: etree._Element | None) -> tuple[dict[str, Style], str]:
    """The paragraph styles by their ids, what they inherit included, and the id of the style of plain paragraphs."""
    own: dict[str, Style] = {}
    above: dict[str, str] = {}
    usual = ""
    for style in root.iterfind(f"{W}style") if root is not None else ():
        name = style.get(f"{W}styleId", "")
        if style.get(f"{W}default") in {"1", "true"} and style.get(f"{W}type") == "paragraph":
            usual = name
        above[name] = value_of(style, "basedOn") or ""
        called = (value_of(style, "name") or "").lower()
        titled = re.fullmatch(r"heading (\d)", called)
        outline = whole(value_of(style, "pPr/outlineLvl"), 9)
        heading = int(titled[1]) if titled else outline + 1 if outline < 9 else 0
        level = value_of(style, "pPr/numPr/ilvl")
        own[name] = Style(heading, value_of(style, "pPr/numPr/numId"), None if level is None else whole(level, 0))
    return {name: _inherited(name, own, above) for name in own}, usual


def _inherited(name: str, own: dict[str, Style], above: dict[str, str]) -> Style:
    found = own[name]
    seen = {name}
    while (name := above.get(name, "")) in own and name not in seen:
        seen.add(name)
        base = own[name]
        found = Style(
            found.heading or base.heading,
            base.number if found.number is None else found.number,
            base.level if found.level is None else found.level,
        )
    return found


def read_numbering(root: etree._Element | None, styles: dict[str, Style]) -> Numbering:
    """The rules for counting of a document."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        numbering.abstract[name] = {
            whole(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iterfind(f"{W}lvl")
        }
        if linked := value_of(abstract, "numStyleLink"):
            links[name] = linked
    for number in root.iterfind(f"{W}num"):
        name = number.get(f"{W}numId", "")
        numbering.of_number[name] = value_of(number, "abstractNumId") or ""
        for override in number.iterfind(f"{W}lvlOverride"):
            place = whole(override.get(f"{W}ilvl"), 0)
            start = value_of(override, "startOverride")
            if start is not None:
                numbering.restarts[name, place] = whole(start, 1)
            own = override.find(f"{W}lvl")
            if own is not None:
                numbering.own[name, place] = _level(own)
    for name, linked in links.items():  # a list that is defined by a style of lists
        other = numbering.of_number.get(styles.get(linked, Style()).number or "")
        if other and not numbering.abstract.get(name):
            numbering.abstract[name] = numbering.abstract.get(other, {})
    return numbering


def _level(level: etree._Element) -> Level:
    return Level(
        form=value_of(level, "numFmt") or "decimal",
        pattern=value_of(level, "lvlText") or "",
        start=whole(value_of(level, "start"), 1),
        legal=value_of(level, "isLgl") not in {None, "0", "false"},
        style=value_of(level, "pStyle") or "",
    )
