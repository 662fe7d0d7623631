"""Word documents as officers make them by hand: without a table, labelled lines in cells, forms, minutes, changes."""

from __future__ import annotations

from typing import Any

from tests.adapters.documents.office import Word
from tests.corpus.make.fixed import same_zip


def _bold(word: Word, text: str, rest: str = "") -> Any:
    """A paragraph that begins in bold, as people make headings and labels without a style."""
    paragraph = word.doc.add_paragraph()
    paragraph.add_run(text).bold = True
    if rest:
        paragraph.add_run(rest)
    return paragraph


def review_without_a_table() -> bytes:
    """A review's plan in running lines: headings with style for recommendations, `1.1 Action:` and labels below."""
    word = Word()
    word.doc.add_heading("Safeguarding Adults Review “Mrs Teal”: Multi-agency Action Plan", 0)
    word.doc.add_paragraph("Calderbrook Safeguarding Adults Board")
    word.doc.add_paragraph("Agreed by the Board on 14 January 2026")
    word.doc.add_heading("Recommendation 1: The Board should make sure that self-neglect is seen early", 1)
    for label, text in (
        ("1.1 Action: ", "Publish a self-neglect toolkit for all front-line staff"),
        ("Lead: ", "Philippa Drewett (Adult Social Care)"),
        ("By: ", "31 March 2026"),
        ("Progress: ", "Draft toolkit shared with partners before Christmas."),
        ("1.2 Action: ", "Put self-neglect into the induction of every agency"),
        ("Lead: ", "Learning and Development Subgroup"),
        ("By: ", "end of Autumn term 2026"),
    ):
        _bold(word, label, text)
    word.doc.add_heading("Recommendation 2: Landlords should tell the Board when somebody lets nobody in", 1)
    for label, text in (
        ("2.1 Action: ", "Agree a no-access protocol with the four largest landlords"),
        ("Lead: ", "Gareth Umpleby / Housing Options Manager"),
        ("By: ", "Q1 26/27"),
        ("Progress: ", "Two of four have signed."),
        ("2.2 Action: ", "Report refusals to the Board each quarter"),
        ("Lead: ", "Gareth Umpleby"),
        ("By: ", "Ongoing from July 2026"),
    ):
        _bold(word, label, text)
    return same_zip(word.bytes())


def labels_in_one_cell() -> bytes:
    """A homicide review: the recommendation at the left, and one cell with labelled lines for each action."""
    word = Word("Domestic Homicide Review “Ivy”: Action Plan")
    word.doc.add_paragraph("Tarnmouth Community Safety Partnership, version 4, 9 March 2026")
    rows = [
        ("1. GPs should ask about abuse when an injury is explained in different ways",
         "Action: Train one champion in each practice", "Lead: Rosalind Keel, Designated Nurse",
         "Timescale: 30/06/2026", "Status: 11 of 26 practices have a champion", "RAG: Amber"),
        ("2. Police should link reports by address as well as by name",
         "Action: Change the search screen in the control room", "Lead: Supt Neil Garrow",
         "Timescale: September 2026", "Status: Supplier has given a price", "RAG: Red"),
        ("3. The Council should tell employers what help there is",
         "Action: Hold a breakfast briefing for employers", "Lead: Economy Team",
         "Timescale: Completed February 2026", "Status: 40 employers came", "RAG: Green"),
    ]  # fmt: skip
    table = word.table(["Recommendation", "Detail of action"])
    for recommendation, *lines in rows:
        cells = table.add_row().cells
        cells[0].text = recommendation
        for place, line in enumerate(lines):
            paragraph = cells[1].paragraphs[0] if not place else cells[1].add_paragraph()
            label, _, text = line.partition(": ")
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(text)
    return same_zip(word.bytes())


