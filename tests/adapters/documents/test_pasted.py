"""Text as people paste it: whatever the layout, the same actions; what is no action is left over, never lost."""

from __future__ import annotations

import re

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, UnreadableDocument, read_plan
from domain.importing.contract import to_json

Told = tuple[str, str, str]  # text, lead as printed, date as printed


def draft_of(text: str) -> DraftPlan:
    return read_plan(read_document(text.encode()), plan_code="FER")


def told(text: str) -> list[Told]:
    return [(action.text, action.leads_text, action.due.text) for action in draft_of(text).actions]


def lost_words(text: str) -> list[str]:
    said = set(re.findall(r"[^\W_]+", to_json(draft_of(text)).lower()))
    return [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in said]


THREE = [
    ("Paint the hull of the night ferry", "Ada Prone", "30 June 2026"),
    ("Train the new mates and test them", "Head of Crews", "July 2026"),
    ("Hang lamps along both quays", "BO / CN", "31/08/2026"),
]


def tabs() -> str:
    return "\n".join("\t".join(row) for row in [("Action", "Lead", "By when"), *THREE])


def pipes() -> str:
    return "\n".join(" | ".join(row) for row in [("Action", "Lead", "By when"), *THREE])


def boxed() -> str:
    rule = "+---------------+------+-------+"
    rows = [f"| {' | '.join(row)} |\n{rule}" for row in [("Action", "Lead", "By when"), *THREE]]
    return "\n".join([rule, *rows])


def fixed() -> str:
    return "\n".join(f"{a:<40}{b:<20}{c}" for a, b, c in [("Action", "Lead", "By when"), *THREE])


def wrapped() -> str:
    lines = [f"{'Action':<22}{'Lead':<14}By when"]
    for action, lead, due in THREE:
        first, rest = action[: action.rindex(" ", 0, 20)], action[action.rindex(" ", 0, 20) + 1 :]
        lines += [f"{first:<22}{lead:<14}{due}", f"{rest:<22}"]
    return "\n".join(lines)


def cells() -> str:
    return "\n".join(cell for row in [("Action", "Lead", "By when"), *THREE] for cell in row)


def cells_apart() -> str:
    return "\n\n".join(cell for row in [("Action", "Lead", "By when"), *THREE] for cell in row)


def fields() -> str:
    return "\n\n".join(f"Action: {a}\nLead: {b}\nBy when: {c}" for a, b, c in THREE)


def fields_in_other_orders() -> str:
    (a1, b1, c1), (a2, b2, c2), (a3, b3, c3) = THREE
    return (
        f"Action: {a1}\nLead: {b1}\nDue date: {c1}\n\nDeadline: {c2}\nOwner: {b2}\nAction: {a2}\n\n"
        f"Owner: {b3}\nAction: {a3}\nBy: {c3}"
    )


def fields_in_one_line() -> str:
    return "\n".join(f"Action: {a}. Lead: {b}. By: {c}" for a, b, c in THREE)


def fields_with_tabs() -> str:
    return "\n".join(f"Action\t{a}\nLead\t{b}\nBy when\t{c}" for a, b, c in THREE)


def titles_with_fields() -> str:
    return "\n".join(f"{n}. {a}\nLead: {b}\nDue: {c}" for n, (a, b, c) in enumerate(THREE, 1))


def tails() -> str:
    return "\n".join(f"{n}. {a} ({b}, {c})" for n, (a, b, c) in enumerate(THREE, 1))


def named_tails() -> str:
    return "\n".join(f"- {a}. Lead: {b}, by {c}" for a, b, c in THREE)


def dashes() -> str:
    return "\n".join(f"• {a} – {b} – {c}" for a, b, c in THREE)


def sentences() -> str:
    return "Actions:\n" + "\n".join(f"- {b} to {a[0].lower()}{a[1:]} by {c}" for a, b, c in THREE)


