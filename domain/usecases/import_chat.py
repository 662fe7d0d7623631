"""`import` in a direct message: a file or pasted text becomes a draft plan, with a person asked at every turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid, NotFound, Refused
from domain.ids import UploadId, new_id
from domain.import_messages import (
    DropImport,
    ImportPlan,
    OfferPaste,
    OpenCode,
    OpenColumns,
    PauseQuestions,
    ReadPaste,
    SetCode,
    SetColumn,
    ShowImport,
    TakeImport,
    TakeVersion,
)
from domain.importing.draft import ColumnRole
from domain.importing.keys import InvalidPlanCode, check_plan_code
from domain.language.pasted import split_code
from domain.messages import Help
from domain.people import EVERYTHING, Platform, Sight
from domain.plans import PlanState
from domain.posting import Destination
from domain.presenters import first_words, join_names, plural
from domain.registry import registry
from domain.uploads import MAX_FILE_BYTES, MAX_FILES, OfferedFile, Upload, UploadState
from domain.usecases import taking_in
from domain.usecases.answering import Answerer
from domain.usecases.questions import take_sure
from domain.views import Button, Buttons, ChoiceField, Form, Paragraph, Reply, TextField, say

_PRIVATELY = (
    "Please send the plan to me in a direct message, so that nobody else reads along. I have not looked at it here."
)
_AT_THE_TERMINAL = "At the terminal a plan is brought in with “actionlog import FILE”."
_HOW = (
    "Send me the plan as a file here, in this conversation: Word, Excel, PDF, a web page or CSV. Or paste it: write "
    "“import” and the plan's short code in the first line, and the table below it."
)
_MOST_COLUMNS = 25


def parse(word: str, rest: str) -> ImportPlan:
    """`import TSP`, with the plan in the lines below."""
    code, text = split_code(rest)
    return ImportPlan(plan=code[:20], text=text)


@registry.handles(
    ImportPlan,
    verb="import",
    usage="import [PLAN]",
    summary="Bring a plan in: send a file with it, or paste the plan below (coordinators)",
    detail=_HOW,
    parse=parse,
)
def import_plan(command: ImportPlan, ctx: Context) -> Reply:
    """Keep what was given and begin to read it, or say how it is done."""
    _let_in(ctx)
    code = _code(command.plan) if command.plan else ""
    if ctx.inbound.files:
        return _take_files(ctx, ctx.inbound.files, code)
    if command.text.strip():
        upload = _keep_paste(ctx, command.text, UploadState.READING, code)
        taking_in.begin(ctx.uow, upload)
        return taking_in.reading(upload)
    return _under_way(ctx)


@registry.handles(OfferPaste)
def offer_paste(command: OfferPaste, ctx: Context) -> Reply:
    """Ask whether it is a plan. From somebody who can't bring one in it was no command, and they are told so."""
    if not command.text.strip() or not policy.may_import(ctx.actor):
        raise Invalid(
            "I don't understand this. Try “mine” for your actions, or “help” for what I can do.",
            buttons=(Button(label="Help", sends=Help()),),
        )
    _let_in(ctx)
    upload = _keep_paste(ctx, command.text, UploadState.OFFERED, "")
    return Reply(
        elements=(
            Paragraph(text="Shall I read this as a plan?"),
            Buttons(
                buttons=(
                    Button(label="Yes, read it", sends=ReadPaste(upload=upload.id), style="primary"),
                    Button(label="No", sends=DropImport(upload=upload.id, sure=True)),
                )
            ),
        ),
        outcome="asked",
    )


@registry.handles(ReadPaste)
def read_paste(command: ReadPaste, ctx: Context) -> Reply:
    """Begin to read what was pasted."""
    upload = _mine(ctx, command.upload)
    if upload.state is UploadState.OFFERED:
        upload = replace(upload, state=UploadState.READING)
        ctx.uow.uploads.save(upload)
        taking_in.begin(ctx.uow, upload)
        return _in_place(taking_in.reading(upload))
    return _where_it_stands(ctx, upload)