def areas_as_bold_lines() -> bytes:
    """An inspection plan: bold lines as headings of areas, a table for each, lead and support in one cell, shading."""
    word = Word("Improvement Plan following ILACS Inspection")
    word.doc.add_paragraph("Ravensmere Children’s Services | Last updated: 20 February 2026")
    word.doc.add_paragraph(
        "Key to shading: red – off track; amber – some delay; green – on track; blue – done and tested"
    )
    head = ["Ref", "Action", "Lead / Support", "Timescale", "Evidence of impact", "Progress"]
    areas = {
        "Area 1: Help for care leavers": [
            ["1a", "Give every care leaver a named adviser by 16", "Lead: Maud Pilling\nSupport: Virtual School",
             "May 2026", "All 16-year-olds have one", "72 of 90 have one", "FFC000"],
            ["1b", "Write a local offer with care leavers", "Lead: Maud Pilling\nSupport: Tenancy Team, Youth Council",
             "w/c 1 June 2026", "Offer on the website", "", "FF0000"],
        ],
        "Area 2: Supervision of social workers": [
            ["2a", "Fill the four vacant team manager posts", "Lead: Head of Service, Assessment\nSupport: HR",
             "31/01/2026", "No vacancies", "All four in post", "0070C0"],
            ["2b", "Audit supervision records twice a year", "Lead: Principal Social Worker", "Twice yearly",
             "80% graded good", "First audit in April", "00B050"],
        ],
    }  # fmt: skip
    for area, rows in areas.items():
        _bold(word, area)
        table = word.table(head, *[row[:6] for row in rows])
        for number, row in enumerate(rows, 1):
            word.shade(table.cell(number, 5), row[6])
    return same_zip(word.bytes())


def a_form_for_each() -> bytes:
    """Youth justice: one little form for each recommendation, labels at the left, and a line of boxes below."""
    word = Word("Youth Justice Service: response to the inspectorate")
    word.doc.add_paragraph("Holmewick Council, plan agreed 3 November 2025")
    forms = [
        ("1", "Cut the time from offence to outcome", "Hold a joint decision panel each Tuesday",
         "Stella Roebuck", "28/02/2026", "Green", "Panel has met nine times"),
        ("2", "Assess safety as well as reoffending", "Audit ten cases a month against the new standard",
         "Practice Manager & Stella Roebuck", "from January 2026", "Amber", "Tool agreed"),
        ("3", "Hear from parents and carers", "Ask parents at the end of each order what helped",
         "Volunteer Coordinator", "30/02/2026", "Red", ""),
    ]  # fmt: skip
    for number, recommendation, action, owner, deadline, rag, progress in forms:
        table = word.table(
            [f"Recommendation {number}", recommendation, "", ""],
            ["Action", action, "", ""],
            ["Owner", owner, "Deadline", deadline],
            ["RAG", rag, "Progress", progress],
        )
        for row in (0, 1):
            text = table.cell(row, 1).text
            table.cell(row, 1).merge(table.cell(row, 3)).text = text
        word.doc.add_paragraph("")
    return same_zip(word.bytes())


def minutes() -> bytes:
    """Minutes of a board: who was there with initials, numbered items, actions in bold among the talk."""
    word = Word("Notes of the Community Safety Board")
    word.doc.add_paragraph("Held on 21 May 2026 at Sandle Hall")
    word.table(["Present", "Initials", "Organisation"], ["Petra Boyle", "PB", "Sandleford Council"],
               ["Ken Osei", "KO", "Probation"], ["Insp. Liz Marr", "LM", "Police"])  # fmt: skip
    word.doc.add_heading("1. Minutes of the last meeting", 2)
    word.doc.add_paragraph("The notes of 12 March were agreed.")
    word.doc.add_heading("2. Night-time economy", 2)
    word.doc.add_paragraph("LM said that calls on Saturdays had doubled since Easter.")
    _bold(word, "Action: LM to map the calls of the last three months by 30 June 2026")
    word.doc.add_paragraph("PB asked whether street pastors could stay until 3am.")
    _bold(word, "Action: PB to ask the street pastors about later hours by 12 June 2026")
    word.doc.add_heading("3. Releases from prison", 2)
    word.doc.add_paragraph("KO gave a paper on people released on a Friday.")
    _bold(word, "Action: KO and PB to agree a Friday pathway with housing by September 2026")
    word.doc.add_heading("4. Any other business", 2)
    word.doc.add_paragraph("Next meeting: 16 July 2026, 10am.")
    return same_zip(word.bytes())


