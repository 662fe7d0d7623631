"""Whether words beside a date, an age, an address or a number stand for somebody: a name, initials, `her son`.

A plan of actions is full of names and dates that are nobody's birth: who agreed what and when, boards, Acts, leads. So
a date counts only where it follows a person's name directly, lies years back, and nothing says who signed or wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

IsStaff = Callable[[str], bool]
"""Is this the name or the initials of somebody who works here, as far as is known?"""

PERSON = (
    r"child|children|boy|girl|pupil|baby|infant|toddler|teenager|young person|young man|young woman|yp|son|daughter|"
    r"twins?|sibling|brother|sister|nephew|niece|mother|mum|mam|father|dad|grandmother|grandfather|carer|foster carer|"
    r"care leaver|family|victim|perpetrator|service user|resident|tenant|patient|client|plentyn|mab|merch"
)
# `JS`, `J.S.`, `Child A`: letters that stand for somebody. Two or three capitals may be a team or a system too, so what
# stands beside them must say that it is a person.
INITIALS = r"(?:[A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?|(?:[Cc]hild|[Bb]aby|[Aa]dult|[Ff]amily) [A-Z0-9]{1,2})"
_ONE = r"(?:(?:Mac|Mc|O'|D')?[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?)"
_NAME = (
    rf"(?:{_ONE}(?: [A-Z]\.?)?(?: (?:{_ONE}|[A-Z]{{3,20}})){{1,3}}|[A-Z]\.? {_ONE}|"
    rf"[A-Z]{{3,20}}, {_ONE}|{_ONE}, [A-Z]\.|{_ONE} [A-Z](?![\w.]))"
)
_SURE_INITIALS = r"(?:(?:[A-Z]\. ?){2,3}|[A-Z]{2}(?![A-Za-z])|(?:[Cc]hild|[Bb]aby) [A-Z](?![a-z]))"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_DAY = (
    r"(?:(?P<d>\d{1,2})[/. -](?P<m>\d{1,2})[/. -](?P<y>\d{4}|\d{2})(?!\d)|"
    r"(?P<y2>\d{4})-(?P<m2>\d\d)-(?P<d2>\d\d)(?!\d)|"
    rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<n3>{_MONTH})\.?,?[ -](?P<y3>\d{{4}})(?!\d)|"
    rf"(?P<n4>{_MONTH})\.? (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})(?!\d))"
)
_YEAR = rf"(?:(?:{_MONTH}\.? )?(?:19[2-9]\d|20\d\d)(?!\d))"
_GAP = r" ?[,;:–—-]? ?[(\[]? ?(?:(?i:male|female|boy|girl|m|f)\b[,;]? ?)?"
_BESIDE = re.compile(rf"\b(?P<who>{_NAME}|{_SURE_INITIALS}){_GAP}(?P<day>(?i:{_DAY}))")
_THE_PERSON = re.compile(rf"(?i:\b(?:{PERSON}))(?: (?:{_ONE}|{INITIALS}))?{_GAP}(?P<day>(?i:{_DAY}))")
# `(b. 2/3/2014)`, `J.S. b 2014`, `Jane Smith *2/3/2014`: a mark that says so itself.
_MARKED = re.compile(
    rf"(?:[(\[]|\b(?:{_NAME}|{_SURE_INITIALS}|(?i:{PERSON})),? )(?:[Bb]\.? ?|\* ?|born (?:in )?)(?i:{_DAY}|{_YEAR})"
)
_SIGNED = re.compile(
    r"(?:\b(?:by|cc|leads?|led by|owner|chair|chaired by|author|signed|cllr|councillor|officer|manager|director|"
    r"inspector|minister|judge|headteacher|head|dr|prof|professor|rev|sir|lord|lady|contact|lead officer|sponsor)"
    r"\b[ :.(-]{0,3}|@)$",
    re.I,
)
_WROTE_AFTER = re.compile(
    r"[)\]]? ?(?:report|review|minutes?|meeting|e-?mail|version|update[ds]?|agreed|approved|signed|noted|confirmed|"
    r"completed|chaired|presented|reported|emailed|letter to all|v\d)\b",
    re.I,
)
_STAMP = re.compile(r"[)\]]? ?[:–—-]")

# Words with a capital that are no part of anybody's name: bodies, documents, events, and how a sentence begins.
_NO_NAMES = frozenset(
    """academy act acts action actions adult adults advisory agency agenda agm agreement alliance amendment annual
    appeal appendix april area assembly assessment asset association assurance audit august authority autumn
    awareness bank bill board borough briefing budget bulletin bureau business cabinet campaign care case centre
    central challenge charter chief child children christmas circular city code college commission commissioner
    committee community company complaint conduct conference consortium consultation contract convention
    corporate council county court crime crown customer date day december decision delivery department deputy
    development digital direction directive directorate district division document domestic draft duty early
    east easter education emergency employment england estate estates evaluation event executive external
    families family february final finance financial fire first forum foundation framework friday full fund
    future gateway general good government governing governance governors grant group guidance guide handbook
    health help high hm home homes hospital house housing hub human improvement independent induction
    information initial initiative innovation inspection inspectorate institute integrated interim internal
    inquiry issue january joint july june justice key law leadership learning legal letter library licensing
    line local london looked management manifesto march mayor meeting memorandum minister ministry minutes
    monday monitoring month multi national network new newsletter next north northern notice november nursery
    october office ofsted older online operational operations order outcome oversight paper parish park parks
    parliament partner partners partnership peer pension people performance personnel phase pilot place plan
    planning plans police policies policy practice prevention primary private procedure procedures process
    procurement professional programme progress project protection protocol protocols public quality quarter
    queen king reading reference referral reform region register regulation regulations report reporting reports
    residential resource resources response review reviews risk road royal rules safeguarding safety school
    schools schedule scheme scrutiny secondary section senior september serious service services session shadow
    sickness site skills social south southern special spring staff stage standard standards standing statement
    statutory steering strategic strategy street sub summary summer summit sunday supervision support survey
    system target task team teams technical term terms theme thursday together tool toolkit town training
    transformation transition transport tribunal trust tuesday unit university update updated urban version
    victim village violence virtual vision voluntary wales ward wednesday welfare west western winter women work
    working workshop year young youth zone scotland ireland britain british english welsh scottish european nhs
    head director manager officer lead member members chair secretary worker nurse doctor teacher annex block
    category class clinic grade level option part table tier""".split()  # noqa: SIM905 - a list of words reads best as words
)
_OPENINGS = frozenset(
    """agreed approved attended booked called chased checked circulated closed completed confirmed contacted discussed
    due emailed escalated follow following from held in informed interviewed last launched letter met noted now
    on phoned please published rang received re referral referred reminded reported requested reviewed saw seen
    sent signed since spoke started submitted supported the then this to updated visit visited with wrote her
    his their our and for about regarding mother mum dad father son daughter brother sister pupil client patient
    resident tenant carer boy girl baby""".split()  # noqa: SIM905 - a list of words reads best as words
)
_TITLES = frozenset({"cllr", "councillor", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "pc", "dc"})
_TEAMS = frozenset(
    """ad ai bi ce cp cs da dc de dm ds dv ed eh ep eu fe gp hb he ho hq hr ia it la lp me mh mp ne ni nw ok ot pa pc
    pd pi po pr qa re se sw ta tu uk un us wc wg yp""".split()  # noqa: SIM905 - a list of words reads best as words
)
_YEARS_BACK = 2
_INITIALS_BACK = 4
_STAMPED_BACK = 6
_OLDEST = 110
_BEFORE = 24


def folded(text: str) -> str:
    """Letters without accents and one kind of apostrophe and blank; the same number of words."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.sub(r"[ \u00a0]+", " ", bare.replace("’", "'"))


