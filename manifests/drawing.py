"""Draws the icons of the Teams app, so that nobody needs a drawing program: `python -m manifests.drawing`.

Three rows of a list, the first ticked; flat colours, smooth edges, written as PNG with the standard library.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from math import hypot
from pathlib import Path
from typing import Final

ICONS: Final = Path(__file__).with_name("icons")
COLOR: Final = ICONS / "color.png"
OUTLINE: Final = ICONS / "outline.png"
COLOR_SIZE: Final = 192
OUTLINE_SIZE: Final = 32
NAVY: Final = (0x1D, 0x35, 0x57)
WHITE: Final = (255, 255, 255)
_SAMPLES = 3  # a side: nine looks at each pixel

Pixel = tuple[int, int, int, int]


def png(size: int, pixel: Callable[[int, int], Pixel]) -> bytes:
    """A square PNG with 8 bits each of red, green, blue and opacity."""
    rows = b"".join(b"\0" + bytes(v for x in range(size) for v in pixel(x, y)) for y in range(size))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def color_icon() -> bytes:
    """The picture in the store and the chat: full colour, filled to the edge."""

    def pixel(x: int, y: int) -> Pixel:
        covered = _covered(x, y, COLOR_SIZE, margin=0.2)
        red, green, blue = (round(a + (b - a) * covered) for a, b in zip(NAVY, WHITE, strict=True))
        return red, green, blue, 255

    return png(COLOR_SIZE, pixel)


def outline_icon() -> bytes:
    """The picture in the side bar: white on nothing."""
    return png(OUTLINE_SIZE, lambda x, y: (255, 255, 255, round(255 * _covered(x, y, OUTLINE_SIZE, margin=0.06))))


def _covered(x: int, y: int, size: int, *, margin: float) -> float:
    """How much of a pixel the drawing covers, from 0 to 1."""
    hits = 0
    for i in range(_SAMPLES):
        for j in range(_SAMPLES):
            u, v = ((x + (i + 0.5) / _SAMPLES) / size, (y + (j + 0.5) / _SAMPLES) / size)
            hits += _inside((u - margin) / (1 - 2 * margin), (v - margin) / (1 - 2 * margin))
    return hits / _SAMPLES**2


def _inside(u: float, v: float) -> bool:
    tick = _near(u, v, 0.02, 0.16, 0.13, 0.27, 0.055) or _near(u, v, 0.13, 0.27, 0.34, 0.04, 0.055)
    dots = any(hypot(u - 0.16, v - row) <= 0.085 for row in (0.55, 0.88))
    rows = any(_near(u, v, 0.46, row, 0.94, row, 0.055) for row in (0.18, 0.55, 0.88))
    return tick or dots or rows


def _near(u: float, v: float, ax: float, ay: float, bx: float, by: float, width: float) -> bool:
    """Is a point within `width` of the line from a to b?"""
    along = ((u - ax) * (bx - ax) + (v - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    along = min(1.0, max(0.0, along))
    return hypot(u - ax - along * (bx - ax), v - ay - along * (by - ay)) <= width


if __name__ == "__main__":
    ICONS.mkdir(exist_ok=True)
    COLOR.write_bytes(color_icon())
    OUTLINE.write_bytes(outline_icon())
