"""What can be undone: the table in `docs/undo.md`, made from the registry.

Everything that changes something can be taken back within a day, by a button in its answer and by typing `undo`; the
few that can't stand in `STAYS`, with the reason. `tests/usecases/test_undo_table.py` does each of them, undoes it and
compares the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from domain.registry import Entry
from tools.tables import table

PAGE = Path(__file__).parents[1] / "docs" / "undo.md"

STAYS: Mapping[str, str] = {
    "check_sheet": "It changes nothing: a workbook is sent.",
    "take_file": "It only says that a workbook may be put among their files.",
    "report": "It changes nothing: a file is sent, and history says who had it made.",
    "take_report": "It only says that a file may be put among their files.",
    "leave_report": "It only says that a file may not be put among their files.",
    "leave_file": "It only says that a workbook may not be put among their files.",
    "import": "Nothing is stored as a plan before its preview is confirmed; the card has a button to forget it.",
    "offer_paste": "It only asks whether a table is a plan.",
    "read_paste": "Nothing is stored as a plan before its preview is confirmed; the card has a button to forget it.",
    "set_code": "It is of a preview: the code can be given again.",
    "set_column": "It is of a preview: the column can be named again.",
    "show_import": "It changes nothing that people see: what was read is shown.",
    "show_version": "It changes nothing that people see: what was read is shown.",
    "drop_import": "Nothing is kept of what was forgotten, after a question; the document can be sent again.",
    "discard": "Nothing is kept of what was forgotten, after a question; the document can be sent again.",
    "take_import": "A draft is seen by its coordinators alone, and is thrown away from its own card.",
    "take_version": (
        "New actions have numbers by then that others may use. `undo REF` takes back what the version changed of an "
        "action."
    ),
    "golive": "Everybody has seen the plan, and channels were told of it.",
    "leave_question": "It only puts a question last; it can be answered at any time.",
    "claim": "Whoever said who they are takes it back themselves, as long as nobody has confirmed it (`unclaim`).",
    "claim_name": "Whoever said who they are takes it back themselves, as long as nobody has confirmed it (`unclaim`).",
    "unclaim": "They can say again who they are.",
    "send_again": "What was sent can't be called back.",
    "come_back": "`people leave` says again that somebody leaves.",
    "undo": "`redo` puts back what was taken back.",
    "redo": "`undo` takes it back again.",
    "undo_link": "Its answer has a button that links again.",
}
"""Requests that can't be undone, by their names, and why; or what there is instead."""

ALSO: Mapping[str, str] = {
    "decide_claim": "The links are taken back; that the claim was decided stays written down.",
    "place_claimant": "The links are taken back; that the claim was decided stays written down.",
    "load_people": "The links are taken back; people whom the list named stay known. No `redo`: load the list again.",
    "load_row": "The links are taken back; people whom the list named stay known. No `redo`: load the list again.",
    "leave": "What was changed since stays where it is, and is named. No `redo`: say again that they leave.",
    "accept_draft": "All at once; what was changed since stays, and is named. No `redo`: take the suggestions again.",
    "answer_alike": "All at once; what was changed since stays, and is named. No `redo`: answer again.",
    "answer_round": "All at once; what was changed since stays, and is named.",
    "open_round": "The round is ended: who was not asked yet is not asked, and nobody is reminded.",
    "close_plan": "Whoever coordinates it opens it again at any time (`reopen plan`).",
    "close_round": "The round goes on, if its day has not come.",
    "answer": "But not which code the plan has, which number an action got, or whether two are the same.",
    "later": "By whoever asked for it, and nobody else.",
    "my_settings": "By whoever they are of, and nobody else.",
    "language": "One's own by oneself; the organisation's by administrators.",
    "deputy": "A deputy who was replaced acts again.",
    "channel": "What was posted meanwhile stays, and nothing is posted twice.",
    "add": "The action is withdrawn; its number is not used again.",
}
"""What is to be known besides of those that can be."""


def page() -> str:
    """The whole page."""
    from domain.usecases import registry

    entries = sorted((entry for entry in registry.entries() if entry.changes), key=lambda entry: entry.message.name)
    back = [entry for entry in entries if entry.message.name not in STAYS]
    stays = [entry for entry in entries if entry.message.name in STAYS]
    return (
        "\n\n".join(
            (
                "# What can be undone",
                "Written by `make docs` from the list of everything that can be asked; please don't edit it. A test "
                "does each of these, undoes it by typing and by its button, and compares the database.",
                "Everything is taken back within 24 hours: by the button **Undo** in its answer, by `undo` (what I "
                "did last, whatever it was; the answer says what), by `undo TSP-8` (what I did last to that action), "
                "or from `undo list`. Who did it may, and so may the coordinators of the plan, and whoever a deputy "
                "did it for; of what stands in no plan, administrators. `undo list TSP` shows a coordinator what "
                "anybody did in a plan. Whoever made a change hears of it when somebody else takes it back.",
                "What somebody has changed again since is never overwritten: the answer says who did what, and nothing "
                "is lost. Taking back is itself in the history, and `redo`, or the button **Redo**, puts back what was "
                "taken back. Later than 24 hours a completed action is opened again with `reopen` and a reason.",
                "## Taken back",
                table(("request", "typed as", "what it does", "to know"), *map(_described, back)),
                "## Not taken back",
                table(("request", "typed as", "what it does", "why, or what instead"), *map(_described, stays)),
            )
        )
        + "\n"
    )


def _described(entry: Entry) -> tuple[str, ...]:
    name = entry.message.name
    said = " ".join((entry.message.__doc__ or "").split("\n\n")[0].split()).partition(". ")[0].rstrip(".")
    return f"`{name}`", f"`{entry.usage}`" if entry.usage else "", f"{said}.", STAYS.get(name, ALSO.get(name, ""))
