"""The words of a paragraph of Word as a person sees them once every tracked change is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from adapters.documents.markup import raised
from adapters.documents.struck import marked, parted, unmarked
from adapters.documents.word_numbering import W, value_of, whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

# Signs of the fonts Wingdings and Wingdings 2, which documents use for ticks and boxes.
_SIGNS = {
    0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xA7: "▪", 0xB7: "•", 0xD8: "➢", 0x50: "✓",
    0x6C: "●", 0x6E: "■", 0xA1: "○", 0x9F: "•", 0x75: "◆", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x52: "☑", 0x54: "☒",
}  # fmt: skip
_SIGN_FONTS = ("wingdings", "webdings")
_SIGN = re.compile(r"[\s●■⬤◉○◆•▪▲▼▶★✓✔✗✘☑☒☺☹➔→↑↓⬆⬇]+")  # what a coloured pen makes a RAG
_THROUGH = {
    f"{W}{name}"
    for name in ("hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "ruby", "rubyBase")
}
NOTE_SIGNS = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_ADDED = {f"{W}ins", f"{W}moveTo"}
_REMOVED = {f"{W}del", f"{W}moveFrom"}
# Highlighter pens, as the colours that they show.
_PENS = {
    "red": "FF0000", "darkRed": "800000", "yellow": "FFFF00", "darkYellow": "808000", "green": "00FF00",
    "darkGreen": "008000", "blue": "0000FF", "darkBlue": "000080", "cyan": "00FFFF", "darkCyan": "008080",
}  # fmt: skip


@dataclass(slots=True)
class Facts:
    """What a person who imports should know of the document, counted while it is read."""

    added: int = 0
    removed: int = 0
    text_boxes: int = 0
    hidden: list[str] = field(default_factory=list)
    pictures: int = 0
    inner_tables: int = 0
    foreign: int = 0


@dataclass(slots=True)
class Words:
    """The lines of a paragraph, what its text boxes hold, what its pictures show, and how it is marked."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    colours: set[str] = field(default_factory=set)
    inks: set[str] = field(default_factory=set)  # the colours of signs such as ●
    struck: bool = True
    bold: bool = True  # every word of it
    page_break: bool = False
    gone: list[str] = field(default_factory=list)  # struck out, where other words of the paragraph stand
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and number of the notes at these words

    @property
    def is_blank(self) -> bool:
        """Are there no words?"""
        return not any(line.strip() for line in self.lines)

    def say(self, text: str) -> None:
        """Add text to the last line."""
        self.lines[-1] += text


def is_on(parent: etree._Element | None, path: str) -> bool:
    """Is a switch such as `w:strike` there, and not set to off?"""
    return value_of(parent, path) not in {None, "0", "false", "off"}


def read_words(paragraph: etree._Element, facts: Facts) -> Words:
    """The words of a paragraph."""
    words = Words()
    _read(paragraph, words, facts)
    if words.is_blank:
        words.struck = words.bold = False
    _part_struck(words)
    return words


def _part_struck(words: Words) -> None:
    """Take out what was struck, if other words of the paragraph stand: those that were typed instead."""
    for place, line in enumerate(words.lines):
        kept, gone = (unmarked(line), []) if words.struck else parted(line)
        words.lines[place] = kept
        words.gone += gone


def _read(parent: etree._Element, words: Words, facts: Facts) -> None:
    for child in parent:
        tag = child.tag
        if tag == f"{W}r":
            _run(child, words, facts)
        elif tag in _ADDED:
            facts.added += 1
            _read(child, words, facts)
        elif tag in _REMOVED:
            facts.removed += 1
        elif tag == f"{W}sdt":
            if not is_on(child, "sdtPr/showingPlcHdr"):  # "Click here to enter text" is nobody's text
                _read(child, words, facts)
        elif tag in _THROUGH:
            _read(child, words, facts)
        elif tag == f"{MC}AlternateContent":
            _read(chosen(child), words, facts)
        elif tag in {f"{_M}oMath", f"{_M}oMathPara"}:
            words.say("".join(part.text or "" for part in child.iter(f"{_M}t")))


def chosen(alternatives: etree._Element) -> etree._Element:
    """The first of the alternatives that a file offers for one thing; it is read once."""
    for child in alternatives:
        if child.tag in {f"{MC}Choice", f"{MC}Fallback"}:
            return child
    return alternatives


