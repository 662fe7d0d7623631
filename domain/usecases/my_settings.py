"""`settings`: what somebody wishes to hear, and when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from domain.context import Context
from domain.due import say_date, say_date_with_weekday
from domain.errors import FieldErrors, Invalid
from domain.events import WishesChanged
from domain.language.zones import near_zones, read_zone
from domain.messages import Message, OpenPlanSettings
from domain.people import Platform
from domain.registry import registry
from domain.reminder_messages import ChangeMySettings, OpenMySettings
from domain.reminders.wishes import QUIET_FROM, Rhythm, Wishes
from domain.speech import LANGUAGES, marked, speaking, tr
from domain.usecases.days import day_of
from domain.usecases.direct import CHATS
from domain.usecases.languages import parse as read_language
from domain.usecases.wishing import undo_wish, wish
from domain.views import Button, Buttons, ChoiceField, Facts, Form, FormField, Paragraph, Reply, TextField

_WHAT = {
    "before": marked("A week before a date"),
    "on_the_day": marked("On the day"),
    "late": marked("When it is late (1, 3, 7 and 14 working days)"),
    "weekly": marked("A list at the beginning of the week"),
}
_HOURS = tuple((str(hour), f"{hour:02}:00") for hour in range(7, 18))
_QUIET = tuple((str(hour), f"{hour:02}:00") for hour in range(12, 23))


_ON = {"on": "yes", "yes": "yes", "off": "no", "no": "no"}


def _switch(name: str) -> Callable[[re.Match[str]], Message]:
    return lambda found: ChangeMySettings.model_validate({name: _ON[found[1].casefold()]})


def _language(found: re.Match[str]) -> Message:
    return read_language("language", found[1])


_TYPED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Message]], ...] = (
    (re.compile(r"(?:my )?time ?-?zone:? (.+)", re.I), lambda found: ChangeMySettings(timezone=found[1][:60])),
    (re.compile(r"(?:my )?language:? (.+)", re.I), _language),
    (re.compile(r"(?:a )?week before:? (on|off|yes|no)", re.I), _switch("before")),
    (re.compile(r"on the day:? (on|off|yes|no)", re.I), _switch("on_the_day")),
    (re.compile(r"late:? (on|off|yes|no)", re.I), _switch("late")),
    (re.compile(r"(?:weekly(?: list)?|week):? (on|off|yes|no)", re.I), _switch("weekly")),
    (
        re.compile(r"(?:hours:? |from )?(\d{1,2})(?::00)? ?(?:to|until|-|–) ?(\d{1,2})(?::00)?", re.I),
        lambda found: ChangeMySettings(hour=found[1], quiet_from=found[2]),
    ),
    (re.compile(r"from:? (\d{1,2})(?::00)?", re.I), lambda found: ChangeMySettings(hour=found[1])),
    (re.compile(r"quiet from:? (\d{1,2})(?::00)?", re.I), lambda found: ChangeMySettings(quiet_from=found[1])),
    (
        re.compile(r"(?:write to me )?on (slack|teams)", re.I),
        lambda found: ChangeMySettings(where=found[1].casefold()),
    ),
)
"""What can be said instead of filling in the form."""


_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
"""A plan's code: its own settings are meant, which its coordinators look after."""


def parse(word: str, rest: str) -> Message:
    """`settings` opens the form; `settings back on 3 May` is for leave."""
    words = rest.strip()
    if not words:
        return OpenMySettings()
    for first in ("back on ", "back ", "leave until ", "away until ", "on leave until "):
        if words.casefold().startswith(first):
            return ChangeMySettings(back_on=words[len(first) :].strip())
    for pattern, what in _TYPED:
        if found := pattern.fullmatch(words):
            return what(found)
    if _CODE.fullmatch(words):
        return OpenPlanSettings(plan=words)
    raise Invalid(
        tr(
            "Say “settings” for the form, or for example “settings back on 3 May” before a leave, “settings time zone "
            "Tokyo”, “settings weekly list off”, “settings hours 8 to 17” or “settings language Cymraeg”."
        ),
        buttons=(Button(label=tr("Settings"), sends=OpenMySettings()),),
    )


