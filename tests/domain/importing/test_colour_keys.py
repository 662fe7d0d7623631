"""What a plan's own key says about colours, letters, numbers and words is used; the rest is asked once."""

from __future__ import annotations

import pytest

from adapters.documents import read_document
from domain.importing import DraftPlan, read_plan
from domain.importing.colourkeys import in_line
from domain.importing.draft import QuestionKind
from domain.importing.raw import RawCell, RawDocument, RawPiece, RawRow, RawTable
from domain.rag import RagValue

HEAD = "Ref\tAction\tLead\tDue\tRAG\n"


def plan(*signs: str, above: str = "", below: str = "", heading: str = "RAG") -> DraftPlan:
    rows = "".join(
        f"{number}\tWrite chapter {number} of the handbook\tDana Whitlock\t{number} May 2026\t{sign}\n"
        for number, sign in enumerate(signs, 1)
    )
    text = f"Handbook Action Plan, March 2026\n\n{above}\n\n{HEAD.replace('RAG', heading)}{rows}\n{below}\n"
    return read_plan(read_document(text.encode(), "plan.txt"), plan_code="HBK")


def seen(draft: DraftPlan) -> list[str]:
    return [f"{action.rag.value.value} {action.status.value}" for action in draft.actions]


def asked(draft: DraftPlan) -> list[str]:
    kinds = {QuestionKind.RAG, QuestionKind.STATUS}
    return [one.message for one in draft.questions if one.kind in kinds]


KEYS = {
    "a sentence": "Key: Blue: complete and embedded; Green = on track; Amber - some delay; Red - not started",
    "brackets": "Blue (complete and embedded), Green (on track), Amber (some delay), Red (not started)",
    "words first": "RAG key: Complete and embedded = Blue; On track = Green; Some delay = Amber; Not started = Red",
    "letters": "BRAG: B – complete and embedded, G – on track, A – some delay, R – not started",
    "prose": "Blue means that the action is complete. Green is on track. Amber shows some delay. Red is not started.",
    "lines": "Blue - complete\n\nGreen - on track\n\nAmber - some delay\n\nRed - not started",
    "a table": "Colour\tMeaning\nBlue\tComplete\nGreen\tOn track\nAmber\tSome delay\nRed\tNot started",
    "a table of letters": "B\tBlue\tComplete\nG\tGreen\tOn track\nA\tAmber\tSome delay\nR\tRed\tNot started",
    "two rows": "Blue\tGreen\tAmber\tRed\nComplete\tOn track\tSome delay\tNot started",
    "letters in brackets": "Blue (B) = complete; Green (G) = on track; Amber (A) = some delay; Red (R) = not started",
}


@pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
def test_a_key_of_colours_is_found_and_used(key: str, below: bool) -> None:
    signs = ("Blue", "G", "Amber", "R")
    draft = plan(*signs, below=key) if below else plan(*signs, above=key)
    assert seen(draft) == ["blue complete", "green open", "amber open", "red open"]
    assert asked(draft) == []
    assert draft.colour_key.complete is RagValue.BLUE
    assert set(draft.colour_key.meanings) == {RagValue.RED, RagValue.AMBER, RagValue.GREEN, RagValue.BLUE}


def test_a_key_that_says_what_the_words_are_gives_their_colour() -> None:
    key = "Blue = complete; Green = on track; Amber = delayed; Red = not started"
    draft = plan("Complete", "On track", "Delayed", "Not started", above=key, heading="Status")
    assert seen(draft) == ["blue complete", "green open", "amber open", "red open"]
    assert asked(draft) == []


def test_green_may_be_what_is_complete() -> None:
    draft = plan("Green", "Amber", "Red", above="Green: completed; Amber: in progress; Red: not started")
    assert seen(draft) == ["green complete", "amber open", "red open"]


def test_numbers_with_a_key_have_its_status_and_only_the_colours_that_it_names() -> None:
    key = "Assessment: 1 = not started, 2 = some progress, 3 = nearly complete, 4 = complete"
    draft = plan("1", "2", "3", "4", above=key)
    assert seen(draft) == ["none open", "none open", "none open", "none complete"]
    assert [action.rag.text for action in draft.actions] == ["1", "2", "3", "4"]
    assert asked(draft) == []
    coloured = plan("1", "4", above="1 = not started (red), 2 = begun (amber), 4 = complete (green)")
    assert seen(coloured) == ["red open", "green complete"]


def test_shares_of_completion_have_the_colour_of_their_band() -> None:
    key = "Band\tColour\n0-25%\tRed, not started or stalled\n26-75%\tAmber, in progress\n76-100%\tGreen, nearly done"
    assert seen(plan("10%", "50%", "80%", above=key))[0].startswith("red")


