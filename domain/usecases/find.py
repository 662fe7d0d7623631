"""`find`: actions by their words."""

from __future__ import annotations

from domain.context import Context
from domain.errors import Invalid
from domain.language.search_words import term_of, without_little_words
from domain.messages import Find
from domain.presenters import PAGE, first_words, page_line, pager, plural
from domain.registry import registry
from domain.searching import Wanted
from domain.usecases.lists import list_items
from domain.views import Element, Paragraph, Reply, SmallPrint


def parse(word: str, rest: str) -> Find:
    """`find audit schedule`."""
    if not rest.strip():
        raise Invalid("What should I look for? For example: find audit schedule")
    return Find(words=rest.strip()[:200])


@registry.handles(
    Find,
    verb="find",
    aliases=("search",),
    usage="find WORDS",
    summary="Actions with these words",
    parse=parse,
)
def find(query: Find, ctx: Context) -> Reply:
    """Actions, recommendations and notes that hold all of the words."""
    terms = without_little_words([term for each in query.words.split() if (term := term_of(each))])
    if not terms:
        raise Invalid("What should I look for? For example: find audit schedule")
    wanted = Wanted(terms=terms)
    found = ctx.uow.actions.find(wanted, limit=PAGE, offset=(query.page - 1) * PAGE)
    rows, total = found.rows, found.total
    shown = first_words(query.words, 60)
    if not total:
        return Reply(elements=(Paragraph(text=f"I found nothing with “{shown}”. Fewer words may find more."),))
    where = page_line(query.page, total)
    elements: list[Element] = [Paragraph(text=f"{plural(total, 'action')} with “{shown}”.")]
    elements += list_items(rows, query, ctx)
    if where:
        elements.append(SmallPrint(text=where))
    pages = pager(query, page=query.page, total=total)
    return Reply(elements=(*elements, *pages), replaces=True, source=query)
