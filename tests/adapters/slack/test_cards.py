"""How each kind of answer looks in Block Kit, kept to be looked at when it changes."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from adapters.slack.blocks import message
from adapters.slack.forms import Origin, modal
from domain.messages import (
    ChangeRag,
    Complete,
    Help,
    Mine,
    MoveDate,
    OpenDate,
    OpenUpdate,
    Show,
    ShowHistory,
    Undo,
    Update,
)
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
    Quote,
    Reply,
    SmallPrint,
    TextField,
    say,
)
from tests.adapters.slack import rules

OPEN_ROW = Item(
    key="NRP-4",
    text="Agree the dataset for the nature recovery report",
    facts=("due 4 November 2026 (17 days late)", "● Amber"),
    buttons=(
        Button(
            label="Mark complete",
            sends=Complete(ref="NRP-4", seen_version=3),
            style="primary",
            describe="Mark NRP-4 complete",
        ),
        Button(label="Update", sends=OpenUpdate(ref="NRP-4"), describe="Update NRP-4", opens_form=True),
    ),
    more=(
        Button(label="Show all of it", sends=Show(ref="NRP-4")),
        Button(label="Change RAG", sends=ChangeRag(ref="NRP-4", seen_version=3)),
        Button(label="Change date", sends=OpenDate(ref="NRP-4"), opens_form=True),
        Button(label="History", sends=ShowHistory(ref="NRP-4")),
    ),
)
DONE_ROW = OPEN_ROW.model_copy(
    update={
        "done": True,
        "note": "Completed by you, 14:02",
        "buttons": (Button(label="Undo", sends=Undo(ref="NRP-4", event="E1"), describe="Undo the change to NRP-4"),),
        "more": (Button(label="Show all of it", sends=Show(ref="NRP-4")),),
    }
)
CARDS: dict[str, Reply] = {
    "list": Reply(
        elements=(
            Paragraph(text="2 open, 1 overdue."),
            Heading(text="Overdue"),
            OPEN_ROW,
            DONE_ROW,
            SmallPrint(text="Page 1 of 2"),
            Buttons(buttons=(Button(label="Next", sends=Mine(page=2), describe="Page 2 of 2"),)),
        ),
        source=Mine(which="overdue"),
        replaces=True,
    ),
    "action": Reply(
        elements=(
            Heading(text="NRP-4"),
            Paragraph(text="Agree the dataset for the nature recovery report with R&D <and others>."),
            Facts(pairs=(("Lead", "Imogen Vale"), ("Due", "4 November 2026"), ("RAG", "● Amber"))),
            Quote(text="Survey sent to *everybody*\nand to <!channel>", by="Imogen Vale, 2 November 2026"),
        )
    ),
    "question": Reply(
        elements=(
            Paragraph(text="“Apr 27” can be read in 2 ways. Which do you mean?"),
            Buttons(
                buttons=(
                    Button(label="27 April 2027", sends=MoveDate(ref="NRP-4", date="2027-04-27", reason="R&D")),
                    Button(label="April 2027", sends=MoveDate(ref="NRP-4", date="April 2027", reason="R&D")),
                )
            ),
        ),
        outcome="asked",
    ),
    "sentence": say("I couldn't find NRP-88. Did you mean NRP-8?"),
    "nothing": Reply(),
    "help": Reply(elements=(Paragraph(text="“mine” lists your actions."), Buttons(buttons=(
        Button(label="Show me mine", sends=Mine(), style="primary"), Button(label="More", sends=Help(topic="more")),
    )))),
}  # fmt: skip
POST = Reply(
    elements=(
        Heading(text="1 action became overdue since Tuesday"),
        OPEN_ROW.model_copy(update={"facts": ("Imogen Vale", *OPEN_ROW.facts)}),
        SmallPrint(text="12 more: /actions overdue NRP"),
    )
)
FORM = Form(
    title="Update NRP-4",
    intro="Agree the dataset for the nature recovery report\nDue 4 November 2026 (17 days late).",
    sends=Update(ref="NRP-4", seen_version=3),
    fields=(
        TextField(name="text", label="What has happened?", long=True, hint="A line or two is enough."),
        ChoiceField(name="rag", label="RAG", options=(("amber", "● Amber"), ("green", "✔ Green")), value="amber"),
        DateField(name="date", label="New date, if it moves", value="2026-11-04"),
        TextField(name="reason", label="Why does the date move?", max_length=1000),
    ),
)


@pytest.fixture
def as_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", CARDS)
def test_a_card(name: str, as_json: SnapshotAssertion) -> None:
    content = message(CARDS[name])
    rules.check_content(content, registry)
    assert content == as_json


def test_the_post_in_a_channel(as_json: SnapshotAssertion) -> None:
    content = message(POST, post=True)
    rules.check_content(content, registry)
    assert content == as_json


def test_the_update_form(as_json: SnapshotAssertion) -> None:
    origin = Origin(response_url="https://hooks.slack.com/actions/T1/2/3", channel="C1", ts="1.2", ephemeral=True)
    view = modal(FORM, origin, source="mine which=overdue")
    rules.check_form(view)
    assert view == as_json
