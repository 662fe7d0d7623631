"""`add`: an action that the plan's document does not have, with the next free number in the plan's own style."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from domain import policy
from domain.actions import Action, ActionLead, lead_name
from domain.context import Context
from domain.due import Due
from domain.errors import DomainError, Faults, FieldErrors, FormAgain, Invalid, NotFound
from domain.events import ActionAdded
from domain.form_messages import AddAction, OpenAdd
from domain.ids import ActionId, new_id
from domain.language.rag_words import read_rag
from domain.messages import Message
from domain.numbering import next_key
from domain.plans import Plan, PlanState, Recommendation
from domain.presenters import changed, first_words, join_names
from domain.rag import Rag, RagValue
from domain.registry import registry
from domain.speech import marked, tr
from domain.usecases.assign import UnknownLead, leads_named
from domain.usecases.checking import TRAVELS, in_form, overridden
from domain.usecases.finding import find_plan
from domain.usecases.judge import COLOURS
from domain.usecases.move_date import understand
from domain.usecases.news import tell_of_assignment
from domain.views import Button, ChoiceField, Form, FormField, PersonField, Reply, TextField

_WHAT = marked("add an action")
MOST_CHOICES = 100
_NAMED = 8
"""As many recommendations can be chosen from a menu; where there are more, the number is typed."""


def parse(word: str, rest: str) -> Message:
    """`add`, `add TSP`, `add TSP: Write to the partners`; the rest is asked in the form."""
    head, colon, text = rest.partition(":")
    if colon and len(head.split()) <= 1 and len(head.strip()) <= 12:
        return OpenAdd(plan=head.strip(), text=text.strip())
    if len(rest.split()) <= 1 and len(rest.strip()) <= 12:
        return OpenAdd(plan=rest.strip())
    return OpenAdd(text=rest.strip())


@registry.handles(
    OpenAdd,
    verb="add",
    aliases=("new", "add action", "create"),
    usage="add [PLAN: TEXT]",
    summary=marked("Add an action to a plan, with a form for the rest (coordinators)"),
    parse=parse,
)
def open_add(query: OpenAdd, ctx: Context) -> Reply:
    """The form: where it stands, what is to be done, by whom, by when, its RAG. Who coordinates several plans and names
    none chooses in the form, since a message that is picked in a menu can't be asked back.
    """
    plans = [plan for plan in ctx.uow.plans.all() if policy.may_coordinate(ctx.actor, plan)]
    if not query.plan.strip() and len(plans) > 1:
        return Reply(form=_form_for_one_of(query, plans))
    return Reply(form=_form(query, _plan(query, ctx), ctx))


def _plan(query: OpenAdd | AddAction, ctx: Context) -> Plan:
    plan = find_plan(
        ctx,
        query.plan,
        lambda code: query.with_(plan=code),
        fits=lambda one: policy.may_coordinate(ctx.actor, one),
        none=tr("You coordinate no plan, so there is none that you could add an action to."),
    )
    policy.require_coordinate(ctx.actor, plan, ctx.uow.people, tr(_WHAT))
    return plan


def _form_for_one_of(query: OpenAdd, plans: Sequence[Plan]) -> Form:
    options = tuple((plan.code, f"{plan.code} · {first_words(plan.title, 50)}") for plan in plans[:MOST_CHOICES])
    return Form(
        title=tr("Add an action"),
        intro=tr("It gets the next free number."),
        sends=AddAction(),
        fields=(
            ChoiceField(name="plan", label=tr("To which plan?"), options=options, required=True),
            TextField(
                name="under",
                label=tr("Under which recommendation?"),
                value=query.under,
                hint=tr("Its number, or that of an action below it"),
                max_length=80,
            ),
            *_what_to_do(query),
        ),
        submit=tr("Add it"),
    )


def _form(query: OpenAdd, plan: Plan, ctx: Context) -> Form:
    return Form(
        title=tr("Add to {code}", code=plan.code)[:24],
        intro=tr("{words}\nIt gets the next free number.", words=first_words(plan.title, 200)),
        sends=AddAction(plan=plan.code),
        fields=(_where(query, plan, ctx), *_what_to_do(query)),
        submit=tr("Add it"),
    )


def _what_to_do(query: OpenAdd) -> tuple[FormField, ...]:
    return (
        TextField(name="text", label=tr("What is to be done?"), value=query.text, long=True, required=True),
        PersonField(
            name="who",
            label=tr("Who leads it?"),
            value=query.who,
            several=True,
            typed_label=tr("Or names as the plan prints them, with commas between"),
        ),
        TextField(
            name="date",
            label=tr("By when?"),
            value=query.date,
            hint=tr("For example: 30 June 2027, end of next month, ongoing"),
            max_length=200,
        ),
        ChoiceField(
            name="rag",
            label=tr("RAG"),
            options=(
                ("none", Rag().describe()),
                *((colour, Rag.of(RagValue(colour)).describe()) for colour in COLOURS),
            ),
            value=query.rag or "none",
        ),
    )


def _where(query: OpenAdd, plan: Plan, ctx: Context) -> FormField:
    recommendations = ctx.uow.versions.recommendations(plan.id)
    if len(recommendations) > MOST_CHOICES:
        return TextField(
            name="under",
            label=tr("Under which recommendation?"),
            value=query.under,
            hint=tr("Its number, for example {key}", key=recommendations[-1].key),
            required=True,
            max_length=80,
        )
    sections = {one.id: one.title for one in ctx.uow.versions.sections(plan.id)}
    options = []
    for one in recommendations:
        section = sections.get(one.section_id, "") if one.section_id else ""
        words = first_words(": ".join(part for part in (section, one.text) if part), 60 - min(20, len(one.key)))
        options.append((one.key, f"{one.key} · {words}"))
    value = query.under or (options[-1][0] if len(options) == 1 else "")
    return ChoiceField(
        name="under", label=tr("Under which recommendation?"), options=tuple(options), value=value, required=True
    )


@registry.handles(AddAction)
def add(command: AddAction, ctx: Context) -> Reply:
    """Store it; its undoing withdraws it."""
    plan = _plan(command, ctx)
    home, rag, due = _fields(command, plan, ctx)
    text = command.text.strip()
    edit = OpenAdd(plan=plan.code, under=home.key, text=text, who=command.who, date=command.date, rag=command.rag)
    warned = overridden(ctx, command, text, edit=edit, form=lambda: _form(edit, plan, ctx))
    leads = _leads(command, edit, plan, ctx)
    stored = ctx.uow.versions.actions(plan.id)
    recommendations = ctx.uow.versions.recommendations(plan.id)
    siblings = [one.key for one in stored if one.recommendation_id == home.id]
    alone = {one.key for one in stored}
    key = next_key(
        home.key, siblings, [*alone, *(one.key for one in recommendations if one.id != home.id or one.key in alone)]
    )
    position = max((one.position for one in stored), default=0) + 1
    action = Action(
        id=ActionId(new_id()),
        organisation_id=ctx.organisation.id,
        plan_id=plan.id,
        recommendation_id=home.id,
        position=position,
        key=key,
        ref=key.removeprefix(f"{plan.code}-"),
        text=text,
        due=due,
        due_original=due,
        rag=rag,
        leads=leads,
        leads_text=", ".join(lead.name for lead in leads),
    )
    event = ActionAdded(
        at=ctx.now,
        by=ctx.actor.signature,
        plan_id=plan.id,
        action_id=action.id,
        key=key,
        text=text,
        due=due,
        rag=rag,
        leads=tuple(lead_name(lead) for lead in leads),
        warned=warned,
    )
    ctx.uow.versions.add_parts(plan, actions=[action])
    ctx.uow.history.add(event)
    ctx.uow.reminders.wake_leads(action.id, ctx.now)
    tell_of_assignment(ctx.uow, action, plan, (), by=ctx.actor.id, name=ctx.actor.person.name, now=ctx.now)
    said = tr("{key} is added to {code}.", key=key, code=plan.code)
    if plan.state is PlanState.LIVE and action.is_late(ctx.today):
        said += tr(" Its date has passed already, so it will be announced as overdue.")
    return changed(said, action, ctx, undo=event.id)


def _fields(command: AddAction, plan: Plan, ctx: Context) -> tuple[Recommendation, Rag, Due]:
    """Under what it stands, its colour and its date.

    Raises:
        FieldErrors: with all that can't be taken, of the leads and the wording, too.
        Asked, Invalid, NotFound: the same, where it was typed in a line.
    """
    faults = Faults()
    home = faults.read(lambda: _home(command, plan, ctx), None)
    if not command.text.strip():
        faults.errors["text"] = tr("Please say what is to be done.")
    rag = faults.read(lambda: _rag(command), Rag())
    due = Due.none()
    if command.date.strip():
        filled = in_form(ctx)
        due = faults.read(
            lambda: understand(command.date, ctx, command, confirmed=command.confirmed, in_form=filled), due
        )
    if home is not None and not faults.errors:
        return home, rag, due
    edit = OpenAdd(plan=plan.code, text=command.text)
    with suppress(DomainError):  # a question about a lead can wait until the rest is right
        faults.read(lambda: bool(_leads(command, edit, plan, ctx)), False)
    raise FieldErrors(faults.errors)


def _home(command: AddAction, plan: Plan, ctx: Context) -> Recommendation:
    """The recommendation that is named, by its own reference or by that of an action below it."""
    wanted = command.under.strip().casefold()
    there = list(ctx.uow.versions.recommendations(plan.id))
    for one in there:
        if _is_called(one.key, wanted, plan):
            return one
    if not wanted and len(there) == 1:
        return there[0]
    below = [one.recommendation_id for one in ctx.uow.versions.actions(plan.id) if _is_called(one.key, wanted, plan)]
    for one in there:
        if one.id in below:
            return one
    keys = [one.key for one in there]
    words = tr(
        "Please choose the recommendation of {code} under which it stands: {keys}.",
        code=plan.code,
        keys=join_names(keys if len(keys) <= _NAMED else [*keys[:_NAMED], tr("more")], "or"),
    )
    raise FieldErrors({"under": words}) if in_form(ctx) else NotFound(words)


def _is_called(key: str, wanted: str, plan: Plan) -> bool:
    return bool(wanted) and wanted in {key.casefold(), key.casefold().removeprefix(f"{plan.code.casefold()}-")}


def _rag(command: AddAction) -> Rag:
    typed = read_rag(command.rag) if command.rag.strip() else None
    if command.rag.strip() and typed is None and command.rag != "none":
        raise FieldErrors({"rag": tr("Please choose red, amber, green or blue.")})
    return Rag() if typed is None or typed.value is RagValue.NONE else Rag.of(typed.value)


def _leads(command: AddAction, edit: OpenAdd, plan: Plan, ctx: Context) -> tuple[ActionLead, ...]:
    """The leads that are named.

    Raises:
        Asked, FormAgain: the plan has none of that name. What was typed travels in the buttons; where it is too long
            for that, the form comes back, and lets that name in when it is sent again.
        FieldErrors, Invalid, NotFound: they can't be told apart.
    """
    if not command.who.strip():
        return ()
    accepted = tuple(name for name in command.accept.split("\n") if name)
    try:
        return leads_named(command.who, plan, ctx, new=command.new or accepted, again=command.with_)
    except UnknownLead as unknown:
        if not in_form(ctx):
            raise
        if len(edit.text) <= TRAVELS:
            unknown.buttons = (*unknown.buttons, Button(label=tr("Edit"), sends=edit))
            raise
        shown = _form(edit, plan, ctx)
        accept = "\n".join(name for name in (*accepted, unknown.name) if name in command.who)
        said = tr(
            "⚠ {message} Nothing is saved yet: write it as the plan does, or save it again to add this lead.",
            message=unknown.message,
        )
        sends = shown.sends.with_(accept=accept, checked=command.checked)
        raise FormAgain(said, shown.model_copy(update={"sends": sends})) from None
    except (Invalid, NotFound) as error:
        raise FieldErrors({"who": error.message}) if in_form(ctx) else error from None
