"""`actionlog import`, `questions` and `answers` as a person runs them, from a first version to the next."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.bot.test_talking import Shell
from tests.usecases.reading import Row, table

ROWS: tuple[Row, ...] = (
    ("1", "Agree the list of paths to be mended", "Rowan Ashdown", "31/04/2027", "Amber", ""),
    ("2", "Write to every parish council", "", "30/06/2027", "Red", ""),
    ("3", "=HYPERLINK(1) for the wardens to read", "Head of Parks", "tbc", "Green", ""),
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made.has_tables()
    set_up = made.run("setup", "--organisation", "Hollow Lane", "--administrator", "Tobias Wren", "--timezone", "UTC")
    assert set_up.returncode == 0, set_up.stderr
    (tmp_path / "plan.md").write_bytes(table(*ROWS))
    return made


def fill_in(folder: Path, answers: Mapping[str, str | date]) -> None:
    """As an officer does it: a column added, rows in another order, saved anew."""
    from openpyxl import load_workbook

    workbook = load_workbook(folder / "check.xlsx")
    sheet = workbook.active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    heading, *body = rows
    for row in body:
        for words, answer in answers.items():
            if words in str(row[3]):
                row[5] = answer
    sheet.delete_rows(4, len(rows))
    for row in (heading, *reversed(body)):
        sheet.append(["mine", *row])
    workbook.save(folder / "filled.xlsx")


def test_a_check_sheet_made_before_the_plan_is_stored_is_read_back(shell: Shell) -> None:
    made = shell.run("import", "plan.md", "--plan", "HLP", "--dry-run", "--check-sheet", "check.xlsx")
    assert "3 questions written to check.xlsx." in made.stdout, made.stderr
    fill_in(shell.folder, {"no such day": "take", "No lead": "new: Imogen Vale", "tbc": date(2027, 5, 12)})
    ran = shell.run("import", "plan.md", "--plan", "HLP", "--yes", "--answers", "filled.xlsx")
    assert "filled.xlsx: 3 answers are taken." in ran.stdout, ran.stdout + ran.stderr
    assert "question" not in ran.stdout.splitlines()[-1]
    assert "due 12 May 2027" in shell.run("say", "show HLP-3").stdout
    again = shell.run("answers", "filled.xlsx")
    assert "0 answers are taken, 3 were taken before." in again.stdout


def test_wrong_answers_come_back_with_their_row_and_nothing_is_lost(shell: Shell) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--yes", "--check-sheet", "check.xlsx")
    fill_in(shell.folder, {"no such day": "one fine day", "No lead": "new: Imogen Vale"})
    ran = shell.run("answers", "filled.xlsx")
    assert ran.returncode == 1
    assert "1 answer is taken, 1 needs another look." in ran.stdout, ran.stdout + ran.stderr
    assert "(HLP-1): I couldn't read “one fine day” as a date." in ran.stdout
    assert "2 questions are open." in ran.stdout


def test_a_sheet_that_was_saved_as_csv_is_taken_and_without_its_marks_it_is_refused(shell: Shell) -> None:
    from openpyxl import load_workbook

    shell.run("import", "plan.md", "--plan", "HLP", "--yes", "--check-sheet", "check.xlsx")
    fill_in(shell.folder, {"no such day": "take", "No lead": "new: Imogen Vale"})
    book = load_workbook(shell.folder / "filled.xlsx")
    assert book.active is not None
    rows = [["" if one is None else str(one) for one in row] for row in book.active.iter_rows(values_only=True)]
    for name, wide in (("whole.csv", None), ("bare.csv", -1)):
        with (shell.folder / name).open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(row[:wide] for row in rows)
    bare = shell.run("answers", "bare.csv")
    assert bare.returncode == 2
    assert "the last column is missing, with the marks that say which question a row answers" in bare.stderr
    assert "This is a check sheet, not a plan." in shell.run("import", "bare.csv", "--dry-run").stderr
    assert "whole.csv: 2 answers are taken." in shell.run("answers", "whole.csv").stdout


def test_the_sheet_of_another_plan_or_of_no_plan_is_refused(shell: Shell) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--dry-run", "--check-sheet", "check.xlsx")
    fill_in(shell.folder, {"No lead": "new: Imogen Vale"})
    ran = shell.run("import", "plan.md", "--plan", "OTH", "--yes", "--answers", "filled.xlsx")
    assert ran.returncode == 2
    assert "This check sheet is of the plan HLP, not of OTH. Nothing was changed." in ran.stderr
    assert "This is no check sheet" in shell.run("answers", "plan.md").stderr


INSERTED: tuple[Row, ...] = (
    ("1", "Open a gate at the old mill", "", "30/09/2027", "Amber", ""),
    ("2", *ROWS[0][1:]),
    ("3", *ROWS[1][1:]),
    ("4", "Sweep the yard behind the hall", "", "tbc", "Green", ""),
)


def answer_rows(folder: Path, answers: dict[str, str]) -> None:
    """Answer rows by what the officer reads in the sheet: the action's number in the document and the question."""
    from openpyxl import load_workbook

    workbook = load_workbook(folder / "check.xlsx")
    sheet = workbook.active
    assert sheet is not None
    for row in sheet.iter_rows(min_row=5):
        named = f"{row[0].value} {row[3].value}"
        row[5].value = next((answer for words, answer in answers.items() if named.startswith(words)), None)
    workbook.save(folder / "filled.xlsx")


