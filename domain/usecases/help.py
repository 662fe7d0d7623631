"""`help`: what one can say, from the registry, so that it is never out of date."""

from __future__ import annotations

from domain.context import Context
from domain.messages import Help, Mine, Overdue
from domain.presenters import first_words
from domain.registry import Entry, registry
from domain.views import Button, Buttons, Element, Facts, Heading, Paragraph, Reply, SmallPrint


def parse(word: str, rest: str) -> Help:
    """`help`, `help date`."""
    return Help(topic=rest.strip()[:200])


@registry.handles(
    Help,
    verb="help",
    aliases=("?", "hello", "hi", "start", "commands"),
    usage="help [COMMAND]",
    summary="What you can say",
    parse=parse,
)
def help_(query: Help, ctx: Context) -> Reply:
    """Three lines and buttons; everything about one command; or (`more`) the whole list."""
    entry = registry.entry_for_word(query.topic)
    if query.topic.casefold() in {"more", "all"}:
        return _all()
    if entry is not None:
        return _one(entry)
    elements: list[Element] = []
    if query.topic:
        elements.append(Paragraph(text=f"I have no help on “{first_words(query.topic, 40)}”."))
    elements += [
        Paragraph(
            text=(
                "“mine” lists your actions; each has Mark complete and Update.\n"
                "“update 8 survey sent out” says how an action goes; “date 8 end of June because …” moves its date.\n"
                "“overdue” shows what is late; “help more” lists everything you can say."
            )
        ),
        Buttons(
            buttons=(
                Button(label="Show me mine", sends=Mine(), style="primary"),
                Button(label="Show me overdue", sends=Overdue()),
                Button(label="Show me everything", sends=Help(topic="more")),
            )
        ),
    ]
    return Reply(elements=tuple(elements), replaces=True)


def _all() -> Reply:
    pairs = tuple((entry.usage, entry.summary) for entry in registry.typed())
    return Reply(
        elements=(
            Heading(text="What you can say"),
            Facts(pairs=pairs),
            SmallPrint(text="REF is a reference such as TSP-8, or just 8 where one plan fits."),
        ),
        replaces=True,
    )


def _one(entry: Entry) -> Reply:
    elements: list[Element] = [Heading(text=entry.usage), Paragraph(text=f"{entry.summary}.")]
    if entry.detail:
        elements.append(Paragraph(text=entry.detail))
    if entry.aliases:
        elements.append(SmallPrint(text=f"You can also say: {', '.join(entry.aliases)}."))
    return Reply(elements=tuple(elements), replaces=True)
