"""Whether prose about an action sounds as if it were finished; what lies ahead or depends on something does not."""

from __future__ import annotations

import re

_DONE = re.compile(
    r"\b(?P<word>complete(?!d)|completed|(?:has|have) (?:now |all |already |since |recently )*been (?P<deed>\w+)"
    r"|(?:is |are |now )+in place|went live|(?:has|have) gone live|now live|signed off|embedded|closed|delivered"
    r"|finished|achieved|done|(?<!.)(?:now |fully )*implemented)\b",
    re.IGNORECASE,
)
# Deeds that do not finish anything.
_NO_END = re.compile(
    r"(?i)(?:delay|postpon|ask|request|unable|no|not|difficult|identif|rais|discuss|consider|start|begun|slow"
    r"|slipp|hamper"
    r"|schedul|plann|arrang|draft|propos|challeng|affect|paus|defer|extend|commission|working|some|limited|an?\b|the\b"
    r"|difficulties|progress|underway|part)\w*"
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|should|could|may|might|must|can|to|not|\w+n['’]t|never|nearly|almost|partially"
    r"|partly|part|mostly"
    r"|largely|yet|once|when|until|till|before|after|if|unless|whether|upon|on|being|awaiting|awaits?|due|expected"
    r"|anticipated|aim(?:s|ing)?|plan(?:s|ned)?|intend(?:s|ed)?|target(?:ed)?|need(?:s|ed)?|require[sd]?|subject"
    r"|in progress|half|percent|per cent|towards?|cannot|how|what|who|those|any|each|every|number of|ensure"
    r"|incomplete|remain(?:s|ing)?|outstanding|still|in order"
    r"|\d+ (?:out )?of(?: the| our)? \d+)\b|(?<!\b100)(?<!\b100 )%",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:the|a|an|all|their|its|this|these|any|and (?:submit|return|send)|training|forms?|audits?|reviews?)\b"
)
BY_WHEN = re.compile(
    r"\s+(?:by|before|in time for|no later than|within)\s+(?:the\s+)?(?:end\b|start\b|mid\b|early\b|late\b"
    r"|\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Spring|Summer|Autumn"
    r"|Winter|Easter"
    r"|Christmas|Q[1-4]|next)\w*\b)"
)
_IN_PART = re.compile(
    r"\s+(?:in part|to (?!100)\d+ ?%|to \d+ (?:out )?of \d+|for (?:some|one|two|three|half|most)"
    r"|at (?:some|one|two|three|most)|except|apart from)(?:\b|(?<=%))",
    re.I,
)
_SOME = re.compile(
    r"(?i)(?:^|(?<!all)(?<!action)(?<!actions)(?<!rec)(?<!recommendation)(?<!phase)(?<!stage)(?<!part)(?<!step)[\s(])"
    r"\d[\d,]*\s+$"
)
_CLAUSE = re.compile(r"[.;!?]\s+|\n|\s[-–—]\s")


_DROPPED = re.compile(
    r"(?:(?:this|the|it|action|recommendation|task|has|have|been|is|are|was|now|agreed|to be"
    r"|as)\s+)*(?P<word>superseded|withdrawn|cancelled"
    r"|canceled|no longer (?:required|needed|applicable|relevant|being (?:taken forward|pursued))"
    r"|not being (?:taken forward|pursued)"
    r"|discontinued|dropped|merged (?:with|into))\b",
    re.IGNORECASE,
)


_PERHAPS_DROPPED = re.compile(r"supersed|withdrawn|cancel|no longer|not being|discontin|dropped|merged", re.IGNORECASE)


def sounds_dropped(text: str) -> str:
    """The words that say at the beginning of a clause that the work was given up (`Superseded by ...`), or nothing."""
    if not _PERHAPS_DROPPED.search(text):
        return ""
    return next((found["word"] for clause in _CLAUSE.split(text) if (found := _DROPPED.match(clause.strip()))), "")


def sounds_complete(text: str) -> str:
    """The words that sound finished (`have now been invited`), or an empty text."""
    for clause in _CLAUSE.split(text):
        for found in _DONE.finditer(clause):
            if found["deed"] and _NO_END.fullmatch(found["deed"]):
                continue
            before = clause[: found.start()]
            # Only what governs the word counts: `In May the guide was completed` is finished, `once completed` is not.
            if _AHEAD.search(" ".join(before.split()[-5:])) and not re.search(
                r"(?i)\b(?:was|were|has been|have been|is now|are now|now)\s+(?:\w+ly\s+)?$", before
            ):
                continue
            if _SOME.search(before):  # `1,640 done`: so many, and not all of them
                continue
            if found["word"].lower() == "complete" and _VERB.match(clause, found.end()):
                continue
            if BY_WHEN.match(clause, found.end()) or _IN_PART.match(clause, found.end()):
                continue
            return found.group()
    return ""
