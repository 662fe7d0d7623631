"""What stands in a cell of leads and names nobody: `as above`, `tbc`, an e-mail address, a date, a mark of doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from domain.importing.dates import find_dates
from domain.importing.duedates import is_date_like
from domain.importing.leadwords import NO_LEAD, NameKind, kind_of

_ABOVE = re.compile(
    r"(?:same )?as (?:above|before|per above|the above|previous(?:ly)?)|(?:see )?above|ditto|do\.?"
    r"|same(?: (?:again|lead|as (?:above|before|previous)))?"
    r"|[\"“”″〃]|''|-\s?(?:\"|''|ditto|do)\s?-|\^+",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:same as|see|as|as per|as in|refer to|per)\s(?:(?:action|actions|rec|recommendation|item|no|number|row"
    r"|ref|point|section)s?"
    r"\.?\s)?#?[A-Z]{0,4}[-.]?\d[\w.]*(?:\s?(?:and|&|,|-)\s?\d[\w.]*)*(?: above| below)?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:various|multiple|several|many|different|numerous|mixed|see notes?|see (?:below|text|comments?)"
    r"|(?:multiple|various|several|different) (?:leads?|officers?|owners?|people|teams?|services?|partners?"
    r"|agencies|organisations?)"
    r"|(?:currently |post |position |role |now |presently )*(?:vacant|vacancy)(?: (?:post|position|role))?"
    r"|(?:post|position|role)? ?(?:not (?:yet )?filled|unfilled|out to advert|under recruitment"
    r"|being recruited(?: to)?)"
    r"|(?:lead|owner|name|officer|person|post)?\s?(?:to be|tb)\s?(?:\w+ed|c|a|d)|awaiting (?:appointment"
    r"|recruitment|confirmation)"
    r"|no[ -](?:one|body|lead|owner)(?: (?:yet|assigned|identified))*|no lead|unowned|me|us|we|i|you|myself"
    r"|new (?:post[ -]?holder|appointee|starter|recruit|appointment)|ourselves|them|someone|somebody|anyone)[\s.?!]*",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r"(?i:superseded|withdrawn|cancelled|no longer|moved|merged|transferred|carried (?:forward|over)|incorporated"
    r"|included|combined|subsumed|absorbed|now (?:part of|in|under|within)|not (?:required|applicable)|closed"
    r"|completed?|duplicate)\b(?:\W|$).*"
)
# `To be confirmed following restructure`: no capital in it, so no name.
_UNTIL = re.compile(
    r"(?:[Tt]o be (?:confirmed|agreed|appointed|decided|determined|identified|allocated|recruited|named)"
    r"|T[Bb][CcAaDd]|[Vv]aca(?:nt|ncy)|[Nn]ot yet (?:known|appointed|agreed))\W+(?:[a-z]+\W*)+"
)
_MAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:\b(?:tel|ext|phone|mob(?:ile)?)\.?:?\s*)?(?<!\w)(?:\+44\s?|0)\d[\d ]{7,11}\d\b|\b(?:ext|x)\.?\s?\d{3,5}\b",
    re.I,
)
_CHANGES = re.compile(
    r"(?i)\b(?:from|until|till|since|to|cover(?:ing|ed)?|acting up|temporar(?:y|ily)|left|leaving|leaves|leave"
    r"|when|if|while|during|absence|away|then|now|was|formerly"
    r"|previously|replac\w+|hand(?:ed|ing)? over|sickness|maternity|secondment|retir\w+|tb[cad]|to be \w+"
    r"|vacant|unless|or|via|deputi[sz]ing|sponsor|sro|support|(?!supported)\w{3,}ed (?:by|with))\b"
)
_AWAY = re.compile(
    r"(?:on|until|till|from|since|now|currently|left|leaving|leaves|covering|cover|temporar\w+|maternity|acting up"
    r"|was|were|previously|formerly|prev|taking over from|took over from|replac(?:es|ed|ing))\b"
)
_NOW = re.compile(r"now (?=[A-Z])")
_DOUBTED = re.compile(r"\s*(?:\(\s*\?+\s*\)|\?+)$")
_OTHERS = re.compile(
    r"(?<=\w)\s*(?:[,;/&+]|\band\b)?\s*\b(?:et al|others|(?:various|any|all|relevant) others?|etc)\b\.?$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?P<title>cllrs|councillors|drs|messrs|profs)\b\.?:?\s+(?=[^\W\d_])", re.IGNORECASE)
_TO_DATE = re.compile(
    r"[\s,;(\[–-]*(?:\b(?:by|due|until|till|from|since|in|on|target|date|w/?e\.?f)\b[\s:.-]*)*[(\[]?$", re.IGNORECASE
)
_EDGES = " ,;:()[]–-"
_NOT_NAMES = re.compile(r"[\d@]")
_EITHER = re.compile(r"^either\s+(?=[A-Z])", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[a-z]+(?:\s[a-z]+)*\s*[:–-]\s*|(?:[a-z]+\s+)+|[A-Za-z][a-z ]{2,20}:\s*)")


@dataclass(slots=True)
class Asides:
    """The words that remain to be names, what was set aside, and whether it leaves the leads in doubt."""

    text: str
    remarks: list[str] = field(default_factory=list)
    unsure: bool = False


def is_nobody(text: str) -> bool:
    """Does the text stand for nobody in particular (`tbc`, `Vacant post`, `Various`)?"""
    return bool(
        NO_LEAD.fullmatch(text) or _NOBODY.fullmatch(text) or _UNTIL.fullmatch(text) or _NO_LONGER.fullmatch(text)
    )


def points_up(text: str) -> bool:
    """`As above`, `ditto`, `"`: whoever leads the action before."""
    return bool(_ABOVE.fullmatch(text.strip(" .")))


def points_elsewhere(text: str) -> bool:
    """`See action 2`, `as 1.1`: whoever leads another action."""
    return bool(_ELSEWHERE.fullmatch(text.strip(" .")))


def set_aside(text: str) -> Asides:
    """Take from a cell what can't be a name, or belongs to several names."""
    found = Asides(text)
    for pattern in (_MAIL, _PHONE) if _NOT_NAMES.search(text) else ():
        bare = " ".join(pattern.sub(" ", found.text).split()).strip(" ,;:–-")
        if bare and bare != found.text and any(map(str.isalpha, bare)):
            found.remarks += [match.group().strip(" <>()[]") for match in pattern.finditer(found.text)]
            found.text = bare.replace("()", "").strip()
    for date in reversed(find_dates(found.text, prose=True) if _NOT_NAMES.search(text) else []):
        before = _TO_DATE.sub("", found.text[: date.start])
        if before and any(map(str.isalpha, before)):
            found.remarks.append(found.text[len(before) : date.end].strip(_EDGES))
            found.text, found.unsure = f"{before} {found.text[date.end :].lstrip(_EDGES)}".strip(), True
    if plural := _PLURAL.match(found.text):
        found.remarks.append(plural["title"])
        found.text, found.unsure = found.text[plural.end() :], True
    if others := _OTHERS.search(found.text):
        found.remarks.append(others.group().strip(" ,&+"))
        found.text, found.unsure = found.text[: others.start()], True
    if either := _EITHER.match(found.text):
        found.text, found.unsure = found.text[either.end() :], True
    if doubted := _DOUBTED.search(found.text):
        found.text, found.unsure = found.text[: doubted.start()].strip(), True
    return found


