"""One action in one sentence: `Ada Brook to send the figures by 30 June 2026`, `Send the figures (AB, end of June)`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from adapters.documents.pasted_until import until_in, without_ending
from domain.importing.dates import find_dates
from domain.importing.leadwords import NO_LEAD, NameKind, could_be_name_word, is_initials, kind_of
from domain.importing.profiles import is_lead_like
from domain.importing.rags import is_rag_like
from domain.importing.runs import VERBS

_LONGEST = 4_000
_FEW = 3  # words of a name
_SOME_DAY = date(2000, 1, 1)  # only to find out whether words are a date
_FILLER = re.compile(
    r"\b(?:the|of|by|end|mid|middle|early|late|start|beginning|in|on|at|before|latest|w/?c|w/?e|week|commencing"
    r"|due|date|deadline|target|until|from|no|later|than|this|close|play|cop|latest)\b|[\s.,;:()/–—-]",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"(?:the\s|our\s)?(?:asap|a\.s\.a\.p\.?|as soon as possible|immediate(?:ly)?|with immediate effect|ongoing|on-going"
    r"|tb[cad]"
    r"|(?:date |timescale )?to be (?:confirmed|agreed|set)|date tb[ca]|no date(?: (?:yet|set))*|today|tomorrow"
    r"|(?:end of |close of )?(?:the\s)?(?:next|this|following|coming)\s(?:week|month|quarter|year|term|meeting|board"
    r"|committee|cycle|monday|tuesday|wednesday|thursday|friday)(?:\s(?:meeting|board))?"
    r"|(?:end|close) of (?:the\s)?(?:week|month|quarter|year|term|day|play)"
    r"|(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])"  # a day without its year
    r"|(?:within|in) (?:\d{1,2}|one|two|three|four|six) (?:days?|weeks?|months?))",
    re.IGNORECASE,
)
_BY = re.compile(
    r"[\s,;:(–—-]+(?P<word>(?:to be (?:completed|done) |for completion |complete[d]? |due |deadline |target )?"
    r"(?:by|before|no later than|until|due(?: on| date)?|deadline|target(?: date)?)\b:?)"
    r"\s+(?P<when>[^()]{2,60}?)\)?[\s.;]*$",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"^(?:by |before |(?:to |for )?(?:launch|start|begin|finish|complete|done|completion|deliver|submit|publish"
    r"|report|review|due|go live)(?:es|ing|ed)?(?: (?:is|it|in|by|on|for))?\s+)(?=\S)",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(r"(?:done|completed)\s(?!by\b|before\b)", re.IGNORECASE)  # when it was, and not until when
# `Need Ada Brook to ring`, `Ada Brook to lead`: words around a name
_ASKED = re.compile(r"^(?:need|want|ask|get)s?\s+(?=[A-Z])|\s+to (?:lead|action|own|do|take forward)$", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{2,120})[)\]][\s.;]*$")
_DASH = re.compile(r"\s+(?:[-–—|]+|//)\s+|\s*[;|]\s*")
_SHORT = r"\b(?:[A-Z]|[DM]r|Mrs|Ms|Rev|Prof|Cllr|Sgt|Insp)\."  # `K. Brandt`: this full stop ends no sentence
_TO = re.compile(
    rf"(?P<who>(?:{_SHORT}|[^.;:!?]){{2,90}}?)\s+(?:(?:is|are|has|have|had|was|were)\s+)?"
    r"(?:(?:(?:agreed|asked|offered|going|due|promised|volunteered|(?:took|taken) an action|committed)\s+)?to"
    r"|will|shall|must|would)\s+(?P<what>(?!(?:be|have|the|an?|all|every|each|our|their|this|that)\b)[a-z].*)",
    re.DOTALL,
)
_NAMED = re.compile(
    rf"@?(?P<who>(?:{_SHORT}|[^:.;]){{2,70}}):\s+(?P<what>\S.{{3,}})", re.DOTALL
)  # `Ada Brook: send the figures`
_COMMAND = re.compile(r"(?!(?:the|an?|and|or|with|for|of|in|on|at|by|from|as|who|which)\b)[a-z]{2,}\s")
_COMMA = re.compile(r"(?P<text>.{4,}?)[,;]\s+(?P<when>[^,;]*\d[^,;]{2,40})[.\s]*", re.DOTALL)
_DASHED = re.compile(rf"@?(?P<who>(?:{_SHORT}|[^-–—:.;]){{2,60}})\s[-–—]\s(?P<what>[a-zA-Z].{{8,}})", re.DOTALL)
# `Test the system weekly. Estates. Ongoing.`
_TWO_ENDS = re.compile(
    r"(?P<text>.{8,}[.!?])\s+(?P<one>[A-Z][^.!?]{1,60})\.\s+(?P<two>[A-Z0-9][^.!?]{2,40})\.?", re.DOTALL
)
_GROUPS = re.compile(
    r"(?:all|everyone|everybody|officers?|members?|the (?:chair|board|committee|group|team|clerk|secretary))", re.I
)
_NOT_WHO = re.compile(
    r"(?:it|this|that|there|these|those|we|they|he|she|you|i|agreed?|need|needs|plan|action|in order|how|what|when|who"
    r"|if|as|please|work|next|steps?|date|update)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    ("out", "up", "into", "in", "on", "over", "off", "back", "round", "down", "for", "with", "to", "at", "after")
)
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|agreed|asked|noted|reported|said|confirmed|should|need)\b"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be done, who does it and until when; `doubt` is a question where that is not sure."""

    text: str
    lead: str = ""
    due: str = ""
    doubt: str = ""
    rag: str = ""

    @property
    def is_parted(self) -> bool:
        """Was something told apart from the text?"""
        return bool(self.lead or self.due)


