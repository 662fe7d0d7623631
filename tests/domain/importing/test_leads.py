"""Leads: people parted at joiners, titles kept whole, runs parted by the plan's own words, doubts asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.actions import LeadRole
from domain.importing import read_plan
from domain.importing.draft import QuestionKind
from domain.importing.leads import learn_leads, read_leads
from domain.importing.leadvocabulary import LeadVocabulary


def names(text: str, *others: str) -> list[str]:
    return [lead.name for lead in read_leads(text, learn_leads([text, *others])).leads]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AB/ CD", ["AB", "CD"]),
        ("AB, CD, and EF,", ["AB", "CD", "EF"]),
        ("Dana Whitlock and Femi Okafor", ["Dana Whitlock", "Femi Okafor"]),
        ("Cllr J. Moss & Dr Priya Nair", ["Cllr J. Moss", "Dr Priya Nair"]),
        ("Independent Chair & Scrutineer", ["Independent Chair & Scrutineer"]),
        ("Learning and Practice Group", ["Learning and Practice Group"]),
        ("Adults Policy and Standards Manager", ["Adults Policy and Standards Manager"]),
        ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
        ("Head of Service (Adults)", ["Head of Service (Adults)"]),
        ("Dana Whitlock (ICB)", ["Dana Whitlock"]),
        ("Deputy s151 (A Malik)", ["Deputy s151 (A Malik)"]),
        ("AB (A Malik)", ["AB (A Malik)"]),
        ("AB (A Malik) / CD (B Jones)", ["AB (A Malik)", "CD (B Jones)"]),
        ("Head of Quality (Jo Bell) and Asset Manager", ["Head of Quality (Jo Bell)", "Asset Manager"]),
        ("April Holt", ["April Holt"]),
        ("MAR", ["MAR"]),
        ("Sarah O'Hare / Tim van Dyke", ["Sarah O'Hare", "Tim van Dyke"]),
        ("Safeguarding Lead / Designated Nurse", ["Safeguarding Lead", "Designated Nurse"]),
    ],
)
def test_a_cell_names_its_leads(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_dash_between_initials_is_accountable_and_responsible() -> None:
    reading = read_leads("AB & CD – EF / GH", learn_leads(["AB & CD – EF / GH"]))
    assert [(lead.name, lead.role) for lead in reading.leads] == [
        ("AB", LeadRole.ACCOUNTABLE),
        ("CD", LeadRole.ACCOUNTABLE),
        ("EF", LeadRole.RESPONSIBLE),
        ("GH", LeadRole.RESPONSIBLE),
    ]


def test_titles_that_ran_together_are_parted_by_the_words_of_the_plan() -> None:
    cells = ("Head of Learning", "Head of Learning Training Manager", "Head of Learning Heads of Service")
    vocabulary = learn_leads(cells)
    assert [lead.name for lead in read_leads(cells[1], vocabulary).leads] == ["Head of Learning", "Training Manager"]
    assert read_leads(cells[1], vocabulary).doubts
    assert names("Head of Learning Heads of Service Training Manager", *cells) == [
        "Head of Learning",
        "Heads of Service",
        "Training Manager",
    ]


def test_names_that_ran_together_are_sure_only_if_the_plan_knows_them() -> None:
    known = learn_leads(["Ada Brook", "Ben Carr", "Ada Brook Ben Carr"])
    assert [lead.name for lead in read_leads("Ada Brook Ben Carr", known).leads] == ["Ada Brook", "Ben Carr"]
    assert not read_leads("Ada Brook Ben Carr", known).doubts
    assert read_leads("Ada Brook Ben Carr", LeadVocabulary()).doubts


@pytest.mark.parametrize("text", ["ongoing", "tbc", "n/a", "TBA", "Vacant", "31/03/2026", "?"])
def test_what_is_no_lead_is_asked(text: str) -> None:
    reading = read_leads(text)
    assert reading.leads == ()
    assert reading.doubts


@pytest.mark.parametrize(
    "text",
    [
        "Director of Public Health and Director of Education",
        "Dana Whitlock, Head of Quality",
        "Hub Coordinator, Early Help and School managers",
        "HR/OD Manager",
        "Deputy s151 (A Malik & B Jones)",
        "The report will be shared with all partners in due course",
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(text: str) -> None:
    assert read_leads(text).doubts


@pytest.mark.parametrize(
    ("text", "names", "remark"),
    [
        ("Una Keld → Jas Virk", ["Jas Virk"], "Una Keld → Jas Virk"),
        ("Una Keld -> Jas Virk", ["Jas Virk"], "Una Keld -> Jas Virk"),
        ("Network Rail / BTP", ["Network Rail", "BTP"], ""),
    ],
)
def test_what_can_be_read_in_one_way_is_not_asked(text: str, names: list[str], remark: str) -> None:
    reading = read_leads(text)
    assert ([one.name for one in reading.leads], reading.doubts) == (names, ())
    assert reading.leads[0].remark == remark


@pytest.mark.parametrize("text", ["Head of Parks → Head of Roads", "AB → CD", "Dana Whitlock → IT"])
def test_an_arrow_between_others_than_two_named_people_is_asked(text: str) -> None:
    assert read_leads(text).doubts


@given(st.text(alphabet="ABab &/-–,;and().", max_size=120))
def test_leads_are_never_invented(text: str) -> None:
    letters = "".join(character for character in text if character.isalnum())
    for lead in read_leads(text, learn_leads([text])).leads:
        assert "".join(character for character in lead.name if character.isalnum()) in letters


def test_a_post_of_one_word_beside_a_post_that_the_plan_knows_is_asked() -> None:
    vocabulary = learn_leads(["Digital Manager", "Archivist & Digital Manager"])
    reading = read_leads("Archivist & Digital Manager", vocabulary)
    assert [lead.name for lead in reading.leads] == ["Archivist", "Digital Manager"]
    assert reading.doubts


def test_a_post_and_the_same_post_with_a_name_are_kept_apart_and_asked() -> None:
    text = (
        "Ref,Action,Lead,Due\n"
        "1,Write the guide,Asset Manager,1/2/2027\n"
        "2,Print the guide,Asset Manager (Tom Leary),1/3/2027\n"
        "3,Send the guide,Deputy s151 (A Malik),1/4/2027\n"
    )
    draft = read_plan(read_document(text.encode(), "plan.csv"), plan_code="GDE")
    assert [lead.name for action in draft.actions for lead in action.leads] == [
        "Asset Manager",
        "Asset Manager (Tom Leary)",
        "Deputy s151 (A Malik)",
    ]
    asked = [one for one in draft.questions if one.kind is QuestionKind.LEAD]
    assert [(one.key, one.text) for one in asked] == [("GDE-2", "Asset Manager (Tom Leary)")]
    assert "GDE-1" in asked[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Youth Justice Service Court Liaison Officer",
        "Fenmarch Housing Association Income Officer",
        "Training Manager Court Liaison Officer",
    ],
)
def test_what_may_be_two_below_each_other_is_one_lead_and_asked(text: str) -> None:
    found = read_leads(text, learn_leads([text]))
    assert [lead.name for lead in found.leads] == [text]
    assert "are there several" in found.doubts[0].message


@pytest.mark.parametrize(
    "text", ["Customer Service Quality Manager", "Senior Social Worker", "Community Safety Partnership Manager"]
)
def test_a_post_about_a_body_is_one_lead_and_not_asked(text: str) -> None:
    assert not read_leads(text, learn_leads([text])).doubts


@pytest.mark.parametrize(
    "text", ["Ward Manager Hana Brink", "Clinical Educator Hana Brink", "Gp Mgr Hana Brink", "Governor Hana Brink"]
)
def test_a_person_behind_the_post_is_one_lead(text: str) -> None:
    assert [lead.name for lead in read_leads(text).leads] == [text]
    for joiner in (" and ", " & ", " / ", ", "):
        assert [lead.name for lead in read_leads(f"{text}{joiner}Ben Carr").leads] == [text, "Ben Carr"]
        assert [lead.name for lead in read_leads(f"Ben Carr{joiner}{text}").leads] == ["Ben Carr", text]


@pytest.mark.parametrize("body", ["Wenlow Homes", "Pell Care Ltd", "Fenmarch Housing Association"])
def test_the_post_of_an_organisation_is_one_lead_and_asked_where_it_stands_nowhere_else(body: str) -> None:
    found = read_leads(f"{body} – Income Manager")
    assert [lead.name for lead in found.leads] == [f"{body} – Income Manager"]
    assert found.doubts


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["Ada Brook, Head of Parks", "Ben Carr, Assistant Director – Homes"], ["Ada Brook", "Ben Carr"]),
        (["AD Operations – Ada Brook", "Team Manager – Ben Carr"], ["Ada Brook", "Ben Carr"]),
        (["Designated Nurse, ICB", "Social Worker, Fenmarch Council"], ["Designated Nurse, ICB"]),
        (["Assistant Director, Property and Capital", "Head of Service, Reviews"], ["Head of Service, Reviews"]),
    ],
)
def test_what_people_are_or_where_is_not_asked_where_a_column_says_it_again_and_again(
    cells: list[str], names: list[str]
) -> None:
    vocabulary = learn_leads(cells)
    found = [read_leads(cell, vocabulary) for cell in cells]
    assert set(names) <= {lead.name for one in found for lead in one.leads}
    assert [len(one.leads) for one in found] == [1, 1]
    assert not any(one.doubts for one in found)


def test_two_in_a_cell_are_not_made_one_by_the_form_of_their_column() -> None:
    vocabulary = learn_leads(["Ada Brook, Head of Parks", "Ben Carr, Head of Homes", "Cllr Moss, Head of Waste"])
    found = read_leads("Cllr Moss, Head of Waste", vocabulary)
    assert len(found.leads) == 2 or found.doubts
    alone = "Ada Brook, Head of Parks"
    assert read_leads(alone, learn_leads([alone])).doubts


def test_who_leads_with_somebody_behind_a_comma() -> None:
    for text in ("Ada Brook, with the Planning Manager", "Ada Brook with Planning Manager"):
        assert [lead.name for lead in read_leads(text).leads] == ["Ada Brook", "Planning Manager"]


def test_what_a_head_is_of_may_end_in_letters() -> None:
    assert [lead.name for lead in read_leads("Head of Digital & ICT").leads] == ["Head of Digital & ICT"]
    assert [lead.name for lead in read_leads("Head of Digital & ICT", learn_leads(["ICT"])).leads][-1:] == ["ICT"]
