"""A draft under another code: every key of it changes, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from domain.importing.draft import DraftPlan, QuestionKind
from domain.importing.keys import check_plan_code


def with_code(draft: DraftPlan, code: str) -> DraftPlan:
    """The same draft as the plan `code`; the question for its code is answered by that.

    Raises:
        InvalidPlanCode: the code can't be used.
    """
    code = check_plan_code(code)
    before, after = f"{draft.code}-", f"{code}-"

    def renamed(key: str) -> str:
        return after + key[len(before) :] if key.startswith(before) else key

    return replace(
        draft,
        code=code,
        recommendations=tuple(
            replace(
                one,
                key=renamed(one.key),
                actions=tuple(
                    replace(action, key=renamed(action.key), links=tuple(map(renamed, action.links)))
                    for action in one.actions
                ),
            )
            for one in draft.recommendations
        ),
        questions=tuple(
            replace(
                one,
                key=renamed(one.key),
                keys=tuple(map(renamed, one.keys)),
                suggestion=renamed(one.suggestion),
                message=one.message.replace(before, after),
            )
            for one in draft.questions
            if one.kind is not QuestionKind.PLAN_CODE
        ),
    )
