"""Labels before values, as plans without tables have them: `Lead: A. Okafor`, `Action 1.2 – Review the rota`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.importing.draft import ColumnRole
from domain.importing.duedates import is_date_like
from domain.importing.headings import Meaning, Shade, meanings, plain
from domain.importing.rags import is_rag_like, read_rag
from domain.rag import RagValue

_R = ColumnRole
_REF = r"(?:[A-Z]{1,4}[-.]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[A-Z]\d{0,2}|[IVX]{1,4}"
_PEOPLE = r"(?:leads?|owners?|officers?|persons?|managers?|directors?|partners?|agenc(?:y|ies)|teams?|organisations?)"
# What may stand before a colon and be a label; a heading of a column may be far vaguer than that.
_WORDS = (
    r"(?:agreed |proposed |specific |key |required |our |council |management )?actions?(?: required| agreed| needed"
    r"| to be taken| points?| we will take)?",
    r"(?:key )?(?:tasks?|milestones?|steps?|deliverables?)|what(?: we will do| will we do)?|activit(?:y|ies)",
    r"recommendations?|recs?|areas? for (?:improvement|development)|objectives?|findings?|issues?|improvements?",
    rf"(?:(?:action|accountable|responsible|senior|lead|named|executive|strategic|operational|overall|project"
    rf"|delivery|key|council|assigned) )*{_PEOPLE}(?: (?:responsible|name|names|and partners))?",
    r"responsib(?:le|ility)(?: for (?:action|delivery))?|accountable|by whom|who|assigned to|ownership"
    r"|lead (?:department|service|directorate|agency)"
    r"|support(?:ed by|ing)?(?: officers?| leads?)?|(?:key |other )?partners",
    r"(?:(?:target|due|completion|end|start|revised|original|planned|expected|implementation|delivery|new|final"
    r"|forecast|review|raised) )*(?:dates?|deadlines?|time ?scales?|time ?frames?|time ?lines?|completion)"
    r"(?: for completion| of completion| completed)?",
    r"by when|when|by|due(?: by)?|complete by|completed by|to be completed by|completed(?: on)?|target by",
    r"(?:current |overall |latest |action )?(?:b?rag|status|state|rating|colour|health)(?: status| rating)?",
    r"priority|risk level",
    r"(?:latest |current |progress )?(?:progress|updates?|position|commentary)(?: update| to date| so far| notes?)?",
    r"so far",
    r"comments?|notes?|remarks?|(?:(?!the )[a-z]+ ){0,2}response(?: and actions?)?",
    r"(?:desired |intended |expected )?(?:outcomes?|impact|benefits?)",
    r"success (?:measures?|criteria|indicators?)|measures? of success|how (?:will )?we (?:will )?know.{0,40}|kpis?"
    r"|performance measures?|evidence(?: of (?:completion|success|impact))?|assurance",
    r"resources?|costs?|budget|funding|dependenc(?:y|ies)|risks?|theme|section|workstream|ref(?:erence)?(?: no)?"
    r"|(?:action|recommendation) (?:ref|reference|no|number|id)",
)
_LABEL = re.compile("|".join(f"(?:{words})" for words in _WORDS))
_NUMBERED = re.compile(
    rf"(?P<label>(?i:action|task|milestone|step|recommendation|rec|objective|area for improvement|finding))\s*"
    rf"(?:(?i:no|number)\.?\s*)?(?P<ref>{_REF})[.)]?"
)
_REF_BEFORE = re.compile(rf"(?P<ref>{_REF})[.)]?")  # `1.2 Action: ...`
_COLON = re.compile(r"\s*[:：](?!//)(?=\s|$|\S)")
_START = re.compile(rf"(?P<label>[A-Z][A-Za-z /&’'-]{{1,44}}?(?:\s(?:{_REF}))?)\s(?P<dash>[–—-])\s(?=\S)")
_REMARK = re.compile(r"\s\([^()]{1,30}\)$")  # `Progress (June 2026):`
_RECOMMENDATION = re.compile(
    rf"(?:(?i:recommendation|rec|area for improvement|afi|finding|learning point)\s*(?:(?i:no|number)\.?\s*)?|R(?=\d))"
    rf"(?P<ref>{_REF})\s*(?:(?P<mark>[:.)–—-]|(?=\((?i:high|medium|low|key|priority)\b))[\s–—-]*(?P<text>\S.*)|[:.)]?)"
)
_BY = re.compile(r"(?P<who>.{2,120}?)\s*[;,(–-]+\s*(?:by|due|before)\s+(?P<when>[^();]{3,50})\)?")
_STATE_BEHIND = re.compile(r"(?P<value>[^()]{2,120}?)(?:\)\W*(?P<bracket>[^();]{2,30})|;\s*(?P<part>[^();]{2,30}))\W*")
_LONGEST = 70  # characters of a label, with its remark
_NUMBERED_ROLES = {_R.ACTION, _R.RECOMMENDATION}
_AIMS = {_R.LEAD, _R.DUE}
_SET_APART = {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL, _R.RAG}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed (without its number and colon), with the number behind it and what it means."""

    printed: str
    ref: str
    role: ColumnRole
    shade: Shade = Shade.PLAIN
    own: str = ""  # what sets it apart from another label of its kind in the same record

    @property
    def slot(self) -> str:
        """What tells values of one kind from those of another, however the label is spelt."""
        single = self.role in {_R.ACTION, _R.RECOMMENDATION, _R.LEAD, _R.DUE, _R.DUE_ORIGINAL, _R.RAG, _R.SECTION}
        return f"{self.role.value}|{self.shade.value}|{self.own}" if single else plain(self.printed)