def is_when(text: str) -> bool:
    """Is the whole text a date, or an answer to "by when" (`end June`, `the next meeting`)?"""
    text = text.strip()
    if not 1 < len(text) <= 60:
        return False
    if _SOON.fullmatch(text.strip(" .")):
        return True
    found = find_dates(text, _SOME_DAY)
    if not found:
        return False
    rest = "".join(text[: one.start] + " " for one in found[:1])
    for before, after in zip(found, [*found[1:], None], strict=True):
        rest += text[before.end : after.start if after else len(text)] + " "
    return not _FILLER.sub("", rest)


def is_who(text: str) -> bool:
    """Is the whole text people, posts or groups?"""
    text = text.strip(" @")
    if NO_LEAD.fullmatch(text) or is_rag_like(text) or is_when(text):
        return False
    return bool(_GROUPS.fullmatch(text)) or is_lead_like(text.replace("@", ""))


def read_sentence(text: str, *, flagged: bool) -> Sentence:
    """Part one action into text, lead and date; `flagged` says that the document itself calls it an action."""
    found = _read(text, flagged=flagged)
    return replace(found, lead=_ASKED.sub("", found.lead)) if found.lead else found


def _read(text: str, *, flagged: bool) -> Sentence:
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return Sentence(text)
    if flagged and (sorted_out := _by_dashes(text)) is not None:
        return sorted_out
    if (led := _lead_first(text)) is not None:
        return led
    text, state = _without_state(text, flagged=flagged)
    bare, lead, due = _tail(text)
    unknown = lead if lead and not is_who(lead) and _is_one_name(lead) else ""
    if not due and (by := _BY.search(bare)) and is_when(by["when"]):
        keeps = by["word"].lower().rstrip(":").split()[-1] in {"before", "until"}
        due = f"{by['word']} {by['when']}" if keeps else by["when"]
        bare = bare[: by.start()]
        if not lead:
            bare, lead, _ = _tail(bare)
    doubt = f"I read “{unknown}” as the lead of “{bare[:80]}”. Is that right?" if unknown else ""
    bracket = _LAST_BRACKET.search(bare) if flagged and not lead else None
    if bracket is not None and bracket.start() and _is_one_name(bracket["inside"]):
        lead, bare = bracket["inside"], bare[: bracket.start()]
        doubt = f"I read “{lead}” as the lead of “{bare[:80]}”. Is that right?"
    if not lead and (match := _TO.match(bare)) and not _DASH.search(match["who"]):
        who = match["who"].strip(" @,")
        if is_who(who) or (flagged and may_be_who(who)):
            lead, bare = who, match["what"]
            if not is_who(who):
                doubt = f"I read “{who}” as the lead of “{match['what'][:80]}”. Is that right?"
    if not due and (comma := _COMMA.fullmatch(bare)) and is_when(comma["when"]):
        bare, due = comma["text"], comma["when"]
    if (
        not lead
        and flagged
        and (dashed := _DASHED.fullmatch(bare))
        and (is_who(dashed["who"]) or may_be_who(dashed["who"]))
    ):
        lead, bare = dashed["who"], dashed["what"]
        if not is_who(lead):
            doubt = f"I read “{lead}” as the lead of “{bare[:80]}”. Is that right?"
    if not lead and (named := _NAMED.fullmatch(bare)) and is_who(named["who"]):
        lead, bare = named["who"], named["what"]
    if not due and (lead or flagged):
        bare, due = until_in(without_ending(bare), soon=bool(lead))
    bare = bare.strip(" ,;–—-")
    return Sentence(bare, lead.strip(" @.,"), due.strip(" .,"), doubt, state) if bare else Sentence(text)


