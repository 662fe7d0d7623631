"""A reply's form as a card with inputs, and what came back from one. The form travels in its own Save button, so that
it can be shown again, mistakes at their fields, with everything that was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from adapters.teams.cards import (
    MAX_CARD_BYTES,
    Json,
    Place,
    TooBig,
    action,
    heading,
    in_rows,
    lines,
    run,
    runs,
    shell,
    shorten,
    size,
    submit,
)
from adapters.teams.words import field_words
from domain.language.people import joined, parted
from domain.mentions import Mention
from domain.speech import tr
from domain.views import ChoiceField, DateField, Form, FormField, PersonField, TextField

_PREFIX = "field."
_TYPED = "+typed"
"""An input's id ends so where names may be typed beside a picker."""
_PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
_MOST_CHOICES = 20
_MAX_FIELDS = 40
_HINT_IN_LINE = 24
"""Characters of a hint that a line of its own shows whole on a telephone."""
_RESERVED = ("do", "with", "in")


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody sent: the button's message, the fields by name, and the form they stood in, if there was one."""

    pressed: Json
    fields: dict[str, str]
    form: Form | None = None
    source: Json | None = None


def render_form(
    form: Form,
    *,
    place: Place = Place.CHAT,
    source: Mapping[str, Any] | None = None,
    said: str = "",
) -> Json:
    """A form as a card. `source` is the list to come back to; `said` a sentence about the form as a whole.

    Raises:
        TooBig: it can't be shown without losing something.
    """
    for fallback, intro in ((True, 1_500), (False, 300)):
        shown = form.model_copy(update={"intro": shorten(form.intro, intro)})
        card = _form_card(shown, place, source, said, fallback=fallback)
        if size(card) <= MAX_CARD_BYTES:
            return card
    raise TooBig


def _form_card(form: Form, place: Place, source: Mapping[str, Any] | None, said: str, *, fallback: bool) -> Json:
    body: list[Json] = [] if place is Place.DIALOG else [heading(form.title)]
    body += lines(form.intro, len(form.intro))
    body += lines(said, 500, color="Attention", weight="Bolder")
    for field in form.fields[:_MAX_FIELDS]:
        body += _field(field, form.errors.get(field.name, ""))
    for name, sentence in form.errors.items():
        if all(field.name != name for field in form.fields):
            body += lines(sentence, 500, color="Attention", weight="Bolder")
    data = form.sends.encode()
    private = {"private": True} if place is Place.TARGETED else {}
    data |= private
    if source is not None:
        data["in"] = dict(source)
    data["form"] = _definition(form)
    look: Json = {"style": "primary", "tooltip": f"{form.submit}: {form.title}"}
    if place is Place.DIALOG:
        actions = [submit(form.submit, data, **look)]
    else:
        actions = [action(form.submit, data, fallback=fallback, **look)]
        if source is not None:
            back = action(tr("Back"), dict(source) | private, tooltip=tr("Back without saving"), fallback=fallback)
            for one in (back, back.get("fallback", {})):
                one["associatedInputs"] = "none"
            actions.append(back)
    body += in_rows(actions)
    return shell(body, " ".join(part for part in (form.title, form.intro, *form.errors.values()) if part))


def _field(one: FormField, error: str) -> Iterator[Json]:
    name = _PREFIX + one.name
    base: Json = {"id": name, "label": shorten(one.label, 200)}
    typed_beside = isinstance(one, PersonField) and bool(one.typed_label)
    if one.required and not typed_beside:
        base |= {"isRequired": True, "errorMessage": tr("Please fill this in.")}
    match one:
        case TextField():
            made: Json = {"type": "Input.Text", **base, "maxLength": one.max_length, "isMultiline": one.long}
            if one.hint and not _stands_below(one):
                made["placeholder"] = shorten(one.hint, 200)
        case DateField():
            made = {"type": "Input.Date", **base}
        case ChoiceField():
            choices = [{"title": shorten(label, 200) or value, "value": value} for value, label in one.options]
            made = {"type": "Input.ChoiceSet", **base, "style": "compact", "choices": choices}
        case PersonField():
            yield from _people_picker(one, base)
            made = {}
    if made:
        if one.value:
            made["value"] = one.value
        yield made
    if one.hint and _stands_below(one):
        yield runs(run(shorten(one.hint, 200), size="Small", isSubtle=True), spacing="None")
    if error:
        yield runs(run(f"⚠ {shorten(error, 500)}", color="Attention", weight="Bolder"), spacing="None")


