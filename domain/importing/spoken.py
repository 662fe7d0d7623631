"""Who and when said in whole sentences: `The owner is Ada Brook and it will be finished by 30 June 2026.`

Such sentences are written out with labels, as other plans print them; the whole sentence stays among what found no
place, because its wording may say more.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.duedates import is_date_like
from domain.importing.profiles import is_lead_like
from domain.importing.raw import RawDocument, RawParagraph

_IT = r"(?:it|this|that|the (?:work|action|task|change)|work|this (?:work|action))"
_DONE = r"(?:finished|completed?|done|delivered|implemented|in place|ready|achieved|carried out|live)"
_WHO = re.compile(
    r"(?:(?:\b(?:and|with)\s+)?\b[Tt]he\s+(?:action\s|lead\s|responsible\s|accountable\s|senior\s|named\s)?"
    r"(?:owner|lead|officer|person|manager)(?:\s(?:for this|responsible))?\s+(?:is|will be)\s+)"
    r"(?P<value>[^.;:]{2,80}?)(?=\s+(?:and|who|with)\s+(?:it|this|the|will|is)\b|[.;,](?:\s|$)|$)"
)
_WHEN = re.compile(
    rf"(?:(?:\band\s+)?\b(?:{_IT})\s+(?:will|should|must|is (?:due )?to|is expected to)\s+be\s+{_DONE}\s+"
    r"(?:by|before|no later than)\s+)(?P<value>[^.;]{3,40}?)(?=[.;]?(?:\s|$)(?![\d/])|[.;])",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"(?:(?:\band\s+)?\b(?:{_IT})\s+(?:was|has been)\s+{_DONE}\s+(?:on|in|by)\s+)"
    r"(?P<value>[^.;]{3,40})(?=[.;]|$)",
    re.IGNORECASE,
)


def with_sentences(document: RawDocument) -> RawDocument:
    """The document with such sentences as labelled values."""
    blocks = tuple(_written(block) if isinstance(block, RawParagraph) else block for block in document.blocks)
    return replace(document, blocks=blocks) if blocks != document.blocks else document


def _written(block: RawParagraph) -> RawParagraph:
    text = block.text
    found: list[tuple[int, int, str]] = []
    for pattern, label in ((_WHO, "Owner"), (_WHEN, "By"), (_WAS, "Completed on")):
        match = pattern.search(text)
        if match is None:
            continue
        value = re.sub(r"^the\s", "", match["value"].strip(" ,"))
        if is_lead_like(value) if label == "Owner" else is_date_like(value):
            found.append((match.start(), match.end(), f"{label}: {value}"))
    if not found or not any(said.startswith("Owner") for _, _, said in found):
        return block
    for start, end, said in sorted(found, reverse=True):
        text = f"{text[:start].rstrip()} {said}; {text[end:].lstrip(' .;,')}"
    return replace(block, text=" ".join(text.split()).rstrip(" ;"))
