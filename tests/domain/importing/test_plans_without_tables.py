"""Plans that people write as headings, lists and labelled lines: read like tables, and nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.documents.read import read_document
from domain.due import Precision
from domain.importing.contract import to_json
from domain.importing.draft import DraftAction, DraftPlan, QuestionKind
from domain.importing.labels import label_of, recommendation_of, split_labels
from domain.importing.reader import read_plan


def _draft(text: str, name: str = "plan.md") -> DraftPlan:
    return read_plan(read_document(text.encode(), name), plan_code="RC")


def _actions(draft: DraftPlan) -> list[DraftAction]:
    return [action for one in draft.recommendations for action in one.actions]


def _brief(draft: DraftPlan) -> list[tuple[str, str, str]]:
    return [(one.text, one.leads_text, one.due.text) for one in _actions(draft)]


HEADED = """# Riverbank housing improvement plan

Agreed in June 2026. Owner: Director of Housing. Version: 3

## Theme 1: Repairs

### Recommendation 1: Cut the time that repairs take

We heard that tenants wait.

- **Action:** Review the rota of the trades teams
  - **Lead:** Amara Okafor
  - **Timescale:** March 2027
- **Action:** Publish the waiting times each month
  - **Lead:** Joe Bloggins
  - **Timescale:** 30 April 2027

### Recommendation 2: Tell tenants what happens next

**Action 2.1:** Send a text when a job is booked. **Lead:** Head of Repairs. **By when:** Q1 2027/28

**Action 2.2:** Train the contact centre. **Lead:** Sunita Rao. **By when:** ongoing

## Theme 2: Safety

### Recommendation 3

Check every fire door once a year.

Actions:

