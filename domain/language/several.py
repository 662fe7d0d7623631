"""Several requests in one line: `done 1 and 2`, `done 8; update 9 survey sent out`, or one in each line.

One would be carried out and the rest kept as its note, which nobody notices. So they are parted, and offered singly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from domain.language.because import split_because
from domain.language.courtesy import is_courtesy, without_wrapping
from domain.language.dates import Ambiguous, Read, read_date
from domain.language.folding import plain, trim
from domain.language.rag_words import is_colour_word
from domain.language.refs import Ref, take_ref, take_refs
from domain.language.verbs import VerbMatch, split_verb

_TAKES_SEVERAL = frozenset({"done", "update", "rag", "date", "assign", "reopen", "later", "approve", "return", "show"})
_CHANGES = _TAKES_SEVERAL - {"show"}
_SURE_WORDS = frozenset({"done", "complete", "completed", "update", "rag", "date", "assign", "reopen"})
"""Words that begin a request also after a comma or an `and`. Others, such as `close 3 gaps`, stand in notes."""
_PARTS = re.compile(r"(?P<hard>\s*[\n;]+\s*)|\.\s+|,\s*|\s+(?=(?:and|then|also|plus|&)\s)", re.I)
_JOINING = re.compile(r"(?:(?:and|then|also|plus|but|&|please|pls|can you|could you)\b[\s,]*|&\s*)+(?=\S)", re.I)
_HELPER = re.compile(r"(?:(?:please|pls)\s+)?(?:mark|set|make|turn|put|change)\s+(?=\S)", re.I)
_OF_THE_SAME = frozenset({"done", "rag", "date"})
"""Words after which a second request may leave the reference out: `rag 8 amber and move the date to June`."""
_IT = r"(?:it|this|that|(?:(?:the|its)\s+)?(?:due\s+)?(?:date|deadline))"
_MOVE_IT = re.compile(
    rf"(?:move|change|push|put|set|extend|delay|shift)\s+{_IT}(?:\s+(?:back|out|on))?\s+(?P<to>(?:to|until|till|by)\s+\S.*)"
    r"|(?:new\s+|due\s+)?(?:date|deadline)\s+(?:is\s+)?(?P<to2>(?:to|until)\s+\S.*)",
    re.I | re.S,
)
_COLOUR_IT = re.compile(
    r"(?:(?:make|turn|mark|set|change|rag|status)\s+)(?:(?:it|this|that|(?:the\s+)?(?:rag|status|colour))\s+)?"
    r"(?:(?:to|as|is)\s+)?(?P<colour>[^\s,.;:]+)(?P<why>.*)",
    re.I | re.S,
)
_COLOUR_ALONE = re.compile(
    r"(?:red|amber|yellow|green|blue)(?=\s*(?:$|[,:;(.!])|\s+(?:because|as|since|due to)\b)", re.I
)
_IN_A_ROW = frozenset({"done", "reopen", "approve"})
"""Words after which nothing but references stands for several requests: `done 1 2 3`."""
_BETWEEN = re.compile(
    r"(?P<span>(?:to|till|until|through|thru|-)\s+)|(?:(?:and|or|plus)\s+|[&+/,]\s*)"
    r"|(?P<slip>(?:(?:oops|sorry|no|rather|actually|i meant?)[\s,.]+)+)",
    re.I,
)
_OF = re.compile(r"(?:of|or|more|other|new|further|days?|weeks?|months?|years?|people|members?|to)\b", re.I)
# `done 4,8,12`, `8+9 done`; `1,000` is one number.
_TIGHT = re.compile(
    r"(?:[^\W\d_]+\s+){0,2}(?:[A-Za-z]{2,12}[-\s]?)?\d[\w.]{0,8}(?:[,&+](?!\d{3}\b)(?:[A-Za-z]{2,12}-)?\d[\w.]{0,8})+(?=[\s:]|$)"
)
# `done 1-3`, `reopen 4/5`, which are no references; a plan's code would make one of them.
_SPAN = re.compile(r"(?P<first>\d{1,3})(?P<to>\s?[-–—]\s?|/)(?P<last>\d{1,3})(?=[\s:,.!?]*$|:?\s+(?=[^\W\d]))")
_SPANNED = frozenset({*_IN_A_ROW, "update", "rag"})
_ANY_DAY = date(2026, 1, 1)
"""Whether words are a date does not depend on today."""
_LONGEST = 600
OFFERED = 5
"""So many of them are offered at the most."""
_MOST = OFFERED + 1
"""One more is found, so that it can be said that there are more."""


def requests_in(line: str, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """The requests of a line, each as a line of its own, where there is more than one of them; else nothing."""
    if len(line) > _LONGEST:
        return ()
    if tight := _TIGHT.match(line):
        line = re.sub(r"[,&+]", " and ", tight.group()) + line[tight.end() :]
    first = split_verb(line, verbs)
    if (spanned := _spanned(line, first)) is not None:
        return requests_in(spanned, verbs)
    if first.verb is None:
        return _refs_first(line, verbs)[:_MOST]
    if first.verb not in _TAKES_SEVERAL or take_ref(first.rest)[0] is None:
        return ()
    refs, tail = take_refs(first.rest)
    if first.verb == "done" and len(refs) == 1 and _COLOUR_ALONE.match(plain(tail)):
        return f"done {refs[0]}", f"rag {refs[0]} {tail}"  # the colour would become the note of the completion
    if first.verb == "rag" and len(refs) > 1 and is_colour_word(tail.partition(" ")[0].strip(",.:")):
        return _each(line, verbs)[:_MOST]  # `rag 8 and 9 red` is not `rag 8` and `9 red`
    if first.verb == "rag" and len(refs) == 1:  # `rag 4 amber 5 green`: the other would become the reason
        colour, _, after = tail.partition(" ")
        if joining := _JOINING.match(plain(after)):
            after = after[joining.end() :]
        if (
            is_colour_word(colour)
            and take_ref(split_verb(after, verbs).rest)[0]
            and _is_request(after, verbs, hard=False)
        ):
            return (f"rag {refs[0]} {colour}", *(requests_in(after, verbs) or (after,)))[:_MOST]
    if parted := _parted(line, first.rest, verbs):
        before, after = parted
        more = requests_in(after, verbs) or (after,)
        return (*(_each(before, verbs) or (before,)), *more)[:_MOST]
    return _each(line, verbs)[:_MOST] or _in_a_row(first, verbs)[:_MOST]


def _spanned(line: str, first: VerbMatch) -> str | None:
    """`done 1-3` and `done 4/5` with each of their references, which then are several requests."""
    if first.verb not in _SPANNED or first.swapped or not line.endswith(first.rest):
        return None
    found = _SPAN.match(first.rest)
    if found is None or _OF.match(plain(first.rest[found.end() :]).strip()):
        return None
    start, last = Ref(None, found["first"]), Ref(None, found["last"])
    following = [last] if found["to"] == "/" else _up_to(start, last)
    if found["to"] != found["to"].strip() and first.rest[found.end() :].strip(" .!"):
        return None  # `done 4 - 30 staff trained`
    each = " and ".join(map(str, (start, *following)))
    return f"{line[: len(line) - len(first.rest)]}{each}{first.rest[found.end() :]}"


def _in_a_row(first: VerbMatch, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """`done 1 2 3`, `done 1 to 3` and `done 1 done 2`: no mark parts them, but nothing else stands there."""
    ref, tail = take_ref(first.rest)
    if ref is None or not tail or first.verb not in _IN_A_ROW:
        return ()
    second = split_verb(tail, verbs)
    if second.swapped and second.verb in _CHANGES:  # `4 done 5 red`
        return f"{first.verb} {ref}", *(requests_in(tail, verbs) or (tail,))
    if _is_request(tail, verbs, hard=False) and not take_ref(second.rest)[1]:
        return f"{first.verb} {ref}", *(_in_a_row(second, verbs) or (tail,))
    refs = [ref]
    while tail:
        between = _BETWEEN.match(plain(tail))
        following, tail = take_ref(tail[between.end() if between else 0 :])
        if following is None:
            return ()
        refs += (
            _up_to(refs[-1], following)
            if between and between["span"]
            else [Ref(following.code or ref.code, following.local)]
        )
    return () if tail else tuple(f"{first.verb} {one}" for one in refs)


def _up_to(first: Ref, last: Ref) -> list[Ref]:
    """The references after the first, up to the last of a span; where they can't be counted, the last alone."""
    code = last.code or first.code
    if first.local.isdecimal() and last.local.isdecimal() and int(first.local) < int(last.local):
        return [Ref(code, str(number)) for number in range(int(first.local) + 1, int(last.local) + 1)][:_MOST]
    return [Ref(code, last.local)]


