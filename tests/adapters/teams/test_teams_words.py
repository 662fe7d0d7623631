"""From Teams' text to the line that was typed: mentions are people, everything else is only words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.envelope import Refusal, read_envelope, read_json
from adapters.teams.forms import read_filled
from adapters.teams.words import from_message, typed_line
from domain.mentions import MENTION

BOT = {"type": "mention", "text": "<at>Action Log</at>", "mentioned": {"id": "28:bot", "name": "Action Log"}}


def activity(text: str, *mentions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": "https://smba.trafficmanager.net/uk/",
        "conversation": {"id": "c"},
        "recipient": {"id": "28:bot", "name": "Action Log"},
        "text": text,
        "entities": list(mentions),
    }


def mention(name: str, id: str = "29:1", **more: str) -> dict[str, Any]:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id, "name": name, **more}}


def line(text: str, *mentions: dict[str, Any], **accounts: str) -> str:
    return typed_line(read_envelope(activity(text, *mentions)), accounts)


@pytest.mark.parametrize(
    ("text", "mentions", "wanted"),
    [
        ("mine", [], "mine"),
        ("<at>Action Log</at> mine", [BOT], "mine"),
        ("<at>Action Log</at>&nbsp;mine\u200b", [BOT], "mine"),
        ("mine <at>Action Log</at>", [BOT], "mine"),
        ("done 8: R&amp;D &lt;draft&gt;", [], "done 8: R&D <draft>"),
        ("done 8: &amp;amp; stays", [], "done 8: &amp; stays"),
        ("/mine", [], "mine"),
        ("/actions mine", [], "/actions mine"),
        ("date 8 31/12/2026", [], "date 8 31/12/2026"),
        ("a\r\nb", [], "a\nb"),
        ("assign 8 to <at>Imogen Vale</at>", [mention("Imogen Vale")], "assign 8 to ⟦29:1|Imogen Vale⟧"),
        ("assign 8 to <at>Al</at>", [mention("Al", aadObjectId="AA-1")], "assign 8 to ⟦AA-1|Al⟧"),
        ("<at>Al</at> <at>Al</at>", [mention("Al", "29:1"), mention("Al", "29:2")], "⟦29:1|Al⟧ ⟦29:2|Al⟧"),
        ("<at>R&amp;D</at>", [mention("R&D")], "⟦29:1|R&D⟧"),
        ("<at>Nobody</at> did", [], "Nobody did"),
        ("&lt;at&gt;Al&lt;/at&gt;", [mention("Al")], "<at>Al</at>"),
        ("⟦29:9|Boss⟧ did", [], "29:9|Boss did"),
        ("<at>A|B⟧</at>", [mention("A|B⟧")], "⟦29:1|A|B⟧"),
        ('<at id="0">Action Log</at> mine', [BOT], "mine"),
    ],
)
def test_a_line_reads_as_it_was_typed(text: str, mentions: list[dict[str, Any]], wanted: str) -> None:
    assert line(text, *mentions) == wanted


def test_a_mention_is_given_the_account_that_teams_names_for_it() -> None:
    envelope = read_envelope(activity("assign 8 to <at>Al</at>", mention("Al")))
    assert typed_line(envelope, {"29:1": "object-7"}) == "assign 8 to ⟦object-7|Al⟧"


@given(st.text(), st.text(), st.text())
def test_nobody_can_type_a_mention(before: str, name: str, after: str) -> None:
    found = line(f"{before}<at>{name}</at>{after}"[:5_000])
    assert not MENTION.search(found)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_mention_holds_one_account_whatever_its_name_is(name: str, after: str) -> None:
    if any(c in name for c in "<>&") or any(c in after for c in "<>&"):
        return
    envelope = read_envelope(activity(f"<at>{name}</at>{after}", mention(name)))
    assert [each["id"] for each in MENTION.finditer(typed_line(envelope, {}))] == ["29:1"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
PARTS = [*activity(""), "id", "name", "action", "from", "channelData", "value", "membersAdded", "attachments"]


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(PARTS), json_values, max_size=6))
def test_any_json_is_an_activity_or_a_bad_request(changes: dict[str, Any]) -> None:
    data = json.dumps(activity("<at>x</at>", mention("x")) | changes).encode()
    try:
        envelope = read_envelope(read_json(data))
    except Refusal:
        return
    typed_line(envelope, {})
    if envelope.value is not None:
        read_filled(envelope.value)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(["do", "with", "in", "form", "field.x", "private", "msteams"]), json_values))
def test_any_payload_can_be_read(data: dict[str, Any]) -> None:
    filled = read_filled(data)
    assert filled is None or all(isinstance(value, str) for value in filled.fields.values())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<p><emoji id="yes" alt="\N{THUMBS UP SIGN}" title="Yes"></emoji></p>', "\N{THUMBS UP SIGN}"),
        ("done <emoji alt='\N{PARTY POPPER}'></emoji>", "done \N{PARTY POPPER}"),
        (
            '<p>See <img src="https://x.example/1" alt="chart of visits" width="9"> below</p>',
            "See [chart of visits] below",
        ),
        ("<p>Visits<table><tr><td>1</td> <td>2</td></tr><tr><td>3</td></tr></table></p>", "Visits\n1 | 2\n3"),
        ("one<div>two</div>three<ul><li>four</li></ul>", "one\ntwo\nthree\nfour"),
        ("<img src='x'>1 < 2 alt=\"no\"", '1 < 2 alt="no"'),
    ],
)
def test_a_picked_message_keeps_its_emoji_pictures_and_cells_apart(content: str, words: str) -> None:
    message = {"body": {"contentType": "html", "content": content}}
    asked = from_message({"commandId": "log_progress", "messagePayload": message})
    assert asked == {"do": "open_log", "with": {"text": words}}
