"""`import` in a direct message: a file or pasted text is kept, and its reading begun.

What comes then, with a person asked at every turn, is in `domain.usecases.import_steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain import policy
from domain.context import Context
from domain.errors import Invalid, Refused
from domain.ids import UploadId, new_id
from domain.import_messages import DropImport, ImportPlan, OfferPaste, ReadPaste, ShowImport
from domain.language.pasted import split_code
from domain.messages import Help
from domain.people import Platform
from domain.presenters import join_names
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.uploads import MAX_FILE_BYTES, MAX_FILES, OF_PEOPLE, OfferedFile, Upload, UploadState
from domain.usecases import import_replies, taking_in
from domain.usecases.uploaded import NoCode, destination, in_place, own_upload, read_code, remembered, where_it_stands
from domain.views import Button, Buttons, Paragraph, Reply, say

_PRIVATELY = marked(
    "Please send the plan to me in a direct message, so that nobody else reads along. I have not looked at it here."
)
_AT_THE_TERMINAL = marked("At the terminal a plan is brought in with “actionlog import FILE”.")
_HOW = marked(
    "Send me the plan as a file here, in this conversation: Word, Excel, PDF, a web page or CSV. "
    "Or paste it: write “import” and the plan's short code in the first line, and the table "
    "below it."
)


def parse(word: str, rest: str) -> ImportPlan:
    """`import TSP`, with the plan in the lines below."""
    code, text = split_code(rest)
    return ImportPlan(plan=code[:20], text=text)


@registry.handles(
    ImportPlan,
    verb="import",
    usage="import [PLAN]",
    summary=marked("Bring a plan in: send a file with it, or paste the plan below (coordinators)"),
    detail=tr(_HOW),
    parse=parse,
)
def import_plan(command: ImportPlan, ctx: Context) -> Reply:
    """Keep what was given and begin to read it, or say how it is done."""
    _let_in(ctx)
    try:
        return _take(command, ctx, read_code(command.plan) if command.plan else "")
    except NoCode as error:  # what was given is read all the same: the code is asked for afterwards
        if not (ctx.inbound.files or command.text.strip()):
            raise
        taken = _take(command, ctx, "")
        said = tr("{why} I shall ask you for another code.", why=error.message)
        return taken.model_copy(update={"elements": (Paragraph(text=said), *taken.elements)})


def _take(command: ImportPlan, ctx: Context, code: str) -> Reply:
    if ctx.inbound.files:
        return _take_files(ctx, ctx.inbound.files, code, OF_PEOPLE if command.people else "")
    if command.text.strip():
        upload = _keep_paste(ctx, command.text, UploadState.READING, code)
        taking_in.begin(ctx.uow, upload)
        return import_replies.reading(upload)
    return _under_way(ctx)


@registry.handles(OfferPaste)
def offer_paste(command: OfferPaste, ctx: Context) -> Reply:
    """Ask whether it is a plan. From somebody who can't bring one in it was no command, and they are told so."""
    if not command.text.strip() or not policy.may_import(ctx.actor):
        raise Invalid(
            tr("I don't understand this. Try “mine” for your actions, or “help” for what I can do."),
            buttons=(Button(label=tr("Help"), sends=Help()),),
        )
    _let_in(ctx)
    upload = _keep_paste(ctx, command.text, UploadState.OFFERED, "")
    return Reply(
        elements=(
            Paragraph(text=tr("Shall I read this as a plan?")),
            Buttons(
                buttons=(
                    Button(label=tr("Yes, read it"), sends=ReadPaste(upload=upload.id), style="primary"),
                    Button(label=tr("No"), sends=DropImport(upload=upload.id, sure=True)),
                )
            ),
        ),
        outcome="asked",
    )


@registry.handles(ReadPaste)
def read_paste(command: ReadPaste, ctx: Context) -> Reply:
    """Begin to read what was pasted."""
    upload = own_upload(ctx, command.upload)
    if upload.state is UploadState.OFFERED:
        upload = replace(upload, state=UploadState.READING)
        ctx.uow.uploads.save(upload)
        taking_in.begin(ctx.uow, upload)
        return in_place(import_replies.reading(upload))
    return where_it_stands(ctx, upload)


def _let_in(ctx: Context) -> None:
    """Who may, where nobody else reads along."""
    policy.require_import(ctx.actor, ctx.uow.people)
    if ctx.inbound.platform is Platform.CONSOLE:
        raise Invalid(tr(_AT_THE_TERMINAL))
    if not ctx.inbound.private:
        raise Refused(tr(_PRIVATELY))


def _new(ctx: Context, key: str, name: str, state: UploadState, code: str, size: int = 0) -> Upload:
    return Upload(
        id=UploadId(new_id()),
        organisation_id=ctx.organisation.id,
        person_id=ctx.actor.id,
        key=key,
        name=name,
        destination=destination(ctx),
        state=state,
        created_at=ctx.now,
        code=code,
        corrections=remembered(ctx, code),
    )


def _keep_paste(ctx: Context, text: str, state: UploadState, code: str) -> Upload:
    is_page = text.lstrip().startswith("<")
    upload = _new(ctx, f"paste:{new_id()}", "pasted.html" if is_page else "pasted.txt", state, code)
    ctx.uow.uploads.add(upload, text.encode("utf-8", "replace"))
    return upload


def _take_files(ctx: Context, files: Sequence[OfferedFile], code: str, of: str) -> Reply:
    names, again = [], None
    if any(file.is_picture for file in files):
        raise Invalid(
            tr("This is a picture, and I read plans as text. Please send the Word, Excel or PDF file that it shows.")
        )
    for file in files[:MAX_FILES]:
        if file.size > MAX_FILE_BYTES:
            raise Invalid(
                tr(
                    "This file is larger than {max_file_bytes} MB, so I have not fetched it. Please "
                    "save only the plan, and send that.",
                    max_file_bytes=MAX_FILE_BYTES // 1000000,
                )
            )
        upload = replace(
            _new(ctx, f"{of}{ctx.inbound.platform.value}:{file.key}", file.name, UploadState.READING, code),
            source=file.source,
        )
        if ctx.uow.uploads.add(upload):
            taking_in.begin(ctx.uow, upload)
            names.append(import_replies.called(upload))
        else:
            again = ctx.uow.uploads.by_key(upload.key)
    if names:
        takes = tr("this takes a few seconds.") if len(names) == 1 else tr("this takes a little while.")
        more = tr(" I read {max_files} files at a time; please send the others after these.", max_files=MAX_FILES) * (
            len(files) > MAX_FILES
        )
        return say(tr("I'm reading {names}; {takes}{more}", names=join_names(names), takes=takes, more=more))
    if again is None or again.person_id != ctx.actor.id or again.state in (UploadState.FAILED, UploadState.DONE):
        raise Invalid(tr("I have had this very file already. To have it read again, please upload it once more."))
    return where_it_stands(ctx, again)


def _under_way(ctx: Context) -> Reply:
    waiting = [one for one in ctx.uow.uploads.of_person(ctx.actor.id) if one.state is not UploadState.OFFERED]
    if not waiting:
        return say(tr(_HOW))
    buttons = []
    for upload in waiting[:5]:
        plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
        label = tr("Go on with {code}", code=plan.code if plan else import_replies.called(upload))
        buttons.append(Button(label=label[:70], sends=ShowImport(upload=upload.id)))
    return Reply(
        elements=(
            Paragraph(
                text=trn("{count:,} plan is waiting for you.", "{count:,} plans are waiting for you.", len(waiting))
            ),
            Buttons(buttons=tuple(buttons)),
            Paragraph(text=tr(_HOW)),
        )
    )
