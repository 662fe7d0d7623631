"""`find`: actions by their words, and by what they are like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.context import Context
from domain.errors import Invalid
from domain.ids import ActionId
from domain.language.search_line import MOST_TYPED, Colour, Line, Stage
from domain.language.search_place import holds, words_around, words_found
from domain.language.search_words import Term
from domain.messages import Find
from domain.presenters import PAGE, first_words, join_names, page_line, pager
from domain.rag import RagValue
from domain.registry import registry
from domain.searching import MOST_FOUND, Found, Texts, Wanted
from domain.speech import marked, tr, trn
from domain.usecases.lists import list_items
from domain.usecases.looking import alone, corrected, understand, wanted_of
from domain.views import Button, Buttons, Element, Item, Paragraph, Reply, SmallPrint

_SHOWN = 60
_MOST_OFFERED = 3
_DETAIL = marked(
    "Beside words you can say what the actions are like: a colour, overdue, open or complete, "
    "due before June, no date, no lead, for GD, for me, in TSP, updated since Monday. Words in "
    "quotes stand together and are always words; safeg* finds what begins so."
)


def parse(word: str, rest: str) -> Find:
    """`find audit schedule`, `find audit amber overdue for GD in TSP`."""
    words = rest.strip()
    if not words:
        raise _nothing_asked()
    return Find(words=words[:MOST_TYPED])


def _nothing_asked() -> Invalid:
    return Invalid(tr("What should I look for? For example: find audit schedule, or find audit amber overdue for GD"))


@dataclass(frozen=True, slots=True)
class _Look:
    """What was looked for in the end, what was found, and what to say about it."""

    line: Line
    found: Found
    remark: str = ""
    begins: bool = False


@registry.handles(
    Find,
    verb="find",
    aliases=("search", "chwilio"),
    usage="find WORDS",
    summary=marked("Actions with these words"),
    detail=tr(_DETAIL),
    parse=parse,
)
def find(query: Find, ctx: Context) -> Reply:
    """Actions, recommendations and notes that hold all of the words, and are as asked."""
    line = understand(query, ctx)
    if not line.terms and not line.filters:
        raise _nothing_asked()
    look = _look(query, line, ctx)
    if not look.found.total:
        return _nothing(query, look, ctx)
    return _shown(query, look, ctx)


def _look(query: Find, line: Line, ctx: Context) -> _Look:
    """Whole words first; then what begins so; then what is spelt nearly so."""
    wanted = wanted_of(line, ctx, keep=query.keep)

    def ask(one: Wanted) -> Found:
        return ctx.uow.actions.find(one, limit=PAGE, offset=(query.page - 1) * PAGE)

    found = ask(wanted)
    if found.total or not line.terms:
        return _Look(line, found)
    begun = replace(wanted, begins=True)
    if (found := ask(begun)).total:
        return _Look(
            line,
            found,
            tr("Nothing has {quoted} as whole words; these have words that begin so.", quoted=_quoted(line.terms)),
            begins=True,
        )
    terms, other = corrected(line.terms, ctx)
    if not other:
        return _Look(line, found)
    meant = replace(line, terms=terms)
    found = ask(replace(wanted, terms=terms))
    changed = [(was, now) for was, now in zip(line.terms, terms, strict=True) if was is not now]
    missing, instead = _quoted([was for was, _ in changed]), _quoted([now for _, now in changed])
    return _Look(
        meant,
        found,
        tr("Nothing that you can see has {missing}, so I looked for {instead}.", missing=missing, instead=instead),
    )


def _shown(query: Find, look: _Look, ctx: Context) -> Reply:
    found = look.found
    where = page_line(query.page, found.total)
    total = tr("more than {count:,}", count=MOST_FOUND) if found.more else f"{found.total:,}"
    elements: list[Element] = []
    if look.remark:
        elements.append(Paragraph(text=look.remark))
    elements.append(Paragraph(text=f"{_understood(look.line)}: {total}"))
    if found.more:
        elements.append(
            SmallPrint(
                text=tr("Here are the newest {count:,}, the best first. Another word finds fewer.", count=MOST_FOUND)
            )
        )
    elements += _with_places(list_items(found.rows, query, ctx), look, ctx)
    if where:
        elements.append(SmallPrint(text=where))
    elements += pager(query, page=query.page, total=found.total)
    if others := _other_readings(query, look.line):
        elements.append(Buttons(buttons=others))
    return Reply(elements=tuple(elements), replaces=True, source=query)


def _with_places(items: list[Item], look: _Look, ctx: Context) -> list[Item]:
    """The rows, with what was found marked, and with the words around it where the row itself doesn't show it."""
    terms, begins = look.line.terms, look.begins
    hidden: dict[ActionId, list[Term]] = {}
    for row, shown in zip(look.found.rows, items, strict=True):
        seen = " ".join((shown.key, shown.text, *shown.facts))
        missing = [term for term in terms if not holds(seen, term, begins=begins)]
        if missing:
            hidden[row.id] = missing
    if not terms:
        return items
    texts = ctx.uow.actions.texts(list(hidden)) if hidden else {}
    made = []
    for row, shown in zip(look.found.rows, items, strict=True):
        place = _place(texts[row.id], hidden[row.id], begins=begins) if row.id in hidden and row.id in texts else ""
        note = "\n".join(part for part in (shown.note, place) if part)
        found = words_found((shown.text, *shown.facts, place), terms, begins=begins)
        made.append(shown.model_copy(update={"note": note, "found": found}) if place or found else shown)
    return made


