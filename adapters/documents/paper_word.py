"""The board's paper as a Word document: landscape, real headings, one table for each section with a repeated header.

It is written as the plain parts of the format: no template of anybody's is in it, and it says nothing of who made it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from domain.rag import RagValue, say_colour
from domain.reporting.paper import SHARED, Cell, Column, Holds, Paper, Part
from domain.speech import tr

FILLS = {
    RagValue.RED: "F4B8B0",
    RagValue.AMBER: "FBD48B",
    RagValue.GREEN: "B5E0B0",
    RagValue.BLUE: "AECBF2",
}
"""Tints on which black words can be read; the word is always there too."""
_UNSAID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PAGE = 15_398  # twentieths of a point between the margins of A4 on its side
_WEIGHTS = {
    Holds.REF: 4.5,
    Holds.ACTION_REF: 4.5,
    Holds.SECTION: 8.0,
    Holds.LEAD: 10.0,
    Holds.DUE: 10.0,
    Holds.DUE_ORIGINAL: 9.0,
    Holds.RAG: 8.0,
    Holds.STATUS: 9.0,
}
_AT_LEAST = {
    Holds.RECOMMENDATION: 14.0,
    Holds.ACTION: 17.0,
    Holds.PROGRESS: 20.0,
    Holds.OUTCOME: 11.0,
    Holds.MEASURE: 11.0,
}
_LONGEST = 26.0

_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
<Override PartName="/word/footer1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = f"""<Relationships xmlns="{_RELATIONS}">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"""
_LINKS = f"""<Relationships xmlns="{_RELATIONS}">\
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>"""


def write_word(paper: Paper) -> bytes:
    """The document."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("word/document.xml", _document(paper)),
            ("word/styles.xml", _styles()),
            ("word/footer1.xml", _footer(paper)),
            ("word/_rels/document.xml.rels", _LINKS),
            ("docProps/core.xml", _core(paper)),
        ):
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), (_HEAD + content).encode("utf-8"))
    return made.getvalue()


def _document(paper: Paper) -> str:
    widths = column_widths(paper)
    body = [_paragraph(paper.title, "Title"), _paragraph(paper.as_at)]
    if paper.key:
        body += [_paragraph(tr("What the colours mean"), "Heading2"), _key(paper)]
    body += [_paragraph(line) for line in paper.opening]
    for part in paper.parts:
        body.append(_paragraph(part.title, "Heading1") if part.title else _paragraph(""))
        if part.words:
            body.append(_paragraph(part.words))
        body.append(_table(paper.columns, part, widths))
    if paper.foot:
        body.append(_paragraph(tr("Who is behind the leads"), "Heading2"))
        body += [_paragraph(f"{printed}: {name}") for printed, name in paper.foot]
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720" w:header="360" w:footer="360" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f"<w:document {_W} {_R}><w:body>{''.join(body)}{section}</w:body></w:document>"


def column_widths(paper: Paper, whole: int = _PAGE) -> list[int]:
    """How wide each column is: short ones as their kind needs, the others by how much stands in them."""
    weights = []
    for place, column in enumerate(paper.columns):
        filled = [len(row[place].text) for part in paper.parts for row in part.rows if row[place].text]
        mean = sum(filled) / len(filled) if filled else 0.0
        word = max((len(each) for each in column.heading.split()), default=0)
        least = _AT_LEAST.get(column.holds, 6.0)
        weights.append(max(word * 0.9, _WEIGHTS.get(column.holds) or max(least, min(_LONGEST, mean / 4))))
    total = sum(weights) or 1.0
    return [round(whole * weight / total) for weight in weights]


def _key(paper: Paper) -> str:
    rows = "".join(
        f"<w:tr>{_cell(say_colour(value), 2200, fill=FILLS.get(value, ''))}{_cell(words, 9000)}</w:tr>"
        for value, words in paper.key
    )
    return f"<w:tbl>{_table_style([2200, 9000])}{rows}</w:tbl>{_paragraph('')}"


def _table(columns: Sequence[Column], part: Part, widths: Sequence[int]) -> str:
    head = "".join(
        _cell(column.heading, width, fill="E7EDF3", bold=True) for column, width in zip(columns, widths, strict=True)
    )
    rows = "".join(_rows(columns, part, widths))
    first = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    return f"<w:tbl>{_table_style(widths)}{first}{rows}</w:tbl>{_paragraph('')}"


def _rows(columns: Sequence[Column], part: Part, widths: Sequence[int]) -> Iterator[str]:
    for number, row in enumerate(part.rows):
        below = part.rows[number + 1] if number + 1 < len(part.rows) else ()
        cells = "".join(
            _cell(
                "" if _goes_on(column, cell) and number else cell.text,
                width,
                fill=FILLS.get(cell.rag, "") if cell.rag is not None else "",
                merge=_merge(column, cell, below[place] if below else None, first=not number),
            )
            for place, (column, cell, width) in enumerate(zip(columns, row, widths, strict=True))
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _goes_on(column: Column, cell: Cell) -> bool:
    return column.holds in SHARED and cell.goes_on


def _merge(column: Column, cell: Cell, below: Cell | None, *, first: bool) -> str:
    if _goes_on(column, cell) and not first:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if below is not None and _goes_on(column, below) else ""


def _table_style(widths: Sequence[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblStyle w:val="PaperTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _cell(text: str, width: int, *, fill: str = "", merge: str = "", bold: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    style = "TableHeading" if bold else "TableText"
    lines = "".join(_paragraph(line, style) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}{shade}</w:tcPr>{lines}</w:tc>'


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    said = f'<w:r><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{named}{said}</w:p>"


def _escaped(text: str) -> str:
    """What may stand in XML: a sign that may not is left as a sign that something stood there."""
    return escape(_UNSAID.sub("\ufffd", text))


def _styles() -> str:
    def style(name: str, called: str, run: str, paragraph: str = "", *, default: str = "") -> str:
        based = "" if default else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph" {default}w:styleId="{name}"><w:name w:val="{called}"/>{based}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    def size(half_points: int, *, bold: bool = False) -> str:
        return f'{"<w:b/>" if bold else ""}<w:sz w:val="{half_points}"/>'

    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        '<w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal", "Normal", "", '<w:spacing w:after="80"/>', default='w:default="1" ')
        + style("Title", "Title", size(36, bold=True), '<w:keepNext/><w:spacing w:after="80"/>')
        + style(
            "Heading1",
            "heading 1",
            size(26, bold=True),
            '<w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="0"/>',
        )
        + style(
            "Heading2",
            "heading 2",
            size(23, bold=True),
            '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="1"/>',
        )
        + style("TableText", "Table Text", size(18), '<w:spacing w:before="20" w:after="20"/>')
        + style("TableHeading", "Table Heading", size(18, bold=True), '<w:spacing w:before="30" w:after="30"/>')
        + '<w:style w:type="table" w:styleId="PaperTable"><w:name w:val="Paper Table"/><w:tblPr>'
        f"<w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )


def _footer(paper: Paper) -> str:
    page = (
        '<w:r><w:t xml:space="preserve"> · </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    said = _escaped(f"{paper.code} · {paper.as_at}")
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">{said}</w:t></w:r>'
        f"{page}</w:p></w:ftr>"
    )


def _core(paper: Paper) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_escaped(paper.title)}</dc:title>'
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )
