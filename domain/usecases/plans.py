"""`plans` and `plan`: the plans I can see, each in figures, and how its coordinators run it."""

from __future__ import annotations

from dataclasses import asdict, replace

from domain import policy
from domain.context import Context
from domain.errors import FieldErrors, Invalid
from domain.events import PlanSettingsChanged
from domain.messages import ChangePlanSettings, GoLive, OpenPlanSettings, Overdue, ShowPlan, ShowPlans, Undo
from domain.people import Role
from domain.people_messages import ShowPeople
from domain.plan_counts import PlanCounts
from domain.plan_messages import ClosePlan, ReopenPlan
from domain.plans import Plan, PlanSettings, PlanState
from domain.presenters import first_words, join_names, say_value
from domain.rag import Rag
from domain.registry import registry
from domain.speech import marked, tr, trn
from domain.usecases.finding import find_plan
from domain.usecases.ways_back import Back, overtaken, taking_back, way_back
from domain.views import Button, Buttons, ChoiceField, Element, Facts, Form, Heading, Paragraph, Reply, SmallPrint, say

_MOST_PLANS = 20
_WHAT = marked("say how it is run")
SETTINGS = {
    "restricted": (marked("Seen by"), marked("its own people only"), marked("everybody in the organisation")),
    "note_to_complete": (marked("To complete an action"), marked("a note is needed"), marked("one press is enough")),
    "sign_off": (marked("A completion"), marked("is signed off by a coordinator"), marked("needs no sign-off")),
    "date_approval": (marked("Another date"), marked("is agreed by a coordinator"), marked("is the lead's to give")),
    "sensitive": (
        marked("In channels"),
        marked("sensitive: only where the platform says that no outsider and not everybody can read"),
        marked("wherever a coordinator says “channel follow”"),
    ),
    "claims_waived": (
        marked("Who somebody is"),
        marked("their work e-mail or full name is enough"),
        marked("confirmed by a coordinator"),
    ),
}
"""Each setting: what it is called, and what is said where it is on and where it is off."""


def parse_plans(word: str, rest: str) -> ShowPlans:
    """`plans`."""
    return ShowPlans()


@registry.handles(
    ShowPlans,
    verb="plans",
    aliases=("cynlluniau",),
    usage="plans",
    summary=marked("The plans that you can see, in figures"),
    parse=parse_plans,
)
def plans(query: ShowPlans, ctx: Context) -> Reply:
    """Every plan in sight, with its counts."""
    found = ctx.uow.plans.all()
    if not found:
        return say(tr("There is no plan that you can see yet. A coordinator brings one in with “actionlog import”."))
    elements: list[Element] = [
        Paragraph(text=trn("You can see {count:,} plan.", "You can see {count:,} plans.", len(found)))
    ]
    for plan in found[:_MOST_PLANS]:
        counts = ctx.uow.plans.counts(plan.id, ctx.today)
        elements += [
            Heading(text=f"{plan.code}: {first_words(plan.title, 120) or 'no title'}"[:150]),
            *_if_not_live(plan),
            Paragraph(text=figures(counts)),
            SmallPrint(text=bar(counts)),
            Buttons(
                buttons=(
                    Button(
                        label=tr("Open"), sends=ShowPlan(plan=plan.code), describe=tr("Open {code}", code=plan.code)
                    ),
                    Button(
                        label=tr("What is overdue"),
                        sends=Overdue(plan=plan.code),
                        describe=tr("What is overdue in {code}", code=plan.code),
                    ),
                )
            ),
        ]
    if len(found) > _MOST_PLANS:
        elements.append(
            SmallPrint(text=tr("{count} more: say “plan” and the plan's code.", count=len(found) - _MOST_PLANS))
        )
    return Reply(elements=tuple(elements), replaces=True)


def _if_not_live(plan: Plan) -> tuple[Element, ...]:
    if plan.state is PlanState.CLOSED:
        return (Paragraph(text=tr("It is closed: nothing in it changes any more.")),)
    if plan.state is not PlanState.DRAFT:
        return ()
    return (Paragraph(text=tr("It is still a draft: only its coordinators see it until it goes live.")),)


def parse_plan(word: str, rest: str) -> ShowPlan:
    """`plan TSP`."""
    if len(rest.split()) > 1:
        raise Invalid(tr("Please say “plan” and the plan's code, for example: plan TSP"))
    return ShowPlan(plan=rest.strip())


