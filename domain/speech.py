"""In which language people are answered: every sentence is looked up here, in the catalogue of the language spoken.

The English sentence itself is the key, with named places for what goes into it, so that code reads as before and what
has no translation yet comes in English. Translators work on `bot/locale/*/LC_MESSAGES/actionlog.po`; see
docs/translating.md.

    raise Stale(tr("{key} was withdrawn, so there is nothing to complete.", key=action.key))
    Paragraph(text=trn("{count:,} action", "{count:,} actions", len(rows)))

What is stored stays in English or is no sentence at all: an event, a date, a colour. It becomes words when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from domain.mentions import in_names

ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ENGLISH_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Language:
    """A catalogue and what else a language needs. `messages` maps English sentences to this language's, `plurals` the
    English singular to a sentence for each form, which `form` chooses by the count. `months` and `weekdays` (from
    Monday) are names; `date` and `month` are how they are put together.
    """

    tag: str
    messages: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda count: int(count != 1)
    months: tuple[str, ...] = ENGLISH_MONTHS
    weekdays: tuple[str, ...] = ENGLISH_WEEKDAYS
    date: str = "{day} {month} {year}"
    weekday: str = "{weekday} {date}"
    month: str = "{month} {year}"


ENGLISH: Final = Language("en-GB")

LANGUAGES: Final[Mapping[str, str]] = {"en-GB": "English", "cy": "Cymraeg"}
"""What somebody can choose: a language tag, and the name by which its speakers call it."""

_loaders: dict[str, Callable[[], Language]] = {}
_loaded: dict[str, Language] = {ENGLISH.tag: ENGLISH}
_spoken: ContextVar[Language] = ContextVar("_spoken", default=ENGLISH)


def offer(tag: str, load: Callable[[], Language]) -> None:
    """Enter a language; `load` is called when somebody first speaks it. The process does so when it is put together."""
    _loaders[tag] = load
    _loaded.pop(tag, None)


def language(tag: str) -> Language:
    """The language with this tag; English where there is none, or none was loaded."""
    found = _loaded.get(tag)
    if found is None:
        load = _loaders.get(tag)
        if load is None:
            return ENGLISH
        found = _loaded[tag] = load()
    return found


def spoken() -> Language:
    """The language that is spoken now."""
    return _spoken.get()


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Say everything in this language within the `with` block, in this thread or task alone."""
    token = _spoken.set(language(tag))
    try:
        yield
    finally:
        _spoken.reset(token)


def speak(tag: str) -> None:
    """Say everything in this language from now on, in this thread or task: for an adapter that has got its answer."""
    _spoken.set(language(tag))


def tr(message: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, with `values` in its places. The first argument is a literal (or was
    `marked` where it stands), so that `make messages` finds it.
    """
    now = _spoken.get()
    if now is not ENGLISH:
        message = now.messages.get(message, message)
    if not values:
        return message
    said = message.format(**values)
    # What somebody typed is said back in words: a mention in it by its name, not in our spelling of mentions.
    return in_names(said) if "⟦" in said else said


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Likewise a sentence that depends on a number, which is in it as `{count}` (or `{count:,}`)."""
    now = _spoken.get()
    forms = now.plurals.get(one) if now is not ENGLISH else None
    message = forms[now.form(count)] if forms else one if count == 1 else many
    return message.format(count=count, **values)


def marked(message: str) -> str:
    """A sentence that stands in a table and is said later, with `tr`."""
    return message
