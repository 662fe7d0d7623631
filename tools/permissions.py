"""Who may do what: the table in `docs/permissions.md`, made from the registry.

Every message is ruled by what it `needs` and by what it is about; the few that go by a rule of their own stand in
`_OWN_RULES`. The tests send one request for every cell to the real bus (`tests/usecases/test_permissions.py`), so the
table says what happens, not what was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from domain.messages import Message, Need
from domain.registry import Entry
from tools.tables import table

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"


class Standing(StrEnum):
    """How somebody stands to a plan, and (of leads and guests) to the action that they ask about."""

    STRANGER = "stranger"
    NEWCOMER = "newcomer"
    GUEST_OWN = "guest, own action"
    GUEST_OTHER = "guest, another's"
    MEMBER = "no role"
    VIEWER = "viewer"
    LEAD_OWN = "lead, own action"
    LEAD_OTHER = "lead, another's"
    DEPUTY = "deputy of its lead"
    NEIGHBOUR = "coordinator elsewhere"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Visibility(StrEnum):
    """Who sees the plan at all."""

    OPEN = "open"
    RESTRICTED = "restricted"
    DRAFT = "draft"
    CLOSED = "closed"


class Answer(StrEnum):
    """What a request comes to."""

    YES = "yes"
    NO = "no"
    UNSEEN = "–"
    CLOSED = "closed"
    GREETED = "who?"
    TURNED_AWAY = "away"


_STANDINGS: Mapping[Standing, str] = {
    Standing.STRANGER: "an account of another organisation, a bot, a closed account, or a guest that nobody let in",
    Standing.NEWCOMER: "a member of the organisation of whom nobody has confirmed yet who they are",
    Standing.GUEST_OWN: (
        "a guest whom an administrator let into this plan, asking about an action that they lead, or a role that they "
        "hold or a team that they are in"
    ),
    Standing.GUEST_OTHER: "the same guest, asking about an action that others lead",
    Standing.MEMBER: "somebody of the organisation who has no role in this plan",
    Standing.VIEWER: "a viewer of this plan",
    Standing.LEAD_OWN: "a lead, asking about an action that they lead",
    Standing.LEAD_OTHER: "the same lead, asking about an action that others lead",
    Standing.DEPUTY: "who acts for its lead for a while, holds the role that leads it, or belongs to that team",
    Standing.NEIGHBOUR: "a coordinator of another plan",
    Standing.COORDINATOR: "a coordinator of this plan",
    Standing.ADMINISTRATOR: "an administrator of the organisation who has no role in this plan",
}
_VISIBILITIES: Mapping[Visibility, str] = {
    Visibility.OPEN: "a live plan that the whole organisation may see",
    Visibility.RESTRICTED: "a live plan that only its own people may see",
    Visibility.DRAFT: "a plan that is not live yet, which only its coordinators see",
    Visibility.CLOSED: "a plan that has ended: whoever saw it sees it, and nothing in it changes",
}
_ANSWERS: Mapping[Answer, str] = {
    Answer.YES: "it is done, or shown",
    Answer.NO: "it is refused, and nothing changes; where somebody else could help, they are named",
    Answer.UNSEEN: "the answer is the same as if there were no such thing",
    Answer.CLOSED: "the plan is closed, which is said",
    Answer.GREETED: "they are asked who they are, whatever they said",
    Answer.TURNED_AWAY: "they are turned away at the door with a kind sentence, and that is written down",
}
_GUESTS = {Standing.GUEST_OWN, Standing.GUEST_OTHER}
_LEADING = {Standing.GUEST_OWN, Standing.LEAD_OWN, Standing.DEPUTY}
_OUTSIDE = {Standing.MEMBER, Standing.NEIGHBOUR, Standing.ADMINISTRATOR}
_IMPORTERS = {Standing.NEIGHBOUR, Standing.COORDINATOR, Standing.ADMINISTRATOR}

Cell = Callable[[Standing, Visibility], Answer]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in words, and as it is applied to somebody whom the organisation knows."""

    words: str
    cell: Cell


