"""Does a note look as if it told of somebody's case? A plan of actions is no place for that.

It is a warning and never a block, so it looks for few, sure signs and names them in general terms: what it found is
never repeated. An organisation adds words and patterns of its own, which are no regular expressions, so that none of
them can make a note slow to save: `*` stands for any letters and digits, `?` for one, `#` for one digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from domain.language.case_people import INITIALS, PERSON, IsStaff, folded, initials_before, is_name, tells_of_a_birth
from domain.speech import marked, tr

MOST_PATTERNS = 200
LONGEST_PATTERN = 60
MOST_STARS = 3
LEAST_DIGITS = 5
"""`#` signs of a pattern without a letter or a digit: four are a year."""
LEAST_FIXED = 3
"""Characters of a pattern that must not be `*`, so that it can't fit everything."""

NHS_NUMBER = marked("an NHS number")
NI_NUMBER = marked("a National Insurance number")
BIRTH = marked("a date of birth")
AGE = marked("somebody's initials or name with their age")
ADDRESS = marked("a child's or family's address")
PHONE = marked("a person's phone number")
CASE_NUMBER = marked("the number of a case or of a person's record")
SCHOOL = marked("a child's initials or name with their school")
OWN = marked("something that your organisation keeps out of notes")

_TEN_DIGITS = re.compile(r"(?<![\d.,-])(?<!\d[ /])(\d{3})([ .-]?)(\d{3})\2(\d{4})(?!\d|[/-]\d)(?! \d)")
_NHS_LABELLED = re.compile(
    r"\b(?:nhs|chi)\b(?: (?:no|num|number|id))?\b[\s.:#-]{0,4}(?:is )?(?:\d[ .-]?){9}\d(?!\d)", re.I
)
_NHS_WORD = re.compile(r"\b(?:nhs|chi)\b(?: (?:no|num|number|id))?\b[\s.:#-]{0,4}$", re.I)
_DIGIT = re.compile(r"\d")
_BIRTH_WORD = re.compile(r"b(?:irth|orn)|o\.? ?b\b|gan(?:wyd|ed)|geni", re.I)
_AGE_WORD = re.compile(r"age|old|y/?o\b", re.I)
_OTHER_NUMBER = re.compile(
    r"\b(?:po|orders?|invoices?|contracts?|tenders?|tickets?|jobs?|cost codes?|accounts?|charity|company)\b"
    r"(?: (?:no|num|number|ref|reference))?\b[\s.:#]{0,4}$",
    re.I,
)
_NI = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b", re.I
)
_NI_LABELLED = re.compile(
    r"\b(?:nino|ni (?:no|num|number)|national insurance(?: (?:no|num|number))?)\b[\s.:#-]{0,4}(?:is )?"
    r"[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}(?:[ -]?[A-D])?\b",
    re.I,
)
# A unique pupil number: a check letter, twelve digits of which the last may be a letter.
_UPN = re.compile(r"\b([A-HJ-NP-RT-Z])(\d{11})([\dA-HJ-NP-RT-Z])\b", re.I)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -](?:\d{4}|\d{2})|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{2,4}}|\d{{4}}-\d\d-\d\d)"
)
_BORN = re.compile(
    r"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|birthday|born(?: on)?|gan(?:wyd|ed)(?: ar)?|dyddiad geni)"
    rf"[\s:()=-]{{0,4}}(?:is |was )?(?:on )?{_DATE}|\bborn (?:in )?{_MONTH} \d{{4}}\b",
    re.I,
)
# `the family at 9 Elm Close`; but `the family hub at 9 Elm Close` is a place for everybody.
_PERSONS = re.compile(
    rf"\b(?:{PERSON})\b(?! (?:clinics?|groups?|centres?|hubs?|services?|teams?|boards?|banks?|units?|support|voice|"
    r"forum|liaison|participation|council|engagement|survey|charter|homes?|panels?|court|justice|safeguarding|protection|care|"
    r"health|work|workers?|nursing|learning|first|information|networks?)\b)",
    re.I,
)
_NAME = r"(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?)?)"
_GROUPS = (
    r"(?:Children|People|Persons|Adults|Pupils|Students|Boys|Girls|Residents|Women|Men|Learners|Those|Anyone|Everyone|"
    r"All|Patients|Clients|Tenants|Carers|Parents|Siblings|Babies|Infants|Teenagers|Users|Members|Ages|Groups?|Cohort)"
)
_AGED = re.compile(
    rf"\b(?:{INITIALS}|(?!(?:[A-Z][a-z]+ )?{_GROUPS}\b){_NAME})(?:,| is|,? who is| \()? ?"
    r"(?:\baged? \d{1,2}\b|\d{1,2}[ -]?(?:years?|yrs?|months?|weeks?)[ -]old\b|\d{1,2} ?y/?o\b)"
)
# `AB, 7, of 12 Acacia Road`, `Jane Smith (7) lives`: a bare number is an age only where a life goes on after it.
_AGED_BARE = re.compile(
    rf"\b(?P<who>{INITIALS}|[A-Z][a-z]+(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?)?)(?:, ?| ?\()\d{{1,2}}(?:\),?|,) ?"
    r"(?:of \d|of no fixed|from \d|at \d|who|lives?|lived|living|attends?|was (?:seen|taken|moved|placed|found)|"
    r"(?<=, )(?:was|went|has|had|did|does|needs|will|said|says) |"
    r"(?:told|disclosed|fell|ran (?:away|off)|found (?:on|at|in|by|wandering)|refused|missing|said) |"
    r"is (?:in|at|on|now|living|being)|has (?:moved|been|a)|and (?:his|her|their) (?:mum|mam|mother|dad|father|"
    r"family|carer|brother|sister|sibling))"
)
# `JS attends Oak Primary`, `AB, Year 4 at Elm Academy`: where a child is on weekdays.
_AT_SCHOOL = re.compile(
    rf"\b(?P<who>{INITIALS}|[A-Z][a-z]+ [A-Z][a-z]+)(?:,? (?:attends|goes to|(?:is|was) (?:a pupil |in year \d{{1,2}} |"
    r"excluded |suspended |absent )?(?:at|from)|started at|moved to|excluded from|a pupil (?:at|of))|"
    r",? ?\(?(?i:year|yr|y) ?\d{1,2}\)?(?:,? (?:at|of|from)|,)) (?:(?:the|[A-Z][\w'.-]+) ){1,4}"
    r"(?:Primary|Infants?|Junior|Secondary|Academy|High|Nursery|School|College)\b"
    r"(?! (?:Governors?|Board|Trust|Forum|Improvement|Meeting|governors?|board|meeting|forum))"
)
_POSTCODE = re.compile(r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.I)
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Court|Crescent|"
    r"Terrace|Gardens|Grove|Place|Way|Walk|Mews|Row|Hill|House|Rise|Park|Square|Green|View|Estate)\b"
)
# `lives at 12 acacia road`, `home address: 9 Ffordd y Bryn`: said to be where somebody lives, however it is spelt.
_LIVES = re.compile(
    r"\b(?:lives?|lived|living|resid(?:es?|ing)|stay(?:s|ing)|home address(?: is)?|yn byw)"
    r"(?: (?:at|in|with \w+ at|yn)|:)? (?:flat \d{1,4}[a-z]?,? )?\d{1,4}[a-z]?,? (?:[\w'-]+ ){0,3}"
    r"(?:street|road|lane|avenue|close|drive|court|crescent|terrace|gardens|grove|place|way|walk|mews|hill|house|rise|estate|ffordd|heol|stryd|maes|cae|bryn)\b",
    re.I,
)
_INITIALS_AS_A_PERSON = re.compile(
    rf"\b{INITIALS}(?:'s| lives?| lived| living| moved| resides?| stays?|"
    r"(?:, \d{1,2},?)? of (?=\d)| at (?=\d)| \(|, (?=\d))"
)
_NAME_AS_A_PERSON = re.compile(r"(?<!\d )\b([A-Z][a-z]+ [A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?:,| of| -| –|:| \()? ?(?:at )?$")
_MOBILE = re.compile(r"(?<![\d-])(?:\+44 ?\(?0?\)? ?|0044 ?|0)7\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)")
_LANDLINE = re.compile(r"(?<![\d-])(?:\+44 ?\(?0?\)? ?|0)[12]\d{1,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)")
_RECORD = re.compile(
    r"\b(?:case|client|person|patient|pupil|crime|occurrence|hospital|upn|uln|liquid ?logic|mosaic|carefirst|lcs|las|"
    r"system ?one|rio|niche)(?: (?:no|id|num|number|ref|reference))?\b\.?[\s:#]{1,3}(?:[a-z]{1,4}[/-]?)?\d{5,}",
    re.I,
)
# What stands between somebody's initials and their number or address; `call GD on` is how an officer is reached.
_CALLED = re.compile(
    r"(?:'s)?[\s,;:(–—-]*(?:(?:tel|phone|ph|ring|call|on|at|no|number|home|landline)\b[.:\s]*){0,3}$", re.I
)
_ASKED_TO_CALL = re.compile(r"\b(?:contact|call|ring|phone|e-?mail|reach|enquiries|questions?)\b[^.;]{0,20}$", re.I)
_AT = re.compile(r"[\s,;:(–—-]*(?:(?:of|at|from|in|home|address)\b[:\s]*){0,2}$", re.I)
_HOME = re.compile(r"\b(?:(?:at|visited?|to|of) (?:his|her|their) home|home (?:visit|address)|at home)\b", re.I)
_NEAR = 90
_LONGEST_WORD = 200
_EDGES = ".,;:!?()[]{}\"'“”‘’<>…"


