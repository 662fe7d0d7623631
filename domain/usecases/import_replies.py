"""What a person who gives a plan in chat is told and asked, with the buttons on which it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.import_messages import (
    DropImport,
    OpenCode,
    OpenColumns,
    SendCheckSheet,
    SetCode,
    SetColumn,
    ShowVersion,
    TakeImport,
    TakeVersion,
)
from domain.importing.draft import DraftPlan
from domain.importing.summary import doubts_of, say_doubts
from domain.messages import GoLive, Questions, Undo
from domain.people import Role
from domain.plans import Plan
from domain.ports import UnitOfWork
from domain.presenters import first_words, plural
from domain.uploads import Upload, UploadState
from domain.usecases.comparing import Comparison, Part
from domain.usecases.remembering import ROLE_WORDS, offered_columns
from domain.views import Button, Buttons, Element, Paragraph, Reply, SmallPrint, say

ONLY_YOU = "Only you see it. Nothing is announced, and nobody is reminded, before you go live."
GONE = "I no longer have that document. Please send it to me again."
NOTES = 3
LINES = 6
_OFFERED = 2


def reading(upload: Upload) -> Reply:
    """That it has begun."""
    return say(f"I'm reading {called(upload)}. This takes a few seconds.")


def called(upload: Upload) -> str:
    """What to call it to the person who gave it."""
    return "what you pasted" if upload.key.startswith("paste:") else first_words(upload.name, 60)


def which_code(uow: UnitOfWork, upload: Upload, draft: DraftPlan) -> Reply:
    """Ask for the code, with one to take; and whether it is a plan that is there already."""
    same = [
        plan
        for plan in uow.plans.all()
        if plan.title and plan.title.casefold() == draft.title.casefold() and _coordinates(uow, upload, plan)
    ]
    buttons = [
        Button(label=f"It is {plan.code} again", sends=SetCode(upload=upload.id, plan=plan.code), style="primary")
        for plan in same[:2]
    ]
    if uow.plans.by_code(draft.code) is None:
        style = "default" if buttons else "primary"
        buttons.append(
            Button(label=f"Call it {draft.code}", sends=SetCode(upload=upload.id, plan=draft.code), style=style)
        )
    buttons += [
        Button(label="Another code", sends=OpenCode(upload=upload.id)),
        Button(label="Discard", sends=DropImport(upload=upload.id)),
    ]
    return Reply(
        elements=(
            Paragraph(text=f"{_summary(draft)}"),
            Paragraph(
                text="Which short code shall the plan have? Its actions are called by it: "
                f"{first_words(draft.actions[0].key, 20)}, for example."
            ),
            Buttons(buttons=tuple(buttons)),
            SmallPrint(text="Nothing is stored yet."),
        ),
        replaces=True,
        outcome="asked",
    )


def code_taken(upload: Upload, draft: DraftPlan) -> Reply:
    """Its code belongs to a plan that is closed, or somebody else's."""
    return Reply(
        elements=(
            Paragraph(text=_summary(draft)),
            Paragraph(text=f"The code {draft.code} is taken. Please give this plan another one."),
            Buttons(buttons=_another_code(upload)),
        ),
        replaces=True,
        outcome="asked",
    )


def next_version(upload: Upload, compared: Comparison) -> Reply:
    """What the document would change in the plan that has its code."""
    code = compared.plan.code
    elements: list[Element] = [Paragraph(text=f"I have read this as the next version of {code}: {compared.sentence()}")]
    if compared.is_doubtful:
        elements.append(Paragraph(text=f"So little of it is the same that it may be another plan than {code}."))
    lines = compared.lines(LINES)
    if lines:
        elements.append(Paragraph(text="\n".join(line.strip() for line in lines)))
    elements += [SmallPrint(text=first_words(note, 300)) for note in compared.draft.notes[:NOTES]]
    label = f"It is {code} all the same" if compared.is_doubtful else f"Take it into {code}"
    take = Button(
        label=label,
        sends=TakeVersion(upload=upload.id, certain=compared.is_doubtful),
        style="default" if compared.is_doubtful else "primary",
    )
    elements.append(
        SmallPrint(text="Nothing is changed yet, and what was changed here since is never overwritten unasked.")
    )
    rows = compared.rows()
    part = next((one for one in (Part.CHANGED, Part.NEW, Part.GONE, Part.ASKED) if rows[one]), Part.SAME)
    every = Button(label="Show every row", sends=ShowVersion(upload=upload.id, part=part.value))
    elements.append(Buttons(buttons=(take, every, *_another_code(upload))))
    return Reply(elements=tuple(elements), replaces=True, outcome="asked")


def _another_code(upload: Upload) -> tuple[Button, ...]:
    return (
        Button(label="Another code", sends=OpenCode(upload=upload.id)),
        Button(label="Discard", sends=DropImport(upload=upload.id)),
    )


