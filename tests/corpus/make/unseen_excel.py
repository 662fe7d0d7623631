"""Workbooks of regulators, partnerships and planning tools, with what people leave in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.corpus.make.excel import fill, put, saved, started

DAYS = "dd/mm/yyyy"


def _dates(sheet: Any, *columns: int, pattern: str = DAYS) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.column in columns and isinstance(cell.value, date):
                cell.number_format = pattern


def fire_with_a_legend_sheet() -> bytes:
    """Fire inspection: causes of concern merged right across, purple explained on a sheet of its own, end dates."""
    book, sheet = started("HMICFRS Improvement Plan")
    put(sheet, 1, 1, [
        ["Westmarch Fire and Rescue Service"],
        ["HMICFRS Improvement Plan 2025-27"],
        ["Report to Performance Board:", "", date(2026, 1, 22)],
        [],
        ["Ref", "Area for improvement", "Action", "Owner", "Start date", "End date", "BRAG", "Commentary"],
        ["Cause of concern: Protection"],
        ["P.01", "The service should target its highest-risk buildings", "Score every care home and hospital",
         "Area Manager Protection", date(2025, 9, 1), date(2026, 3, 31), "Amber", "61% scored"],
        ["P.02", "The service should have enough inspectors", "Recruit six inspecting officers", "GM Hattie Lorne",
         date(2025, 9, 1), date(2025, 12, 19), "Purple", "All six began in November"],
        ["P.03", "The service should have enough inspectors", "Pay a retention allowance", "Head of People",
         date(2025, 10, 1), date(2026, 1, 31), "Blue", "Paid since December"],
        ["Area for improvement: Culture"],
        ["C.01", "The service should act on unacceptable behaviour", "Train all watch commanders to challenge",
         "Head of People", date(2025, 11, 3), date(2026, 6, 30), "Green", ""],
        ["C.02", "The service should hear from quiet voices", "Set up staff networks", "Oona Felling",
         date(2026, 2, 2), date(2026, 9, 30), "Not started", ""],
    ])  # fmt: skip
    for merged in ("A1:H1", "A2:H2", "A3:B3", "A6:H6", "A10:H10"):
        sheet.merge_cells(merged)
    _dates(sheet, 3, 5, 6)
    for cell, colour in (("G7", "FFC000"), ("G8", "7030A0"), ("G9", "0070C0"), ("G11", "00B050")):
        fill(sheet, cell, colour)
    put(book.create_sheet("Key"), 1, 1, [
        ["BRAG", "Meaning"],
        ["Purple", "Closed: signed off by the inspectorate"],
        ["Blue", "Complete, awaiting sign-off"],
        ["Green", "On track"],
        ["Amber", "At risk of delay"],
        ["Red", "Delayed"],
    ])  # fmt: skip
    return saved(book)


def housing_with_lists_and_errors() -> bytes:
    """A housing regulator's plan: `#N/A` for a lead, a hidden column, allowed words on a hidden sheet, text dates."""
    book, sheet = started("RSH action plan")
    put(sheet, 2, 2, [
        ["Consumer standards: C3 recovery plan", "", "", "", "", "", "", "Date printed", date(2026, 5, 5)],
        [],
        ["Standard", "ID", "What needs to change", "Task", "Lookup", "Task owner", "Deadline", "% complete", "RAG",
         "Notes"],
        ["Safety and Quality", "SQ1", "Electrical checks are out of date", "Check 1,140 homes", "EL", "Errol Vance",
         date(2026, 9, 30), 0.45, "A", "513 checked"],
        ["", "SQ2", "Electrical checks are out of date", "Publish the figures each month", "XX", "#N/A", date(2026, 6, 30),
         0, "R", ""],
        ["", "SQ3", "Damp cases are not followed up", "Ring every tenant six weeks after a repair", "RP",
         "Repairs Contact Team", "ongoing from May 2026", 0.1, "G", "Script agreed"],
        ["Transparency", "TR1", "Tenants do not know who to ask", "Send a yearly letter with names and numbers", "CM",
         "Comms", "Oct-26", 0, "#N/A", ""],
        ["", "TR2", "Complaints are answered late", "Answer stage 1 complaints in ten working days", "CM",
         "Complaints Manager / Comms", "31st December 2026", 0.75, "G", "82% in April"],
    ])  # fmt: skip
    _dates(sheet, 8, 10)
    for row in range(5, 10):
        sheet.cell(row, 9).number_format = "0%"
    for merged in ("B5:B7", "B8:B9"):
        sheet.merge_cells(merged)
    sheet.column_dimensions["F"].hidden = True
    lists: Any = book.create_sheet("lists")
    put(lists, 1, 1, [["R"], ["A"], ["G"], ["B"]])
    lists.sheet_state = "hidden"
    words = DataValidation(type="list", formula1="=lists!$A$1:$A$4")
    words.add("J5:J9")
    sheet.add_data_validation(words)
    sheet.conditional_formatting.add(
        "J5:J9", FormulaRule(formula=['$J5="A"'], fill=PatternFill("solid", bgColor="FFC000"))
    )
    return saved(book)