def without_nobody(segments: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """The pieces that may be names, and those that are nobody or a date (`Ada Brook / TBC`, `..., by March 2026`)."""
    now = [index for index, (name, _) in enumerate(segments) if index and _NOW.match(name)]
    if now:  # `Al Dunn until August, now Bea Frost`: she leads, and those before her did
        name, joiner = segments[now[0]]
        gone = [one for one, _ in segments[: now[0]]]
        return [(_NOW.sub("", name), joiner), *segments[now[0] + 1 :]], gone
    gone = [name for name, _ in segments if is_nobody(name) or _is_date(name) or _AWAY.match(name)]
    kept = [(name, joiner) for name, joiner in segments if name not in gone]
    if kept and gone:
        kept[-1] = (kept[-1][0], "")
    return kept, gone


_EMPTY = re.compile(r"(?i)\b(?:vacan(?:t|cy)|tb[cad]|to be (?:appointed|recruited|confirmed)|unfilled|out to advert)\b")
_COVERS = re.compile(
    r"(?i)^(?:(?:currently|temporarily|interim|acting|cover(?:ed|ing)?|being|held|led|by|with|lead|in the|meanwhile"
    r"|until then|for now|is|now)\b[\s:–-]*)+"
    r"|(?:[\s:–-]*\b(?:in the (?:interim|meantime|meanwhile)|interim|acting|cover(?:s|ing)?(?: as| for now)?|for now"
    r"|temporarily|to cover|meanwhile|currently))+$"
)


def stand_ins(text: str) -> list[str]:
    """Who leads while a post is empty: `Vacant (interim: Jo Marsh)`, `TBC - Jo Marsh covering`."""
    if not _EMPTY.search(text):
        return []
    pieces = [piece.strip() for piece in re.split(r"[(),;]|\s[–-]\s|:\s", text)]
    covering = [_COVERS.sub("", piece).strip(" .:") for piece in pieces]
    found = [name for name in covering if kind_of(name) is NameKind.PERSON]
    others = [name for name in covering if name and name not in found and not is_nobody(name)]
    return found if covering != pieces or not others else []


def _is_date(text: str) -> bool:
    """Never a word alone: `April` and `May` are people, and so may be `MAR`."""
    bare = re.sub(r"(?i)^(?:by|due|from|until|since|in|on|w/?e\.?f\.?)\s+", "", text)
    if not re.search(r"\d", bare):
        return False
    return is_date_like(bare) and kind_of(bare) is NameKind.FRAGMENT and not re.match(r"[A-Z]\w+\s[A-Z]", bare)


def leaves_doubt(remark: str) -> bool:
    """Does a remark say that somebody else leads, or led, or will (`maternity cover: Ben Carr`, `tbc`)?"""
    return bool(_CHANGES.search(remark)) or is_nobody(remark)


def bare_remark(remark: str) -> str:
    """The names of a remark, without the words before them (`supported by Ben Carr`)."""
    return _LABEL.sub("", remark, count=1)
