"""One page of a PDF as words, rules and coloured areas. All places are in points from the top left corner."""

from __future__ import annotations

import ctypes
import itertools
import operator
import re
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from domain.importing.raw import UnreadableDocument
from domain.speech import marked

MAX_CHARACTERS = 60_000  # on one page; a page of small print has some 10,000
_MAX_SEGMENTS = 60_000
_MAX_DEPTH = 4
_WORD = re.compile(r"\S+")
_HALF = re.compile(r"[\ud800-\udfff]")
# Controls are blanks; a hyphen at the end of a line has a code of its own.
_PRINTED = {**dict.fromkeys(range(33), " "), 2: "-", 0xFFFE: "-"}
_BULLET = 6.0  # points: no larger is a bullet
_APART = 24.0  # points: no farther from its bullet begins a line
_THIN = 3.0  # points: what is thinner is a rule, even where it was drawn as a filled area


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height at which the word stands."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way along the word."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """How high its line is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, upright or level: where it lies (`at`), and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle; `colour` as `RRGGBB`."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page."""

    words: tuple[Word, ...]
    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]
    areas: tuple[Area, ...]
    has_picture: bool = False


Point = tuple[float, float]
_Floats = list[float]
_Edges = tuple[_Floats, _Floats]


@dataclass(frozen=True, slots=True)
class Turn:
    """From the page's own coordinates (from below, before it is turned) to what the reader sees, from the top."""

    degrees: int
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, page: Any) -> Turn:
        """How this page is turned, and where its edges are."""
        return cls(page.get_rotation() % 360, *page.get_cropbox())

    def __call__(self, x: float, y: float) -> Point:
        """Where a point is seen."""
        match self.degrees:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y

    def along(self, xs: Sequence[float], ys: Sequence[float]) -> list[float]:
        """How far to the right each point is seen. Apart from `down`, because a page has thousands of letters."""
        match self.degrees:
            case 90:
                return [y - self.bottom for y in ys]
            case 180:
                return [self.right - x for x in xs]
            case 270:
                return [self.top - y for y in ys]
        return [x - self.left for x in xs]

    def down(self, xs: Sequence[float], ys: Sequence[float]) -> list[float]:
        """How far below the top each point is seen."""
        match self.degrees:
            case 90:
                return [x - self.left for x in xs]
            case 180:
                return [y - self.bottom for y in ys]
            case 270:
                return [self.right - x for x in xs]
        return [self.top - y for y in ys]


def read_page(page: Any) -> Page:
    """Everything on a page of pypdfium2. The caller holds the lock: PDFium does one thing at a time."""
    turn = Turn.of(page)
    words = tuple(_words(page, turn))
    drawing = _Drawing(turn)
    drawing.read_page(page)
    words = (*words, *_bullets(words, drawing.areas))
    return Page(words, tuple(drawing.upright), tuple(drawing.level), tuple(drawing.areas), drawing.has_picture)


def _words(page: Any, turn: Turn) -> Iterator[Word]:
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_CHARACTERS:
        raise UnreadableDocument(
            marked("A page of this PDF holds more text than a page can show. Save the plan anew, and try again.")
        )
    letters, places = _placed(text, count)
    (lefts, rights), (tops, bottoms) = _turned(places, turn)
    for run in _WORD.finditer(letters):
        first, end = run.span()
        left, top, right, bottom = lefts[first], tops[first], rights[first], bottoms[first]
        for at in range(first + 1, end):
            x, y0, y1 = lefts[at], tops[at], bottoms[at]
            even = y0 == top and y1 == bottom
            if (not even and abs((y0 + y1) / 2 - (top + bottom) / 2) > 0.5 * (bottom - top)) or not (
                -2 < x - right < 0.3 * (y1 - y0)
            ):
                yield Word(letters[first:at], left, top, right, bottom)
                first, left, top, right, bottom = at, x, y0, rights[at], y1
                continue
            if not even:
                top, bottom = min(top, y0), max(bottom, y1)
            if x < left:
                left = x
            if rights[at] > right:
                right = rights[at]
        yield Word(letters[first:end], left, top, right, bottom)


def _bullets(words: Sequence[Word], areas: Sequence[Area]) -> Iterator[Word]:
    """The bullets that were drawn and not written: small round or square marks right before the words of a line."""
    for area in areas:
        width, height = area.right - area.left, area.bottom - area.top
        if max(width, height) > _BULLET or abs(width - height) > 1:
            continue
        middle = (area.top + area.bottom) / 2
        level = [word for word in words if word.top < middle < word.bottom]
        behind = min((word.left - area.right for word in level if word.left >= area.right), default=_APART)
        before = min((area.left - word.right for word in level if word.right <= area.left), default=_APART)
        if 0 < behind < min(_APART, before):
            yield Word("•", area.left, middle - 4, area.right, middle + 4)