@registry.handles(ShowImport)
def show_import(command: ShowImport, ctx: Context) -> Reply:
    """Where it stands, to go on from there."""
    return _where_it_stands(ctx, _mine(ctx, command.upload))


@registry.handles(DropImport)
def drop_import(command: DropImport, ctx: Context) -> Reply:
    """Forget it; where a draft would go with it, once the person is sure."""
    upload = _mine(ctx, command.upload)
    if upload.state is UploadState.STORED and not command.sure:
        plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
        if plan is not None and plan.state is PlanState.DRAFT:
            return Reply(
                elements=(
                    Paragraph(text=f"Discard the draft {plan.code}, with what you answered about it?"),
                    Buttons(
                        buttons=(
                            Button(
                                label=f"Discard {plan.code}",
                                sends=DropImport(upload=upload.id, sure=True),
                                style="danger",
                            ),
                            Button(label="Keep it", sends=ShowImport(upload=upload.id)),
                        )
                    ),
                ),
                replaces=True,
                outcome="asked",
            )
    offered = upload.state is UploadState.OFFERED
    taking_in.drop(ctx.uow, upload, by=ctx.actor.signature, at=ctx.now)
    words = "I have not read it, and forgot it." if offered else "Discarded. I have kept nothing of it."
    return _in_place(say(words))


@registry.handles(OpenCode)
def open_code(query: OpenCode, ctx: Context) -> Reply:
    """The form for the code."""
    upload = _mine(ctx, query.upload)
    return Reply(
        form=Form(
            title="Code of the plan",
            sends=SetCode(upload=upload.id),
            fields=(
                TextField(
                    name="plan",
                    label="Short code",
                    hint="2 to 5 letters, such as TSP. Actions are then called TSP-1, TSP-2 and so on.",
                    required=True,
                    max_length=20,
                ),
            ),
        )
    )


@registry.handles(SetCode)
def set_code(command: SetCode, ctx: Context) -> Reply:
    """Give it this code, and go on; where its keys change with it, it is read once more."""
    upload = _mine(ctx, command.upload)
    try:
        code = _code(command.plan)
    except Invalid as error:
        raise FieldErrors({"plan": error.message}) from None
    if upload.state is not UploadState.READ:
        return _where_it_stands(ctx, upload)
    upload = replace(upload, code=code)
    draft = taking_in.draft_of(upload)
    if code == draft.code:
        with _whole_view(ctx):
            return taking_in.settle(ctx.uow, upload, draft, at=ctx.now)
    return _in_place(taking_in.read_again(ctx.uow, upload))


@registry.handles(TakeVersion)
def take_version(command: TakeVersion, ctx: Context) -> Reply:
    """Make it the next version of the plan that has its code."""
    upload = _mine(ctx, command.upload)
    if upload.state is not UploadState.READ:
        return _where_it_stands(ctx, upload)
    draft = taking_in.draft_of(upload)
    with _whole_view(ctx):
        return taking_in.store(ctx.uow, upload, draft, ctx.actor.person, at=ctx.now, certain=command.certain)


@registry.handles(OpenColumns)
def open_columns(query: OpenColumns, ctx: Context) -> Reply:
    """The form that says what a column means."""
    upload = _mine(ctx, query.upload)
    draft = taking_in.draft_of(upload)
    taken = dict(draft.roles)
    headings = [heading for heading in draft.columns if heading.strip()][:_MOST_COLUMNS]
    if not headings:
        raise Invalid("This plan has no columns: it is read by the words in it.")
    return Reply(
        form=Form(
            title="What a column means",
            intro="I read the plan again with that, and remember it for this plan.",
            sends=SetColumn(upload=upload.id),
            fields=(
                ChoiceField(
                    name="heading",
                    label="Column",
                    options=tuple(
                        (heading[:60], f"{first_words(heading, 40)} ({role_name(taken.get(heading))})")
                        for heading in headings
                    ),
                    required=True,
                ),
                ChoiceField(
                    name="role",
                    label="It holds",
                    options=tuple((role.value, role_name(role)) for role in ColumnRole),
                    required=True,
                ),
            ),
            submit="Read again",
        )
    )


