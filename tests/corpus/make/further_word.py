"""Word files of a further first sight: tables inside tables, headers below their themes, forms that are chosen from, a
table on its side, footnotes and numbered paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.adapters.documents.office import Word, repacked
from tests.corpus.make.fixed import same_zip

W = nsdecls("w")


def tables_in_a_frame() -> bytes:
    """A fire service: one frame of a table, each of whose cells holds a cause of concern and a table of its actions."""
    word = Word("Fenmarch Fire and Rescue Service: action plan for the inspectorate")
    word.doc.add_paragraph("Version 3, 12 May 2026")
    frame = word.doc.add_table(rows=0, cols=1)
    parts: dict[str, list[tuple[str, str, str, str]]] = {
        "Cause of concern 1: The service does not know which buildings are the most dangerous": [
            ("Visit all 212 high-rise blocks", "Gp Mgr Rhona Platt", "30 September 2026", "Amber"),
            ("Buy a system that scores risk", "Head of ICT", "Q4 2026/27", "Red"),
        ],
        "Cause of concern 2: Staff do not trust that wrongdoing is dealt with": [
            ("Pay for an outside reporting line", "Director of People", "31 July 2026", "Green"),
        ],
    }
    for title, rows in parts.items():
        cell = frame.add_row().cells[0]
        cell.paragraphs[0].add_run(title).bold = True
        inner = cell.add_table(rows=0, cols=4)
        for texts in [("What we will do", "Lead", "By", "RAG"), *rows]:
            for one, text in zip(inner.add_row().cells, texts, strict=True):
                one.text = text
        cell.add_paragraph("")
    return same_zip(word.bytes())


def header_below_each_theme() -> bytes:
    """A hospital: a theme right across, then the header again; must-dos merged over actions that have refs of their own."""
    word = Word("Great Cawston Hospitals: response to the regulator")
    word.doc.add_paragraph("Trust Board, 28 May 2026")
    section: Any = word.doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    head = ["Must do", "Requirement", "No.", "Action to be taken", "Accountable executive", "Operational lead",
            "Completion", "Status"]  # fmt: skip
    table = word.doc.add_table(rows=0, cols=8)

    def row(*texts: str) -> Any:
        cells = table.add_row().cells
        for one, text in zip(cells, texts, strict=False):
            one.text = text
        return cells

    def theme(text: str) -> None:
        cells = row(text)
        cells[0].merge(cells[7])

    theme("URGENT AND EMERGENCY CARE")
    row(*head)
    first = row("MD1", "Patients must be seen within fifteen minutes of arrival", "1.1", "Put a senior nurse at the front door",
                "Chief Nurse", "Matron Tilly Oakes", "15 June 2026", "In progress")  # fmt: skip
    row("", "", "1.2", "Show waits on a screen in the department", "Chief Operating Officer", "Emil Staveley",
        "31/08/2026", "Not started")  # fmt: skip
    last = row("", "", "1.3", "Audit fifty records each month", "Chief Nurse", "Matron Tilly Oakes", "Ongoing",
               "In progress")  # fmt: skip
    for place in (0, 1):
        text = first[place].text
        first[place].merge(last[place]).text = text
    theme("MATERNITY")
    row(*head)
    row("MD2", "Equipment must be checked every day", "2.1", "Name a checker on each shift", "Chief Nurse",
        "Head of Midwifery", "1 June 2026", "Complete")  # fmt: skip
    row("MD3", "Triage must use one tool", "3.1", "Train all midwives in the tool", "Medical Director",
        "Dr Sunil Varma", "31/11/2026", "In progress")  # fmt: skip
    return same_zip(word.bytes())


def you_said_we_will() -> bytes:
    """A housing association: what tenants said, what will be done and what was, with how it is going in words."""
    word = Word("You said, we will – customer voice action plan")
    word.doc.add_paragraph("Tidewell Homes | Customer Committee | 3 June 2026")
    word.doc.add_paragraph("We heard from 1,204 tenants. This is what you said and what happens next.")
    word.table(
        ["You said…", "We will…", "Who’s on it", "You’ll see it by", "Where we’re up to", "How’s it going?"],
        ["Nobody calls back when a repair is late", "Ring you the day before if a visit moves",
         "Repairs Planning Team", "1 August 2026", "Trial in two areas", "On track"],
        ["The stairs are not clean", "Check every block each fortnight, and put the score on the notice board",
         "Dawn Pickles (Estates)", "July 2026", "31 blocks have a board", "Done"],
        ["Letters are hard to read", "Rewrite our ten commonest letters with you",
         "Comms and the Readers’ Panel", "Christmas 2026", "", "Not started yet"],
        ["", "Offer every letter as a recording", "Comms", "tbc", "", "Not started yet"],
    )  # fmt: skip
    return same_zip(word.bytes())


def _control(kind: str, text: str, *, placeholder: bool = False) -> str:
    """A content control in a cell: a list to choose from, or a day; with its prompt where nothing was chosen."""
    prompt = "<w:showingPlcHdr/>" if placeholder else ""
    inner = {
        "list": '<w:dropDownList><w:listItem w:value="Choose an item."/><w:listItem w:displayText="Red" w:value="R"/>'
        '<w:listItem w:displayText="Amber" w:value="A"/><w:listItem w:displayText="Green" w:value="G"/></w:dropDownList>',
        "day": '<w:date><w:dateFormat w:val="dd/MM/yyyy"/></w:date>',
        "text": "<w:text/>",
    }[kind]
    style = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>' if placeholder else ""
    return f"<w:sdt><w:sdtPr>{prompt}{inner}</w:sdtPr><w:sdtContent><w:r>{style}<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"


def forms_to_choose_from() -> bytes:
    """A form for each action, of label and answer below each other; some answers are still Word's own prompts."""
    word = Word("Coroner’s report to prevent future deaths: agreed actions")
    word.doc.add_paragraph("Northsea Integrated Care Board, 9 July 2026")
    forms: list[list[tuple[str, str, str, bool]]] = [
        [("Action number", "text", "1", False), ("What will be done", "text", "Fit alarms to all oxygen stores", False),
         ("Named lead", "text", "Hollis Beck", False), ("Date for completion", "day", "30/10/2026", False),
         ("RAG", "list", "Amber", False), ("Update", "text", "Order placed", False)],
        [("Action number", "text", "2", False), ("What will be done", "text", "Check stores each week", False),
         ("Named lead", "text", "Estates Helpdesk", False),
         ("Date for completion", "day", "Click or tap to enter a date.", True),
         ("RAG", "list", "Choose an item.", True), ("Update", "text", "Click or tap here to enter text.", True)],
        [("Action number", "text", "3", False), ("What will be done", "text", "Tell other boards what was learned", False),
         ("Named lead", "text", "Click or tap here to enter text.", True), ("Date for completion", "day", "13/11/2026", False),
         ("RAG", "list", "Green", False), ("Update", "text", "", False)],
    ]  # fmt: skip
    for form in forms:
        table = word.doc.add_table(rows=0, cols=2)
        for label, kind, text, empty in form:
            cells = table.add_row().cells
            cells[0].text = label
            if text:
                word.add(cells[1].paragraphs[0], _control(kind, text, placeholder=empty))
        word.doc.add_paragraph("")
    return same_zip(word.bytes())