def is_name(words: str) -> bool:
    """Can these words with capitals be somebody's name, as far as can be told from them?"""
    parts = [part.strip(".,'").casefold() for part in words.replace("-", " ").split()]
    return not any(part in _NO_NAMES for part in parts)


def tells_of_a_birth(text: str, today: date, is_staff: IsStaff) -> bool:
    """Does a person's name stand directly before a date that can be the one of their birth?"""
    if _MARKED.search(text):
        return True
    for match in _THE_PERSON.finditer(text):
        # `Children Act 12/05/2014`, `family court 3/4/2012`: what stands between is no name
        if _years_back(match, today, _YEARS_BACK) and is_name(" ".join(match[0].split()[1:2]).partition("(")[0]):
            return True
    return any(_is_birth(text, match, today, is_staff) for match in _BESIDE.finditer(text))


def _is_birth(text: str, match: re.Match[str], today: date, is_staff: IsStaff) -> bool:
    who = match["who"].strip()
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    names = who.split()
    while names and names[0].casefold().strip(",") in _OPENINGS:
        names = names[1:]
    initials = re.fullmatch(_SURE_INITIALS, who) is not None
    bare = initials and re.fullmatch(r"[A-Z]{2}", who) is not None
    if names and names[0].casefold().strip(".") in _TITLES:
        return False
    if initials:
        if bare and (who.casefold() in _TEAMS or is_staff(who)):
            return False
    elif len(names) < 2 or not is_name(" ".join(names)) or is_staff(" ".join(names)):
        return False
    if _SIGNED.search(before) or _WROTE_AFTER.match(text, match.end()):
        return False
    at_line_start = not before.strip() or before.rstrip(" ").endswith("\n")
    stamped = at_line_start and _STAMP.match(text, match.end()) is not None and "(" not in match[0]
    back = _STAMPED_BACK if stamped else _INITIALS_BACK if bare else _YEARS_BACK
    return _years_back(match, today, back)


def _years_back(match: re.Match[str], today: date, least: int) -> bool:
    born = _day(match, today)
    return born is not None and least <= (today - born).days / 365.25 <= _OLDEST


def _day(match: re.Match[str], today: date) -> date | None:
    """The date that was found; day before month, and where no such day is, month before day."""
    part = match.groupdict()
    for year, month, day in (("y", "m", "d"), ("y2", "m2", "d2"), ("y3", "n3", "d3"), ("y4", "n4", "d4")):
        if part[year] is None:
            continue
        written = part[month]
        number = int(written) if written.isdecimal() else _MONTHS.index(written[:3].casefold()) + 1
        whole = int(part[year])
        if whole < 100:
            whole += 2000 if 2000 + whole <= today.year else 1900
        for months, days in ((number, int(part[day])), (int(part[day]), number)):
            try:
                return date(whole, months, days)
            except ValueError:
                continue
    return None


def initials_before(text: str) -> Iterator[str]:
    """The initials at the very end of the text, if somebody's stand there and no team's."""
    found = re.search(rf"(?:^|[\s(,;:])(?P<who>{_SURE_INITIALS})$", text)
    if found and found["who"].casefold() not in _TEAMS:
        yield found["who"]