def _coordinates(uow: UnitOfWork, upload: Upload, plan: Plan) -> bool:
    return any(one.id == upload.person_id for one in uow.people.holders(Role.COORDINATOR, plan.id))


def found(uow: UnitOfWork, upload: Upload, draft: DraftPlan, plan: Plan, *, at: datetime) -> Reply:
    """`I found 26 actions. 4 dates need checking, 7 leads are not linked, RAG is missing on 17.`"""
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    elements: list[Element] = [Paragraph(text=_summary(draft, unlinked=counts.unlinked_leads))]
    elements += [SmallPrint(text=first_words(note, 300)) for note in draft.notes[:NOTES]]
    elements += _offered(uow, upload, draft)
    elements.append(SmallPrint(text=f"It is the draft {plan.code}. {ONLY_YOU}"))
    elements.append(Buttons(buttons=ways_on(plan, counts.questions, upload)))
    return Reply(elements=tuple(elements), replaces=True)


def _offered(uow: UnitOfWork, upload: Upload, draft: DraftPlan) -> Iterator[Element]:
    """What this person said of columns in other plans, to be taken here too."""
    person = uow.people.person(upload.person_id)
    for one in offered_columns(uow, draft, person)[:_OFFERED] if person else ():
        yield Paragraph(text=f"{one.sentence()} The same here?")
        sends = SetColumn(upload=upload.id, heading=one.heading[:60], role=one.role.value)
        label = f"Yes, “{first_words(one.heading, 30)}” holds {ROLE_WORDS[one.role]}"
        yield Buttons(buttons=(Button(label=label, sends=sends),))


def ways_on(plan: Plan, questions: int, upload: Upload | None) -> tuple[Button, ...]:
    """What can be done with a draft: while its document is there, import or discard it; then, go live."""
    answer = answer_buttons(plan, questions)
    if upload is None or upload.state is not UploadState.STORED:
        plain = tuple(one.model_copy(update={"style": "default"}) for one in answer)
        kept = () if upload is None else (_wrong_column(upload), _discard(upload))
        return (Button(label="Go live", sends=GoLive(plan=plan.code), style="primary"), *plain, *kept)
    style = "default" if questions else "primary"
    return (
        *answer,
        Button(label="Import good rows", sends=TakeImport(upload=upload.id), style=style),
        _wrong_column(upload),
        _discard(upload),
    )


def _wrong_column(upload: Upload) -> Button:
    return Button(label="A column is wrong", sends=OpenColumns(upload=upload.id))


def _discard(upload: Upload) -> Button:
    return Button(label="Discard", sends=DropImport(upload=upload.id))


def ready(
    uow: UnitOfWork, plan: Plan, *, at: datetime, taken: int = 0, undo: str = "", upload: Upload | None = None
) -> Reply:
    """What the draft holds, and the ways on; `taken` suggestions were sure, and the event `undo` takes them back."""
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    whole = plural(counts.open + counts.complete, "action is", "actions are")
    lines = [f"{whole} in the draft {plan.code}."]
    if taken:
        lines.append(f"{plural(taken, 'sure suggestion is', 'sure suggestions are')} taken.")
    if counts.questions:
        stays = plural(counts.questions, "question stays", "questions stay")
        lines.append(f"{stays} open; until they are answered, all stays as printed.")
    if counts.overdue:
        late = plural(counts.overdue, "action is", "actions are")
        lines.append(f"{late} overdue by its dates: when you go live, each channel hears of that once, as a summary.")
    return Reply(
        elements=(
            Paragraph(text=" ".join(lines)),
            SmallPrint(text=ONLY_YOU),
            Buttons(buttons=ways_on(plan, counts.questions, upload)),
            *(
                (Buttons(buttons=(Button(label="Undo", sends=Undo(event=undo), describe="Undo: take what is sure"),)),)
                if undo
                else ()
            ),
        ),
        replaces=True,
    )


def answer_buttons(plan: Plan, questions: int) -> tuple[Button, ...]:
    """The ways to the questions: one at a time, or all as a check sheet."""
    if not questions:
        return ()
    label = f"Answer {plural(questions, 'question')}"
    return (
        Button(label=label, sends=Questions(plan=plan.code), style="primary"),
        Button(label="Send me the doubtful rows as a file", sends=SendCheckSheet(plan=plan.code)),
    )


def _summary(draft: DraftPlan, *, unlinked: int = 0) -> str:
    """`I found 26 actions in “...”. 4 dates need checking, 7 leads are not linked and RAG is missing on 17.`"""
    named = f" in “{first_words(draft.title, 80)}”" if draft.title else ""
    return f"I found {plural(len(draft.actions), 'action')}{named}. {say_doubts(doubts_of(draft, unlinked=unlinked))}"