@registry.handles(SetColumn)
def set_column(command: SetColumn, ctx: Context) -> Reply:
    """Read it again with this column corrected."""
    upload = _mine(ctx, command.upload)
    draft = taking_in.draft_of(upload)
    heading = next((one for one in draft.columns if one[:60] == command.heading), "")
    if not heading:
        raise FieldErrors({"heading": "Please choose one of the columns."})
    if command.role not in {role.value for role in ColumnRole}:
        raise FieldErrors({"role": "Please choose what it holds."})
    upload = replace(upload, corrections={**upload.corrections, heading: command.role}, code=upload.code or draft.code)
    return _in_place(taking_in.read_again(ctx.uow, upload))


@registry.handles(TakeImport)
def take_import(command: TakeImport, ctx: Context) -> Reply:
    """Import good rows. Rows in doubt come along with their questions: nothing of the document is left behind."""
    upload = _mine(ctx, command.upload)
    plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
    if upload.state is not UploadState.STORED or plan is None:
        return _where_it_stands(ctx, upload)
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, "import it")
    taken = take_sure(
        Answerer(ctx.uow, plan, ctx.actor.signature, ctx.now, ctx.today, workspace_id=ctx.workspace.id, me=ctx.actor.id)
    )
    plan = ctx.uow.plans.by_id(plan.id) or plan
    ctx.uow.uploads.save(replace(upload, state=UploadState.DONE))  # the document has served
    return taking_in.ready(ctx.uow, plan, at=ctx.now, taken=taken)


@registry.handles(PauseQuestions)
def pause_questions(query: PauseQuestions, ctx: Context) -> Reply:
    """Stop asking; nothing is lost, and the draft stands as it is."""
    plan = ctx.uow.plans.by_code(query.plan)
    if plan is None:
        raise NotFound(taking_in.GONE)
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, "answer questions on its document")
    words = f"All answers are kept. To go on, today or another day, write “questions {plan.code}” or press below."
    if plan.state is not PlanState.DRAFT:
        counts = ctx.uow.plans.counts(plan.id, ctx.today)
        buttons = taking_in.answer_buttons(plan, counts.questions)
        return _in_place(Reply(elements=(Paragraph(text=words), *((Buttons(buttons=buttons),) if buttons else ()))))
    mine = next((one for one in ctx.uow.uploads.of_person(ctx.actor.id) if one.plan_id == plan.id), None)
    reply = taking_in.ready(ctx.uow, plan, at=ctx.now, upload=mine)
    return reply.model_copy(update={"elements": (Paragraph(text=words), *reply.elements)})


def role_name(role: ColumnRole | None) -> str:
    """What a column holds, in words."""
    return "nothing I know" if role is None else role.value.replace("_", " ")


def _let_in(ctx: Context) -> None:
    """Who may, where nobody else reads along."""
    policy.require_import(ctx.actor, ctx.uow.people)
    if ctx.inbound.platform is Platform.CONSOLE:
        raise Invalid(_AT_THE_TERMINAL)
    if not ctx.inbound.private:
        raise Refused(_PRIVATELY)


def _mine(ctx: Context, upload_id: str) -> Upload:
    policy.require_import(ctx.actor, ctx.uow.people)
    upload = ctx.uow.uploads.by_id(upload_id)
    if upload is None or upload.person_id != ctx.actor.id or upload.state in (UploadState.FAILED, UploadState.DONE):
        raise NotFound(taking_in.GONE)
    return upload


def _code(typed: str) -> str:
    try:
        return check_plan_code(typed)
    except InvalidPlanCode as error:
        raise Invalid(str(error)) from None


def _destination(ctx: Context) -> Destination:
    inbound = ctx.inbound
    known = ctx.uow.conversation(inbound.platform, inbound.workspace, inbound.conversation)
    address = inbound.address or (known.address if known else {})
    return Destination(inbound.platform, inbound.workspace, inbound.conversation, address)