class About(StrEnum):
    """What a message names: an action, a plan, or something of a plan that its guests don't see."""

    ACTION = "an action"
    PLAN = "a plan"
    DETAIL = "a part of a plan"


def sees(standing: Standing, visibility: Visibility, about: About) -> bool:
    """Is it there for them?"""
    if visibility is Visibility.DRAFT:
        return standing is Standing.COORDINATOR
    if visibility is Visibility.RESTRICTED and standing in _OUTSIDE:
        return False
    if about is About.ACTION:
        return standing is not Standing.GUEST_OTHER
    return about is About.PLAN or standing not in _GUESTS


def _of_plan(
    about: About,
    may: Callable[[Standing, Visibility], bool],
    *,
    also_closed: bool = False,
    answer_closed: Answer = Answer.CLOSED,
) -> Cell:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        if not sees(standing, visibility, about):
            return Answer.UNSEEN
        allowed = may(standing, visibility)
        if visibility is Visibility.CLOSED and not (also_closed and allowed):
            return answer_closed
        return Answer.YES if allowed else Answer.NO

    return cell


def _always(may: Callable[[Standing], bool], otherwise: Answer = Answer.NO) -> Cell:
    return lambda standing, visibility: Answer.YES if may(standing) else otherwise


def _see(about: About) -> Rule:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        return Answer.YES if sees(standing, visibility, about) else Answer.UNSEEN

    return Rule(f"Whoever sees {about}", cell)


def _update(about: About) -> Rule:
    leads = _LEADING | {Standing.COORDINATOR}
    return Rule(
        "Who leads the action or acts for its lead, and coordinators of its plan",
        _of_plan(about, lambda standing, _: standing in leads),
    )


def _coordinate(about: About) -> Rule:
    return Rule(
        "Coordinators of the plan" + (" (a guest does not even see what is asked about)" * (about is About.DETAIL)),
        _of_plan(about, lambda standing, _: standing is Standing.COORDINATOR),
    )


def _manage(about: About) -> Rule:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        if standing is Standing.ADMINISTRATOR and sees(standing, visibility, about):
            return Answer.YES
        return _coordinate(about).cell(standing, visibility)

    return Rule(f"Coordinators of the plan, and administrators who see it, of {about}", cell)


def _whole_plan() -> Rule:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        if not sees(standing, visibility, About.PLAN):
            return Answer.UNSEEN
        return Answer.NO if standing in _GUESTS else Answer.YES

    return Rule("Whoever sees the plan as a whole, so not its guests", cell)


def _look_back() -> Rule:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        if standing is Standing.COORDINATOR:
            return Answer.YES
        return _manage(About.PLAN).cell(standing, visibility)

    return Rule("Coordinators of the plan, also when it is closed, and administrators who see it, of a plan", cell)


def _vouch(*, for_what_they_lead: bool) -> Rule:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        if standing is Standing.COORDINATOR:
            closed = for_what_they_lead and visibility is Visibility.CLOSED
            return Answer.NO if closed else Answer.YES
        return Answer.YES if standing is Standing.ADMINISTRATOR else Answer.NO

    what = " (what is to be given to others must be in a plan that is not closed)" if for_what_they_lead else ""
    return Rule(f"Who coordinates every plan that the person is in, and administrators{what}", cell)


def _claims() -> Rule:
    def cell(standing: Standing, visibility: Visibility) -> Answer:
        if standing in {Standing.COORDINATOR, Standing.ADMINISTRATOR}:
            return Answer.YES
        return Answer.NO if sees(standing, visibility, About.PLAN) else Answer.UNSEEN

    return Rule("Coordinators of the plan in which somebody is claimed to be, and administrators", cell)


