"""`help`: what one can say, from the registry, so that it is never out of date."""

from __future__ import annotations

from enum import Enum

from domain.context import Context
from domain.messages import Help, Mine, Need, Overdue
from domain.plan_messages import ClosePlan, ReopenPlan
from domain.presenters import first_words
from domain.registry import Entry, registry
from domain.speech import marked, tr
from domain.views import Button, Buttons, Element, Facts, Heading, Paragraph, Reply, SmallPrint


class _Whose(Enum):
    """Parts of the whole list: all of it at once is longer than a phone's screen, and than a Slack message may be."""

    EVERYBODY = marked("For everybody")
    COORDINATORS = marked("For coordinators")
    ADMINISTRATORS = marked("For administrators")


_LISTS = {
    ("more", "all", "everything"): _Whose.EVERYBODY,
    ("coordinators", "coordinator"): _Whose.COORDINATORS,
    ("administrators", "administrator"): _Whose.ADMINISTRATORS,
}


def parse(word: str, rest: str) -> Help:
    """`help`, `help date`."""
    return Help(topic=rest.strip()[:200])


@registry.handles(
    Help,
    verb="help",
    aliases=("?", "hello", "hi", "start", "commands", "cymorth"),
    usage="help [COMMAND]",
    summary=marked("What you can say"),
    parse=parse,
)
def help_(query: Help, ctx: Context) -> Reply:
    """Three lines and buttons; everything about one command; or (`more`) the whole list, in three parts."""
    entry = registry.entry_for_word(query.topic)
    for words, whose in _LISTS.items():
        if query.topic.casefold() in words:
            return _all(whose)
    if entry is not None:
        return _one(entry)
    if query.topic.casefold() == "thanks":
        mine = Button(label=tr("My actions"), sends=Mine())
        return Reply(elements=(Paragraph(text=tr("You're welcome.")), Buttons(buttons=(mine,))))
    elements: list[Element] = []
    if query.topic:
        elements.append(Paragraph(text=tr("I have no help on “{words}”.", words=first_words(query.topic, 40))))
    elements += [
        Paragraph(
            text=(
                tr(
                    "“mine” lists your actions; each has Mark complete and Update.\n“update 8 survey "
                    "sent out” says how an action goes; “date 8 end of June because …” moves its "
                    "date.\n“overdue” shows what is late; “help more” lists everything you can say."
                )
            )
        ),
        Buttons(
            buttons=(
                Button(label=tr("Show me mine"), sends=Mine(), style="primary"),
                Button(label=tr("Show me overdue"), sends=Overdue()),
                Button(label=tr("Show me everything"), sends=Help(topic="more")),
            )
        ),
    ]
    return Reply(elements=tuple(elements), replaces=True)


def _all(whose: _Whose) -> Reply:
    pairs = tuple((entry.usage, tr(entry.summary)) for entry in registry.typed() if _whose(entry) is whose)
    others = tuple(
        Button(label=tr(one.value), sends=Help(topic=words[0])) for words, one in _LISTS.items() if one is not whose
    )
    return Reply(
        elements=(
            Heading(text=tr("What you can say: {whose}", whose=tr(whose.value).casefold())),
            Facts(pairs=pairs),
            SmallPrint(text=tr("REF is a reference such as TSP-8, or just 8 where one plan fits.")),
            Buttons(buttons=others),
        ),
        replaces=True,
    )


def _whose(entry: Entry) -> _Whose:
    if issubclass(entry.message, ClosePlan | ReopenPlan):
        return _Whose.COORDINATORS  # administrators may as well
    match entry.message.needs:
        case Need.COORDINATE:
            return _Whose.COORDINATORS
        case Need.ADMINISTER:
            return _Whose.ADMINISTRATORS
    return _Whose.EVERYBODY


def _one(entry: Entry) -> Reply:
    elements: list[Element] = [Heading(text=entry.usage), Paragraph(text=f"{tr(entry.summary)}.")]
    if entry.detail:
        elements.append(Paragraph(text=tr(entry.detail)))
    if entry.aliases:
        elements.append(SmallPrint(text=tr("You can also say: {aliases}.", aliases=", ".join(entry.aliases))))
    return Reply(elements=tuple(elements), replaces=True)
