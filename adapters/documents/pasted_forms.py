"""How the words of an action stand in a text: its names in order, and what a sentence has between its parts.

Actions that all stand in one form were meant as a list of the like; where the forms differ, so may what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from adapters.documents.pasted_records import Record


def form_of(record: Record, whole: str, said: Mapping[str, str]) -> str:
    """The form of a record: `action: lead: by:`, `what (who, when)`, `action: who to what by when`.

    `whole` are the words that were read as one sentence, and `said` what was told apart in them, by what it is.
    """
    names = [f"{name.casefold()}:" for name, _ in record.values.values()]
    titled = ["what"] * bool(record.title and not whole)
    marked = ["named"] * bool(record.who or record.when) + ["item"] * (not names)
    return " ".join((*marked, *titled, *names, *([_mask(whole, said)] if whole else ())))


def _mask(whole: str, said: Mapping[str, str]) -> str:
    """A sentence with its parts by what they are, and the words and signs between them."""
    left = " ".join(whole.split("\n")[0].split())
    for name in sorted(said, key=lambda name: -len(said[name])):
        part = " ".join(said[name].split("\n")[0].split())
        if part:
            left = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", f"<{name}>", left, count=1)
    return left.casefold().rstrip(" .")
