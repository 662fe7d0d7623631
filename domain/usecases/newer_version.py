"""Takes in a newer version of a plan's document, in one transaction: see `comparing` for what is compared how.

Nothing is duplicated, nothing is lost: keys of actions stay, notes, history and links of leads to people too; what only
the document changed is applied with an event that names the version; what was changed here as well becomes a question;
an action that the document no longer has stays, marked, until somebody decides about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.actions import Action
from domain.due import say_date
from domain.events import Event, PlanRevised
from domain.ids import QuestionId, RecommendationId, SectionId, new_id
from domain.importing.draft import DraftAction, DraftRecommendation, QuestionKind
from domain.importing.draft import Question as Doubt
from domain.importing.keys import unique
from domain.importing.sure import places_of, say_place, sure_questions
from domain.people import Signature
from domain.plans import Plan, PlanState, PlanVersion, Question, Recommendation
from domain.ports import UnitOfWork
from domain.presenters import first_words, join_names
from domain.rag import ColourKey
from domain.usecases.announcing import summarise_version
from domain.usecases.comparing import Change, Comparison
from domain.usecases.finding import lasting, touched
from domain.usecases.making import action_of, pack, question_of, recommendation_of, section_of, version_of
from domain.usecases.merging import PRINTED, WORDS, changes_of, say_value

SETTLED = "settled by a newer version"
"""What is written as the answer to a question that a newer document made idle."""


@dataclass(frozen=True, slots=True)
class _Taking:
    """A document that is being taken in."""

    uow: UnitOfWork
    found: Comparison
    version: PlanVersion
    by: Signature
    at: datetime

    @property
    def plan(self) -> Plan:
        return self.found.plan

    def homes(self) -> dict[str, RecommendationId]:
        """Renew the plan's recommendations and sections, add new ones; gives each of the document's its counterpart."""
        found, plan = self.found, self.plan
        folded = {_fold(one.title): one for one in found.sections}
        by_title: dict[str, SectionId] = {}
        renewed_sections, new_sections = [], []
        for position, section in enumerate(found.draft.sections):
            known = folded.get(_fold(section.title))
            if known is None:
                known = section_of(section, plan.id, len(found.sections) + position)
                new_sections.append(known)
            elif (known.ref, known.target, known.due) != (section.ref, section.target, section.due):
                renewed_sections.append(replace(known, ref=section.ref, target=section.target, due=section.due))
            by_title[section.title] = known.id
        stored = {one.id: one for one in found.recommendations}
        taken = {one.key.lower() for one in found.recommendations} | {one.key.lower() for one in found.stored}
        homes: dict[str, RecommendationId] = {}
        renewed: dict[RecommendationId, Recommendation] = {}
        new: list[Recommendation] = []
        for position, one in enumerate(found.draft.recommendations):
            home = self._home(one, set(renewed))
            said = recommendation_of(one, plan.id, position, by_title)
            if home is None:
                own = one.actions[0].key if len(one.actions) == 1 and one.actions[0].key == one.key else ""
                said = replace(said, key=found.keys[own] if own in found.keys else unique(one.key, taken))
                new.append(said)
                homes[one.key] = said.id
                continue
            homes[one.key] = home
            if home not in renewed:
                renewed[home] = replace(said, id=home, key=stored[home].key)
        self.uow.versions.add_parts(plan, sections=new_sections, recommendations=new)
        self.uow.versions.renew([one for one in renewed.values() if one != stored[one.id]], renewed_sections)
        return homes

    def _home(self, one: DraftRecommendation, claimed: set[RecommendationId]) -> RecommendationId | None:
        """The stored recommendation under which most of its actions stand."""
        keys = {self.found.keys[action.key] for action in one.actions if action.key in self.found.keys}
        its = [change.now.recommendation_id for change in self.found.changes if change.now.key in keys]
        its += [
            several[0].recommendation_id
            for action in one.actions
            for several in [self.found.unclear.get(action.key, ())]
            if several
        ]
        free = [home for home in its if home not in claimed] or its
        return max(free, key=free.count) if free else None

    def add_new(self, homes: dict[str, RecommendationId]) -> list[Action]:
        """Actions that are new in the plan."""
        new = {one.key: one for one in self.found.new}
        made, position = [], -1
        for recommendation in self.found.draft.recommendations:
            for action in recommendation.actions:
                position += 1
                if action.key in new:
                    draft = replace(new[action.key], key=self.found.keys[action.key])
                    made.append(action_of(draft, homes[recommendation.key], self.plan, position, self.found.leads))
        self.uow.versions.add_parts(self.plan, actions=made)
        return made

    def apply(self, change: Change) -> bool:
        """Take over what only the document changed; gives whether the action was written."""
        changes: dict[str, Any] = {}
        for name in change.taken:
            changes |= changes_of(name, change.said)
        for name in PRINTED:
            if getattr(change.now, name) != getattr(change.said, name):
                changes[name] = getattr(change.said, name)
        if change.now.not_in:
            changes["not_in"] = ""
        if change.milestones:
            self.uow.versions.set_milestones(change.now.with_parts(change.said.milestones))
        if changes:
            self.save(change.now, changes)
        return bool(changes)

    def save(self, action: Action, changes: dict[str, Any]) -> Action:
        """Write it with the event that names the version."""
        revised, event = action.revise(changes, by=self.by, at=self.at, version=self.version.name)
        if self.plan.state is PlanState.DRAFT:
            revised = replace(revised, due_changes=action.due_changes)  # nobody was promised a draft's dates
        return self.uow.actions.save(revised, because=event)


def take_in_version(
    uow: UnitOfWork, found: Comparison, *, by: Signature, at: datetime, source: str, sha256: str
) -> Plan:
    """Store a newer version of a plan's document; gives the plan as it is now. The caller has let the person see what
    will change, and checked that they may.
    """
    said = {one.now.id: one.draft for one in found.changes}
    number = 1 + max((one.number for one in uow.versions.all(found.plan.id)), default=0)
    head = version_of(found.draft, found.plan.id, said, number=number, by=by, at=at, source=source, sha256=sha256)
    taking = _Taking(uow, found, head, by, at)
    known = {lead.id for lead in uow.plans.leads(found.plan.id)}
    uow.versions.add_parts(found.plan, leads=[lead for lead in found.leads.values() if lead.id not in known])
    new = taking.add_new(taking.homes())
    by_key = {one.key: one for one in new}
    drafts = {one.key: one for one in found.new}
    head = replace(
        head,
        said=dict(head.said)
        | {by_key[found.keys[key]].id: pack(replace(one, key=found.keys[key])) for key, one in drafts.items()},
    )
    for change in found.changes:
        taking.apply(change)
    for action in found.gone:
        if not action.not_in:
            taking.save(action, {"not_in": head.name})
    places = {one.now.id: (one.said.source_page, one.said.source_row, one.said.position) for one in found.changes}
    uow.versions.place(places)
    asked = [*_conflicts(taking), *_missing(taking), *_matches(taking), *_doubts(taking, new)]
    _close_idle(taking, asked)
    uow.questions.add(asked)
    uow.versions.add(head)
    plan = replace(
        found.plan,
        title=found.draft.title or found.plan.title,
        as_at=found.draft.as_at or found.plan.as_at,
        as_at_text=found.draft.as_at_text or found.plan.as_at_text,
        columns=found.draft.columns,
        roles={heading: role.value for heading, role in found.draft.roles},
        corrections={heading: role.value for heading, role in found.draft.given} or found.plan.corrections,
        colour_key=_key(found),
        leftover=found.draft.leftover,
        source_name=source,
        source_sha256=sha256,
    )
    because = PlanRevised(
        at=at,
        by=by,
        plan_id=plan.id,
        source=source,
        sha256=sha256,
        version=head.name,
        new=len(found.new),
        changed=len(found.changed),
        unchanged=len(found.changes) - len(found.changed),
        missing=len(found.gone) + len(found.closed),
        questions=len(asked),
    )
    uow.plans.save(plan, because=because)
    if plan.state is PlanState.LIVE:
        for follow in uow.plans.follows(plan.id):
            summarise_version(uow, follow, plan, head, found.sentence(), [one.id for one in new], now=at)
    return plan


def _conflicts(taking: _Taking) -> list[Question]:
    return [
        conflict_question(taking.uow, taking.plan, change, name, taking.version.name)
        for change in taking.found.changes
        for name in change.asked
    ]


def conflict_question(uow: UnitOfWork, plan: Plan, change: Change, name: str, version: str) -> Question:
    """Both values, and who changed it here and when."""
    here = say_value(name, change.now)
    changed = _who_changed(uow, change.now, name)
    message = (
        f"The {WORDS[name]} is {here} here{changed}. {version[:1].upper() + version[1:]} says "
        f"{say_value(name, change.said)}. Which holds?"
    )
    return Question(
        QuestionId(new_id()),
        plan.id,
        change.now.key,
        name,
        say_value(name, change.said),
        message,
        kind=QuestionKind.CONFLICT.value,
        place=say_place(change.draft.source),
        about={"draft": pack(change.draft), "version": version, "keys": [change.now.key]},
    )


def _who_changed(uow: UnitOfWork, action: Action, name: str) -> str:
    for logged in reversed(lasting(list(reversed(uow.history.of_action(action.id, limit=200)[0])))):
        event: Event = logged.event
        if name in touched(event):
            on = say_date(event.at.astimezone(uow.organisation.zone).date())
            return f", since {event.by.name} changed it on {on}"
    return ""


def _missing(taking: _Taking) -> list[Question]:
    decided = {one.key for one in taking.uow.questions.all(taking.plan.id) if one.kind == QuestionKind.MISSING}
    return [
        missing_question(taking.plan, action, taking.version.name)
        for action in taking.found.gone
        if action.key not in decided
    ]


def missing_question(plan: Plan, action: Action, version: str) -> Question:
    """What shall become of an action that the document no longer has?"""
    message = f"This is not in {version} any more. Should it be withdrawn, or kept open?"
    return Question(
        QuestionId(new_id()),
        plan.id,
        action.key,
        "not_in",
        first_words(action.text, 200),
        message,
        kind=QuestionKind.MISSING.value,
        about={"version": version, "keys": [action.key]},
    )


def _matches(taking: _Taking) -> list[Question]:
    questions = []
    for recommendation in taking.found.draft.recommendations:
        for action in recommendation.actions:
            several = taking.found.unclear.get(action.key)
            if several:
                questions.append(_match(taking, recommendation, action, several))
    return questions


def _match(
    taking: _Taking, recommendation: DraftRecommendation, action: DraftAction, several: Sequence[Action]
) -> Question:
    named = join_names([f"{one.key} (“{first_words(one.text, 60)}”)" for one in several], "or")
    number = f"number {action.ref} " if action.ref else ""
    message = f"In {taking.version.name}, {number}may be {named}, or a new action. Which is it?"
    links = tuple(taking.found.keys.get(link, link) for link in action.links)
    return Question(
        QuestionId(new_id()),
        taking.plan.id,
        "",
        "action",
        action.text,
        message,
        kind=QuestionKind.MATCH.value,
        place=say_place(action.source),
        about={
            "draft": pack(replace(action, links=links)),
            "recommendation": recommendation.text,
            "version": taking.version.name,
            "keys": [one.key for one in several],
        },
    )


def _doubts(taking: _Taking, new: Sequence[Action]) -> list[Question]:
    """The reader's own doubts, about what is new or was changed; what was asked once is not asked again."""
    found = taking.found
    fresh = {one.key for one in new}
    moved = {(change.now.key, name) for change in found.changes for name in change.moved}
    before = {(one.kind, one.field, one.key, one.text, one.message) for one in taking.uow.questions.all(taking.plan.id)}
    places, sure = places_of(found.draft), sure_questions(found.draft)
    questions = []
    for doubt in found.draft.questions:
        if doubt.kind is QuestionKind.PLAN_CODE or doubt.key in found.unclear:
            continue
        key = found.keys.get(doubt.key, doubt.key)
        of_plan = key not in fresh and not any(key == change.now.key for change in found.changes)
        if key in fresh or (key, doubt.field) in moved or of_plan:
            asked = replace(
                doubt,
                key=key,
                suggestion=found.keys.get(doubt.suggestion, doubt.suggestion),
                message=_with_keys(doubt, found.keys),
                keys=tuple(found.keys.get(one, one) for one in doubt.keys),
            )
            if (asked.kind, asked.field, asked.key, asked.text, asked.message) not in before:
                questions.append(
                    question_of(asked, taking.plan.id, place=places.get(doubt.key, ""), sure=doubt in sure)
                )
    return questions


