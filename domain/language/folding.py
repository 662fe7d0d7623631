"""Typed text read through a plainer copy of the same length, so that a person's words can be cut out unchanged."""

from __future__ import annotations

import re
import unicodedata

# Every entry maps one character to one character: positions in the plain copy are positions in what was typed.
_PLAIN = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣-", "-"),
    **dict.fromkeys("\u00a0\u1680\u2007\u202f\u205f\u3000\t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "),
    **dict.fromkeys("\u200b\u200c\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", " "),
    **dict.fromkeys((chr(code) for code in range(0x2000, 0x200B)), " "),
    "：": ":",
    "，": ",",
    "／": "/",
    "＃": "#",
    "⁄": "/",
    "∕": "/",
}
_TABLE = str.maketrans(_PLAIN)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text with plain quotes, hyphens and blanks; always of the same length as `text`.

    Zero-width characters become blanks. Use it to find things and cut the findings out of the original.
    """
    return text.translate(_TABLE)


def without_unseen(text: str) -> str:
    """The text without marks of no width, which come along with what is copied from a page and part words."""
    return _UNSEEN.sub("", text)


def squeeze(text: str) -> str:
    """`plain` text in compatibility form (full-width digits become digits), blanks folded, ends trimmed."""
    return _BLANKS.sub(" ", plain(unicodedata.normalize("NFKC", plain(text)))).strip()


def trim(text: str) -> str:
    """The text without blanks (also zero-width ones) at its ends; nothing inside is touched."""
    shadow = plain(text)
    start = len(shadow) - len(shadow.lstrip())
    return text[start : len(shadow.rstrip())] if shadow.strip() else ""
