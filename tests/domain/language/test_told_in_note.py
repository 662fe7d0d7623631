"""What a note says of its action's own colour and date: clear phrases, and all those that only look so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.told_in_note import Told, read_note

TODAY = date(2026, 11, 21)


def told(text: str) -> Told:
    return read_note(text, today=TODAY, quarter_start_month=4)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("now amber", "amber"),
        ("Survey late, now amber", "amber"),
        ("RAG green", "green"),
        ("RAG: amber", "amber"),
        ("rag status is red", "red"),
        ("status now green", "green"),
        ("Turned red because the supplier left", "red"),
        ("This is now green", "green"),
        ("action is amber, waiting on HR", "amber"),
        ("gone to red", "red"),
        ("moved from red to amber", "amber"),
        ("back to green", "green"),
        ("Amber - survey is late", "amber"),
        ("Green: all schools signed up", "green"),
        ("changed to blue", "blue"),
        ("it's done, so RAG green", "green"),
        ("We are now red on this", "red"),
        ("rated amber this month", "amber"),
        ("still amber", "amber"),
        ("RAG rating amber pending recruitment", "amber"),
        ("Survey late. Now amber.", "amber"),
        ("NRP-8 is now red", "red"),
    ],
)
def test_a_colour_that_is_clearly_said(text: str, colour: str) -> None:
    assert told(text).rag == colour


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("pushed back to 14 May 2027", date(2027, 5, 14)),
        ("moved to end of June", date(2027, 6, 30)),
        ("date moved to 30 June 2027", date(2027, 6, 30)),
        ("deadline extended to end of March because the chair left", date(2027, 3, 31)),
        ("Slipped to July 2027", date(2027, 7, 31)),
        ("postponed until 1 February 2027", date(2027, 2, 1)),
        ("now due 30 June 2027", date(2027, 6, 30)),
        ("Now due in March", date(2027, 3, 31)),
        ("New date: 30 June 2027", date(2027, 6, 30)),
        ("revised deadline 30/06/2027", date(2027, 6, 30)),
        ("survey late, moved to end of June 2027", date(2027, 6, 30)),
        ("Due date changed to Friday 30 April 2027", date(2027, 4, 30)),
        ("has been put back to end of next month", date(2026, 12, 31)),
        ("The action was moved to 3 May 2027 as staff are off", date(2027, 5, 3)),
        ("we've moved to end of June", date(2027, 6, 30)),
        ("extended until 30 June 2027, and now amber", date(2027, 6, 30)),
    ],
)
def test_a_date_that_is_clearly_said(text: str, latest: date) -> None:
    due = told(text).due
    assert due is not None
    assert due.latest == latest


@pytest.mark.parametrize(
    "text",
    [
        "survey sent to schools",
        "not green yet",
        "no longer red",
        "was amber last month",
        "will be green by March",
        "should be amber soon",
        "hope to be green",
        "if it turns red we escalate",
        "green space plan agreed",
        "moved to green energy tariff",
        "blue badge team consulted",
        "red tape cut",
        "the amber alert system is live",
        "Green Lane site visited",
        "Red Cross to help",
        "meeting moved to 30 June 2027",
        "board postponed until July 2027",
        "workshop rescheduled to Friday",
        "Interviews moved to 3 May 2027",
        "staff moved to new office",
        "moved to phase two",
        "moved to the new system in June",
        "could be moved to end of June",
        "can we move it to June?",
        "moved to June?",
        "asked for it to be extended to June",
        "not moved to June",
        "file moved to SharePoint",
        "extended to all schools",
        "deadline met",
        "due diligence finished",
        "is it green?",
        "is now green fleet compliant",
        "colours: red, amber and green explained in guide",
        "red and amber actions reviewed",
        "launch delayed until summer term",
        "extended to 12 more families",
        "delayed for 3 months",
        "training moved to Teams",
        "Now in the red zone? no",
        "postponed for now",
        "Ofsted rated it green in 2019 and amber in 2021",
        "report has a red front page",
        "greenlit by board",
        "referred to Amber unit",
        "Seen by Amber",
        "Amber, who deputises for Ben, will help",
        "now red in part and now green in part",
        "moved to 30 June 2027. Moved to 1 July 2027.",
        "moved to 30 June 2019",
        "Amber will chair",
    ],
)
def test_what_only_looks_so_is_left_alone(text: str) -> None:
    assert told(text) == Told()


def test_a_date_that_can_be_two_is_told_as_words() -> None:
    said = told("date extended to next Friday because of leave")
    assert (said.due, said.unclear, said.reason) == (None, "next Friday", "leave")
    assert told("slipped to Q1 2027/28").due is not None


def test_the_reason_comes_along() -> None:
    assert told("moved to end of June because the chair left").reason == "the chair left"


@given(st.text(max_size=300))
def test_nothing_breaks_it(text: str) -> None:
    told(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "now",
                "amber,",
                "moved",
                "to",
                "end",
                "of",
                "June",
                "not",
                "30",
                "may",
                "the",
                "red",
                "because",
                ".",
                "?",
                "-",
                "date",
                "is",
            ]
        ),
        max_size=40,
    )
)
def test_no_order_of_such_words_breaks_it(words: list[str]) -> None:
    told(" ".join(words))
