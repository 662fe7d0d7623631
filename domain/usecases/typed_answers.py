"""A line that is no request, from somebody whom an import waits for: the code that was asked for, or an answer typed
below a question.
"""

from __future__ import annotations

import re

from domain import policy
from domain.context import Context
from domain.errors import Asked, DomainError
from domain.import_messages import OpenCode, SetCode
from domain.importing.dates import find_dates
from domain.messages import Help, Mine, Questions, Show
from domain.presenters import first_words
from domain.registry import registry
from domain.speech import tr
from domain.uploads import Upload, UploadState
from domain.usecases import import_replies
from domain.usecases.uploaded import NoCode, read_code
from domain.views import Button

_MAY_BE_CODE = re.compile(r"[A-Za-z]{2,5}")
_MOST = 3
_LONGEST = 80


def take_for_answer(error: DomainError, ctx: Context) -> None:
    """Say what to do with a line that could not be read, where it seems to answer what its author was asked.

    Raises:
        Asked: it does, perhaps; nothing is changed before they press.
    """
    said = (ctx.inbound.said or "").strip()
    if not said or len(said) > _LONGEST or not ctx.inbound.private or not policy.may_import(ctx.actor):
        return
    uploads = ctx.uow.uploads.of_person(ctx.actor.id)
    if _MAY_BE_CODE.fullmatch(said):
        _ask_for_code(said, [one for one in uploads if one.state is UploadState.READ and not one.code])
    if all(isinstance(one.sends, Mine | Help | Show) for one in error.buttons) or _is_a_date(said):
        _point_to_questions([one for one in uploads if one.plan_id], ctx)


def _ask_for_code(said: str, waiting: list[Upload]) -> None:
    if not waiting:
        return
    try:
        code = read_code(said)
    except NoCode as error:
        another = Button(label=tr("Another code"), sends=OpenCode(upload=waiting[0].id))
        raise Asked(error.message, buttons=(another,)) from None
    names = [import_replies.called(one) for one in waiting[:_MOST]]
    if len(waiting) == 1:
        raise Asked(
            tr("Shall {code} be the code of {name}?", code=code, name=names[0]),
            buttons=(
                Button(
                    label=tr("Call it {code}", code=code),
                    sends=SetCode(upload=waiting[0].id, plan=code),
                    style="primary",
                ),
                Button(label=tr("Another code"), sends=OpenCode(upload=waiting[0].id)),
            ),
        )
    raise Asked(
        tr("Which of these shall have the code {code}?", code=code),
        buttons=tuple(
            Button(label=first_words(name, 60), sends=SetCode(upload=one.id, plan=code))
            for name, one in zip(names, waiting, strict=False)
        ),
    )


def _point_to_questions(drafts: list[Upload], ctx: Context) -> None:
    for upload in drafts:
        plan = ctx.uow.plans.by_id(upload.plan_id) if upload.plan_id else None
        if plan is not None and ctx.uow.questions.open(plan.id):
            raise Asked(
                tr(
                    "If that answers a question about {code}, please press “Type an answer” below the question. "
                    "I have changed nothing.",
                    code=plan.code,
                ),
                buttons=(
                    Button(label=tr("Go on with {code}", code=plan.code), sends=Questions(plan=plan.code)),
                    Button(label=tr("My actions"), sends=Mine()),
                    Button(label=tr("Help"), sends=Help()),
                ),
            )


def _is_a_date(said: str) -> bool:
    found = find_dates(said)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(said)) and not found[0].year_missing


registry.take_for_answer = take_for_answer
