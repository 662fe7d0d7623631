"""Papers as councils and partnerships publish them: statements, responses and follow-ups as PDF and Word."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


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


FILES: dict[str, Callable[[], bytes]] = {"published-statement-in-bullets.pdf": _statement}