@registry.handles(
    ShowPlan,
    verb="plan",
    usage="plan [PLAN]",
    summary=marked("One plan: its figures, its coordinators, and how it is run"),
    parse=parse_plan,
)
def plan(query: ShowPlan, ctx: Context) -> Reply:
    """A plan in figures, and its settings."""
    return _shown(find_plan(ctx, query.plan, lambda code: query.with_(plan=code)), ctx)


def _shown(plan: Plan, ctx: Context, said: str = "") -> Reply:
    counts = ctx.uow.plans.counts(plan.id, ctx.today)
    coordinators = [person.name for person in ctx.uow.people.holders(Role.COORDINATOR, plan.id)]
    pairs = [
        (tr("State"), say_value(plan.state)),
        (tr("Actions"), figures(counts)),
        (tr("RAG of what is open"), bar(counts)),
        (tr("Coordinator"), join_names(coordinators) or tr("nobody yet")),
        *((tr(name), _setting(plan, field)) for field, (name, _, _) in SETTINGS.items()),
    ]
    if counts.unlinked_leads:
        pairs.append((tr("Leads not linked to a person"), f"{counts.unlinked_leads:,}"))
    if counts.questions:
        pairs.append((tr("Open questions about the document"), f"{counts.questions:,}"))
    buttons = [Button(label=tr("What is overdue"), sends=Overdue(plan=plan.code))]
    if policy.may_coordinate(ctx.actor, plan):
        buttons.append(Button(label=tr("People"), sends=ShowPeople(plan=plan.code)))
        buttons.append(Button(label=tr("Settings"), sends=OpenPlanSettings(plan=plan.code)))
        if plan.state is PlanState.DRAFT:
            buttons.append(Button(label=tr("Go live"), sends=GoLive(plan=plan.code), style="primary"))
    if policy.may_end(ctx.actor, plan) and plan.state is not PlanState.DRAFT:
        closes = plan.state is PlanState.LIVE
        buttons.append(
            Button(
                label=tr("Close the plan") if closes else tr("Open it again"),
                sends=ClosePlan(plan=plan.code) if closes else ReopenPlan(plan=plan.code),
            )
        )
    elements: list[Element] = [Paragraph(text=said)] if said else []
    elements += [
        Heading(text=f"{plan.code} · {plan.title or 'no title'}"[:150]),
        Facts(pairs=tuple(pairs)),
        Buttons(buttons=tuple(buttons)),
    ]
    return Reply(elements=tuple(elements), replaces=True)


def _setting(plan: Plan, field: str) -> str:
    """What a setting comes to; who sees a draft does not depend on it before the plan goes live."""
    _, on, off = SETTINGS[field]
    said = tr(on if getattr(plan.settings, field) else off)
    hidden = field == "restricted" and plan.state is PlanState.DRAFT
    return tr("only its coordinators until it goes live, then {said}", said=said) if hidden else said


def figures(counts: PlanCounts) -> str:
    """`12 open, 3 overdue, 4 complete`."""
    words = [
        tr("{count:,} open", count=counts.open),
        tr("{count:,} overdue", count=counts.overdue),
        tr("{count:,} complete", count=counts.complete),
    ]
    if counts.no_date:
        words.append(tr("{count:,} with no date", count=counts.no_date))
    return ", ".join(words)


def bar(counts: PlanCounts) -> str:
    """`▲ Red 4 · ● Amber 6 · ○ No RAG 2`: a word and a symbol for each colour that occurs."""
    shown = [f"{Rag.of(value).describe()} {count:,}" for value, count in counts.colours.items() if count]
    return " · ".join(shown) or tr("nothing is open")


def _yes_no() -> tuple[tuple[str, str], ...]:
    return ("yes", tr("Yes")), ("no", tr("No"))