1. Appoint a surveyor (Lead: Tom Hale; By: May 2027)
2. Agree the programme (Lead: Tom Hale; By: June 2027)
3. Report to committee
"""


def test_headings_are_recommendations_and_labelled_lines_their_actions() -> None:
    draft = _draft(HEADED)
    assert [(one.ref, one.section, one.text) for one in draft.recommendations] == [
        ("1", "Theme 1: Repairs", "Cut the time that repairs take"),
        ("2", "Theme 1: Repairs", "Tell tenants what happens next"),
        ("3", "Theme 2: Safety", "Check every fire door once a year."),
    ]
    assert _brief(draft) == [
        ("Review the rota of the trades teams", "Amara Okafor", "March 2027"),
        ("Publish the waiting times each month", "Joe Bloggins", "30 April 2027"),
        ("Send a text when a job is booked.", "Head of Repairs", "Q1 2027/28"),
        ("Train the contact centre.", "Sunita Rao", "ongoing"),
        ("Appoint a surveyor", "Tom Hale", "May 2027"),
        ("Agree the programme", "Tom Hale", "June 2027"),
        ("Report to committee", "", ""),
    ]
    assert [one.key for one in _actions(draft)][2:4] == ["RC-2.1", "RC-2.2"]
    assert _actions(draft)[0].source.row == 11  # the line of the file
    assert draft.leftover == (
        "Agreed in June 2026. Owner: Director of Housing. Version: 3",
        "We heard that tenants wait.",
    )
    assert {one.kind.value for one in draft.questions if one.key == "RC-3.3"} == {"no lead", "no date"}


FORMS = """
<html><body><h1>Fernhill children's services plan</h1><h2>Front door</h2>
<table><tr><th>Recommendation 1</th><td>Answer calls faster</td></tr>
<tr><th>Action</th><td>Add two call handlers</td></tr>
<tr><th>Lead officer</th><td>Priya Nair</td></tr><tr><th>Deadline</th><td>31 March 2027</td></tr>
<tr><th>RAG status</th><td style="background:#ff0000"></td></tr></table>
<table><tr><th>Recommendation 2</th><td>Record decisions</td></tr><tr><th>Action</th><td>Change the form</td></tr>
<tr><th>Responsible officer</th><td>Team Manager</td></tr><tr><th>By when</th><td>Spring 2027</td></tr>
<tr><th>RAG status</th><td>Green</td></tr><tr><th>Resources</th><td>None needed</td></tr></table>
</body></html>
"""


def test_one_small_table_for_each_action_is_a_form() -> None:
    draft = _draft(FORMS, "plan.html")
    assert [(one.ref, one.text, one.section) for one in draft.recommendations] == [
        ("1", "Answer calls faster", "Front door"),
        ("2", "Record decisions", "Front door"),
    ]
    assert _brief(draft) == [
        ("Add two call handlers", "Priya Nair", "31 March 2027"),
        ("Change the form", "Team Manager", "Spring 2027"),
    ]
    first, second = _actions(draft)
    assert (first.rag.value, second.rag.value) == ("red", "green")
    assert [first.source.sheet_or_page, second.source.sheet_or_page] == ["table 1", "table 2"]
    assert ("Resources", "None needed") in second.other


def test_a_definition_list_holds_labels_and_values() -> None:
    draft = _draft(
        "<html><body><h1>Plan</h1><h3>Recommendation 4: Listen</h3><dl><dt>Action</dt><dd>Hold two forums</dd>"
        "<dt>Lead</dt><dd>Ines Roca</dd><dt>By when</dt><dd>May 2027</dd></dl>"
        "<h3>Recommendation 5: Act</h3><dl><dt>Action</dt><dd>Publish the answers</dd><dt>Lead</dt><dd>Omar Sy</dd>"
        "<dt>By when</dt><dd>June 2027</dd></dl></body></html>",
        "plan.html",
    )
    assert _brief(draft) == [
        ("Hold two forums", "Ines Roca", "May 2027"),
        ("Publish the answers", "Omar Sy", "June 2027"),
    ]
    assert [one.ref for one in draft.recommendations] == ["4", "5"]


def test_a_table_below_each_recommendation_belongs_to_it() -> None:
    tables = "\n".join(
        f"### Recommendation {number}: {text}\n\n| Action | Lead | By when |\n|---|---|---|\n"
        f"| {one} | Ada Obi | May 2027 |\n| {other} | Ben Cole | June 2027 |\n"
        for number, text, one, other in (
            (1, "Be clear", "Rewrite the letters", "Test them with tenants"),
            (2, "Be quick", "Set a standard", "Report against it"),
        )
    )
    draft = _draft(f"# Letters plan\n\n{tables}")
    assert [(one.ref, one.text, len(one.actions)) for one in draft.recommendations] == [
        ("1", "Be clear", 2),
        ("2", "Be quick", 2),
    ]
    assert _brief(draft)[3] == ("Report against it", "Ben Cole", "June 2027")


def test_a_turned_table_has_an_action_in_each_column() -> None:
    draft = _draft(
        "# Turned plan\n\n| Action | Check the doors | Train the wardens |\n|---|---|---|\n"
        "| Lead | Ada Obi | Ben Cole |\n| Timescale | May 2027 | June 2027 |\n| RAG | Red | Green |\n"
    )
    assert _brief(draft) == [("Check the doors", "Ada Obi", "May 2027"), ("Train the wardens", "Ben Cole", "June 2027")]
    assert [one.rag.value for one in _actions(draft)] == ["red", "green"]


def test_a_heading_is_the_action_where_only_who_and_when_stand_below() -> None:
    draft = _draft(
        "# Library plan\n\n## Reopen the reading room\n\n- Lead: Ada Obi\n- By when: May 2027\n\n"
        "## Mend the lift\n\n- Lead: Ben Cole\n- By when: 3 June 2027\n"
    )
    assert _brief(draft) == [
        ("Reopen the reading room", "Ada Obi", "May 2027"),
        ("Mend the lift", "Ben Cole", "3 June 2027"),
    ]
    assert _actions(draft)[1].due.precision is Precision.DAY


def test_what_says_who_owns_the_document_is_no_action() -> None:
    draft = _draft(
        "# Fire plan\n\nOwner: Ada Obi\n\nDate: 3 May 2026\n\nStatus: Draft\n\n| No | Action | Lead | By when |\n"
        "|---|---|---|---|\n"
        "| 1 | Check the doors | Ben Cole | May 2027 |\n| 2 | Train the wardens | Ada Obi | June 2027 |\n"
    )
    assert _brief(draft) == [("Check the doors", "Ben Cole", "May 2027"), ("Train the wardens", "Ada Obi", "June 2027")]
    assert "Owner: Ada Obi" in draft.leftover


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Review the rota (Lead: J Smith; By: March 2027)", ["Lead", "By"]),
        ("Lead – Jane", ["Lead"]),
        ("Progress update (June): started. RAG: Green", ["Progress update (June)", "RAG"]),
        ("See https://example.org: the page", []),
        ("The team: a history", []),
    ],
)
def test_labels_are_told_from_words_before_a_colon(line: str, labels: list[str]) -> None:
    assert [label.printed for label, _ in split_labels(line)[1]] == labels


def test_a_recommendation_is_told_from_a_sentence_about_one() -> None:
    assert recommendation_of("Recommendation 3 – Listen more") == ("3", "Listen more")
    assert recommendation_of("Recommendation 3") == ("3", "")
    assert recommendation_of("Recommendation 3 was agreed last year") is None
    assert label_of("The lead was changed") is None


_words = st.text(alphabet="abcdefghij klmnop", min_size=3, max_size=30).map(lambda text: " ".join(text.split()))
_line = st.one_of(
    _words.map(lambda text: f"Action: {text}"),
    _words.map(lambda text: f"- Lead: {text}"),
    _words.map(lambda text: f"  - By when: {text}"),
    _words.map(lambda text: f"- {text}"),
    _words.map(lambda text: f"## {text}"),
    st.tuples(st.integers(1, 20), _words).map(lambda pair: f"### Recommendation {pair[0]}: {pair[1]}"),
    st.just("Actions:"),
    st.just("| Action | Lead | By when |\n|---|---|---|\n| check the doors | Ada Obi | May 2027 |"),
    st.just("| Action | check the lifts |\n|---|---|\n| Lead | Ada Obi |\n| By when | May 2027 |"),
    _words,
)


@given(st.lists(_line, max_size=14))
def test_every_word_is_kept_whatever_the_order_of_the_lines(lines: list[str]) -> None:
    text = "# Plan\n\n" + "\n\n".join(lines)
    printed = set(re.findall(r"[a-z]{3,}", text.lower())) - {"action", "actions", "lead", "when", "recommendation"}
    kept = set(re.findall(r"[a-z]{3,}", to_json(_draft(text)).lower()))
    assert printed <= kept


def test_terms_lists_and_a_recommendation_without_actions_in_a_web_page() -> None:
    draft = _draft(
        "<html><body><h1>Response to the bus review</h1>"
        "<h2>Recommendation 1: Restore the evening bus</h2><h3>Actions</h3>"
        "<ul><li>Ask for prices.<br><b>Lead officer:</b> Dana Whitlow. <b>Deadline:</b> May 2027</li></ul>"
        "<h2>Recommendation 2: Publish figures</h2><h3>Actions</h3><dl><dt>Action</dt><dd>Publish each quarter</dd>"
        "<dt>Lead officer</dt><dd>Joe Bloggins</dd><dt>Deadline</dt><dd>June 2027</dd></dl>"
        "<h2>Recommendation 3: Lower the fare</h2><p>Response: Rejected.</p></body></html>",
        "plan.html",
    )
    assert [(one.ref, one.section) for one in draft.recommendations] == [("1", ""), ("2", ""), ("3", "")]
    assert _brief(draft)[:2] == [
        ("Ask for prices.", "Dana Whitlow", "May 2027"),
        ("Publish each quarter", "Joe Bloggins", "June 2027"),
    ]
    assert "Response: Rejected." in draft.leftover
    assert [one.kind.value for one in draft.questions if one.key == "RC-3"] == ["no action text"]


def test_a_row_that_only_counts_is_no_action() -> None:
    draft = _draft(
        "# Log\n\n| Ref | Action | Lead | By when |\n|---|---|---|---|\n| 1 | Check the doors | Ada Obi | May 2027 |\n"
        "| 2 | Train the wardens | Ben Cole | June 2027 |\n|  | Total actions | 2 |  |\n"
    )
    assert [one.text for one in _actions(draft)] == ["Check the doors", "Train the wardens"]
    assert "Total actions" in draft.leftover


LETTER = """Response to the scrutiny review of parking