def _new(ctx: Context, key: str, name: str, state: UploadState, code: str, size: int = 0) -> Upload:
    return Upload(
        id=UploadId(new_id()),
        organisation_id=ctx.organisation.id,
        person_id=ctx.actor.id,
        key=key,
        name=name,
        destination=_destination(ctx),
        state=state,
        created_at=ctx.now,
        code=code,
        corrections=_remembered(ctx, code),
    )


def _remembered(ctx: Context, code: str) -> Mapping[str, str]:
    """What columns mean in this plan, as somebody said when an earlier version of it was read."""
    plan = ctx.uow.plans.by_code(code) if code else None
    return plan.corrections if plan is not None and ctx.actor.coordinates(plan.id) else {}


def _keep_paste(ctx: Context, text: str, state: UploadState, code: str) -> Upload:
    is_page = text.lstrip().startswith("<")
    upload = _new(ctx, f"paste:{new_id()}", "pasted.html" if is_page else "pasted.txt", state, code)
    ctx.uow.uploads.add(upload, text.encode("utf-8", "replace"))
    return upload


def _take_files(ctx: Context, files: Sequence[OfferedFile], code: str) -> Reply:
    names, again = [], None
    if any(file.is_picture for file in files):
        raise Invalid(
            "This is a picture, and I read plans as text. Please send the Word, Excel or PDF file that it shows."
        )
    for file in files[:MAX_FILES]:
        if file.size > MAX_FILE_BYTES:
            raise Invalid(
                f"This file is larger than {MAX_FILE_BYTES // 1_000_000} MB, so I have not fetched it. "
                "Please save only the plan, and send that."
            )
        upload = replace(
            _new(ctx, f"{ctx.inbound.platform.value}:{file.key}", file.name, UploadState.READING, code),
            source=file.source,
        )
        if ctx.uow.uploads.add(upload):
            taking_in.begin(ctx.uow, upload)
            names.append(taking_in.called(upload))
        else:
            again = ctx.uow.uploads.by_key(upload.key)
    if names:
        takes = "this takes a few seconds." if len(names) == 1 else "this takes a little while."
        more = f" I read {MAX_FILES} files at a time; please send the others after these." * (len(files) > MAX_FILES)
        return say(f"I'm reading {join_names(names)}; {takes}{more}")
    if again is None or again.person_id != ctx.actor.id or again.state in (UploadState.FAILED, UploadState.DONE):
        raise Invalid("I have had this very file already. To have it read again, please upload it once more.")
    return _where_it_stands(ctx, again)


def _under_way(ctx: Context) -> Reply:
    waiting = [one for one in ctx.uow.uploads.of_person(ctx.actor.id) if one.state is not UploadState.OFFERED]
    if not waiting:
        return say(_HOW)
    buttons = []
    for upload in waiting[:5]:
        plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
        label = f"Go on with {plan.code if plan else taking_in.called(upload)}"
        buttons.append(Button(label=label[:70], sends=ShowImport(upload=upload.id)))
    return Reply(
        elements=(
            Paragraph(text=f"{plural(len(waiting), 'plan is', 'plans are')} waiting for you."),
            Buttons(buttons=tuple(buttons)),
            Paragraph(text=_HOW),
        )
    )


@contextmanager
def _whole_view(ctx: Context) -> Iterator[None]:
    """Whether a code is free does not depend on what the person sees: a colleague's draft has it too."""
    ctx.uow.see_with(EVERYTHING)
    try:
        yield
    finally:
        ctx.uow.see_with(Sight.of(ctx.actor))


def _where_it_stands(ctx: Context, upload: Upload) -> Reply:
    with _whole_view(ctx):
        return _in_place(taking_in.where_it_stands(ctx.uow, upload, at=ctx.now))


def _in_place(reply: Reply) -> Reply:
    return reply.model_copy(update={"replaces": True})
