"""What a person decides on a plan given in chat: its code and columns, whether it is a next version, its good rows."""

from __future__ import annotations

from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid, NotFound
from domain.import_messages import (
    DropImport,
    OpenCode,
    OpenColumns,
    PauseQuestions,
    SetCode,
    SetColumn,
    ShowImport,
    TakeImport,
    TakeVersion,
)
from domain.importing.draft import ColumnRole
from domain.plans import PlanState
from domain.presenters import first_words
from domain.registry import registry
from domain.speech import tr
from domain.uploads import UploadState
from domain.usecases import import_replies, taking_in
from domain.usecases.questions import answerer_for, take_sure
from domain.usecases.remembering import own_columns
from domain.usecases.rereading import begin_again
from domain.usecases.uploaded import in_place, own_upload, read_code, where_it_stands, whole_view
from domain.views import Button, Buttons, ChoiceField, Form, Paragraph, Reply, TextField, say

_MOST_COLUMNS = 25


@registry.handles(ShowImport)
def show_import(command: ShowImport, ctx: Context) -> Reply:
    """Where it stands, to go on from there."""
    return where_it_stands(ctx, own_upload(ctx, command.upload))


@registry.handles(DropImport)
def drop_import(command: DropImport, ctx: Context) -> Reply:
    """Forget it; where a draft would go with it, once the person is sure."""
    upload = own_upload(ctx, command.upload)
    if upload.plan_id and not command.sure:
        plan = ctx.uow.plans.by_id(upload.plan_id)
        if plan is not None and plan.state is PlanState.DRAFT:
            return Reply(
                elements=(
                    Paragraph(text=tr("Discard the draft {code}, with what you answered about it?", code=plan.code)),
                    Buttons(
                        buttons=(
                            Button(
                                label=tr("Discard {code}", code=plan.code),
                                sends=DropImport(upload=upload.id, sure=True),
                                style="danger",
                            ),
                            Button(label=tr("Keep it"), sends=ShowImport(upload=upload.id)),
                        )
                    ),
                ),
                replaces=True,
                outcome="asked",
            )
    offered = upload.state is UploadState.OFFERED
    taking_in.drop(ctx.uow, upload, by=ctx.actor.signature, at=ctx.now)
    words = tr("I have not read it, and forgot it.") if offered else tr("Discarded. I have kept nothing of it.")
    return in_place(say(words))


@registry.handles(OpenCode)
def open_code(query: OpenCode, ctx: Context) -> Reply:
    """The form for the code."""
    upload = own_upload(ctx, query.upload)
    return Reply(
        form=Form(
            title=tr("Code of the plan"),
            sends=SetCode(upload=upload.id),
            fields=(
                TextField(
                    name="plan",
                    label=tr("Short code"),
                    hint=tr("2 to 5 letters, such as TSP. Actions are then called TSP-1, TSP-2 and so on."),
                    required=True,
                    max_length=20,
                ),
            ),
        )
    )


@registry.handles(SetCode)
def set_code(command: SetCode, ctx: Context) -> Reply:
    """Give it this code, and go on; where its keys change with it, it is read once more."""
    upload = own_upload(ctx, command.upload)
    try:
        code = read_code(command.plan)
    except Invalid as error:
        raise FieldErrors({"plan": error.message}) from None
    if upload.state is not UploadState.READ:
        return where_it_stands(ctx, upload)
    upload = replace(upload, code=code)
    draft = taking_in.draft_of(upload)
    known = ctx.uow.plans.by_code(code)
    said = own_columns(known if known and ctx.actor.coordinates(known.id) else None, draft)
    upload = replace(upload, corrections={**{name: role.value for name, role in said.items()}, **upload.corrections})
    if code == draft.code and not said:
        with whole_view(ctx):
            return taking_in.settle(ctx.uow, upload, draft, at=ctx.now)
    return in_place(taking_in.read_again(ctx.uow, upload))


@registry.handles(TakeVersion)
def take_version(command: TakeVersion, ctx: Context) -> Reply:
    """Make it the next version of the plan that has its code."""
    upload = own_upload(ctx, command.upload)
    if upload.state is not UploadState.READ:
        return where_it_stands(ctx, upload)
    draft = taking_in.draft_of(upload)
    with whole_view(ctx):
        return taking_in.store(ctx.uow, upload, draft, ctx.actor.person, at=ctx.now, certain=command.certain)