1. We recommend that charges are reviewed. The council will review all charges by 30 June 2027. Lead: Amara Okafor.

2. We recommend that signs are renewed. The council will renew the signs in the High Street by September 2027.

3. We recommend that residents are consulted. The Head of Parking will consult them in autumn 2026.

Parking is a matter that many people wrote to us about.
"""


def _outside(draft: DraftPlan) -> list[str]:
    return [one.text[:2] for one in draft.questions if "not read as" in one.message]


def test_sentences_of_a_letter_are_offered_as_actions_and_each_is_asked_about() -> None:
    draft = _draft(LETTER, "letter.txt")
    assert _brief(draft) == [
        ("The council will review all charges by 30 June 2027.", "Amara Okafor", "30 June 2027"),
        ("The council will renew the signs in the High Street by September 2027.", "", "September 2027"),
        ("The Head of Parking will consult them in autumn 2026.", "Head of Parking", "autumn 2026"),
    ]
    assert [one.text for one in draft.recommendations][1] == "We recommend that signs are renewed."
    offered = [one for one in draft.questions if one.kind is QuestionKind.OFFERED]
    assert [one.key for one in offered] == [one.key for one in _actions(draft)]
    assert not _outside(draft)
    assert "Parking is a matter that many people wrote to us about." in draft.leftover


def test_numbered_promises_of_a_letter_are_offered_or_asked_about() -> None:
    more = """4. The council should mend the path behind the mill.

