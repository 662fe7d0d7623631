"""Several requests in one line, courtesy about a request, and words that say that something is not done."""

from __future__ import annotations

import pytest

from domain.language.courtesy import is_courtesy, without_courtesy, without_wrapping
from domain.language.not_yet import says_not_yet
from domain.language.several import requests_in
from domain.usecases import registry


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("done 1 and 2", ("done 1", "done 2")),
        ("done 1, 2", ("done 1", "done 2")),
        ("complete TSP-1 & 2", ("done TSP-1", "done TSP-2")),
        ("update 1, 2 and 4: discussed", ("update 1: discussed", "update 2: discussed", "update 4: discussed")),
        ("amber 1 and 2 because late", ("rag 1 amber because late", "rag 2 amber because late")),
        ("done 1; update 2 survey sent", ("done 1", "update 2 survey sent")),
        ("done 1 and update 2 survey sent", ("done 1", "update 2 survey sent")),
        ("done 1\nupdate 2 survey sent", ("done 1", "update 2 survey sent")),
        ("1 done\n- 2 green", ("1 done", "2 green")),
        ("1 done, 2 green", ("1 done", "2 green")),
        ("done 1. Update 2: survey sent.", ("done 1", "Update 2: survey sent.")),
        ("TSP-1: done. TSP-2: third deputy named", ("TSP-1: done", "update TSP-2: third deputy named")),
        ("close 1 and close 3", ("close 1", "close 3")),
        ("rag 1 green because all is well, date 2 June because Jo is off",
         ("rag 1 green because all is well", "date 2 June because Jo is off")),
        ("done 1 2 3", ("done 1", "done 2", "done 3")),
        ("AMB-4 is done.\nAMB-5 will slip to March.", ("AMB-4 is done", "update AMB-5 will slip to March.")),
        ("done 1 2 3 4 5 6 7", ("done 1", "done 2", "done 3", "done 4", "done 5", "done 6")),
        ("done AMB-1 2", ("done AMB-1", "done AMB-2")),
        ("done 1 to 3", ("done 1", "done 2", "done 3")),
        ("done 1 - 2", ("done 1", "done 2")),
        ("done 1 or 2", ("done 1", "done 2")),
        ("done 1 done 2", ("done 1", "done 2")),
        ("reopen 1 2", ("reopen 1", "reopen 2")),
        ("done 1 and done 2 and done 3", ("done 1", "done 2", "done 3")),
        ("rag 1 and 2 red", ("rag 1 red", "rag 2 red")),
        ("rag 1, 2 and 3 amber because late",
         ("rag 1 amber because late", "rag 2 amber because late", "rag 3 amber because late")),
        ("done 1 red", ("done 1", "rag 1 red")),
        ("done 1 & 2 please", ("done 1", "done 2")),
        ("1 done 2 red", ("done 1", "2 red")),
        ("rag 1 amber and move the date to June because Jo is off",
         ("rag 1 amber", "date 1 to June because Jo is off")),
        ("date 1 June because Jo is off, make it amber", ("date 1 June because Jo is off", "rag 1 amber")),
        ("done 1 and green", ("done 1", "rag 1 green")),
    ],
)  # fmt: skip
def test_each_request_of_a_line_is_found(line: str, parts: tuple[str, ...]) -> None:
    assert requests_in(line, registry.words()) == parts


