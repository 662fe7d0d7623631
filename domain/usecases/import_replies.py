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
from domain.presenters import first_words
from domain.speech import marked, tr, trn
from domain.uploads import Upload, UploadState
from domain.usecases.comparing import Comparison, Part
from domain.usecases.remembering import ROLE_WORDS, offered_columns
from domain.views import Button, Buttons, Element, Paragraph, Reply, SmallPrint, say

ONLY_YOU = marked("Only you see it. Nothing is announced, and nobody is reminded, before you go live.")
GONE = marked("I no longer have that document. Please send it to me again.")
NOTES = 3
LINES = 6
_OFFERED = 2


def reading(upload: Upload) -> Reply:
    """That it has begun."""
    return say(tr("I'm reading {called}. This takes a few seconds.", called=called(upload)))


def called(upload: Upload) -> str:
    """What to call it to the person who gave it."""
    return tr("what you pasted") if upload.key.startswith("paste:") else first_words(upload.name, 60)


def which_code(uow: UnitOfWork, upload: Upload, draft: DraftPlan) -> Reply:
    """Ask for the code, with one to take; and whether it is a plan that is there already."""
    same = [
        plan
        for plan in uow.plans.all()
        if plan.title and plan.title.casefold() == draft.title.casefold() and _coordinates(uow, upload, plan)
    ]
    buttons = [
        Button(
            label=tr("It is {code} again", code=plan.code),
            sends=SetCode(upload=upload.id, plan=plan.code),
            style="primary",
        )
        for plan in same[:2]
    ]
    if uow.plans.by_code(draft.code) is None:
        style = "default" if buttons else "primary"
        buttons.append(
            Button(
                label=tr("Call it {code}", code=draft.code),
                sends=SetCode(upload=upload.id, plan=draft.code),
                style=style,
            )
        )
    buttons += [
        Button(label=tr("Another code"), sends=OpenCode(upload=upload.id)),
        Button(label=tr("Discard"), sends=DropImport(upload=upload.id)),
    ]
    return Reply(
        elements=(
            Paragraph(text=f"{_summary(draft)}"),
            Paragraph(
                text=tr(
                    "Which short code shall the plan have? Its actions are called by it: {words}, for example.",
                    words=first_words(draft.actions[0].key, 20),
                )
            ),
            Buttons(buttons=tuple(buttons)),
            SmallPrint(text=tr("Nothing is stored yet.")),
        ),
        replaces=True,
        outcome="asked",
    )


def code_taken(upload: Upload, draft: DraftPlan) -> Reply:
    """Its code belongs to a plan that is closed, or somebody else's."""
    return Reply(
        elements=(
            Paragraph(text=_summary(draft)),
            Paragraph(text=tr("The code {code} is taken. Please give this plan another one.", code=draft.code)),
            Buttons(buttons=_another_code(upload)),
        ),
        replaces=True,
        outcome="asked",
    )


def next_version(upload: Upload, compared: Comparison) -> Reply:
    """What the document would change in the plan that has its code."""
    code = compared.plan.code
    elements: list[Element] = [
        Paragraph(
            text=tr(
                "I have read this as the next version of {code}: {sentence}", code=code, sentence=compared.sentence()
            )
        )
    ]
    if compared.is_doubtful:
        elements.append(
            Paragraph(text=tr("So little of it is the same that it may be another plan than {code}.", code=code))
        )
    lines = compared.lines(LINES)
    if lines:
        elements.append(Paragraph(text="\n".join(line.strip() for line in lines)))
    elements += [SmallPrint(text=first_words(note, 300)) for note in compared.draft.notes[:NOTES]]
    take = take_version(upload, compared)
    elements.append(
        SmallPrint(text=tr("Nothing is changed yet, and what was changed here since is never overwritten unasked."))
    )
    rows = compared.rows()
    part = next((one for one in (Part.CHANGED, Part.NEW, Part.GONE, Part.ASKED) if rows[one]), Part.SAME)
    every = Button(label=tr("Show every row"), sends=ShowVersion(upload=upload.id, part=part.value))
    elements.append(Buttons(buttons=(take, every, *_another_code(upload))))
    return Reply(elements=tuple(elements), replaces=True, outcome="asked")


def take_version(upload: Upload, compared: Comparison) -> Button:
    """To take it in, and to be certain where so little is the same that it may be another plan."""
    code, doubtful = compared.plan.code, compared.is_doubtful
    label = tr("It is {code} all the same", code=code) if doubtful else tr("Take it into {code}", code=code)
    return Button(
        label=label,
        sends=TakeVersion(upload=upload.id, certain=doubtful),
        style="default" if doubtful else "primary",
    )


def _another_code(upload: Upload) -> tuple[Button, ...]:
    return (
        Button(label=tr("Another code"), sends=OpenCode(upload=upload.id)),
        Button(label=tr("Discard"), sends=DropImport(upload=upload.id)),
    )


def _coordinates(uow: UnitOfWork, upload: Upload, plan: Plan) -> bool:
    return any(one.id == upload.person_id for one in uow.people.holders(Role.COORDINATOR, plan.id))