5. Every meter will take cards from next spring.

6. Wardens must be trained in first aid, as the committee recommends."""
    draft = _draft(f"{LETTER}\n\n{more}\n", "letter.txt")
    assert [one.text for one in _actions(draft)][3:] == ["The council should mend the path behind the mill."]
    assert _outside(draft) == ["5.", "6."]


def test_a_sentence_that_says_who_oversees_it_lends_its_lead_to_the_one_before() -> None:
    draft = _draft(
        "Dear Mr Reed,\n\nThank you for your letter of 2 October 2026. The case was closed in 2025.\n\n"
        "Within one month the Council will write to Mrs K. The Head of Parking will oversee this.\n\n"
        "By 28 February 2027 we have agreed to remind all staff (Lead: Ada Brook). I will write again by 3 May 2027.\n"
        "\nIf you are unhappy you may complain by 1 June 2027.\n\n"
        "The next meeting will be held on 5 May 2027.\n\nYours sincerely\n",
        "letter.txt",
    )
    assert _brief(draft) == [
        ("Within one month the Council will write to Mrs K.", "Head of Parking", "Within one month"),
        ("By 28 February 2027 we have agreed to remind all staff.", "Ada Brook", "28 February 2027"),
    ]
    assert any("will oversee this" in text for text in draft.leftover), "no word is lost"
    assert any("I will write again" in text for text in draft.leftover)
    assert ("due", "Within one month") in {(one.field, one.text) for one in draft.questions}


def test_a_report_that_only_tells_what_was_done_offers_nothing() -> None:
    draft = _draft(
        "<html><body><h1>Parking last year</h1><p>The council will publish this page again.</p><p>It is recommended "
        "that Cabinet note the report.</p><p>Charges were reviewed by 30 June 2025.</p></body></html>",
        "page.html",
    )
    assert not _actions(draft)
    assert "It is recommended that Cabinet note the report." in draft.leftover


def test_a_plan_with_a_table_is_read_by_its_table_alone() -> None:
    draft = _draft(
        "# Plan\n\nThe council will review this plan by June 2027.\n\n"
        "| Ref | Action | Lead | By when |\n|---|---|---|---|\n| 1 | Check the doors | Ada Obi | May 2027 |\n"
        "| 2 | Train the wardens | Ben Cole | June 2027 |\n"
    )
    assert [one.text for one in _actions(draft)] == ["Check the doors", "Train the wardens"]
    assert "The council will review this plan by June 2027." in draft.leftover


def test_numbered_lines_of_one_shape_are_no_page_feet() -> None:
    lines = [f"{n}. The Board will inspect sluice {n} and tell the owners what it found." for n in range(1, 5)]
    draft = _draft("\n\n".join(["# Sluices", *lines, "Sluice plan page 1", "Sluice plan page 2"]), "plan.txt")
    said = to_json(draft)
    assert [line for line in lines if line.partition(". ")[2] not in str(said)] == []
    assert "Sluice plan page 2" not in draft.leftover
