"""What a web page's styles say that matters for a plan: the background of a cell, and what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

_NAMES = {
    "red": "FF0000", "darkred": "8B0000", "crimson": "DC143C", "tomato": "FF6347", "orangered": "FF4500",
    "amber": "FFBF00", "orange": "FFA500", "darkorange": "FF8C00", "gold": "FFD700", "yellow": "FFFF00",
    "green": "008000", "darkgreen": "006400", "lime": "00FF00", "limegreen": "32CD32", "lightgreen": "90EE90",
    "seagreen": "2E8B57", "forestgreen": "228B22", "palegreen": "98FB98", "blue": "0000FF", "darkblue": "00008B",
    "lightblue": "ADD8E6", "skyblue": "87CEEB", "royalblue": "4169E1", "dodgerblue": "1E90FF", "navy": "000080",
    "salmon": "FA8072", "firebrick": "B22222", "khaki": "F0E68C",
}  # fmt: skip
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;}]{1,200})", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", re.IGNORECASE)
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_RULE = re.compile(r"([^{}@]{1,300})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"(?:^|[\s>])(?:td|th|span|div|p)?\.([\w-]{1,80})\s*$")
_MOST_STYLE = 300_000


@dataclass(slots=True)
class Looks:
    """The classes of a page that colour or hide, and how much was found hidden."""

    fills: dict[str, str] = field(default_factory=dict)
    hiding: set[str] = field(default_factory=set)
    hidden: int = 0

    @classmethod
    def of(cls, root: etree._Element) -> Looks:
        """Read the style sheets that stand in the page itself; none is fetched."""
        looks = cls()
        css = "\n".join(style.text or "" for style in root.iter("style"))[:_MOST_STYLE]
        for selectors, rules in _RULE.findall(css):
            for selector in selectors.split(","):
                if match := _CLASS.search(selector):
                    if fill := _fill(rules):
                        looks.fills[match[1]] = fill
                    if _HIDES.search(rules):
                        looks.hiding.add(match[1])
        return looks

    def hides(self, element: etree._Element) -> bool:
        """Does the page hide this element?"""
        if element.get("hidden") is not None or _HIDES.search(element.get("style", "")):
            return True
        return bool(self.hiding) and not self.hiding.isdisjoint(element.get("class", "").split())

    def is_hidden(self, element: etree._Element) -> bool:
        """Does the page hide this element? If it holds words, it is counted."""
        if not self.hides(element):
            return False
        self.hidden += any(str(text).strip() for text in element.itertext())
        return True

    def fill_of(self, cell: etree._Element) -> str:
        """The background of a cell, or of the one thing in it, as `RRGGBB`; empty for none and white."""
        element: etree._Element | None = cell
        for _ in range(4):
            if element is None:
                break
            own = _colour(element.get("bgcolor", "")) or _fill(element.get("style", ""))
            named = (self.fills.get(name, "") for name in reversed(element.get("class", "").split()))
            if fill := own or next(filter(None, named), ""):
                return "" if fill == "FFFFFF" else fill
            element = element[0] if len(element) == 1 and not (element.text or "").strip() else None
        return ""


def _fill(style: str) -> str:
    found = [colour for value in _BACKGROUND.findall(style) if (colour := _colour(value))]
    return found[-1] if found else ""


def _colour(text: str) -> str:
    if match := _HEX.search(text):
        digits = match[1].upper()
        return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    if match := _RGB.search(text):
        return "".join(f"{min(int(part), 255):02X}" for part in match.groups())
    if re.fullmatch(r"\s*[0-9a-fA-F]{6}\s*", text):
        return text.strip().upper()
    return next((_NAMES[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _NAMES), "")
