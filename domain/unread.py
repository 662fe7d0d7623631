"""What is offered where a typed line is not understood: the command that it nearly is, a note on its action.

Nothing is done by it: each offer is a button, and says what it will do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from domain.due import MONTHS
from domain.errors import Asked, DomainError, Invalid
from domain.language.folding import plain, trim
from domain.language.pages import is_page_alone
from domain.language.rag_words import is_colour_word
from domain.language.refs import Ref, parse_ref, spelt_number, take_ref
from domain.language.verbs import POLITE, VerbMatch
from domain.messages import Complete, DueSoon, Help, Message, Mine, OpenComplete, Overdue, Show, Update
from domain.presenters import join_names
from domain.speech import tr
from domain.views import Button

_MONTH = "|".join({name[:size].lower() for name in MONTHS for size in (3, len(name))} | {"sept"})


class Reads(Protocol):
    """What can be typed, and how one request is read."""

    def words(self) -> Mapping[str, str]:
        """Every word that starts a command, and the command's own word."""
        ...

    def single(self, line: str) -> Message:
        """The one request of a line; raises a `DomainError` where it can't be read."""
        ...

    def takes_ref(self, verb: str) -> bool:
        """Is this command about one action?"""
        ...


_LONGEST_CODE = 6
"""Letters of a plan's code that somebody types in small letters; longer words before a number are words."""
_MOST = 200
_ABOUT = re.compile(r"^(?:for|on|about|regarding|re)\s+(?=\S*\d|(?:action|number|no)\b)", re.I)
_ABOUT_LAST = frozenset({"for", "on", "about", "regarding", "re", "against"})
_ASKS = re.compile(
    r"(?:who|what|when|where|why|how|which|is|are|was|has|have|do|does|did|can|could|will)\b|.*\?$", re.I
)
_CODED = re.compile(r"(?<![\w-])[A-Za-z]{2,12}-\d[\w.]{0,11}(?<![.])(?![\w-])")
_GONE = frozenset({"delete", "remove", "cancel", "drop", "bin", "scrap"})
_SAID_GONE = re.compile(
    r"(?:(?:is|was|has|been|be|now|should|can|to)\s+)*(?:cancelled|canceled|superseded|withdrawn|deleted|removed|dropped|scrapped|"
    r"abandoned|obsolete|(?:a )?duplicate|"
    r"no longer (?:needed|required|relevant|applicable|happening|valid|going ahead)|"
    r"not (?:needed|required|applicable|relevant|happening|going ahead)(?: any ?more)?)\b",
    re.I,
)
_SAID_DONE = re.compile(
    r"(?:(?:is|was|were|has|have|been|got|now|all|fully|finally|already|just|successfully|this)\s+)*"
    r"(?:done|completed?|finished|closed|sorted|actioned|achieved|implemented|signed off)\b",
    re.I,
)
_BARE_ANSWER = re.compile(
    r"(?:yes|yeah|yep|yup|y|no|nope|n|go ahead|do it|go on)(?: (?:please|pls|thanks|then))*[.! ]*", re.I
)
_SPOKEN = re.compile(r"(?:[a-z']+\s+){1,3}?(?P<number>(?:action|number|item)\s+[a-z]+)", re.I)
_DATE_FIRST = re.compile(
    r"(?:(?:to|by|until|till|for|due|now)\s+)*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b|\d{{1,2}}[/.-]\d{{1,2}}\b"
    rf"|(?:the\s+)?(?:end|start|middle|mid|early|late)\s+(?:of\s+)?(?:{_MONTH}|next|the)\b"
    rf"|(?:{_MONTH})(?:\s|$)|next (?:week|month))",
    re.I,
)
_I_DID = re.compile(
    r"(?:i|we)(?:['’]?ve| have)? (?:(?:now|just|already|finally|also) )*"
    r"(?:done|finished|completed|closed|sorted)(?: off| with)? (?=\S)",
    re.I,
)
_DID = re.compile(r"\b(?:done|completed|finished|closed|sorted)\s+(?:off\s+|action\s+|number\s+)?$", re.I)


