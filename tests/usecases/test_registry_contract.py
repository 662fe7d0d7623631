"""What buttons and typed words promise: each has a handler, says who may use it, and comes back as it went out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FieldErrors, Invalid
from domain.messages import Command, FormQuery, ListQuery, Message, Need, Query, by_name
from domain.ports import Store
from domain.registry import Entry, Registry
from domain.usecases import registry
from domain.views import Button, Item, Reply
from tests import builders
from tests.talk import Talk, talks
from tests.usecases.test_story_forms import with_milestones

MENU_VALUE = 75
"""Characters that Slack lets the value of a menu's option have."""


def kinds(of: type[Message] = Message) -> Iterator[type[Message]]:
    for kind in of.__subclasses__():
        if kind.__module__.startswith("domain.") and kind not in {Command, Query, ListQuery, FormQuery}:
            yield kind
        yield from kinds(kind)


KINDS = sorted(set(kinds()), key=lambda kind: kind.name)
TYPED = registry.typed()


def test_no_two_messages_share_a_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) > 15


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_message_has_a_handler_and_says_who_may_send_it(kind: type[Message]) -> None:
    assert re.fullmatch(r"[a-z][a-z_]{1,15}", kind.name)
    assert by_name(kind.name) is kind
    assert kind.needs is not Need.NOBODY
    assert [entry for entry in registry.entries() if entry.message is kind]


def answered(read: Callable[[], Message]) -> str:
    """What somebody is told of something that can't be read, or that it can."""
    try:
        return f"A {read().name}."
    except Invalid as error:
        return error.message


def texts(size: int) -> st.SearchStrategy[str]:
    return st.text(max_size=min(size, 200))


