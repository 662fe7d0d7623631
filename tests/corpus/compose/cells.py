"""What stands in the cells: people, days and colours in the manners of those who write plans, each with what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.importing.raw import PieceKind, RawCell, RawPiece

FIRST = (
    "Ann", "Bola", "Carys", "Dev", "Ewan", "Farah", "Greta", "Hugh", "Ines", "Jo", "Karim", "Lena", "Mo", "Nia", "Owen",
    "Priya", "Ravi", "Siân", "Tom", "Una", "Vera", "Will", "Yusuf", "Zoe", "April", "Mark", "Grace", "Rob",
)  # fmt: skip
LAST = (
    "Hall", "Okafor", "Price", "Nair", "Firth", "Aziz", "Lund", "Marsh", "Costa", "Bright", "Shah", "Webb", "Ahmed", "Rees",
    "Doyle", "Patel", "Kaur", "Evans", "Holt", "Stone", "May", "Fox", "Reid", "Platt", "O'Neill", "Smith-Jones", "Gill", "Frost",
)  # fmt: skip
POSTS = (
    "Head of Housing", "Service Manager", "Finance Manager", "Director of Children's Services", "Principal Social Worker",
    "Democratic Services Officer", "HR Business Partner", "Head of Legal", "Policy Officer", "Deputy Chief Executive",
    "Training Manager", "Fire Safety Lead", "Designated Nurse", "Business Manager", "Head of Audit", "Monitoring Officer",
    "Commissioning Manager", "Performance Analyst", "Head of Early Help", "Corporate Director", "Quality Lead", "Chief Nurse",
    "Procurement Manager", "Communications Officer",
)  # fmt: skip
BODIES = (
    "Police", "NHS Trust", "Housing Association", "County Council", "Probation Service", "Fire and Rescue", "ICB", "Public Health",
    "Adult Social Care", "Education", "Youth Justice", "Ambulance Service", "Children's Services", "Voluntary sector",
    "District Council", "Environmental Health",
)  # fmt: skip
BOARDS = (
    "Improvement Board", "Audit Committee", "Cabinet", "Safeguarding Board", "Quality Group", "Senior Leadership Team",
    "Scrutiny Panel", "Programme Board", "Health Committee", "Performance Sub-group",
)  # fmt: skip
_RED, _AMBER, _GREEN, _BLUE = "red", "amber", "green", "blue"
FILLS = {_RED: "FF0000", _AMBER: "FFC000", _GREEN: "00B050", _BLUE: "0070C0"}
_SIGNS = {_RED: "🔴", _AMBER: "🟠", _GREEN: "🟢", _BLUE: "🔵"}
STATES = {
    "not started": ("Not started", "Not yet started", "To do"),
    "under way": ("In progress", "Ongoing", "Under way", "Started"),
    "late": ("Overdue", "Delayed", "Behind schedule"),
    "complete": ("Complete", "Completed", "Done", "Closed"),
}


@dataclass(frozen=True, slots=True)
class People:
    """The leads of a cell, and the cell."""

    names: tuple[str, ...]
    cell: RawCell


def lines(*texts: str) -> RawCell:
    """A cell with a line for each text."""
    return RawCell(tuple(RawPiece(text, PieceKind.PARAGRAPH) for text in texts))


class Crowd:
    """The people of one plan: few, and named again and again."""

    def __init__(self, rng: Random, manner: str) -> None:
        """Choose the people who answer in this manner."""
        names = [f"{first} {last}" for first, last in zip(rng.sample(FIRST, 9), rng.sample(LAST, 9), strict=True)]
        initials = list(dict.fromkeys(_initials(one) for one in names))
        pool = {
            "names": names,
            "posts": rng.sample(POSTS, 8),
            "initials": initials,
            "bodies": rng.sample(BODIES, 7),
            "boards": rng.sample(BOARDS, 5),
            "members": [f"Cllr {one}" for one in names[:5]],
            "first names": [one.split()[0] for one in names],
            "surnames first": [", ".join(reversed(one.split(" ", 1))) for one in names],
            "titled": [f"{rng.choice(('Dr', 'Mrs', 'Mr', 'Ms'))} {one}" for one in names],
        }
        self.manner = manner
        self.names = pool["names" if manner in {"lists", "line lists"} else manner]
        self.joiner = rng.choice((" / ", " and ", ", ", " & ", "/"))

    def pick(self, rng: Random) -> People:
        """Somebody of them, or two where this plan lists them."""
        several = self.manner in {"lists", "line lists"} and rng.random() < 0.4
        names = tuple(rng.sample(self.names, 2)) if several else (rng.choice(self.names),)
        cell = lines(*names) if self.manner == "line lists" and several else RawCell.of(self.joiner.join(names))
        return People(names, cell)


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.replace("-", " ").replace("'", " ").split())


# Manners of people: usual ones, and those found now and then.
LEAD_MANNERS = ("names", "posts", "initials", "lists")
ODD_LEAD_MANNERS = ("bodies", "line lists", "first names", "titled", "surnames first")

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
Written = Callable[[date], tuple[RawCell, date | None]]


def _text(write: Callable[[date], str], ends: Callable[[date], date | None] = lambda day: day) -> Written:
    return lambda day: (RawCell.of(write(day)), ends(day))


def _last(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _th(day: date) -> str:
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")


def _quarter(day: date) -> tuple[int, int, date]:
    """The council's quarter of a day, its year, and its last day."""
    number = (day.month - 4) % 12 // 3
    first = day.year - (day.month < 4)
    return number + 1, first, _last(date(first + (number == 3), (6, 9, 12, 3)[number], 1))


