"""What is looked at before somebody's words are stored: a warning about case data, links, and changes meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from domain.actions import Action
from domain.context import Context
from domain.errors import Asked, FieldErrors, FormAgain, Invalid, Stale
from domain.language.case_data import find_case_data
from domain.messages import FormQuery, Message
from domain.presenters import join_names
from domain.speech import tr
from domain.usecases.finding import refuse_if_changed
from domain.views import Button, Form

TRAVELS = 600
"""Characters that surely fit into a button of every platform, however they are spelt."""

_LINK = re.compile(r"https?://[^\s<>\"]+", re.I)


def in_form(ctx: Context) -> bool:
    """Was this filled into a form?"""
    return bool(ctx.inbound.fields)


def look_for_case_data(words: str, ctx: Context) -> tuple[str, ...]:
    """What the words may hold about somebody's case, each kind once, in general English terms."""
    known: set[str] = set()

    def is_staff(name: str) -> bool:
        if not known:  # most notes hold no name beside a number, and need no look at the leads
            known.update(lead.name.casefold() for lead in ctx.uow.plans.leads())
            known.add(ctx.actor.person.name.casefold())
        plain = " ".join(name.split())
        return plain.casefold() in known or bool(ctx.uow.people.named(plain))

    return find_case_data(words, ctx.organisation.case_words, today=ctx.today, is_staff=is_staff)


def overridden(
    ctx: Context, command: Any, words: str, *, edit: FormQuery, form: Callable[[], Form] | None = None
) -> tuple[str, ...]:
    """What the words may hold about somebody's case and is saved all the same; nothing, as a rule.

    Raises:
        Asked, FormAgain: the person was not warned of it yet; they can change it (`edit` is the form for that, with
        what was typed) or save it anyway. Nothing is stored of it, and no log repeats it.
    """
    found = look_for_case_data(words, ctx)
    if not found:
        return ()
    shown = set(command.checked.split("; "))
    if shown.issuperset(found):
        return found
    warning = tr(
        "This looks as if it holds {names}. Action plans are read by many people: please leave "
        "out what could tell who somebody is.",
        names=join_names([tr(one) for one in found]),
    )
    again = command.with_(checked="; ".join(found))
    if form is not None and in_form(ctx):
        shown_form = form()
        raise FormAgain(
            tr("⚠ {warning} Nothing is saved yet: change it below, or save it anyway.", warning=warning),
            shown_form.model_copy(
                update={
                    "sends": shown_form.sends.with_(checked="; ".join(found)),
                    "submit": tr("Save anyway"),
                }
            ),
        )
    raise Asked(
        tr("⚠ {warning} Nothing is saved yet.", warning=warning),
        buttons=(
            Button(label=tr("Edit"), sends=edit, style="primary"),
            Button(label=tr("Save anyway"), sends=again),
            *((Button(label=tr("Open an empty form"), sends=_emptied(edit)),) if len(words) > TRAVELS else ()),
        ),
        quote=words.strip() if len(words) > TRAVELS else "",
    )


def _emptied(form: FormQuery) -> FormQuery:
    """The form without what was typed, which travels in every button."""
    held = {name: value for name, value in form if name in {"ref", "plan", "round", "what", "asked"}}
    return type(form).model_validate(held)


def read_link(typed: str, ctx: Context) -> str:
    """A link to evidence, or nothing.

    Raises:
        FieldErrors, Invalid: it is no link.
    """
    link = typed.strip()
    if link and not _LINK.fullmatch(link):
        words = tr(
            "A link begins with https:// and has no blanks. Where the evidence is kept otherwise, say so in words."
        )
        raise FieldErrors({"evidence": words}) if in_form(ctx) else Invalid(words)
    return link


def keep_form_if_changed(
    ctx: Context,
    action: Action,
    seen_version: int | None,
    touches: frozenset[str],
    again: Callable[[int], Message],
    form: Callable[[], Form],
) -> None:
    """As `refuse_if_changed`; but a form comes back with what was typed, and saves it when it is sent again. Whoever
    filled one in must also know that the action was closed, or opened again, meanwhile.

    Raises:
        Stale, FormAgain: with who changed what.
    """
    try:
        refuse_if_changed(ctx, action, seen_version, touches | ({"status"} if in_form(ctx) else frozenset()), again)
    except Stale as stale:
        if not in_form(ctx):
            raise
        raise FormAgain(
            tr(
                "⚠ {message} What you typed is below: look at it again, and save it if it still holds.",
                message=stale.message,
            ),
            form(),
        ) from None