def _refs_first(line: str, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """`8 and 9 done`, `mark 8 and 9 as done`."""
    start = helper.end() if (helper := _HELPER.match(plain(line))) else 0
    refs, tail = take_refs(line[start:])
    each = tuple(f"{ref} {tail}" for ref in refs)
    return each if len(each) > 1 and split_verb(each[0], verbs).verb in _TAKES_SEVERAL else ()


def _each(line: str, verbs: Mapping[str, str]) -> tuple[str, ...]:
    """`done 1 and 2: agreed` as `done 1: agreed` and `done 2: agreed`."""
    found = split_verb(line, verbs)
    colour = found.word if is_colour_word(found.word) else ""
    body = found.rest
    if colour and not found.swapped:
        start = plain(line).lower().find(plain(colour).lower())
        body = trim(line[start + len(colour) :])
    refs, tail = take_refs(body)
    if len(refs) < 2:
        return ()
    verb = found.verb or ""
    if colour and not found.swapped:
        return tuple(f"rag {ref} {colour} {tail}".strip() for ref in refs)
    tail = "" if is_courtesy(tail) else tail
    gap = ": " if tail and verb in {"done", "update"} else " "
    return tuple(f"{verb} {ref}{gap}{tail}".strip() for ref in refs)


def _parted(line: str, rest: str, verbs: Mapping[str, str]) -> tuple[str, str] | None:
    """The line before its second request, and from there on."""
    _, own = take_ref(rest)
    begin = len(line) - len(own) if own and line.endswith(own) else len(line)
    while begin and (line[begin - 1].isspace() or line[begin - 1] in ",;.-*•"):
        begin -= 1
    for mark in _PARTS.finditer(line, begin):
        after, hard = without_wrapping(trim(line[mark.end() :])), bool(mark["hard"]) or "\n" in mark.group()
        if joining := _JOINING.match(plain(after)):
            after = after[joining.end() :]
        before = trim(line[: mark.start()]).rstrip(",;")
        if after and before and _is_request(after, verbs, hard=hard):
            return before, after
        if after and before and _is_told(after, verbs, hard=hard):
            return before, f"update {after}"
        if after and before and (same := _of_the_same(after, line, verbs)):
            return before, same
    return None


def _of_the_same(after: str, line: str, verbs: Mapping[str, str]) -> str:
    """`move the date to June` or `make it amber` behind another request, as a request for that one's action."""
    first = split_verb(line, verbs)
    ref, _ = take_ref(first.rest)
    if ref is None or first.verb not in _OF_THE_SAME or take_ref(after)[0] is not None:
        return ""
    shadow = plain(after)
    if first.verb != "date" and (moved := _MOVE_IT.fullmatch(shadow)):
        return f"date {ref} {after[slice(*moved.span('to' if moved['to'] else 'to2'))]}"
    if first.verb != "rag" and (coloured := _COLOUR_IT.fullmatch(shadow)) and is_colour_word(coloured["colour"]):
        return f"rag {ref} {after[coloured.start('colour') :]}"
    if first.verb != "rag" and is_colour_word(after.strip(" .!")):
        return f"rag {ref} {after}"
    return ""


def _is_told(line: str, verbs: Mapping[str, str], *, hard: bool) -> bool:
    """`TSP-9: survey sent out` behind another request, or `TSP-9 will be late` in a line of its own: a note on it."""
    ref, tail = take_ref(line)
    said = line[: len(line) - len(tail)].rstrip()
    return (
        ref is not None
        and ref.code is not None
        and (said.endswith(":") or (hard and " " in tail))
        and split_verb(line, verbs).verb is None
    )


def _is_request(line: str, verbs: Mapping[str, str], *, hard: bool) -> bool:
    found = split_verb(line, verbs)
    if found.verb not in _CHANGES:
        return False
    ref, tail = take_ref(found.rest)
    if ref is not None and found.verb == "date" and _is_a_date(split_because(tail)[0]):
        return True
    if ref is None or _OF.match(plain(tail)):
        return False
    if hard or not tail:
        return True
    if found.swapped:
        return is_colour_word(tail)
    return found.word.casefold() in _SURE_WORDS or is_colour_word(found.word)


def _is_a_date(words: str) -> bool:
    return isinstance(read_date(words, today=_ANY_DAY), Read | Ambiguous)
