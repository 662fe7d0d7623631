"""Whatever is sent: a draft or one plain sentence, in bounded time, and nothing lost on the way."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from adapters.documents import read_document
from domain.importing import InvalidPlanCode, UnreadableDocument, read_plan
from domain.importing.contract import to_json
from domain.importing.draft import DraftPlan
from domain.importing.keys import check_plan_code, propose_plan_code
from domain.importing.summary import summarise

HEAD = "Ref\tRecommendation\tAction\tLead\tTimescale\tRAG\tProgress\n"
CELLS = st.sampled_from(
    ["", "1", "2a)", "b)", "AB", "AB & CD – EF", "Head of Service", "31/04/2021", "Apr-26", "1) May 2026 2) June 2026",
     "1) Agree 2) Train", "Ongoing", "tbc", "Red", "?", "<p>One</p> <p>Two", "<ul> - A one - B two", "- Plan - Do",
     "and the rest of it", "Theme 1: Care", "Action", "Lead", "Timescale", "Links with 2", "Agree the plan", "--"]
)  # fmt: skip


def draft_of(text: str | bytes) -> DraftPlan | None:
    try:
        return read_plan(read_document(text.encode() if isinstance(text, str) else text))
    except UnreadableDocument as error:
        refusal = str(error)
    assert re.fullmatch(r"[A-Z].*[.]", refusal, re.DOTALL)
    return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600))
def test_any_bytes_give_a_draft_or_a_sentence(data: bytes) -> None:
    draft_of(data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=500))
def test_any_text_gives_a_draft_or_a_sentence(text: str) -> None:
    draft = draft_of(text.encode("utf-8", errors="ignore"))
    if draft is not None:
        to_json(draft)


@example([["", "1"], [], ["", "", "AB", "<ul> - A one - B two"]], False)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.lists(CELLS, min_size=2, max_size=8), st.just([])), min_size=1, max_size=12), st.booleans()
)
def test_any_table_keeps_its_words_and_unique_keys(rows: list[list[str]], header: bool) -> None:
    assume(any(rows) or header)  # a text without any table may be refused
    text = "Plan\n\n" + (HEAD if header else "") + "\n".join("\t".join(row) for row in rows)
    document = read_document(text.encode())
    draft = read_plan(document)
    keys = [action.key for action in draft.actions]
    assert len(keys) == len(set(keys))
    said = set(re.findall(r"\w+", to_json(draft).lower()))
    for table in document.tables():
        for row in table.rows:
            for cell in row.cells:
                lost = [word for word in re.findall(r"\w+", cell.text.lower()) if word not in said and len(word) > 2]
                assert lost == []


def rows(count: int) -> str:
    line = "{0}\tPoint\t1) Do {0} 2) Act\tAda Brook & Head of Unit {1}\t1) 30/06/2026 2) Jul 2026\tAmber\tBegun.\n"
    return "Some Action Plan\n\n" + HEAD + "".join(line.format(number, number % 7) for number in range(1, count + 1))


def seconds(text: str) -> float:
    document = read_document(text.encode())
    start = time.process_time()
    read_plan(document)
    return time.process_time() - start


def test_time_grows_with_the_rows_and_no_faster() -> None:
    small, large = seconds(rows(1_000)), seconds(rows(5_000))
    assert large < 20 * small  # 5 times the rows; a square would be 25 times
    assert large < 30


PIECES = [
    "a) x ",
    "1) x 2) y ",
    "- A bc ",
    "1 June 2026 ",
    "Aaa Bbb ",
    "AB & CD - ",
    "(((( ",
    "1. ",
    "<p ",
    "Jun 10 - ",
]
PIECES += ["by the end of ", "2026/27 ", "linked to 1 and 2 and ", "....", "“"]


@pytest.mark.parametrize("piece", PIECES)
def test_no_cell_holds_the_reader_up(piece: str) -> None:
    cell = piece * (30_000 // len(piece))
    line = "\t".join(["1", *[cell] * 6])
    assert seconds(f"Plan\n\n{HEAD}{line}\n2\tx\tDo it\tAB\tMay 2026\tRed\tz\n") < 15


@pytest.mark.parametrize(
    "data",
    [b"", b"   \n", b"\x00\x01\x02" * 50, b"%PDF-1.7 x", b"PK\x03\x04zip", b"\x89PNG", bytes(range(256)) * 9, b"----"],
)
def test_what_is_no_plan_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^[A-Z][^.]*\..*$"):
        read_document(data)


def test_a_missing_file_and_a_folder_are_refused_kindly(tmp_path: object) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        read_document(f"{tmp_path}/none.txt")
    with pytest.raises(UnreadableDocument, match="folder"):
        read_document(f"{tmp_path}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_offices_are_read(encoding: str) -> None:
    text = f"Café Action Plan\n\n{HEAD}1\tPoint\tDo “it” – now\tAB\tMay 2026\tRed\t£5\n"
    draft = draft_of(text.encode(encoding))
    assert draft is not None
    assert draft.actions[0].text == "Do “it” – now"


@pytest.mark.parametrize("code", ["THU", "mar", "Sept", "A", "ABCDEF", "A1", ""])
def test_a_code_that_reads_as_a_day_or_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InvalidPlanCode):
        check_plan_code(code)


def test_a_code_is_proposed_from_the_title_and_asked() -> None:
    assert propose_plan_code("Housing Recovery Plan of 2026") == "HRP"
    assert propose_plan_code("Safety Equality Plan") == "SE"
    assert propose_plan_code("2026") == "PLAN"
    draft = draft_of(rows(2))
    assert draft is not None
    assert draft.questions[0].suggestion == draft.code == "SAP"


def test_a_long_file_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    read_plan(read_document(rows(900).encode()), on_progress=lambda done, total: heard.append((done, total)))
    assert len(heard) >= 4
    assert heard[-1][0] == heard[-1][1]
    assert heard == sorted(heard)


def test_a_summary_counts_and_groups_the_questions() -> None:
    text = f"Harbour Plan\n\n{HEAD}1\tPoint\tDo it\tAB\t31/04/2026\t\tBegun\n2\tOther\tDo that\t\tJune 2026\tRed\t\n"
    draft = draft_of(text)
    assert draft is not None
    found = summarise(draft)
    assert (found.recommendations, found.actions, found.leads) == (2, 2, ("AB",))
    assert dict(found.dates) == {"to check": 1, "to the month": 1}
    assert found.questions == len(draft.questions)
    assert found.sentence() == (
        "I found 2 actions in 2 recommendations, with 1 lead. 1 date needs checking, 1 action has no lead"
        " and RAG is missing on 1."
    )


def test_a_cell_of_leads_gets_one_question() -> None:
    text = f"Harbour Plan\n\n{HEAD}1\tPoint\tDo it\tQAT, Planning and Delivery Board\tMay 2026\t\tBegun\n"
    draft = draft_of(text)
    assert draft is not None
    assert len([one for one in draft.questions if one.field == "leads"]) == 1


def test_what_is_printed_instead_of_an_action_is_said() -> None:
    draft = draft_of(f"Harbour Plan\n\n{HEAD}1\tPoint\ttbc\tAB\tMay 2026\t\t\n2\tOther\t\t\t\t\t\n")
    assert draft is not None
    said = [one.message for one in draft.questions if one.key]
    assert said == [
        "“tbc” is printed instead of an action. What is to be done?",
        "No action is printed. What is to be done?",
    ]


def test_the_plans_own_date_is_said_in_words() -> None:
    draft = draft_of(f"Harbour Plan\nVersion 3 13/07/10\n\n{HEAD}1\tPoint\tDo it\tAB\tMay 2026\t\t\n")
    assert draft is not None
    assert (summarise(draft).as_at, summarise(draft).as_at_text) == ("13 July 2010", "13/07/10")


@pytest.mark.parametrize(
    ("printed", "choices"),
    [
        ("31/04/2026", ["30 April 2026", "1 May 2026"]),
        ("04/13/2026", ["13 April 2026"]),
        ("Draft (May 2026), final (July 2026)", ["May 2026", "July 2026"]),
        ("Q1 2026", ["April", "January"]),
    ],
)
def test_a_question_about_a_date_states_the_choices(printed: str, choices: list[str]) -> None:
    draft = draft_of(f"Harbour Plan\n\n{HEAD}1\tPoint\tDo it\tAB\t{printed}\t\t\n")
    assert draft is not None
    message = next(one.message for one in draft.questions if one.field == "due")
    assert [choice for choice in choices if choice not in message] == []
