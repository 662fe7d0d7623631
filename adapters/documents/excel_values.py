"""What a cell of a spreadsheet shows: numbers, dates and colours as the person who opens the sheet sees them."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from domain.due import MONTHS, WEEKDAYS, Precision

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TOKEN = re.compile(
    r"\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]|\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|_.|\*."
    r"|(?P<clock>[AaPp]/[AaPp]|[Aa][Mm]/[Pp][Mm])|(?P<part>y+|m+|d+|h+|s+|Y+|M+|D+|H+|S+)|(?P<other>.)",
    re.DOTALL,
)
# The short date of the system: a British office sees the day first, whatever the file calls it.
_SYSTEM_SHORT = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm"}
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.(?P<decimals>[#0?]*))?")
_PLAIN = {"General", "general", "@", ""}


def unescape(text: str) -> str:
    """`_x000D_` as the character that it stands for."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


@lru_cache(maxsize=512)
def _tokens(number_format: str) -> tuple[tuple[str, str], ...]:
    """The first section of a number format as (kind, text): `part` (lower case), `clock` or `literal`."""
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(_SYSTEM_SHORT.get(number_format, number_format)):
        if match["part"]:
            found.append(("part", match["part"].lower()))
        elif match["clock"]:
            found.append(("clock", match["clock"]))
        elif match["other"] == ";":
            break
        else:
            literal = next((match[name] for name in ("money", "quoted", "escaped", "other") if match[name]), "")
            found.append(("literal", literal))
    parts = [text for kind, text in found if kind == "part"]
    done = []
    seen = -1
    for kind, text in found:
        if kind == "part":
            seen += 1
            after, before = parts[seen + 1 : seen + 2], parts[seen - 1 : seen] if seen else []
            if text[0] == "m" and len(text) < 3 and ("h" in before[0][:1] if before else False or after[:1] == ["s"]):
                text = "minute"
        done.append((kind, text))
    return tuple(done)


def show_day(value: datetime | date, number_format: str) -> tuple[str, Precision]:
    """A date as its number format displays it, and how exactly that says when.

    `mmm-yy` shows a month, `yyyy` a year; a format without any part of a date is shown as day, month and year.
    """
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    tokens = _tokens(number_format)
    parts = "".join(text[0] for kind, text in tokens if kind == "part" and text != "minute")
    if not set(parts) & set("ymd"):
        return moment.strftime("%d/%m/%Y"), Precision.DAY
    if moment.time() == time():  # `2026-10-31 0:00:00`, as programs write a day
        clock = (
            at for at, (kind, text) in enumerate(tokens) if kind == "part" and (text == "minute" or text[0] in "hs")
        )
        tokens = tokens[: next(clock, None)]
    half = "am" if moment.hour < 12 else "pm"
    shown = "".join(
        _part(moment, text) if kind == "part" else half if kind == "clock" else text for kind, text in tokens
    )
    has_day = any(kind == "part" and text in {"d", "dd"} for kind, text in tokens)
    precision = Precision.DAY if has_day else Precision.MONTH if "m" in parts else Precision.YEAR
    return " ".join(shown.split()).rstrip(" ,;-"), precision


def _part(moment: datetime, part: str) -> str:
    match part[0], len(part):
        case "y", length:
            return f"{moment.year % 100:02d}" if length <= 2 else f"{moment.year:04d}"
        case "d", length if length >= 3:
            name = WEEKDAYS[moment.weekday()]
            return name[:3] if length == 3 else name
        case "m", length if part != "minute" and length >= 3:
            name = MONTHS[moment.month - 1]
            return name[:3] if length == 3 else name[:1] if length == 5 else name
    number = {"d": moment.day, "m": moment.month, "h": moment.hour, "s": moment.second}[part[0]]
    if part == "minute":
        return f"{moment.minute:02d}"
    return f"{number:02d}" if len(part) == 2 else str(number)


