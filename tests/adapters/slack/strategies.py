"""Replies such as nobody would write: long, empty, hostile, in every script."""

from __future__ import annotations

from hypothesis import strategies as st

from domain import messages as m
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
)

NASTY = (
    "<!channel> <!here> <@U1|Eve> <#C1> <https://evil.example|click> @here @channel #general",
    "*bold* _it_ ~no~ `code` ```block``` > quote :tada: &amp; &lt; <b>&</b> [a](https://evil.example)",
    "https://evil.example/path?a=1&b=2 mailto:a@b.example tel:123 www.evil.example",
    "\u202eright to left\u202c \u200f\u200e \u2066x\u2069 مرحبا שלום",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿é̂̃" * 5,
    "\x00\x01\x1b[31m\x7f\r\n\t",
    "\u200b\u200c\u200d\u2060\ufeff@\u200bchannel <\u200b!here> htt\u200bps://evil.example",
    "\ud800 lone",
    '{"do": "complete"} %20 =, \' ; -- ⟦U1|Eve⟧',
    " ",
    "\n\n\n",
    "",
)
plain = st.text(max_size=60)
words = st.one_of(
    st.sampled_from(NASTY),
    plain,
    st.builds(lambda text, times: text * times, st.sampled_from(NASTY), st.integers(1, 40)),
)
long_words = st.builds(
    lambda text, size: (text or "x") * (size // max(1, len(text)) + 1), words, st.integers(0, 10_000)
)
text = st.one_of(words, words, words, long_words)
refs = st.sampled_from(["TSP-8", "SHR-1b.3", "8"]) | st.text(min_size=1, max_size=80)
whole = [each for each in NASTY if "\ud800" not in each]  # a message takes no halves of characters
notes = st.text(max_size=50) | st.sampled_from(whole) | st.sampled_from([each * 90 for each in whole])

sent: st.SearchStrategy[m.Message] = st.one_of(
    st.builds(m.Show, ref=refs),
    st.builds(m.Complete, ref=refs, note=notes, seen_version=st.none() | st.integers(0, 10**6)),
    st.builds(m.MoveDate, ref=refs, date=plain, reason=notes, confirmed=st.booleans()),
    st.builds(m.Assign, ref=refs, who=plain, new=st.booleans()),
    st.builds(m.Mine, which=plain, page=st.integers(1, 99), keep=st.lists(plain, max_size=10).map(tuple)),
    st.builds(m.Find, words=plain, page=st.integers(1, 99)),
    st.builds(m.Help, topic=plain),
)
buttons = st.lists(
    st.builds(
        Button,
        label=words,
        sends=sent,
        style=st.sampled_from(["default", "primary", "danger"]),
        describe=words,
    ),
    max_size=8,
).map(tuple)
rows = st.builds(
    Item,
    key=st.sampled_from(["TSP-8", ""]) | plain,
    text=text,
    facts=st.lists(words, max_size=4).map(tuple),
    note=words,
    done=st.booleans(),
    buttons=buttons,
    more=buttons,
)
elements = st.one_of(
    rows,
    rows,
    st.builds(Heading, text=text),
    st.builds(Paragraph, text=text),
    st.builds(SmallPrint, text=text),
    st.builds(Buttons, buttons=buttons),
    st.builds(Facts, pairs=st.lists(st.tuples(words, text), max_size=6).map(tuple)),
    st.builds(Quote, text=text, by=words),
)
replies = st.builds(
    Reply,
    elements=st.lists(elements, max_size=15).map(tuple),
    source=st.none() | sent,
)
names = st.sampled_from(["text", "rag", "date", "reason", "who"])
fields = st.one_of(
    st.builds(
        TextField,
        name=names,
        label=words,
        value=text,
        hint=words,
        long=st.booleans(),
        required=st.booleans(),
        max_length=st.integers(0, 20_000),
    ),
    st.builds(
        ChoiceField,
        name=names,
        label=words,
        options=st.lists(st.tuples(words, words), max_size=8, unique_by=lambda each: each[0]).map(tuple),
        value=words,
        hint=words,
    ),
    st.builds(
        PersonField,
        name=names,
        label=words,
        value=st.sampled_from(["⟦U0ANN|Ann⟧, ⟦29:x|Bo⟧", "⟦W1|⟧ and some", "Audit Group"]) | words,
        hint=words,
        required=st.booleans(),
        several=st.booleans(),
        typed_label=st.sampled_from(["", "Or a name"]),
        choices=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    ),
    st.builds(DateField, name=names, label=words, value=st.sampled_from(["2026-06-30", "", "30 June", "2026-02-31"])),
)
forms = st.builds(
    Form,
    title=text,
    sends=sent,
    fields=st.lists(fields, max_size=6, unique_by=lambda each: each.name).map(tuple),
    submit=words,
    intro=text,
    errors=st.dictionaries(names, words, max_size=2),
)
