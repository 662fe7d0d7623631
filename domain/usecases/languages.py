"""`language`: in which language somebody is answered, and in which the organisation's channels are told."""

from __future__ import annotations

from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import Invalid
from domain.events import LanguageChanged
from domain.messages import Need, Undo
from domain.registry import registry
from domain.reminder_messages import ChooseLanguage
from domain.speech import LANGUAGES, marked, speaking, tr
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.usecases.wishing import undo_wish, wish
from domain.views import Button, Buttons, Paragraph, Reply

_CALLED = {
    "english": "en-GB",
    "saesneg": "en-GB",
    "en": "en-GB",
    "welsh": "cy",
    "cymraeg": "cy",
    "gymraeg": "cy",
    **{tag.casefold(): tag for tag in LANGUAGES},
}
_FOR_ALL = (" for everybody", " for everyone", " for all", " i bawb")


def parse(word: str, rest: str) -> ChooseLanguage:
    """`language`, `language Cymraeg`, `language Cymraeg for everybody`."""
    words = " ".join(rest.split()).casefold()
    for_all = words.endswith(_FOR_ALL)
    for tail in _FOR_ALL:
        words = words.removesuffix(tail)
    if not words:
        return ChooseLanguage()
    tag = _CALLED.get(words.removeprefix("in ").removeprefix("to ").strip())
    if tag is None:
        raise Invalid(_which(), buttons=_choices())
    return ChooseLanguage(tag=tag, for_all=for_all)


@registry.handles(
    ChooseLanguage,
    verb="language",
    aliases=("iaith",),
    usage="language [English|Cymraeg]",
    summary=marked("Speak with me in English or in Welsh"),
    detail=marked(
        "Commands and what a plan says stay as they are. An administrator can say “language Cymraeg for everybody”: "
        "it is what channels are told in, and everybody who chose nothing else."
    ),
    parse=parse,
)
def choose_language(command: ChooseLanguage, ctx: Context) -> Reply:
    """Keep the choice, and answer in it."""
    if not command.tag:
        return Reply(elements=(Paragraph(text=_which()), Buttons(buttons=_choices())), replaces=True)
    if command.tag not in LANGUAGES:
        raise Invalid(_which(), buttons=_choices())
    if command.for_all:
        return _for_all(command.tag, ctx)
    wishes = ctx.uow.reminders.wishes(ctx.actor.id)
    event = None
    if (wishes.language or ctx.organisation.language) != command.tag:
        event = wish(wishes, replace(wishes, language=command.tag), ctx)
    with speaking(command.tag):
        back = (undo_wish(event),) if event is not None else ()
        return _answer(tr("I speak English with you from now on."), command.tag, *back)


def _for_all(tag: str, ctx: Context) -> Reply:
    policy.at_the_door(ctx.actor, Need.ADMINISTER, ctx.uow.people)
    before = ctx.organisation.language
    event = None
    if before != tag:
        event = LanguageChanged(at=ctx.now, by=ctx.actor.signature, before=before, after=tag)
        ctx.uow.save_organisation(replace(ctx.organisation, language=tag))
        ctx.uow.history.add(event)
    with speaking(ctx.actor.language or tag):
        return _answer(
            tr(
                "Channels are told in {language} from now on, and so is everybody who chose no other language.",
                language=LANGUAGES[tag],
            ),
            ctx.actor.language or tag,
            *((Button(label=tr("Undo"), sends=Undo(event=event.id)),) if event is not None else ()),
        )


@way_back(LanguageChanged)
def _back(event: LanguageChanged, ctx: Context) -> Back:
    """As it was, where nobody has changed it again; for administrators."""
    policy.at_the_door(ctx.actor, Need.ADMINISTER, ctx.uow.people)
    if ctx.organisation.language != event.after:
        raise overtaken(tr("the language was changed"))
    ctx.uow.save_organisation(replace(ctx.organisation, language=event.before))
    back = LanguageChanged(
        at=ctx.now, by=ctx.actor.signature, before=event.after, after=event.before, **taking_back(event)
    )
    ctx.uow.history.add(back)
    return Back(tr("Channels are told in {language} again.", language=LANGUAGES[event.before]), back)


def _answer(said: str, tag: str, *back: Button) -> Reply:
    return Reply(elements=(Paragraph(text=said), Buttons(buttons=(*_choices(), *back))), replaces=True, language=tag)


def _which() -> str:
    return tr("In which language shall I answer you? You can say: language Cymraeg, or language English.")


def _choices() -> tuple[Button, ...]:
    return tuple(Button(label=name, sends=ChooseLanguage(tag=tag)) for tag, name in LANGUAGES.items())
