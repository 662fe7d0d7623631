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


FILES: dict[str, Callable[[], bytes]] = {
    "export-planner.xlsx": planner,
    "export-asana.csv": ASANA.encode,
    "export-trello.json": trello,
    "export-smartsheet.csv": SMARTSHEET.encode,
    "export-jira.csv": JIRA.encode,
}
