"""What minutes promise beside their table of actions is asked about once."""

from __future__ import annotations

from domain.importing import read_plan
from domain.importing.raw import RawBlock, RawCell, RawDocument, RawParagraph, RawRow, RawTable

HEAD = ("Ref", "Action", "Owner", "Due", "Status")
LOG = (
    HEAD,
    ("1", "Audit ten cases closed since June", "Ravi Menon", "29/01/2027", "Open"),
    ("2", "Write up the learning as a briefing", "Jude Palin", "11/12/2026", "Open"),
)
ASKED = "The text around the actions also says who will do what"


def asked(*texts: str) -> list[str]:
    rows = tuple(
        RawRow(tuple(RawCell.of(text, place) for place, text in enumerate(row)), number)
        for number, row in enumerate(LOG, 1)
    )
    blocks: list[RawBlock] = [RawParagraph("Quality group: action log, 3 November 2026")]
    blocks += [*map(RawParagraph, texts), RawTable(rows, "table 1")]
    draft = read_plan(RawDocument("notes.docx", tuple(blocks)), plan_code="QG")
    assert len(draft.actions) == 2
    return [one.message for one in draft.questions if one.message.startswith(ASKED)]


def test_promises_around_the_table_are_one_question() -> None:
    found = asked(
        "Fire visits are up. Helen Coyle will share the pathway with GPs by 18 December 2026.",
        "It was agreed that Ravi Menon will bring the figures to the February meeting.",
    )
    assert found == [
        f"{ASKED}, in 2 sentences, such as “Helen Coyle will share the pathway with GPs by 18 December 2026”. "
        "I left them out. Is that right?"
    ]


def test_talk_and_what_the_table_holds_are_not_asked_about() -> None:
    assert not asked(
        "Waiting times have gone down to nine days since 3 May 2026.",
        "The next meeting will be held on 2 February 2027.",
        "The actions below say how we will reach 60% by 2029.",
    )
