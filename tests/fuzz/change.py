"""How files are changed: as bytes, as lines, as tags and numbers, as parts of an archive, as drawings on a page.

All of it is decided by one `random.Random`, so that a run can be repeated, and hypothesis can drive it and shrink it.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

ODD: Sequence[bytes] = (
    b"",
    b"-1",
    b"0",
    b"1",
    b"3",
    b"65537",
    b"1048577",
    b"4294967296",
    b"9" * 30,
    b"1e400",
    b"NaN",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&#x110000;",
    b'"',
    b"'",
    b"\\",
    b"|",
    b"\t",
    b"\n",
    b"\r",
    b"\x00",
    b"\x0b\x0c",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "é\u202e".encode(),
    "\u2028".encode(),
    "🔴".encode(),
    b"1)",
    b"(a)",
    b"i)&ii)",
    b"2.1",
    b"31/04/2021",
    b"Q9 26/27",
    b"May",
    b"/" * 40,
    b"-" * 60,
    b"A, B & C / D - E",
    b"n/a",
    b"?????",
)
HUGE: Sequence[bytes] = (b"0", b"2", b"17", b"1000", b"16384", b"70000", b"2147483647", b"99999999999")
_SPANS: Sequence[bytes] = (
    b' colspan="%d"',
    b' rowspan="%d"',
    b' table:number-columns-repeated="%d"',
    b' table:number-rows-repeated="%d"',
    b' table:number-columns-spanned="%d"',
    b' text:c="%d"',
    b' r="%d"',
    b' w:val="%d"',
    b' min="1" max="%d" hidden="1"',
    b' s="%d"',
)
_NUMBER = re.compile(rb"(?<![A-Za-z#])-?\d+(?:\.\d+)?")
_TOKEN = re.compile(rb"<[^<>]*>|[^<]+|<")
_NAME = re.compile(rb"<([A-Za-z][\w:.-]*)")
_STREAM = re.compile(rb"(<<[^\0]{0,600}?>>)\s*stream\r?\n(.*?)\r?\nendstream", re.S)
_FILTERS = re.compile(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)|/Length\s+\d+(?:\s+\d+\s+R)?|/DecodeParms\s*<<[^>]*>>")
_MAIN = re.compile(r"document\.xml|content\.xml|sheet\d|sharedStrings|styles|numbering")
MOST = 3_000_000  # bytes of a changed file


def changed(good: bytes, other: bytes, random: Random) -> bytes:
    """The file with one to six changes; `other` is a file from which pieces are taken."""
    data = good
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        data = _once(data, other, random)[:MOST]
    return data


def _once(data: bytes, other: bytes, random: Random) -> bytes:
    if random.random() < 0.08:
        return _bytes(data, other, random)
    if data.startswith(b"PK"):
        return _archive(data, other, random)
    if b"%PDF-" in data[:1024]:
        return _pdf(data, other, random)
    return _text(data, other, random)


def _text(data: bytes, other: bytes, random: Random) -> bytes:
    ways: list[Callable[[bytes, bytes, Random], bytes]] = [_bytes, _numbers, _lines, _lines, _cells]
    if data.count(b"<") > 5:
        ways += [_tags, _tags, _tags, _spans]
    return random.choice(ways)(data, other, random)


def _bytes(data: bytes, other: bytes, random: Random) -> bytes:
    """A few bytes cut, put in, repeated, or the file cut off."""
    made = bytearray(data)
    at = random.randrange(len(made) + 1)
    length = random.choice((0, 1, 2, 9, 100, 2_000))
    match random.randrange(5):
        case 0:
            made[at : at + length] = random.choice(ODD)
        case 1:
            made[at:at] = bytes(made[at : at + length]) * random.choice((1, 2, 50, 500))
        case 2:
            del made[at:]
        case 3:
            start = random.randrange(len(other) + 1)
            made[at : at + length] = other[start : start + random.choice((3, 40, 900))]
        case _:
            for _ in range(random.choice((1, 8))):
                if made:
                    made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def _numbers(data: bytes, other: bytes, random: Random) -> bytes:
    """Some numbers are others, odd or huge."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(random.sample(found, min(len(found), random.choice((1, 2, 12)))), key=lambda one: -one.start()):
        data = data[: match.start()] + random.choice((*HUGE, *ODD)) + data[match.end() :]
    return data


def _lines(data: bytes, other: bytes, random: Random) -> bytes:
    return b"\n".join(_shuffled(data.split(b"\n"), other.split(b"\n"), random))


def _cells(data: bytes, other: bytes, random: Random) -> bytes:
    mark = random.choice([one for one in (b",", b"\t", b"|", b";", b"  ", b": ", b'"') if one in data] or [b" "])
    return mark.join(_shuffled(data.split(mark), other.split(mark), random))


def _shuffled(parts: list[bytes], others: list[bytes], random: Random) -> list[bytes]:
    """Parts cut, repeated, changed with each other, emptied, glued, or taken from another file."""
    parts = list(parts)
    at, to = random.randrange(len(parts) + 1), random.randrange(len(parts) + 1)
    length = random.choice((1, 1, 2, 5, 30))
    match random.randrange(7):
        case 0:
            del parts[at : at + length]
        case 1:
            parts[at:at] = parts[at : at + length] * random.choice((1, 1, 3, 60))
        case 2:
            moved = parts[at : at + length]
            del parts[at : at + length]
            parts[to:to] = moved
        case 3:
            parts[at : at + length] = [random.choice(ODD)] * length
        case 4:
            start = random.randrange(len(others) + 1)
            parts[at:at] = others[start : start + length]
        case 5:
            parts[at : at + length] = [b"".join(parts[at : at + length])]
        case _:
            piece = random.choice(ODD)
            parts[at : at + length] = [part + piece for part in parts[at : at + length]]
    return parts


