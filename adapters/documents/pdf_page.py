"""One page of a PDF as words, rules and coloured areas. All places are in points from the top left corner."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.importing.raw import UnreadableDocument

MAX_CHARACTERS = 60_000  # on one page; a page of small print has some 10,000
_MAX_SEGMENTS = 60_000
_MAX_DEPTH = 4
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
Turn = Callable[[float, float], Point]


def read_page(page: Any) -> Page:
    """Everything on a page of pypdfium2. The caller holds the lock: PDFium does one thing at a time."""
    turn = _turn(page)
    words = tuple(_words(page, turn))
    drawing = _Drawing(turn)
    drawing.read_page(page)
    return Page(words, tuple(drawing.upright), tuple(drawing.level), tuple(drawing.areas), drawing.has_picture)


def _turn(page: Any) -> Turn:
    """From the page's own coordinates (from below, before it is turned) to what the reader sees, from the top."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation() % 360:
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _words(page: Any, turn: Turn) -> Iterator[Word]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_CHARACTERS:
        raise UnreadableDocument(
            "A page of this PDF holds more text than a page can show. Save the plan anew, and try again."
        )
    box = pdfium.FS_RECTF()
    word: list[str] = []
    left = top = right = bottom = 0.0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = chr(code) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if code in {2, 0xFFFE}:  # a hyphen at the end of a line
            character = "-"
        if character.isspace() or not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            if word:
                yield Word("".join(word), left, top, right, bottom)
                word = []
            continue
        (x0, y0), (x1, y1) = turn(box.left, box.top), turn(box.right, box.bottom)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if word and (
            abs((y0 + y1) / 2 - (top + bottom) / 2) > 0.5 * (bottom - top) or not -2 < x0 - right < 0.3 * (y1 - y0)
        ):
            yield Word("".join(word), left, top, right, bottom)
            word = []
        if word:
            left, top, right, bottom = min(left, x0), min(top, y0), max(right, x1), max(bottom, y1)
        else:
            left, top, right, bottom = x0, y0, x1, y1
        word.append(character)
    if word:
        yield Word("".join(word), left, top, right, bottom)


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