def _in_quarter(day: date) -> str:
    number, first, _ = _quarter(day)
    return f"Q{number} {first}/{(first + 1) % 100}"


DATE_MANNERS: dict[str, Written] = {
    "30/06/2027": _text(lambda day: f"{day:%d/%m/%Y}"),
    "30.06.27": _text(lambda day: f"{day:%d.%m.%y}"),
    "30 June 2027": _text(lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}"),
    "June 2027": _text(lambda day: f"{_MONTHS[day.month - 1]} {day.year}", _last),
    "Jun-27": _text(lambda day: f"{day:%b-%y}", _last),
    "30-Jun-27": _text(lambda day: f"{day.day}-{day:%b-%y}"),
    "spreadsheet day": lambda day: (RawCell((RawPiece(f"{day:%d/%m/%Y}"),), day=day), day),
}
ODD_DATE_MANNERS: dict[str, Written] = {
    "2027-06-30": _text(lambda day: f"{day:%Y-%m-%d}"),
    "30th June 2027": _text(lambda day: f"{day.day}{_th(day)} {_MONTHS[day.month - 1]} {day.year}"),
    "end of June 2027": _text(lambda day: f"End of {_MONTHS[day.month - 1]} {day.year}", _last),
    "by 30 June 2027": _text(lambda day: f"By {day.day} {_MONTHS[day.month - 1]} {day.year}"),
    "Q1 2027/28": _text(_in_quarter, lambda day: _quarter(day)[2]),
    "Wed 30 June 2027": _text(lambda day: f"{day:%a} {day.day} {_MONTHS[day.month - 1]} {day.year}"),
    "mid June 2027": _text(lambda day: f"Mid {_MONTHS[day.month - 1]} {day.year}", lambda day: day.replace(day=20)),
    "2027": _text(lambda day: f"{day.year}", lambda day: date(day.year, 12, 31)),
    "30/6/27": _text(lambda day: f"{day.day}/{day.month}/{day:%y}"),
    "June 27": _text(lambda day: f"{_MONTHS[day.month - 1][:3]} {day:%y}", _last),
}
COLOUR_MANNERS = ("words", "letters", "fills", "words and fills")
ODD_COLOUR_MANNERS = ("signs", "capitals", "words and remarks")


def coloured(colour: str, manner: str, remark: str = "") -> RawCell:
    """A colour as this plan shows it."""
    text = {
        "words": colour.title(),
        "letters": colour[0].upper(),
        "numbers": str(1 + list(FILLS).index(colour)),
        "fills": "",
        "words and fills": colour.title(),
        "signs": _SIGNS[colour],
        "capitals": colour.upper(),
        "words and remarks": f"{colour.title()} – {remark}",
    }[manner]
    fill = FILLS[colour] if "fills" in manner else ""
    return RawCell((RawPiece(text),) if text else (), fill=fill)