def filled(kind: type[Message]) -> st.SearchStrategy[Message]:
    """Any message of this kind."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in kind.model_fields.items():
        limits = {type(one).__name__: one for one in info.metadata}
        least = getattr(limits.get("MinLen"), "min_length", 0)
        if info.annotation is str:
            most = getattr(limits.get("MaxLen"), "max_length", 50)
            fields[name] = st.text(min_size=least, max_size=min(most, 200))
        elif info.annotation is bool:
            fields[name] = st.booleans()
        elif info.annotation is int:
            high = getattr(limits.get("Le"), "le", 10_000)
            fields[name] = st.integers(1, high)
        elif info.annotation is datetime:
            fields[name] = st.datetimes(timezones=st.just(UTC))
        elif get_origin(info.annotation) is Literal:
            fields[name] = st.sampled_from(get_args(info.annotation))
        elif info.annotation == int | None:
            fields[name] = st.none() | st.integers(0, 10**6)
        else:
            fields[name] = st.lists(texts(20), max_size=10).map(tuple)
    return st.builds(kind, **fields)


@given(message=st.sampled_from(KINDS).flatmap(filled))
def test_what_is_encoded_into_a_button_comes_back_the_same(message: Message) -> None:
    wire = json.loads(json.dumps(message.encode()))
    assert registry.decode(wire, {}) == message
    assert Button(label="x", sends=message) == Button.model_validate_json(
        Button(label="x", sends=message).model_dump_json(round_trip=True).encode("utf-8", "surrogatepass")
    )


@given(
    wire=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    ),
    name=st.sampled_from([kind.name for kind in KINDS]) | st.text(max_size=12),
)
def test_a_payload_that_we_never_made_gives_a_kind_sentence(wire: Any, name: str) -> None:
    for payload in ({"do": name, "with": wire}, {"do": name}, {"do": wire, "with": {}}, {}):
        assert answered(lambda payload=payload: registry.decode(payload, {})).endswith((".", "?"))  # type: ignore[misc]  # of this turn


def test_a_button_that_is_no_more_offers_a_fresh_start() -> None:
    with pytest.raises(Invalid) as caught:
        registry.decode({"do": "abolished", "with": {"ref": "NRP-8"}}, {})
    assert caught.value.message == "I no longer know what this button did. Here is a fresh start."
    assert [button.label for button in caught.value.buttons] == ["My actions", "Help"]


def test_fields_that_an_older_card_lacks_or_a_newer_one_has_are_no_trouble() -> None:
    for given_fields in ({"ref": "NRP-8"}, {"ref": "NRP-8", "invented_later": 1}):
        assert registry.decode({"do": "complete", "with": given_fields}, {}).encode() == {
            "do": "complete",
            "with": {"ref": "NRP-8"},
        }


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", "x" * 10_001, "This is too long: please use at most 10,000 characters."),
        ("date", "x" * 201, "This is too long: please use at most 200 characters."),
        ("ref", "", "Please fill this in."),
        ("seen_version", "lots", "I can't read this."),
    ],
)
def test_a_field_that_can_not_be_taken_says_so_at_the_field(field: str, value: str, sentence: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        registry.decode({"do": "update", "with": {"ref": "NRP-8"}}, {field: value})
    assert caught.value.errors == {field: sentence}


@pytest.mark.parametrize("entry", TYPED, ids=lambda entry: entry.verb)
class TestEveryTypedCommand:
    def test_says_how_it_is_typed_and_what_it_does(self, entry: Entry) -> None:
        assert entry.usage.split()[0] == entry.verb
        assert entry.parse is not None
        assert entry.summary[0].isupper()
        assert not entry.summary.endswith(".")
        assert len(entry.usage) <= 60
        assert len(entry.summary) <= 90

    def test_is_understood_in_any_case_and_by_its_other_words(self, entry: Entry) -> None:
        example = {
            "date": "NRP-8 1 March 2027 because x",
            "assign": "NRP-8 to me",
            "role": "me viewer of NRP",
            "guest": "⟦U1|x⟧ NRP",
            "language": "English",
        }.get(entry.verb, "NRP-8")
        rest = "" if entry.verb in {"mine", "help", "channel", "casewords", "settings"} else example
        kind = {registry.parse(f"{word} {rest}").name for word in (entry.verb, entry.verb.upper(), *entry.aliases)}
        assert len(kind) == 1

    def test_never_fails_on_what_follows(self, entry: Entry) -> None:
        for rest in ("", "8", "NRP-8", "\0", "x" * 12_000, "8 " + "x" * 12_000, "⟦U1|x⟧", "8: because", "🤷 8", "-1"):
            line = f"{entry.verb} {rest}"
            assert 0 < len(answered(lambda line=line: registry.parse(line))) < 400  # type: ignore[misc]  # of this turn

    def test_has_help(self, entry: Entry) -> None:
        from domain.messages import Help

        assert registry.parse(f"help {entry.verb}") == Help(topic=entry.verb)


@given(line=st.text(max_size=60) | st.text(max_size=20).map(lambda words: f"done {words}"))
def test_no_line_breaks_the_reader(line: str) -> None:
    assert answered(lambda: registry.parse(line))


def test_a_word_or_a_message_is_entered_once() -> None:
    fresh = Registry()
    kind, other = KINDS[0], KINDS[1]
    fresh.handles(kind, verb="go")(lambda message, ctx: Reply())
    with pytest.raises(ValueError, match="has a handler already"):
        fresh.handles(kind, verb="went")(lambda message, ctx: Reply())
    with pytest.raises(ValueError, match="taken"):
        fresh.handles(other, verb="go")(lambda message, ctx: Reply())


EVERYTHING_ONE_CAN_SAY = [
    *(
        "",
        "help",
        "help date",
        "help nonsense",
        "help more",
        "mine all",
        "mine done",
        "mine overdue",
        "overdue",
        "due 60",
    ),
    *(
        "due NRP",
        "find dataset",
        "find nothing-at-all",
        "show 4",
        "history 4",
        "done 4",
        "done 4",
        "show 4",
        "reopen 4",
    ),
    *("rag 4", "rag 4 blue", "rag 4 green", "date 4 next Friday", "date 4 next Friday: x", "date 4 1 May 2026: x"),
    *("date 4 1 March 2027", "date 4", "update 4", "update 4 sent out", "assign 4", "assign 4 to Head of Park", "undo"),
    *("milestones 4", "milestone 4.1 done", "edit 4 Agree the dataset with all", "add NRP: Count the paths", "waiting"),
    *("update 4 letter to 943 476 5919", "done 4: letter to 943 476 5919", "edit 4", "add", "approve 4", "return 4: x"),
    *(
        "assign 4 to somebody new",
        "channel",
        "channel follow",
        "golive",
        "8",
        "dnoe 4",
        "nonsense",
        "show 400",
        "undo 4",
    ),
]


def walk(talk: Talk, line: str) -> Iterator[tuple[Reply, Button]]:
    """Every button that an answer offers."""
    reply = talk.say(line)
    for button in reply.buttons():
        yield reply, button


@pytest.mark.parametrize("of", ["coordinator", "lead"])
def test_no_button_is_offered_without_a_handler_that_works(shared_store: Store, of: str) -> None:
    boss, lead, town = talks(shared_store, actions=14, edit=with_milestones)
    other = builders.plan(town.organisation, "WEL", actions=5, people=[town.lead])
    builders.add_plan(shared_store, other, town.coordinator)
    talk = boss if of == "coordinator" else lead
    talk.conversation, talk.private = "C1", False
    pressed = 0
    for line in EVERYTHING_ONE_CAN_SAY:
        line = line.replace(" 4", " NRP-4")
        offered = sorted(walk(talk, line), key=lambda pair: isinstance(pair[1].sends, Command))
        for reply, button in offered:
            wire = json.loads(json.dumps(button.sends.encode()))
            assert registry.decode(wire, {}) == button.sends, (line, button.label)
            assert registry.entry(button.sends)
            assert 0 < len(button.label) <= 75, button.label
            talk.last = reply
            answer = talk._send(pressed=wire)
            assert answer.outcome in {"ok", "asked", "stale"}, (line, button.label, answer.text)
            assert answer.elements or answer.form, (line, button.label)
            assert answer.form is None or button.opens_form, (line, button.label)
            pressed += 1
    assert pressed > 150


@pytest.mark.parametrize("line", ["mine", "overdue", "find dataset", "done 1"])
def test_what_a_rows_menu_sends_fits_into_a_menu(shared_store: Store, line: str) -> None:
    boss, lead, _ = talks(
        shared_store, code="ABCDEFGH", edit=lambda plan: builders.edited(plan, 1, key="ABCDEFGH-1b.3", version=98_765)
    )
    for talk in (boss, lead):
        talk.say(line.replace(" 1", " 1b.3"))
        for item in (element for element in talk.last.elements if isinstance(element, Item)):
            for button in item.more:
                value = json.dumps(button.sends.encode(), separators=(",", ":"), ensure_ascii=False)
                assert len(value) <= MENU_VALUE, value
