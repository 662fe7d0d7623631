"""From a line after `find` to what the store is asked for: who is named, which plan, which words nearly are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.actions import Status
from domain.context import Context
from domain.ids import LeadId, PersonId, PlanId
from domain.language.search_line import (
    Colour,
    DueIn,
    Filter,
    InPlan,
    Known,
    Lacks,
    LedBy,
    Line,
    Meaning,
    Since,
    Stage,
    matches_name,
    read_line,
)
from domain.language.search_words import Term, folded, term_of
from domain.messages import Find
from domain.people import Person
from domain.plans import Lead, Plan
from domain.searching import Wanted

_SHORTEST_MISS = 4
_MOST_TRIED = 8
_ALIKE = 72.0


def understand(query: Find, ctx: Context) -> Line:
    """The line, read with what this person may see."""
    return read_line(
        query.words, known_to(ctx), words_only=query.read_as == "words", no_words=query.read_as == "filters"
    )


def known_to(ctx: Context) -> Known:
    """What the reader of lines may know: plans, leads and texts in sight."""
    plans = ctx.uow.plans.all()
    meanings = {
        " ".join(folded(words).split()): words for plan in plans for words in plan.colour_key.meanings.values() if words
    }

    def together(words: str) -> bool:
        term = term_of(words, quoted=True)
        return term is not None and ctx.uow.actions.holds_any(Wanted(terms=(term,)))

    def names() -> list[str]:
        leads = ctx.uow.plans.leads()
        return sorted({lead.name for lead in leads} | {person.name for person in _behind(leads, ctx)})

    return Known(
        today=ctx.today,
        quarter_start_month=ctx.organisation.quarter_start_month,
        codes={folded(plan.code): plan.code for plan in plans},
        meanings={words: printed for words, printed in meanings.items() if words},
        names=names,
        together=together,
    )


def wanted_of(line: Line, ctx: Context, *, keep: tuple[str, ...] = ()) -> Wanted:
    """What the store is asked for."""
    wanted = Wanted(terms=line.terms, keep=keep)
    plans: Sequence[Plan] = ()
    for one in line.filters:
        if isinstance(one.what, Meaning | InPlan) and not plans:
            plans = ctx.uow.plans.all()
        wanted = _with(wanted, one, plans, ctx)
    return wanted


def _with(wanted: Wanted, one: Filter, plans: Sequence[Plan], ctx: Context) -> Wanted:
    match one.what:
        case Colour(value):
            return replace(wanted, colours=wanted.colours | {value})
        case Meaning(words):
            pairs = {
                (plan.id, colour)
                for plan in plans
                for colour, said in plan.colour_key.meanings.items()
                if " ".join(folded(said).split()) == words
            }
            return replace(wanted, meanings=wanted.meanings | pairs)
        case Stage(status, late):
            wanted = replace(wanted, statuses=wanted.statuses | {Status(status)})
            return _due(wanted, None, ctx.today - timedelta(days=1)) if late else wanted
        case Lacks(what):
            return replace(wanted, no_date=True) if what == "date" else replace(wanted, no_lead=True)
        case DueIn(first, last):
            return _due(wanted, first, last)
        case Since(day, still):
            moment = datetime.combine(day, time(), tzinfo=ctx.organisation.zone)
            return replace(wanted, still_since=moment) if still else replace(wanted, since=moment)
        case LedBy() as led:
            return replace(wanted, leads=(wanted.leads or frozenset()) | _leads(led, ctx))
        case InPlan(code):
            return replace(wanted, plans=wanted.plans | {PlanId(plan.id) for plan in plans if plan.code == code})


def _due(wanted: Wanted, first: date | None, last: date | None) -> Wanted:
    firsts = [day for day in (wanted.due_from, first) if day is not None]
    lasts = [day for day in (wanted.due_to, last) if day is not None]
    return replace(wanted, due_from=max(firsts, default=None), due_to=min(lasts, default=None))


def _leads(led: LedBy, ctx: Context) -> frozenset[LeadId]:
    """The printed leads in sight that are meant: by name, or because whoever is meant is behind them."""
    leads, people = ctx.uow.plans.leads(), set[PersonId]()
    if led.me:
        people.update(ctx.actor.ids)
    elif led.account:
        account = ctx.uow.people.account(ctx.workspace.id, led.account)
        if account is not None and account.person_id is not None:
            people.add(account.person_id)
    else:
        people.update(person.id for person in _behind(leads, ctx) if matches_name(led.name, person.name))
    return frozenset(
        lead.id
        for lead in leads
        if lead.person_id in people or (led.name and not led.account and matches_name(led.name, lead.name))
    )


def _behind(leads: Sequence[Lead], ctx: Context) -> list[Person]:
    """The people behind leads in sight: nobody learns from a name whether somebody else is known."""
    there = {lead.person_id for lead in leads}
    return [person for person in ctx.uow.people.all() if person.id in there]


def alone(term: Term, ctx: Context) -> bool:
    """Is this there at all, in anything that this person may see?"""
    return ctx.uow.actions.holds_any(Wanted(terms=(term,), begins=True))


def corrected(terms: Iterable[Term], ctx: Context) -> tuple[tuple[Term, ...], bool]:
    """The terms with those that nothing holds as the words that are most like them, and whether any is another now.

    The words come from everybody's actions: one is taken only where an action that this person may see holds it.
    """
    made = tuple(term if alone(term, ctx) else _nearest(term, ctx) or term for term in terms)
    return made, made != tuple(terms)


def _nearest(term: Term, ctx: Context) -> Term | None:
    from rapidfuzz import fuzz, process  # heavy, and needed only after a miss
    from rapidfuzz.distance import OSA

    form = term.words[-1].form
    if term.quoted or not form.isalpha() or len(form) < _SHORTEST_MISS:
        return None
    edits = 1 if len(form) < 6 else 2
    known = ctx.uow.actions.words_of_length(len(form) - edits, len(form) + edits)
    near = process.extract(form, sorted(set(known)), scorer=OSA.distance, score_cutoff=edits, limit=50)
    ranked = sorted(
        {word: (edits_, -fuzz.ratio(form, word), word) for word, edits_, _ in near}.items(), key=lambda e: e[1]
    )
    for word, (_, likeness, _) in ranked[:_MOST_TRIED]:
        found = term_of(word)
        if -likeness >= _ALIKE and found is not None and ctx.uow.actions.holds_any(Wanted(terms=(found,))):
            return found
    return None