@registry.handles(
    OpenMySettings,
    verb="settings",
    aliases=("preferences", "my settings", "notifications", "gosodiadau"),
    usage="settings [back on WHEN]",
    summary=marked("What I tell you, and when; and your leave"),
    detail=marked(
        "“settings back on 3 May” keeps me quiet until that day. Then you get one message on what came meanwhile. "
        "Without the form: “settings time zone Tokyo”, “settings weekly list off” (or “week before”, “on the day”, "
        "“late”), “settings hours 8 to 17”, “settings on Teams”."
    ),
    parse=parse,
)
def open_my_settings(query: OpenMySettings, ctx: Context) -> Reply:
    """The form, with everything as it is."""
    now = ctx.uow.reminders.wishes(ctx.actor.id)
    rhythm = Rhythm.of(now, ctx.organisation)
    yes_no = (("yes", tr("Yes")), ("no", tr("No")))
    return Reply(
        form=Form(
            title=tr("What I tell you"),
            intro=tr(
                "I write to you on working days only, in one message, and only if something needs a word from you."
            ),
            sends=ChangeMySettings(),
            fields=(
                *(
                    ChoiceField(name=name, label=tr(label), options=yes_no, value="yes" if getattr(now, name) else "no")
                    for name, label in _WHAT.items()
                ),
                _hours("hour", tr("From"), _HOURS, rhythm.hour),
                _hours("quiet_from", tr("Quiet from"), _QUIET, rhythm.quiet_from),
                *_places(now, ctx),
                ChoiceField(
                    name="language", label=tr("Language"), options=tuple(LANGUAGES.items()), value=ctx.language
                ),
                TextField(
                    name="timezone",
                    label=tr("Your time zone, if it is another"),
                    value=now.timezone,
                    hint=tr("It looks like {timezone}, which is usual here.", timezone=ctx.organisation.timezone),
                    max_length=60,
                ),
                TextField(
                    name="back_on",
                    label=tr("On leave? Back on"),
                    value=say_date(now.back_on) if now.back_on and now.back_on > ctx.today else "",
                    hint=tr("Until then I am quiet. Leave it empty, or write “none”, when you are not away."),
                    max_length=200,
                ),
            ),
        )
    )


def _hours(name: str, label: str, options: tuple[tuple[str, str], ...], now: int) -> ChoiceField:
    if all(value != str(now) for value, _ in options):
        options = (*options, (str(now), f"{now:02}:00"))
    return ChoiceField(name=name, label=label, options=options, value=str(now))


def _places(now: Wishes, ctx: Context) -> list[FormField]:
    mine = {one.platform for one in ctx.uow.people.accounts_of(ctx.actor.id) if not one.barred}
    chats = [one for one in CHATS if one in mine]
    if len(chats) < 2:
        return []
    options = tuple((one.value, one.value.title()) for one in chats)
    return [
        ChoiceField(
            name="where", label=tr("Write to me on"), options=options, value=(now.where or ctx.inbound.platform).value
        )
    ]


@registry.handles(ChangeMySettings)
def change_my_settings(command: ChangeMySettings, ctx: Context) -> Reply:
    """Keep what differs from before, and say how it is now."""
    before = ctx.uow.reminders.wishes(ctx.actor.id)
    changes, errors = _read(command, before, ctx)
    if errors:
        raise FieldErrors(errors) if ctx.inbound.fields else Invalid(" ".join(errors.values()))
    after = replace(before, **changes)
    said, event = marked("Nothing was changed."), None
    if after != before:
        event = wish(before, after, ctx)
        said = marked("Your settings are saved.")
    language = after.language or ctx.organisation.language
    with speaking(language):
        return _shown(after, ctx, said, event).model_copy(update={"language": language})


