"""Words that tell a person, a post, a group and initials apart in a column of leads. No dates are read here, ever."""

from __future__ import annotations

import re
from enum import StrEnum

from domain.importing.remembered import remembered


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nouns that can end the name of a post or a body (`Training Manager`, `Audit Group`).
ROLE_NOUNS = _words(
    "accountant administrator adviser advisor advocate analyst apprentice architect assistant auditor board body "
    "bodies cabinet ceo chair chairs chairperson champion champions chief clerk co-ordinator co-ordinators colleagues "
    "commissioner commissioners committee committees consultant contractor coordinator coordinators council "
    "councillor councils department dept deputy designate director directorate directors division doctor engineer "
    "executive executives facilitator forum governor governors group groups head headteacher headteachers heads hub "
    "individual inspector investigator lead leader leaders leads liaison librarian manager managers member members "
    "mentor midwife network nurse nurses officer officers ombudsman owner owners panel partner partners partnership "
    "partnerships physician planner practitioner practitioners president principal programme project provider "
    "providers psychologist representative representatives reps reviewer schools scrutineer secretariat secretary "
    "service services social-worker solicitor solicitors specialist sponsor staff steering-group strategist sub-group "
    "subgroup subgroups superintendent supervisor supervisors surveyor taskforce team teams teacher teachers "
    "technician therapist trainer trainers treasurer trust trustees unit vice-chair warden worker workers workstream "
    "alliance association authority charity college federation foundation hospital society university "
    "gp gps holder holders agency agencies constabulary police probation cafcass nhs ccg icb camhs ofsted "
    "mgr mngr coord co-ord sergeant constable matron registrar coo unions healthwatch "
    "housekeeper caretaker bookkeeper groundskeeper dietitian dietician pharmacist radiographer receptionist "
)
# What one person is, at the end of a post.
POSTS = _words(
    "administrator adviser advisor advocate analyst clerk co-ord co-ordinator commissioner coord coordinator "
    "director educator engineer executive governor gp gps headteacher inspector lecturer manager managers matron mgr "
    "mngr nurse nurses officer officers paramedic pharmacist planner practitioner practitioners psychologist secretary "
    "solicitor specialist superintendent supervisor surveyor teacher teachers therapist trainer tutor warden worker "
    "workers directors sergeant constable matron registrar housekeeper caretaker dietitian dietician radiographer "
    "receptionist"
)
# What a body is called, at the end of its name.
ORGANISATIONS = _words(
    "alliance association authority charity college federation foundation society trust university hospital "
    "homes ltd limited plc cic llp surgery academy school clinic infirmary hospice hospitals trusts surgeries"
)
_TOO_WEAK_ALONE = _words(
    "safeguarding health education housing finance legal independent management operations hr services service "
    "assistant deputy executive principal head chief lead designate clerk "
)
BODIES = _words(
    "police health probation education housing finance legal comms communications procurement"
    " commissioning nhs ccg icb "
    "camhs cafcass healthwatch schools partners agencies governors constabulary"
)
# Bodies that are known by their letters alone, and nobody's initials.
BODY_INITIALS = _words("LA NHS ICB ICS LMC YJS YOT YJB CSC ASC CSP PCC FRS DWP DfE BTP MET GMP SAB LSP")
# Words that open the name of a post and never end it.
OPENERS = re.compile(
    r"(?:(?:cabinet|board|portfolio|assistant|deputy|associate|executive|interim|acting|service|group|strategic|corporate|joint)\s+){0,2}"
    r"(?:heads?|directors?|chairs?|managers?|members?|secretary|superintendent|chief|portfolio holder"
    r"|lead|leader|officer"
    r")\s+(?:of|for)\b",
    re.IGNORECASE,
)
_SMALL = _words("of and for the to in on with & de la von van der al bin & - –")
HONORIFICS = _words(
    "mr mrs ms miss mx dr prof professor cllr councillor sir dame rev rev'd revd lord lady supt det insp ch pc dci di "
    "acc dcc cc ds dc sgt ps pcso acfo dcfo cfo aco gm sm wm cm am "
    "canon father pastor imam rabbi capt  csupt dsupt dsu dch inspector sergeant superintendent"
)
_SHORT_POSTS = frozenset(["AD", "ADs", "HoS", "HOS", "DD", "ED", "SD"])  # `AD Housing`
_ACTING = re.compile(r"(?:t|a|d|ch|temp|act)/(?=\w)")  # `T/DCI`, `A/Insp`, `Ch/Supt`
_NOT_NAMES = _words(
    "adult adults children childrens children's young people family families public council county city district "
    "borough strategic independent statutory local early help business support quality assurance performance practice "
    "policy standards learning development improvement training care leavers looked after corporate community "
    "communities adoption fostering assessment review reviews new all each both senior principal interim acting "
    "nominated deputy assistant asst associate executive exec dir designated named lead head chief democratic "
    "information data "
    "digital customer risk audit first response multi-agency multi agency hub phase programme project north south east "
    "west area central virtual school mental disability disabilities older residential commissioned "
    "relevant the not to be tbc human resources legal services service social work domestic abuse violence strategy "
    "planning transformation operational delivery governance oversight workforce property estates asset assets "
    "environment regeneration highways waste climate energy leisure culture libraries museums parks licensing "
    "revenues benefits welfare homelessness building control internal external emergency resilience equalities "
    "diversity inclusion engagement participation place resources youth justice offending fire rescue crime incident "
    "force neighbourhood neighbourhoods critical emergency acute community patient patients clinical medical surgical "
    "women's men's maternity theatres trading standards open spaces streetscene street lighting facilities estate "
    "catering grounds fleet equipment procurement fundraising volunteer volunteering citizens age concern carers "
    "pupil pupils english maths science attendance behaviour pastoral lettings repairs tenancy income rents "
    "enforcement environmental events tourism sport sports heritage archives registration electoral elections "
    "cemeteries bereavement fraud payroll recruitment court duty intake placements permanence kinship prevention "
    "protection response watch control station intelligence custody vulnerability road safety property energy "
)
PREFIXES = _words(
    "assistant deputy associate executive interim acting service group strategic corporate joint chief vice"
)
_PARTICLES = _words("van von der de la le du al el bin ibn di da dos st")
_INITIALS = re.compile(r"[A-Z]{2,5}(?:\d|s)?|[A-Z]{3,4}o|[A-Z](?:\.[A-Z]){1,3}\.?|[A-Z][a-z]?[A-Z]")
_SMALL_LETTER = "a-zß-öø-ÿ\\u0101-\\u024f\\u1e00-\\u1eff"  # with some capitals among them, which does no harm
_CAPITAL = "A-ZÀ-ÖØ-Þ\\u0100-\\u024f"
_NAME_WORD = re.compile(
    rf"[{_CAPITAL}]\.?"
    rf"|(?:[A-Z][a-z]?['’])?[{_CAPITAL}][{_SMALL_LETTER}]+(?:[-'’][{_CAPITAL}]?[{_SMALL_LETTER}]+)*[A-Z]?[{_SMALL_LETTER}]*\.?"
    rf"|(?:Mc|Mac|Fitz|De|Le|Du)[A-Z][{_SMALL_LETTER}]+"
)
_NAMED = re.compile(r"(?P<post>[^()]+?)\s*\(\s*(?P<name>[^()]+?)\s*\)")
NO_LEAD = re.compile(
    r"(?:tb[cad]|to be (?:confirmed|agreed|advised|appointed|decided|determined|identified|allocated"
    r"|recruited|named)|n/?a"
    r"|not applicable|none|nil|unknown|unassigned|not (?:yet )?(?:assigned|allocated|known|appointed)|vacant|vacancy"
    r"|on[\s-]?going|complete[d]?|done|closed|in progress|not started|open|asap"
    r"|#(?:n/?a|ref!?|value!?|name\??|null!?|div/0!?|num!?)|[?\s./–—-]+)[\s.?]*",
    re.IGNORECASE,
)