def show_time(value: time | timedelta) -> str:
    """A time of day, or a length of time, in hours and minutes."""
    seconds = int(value.total_seconds()) if isinstance(value, timedelta) else value.hour * 3600 + value.minute * 60
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 3600:02d}:{abs(seconds) % 3600 // 60:02d}"


def show_number(value: int | float, number_format: str) -> str:
    """A number as its format displays it: `1.10` under `0.00`, `08` under `00`, `R4` under `"R"0`, `95%` under `0%`."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return ""
    try:
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number_format in _PLAIN:
            return _general(exact)
        return _formatted(exact, number_format)
    except (InvalidOperation, ValueError, OverflowError):
        return str(value)


def _general(value: Decimal) -> str:
    if value == value.to_integral_value() and abs(value) < 10**15:
        return str(int(value))
    return f"{float(value):.10g}"


def _formatted(value: Decimal, number_format: str) -> str:
    sections = list(_sections(number_format))
    own_sign = value < 0 and len(sections) > 1
    section = sections[1] if own_sign else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    before, pattern, after = section
    found = _NUMBER.fullmatch(pattern)
    if found is None or len(pattern) > 60:
        return f"{before}{after}".strip() if not pattern and (before or after) else _general(value)
    if "%" in before + after:
        value *= 100
    decimals = found["decimals"] or ""
    places = len(decimals)
    whole = pattern.split(".")[0]
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    digits = f"{rounded:,.{places}f}" if "," in whole else f"{rounded:.{places}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    for _ in range(optional):
        digits = digits.removesuffix("0")
    head, _, tail = digits.rstrip(".").partition(".")
    head = head.zfill(whole.count("0"))
    sign = "-" if value < 0 and not own_sign else ""
    return f"{sign}{before}{head}{'.' + tail if tail else ''}{after}".strip()


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[tuple[str, str, str], ...]:
    """Each section of a number format as the literal before, the pattern of digits, and the literal behind."""
    found: list[tuple[str, str, str]] = []
    before, pattern, after = "", "", ""
    for match in _TOKEN.finditer(number_format):
        other = match["other"] or ""
        if other == ";":
            found.append((before, pattern, after))
            before, pattern, after = "", "", ""
        elif other and (other in "#0?" or (other in ".," and (pattern or other == "."))) and not after:
            pattern += other
        else:
            names = ("money", "quoted", "escaped", "part", "other")
            literal = next((match[name] for name in names if match[name]), "")
            before, after = (before, after + literal) if pattern else (before + literal, after)
    found.append((before, pattern, after))
    return tuple(found)


def tinted(colour: str, tint: float) -> str:
    """A theme colour made lighter (tint above 0) or darker, as `RRGGBB`."""
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def theme_colours(theme: bytes | str | None) -> Sequence[str]:
    """The colours of a theme in the order in which cells name them; Office's own where the file has none."""
    text = theme.decode("utf-8", "replace") if isinstance(theme, bytes) else theme or ""
    scheme = re.search(r"<a:clrScheme.{0,6000}?</a:clrScheme>", text, re.DOTALL)
    named = dict(
        re.findall(
            r"<a:(dk1|lt1|dk2|lt2|accent[1-6])>\s*<a:(?:srgbClr val|sysClr [^>]{0,60}?lastClr)=\"([0-9A-Fa-f]{6})\"",
            scheme[0] if scheme else "",
        )
    )
    return [named.get(name, default) for name, default in _OFFICE]


_OFFICE = (
    ("lt1", "FFFFFF"),
    ("dk1", "000000"),
    ("lt2", "E7E6E6"),
    ("dk2", "44546A"),
    ("accent1", "4472C4"),
    ("accent2", "ED7D31"),
    ("accent3", "A5A5A5"),
    ("accent4", "FFC000"),
    ("accent5", "5B9BD5"),
    ("accent6", "70AD47"),
)
