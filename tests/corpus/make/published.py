"""Papers as councils and partnerships publish them: statements, responses and follow-ups as PDF and Word."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.adapters.documents.office import Word
from tests.corpus.make.fixed import same_zip


def _statement() -> bytes:
    """Headings with bullets below them, each with its lead and its date; the foot stands farther out than the text."""
    lines = [
        (18, "Joint targeted area inspection: statement of action"),
        (10, "The partnership accepts all findings. This statement sets out what we will do."),
        (14, "What needs to improve: information about adults is not shared with the front door"),
        (10, "• The police will send all public protection notices to the front door within 24 hours. Lead: Detective"),
        (10, "   Superintendent, Public Protection. By: 30 June 2025."),
        (
            10,
            "• Probation will place a practitioner in the front door three days a week. Lead: Head of Probation Delivery",
        ),
        (10, "   Unit. By: 1 September 2025."),
        (14, "What needs to improve: strategy meetings do not always involve health"),
        (10, "• The ICB will fund a health navigator until March 2027. Lead: Chief Nurse. By: 31 July 2025."),
        (10, "• The Designated Doctor will brief all GP practices. Lead: Designated Doctor. By: end of May 2025."),
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    top = A4[1] - 60
    for size, text in lines:
        canvas.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        canvas.drawString(42 + 4 * (len(text) - len(text.lstrip())), top, text.lstrip())
        top -= size * (1.2 if size == 10 else 1.8)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(30, 20, "Ellerby Safeguarding Children Partnership")
    canvas.drawRightString(A4[0] - 20, 20, "Page 1")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _follow_up() -> bytes:
    """Each recommendation is one paragraph, with labels at the beginning of its lines."""
    made = Word("Follow-up of audit recommendations")
    made.doc.add_paragraph(
        "Report of the Head of Internal Audit to the Governance and Audit Committee, 27 November 2025"
    )
    for title, texts in _FOLLOWED.items():
        made.doc.add_heading(title, level=2)
        for text in texts:
            made.doc.add_paragraph(text.replace(" // ", "\n"))
    return same_zip(made.bytes())


_FOLLOWED = {
    "Direct Payments (Limited assurance)": (
        "Recommendation 1 (High) // Direct payments should be reviewed every twelve months. // Agreed action: A team of "
        "three will clear the overdue reviews. // Responsible officer: Service Manager, Personalisation // Target date: "
        "31 January 2026 // Current position: In progress. 140 of 260 reviews done.",
        "Recommendation 2 (Medium) // Unspent balances should be recovered. // Agreed action: Monthly report of balances "
        "over eight weeks’ payments. // Responsible officer: Finance Manager (Adults) // Target date: 30 June 2025 // "
        "Current position: Implemented.",
    ),
    "School Admissions (Substantial assurance)": (
        "Recommendation 3 (Low) // Appeals statistics should be published. // Agreed action: Publish them with the annual "
        "admissions report. // Responsible officer: Admissions and Transport Manager // Target date: 31 March 2026 // "
        "Current position: Not yet due.",
    ),
}


FILES: dict[str, Callable[[], bytes]] = {
    "published-statement-in-bullets.pdf": _statement,
    "published-audit-follow-up.docx": _follow_up,
}