# `Clinical`, `Regional`, `Transportation`; and `Mgr`, `Stn`: no name is formed so (`Ng` and `Md` are).
_NEVER_A_NAME = re.compile(r"[a-z]{2,}(?:ical|ional|ation)|[b-df-hj-np-tv-xz]{3,}")


_AREA = re.compile(r"(?<=\w), | [–—-] ")


class NameKind(StrEnum):
    """What a piece of a lead cell looks like."""

    INITIALS = "initials"
    PERSON = "person"
    POST = "post"  # a post or a body that is whole: `Head of Service`, `Audit Group`
    FRAGMENT = "fragment"  # only a part of something


HEAD_OF = re.compile(r"Ho[A-Z]{1,3}")  # `HoS`, `HoP`: the head of something


@remembered
def kind_of(text: str) -> NameKind:
    """What a piece without joiners looks like."""
    text = text.strip(" .,;:")
    words = text.split()
    if not words:
        return NameKind.FRAGMENT
    if all(_INITIALS.fullmatch(word) for word in words) and (len(words) == 1 or max(map(len, words)) <= 3):
        return NameKind.INITIALS
    if is_person(words) or named_in_brackets(text):
        return NameKind.PERSON
    if (area := _AREA.search(text)) and wants_area(text[: area.start()]):
        return NameKind.POST  # `Service Manager, Youth Justice`
    if text.endswith(")") and (opened := text.rfind(" (")) > 0 and kind_of(text[:opened]) is NameKind.POST:
        return NameKind.POST  # `Police Sergeant (YJS)`
    last = _bare(words[-1])
    if len(words) == 1 and last in BODIES:
        return NameKind.POST
    if HEAD_OF.fullmatch(text):
        return NameKind.POST
    if len(words) > 1 and words[0] in _SHORT_POSTS and opens_a_post(words[1]):
        return NameKind.POST
    if last in ROLE_NOUNS and (len(words) > 1 or last not in _TOO_WEAK_ALONE):
        return NameKind.POST
    if len(words) > 1 and last in ORGANISATIONS and words[-1][:1].isupper():
        return NameKind.POST
    opener = OPENERS.match(text)
    if opener and len(words) > opener.group().count(" ") + 1 and _bare(words[-1]) not in _SMALL:
        return NameKind.POST
    if (
        len(words) > 1
        and words[0][:1].isupper()
        and _bare(words[0]) in {"director", "head", "manager", "chair", "lead", "consultant"}
    ):
        return NameKind.POST
    return NameKind.PERSON if _is_titled(words) else NameKind.FRAGMENT


