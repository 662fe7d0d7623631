"""What the heading of a column can mean: the words that councils use, by role. The cells have the last word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.importing.draft import ColumnRole
from domain.importing.remembered import remembered


class Shade(StrEnum):
    """Finer meanings inside a role, which the reader needs and the plan does not name."""

    PLAIN = ""
    REVISED = "revised"
    COMPLETED_ON = "completed on"
    RAISED = "raised"
    START = "start"
    REVIEW = "review"
    STATUS = "status"
    ACTION_REF = "action ref"
    TARGET = "target"
    SUPPORT = "support"
    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    OVERSIGHT = "oversight"  # `Portfolio holder`: answers for it in public, and does not act
    CHECKLIST = "checklist"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A role that a heading may have."""

    role: ColumnRole
    shade: Shade = Shade.PLAIN


_R = ColumnRole
_PERIOD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* ?(?:20)?\d\d|q[1-4] (?:20)?\d\d(?: \d\d)?"
_GOING = (
    r"how (?:it is|is it|s it|it s|are we|things are) (?:going|doing)|(?:the story )?so far|state of play|where are we"
)
# The first rule that fits gives the first meaning, later rules give others, which the cells may prefer.
_RULES: tuple[tuple[str, Meaning], ...] = (
    (
        r"(?:[\w ]{1,40} \d{1,2} to \d{1,2} )?(?:check ?lists?|sub ?tasks?)(?: items?)?",
        Meaning(_R.OTHER, Shade.CHECKLIST),
    ),
    (
        r"(?:.* )?e ?mails?(?: address(?:es)?)?|predecessors?|duration|labels?|tags|is recurring"
        r"|locations?|sites?|wards?|premises|addresse?s?|venues?|buildings?"
        r"|(?:accept|agree)(?:e?d)?(?: (?:or|in|part(?:ly|ially)?|not|(?:accept|agree|reject)(?:e?d)?|y n|yes no))+"
        r"|(?:created|modified)"
        r"(?: by| date| on)?|last (?:modified|updated)(?: by)?|(?:number of )?attachments?|(?:card )?(?:url|link)",
        Meaning(_R.OTHER),
    ),
    (  # that something changed, and why: neither who nor when
        r"(?:.* )?(?:leads?|owners?|rags?) (?:has |have )?chang(?:ed?|es)(?: .*)?"
        r"|changes? (?:of|to|in) (?:the )?(?:leads?|owners?|rags?)(?: .*)?"
        r"|(?:reasons?|rationale) for (?:the )?(?:changes?|delays?|slippage|extensions?|revis\w+)(?: .*)?",
        Meaning(_R.OTHER),
    ),
    (r"how (?:will|would|might|could|do|does|did|are|is) (?:\w+ ){0,2}people who\b.*", Meaning(_R.OTHER)),
    (
        r"(?:full |exact |original )?wording(?: of .*)?"
        r"|what (?:went wrong|happened|was wrong|is wrong|\w+ (?:found|said|saw|heard|told us))",
        Meaning(_R.RECOMMENDATION),
    ),
    (r"(?:[a-z]+ )?responses? (?:and |or )?actions?", Meaning(_R.ACTION)),
    (r"(?:service |agreed )*(?:improvements?|changes?|remed(?:y|ies)) agreed", Meaning(_R.ACTION)),
    (  # `Outcome / closed?` of a log: what came of it
        r"(?:action )?(?:outcomes?|results?|response|comments?|updates?) (?:and |or )?"
        r"(?:closed?|closure|completed?|done)(?: y n| yes no| date)?",
        Meaning(_R.PROGRESS),
    ),
    (r"what (?:happens|will happen|must happen|should happen)(?: next| now)?", Meaning(_R.ACTION)),
    (r"task above", Meaning(_R.RECOMMENDATION)),  # what we call the parent of a task
    (
        r"what s next|what is next|where (?:(?:we|things|it)(?: are| re| is)?|are we|is it)(?: (?:now|up to|at|today))+"
        r"|where we are|where (?:it|things|this|we) (?:stands?|got to)|what (?:has |s |actually |really )*happened"
        r"(?: so far| since)?",
        Meaning(_R.PROGRESS),
    ),
    (
        r"(?:what|which|how big an?|so what|how) (?:\w+ ){0,3}(?:differen(?:ce|t)|better|impact|benefits?)\b.*"
        r"|why (?:\w+ ){0,3}matters"
        r"|how (?:\w+ ){0,3}(?:people|residents|tenants|children|patients|staff) (?:will )?benefit.*|so what",
        Meaning(_R.OUTCOME),
    ),
    (r"(?!.*(?:spen[dt]|costs?|budget)\b).* to date", Meaning(_R.PROGRESS)),
    (_GOING, Meaning(_R.PROGRESS)),  # words, or colours: the cells say which
    (_GOING, Meaning(_R.RAG, Shade.STATUS)),
    (r"rygb?|(?:schedule |overall |project )?health", Meaning(_R.RAG)),
    (
        r"(?:action|task|milestone) (?:ref|refs|no|nr|id|number|reference"
        r"|code)(?: no)?",
        Meaning(_R.REF, Shade.ACTION_REF),
    ),
    (
        r"(?:ref|refs|no|nr|num|number|rec|recs|id|uid|wbs|sn|s no|item no|line|code|reference|unique (?:ref"
        r"|id))(?: (?:no|number|id))?",
        Meaning(_R.REF),
    ),
    (
        r"case|(?:ms|deliverable|output|commitment|case|complaint|rec|recs|recommendation|issue|risk|finding|item|objective|cqc|ofsted|plan|audit)"
        r" (?:ref|no|nr|id|number|reference)(?: no)?",
        Meaning(_R.REF),
    ),
    (r"[a-z]+ (?:refs?|references?)(?: (?:no|nr|number|id))?", Meaning(_R.REF)),  # `HMICFRS ref`
    (_PERIOD, Meaning(_R.PROGRESS)),  # `Sep-26`: what was reported then
    (r".*\b(?:status|rag|brag) (?:update|comments?|commentary|narrative)\b.*", Meaning(_R.PROGRESS)),
    (r"(?:status|progress|position)\W+(?:and )?evidence|evidence\W+(?:and )?(?:status|progress)", Meaning(_R.PROGRESS)),
    (r"(?:.* )?(?:b?rag|ragb|r a g|g r a)(?: .*)?|assessment of progress.*", Meaning(_R.RAG)),
    (
        r"(?:date )?(?:completed|closed)(?: on| date)?"
        r"|(?:implemented|delivered|finished|resolved|achieved|actioned|done) on"
        r"|date (?:of )?(?:closed|closure|completed)(?: .*)?"
        r"|date of actual completion|(?:date of completion|completion date) and (?:outcomes?|results?|comments?"
        r"|evidence)"
        r"|(?:closed|signed off) (?:at|by) (?:the )?(?:board|committee|panel|executive|meeting)(?: (?:of|on))?"
        r"|(?:completed|closed) (?:and |or )?(?:outcomes?|results?|comments?|evidence)"
        r"|act(?:ual)? (?:completion |end |finish )?(?:date|completion|end|finish)|(?:completion"
        r"|closure) date actual|when completed"
        r"|date action (?:was )?completed"
        r"|date (?:achieved|implemented|signed off|complied(?: with)?|delivered|finished|actioned|resolved|discharged)"
        r"(?: (?:and |or )?(?:initials?|signed|by|by whom))?"
        r"|(?:is it |action )?(?:done|complete|completed|finished|implemented|achieved)(?: y n"
        r"| yes no|(?: or)? not (?:yet )?(?:done|complete|completed|met))?",
        Meaning(_R.OTHER, Shade.COMPLETED_ON),
    ),
    (  # when somebody last wrote something, and no deadline
        r"(?:.* )?(?:notes?|updates?|comments?|modified|edited|viewed|entered)(?: on| by)? date"
        r"|date (?:of )?(?:the )?(?:last|latest|most recent) (?:notes?|updates?|comments?|reviews?)(?: .*)?",
        Meaning(_R.OTHER, Shade.RAISED),
    ),
    (
        r"(?:date|month|year|when) (?:raised|added|identified|logged|opened|reported|of meeting|of entry|issued"
        r"|received)(?: .*)?"
        r"|(?:raised|added|identified|opened|logged) (?:on|date|by)|raised|meeting date"
        r"|source(?: .*)?|(?:date (?:of )?)?(?:published|publication|inspection|decision|inquest)(?: date)?",
        Meaning(_R.OTHER, Shade.RAISED),
    ),
    (
        r"(?:(?:.* )?(?:dates?|timescales?|time ?frames?|timetable|timing|when) )?"  # the upper row of a header
        r"(?:planned |proposed )?(?:start|commencement|started|starts|begins|from)"
        r"(?: date| by| on| month| week| quarter| year)?(?: (?:on )?(?:site|works?))?"
        r"|date started",
        Meaning(_R.OTHER, Shade.START),
    ),
    (r"(?:next |date of )*(?:next )?review(?: date| by)?|review(?:ed)? on", Meaning(_R.OTHER, Shade.REVIEW)),
    (
        r"(?:orig(?:inal)?|initial|baseline|previous|first|old) (?:.* )?(?:date|deadline|timescale|timeframe"
        r"|target|completion|due|finish|end)s?(?: .*)?"
        r"|(?:.* )(?:original|baseline) (?:.* )?(?:date|deadline|timescale|target)s?",
        Meaning(_R.DUE_ORIGINAL),
    ),
    (
        r"(?:revised|new|updated|extended|amended|latest|current|forecast|expected|anticipated) (?:.* )?"
        r"(?:date|deadline|timescale|timeframe|target|completion|due|finish|end)s?(?: .*)?|(?:.* )?date revised"
        r"|revised|(?:date )?(?:extended|extension|slipped|moved|pushed back|postponed|rescheduled)"
        r"(?: (?:to|until|date))?|(?:.* )(?:revised|amended|extended) (?:.* )?(?:date|deadline|timescale|target)s?",
        Meaning(_R.DUE, Shade.REVISED),
    ),
    (
        r"(?:rev(?:ised|ision)?|ext(?:ension)?) ?\d|rev|re ?(?:plan(?:ned)?|baselined?|profiled?|forecast)"
        r"|(?:target|date|deadline|timescale)s? (?:has |been )*(?:moved|changed|slipped|extended|revised)(?: to)?"
        r"|(?:1st|2nd|3rd|first|second|third|latest) (?:revision|extension)",
        Meaning(_R.DUE, Shade.REVISED),
    ),
    (r"(?:path|route|return) to green", Meaning(_R.NOTES)),
    (r"(?:board|executive|exec|committee|panel|chair) sign ?off(?: date)?", Meaning(_R.OTHER, Shade.COMPLETED_ON)),
    (r"baseline|originally", Meaning(_R.DUE_ORIGINAL)),  # dates; where figures stand, the cells say so
    (r"(?:current |latest |new )?forecast", Meaning(_R.DUE, Shade.REVISED)),
    (r"actual", Meaning(_R.OTHER, Shade.COMPLETED_ON)),
    (
        r"(?:.* )?now (?:expected|due|forecast|planned)"
        r"|(?:.* )?(?:revised|forecast|projected|anticipated) (?:to finish|for)",
        Meaning(_R.DUE, Shade.REVISED),
    ),
    (
        r"(?:(?:.* )?(?:responsib\w+|who|leads?|owners?|ownership|officers?|people|staff) )?"
        r"(?:key |main |lead )?(?:support|supporting|supported by|key partners?|other partners?"
        r"|(?:partners?|agenc(?:y|ies)|organisations?|services?|teams?|who else is|others?|partner agencies) involved"
        r"|(?:partners|agencies|organisations) (?:contributing|participating)|consultees)"
        r"(?: (?:officers?|leads?|partners?|agenc(?:y|ies)|staff|persons?|services?|teams?|directorates?|departments?"
        r"|organisations?))?",
        Meaning(_R.OTHER, Shade.SUPPORT),
    ),
    (r"partners|deput(?:y|ies)", Meaning(_R.OTHER, Shade.SUPPORT)),
    (r"(?:new|current) (?:refs?|no|nr|numbers?|references?|ids?)", Meaning(_R.REF)),
    (  # where it is filled, it holds
        r"(?:re assigned|reassigned|re allocated|reallocated|transferred|handed over|passed) to"
        r"|(?:new|current|revised) (?:lead|owner|officer|responsible officer|lead officer|action owner|assignee)",
        Meaning(_R.LEAD, Shade.REVISED),
    ),
    (r"(?:to be )?(?:delivered|led|undertaken|carried out|done|implemented|owned|taken forward) by", Meaning(_R.LEAD)),
    (r"to be (?:delivered|done|implemented|actioned|achieved|finished) by", Meaning(_R.DUE)),  # or when: the cells say
    (  # somebody of the owner: not who acts
        r"managed by|overseen by|reports? to|(?:.* )?line manager|(?:owner|lead|officer)s? s (?:manager|director|head)",
        Meaning(_R.LEAD, Shade.OVERSIGHT),
    ),
    (
        r"(?:owner|lead|officer)s? s (?:team|service|department|directorate|division|organisation|agency|employer)",
        Meaning(_R.OTHER),
    ),
    (r"raci (?:a|accountable)", Meaning(_R.LEAD, Shade.ACCOUNTABLE)),
    (r"raci (?:r|responsible)", Meaning(_R.LEAD, Shade.RESPONSIBLE)),
    (r"raci (?:c|i|consulted|informed)", Meaning(_R.OTHER, Shade.SUPPORT)),
    (r".*\baccountable\b.*", Meaning(_R.LEAD, Shade.ACCOUNTABLE)),
    (r".*\bresponsible (?:for )?deliver.*", Meaning(_R.LEAD, Shade.RESPONSIBLE)),
    (
        r"(?!.*\b(?:officers?|managers?|owners?|and|or)\b)(?:.* )?(?:(?:portfolio|cabinet) (?:holder|lead|member)"
        r"|political lead|(?:exec(?:utive)?|elected|lead|council) (?:member|councillor)|councillor|cllr"
        r"|(?:executive|exec|political"
        r"|corporate|senior|member|board|project) sponsor|sponsor|(?:member|cabinet) champion)s?(?: .*)?",
        Meaning(_R.LEAD, Shade.OVERSIGHT),
    ),
    (
        r".*\b(?:leads?|owners?|ownership|responsibility|responsible|by whom|assignees?|assigned(?: to)?"
        r"|allocated to|relevant agencies"
        r"|spoc|(?:single )?point of contact|named (?:person|officer)|lead officer|held by|action by|actioned by"
        r"|actionee|sponsor"
        r"|who|sros?|smes?|cabinet member|executive member|lead member|portfolio holder)\b"
        r"(?! will (?:it |this |that )?(?:benefit|gain|help us|know)| needs| benefits).*",
        Meaning(_R.LEAD),
    ),
    (
        r".*\b(?:progress|updates?|actions? taken|action to date|done so far|how far|position|commentary"
        r"|narrative|what (?:have we|has been|we have) done"
        r"|achiev(?:ed|ements)|key points(?: to note)?|activity to date|delivery to date"
        r"|latest)\b.*",
        Meaning(_R.PROGRESS),
    ),
    (r"measures?|proposed measures?", Meaning(_R.ACTION)),
    (r"measures?", Meaning(_R.SUCCESS_MEASURE)),
    (
        r".*\bnot (?:being |been )?(?:met|followed|complied with)\b.*|.*\b(?:failings?|breach(?:es)?|shortfalls?)\b.*",
        Meaning(_R.RECOMMENDATION),
    ),
    (
        r".*\b(?:success|success measures?|measurable|indicators?|kpis?|how (?:\w+ ){1,4}know"
        r"|how (?:\w+ ){1,4}(?:measure|monitor(?:ed)?|evaluated?|evidenced?)|what good (?:will )?looks? like"
        r"|metrics?|performance measures?"
        r"|outcome measures?|measured?|measures? of|criteria)\b.*",
        Meaning(_R.SUCCESS_MEASURE),
    ),
    (r"(?:level of assurance|assurance) ?(?:level|rating|opinion|given)?s?", Meaning(_R.OTHER)),
    (r"(?:assurance|outcome|delivery|progress) status", Meaning(_R.RAG, Shade.STATUS)),
    (r".*\b(?:evidence|assurance|supporting documents?)\b.*", Meaning(_R.EVIDENCE)),
    (
        r".*\b(?:time ?scales?|time ?frames?|time ?lines?|time ?table|target (?:completion )?dates?|by when"
        r"|due|deadlines?|completion|complete by|completed by"
        r"|to be completed|end(?: dates?)?|finish|delivery date|start rev end|milestone date|eta"
        r"|implementation date|implement(?:ed)? by|date for.*"
        r"|target (?:month|quarter|year|period)|(?:planned|agreed|promised|committed) dates?"
        r"|when)\b(?! completed).*|dates?"
        r"|date (?:(?:all |the |these )?actions? )?(?:will|to|should|must|are to) be"
        r" (?:completed?|done|met|achieved|taken)"
        r"|(?!.* (?:led|owned|held|done|delivered|managed|reported|raised|identified|approved|agreed|signed) by$)"
        r"(?:.* )?by|years?|year due|target by",
        Meaning(_R.DUE),
    ),
    (
        r"(?:overall |current |action |delivery )?(?:status|state)|colou?r.*|.*traffic light.*|.*on track.*"
        r"|(?:progress |delivery |current )?(?:rating|grade|confidence|confidence rating)"
        r"|(?:progress )?assessment(?: score| rating)?"
        r"|open closed|bucket|(?!assurance |outcome |legal |marital )[a-z]+ (?:status|state)",
        Meaning(_R.RAG, Shade.STATUS),
    ),
    (
        r"(?:q|quarter|qtr) ?[1-4](?: .*)?|.*\b(?:comments?|responses?|remarks?|notes?|feedback"
        r"|what happened)\b.*",
        Meaning(_R.PROGRESS),
    ),
    (r"targets?", Meaning(_R.SUCCESS_MEASURE, Shade.TARGET)),
    (r"targets?", Meaning(_R.DUE)),
    (
        r"(?:action )?priority(?: level| rating| h m l| \d(?: to)? \d)?|importance|risk(?: rating| level| score)?|h m l"
        r"|high medium low",
        Meaning(_R.PRIORITY),
    ),
    (
        r".*\b(?:proposed actions?|actions?|milestones?|tasks?|steps?|activit(?:y|ies)|what do i have to do.*"
        r"|what(?: (?:will|needs|are) .*)?"
        r"|remed(?:y|ies)|mitigations?|how(?: will we)?.*"
        r"|(?:we|you) (?:will|did)(?: do)?|interventions?|deliverables?|measure"
        r"|items?)\b.*",
        Meaning(_R.ACTION),
    ),
    (
        r".*\b(?:recommendations?|recs?|objectives?|area(?:s)? (?:requiring|for|of) (?:improvement"
        r"|development|action)|improvements?|governance issues?"
        r"|issues?|findings?|descriptions?|requirements?|gaps?|what we (?:want|need).*"
        r"|(?:.* )?(?:said|told us|heard|asked for)(?! by)"
        r"|(?:must|should|could) dos?|projects?|initiatives?|ambitions?|concerns?|commitments?|pledges?|promises?"
        r"|learning points?|lessons?|key lines? of enquiry"
        r"|weakness(?:es)?|proposals?|requirement)\b.*",
        Meaning(_R.RECOMMENDATION),
    ),
    (r".*\b(?:outcomes?|impacts?|benefits?|difference|results?|what will (?:be|success).*)\b.*", Meaning(_R.OUTCOME)),
    (
        r".*\b(?:themes?|strands?|categor(?:y|ies)|elements?|domains?|work ?streams?|pillars?|areas?"
        r"|sections?|regulations?|standards?|focus|aims?|goals?|schemes?|sectors?"
        r"|priorit(?:y|ies)|topics?|service area|programmes?|objectives?|recommendations?|category"
        r"|workgroup)\b.*",
        Meaning(_R.SECTION),
    ),
    (r"item", Meaning(_R.REF)),
    (r"parent(?: (?:title|name|action|objective|code))?", Meaning(_R.SECTION)),
    (r"(?:audit|report|inspection|review)(?: (?:title|name|area|report|of))?", Meaning(_R.SECTION)),
    (r".*\bnotes?\b.*", Meaning(_R.NOTES)),
    (
        r"(?:[a-z]+ ){0,2}(?:directors?|managers?|heads?(?: of service)?|chiefs?)"
        r"|.*\b(?:officers?|persons?|agenc(?:y|ies)|organisations?|services?|teams?|directorates?|contacts?|crews?|gangs?)\b.*",
        Meaning(_R.LEAD),
    ),
)
_FINISHED = re.compile(r"(?:overall |action |task )?(?:progress|complet(?:e|ed|ion)|done|delivered|implemented)")
# Who led before, and the number that a row had: nothing else, whatever stands in the cells.
_FORMER = re.compile(
    r"(?:previous|former|old|outgoing|original) (?:\w+ ){0,2}(?:leads?|owners?|officers?|who|persons?"
    r"|responsib\w+|refs?|no|nr|numbers?|references?|ids?)"
)
# Who looks whether it was done, and where that is told: nobody who does it.
_CHECKED = re.compile(
    r"monitoring(?: (?:and|or|evaluation|review|who|how|when|by|whom|what|arrangements?|method|activity"
    r"|frequency))*"
    r"|who (?:checks|verifies|validates|monitors|evaluates|assures|audits)(?: (?:it|this|that))?"
    r"|(?:monitored|evaluated|verified|validated|checked|quality assured)(?: and \w+)? by(?: whom| who)?"
    r"|(?:governance|oversight|reporting|monitoring|assurance) (?:boards?|groups?|committees?|forums?|body|bodies"
    r"|meetings?|routes?)"
)
_DATED = re.compile(
    rf"(?P<words>\D+?) (?:(?:in|at|as at|as of|by|on|for) )?(?:(?:early|mid|late|end) )?(?:\d{{1,2}} )?"
    rf"(?:{_PERIOD}|20\d\d|\d{{1,2}} \d{{1,2}} (?:20)?\d\d)"
)
_COMPILED = tuple((re.compile(pattern), meaning) for pattern, meaning in _RULES)
# Headings of tables that are about the document itself: sign-offs, versions, distribution, abbreviations.
SIGN_OFF = frozenset(
    [
        "name",
        "signature",
        "signed",
        "version",
        "author",
        "approved",
        "approver",
        "change",
        "changes",
        "amendment",
        "distribution",
        "organisation",
        "position",
        "email",
        "telephone",
        "reviewer",
        "reviewed",
        "role",
        "designation",
        "job",
        "issue",
        "abbreviation",
        "acronym",
        "meaning",
        "definition",
        "term",
        "document",
    ]
)
_SHARE = re.compile(r"\bper ?cent(?:age)?\b|\bpct\b")
_NOISE = re.compile(r"[^a-z0-9]+")
MAX_HEADING = 90
# `TargetDate`, `RAGStatus`: headings as programs write them; the plural of `KPIs` begins no word.
_NEXT_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")