@registry.handles(OpenPlanSettings)
def open_settings(query: OpenPlanSettings, ctx: Context) -> Reply:
    """The form, with each setting as it is."""
    plan = find_plan(ctx, query.plan, lambda code: query.with_(plan=code))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    now = {name: "yes" if on else "no" for name, on in asdict(plan.settings).items()}
    return Reply(
        form=Form(
            title=tr("Settings of {code}", code=plan.code)[:24],
            sends=ChangePlanSettings(
                plan=plan.code, shown=("form", *(name for name in SETTINGS if now[name] == "yes"))
            ),
            fields=(
                ChoiceField(
                    name="restricted",
                    label=tr("Only its own people may see it"),
                    options=_yes_no(),
                    value=now["restricted"],
                    hint=tr(
                        "Its coordinators, viewers and linked leads, and whoever asks in a channel that follows it."
                    ),
                ),
                ChoiceField(
                    name="note_to_complete",
                    label=tr("Completing an action needs a note"),
                    options=_yes_no(),
                    value=now["note_to_complete"],
                ),
                ChoiceField(
                    name="sign_off",
                    label=tr("A coordinator signs completions off"),
                    options=_yes_no(),
                    value=now["sign_off"],
                    hint=tr("Leads ask; the action stays open until you accept."),
                ),
                ChoiceField(
                    name="date_approval",
                    label=tr("A coordinator agrees to new dates"),
                    options=_yes_no(),
                    value=now["date_approval"],
                    hint=tr("Leads ask; the old date counts until you agree."),
                ),
                ChoiceField(
                    name="sensitive",
                    label=tr("The plan is sensitive"),
                    options=_yes_no(),
                    value=now["sensitive"],
                    hint=tr("Nothing of it is posted in public or externally shared channels."),
                ),
                ChoiceField(
                    name="claims_waived",
                    label=tr("Somebody's work e-mail or full name is enough to know who they are"),
                    options=_yes_no(),
                    value=now["claims_waived"],
                    hint=tr("If not, a coordinator confirms it first. Initials are always confirmed."),
                ),
            ),
        )
    )


@registry.handles(ChangePlanSettings)
def change_settings(command: ChangePlanSettings, ctx: Context) -> Reply:
    """Keep what differs, and write down what it was."""
    plan = find_plan(ctx, command.plan, lambda code: command.with_(plan=code))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    before = asdict(plan.settings)
    after = before | {name: on for name in SETTINGS if (on := _answer(command, name)) is not None}
    changed = [name for name in before if after[name] != before[name]]
    if not changed:
        return _shown(plan, ctx, tr("Nothing was changed."))
    changed_plan = replace(plan, settings=PlanSettings(**after))
    because = PlanSettingsChanged(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=plan.id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    ctx.uow.plans.save(changed_plan, because=because)
    undo = Button(
        label=tr("Undo"),
        sends=Undo(event=because.id),
        describe=tr("Undo: the settings of {code}", code=plan.code),
    )
    told = "; ".join(_say_setting(name, after[name]) for name in changed)
    shown = _shown(changed_plan, ctx, tr("The settings of {code} are saved. {told}.", code=plan.code, told=told))
    return shown.model_copy(update={"elements": (*shown.elements, Buttons(buttons=(undo,)))})


@way_back(PlanSettingsChanged)
def _back(event: PlanSettingsChanged, ctx: Context) -> Back:
    """Each setting as it was, where nobody has decided about it again."""
    plan = ctx.uow.plans.by_id(event.plan_id) if event.plan_id else None
    if plan is None:
        raise overtaken(tr("the plan was changed"))
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    now = asdict(plan.settings)
    if any(now.get(name) != value for name, value in event.after.items()):
        raise overtaken(tr("the settings of {code} were changed", code=plan.code))
    back = PlanSettingsChanged(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=plan.id,
        before=event.after,
        after=event.before,
        **taking_back(event),
    )
    ctx.uow.plans.save(replace(plan, settings=PlanSettings(**(now | event.before))), because=back)
    said = {name: on for name, on in event.before.items() if name in SETTINGS}
    told = "; ".join(_say_setting(name, on) for name, on in said.items()) or tr("when it reminds")
    return Back(tr("The settings of {code} are as before: {told}.", code=plan.code, told=told), back)


def _say_setting(name: str, on: bool | int) -> str:
    return f"{tr(SETTINGS[name][0])}: {tr(SETTINGS[name][1 if on else 2])}"


def _answer(command: ChangePlanSettings, name: str) -> bool | None:
    """What is wanted of a setting; `None` where it was left as the form showed it, whatever others did meanwhile."""
    given = str(getattr(command, name)).strip().casefold()
    if given not in {"", "yes", "no"}:
        raise FieldErrors({name: tr("Please choose yes or no.")})
    wanted = given == "yes"
    if not given or ("form" in command.shown and wanted == (name in command.shown)):
        return None
    return wanted