def _without_state(text: str, *, flagged: bool) -> tuple[str, str]:
    """The text without how it goes (`Write to all (Joel Prentice, done)`), and that; beside who or when, or flagged."""
    behind = re.fullmatch(r"(?P<text>.{8,}?)\s+[-–—]+\s+(?P<state>[^-–—()\[\]]{1,20})", text)
    if (
        behind
        and (flagged or len(_DASH.split(text)) > _FEW)
        and is_rag_like(behind["state"])
        and not is_when(behind["state"])
    ):
        return behind["text"], behind["state"]  # `Agree terms of reference - closed`
    bracket = _LAST_BRACKET.search(text)
    pieces = re.split(r"\s*[,;]\s*|\s+[-–—]\s+", bracket["inside"]) if bracket else []
    states = [piece for piece in pieces if is_rag_like(piece) and not is_when(piece)]
    others = [piece for piece in pieces if piece not in states]
    lead, due, rest = _sorted(others)
    if bracket is None or len(states) != 1 or rest or not (lead or due):
        return text, ""
    return f"{text[: bracket.start()]} ({', '.join(others)})", states[0]


def _lead_first(text: str) -> Sentence | None:
    """`Highways – close the road – by June`: somebody, a command in small letters, and until when."""
    parts = _DASH.split(text)
    if len(parts) != 3 or len(parts[1].split()) < 3 or not _COMMAND.match(parts[1]):
        return None
    who, when = parts[0].strip(" @"), re.sub(r"^(?:by|due)\s+(?=\S)", "", parts[2].strip(" .,"), flags=re.IGNORECASE)
    if not is_when(when):
        return None
    if is_who(who) or NO_LEAD.fullmatch(who):
        return Sentence(parts[1], who, when)
    if is_who(parts[1]):  # `A sheet for every ward – all ward managers – 1 Dec`
        return None
    if not may_be_who(who) and not (len(who.split()) == 1 and who[:1].isupper() and who.lower() not in VERBS):
        return None
    return Sentence(parts[1], who, when, f"I read “{who}” as the lead of “{parts[1][:80]}”. Is that right?")


def _by_dashes(text: str) -> Sentence | None:
    """`Fostering campaign - Comms - launch end of May - AMBER`: who, when and how it goes behind dashes, in any order.

    Every part must be one of them, and there must be two at least; else the dash belongs to the text.
    """
    first, *parts = _DASH.split(text)
    pieces = [piece for part in parts for piece in re.split(r"\s*,\s*", part) if piece]
    found: dict[str, str] = {}
    unsure = ""
    named = is_who(first)  # `Ada Brook – speak to the head of school – by June`
    for piece in pieces:
        when = _VERB_BEFORE.sub("", piece)
        if is_when(when) and "due" not in found:
            found["due"] = piece if _WAS_DONE.match(piece) or piece.startswith(("by ", "before ")) else when
        elif is_rag_like(piece) and "rag" not in found:
            found["rag"] = piece
        elif (is_who(piece) or may_be_who(piece)) and "lead" not in found and not (named and piece[:1].islower()):
            found["lead"] = piece.strip(" @")
            unsure = "" if is_who(piece) else found["lead"]
        else:
            return None
    if len(found) < 2 or len(first.split()) < 2:
        return None
    doubt = f"I read “{unsure}” as the lead of “{first[:80]}”. Is that right?" if unsure else ""
    return Sentence(first.strip(), found.get("lead", ""), found.get("due", ""), doubt, found.get("rag", ""))


def dashed_parts(text: str) -> list[str]:
    """The parts of a line between dashes or bars."""
    return [part.strip() for part in _DASH.split(" ".join(text.split())) if part.strip()]