LAYOUTS = [
    tabs, pipes, boxed, fixed, wrapped, cells, cells_apart, fields, fields_in_other_orders, fields_in_one_line,
    fields_with_tabs, titles_with_fields, tails, named_tails, dashes, sentences,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_same_actions_in_every_layout_are_the_same(layout: object) -> None:
    assert callable(layout)
    found = [(text.rstrip(".").capitalize(), lead, due) for text, lead, due in told(layout())]
    assert found == [(text.capitalize(), lead, due) for text, lead, due in THREE]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_no_word_of_a_layout_is_lost(layout: object) -> None:
    assert callable(layout)
    assert lost_words(layout()) == []


MINUTES = """Ferry Board – minutes of 12 May 2026
Present: Ada Prone (chair), Ben Ot
Apologies: Cy Nod

1. Crews
Ben Ot agreed to look into the rota. The figures were noted.
ACTION: Ada Prone to circulate the figures by 30 June 2026
2. Quays
The lamps are late and several people have asked about them since the meeting in March
Action – BO/CN to ask the harbour master and
report back

AP3: Publish the rota. Owner: Cy Nod
Next meeting: 3 July 2026
"""


def test_only_what_minutes_flag_is_an_action() -> None:
    assert told(MINUTES) == [
        ("circulate the figures", "Ada Prone", "30 June 2026"),
        ("ask the harbour master and report back", "BO/CN", ""),
        ("Publish the rota.", "Cy Nod", ""),
    ]
    draft = draft_of(MINUTES)
    assert draft.as_at is not None
    assert draft.as_at.isoformat() == "2026-05-12"
    assert [one.section for one in draft.recommendations] == ["1. Crews", "2. Quays", "2. Quays"]
    assert "Ben Ot agreed to look into the rota. The figures were noted." in draft.leftover
    assert "Next meeting: 3 July 2026" in draft.leftover
    assert lost_words(MINUTES) == []


def test_an_action_knows_its_line() -> None:
    assert [action.source.row for action in draft_of(MINUTES).actions] == [7, 10, 13]


def test_a_first_name_alone_is_taken_and_asked_about() -> None:
    draft = draft_of("ACTION: Ada to paint the hull by 30 June 2026\nACTION: Ben to hang the lamps by May 2026")
    assert [action.leads_text for action in draft.actions] == ["Ada", "Ben"]
    assert any("“Ada” as the lead" in question.message for question in draft.questions)


@pytest.mark.parametrize(
    "sentence",
    [
        "ACTION: Training to be delivered by June 2026",
        "ACTION: Agree to meet by June 2026",
        "ACTION: Update by June 2026",
    ],
)
def test_what_is_no_name_is_no_lead(sentence: str) -> None:
    draft = draft_of(sentence)
    assert [action.leads for action in draft.actions] == [()]
    assert any(question.field == "leads" or "column for the lead" in question.message for question in draft.questions)


def test_prose_is_refused_with_what_would_work() -> None:
    with pytest.raises(UnreadableDocument, match="Action: what is to be done"):
        read_document(b"The council has a new plan. It is good.\nAda wrote it up in June 2026.\n")


def _said(text: str, name: str = "pasted.txt") -> list[tuple[str, str, str]]:
    draft = read_plan(read_document(text.encode(), name), plan_code="ABC")
    return [(one.text, one.leads_text, one.due.text) for one in draft.actions]


PAGE = """FERRY COUNCIL                     FOLLOW UP              PAGE {page}

REF    RECOMMENDATION                MANAGER          DUE DATE
-----  ----------------------------  ---------------  ----------
"""


def test_a_printout_goes_on_below_the_head_of_its_next_page() -> None:
    text = (
        f"{PAGE.format(page=1)}P1.1   Reconcile the till every       Till Manager     31/12/2026\n"
        "       evening\n"
        f"\f{PAGE.format(page=2)}P1.2   Count the ropes               Rope Manager     15/01/2027\n"
        "*** END OF REPORT ***\n"
    )
    assert _said(text) == [
        ("Reconcile the till every evening", "Till Manager", "31/12/2026"),
        ("Count the ropes", "Rope Manager", "15/01/2027"),
    ]


def test_a_label_with_only_a_number_is_the_number_of_its_record() -> None:
    text = "".join(
        f"Item: {ref}\nWhat needs to happen: {what}\nAssigned: {who}\nTarget: {when}\n\n"
        for ref, what, who, when in (
            ("1", "Paint the ferry", "Ada Obi", "May 2027"),
            ("2", "Mend it", "Ben Ot", "June 2027"),
        )
    )
    draft = read_plan(read_document(text.encode()), plan_code="ABC")
    assert [(one.ref, one.section) for one in draft.recommendations] == [("1", ""), ("2", "")]


def test_a_year_is_taken_from_the_mail_right_above_the_list() -> None:
    draft = read_plan(
        read_document(
            b"Thanks, see below.\n\nOn 3 Nov 2026, at 16:42, Jo Tallis wrote:\n\n> Actions:\n>\n"
            b"> 1. Check the ropes - Ada Obi - by 30 November\n> 2. Order the paint - Ben Ot - by end of January 2027\n"
        ),
        plan_code="ABC",
    )
    assert str(draft.as_at) == "2026-11-03"
    assert str(draft.actions[0].due.latest) == "2026-11-30"
    assert any(one.field == "due" and one.key == draft.actions[0].key for one in draft.questions)


def test_initials_before_a_name_end_no_sentence() -> None:
    text = (
        "Minutes of the board\n\nACTION: K. Brandt to order the signs by 20 November 2026\n"
        "ACTION: J. Lal and S. Moyo to draft the report by 1 May 2027\nACTION: Dr. Ann Obi: ring the clinic\n"
    )
    assert [told[1] for told in _said(text)] == ["K. Brandt", "J. Lal and S. Moyo", "Dr. Ann Obi"]


def test_who_stands_first_before_a_command_and_a_date_leads_it() -> None:
    text = (
        "Actions:\n• Quays – close the slip until it is safe – ongoing\n• TBC – write to the insurers – 11 May 2027\n"
    )
    assert _said(text) == [
        ("close the slip until it is safe", "Quays", "ongoing"),
        ("write to the insurers", "TBC", "11 May 2027"),
    ]


def test_columns_of_quoted_cells_between_tabs_lose_their_quotes() -> None:
    rows = (
        ("Appoint a guardian", "Papers", "Ada Obi"),
        ("Map the files", "Papers", "Ben Ot"),
        ("Retire the fax", "Wires", "Cy Nod"),
    )
    text = "Title\tWorkstream\tOwner\tTarget Date\n" + "".join(
        f'"{title}"\t{part}\t{who}\t14/12/2026\n' for title, part, who in rows
    )
    assert _said(text, "list.csv") == [(title, who, "14/12/2026") for title, _, who in rows]


def test_a_state_behind_the_bracket_of_a_lead_is_no_part_of_it() -> None:
    draft = read_plan(
        read_document(
            b"<html><body><h1>Pledges</h1><ul><li>Offer ten places (Lead: Ada Obi; by June 2027) <b>GREEN</b></li>"
            b"<li>Print a guide (Lead: Ben Ot; complete)</li><li>Mend the pier (Lead: Cy Nod; by May 2027)</li></ul>"
            b"</body></html>",
            "pledges.html",
        ),
        plan_code="ABC",
    )
    assert [(one.leads_text, one.due.text, one.rag.value.value, one.status.value) for one in draft.actions] == [
        ("Ada Obi", "June 2027", "green", "open"),
        ("Ben Ot", "", "none", "complete"),
        ("Cy Nod", "May 2027", "none", "open"),
    ]


def test_a_recap_in_sentences_is_offered_and_who_is_acted_on_does_not_lead() -> None:
    text = """Hi both

Kelvin will send the form to the county by 27 November 2026. Beth is going to see the landlord before Christmas.

Wardens must be trained in first aid by June 2027.
"""
    assert _said(text) == [
        ("Kelvin will send the form to the county by 27 November 2026.", "Kelvin", "27 November 2026"),
        ("Beth is going to see the landlord before Christmas.", "Beth", "before Christmas"),
        ("Wardens must be trained in first aid by June 2027.", "", "June 2027"),
    ]