def test_a_sheet_of_the_next_version_finds_its_rows_though_their_numbers_shifted(shell: Shell) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--yes")
    shell.run("golive", "HLP")
    (shell.folder / "may.md").write_bytes(table(*INSERTED, as_at="3 May 2027"))
    shell.run("import", "may.md", "--plan", "HLP", "--dry-run", "--check-sheet", "check.xlsx")
    answer_rows(
        shell.folder,
        {
            "HLP-1 No lead": "new: Mill Trust",
            "HLP-3 No lead": "new: Parish Team",
            "HLP-2 There is no such day": "take",
            "HLP-4 No lead": "new: Yard Team",
        },
    )
    refused = shell.run("answers", "filled.xlsx")
    assert refused.returncode == 2
    assert "This check sheet was made for another document than the one that HLP has now. Nothing was" in refused.stderr
    ran = shell.run("import", "may.md", "--plan", "HLP", "--yes", "--answers", "filled.xlsx")
    assert "filled.xlsx: 4 answers are taken." in ran.stdout, ran.stdout + ran.stderr
    shown = {key: shell.run("say", f"show {key}").stdout for key in ("HLP-1", "HLP-2", "HLP-5", "HLP-4")}
    assert "30 April 2027" in shown["HLP-1"], "number 2 of the new version is HLP-1"
    assert "Parish Team" in shown["HLP-2"]
    assert "Open a gate" in shown["HLP-5"]
    assert "Mill Trust" in shown["HLP-5"]
    assert "Yard Team" in shown["HLP-4"]
    again = shell.run("answers", "filled.xlsx")
    assert "0 answers are taken, 4 were taken before." in again.stdout, again.stdout + again.stderr


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_a_sheet_of_the_version_before_answers_what_still_fits(shell: Shell, live: bool) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--yes", "--check-sheet", "check.xlsx")
    if live:
        shell.run("golive", "HLP")
    answer_rows(shell.folder, {"HLP-2 No lead": "new: Parish Team"})
    (shell.folder / "may.md").write_bytes(table(INSERTED[0], *ROWS[1:2], INSERTED[3], as_at="3 May 2027"))
    shell.run("import", "may.md", "--plan", "HLP", "--yes")
    ran = shell.run("answers", "filled.xlsx")
    assert "filled.xlsx: 1 answer is taken." in ran.stdout, ran.stdout + ran.stderr
    assert "Parish Team" in shell.run("say", "show HLP-2").stdout


def test_an_answer_in_a_sheet_does_not_overwrite_another_one(shell: Shell) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--yes", "--check-sheet", "check.xlsx")
    shell.run("say", "answer HLP 1 1 May 2027")
    answer_rows(shell.folder, {"HLP-1 There is no such day": "take"})
    ran = shell.run("answers", "filled.xlsx")
    assert "this was answered already: “1 May 2027”. So I left “take”." in ran.stdout, ran.stdout
    assert "1 May 2027" in shell.run("say", "show HLP-1").stdout


def test_the_same_day_saved_otherwise_is_no_other_answer(shell: Shell) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--yes", "--check-sheet", "check.xlsx")
    shell.run("say", "answer HLP 1 3 May 2027")
    answer_rows(shell.folder, {"HLP-1 There is no such day": "03/05/2027"})
    ran = shell.run("answers", "filled.xlsx")
    assert ran.returncode == 0, ran.stdout
    assert "0 answers are taken, 1 was taken before." in ran.stdout
    assert "stays open" not in ran.stdout