_EVERYBODY = Rule("Everybody whom the organisation knows; the answer holds only what they may see", _always(bool))
_INTRODUCE = Rule("Whoever is not known yet says who they are; all others are told who they are", _always(bool))
_ADMINISTER = Rule("Administrators", _always(lambda standing: standing is Standing.ADMINISTRATOR))
_BRING_IN = Rule(
    "Administrators, and who coordinates any plan; each sees what they gave themselves alone",
    _always(lambda standing: standing in _IMPORTERS),
)
_OWN_CHANGE = Rule(
    "Who did it, as long as they may change the action, and coordinators of its plan",
    _of_plan(
        About.ACTION, lambda standing, _: standing in _LEADING - {Standing.DEPUTY} or standing is Standing.COORDINATOR
    ),
)
_DEPUTISE = Rule(
    "Who leads something, or acts for somebody who does; guests can't",
    _always(lambda standing: standing in {Standing.LEAD_OWN, Standing.LEAD_OTHER, Standing.DEPUTY}),
)
_END_DEPUTY = Rule(
    "Who named a deputy; for everybody else there is none",
    _always(lambda standing: standing in {Standing.LEAD_OWN, Standing.LEAD_OTHER}, Answer.UNSEEN),
)
_REDO = Rule(
    "Who took something back, as long as they may change it; for everybody else there is nothing to put back",
    lambda standing, visibility: (
        {Visibility.DRAFT: Answer.UNSEEN, Visibility.CLOSED: Answer.CLOSED}.get(visibility, Answer.YES)
        if standing in {Standing.LEAD_OWN, Standing.LEAD_OTHER}
        else Answer.UNSEEN
    ),
)
_DRAFT = Rule(
    "Coordinators of the plan, as long as it is a draft",
    _of_plan(
        About.PLAN, lambda standing, visibility: standing is Standing.COORDINATOR and visibility is Visibility.DRAFT
    ),
)
_LIVE_PLAN = Rule(
    "Coordinators of the plan, once it is live",
    _of_plan(
        About.PLAN, lambda standing, visibility: standing is Standing.COORDINATOR and visibility is not Visibility.DRAFT
    ),
)

_ENDING = frozenset({Standing.COORDINATOR, Standing.ADMINISTRATOR})
_CLOSE_PLAN = Rule(
    "Coordinators of the plan, and administrators who see it, once it is live",
    _of_plan(About.PLAN, lambda standing, visibility: standing in _ENDING and visibility is not Visibility.DRAFT),
)
_REOPEN_PLAN = Rule(
    "Coordinators of the plan, and administrators who see it",
    _of_plan(
        About.PLAN,
        lambda standing, visibility: standing in _ENDING and visibility is not Visibility.DRAFT,
        answer_closed=Answer.NO,
        also_closed=True,
    ),
)

_OWN_RULES: Mapping[str, Rule] = {
    **dict.fromkeys(("overdue", "due"), _see(About.PLAN)),
    **dict.fromkeys(("report", "take_report", "leave_report"), _whole_plan()),
    "open_round_form": Rule(f"Whoever sees {About.PLAN}", _of_plan(About.PLAN, lambda *_: True)),
    "withdraw": _OWN_CHANGE,
    "redo": _REDO,
    "undo": Rule(
        "Who did it, or had it done by a deputy, as long as they may change the action, and coordinators of its plan",
        _OWN_CHANGE.cell,
    ),
    **dict.fromkeys(("import", "offer_paste", "read_paste", "load_people", "load_row"), _BRING_IN),
    **dict.fromkeys(("drop_import", "show_import", "open_code", "set_code", "open_columns", "set_column"), _BRING_IN),
    **dict.fromkeys(("take_version", "take_import", "show_version"), _BRING_IN),
    **dict.fromkeys(("answer", "answer_alike", "leave_question", "open_answer"), _coordinate(About.DETAIL)),
    **dict.fromkeys(("people", "role"), _manage(About.PLAN)),
    **dict.fromkeys(("open_link", "link", "unlink", "undo_link"), _manage(About.DETAIL)),
    **dict.fromkeys(("decide_claim", "open_claimant", "place_claimant"), _claims()),
    **dict.fromkeys(("open_leave", "leave"), _vouch(for_what_they_lead=True)),
    **dict.fromkeys(("come_back", "unlink_account"), _vouch(for_what_they_lead=False)),
    **dict.fromkeys(("channel", "undo_list"), _coordinate(About.PLAN)),
    "plan_history": _look_back(),
    "answer_round": _update(About.ACTION),
    "open_round": _LIVE_PLAN,
    "discard": _DRAFT,
    "close_plan": _CLOSE_PLAN,
    "reopen_plan": _REOPEN_PLAN,
    "deputy": _DEPUTISE,
    "end_deputy": _END_DEPUTY,
}
"""Messages that don't go by what they need alone, by their names."""


