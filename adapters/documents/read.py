"""The one way in for files: looks at the content, not at the name, and hands over a `RawDocument`."""

from __future__ import annotations

import codecs
from pathlib import Path

from domain.importing.raw import RawDocument, UnreadableDocument

MAX_BYTES = 25_000_000
_MAGIC = (
    (b"%PDF", "This is a PDF, which can't be read yet. Copy its tables into a text file, and try again."),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Word or Excel file. Save it in the current format or as text, and try again.",
    ),
    (b"{\\rtf", "This is a Rich Text file. Save it as text, and try again."),
    (b"\x89PNG", "This is a picture. Action Log reads plans as text."),
    (b"\xff\xd8\xff", "This is a picture. Action Log reads plans as text."),
    (b"GIF8", "This is a picture. Action Log reads plans as text."),
    (b"\x1f\x8b", "This is a compressed file. Unpack it, and import the plan inside."),
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
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(
            f"This file is larger than {MAX_BYTES // 1_000_000} MB. Save only the plan, and try again."
        )
    if data.startswith(b"PK"):
        return _read_archive(data, name)
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocument(sentence)
    from adapters.documents.text import read_text  # each reader is loaded when its format comes

    return read_text(decode(data), name)


def _read_archive(data: bytes, name: str) -> RawDocument:
    """A Word or Excel file, told apart by what is in the archive."""
    from adapters.documents.archives import open_archive

    names = set(open_archive(data).namelist())
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        from adapters.documents.excel import read_excel

        return read_excel(data, name)
    if "word/document.xml" in names:
        raise UnreadableDocument("This is a Word file, which can't be read yet. Save it as text, and try again.")
    raise UnreadableDocument("This is a ZIP archive, but no Word or Excel file. Unpack it, and import the plan inside.")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableDocument("This is a folder. Name the file of the plan.")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableDocument(
                f"This file is larger than {MAX_BYTES // 1_000_000} MB. Save only the plan, and try again."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument("There is no such file. Check its name and folder.") from error
    except OSError as error:
        raise UnreadableDocument("This file can't be opened. Check that you may read it.") from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableDocument("This is not the name of a file.") from error


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252; an error for anything that is not text."""
    if not data.strip():
        raise UnreadableDocument("This file is empty.")
    text = _decoded(data)
    sample = text[:200_000]
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v")
    odd = controls + sample.count("\ufffd")
    if "\0" in sample or odd * 50 > len(sample):
        raise UnreadableDocument("This file is not text. Save the plan as a text file, and try again.")
    if not any(character.isalnum() for character in sample):
        raise UnreadableDocument("There are no words in this file.")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 2 > len(zeros):
            return data.decode(encoding, errors="replace")
    return data.decode("cp1252", errors="replace")
