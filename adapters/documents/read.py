"""The one way in for files: looks at the content, not at the name, and hands over a `RawDocument`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from adapters.documents.bounds import TOO_DEEP, check_lines, check_tags, within_bounds
from adapters.documents.decoding import decode
from domain.importing.raw import RawDocument, RawParagraph, UnreadableDocument
from domain.speech import marked

_Content = TypeVar("_Content", bytes, str)

MAX_BYTES = 25_000_000
TOO_LARGE = f"This file is larger than {MAX_BYTES // 1_000_000} MB. Save only the plan, and try again."
_PICTURE = marked("This is a picture, and plans are read as text. Give the Word, Excel or PDF file that it shows.")
_MAGIC = (
    (b"{\\rtf", "This is a Rich Text file. Open it in Word, save it as a Word document (.docx), and try again."),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x1f\x8b", "This is a compressed file. Unpack it, and import the plan inside."),
    (b"7z\xbc\xaf\x27\x1c", "This is a compressed file. Unpack it, and import the plan inside."),
    (b"Rar!", "This is a compressed file. Unpack it, and import the plan inside."),
)
_OLD = b"\xd0\xcf\x11\xe0"  # the container of Office until 2003, and of its locked files until today
# Names of streams inside that container, the telling ones first.
_OLD_KINDS = (
    ("EncryptedPackage", "This file is protected with a password. Save a copy without the password, and try again."),
    ("WordDocument", "This is an old Word file (.doc). Open it in Word, save it as .docx, and try again."),
    ("Workbook", "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx, and try again."),
    ("PowerPoint Document", "These are PowerPoint slides. Copy the plan into a Word document, and try again."),
    ("__substg1.0", "This is an e-mail. Save the file attached to it, and import that."),
    ("Book", "This is an old Excel file (.xls). Open it in Excel, save it as .xlsx, and try again."),
)
_OLD_OTHER = marked("This is a file of an old Office program. Save it in the current format, and try again.")
_NOT_A_PLAN = marked("This is a ZIP archive, but no Word or Excel file. Unpack it, and import the plan inside.")
# What office programs save as XML in one file, by its first tag; any other XML is one program's word to another.
_XML_KINDS = (
    (
        re.compile(r"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet"),
        marked("This workbook is saved as XML, as Excel 2003 did. Open it in Excel, save it as .xlsx, and try again."),
    ),
    (
        re.compile(r"<(?:w:wordDocument|pkg:package)\b"),
        marked("This document is saved as XML. Open it in Word, save it as a Word document (.docx), and try again."),
    ),
    (
        re.compile(r"\A\s*<\?xml\b"),
        marked(
            "This is an XML file, as programs write for each other. Open it in the program that it comes from, save it "
            "as Excel or CSV, and try again."
        ),
    ),
)
_XML_HEAD = 5_000  # characters within which the first tag stands
# Folders inside a zip, and what a file with them is.
_PACKAGES = (
    ("ppt/", "These are PowerPoint slides. Copy the plan into a Word document, and try again."),
    ("Index/", "This is a file of Apple's Pages or Numbers. Export it as Word or CSV, and try again."),
    ("META-INF/manifest.xml", "This is an OpenDocument file. Save it as .docx or CSV, and try again."),
)


def read_document(source: Path | str | bytes, name: str = "") -> RawDocument:
    """Read a file, or its bytes, by what is in it.

    Raises `UnreadableDocument`, with one sentence for the person who sent it, for whatever can't be read.
    """
    if isinstance(source, bytes):
        data, name = source, name or "plan"
    else:
        path = Path(source)
        name = name or path.name
        data = _bytes_of(path)
    return within_bounds(_with_minutes(_read(data, name)))


def _with_minutes(document: RawDocument) -> RawDocument:
    """Lines of minutes that flag actions; text that was pasted has them already."""
    if not any(isinstance(block, RawParagraph) and block.sheet_or_page == "text" for block in document.blocks):
        from adapters.documents.flagged import with_flagged
        from adapters.documents.worded import with_words

        return with_words(with_flagged(document))
    return document


def _read(data: bytes, name: str) -> RawDocument:
    """By what the file begins with."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _readable(_read_archive, data, name)
    if b"%PDF-" in data[:1024]:
        from adapters.documents.pdf import read_pdf

        return read_pdf(data, name)
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument(sentence)
    if data.startswith(_OLD):
        raise UnreadableDocument(_old_kind(data))
    return _readable(_read_words, decode(data), name)


def _readable(read: Callable[[_Content, str], RawDocument], content: _Content, name: str) -> RawDocument:
    """Read, and say it kindly where a file is nested without end."""
    try:
        return read(content, name)
    except RecursionError as error:
        raise UnreadableDocument(TOO_DEEP) from error


def _read_words(text: str, name: str) -> RawDocument:
    """A file of text: a web page, Markdown, separated values, or tables as they were pasted."""
    if "<" in text:
        from adapters.documents.html import is_html, read_html  # each reader is loaded when its format comes

        if is_html(text):
            check_tags(text)
            return read_html(text, name)
        for kind, sentence in _XML_KINDS:
            if kind.search(text[:_XML_HEAD].lstrip("\ufeff")):
                raise UnreadableDocument(sentence)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip("\ufeff \n")[:1] in {"{", "["}:
        from adapters.documents.trello import is_json, read_trello

        if is_json(text):
            return read_trello(text, name)
    check_lines(text)
    if "|" in text or name.lower().endswith((".md", ".markdown")):
        from adapters.documents.markdown import is_markdown, read_markdown

        if is_markdown(text, name):
            from adapters.documents.flagged import with_items
            from adapters.documents.worded import with_words

            return with_words(with_items(read_markdown(text, name)))
    from adapters.documents.delimited import find_delimiter, is_table, read_delimited
    from adapters.documents.text import read_text

    delimiter = find_delimiter(text, name)
    if delimiter and not is_table(name):
        from adapters.documents.pasted import is_records
        from adapters.documents.pasted_lines import is_chat

        delimiter = "" if is_records(text) or is_chat(text.split("\n")) else delimiter
    return read_delimited(text, name, delimiter) if delimiter else read_text(text, name)


def _old_kind(data: bytes) -> str:
    """What to do with a file of an old Office program; its table of contents has names in UTF-16."""
    return next((sentence for name, sentence in _OLD_KINDS if name.encode("utf-16-le") in data), _OLD_OTHER)


def _read_archive(data: bytes, name: str) -> RawDocument:
    """A zip: the file of an office program, told apart by what is in it, or a folder that somebody packed."""
    from adapters.documents.archives import open_archive, read_part

    names = set(open_archive(data).namelist())
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        from adapters.documents.excel import read_excel

        return read_excel(data, name)
    if any(part.startswith("word/") for part in names):
        from adapters.documents.word import read_word

        return read_word(data, name)
    if "content.xml" in names and "mimetype" in names:
        kind = read_part(open_archive(data), "mimetype")[:100]
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            from adapters.documents.open_sheets import read_sheets

            return read_sheets(data, name)
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            from adapters.documents.open_words import read_words

            return read_words(data, name)
    for folder, sentence in _PACKAGES:
        if any(part.startswith(folder) for part in names):
            raise UnreadableDocument(sentence)
    raise UnreadableDocument(_NOT_A_PLAN)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableDocument(marked("This is a folder. Name the file of the plan."))
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableDocument(TOO_LARGE)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(marked("There is no such file. Check its name and folder.")) from error
    except OSError as error:
        raise UnreadableDocument(marked("This file can't be opened. Check that you may read it.")) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableDocument(marked("This is not the name of a file.")) from error
