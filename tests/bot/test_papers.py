"""`actionlog report` as a person runs it."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.bot.test_talking import Shell
from tests.usecases.reading import PATHS, table


def test_a_plan_is_written_to_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("setup", "--organisation", "Hollow Lane", "--administrator", "Tobias Wren", "--timezone", "UTC")
    (tmp_path / "plan.md").write_bytes(table(*PATHS))
    shell.run("import", "plan.md", "--plan", "HLP", "--yes")
    ran = shell.run("report", "HLP", "--out", "paper.docx")
    assert "HLP is written to paper.docx." in ran.stdout, ran.stderr
    words = [cell.text for row in Document(str(tmp_path / "paper.docx")).tables[-1].rows for cell in row.cells]
    assert "Agree the list of paths to be mended" in words
    assert (tmp_path / "paper.docx").stat().st_mode & 0o077 == 0
    assert "is there already" in shell.run("report", "HLP", "--out", "paper.docx").stderr
    assert ".docx, .xlsx or .csv" in shell.run("report", "HLP", "--out", "paper.pdf").stderr
    assert "took the plan as a paper" in shell.run("say", "history HLP").stdout