def smartsheet_with_indents() -> bytes:
    """A Smartsheet as Excel: objectives and tasks in one column, tasks indented, dates rolled up into objectives."""
    book, sheet = started("Healthy Weight Plan")
    rows = [
        (0, ["Children start school at a healthy weight", "", date(2026, 4, 1), date(2026, 10, 30), "", "In Progress", ""]),
        (1, ["Train health visitors in early feeding", "Ffion Maddox", date(2026, 4, 1), date(2026, 6, 26), "Green",
             "In Progress", "14 of 30 trained"]),
        (1, ["Open three breastfeeding cafes", "Family Hubs", date(2026, 5, 1), date(2026, 10, 30), "Yellow",
             "Not Started", ""]),
        (0, ["Neighbourhoods make it easy to move", "", date(2026, 4, 1), date(2027, 3, 31), "", "In Progress", ""]),
        (1, ["Light the canal path", "Highways", date(2026, 9, 1), date(2027, 3, 31), "Red", "Not Started",
             "Funding not found"]),
        (1, ["Start four walking groups", "Ffion Maddox, Leisure Trust", date(2026, 4, 1), date(2026, 7, 31), "Green",
             "Complete", "Six groups"]),
    ]  # fmt: skip
    put(
        sheet,
        1,
        1,
        [
            ["Task Name", "Assigned To", "Start", "Finish", "RAG", "Status", "Comments"],
            *(row for _, row in rows),
        ],
    )
    for number, (indent, _) in enumerate(rows, 2):
        sheet.cell(number, 1).alignment = Alignment(indent=indent, wrap_text=True)
        sheet.cell(number, 1).font = Font(bold=not indent)
    _dates(sheet, 3, 4, pattern="dd/mm/yy")
    return saved(book)


def planner_with_labels() -> bytes:
    """A newer export of Planner: month-first dates as text, labels that hold the RAG, checklists, a name in capitals."""
    book, sheet = started("Tasks")
    put(sheet, 1, 1, [
        ["Plan name", "SEND Area Partnership Priority Action"],
        ["Plan ID", "ZyXwVuTsRqPoNmLkJi"],
        ["Date of export", "04/22/2026"],
        [],
        ["Task ID", "Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Created By", "Created Date",
         "Start date", "Due date", "Is Recurring", "Late", "Completed Date", "Completed By", "Completed Checklist Items",
         "Checklist Items", "Labels", "Notes"],
        ["k1", "Clear the backlog of annual reviews", "EHC plans", "In progress", "Urgent", "Tamsin Groves", "Tamsin Groves",
         "01/14/2026", "02/02/2026", "07/17/2026", "false", "false", "", "", "1/2",
         "Count the backlog;Hire agency writers", "RAG: Red;Board", "410 reviews left"],
        ["k2", "Write a guide for parents", "EHC plans", "Completed", "Medium", "Parent Carer Forum;Tamsin Groves",
         "Tamsin Groves", "01/14/2026", "", "03/31/2026", "false", "false", "03/27/2026", "Tamsin Groves", "", "",
         "RAG: Green", ""],
        ["k3", "Agree therapy targets with the ICB", "Health", "Not started", "Important", "Dr Amit Sethi",
         "Tamsin Groves", "01/15/2026", "", "09/05/2026", "false", "false", "", "", "", "", "RAG: Amber", ""],
    ])  # fmt: skip
    return saved(book)


