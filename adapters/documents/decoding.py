"""The text of a file, whichever encoding an office program gave it."""

from __future__ import annotations

import codecs
import re

from domain.importing.raw import UnreadableDocument
from domain.speech import marked

_STRAY = re.compile("[\udc80-\udcff]+")
_PADDING = re.compile('\0+(?=[,;|\t"\r\n]|$)')  # programs of old fill fields of one length


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252; an error for anything that is not text."""
    if not data.strip():
        raise UnreadableDocument(marked("This file is empty."))
    text = _decoded(data)
    sample = text[:200_000]
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v")
    odd = controls + sample.count("\ufffd")
    if odd * 50 > len(sample):
        raise UnreadableDocument(
            marked(
                "I can't tell what this file is, or it is damaged. Open it where it was made, "
                "save it again as a Word or Excel file, and try once more."
            )
        )
    if not any(character.isalnum() for character in sample):
        raise UnreadableDocument(
            marked("There are no words in this file. Open it to see, and send the one with the plan.")
        )
    return _PADDING.sub("", text).replace("\0", "\ufffd") if "\0" in text else text


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
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # cut off inside a letter
            return data[: error.start].decode("utf-8")
    sample = data[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 2 > len(zeros):
            return data.decode(encoding, errors="replace")
    kept = data.decode("utf-8", errors="surrogateescape")
    stray = sum(1 for letter in kept if "\udc80" <= letter <= "\udcff")
    if sum(1 for letter in kept if letter > "\x7f") > 2 * stray:  # UTF-8, with a few letters of another file in it
        return _STRAY.sub(
            lambda match: match.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace"), kept
        )
    return data.decode("cp1252", errors="replace")