def _tags(data: bytes, other: bytes, random: Random) -> bytes:
    """Tags and the texts between them, and whole elements, cut, repeated, moved, nested into each other."""
    tokens = _TOKEN.findall(data)
    if random.random() < 0.6:
        return b"".join(_elements(tokens, _TOKEN.findall(other), random))
    return b"".join(_shuffled(tokens, _TOKEN.findall(other), random))


def _elements(tokens: list[bytes], others: list[bytes], random: Random) -> list[bytes]:
    one = _element(tokens, random)
    if one is None:
        return tokens
    start, end = one
    element = tokens[start:end]
    match random.randrange(6):
        case 0:
            return tokens[:start] + tokens[end:]
        case 1:
            return tokens[:end] + element * random.choice((1, 2, 40)) + tokens[end:]
        case 2:
            rest = tokens[:start] + tokens[end:]
            to = random.randrange(len(rest) + 1)
            return rest[:to] + element + rest[to:]
        case 3:  # into itself, deeper and deeper
            depth = random.choice((1, 3, 30))
            return tokens[:start] + element[:1] * depth + element[1:-1] + element[-1:] * depth + tokens[end:]
        case 4:
            taken = _element(others, random)
            return tokens[:start] + (others[taken[0] : taken[1]] if taken else []) + tokens[end:]
        case _:
            two = _element(tokens, random)
            if two is None or two[0] < end:
                return tokens
            return tokens[:start] + tokens[two[0] : two[1]] + tokens[end : two[0]] + element + tokens[two[1] :]


def _element(tokens: list[bytes], random: Random) -> tuple[int, int] | None:
    """Where an element begins and ends, as far as tags that match tell."""
    opened = [at for at, token in enumerate(tokens) if _NAME.match(token) and not token.endswith(b"/>")]
    if not opened:
        return None
    start = random.choice(opened)
    name = _NAME.match(tokens[start])
    if name is None:
        return None
    begins, ends, depth = b"<" + name[1], b"</" + name[1] + b">", 0
    for at in range(start, min(len(tokens), start + 20_000)):
        token = tokens[at]
        if token == ends:
            depth -= 1
            if depth == 0:
                return start, at + 1
        elif token.startswith(begins) and not token.endswith(b"/>") and token[len(begins) : len(begins) + 1] in b" >\n":
            depth += 1
    return None


def _spans(data: bytes, other: bytes, random: Random) -> bytes:
    """An attribute that says how far a cell reaches, how often it comes, or where it stands."""
    opened = [match.end() for match in _NAME.finditer(data)]
    if not opened:
        return data
    at = random.choice(opened)
    return data[:at] + random.choice(_SPANS) % int(random.choice(HUGE)) + data[at:]


def _archive(data: bytes, other: bytes, random: Random) -> bytes:
    """Inside the parts of an archive; or a part is left out, named otherwise, or is another."""
    parts = _parts(data)
    if not parts:
        return _bytes(data, other, random)
    others = _parts(other) or parts
    texts = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    # Where the words are, most of the time.
    main = [name for name in texts if _MAIN.search(name)]
    name = random.choice(main if main and random.random() < 0.8 else texts)
    match random.randrange(12):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[random.choice(list(parts))]
        case 2:
            parts[random.choice(("x.xml", name.upper(), f"{name}.xml", f"../{name}"))] = parts.pop(name)
        case 3:
            parts[name] = others.get(name, b"")
        case _:
            parts[name] = _text(parts[name], others.get(name, parts[name]), random)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content[:MOST], zipfile.ZIP_DEFLATED)  # no hour of today
    return made.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, RuntimeError, ValueError):
        return {}


def _pdf(data: bytes, other: bytes, random: Random) -> bytes:
    """In what is drawn on a page, which is unpacked for it; or anywhere in the file."""
    found = list(_STREAM.finditer(data))
    if not found or random.random() < 0.3:
        return random.choice((_bytes, _numbers, _lines))(data, other, random)
    match = random.choice(found)
    drawn = _drawn(match[1], match[2])
    if drawn is None:
        return _numbers(data, other, random)
    way = random.choice((_bytes, _numbers, _numbers, _lines, _lines, _lines))
    made = way(drawn, b"\n".join(one for each in _STREAM.finditer(other) if (one := _drawn(each[1], each[2]))), random)
    head = _FILTERS.sub(b"", match[1])
    head = head[:-2] + b"/Length %d>>" % len(made)
    return data[: match.start()] + head + b"\nstream\n" + made + b"\nendstream" + data[match.end() :]


def _drawn(head: bytes, body: bytes) -> bytes | None:
    """What a stream holds, where it is drawing or text and was packed in a way that is known."""
    if b"/Image" in head or b"/FontFile" in head or b"/Length1" in head:
        return None
    try:
        if b"ASCII85Decode" in head:
            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        return zlib.decompressobj().decompress(body, MOST) if b"FlateDecode" in head else body
    except (ValueError, zlib.error):
        return None
