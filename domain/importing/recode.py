"""A draft under another code: every key of it changes, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.importing.draft import DraftPlan, QuestionKind
from domain.importing.keys import bare_refs, check_plan_code


def with_code(draft: DraftPlan, code: str) -> DraftPlan:
    """The same draft as the plan `code`; the question for its code is answered by that.

    Raises:
        InvalidPlanCode: the code can't be used.
    """
    code = check_plan_code(code)
    before, after = f"{draft.code}-", f"{code}-"
    rests = (
        key.removeprefix(before) for one in draft.recommendations for key in (one.key, *(a.key for a in one.actions))
    )
    bare = bare_refs(rests, code)

    def renamed(key: str) -> str:
        rest = key.removeprefix(before)
        return after + bare.get(rest, rest) if key.startswith(before) else key

    def told(message: str) -> str:
        return re.sub(rf"{re.escape(before)}[\w.-]*\w", lambda found: renamed(found.group()), message)

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
                message=told(one.message),
            )
            for one in draft.questions
            if one.kind is not QuestionKind.PLAN_CODE
        ),
    )
