"""Ten ordinary plans of ten other bodies: boards, trusts, a park, a fire authority, a town; each as its office writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import fill, put, saved, started
from tests.corpus.make.fixed import same_zip

EXPORT = """Primary,Theme,Assigned To,Due,Health,% Complete,Latest Comment,Evidence Link
Publish the young carers' charter,Voice,Ngozi Balfour,30/11/26,Green,80%,Designed and with printers,sharepoint/12
Recruit three youth workers,Workforce,"Tarn, Michael",15/01/27,Yellow,40%,"Two offers made, one post readvertised",
Agree joint funding panel terms,Money,Head of Integrated Commissioning (ICB),31/03/27,Red,10%,,
Map short breaks provision,Places,Ngozi Balfour,30/09/26,Blue,100%,Map published 22 Sept,sharepoint/15
"""

MAIL = """Subject: Actions from the flooding debrief, 12 October 2026

All,

Actions as agreed:

1. Clear the trash screen at Foss Lane before each amber warning - Drainage Team - with immediate effect
2. Agree with the Environment Agency who opens the sluice gate - Martin Keogh / Environment Agency - by 30 November 2026
3. Buy 600 sandbags and store them at the fire station - Emergency Planning Officer - end of October
4. Send every flooded household a letter about grants - Revenues (Sunita Deol) - done 9/10
5. Hold a public meeting in the village hall - Cllr Agnes Dale - date to be confirmed

