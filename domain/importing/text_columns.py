"""Which text of a table is the action, which what it is for, and which neither: by headings, cells and places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.importing.columns import Column, swap
from domain.importing.draft import ColumnRole
from domain.importing.headings import Meaning, Shade, meanings, plain
from domain.importing.placed_texts import COMMANDS, FEW_COMMANDS, WORDY, texts_by_place
from domain.importing.profiles import Profile

_R = ColumnRole
_RESPONSE = re.compile(r"(?i)\b(?:responses?|implement\w*|plans?|proposals?|delivery|what|how)\b")
_SAYS_ACTION = re.compile(r"(?i)\bactions?\b(?! (?:plan|log|owner|lead|by)\b)")
_FOLLOWS = re.compile(r"(?i)\b(?:next|upcoming|further)\b")
_LEADS = 0.6  # the share of names that makes a column of them
_TEXTS = {_R.ACTION, _R.RECOMMENDATION, _R.SECTION}


def settle_responses(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Without a column for the action, the text between recommendation and lead or date says what will be done."""
    if any(column.role is _R.ACTION for column in columns):
        return columns
    start = next((column.place for column in columns if column.role is _R.RECOMMENDATION), None)
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL}]
    if start is None or not people:
        return columns
    ends = [place for place in people if place > start]
    between = [
        column
        for column in columns
        if start < column.place < min(ends, default=0)
        and column.place not in fixed
        and column.role in {_R.PROGRESS, _R.OTHER}
        and column.shade is Shade.PLAIN
        and (column.role is _R.OTHER or _RESPONSE.search(column.says))
        and profiles[column.place].length > 12
        and profiles[column.place].wordy >= WORDY
        and profiles[column.place].leads < _LEADS
        and max(profiles[column.place].dates, profiles[column.place].refs, profiles[column.place].rags) < 0.5
    ]
    if not between:
        return columns
    chosen = max(between, key=lambda column: (bool(_RESPONSE.search(column.says)), profiles[column.place].length))
    return swap(columns, {chosen.place: replace(chosen, role=_R.ACTION, unsure=True)})


