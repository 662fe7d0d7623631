"""`case words`: what an organisation keeps out of progress notes, beside what Action Log looks for by itself."""

from __future__ import annotations

from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import Invalid
from domain.events import CaseWordsChanged
from domain.form_messages import CaseWords
from domain.language.case_data import (
    ADDRESS,
    AGE,
    BIRTH,
    CASE_NUMBER,
    MOST_PATTERNS,
    NHS_NUMBER,
    NI_NUMBER,
    PHONE,
    SCHOOL,
    read_pattern,
)
from domain.messages import Need, Undo
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.checking import look_for_case_data
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, Element, Paragraph, Reply, SmallPrint, say

_SHOWN = 20


def parse(word: str, rest: str) -> CaseWords:
    """`case words`, `casewords add MOS-####`, `case words remove looked after`, `casewords try seen MOS-1234`."""
    does, _, pattern = rest.strip().partition(" ")
    if does.casefold() not in {"", "add", "remove", "try"} or (does and not pattern.strip()):
        raise Invalid(
            tr(
                "You can say “casewords”, “casewords add MOS-####”, “casewords remove MOS-####”, or “casewords try” "
                "with a note, to see whether it would be warned of."
            )
        )
    if does.casefold() == "try":
        return CaseWords(does="try", text=pattern.strip())
    return CaseWords(does=does.casefold(), pattern=pattern.strip())


@registry.handles(
    CaseWords,
    verb="casewords",
    aliases=("case words", "case data"),
    usage="casewords [add|remove|try WORDS]",
    summary=marked("Words and patterns that notes are checked for (administrators)"),
    detail=marked(
        "In a pattern, # is one digit, ? one letter or digit, * any of them: MOS-####, or two words: child * smith. "
        "“casewords try” and a note says what it would be warned of, and keeps nothing."
    ),
    parse=parse,
)
def case_words(command: CaseWords, ctx: Context) -> Reply:
    """Look at them, add one or take one away."""
    known = ctx.organisation.case_words
    if not command.does:
        return _shown(ctx, known, "")
    if command.does == "try":
        return _tried(command.text, ctx)
    try:
        pattern = read_pattern(command.pattern)
    except ValueError as error:
        raise Invalid(str(error)) from None
    there = next((one for one in known if one.casefold() == pattern.casefold()), None)
    if command.does == "remove":
        if there is None:
            raise Invalid(tr("“{pattern}” is not among the words that notes are checked for.", pattern=pattern))
        after, said = (
            tuple(one for one in known if one != there),
            tr("Notes are no longer checked for “{there}”.", there=there),
        )
    else:
        if there is not None:
            raise Invalid(tr("Notes are checked for “{there}” already.", there=there))
        if len(known) >= MOST_PATTERNS:
            raise Invalid(
                tr("There are {most_patterns} patterns already. Please remove one first.", most_patterns=MOST_PATTERNS)
            )
        after, said = (*known, pattern), tr("Notes are now checked for “{pattern}”, too.", pattern=pattern)
    ctx.uow.save_organisation(replace(ctx.organisation, case_words=after))
    event = CaseWordsChanged(at=ctx.now, by=ctx.actor.signature, before=known, after=after)
    ctx.uow.history.add(event)
    return _shown(ctx, after, said, event)


@way_back(CaseWordsChanged)
def _back(event: CaseWordsChanged, ctx: Context) -> Back:
    """As it was, where nobody has changed it again; for administrators."""
    policy.at_the_door(ctx.actor, Need.ADMINISTER, ctx.uow.people)
    if ctx.organisation.case_words != event.after:
        raise overtaken(tr("the words that notes are checked for were changed"))
    ctx.uow.save_organisation(replace(ctx.organisation, case_words=event.before))
    back = CaseWordsChanged(
        at=ctx.now, by=ctx.actor.signature, before=event.after, after=event.before, **taking_back(event)
    )
    ctx.uow.history.add(back)
    return Back(tr("The words that notes are checked for are as before."), back)


def _tried(text: str, ctx: Context) -> Reply:
    """What a note would be warned of. Nothing of it is kept, or said again."""
    found = look_for_case_data(text, ctx)
    if not found:
        return say(tr("A note like this would be saved without a warning."))
    return say(
        tr(
            "Its author would be warned that it looks as if it holds {names}. Nothing of it is kept.",
            names=join_names([tr(one) for one in found]),
        )
    )


def _shown(ctx: Context, words: tuple[str, ...], said: str, event: CaseWordsChanged | None = None) -> Reply:
    elements: list[Element] = [Paragraph(text=said)] if said else []
    if event is not None:
        back = Button(label=tr("Undo"), sends=Undo(event=event.id), describe=tr("Undo: {sentence}", sentence=said))
        elements.append(Buttons(buttons=(back,)))
    kinds = (NHS_NUMBER, NI_NUMBER, BIRTH, AGE, ADDRESS, SCHOOL, PHONE, CASE_NUMBER)
    always = join_names([tr(one) for one in kinds], last="or")
    elements.append(
        Paragraph(
            text=tr(
                "Before a note is saved, its author is warned if it looks as if it holds "
                "{always}. They can change it, or save it all the same; that is recorded.",
                always=always,
            )
        )
    )
    if words:
        listed = ", ".join(f"“{one}”" for one in words[:_SHOWN])
        more = tr(", and {count} more", count=len(words) - _SHOWN) if len(words) > _SHOWN else ""
        elements.append(
            Paragraph(
                text=trn(
                    "Your organisation added {count:,} pattern: {listed}{more}.",
                    "Your organisation added {count:,} patterns: {listed}{more}.",
                    len(words),
                    listed=listed,
                    more=more,
                )
            )
        )
        elements.append(
            Buttons(
                buttons=tuple(
                    Button(label=tr("Remove “{one}”", one=one)[:70], sends=CaseWords(does="remove", pattern=one))
                    for one in words[-3:]
                )
            )
        )
    elements.append(
        SmallPrint(text=tr("To add one: casewords add MOS-####  (# is a digit, ? a letter or digit, * any of them)"))
    )
    return Reply(elements=tuple(elements), replaces=True)