def table_on_its_side() -> bytes:
    """A small board's plan with a column for each action and the labels down the left."""
    word = Word("Harbour Safeguarding Partnership – priorities for the year")
    word.doc.add_paragraph("Agreed 30 April 2026")
    word.table(
        ["", "Priority 1", "Priority 2", "Priority 3"],
        ["Action", "Map who works with missing children", "Brief taxi drivers on exploitation",
         "Write one form for referrals"],
        ["Lead", "Insp Moira Kell", "Licensing Team", "Jude Ferris"],
        ["Timescale", "30 June 2026", "Autumn 2026", "31 December 2026"],
        ["Success measure", "One map, used weekly", "300 drivers briefed", "Errors halve"],
        ["RAG", "Green", "Red", "Amber"],
    )  # fmt: skip
    return same_zip(word.bytes())


def footnotes_with_dates() -> bytes:
    """A care plan with real footnotes at a date and at a name, which change what stands in the table."""
    word = Word("Adult care assurance: improvement plan")
    word.doc.add_paragraph("Westholt Council, 20 March 2026")
    table = word.table(
        ["Ref", "Action", "Owner", "Deadline", "RAG"],
        ["1", "Answer the front door within two days", "Access Manager", "30 April 2026", "Amber"],
        ["2", "Review every direct payment", "Finch Averill", "31 May 2026", "Red"],
        ["3", "Publish waiting times", "Performance Team", "30 June 2026", "Green"],
    )
    for number, place in ((2, (1, 3)), (3, (2, 2))):
        run = table.cell(*place).paragraphs[0].add_run("")
        run._r.append(parse_xml(f'<w:footnoteReference {W} w:id="{number}"/>'))
    notes = {2: "Moved to 31 July 2026 by the Board on 2 March 2026.", 3: "Covering until the post is filled."}
    texts = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in notes.items()
    )
    lines = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    part = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {W}>{lines}{texts}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def change(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
            return content.replace(b"</Types>", override.encode())
        if name == "word/_rels/document.xml.rels":
            relation = f'<Relationship Id="rId900" Type="{link}" Target="footnotes.xml"/></Relationships>'
            return content.replace(b"</Relationships>", relation.encode())
        return content

    return same_zip(repacked(word.bytes(), change, **{"word/footnotes.xml": part.encode()}))


def paragraphs_of_a_force() -> bytes:
    """A police force: numbered paragraphs of running text; who and when stand in a sentence below each."""
    word = Word()
    word.doc.add_heading("Response to the super-complaint on stalking", 1)
    word.doc.add_paragraph("Chief Constable’s Delivery Group – 17 June 2026")
    lines = [
        ("h", "Recommendation 1"),
        ("q", "Forces should make sure that officers spot stalking when they record a crime."),
        ("p", "1.1 We will audit 100 harassment crimes a month. The owner is DCI Wren Halloran and it will be finished by "
              "30 September 2026."),
        ("p", "1.2 We will put a prompt into the recording system. The owner is the Digital Team and it will be finished by "
              "March 2027."),
        ("h", "Recommendation 2"),
        ("q", "Forces should tell victims about protection orders."),
        ("p", "2.1 We will give every victim a leaflet. The owner is Supt Ada Molyneux and it was finished on 2 June 2026."),
    ]  # fmt: skip
    for kind, text in lines:
        if kind == "h":
            word.doc.add_heading(text, 2)
        else:
            paragraph = word.doc.add_paragraph()
            run = paragraph.add_run(text)
            run.italic = kind == "q"
            run.font.size = Pt(11)
    return same_zip(word.bytes())


FILES: dict[str, Callable[[], bytes]] = {
    "further-tables-in-a-frame.docx": tables_in_a_frame,
    "further-header-below-each-theme.docx": header_below_each_theme,
    "further-you-said-we-will.docx": you_said_we_will,
    "further-forms-to-choose-from.docx": forms_to_choose_from,
    "further-table-on-its-side.docx": table_on_its_side,
    "further-footnotes-with-dates.docx": footnotes_with_dates,
    "further-paragraphs-of-a-force.docx": paragraphs_of_a_force,
}
