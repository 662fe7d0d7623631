"""The pieces of a lead cell: what stands between joiners, without remarks and without labels such as `Lead:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.importing.leadasides import bare_remark, is_nobody
from domain.importing.leadwords import NameKind, is_initials, kind_of, named_in_brackets, opens_a_post

_JOINER = re.compile(
    r"\s*(?:[→⇒➔➜]|[-=]+>|[,;|+\n\\]|(?<!\b[TAD])/|\s(?:then|or)\s|\s&\s|&|\sand\s|(?:\b(?:in (?:liaison"
    r"|conjunction|partnership|consultation|collaboration)|jointly|together|working|along)\s)?"
    r"\bwith\b\s|\balongside\s|\s>+\s|\s[-–—]\s?|(?<=[A-Z])\s?[–—-]\s?(?=[A-Z]{2}))\s*(?:and\s|&\s|then\s|or\s)?"
)
_REMARK = re.compile(
    r"\((?P<paren>[^()]{0,200})\)"
    r"|[,;]?\s*\b(?:with support (?:from|of)|supported by|support from)\s(?P<helpers>[^;()\n]{2,120})"
    r"|\b(?P<word>inc(?:l|luding)?\.?|re\.?|for|on behalf of|o/?b/?o"
    r"|c/o|via|deputi[sz]ing for|covering(?: for)?|as)\s+"
    r"(?P<rest>[^,;/&]{0,120}?)(?=\s+(?:[A-Z]{2,4}\b)|\s*[,;/&(]|$)"
)
# In brackets behind a post: who does what, and not of what the post is.
_ASIDE = re.compile(
    r"(?i):\s|\b\w{3,}ed (?:by|with)\b|^(?:sponsor|sro|chair|lead|support|owner|job ?share|interim|acting|cover"
    r"|consulted|informed|accountable|responsible|project lead)$|\b(?:until|till|was|now|formerly|previously"
    r"|replac(?:ing|es|ed)|taking over|took over|since|from \d|to \d)\b"
)
_LABELS = re.compile(
    r"^(?:(?:joint|overall|strategic|operational|project|new|current)\s)?(?:leads?|owners?|responsible|accountable"
    r"|support)\s*[:–-]\s*",
    re.IGNORECASE,
)


# A dot that belongs to its word: `J.`, `Mgr.`, `Co-ord.`; a word without vowels is never whole.
_SHORTENED = re.compile(
    r"(?:\b[A-Z]|\b(?i:co-?ord|asst|ass|dep|dept|dir|exec|admin|off|offr|rep|reps|serv|servs|gov|comm|comms|cttee"
    r"|ctte|div|corp|ltd|assoc|supt|insp|eng|hosp|univ|cllr|prof|snr|jnr|env|prog|proj|ops|org|assts|mgmt"
    r"|[b-df-hj-np-tv-xz]{3,}))\.$"
)
_SRO = re.compile(r"(?i)(?:sro|sponsor|lead officer|lead member)\s+(?=[A-Z])")


_WITH = re.compile(r"(?i)(?:also |together |along |jointly )?with\b")  # in brackets: who helps


def without_remarks(text: str) -> tuple[str, list[str]]:
    """The text without `(Estates)`, `inc ...`, `re ...`; brackets after a post belong to its name, and so does a
    person's name in brackets.
    """
    remarks: list[str] = []

    def gap(match: re.Match[str]) -> str:
        after = text[match.end() :].lstrip()
        return " | " if before_and_after(text[: match.start()], after) else " "

    def take(match: re.Match[str]) -> str:
        before = text[: match.start()].rstrip()
        last = before.split()[-1] if before else ""
        if match["paren"] is not None:
            if is_nobody(match["paren"]):
                remarks.append(match["paren"].strip())
                return gap(match)
            if named_in_brackets(f"{_tail(before)} {match.group()}"):
                behind = text[match.end() :].lstrip()
                return f"{match.group()} | " if before_and_after(before, behind) else match.group()
            aside = _REMARK.match(match["paren"] + " ") or _ASIDE.search(match["paren"]) or _WITH.match(match["paren"])
            if kind_of(_tail(before)) is NameKind.POST and not aside:
                return match.group()
            remarks.append(match["paren"].strip())
            return gap(match)
        if match["helpers"] is not None:
            remarks.append(match.group().strip(" ,;"))
            return gap(match)
        if match["word"] in {"for", "as"} and (not is_initials(last) or _is_of_a_post(before)):
            return match.group()
        if match["word"].lower().startswith("re") and not last:
            return match.group()
        remarks.append(match.group().strip())
        return gap(match)

    bare = _REMARK.sub(take, text)
    return " ".join(bare.split()), remarks


def _is_of_a_post(text: str) -> bool:
    """`Named GP`, `Lead DSL`: initials behind words of a post are its end, and no person's."""
    words = _tail(text).split()
    return len(words) > 1 and all(map(opens_a_post, words[:-1]))


