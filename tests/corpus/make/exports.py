"""Exports of the tools in which councils keep their plans before they have one of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.corpus.make.excel import fill, put, saved, started

ASANA = """Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,RAG
1201,2026-01-05,,2026-03-01,Write the tenancy sustainment offer,Prevention,Nell Ostler,nell.ostler@example.org,2026-02-01,2026-05-29,,First draft with the board,Homes Plan,,Amber
1202,2026-01-05,2026-02-20,2026-02-20,Agree referral form,Prevention,Kofi Tranter,kofi.tranter@example.org,,2026-02-27,,,Homes Plan,,Green
1203,2026-01-06,,2026-02-11,Lease ten flats,Supply,,,,2026-09-30,,"Two landlords interested, one signed",Homes Plan,,Red
1204,2026-01-06,,2026-02-11,Report to scrutiny,Supply,Nell Ostler,nell.ostler@example.org,,,,,Homes Plan,,
"""

JIRA = """Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Due date,Resolved,Description
Replace the case system,DIG-14,10014,Task,In Progress,High,Orsolya Beck,03/31/2026 12:00 AM,,Supplier chosen
Close the old portal,DIG-15,10015,Task,Done,Medium,Lew Harding,02/13/2026 12:00 AM,02/10/2026 4:15 PM,
Move forms online,DIG-16,10016,Task,To Do,Medium,Orsolya Beck,06/05/2026 12:00 AM,,
Train the champions,DIG-17,10017,Task,To Do,Low,,09/18/2026 12:00 AM,,
"""

SMARTSHEET = """Task Name,Assigned To,Start Date,End Date,% Complete,Status,RAG,Comments
Adopt the new constitution,Monitoring Officer,01/02/26,31/05/26,40%,In Progress,Yellow,Working group has met
Review the scheme of delegation,"Perdita Voss, Monitoring Officer",01/04/26,30/09/26,0%,Not Started,Red,
Recruit a head of audit,HR Director,01/03/26,15/06/26,100%,Complete,Green,Started on 1 June
Publish the pay policy,HR Director,01/05/26,31/12/26,10%,In Progress,Green,
"""

LISTS = """ListSchema={"schemaXmlList":["<Field Type=\\"Text\\" Name=\\"Title\\" DisplayName=\\"Action\\" Required=\\"TRUE\\" />","<Field Type=\\"User\\" Name=\\"Owner\\" DisplayName=\\"Owner\\" />","<Field Type=\\"DateTime\\" Name=\\"DueBy\\" DisplayName=\\"Due by\\" Format=\\"DateOnly\\" />"]}
"Action","Strand","Owner","Joint owner","Due by","BRAG","Stage","Latest position","Evidence link","ID","Modified","Created","Created By","Modified By","Item Type","Path"
"Publish a threshold document for all partners","Front door","Corin Hale","","2026-07-31T00:00:00Z","Blue","Closed","Published 22 July","https://ourcouncil.sharepoint.example/t.docx","14","2026-07-28T09:12:44Z","2026-02-03T11:00:10Z","Wyn Tasker","Corin Hale","Item","sites/MASH/Lists/Improvement actions"
"Put a health visitor in the front door two days a week","Front door","Mags Ellery","Corin Hale","2026-12-11T00:00:00Z","Amber","In progress","Post out to advert twice","","15","2026-11-09T15:40:01Z","2026-02-03T11:03:55Z","Wyn Tasker","Mags Ellery","Item","sites/MASH/Lists/Improvement actions"
"Dip sample 20 contacts each month","Quality","Wyn Tasker","","2027-03-31T00:00:00Z","Green","In progress","October sample done","","17","2026-11-02T10:22:18Z","2026-02-10T08:30:00Z","Wyn Tasker","Wyn Tasker","Item","sites/MASH/Lists/Improvement actions"
"Agree an escalation route with schools","Quality","","","","Red","Not started","","","21","2026-10-20T16:05:09Z","2026-10-20T16:05:09Z","Mags Ellery","Mags Ellery","Item","sites/MASH/Lists/Improvement actions"
"""

SERVICENOW = """"number","parent","short_description","assigned_to","assignment_group","state","priority","due_date","opened_at","closed_at","sys_updated_on","work_notes"
"PTASK0010412","PRJ0004410","Replace the unsupported social care portal server","Nadir Shaw","Infrastructure","Work in Progress","2 - High","2026-12-31 17:00:00","2026-03-02 09:10:31","","2026-11-12 14:22:07","Build done, test data next week"
"PTASK0010413","PRJ0004410","Turn on multi-factor sign-in for all councillors","Greta Holm","Cyber Security","Closed Complete","1 - Critical","2026-06-30 17:00:00","2026-03-02 09:12:02","2026-06-19 11:05:44","2026-06-19 11:05:44",""
"PTASK0010420","PRJ0004410","Run a ransomware exercise with gold command","Greta Holm","Cyber Security","Open","3 - Moderate","2027-02-26 17:00:00","2026-04-20 15:44:19","","2026-04-20 15:44:19",""
"PTASK0010421","PRJ0004410","Retire the old payroll database","","Applications","Closed Skipped","4 - Low","","2026-04-20 15:50:00","2026-09-01 10:00:00","2026-09-01 10:00:00","Not needed, supplier hosts it"
"""

SHEET = """Done,RAG,Task,Owner,Support,Baseline Finish,Finish,Variance,% Complete,Latest Comment
,,Getting ready for winter,,,,,,,
true,Blue,Agree surge beds with three homes,Lena Frost,Brokerage,30/09/26,30/09/26,0,100%,Contracts signed 24/9
false,Yellow,Run a falls pick-up service at weekends,Bryn Hale,Ambulance Service,31/10/26,30/11/26,30,60%,Van ordered
,,Getting people home,,,,,,,
false,Red,Cut waits for a care package to 2 days,Head of Brokerage,,30/06/26,31/01/27,215,35%,Average is 4.1 days
false,Green,Put a social worker on every ward round,Lena Frost,"Ward Managers",31/12/26,31/12/26,0,70%,
"""


def planner() -> bytes:
    """Microsoft Planner's workbook: facts about the plan, a blank row, and its own headings."""
    book, sheet = started("Tasks")
    put(sheet, 1, 1, [
        ["Plan name", "Family Hubs Delivery Plan"],
        ["Plan ID", "AbCdEfGhIjKlMnOpQr"],
        ["Date of export", date(2026, 3, 3)],
        [],
        ["Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By", "Created Date",
         "Start date", "Due date", "Is Recurring", "Late", "Completed Date", "Completed By", "Completed Checklist Items",
         "Checklist Items", "Labels", "Description"],
        ["x1Aa", "Open the Elm Road hub", "Buildings", "In progress", "Important", "Rhoda Pell", "Admin", "01/12/2025",
         "05/01/2026", "30/06/2026", "false", "false", "", "", "1/3", "Lease;Fit out;Launch", "", "Lease signed"],
        ["x2Bb", "Train twelve outreach workers", "People", "Not started", "Medium", "Rhoda Pell;Jem Castle", "Admin",
         "01/12/2025", "", "30/09/2026", "false", "false", "", "", "", "", "", ""],
        ["x3Cc", "Agree a data sharing protocol", "People", "Completed", "Urgent", "Jem Castle", "Admin", "01/12/2025",
         "", "31/01/2026", "false", "false", "28/01/2026", "Jem Castle", "", "", "", ""],
        ["x4Dd", "Choose a name with parents", "Buildings", "Not started", "Low", "", "Admin", "01/12/2025", "", "",
         "false", "false", "", "", "", "", "", ""],
    ])  # fmt: skip
    sheet["B3"].number_format = "dd/mm/yyyy"
    fill(sheet, "A5", "D9D9D9")
    return saved(book)