def _is_one_name(text: str) -> bool:
    """`Stores`, `Jane`: one word or two that name somebody, at the end of a line."""
    return len(text.split()) < 3 and not any(map(str.isdigit, text)) and may_be_who(text)


def may_be_who(text: str) -> bool:
    """`Jane`, `Jane and Bob`, `Housing colleagues`: may it be people as minutes name them, without a last name."""
    words = text.split()
    if len(words) > 6 or not words[0][:1].isupper() or words[0].lower() in VERBS:
        return False
    if _NOT_WHO.match(text) or _VERBAL.search(text) or NO_LEAD.fullmatch(text) or is_rag_like(text) or is_when(text):
        return False
    if len(words) > 1 and words[1] in _PARTICLES:
        return False  # `Sort out access`: a command
    names = re.split(r"\s*(?:[,/&+]|\band\b)\s*", text)
    return all(
        name and (kind_of(name) is not NameKind.FRAGMENT or is_initials(name) or could_be_name_word(name.split()[0]))
        for name in names
    )


def _tail(text: str) -> tuple[str, str, str]:
    """Text, lead and date of `Text (AB, end of June)`, `Text - Ada Brook - 30 June` and `Text. AB, 30 June`."""
    bracket = _LAST_BRACKET.search(text)
    if bracket and bracket.start():
        lead, due, rest = _sorted(re.split(r"\s*[,;]\s*|\s+[-–—|]+\s+", bracket["inside"]))
        if due and not lead and len(rest) == 1 and _is_one_name(rest[0]):
            lead, rest = rest[0], []  # `Survey the doors (Ged, 18 December)`
        if (lead or due) and not rest:
            return text[: bracket.start()].strip(), lead, due
    parts = _DASH.split(text)
    if 1 < len(parts) <= 6:
        lead, due, rest = _sorted(parts)
        if (lead or due) and len(rest) == 1:
            if lead == parts[0] and len(lead.split()) > _FEW and _is_one_name(rest[0]):
                return lead, rest[0], due  # `New lock for the store, Larch House - Tony - Weds`
            return rest[0], lead, due
        while len(parts) > 1 and (lead or due) and rest and rest[0] == parts[0]:
            # A dash inside the text: only what stands behind the last words of it counts.
            lead, due, after = _sorted(parts[parts.index(rest[-1]) + 1 :])
            if (lead or due) and not after:
                first = text.find(rest[-1]) + len(rest[-1])
                return text[:first].strip(), lead, due
            break
    ends = _TWO_ENDS.fullmatch(text)
    if ends:
        lead, due, rest = _sorted([ends["one"], ends["two"]])
        if (
            due
            and rest == [ends["one"]]
            and len(ends["one"].split()) < 4
            and ends["one"].split()[0].lower() not in VERBS
        ):
            lead, rest = ends["one"], []  # `Estates`, where a date stands behind it
        if lead and due and not rest:
            return ends["text"].strip(), lead, due
    sentence = re.match(r"(?P<text>.{8,}[.!?])\s+(?P<tail>[^.!?]{2,80})[.;]?$", text)
    if sentence:
        lead, due, rest = _sorted(re.split(r"\s*[,;]\s*|\s+by\s+", sentence["tail"]))
        if (lead or due) and not rest:
            return sentence["text"].strip(), lead, due
    return text, "", ""


def _sorted(parts: list[str]) -> tuple[str, str, str | list[str]] | tuple[str, str, list[str]]:
    """The lead and the date among some parts, and what is neither."""
    leads: list[str] = []
    dues: list[str] = []
    rest: list[str] = []
    for part in parts:
        bare = re.sub(r"^(?:by|due|before)\s+(?=\S)", "", part.strip(" .,"), flags=re.IGNORECASE)
        named = re.match(r"(?P<who>.{2,60}?)\s+(?:by|due)\s+(?P<when>.{2,40})$", part.strip())
        who, comma, when = bare.rpartition(", ")
        if not bare:
            continue
        if is_when(bare):
            dues.append(bare)
        elif comma and is_who(who) and is_when(when):  # `Estates, 23 September`
            leads.append(who)
            dues.append(when)
        elif named and is_who(named["who"]) and is_when(named["when"]):
            leads.append(named["who"])
            dues.append(named["when"])
        elif is_who(bare):
            leads.append(bare)
        else:
            rest.append(part.strip())
    if len(dues) > 1:
        return "", "", parts
    return ", ".join(leads), dues[0] if dues else "", rest