def names_people(remark: str) -> bool:
    """Does a remark hold nothing but people (`A Malik & B Jones`), who may lead as well?"""
    bare = bare_remark(remark)
    return bool(bare) and all(kind_of(name) is NameKind.PERSON for name, _ in segments_of(bare))


def _tail(text: str) -> str:
    return _JOINER.split(text)[-1] if text else ""


def segments_of(text: str) -> list[tuple[str, str]]:
    """The text at every joiner: pieces, each with the joiner that follows it."""
    found: list[tuple[str, str]] = []
    position = 0
    for match in _JOINER.finditer(text):
        segment, joiner = _trim(text[position : match.start()]), _plain_joiner(match.group())
        if not segment and found and joiner.endswith("with"):  # `Ada Brook, with the Planning Manager`
            segment, joiner = found.pop()[0], f", {joiner}"
        found.append((_after_with(segment, found), joiner))
        position = match.end()
    found.append((_after_with(_trim(text[position:]), found), ""))
    return [(segment, joiner) for segment, joiner in found if segment]


def _after_with(text: str, before: Sequence[tuple[str, str]]) -> str:
    return text.removeprefix("the ") if before and before[-1][1].endswith("with") else text


def _trim(text: str) -> str:
    text = text.strip(" ,;:")
    return text if _SHORTENED.search(text) else text.strip(" .")


def _plain_joiner(text: str) -> str:
    text = text.strip()
    if text.endswith(("with", "alongside")):
        return text if text.startswith(("in ", "working", "alongside")) else "with"
    if text.endswith(("then", "or")):
        return text[-4:].strip(" ,;")
    return text[0] if text[:1] in set(",;/|+&") else text if text else "\n"


def without_label(text: str) -> str:
    """The text without `Lead:` or `Joint owner -` before it."""
    bare = _LABELS.sub("", text)
    named = _SRO.match(bare)
    return bare[named.end() :] if named and kind_of(bare[named.end() :]) is NameKind.PERSON else bare


_BODY = re.compile(r"(?P<body>[A-Z][\w’'&/ -]{1,40}):\s+(?P<name>\S.*)")


def without_bodies(segments: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """`Police: DI Pask` as the person, and for whom they work; a post stays as it is printed, since others have it."""
    kept: list[tuple[str, str]] = []
    bodies: list[str] = []
    for text, joiner in segments:
        found = _BODY.fullmatch(text)
        if found and kind_of(found["name"]) is NameKind.PERSON and kind_of(found["body"]) is not NameKind.PERSON:
            bodies.append(found["body"])
            text = found["name"]
        kept.append((text, joiner))
    return kept, bodies


def before_and_after(before: str, after: str) -> bool:
    """Do names stand on both sides of a remark, with no joiner of their own?"""
    return bool(before.strip()) and after[:1].isalnum() and not re.match(r"and\b|with\b", after)


def letters_of(text: str) -> str:
    """Only the letters and digits."""
    return "".join(character for character in text if character.isalnum())