def short(text: str, limit: int = 60) -> str:
    """The text, shortened for a sentence or a button."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def wants_gone(line: str) -> bool:
    """`delete 8`: does it begin with such a word?"""
    return _asked(line).partition(" ")[0].casefold() in _GONE


def _asked(line: str) -> str:
    """The line without a `please` or `can you` before it."""
    polite = POLITE.match(plain(line).lower())
    return line[polite.end() :] if polite else line


def not_understood(line: str, match: VerbMatch, reads: Reads) -> Invalid | Asked:
    """The sentence for a line that is no request, with what may have been meant as buttons."""
    if (numbered := _in_digits(line, reads)) is not None:
        return numbered
    near = bool(match.suggestion) and (not match.swapped or reads.takes_ref(match.suggestion or ""))
    if (offered := _about_an_action(line, match, reads, near=near)) is not None:
        return offered
    if near:
        typed, meant, message = nearly(line, match, reads)
        return Invalid(
            tr("I don't know “{words}”. Did you mean “{words2}”?", words=short(typed), words2=short(meant)),
            buttons=(
                Button(label=tr("Yes: {words}", words=short(meant, 40)), sends=message),
                Button(label=tr("Help"), sends=Help()),
            ),
        )
    if match.ties and (either := nearly_each(line, match, reads)):
        names = join_names([f"“{one.describe}”" for one in either], "or")
        return Invalid(
            tr("I don't understand “{words}”. Did you mean {names}?", words=short(line), names=names),
            buttons=(*either, Button(label=tr("Help"), sends=Help())),
        )
    if _BARE_ANSWER.fullmatch(plain(line)):
        return Invalid(
            tr("I can't tell what that answers. Please press a button of the question, or type the whole request."),
            buttons=(Button(label=tr("My actions"), sends=Mine()), Button(label=tr("Help"), sends=Help())),
        )
    if is_page_alone(line):
        return _of_which_list(line, reads)
    return Invalid(
        tr(
            "I don't understand “{words}”. Try “mine” for your actions, or “help” for what I can do.",
            words=short(line),
        ),
        buttons=(
            *_to_show(line),
            Button(label=tr("My actions"), sends=Mine()),
            Button(label=tr("Help"), sends=Help()),
        ),
    )


def _of_which_list(line: str, reads: Reads) -> Invalid:
    page = int(found.group()) if (found := re.search(r"[1-9]\d{0,3}", line)) else 2
    lines = [f"{name} page {page}" for name in (Mine.name, Overdue.name, DueSoon.name)]
    return Invalid(
        tr(
            "A page of which list? Press “Next” below the list, or type the list and the page, such as "
            "“overdue page {page}”.",
            page=page,
        ),
        buttons=tuple(Button(label=line, sends=reads.single(line)) for line in lines),
    )


def nearly(line: str, match: VerbMatch, reads: Reads) -> tuple[str, str, Message]:
    """The word that is nearly a command, the line with the command in its place, and what that asks for."""
    words, suggestion = line.split(maxsplit=2), match.suggestion or ""
    at = 1 if match.swapped and len(words) > 1 else 0
    typed = words.pop(at)
    if is_colour_word(match.near):
        words.insert(at, match.near)  # `8 ambre` is nearly `8 amber`
    else:
        words.insert(0, suggestion)
    meant = " ".join(words)
    try:
        return typed, meant, reads.single(meant)
    except Invalid:
        return typed, meant, Help(topic=suggestion)


def nearly_each(line: str, match: VerbMatch, reads: Reads) -> tuple[Button, ...]:
    """A button for each command that a line nearly is: one where a word is nearest to one, more where it is as near to
    several (`dne 8` to `done 8` and `due 8`). Of these, only what can be asked with the words that follow.
    """
    offers = []
    for key in match.ties or (match.near,):
        verb = reads.words().get(key, match.suggestion)
        if verb is None or (match.swapped and not reads.takes_ref(verb)):
            continue
        _, meant, message = nearly(line, replace(match, suggestion=verb, near=key), reads)
        if not match.ties or len(line.split()) == 1 or not isinstance(message, Help):
            offers.append((short(meant, 40), message, short(meant)))
    return tuple(
        Button(label=label if len(offers) > 1 else tr("Yes: {words}", words=label), sends=message, describe=whole)
        for label, message, whole in offers
    )


def _about_an_action(line: str, match: VerbMatch, reads: Reads, *, near: bool) -> Invalid | None:
    """`8: letter sent` is offered as a note; who wants an action gone hears what there is instead."""
    if wants_gone(line) and (ref := parse_ref(_asked(line).partition(" ")[2])) is not None:
        return _nothing_goes(ref)
    if (did := _I_DID.match(plain(line))) and (ref := take_ref(line[did.end() :])[0]) is not None:
        return _or_done(ref, line)
    ref, words = take_ref(_ABOUT.sub("", line))
    if ref is None:
        return _said_within(line) if not near else None
    if ref.code and len(ref.code) > _LONGEST_CODE and not line[: len(ref.code)].isupper():
        return None  # `meeting 8 was good`
    shadow = plain(words)
    if _SAID_GONE.match(shadow):
        return _nothing_goes(ref, words)
    if _SAID_DONE.match(shadow) or (near and match.swapped and match.suggestion == Complete.name):
        if len(words.split()) > 1:
            return _or_done(ref, words)
    elif len(words.split()) < (3 if near else 2):
        return None
    elif near and not match.swapped and ref.code and not is_code(ref, line):
        return None  # `doen 8 survey out`: the slip was taken for a code
    elif near:
        _, meant, message = nearly(line, match, reads)
        return _note(ref, words, Button(label=tr("No: {words}", words=short(meant, 40)), sends=message))
    elif _DATE_FIRST.match(shadow):
        with suppress(DomainError):
            moving = reads.single(f"date {ref} {words}")
            return _note(ref, words, Button(label=tr("Move the date of {ref}", ref=ref)[:70], sends=moving))
    else:
        return _note(ref, words)
    return None


def _in_digits(line: str, reads: Reads) -> Asked | None:
    """`four is done` and `mark number four as complete`, as a telephone writes what it hears."""
    spoken = _SPOKEN.match(line)
    start = spoken.start("number") if spoken else 0
    spelt = spelt_number(line[start:])
    if spelt is None:
        return None
    number, after = spelt
    meant = f"{line[:start]}{number} {after}".strip()
    try:
        message = reads.single(meant)
    except DomainError:
        return None
    said = tr("Do you mean action {number}? I have changed nothing.", number=number)
    yes = Button(label=tr("Yes: {words}", words=short(meant, 40)), sends=message)
    return Asked(said, buttons=(yes, Button(label=tr("My actions"), sends=Mine())))


def _said_within(line: str) -> Invalid | None:
    """`survey went out for 8`, `we have completed TSP-8 and told the board`: the action is named, but not first."""
    if _ASKS.match(line) or len(line.split()) < 3:
        return None
    ref, words = take_ref(line, at="end")
    before, _, about = words.rstrip().rpartition(" ")
    if ref is not None and about.casefold() in _ABOUT_LAST and before.strip():
        return _note(ref, trim(before))
    named = list(_CODED.finditer(plain(line)))
    ref = parse_ref(named[0].group()) if len({one.group().upper() for one in named}) == 1 else None
    if ref is None:
        return None
    return _or_done(ref, line) if _DID.search(line[: named[0].start()]) else _note(ref, line)


def _note(ref: Ref, words: str, other: Button | None = None) -> Invalid:
    return Invalid(
        tr("Shall I note this as progress on {ref}? “{words}”", ref=ref, words=short(words, _MOST)),
        buttons=(_noting(ref, words), other or _show(ref)),
    )


def _or_done(ref: Ref, words: str) -> Invalid:
    """`8 was completed on 3 May` and `8 is done apart from the training`: only who wrote it knows which it is."""
    done = Complete(ref=str(ref), note=words, confirmed=True)
    return Invalid(
        tr("“{words}”: is {ref} done already? I have changed nothing.", words=short(words, _MOST), ref=ref),
        buttons=(
            Button(label=tr("Mark {key} complete", key=ref)[:70], sends=done),
            Button(label=tr("Note it, {ref} stays open", ref=ref)[:70], sends=Update(ref=str(ref), text=words)),
        ),
    )


def _nothing_goes(ref: Ref, words: str = "") -> Invalid:
    return Invalid(
        tr(
            "Nothing is deleted here, so that the record stays whole. If {ref} is no longer needed, mark it "
            "complete with a note that says so. If the last change was a mistake, say “undo”.",
            ref=ref,
        ),
        buttons=(
            Button(label=tr("Complete with a note"), sends=OpenComplete(ref=str(ref), note=words)),
            *((_noting(ref, words),) if words else ()),
            _show(ref),
        ),
    )


def _noting(ref: Ref, words: str) -> Button:
    return Button(label=tr("Note it on {ref}", ref=ref)[:70], sends=Update(ref=str(ref), text=words))


def _show(ref: Ref) -> Button:
    return Button(label=tr("Show {ref}", ref=ref)[:70], sends=Show(ref=str(ref)))


def _to_show(line: str) -> tuple[Button, ...]:
    """What is asked of an action may not be understood; which one is meant, is."""
    ref = take_ref(line)[0] or take_ref(line, at="end")[0]
    if ref is None or (ref.code and len(ref.code) > _LONGEST_CODE):
        return ()
    return (_show(ref if is_code(ref, line) else Ref(None, ref.local)),)


def is_code(ref: Ref, line: str) -> bool:
    """Was the code of this reference typed as one? `Rowan is doing 8` holds a word before a number."""
    return bool(ref.code) and (f"{ref.code}-" in plain(line).upper() or str(ref.code) in line)