def who_and_when() -> bytes:
    """A peer challenge: numbers that Word draws, who and when in one column, and changes that were tracked."""
    word = Word("Corporate Peer Challenge: our action plan")
    word.doc.add_paragraph("Stonebeck District Council. Cabinet, 10 February 2026")
    table = word.table(["No.", "What the peers told us", "What we will do", "Who & when"])
    number = word.lists(("decimal", "%1"))
    rows = [
        (
            "Be clearer about priorities",
            "Agree a corporate plan of no more than ten pages",
            "Chief Executive, by June 2026",
        ),
        (
            "Bring members closer to the money",
            "Hold a budget workshop for all members",
            "Section 151 Officer – 30/09/2026",
        ),
        ("Use data better", "Publish a quarterly dashboard", "Mina Theobald, Ongoing"),
        ("Plan for fewer staff", "Write a workforce strategy", "Head of HR and Mina Theobald (December 2026)"),
    ]
    for peers, will, who in rows:
        cells = table.add_row().cells
        word.items(cells[0], number, "")
        cells[1].text, cells[2].text, cells[3].text = peers, will, who
    run = '<w:ins w:id="9" w:author="A. Clerk" w:date="2026-02-01T09:00:00Z"><w:r><w:t> and website</w:t></w:r></w:ins>'
    word.add(table.cell(3, 2).paragraphs[0], run)
    gone = (
        '<w:del w:id="8" w:author="A. Clerk" w:date="2026-02-01T09:00:00Z">'
        "<w:r><w:delText> each month</w:delText></w:r></w:del>"
    )
    word.add(table.cell(2, 2).paragraphs[0], gone)
    return same_zip(word.bytes())


def timescale_key() -> bytes:
    """A care regulator's plan: words for times that a key explains, a footnote sign, `#` for the number."""
    word = Word("Response to the CQC assurance assessment of adult social care")
    word.doc.add_paragraph("Marlhaven Council. Plan agreed: 1 April 2026")
    word.doc.add_paragraph(
        "Timescales: Immediate = within 1 month; Short term = within 3 months; Long term = within 12 months"
    )
    word.table(
        ["#", "Theme", "Action", "Responsible", "Timescale", "RAG rating"],
        ["1", "Waiting", "Ring everyone who waits longer than six weeks", "Front Door Manager", "Immediate", "Amber"],
        ["2", "Waiting", "Buy in forty assessments", "Commissioning Manager", "Short term", "Green"],
        [
            "3",
            "Carers",
            "Open a carers’ hub in each town*",
            "Commissioning Manager / Carers Alliance",
            "Long term",
            "Red",
        ],
        ["4", "Carers", "Offer a carer’s assessment in every review", "Yvonne Strake", "31 July 2026", "Green"],
    )
    word.doc.add_paragraph("* Subject to the lease of the Corn Exchange.")
    return same_zip(word.bytes())


FILES: dict[str, Any] = {
    "unseen-review-without-a-table.docx": review_without_a_table,
    "unseen-labels-in-one-cell.docx": labels_in_one_cell,
    "unseen-areas-as-bold-lines.docx": areas_as_bold_lines,
    "unseen-a-form-for-each.docx": a_form_for_each,
    "unseen-minutes.docx": minutes,
    "unseen-who-and-when.docx": who_and_when,
    "unseen-timescale-key.docx": timescale_key,
}