@pytest.mark.parametrize(
    "line",
    [
        "done 8",
        "done 8, 9 people came to the launch",
        "done 8 2 people came",
        "done 8 3 of 4 are in",
        "done 8 to the letter",
        "done 8 in 2 weeks",
        "done 8 done by Jo",
        "update 8 2 3",
        "done 8: letter sent, update of the policy agreed",
        "done 8: letter sent and update 2 of the policy agreed",
        "update 8 met 3 people and 2 more to come",
        "update 8: risks 2 and 3 discussed, green light given",
        "update 8 agreed; Jo to close the gaps",
        "date 8 30 June because Jo is off, and Ann too",
        "edit 8 Do this; done 9",
        "find 8 and 9",
        "mine",
        "",
        "assign 8 to Jo Marsh and Ann Lee",
        "update 8 first line\nsecond line, 2 of 3 are in",
        "rag 8 amber because partners moved it to June",
        "done 8: all of them are green",
        "done 8: red cross has agreed",
        "done 8, the board set the date to meet again",
    ],
)
def test_one_request_stays_one(line: str) -> None:
    assert requests_in(line, registry.words()) == ()


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("8 please", "8"),
        ("Tom Bell pls", "Tom Bell"),
        ("Tom Bell, many thanks!", "Tom Bell"),
        ("TSP \U0001f64f", "TSP"),
        ("TSP please \U0001f44d\U0001f3fd", "TSP"),
        ("TSP please?", "TSP?"),
        ("8 \U0001f7e2", "8 \U0001f7e2"),
        ("a note of thanks", "a note of thanks"),
        ("Head of Parks to \U0001f642", "Head of Parks to \U0001f642"),
        ("Tata", "Tata"),
        ("please", ""),
        ("xxx", "xxx"),
    ],
)
def test_courtesy_is_taken_from_the_end(typed: str, bare: str) -> None:
    assert without_courtesy(typed) == bare


@pytest.mark.parametrize(
    "words", ["please", "pls!", "thanks :)", "✅", "\U0001f44d", ".", "thank you very much", ":+1:"]
)
def test_nothing_but_courtesy(words: str) -> None:
    assert is_courtesy(words)


@pytest.mark.parametrize("words", ["agreed", "thanks to Jo", "\U0001f7e2", "please chase", "2"])
def test_more_than_courtesy(words: str) -> None:
    assert not is_courtesy(words)


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("“done 8”", "done 8"),
        ("- done 8", "done 8"),
        ("* done 8", "done 8"),
        ("**done 8**", "done 8"),
        ("`done 8`", "done 8"),
        ("'done 8'", "done 8"),
        ("done 8: *all* in", "done 8: *all* in"),
        ("*done* 8: *all*", "*done* 8: *all*"),
        ("done 8\nSent from Outlook for iOS\n__________\nFrom: Grace", "done 8"),
        ("done 8\n\nThanks,\nTom", "done 8"),
        ("done 8\nKind regards\nTom Bell\nneeds more money", "done 8\nKind regards\nTom Bell\nneeds more money"),
        ("update 8 thanks\nTo all", "update 8 thanks\nTo all"),
        ("done 8: agreed\n\nSent from my iPhone", "done 8: agreed"),
        ("Sent from my desk: done 8", "Sent from my desk: done 8"),
        ("Hi Action Log, done 8", "done 8"),
        ("good morning all, done 8", "done 8"),
        ("RE: FW: TSP-8 agreed", "TSP-8 agreed"),
        ("hello there", "hello"),
        ("“a” and “b”", "“a” and “b”"),
        ("reopen 8", "reopen 8"),
        ("history 8", "history 8"),
    ],
)
def test_what_is_wrapped_about_a_request_is_taken_off(typed: str, bare: str) -> None:
    assert without_wrapping(typed) == bare


@pytest.mark.parametrize(
    "note",
    [
        "tomorrow", "by Friday", "by the end of June", "next week", "soon", "in 2 weeks", "nearly", "not yet",
        "except the training", "but 2 is still open", "80%", "about 80 per cent", "once the chair signs", "I think",
        "pending sign off", "if Jo agrees", "hopefully by Tuesday",
        "by xmas", "in the new year", "after half term", "from Monday", "assuming cabinet agree", "tbc", "ish",
        "still waiting for the chair", "just needs sign off",
    ],
)  # fmt: skip
def test_it_is_not_done_yet(note: str) -> None:
    assert says_not_yet(note, marked=False)


@pytest.mark.parametrize(
    "note",
    [
        "", "agreed at board", "on Friday", "last week", "100%", "not only agreed but published", "by Tom",
        "in May", "after the board agreed it", "from the start",
        "sent to all schools by 3 May as planned and confirmed",
    ],
)  # fmt: skip
def test_it_is_done(note: str) -> None:
    assert not says_not_yet(note, marked=False)


def test_a_note_behind_a_colon_may_begin_with_anything() -> None:
    assert not says_not_yet("when we met, the board agreed it", marked=True)
    assert not says_not_yet("80% of schools have answered, which is what was asked", marked=True)
    assert says_not_yet("not yet", marked=True)