Thanks
Rosalind
"""

PARK = """<html><head><title>Recovery plan</title></head><body>
<nav><a href="/">Home</a> <a href="/plans">Plans</a></nav>
<h1>Visitor pressure recovery plan 2026-2028</h1>
<p>Approved by the Authority on 4 March 2026. Progress shown at 30 September 2026.</p>
<table><caption>Actions under way</caption>
<tr><th>What we said we would do</th><th>Who leads</th><th>By when</th><th>Progress so far</th><th>Rating</th></tr>
<tr><th scope="row">1. Bring in a booking system for the car park at Hale Force</th><td>Visitor Services Manager</td><td>Easter 2027</td><td>Supplier chosen</td><td>Amber</td></tr>
<tr><th scope="row">2. Run a shuttle bus at weekends</th><td>Sustainable Transport Officer with the bus company</td><td>May 2026</td><td>Ran from 2 May to 27 September; 11,400 passengers</td><td>Complete</td></tr>
<tr><th scope="row">3. Repair 4 km of path on the ridge</th><td>Ranger Team</td><td>2026 to 2028</td><td>1.2 km done</td><td>Green</td></tr>
<tr><th scope="row">4. Employ four seasonal wardens</th><td>Head Ranger</td><td>April each year</td><td>Three employed in 2026</td><td>Amber</td></tr>
</table><p>Next update: January 2027</p></body></html>
"""


def joint_inspection() -> bytes:
    """A joint targeted inspection: priorities merged down, several actions for one lead, colours without words."""
    word = Word()
    word.doc.add_heading("JTAI: Written statement of proposed action", 1)
    word.doc.add_paragraph("Submitted to HMI on 27 March 2026; updated 5 June 2026")
    rows = [
        ["Priority action", "Steps", "Strategic lead", "Operational lead", "Timeframe", "Measures", "Status"],
        ["1. Strategy meetings must include health and police", "Daily slot for strategy meetings agreed", "Director of Children’s Services",
         "MASH Service Manager", "Completed April 2026", "95% quorate", ""],
        ["", "On-call rota for health", "ICB Chief Nurse", "Named Nurse Safeguarding", "End of June 2026", "95% quorate", ""],
        ["2. Children must be told what happens next", "Child-friendly letters for every outcome", "Director of Children’s Services",
         "Participation Lead", "31st July 2026", "Children tell us they understand", ""],
        ["", "Dip sample of 20 cases each month", "Director of Children’s Services", "QA Manager", "Monthly from May 2026",
         "Children tell us they understand", ""],
    ]  # fmt: skip
    table = word.table(*rows)
    table.rows[1].cells[0].merge(table.rows[2].cells[0])
    table.rows[3].cells[0].merge(table.rows[4].cells[0])
    for row, colour in enumerate(("4472C4", "FFC000", "92D050", "FF0000"), 1):
        word.shade(table.rows[row].cells[6], colour)
    word.doc.add_paragraph("Key: blue – complete; green – on track; amber – at risk; red – overdue or off track")
    return same_zip(word.bytes())


def net_zero() -> bytes:
    """A net zero tracker: themes as rows of their own with a count, `as above`, years as deadlines, a footer."""
    book, sheet = started("Tracker")
    put(sheet, 2, 2, [
        ["Net Zero Delivery Tracker – Quarter 2 2026/27"],
        [],
        ["ID", "Action", "Lead", "Deadline", "Q2 status", "Q2 update", "Budget secured?"],
        ["BUILDINGS (3 actions)"],
        ["1.1", "Replace oil heating in six village schools", "Energy Projects Engineer", "Sept 2027", "On track", "Two schools surveyed", "Y"],
        ["1.2", "Smart meters in all council buildings", "as above", "31/12/2026", "Delayed", "", "Y"],
        ["1.3", "Retrofit strategy for council homes", "Head of Housing Assets & Energy Manager", "Mar 2027", "Not started", "", "N"],
        ["TRANSPORT (2 actions)"],
        ["2.1", "Electric vans for parking wardens", "Fleet Manager", "2028", "On track", "Four ordered", "Part"],
        ["2.2", "Cycle to work scheme relaunch", "HR Adviser – Rewards", "October 2026", "Complete", "Launched 1 October", "n/a"],
        [],
        ["Source: Climate team. Figures are provisional."],
    ])  # fmt: skip
    return saved(book)


def adult_review() -> bytes:
    """A safeguarding adults review: lettered actions in one cell, with a lead and a date for each on lines beside."""
    word = Word("SAR “Edith” – Action Plan")
    word.doc.add_paragraph("Version 4, 18 August 2026")
    table = word.table(
        ["No", "Recommendation", "Actions", "Agency lead(s)", "Target dates", "Progress / evidence", "RAG"]
    )
    rows = [
        ("1", "Agencies should recognise self-neglect early", ["a) Revise the self-neglect pathway", "b) Train 150 front line staff"],
         ["a) SAB Business Manager", "b) Learning & Development Manager"], ["a) 30 Sept 2026", "b) 31 Jan 2027"],
         ["a) Draft out for comment", "b) 60 trained"], "Amber"),
        ("2", "Capacity assessments should be recorded", ["a) Audit 25 files in each agency"], ["All agency leads"], ["October 2026"],
         ["Audit tool agreed"], "Green"),
        ("3", "The Trust should review its did-not-attend policy", ["a) Rewrite policy", "b) Add alert to records"],
         ["Hospital Trust – Lead Nurse Safeguarding"], ["a) 31 Aug 2026", "b) Nov 2026"], ["a) Signed off 12 August", "b) IT request made"],
         "Amber"),
    ]  # fmt: skip
    for number, text, actions, leads, dates, progress, colour in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[6].text = number, text, colour
        for cell, lines in zip(cells[2:6], (actions, leads, dates, progress), strict=True):
            cell.text = "\n".join(lines)
    return same_zip(word.bytes())


def fire_authority() -> bytes:
    """A fire authority's audit actions: original and revised dates, how often they moved, colours in cells with letters."""
    book, sheet = started("Open actions")
    put(sheet, 1, 1, [
        ["Fire Authority – outstanding audit actions at 30 June 2026", "", "", "", "", "", "", "", ""],
        ["Audit report", "Ref", "Agreed management action", "Priority", "Manager responsible", "Original target", "Current target", "Times revised", "BRAG", "Latest update"],
        ["Breathing apparatus stores", "BA1", "Bar code every set and reconcile weekly", "1", "Technical Services Manager", date(2025, 12, 31), date(2026, 9, 30), 2, "A", "Scanner trial at two stations"],
        ["Breathing apparatus stores", "BA2", "Dispose of condemned sets within 30 days", "2", "Technical Services Manager", date(2026, 3, 31), "", 0, "B", "Complete – evidence seen by audit"],
        ["Overtime", "OT1", "Agree a cap and report breaches to the board", "1", "ACFO (Service Delivery)", date(2026, 6, 30), date(2026, 10, 31), 1, "R", "Union consultation not concluded"],
        ["Overtime", "OT2", "Move claims to the new system", "2", "Payroll Lead / Digital Lead", date(2026, 12, 31), "", 0, "G", ""],
        ["Total", "", "", "", "", "", "", 3, "", ""],
    ])  # fmt: skip
    for row in range(3, 7):
        for column in (6, 7):
            sheet.cell(row, column).number_format = "dd mmm yyyy"
        fill(
            sheet,
            f"I{row}",
            {"A": "FFC000", "B": "00B0F0", "R": "FF0000", "G": "00B050"}[str(sheet.cell(row, 9).value)],
        )
    return saved(book)