def _read(command: ChangeMySettings, before: Wishes, ctx: Context) -> tuple[dict[str, Any], dict[str, str]]:
    changes: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name in _WHAT:
        given = str(getattr(command, name)).strip().casefold()
        if given not in {"", "yes", "no"}:
            errors[name] = tr("Please choose yes or no.")
        elif given:
            changes[name] = given == "yes"
    for name, label in (("hour", tr("From")), ("quiet_from", tr("Quiet from"))):
        given = str(getattr(command, name)).strip()
        if given and not (given.isdecimal() and len(given) < 3 and int(given) < 24):
            errors[name] = tr("“{label}” is a full hour, for example 9.", label=label)
        elif given:
            changes[name] = int(given)
    usual = Rhythm.of(Wishes(), ctx.organisation).hour
    if changes.get("hour") == usual and before.hour is None:
        del changes["hour"]
    first, last = changes.get("hour", before.hour), changes.get("quiet_from", before.quiet_from)
    if not errors and (usual if first is None else first) >= (QUIET_FROM if last is None else last):
        errors["quiet_from"] = tr("The quiet time must begin after the hour from which I write to you.")
    if zone := command.timezone.strip():
        found = read_zone(zone)
        if found is None:
            near = tr(" or ").join(near_zones(zone)) or "Europe/London"
            errors["timezone"] = tr("I don't know this time zone. Do you mean {near}?", near=near)
        else:
            changes["timezone"] = "" if found == ctx.organisation.timezone else found
    elif ctx.inbound.fields:
        changes["timezone"] = ""
    if command.where.strip():
        if command.where not in {one.value for one in CHATS}:
            errors["where"] = tr("Please choose Slack or Teams.")
        elif before.where is not None or command.where != ctx.inbound.platform.value:
            changes["where"] = Platform(command.where)
    if language := command.language.strip():
        if language not in LANGUAGES:
            errors["language"] = tr("Please choose one of these: {languages}.", languages=", ".join(LANGUAGES.values()))
        elif before.language or language != ctx.organisation.language:
            changes["language"] = language
    _read_leave(command, ctx, changes, errors)
    known = {one.name for one in fields(Wishes)}
    return {name: value for name, value in changes.items() if name in known}, errors


def _read_leave(command: ChangeMySettings, ctx: Context, changes: dict[str, Any], errors: dict[str, str]) -> None:
    typed = command.back_on.strip()
    if (not typed and ctx.inbound.fields) or typed.casefold() in {"none", "no", "never", "today", "now"}:
        changes["back_on"] = None
    elif typed:
        try:
            changes["back_on"] = day_of(typed, ctx, field="back_on", again=lambda day: command.with_(back_on=day))
        except FieldErrors as error:
            errors |= error.errors


def _shown(wishes: Wishes, ctx: Context, said: str, event: WishesChanged | None = None) -> Reply:
    rhythm = Rhythm.of(wishes, ctx.organisation)
    pairs = [(tr(label), tr("yes") if getattr(wishes, name) else tr("no")) for name, label in _WHAT.items()]
    pairs.append(
        (
            tr("Hours"),
            tr(
                "{hour:02}:00 to {quiet_from:02}:00 on working days ({key})",
                hour=rhythm.hour,
                quiet_from=rhythm.quiet_from,
                key=rhythm.zone.key,
            ),
        )
    )
    pairs.append((tr("Language"), LANGUAGES.get(wishes.language or ctx.organisation.language, "English")))
    if wishes.where is not None:
        pairs.append((tr("Where"), wishes.where.value.title()))
    if wishes.back_on and wishes.back_on > ctx.today:
        pairs.append((tr("On leave, back on"), say_date_with_weekday(wishes.back_on)))
    return Reply(
        elements=(
            Paragraph(text=tr(said)),
            Facts(pairs=tuple(pairs)),
            Buttons(
                buttons=(
                    Button(label=tr("Change"), sends=OpenMySettings(), describe=tr("Change my settings")),
                    *((undo_wish(event),) if event is not None else ()),
                )
            ),
        ),
        replaces=True,
    )
