"""The languages that are spoken beside English: read from their catalogues when somebody first needs one.

A catalogue is a gettext file (`locale/<tag>/LC_MESSAGES/actionlog.po`), read as it is, so that nothing has to be
compiled; the names of months and days, and which number takes which form, come from CLDR through Babel.
"""

from __future__ import annotations

import re
from functools import cache, partial
from gettext import c2py
from pathlib import Path

from domain.speech import ENGLISH, LANGUAGES, Language, offer

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "actionlog"
_PLACES = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
_PATTERN = re.compile("|".join(_PLACES))


def catalogue_of(tag: str) -> Path:
    """The file with what translators wrote."""
    return LOCALES / tag / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def load(tag: str) -> Language:
    """A language with its catalogue, read once in a process. Entries marked fuzzy are left out: nobody has said that
    they are right.
    """
    from babel import Locale
    from babel.dates import get_date_format
    from babel.messages.pofile import read_po

    locale = Locale.parse(tag)
    with catalogue_of(tag).open("rb") as file:
        catalogue = read_po(file, locale=tag)
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        said = message.string
        if isinstance(message.id, str):
            if isinstance(said, str) and said:
                messages[message.id] = said
        elif said and not isinstance(said, str) and all(said):
            plurals[message.id[0]] = tuple(said)
    months, days = locale.months["format"]["wide"], locale.days["format"]["wide"]
    pattern = get_date_format("long", locale).pattern
    return Language(
        tag=tag,
        messages=messages,
        plurals=plurals,
        form=c2py(catalogue.plural_expr),
        months=tuple(months[number] for number in range(1, 13)),
        weekdays=tuple(days[number] for number in range(7)),
        date=_PATTERN.sub(lambda found: _PLACES[found[0]], pattern),
    )


def offer_languages() -> None:
    """Enter them all; nothing is read yet."""
    for tag in LANGUAGES:
        if tag != ENGLISH.tag:
            offer(tag, partial(load, tag))
