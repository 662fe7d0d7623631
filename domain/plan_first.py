"""A line that begins with the code of a plan, as others begin with a reference: `TSP overdue`, `TSP`, `show TSP`."""

from __future__ import annotations

from collections.abc import Collection

from domain.errors import DomainError
from domain.language.courtesy import without_courtesy
from domain.language.folding import plain
from domain.language.verbs import clean_line
from domain.messages import Command, Message
from domain.registry import Registry

_LOOKS = ("show", "plan")


def about_a_plan(registry: Registry, line: str, codes: Collection[str]) -> Message | None:
    """What is asked to see of a plan in a line that nothing else could be made of; `None` if it is no such line.

    `codes` are those of the plans that the person can see. A request that changes something is never read so.
    """
    words = plain(without_courtesy(clean_line(line))).strip(" ?!.").split()
    known = {code.casefold(): code for code in codes}
    verbs = registry.words()
    if len(words) in (2, 3) and verbs.get(words[0].casefold()) in _LOOKS:
        words = words[1:] if len(words) == 2 or words[1].casefold() != "me" else words[2:]
    code = known.get(words[0].rstrip(":,").casefold()) if words else None
    if code is None:
        return None
    entry = registry.entry_for_word(words[1]) if len(words) > 1 else registry.entry_for_word("plan")
    if entry is not None and entry.verb in _LOOKS and len(words) <= 2:
        entry = registry.entry_for_word("plan")
    if entry is None or entry.parse is None or issubclass(entry.message, Command) or "PLAN" not in entry.usage:
        return None
    try:
        message = entry.parse(entry.verb, " ".join((code, *words[2:])))
    except DomainError:
        return None
    return None if isinstance(message, Command) else message
