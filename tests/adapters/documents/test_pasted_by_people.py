"""Texts as different people paste them: from mail, chats and word processors that lost half of the layout."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.importing import DraftPlan, UnreadableDocument, read_plan

ROTA = ("publish the rota", "Ben Ot", "22 May 2026")
LAMPS = ("get quotes for the lamps", "Cy Nod", "30 June 2026")
LOST_TABS = """Ref Action Lead Due date RAG
1 Publish the rota Ben Ot 22 May 2026 Green
2 Get quotes for the lamps Cy Nod 30 June 2026 Amber
"""
MAIL = """From: Dana Whitlock <dana@ferry.example>
Sent: 12 May 2026 09:14
To: Ben Ot; Cy Nod
Subject: Actions from yesterday

Hi both, as agreed:

1.\tBen Ot to publish the rota by 22 May 2026
2.\tCy Nod to get quotes for the lamps (by 30 June 2026)

Kind regards
Dana
"""
TEAMS = """[12/05/2026 14:03] Dana Whitlock
ACTION: Ben Ot to publish the rota by 22 May 2026
[12/05/2026 14:05] Ben Ot
fine with me
[12/05/2026 14:06] Dana Whitlock
ACTION: Cy Nod – get quotes for the lamps – 30 June 2026
"""
PHONE = """[12/05/2026, 14:04:11] Dana Whitlock: Actions:
- Ben Ot to publish the rota by 22 May 2026
- Cy Nod to get quotes for the lamps by 30 June 2026
[12/05/2026, 14:05:02] Ben Ot: thanks
"""
SLACK = """Dana Whitlock  2:03 PM
*Action:* Publish the rota
*Owner:* @Ben Ot
*By:* 22 May 2026
Ben Ot  2:05 PM
:+1:
Dana Whitlock  2:06 PM
*Action:* Get quotes for the lamps
*Owner:* @Cy Nod
*By:* 30 June 2026
"""
ARROWS = """Next steps

-> Ben Ot: publish the rota (22 May 2026)
-> Cy Nod: get quotes for the lamps (30 June 2026)
"""
QUOTED = """> > Action: Publish the rota
> > Lead: Ben Ot
> > By: 22 May 2026
> >
> > Action: Get quotes for the lamps
> > Lead: Cy Nod
> > By: 30 June 2026
"""
FORMS = "Ref\t1\nAction\tPublish the rota\nOwner\tBen Ot\nDue\t22 May 2026\n\n" + (
    "Ref\t2\nAction\tGet quotes for the lamps\nOwner\tCy Nod\nDue\t30 June 2026\n"
)
GAPS = """No   Action   Lead   By
1   Publish the rota   Ben Ot   22 May 2026
2   Get quotes for the lamps   Cy Nod   30 June 2026
"""
TEXTS = [LOST_TABS, MAIL, TEAMS, PHONE, SLACK, ARROWS, QUOTED, FORMS, GAPS]


def draft_of(text: str) -> DraftPlan:
    return read_plan(read_document(text.encode()), plan_code="HBR")


@pytest.mark.parametrize(
    "text", TEXTS, ids=["lost-tabs", "mail", "teams", "phone", "slack", "arrows", "quoted", "forms", "gaps"]
)
def test_what_people_paste_is_read(text: str) -> None:
    found = [(one.text.lower(), one.leads_text, one.due.text) for one in draft_of(text).actions]
    assert found == [ROTA, LAMPS]


def test_cells_parted_by_their_looks_are_asked_about() -> None:
    assert any("ran together when it was pasted" in one.message for one in draft_of(LOST_TABS).questions)


def test_what_is_said_around_the_actions_is_left_over() -> None:
    assert "fine with me" in draft_of(TEAMS).leftover
    assert any("Kind regards" in text for text in draft_of(MAIL).leftover)


RECOMMENDED = """Response to the peer challenge