@registry.handles(OpenColumns)
def open_columns(query: OpenColumns, ctx: Context) -> Reply:
    """The form that says what a column means."""
    upload = own_upload(ctx, query.upload)
    draft = taking_in.draft_of(upload)
    taken = dict(draft.roles)
    headings = [heading for heading in draft.columns if heading.strip()][:_MOST_COLUMNS]
    if not headings:
        raise Invalid(tr("This plan has no columns: it is read by the words in it."))
    return Reply(
        form=Form(
            title=tr("What a column means"),
            intro=tr("I read the plan again with that, and remember it for this plan."),
            sends=SetColumn(upload=upload.id),
            fields=(
                ChoiceField(
                    name="heading",
                    label=tr("Column"),
                    options=tuple(
                        (heading[:60], f"{first_words(heading, 40)} ({role_name(taken.get(heading))})")
                        for heading in headings
                    ),
                    required=True,
                ),
                ChoiceField(
                    name="role",
                    label=tr("It holds"),
                    options=tuple((role.value, role_name(role)) for role in ColumnRole),
                    required=True,
                ),
            ),
            submit=tr("Read again"),
        )
    )


@registry.handles(SetColumn)
def set_column(command: SetColumn, ctx: Context) -> Reply:
    """Read it again with this column corrected."""
    upload = own_upload(ctx, command.upload)
    draft = taking_in.draft_of(upload)
    heading = next((one for one in draft.columns if one[:60] == command.heading), "")
    if not heading:
        raise FieldErrors({"heading": tr("Please choose one of the columns.")})
    if command.role not in set(ColumnRole):
        raise FieldErrors({"role": tr("Please choose what it holds.")})
    plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if plan is not None:
        policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("say what its columns hold"))
        if not begin_again(answerer_for(plan, ctx), upload, plan, {heading: ColumnRole(command.role)}):
            raise Invalid(tr(import_replies.GONE))
        return in_place(import_replies.reading(upload))
    upload = replace(upload, corrections={**upload.corrections, heading: command.role}, code=upload.code or draft.code)
    return in_place(taking_in.read_again(ctx.uow, upload))


@registry.handles(TakeImport)
def take_import(command: TakeImport, ctx: Context) -> Reply:
    """Import good rows. Rows in doubt come along with their questions: nothing of the document is left behind."""
    upload = own_upload(ctx, command.upload)
    plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if upload.state is not UploadState.STORED or plan is None:
        return where_it_stands(ctx, upload)
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("import it"))
    taken = take_sure(answerer_for(plan, ctx))
    plan = ctx.uow.plans.by_id(plan.id) or plan
    upload = replace(upload, state=UploadState.TAKEN)
    ctx.uow.uploads.save(upload)
    return import_replies.ready(ctx.uow, plan, at=ctx.now, taken=taken.taken, undo=taken.event or "", upload=upload)


@registry.handles(PauseQuestions)
def pause_questions(query: PauseQuestions, ctx: Context) -> Reply:
    """Stop asking; nothing is lost, and the draft stands as it is."""
    plan = ctx.uow.plans.by_code(query.plan)
    if plan is None:
        raise NotFound(tr(import_replies.GONE))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr("answer questions on its document"))
    words = tr(
        "All answers are kept. To go on, today or another day, write “questions {code}” or press below.", code=plan.code
    )
    if plan.state is not PlanState.DRAFT:
        counts = ctx.uow.plans.counts(plan.id, ctx.today)
        buttons = import_replies.answer_buttons(plan, counts.questions)
        return in_place(Reply(elements=(Paragraph(text=words), *((Buttons(buttons=buttons),) if buttons else ()))))
    mine = next((one for one in ctx.uow.uploads.of_person(ctx.actor.id) if one.plan_id == plan.id), None)
    reply = import_replies.ready(ctx.uow, plan, at=ctx.now, upload=mine)
    return reply.model_copy(update={"elements": (Paragraph(text=words), *reply.elements)})


def role_name(role: ColumnRole | None) -> str:
    """What a column holds, in words."""
    return tr("nothing I know") if role is None else role.value.replace("_", " ")