def _stands_below(one: FormField) -> bool:
    """Is there no room for its hint within the field? A line cuts off on a telephone what is longer; a box does not.
    And where something is filled in already, nobody could see it behind that.
    """
    return not (isinstance(one, TextField) and not one.value and (one.long or len(one.hint) <= _HINT_IN_LINE))


def _people_picker(one: PersonField, base: Json) -> Iterator[Json]:
    """Teams fills the list from the directory as somebody types; other clients show the likely people, and a box."""
    picked, typed = parted(one.value)
    wanted = [mention.platform_account_id for mention in picked]
    names = {mention.platform_account_id: mention.name for mention in picked} | dict(one.choices[:_MOST_CHOICES])
    made: Json = {
        "type": "Input.ChoiceSet",
        **base,
        "style": "filtered",
        "isMultiSelect": one.several,
        "choices": [{"title": shorten(name, 200) or account, "value": account} for account, name in names.items()],
        "choices.data": _PEOPLE,
    }
    if wanted:
        made["value"] = ",".join(wanted if one.several else wanted[:1])
    yield made
    if one.typed_label:
        box: Json = {"type": "Input.Text", "id": base["id"] + _TYPED, "label": shorten(one.typed_label, 200)}
        yield box | {"maxLength": 1000} | ({"value": typed} if typed else {})


def _people(one: PersonField, typed: Mapping[str, str]) -> str:
    """What a picker and the box beside it sent, as one value: ids of accounts become mentions."""
    accounts = (field_words(part).strip() for part in typed.get(one.name, "").split(","))
    picked = [Mention(account, "") for account in accounts if account][:_MAX_FIELDS]
    return joined(picked if one.several else picked[:1], typed.get(one.name + _TYPED, ""))


def _definition(form: Form) -> Json:
    kept: Json = form.model_dump(mode="json", exclude_defaults=True, exclude={"sends", "errors"})
    for one, stored in zip(form.fields, kept.get("fields", ()), strict=False):
        stored.pop("value", None)
        stored["kind"] = one.kind  # a default, but what tells the fields apart
    return kept


def read_filled(data: Mapping[str, Any]) -> Filled | None:
    """What a button sent; `None` where it is none of ours (no `do`)."""
    if not isinstance(data.get("do"), str):
        return None
    pressed: Json = {key: data[key] for key in _RESERVED if key in data}
    typed: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(key, str) and key.startswith(_PREFIX) and len(typed) < _MAX_FIELDS:
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, str):
                typed[field_words(key.removeprefix(_PREFIX))[:80]] = field_words(value)
    source = data.get("in")
    source = dict(source) if isinstance(source, Mapping) else None
    form = _read_form(data.get("form"), pressed)
    if form is None:
        return Filled(pressed, typed, None, source)
    # Clients leave out what was left empty; for the form it was filled in with nothing.
    fields = {
        one.name: _people(one, typed) if isinstance(one, PersonField) else typed.get(one.name, "")
        for one in form.fields
    }
    return Filled(pressed, fields, form, source)


def _read_form(definition: object, pressed: Mapping[str, Any]) -> Form | None:
    if not isinstance(definition, Mapping):
        return None
    try:
        return Form.model_validate({**definition, "sends": pressed})
    except (ValidationError, ValueError, TypeError, KeyError):
        return None


def shown_again(filled: Filled, errors: Mapping[str, str]) -> Form | None:
    """The form that was sent, with what was typed and the mistakes at their fields."""
    if filled.form is None:
        return None
    fields = tuple(one.model_copy(update={"value": filled.fields.get(one.name, "")}) for one in filled.form.fields)
    return filled.form.model_copy(update={"fields": fields, "errors": dict(errors)})