def _run(run: etree._Element, words: Words, facts: Facts) -> None:
    looks = run.find(f"{W}rPr")
    if is_on(looks, "vanish"):
        if text := "".join(text.text or "" for text in run.iter(f"{W}t")).strip():
            facts.hidden.append(text)
        return
    before = (len(words.lines), words.lines[-1])
    _run_parts(run, words, facts)
    if value_of(looks, "vertAlign") == "superscript" and len(words.lines) == before[0]:
        words.lines[-1] = before[1] + raised(words.lines[-1][len(before[1]) :])
    if (font := _sign_font(looks)) and len(words.lines) == before[0]:
        words.lines[-1] = before[1] + "".join(_of_font(one, font) for one in words.lines[-1][len(before[1]) :])
    if (len(words.lines), words.lines[-1].strip()) == (before[0], before[1].strip()):
        return
    words.bold = words.bold and is_on(looks, "b")
    struck = is_on(looks, "strike") or is_on(looks, "dstrike")
    words.struck = words.struck and struck
    if struck and len(words.lines) == before[0]:
        words.lines[-1] = before[1] + marked(words.lines[-1][len(before[1]) :])
    pen = value_of(looks, "highlight")
    fill = _PENS.get(pen, "") if pen else shade_of(looks)
    words.colours.add(fill)
    if len(words.lines) == before[0] and _SIGN.fullmatch(words.lines[-1][len(before[1]) :]) and (ink := _ink(looks)):
        words.inks.add(ink)


def _sign_font(looks: etree._Element | None) -> str:
    """The font of a run, if its letters are drawn as signs."""
    fonts = looks.find(f"{W}rFonts") if looks is not None else None
    name = fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi", "")).lower() if fonts is not None else ""
    return name if name.startswith(_SIGN_FONTS) else ""


def _of_font(letter: str, font: str) -> str:
    return letter if letter.isspace() or 0x2000 <= ord(letter) < 0xF000 else _sign(f"{ord(letter):X}", font)


def _ink(looks: etree._Element | None) -> str:
    """The colour in which a sign is written; black and grey say nothing."""
    colour = (value_of(looks, "color") or "").upper()
    return colour if re.fullmatch(r"[0-9A-F]{6}", colour) and colour != "000000" else ""


def _run_parts(run: etree._Element, words: Words, facts: Facts) -> None:
    for part in run:
        name = part.tag.removeprefix(W) if isinstance(part.tag, str) else ""
        if name == "t":
            words.say(unmarked(part.text or ""))
        elif name == "tab":
            words.say("\t")
        elif name in {"br", "cr"}:
            words.page_break = words.page_break or part.get(f"{W}type") == "page"
            words.lines.append("")
        elif name == "noBreakHyphen":
            words.say("-")
        elif name == "sym":
            words.say(_sign(part.get(f"{W}char", ""), part.get(f"{W}font", "")))
        elif name in NOTE_SIGNS:
            words.notes.append((NOTE_SIGNS[name], part.get(f"{W}id", "")))
        elif name == "fldChar":
            words.say(_form_field(part))
        elif name in {"drawing", "pict", "object"}:
            _drawing(part, words, facts)
        elif part.tag == f"{MC}AlternateContent":
            _run_parts(chosen(part), words, facts)


def _sign(code: str, font: str) -> str:
    try:
        number = int(code, 16) & 0xFF if code else 0
    except ValueError:
        return ""
    if font.lower().startswith(("wingdings", "symbol", "webdings")):
        return _SIGNS.get(number, "")
    return chr(int(code, 16)) if code and 32 <= int(code, 16) < 0xD800 else ""


def _form_field(field_mark: etree._Element) -> str:
    """What a form of the old kind shows in a list or tick box; its choice stands in no text."""
    form = field_mark.find(f"{W}ffData")
    if form is None:
        return ""
    box, choices = form.find(f"{W}checkBox"), form.find(f"{W}ddList")
    if box is not None:
        return "☒" if is_on(box, "checked") or (value_of(box, "checked") is None and is_on(box, "default")) else "☐"
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.iterfind(f"{W}listEntry")]
        place = whole(value_of(choices, "result") or value_of(choices, "default"), 0)
        return entries[place] if 0 <= place < len(entries) else ""
    return ""


def _drawing(part: etree._Element, words: Words, facts: Facts) -> None:
    boxes = list(outermost(part, f"{W}txbxContent"))
    words.boxes += boxes
    if boxes:
        return
    facts.pictures += 1
    words.pictures += [text for shown in part.iter(f"{_DRAWING}docPr") if (text := shown.get("descr", ""))]


def outermost(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The descendants with a tag, but not those inside one of them; of alternatives only the first is looked at."""
    waiting = list(reversed(parent))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            waiting.append(chosen(child))
        else:
            waiting.extend(reversed(child))


def shade_of(properties: etree._Element | None) -> str:
    """The background that a cell, paragraph or run is given, as `RRGGBB`; empty for none and white."""
    shade = properties.find(f"{W}shd") if properties is not None else None
    if shade is None:
        return ""
    colour = shade.get(f"{W}color" if shade.get(f"{W}val") == "solid" else f"{W}fill", "").upper()
    known = len(colour) == 6 and all(digit in "0123456789ABCDEF" for digit in colour)
    return colour if known and colour != "FFFFFF" else ""