def test_letters_that_are_no_colours_are_not_taken_for_colours() -> None:
    key = "A = achieved, P = partially achieved, N = not achieved"
    assert seen(plan("A", "P", "N", above=key)) == ["none complete", "none open", "none open"]
    without = plan("A", "P", "N", "A", "A")
    assert {action.rag.value for action in without.actions} == {RagValue.NONE}
    assert [one.keys for one in without.questions if one.text == "A"] == [("HBK-1", "HBK-4", "HBK-5")]


def test_numbers_without_a_key_are_asked_once_for_each() -> None:
    draft = plan(*"1231231")
    questions = [one for one in draft.questions if one.kind is QuestionKind.RAG]
    assert [(one.text, len(one.keys)) for one in questions] == [("1", 3), ("2", 2), ("3", 2)]
    assert seen(draft) == ["none open"] * 7


def test_words_under_rag_are_no_colour_and_asked_once_with_a_suggestion() -> None:
    draft = plan("On track", "Delayed", "On track", "Complete", "Not started")
    questions = {one.text: one.suggestion for one in draft.questions if one.kind is QuestionKind.RAG}
    assert questions == {"On track": "green", "Delayed": "amber", "Not started": ""}
    assert seen(draft) == ["none open", "none open", "none open", "none complete", "none open"]


def test_blue_without_a_key_is_asked_once() -> None:
    draft = plan("Blue", "Green", "Blue")
    questions = [one for one in draft.questions if one.field == "status"]
    assert [one.keys for one in questions] == [("HBK-1", "HBK-3")]
    assert seen(draft) == ["blue open", "green open", "blue open"]


@pytest.mark.parametrize("of", ["Strand", "Priority", "Section", "Work stream"])
def test_the_letter_of_a_heading_is_no_colour(of: str) -> None:
    draft = plan("Red", "Blue", above=f"{of} A: Complaints\n\n{of} B: Repairs\n\n{of} G: Grounds")
    assert seen(draft) == ["red open", "blue open"]
    assert asked(draft) == [
        "“Blue” stands on this action, and the plan does not say what it means. Does it mean complete?"
    ]


def test_complete_but_is_asked_and_not_taken() -> None:
    key = "Blue: complete and embedded; Green: completed but evidence is awaited; Amber: started; Red: not started"
    draft = plan("Green", "Blue", "Green", above=key)
    assert seen(draft) == ["green open", "blue complete", "green open"]
    assert [one.keys for one in draft.questions if one.field == "status"] == [("HBK-1", "HBK-3")]


def test_other_colours_mean_what_the_key_says() -> None:
    draft = plan(
        "Grey", "Purple", "Red", above="Purple: complete; Grey: no longer required; Red: late; Green: on track"
    )
    assert seen(draft) == ["none withdrawn", "none complete", "red open"]


def cell(text: str, column: int, fill: str = "") -> RawCell:
    return RawCell((RawPiece(text),) if text else (), column, fill=fill)


def test_swatches_and_fills_without_a_word() -> None:
    legend = RawTable(
        tuple(
            RawRow((cell("", 0, fill), cell(words, 1)), number)
            for number, (fill, words) in enumerate(
                [("FF0000", "Not started"), ("FFC000", "Under way"), ("00B050", "Finished")], 1
            )
        )
    )
    heads = ("Ref", "Action", "Lead", "Due", "RAG")
    rows = [RawRow(tuple(cell(text, place) for place, text in enumerate(heads)), 10)]
    for number, fill in enumerate(("00B050", "FF0000"), 1):
        texts = (str(number), f"Write chapter {number}", "Dana Whitlock", "May 2026")
        cells = (*(cell(text, place) for place, text in enumerate(texts)), cell("", 4, fill))
        rows.append(RawRow(cells, 10 + number))
    draft = read_plan(RawDocument("x", (legend, RawTable(tuple(rows)))), plan_code="HBK")
    assert seen(draft) == ["green complete", "red open"]
    assert len(draft.actions) == 2


def test_a_key_below_the_actions_in_the_same_table_is_no_action() -> None:
    rows = "Red\tNot started\nAmber\tSome delay\nGreen\tComplete\nKey: Red = not started; Green = complete\n"
    text = f"Handbook Action Plan\n\n{HEAD}1\tWrite a chapter\tAB\tMay 2026\tGreen\n{rows}"
    draft = read_plan(read_document(text.encode(), "plan.txt"), plan_code="HBK")
    assert [action.text for action in draft.actions] == ["Write a chapter"]
    assert seen(draft) == ["green complete"]
    assert any("Some delay" in line for line in draft.leftover)