def homicide() -> bytes:
    """A domestic homicide review whose template asks for scope, agency, milestones, and date of completion."""
    word = Word("Domestic Homicide Review “Marie” – Action plan (restricted until published)")
    word.doc.add_paragraph("Last reviewed by the Community Safety Partnership: 2 July 2026")
    word.table(
        ["Recommendation", "Scope", "Action to take", "Lead agency & officer", "Key milestones", "Target date", "Date completed & outcome"],
        ["1.1 All GP practices to display information on coercive control", "Local", "ICB to send posters and follow up by phone",
         "ICB – Designated GP", "Posters printed\nAll practices rung", "31.07.2026", ""],
        ["1.2 GP practices to record who attends with a patient", "Local", "Add a prompt to the template", "ICB – Designated GP",
         "Template changed", "30.09.2026", "Completed 12.06.2026: prompt live in 41 practices"],
        ["2.1 Probation to share release dates with housing", "Regional", "Write a sharing protocol",
         "Probation Service – Head of PDU", "Draft by May\nSigned by July", "31.08.2026", ""],
        ["3.1 The Home Office should review the guidance on stalking orders", "National", "CSP Chair to write to the Minister",
         "CSP Chair", "Letter sent", "June 2026", "Letter sent 8.06.2026, reply awaited"],
    )  # fmt: skip
    return same_zip(word.bytes())


def town_council() -> bytes:
    """A town council's list kept by its clerk: short words, initials, no reference, dates without a year, a done sheet."""
    book, sheet = started("To do")
    put(sheet, 1, 1, [
        ["What", "Agreed at", "Who", "When", "How's it going"],
        ["Mend the clock", "Full Council 7 Sept 2026", "Clerk", "before Christmas", "Clockmaker visiting 3 Nov"],
        ["New bench at the war memorial", "Full Council 7 Sept 2026", "JT", "30 Oct 2026", "Ordered"],
        ["Reply to county about 20mph", "Planning 21 Sept 2026", "Clerk/Cllr Noakes", "16 Oct 2026", "Sent"],
        ["Get quotes for the toilets roof", "Full Council 5 Oct 2026", "JT", "next meeting", "One of three received"],
    ])  # fmt: skip
    done = book.create_sheet("Done")
    put(done, 1, 1, [
        ["What", "Agreed at", "Who", "When", "How's it going"],
        ["Paint the railings", "Full Council 1 June 2026", "JT", "31 Aug 2026", "Finished 20 August"],
    ])  # fmt: skip
    return saved(book)


def school_trust() -> bytes:
    """An academy trust's plan after inspection: terms and half terms, people with Mr and Mrs, a cost, review points."""
    word = Word("Rapid improvement plan: Highcroft Primary")
    word.doc.add_paragraph("Agreed by the local board 14 September 2026")
    word.doc.add_heading("Key issue 1: Pupils do not read often enough", 2)
    head = ["Action", "Who", "Start", "Finish", "Cost", "Success looks like", "Review (Dec)"]
    word.table(
        head,
        ["Daily reading for 20 minutes in every class", "All class teachers", "Sept 2026", "July 2027", "£0", "90% read daily", "In place in 9 of 11 classes"],
        ["Buy decodable books for Year 1", "Mrs Adeyinka", "Sept 2026", "Oct half term 2026", "£1,850", "All sets complete", "Bought"],
    )  # fmt: skip
    word.doc.add_heading("Key issue 2: Absence is too high", 2)
    word.table(
        head,
        [
            "Weekly attendance meeting",
            "Mr Jonah Lyle, Mrs Pratt",
            "Sept 2026",
            "Ongoing",
            "£0",
            "Absence below 5.5%",
            "6.1% this term",
        ],
        [
            "Breakfast club, free for three terms",
            "School Business Manager",
            "Jan 2027",
            "Dec 2027",
            "£9,000",
            "40 attend",
            "",
        ],
    )
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "shires-joint-inspection.docx": joint_inspection,
    "shires-net-zero.xlsx": net_zero,
    "shires-adult-review.docx": adult_review,
    "shires-fire-authority.xlsx": fire_authority,
    "shires-homicide.docx": homicide,
    "shires-town-council.xlsx": town_council,
    "shires-school-trust.docx": school_trust,
    "shires-young-carers.csv": EXPORT.encode,
    "shires-flood-debrief.txt": MAIL.encode,
    "shires-park.html": PARK.encode,
}