_COLOUR, _STATUS = Label("RAG", "", _R.RAG), Label("Status", "", _R.RAG, Shade.STATUS)


def label_of(text: str, *, loose: bool = False) -> Label | None:
    """A text that is a label and nothing else (`Lead officer`, `Action 1.2:`); `loose`: or any heading of a column."""
    printed = text.strip().strip("*:：–— \t")
    bare = _REMARK.sub("", printed)
    if not 1 < len(bare) <= 60:
        return None
    numbered = _NUMBERED.fullmatch(bare)
    words = numbered["label"] if numbered else bare
    known = _LABEL.fullmatch(plain(words)) is not None
    if not known and not (loose and len(words.split()) <= 7 and not words.endswith((".", ";")) and meanings(words)):
        return None
    meaning = next(iter(meanings(words)), Meaning(_R.OTHER))
    return Label(
        numbered["label"] if numbered else printed, numbered["ref"] if numbered else "", meaning.role, meaning.shade
    )


def split_labels(text: str) -> tuple[str, list[tuple[Label, str]]]:
    """The words before the first label of a line, and each label with its value."""
    found: list[tuple[int, int, Label]] = []
    dashed = _START.match(text)
    if dashed and (label := label_of(dashed["label"])):
        found.append((0, dashed.end(), label))
    for colon in _COLON.finditer(text):
        begin = max(found[-1][1] if found else 0, colon.start() - _LONGEST)
        before = text[begin : colon.start()]
        start = _label_start(before)
        if start is not None and (label := label_of(before[start:])):
            found.append((begin + start, colon.end(), label))
    if not found:
        return text, []
    ends = [*(start for start, _, _ in found[1:]), len(text)]
    number = _REF_BEFORE.fullmatch(text[: found[0][0]].strip())
    if number and found[0][2].role in _NUMBERED_ROLES and not found[0][2].ref:
        found[0] = (0, found[0][1], replace(found[0][2], ref=number["ref"]))
    values = [
        (label, _trimmed(text[begin:end], label, last=end == len(text)))
        for (_, begin, label), end in zip(found, ends, strict=True)
    ]
    return text[: found[0][0]].rstrip(" (|;,–—-"), values


def with_dates(pairs: Sequence[tuple[Label, str]]) -> list[tuple[Label, str]]:
    """`Lead: Ada Brook; by 3 May` also says when, where no label does; `(Lead: Ada Brook) GREEN` says how it goes."""
    pairs = list(_with_states(pairs))
    if any(label.role is _R.DUE for label, _ in pairs):
        return pairs
    found: list[tuple[Label, str]] = []
    for label, text in pairs:
        match = _BY.fullmatch(text) if label.role is _R.LEAD else None
        if match is not None and is_date_like(match["when"]):
            found += [(label, match["who"]), (Label("By", "", _R.DUE), match["when"])]
        else:
            found.append((label, text))
    return found


def _with_states(pairs: Sequence[tuple[Label, str]]) -> Iterator[tuple[Label, str]]:
    """A colour or a state behind a lead, or behind the bracket in which leads or dates stood, as a value of its own."""
    has_state = any(label.role is _R.RAG for label, _ in pairs)
    for label, text in pairs:
        match = _STATE_BEHIND.fullmatch(text) if label.role in _AIMS and not has_state else None
        state = (match["bracket"] or match["part"] or "") if match is not None else ""
        if match is None or not is_rag_like(state):
            yield label, text
            continue
        yield label, match["value"].rstrip(" ,;")
        yield _STATUS if read_rag(state).rag.value is RagValue.NONE else _COLOUR, state


def _label_start(before: str) -> int | None:
    """Where the longest label begins that ends these words."""
    starts = (match.start() for match in re.finditer(r"(?<![\w’'/-])[A-Z]", before))
    return next((start for start in starts if label_of(before[start:])), None)


def _trimmed(value: str, label: Label, *, last: bool) -> str:
    bare = value.strip().strip("|·•").strip()
    bare = bare.rstrip(";,") if not last else bare
    if label.role in _SET_APART and bare.count(".") == 1:
        bare = bare.removesuffix(".")
    if bare.endswith((")", "]")) and bare.count("(") < bare.count(")"):
        bare = bare[:-1]
    return bare.removesuffix("(").strip()


def recommendation_of(text: str) -> tuple[str, str] | None:
    """`Recommendation 3: Improve ...` as number and words (none where the number stands alone); else nothing."""
    match = _RECOMMENDATION.fullmatch(text.strip())
    return (match["ref"], (match["text"] or "").strip()) if match and len(text) <= 1500 else None
