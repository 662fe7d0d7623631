"""The guard before formats that are ZIP archives of XML (Word, Excel, OpenDocument): sizes first, parsers later."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from domain.importing.raw import UnreadableDocument
from domain.speech import marked

MAX_ENTRIES = 2_000
MAX_TOTAL = 100 * 1024 * 1024  # bytes, unpacked
MAX_XML = 60 * 1024 * 1024  # bytes of XML, unpacked: pictures cost nothing, XML costs time
MAX_RATIO = 150  # unpacked to packed; judged above a megabyte, because small files of one letter pack well
MAX_TAGS = 6_000_000
# What `zipfile` raises for an archive that is damaged, or packed in a way of its own.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    NotImplementedError,  # `zipfile` does not know this kind of packing or encryption
    EOFError,
    RuntimeError,
)
_CHUNK = 1 << 20
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # as office programs do; other ways unpack without measure
_XML = (".xml", ".rels", ".vml", ".xhtml")
_DAMAGED = marked("This file is damaged or incomplete. Open it, save it again, and try again.")
_TOO_MUCH = marked(
    "This file unpacks to far more than a plan needs, so it was not opened. Save only the plan, and try again."
)
_DEFINES = marked("This file holds definitions that no plan needs, so it was not opened. Save it anew, and try again.")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def open_archive(data: bytes, max_tags: Mapping[str, int] | None = None) -> zipfile.ZipFile:
    """The archive, once it is known to be harmless: its entries, its size, no XML that defines entities, no password.

    `max_tags` gives a lower limit of tags for parts whose name begins so (`xl/styles`). The sizes that an entry states
    hold, because `zipfile` never reads past them. Raises `UnreadableDocument` with a sentence for the person.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except BROKEN_ARCHIVE as error:
        raise UnreadableDocument(_DAMAGED) from error
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or (total > 1_000_000 and total > MAX_RATIO * len(data)):
        raise UnreadableDocument(_TOO_MUCH)
    if sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_XML)) > MAX_XML:
        raise UnreadableDocument(_TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableDocument(marked("This file is protected with a password. Save it without one, and try again."))
    if any(entry.compress_type not in _PACKED for entry in entries):
        raise UnreadableDocument(_DAMAGED)
    if len({entry.filename for entry in entries}) != len(entries):
        raise UnreadableDocument(_DAMAGED)
    tags = 0
    for entry in entries:
        if not entry.filename.lower().endswith(_XML):
            continue
        own = _tags(archive, entry)
        tags += own
        limit = min((most for name, most in (max_tags or {}).items() if entry.filename.startswith(name)), default=own)
        if tags > MAX_TAGS or own > limit:
            raise UnreadableDocument(_TOO_MUCH)
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of an archive that was opened. Raises `UnreadableDocument` where it is damaged, or not there."""
    try:
        return archive.read(name)
    except (KeyError, *BROKEN_ARCHIVE) as error:
        raise UnreadableDocument(_DAMAGED) from error


def _tags(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """How many tags a part has; an error for a part that is damaged or that defines a document type."""
    tags = 0
    last = b""
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                tags += chunk.count(b"<")
                window = last + chunk
                if any(mark in window for mark in _DOCTYPES):
                    raise UnreadableDocument(_DEFINES)
                last = chunk[-20:]
    except BROKEN_ARCHIVE as error:
        raise UnreadableDocument(_DAMAGED) from error
    return tags