def settle_texts(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """One recommendation column and one action column, if there are two texts; else one of them."""
    changed: dict[int, Column] = {}
    columns = _with_orders(_without_names(columns, profiles, fixed), profiles, fixed)
    answered = {
        column.place: replace(column, role=_R.OTHER)
        for column in columns
        if column.role in {_R.ACTION, _R.RECOMMENDATION} and profiles[column.place].answers >= _LEADS
        if column.place not in fixed  # `Requirement met?`: an answer, and no text
    }
    columns = swap(columns, answered)
    recommendations = [column for column in columns if column.role is _R.RECOMMENDATION]
    actions = [column for column in columns if column.role is _R.ACTION]
    if not actions and len(recommendations) > 1:
        # Two texts that both read as recommendations: the right one, if it holds commands, says what is done.
        last = max(recommendations, key=lambda column: column.place)
        answered_by = settle_responses([one for one in columns if one is not recommendations[0]], profiles, fixed)
        if any(one.role is _R.ACTION for one in answered_by):
            last = recommendations[0]  # `Finding`, `Recommendation` and then a response that says what will be done
        elif profiles[last.place].commands >= COMMANDS and last.place not in fixed:
            return _settled_with({last.place: replace(last, role=_R.ACTION)}, columns, profiles, fixed)
    if len(recommendations) > 1:
        keep = _main_recommendation(recommendations, profiles)
        for column in recommendations:
            if column is not keep and column.place not in fixed:
                cells = profiles[column.place]
                title = cells.wordy < FEW_COMMANDS and cells.length * 1.5 < profiles[keep.place].length
                repeated = (cells.variety < 0.75 or title) and column.place < keep.place
                changed[column.place] = replace(column, role=_R.SECTION if repeated else _R.OTHER)
        recommendations = [keep]
    if turned := _next_steps(actions, fixed) or _other_work(actions, columns, profiles, fixed):
        return _settled_with(turned, columns, profiles, fixed)
    if demoted := _no_action(actions, recommendations, columns, profiles, fixed):
        return _settled_with(demoted, columns, profiles, fixed)
    if len(actions) > 1 and (beyond := _beyond_who_and_when(actions, columns, profiles, fixed)):
        changed.update({one.place: replace(one, role=_R.NOTES) for one in beyond})
        actions = [one for one in actions if one not in beyond]
    if len(actions) > 1:
        if not recommendations:
            changed[actions[0].place] = replace(actions[0], role=_R.RECOMMENDATION)
            recommendations, actions = actions[:1], actions[1:]
        keep = max(
            actions,
            key=lambda one: (
                max(profiles[one.place].wordy, profiles[one.place].commands)
                >= FEW_COMMANDS,  # `Source of action`: a word or two
                "action" in plain(one.says),
                round(profiles[one.place].commands, 1),
                -one.place,
            ),
        )
        for column in actions:
            if column is not keep and column.place not in fixed:
                changed[column.place] = replace(column, role=_R.OTHER)
    columns = swap(columns, changed)
    if not recommendations and actions and not any(column.role is _R.REF for column in columns):
        # Headed "Priority" or "Aim", but every row has its own: what the plan numbers.
        unknown = any(_is_unknown_text(column, columns, profiles, fixed) for column in columns)
        first = min(column.place for column in actions)
        for column in columns if not unknown else ():
            cells = profiles[column.place]
            if column.place > first:
                continue
            title = cells.spoken < FEW_COMMANDS and cells.length < 12  # `Health`, `Schools`: themes, if each comes once
            if title:
                continue
            if column.role is _R.SECTION and cells.count > 1 and cells.variety > 0.8 and column.place not in fixed:
                columns = swap(columns, {column.place: replace(column, role=_R.RECOMMENDATION)})
                break
    if not any(column.role in {_R.RECOMMENDATION, _R.ACTION} for column in columns):
        columns = texts_by_place(columns, profiles, fixed)
    return columns


def _settled_with(
    turned: Mapping[int, Column], columns: list[Column], profiles: Sequence[Profile], fixed: set[int]
) -> list[Column]:
    """The texts looked at once more with some of them changed, each at most once: two rules may want it to and fro."""
    return settle_texts(swap(columns, turned), profiles, fixed | turned.keys())


def _beyond_who_and_when(
    actions: list[Column], columns: list[Column], profiles: Sequence[Profile], fixed: set[int]
) -> list[Column]:
    """`Next step` right of all who and when, beside an `Action` left of them: what comes next, and not the action."""
    work = [one.place for one in columns if one.role in {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL}]
    if not work or not any(one.place < min(work) for one in actions):
        return []
    beyond = [one for one in actions if one.place > max(work) and one.place not in fixed]
    said = [one for one in beyond if _SAYS_ACTION.search(one.says) and profiles[one.place].commands >= COMMANDS]
    if said and not any(_SAYS_ACTION.search(one.says) for one in actions if one not in beyond):
        return [one for one in beyond if one not in said]  # `Proposed action`, beside `What must change`
    return beyond


def _next_steps(actions: Sequence[Column], fixed: set[int]) -> dict[int, Column]:
    """`Next steps` beside another column of actions: what comes after them, and no action."""
    follows = [one for one in actions if one.place not in fixed and _FOLLOWS.search(one.says)]
    return {one.place: replace(one, role=_R.NOTES) for one in follows if len(follows) < len(actions)}


def _other_work(
    actions: Sequence[Column], columns: Sequence[Column], profiles: Sequence[Profile], fixed: set[int]
) -> dict[int, Column]:
    """`Next steps`, or a text that commands nothing, is the only action, and commands stand under other words
    (`Commitment`, `Our plan`): those are the action, and a person is asked."""
    work = [one.place for one in columns if one.role in {_R.LEAD, _R.DUE, _R.DUE_ORIGINAL}]
    if len(actions) != 1 or actions[0].place in fixed or not work:
        return {}
    only, held = actions[0], profiles[actions[0].place]
    beyond = only.place > (min(work) if _FOLLOWS.search(only.says) else max(work))
    if _SAYS_ACTION.search(only.says) or (held.commands >= WORDY and not beyond):
        return {}
    texts = [one for one in columns if one is not only and one.place not in fixed and _may_be_work(one, profiles)]
    texts = [one for one in texts if not plain(one.says).startswith("recommendation")]  # and it is none of ours
    ordered = [one for one in texts if profiles[one.place].commands >= COMMANDS and profiles[one.place].length > 12]
    if beyond:
        texts = [one for one in texts if one.place < only.place]
        ordered = [one for one in ordered if one in texts and profiles[one.place].length > held.length]
        ordered = ordered or [one for one in texts if one.role in {_R.RECOMMENDATION, _R.OTHER}]
    else:
        least = held.commands + WORDY
        ordered = [one for one in ordered if one.place < max(work) and profiles[one.place].commands >= least]
    if not ordered:
        return {}
    aside = replace(only, role=_R.NOTES if beyond else _R.RECOMMENDATION)
    return {aside.place: aside, ordered[-1].place: replace(ordered[-1], role=_R.ACTION, unsure=True)}


def _may_be_work(column: Column, profiles: Sequence[Profile]) -> bool:
    """A column of sentences that was taken for something else, and whose heading may mean what is to be done."""
    kept = column.role in {_R.RECOMMENDATION, _R.OTHER, _R.SECTION}
    answers = column.role is _R.PROGRESS and bool(_RESPONSE.search(column.says))
    return (kept or answers) and column.shade is Shade.PLAIN and profiles[column.place].wordy >= WORDY


def _without_names(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """`Action` over a word or two in each row (`Clerk`), beside a text of commands: who acts, or what it is about
    (`Action title` beside `Description`)."""
    ordered = [one for one in columns if one.role not in {_R.ACTION, _R.LEAD} and _orders(one, profiles)]
    changed: dict[int, Column] = {}
    for column in columns:
        cells = profiles[column.place] if column.place < len(profiles) else Profile()
        short = cells.count > 1 and cells.length < 24 and max(cells.wordy, cells.commands) <= FEW_COMMANDS
        if column.role is not _R.ACTION or column.place in fixed or not short or not ordered:
            continue
        if any(one.place < column.place for one in ordered):
            led = any(one.role is _R.LEAD for one in columns)
            changed[column.place] = replace(column, role=_R.OTHER if led else _R.LEAD, unsure=True)
        elif not any(one.role is _R.RECOMMENDATION and one not in ordered for one in columns):
            changed[column.place] = replace(column, role=_R.RECOMMENDATION)
            last = max(ordered, key=lambda one: profiles[one.place].commands)
            changed[last.place] = replace(last, role=_R.ACTION, unsure=not last.is_bare)
    return swap(columns, changed)


def _orders(column: Column, profiles: Sequence[Profile]) -> bool:
    """Does a column of texts hold commands?"""
    texts = {_R.RECOMMENDATION, _R.OTHER, _R.SECTION}
    cells = profiles[column.place] if column.place < len(profiles) else Profile()
    plain_text = column.role in texts and column.shade is Shade.PLAIN and cells.leads < _LEADS
    return plain_text and cells.commands >= COMMANDS and cells.count > 1


def _with_orders(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Where no column is the action by its heading, one left of who or when whose cells are commands is: `Adaptation
    measure`, `Action taken / planned`."""
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE}]
    if any(column.role is _R.ACTION for column in columns):
        return _with_named_orders(columns, profiles, fixed, max(people, default=0))
    texts = {_R.PROGRESS, _R.SUCCESS_MEASURE, _R.OUTCOME, _R.OTHER}
    found = [
        column
        for column in columns
        if column.role in texts and column.shade is Shade.PLAIN and column.place not in fixed and not column.is_bare
        if column.place < max(people, default=0)
        if profiles[column.place].commands >= COMMANDS or _is_said_to_be_work(column, profiles)
        if profiles[column.place].count > 1 or _SAYS_ACTION.search(column.says)
        if profiles[column.place].leads < _LEADS
    ]
    if not found:
        return columns
    chosen = max(
        found,
        key=lambda column: (
            bool(_SAYS_ACTION.search(column.says)),
            round(profiles[column.place].commands, 1),
            column.place,
        ),
    )
    named = _means_first(chosen, _R.ACTION) or bool(_SAYS_ACTION.search(chosen.says))
    sure = named and profiles[chosen.place].commands >= COMMANDS
    return swap(columns, {chosen.place: replace(chosen, role=_R.ACTION, unsure=not sure)})


def _means_first(column: Column, role: ColumnRole) -> bool:
    return any(meant.role is role for meant in meanings(column.says)[:1])


def _is_said_to_be_work(column: Column, profiles: Sequence[Profile]) -> bool:
    """`Our response: action` over sentences, whatever its words mean first."""
    named = _SAYS_ACTION.search(column.says) and any(one.role is _R.ACTION for one in meanings(column.says))
    return bool(named) and profiles[column.place].wordy >= WORDY


def _with_named_orders(columns: list[Column], profiles: Sequence[Profile], fixed: set[int], end: int) -> list[Column]:
    """`Our response: action` over commands, beside `What the inspectors asked for`: the one that says action is it."""
    if any(one.role is _R.ACTION and (_SAYS_ACTION.search(one.says) or one.place in fixed) for one in columns):
        return columns
    found = [
        one
        for one in columns
        if one.role is _R.PROGRESS and one.place < end and one.place not in fixed and _SAYS_ACTION.search(one.says)
        if any(meant.role is _R.ACTION for meant in meanings(one.says)) and profiles[one.place].commands > COMMANDS
    ]
    return swap(columns, {one.place: replace(one, role=_R.ACTION, unsure=True) for one in found[:1]})


def _no_action(
    actions: Sequence[Column],
    recommendations: Sequence[Column],
    columns: Sequence[Column],
    profiles: Sequence[Profile],
    fixed: set[int],
) -> dict[int, Column]:
    """Of several columns that may be the action, one right of another that holds commands, and itself holds none
    (`Measure`, `What will be different?`), with what its heading means else."""
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE}]
    for column in actions:
        before = [one for one in actions if one.place < column.place]
        # Right of who and when stands what came of a recommendation, and not what will be done.
        before += [one for one in recommendations if not before and profiles[one.place].count and len(actions) == 1]
        strong = any(profiles[one.place].commands >= COMMANDS for one in before)
        parted = any(one.place < place < column.place for one in before for place in people)
        few = profiles[column.place].commands <= (COMMANDS / 2 if parted else FEW_COMMANDS)
        said = _SAYS_ACTION.search(column.says) and not any(_SAYS_ACTION.search(one.says) for one in before)
        if column.place in fixed or not (few and (parted or (strong and len(actions) > 1))) or (said and not parted):
            continue
        if len(actions) == 1 and _is_said_to_be_work(column, profiles) and _means_first(column, _R.ACTION):
            unsure = replace(column, unsure=True)  # `Planned action`, wherever it stands
            return {} if column.unsure else {column.place: unsure}
        else_ = Meaning(_R.PROGRESS if len(actions) == 1 else _R.OTHER)
        other = next((meant for meant in meanings(column.says) if meant.role not in _TEXTS), else_)
        return {column.place: replace(column, role=other.role, shade=other.shade)}
    return {}


def _is_unknown_text(column: Column, columns: Sequence[Column], profiles: Sequence[Profile], fixed: set[int]) -> bool:
    """Text under a heading that means nothing (`Key message`), left of the actions: what they are for."""
    places = [one.place for one in columns if one.role is _R.ACTION]
    cells = profiles[column.place] if column.place < len(profiles) else Profile()
    free = column.role is _R.OTHER and column.shade is Shade.PLAIN and column.place not in fixed
    if not free or column.is_bare or meanings(column.says) or not places or column.place > min(places):
        return False
    if max(cells.dates, cells.refs, cells.rags) >= 0.5 or cells.leads >= _LEADS or cells.count < 2:
        return False
    if cells.commands >= COMMANDS or (cells.wordy >= WORDY and cells.variety > 0.5):
        return cells.length >= 10
    if cells.variety > 0.8 and cells.spoken >= _LEADS and cells.length >= 12:
        return True
    themes = [profiles[one.place].length for one in columns if one.role is _R.SECTION and one.place < column.place]
    return cells.variety > 0.8 and bool(themes) and cells.length > 1.3 * max(themes) + 2


def settle_baselines(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """`Where we are now` left of the action, where another column of progress stands right of it: how things stood
    when the plan was made, and no progress."""
    del profiles
    actions = [column.place for column in columns if column.role is _R.ACTION]
    progress = [column for column in columns if column.role is _R.PROGRESS]
    if not actions or not any(column.place > max(actions) for column in progress):
        return columns
    return swap(
        columns,
        {
            column.place: replace(column, role=_R.OTHER)
            for column in progress
            if column.place < min(actions) and column.place not in fixed
        },
    )


def settle_decisions(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """`Cabinet response: Accepted` left of who and when, with progress right of them: what was decided, no progress."""
    if any(column.role is _R.ACTION for column in columns):
        return columns
    first = min((column.place for column in columns if column.role is _R.RECOMMENDATION), default=-1)
    people = [column.place for column in columns if column.role in {_R.LEAD, _R.DUE} and column.place > first]
    progress = [column for column in columns if column.role is _R.PROGRESS]
    early = [column for column in progress if people and column.place < min(people) and column.place not in fixed]
    if len(early) == len(progress):
        return columns
    short = [column for column in early if profiles[column.place].wordy < WORDY]
    return swap(columns, {column.place: replace(column, role=_R.OTHER) for column in short})


def _main_recommendation(columns: list[Column], profiles: Sequence[Profile]) -> Column:
    def weight(column: Column) -> tuple[bool, bool, bool, float, int]:
        cells = profiles[column.place]
        return (
            cells.variety > 0.6 or cells.count < 3,
            plain(column.says).startswith(("recommendation", "objective")),
            cells.wordy >= WORDY,
            cells.variety,
            -column.place,
        )

    return max(columns, key=weight)


def settle_unknown(columns: list[Column], profiles: Sequence[Profile], fixed: set[int]) -> list[Column]:
    """Text under a heading that means nothing, left of the actions (`Saving`), is what the actions are for."""
    named = [column for column in columns if column.role is _R.RECOMMENDATION]
    if len(named) == 1 and not any(column.role is _R.ACTION for column in columns):
        # `HMI wording` and then `Service commitment`, which holds commands: what was said, and what is done about it.
        ordered = profiles[named[0].place].commands >= COMMANDS and named[0].place not in fixed
        turned = swap(columns, {named[0].place: replace(named[0], role=_R.ACTION)}) if ordered else []
        if any(_is_unknown_text(column, turned, profiles, fixed) for column in turned):
            return settle_unknown(turned, profiles, fixed)
    if named:
        return columns
    found = [column for column in columns if _is_unknown_text(column, columns, profiles, fixed)]
    if not found:
        return columns
    chosen = max(found, key=lambda column: (profiles[column.place].commands >= COMMANDS, profiles[column.place].length))
    return swap(columns, {chosen.place: replace(chosen, role=_R.RECOMMENDATION, unsure=True)})
