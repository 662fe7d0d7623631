"""PDF files: ruled over several pages with rows cut by them, columns without lines, turned pages, stripes, colour keys."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.adapters.documents.pdfs import coloured, printed

HEAD = ["Ref", "Recommendation", "Action", "Lead", "Due date", "RAG", "Progress"]


def ruled_over_pages() -> bytes:
    """Header again on each page, a row cut by the page, a running foot."""
    long = (
        "Review every open case with the team manager, write down what is to change in each of them, agree the change "
        "with the family and the school, and put a date on it so that the panel can see whether it has been kept."
    )
    rows = [
        HEAD,
        ["1", "Plans drift", "Set a review date for each plan", "Wilf Danby", "30 April 2026", "Amber", "Half are set"],
        ["2", "Supervision is thin", "Hold supervision each month and record it in the new template",
         "Head of Safeguarding", "Ongoing", "Green", "Template in use since January"],
        ["3", "Cases stay open", long, "Mabel Court / Wilf Danby", "31/09/2026", "Red", long.replace("Review", "We began to review")],
        ["4", "Thresholds differ", "Publish one threshold document", "Safeguarding Partnership Manager", "Sept 2026",
         "Amber", ""],
        ["5", "Children are not asked", "Ask each child what went well", "Mabel Court", "", "", "Tool chosen"],
        ["6", "Audits find the same again", "Close the loop: re-audit after three months", "Quality Assurance Lead",
         "Q4 2026/27", "Green", ""],
    ]  # fmt: skip
    return printed(
        rows,
        titles=["Fernhill Council Children's Services: Ofsted Action Plan", "Version 3, 12 February 2026"],
        widths=[28, 90, 130, 90, 70, 45, 130],
        size=(A4[1], 330),
        foot="Fernhill Council Ofsted Action Plan",
    )


def columns_without_lines() -> bytes:
    """No line anywhere: headings over columns, gaps between rows, themes across, on two pages."""
    rows = [
        ["No", "Action", "Responsible officer", "Timescale", "Status"],
        ["1.1", "Adopt a new code of conduct for members and officers alike", "Monitoring Officer", "May 2026", "On track"],
        ["1.2", "Train every committee chair", "Dilys Penn", "30/06/2026", "Complete"],
        ["1.3", "Publish gifts and hospitality each quarter on the website", "Dilys Penn & Arlo Finch", "Ongoing",
         "On track"],
        ["2.1", "Write a risk register that the audit committee sees at every meeting", "Head of Internal Audit",
         "Autumn 2026", "At risk"],
        ["2.2", "Test the business continuity plan", "Arlo Finch", "w/c 14 September 2026", "Not started"],
        ["2.3", "Review the whistleblowing policy with the unions", "Monitoring Officer", "31/11/2026", "Not started"],
    ]  # fmt: skip
    return printed(
        rows,
        titles=["Greywater District Council", "Governance Improvement Plan", "As at 3 March 2026"],
        widths=[40, 220, 130, 110, 90],
        ruled=False,
        padding=7,
        size=(A4[1], 300),
        foot="Governance Improvement Plan",
    )


def colours_and_a_key() -> bytes:
    """RAG by fill alone; the key stands in a box of its own under the table, and blue is complete."""
    rows = [
        ["Ref", "What we will do", "Who", "By when", "RAG"],
        ["P1", "Open a one-stop shop for planning advice", "Development Manager", "31 May 2026", ""],
        ["P2", "Decide small cases in six weeks", "Development Manager", "31 July 2026", ""],
        ["P3", "Put all files online", "Elin Howe", "28 Feb 2026", ""],
        ["P4", "Visit sites in pairs", "Elin Howe, Joss Pike", "Jan 2027", ""],
        ["P5", "Report appeals to members", "Joss Pike", "tbc", ""],
    ]
    colours = ["FFC000", "FF0000", "0070C0", "00B050"]
    return printed(
        rows,
        titles=["Saltmere Planning Service: Peer Review Action Plan"],
        widths=[40, 260, 150, 110, 60],
        styles=[coloured(row, 4, colour) for row, colour in enumerate(colours, 1)],
        notes=["Key:", "Red = not on track", "Amber = some slippage", "Green = on track", "Blue = completed"],
    )


def turned(rotation: int) -> Callable[[], bytes]:
    """A landscape table on an upright page that the reader turns, as scanners and Word print it."""

    def make() -> bytes:
        file = io.BytesIO()
        width, height = landscape(A4)
        canvas = Canvas(file, pagesize=A4, invariant=1)
        canvas.setPageRotation(rotation)
        if rotation == 90:
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
        else:
            canvas.translate(0, A4[1])
            canvas.rotate(-90)
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(40, height - 50, "Hollin Council Recovery Plan: Actions")
        rows = [
            ["Ref", "Action", "Lead", "Target date", "RAG"],
            ["1", "Freeze all vacant posts", "Chief Executive", "1 April 2026", "Green"],
            ["2", "Sell the old town hall", "Head of Assets", "Q1 2027/28", "Red"],
            ["3", "Renegotiate the leisure contract", "Head of Assets / Tam Orde", "30.9.26", "Amber"],
        ]
        draw(canvas, rows, [40, 320, 170, 110, 80], 40, height - 80, 26)
        canvas.showPage()
        canvas.save()
        del width
        return file.getvalue()

    return make


def draw(
    canvas: Canvas, rows: Sequence[Sequence[str]], widths: Sequence[float], left: float, top: float, step: float
) -> None:
    """A ruled table with one line of text in each cell."""
    canvas.setStrokeColor(black)
    canvas.setFont("Helvetica", 9)
    for down in range(len(rows) + 1):
        canvas.line(left, top - down * step, left + sum(widths), top - down * step)
    for across in range(len(widths) + 1):
        place = left + sum(widths[:across])
        canvas.line(place, top, place, top - len(rows) * step)
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            canvas.drawString(left + sum(widths[:across]) + 4, top - down * step - 16, text)


def stripes_and_a_cover() -> bytes:
    """A cover page, and then a table whose rows are only set apart by pale stripes."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), invariant=1)
    canvas.setFont("Helvetica-Bold", 24)
    canvas.drawString(80, 400, "Equality and Inclusion Action Plan")
    canvas.setFont("Helvetica", 14)
    canvas.drawString(80, 370, "Norham Regis Town Council")
    canvas.drawString(80, 350, "Published 1 December 2025")
    canvas.showPage()
    rows = [
        ["Ref", "Objective", "Action", "Owner", "Deadline"],
        ["1", "Know our residents", "Ask for equality data in every survey", "Policy Team", "31 March 2026"],
        ["2", "Fair recruitment", "Take names off application forms", "Una Frobisher", "June 2026"],
        ["3", "Open buildings", "Fit hearing loops in all public rooms", "Facilities Manager", "2026/27"],
        ["4", "Plain language", "Rewrite the twenty most read letters", "Una Frobisher", "Spring 2026"],
    ]
    widths = [40, 150, 270, 140, 110]
    canvas.setFont("Helvetica", 10)
    for down, row in enumerate(rows):
        top = 520 - down * 30
        canvas.setFillColor(HexColor("#1F3864" if not down else "#EEF2F8" if down % 2 else "#FFFFFF"))
        canvas.rect(40, top - 20, sum(widths), 30, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#FFFFFF" if not down else "#000000"))
        for across, text in enumerate(row):
            canvas.drawString(44 + sum(widths[:across]), top - 8, text)
    canvas.setFillColor(black)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(40, 30, "Norham Regis Town Council  |  Page 2 of 2")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "pdf-ruled-over-pages.pdf": ruled_over_pages,
    "pdf-columns-without-lines.pdf": columns_without_lines,
    "pdf-colours-and-a-key.pdf": colours_and_a_key,
    "pdf-turned-right.pdf": turned(90),
    "pdf-turned-left.pdf": turned(270),
    "pdf-stripes-and-a-cover.pdf": stripes_and_a_cover,
}