def found(uow: UnitOfWork, upload: Upload, draft: DraftPlan, plan: Plan, *, at: datetime, replaced: str = "") -> Reply:
    """`I found 26 actions. 4 dates need checking, 7 leads are not linked, RAG is missing on 17.`"""
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    elements: list[Element] = [Paragraph(text=_summary(draft, unlinked=counts.unlinked_leads))]
    elements += [SmallPrint(text=first_words(note, 300)) for note in draft.notes[:NOTES]]
    if replaced:
        words = took_place_of(plan.code, replaced)
        elements.append(SmallPrint(text=words))
    elements += _offered(uow, upload, draft)
    elements.append(SmallPrint(text=tr("It is the draft {code}. {only_you}", code=plan.code, only_you=tr(ONLY_YOU))))
    elements.append(Buttons(buttons=ways_on(plan, counts.questions, upload)))
    return Reply(elements=tuple(elements), replaces=True)


def took_place_of(code: str, source: str) -> str:
    """That a draft is gone, which nobody had worked on."""
    return tr(
        "It takes the place of the draft {code} that was made of {source}: nobody had answered or changed anything "
        "there.",
        code=code,
        source=first_words(source, 60),
    )


def _offered(uow: UnitOfWork, upload: Upload, draft: DraftPlan) -> Iterator[Element]:
    """What this person said of columns in other plans, to be taken here too."""
    person = uow.people.person(upload.person_id)
    for one in offered_columns(uow, draft, person)[:_OFFERED] if person else ():
        yield Paragraph(text=tr("{sentence} The same here?", sentence=one.sentence()))
        sends = SetColumn(upload=upload.id, heading=one.heading[:60], role=one.role.value)
        label = tr(
            "Yes, “{words}” holds {role_words}", words=first_words(one.heading, 30), role_words=tr(ROLE_WORDS[one.role])
        )
        yield Buttons(buttons=(Button(label=label, sends=sends),))


def ways_on(plan: Plan, questions: int, upload: Upload | None) -> tuple[Button, ...]:
    """What can be done with a draft: while its document is there, import or discard it; then, go live."""
    answer = answer_buttons(plan, questions)
    if upload is None or upload.state is not UploadState.STORED:
        plain = tuple(one.model_copy(update={"style": "default"}) for one in answer)
        kept = () if upload is None else (_wrong_column(upload), _discard(upload))
        return (Button(label=tr("Go live"), sends=GoLive(plan=plan.code), style="primary"), *plain, *kept)
    style = "default" if questions else "primary"
    return (
        *answer,
        Button(label=tr("Import good rows"), sends=TakeImport(upload=upload.id), style=style),
        _wrong_column(upload),
        _discard(upload),
    )


def _wrong_column(upload: Upload) -> Button:
    return Button(label=tr("A column is wrong"), sends=OpenColumns(upload=upload.id))


def _discard(upload: Upload) -> Button:
    return Button(label=tr("Discard"), sends=DropImport(upload=upload.id))


def ready(
    uow: UnitOfWork, plan: Plan, *, at: datetime, taken: int = 0, undo: str = "", upload: Upload | None = None
) -> Reply:
    """What the draft holds, and the ways on; `taken` suggestions were sure, and the event `undo` takes them back."""
    counts = uow.plans.counts(plan.id, at.astimezone(uow.organisation.zone).date())
    whole = trn("{count:,} action is", "{count:,} actions are", counts.open + counts.complete)
    lines = [tr("{whole} in the draft {code}.", whole=whole, code=plan.code)]
    if taken:
        lines.append(trn("{count:,} sure suggestion is taken.", "{count:,} sure suggestions are taken.", taken))
    if counts.questions:
        stays = trn("{count:,} question stays", "{count:,} questions stay", counts.questions)
        lines.append(
            trn(
                "{stays} open; until it is answered, all stays as printed.",
                "{stays} open; until they are answered, all stays as printed.",
                counts.questions,
                stays=stays,
            )
        )
    if counts.overdue:
        late = trn("{count:,} action is", "{count:,} actions are", counts.overdue)
        lines.append(
            tr(
                "{late} overdue by its dates: when you go live, each channel hears of that once, as a summary.",
                late=late,
            )
        )
    return Reply(
        elements=(
            Paragraph(text=" ".join(lines)),
            SmallPrint(text=tr(ONLY_YOU)),
            Buttons(buttons=ways_on(plan, counts.questions, upload)),
            *(
                (
                    Buttons(
                        buttons=(
                            Button(label=tr("Undo"), sends=Undo(event=undo), describe=tr("Undo: take what is sure")),
                        )
                    ),
                )
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
    label = trn("Answer {count:,} question", "Answer {count:,} questions", questions)
    return (
        Button(label=label, sends=Questions(plan=plan.code), style="primary"),
        Button(label=tr("Send me the doubtful rows as a file"), sends=SendCheckSheet(plan=plan.code)),
    )


def _summary(draft: DraftPlan, *, unlinked: int = 0) -> str:
    """`I found 26 actions in “...”. 4 dates need checking, 7 leads are not linked and RAG is missing on 17.`"""
    named = tr(" in “{words}”", words=first_words(draft.title, 80)) if draft.title else ""
    return trn(
        "I found {count:,} action{named}. {say_doubts}",
        "I found {count:,} actions{named}. {say_doubts}",
        len(draft.actions),
        named=named,
        say_doubts=say_doubts(doubts_of(draft, unlinked=unlinked)),
    )