def rule_of(kind: type[Message]) -> Rule:
    """By which rule a message goes.

    Raises:
        ValueError: nobody may send it; a programming error.
    """
    if (own := _OWN_RULES.get(kind.name)) is not None:
        return own
    about = About.ACTION if "ref" in kind.model_fields else About.PLAN
    match kind.needs:
        case Need.NEWCOMER:
            return _INTRODUCE
        case Need.ANYONE:
            return _EVERYBODY
        case Need.ADMINISTER:
            return _ADMINISTER
        case Need.SEE:
            return _see(about)
        case Need.UPDATE:
            return _update(about)
        case Need.COORDINATE:
            return _coordinate(about)
        case Need.NOBODY:
            raise ValueError(f"{kind.__name__} says that nobody may send it")


def expected(kind: type[Message], standing: Standing, visibility: Visibility) -> Answer:
    """What such a request comes to."""
    if standing is Standing.STRANGER:
        return Answer.TURNED_AWAY
    if standing is Standing.NEWCOMER:
        return Answer.YES if kind.needs is Need.NEWCOMER else Answer.GREETED
    return rule_of(kind).cell(standing, visibility)


def page() -> str:
    """The whole page."""
    from domain.usecases import registry

    entries = sorted(registry.entries(), key=lambda entry: entry.message.name)
    parts = [
        "# Who may do what",
        "Written by `make docs` from the list of everything that can be asked; please don't edit it. "
        "A test sends one request for every cell of these tables to a real database.",
        "Who may see something is decided where it is read, and who may do something where it is done "
        "(`domain/policy.py`). The person is always the one whom the platform vouches for, never one that a card or a "
        "form names. What somebody may not see is, to them, not there: the answer is the same as for a reference that "
        "nobody has ever used, and nothing like it is offered instead.",
        "## The words",
        table(("column", "who it is"), *((f"**{key}**", words) for key, words in _STANDINGS.items())),
        table(("plan", "which plans"), *((f"**{key}**", words) for key, words in _VISIBILITIES.items())),
        table(("cell", "what happens"), *((f"**{key}**", words) for key, words in _ANSWERS.items())),
        "Whoever writes in a channel that follows a restricted plan sees that plan there, and nowhere else. A "
        "sensitive plan is seen by the same people; it is never posted where others could read along. A lead is one of "
        "its people as long as an action is theirs (done or not, but not withdrawn): whose last one was given to "
        "somebody else sees the plan no more.",
        "One thing is said across that line: when somebody leaves, administrators and coordinators of one of their "
        "plans learn how many more open actions they have in plans of others, and whom to ask, so that none is "
        "forgotten.",
        "## The requests",
        "Whatever is typed, pressed or filled in becomes one of these.",
        table(("request", "typed as", "what it is for", "who may"), *map(_described, entries)),
    ]
    for visibility, words in _VISIBILITIES.items():
        parts += [f"## In {'an' if visibility is Visibility.OPEN else 'a'} {visibility} plan", f"That is {words}."]
        head = ("request", *(str(standing) for standing in Standing))
        parts.append(table(head, *(_row(entry, visibility) for entry in entries)))
    return "\n\n".join(parts) + "\n"


def _described(entry: Entry) -> tuple[str, ...]:
    said = " ".join((entry.message.__doc__ or "").split("\n\n")[0].split()).partition(". ")[0].rstrip(".")
    typed = f"`{entry.usage}`" if entry.usage else ""
    return f"`{entry.message.name}`", typed, f"{said}.", f"{rule_of(entry.message).words}."


def _row(entry: Entry, visibility: Visibility) -> tuple[str, ...]:
    return f"`{entry.message.name}`", *(str(expected(entry.message, one, visibility)) for one in Standing)
