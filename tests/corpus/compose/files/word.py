"""A composed plan as a Word document, with the mark-up that offices leave in it."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from xml.sax.saxutils import escape

from tests.corpus.compose.files.paper import Box, Grid, Line, Paper, Row
from tests.corpus.make.fixed import DAY

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REFS = (
    (re.compile(r"\d+"), ("decimal", "%1", "%1.", "%1)")),
    (re.compile(r"1\.\d+"), ("decimal", "1.%1")),
    (re.compile(r"A\d+"), ("decimal", "A%1")),
    (re.compile(r"AP-\d\d"), ("decimalZero", "AP-%1")),
)
_MANNERS = {
    "split runs": 0.4, "tracked changes": 0.15, "content controls": 0.2, "numbered refs": 0.3, "header marked": 0.4,
    "header again on a page": 0.2, "one bullet for each action": 0.06, "landscape section": 0.3, "hard blanks": 0.2,
    "curly quotes": 0.3, "title in the page header": 0.15, "page foot": 0.4, "shaded header": 0.4, "striped rows": 0.15,
    "dragged borders": 0.12, "blank paragraphs": 0.2, "sections not merged": 0.2, "headings in bold": 0.3,
    "coloured words": 0.15, "paragraphs for lines": 0.5, "columns of empty grid": 0.08,
}  # fmt: skip
_BULLET, _REF = 7, 9
_ROOTS = {"header": "hdr", "footer": "ftr"}


def as_word(paper: Paper) -> bytes:
    """The bytes of a .docx."""
    return _Word(paper).bytes()


class _Word:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.rng = paper, paper.rng
        self.has = {name for name, often in _MANNERS.items() if paper.chance(name, often)}
        self.pattern = self._ref_pattern()
        self.head = ""

    def bytes(self) -> bytes:
        blocks = self.paper.blocks
        if "title in the page header" in self.has and isinstance(blocks[0], Line):
            self.head, blocks = blocks[0].text, blocks[1:]
        body = []
        for block in blocks:
            body.append(self._line(block) if isinstance(block, Line) else self._tables(block))
            if isinstance(block, Grid):
                body.append("<w:p/>")
        turned = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        if "landscape section" in self.has:
            at = next(at for at, block in enumerate(blocks) if isinstance(block, Grid))
            body.insert(at, '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>')
        refs = "".join(
            f'<w:{name}Reference w:type="default" r:id="{name}"/>' for name, on in self._margins().items() if on
        )
        body.append(f"<w:sectPr>{refs}{turned if 'landscape section' in self.has else ''}</w:sectPr>")
        return self._packed("".join(body))

    def _margins(self) -> dict[str, str]:
        foot = '<w:p><w:r><w:t>Official</w:t></w:r><w:r><w:t xml:space="preserve"> Page 1 of 3</w:t></w:r></w:p>'
        return {
            "header": self._paragraph(self.head) if self.head else "",
            "footer": foot if "page foot" in self.has else "",
        }

    # Lines and words

    def _line(self, line: Line) -> str:
        if line.level and "headings in bold" in self.has:
            return f"<w:p>{self._run(line.text, '<w:b/>')}</w:p>"
        looks = f'<w:pStyle w:val="Heading{line.level}"/>' if line.level else ""
        return self._paragraph(line.text, looks)

    def _paragraph(self, text: str, looks: str = "", marks: str = "") -> str:
        return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{self._runs(text, marks)}</w:p>"

    def _run(self, text: str, marks: str = "") -> str:
        if "curly quotes" in self.has:
            text = text.replace("'", "’")
        parts = escape(text).split("\n")
        inner = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
        return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{inner}</w:r>"

    def _runs(self, text: str, marks: str = "") -> str:
        """The words in one run or several; here and there somebody changed them and Word kept track."""
        rng = self.rng
        if "hard blanks" in self.has and len(text) < 30:
            text = re.sub(r"(?<=\w) (?=[\w])", "\u00a0", text)
        if not text:
            return ""
        if "tracked changes" in self.has and rng.random() < 0.25 and " " in text:
            start, _, last = text.rpartition(" ")
            gone = rng.choice(("earlier", "old", "15/03/2024", "Someone Else", "next year"))
            author = 'w:id="1" w:author="A" w:date="2026-08-01T09:00:00Z"'
            return (
                f"{self._run(f'{start} ', marks)}<w:del {author}><w:r><w:delText>{gone}</w:delText></w:r></w:del>"
                f"<w:ins {author}>{self._run(last, marks)}</w:ins>"
            )
        if "split runs" in self.has and len(text) > 3:
            cuts = sorted({0, *(rng.randrange(1, len(text)) for _ in range(rng.randrange(3))), len(text)})
            pieces = [text[one:two] for one, two in pairwise(cuts)]
            return '<w:proofErr w:type="spellStart"/>'.join(self._run(piece, marks) for piece in pieces)
        return self._run(text, marks)

    # Tables

    def _tables(self, grid: Grid) -> str:
        if grid.beside or "header again on a page" not in self.has or len(grid.rows) - grid.heads < 4:
            return self._table(grid, grid.rows)
        at = self.rng.randrange(grid.heads + 2, len(grid.rows) - 1)
        if any(len(row.boxes) != grid.width for row in (grid.rows[at], grid.rows[at - 1])):  # inside a merged cell
            return self._table(grid, grid.rows)
        page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        return self._table(grid, grid.rows[:at]) + page + self._table(grid, [*grid.rows[: grid.heads], *grid.rows[at:]])

    def _table(self, grid: Grid, rows: list[Row]) -> str:
        fine = 2 if "dragged borders" in self.has and not grid.beside else 1
        wide = 14000 // grid.width
        widths = [wide] if fine == 1 else [wide - 40, 40]
        columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths * grid.width)
        if "columns of empty grid" in self.has:
            columns += '<w:gridCol w:w="6"/>'
        open_boxes: dict[int, tuple[Box, int]] = {}
        drawn = [self._row(grid, row, at, open_boxes, fine) for at, row in enumerate(rows)]
        if "tracked changes" in self.has and not grid.beside and len(rows) > 3:
            author = 'w:id="2" w:author="A" w:date="2026-08-01T09:00:00Z"'
            gone = "".join(
                f"<w:tc><w:p><w:del {author}><w:r><w:delText>Withdrawn {at}</w:delText></w:r></w:del></w:p></w:tc>"
                for at in range(grid.width)
            )
            drawn.append(f"<w:tr><w:trPr><w:del {author}/></w:trPr>{gone}</w:tr>")
        return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(drawn)}</w:tbl>"

    def _row(self, grid: Grid, row: Row, at: int, open_boxes: dict[int, tuple[Box, int]], fine: int) -> str:
        cells, place = [], 0
        whole = not any(left for _, left in open_boxes.values()) and all(box.down == 1 for box in row.boxes.values())
        nudge = fine == 2 and whole and self.rng.random() < 0.5
        while place < grid.width:
            above, left = open_boxes.get(place, (None, 0))
            box = row.boxes.get(place)
            if box is None and above is not None and left:
                open_boxes[place] = (above, left - 1)
                cells.append(self._cell(Box([]), "<w:vMerge/>", above.across, fine, nudge, place, grid.width))
                place += above.across
                continue
            box = box or Box([])
            merge = ""
            if box.down > 1:
                open_boxes[place] = (box, box.down - 1)
                merge = '<w:vMerge w:val="restart"/>'
            if row.kind == "other" and box.across == grid.width and "sections not merged" in self.has:
                box.across = 1
            fill = box.fill
            if not fill and row.kind == "head" and "shaded header" in self.has:
                fill = "D9E2F3"
            if not fill and row.kind == "data" and at % 2 and "striped rows" in self.has:
                fill = "F2F2F2"
            shown = Box(box.lines, box.part, fill, box.day, box.across, box.down, box.items)
            bold = "<w:b/>" if row.kind == "head" or (row.kind == "other" and not grid.beside) else ""
            cells.append(self._cell(shown, merge, box.across, fine, nudge, place, grid.width, bold))
            place += box.across
        looks = "<w:trPr><w:tblHeader/></w:trPr>" if row.kind == "head" and "header marked" in self.has else ""
        return f"<w:tr>{looks}{''.join(cells)}</w:tr>"

    def _cell(
        self, box: Box, merge: str, across: int, fine: int, nudge: bool, place: int, width: int, marks: str = ""
    ) -> str:
        span = across * fine
        if nudge:  # every border of this row a hair to the left
            span += (place == 0) * -1 + (place + across == width) * 1
        looks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        looks += merge
        if box.fill and ("coloured words" not in self.has or not box.lines or box.fill in {"D9E2F3", "F2F2F2"}):
            looks += f'<w:shd w:val="clear" w:color="auto" w:fill="{box.fill}"/>'
        elif box.fill:
            marks += f'<w:shd w:val="clear" w:color="auto" w:fill="{box.fill}"/>'
        inner = self._inside(box, marks)
        cell = f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner}</w:tc>"
        if "content controls" in self.has and box.part and not merge and self.rng.random() < 0.1:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>"
        return cell

    def _inside(self, box: Box, marks: str) -> str:
        rng = self.rng
        held = "content controls" in self.has and box.part in {"rag", "status", "due", "lead", "priority", "revised"}
        if not box.lines:
            if held and rng.random() < 0.5:
                return (
                    "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/><w:dropDownList/></w:sdtPr><w:sdtContent>"
                    f"{self._run('Choose an item.')}</w:sdtContent></w:sdt></w:p>"
                )
            return "<w:p/>"
        if box.part == "ref" and self.pattern and box.text != self.paper.plan.headings.get("ref"):
            return f"<w:p><w:pPr>{self._number(_REF)}</w:pPr></w:p>"
        if box.items or (box.part == "action" and "one bullet for each action" in self.has and not marks):
            lines = box.lines if box.items else [box.text]
            return "".join(self._paragraph(line, self._number(_BULLET), marks) for line in lines)
        more = "<w:p/>" if "blank paragraphs" in self.has and rng.random() < 0.3 else ""
        if held and len(box.lines) == 1:
            inner = f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{self._run(box.text, marks)}</w:sdtContent></w:sdt>"
            return f"<w:p>{inner}</w:p>{more}"
        if "paragraphs for lines" in self.has and (box.part in {"lead", "support"} or box.items):
            return "".join(self._paragraph(line, "", marks) for line in box.lines) + more
        return f"<w:p>{self._runs(chr(10).join(box.lines), marks)}</w:p>{more}"

    @staticmethod
    def _number(which: int) -> str:
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{which}"/></w:numPr>'

    def _ref_pattern(self) -> tuple[str, str] | None:
        refs = [box.text for box in self.paper.data("ref")]
        if "numbered refs" not in self.has or not refs:
            return None
        for known, (form, *patterns) in _REFS:
            if all(known.fullmatch(ref) for ref in refs):
                return form, self.rng.choice(patterns)
        return None

    def _packed(self, body: str) -> bytes:
        form, pattern = self.pattern or ("decimal", "%1.")
        lists = "".join(
            f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{drawn}"/></w:lvl></w:abstractNum>'
            for number, kind, drawn in ((_BULLET, "bullet", "\uf0b7"), (_REF, form, pattern))
        ) + "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one in (_BULLET, _REF))
        styles = (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
            + "".join(
                f'<w:style w:type="paragraph" w:styleId="Heading{one}"><w:name w:val="heading {one}"/><w:pPr><w:outlineLvl w:val="{one - 1}"/></w:pPr></w:style>'
                for one in (1, 2)
            )
        )
        parts = {
            "document": ("officeDocument", f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"),
            "numbering": ("numbering", f"<w:numbering {_W}>{lists}</w:numbering>"),
            "styles": ("styles", f"<w:styles {_W}>{styles}</w:styles>"),
        }
        for name, inner in self._margins().items():
            if inner:
                parts[name] = (name, f"<w:{_ROOTS[name]} {_W}>{inner}</w:{_ROOTS[name]}>")
        types = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name if name != "document" else "document.main"}+xml"/>'
            for name in parts
        )
        related = "".join(
            f'<Relationship Id="{name}" Type="{_KIND}/{kind}" Target="{name}.xml"/>'
            for name, (kind, _) in parts.items()
            if name != "document"
        )
        links = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        files = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships {links}><Relationship Id="rId1" Type="{_KIND}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f"<Relationships {links}>{related}</Relationships>",
            **{f"word/{name}.xml": inner for name, (_, inner) in parts.items()},
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, inner in files.items():
                archive.writestr(zipfile.ZipInfo(name, DAY), f'<?xml version="1.0" encoding="UTF-8"?>{inner}')
        return out.getvalue()
