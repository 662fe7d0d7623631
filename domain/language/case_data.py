"""Does a note look as if it told of somebody's case? A plan of actions is no place for that.

It is a warning and never a block, so it looks for few, sure signs and names them in general terms: what it found is
never repeated. An organisation adds words and patterns of its own, which are no regular expressions, so that none of
them can make a note slow to save: `*` stands for any letters and digits, `?` for one, `#` for one digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

MOST_PATTERNS = 200
LONGEST_PATTERN = 60
MOST_STARS = 3
LEAST_FIXED = 3
"""Characters of a pattern that must not be `*`, so that it can't fit everything."""

NHS_NUMBER = "an NHS number"
NI_NUMBER = "a National Insurance number"
BIRTH = "a date of birth"
AGE = "somebody's initials or name with their age"
ADDRESS = "a child's or family's address"
PHONE = "a person's phone number"
CASE_NUMBER = "the number of a case or of a person's record"
OWN = "something that your organisation keeps out of notes"

_TEN_DIGITS = re.compile(r"(?<![\d/.,-])(?<!\d )(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\d/-])(?! \d)")
_NHS_WORD = re.compile(r"\b(?:nhs|chi)\b(?: (?:no|num|number|id))?\b[\s.:#-]{0,4}$", re.I)
_DIGIT = re.compile(r"\d")
_BIRTH_WORD = re.compile(r"b(?:irth|orn)|o\.? ?b\b", re.I)
_AGE_WORD = re.compile(r"age|old|y/?o\b", re.I)
_OTHER_NUMBER = re.compile(
    r"\b(?:po|orders?|invoices?|contracts?|tenders?|tickets?|jobs?|cost codes?|accounts?|charity|company)\b"
    r"(?: (?:no|num|number|ref|reference))?\b[\s.:#]{0,4}$",
    re.I,
)
_NI = re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -](?:\d{4}|\d{2})|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{2,4}}|\d{{4}}-\d\d-\d\d)"
)
_BORN = re.compile(
    rf"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|born(?: on)?)[\s:()=-]{{0,4}}(?:is |was )?{_DATE}", re.I
)
_PERSON = (
    r"child|children|boy|girl|pupil|baby|infant|toddler|teenager|young person|yp|son|daughter|sibling|mother|mum|"
    r"father|dad|grandmother|grandfather|carer|foster carer|family|victim|perpetrator|service user|resident|tenant|"
    r"patient|client"
)
_PERSONS = re.compile(rf"\b(?:{_PERSON})\b", re.I)
# `JS`, `J.S.`, `Child A`: letters that stand for somebody. Two or three capitals may be a team or a system too, so what
# stands beside them must say that it is a person.
_INITIALS = r"(?:[A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?|(?:[Cc]hild|[Bb]aby|[Aa]dult|[Ff]amily) [A-Z0-9]{1,2})"
_NAME = r"(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?)?)"
_GROUPS = (
    r"(?:Children|People|Persons|Adults|Pupils|Students|Boys|Girls|Residents|Women|Men|Learners|Those|Anyone|Everyone|"
    r"All|Patients|Clients|Tenants|Carers|Parents|Siblings|Babies|Infants|Teenagers|Users|Members|Ages|Groups?|Cohort)"
)
_AGED = re.compile(
    rf"\b(?:{_INITIALS}|(?!(?:[A-Z][a-z]+ )?{_GROUPS}\b){_NAME})(?:,| is|,? who is| \()? ?"
    r"(?:aged? \d{1,2}\b|\d{1,2}[ -]?(?:years?|yrs?|months?|weeks?)[ -]old\b|\d{1,2} ?y/?o\b)"
)
_POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.I)
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Court|Crescent|"
    r"Terrace|Gardens|Grove|Place|Way|Walk|Mews|Row|Hill|House)\b"
)
_INITIALS_AS_A_PERSON = re.compile(
    rf"\b{_INITIALS}(?:'s| lives?| lived| living| moved| resides?| stays?| of (?=\d)| at (?=\d)| \(|, (?=\d))"
)
_MOBILE = re.compile(r"(?<![\d-])(?:\+44 ?\(?0?\)? ?|0044 ?|0)7\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])(?:\+44 ?\(?0?\)? ?|0)[12]\d{1,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)")
_RECORD = re.compile(
    r"\b(?:case|client|person|patient|pupil|crime|occurrence|hospital|upn|liquid ?logic|mosaic|carefirst|lcs|las|"
    r"system ?one|rio|niche)(?: (?:no|id|num|number|ref|reference))?\b\.?[\s:#]{1,3}(?:[a-z]{1,4}[/-]?)?\d{5,}",
    re.I,
)
_NEAR = 90
_LONGEST_WORD = 200
_EDGES = ".,;:!?()[]{}\"'“”‘’<>…"


def find_case_data(text: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    """What the text seems to hold about somebody, each kind once, in general terms; `own` are patterns of the
    organisation.
    """
    plain = unicodedata.normalize("NFKC", text)
    return tuple(dict.fromkeys(_kinds(plain, own)))


def _kinds(text: str, own: Sequence[str]) -> Iterator[str]:
    digits = len(_DIGIT.findall(text))  # nothing of all this is without digits, and most notes have few
    if digits >= 10 and any(_is_nhs_number(text, match) for match in _TEN_DIGITS.finditer(text)):
        yield NHS_NUMBER
    if digits >= 6 and _NI.search(text):
        yield NI_NUMBER
    if digits >= 3 and _BIRTH_WORD.search(text) and _BORN.search(text):
        yield BIRTH
    if digits and _AGE_WORD.search(text) and _AGED.search(text):
        yield AGE
    if digits and any(
        _tells_of_a_person(text, match) for match in (*_POSTCODE.finditer(text), *_STREET.finditer(text))
    ):
        yield ADDRESS
    if digits >= 10 and (_MOBILE.search(text) or any(_is_a_persons(text, match) for match in _LANDLINE.finditer(text))):
        yield PHONE
    if digits >= 5 and _RECORD.search(text):
        yield CASE_NUMBER
    if own and _fits_any(text, own):
        yield OWN


def _is_a_persons(text: str, match: re.Match[str]) -> bool:
    """Is it somebody's line, and not an office's?"""
    return bool(_PERSONS.search(text[max(0, match.start() - _NEAR // 2) : match.start()]))


def _is_nhs_number(text: str, match: re.Match[str]) -> bool:
    """Ten digits whose last one is right; or any ten that are called so."""
    digits = match[1] + match[3] + match[4]
    before = text[max(0, match.start() - 30) : match.start()]
    if _NHS_WORD.search(before):
        return True
    if _OTHER_NUMBER.search(before):
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    right = (0 if rest == 11 else rest) == int(digits[9])
    return right and digits[0] in "34679" and len(set(digits)) > 1


def _tells_of_a_person(text: str, match: re.Match[str]) -> bool:
    """Is it somebody's address, and not a venue's?"""
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR // 3]
    return bool(_PERSONS.search(around) or _INITIALS_AS_A_PERSON.search(around))


def _fits_any(text: str, own: Iterable[str]) -> bool:
    words = [word.strip(_EDGES)[:_LONGEST_WORD].casefold() for word in text.split()]
    once = dict.fromkeys(words)
    for pattern in own:
        fitting = [{word for word in once if _fits(word, part)} for part in pattern.casefold().split()]
        if not all(fitting):
            continue
        for start in range(len(words) - len(fitting) + 1):
            if all(word in fits for word, fits in zip(words[start : start + len(fitting)], fitting, strict=True)):
                return True
    return False


def _fits(word: str, pattern: str) -> bool:
    """Does the whole word fit? In steps of the word's length times the pattern's at most."""
    if len(word) < len(pattern) - pattern.count("*"):
        return False
    at = of = 0
    star, retry = -1, 0
    while at < len(word):
        if of < len(pattern) and pattern[of] == "*":
            star, retry = of, at
            of += 1
        elif of < len(pattern) and _one_fits(word[at], pattern[of]):
            at, of = at + 1, of + 1
        elif star >= 0 and _is_word_character(word[retry]):
            retry += 1
            at, of = retry, star + 1
        else:
            return False
    return all(character == "*" for character in pattern[of:])


def _one_fits(character: str, wanted: str) -> bool:
    if wanted == "#":
        return character.isdecimal()
    return _is_word_character(character) if wanted == "?" else character == wanted


def _is_word_character(character: str) -> bool:
    return character.isalnum() or character in "-_/"


def read_pattern(typed: str) -> str:
    """A pattern of the organisation as it is kept.

    Raises:
        ValueError: with a sentence that says why it can't be used.
    """
    pattern = " ".join(unicodedata.normalize("NFKC", typed).split())
    if not pattern:
        raise ValueError("Please give a word or a pattern, for example: MOS-#### or looked after.")
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"This is too long for a pattern: please use at most {LONGEST_PATTERN} characters.")
    if sum(character.isalnum() or character in "#?" for character in pattern) < LEAST_FIXED:
        raise ValueError(
            f"This would fit nearly everything. Please give at least {LEAST_FIXED} letters, digits, # or ?."
        )
    if pattern.count("*") > MOST_STARS:
        raise ValueError(f"A pattern can have at most {MOST_STARS} stars.")
    return pattern