def test_words_and_fill_that_disagree_are_asked() -> None:
    heads = RawRow(tuple(cell(text, place) for place, text in enumerate(("Action", "Lead", "Due", "RAG"))), 1)
    row = RawRow((cell("Write it", 0), cell("AB", 1), cell("May 2026", 2), cell("Green", 3, "FF0000")), 2)
    draft = read_plan(RawDocument("x", (RawTable((heads, row)),)), plan_code="HBK")
    assert seen(draft) == ["green open"]
    assert [one.suggestion for one in draft.questions if one.kind is QuestionKind.RAG] == ["green"]


def test_a_short_table_of_numbered_actions_is_no_key() -> None:
    text = "No,Action,Owner\n1,Complete the audit,Ann Fell\n2,Start the training,Bob Marsh\n3,Not started yet,Cy Dale\n"
    draft = read_plan(read_document(text.encode(), "a.csv"), plan_code="HBK")
    assert [lead.name for action in draft.actions for lead in action.leads] == ["Ann Fell", "Bob Marsh", "Cy Dale"]


def test_a_key_in_one_row_of_coloured_cells_is_no_header() -> None:
    shown = (("Complete", "0070C0"), ("On track", "00B050"), ("Some slippage", "FFC000"))
    legend = RawTable((RawRow(tuple(cell(words, place, fill) for place, (words, fill) in enumerate(shown)), 1),))
    heads = ("Ref", "Action", "Lead", "Due", "RAG")
    rows = [RawRow(tuple(cell(text, place) for place, text in enumerate(heads)), 10)]
    for number, fill in enumerate(("0070C0", "FFC000"), 1):
        texts = (str(number), f"Write chapter {number}", "Dana Whitlock", "May 2026")
        rows.append(RawRow((*(cell(text, place) for place, text in enumerate(texts)), cell("", 4, fill)), 10 + number))
    draft = read_plan(RawDocument("x", (legend, RawTable(tuple(rows)))), plan_code="HBK")
    assert seen(draft) == ["blue complete", "amber open"]
    assert asked(draft) == []


def test_done_with_something_still_being_done_is_asked() -> None:
    draft = plan("Green", "Red", above="Green = done, evidence being gathered; Red = off track.")
    assert seen(draft)[0] == "green open"
    assert [one.kind for one in draft.questions if one.kind is QuestionKind.STATUS] == [QuestionKind.STATUS]


def test_words_of_how_it_goes_are_asked_under_status_as_under_rag() -> None:
    draft = plan("Behind schedule", "On schedule", "Not started", "On hold", "Off track", heading="Status")
    questions = {one.text: one.suggestion for one in draft.questions if one.kind is QuestionKind.RAG}
    assert questions == {
        "Behind schedule": "amber",
        "On schedule": "green",
        "Not started": "",
        "On hold": "",
        "Off track": "red",
    }
    assert [action.rag.text for action in draft.actions] == list(questions)
    assert seen(draft) == ["none open"] * 5


def test_steps_of_the_work_under_status_are_no_colours() -> None:
    draft = plan("Not started", "In progress", "Overdue", "Open", "Complete", heading="Status")
    assert asked(draft) == []
    assert [action.rag.text for action in draft.actions][:2] == ["Not started", "In progress"]


def test_how_it_goes_is_not_asked_where_the_colour_stands_beside_it() -> None:
    text = "Ref\tAction\tLead\tDue\tStatus\tRAG\n1\tWrite the handbook\tAB\t1 May 2026\tBehind schedule\tRed\n"
    draft = read_plan(read_document(text.encode(), "plan.txt"), plan_code="HBK")
    assert seen(draft) == ["red open"]
    assert asked(draft) == []


def test_a_column_that_is_blank_throughout_is_asked_about_once() -> None:
    draft = plan("", "", "?")
    about_rag = [one for one in draft.questions if one.field == "rag"]
    assert [(one.keys, one.text) for one in about_rag if one.keys] == [(("HBK-1", "HBK-2"), "")]
    assert [one.key for one in about_rag if not one.keys] == ["HBK-3"], "what is printed is asked about for itself"
    mixed = [one.message for one in plan("", "", "Green").questions if one.field == "rag"]
    assert mixed == ["RAG is blank. Is there one?"] * 2, "beside a colour each gap may be another"


def test_signs_that_stand_before_their_words_are_a_key_and_marks_of_a_list_are_none() -> None:
    draft = plan("★", "▲", "●", above="Status: ★ complete, ▲ on track, ● delayed", heading="Status")
    assert seen(draft) == ["none complete", "none open", "none open"]
    assert "“▲” stands on this action. The key says “on track”. Which RAG is it?" in asked(draft)
    assert in_line("✓ Forms reviewed ✓ Staff trained ✓ Policy closed") == []
