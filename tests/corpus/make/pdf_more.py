"""More PDF files, drawn line by line: rows cut as Word cuts them, level rules only, no rules at all, keys in columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

Row = Sequence[str]  # a cell may have several lines


class Sheet:
    """A landscape page on which text and tables are put from the top down."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=landscape(A4), invariant=1)
        self.top = landscape(A4)[1] - 50
        self._page = 1

    def text(self, text: str, size: float = 9, left: float = 40) -> None:
        """One line of text."""
        self.canvas.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
        self.canvas.drawString(left, self.top - size, text)
        self.top -= size * 1.6

    def table(self, rows: Sequence[Row], widths: Sequence[float], *, rules: str = "grid", gap: float = 6) -> None:
        """A table with `grid`, `level` or `no` rules; `gap` is the room around the text of a row."""
        self.canvas.setFont("Helvetica", 9)
        self.canvas.setStrokeColor(black)
        right = 40 + sum(widths)
        for row in rows:
            height = 11 * max(cell.count("\n") + 1 for cell in row) + gap
            for across, cell in enumerate(row):
                left = 44 + sum(widths[:across])
                for down, line in enumerate(cell.split("\n")):
                    self.canvas.drawString(left, self.top - gap / 2 - 8 - 11 * down, line)
            if rules != "no":
                self.canvas.line(40, self.top, right, self.top)
                self.canvas.line(40, self.top - height, right, self.top - height)
            if rules == "grid":
                for across in range(len(widths) + 1):
                    left = 40 + sum(widths[:across])
                    self.canvas.line(left, self.top, left, self.top - height)
            self.top -= height

    def page(self, foot: str = "") -> None:
        """End the page, with a foot."""
        if foot:
            self.canvas.setFont("Helvetica", 8)
            self.canvas.drawString(40, 25, f"{foot} - page {self._page}")
        self.canvas.showPage()
        self._page += 1
        self.top = landscape(A4)[1] - 50

    def bytes(self, foot: str = "") -> bytes:
        """The file."""
        self.page(foot)
        self.canvas.save()
        return self._file.getvalue()


def cut_as_word_cuts() -> bytes:
    """A row goes on below the repeated header, its first cells blank; running head and foot on each page."""
    sheet = Sheet()
    head = ["Ref", "Recommendation", "Action", "Lead", "Completion\ndate", "RAG", "Comments"]
    widths = [35, 140, 200, 110, 75, 50, 140]
    sheet.text("Appendix B")
    sheet.text("Tolverton Council Special Measures Improvement Plan", 14)
    sheet.table([
        head,
        ["1", "Take decisions sooner", "Bring the call-in period down to\nfive working days", "Monitoring Officer",
         "30/04/2026", "Green", "Agreed by council"],
        ["2", "Give residents who\ncomplain an answer that\nsays what will change", "Rewrite the complaints policy,\ntrain the staff who answer, and",
         "Complaints and\nLearning Manager", "September\n2026", "Amber", "Draft with the\nlegal team; the\nombudsman has"],
    ], widths)  # fmt: skip
    sheet.page("Tolverton Improvement Plan")
    sheet.text("Appendix B")
    sheet.table([
        head,
        ["", "and by when", "publish what was learned from\ncomplaints each quarter", "", "", "", "seen it"],
        ["", "", "Ring everyone who waits longer than\na month", "Duty Officer", "Ongoing", "Green", ""],
        ["3", "Know what is owed", "Reconcile the debtors ledger", "Head of Finance\n/ Petra Lisle", "31/06/2026", "Red", ""],
    ], widths)  # fmt: skip
    return sheet.bytes("Tolverton Improvement Plan")


def level_rules_only() -> bytes:
    """Rules between the rows and none between the columns; cells of several lines."""
    sheet = Sheet()
    sheet.text("Bexwold Parish and Town Partnership", 14)
    sheet.text("Flood Response Action Log, 9 January 2026")
    sheet.table([
        ["Action", "Owner", "Due", "Status", "Update"],
        ["Clear the culvert under\nMill Lane before the\nspring rain", "County Highways", "27 February 2026", "Complete",
         "Cleared on 20 February"],
        ["Buy forty sandbags for\neach ward", "Gwil Tarrant", "31 March 2026", "In progress", "Quotes received"],
        ["Agree who opens the\nrest centre at night", "Emergency Planning\nOfficer", "mid April 2026", "Not started", ""],
        ["Map the springs", "Gwil Tarrant", "Summer 2026", "Not started", "Volunteer found"],
    ], [170, 150, 130, 100, 180], rules="level")  # fmt: skip
    return sheet.bytes("Flood log")


