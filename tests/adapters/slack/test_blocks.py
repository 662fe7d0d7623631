"""Replies as Block Kit: within every limit, without markup, and with buttons that work, whatever is in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack import limits
from adapters.slack.blocks import body_text, message, render
from adapters.slack.forms import FormTooBig, Origin, modal, read
from adapters.slack.values import decode, decode_line, encode, encode_line
from adapters.slack.words import clean, escaped, heard, length, pieces, shorten, typed
from domain.mentions import without_mention_marks
from domain.messages import Complete, Message, Mine, MoveDate, Show, Update
from domain.presenters import PAGE
from domain.usecases import registry
from domain.views import Button, Buttons, Form, Heading, Item, Paragraph, Reply, SmallPrint, TextField, say
from tests.adapters.slack import rules
from tests.adapters.slack.strategies import NASTY, forms, notes, replies, sent, text

MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@MANY
@given(replies, st.booleans())
def test_no_reply_breaks_a_limit_or_makes_markup(reply: Reply, post: bool) -> None:
    rules.check_content(message(reply, post=post), registry)


@MANY
@given(replies, st.booleans())
def test_what_is_sent_is_what_was_drawn(reply: Reply, post: bool) -> None:
    content = message(reply, post=post)
    assert json.loads(body_text(content)) == json.loads(json.dumps(content))
    assert json.loads(body_text(message(reply, post=post))) == content, "also when its rows were kept"


@MANY
@given(forms, text)
def test_no_form_breaks_a_limit(form: Form, address: str) -> None:
    try:
        view = modal(form, Origin(response_url=address, channel="C1", ts="1.2"), source=encode(Mine()))
    except FormTooBig:
        assert length(encode(form.sends)) > 1000
        return
    rules.check_form(view)


@MANY
@given(sent)
def test_every_message_comes_back_from_a_button_as_it_went(sends: Message) -> None:
    assert registry.decode(decode(encode(sends)), {}) == sends


@MANY
@given(notes)
def test_every_typed_line_comes_back_from_a_button_as_it_was(line: str) -> None:
    value = encode_line(line)
    assert decode_line(value) == line
    assert not set("&<>") & set(value)


@given(st.text(max_size=300))
def test_no_value_is_an_error(value: str) -> None:
    """A value may come from an old card, or from somebody who writes requests by hand and knows our secret."""
    assert isinstance(decode(value), dict)
    assert isinstance(decode("{" + value), dict)


@given(st.sampled_from(NASTY) | st.text(max_size=200))
def test_what_was_typed_is_read_as_it_was_typed(words: str) -> None:
    on_the_wire = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert heard(on_the_wire, "U0BOT") == clean(without_mention_marks(words)).strip()
    assert typed(words) == clean(without_mention_marks(words))


@pytest.mark.parametrize(
    ("wire", "meant"),
    [
        ("done 8: R&amp;D &lt;draft&gt;", "done 8: R&D <draft>"),
        ("about &amp;lt; itself", "about &lt; itself"),
        ("<@U0BOT> mine", "mine"),
        ("<@U0BOT|actionlog> mine", "mine"),
        ("assign 8 to <@U1|gd>", "assign 8 to ⟦U1|gd⟧"),
        ("assign 8 to <@U1>", "assign 8 to ⟦U1|that person⟧"),
        ("assign 8 to ⟦U9|Eve⟧", "assign 8 to U9|Eve"),
        ("<@U1|⟦U9|Eve⟧>", "⟦U1|U9|Eve⟧"),
        ("in <#C1|plans> and <#C2>", "in #plans and #C2"),
        ("<!here> <!channel|channel> <!subteam^S1|@parks> <!subteam^S2>", "@here channel @parks @subteam"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("see <http://example.org|example.org>", "see example.org"),
        ("<mailto:gd@example.org|gd@example.org>", "gd@example.org"),
        ("<https://example.org/minutes|the minutes>", "the minutes (https://example.org/minutes)"),
        ("a &lt;@U1&gt; typed by hand", "a <@U1> typed by hand"),
        ("&amp;amp;", "&amp;"),
        ("&quot; &#38;", "&quot; &#38;"),
    ],
)
def test_references_of_slack_become_words(wire: str, meant: str) -> None:
    assert heard(wire, "U0BOT") == meant


@given(text, st.integers(1, 300))
def test_long_texts_are_shortened_within_the_limit_and_parted_without_loss(words: str, limit: int) -> None:
    words = clean(words)
    assert length(shorten(words, limit)) <= limit
    if length(words) <= limit:
        assert shorten(words, limit) == words
    if limit >= 2:
        parts = pieces(words, limit)
        assert "".join(parts) == words
        assert all(length(part) <= limit for part in parts)


def test_words_of_people_are_all_there_and_as_they_are() -> None:
    for words in NASTY:
        if not clean(words).strip():
            continue
        blocks = render(Reply(elements=(Paragraph(text=words), Item(key="TSP-8", text=words))))
        assert rules.shown(blocks).count(clean(words).strip()) >= 2


def test_a_page_of_the_list_keeps_its_rows_its_menus_and_its_pager() -> None:
    """Ten rows as long as they get in real plans."""
    blocks = render(page(PAGE))
    assert sum(block["type"] == "rich_text" for block in blocks) == PAGE
    assert sum(element["type"] == "overflow" for each in blocks for element in each.get("elements", ())) == PAGE
    assert [element["text"]["text"] for element in blocks[-1]["elements"]] == ["Back", "Next"]
    rules.check_content(message(page(PAGE)), registry)


@pytest.mark.parametrize("rows", [14, 25, 60, 400])
def test_more_rows_than_fit_are_counted_and_the_pager_stays(rows: int) -> None:
    content = message(page(rows))
    rules.check_content(content, registry)
    words = rules.shown(content["blocks"])
    drawn = sum(block["type"] == "rich_text" for block in content["blocks"])
    assert drawn >= 10
    if drawn < rows:
        assert f"{rows - drawn} more rows do not fit here." in words
    assert content["blocks"][-1]["elements"][-1]["text"]["text"] == "Next"


def test_a_text_that_is_too_long_is_cut_and_said_so() -> None:
    short = message(Reply(elements=(Paragraph(text="word " * 2000),)))  # 10,000 characters, as long as a note may be
    assert rules.shown(short["blocks"]).replace("\n", " ").split() == ["word"] * 2000
    long = message(Reply(elements=(Paragraph(text="word " * 5000), Buttons(buttons=(button("Next", Mine(page=2)),)))))
    rules.check_content(long, registry)
    assert "The rest is too long to be shown here." in rules.shown(long["blocks"])
    assert "Next" in rules.shown(long["blocks"])


def test_a_button_that_cannot_carry_its_message_is_not_drawn_but_said() -> None:
    update = button("Do it all the same", Update(ref="TSP-8", text="x " * 1500))
    blocks = render(Reply(elements=(Buttons(buttons=(update, button("Help", Mine()))),)))
    assert [element["text"]["text"] for element in blocks[0]["elements"]] == ["Help"]
    assert "“Do it all the same” is too long for a button." in rules.shown(blocks)


def test_the_list_travels_with_its_buttons_and_is_left_out_where_it_is_too_long() -> None:
    row = Item(key="TSP-8", text="x", buttons=(button("Update", Show(ref="TSP-8")),))
    ids = [b["block_id"] for b in render(Reply(elements=(row, row), source=Mine(page=2))) if "block_id" in b]
    assert ids == ["r0 mine page=2", "r1 mine page=2"]
    keep = tuple(f"TSP-{'9' * 30}{n}" for n in range(10))
    ids = [b["block_id"] for b in render(Reply(elements=(row,), source=Mine(keep=keep))) if "block_id" in b]
    assert ids == ["r0"]


@pytest.mark.parametrize(("count", "sizes"), [(1, []), (2, [2]), (5, [5]), (6, [3, 3]), (7, [5, 2]), (11, [5, 3, 3])])
def test_menus_hold_two_to_five_entries_and_one_alone_is_a_button(count: int, sizes: list[int]) -> None:
    more = tuple(button(f"Entry {n}", Show(ref=f"TSP-{n}")) for n in range(count))
    elements = render(Reply(elements=(Item(key="TSP-8", text="x", more=more),)))[-1]["elements"]
    assert [len(each["options"]) for each in elements if each["type"] == "overflow"] == sizes
    assert rules.shown(elements).count("Entry") == count


def test_a_finished_row_is_struck_through() -> None:
    blocks = render(Reply(elements=(Item(key="TSP-8", text="Agree it", note="Completed by you, 14:02", done=True),)))
    runs = blocks[0]["elements"][0]["elements"]
    assert [run.get("style", {}).get("strike", False) for run in runs] == [True, True, False]


def test_described_buttons_are_described() -> None:
    blocks = render(Reply(elements=(Buttons(buttons=(button("Next", Mine(page=2), "Page 2 of 4"),)),)))
    assert blocks[0]["elements"][0]["accessibility_label"] == "Page 2 of 4"


@given(st.dictionaries(st.sampled_from(["text", "reason"]), st.text(max_size=200)))
def test_a_form_that_is_sent_unchanged_says_what_it_was_filled_with(values: dict[str, str]) -> None:
    fields = tuple(TextField(name=name, label=name, value=value, long=True) for name, value in values.items())
    form = Form(title="x", sends=MoveDate(ref="TSP-8", seen_version=3), fields=fields)
    view = modal(form, Origin(channel="C1", response_url="https://hooks.slack.com/x", own=True), source="mine page=2")
    state = {
        block["block_id"]: {"value": {"type": "plain_text_input", "value": block["element"].get("initial_value")}}
        for block in view["blocks"]
    }
    sent_back = read(view | {"id": "V1", "state": {"values": state}})
    assert sent_back.fields == {name: typed(clean(value)) for name, value in values.items()}
    assert registry.decode(sent_back.pressed, {}) == MoveDate(ref="TSP-8", seen_version=3)
    assert sent_back.pressed["in"] == {"do": "mine", "with": {"page": "2"}}
    assert sent_back.origin == Origin(channel="C1", response_url="https://hooks.slack.com/x", own=True)


@given(st.text(max_size=500))
def test_the_fallback_holds_no_reference(words: str) -> None:
    content = message(Reply(elements=(Paragraph(text=words),)))
    rules.check_fallback(content["text"])
    if clean(words).strip():
        assert content["text"] == escaped(clean(words).strip()) or length(words) > 400


def button(label: str, sends: Message, describe: str = "") -> Button:
    return Button(label=label, sends=sends, describe=describe)


def page(rows: int) -> Reply:
    """A page of `mine` with so many rows."""
    drawn = []
    for n in range(1, rows + 1):
        key = f"TSP-{n}"
        drawn.append(
            Item(
                key=key,
                text="Agree with every partner the dataset at which the strategic group will look each quarter…",
                facts=("due end of April 2021 (2,030 days late; printed 31/04/2021, please check)", "● Amber"),
                buttons=(
                    Button(
                        label="Mark complete",
                        sends=Complete(ref=key, seen_version=3),
                        style="primary",
                        describe=f"Mark {key} complete",
                    ),
                    button("Update", Show(ref=key), f"Update {key}"),
                ),
                more=(
                    button("Show all of it", Show(ref=key)),
                    button("Change RAG", Complete(ref=key, seen_version=3)),
                    button("Change date", Show(ref=key)),
                    button("History", Show(ref=key)),
                ),
            )
        )
    pager = Buttons(buttons=(button("Back", Mine(page=1), "Page 1 of 4"), button("Next", Mine(page=3), "Page 3 of 4")))
    return Reply(
        elements=(
            Paragraph(text="34 open, 12 overdue, 2 with no date."),
            Heading(text="Overdue"),
            *drawn,
            SmallPrint(text="Page 2 of 4"),
            pager,
        ),
        source=Mine(page=2),
        replaces=True,
    )


def test_ten_rows_leave_room_for_what_slack_adds() -> None:
    assert len(json.dumps(render(page(PAGE)), ensure_ascii=False, separators=(",", ":"))) <= limits.MESSAGE_JSON


def test_a_note_cannot_turn_round_what_stands_behind_it() -> None:
    words = "\u202etxt.exe\u202c and \u2067more\u2069, שלום"
    shown = rules.shown(render(say(words)))
    assert "txt.exe and more, שלום" in shown
    assert not any(mark in shown for mark in "\u202e\u202c\u2067\u2069")
