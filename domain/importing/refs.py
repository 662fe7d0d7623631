"""Printed references: in a cell of their own, glued to the text, or carried on (`4a)` then `b)`)."""

from __future__ import annotations

import re

_GLUED = re.compile(
    r"(?P<star>\*?)\s*(?:(?i:recommendation|rec|action|objective|priority|no)\.?\s+)?"
    r"(?P<ref>[A-Z]{1,4}[-.]?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|\d{1,3}\([a-z]\)"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}(?:[a-z]|\s[a-wyz])?(?![A-Za-z])|[A-Za-z](?=\)))"
    r"(?P<close>[).:]{1,2}\s?|\s[-–]\s|\s)(?P<rest>(?=[^\d\W]|[“\"'‘(*\d]).*)",
    re.DOTALL,
)
_COMPOUND = re.compile(
    r"(?i:recommendation|recs?|r|objective|theme|priority|aim|goal|outcome|area|kloe|strand)\.?\s?(?P<one>\d{1,3}[a-z]?)\s?[-/.,–:]?\s?"
    r"(?i:actions?|act|a|task|step|milestone|part|measure)\.?\s?(?P<two>\d{1,3}(?:\.\d{1,3})?[a-z]?)"
)
_GROUPED = re.compile(r"\d{2,4}(?: \d{2,4})+")  # `24 011 237`: a long number in groups
# `1.3 (was 1.4)`, `2a [moved from 3]`: the number of today, and what became of another.
_REMARKED = re.compile(
    r"(?P<ref>[A-Za-z]{0,5}[-.]?\d[\w.]{0,8})\s*[(\[]\s*(?:was|formerly|previous(?:ly)?|prev|old|ex|replac(?:es|ing)"
    r"|split|moved|merged|from|see|carried|originally|new|revised|c/?f|b/?f|in (?:last|the) )\b[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"(?:st|nd|rd|th)?\s?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july"
    r"|august|september|october|november|december)\b|x\b|%|days?\b|weeks?\b|months?\b|years?\b)",
    re.IGNORECASE,
)


def split_ref(text: str) -> tuple[str, str, bool] | None:
    """`1a) All forms ...` as its ref, the text behind it, and whether a mark closes the ref; else nothing."""
    match = _GLUED.fullmatch(text.strip())
    if match is None or _DATE_WORD.match(match["rest"]):
        return None
    closed = match["close"].strip() != ""
    if not closed and not match["rest"][:1].isupper() and match["rest"][:1] not in "“\"'‘(":
        return None
    rest = f"{match['star']} {match['rest']}".strip() if match["star"] else match["rest"]
    return re.sub(r"\s", "", match["ref"]), rest, closed


_OF_A_YEAR = re.compile(r"[A-Z]{2,6} \d\d/\d\d \d{1,4}(?:\.\d{1,3})?")  # `IA 25/26 014.1`


def without_ref_remark(text: str) -> str:
    """`1.3 (was 1.4)` as `1.3`; any other text as it is."""
    found = _REMARKED.fullmatch(text.strip())
    return found["ref"] if found else text


def clean_ref(text: str) -> str:
    """The ref without what only sets it off: `*1d)` is `1d`."""
    bare = re.sub(
        r"(?i)^\W*(?:recommendation|rec|action|objective|obj|priority|theme|item|no)\b[.:\s]*(?=\w)",
        "",
        without_ref_remark(text.strip()),
    )
    if _OF_A_YEAR.fullmatch(bare.strip()):
        return " ".join(bare.split())  # without its blanks, nobody would find it in the other system
    ref = re.sub(r"\s+", "", bare.strip().strip("*().:;# ")) or text.strip()
    return f"{ref})" if ref.count("(") > ref.count(")") else ref


def compound_ref(text: str) -> str:
    """`Rec 3/Action 2` is `3.2`; empty for a ref of one number."""
    found = _COMPOUND.fullmatch(text.strip())
    return f"{found['one']}.{found['two']}" if found else ""


def printed_ref(text: str) -> str:
    """The ref as a person would copy it: `KLOE 3` with its blank, `1a.` without its dot."""
    if compound_ref(text):
        return " ".join(text.split())
    if _GROUPED.fullmatch(text.strip()) or _REMARKED.fullmatch(text.strip()):
        return " ".join(text.split())
    worded = re.fullmatch(
        r"[*(]?(?P<word>[A-Z]{3,6}|[A-Z]{1,3}&[A-Z]{1,3}|[A-Z][a-z]{2,10}|[A-Z][a-z]{0,2}[A-Z][A-Za-z]{0,2})"
        r" (?P<rest>\d\S*)",
        " ".join(text.split()),
    )
    bare = clean_ref(text)
    return (
        f"{worded['word']} {bare.removeprefix(worded['word'])}" if worded and bare.startswith(worded["word"]) else bare
    )


def full_ref(ref: str, previous: str) -> str:
    """A ref that is only a letter takes the number of the one before it: after `4a` comes `4b`."""
    if re.fullmatch(r"[a-z]", ref) and (match := re.fullmatch(r"(.*\d)[a-z]?", previous)):
        return f"{match[1]}{ref}"
    return ref


def follows(ref: str, previous: str) -> bool:
    """Can this ref come next, so that a bare number before a text is a ref and not an amount?"""
    if not previous:
        return bool(re.match(r"(?:[A-Z]+[-.]?)?0*1(?!\d)", ref))
    numbers, before = re.findall(r"\d+", ref), re.findall(r"\d+", previous)
    if not numbers or not before:
        return True
    return 0 <= int(numbers[0]) - int(before[0]) <= 3 or int(numbers[0]) == 1


def key_part(ref: str) -> str:
    """The ref as part of a key: letters, digits, dots and dashes only."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", ref).strip("-.") or "x"


def is_sibling(ref: str, other: str) -> bool:
    """Do two refs number the same kind of thing: `1.1` and `1.2`, `3a` and `3b`, but not `3` and `3a`?"""
    pattern = r"(?P<head>(?:.*[.\-])?)(?P<number>\d+)(?P<letter>[a-z]?)"
    one, two = (re.fullmatch(pattern, key_part(text).lower()) for text in (ref, other))
    if one is None or two is None or ref == other or bool(one["letter"]) != bool(two["letter"]):
        return False
    return one["head"] == two["head"] and (not one["letter"] or one["number"] == two["number"])