def _placed(text: Any, count: int) -> tuple[str, list[float]]:
    """The letters of a page, and four numbers for each: left, top, right, bottom. What has no place is a blank."""
    import pypdfium2.raw as pdfium

    letters = letters_of(text, count).translate(_PRINTED)
    boxes = (pdfium.FS_RECTF * count)()
    # The function takes its arguments as they are: a page asks for thousands of places, one after the other.
    box_of = ctypes.cast(
        pdfium.FPDFText_GetLooseCharBox,
        ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p),
    )
    page, start, size = (
        ctypes.cast(text.raw, ctypes.c_void_p).value,
        ctypes.addressof(boxes),
        ctypes.sizeof(pdfium.FS_RECTF),
    )
    lost = [
        at for run in _WORD.finditer(letters) for at in range(*run.span()) if not box_of(page, at, start + at * size)
    ]
    if lost:
        shown = list(letters)
        for at in lost:
            shown[at] = " "
        letters = "".join(shown)
    return letters, array("f", bytes(boxes)).tolist()


def letters_of(text: Any, count: int) -> str:
    """The characters of a page of text, as many as there are places.

    PDFium gives them at once, but leaves out some that mean nothing; where one is missing it is asked for each.
    """
    import pypdfium2.raw as pdfium

    room = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, room) if count else 0
    if written == count + 1:
        encoding = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
        letters = _HALF.sub(" ", bytes(room)[: 2 * count].decode(encoding, "surrogatepass"))
        if len(letters) == count:
            return letters
    codes = (pdfium.FPDFText_GetUnicode(text, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


def _turned(places: list[float], turn: Turn) -> tuple[_Edges, _Edges]:
    """The places as the reader sees them, whichever way the page is turned: from left to right, from top to bottom."""
    one, two = (places[0::4], places[1::4]), (places[2::4], places[3::4])
    return _ordered(turn.along(*one), turn.along(*two)), _ordered(turn.down(*one), turn.down(*two))


def _ordered(one: list[float], two: list[float]) -> _Edges:
    if all(map(operator.le, one, two)):
        return one, two
    return list(map(min, one, two)), list(map(max, one, two))


class _Drawing:
    """The lines and areas of a page, also those inside the forms that it uses."""

    def __init__(self, turn: Turn) -> None:
        self.upright: list[Rule] = []
        self.level: list[Rule] = []
        self.areas: list[Area] = []
        self.has_picture = False
        self._turn = turn
        self._segments = 0

    def read_page(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        count = pdfium.FPDFPage_CountObjects(page)
        for index in range(count):
            self._read(pdfium.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0)

    def _read(self, thing: Any, outer: tuple[float, ...], depth: int) -> None:
        import pypdfium2.raw as pdfium

        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.has_picture = True
        if kind not in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM} or self._segments > _MAX_SEGMENTS:
            return
        own = pdfium.FS_MATRIX()
        matrix = outer
        if pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(own)):
            matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, matrix)
        elif depth < _MAX_DEPTH:
            for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), _MAX_SEGMENTS)):
                self._read(pdfium.FPDFFormObj_GetObject(thing, index), matrix, depth + 1)

    def _path(self, path: Any, matrix: tuple[float, ...]) -> None:
        import pypdfium2.raw as pdfium

        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroked)):
            return
        filled = mode.value != pdfium.FPDF_FILLMODE_NONE
        if not (stroked.value or filled):
            return
        colour = _colour(path) if filled else ""
        for points in self._outlines(path, matrix):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            width, height = max(xs) - min(xs), max(ys) - min(ys)
            thin = min(width, height) < _THIN
            if filled and not thin and len(points) >= 4 and colour != "FFFFFF":
                self.areas.append(Area(min(xs), min(ys), max(xs), max(ys), colour))
            if stroked.value or (thin and colour != "FFFFFF"):
                self._lines(points)

    def _outlines(self, path: Any, matrix: tuple[float, ...]) -> Iterator[list[Point]]:
        import pypdfium2.raw as pdfium

        points: list[Point] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(pdfium.FPDFPath_CountSegments(path)):
            self._segments += 1
            if self._segments > _MAX_SEGMENTS:
                return
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            a, b, c, d, e, f = matrix
            point = self._turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment) and points:
                points.append(points[0])
        if points:
            yield points

    def _lines(self, points: list[Point]) -> None:
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(x0 - x1) < 1 < abs(y0 - y1):
                self.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
            elif abs(y0 - y1) < 1 < abs(x0 - x1):
                self.level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _times(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _colour(thing: Any) -> str:
    import pypdfium2.raw as pdfium

    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(thing, *(ctypes.byref(part) for part in parts)):
        return ""
    return "".join(f"{part.value & 255:02X}" for part in parts[:3])
