"""Office files as packages: a zip that is measured before it is opened, and XML that is parsed without reaching out."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from adapters.documents.archives import BROKEN_ARCHIVE, open_archive
from adapters.documents.bounds import TOO_DEEP
from domain.importing.raw import UnreadableDocument
from domain.speech import marked

_DAMAGED = marked("This file is damaged or was cut off. Open it where it was made, save it again, and try again.")

# Word and Excel can save the same mark-up under the names of the ISO standard ("Strict Open XML").
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Package:
    """An office file whose totals were checked. Parts are named as in the zip, without a leading slash."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def xml(self, name: str) -> etree._Element:
        """The root of a part of XML."""
        try:
            return parse_xml(self.archive.read(name))
        except (KeyError, *BROKEN_ARCHIVE) as error:
            raise UnreadableDocument(_DAMAGED) from error

    def related(self, part: str = "") -> dict[str, list[str]]:
        """The parts that a part (the package itself: empty) points to, by the last word of the kind of relation.

        What lies outside the file is left out: nothing is ever fetched.
        """
        folder, _, base = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, list[str]] = {}
        if name not in self.names:
            return found
        for relation in self.xml(name).iter(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if path in self.names:
                found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(path)
        return found


def open_package(data: bytes) -> Package:
    """Open an office file after the look at it that every archive gets. Raises `UnreadableDocument`."""
    archive = open_archive(data)
    return Package(archive, frozenset(archive.namelist()))


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML text: no entities, no document types, nothing from outside."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        too_deep = isinstance(error, etree.XMLSyntaxError) and "Excessive depth" in str(error)
        raise UnreadableDocument(TOO_DEEP if too_deep else _DAMAGED) from error
    if root.getroottree().docinfo.doctype:  # office programs write none; it is where entity bombs are kept
        raise UnreadableDocument(_DAMAGED)
    return root
