"""Word documents: merged cells, headers of two rows, lists that Word numbers, tables that are no actions, shading."""

from __future__ import annotations

from typing import Any

from tests.adapters.documents.office import Word
from tests.corpus.make.fixed import same_zip

GREEN, AMBER, RED, BLUE = "00B050", "FFC000", "FF0000", "0070C0"


def merged_themes_and_leads() -> bytes:
    """Theme, recommendation and lead reach down over several rows; one theme is a row right across."""
    word = Word("Harrowmere Borough Council: Homelessness Improvement Plan")
    word.doc.add_paragraph("Updated 4 March 2026")
    table = word.table(
        ["Theme", "Ref", "Recommendation", "Action", "Lead officer", "Target date", "RAG"],
        ["Prevention", "1", "Act before people lose their home", "Ring every tenant two months in arrears",
         "Odette Farrow", "30 April 2026", "Amber"],
        ["", "", "", "Write to landlords about mediation", "", "29 May 2026", "Green"],
        ["", "2", "Share what partners know", "Sign a data agreement with the hospital", "Piers Quill",
         "June 2026", "Red"],
        ["Temporary accommodation", "3", "Use fewer hotels", "Lease twelve flats", "Piers Quill", "30/09/2026", "Red"],
        ["", "", "", "Close the Station Road hostel", "Imelda Strand", "31/12/2026", "Amber"],
    )  # fmt: skip
    for column, first, last in ((0, 1, 3), (1, 1, 2), (2, 1, 2), (4, 1, 2), (0, 4, 5), (1, 4, 5), (2, 4, 5)):
        top, bottom = table.cell(first, column), table.cell(last, column)
        text = top.text
        top.merge(bottom).text = text
    return same_zip(word.bytes())


def two_row_header() -> bytes:
    """Headings over headings, and both again at the top of the next page."""
    word = Word("Wexcombe District Council")
    word.doc.add_paragraph("Waste Service Recovery Plan")
    rows = [
        ["1.1", "Buy two vehicles", "Joss Amery", "Fleet", "1 May 2026", "31 July 2026", "Order placed"],
        ["1.2", "Redraw the rounds", "Kit Baldry", "Customer Contact", "1 June 2026", "30 Sept 2026", ""],
        ["2.1", "Answer missed-bin calls within a day", "Kit Baldry", "", "1 April 2026", "w/c 5 October 2026",
         "Script agreed with the contact centre"],
        ["2.2", "Publish the new calendar", "Lettice Crane", "Print Unit", "1 July 2026", "mid Oct 2026", ""],
    ]  # fmt: skip

    def page(part: list[list[str]]) -> None:
        table = word.table(
            ["Ref", "Action", "Responsibility", "", "Timescale", "", "Progress"],
            ["", "", "Lead", "Support", "Start", "End", ""],
            *part,
        )
        for left in (2, 4):
            cell = table.cell(0, left)
            text = cell.text
            cell.merge(table.cell(0, left + 1)).text = text
        for column in (0, 1, 6):
            text = table.cell(0, column).text
            table.cell(0, column).merge(table.cell(1, column)).text = text

    page(rows[:2])
    word.doc.add_page_break()
    page(rows[2:])
    return same_zip(word.bytes())


def numbering() -> bytes:
    """Actions, leads and dates as lists whose numbers Word draws; bullets for measures; a list that counts on."""
    word = Word("Ashcott City Council SEND Action Plan")
    table = word.table(["Recommendation", "Actions", "Who", "When", "How will we know?"])
    decimal, letters, bullets = (
        word.lists(("decimal", "%1.")), word.lists(("lowerLetter", "%1)")), word.lists(("bullet", "•")),
    )  # fmt: skip

    def row(number: str, text: str, form: str, *columns: list[str]) -> None:
        cells = table.add_row().cells
        cells[0].text = f"{number}. {text}"
        for cell, items in zip(cells[1:4], columns[:3], strict=True):
            if len(items) == 1:
                cell.text = items[0]
            else:
                word.items(cell, word.lists(like=form, start=1), *items)
        word.items(cells[4], bullets, *columns[3])

    row("1", "Assessments are late", decimal,
        ["Recruit four psychologists", "Train the caseworkers", "Report monthly to the board"],
        ["Bram Otter", "Della Rook", "Bram Otter"], ["30/06/2026", "Sept 2026", "31/09/2026"],
        ["20-week rate above 60%", "Fewer complaints"])  # fmt: skip
    row("2", "Parents are not heard", letters,
        ["Hold a forum each term", "Answer every letter within ten days"], ["Parent Carer Forum"],
        ["Autumn term 2026", "1 May 2026"], ["Survey shows more trust"])  # fmt: skip
    row("3", "Schools differ", decimal, ["Agree one offer for all schools"], ["Della Rook"], ["Ongoing"],
        ["Offer published"])  # fmt: skip
    return same_zip(word.bytes())