def test_a_sheet_with_answers_is_never_written_over(shell: Shell) -> None:
    (shell.folder / "check.xlsx").write_bytes(b"somebody's answers")
    ran = shell.run("import", "plan.md", "--plan", "HLP", "--dry-run", "--check-sheet", "check.xlsx")
    assert ran.returncode == 2
    assert "check.xlsx is there already" in ran.stderr


def test_the_next_version_is_known_by_its_title_and_the_same_file_changes_nothing(shell: Shell) -> None:
    shell.run("import", "plan.md", "--plan", "HLP", "--yes")
    shell.run("golive", "HLP")
    new: Row = ("4", "Open a gate at the old mill", "Estates Group", "30/09/2027", "Amber", "")
    (shell.folder / "may.md").write_bytes(table(*ROWS[:2], new, as_at="3 May 2027"))
    ran = shell.run("import", "may.md", "--yes")
    assert "HLP has the same title, so I take this for its next version" in ran.stdout, ran.stderr
    assert "1 new action, 0 changed, 2 unchanged, 1 no longer in it." in ran.stdout
    again = shell.run("import", "may.md", "--yes")
    assert "HLP was imported from this very file before. There is nothing to store." in again.stdout


def test_a_column_is_said_in_an_answer_and_the_document_is_read_again(shell: Shell) -> None:
    lines = ["# Mill Plan", "", "| Ref | Action | Target date | Zone |", "|---|---|---|---|"]
    lines += ["| 1 | Mend the weir | 30/06/2027 | North ward |", "| 2 | Clear the race | 31/07/2027 | South ward |"]
    (shell.folder / "mill.md").write_text("\n".join(lines))
    shell.run("import", "mill.md", "--plan", "MIL", "--yes")
    (shell.folder / "mill.md").unlink()
    said = shell.run("say", "answer MIL 1 Zone = lead")
    assert "I'm reading the document again with that" in said.stdout, said.stderr
    assert "I have read mill.md again, as MIL: 0 new actions, 2 changed, 0 unchanged, 0 no longer in it." in said.stdout
    assert "North ward" in shell.run("say", "show MIL-1").stdout


def test_what_was_said_of_a_column_is_kept_for_the_plan_and_offered_for_the_next_one(shell: Shell) -> None:
    def plan(name: str, title: str, *more: str, columns: str = "Zone") -> None:
        lines = [f"# {title}", "", f"| Ref | Action | Target date | {columns} |", "|---|---|---|---|"]
        rows = ["| 1 | Mend the weir | 30/06/2027 | North ward |", "| 2 | Clear the race | 31/07/2027 | South ward |"]
        (shell.folder / name).write_text("\n".join([*lines, *rows, *more]))

    plan("mill.md", "Mill Plan")
    shell.run("import", "mill.md", "--plan", "MIL", "--yes", "--column", "Zone=lead")
    assert "North ward" in shell.run("say", "show MIL-1").stdout
    plan("mill-2.md", "Mill Plan", "| 3 | Oil the gate | 31/08/2027 | West ward |")
    again = shell.run("import", "mill-2.md", "--plan", "MIL", "--yes")
    assert "As you said before, “Zone” holds leads." in again.stdout
    assert "West ward" in shell.run("say", "show MIL-3").stdout
    plan("brook.md", "Brook Plan")
    other = shell.run("import", "brook.md", "--plan", "BRK", "--dry-run")
    assert 'In MIL you said that “Zone” holds leads. For the same here, add --column "Zone=lead".' in other.stdout
    plan("mill-3.md", "Mill Plan", columns="Remarks")
    assert shell.run("import", "mill-3.md", "--plan", "MIL", "--dry-run").returncode == 0
    wrong = shell.run("import", "mill-3.md", "--plan", "MIL", "--dry-run", "--column", "Zone=lead")
    assert wrong.returncode == 2
    assert "This document has no column “Zone”." in wrong.stderr


def test_a_column_that_is_no_column_is_refused(shell: Shell) -> None:
    ran = shell.run("import", "plan.md", "--dry-run", "--column", "Progress=colour")
    assert ran.returncode == 2
    assert "the roles are ref, section" in ran.stderr


def test_a_file_that_is_far_too_large_is_not_even_read(shell: Shell) -> None:
    with (shell.folder / "huge.csv").open("wb") as made:
        made.truncate(50_000_000_000)  # takes no room: nothing is written
    for command in (("import", "huge.csv", "--dry-run"), ("answers", "huge.csv")):
        ran = shell.run(*command)
        assert ran.returncode == 2
        assert "This file is larger than 25 MB." in ran.stderr
