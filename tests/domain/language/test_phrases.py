"""Everyday words in place of a command: what they mean, and what is left as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.phrases import as_meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("What are my actions?", "mine"),
        ("can you show me my open tasks please", "mine"),
        ("what do I have to do", "mine"),
        ("to-do", "mine"),
        ("help me", "help"),
        ("who are you?", "help"),
        ("I don’t know what to do", "help"),
        ("what do the colours mean?", "help rag"),
        ("I’m on annual leave until 4 January", "help deputy"),
        ("out of office", "help deputy"),
        ("please send me the plan", "report"),
        ("new date for 4 is 31 Jan because Jo is away", "date 4 31 Jan because Jo is away"),
        ("date for AMB-4: end of March", "date AMB-4 end of March"),
        ("who is late in RVR?", "overdue RVR"),
        ("who changed 4?", "history 4"),
        ("update the date of 4 to 31 March because Jo is off", "date 4 31 March because Jo is off"),
        ("update rag 4 red", "rag 4 red"),
        ("change the lead for 4 to Jo Amos", "assign 4 to Jo Amos"),
        ("4 → amber because late", "rag 4 amber because late"),
        ("4 orange", "rag 4 orange"),
        ("Ive done 4", "done 4"),
        ("just completed TSP-4, minutes attached", "done TSP-4: minutes attached"),
        ("4's done", "done 4"),
        ("can confirm 4 is complete", "done 4"),
        ("all done with 4", "done 4"),
        ("mark 4 as not done", "reopen 4"),
        ("can I have more time on 4?", "date 4"),
        ("put 4 back to June because Jo is off", "date 4 to June because Jo is off"),
        ("move 4 to red", "rag 4 red"),
        ("who do I speak to about RVR-4", "show RVR-4"),
        ("mine, please", "mine"),
        ("what of mine is overdue for me?", None),
        ("overdue mine", "mine overdue"),
        ("show me my overdue actions", "mine overdue"),
        ("what's overdue?", "overdue"),
        ("is anything late in RVR?", "overdue RVR"),
        ("overdue for Jo Amos", "find overdue for Jo Amos"),
        ("overdue red", "find overdue red"),
        ("which actions are red?", "find red"),
        ("red actions for Jo", "find red for Jo"),
        ("due next week", "find due next week"),
        ("what's due by end of March?", "find due by end of March"),
        ("due RVR this month", "find due this month in RVR"),
        ("which actions have no lead?", "find no lead"),
        ("with no date", "find no date"),
        ("no update in 60 days", "find not updated in 60 days"),
        ("what has changed since Monday?", "find updated since Monday"),
        ("what's waiting for me?", "waiting"),
        ("who leads 4?", "show 4"),
        ("what's the latest on RVR-4", "show RVR-4"),
        ("how is 4.2 going?", "show 4.2"),
        ("when is RVR-4 due", "show RVR-4"),
        ("RVR-4", "show RVR-4"),
        ("I've finished 4: letter sent to Jo’s team", "done 4: letter sent to Jo’s team"),
        ("extend 4 to 5 May because Jo is off", "date 4 to 5 May because Jo is off"),
        ("Change the date of RVR-4 to June because Jo is off", "date RVR-4 to June because Jo is off"),
        ("pass 4 to Jo Amos", "assign 4 to Jo Amos"),
        ("progress on 4: we met Jo", "update 4 we met Jo"),
        ("remind me on Monday about 4 because waiting for Jo", "later 4 until on Monday because waiting for Jo"),
        ("set the status of 4 to green", "rag 4 green"),
        ("change the rag on RVR-4 to amber because Jo is off", "rag RVR-4 amber because Jo is off"),
        ("add a note to 4", "update 4"),
        ("add note to 4: we met Jo", "update 4 we met Jo"),
        ("cancel that", "undo"),
        ("what can you do?", "help"),
        ("Thanks very much!", "help thanks"),
        ("👍", "help thanks"),
        ("stop reminding me", "settings"),
        ("cancel import", "discard"),
        ("Please stop the import!", "discard"),
        ("delete the draft", "discard"),
        ("delete the draft plan TSP", "discard TSP"),
        ("cancel the import of TSP", "discard TSP"),
        ("scrap TSP draft", "discard TSP"),
        ("stop importing TSP", "discard TSP"),
        ("Sorry, that was the wrong file", "discard"),
    ],
)
def test_a_whole_line_that_means_one_thing_is_that_command(said: str, meant: str | None) -> None:
    assert as_meant(said) == (said if meant is None else meant)


@pytest.mark.parametrize(
    "said",
    [
        "add note the bins for collection",
        "set status of 4 to something else",
        "done 4",
        "update 4 all done, thanks",
        "update 4 please see the minutes, thanks",
        "4: letter sent",
        "due 14",
        "due in 14 days",
        "due RVR",
        "find red bags",
        "update the policy for 4",
        "4 amber alert received",
        "note that 3 people came",
        "update on 3 visits we made",
        "red 4 because Jo is off",
        "what is the plan",
        "which actions have a date",
        "may",
        "all done",
        "move 4 by two weeks because Jo is off",
        "drop the draft letter into the shared folder",
        "remove the plan",
    ],
)
def test_everything_else_stays_as_it_was_typed(said: str) -> None:
    assert as_meant(said) == said


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_a_second_look_changes_nothing(said: str) -> None:
    once = as_meant(said)
    assert as_meant(once) == once
