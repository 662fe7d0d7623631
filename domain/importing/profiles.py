"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.leadpieces import segments_of, without_remarks
from domain.importing.leadwords import NO_LEAD, OPENERS, ROLE_NOUNS, NameKind, could_be_name_word, kind_of, opens_a_post
from domain.importing.rags import are_state_initials, is_rag_like, read_rag
from domain.importing.refs import compound_ref, without_ref_remark
from domain.importing.remembered import remembered
from domain.importing.runs import VERBS
from domain.rag import RagValue

_REF = re.compile(
    r"\*?\(?#?(?:(?i:recommendation|rec|action|no|item|priority|objective|obj|theme|finding|aim|goal|outcome"
    r"|strand|issue|task)\b\.?\s?)?"
    r"(?:(?!(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC)\b)(?:[A-Z]{1,6}[-./ ]?"
    r"|[A-Z]{1,3}&[A-Z]{1,3}[-./ ]?|[A-Z][A-Za-z]{1,4}[-.]|[A-Z][a-z]{0,2}[A-Z][A-Za-z]{0,2}[-. ]?))?"
    r"\d{1,4}(?:[./-]\d{1,3}){0,3}\.?\s?(?:\(?[A-Za-z]{1,3}\)?)?(?:[.)]|\.\))?\*?|\d{1,3}[a-z]?\s?(?:&"
    r"|and)\s?\d{1,3}[a-z]?|\(?[A-Za-z][.)]|[A-Z]|\(?[ivx]{1,5}[.)]"
)
# `CP26 01`, `NHSE/2026/0031`: the code of a system, in capitals, with numbers at its end.
_CODE = re.compile(
    r"\d\d \d{3} \d{3}|[A-Z][A-Z0-9&]{1,7}(?:[-/. ][A-Z0-9&]{1,8}){0,3}[-/. ]\d{1,9}[a-z]?"
    r"|(?=.*[A-Z])(?=.{6})[A-Z]{0,3}\d{1,6}(?:[-/][A-Z]{0,3}\d{1,6}){1,3}[a-z]?"  # `24/118-R3`
    r"|(?:20)?\d\d[-/][A-Z]{1,6}[-/ ]?\d{1,4}[a-z]?"  # `2025-HSC-01`
    r"|[A-Z]{2,8}\d{5,10}|[A-Z]{2,6} \d\d/\d\d \d{1,4}(?:\.\d{1,3})?"  # `PTASK0010412`, `IA 25/26 014.1`
)
_SENTENCE = re.compile(r"\b(?:by|is|are|will|be|been|has|have|was|were|that|which|should|not|from)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:a|an|their|its|our|into|so)\b")
_MARKS = re.compile(r"(?<!\S)\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)\.?(?:\s?(?:&|and|to)\s?\(?\d{1,2}\)\.?)?")
_GRADE = re.compile(
    r"(?i)(?:very |priority )?(?:high|medium|med|low|critical|urgent|essential|desirable|important|moderate|major"
    r"|minor|must|should|could|routine|immediate|key|short|long|[hml]|p?\d{1,2})(?: (?:priority|term|risk))?"
    r"(?:\s?[(/–-]\s?\w{1,8}\)?)?"
)
_WORDY = 4
_DETERMINERS = frozenset(
    [
        *["the", "a", "an", "all", "each", "every", "both", "our", "their", "its", "any", "more", "fewer"],
        *["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    ]
)
_STATE = re.compile(
    r"(?i)\b(?:improv|progress|complet|track|delay|start|done|achiev|met\b|behind|slip|embed|deliver|implement|resolv"
    r"|on hold|paus|risk|concern|good|limited|substantial|satisf|clos|open\b|live\b|begun|planned)"
)
_ANSWER = re.compile(
    r"(?i)\s*(?:y(?:es)?|no?|partly|partially|in part|part|met|not? (?:met|yet)"
    r"|(?:(?:not|partly|partially) )?(?:accepted|agreed)(?: in part| in full)?|[✓✔✗✘☑☐])[.\s]*"
)
_PROMISE = re.compile(r"(?i)^(?:we (?:will|shall|are going to|plan to|need to)|we’ll|we'll|to)\s+")
_AMOUNT = re.compile(r"[£$€]?\d[\d.,]*\s?(?:%|[a-z]{1,2})?")
_SPOKEN = re.compile(r"\S\s+(?!(?:of|and|the|for|in|on|at|to|with|de|la|upon|under|by)\b)[a-z]{2,}")
_MAY_BE_VERB = re.compile(r"[A-Z]?[a-z]{2,}(?:-[a-z]+)?")
_NEVER_VERB = re.compile(
    r"(?i)(?:ed|ing|ion|ment|ness|ity|ly|[^s]s)$|^(?:that|in|on|at|by|for|from|with|to|of|as|if|when|not|and|but"
    r"|only|over|under|about|after|before|until|during|within|there|no)$"
)
_SURNAME_FIRST = re.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+)")
_SAMPLE = 120
_MOST_STATES = 10  # words of a list that says how things go
_CHOSEN = 0.9  # the share that such a list stands for


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of the cells of a column that look like something, and how long and how varied they are."""

    count: int = 0
    refs: float = 0.0
    dates: float = 0.0
    rags: float = 0.0
    colours: float = 0.0  # those of `rags` that say a colour, and not only how far it is
    leads: float = 0.0
    length: float = 0.0
    variety: float = 1.0
    grades: float = 0.0  # `High`, `2`: how urgent, not what about
    chosen: bool = False  # from a list that the file offers
    answers: float = 0.0  # `Yes`, `Partly`
    spoken: float = 0.0  # more words than one, some of them in small letters: no name of a place
    numbers: float = 0.0  # an amount: digits, and at most a unit
    letters: float = 0.0  # one letter: a grade, an answer or a colour, if others have it too
    states: float = 0.0  # a few words, one of which says how things go (`Not yet improving`)
    wordy: float = 0.0  # cells of four words or more
    stated: float = 0.0  # a word for how far the work is, and no colour: `In progress`, `Closed`
    people: float = 0.0  # the name of one person
    commands: float = 0.0  # cells that begin with a verb as a command, or hold a numbered list

    def fits(self, role: ColumnRole) -> float:
        """How well the cells suit a role: above 0 they speak for it, below 0 against it."""
        if not self.count:
            return 0.0
        weight = min(1.0, 0.4 + 0.2 * self.count)
        return weight * self._fits(role)

    def _fits(self, role: ColumnRole) -> float:
        match role:
            case ColumnRole.REF:
                return 5 * self.refs - 3
            case ColumnRole.DUE | ColumnRole.DUE_ORIGINAL:
                return 5 * self.dates - (2 if self.length < 60 else 3) - 2 * max(self.leads, self.refs, self.rags)
            case ColumnRole.RAG:
                return 5 * self.rags - (2 if self.length < 25 else 4) - 2 * max(self.dates, self.refs)
            case ColumnRole.LEAD:
                return 5 * self.leads - (1.5 if self.length < 60 else 3.5) - 3 * max(self.dates, self.rags, self.refs)
            case ColumnRole.SECTION:
                return 1.0 - 3 * max(self.dates, self.rags, self.refs) - (1.5 if self.length > 120 else 0)
            case ColumnRole.PRIORITY | ColumnRole.OTHER | ColumnRole.NOTES | ColumnRole.EVIDENCE:
                return 0.0
        short = max(self.dates, self.refs, self.leads if self.length < 70 else 0, self.rags if self.length < 16 else 0)
        return (1.0 if self.length > 25 else 0.2) - 4 * (short if short > 0.4 else 0)


def is_ref_like(text: str) -> bool:
    """`8`, `1.2`, `3a)`, `R4`, `GOV-01`: a reference and nothing else."""
    text = without_ref_remark(text.strip())
    if 5 < len(text) <= 40 and compound_ref(text):
        return True
    coded = len(text) > 4 and bool(_CODE.fullmatch(text))
    return 0 < len(text) <= 24 and (coded or bool(_REF.fullmatch(text))) and not (len(text) > 5 and is_date_like(text))


def _is_stated(text: str) -> bool:
    read = read_rag(text) if len(text) < _SAMPLE else None
    return read is not None and read.status is not None and read.rag.value is RagValue.NONE


@remembered
def is_lead_like(text: str) -> bool:
    """Does the whole text read as people, posts or groups?"""
    text = " ".join(text.split())
    if not 1 < len(text) <= 160 or NO_LEAD.fullmatch(text) or text.rstrip().endswith(".") or _SENTENCE.search(text):
        return False
    words = text.split()
    if len(words) > 3 and _ARTICLE.search(text):
        return False
    if len(words) > 2 and words[0].lower() in VERBS and words[1][:1].islower() and words[1].lower() not in ROLE_NOUNS:
        return False
    lower = all(word[:1].islower() or not word[:1].isalpha() for word in words[1:])
    if len(words) > 3 and lower and not opens_a_post(words[0]):
        return False
    if len(words) > 4 and lower and (words[0].lower() in _DETERMINERS or " the " in text) and not OPENERS.match(text):
        return False  # `The rota shared with all teams`: a sentence that ends in a body
    bare, _ = without_remarks(text)
    if kind_of(bare) is NameKind.POST and len(bare.split()) <= 12:
        return True
    segments = segments_of(bare)
    if not segments:
        return False
    good = 0
    for segment, _joiner in segments:
        kind = kind_of(segment)
        words = segment.split()
        if (
            kind in {NameKind.INITIALS, NameKind.PERSON}
            or (kind is NameKind.POST and len(words) <= 10)
            or (len(words) in {4, 6, 8} and all(could_be_name_word(word) for word in words))
        ):
            good += 1
    return good * 2 > len(segments) or (good * 2 == len(segments) and len(text) < 60)


def opens_with_verb(text: str) -> bool:
    """Does a text begin with a verb as a command (`Train every panel`), or with the first number of a list?"""
    words = _PROMISE.sub("", _MARKS.sub(" ", text[:80]).lstrip("“\"'‘ ")).split()
    if not words:
        return False
    if words[0].lower() in VERBS or re.match(r"\(?[1a][).]\s", text):
        return True
    # `Double the number of ...`, `Open two ...`: a word that may be a verb, and then what it is done to.
    object_follows = len(words) > 2 and (words[1].lower() in _DETERMINERS or words[1].isdecimal())
    return object_follows and bool(_MAY_BE_VERB.fullmatch(words[0])) and not _NEVER_VERB.search(words[0])


def profile(texts: Iterable[str], offered: Sequence[str] = ()) -> Profile:
    """The profile of the filled cells among `texts`; `offered` are the words from which they are chosen, if known."""
    found = _profile(texts)
    if len(offered) < 2 or not found.count:
        return found
    # A list of a few words with `Done` or `Red` among them says how things go; a list of names, who leads.
    status = len(offered) <= _MOST_STATES and sum(map(is_rag_like, offered)) * 5 >= len(offered)
    people = sum(map(is_lead_like, offered)) * 10 >= 8 * len(offered) and not status
    return replace(
        found,
        chosen=True,
        rags=max(found.rags, _CHOSEN) if status else found.rags,
        leads=max(found.leads, _CHOSEN) if people else 0.0 if status else found.leads,
    )


def _profile(texts: Iterable[str]) -> Profile:
    filled = [text for text in texts if text.strip()]
    if len(filled) > _SAMPLE:
        step = len(filled) / _SAMPLE
        filled = [filled[int(index * step)] for index in range(_SAMPLE)]
    return _profile_of(tuple(filled))


def _surnames_first(texts: Sequence[str]) -> int:
    """How many of the texts are `Hall, Ann`, where nearly all of them are: one such pair may be two places."""
    pairs = [found.groups() for text in texts if (found := _SURNAME_FIRST.fullmatch(text))]
    named = sum(all(map(could_be_name_word, pair)) and not is_date_like(pair[0]) for pair in pairs)
    return named if named > 2 and named * 5 >= 4 * len(texts) else 0


@remembered
def _profile_of(filled: tuple[str, ...]) -> Profile:
    bare = [_MARKS.sub(" ", text).strip() for text in filled]
    count = len(filled)
    if not count:
        return Profile()
    return Profile(
        count=count,
        refs=sum(map(is_ref_like, filled)) / count,
        dates=sum(map(is_date_like, bare)) / count,
        rags=1.0 if are_state_initials(filled) else sum(map(is_rag_like, filled)) / count,
        colours=sum(is_rag_like(text) and read_rag(text).rag.value is not RagValue.NONE for text in filled) / count,
        leads=max(sum(map(is_lead_like, bare)), _surnames_first(bare)) / count,
        length=sum(map(len, filled)) / count,
        grades=sum(bool(_GRADE.fullmatch(text.strip())) for text in filled) / count,
        commands=sum(map(opens_with_verb, filled)) / count,
        answers=sum(bool(_ANSWER.fullmatch(text)) for text in filled) / count,
        spoken=sum(bool(_SPOKEN.search(text)) for text in bare) / count,
        numbers=sum(bool(_AMOUNT.fullmatch(text.strip())) for text in filled) / count,
        letters=sum(len(text.strip()) == 1 and text.strip().isalpha() for text in filled) / count,
        states=sum(len(text.split()) <= _WORDY and bool(_STATE.search(text)) for text in bare) / count,
        wordy=sum(len(text.split()) >= _WORDY for text in bare) / count,
        stated=sum(map(_is_stated, filled)) / count,
        people=sum(kind_of(text.strip()) is NameKind.PERSON for text in bare) / count,
        variety=len({text.lower() for text in filled}) / count,
    )