@remembered
def plain(heading: str) -> str:
    """The heading in lower case with single blanks between its words."""
    text = heading.strip()
    if text in {"#", "№", "No.", "Nº"}:
        return "no"
    if text.isalnum() and not (text.isupper() or text.islower()):
        text = _NEXT_WORD.sub(" ", text)
    return _NOISE.sub(" ", _SHARE.sub(" % ", text.lower())).strip()


def counts_shares(heading: str) -> bool:
    """`% complete`, `Per cent done`: is it said how much of the work is done?"""
    return "%" in _SHARE.sub("%", heading.lower())


# `Lead (previous)`, `Date (current)`: which of two it is, and no remark.
_WHICH = re.compile(
    r"(?P<what>[^()]+?)\s*\(\s*(?P<which>previous(?:ly)?|prev|former(?:ly)?|old|was|orig(?:inal)?|current|now|new"
    r"|rev(?:ised)?|latest)\.?\s*\)",
    re.IGNORECASE,
)
_IN_FULL = {"now": "current", "rev": "revised", "orig": "original"}


def _without_brackets(heading: str) -> str:
    """`Priority (H/M/L)` is a priority: what is in brackets explains it. A RAG in brackets is kept."""
    if which := _WHICH.fullmatch(heading.strip()):
        said = which["which"].lower()
        word = "previous" if said.startswith(("prev", "former", "old", "was")) else _IN_FULL.get(said, said)
        return f"{word} {which['what']}"
    bare = re.sub(r"\((?!\s*b?rag\b)[^()]*\)", " ", heading, flags=re.IGNORECASE)
    return bare if plain(bare) else heading