def partners_on_their_own_sheets() -> bytes:
    """A joint inspection: a front page of counts, then a sheet for each partner, each with columns of its own."""
    book, front = started("Dashboard")
    put(
        front,
        1,
        1,
        [
            ["Joint Targeted Area Inspection: partnership action plan"],
            ["Dashboard for the Executive, 30 January 2026"],
            [],
            ["Agency", "Open", "Closed", "Overdue"],
            ["Council", 2, 0, 0],
            ["Police", 1, 1, 1],
            ["Health", 2, 0, 0],
        ],
    )
    council: Any = book.create_sheet("Council")
    put(
        council,
        1,
        1,
        [
            ["Ref", "Finding", "Action", "Lead", "Due", "RAG"],
            [
                "C1",
                "Strategy meetings lack health",
                "Invite the hospital to every meeting",
                "MASH Manager",
                date(2026, 2, 27),
                "Green",
            ],
            [
                "C2",
                "Records do not show the child’s voice",
                "Add a box for the child’s own words",
                "Systems Team",
                date(2026, 4, 30),
                "Amber",
            ],
        ],
    )
    _dates(council, 5)
    police: Any = book.create_sheet("Police")
    put(
        police,
        1,
        1,
        [
            ["Constabulary return"],
            ["Action", "Owner", "Serial", "RAG", "Target"],
            ["Flag repeat missing children on the first call", "DCI Joan Tranmer", "P1", "Red", date(2025, 12, 31)],
            ["Brief response teams on exploitation", "Insp Dale Otty", "P2", "Closed", date(2026, 1, 16)],
        ],
    )
    _dates(police, 5, pattern="d mmm yyyy")
    health: Any = book.create_sheet("Health")
    put(
        health,
        1,
        1,
        [
            ["Number", "Organisation", "Required action", "By when", "Responsible officer", "Progress to date", "RAG"],
            [
                "H1",
                "Hospital Trust",
                "Put a safeguarding nurse in the emergency department",
                "March 2026",
                "Named Nurse",
                "Post advertised",
                "Amber",
            ],
            ["H2", "ICB", "Share GP alerts with the MASH", "Spring 2026", "Dr Cleo Batty", "", "Green"],
        ],
    )
    return saved(book)


def quarters_under_one_heading() -> bytes:
    """A whole-council plan: two header rows, quarters under `2025/26`, the first quarter blank, status in words."""
    book, sheet = started("Best Value plan")
    put(sheet, 1, 1, [
        ["Kirkmoor Council – Best Value Improvement Plan – March 2026"],
        ["Theme", "Action", "SRO", "Milestone date", "2025/26 progress", "", "", "", "Delivery confidence"],
        ["", "", "", "", "Q1", "Q2", "Q3", "Q4", ""],
        ["Finance", "Close three years of accounts", "S151 Officer", "Q3 25/26", "Two auditors left", "2022/23 signed",
         "2023/24 signed", "", "At risk"],
        ["Finance", "Rebuild the reserve to 5%", "S151 Officer", "31/3/27", "", "Plan agreed", "", "2.1% held", "On track"],
        ["Culture", "Adopt a code for members and officers", "Monitoring Officer", "Sept 24 (revised from June 24)",
         "Adopted in draft", "", "", "", "Delayed"],
        ["Culture", "Publish decisions within two days", "Democratic Services", "Complete - March 2025", "", "", "", "",
         "Complete"],
        ["Services", "Cut missed bins to 40 in 100,000", "Waste Manager", "asap", "", "", "", "55", "On track"],
    ])  # fmt: skip
    for merged in ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:H2", "I2:I3"):
        sheet.merge_cells(merged)
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "unseen-fire-with-a-legend-sheet.xlsx": fire_with_a_legend_sheet,
    "unseen-housing-with-lists-and-errors.xlsx": housing_with_lists_and_errors,
    "unseen-smartsheet-with-indents.xlsx": smartsheet_with_indents,
    "unseen-planner-with-labels.xlsx": planner_with_labels,
    "unseen-partners-on-their-own-sheets.xlsx": partners_on_their_own_sheets,
    "unseen-quarters-under-one-heading.xlsx": quarters_under_one_heading,
}