def find_case_data(
    text: str, own: Sequence[str] = (), *, today: date, is_staff: IsStaff = lambda name: False
) -> tuple[str, ...]:
    """What the text seems to hold about somebody, each kind once, in general terms (English; say `tr` of it).

    `own` are patterns of the organisation. `is_staff` knows the names and initials of leads and officers, beside which
    a date or a telephone is no child's; it is asked only where it matters.
    """
    if not text or text.isspace():
        return ()
    plain = folded(unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(_kinds(plain, own, today, is_staff)))


def _kinds(text: str, own: Sequence[str], today: date, is_staff: IsStaff) -> Iterator[str]:
    digits = len(_DIGIT.findall(text))  # nothing of all this is without digits, and most notes have few
    if digits >= 10 and (
        any(_is_nhs_number(text, match) for match in _TEN_DIGITS.finditer(text)) or _NHS_LABELLED.search(text)
    ):
        yield NHS_NUMBER
    if digits >= 6 and (_NI.search(text) or _NI_LABELLED.search(text)):
        yield NI_NUMBER
    if digits >= 3 and ((_BIRTH_WORD.search(text) and _BORN.search(text)) or tells_of_a_birth(text, today, is_staff)):
        yield BIRTH
    if digits and ((_AGE_WORD.search(text) and _AGED.search(text)) or _tells_an_age(text, is_staff)):
        yield AGE
    if digits and (
        any(_tells_of_a_person(text, match) for match in (*_POSTCODE.finditer(text), *_STREET.finditer(text)))
        or _LIVES.search(text)
    ):
        yield ADDRESS
    if any(is_name(match["who"]) and not is_staff(match["who"]) for match in _AT_SCHOOL.finditer(text)):
        yield SCHOOL
    if digits >= 10 and (
        _MOBILE.search(text) or any(_is_a_persons(text, match, is_staff) for match in _LANDLINE.finditer(text))
    ):
        yield PHONE
    if digits >= 5 and (_RECORD.search(text) or any(_is_upn(match) for match in _UPN.finditer(text))):
        yield CASE_NUMBER
    if own and _fits_any(text, own):
        yield OWN