def tight_without_rules() -> bytes:
    """No rules and no gaps: only the refs say where a row begins."""
    sheet = Sheet()
    sheet.text("Ormsdale Fire Authority Assurance Plan", 14)
    sheet.top -= 10
    sheet.table([
        ["Ref", "Action", "Lead officer", "Deadline", "Progress so far"],
        ["1", "Check every hydrant in the district\nand tag those that leak", "Station Commander", "31/05/2026", "412 of 900 checked"],
        ["2", "Visit each care home\nwith the new checklist", "Ivo Skene", "Q3 2026/27", "Checklist agreed with\nthe care association"],
        ["3", "Write to landlords", "Ivo Skene", "1 Sept 2026", ""],
        ["4", "Train two more\ninvestigators", "Head of Training", "tba", "Course booked"],
    ], [40, 240, 150, 110, 190], rules="no", gap=0)  # fmt: skip
    return sheet.bytes()


def key_in_columns() -> bytes:
    """A colour key of four boxes side by side above the table, with its meanings below them."""
    sheet = Sheet()
    sheet.text("Quarndale Borough Domestic Abuse Strategy: Delivery Plan 2026/27", 13)
    left = 40
    for colour, name in (("FF0000", "RED"), ("FFC000", "AMBER"), ("00B050", "GREEN"), ("0070C0", "BLUE")):
        sheet.canvas.setFillColor(HexColor(f"#{colour}"))
        sheet.canvas.rect(left, sheet.top - 18, 120, 18, stroke=0, fill=1)
        sheet.canvas.setFillColor(white)
        sheet.canvas.setFont("Helvetica-Bold", 9)
        sheet.canvas.drawString(left + 40, sheet.top - 12, name)
        left += 130
    sheet.canvas.setFillColor(black)
    sheet.canvas.setFont("Helvetica", 8)
    for place, meaning in enumerate(("Not started", "Under way, delayed", "Under way, on time", "Complete")):
        sheet.canvas.drawString(44 + 130 * place, sheet.top - 30, meaning)
    sheet.top -= 55
    sheet.table([
        ["Ref", "Commitment", "Action", "Lead agency", "By when", "RAG"],
        ["1a", "Safe homes", "Open eight refuge places", "Housing Options\nManager", "31/12/2026", "Amber"],
        ["1b", "", "Fit locks within two days", "Repairs Team", "1 July 2026", "Green"],
        ["2a", "Children first", "Put a worker in each family hub", "Tessaly Ward", "Sept 2026", "Blue"],
        ["2b", "", "Train school leads", "Tessaly Ward /\nVirtual School", "Autumn term 2026", "Red"],
    ], [40, 130, 230, 130, 110, 70])  # fmt: skip
    return sheet.bytes("Delivery plan")


def lists_in_cells() -> bytes:
    """Numbered tasks with numbered dates and leads beside them; one date too few for the last."""
    sheet = Sheet()
    sheet.text("Strelby Council Workforce Plan 2026", 14)
    sheet.table([
        ["Objective", "Tasks", "Responsible", "Target date", "Progress"],
        ["A) Keep our people", "1) Ask leavers why they go\n2) Offer flexible hours\n3) Set up a mentoring scheme",
         "1) & 2) HR Manager\n3) Wren Adeyo", "1) May 2026\n2) July 2026\n3) Oct 2026", "1) Form in use"],
        ["B) Pay fairly", "1) Review the grades\n2) Consult the unions\n3) Report to council",
         "Head of Pay", "1) to 2) June 2026\n3) Dec 2026", "2) First meeting held"],
        ["C) Look after health", "1) Train mental health first aiders\n2) Buy chairs\n3) Audit sickness",
         "Wren Adeyo", "May 2026\nJune 2026", ""],
    ], [120, 210, 140, 120, 140])  # fmt: skip
    return sheet.bytes()


FILES: dict[str, Callable[[], bytes]] = {
    "pdf-cut-as-word-cuts.pdf": cut_as_word_cuts,
    "pdf-level-rules-only.pdf": level_rules_only,
    "pdf-tight-without-rules.pdf": tight_without_rules,
    "pdf-key-in-columns.pdf": key_in_columns,
    "pdf-lists-in-cells.pdf": lists_in_cells,
}
