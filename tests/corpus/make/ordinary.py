"""Five plans as they are published every week: how an ordinary plan is read at first sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.adapters.documents.office import Word
from tests.corpus.make.excel import put, saved, started
from tests.corpus.make.fixed import same_zip

TRACKER = """Recommendation Ref,Recommendation,Agreed?,Responsible Officer,Target Date,Progress (July 2026),RAG
SCR1,Publish the complaints data each quarter,Yes,Customer Relations Manager,30/09/2026,First set due in October,Amber
SCR2,"Review the website, with residents who use screen readers",Yes,Ottilie Marsh,31/12/2026,,Green
SCR3,Give members a named contact in each service,Partly,Head of Democratic Services,ASAP,List drafted,Amber
SCR4,Hold two meetings a year outside the town hall,No,,,Not agreed by Cabinet,
"""

WEB = """<html><head><title>Council</title></head><body><h1>Autism strategy action plan 2026 to 2029</h1><p>Published: 12 June 2026</p>
<h2>Priority 1: Improving understanding</h2><table><thead><tr><th>Action</th><th>Lead</th><th>By when</th><th>How we will measure success</th></tr></thead>
<tbody><tr><td>1.1 Offer training to all schools</td><td>Education Psychology Service</td><td>July 2027</td><td>80% of schools trained</td></tr>
<tr><td>1.2 Run a campaign in shops</td><td>Public Health and Autism Alliance</td><td>Spring 2027</td><td>50 shops take part</td></tr></tbody></table>
<h2>Priority 2: Better health</h2><table><thead><tr><th>Action</th><th>Lead</th><th>By when</th><th>How we will measure success</th></tr></thead>
<tbody><tr><td>2.1 Offer yearly health checks</td><td>Dr Petra Lisle</td><td>March 2028</td><td>Uptake above 75%</td></tr></tbody></table></body></html>
"""


def inspection_plan() -> bytes:
    """A Word table under a heading, with a theme column that is blank where it goes on."""
    word = Word()
    word.doc.add_heading("Adult social care improvement plan", 1)
    word.doc.add_paragraph("Version 3 | 28 July 2026")
    word.table(
        ["Theme", "What inspectors found", "What we will do", "Owner", "Completion date", "Status", "Update"],
        ["Access", "People wait too long", "Recruit six social workers", "Principal Social Worker", "31/10/2026",
         "In progress", "Four have started"],
        ["", "Letters are hard to read", "Rewrite our ten most used letters", "Comms Manager / Una Drew", "30/11/2026",
         "Not started", ""],
        ["Carers", "Carers are not assessed", "Ring every carer known to us", "Carers Team", "Ongoing", "In progress",
         "212 calls made"],
        ["Leadership", "Audits are not acted on", "Report audit findings to the board each quarter", "Una Drew",
         "31/06/2026", "Complete", "First report in July"],
    )  # fmt: skip
    return same_zip(word.bytes())


def partnership_log() -> bytes:
    """A workbook of a partnership: frozen header, RAG letters, real dates, a column of months past."""
    book, sheet = started("Live actions")
    put(sheet, 1, 1, [
        ["Community Safety Partnership: live actions", "", "", "", "", "", "Updated", date(2026, 8, 3)],
        ["Ref", "Priority", "Action", "Lead agency", "Lead officer", "Due date", "RAG", "Latest update"],
        ["CSP01", "Night-time economy", "Fund street marshals until Easter", "Council", "Neil Wray", date(2027, 3, 28), "G", "Grant awarded"],
        ["CSP02", "Night-time economy", "Train door staff on spiking", "Police", "Insp Kay Lowther", date(2026, 10, 30), "A", ""],
        ["CSP03", "Hate crime", "Open three reporting centres", "Council", "Neil Wray", date(2026, 9, 30), "R", "One centre open"],
        ["CSP04", "Hate crime", "Visit every secondary school", "Police", "PC Abi Stroud", "Summer term 2027", "G", ""],
    ])  # fmt: skip
    sheet.freeze_panes = "A3"
    for row in range(1, 7):
        for column in (6, 8):
            if isinstance(sheet.cell(row, column).value, date):
                sheet.cell(row, column).number_format = "dd/mm/yyyy"
    return saved(book)


PASTED = """Medicines safety action plan – Ward 7 – agreed 4 August 2026

Action\tBy whom\tBy when\tEvidence\tRAG
Lock the trolley between rounds\tWard Manager\tImmediately\tSpot checks\tGreen
Double sign all controlled drugs\tAll registered nurses\t31 Aug 2026\tRegister\tAmber
Teach agency staff the new chart\tPractice Educator, Bryony Tull\tSept 2026\tTraining log\tRed
"""

FILES: dict[str, Callable[[], bytes]] = {
    "ordinary-inspection-plan.docx": inspection_plan,
    "ordinary-partnership-log.xlsx": partnership_log,
    "ordinary-scrutiny-tracker.csv": TRACKER.encode,
    "ordinary-strategy.html": WEB.encode,
    "ordinary-ward-plan.txt": PASTED.encode,
}
