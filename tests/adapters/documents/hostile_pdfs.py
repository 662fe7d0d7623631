"""PDF files that somebody made to do harm: each built when it is asked for."""

from __future__ import annotations

import zlib

from tests.adapters.documents.hostile import HEAD, ROW
from tests.adapters.documents.pdfs import printed


def made_pdf(objects: dict[int, bytes], root: int = 1, more: bytes = b"") -> bytes:
    """A PDF of these objects, with a table of where they are."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    most = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % most
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, most))
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (most, root, more, start)
    return bytes(out)


def stream(content: bytes, filters: bytes = b"") -> bytes:
    """An object with a stream."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (
        len(content),
        b"/Filter" + filters if filters else b"",
        content,
    )


def pdf_with(content: bytes, count: int = 1) -> bytes:
    """A PDF with so many pages that all show one stream."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(count))
    page_of = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
    return made_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
            3: content,
            4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **{10 + number: page_of for number in range(count)},
        }
    )


WORDS = b"BT /F 9 Tf 50 500 Td (Ref Action Lead) Tj 0 -12 Td (1 Paint the pier Ann Fell) Tj ET\n"


def flate_bomb() -> bytes:
    return pdf_with(stream(zlib.compress(b" " * 400_000_000, 9), b"/FlateDecode"))


def twice_packed_bomb() -> bytes:
    once = zlib.compress(b" " * 2_000_000_000, 9)
    return pdf_with(stream(zlib.compress(once, 9), b"[/FlateDecode/FlateDecode]"))


def lzw_packed(size: int) -> bytes:
    """Blanks in LZW as PDF has it: codes that grow to 12 bits, starting anew when they are used up."""
    bits, width, length = 0, 9, 0
    out = bytearray()

    def put(code: int) -> None:
        nonlocal bits, length
        bits, length = bits << width | code, length + width
        while length >= 8:
            length -= 8
            out.append(bits >> length & 255)
            bits &= (1 << length) - 1

    made = 0
    while made < size:
        width = 9
        put(256)
        put(32)
        made += 1
        for following, run in zip(range(258, 4_094), range(2, 4_000), strict=False):
            if following + 1 >= 1 << width and width < 12:
                width += 1
            put(following)
            made += run
    put(257)
    out.append(bits << (8 - length) & 255)
    return bytes(out)


def lzw_bomb() -> bytes:
    return pdf_with(stream(lzw_packed(400_000_000), b"/LZWDecode"))


def run_length_bomb() -> bytes:
    return pdf_with(stream(zlib.compress(b"\x81 " * 70_000_000, 9), b"[/FlateDecode/RunLengthDecode]"))


def hex_bomb() -> bytes:
    inside = zlib.compress(b" " * 300_000_000, 9).hex().encode() + b">"
    return pdf_with(stream(inside, b"[/ASCIIHexDecode/FlateDecode]"))


def circle_of_pages() -> bytes:
    return made_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1000000/Kids[3 0 R 3 0 R]/Parent 3 0 R>>",
            3: b"<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>",
        }
    )


def doubling_pages(levels: int = 40) -> bytes:
    """A tree where each branch is used twice: 2 to the 40th pages in a few objects."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for number in range(2, levels + 2):
        objects[number] = b"<</Type/Pages/Count %d/Kids[%d 0 R %d 0 R]>>" % (2**31 - 1, number + 1, number + 1)
    objects[levels + 2] = b"<</Type/Page/MediaBox[0 0 10 10]>>"
    return made_pdf(objects)


def deep_pages(levels: int = 100_000) -> bytes:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for number in range(2, levels):
        objects[number] = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 1)
    objects[levels] = b"<</Type/Page/MediaBox[0 0 10 10]>>"
    return made_pdf(objects)


def many_pages(count: int = 100_000) -> bytes:
    return pdf_with(stream(WORDS), count)


def heavy_pages() -> bytes:
    """Pages that all show one long stream of words."""
    return pdf_with(stream(zlib.compress(WORDS * 20_000), b"/FlateDecode"), 300)


def many_lines() -> bytes:
    """One page full of ruling."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (x, y, x + 3, y) for x in range(0, 800, 4) for y in range(0, 590, 1))
    return pdf_with(stream(zlib.compress(lines + WORDS), b"/FlateDecode"))


def grid_of_lines() -> bytes:
    """One page ruled into hundreds of thousands of cells."""
    across = b"".join(b"%.1f 0 m %.1f 595 l S\n" % (x / 2, x / 2) for x in range(1_600))
    down = b"".join(b"0 %.1f m 842 %.1f l S\n" % (y / 2, y / 2) for y in range(1_190))
    return pdf_with(stream(zlib.compress(across + down + WORDS), b"/FlateDecode"))


def form_in_itself() -> bytes:
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R/Y 5 0 R>>>>/Length 12>>\n"
        b"stream\n/X Do /Y Do \nendstream"
    )
    return made_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>",
            4: stream(b"/X Do"),
            5: form,
        }
    )


def doubling_forms(levels: int = 40) -> bytes:
    """Drawings that each show the next one twice."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>",
        4: stream(b"/X Do"),
    }
    for number in range(5, levels + 5):
        inside = b"/X Do /X Do" if number < levels + 4 else WORDS
        objects[number] = (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>/Font<</F<</Type/Font/Subtype"
            b"/Type1/BaseFont/Helvetica>>>>>>/Length %d>>\nstream\n%s\nendstream" % (number + 1, len(inside), inside)
        )
    return made_pdf(objects)


def locked_pdf() -> bytes:
    return printed([HEAD, ROW], encrypt="secret")
