"""Files that somebody made to do harm, or that no office would send: each built when it is asked for."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import cache

from tests.adapters.documents.office import Word, repacked
from tests.adapters.documents.pdfs import printed

HEAD = ["Ref", "Recommendation", "Action", "Lead", "Timescale", "RAG"]
ROW = ["1", "Crews are tired", "Write a rota", "Ada Prone", "30/06/2026", "Amber"]
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def word() -> bytes:
    """A good Word plan."""
    made = Word("Ferry Service Improvement Plan")
    made.table(HEAD, ROW)
    return made.bytes()


@cache
def workbook() -> bytes:
    """A good Excel plan."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in (HEAD, ROW):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@cache
def pdf() -> bytes:
    """A good PDF plan."""
    return printed([HEAD, ROW], titles=["Ferry Service Improvement Plan"])


CSV = "\n".join(",".join(row) for row in (HEAD, ROW)).encode()
HTML = (
    "<html><body><h1>Ferry Service Improvement Plan</h1><table>"
    + "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEAD, ROW))
    + "</table></body></html>"
).encode()
MARKDOWN = "\n".join(
    ["# Ferry Service Improvement Plan", "", *("| " + " | ".join(row) + " |" for row in (HEAD, ["---"] * 6, ROW))]
).encode()


def with_part(good: bytes, part: str, content: bytes) -> bytes:
    """An office file with one part changed or added."""
    return repacked(good, lambda name, old: None if name == part else old, **{part: content})


def sheet(rows: bytes, more: bytes = b"") -> bytes:
    """The good workbook with another sheet in it."""
    content = b'<?xml version="1.0"?><worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>'
    return with_part(workbook(), "xl/worksheets/sheet1.xml", content % (_SHEET.encode(), rows, more))


def body(content: bytes) -> bytes:
    """The good Word plan with another text in it."""
    document = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (_WORD.encode(), content)
    return with_part(word(), "word/document.xml", document)


# --- ZIP -----------------------------------------------------------------------------------------------------------


