"""What a web page offers beside a plan and is no part of it: links that change a value, and files to be fetched."""

from __future__ import annotations

import re

from lxml import etree

from adapters.documents.markup import fold

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|rtf|od[tsp]|zip)(?:[?#]|$)", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:pdf|docx?|xlsx?|pptx?|csv|rtf|od[tsp]|zip)\b\W{0,3}[\d.,]+\s?[kmg]b\W*$", re.IGNORECASE)


def take_out_controls(root: etree._Element) -> int:
    """Take links such as `Change owner` out of lists of terms: a description of links alone, behind another one.

    Returns how many there were.
    """
    found = 0
    for element in list(root.iter("dd")):
        before, parent = element.getprevious(), element.getparent()
        if before is None or parent is None or before.tag != "dd" or not _is_links(element) or _is_links(before):
            continue
        if element.tail and element.tail.strip():
            before.tail = f"{before.tail or ''} {element.tail}"
        parent.remove(element)
        found += 1
    return found


def is_file(item: etree._Element) -> bool:
    """Is an item of a list no more than a file to be fetched (`Appendix A  PDF 210 KB`)?"""
    links = [link for link in item.iter("a") if link.get("href")]
    if not links:
        return False
    text = _text(item)
    if _SIZE.search(text):
        return True
    return all(_FILE.search(link.get("href", "")) for link in links) and text == fold(" ".join(map(_text, links)))


def _is_links(element: etree._Element) -> bool:
    """Do all the words of an element stand in links or buttons?"""
    words = re.sub(r"\W", "", _text(element))
    said = re.sub(r"\W", "", "".join(_text(one) for one in element.iter("a", "button")))
    return bool(words) and words == said


def _text(element: etree._Element) -> str:
    return fold("".join(str(text) for text in element.itertext()))