def trello() -> bytes:
    """A Trello board: lists, cards, members, labels and checklists."""
    board: dict[str, Any] = {
        "name": "Town Centre Recovery Plan",
        "dateLastActivity": "2026-03-02T10:00:00.000Z",
        "lists": [
            {"id": "l1", "name": "To do", "closed": False, "pos": 1},
            {"id": "l2", "name": "Doing", "closed": False, "pos": 2},
            {"id": "l3", "name": "Done", "closed": False, "pos": 3},
        ],
        "members": [
            {"id": "m1", "fullName": "Isolde Hart", "username": "isolde"},
            {"id": "m2", "fullName": "Gus Marlowe", "username": "gus"},
        ],
        "labels": [{"id": "c1", "name": "Red", "color": "red"}, {"id": "c2", "name": "", "color": "green"}],
        "checklists": [
            {"id": "k1", "idCard": "t1", "name": "Steps",
             "checkItems": [{"name": "Ask the traders", "state": "complete"}, {"name": "Draw the stalls", "state": "incomplete"}]},
        ],
        "cards": [
            {"id": "t1", "idShort": 1, "name": "Hold a night market", "desc": "Licence applied for", "idList": "l2", "closed": False,
             "due": "2026-06-19T17:00:00.000Z", "dueComplete": False, "idMembers": ["m1"], "labels": [{"name": "Red", "color": "red"}],
             "idChecklists": ["k1"], "pos": 1},
            {"id": "t2", "idShort": 2, "name": "Fill six empty shops", "desc": "", "idList": "l1", "closed": False, "due": None,
             "dueComplete": False, "idMembers": ["m1", "m2"], "labels": [], "idChecklists": [], "pos": 2},
            {"id": "t3", "idShort": 3, "name": "Plant trees in Market Square", "desc": "", "idList": "l3", "closed": False,
             "due": "2026-02-27T12:00:00.000Z", "dueComplete": True, "idMembers": ["m2"], "labels": [], "idChecklists": [], "pos": 3},
            {"id": "t4", "idShort": 4, "name": "Old idea", "desc": "", "idList": "l1", "closed": True, "due": None,
             "dueComplete": False, "idMembers": [], "labels": [], "idChecklists": [], "pos": 4},
        ],
    }  # fmt: skip
    return json.dumps(board, indent=1).encode()


