"""Until when a sentence of a mail says that something is done, though the date is not the last of its words."""

from __future__ import annotations

import re
from datetime import date

from domain.importing.dates import find_dates
from domain.language.courtesy import without_courtesy

_SOME_DAY = date(2000, 1, 1)  # only to find out whether words are a date
_LAST_WORDS = 120  # characters
_NUMBER = r"(?:\d{1,2}|an?|one|two|three|four|five|six|eight|ten|twelve)"
_AT_LATEST = re.compile(
    r"[\s,;–—-]+(?:(?:if|where|wherever) (?:at all )?possible|(?:at the )?(?:very )?latest|ideally|preferably)[\s.!]*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:^|[\s,;:(–—-])(?P<word>by|before|no later than|not later than|until)\s+$", re.IGNORECASE)
_CLOSE = re.compile(r"(?:the\s+)?(?:end of(?: the)?|close of|start of|mid[ -]?|early|late)\s*$", re.IGNORECASE)
# What follows a deadline without being a part of what is done until then.
_ASIDE = re.compile(
    r"\s*(?:$|[,;.!()\[\]–—-]|and\b|so\b|as\b|because\b|since\b|to allow\b|in time\b|ready\b|ahead of\b)", re.I
)
_SOON = re.compile(
    rf"[\s,;–—-]+(?P<when>(?:with)?in (?:the next )?{_NUMBER} (?:working )?(?:days?|weeks?|months?)(?:'? time)?"
    r"|(?:by )?(?:next|this) (?:week|month|term|quarter)|asap|as soon as possible|immediately|straight ?away)[\s.!]*$",
    re.IGNORECASE,
)


def without_ending(text: str) -> str:
    """The sentence without `please`, `if possible` or `at the latest` behind its last words."""
    bare = without_courtesy(text) or text
    found = _AT_LATEST.search(bare, max(0, len(bare) - _LAST_WORDS))
    return bare[: found.start()] if found else bare


def until_in(text: str, *, soon: bool) -> tuple[str, str]:
    """The sentence without its deadline, and that: `by 10 July 2026 (joint visit)`; else the sentence
    and nothing. Where more than one date stands in it, only the last of its words can be the deadline. With `soon` also
    `in two weeks`, which may as well be how long something takes.
    """
    if soon and (found_soon := _SOON.search(text, max(0, len(text) - _LAST_WORDS))):
        return text[: found_soon.start()], found_soon["when"]
    found = find_dates(text, _SOME_DAY)
    if not found or (len(found) > 1 and text[found[-1].end :].strip(" .!")):
        return text, ""
    start, end = found[-1].start, found[-1].end
    if close := _CLOSE.search(text[:start]):
        start = close.start()
    word = _BEFORE.search(text[:start])
    if word is None or not word.start() or not _ASIDE.match(text, end):
        return text, ""
    before, after = text[: word.start()].rstrip(" ,;:(–—-"), text[end:]
    when = text[start:end]
    if word["word"].lower() in {"before", "until"}:
        when = f"{word['word']} {when}"
    return f"{before} {after.strip()}" if re.match(r"\s*[(\[]", after) else f"{before}{after}".rstrip(), when