def _with_keys(doubt: Doubt, keys: Mapping[str, str]) -> str:
    """The question with the plan's own keys of the actions that it names."""
    if not doubt.keys:
        return doubt.message
    named = re.compile("|".join(rf"(?<![\w-]){re.escape(one)}(?![\w.-]*\w)" for one in doubt.keys))
    return named.sub(lambda found: keys.get(found[0], found[0]), doubt.message)


def _close_idle(taking: _Taking, asked: Sequence[Question]) -> None:
    """Close what the newer document made idle: doubts about values that it says otherwise now, whether an action is
    gone that is there again, and what an older version left to be matched.
    """
    moved = {(change.now.key, name) for change in taking.found.changes for name in change.moved}
    back = {change.now.key for change in taking.found.changes if change.now.not_in}
    again = {(one.kind, sign) for one in asked if (sign := _about_all(one))}
    for one in taking.uow.questions.open(taking.plan.id):
        idle = (
            one.kind == QuestionKind.MATCH
            or (one.kind == QuestionKind.MISSING and one.key in back)
            or (one.kind != QuestionKind.MISSING and (one.key, one.field) in moved)
            or (one.kind, _about_all(one)) in again
        )
        if idle:
            taking.uow.questions.close(one, SETTLED, at=taking.at)


def _about_all(question: Question) -> str:
    return str(question.about.get("sign") or question.about.get("heading") or "")


def _key(found: Comparison) -> ColourKey:
    """What the document prints of its colours, and for the others what was known before."""
    printed, known = found.draft.colour_key, found.plan.colour_key
    return ColourKey({**known.meanings, **printed.meanings}, printed.complete or known.complete)


def _fold(title: str) -> str:
    return " ".join(title.split()).casefold()