def tables_that_are_no_actions() -> bytes:
    """Version control, distribution, a RAG key, the plan, completed actions and a sign-off, all alike."""
    word = Word("Thornby Council Fire Safety Action Plan")
    word.table(["Version", "Date", "Author", "Change"], ["0.1", "02/02/2026", "Nils Paget", "First draft"],
               ["1.0", "16/02/2026", "Nils Paget", "Agreed by the board"])  # fmt: skip
    word.doc.add_paragraph("Distribution")
    word.table(["Name", "Role", "Organisation"], ["Orla Vane", "Director of Housing", "Thornby Council"],
               ["Rex Udal", "Station Manager", "Fire and Rescue"])  # fmt: skip
    word.doc.add_paragraph("Key")
    word.table(["Colour", "Meaning"], ["Red", "Not started"], ["Amber", "Started, some risk"], ["Green", "On track"],
               ["Blue", "Completed and evidenced"])  # fmt: skip
    word.doc.add_paragraph("Actions")
    word.table(
        ["No.", "Area for improvement", "Action required", "Owner", "Deadline", "RAG", "Comments"],
        ["1", "Doors", "Replace 140 flat entrance doors", "Orla Vane", "31/03/2027", "Amber", "60 done"],
        ["2", "Alarms", "Fit linked alarms in Tower Court", "Rex Udal / Orla Vane", "30/06/2026", "Red",
         "Awaiting the contractor"],
        ["3", "Signs", "Put floor numbers on every landing", "Caretaking Team", "28/02/2026", "Blue",
         "All landings checked"],
        ["4", "Records", "Hold the golden thread in one system", "", "tbc", "Green", ""],
    )  # fmt: skip
    word.doc.add_paragraph("Completed actions")
    word.table(
        ["No.", "Area for improvement", "Action required", "Owner", "Deadline", "RAG", "Comments"],
        ["0.1", "Drills", "Hold a drill in each tower", "Rex Udal", "30/11/2025", "Blue", "Held"],
    )
    word.doc.add_paragraph("Sign-off")
    word.table(["Name", "Position", "Signature", "Date"], ["Orla Vane", "Director of Housing", "", "20/02/2026"])
    return same_zip(word.bytes())


def shading_only() -> bytes:
    """No word of RAG anywhere: the cell is shaded, and the key says that green is complete."""
    word = Word("Larkfield Council Libraries Review: Action Plan")
    for line in ("Grey: not started", "Red: behind", "Amber: under way", "Green: complete and signed off"):
        word.doc.add_paragraph(line)
    table = word.table(
        ["Ref", "Action", "Lead", "By when", "Status"],
        ["A1", "Open on Sundays", "Head of Libraries", "Q2 2026/27", ""],
        ["A2", "Lend tablets", "Digital Manager", "2026/27", ""],
        ["A3", "Move the archive", "Archivist & Digital Manager", "Spring 2027", ""],
        ["A4", "Mend the lift", "Head of Libraries", "31/01/2026", ""],
        ["A5", "Find volunteers", "Friends of the Library", "Continuous", ""],
    )
    for row, fill in ((1, AMBER), (2, "92D050"), (3, RED), (4, GREEN)):
        word.shade(table.cell(row, 4), fill)
    return same_zip(word.bytes())


def changes_controls_and_boxes() -> bytes:
    """Changes that were tracked, fields to fill in, a text box and a foot of remarks."""
    word = Word("Pellworth Council Data Protection Plan")
    table = word.table(
        ["Ref", "Action", "Lead", "Due date", "RAG"],
        ["1", "Train all managers", "", "", "Green"],
        ["2", "Map the ", "Sacha Lunt", "", "Amber"],
        ["3", "Answer requests within a month", "Sacha Lunt", "31 May 2026", ""],
    )
    word.add(table.cell(1, 2).paragraphs[0], _run("w:del", "Old Person", deleted=True))
    word.add(table.cell(1, 2).paragraphs[0], _run("w:ins", "Tove Marl"))
    word.add(table.cell(1, 3).paragraphs[0], _run("w:del", "30 April 2026", deleted=True))
    word.add(table.cell(1, 3).paragraphs[0], _run("w:ins", "30 June 2026"))
    word.add(table.cell(2, 1).paragraphs[0], _run("w:ins", "personal data of every team"))
    word.add(table.cell(2, 3).paragraphs[0], _control("October 2026"))
    word.add(table.cell(3, 4).paragraphs[0], _control("Amber"))
    word.add(word.doc.add_paragraph(), _box("Ask Legal before sharing this plan"))
    return same_zip(word.bytes())


def _run(name: str, text: str, *, deleted: bool = False) -> str:
    inner = f"<w:delText>{text}</w:delText>" if deleted else f"<w:t>{text}</w:t>"
    return f'<{name} w:id="7" w:author="A. Clerk" w:date="2026-03-01T09:00:00Z"><w:r>{inner}</w:r></{name}>'


def _control(text: str) -> str:
    return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"


def _box(text: str) -> str:
    shape = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    return f"<w:r><w:pict><v:shape {shape}><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"


FILES: dict[str, Any] = {
    "word-merged-themes-and-leads.docx": merged_themes_and_leads,
    "word-two-row-header.docx": two_row_header,
    "word-numbering.docx": numbering,
    "word-tables-that-are-no-actions.docx": tables_that_are_no_actions,
    "word-shading-only.docx": shading_only,
    "word-changes-controls-and-boxes.docx": changes_controls_and_boxes,
}
