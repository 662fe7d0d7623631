"""Shading that a document gives as a colour of its theme, written out as the colour that is seen."""

from __future__ import annotations

from lxml import etree

from adapters.documents.excel_values import theme_colours
from adapters.documents.word_numbering import W

_NAMES = ("light1", "dark1", "light2", "dark2", *(f"accent{number}" for number in range(1, 7)))
_ALSO = {"background1": "light1", "text1": "dark1", "background2": "light2", "text2": "dark2"}


def write_out(root: etree._Element, theme: bytes | None) -> None:
    """Give each shading without a colour of its own the one that it has from the theme. Changes `root`."""
    colours: dict[str, str] | None = None
    for shade in root.iter(f"{W}shd"):
        name = shade.get(f"{W}themeFill", "")
        if not name or shade.get(f"{W}fill", "auto").lower() != "auto":
            continue
        if colours is None:
            colours = dict(zip(_NAMES, theme_colours(theme), strict=True))
        colour = colours.get(_ALSO.get(name, name))
        if colour:
            shade.set(f"{W}fill", _mixed(colour, shade))


def _mixed(colour: str, shade: etree._Element) -> str:
    """The colour with as much white (tint) or black (shade) in it as the file says, in 255ths of the colour."""
    light, dark = shade.get(f"{W}themeFillTint"), shade.get(f"{W}themeFillShade")
    try:
        share = int(light or dark or "FF", 16) / 255
    except ValueError:
        return colour
    ground = 255 * (1 - share) if light else 0.0
    parts = (int(colour[index : index + 2], 16) for index in (0, 2, 4))
    return "".join(f"{min(255, round(part * share + ground)):02X}" for part in parts)