def _tells_an_age(text: str, is_staff: IsStaff) -> bool:
    return any(is_name(match["who"]) and not is_staff(match["who"]) for match in _AGED_BARE.finditer(text))


def _is_upn(match: re.Match[str]) -> bool:
    """The first letter checks the twelve that follow; a letter at the end counts as its place in the alphabet used."""
    last = match[3].upper()
    values = [int(digit) for digit in match[2]]
    values.append(int(last) if last.isdecimal() else _UPN_LETTERS.index(last))
    total = sum(value * weight for weight, value in enumerate(values, 2))
    return _UPN_LETTERS[total % 23] == match[1].upper()


def _is_a_persons(text: str, match: re.Match[str], is_staff: IsStaff) -> bool:
    """Is it somebody's line, and not an office's?"""
    before = text[max(0, match.start() - _NEAR // 2) : match.start()]
    if _PERSONS.search(before):
        return True
    said = _CALLED.sub("", before)
    return not _ASKED_TO_CALL.search(said) and any(not is_staff(who) for who in initials_before(said))


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
    start = max(0, match.start() - _NEAR)
    around = text[start : match.end() + _NEAR // 3]
    if _PERSONS.search(around) or _INITIALS_AS_A_PERSON.search(around) or _HOME.search(around):
        return True
    before = text[start : match.start()]
    named = _NAME_AS_A_PERSON.search(before)
    return (named is not None and is_name(named[1])) or any(initials_before(_AT.sub("", before)))


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
    seen = "".join(mark for mark in unicodedata.normalize("NFKC", typed) if unicodedata.category(mark) != "Cf")
    pattern = " ".join(seen.split())
    if not pattern:
        raise ValueError(tr("Please give a word or a pattern, for example: MOS-#### or looked after."))
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(
            tr("This is too long for a pattern: please use at most {most} characters.", most=LONGEST_PATTERN)
        )
    if sum(mark.isalnum() or mark in "#?" for mark in pattern) < LEAST_FIXED:
        raise ValueError(
            tr(
                "This would fit nearly everything. Please give at least {least} letters, digits, # or ?.",
                least=LEAST_FIXED,
            )
        )
    if not any(mark.isalnum() for mark in pattern) and pattern.count("#") < LEAST_DIGITS:
        raise ValueError(
            tr(
                "This would fit every year or every short word. Please give a letter or a digit too, or at least "
                "{least} # signs.",
                least=LEAST_DIGITS,
            )
        )
    if pattern.count("*") > MOST_STARS:
        raise ValueError(tr("A pattern can have at most {most} stars.", most=MOST_STARS))
    return pattern