def zipped(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    return zipped({"word/document.xml": b"<w>" + b" " * 90_000_000 + b"</w>"})


def nested_zip_bomb() -> bytes:
    inner = zipped({"plan.docx": bytes(50_000_000)})
    for _ in range(6):
        inner = zipped({f"{number}.zip": inner for number in range(8)})
    return with_part(word(), "word/embeddings/oleObject1.zip", inner)


def overlapping_zip(count: int = 1_000) -> bytes:
    """Many entries that share one packed text, as the densest known bombs do."""
    one = zipped({"word/document.xml": b"<w>" + b" " * 9_000_000 + b"</w>"})
    at = one.index(b"PK\x01\x02")
    entry, end = one[at : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    name = b"word/document.xml"
    entries = b"".join(entry.replace(name, b"word/docu%04d.xml" % number) for number in range(count))
    end = end[:8] + struct.pack("<HHII", count, count, len(entries), at) + end[20:]
    return one[:at] + entries + end


def lying_zip() -> bytes:
    """An entry that says it is small and is not."""
    good = bytearray(zipped({"word/document.xml": b"<w>" + b" " * 90_000_000 + b"</w>"}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = good.index(mark) + offset
        good[at : at + 4] = struct.pack("<I", 2_000)
    return bytes(good)


def crowded_zip() -> bytes:
    """As many entries as 20 MB can hold."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = 20_000_000 // len(entry)
    tail = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, count * len(entry), 4)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, count * len(entry) + 4, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x03\x04" + entry * count + tail + locator + end


def oddly_packed_zip(kind: int) -> Callable[[], bytes]:
    return lambda: zipped({"word/document.xml": b"<w>" + b" " * 90_000_000 + b"</w>"}, kind)


def locked_zip() -> bytes:
    locked = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(mark, at + 1)) >= 0:
            locked[at + offset] |= 1
    return bytes(locked)


# --- XML -----------------------------------------------------------------------------------------------------------

_LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
LAUGHS = f'<?xml version="1.0" encoding="ENCODING"?><!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>'
OUTSIDE = '<?xml version="1.0" encoding="ENCODING"?><!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
DTD = '<?xml version="1.0" encoding="ENCODING"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def in_word(start: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    text = (
        f'{start}<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Plan &l9;</w:t></w:r></w:p></w:body></w:document>'
    )
    return lambda: with_part(word(), "word/document.xml", text.replace("ENCODING", encoding).encode(encoding))


def in_excel(part: str, start: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    inside = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        "&l9;</t></is></c></row></sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}"><si><t>&l9;</t></si></sst>',
    }
    text = (start + inside[part]).replace("ENCODING", encoding)
    return lambda: with_part(workbook(), part, text.encode(encoding))


# --- Size ----------------------------------------------------------------------------------------------------------


def long_csv(rows: int = 100_000) -> bytes:
    return (
        CSV.splitlines()[0]
        + b"\n"
        + b"".join(
            b"%d,Crews are tired %d,Write a rota %d,Ada Prone,30/06/2026,Amber\n" % (row, row, row)
            for row in range(rows)
        )
    )


def long_workbook(rows: int = 100_000) -> bytes:
    cells = b"".join(
        b'<row r="%d">%s</row>'
        % (
            row,
            b"".join(
                b'<c r="%c%d" t="inlineStr"><is><t>%s %d</t></is></c>' % (65 + place, row, text.encode(), row)
                for place, text in enumerate(HEAD if row == 1 else ROW)
            ),
        )
        for row in range(1, rows + 1)
    )
    return sheet(cells)


def long_word(rows: int = 30_000) -> bytes:
    row = b"".join(b"<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>" % text.encode() for text in ROW)
    return body(b"<w:tbl>" + (b"<w:tr>%s</w:tr>" % row) * rows + b"</w:tbl>")


def empty_cells(count: int = 1_000_000) -> bytes:
    """Formatted cells without anything in them, a hundred in a row."""
    row = b"".join(b'<c s="1"/>' for _ in range(100))
    return sheet((b"<row>%s</row>" % row) * (count // 100))


def endless_row(cells: int = 400_000) -> bytes:
    """One row of very many cells; their places differ, so that they don't pack like a bomb."""
    places = (place * place * 7919 % 1_000_003 for place in range(cells))
    return sheet(b"<row>%s</row>" % b"".join(b'<c r="A%d" s="1"/>' % place for place in places))


def unknown_tags(count: int = 1_000_000) -> bytes:
    """A sheet that is followed by very many tags which mean nothing."""
    junk = b"".join(b"<%c/>" % (97 + place * place * 7919 % 1_000_003 % 26) for place in range(count))
    return sheet(b'<row><c t="inlineStr"><is><t>far</t></is></c></row>', b"<z>%s</z>" % junk)


def far_cells() -> bytes:
    return sheet(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>')


def merged_everywhere() -> bytes:
    ranges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % number for number in range(1, 20_000))
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Action</t></is></c></row>' * 20
    return sheet(rows, b"<mergeCells>%s</mergeCells>" % ranges)


def many_styles() -> bytes:
    xf = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 350_000
    styles = b'<styleSheet xmlns="%s"><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>'
    tail = b"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>"
    return with_part(workbook(), "xl/styles.xml", styles % _SHEET.encode() + tail % xf)


def many_rules() -> bytes:
    """Conditional formats and validations, each over the whole sheet."""
    rule = b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>1</formula>'
    return sheet(
        b'<row r="1"><c r="A1"><v>1</v></c></row>',
        (rule + b"</cfRule></conditionalFormatting>") * 50_000
        + b'<dataValidations count="1">%s</dataValidations>'
        % (b'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation>' * 50_000),
    )


def one_huge_cell(size: int = 10_000_000) -> bytes:
    return CSV + b'\n2,x,"' + b"word and, " * (size // 10) + b'",Ada Prone,30/06/2026,Amber\n'


def huge_cell_in_excel(size: int = 10_000_000) -> bytes:
    cell = b'<c r="A%d" t="inlineStr"><is><t>%s</t></is></c>'
    return sheet(
        b'<row r="1">'
        + cell % (1, b"Action")
        + b'</row><row r="2">'
        + cell % (2, b"1) do it " * (size // 9))
        + b"</row>"
    )


def huge_cell_in_word(size: int = 9_000_000) -> bytes:
    cells = b"".join(b"<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>" % text.encode() for text in HEAD)
    big = b"<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>" % (b"30/06/2026 Ada Prone, " * (size // 22))
    return body(b"<w:tbl><w:tr>%s</w:tr><w:tr>%s</w:tr></w:tbl>" % (cells, big * 6))


def one_line(separator: bytes, size: int = 10_000_000) -> Callable[[], bytes]:
    return lambda: b"Ref" + separator + (b"Action" + separator) * (size // (6 + len(separator)))


def open_quote() -> bytes:
    return CSV + b'\n2,"' + b'x,y\n"a ' * 2_000_000


# --- Text ----------------------------------------------------------------------------------------------------------

ODD = (
    '=HYPERLINK("http://x")|@SUM(1)|+1|-1|\u202eevil\u202c|\u2066a\u2069|\x07bell|\x1b[31m|\u200b|\ufeff|\ufffe|e\u0301'
)


def odd_texts() -> bytes:
    rows = "\n".join(
        f'{number},x,"{text}",Ada Prone,30/06/2026,Amber'
        for number, text in enumerate(ODD.replace('"', "'").split("|"))
    )
    return (",".join(HEAD) + "\n" + rows).encode()


def odd_texts_in_word() -> bytes:
    made = Word("Ferry Plan")
    texts = [text for text in ODD.split("|") if not any(letter < " " or letter == "\ufffe" for letter in text)]
    made.table(
        HEAD, *([str(number), "x", text, "Ada Prone", "30/06/2026", "Amber"] for number, text in enumerate(texts))
    )
    return made.bytes()


def odd_texts_in_html() -> bytes:
    rows = "".join(
        f"<tr><td>{number}<td>x<td>&#{code};do it<td>Ada Prone<td>30/06/2026<td>Amber"
        for number, code in enumerate(
            [0, 1, 7, 27, 0x202E, 0x2066, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x10FFFF, 0x110000, 10**12]
        )
    )
    return f"<html><table><tr><td>{'<td>'.join(HEAD)}{rows}</table></html>".encode()


def nul_bytes() -> bytes:
    return CSV.replace(b"rota", b"ro\0ta")


def surrogates() -> bytes:
    return CSV.replace(b"rota", "ro\ud800ta".encode("utf-8", "surrogatepass"))


# --- Web pages -----------------------------------------------------------------------------------------------------


def page(content: str) -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><body>{content}</body></html>".encode()


def deep_page(tag: str, count: int) -> Callable[[], bytes]:
    return lambda: page(f"<{tag}>" * count + "deep")


def wide_spans() -> bytes:
    return page("<table>" + "<tr><td rowspan=65534 colspan=1000>a" * 2_000 + "</table>")


def big_cell_in_html() -> bytes:
    return page("<table><tr><td>Action<td>Lead<tr><td>" + "do it " * 40_000 + "</table>")


def many_tags(count: int = 2_000_000) -> bytes:
    return page("<table>" + "<tr><td>a" * (count // 2) + "</table>")


# --- Word ----------------------------------------------------------------------------------------------------------


def deep_tables(depth: int) -> Callable[[], bytes]:
    start = b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    return lambda: body(start * depth + b"<w:p/></w:tc></w:tr></w:tbl>" * depth)


def endless_span() -> bytes:
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    return body(b"<w:tbl>" + b"<w:tr>%s</w:tr>" % (cell * 9) * 100 + b"</w:tbl>")


def endless_styles() -> bytes:
    """Styles that are each based on the next, in a circle; numbers of lists likewise."""
    styles = b"".join(
        b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/><w:link w:val="s%d"/></w:style>'
        % (number, (number + 1) % 5_000, number)
        for number in range(5_000)
    )
    content = b'<w:styles xmlns:w="%s">%s</w:styles>' % (_WORD.encode(), styles)
    text = b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 20_000
    return with_part(body(text), "word/styles.xml", content)


def word_with_macros() -> bytes:
    relation = (
        b'<Relationship Id="rId98" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )

    def change(name: str, old: bytes) -> bytes:
        return old.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else old

    return repacked(word(), change, **{"word/vbaProject.bin": b"Sub AutoOpen()"})


def workbook_with_macros() -> bytes:
    return with_part(workbook(), "xl/vbaProject.bin", b"Sub Workbook_Open()")


# --- Everything ----------------------------------------------------------------------------------------------------


def old_office(stream_name: str) -> bytes:
    """A container of old Office with one stream in it, as far as its names tell."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream_name.encode("utf-16-le") + bytes(2_000)


def cut_short() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for kind, good in (("docx", word), ("xlsx", workbook), ("pdf", pdf)):
        for part in (1, 5, 9):
            yield f"{part * 10} % of a .{kind}", lambda good=good, part=part: good()[: len(good()) * part // 10]  # type: ignore[misc]  # a default is how a loop's value is kept