@remembered
def meanings(heading: str) -> tuple[Meaning, ...]:
    """What a heading can mean, likeliest first; nothing for a text that is no heading."""
    text = plain(_without_brackets(heading))
    if counts_shares(heading) and _FINISHED.fullmatch(text):
        return (Meaning(_R.OTHER, Shade.COMPLETED_ON),)
    if not text or len(text) > MAX_HEADING:
        return ()
    if _FORMER.fullmatch(text) or _CHECKED.fullmatch(text):
        return (Meaning(_R.OTHER),)
    # A narrow column of a page may cut a word: `Timescal e`.
    whole = re.sub(r"(?<=[a-z]{3}) (?=[b-z]{1,2}$)", "", text)
    for words in dict.fromkeys((text, whole)):
        found = dict.fromkeys(meaning for pattern, meaning in _COMPILED if pattern.fullmatch(words))
        if found:
            return tuple(found)
    dated = _DATED.fullmatch(whole)  # `Status Sept 25`, `Update as at July 2026`
    said = meanings(dated["words"]) if dated and dated["words"] != whole else ()
    return (
        said if said and (said[0].role in {_R.RAG, _R.PROGRESS} or said[0].shade is Shade.REVISED) else ()
    )  # `By December 2026` is a date, and no heading


# A single word is a heading; a sentence that has one of these words in it is not.
@remembered
def is_heading(text: str) -> bool:
    """Does a short text read as the heading of a column?"""
    words = plain(text).split()
    if words in (["original"], ["revised"], ["actual"], ["start"], ["end"], ["current"], ["new"]):
        return True
    if re.fullmatch(_PERIOD, " ".join(words)):
        return False  # it may as well be a date
    if not 0 < len(words) <= 12 or (text.rstrip().endswith((".", ";")) and len(words) > 3):
        return False
    return bool(meanings(text))