# Each action as a card of labels, one below the other, as a system of audits prints its report.
CARDS = (
    ("IA 25/26 014.1", "Reconcile the housing rents account monthly", "Four months without a reconciliation", "Priya Lall",
     "Head of Finance", "30/09/2026", "75%", "Overdue", "July to September reconciled"),
    ("IA 25/26 014.2", "Write a procedure for rent write-offs", "No procedure since the restructure", "Des Okell",
     "Head of Finance", "31/07/2026", "100%", "Completed", "Approved by s151 officer"),
    ("IA 25/26 021.1", "Remove leavers from the payroll system within 5 days", "Eleven leavers still had access",
     "Payroll Manager", "Head of HR", "31/01/2027", "40%", "In Progress", "Monthly report set up"),
)  # fmt: skip


def cards() -> bytes:
    """A workbook without a table: the same labels again for each action."""
    book, sheet = started("Actions")
    sheet.append(["Internal Audit follow up – Corporate Resources"])
    sheet.append([])
    for code, title, found, owner, manager, due, done, status, note in CARDS:
        sheet.append(["Action Code", code, "Title", title])
        sheet.append(["Description", found])
        sheet.append(["Assigned To", owner, "Managed By", manager])
        sheet.append(["Progress Bar", done, "Due Date", due])
        sheet.append(["Latest Note", note, "Status", status])
        sheet.append([])
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "export-planner.xlsx": planner,
    "export-asana.csv": ASANA.encode,
    "export-trello.json": trello,
    "export-smartsheet.csv": SMARTSHEET.encode,
    "export-jira.csv": JIRA.encode,
    "export-lists-with-a-schema.csv": LISTS.encode,
    "export-servicenow.csv": SERVICENOW.encode,
    "export-sheet-with-lines.csv": SHEET.encode,
    "export-cards-of-an-audit.xlsx": cards,
}