def _place(texts: Texts, terms: list[Term], *, begins: bool) -> str:
    """`In a note: “…the panel met…”`: the first text that holds one of them."""
    parts: tuple[tuple[str, tuple[str, ...]], ...] = (
        (marked("In its wording: “{words}”"), (texts.text,)),
        (marked("In a milestone: “{words}”"), texts.milestones),
        (marked("In a progress note: “{words}”"), texts.notes),
        (marked("In the plan: “{words}”"), texts.printed),
        (marked("In its recommendation: “{words}”"), texts.recommendation),
        (marked("In its section: “{words}”"), texts.section),
    )
    for said, some in parts:
        for text in some:
            if words := words_around(text, terms, begins=begins):
                return tr(said, words=words)
    return ""


def _understood(line: Line) -> str:
    """`Actions with “audit”, amber, overdue, for GD, in TSP`; `Actions that are amber, for GD`."""
    if not line.terms and _is_said_of_them(line):
        return tr("Actions that are {value}", value=_listed(line))
    words = [tr("with {quoted}", quoted=_quoted(line.terms))] if line.terms else []
    return tr("Actions {value}", value=", ".join((*words, *(one.said for one in line.filters))))


def _is_said_of_them(line: Line) -> bool:
    """`red` and `overdue` need a verb (`that are red`); `without a RAG` and `for GD` need none."""
    first = line.filters[0].what
    return isinstance(first, Stage) or (isinstance(first, Colour) and first.value is not RagValue.NONE)


def _listed(line: Line) -> str:
    return ", ".join(one.said for one in line.filters)


def _quoted(terms: tuple[Term, ...] | list[Term]) -> str:
    """The terms as they were typed: words that stand next to each other in one pair of quotes."""
    groups: list[str] = []
    run: list[str] = []
    for term in terms:
        if term.quoted:
            groups += [" ".join(run)] if run else []
            groups, run = [*groups, term.text.strip()], []
        else:
            run.append(term.text)
    groups += [" ".join(run)] if run else []
    return join_names([f"“{first_words(group, _SHOWN)}”" for group in groups])


def _other_readings(query: Find, line: Line) -> tuple[Button, ...]:
    """A way to the other meaning of words that have two."""
    buttons = []
    if line.filters and query.read_as != "words":
        label = tr("Search for the words alone")
        buttons.append(Button(label=label, sends=Find(words=query.words, read_as="words")))
    if line.as_words and query.read_as != "filters":
        named = join_names([f"“{words}”" for words in dict.fromkeys(line.as_words)])
        label = first_words(tr("Take {named} as what they are like", named=named), 70)
        buttons.append(Button(label=label, sends=Find(words=query.words, read_as="filters")))
    return tuple(buttons)


def _nothing(query: Find, look: _Look, ctx: Context) -> Reply:
    """Why there is nothing, and what to do."""
    line = look.line
    said: list[str] = [look.remark] if look.remark else []
    buttons: list[Button] = []
    if line.terms and line.filters:
        words = Wanted(terms=line.terms, begins=not look.remark)
        count = ctx.uow.actions.find(words, limit=1).total
        if count:
            which = ", ".join(one.said for one in line.filters)
            has = (
                trn("{count:,} action has", "{count:,} actions have", count)
                if count < MOST_FOUND
                else tr("{most_found}+ actions have", most_found=MOST_FOUND)
            )
            none = tr("it is not") if count == 1 else tr("none of them is")
            said.append(
                tr("{has} {quoted}, but {none} {which}.", has=has, quoted=_quoted(line.terms), none=none, which=which)
            )
            typed = " ".join(f'"{term.text}"' if term.quoted else term.text for term in line.terms)
            buttons.append(
                Button(label=tr("Search without that"), sends=Find(words=typed[:MOST_TYPED], read_as="words"))
            )
            return _empty(said, (*buttons, *_other_readings(query, line)))
    if not line.terms:
        late = any(isinstance(one.what, Stage) for one in line.filters)
        if _is_said_of_them(line):
            said.append(tr("There are no actions that are {filters}.", filters=_listed(line)))
        else:
            said.append(tr("There are no actions {filters}.", filters=_listed(line)))
        if len(line.filters) > 1:
            said.append(tr("Leave one of these out to see more."))
        elif late:
            said.append(tr("“mine all” shows yours, “plans” the plans that you can see."))
        return _empty(said, _other_readings(query, line))
    unknown = [term for term in line.terms if not alone(term, ctx)]
    known = [term for term in line.terms if term not in unknown]
    if unknown:
        said.append(tr("Nothing that you can see has {quoted}.", quoted=_quoted(unknown)))
        said.append(
            tr("Please check the spelling, or leave it out.")
            if known
            else tr("Please check the spelling, or try another word.")
        )
    else:
        said.append(tr("No action has all of {quoted}, though each is there.", quoted=_quoted(line.terms)))
    if len(line.terms) > 1:
        buttons += [
            Button(
                label=tr("Find {words}", words=first_words(_quoted([term]), 40)),
                sends=Find(words=f'"{term.text}"' if term.quoted else term.text[:MOST_TYPED], read_as="words"),
            )
            for term in known[:_MOST_OFFERED]
        ]
    return _empty(said, (*buttons, *_other_readings(query, line)))


def _empty(said: list[str], buttons: tuple[Button, ...]) -> Reply:
    elements: list[Element] = [Paragraph(text=" ".join(said))]
    if buttons:
        elements.append(Buttons(buttons=buttons))
    return Reply(elements=tuple(elements), replaces=True)
