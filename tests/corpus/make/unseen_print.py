"""Files that a browser printed (kept as they came out, beside the pages they were printed from), minutes in two columns,
and OpenDocument files.

The printed files were made with `chromium --headless --no-pdf-header-footer --print-to-pdf=NAME.pdf NAME.html`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.make.fixed import same_zip

PRINTED = Path(__file__).resolve().parents[1] / "printed"
NAMES = ("unseen-print-split-rows.pdf", "unseen-print-without-borders.pdf", "unseen-print-minutes.pdf")
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{name}="{_ODF}{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def plan_in_paragraphs() -> bytes:
    """A PDF without a table: numbered actions, and under each its owner and date on one line."""
    lines = [
        (15, "Modern slavery: partnership action plan"),
        (10, "Linden Marsh Council, 24 April 2026"),
        (12, "Objective 1: Find victims sooner"),
        (10, "1.1 Train housing officers to know the signs"),
        (9, "      Owner: Safer Communities Manager   |   Due: 31 July 2026   |   RAG: Green"),
        (10, "1.2 Check every car wash with the police and the fire service at least once a"),
        (10, "year, and write down what was found"),
        (9, "      Owner: Sgt Alma Reddick   |   Due: March 2027   |   RAG: Amber"),
        (12, "Objective 2: Help victims recover"),
        (10, "2.1 Keep four beds in safe houses"),
        (9, "      Owner: Homelessness Lead   |   Due: 31 June 2026   |   RAG: Red"),
        (10, "2.2 Offer legal advice within a week"),
        (9, "      Owner: to be confirmed   |   Due: Ongoing   |   RAG: Green"),
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    top = A4[1] - 60
    for size, text in lines:
        canvas.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size)
        canvas.drawString(56, top, text)
        top -= size * 1.7
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _open_document(kind: str, body: str) -> bytes:
    out = io.BytesIO()
    styles = (
        '<office:automatic-styles><style:style style:name="r" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#ff0000"/></style:style><style:style style:name="g" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#00a933"/></style:style></office:automatic-styles>'
    )
    content = f"<office:document-content {_SPACES}>{styles}<office:body>{body}</office:body></office:document-content>"
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        file.writestr("content.xml", content)
    return same_zip(out.getvalue())


def _cell(text: str, attributes: str = "") -> str:
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n") if line)
    return f"<table:table-cell {attributes}>{lines}</table:table-cell>"


def _day(iso: str, shown: str) -> str:
    return _cell(shown, f'office:value-type="date" office:date-value="{iso}"')


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(one if one.startswith('<') else _cell(one) for one in cells)}</table:table-row>"


def send_in_open_sheets() -> bytes:
    """A SEND plan as .ods: themes as rows by themselves, real dates, percentages, shading without a word."""
    wide = '<table:table-cell table:number-columns-spanned="7"><text:p>{}</text:p></table:table-cell>'
    covered = '<table:covered-table-cell table:number-columns-repeated="6"/>'
    rows = [
        _row("SEND written statement of action: Ulverby and Coast"),
        _row("Refreshed 30 March 2026"),
        _row("Ref", "Action", "Accountable", "Responsible", "Complete by", "% done", "RAG"),
        f"<table:table-row>{wide.format('Weakness 1: Therapies')}{covered}</table:table-row>",
        _row("1.1", "Recruit five therapists", "ICB", "Therapy Lead", _day("2026-09-30", "30/09/26"), "40%",
             _cell("", 'table:style-name="r"')),
        _row("1.2", "Publish waiting times", "ICB", "Zoe Lathom", _day("2026-05-29", "29/05/26"), "100%",
             _cell("", 'table:style-name="g"')),
        f"<table:table-row>{wide.format('Weakness 2: Preparing for adulthood')}{covered}</table:table-row>",
        _row("2.1", "Start planning at Year 9", "Council", "SEND Team\nSchools", "Sept ’26", "10%", ""),
    ]  # fmt: skip
    return _open_document(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="WSOA">{"".join(rows)}</table:table></office:spreadsheet>',
    )


def prevent_in_open_text() -> bytes:
    """A duty's plan as .odt: headings, a table per heading, the lead and date only in its last column."""

    def table(*rows: tuple[str, str, str]) -> str:
        head = _row("Recommendation", "What happens next", "Lead and timescale")
        return f'<table:table table:name="t">{head}{"".join(_row(*one) for one in rows)}</table:table>'

    body = (
        '<text:h text:outline-level="1">Prevent duty: peer review action plan</text:h>'
        "<text:p>Brindlewick Council, 11 December 2025</text:p>"
        '<text:h text:outline-level="2">Governance</text:h>'
        + table(
            ("R1 Write down who decides", "Put terms of reference to the board", "Prevent Lead\n31 January 2026"),
            ("R2 Share the local threat picture", "Brief schools and colleges each term", "Kit Mossop\nOngoing"),
        )
        + '<text:h text:outline-level="2">Channel</text:h>'
        + table(("R3 Make the panel quicker", "Hold the panel every three weeks", "Channel Chair\nFebruary 2026"))
    )
    return _open_document("text", f"<office:text>{body}</office:text>")


def _printed(name: str) -> Callable[[], bytes]:
    return lambda: (PRINTED / name).read_bytes()


FILES: dict[str, Callable[[], bytes]] = {
    **{name: _printed(name) for name in NAMES},
    "unseen-plan-in-paragraphs.pdf": plan_in_paragraphs,
    "unseen-send-in-open-sheets.ods": send_in_open_sheets,
    "unseen-prevent-in-open-text.odt": prevent_in_open_text,
}
