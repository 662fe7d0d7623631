"""Welsh words of dates put into the English that the grammar reads: `30 Mehefin 2027`, `diwedd mis nesaf`.

Only for people who speak Welsh with Action Log. Two words are two things: `Mawrth` is March and, without its `dydd`,
Tuesday; `hydref` is October and autumn. Where nothing beside them tells, both are given, to be asked back.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_MONTHS = {
    "january": "ionawr",
    "february": "chwefror",
    "march": "mawrth|fawrth",
    "april": "ebrill",
    "may": "mai|fai",
    "june": "mehefin|fehefin",
    "july": "gorffennaf|orffennaf|ngorffennaf",
    "august": "awst",
    "september": "medi|fedi",
    "october": "hydref",
    "november": "tachwedd|dachwedd|nhachwedd",
    "december": "rhagfyr|ragfyr",
}
_SHORT_MONTHS = {
    "january": "ion",
    "february": "chwef?",
    "march": "maw",
    "april": "ebr",
    "june": "meh",
    "july": "gorff?",
    "september": "med",
    "october": "hyd",
    "november": "tach",
    "december": "rhag",
}
_DAYS = {
    "monday": "llun|lun",
    "tuesday": "mawrth|fawrth",
    "wednesday": "mercher|fercher",
    "thursday": "iau",
    "friday": "gwener|wener",
    "saturday": "sadwrn",
    "sunday": "sul",
}
_SHORT_DAYS = {
    "monday": "llun",
    "wednesday": "mer(?:ch)?",
    "thursday": "iau",
    "friday": "gwen?",
    "saturday": "sad",
    "sunday": "sul",
}
_NUMBERS = {
    "un": 1,
    "dau": 2,
    "dwy": 2,
    "ddau": 2,
    "ddwy": 2,
    "tri": 3,
    "tair": 3,
    "dri": 3,
    "dair": 3,
    "pedwar": 4,
    "pedair": 4,
    "bedwar": 4,
    "bedair": 4,
    "pum": 5,
    "pump": 5,
    "bum": 5,
    "bump": 5,
    "chwe": 6,
    "chwech": 6,
    "saith": 7,
    "wyth": 8,
    "naw": 9,
    "deg": 10,
    "ddeg": 10,
    "deng": 10,
    "deuddeg": 12,
}
_UNITS = {
    "day": "diwrnod(?:iau)?|ddiwrnod|niwrnod|dyddiau",
    "week": "wythnos(?:au)?",
    "month": "mis(?:oedd)?|fis(?:oedd)?",
    "quarter": "chwarter",
    "year": "blwyddyn|flwyddyn|mlynedd|flynedd|blynedd",
}
# Phrases as a whole, before the words in them are looked at.
_WHOLE = (
    (r"\b(?:dim|heb|heb unrhyw) (?:dyddiad|ddyddiad)\b", "no date"),
    (r"\bi['’]?w (?:g|ch)?(?:adarnhau|gytuno|chadarnhau|bennu)\b", "to be confirmed"),
    (r"\b(?:parhaus|yn barhaus|barhaus|yn parhau)\b", "ongoing"),
    (r"\by(?:r)? (?:blwyddyn|flwyddyn) ariannol\b|\b(?:blwyddyn|flwyddyn) ariannol\b", "financial year"),
    (r"\beleni\b", "this year"),
    (r"\bpythefnos\b|\bbythefnos\b", "2 weeks"),
    (r"\bheddiw\b", "today"),
    (r"\by?fory\b", "tomorrow"),
    (r"\bdrennydd\b", "day after tomorrow"),
    (r"\b(?:d)?doe\b", "yesterday"),
    (r"\b(?:y )?nadolig\b", "christmas"),
    (r"\b(?:y )?(?:pasg|basg)\b", "easter"),
    (r"\b(?:y )?(?:gwanwyn|wanwyn)\b", "spring"),
    (r"\b(?:yr )?haf\b", "summer"),
    (r"\b(?:y )?(?:gaeaf|aeaf)\b", "winter"),
    (r"\byr hydref\b", "autumn"),
    (r"\bwythnos (?:yn|sy['’]?n) (?:dechrau|cychwyn)(?: ar)?\b", "week commencing"),
    (r"\bwythnos (?:yn|sy['’]?n) (?:gorffen|diweddu)(?: ar)?\b", "week ending"),
)
_PARTS = {
    "end of": "d?diwedd|ddiwedd",
    "mid": "canol|ganol",
    "start of": "d?dechrau|ddechrau",
}
_SMALL = {
    "by": "erbyn",
    "on": "ar",
    "before": "cyn",
    "until": "tan|hyd|hyd at",
    "or": "neu",
    "between": "rhwng",
    "in": "o fewn|ymhen|mewn|yn|ym|yng",
    "from": "o",
    "to": "i",
    "please": "os gwelwch yn dda|plis",
}
_ANY_MONTH = "|".join(_MONTHS.values())
_ANY_DAY = "|".join(_DAYS.values())
_ENGLISH_MONTH = "|".join(_MONTHS)
_ENGLISH_DAY = "|".join(_DAYS)
_NOUN = (
    "(?:financial year|day|weeks?|months?|quarter|year|spring|summer|autumn|winter|easter|christmas|"
    f"{_ENGLISH_MONTH}|{_ENGLISH_DAY})"
)
_SURE = re.compile(
    rf"\b(?:{_ANY_MONTH}|{_ANY_DAY}|{'|'.join(_UNITS.values())}|nesaf|nesa|diwethaf|dwethaf|eleni|heddiw|y?fory|drennydd|"
    r"d?doe|pythefnos|bythefnos|nadolig|pasg|basg|gwanwyn|wanwyn|haf|gaeaf|aeaf|parhaus|barhaus|parhau|ddyddiad|"
    r"dyddiad|adarnhau|gadarnhau|chadarnhau|gytuno|bennu)\b|\d (?:"
    + "|".join(_SHORT_MONTHS.values())
    + r")\b|\bch[1-4]\b",
)
_DOUBLE = {"mawrth": ("march", "tuesday"), "fawrth": ("march", "tuesday"), "hydref": ("october", "autumn")}
_MOST = 4


def in_english(text: str) -> tuple[str, ...]:
    """What the Welsh words of a typed date can mean in English, each way once; the text itself where there are none."""
    words = _plain(text)
    if not _SURE.search(words):
        return (text,)
    words = _sure_words(words)
    meanings = list(dict.fromkeys(re.findall(r"\b(mawrth|fawrth|hydref)\b", words)))
    ways = product(*(_DOUBLE[word] for word in meanings))
    found = []
    for way in ways:
        said = words
        for word, meant in zip(meanings, way, strict=True):
            said = re.sub(rf"\b{word}\b", meant, said)
        found.append(_in_order(said))
    return tuple(dict.fromkeys(found))[:_MOST]


def _plain(text: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    words = " ".join(bare.casefold().replace("’", "'").replace(",", " ").split())
    return re.sub(r"(?<=[aeiouwy])'r\b", " y", words).strip(" .!?")


def _sure_words(words: str) -> str:
    """Everything but `Mawrth` and `hydref` where they can be two things."""
    words = re.sub(r"\b(\d{1,2})(?:af|ail|il|ydd|fed|ed|eg|ain)\b", r"\1", words)
    for pattern, said in _WHOLE:
        words = re.sub(pattern, said, words)
    for day, pattern in _DAYS.items():
        words = re.sub(rf"\b(?:y )?(?:d?dydd|nos) (?:{pattern})\b", day, words)
    joined = r"(?:(?:o|ym|yn|yng|y)\s+)*(?:mis|fis)\s+"
    for month, pattern in _MONTHS.items():
        words = re.sub(rf"\b{joined}(?:{pattern})\b", month, words)  # `ym mis Mawrth`
        words = re.sub(rf"(?<=\d)(?: o)? (?:{pattern})\b", f" {month}", words)  # `30 o Fehefin`
        words = re.sub(rf"\b(?:{pattern})(?= \d{{4}}\b)", month, words)
        if pattern not in {"hydref", "mawrth|fawrth"}:
            words = re.sub(rf"\b(?:(?:o|ym|yn|yng) )?(?:{pattern})\b", month, words)
    for month, pattern in _SHORT_MONTHS.items():
        words = re.sub(rf"(?<=\d) (?:{pattern})\b", f" {month}", words)
    for day, pattern in (*_DAYS.items(), *_SHORT_DAYS.items()):
        if day != "tuesday":
            words = re.sub(rf"\b(?:{pattern})\b", day, words)
    # who says which weekday of which month it is means the weekday: `Mawrth 30 June`
    words = re.sub(r"\b(?:mawrth|fawrth)(?= \d{1,2}(?:[ /.-]))", "tuesday", words)
    for number, value in _NUMBERS.items():
        words = re.sub(rf"\b{number}\b(?= (?:{'|'.join(_UNITS.values())}))", str(value), words)
    words = re.sub(r"\bch(?:warter)? ?([1-4])\b", r"q\1", words)
    words = re.sub(rf"\b({_UNITS['day']}) gwaith\b", "working days", words)
    for unit, pattern in _UNITS.items():
        words = re.sub(rf"(?<=\d )(?:{pattern})\b", f"{unit}s", words)
        words = re.sub(rf"\b(?:yr? )?(?:{pattern})\b", unit, words)
    for part, pattern in _PARTS.items():
        words = re.sub(rf"\b(?:{pattern})\b", part, words)
    for said, pattern in _SMALL.items():
        words = re.sub(rf"\b(?:{pattern})\b", said, words)
    return " ".join(words.split())


def _in_order(words: str) -> str:
    """What Welsh says after the noun, English says before it: `mis nesaf` is `next month`."""
    words = re.sub(rf"\b(?:the |yr? )?({_NOUN}) nesaf?\b", r"next \1", words)
    words = re.sub(rf"\b(?:the |yr? )?({_NOUN}) (?:hwn|hon|yma)\b", r"this \1", words)
    words = re.sub(rf"\b(?:the |yr? )?({_NOUN}) (?:diwethaf|dwethaf)\b", r"last \1", words)
    words = re.sub(
        rf"\b(?:yr? )?((?:working )?{_NOUN}) (olaf|cyntaf|gyntaf)(?: (?:in|from|of|yn))? ",
        lambda found: f"{'last' if found[2] == 'olaf' else 'first'} {found[1]} of ",
        words,
    )
    words = re.sub(r"\byr? ", "", words)
    words = re.sub(r"\bfrom (?=next|this|last)", "", words)
    return " ".join(words.split())
