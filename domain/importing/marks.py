"""Dashes, quotes and invisible marks that programs put for those of a keyboard, read as what they stand for."""

from __future__ import annotations

import re

# One character for one: a place in the plainer text is the same place in what is printed.
_SAME = {
    **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d\u00ad", "-"),
    **dict.fromkeys("—\u2015", "–"),
    **dict.fromkeys("‘\u00b4`\u02bc\u2032\u201b", "'"),
    **dict.fromkeys("\u2044\u2215\uff0f", "/"),
    **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", " "),  # the number of a footnote
    **dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f", " "),
}
_TABLE = str.maketrans(_SAME)
_DASHES = str.maketrans(_SAME | dict.fromkeys("–—\u2015", "-"))


def even(text: str) -> str:
    """The text with plain dashes and quotes, of the same length."""
    return text if text.isascii() and "`" not in text else text.translate(_TABLE)


def even_dashes(text: str) -> str:
    """Likewise, with one kind of dash: for dates, in which all kinds mean the same."""
    return text if text.isascii() and "`" not in text else text.translate(_DASHES)


def printed_of(piece: str, plainer: str, printed: str) -> str:
    """A piece of the plainer text as it is printed, where it stands there in one."""
    at = plainer.find(piece)
    return printed[at : at + len(piece)] if at >= 0 else piece


# Commas for the strokes of a date (`31,03,2025`), and a day that was torn (`3 1 March`): asked about.
COMMAS = re.compile(r"(?<=\d),(?=\d{1,2},\d{2,4}$)|(?<=\d,\d),(?=\d{2,4}$)|(?<=\d,\d\d),(?=\d{2,4}$)")
ODDLY_TYPED = re.compile(rf"{COMMAS.pattern}|^\d \d [A-Za-z]")  # or `3 1 March`