Recommendation 1: Be clearer about priorities.
We will publish one page for each service. Lead: Head of Strategy. By: 30 June 2026.

Recommendation 2: Listen to residents.
We will hold a forum in each ward. Lead: Ben Ot. By: September 2026.
We will also write to all schools. Lead: Cy Nod. By: May 2026.
"""


def test_a_paragraph_below_each_recommendation_is_its_action_and_not_that_of_the_next() -> None:
    draft = draft_of(RECOMMENDED)
    told = [
        (one.ref, one.text, action.text, action.leads[0].name, str(action.due.latest))
        for one in draft.recommendations
        for action in one.actions
    ]
    first, second = "Be clearer about priorities.", "Listen to residents."
    assert told == [
        ("1", first, "We will publish one page for each service.", "Head of Strategy", "2026-06-30"),
        ("2", second, "We will hold a forum in each ward.", "Ben Ot", "2026-09-30"),
        ("", second, "We will also write to all schools.", "Cy Nod", "2026-05-31"),
    ]


def test_an_action_behind_the_talk_of_its_paragraph_is_read_and_the_talk_is_kept() -> None:
    draft = draft_of(
        "Minutes, 18 June 2026\n\nThe panel liked the draft. ACTION: Ben Ot to send it out by 3 July 2026.\n\n"
        "No speaker yet. ACTION: Cy Nod to find one by 17 July 2026.\n"
    )
    assert [(one.text, one.leads[0].name, str(one.due.latest)) for one in draft.actions] == [
        ("send it out", "Ben Ot", "2026-07-03"),
        ("find one", "Cy Nod", "2026-07-17"),
    ]
    assert dict(draft.actions[0].other)["Discussion"] == "The panel liked the draft."


def test_people_by_their_first_names_are_asked_about_once() -> None:
    draft = draft_of(
        "Hi all,\n\n- Ola to ring them by 8 May 2026\n- Sam to book it by 15 May 2026\n- Jo to go by 9 May 2026\n"
    )
    assert [one.leads[0].name for one in draft.actions] == ["Ola", "Sam", "Jo"]
    (question,) = draft.questions
    assert "as leads. Is that right?" in question.message
    mixed = draft_of(
        "Actions\n- Kim Marsh to ring by 8 May 2026\n- Beth to write (done)\n- Highways to close Quay Road\n"
    )
    (shown,) = [one for one in mixed.questions if one.field == "layout"]
    assert shown.message.endswith("above all who leads: “Beth”. Is that right?")
    assert not any(one.field in {"columns", "document"} and "lead" in one.message for one in mixed.questions)


def test_a_ticked_box_is_complete() -> None:
    draft = draft_of("To do\n[ ] Publish the rota – Ben Ot – 22 May 2026\n[x] Get quotes – Cy Nod – 30 April 2026\n")
    assert [one.status.value for one in draft.actions] == ["open", "complete"]


LINES = st.sampled_from(
    ["Action: Do it", "Lead: Ben Ot", "By: 3 May 2026", "", "- Ben to go by May", "ACTION", "Actions:", "| a | b |",
     "Ref  Action  Lead", "1  Go  Ben Ot", "[x]", "> > x", "Theme 1: Y", "Lead:", ":", "a\tb", "Done", "[10:00] B: x",
     "1.\tGo (AB, June)", "+---+", "Ref Action Lead Due", "===", "Ben Ot", "30 June 2026", "\u00a0", "From: x"]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, min_size=1, max_size=14))
def test_any_mix_of_lines_gives_a_draft_or_a_sentence(lines: list[str]) -> None:
    refusal = ""
    keys: list[str] = []
    try:
        keys = [action.key for action in draft_of("\n".join(lines)).actions]
    except UnreadableDocument as error:
        refusal = str(error)
    assert not refusal or re.fullmatch(r"[A-Z].*[.”]", refusal, re.DOTALL)
    assert len(keys) == len(set(keys))