_GENERIC = PREFIXES | _words(
    "director head manager officer lead leader nurse doctor midwife matron member holder cabinet portfolio team area "
    "operations operational divisional clinical general senior principal designated named practice ward service "
    "services regional locality district unit department departmental programme project section station business "
    "nursing safeguarding commander superintendent inspector watch crew managing leads managers directors heads of"
)
_RANKS = frozenset(["dci", "di", "ds", "dc", "pc", "sgt", "supt", "insp", "dsupt", "acc", "matron"])
_OF_WHAT = frozenset(
    [
        "director",
        "head",
        "manager",
        "officer",
        "lead",
        "leader",
        "nurse",
        "doctor",
        "midwife",
        "matron",
        "member",
        "holder",
    ]
)


def wants_area(text: str) -> bool:
    """Does a title say nothing of what it is for (`Service Manager`, `Head of Service`, `Cabinet Member`)?"""
    words = [_bare(word) for word in text.split()]
    of_service = len(words) > 2 and words[-2:] in (["of", "service"], ["of", "nursing"], ["of", "safeguarding"])
    if len(words) == 1 and words[0] in _RANKS:
        return True  # `DCI, Public Protection Unit`
    ends = bool(words) and (of_service or words[-1] in _OF_WHAT or (len(words) > 1 and words[-1] in POSTS))
    return ends and all(word in _GENERIC for word in words[:-1]) and (words[-1] in _GENERIC | POSTS)


def _is_titled(words: list[str]) -> bool:
    """`Ward Manager Hana Brink`: a person behind what she is, with nothing between."""
    post, name = words[:-2], words[-2:]
    return bool(post) and _bare(post[-1]) in POSTS and not is_honorific(name[0]) and is_person(name)


def named_in_brackets(text: str) -> tuple[str, str] | None:
    """The post (or the initials) and the name of `Deputy s151 (A Malik)`, which is one person."""
    match = _NAMED.fullmatch(text)
    if match is None or is_person(match["post"].split()) or not is_person(match["name"].split()):
        return None
    return match["post"], match["name"]


def is_person(words: list[str]) -> bool:
    """`Dana Whitlock`, `Cllr J. Moss`: two or three words of a name, none of them a word of posts and bodies."""
    words = [word for index, word in enumerate(words) if not (index and word.lower() in _PARTICLES)]
    while len(words) > 2 and is_honorific(words[0]) and is_honorific(words[1]):
        words = words[1:]  # `Det Ch Insp Pask`
    if words and is_honorific(words[0]) and len(words) > 1:
        words = words[2:] if words[1].isdecimal() and len(words) > 2 else words[1:]  # `PS 1123 Lowe`
        least = 1
    else:
        least = 2
    if not least <= len(words) <= 3:
        return False
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    if not any(len(word.strip(".")) > 1 for word in words):
        return False
    return not any(_is_of_posts(word) or _bare(word) in _SMALL for word in words)


def is_honorific(word: str) -> bool:
    """`Cllr`, `Dr`, `T/DCI`: a title or rank before a name."""
    return _ACTING.sub("", _bare(word)) in HONORIFICS


def opens_a_post(word: str) -> bool:
    """Can a post or body begin with this word (`Principal ...`, `Legal ...`)?"""
    bare = _bare(word)
    return any(bare in words for words in (ROLE_NOUNS, _TOO_WEAK_ALONE, BODIES, _NOT_NAMES, PREFIXES))


def is_initials(word: str) -> bool:
    """`AB`, `J.K.`, `QAT`: letters that may be a person or a team."""
    return bool(_INITIALS.fullmatch(word.strip(".,;:")))


def could_be_name_word(word: str) -> bool:
    """Can the word be part of a person's name?"""
    return bool(_NAME_WORD.fullmatch(word)) and not _is_of_posts(word)


def _is_of_posts(word: str) -> bool:
    """Does the word belong to posts and bodies, and to no person's name?"""
    bare = _bare(word)
    if any(bare in words for words in (ROLE_NOUNS, ORGANISATIONS, BODIES, _NOT_NAMES)):
        return True
    return bool(_NEVER_A_NAME.fullmatch(bare)) and bare not in HONORIFICS


def _bare(word: str) -> str:
    return word.strip(".,;:()").lower()
