"""A newer version of a plan's document beside the plan: what is new, changed, unchanged, missing, and in doubt.

Nothing is stored here: the comparison is what a person sees before it is (`domain.usecases.newer_version` applies it).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.actions import Action, Status
from domain.events import ActionRevised, ChangeUndone
from domain.ids import ActionId
from domain.importing.draft import DraftAction, DraftPlan
from domain.importing.keys import next_number
from domain.importing.reconcile import match_actions
from domain.importing.rulings import with_rulings
from domain.plans import Lead, Plan, PlanVersion, Recommendation, Section
from domain.ports import UnitOfWork
from domain.presenters import first_words, join_names, plural
from domain.speech import marked, tr
from domain.usecases.making import action_of, leads_of, unpack
from domain.usecases.merging import DECIDED, PRINTED, WORDS, Outcome, meaning, say_value, three_way, two_way
from domain.usecases.noted_progress import printed_progress
from domain.usecases.wordings import wordings_read, wordings_stored

_LIKELY = 0.4
"""Of a plan's actions: so many must be in a document for it to be its next version beyond doubt."""


class Part(StrEnum):
    """A list of a comparison."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    ASKED = "asked"
    SAME = "same"

    @property
    def heading(self) -> str:
        """`No longer in it`."""
        return tr(_TITLES[self])


_TITLES = {
    Part.NEW: marked("New"),
    Part.CHANGED: marked("Changed"),
    Part.GONE: marked("No longer in it"),
    Part.ASKED: marked("To ask"),
    Part.SAME: marked("Unchanged"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """An action of the plan (`now`), and what the document says of it (`said`, `draft` as it was read). `taken` are
    values that only the document changed, `asked` those that were changed here too and differ; `moved` are the values
    that the document says otherwise than its last version did. `printed`: what stands beside them changed.
    """

    now: Action
    said: Action
    draft: DraftAction
    taken: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    printed: bool = False
    renumbered: bool = False
    milestones: bool = False

    @property
    def is_change(self) -> bool:
        """Is anything to be done or asked, but for a number?"""
        return bool(self.taken or self.asked or self.printed or self.milestones or self.now.not_in)

    def lines(self) -> list[str]:
        """`HLP-3: date 30 June 2026 → 31 July 2026`, a line for each value that is taken."""
        said = [self._line(name) for name in self.taken]
        if self.now.not_in:
            said.append(tr("is in the plan again"))
        said += self._beside()
        return said

    def _beside(self) -> list[str]:
        """What changed of the words that stand beside it."""
        if not (self.printed or self.milestones):
            return []
        now, new = self.now, self.said
        found = []
        if now.progress != new.progress or now.progress_history != new.progress_history:
            words = new.progress or next((text for _, text in new.progress_history), "")
            found.append(
                tr("progress → “{words}”", words=first_words(words, 80)) if words else tr("progress is blank now")
            )
        if now.success_measure != new.success_measure:
            words = first_words(new.success_measure, 60)
            found.append(
                tr("measure of success → “{words}”", words=words) if words else tr("no measure of success any more")
            )
        if self.milestones:
            found.append(self._parts())
        others = [name for name in {**now.other, **new.other} if now.other.get(name) != new.other.get(name)]
        if others:
            found.append(
                tr("what stands under {names}", names=join_names([f"“{first_words(name, 30)}”" for name in others[:3]]))
            )
        told = {"ref", "leads_text"} if "leads" in self.taken else {"ref"}  # the new names say it
        plain = any(getattr(now, name) != getattr(new, name) for name in PRINTED if name not in told)
        return found or ([tr("what is printed beside it")] if plain else [])

    def _parts(self) -> str:
        """How many milestones there will be, and which ticks are lost."""
        there = {one.id for one in self.now.with_parts(self.said.milestones)}
        lost = [f"“{first_words(one.text, 60)}”" for one in self.now.milestones if one.is_done and one.id not in there]
        count = plural(len(self.said.milestones), "milestone")
        return (
            tr("{count} (ticked, but no longer printed: {lost})", count=count, lost=join_names(lost)) if lost else count
        )

    def _line(self, name: str) -> str:
        before = say_value(name, self.now)
        named = "" if before.startswith(("no ", f"{WORDS[name]} ")) else f"{WORDS[name]} "
        said = f"{named}{before} → {say_value(name, self.said)}"
        return f"{said}{self._unlinked()}" if name == "leads" else said

    def _unlinked(self) -> str:
        """New names that nobody will be reminded for, where somebody was."""
        linked = any(one.person_id for one in self.now.leads)
        names = [f"“{one.name}”" for one in self.said.leads if not one.person_id]
        return tr(" ({names}: not linked to a person yet)", names=join_names(names)) if linked and names else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan and a newer document. `keys` maps keys of the document to those of the plan; `unclear` maps an action of
    the document to those that it could be; `gone` are open actions that it no longer has, and `closed` those that were
    complete or withdrawn anyhow. `leads` are by name, known and new.
    """

    plan: Plan
    draft: DraftPlan
    version: PlanVersion | None
    stored: Sequence[Action]
    recommendations: Sequence[Recommendation]
    sections: Sequence[Section]
    leads: Mapping[str, Lead]
    changes: tuple[Change, ...] = ()
    new: tuple[DraftAction, ...] = ()
    unclear: Mapping[str, tuple[Action, ...]] = field(default_factory=dict)
    gone: tuple[Action, ...] = ()
    closed: tuple[Action, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[Change, ...]:
        """The actions of which something changed."""
        return tuple(one for one in self.changes if one.is_change)

    @property
    def conflicts(self) -> int:
        """How many values were changed here and in the document, to different things."""
        return sum(len(one.asked) for one in self.changes)

    @property
    def is_empty(self) -> bool:
        """Does the document say nothing new of any action?"""
        newly_gone = any(not one.not_in for one in self.gone)
        renumbered = any(one.renumbered for one in self.changes)
        return not (self.new or self.unclear or self.changed or newly_gone or renumbered)

    @property
    def is_doubtful(self) -> bool:
        """Is it so unlike the plan that it may be another plan's?"""
        found = len(self.changes) + len(self.unclear)
        same_title = " ".join(self.plan.title.split()).casefold() == " ".join(self.draft.title.split()).casefold()
        return found < _LIKELY * len(self.stored) and (not same_title or found == 0)

    def sentence(self) -> str:
        """`3 new actions, 5 changed, 17 unchanged, 1 not in it any more, 2 to ask about.`"""
        changed = sum(bool(one.lines()) for one in self.changed)  # the others are only asked about
        parts = [
            f"{plural(len(self.new), 'new action')}",
            tr("{count:,} changed", count=changed),
            tr("{count:,} unchanged", count=len(self.changes) - len(self.changed)),
            tr("{count:,} no longer in it", count=len(self.gone) + len(self.closed)),
        ]
        asked = self.conflicts + len(self.unclear)
        if asked:
            parts.append(tr("{count:,} to ask you about", count=asked))
        return f"{', '.join(parts)}."

    def _named(self, new: DraftAction) -> str:
        key = self.keys.get(new.key, new.key)
        return (
            key if key == new.key or not new.ref else tr("{key} (number {ref} in the document)", key=key, ref=new.ref)
        )

    def rows(self) -> dict[Part, list[str]]:
        """The lists behind the sentence, whole: a line for each action."""
        new = [f"{self._named(one)}: {first_words(one.text, 70)}" for one in self.new]
        changed = [f"{one.now.key}: {'; '.join(one.lines())}" for one in self.changed if one.lines()]
        same = [f"{one.now.key}: {first_words(one.now.text, 70)}" for one in self.changes if not one.is_change]
        gone = [f"{one.key}: {first_words(one.text, 70)}" for one in self.gone]
        gone += [f"{one.key} ({one.status.value}): {first_words(one.text, 70)}" for one in self.closed]
        asked = [
            tr(
                "{key}: the {words} is {say_value} here, {say_value2} in the document",
                key=one.now.key,
                words=WORDS[name],
                say_value=say_value(name, one.now),
                say_value2=say_value(name, one.said),
            )
            for one in self.changes
            for name in one.asked
        ]
        drafts = {one.key: one for one in self.draft.actions}
        asked += [
            tr(
                "“{words}” may be {names}, or new",
                words=first_words(drafts[key].text, 50),
                names=join_names([one.key for one in several], "or"),
            )
            for key, several in self.unclear.items()
        ]
        return {Part.NEW: new, Part.CHANGED: changed, Part.GONE: gone, Part.ASKED: asked, Part.SAME: same}

    def every_line(self) -> list[str]:
        """All the lists, each below its name and number."""
        return [
            line
            for part, found in self.rows().items()
            for line in (f"{part.heading}: {len(found):,}", *(f"  {one}" for one in found))
        ]

    def lines(self, most: int = 12) -> list[str]:
        """The lists behind the sentence but for what stays, each to `most` lines."""
        lines: list[str] = []
        for part, found in self.rows().items():
            if found and part is not Part.SAME:
                lines.append(f"{part.heading}:")
                lines += [f"  {line}" for line in found[:most]]
                if len(found) > most:
                    lines.append(tr("  and {count:,} more", count=len(found) - most))
        return lines


def compare(uow: UnitOfWork, plan: Plan, draft: DraftPlan, *, again: bool = False) -> Comparison:
    """Put a document beside a stored plan, draft or live; it is read with what was said of the whole plan before.
    `again`: it is the very document of which the plan was made, read otherwise: the same row is the same action.
    """
    draft = with_rulings(draft, plan.rulings)
    stored = uow.versions.actions(plan.id)
    recommendations = uow.versions.recommendations(plan.id)
    version = uow.versions.latest(plan.id)
    known = uow.plans.leads(plan.id)
    leads = leads_of(draft.actions, plan.id, known, draft.full_names)
    drafts = {one.key: one for one in draft.actions}
    by_id = {one.id: one for one in stored}
    same = _same_rows(draft, stored) if again else {}
    matches = match_actions(
        [one for one in wordings_read(draft) if one.id not in same],
        [one for one in wordings_stored(uow, plan, stored, recommendations, version) if one.id not in same.values()],
    )
    matches = replace(matches, pairs={**same, **matches.pairs})
    pairs = {key: by_id[ActionId(one)].key for key, one in matches.pairs.items()}
    keys = _keys(draft, stored, recommendations, pairs, matches.new)
    changes = []
    for position, (key, one) in enumerate(drafts.items()):
        if key not in matches.pairs:
            continue
        now = by_id[ActionId(matches.pairs[key])]
        mapped = _mapped(one, keys)
        said = action_of(mapped, now.recommendation_id, plan, position, leads)
        base = _base(version, now, plan, known)
        changes.append(change_between(now, said, base, mapped, uow))
    # What was added here was never in a document, so no newer one lacks it.
    missing = [by_id[ActionId(one)] for one in matches.missing if version is None or one in version.said]
    return Comparison(
        plan=plan,
        draft=draft,
        version=version,
        stored=stored,
        recommendations=recommendations,
        sections=uow.versions.sections(plan.id),
        leads=leads,
        changes=tuple(changes),
        new=tuple(_mapped(drafts[key], keys, own=False) for key in matches.new),
        unclear={key: tuple(by_id[ActionId(one)] for one in several) for key, several in matches.unclear.items()},
        gone=tuple(one for one in missing if one.status is Status.OPEN),
        closed=tuple(one for one in missing if one.status is not Status.OPEN),
        keys=keys,
    )


def _same_rows(draft: DraftPlan, stored: Sequence[Action]) -> dict[str, str]:
    """Actions that stand in the same place of the document and have the same key, so far as both are told apart."""
    there = {(one.key, one.source_page, one.source_row or 0): one.id for one in stored if one.source_row}
    found = {one.key: there.get((one.key, one.source.sheet_or_page, one.source.row)) for one in draft.actions}
    return {key: action for key, action in found.items() if action is not None}


def _keys(
    draft: DraftPlan,
    stored: Sequence[Action],
    recommendations: Sequence[Recommendation],
    pairs: Mapping[str, str],
    new: Collection[str],
) -> dict[str, str]:
    """The plan's key for every key of the document: those that it has stay. A new one that is used in the plan already
    gets the next number that neither has.
    """
    keys = dict(pairs)
    taken = {one.key.lower() for one in stored} | {one.key.lower() for one in recommendations}
    printed = {one.key.lower() for one in draft.recommendations} | {one.key.lower() for one in draft.actions}
    there = {(one.key.lower(), _folded(one.text)) for one in recommendations}
    for one in draft.recommendations:
        fresh = [action for action in one.actions if action.key in new]
        stem = one.key
        is_new = bool(fresh) and len(fresh) == len(one.actions) and (stem.lower(), _folded(one.text)) not in there
        if is_new and stem.lower() in taken:
            keys[stem] = stem = next_number(stem, taken | printed)
        for action in fresh:
            key = stem + action.key[len(one.key) :] if action.key.startswith(one.key) else action.key
            while key.lower() in taken:
                key = next_number(key, taken | printed)
            taken.add(key.lower())
            keys[action.key] = key
        taken.add(stem.lower())
    return keys


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _mapped(action: DraftAction, keys: Mapping[str, str], *, own: bool = True) -> DraftAction:
    links = tuple(keys.get(link, link) for link in action.links)
    return replace(action, key=keys[action.key] if own else action.key, links=links)


def base_of(said: Mapping[str, object] | None, now: Action, plan: Plan, known: Sequence[Lead]) -> Action | None:
    """The action as a version said it, or `None` where that is not known."""
    if said is None:
        return None
    try:
        draft = unpack(said)
    except ValueError:
        return None
    return action_of(draft, now.recommendation_id, plan, now.position, leads_of([draft], plan.id, known))


def _base(version: PlanVersion | None, now: Action, plan: Plan, known: Sequence[Lead]) -> Action | None:
    return base_of(version.said.get(now.id) if version else None, now, plan, known)


def change_between(now: Action, said: Action, base: Action | None, draft: DraftAction, uow: UnitOfWork) -> Change:
    """What becomes of each value of an action that the document says, `base` being what the last version said."""
    if said.progress != now.progress:
        said = replace(said, progress=printed_progress(said.progress, now.progress, uow.actions.notes(now.id, 100)))
    touched: frozenset[str] | None = None
    sorted_out: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    moved = []
    for name in DECIDED:
        new, current = meaning(name, said), meaning(name, now)
        if base is not None:
            before = meaning(name, base)
            outcome = three_way(before, new, current)
            if new != before or (name == "due" and said.due.needs_check and said.due.text != base.due.text):
                moved.append(name)
        else:
            if touched is None:
                touched = touched_here(now, uow)
            outcome = two_way(new, current, touched=name in touched)
            if new != current:
                moved.append(name)
        sorted_out[outcome].append(name)
    was, will = ([(one.text, one.due) for one in each.milestones] for each in (now, said))
    return Change(
        now=now,
        said=said,
        draft=draft,
        taken=tuple(sorted_out[Outcome.TAKEN]),
        asked=tuple(sorted_out[Outcome.ASKED]),
        moved=tuple(moved),
        printed=any(getattr(now, name) != getattr(said, name) for name in PRINTED if name != "ref"),
        renumbered=now.ref != said.ref,
        milestones=was != will,
    )


def touched_here(action: Action, uow: UnitOfWork) -> frozenset[str]:
    """What people changed of an action since it was stored; what a document changed is not theirs."""
    names: set[str] = set()
    for logged in uow.history.of_action(action.id, limit=500)[0]:
        event = logged.event
        theirs = not (isinstance(event, ChangeUndone) or (isinstance(event, ActionRevised) and event.version))
        if logged.undone_by is None and theirs:
            names |= set(event.fields if isinstance(event, ActionRevised) else event.touches)
    return frozenset(names)
